//! The program on a real terminal: taken over, quiet, and given back whatever happens.

use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use lianban::console::terminal::backend::{Bytes, Narrow, cover};
use lianban::console::theme::{Role, Theme};
use portable_pty::{CommandBuilder, PtySize};
use proptest::prelude::*;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use rustix::process::Signal;

use super::seat::{PATIENCE, PROGRAM, Seat, cells, untouched};

#[test]
fn the_terminal_is_given_back_when_the_officer_quits_or_a_signal_ends_it() {
    let before = untouched();
    let ends: [fn(&mut Seat); 4] = [
        |seat| seat.press("\u{3}"),
        |seat| seat.signal(Signal::TERM),
        |seat| seat.signal(Signal::INT),
        |seat| seat.signal(Signal::HUP),
    ];
    for end in ends {
        let mut seat = Seat::take();
        seat.sees("联办");
        let screen = seat.screen.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste());
        assert_ne!(seat.modes(), before);
        end(&mut seat);
        seat.ends_well(&before);
    }
}

#[test]
fn an_idle_console_writes_no_bytes() {
    let mut seat = Seat::take();
    seat.sees("联办");
    // What belongs to the first frames may still be on its way.
    while seat.bytes.recv_timeout(Duration::from_millis(300)).is_ok() {}
    let quiet = seat.bytes.recv_timeout(Duration::from_secs(2));
    assert_eq!(quiet, Err(RecvTimeoutError::Timeout));
}

#[test]
fn typing_costs_few_bytes_and_the_cursor_follows_the_text() {
    let mut seat = Seat::take();
    seat.sees("联办");
    while seat.bytes.recv_timeout(Duration::from_millis(300)).is_ok() {}
    let (row, column) = seat.screen.screen().cursor_position();
    seat.press("王");
    let bytes = seat.bytes.recv_timeout(PATIENCE).unwrap();
    assert!(bytes.len() < 400, "{}", bytes.len());
    seat.screen.process(&bytes);
    assert_eq!(seat.screen.screen().cursor_position(), (row, column + 2));
}

#[test]
fn a_frame_is_one_synchronized_update() {
    let seat = Seat::take();
    let mut all = vec![];
    while !String::from_utf8_lossy(&all).contains("联办") {
        all.extend(seat.bytes.recv_timeout(PATIENCE).unwrap());
    }
    while let Ok(bytes) = seat.bytes.recv_timeout(Duration::from_millis(300)) {
        all.extend(bytes);
    }
    let text = String::from_utf8_lossy(&all);
    assert_eq!(
        text.matches("\u{1B}[?2026h").count(),
        text.matches("\u{1B}[?2026l").count()
    );
    // The terminal is asked about pictures once, before anything is drawn, and nothing else: no position, no colours.
    let survey = "\u{1B}[?1049h\u{1B}_Gi=31,";
    assert_eq!(text.matches(survey).count(), 1);
    for (question, times) in [
        ("\u{1B}[c", 1),
        ("\u{1B}[>q", 1),
        ("\u{1B}[16t", 1),
        ("\u{1B}_G", 2),
        ("\u{1B}[6n", 0),
        ("\u{1B}[14t", 0),
        ("\u{1B}]1", 0),
    ] {
        assert_eq!(text.matches(question).count(), times, "{question:?}");
    }
}

