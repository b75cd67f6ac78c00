//! The editor keeps its caret in sight and its text in order.

use super::screen;
use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use lianban::console::theme::Theme;
use lianban::console::widget::editor::{Editor, Focus, Lines, Typed};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::{Position, Rect};

fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn type_text(editor: &mut Editor, text: &str, now: DateTime<Utc>) {
    for c in text.chars() {
        editor.type_key(key(KeyCode::Char(c)), now);
    }
}

/// Draws the editor alone in a box of this size at (3, 1); the screen and the caret.
fn drawn(editor: &Editor, width: u16, height: u16) -> (Terminal<TestBackend>, Position) {
    let mut terminal = Terminal::new(TestBackend::new(width + 6, height + 2)).unwrap();
    let area = Rect::new(3, 1, width, height);
    terminal
        .draw(|frame| editor.view(frame, area, Theme::Dark, Focus::Here))
        .unwrap();
    let caret = terminal.backend_mut().get_cursor_position().unwrap();
    (terminal, caret)
}

#[test]
fn the_caret_stands_behind_the_last_character_at_every_length_and_width() {
    for width in [2_u16, 3, 4, 5, 7, 8, 20, 21, 40] {
        for length in 0..=45_u16 {
            let text = "意".repeat(length.into());
            let editor = Editor::new(Lines::Many, &text);
            let (terminal, caret) = drawn(&editor, width, 50);
            assert!(
                (3..3 + width).contains(&caret.x) && (1..51).contains(&caret.y),
                "{length} in {width}: {caret:?}"
            );
            let buffer = terminal.backend().buffer();
            // The cell of the caret is free, and the one before it ends the last character drawn.
            let free = buffer[(caret.x, caret.y)].symbol();
            assert_eq!(free, " ", "{length} in {width}: {caret:?}");
            let count = buffer
                .content()
                .iter()
                .filter(|cell| cell.symbol() == "意")
                .count();
            if width > 2 {
                assert_eq!(count, usize::from(length), "{length} in {width}");
            }
        }
    }
}

#[test]
fn a_line_of_one_scrolls_with_its_caret() {
    for length in 0..40 {
        let editor = Editor::new(Lines::One, &"名".repeat(length));
        let (_, caret) = drawn(&editor, 20, 1);
        assert!((3..23).contains(&caret.x), "{length}: {caret:?}");
    }
}

#[test]
fn a_paragraph_wraps_by_cells() {
    let editor = Editor::new(
        Lines::Many,
        "经审查，申请人提交的材料齐全，符合法定形式，同意ABC登记。\n第二段",
    );
    let (terminal, _) = drawn(&editor, 21, 5);
    insta::assert_snapshot!(screen(terminal.backend().buffer()));
}

#[test]
fn one_undo_takes_back_one_burst_of_typing() {
    let mut editor = Editor::new(Lines::Many, "");
    type_text(&mut editor, "同意", at(0));
    type_text(&mut editor, "拨付", at(1));
    type_text(&mut editor, "，请归档", at(10));
    editor.type_key(key(KeyCode::Backspace), at(10));
    assert_eq!(editor.text(), "同意拨付，请归");
    let mut seen = vec![];
    while editor.undo() {
        seen.push(editor.text());
    }
    assert_eq!(seen, ["同意拨付，请归档", "同意拨付", ""]);
    while editor.redo() {}
    assert_eq!(editor.text(), "同意拨付，请归");
}

#[test]
fn a_paste_is_one_step_and_holds_no_sequences() {
    let mut editor = Editor::new(Lines::Many, "意见：");
    editor.paste("一\r\n二\u{1B}[31m\u{202E}三\u{200B}\t四\u{7}", at(0));
    assert_eq!(editor.text(), "意见：一\n二[31m三    四");
    assert!(editor.undo());
    assert_eq!(editor.text(), "意见：");
}

#[test]
fn one_line_stays_one_line() {
    let mut editor = Editor::new(Lines::One, "a\nb");
    editor.paste("c\r\nd\n", at(0));
    assert_eq!(editor.type_key(key(KeyCode::Enter), at(0)), Typed::Ignored);
    assert_eq!(editor.text(), "a bc d");
}

#[test]
fn backspace_takes_what_looks_like_one_character() {
    for text in [
        "e\u{301}",
        "👩\u{200D}👩\u{200D}👧",
        "🇨🇳",
        "𠮷",
        "葛\u{E0100}",
    ] {
        let mut editor = Editor::new(Lines::Many, &format!("前{text}"));
        editor.type_key(key(KeyCode::Backspace), at(0));
        assert_eq!(editor.text(), "前");
        let mut editor = Editor::new(Lines::Many, &format!("{text}后"));
        editor.type_key(key(KeyCode::Home), at(0));
        editor.type_key(key(KeyCode::Delete), at(0));
        assert_eq!(editor.text(), "后");
    }
}

#[test]
fn a_password_is_drawn_as_stars() {
    let mut editor = Editor::secret();
    type_text(&mut editor, "hunter2", at(0));
    let (terminal, _) = drawn(&editor, 12, 1);
    assert_eq!(editor.text(), "hunter2");
    assert_eq!(screen(terminal.backend().buffer()).trim(), "*******");
}

fn strokes() -> impl Strategy<Value = Vec<(KeyEvent, i64)>> {
    let codes = prop::sample::select(vec![
        KeyCode::Char('意'),
        KeyCode::Char('a'),
        KeyCode::Char(' '),
        KeyCode::Char('，'),
        KeyCode::Enter,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Home,
        KeyCode::End,
    ]);
    let stroke = (codes, any::<bool>(), 0_i64..3).prop_map(|(code, ctrl, pause)| {
        let held = if ctrl {
            KeyModifiers::CONTROL
        } else {
            KeyModifiers::NONE
        };
        (KeyEvent::new(code, held), pause)
    });
    prop::collection::vec(stroke, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_the_caret_is_in_sight_and_undo_leads_back(
        strokes in strokes(), width in 2_u16..30, height in 1_u16..6,
    ) {
        let mut editor = Editor::new(Lines::Many, "原文");
        let mut now = 0;
        for (key, pause) in strokes {
            now += pause;
            editor.type_key(key, at(now));
            let (_, caret) = drawn(&editor, width, height);
            prop_assert!((3..3 + width).contains(&caret.x), "{:?}", caret);
            prop_assert!((1..=height).contains(&caret.y), "{:?}", caret);
        }
        let end = editor.text();
        while editor.undo() {}
        prop_assert_eq!(editor.text(), "原文");
        while editor.redo() {}
        prop_assert_eq!(editor.text(), end);
    }
}