#[test]
fn what_the_terminal_answers_is_remembered_and_never_typed() {
    let mut seat = Seat::take();
    seat.sees("联办");
    // kitty's answers, late and in pieces.
    for piece in [
        "\u{1B}",
        "_Gi=3",
        "1;OK\u{1B}",
        "\\\u{1B}P>|kitty(0.26.5)\u{1B}\\",
        "\u{1B}[6;20;10t\u{1B}[?62;",
        "c",
    ] {
        seat.press(piece);
        while seat
            .bytes
            .recv_timeout(Duration::from_millis(60))
            .is_ok_and(|bytes| {
                seat.screen.process(&bytes);
                true
            })
        {}
    }
    let file = seat.home.path().join("lianban/terminals.json");
    let known = (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        std::fs::read_to_string(&file).ok()
    });
    let known = known.expect("remembered");
    assert!(
        known.contains("xterm-256color") && known.contains("kitty"),
        "{known}"
    );
    let screen = seat.screen.screen().contents();
    for typed in ["Gi=", "31", "kitty", "OK", "62"] {
        assert!(!screen.contains(typed), "{typed}: {screen}");
    }
    seat.press("\u{3}");
    seat.ends_well(&untouched());
}

#[test]
fn a_storm_of_sizes_ends_with_a_whole_screen() {
    let mut seat = Seat::take();
    seat.sees("联办");
    for (rows, cols) in [(10, 40), (60, 200), (24, 80), (1, 1), (30, 100)] {
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        seat.master.resize(size).unwrap();
        seat.screen.screen_mut().set_size(cells(rows), cells(cols));
    }
    seat.until("the last size", |screen| {
        // The rule above the keys: the one under the head carries the way here.
        let row = screen.contents_between(28, 0, 28, 100);
        row == "-".repeat(100)
    });
    seat.press("\u{3}");
    seat.ends_well(&untouched());
}

#[test]
fn ctrl_z_gives_the_shell_its_terminal_and_comes_back_with_the_screen() {
    let mut command = CommandBuilder::new("sh");
    let script = format!(
        "set -m; {PROGRAM} console --server http://127.0.0.1:1; echo the shell; read line; fg"
    );
    command.args(["-c", &script]);
    let mut seat = Seat::running(command);
    seat.sees("联办");
    seat.press("\u{1A}");
    seat.until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().contains("the shell")
    });
    assert!(!seat.screen.screen().hide_cursor() && !seat.screen.screen().bracketed_paste());
    seat.press("\n");
    seat.until("the console", |screen| {
        screen.alternate_screen() && screen.contents().contains("联办")
    });
    seat.press("\u{3}");
    seat.until("the end", |screen| !screen.alternate_screen());
    seat.child.wait().unwrap();
}

#[test]
fn ctrl_z_does_nothing_where_no_shell_would_come_back() {
    let mut command = CommandBuilder::new("sh");
    // The shell waits and has no jobs: stopped, both would hang for ever.
    let script = format!("{PROGRAM} console --server http://127.0.0.1:1; echo the shell");
    command.args(["-c", &script]);
    let mut seat = Seat::running(command);
    seat.sees("联办");
    seat.press("\u{1A}");
    seat.press("wang");
    seat.sees("wang");
    seat.press("\u{3}");
    seat.sees("the shell");
    seat.child.wait().unwrap();
}

#[test]
fn a_window_of_no_size_or_of_any_size_is_survived() {
    let mut seat = Seat::take();
    seat.sees("联办");
    for (rows, cols) in [(0, 0), (65_535, 65_535), (1, 65_535), (65_535, 1), (0, 80)] {
        let size = PtySize::default();
        seat.master.resize(PtySize { rows, cols, ..size }).unwrap();
        seat.press("w");
        while seat.bytes.recv_timeout(Duration::from_millis(100)).is_ok() {}
    }
    seat.master.resize(PtySize::default()).unwrap();
    seat.screen = vt100::Parser::new(cells(24), cells(80), 0);
    seat.press("\u{C}");
    seat.sees("wwwww");
    seat.press("\u{3}");
    seat.ends_well(&untouched());
}

#[test]
#[ignore = "takes over its terminal and panics: run by the test below on a terminal of its own"]
fn a_program_that_panics() {
    let _tui = lianban::console::terminal::Tui::enter("", None).unwrap();
    panic!("at \u{1B}[31m{}", "张三\u{202E}");
}

#[test]
fn a_panic_gives_the_terminal_back_and_its_words_are_only_words() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    let name = "console::terminal::a_program_that_panics";
    command.args(["--exact", name, "--ignored", "--nocapture"]);
    command.env("RUST_BACKTRACE", "0");
    let mut seat = Seat::running(command);
    seat.sees("⟨1B⟩[31m张三⟨202E⟩");
    seat.ends_well(&untouched());
}

#[test]
fn what_is_kept_is_in_a_private_folder() {
    let mut seat = Seat::take();
    seat.sees("联办");
    let mode = |path: &std::path::Path| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode(&seat.home.path().join("lianban")), 0o700);
}

/// A row of pieces, some of them two cells wide, some that terminals count in different ways.
fn row() -> impl Strategy<Value = Vec<(&'static str, bool)>> {
    let piece = prop::sample::select(vec!["意", "，", "Ａ", "a", "1", " ", "…", "é", "日"]);
    prop::collection::vec((piece, any::<bool>()), 0..24)
}

fn drawn(terminal: &mut Terminal<Narrow>, rows: &[Vec<(&'static str, bool)>]) {
    terminal
        .draw(|frame| {
            for (row, y) in rows.iter().zip(0..) {
                let mut x = 0;
                for (piece, bold) in row {
                    let style = Style::new().add_modifier(if *bold {
                        Modifier::BOLD
                    } else {
                        Modifier::empty()
                    });
                    (x, _) = frame.buffer_mut().set_stringn(x, y, piece, 30, style);
                }
            }
        })
        .unwrap();
}

fn on_a_terminal_of(size: Size) -> (Terminal<Narrow>, Bytes, vt100::Parser) {
    let bytes = Bytes::default();
    let options = TerminalOptions {
        viewport: Viewport::Fixed(Rect::from(((0, 0).into(), size))),
    };
    let terminal = Terminal::with_options(Narrow::new(bytes.clone(), size), options).unwrap();
    let screen = vt100::Parser::new(cells(size.height), cells(size.width), 0);
    (terminal, bytes, screen)
}

/// A window on a long list, with a rule above it, a selected row, and beside it what the selected row says.
fn window(frame: &mut Frame, rows: &[Vec<(&'static str, bool)>], first: usize, selected: usize) {
    let buffer = frame.buffer_mut();
    buffer.set_string(0, 0, "收件箱 ----", Style::new());
    for y in 0..8_u16 {
        let place = first + usize::from(y);
        let style = if place == selected {
            Style::new().bg(Color::Blue)
        } else {
            Style::new()
        };
        buffer.set_style(Rect::new(0, y + 1, 30, 1), style);
        let mut x = 0;
        for (piece, bold) in rows.get(place).into_iter().flatten() {
            let style = if *bold { style.bold() } else { style };
            (x, _) = buffer.set_stringn(x, y + 1, piece, usize::from(30 - x), style);
        }
        if y < 3 {
            buffer.set_string(32, y + 1, format!("第{selected}件 {y}"), Style::new());
        }
    }
    buffer.set_string(0, 9, "Enter 打开", Style::new());
    cover(buffer);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_drawn_is_on_the_screen_frame_after_frame(
        frames in prop::collection::vec(prop::collection::vec(row(), 4), 1..5),
    ) {
        let size = Size::new(50, 4);
        let bytes = Bytes::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::from(((0, 0).into(), size))) };
        let mut terminal = Terminal::with_options(Narrow::new(bytes.clone(), size), options).unwrap();
        let mut screen = vt100::Parser::new(cells(4), cells(50), 0);
        for rows in frames {
            drawn(&mut terminal, &rows);
            screen.process(&std::mem::take(&mut *bytes.held()));
            let wanted: Vec<String> = rows
                .iter()
                .map(|row| row.iter().map(|(piece, _)| *piece).collect::<String>().trim_end().to_owned())
                .collect();
            let there: Vec<String> = screen.screen().rows(0, 50).map(|row| row.trim_end().to_owned()).collect();
            prop_assert_eq!(there, wanted);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_that_moved_looks_as_if_it_had_been_drawn_there(
        rows in prop::collection::vec(row(), 24),
        steps in prop::collection::vec((0..16_usize, 0..8_usize), 1..8),
    ) {
        let size = Size::new(44, 10);
        let (mut terminal, bytes, mut screen) = on_a_terminal_of(size);
        for (first, below) in steps {
            terminal.draw(|frame| window(frame, &rows, first, first + below)).unwrap();
            screen.process(&std::mem::take(&mut *bytes.held()));
            let (mut anew, bytes, mut wanted) = on_a_terminal_of(size);
            anew.draw(|frame| window(frame, &rows, first, first + below)).unwrap();
            wanted.process(&bytes.held());
            for place in Rect::from(((0, 0).into(), size)).positions() {
                let look = |screen: &vt100::Parser| {
                    let cell = screen.screen().cell(place.y, place.x).unwrap();
                    if cell.is_wide_continuation() {
                        return None;
                    }
                    let text = cell.contents().trim().to_owned();
                    // Nobody sees whether nothing is bold.
                    let bold = cell.bold() && !text.is_empty();
                    Some((text, cell.is_wide(), bold, cell.bgcolor()))
                };
                prop_assert_eq!(look(&screen), look(&wanted), "{}", place);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_are_moved_only_where_that_is_shorter(
        ends in prop::collection::vec(prop::sample::select(vec!["1", "日", "意"]), 10),
        from in 0..8_usize,
        to in 0..8_usize,
        on in 0..3_usize,
    ) {
        // As the rows of an inbox: much the same, and different here and there.
        let row = |end: &&'static str| {
            let same = ["红", "牌", " ", "a", "1", "1", "a", " "];
            let pieces = same.iter().chain([end]).chain(&same).chain([end]);
            pieces.map(|piece| (*piece, false)).collect()
        };
        let rows: Vec<Vec<(&'static str, bool)>> = ends.iter().map(row).collect();
        let step = |pictured: bool| {
            let (mut terminal, bytes, _) = on_a_terminal_of(Size::new(44, 10));
            for (first, selected) in [(0, from), (on, to)] {
                bytes.held().clear();
                terminal
                    .draw(|frame| {
                        window(frame, &rows, first, selected);
                        if pictured {
                            // Where a picture stands nothing is moved.
                            frame.buffer_mut()[(43, 9)].set_symbol("\u{1B}Pq#0~\u{1B}\\");
                        }
                    })
                    .unwrap();
            }
            bytes.held().len()
        };
        prop_assert!(step(false) <= step(true), "{} > {}", step(false), step(true));
    }
}

#[test]
fn a_list_that_goes_on_by_a_line_is_moved_by_the_terminal() {
    let text = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let rows: Vec<_> = text.iter().map(|text| vec![(*text, false); 14]).collect();
    let (mut terminal, bytes, _) = on_a_terminal_of(Size::new(44, 10));
    terminal.draw(|frame| window(frame, &rows, 0, 7)).unwrap();
    let whole = std::mem::take(&mut *bytes.held()).len();
    terminal.draw(|frame| window(frame, &rows, 1, 8)).unwrap();
    let step = std::mem::take(&mut *bytes.held());
    let text = String::from_utf8(step).unwrap();
    assert!(
        text.starts_with("\u{1B}[2;8r\u{1B}[2H\u{1B}[1M\u{1B}[r"),
        "{text:?}"
    );
    // The row that came, and the one that is no longer selected.
    assert!(
        text.len() * 3 < whole * 2,
        "{} of {whole}: {text:?}",
        text.len()
    );
    // Where a picture stands nothing is moved.
    terminal
        .draw(|frame| {
            window(frame, &rows, 1, 8);
            frame.buffer_mut()[(34, 6)].set_symbol("\u{1B}Pq#0~\u{1B}\\");
        })
        .unwrap();
    bytes.held().clear();
    terminal.draw(|frame| window(frame, &rows, 2, 9)).unwrap();
    let text = String::from_utf8(std::mem::take(&mut *bytes.held())).unwrap();
    assert!(!text.contains("\u{1B}[1M"), "{text:?}");
}

#[test]
fn every_role_looks_on_the_screen_as_the_theme_says_after_every_other() {
    let roles = [
        Role::Text,
        Role::Dim,
        Role::Title,
        Role::Bar,
        Role::Rule,
        Role::Focus,
        Role::Selected,
        Role::Marked,
        Role::Ghost,
        Role::Key,
        Role::Disabled,
        Role::Good,
        Role::Warning,
        Role::Bad,
        Role::Grave,
        Role::Changed,
        Role::Match,
    ];
    let colour = |colour: Option<Color>| match colour {
        None | Some(Color::Reset) => vt100::Color::Default,
        Some(Color::Indexed(n)) => vt100::Color::Idx(n),
        Some(named) => {
            let order = [
                Color::Black,
                Color::Red,
                Color::Green,
                Color::Yellow,
                Color::Blue,
                Color::Magenta,
                Color::Cyan,
                Color::Gray,
                Color::DarkGray,
                Color::LightRed,
                Color::LightGreen,
                Color::LightYellow,
                Color::LightBlue,
                Color::LightMagenta,
                Color::LightCyan,
                Color::White,
            ];
            vt100::Color::Idx(
                (0..)
                    .zip(order)
                    .find(|(_, other)| *other == named)
                    .unwrap()
                    .0,
            )
        }
    };
    let pairs: Vec<Role> = roles
        .iter()
        .flat_map(|a| roles.iter().flat_map(move |b| [*a, *b]))
        .collect();
    for theme in Theme::ALL {
        let bytes = Bytes::default();
        let size = Size::new(34, 17);
        let options = TerminalOptions {
            viewport: Viewport::Fixed(Rect::from(((0, 0).into(), size))),
        };
        let mut terminal =
            Terminal::with_options(Narrow::new(bytes.clone(), size), options).unwrap();
        terminal
            .draw(|frame| {
                for (role, place) in pairs.iter().zip(frame.area().positions()) {
                    frame.buffer_mut()[place]
                        .set_char('x')
                        .set_style(theme.style(*role));
                }
            })
            .unwrap();
        let mut screen = vt100::Parser::new(cells(17), cells(34), 0);
        screen.process(&bytes.held());
        for (role, place) in pairs
            .iter()
            .zip(Rect::from(((0, 0).into(), size)).positions())
        {
            let (style, cell) = (
                theme.style(*role),
                screen.screen().cell(place.y, place.x).unwrap(),
            );
            let has = |modifier| style.add_modifier.contains(modifier);
            assert_eq!(cell.fgcolor(), colour(style.fg), "{theme:?} {role:?}");
            assert_eq!(cell.bgcolor(), colour(style.bg), "{theme:?} {role:?}");
            assert_eq!(cell.bold(), has(Modifier::BOLD), "{theme:?} {role:?}");
            assert_eq!(
                cell.inverse(),
                has(Modifier::REVERSED),
                "{theme:?} {role:?}"
            );
            assert_eq!(
                cell.underline(),
                has(Modifier::UNDERLINED),
                "{theme:?} {role:?}"
            );
        }
    }
}

#[test]
fn chinese_text_costs_three_bytes_a_character_and_one_move_a_row() {
    let bytes = Bytes::default();
    let size = Size::new(80, 1);
    let options = TerminalOptions {
        viewport: Viewport::Fixed(Rect::from(((0, 0).into(), size))),
    };
    let mut terminal = Terminal::with_options(Narrow::new(bytes.clone(), size), options).unwrap();
    drawn(&mut terminal, &[vec![("意", false); 40]]);
    let written = bytes.held().len();
    assert!(written < 3 * 40 + 40, "{written}");
}
