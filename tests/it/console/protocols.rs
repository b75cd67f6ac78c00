//! What goes to terminals that show real pixels: it decodes to the picture, costs what it may, and is erased.

use std::io::Read;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::{ImageFormat, Rgb, RgbImage};
use lianban::console::terminal::ask::{Survey, can_be_asked};
use lianban::console::terminal::covered::Covered;
use lianban::console::terminal::input::framer::{Framer, Piece};
use lianban::console::widget::picture::Picture;
use lianban::console::widget::picture::decode::decode;
use lianban::console::widget::picture::draw::{Drawing, KITTY_IDS, draw};
use lianban::console::widget::picture::means::{Between, Graphics, Known, Means, terminal_name};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;

use super::picture::{encoded, photo};

const ROOM: Size = Size::new(30, 10);

fn on(means: Means) -> Graphics {
    Graphics {
        means,
        ..Graphics::default()
    }
}

fn drawing(image: RgbImage, graphics: Graphics) -> Drawing {
    let mut picture = Picture::default();
    picture.show(decode(encoded(image, ImageFormat::Png), 0).unwrap());
    draw(&picture.wanted(ROOM, graphics).unwrap()).unwrap()
}

fn first(drawing: &Drawing) -> String {
    drawing.buffer()[(0, 0)].symbol().to_owned()
}

/// Undoes tmux's wrapping: the answer is what the terminal outside gets.
fn unwrapped(text: &str) -> String {
    let parts = text.split("\u{1B}Ptmux;");
    let inside = parts.map(|part| part.strip_suffix("\u{1B}\\").unwrap_or(part));
    inside.collect::<String>().replace("\u{1B}\u{1B}", "\u{1B}")
}

/// The picture in kitty's commands, and the keys of the first.
fn kitty(text: &str) -> (RgbImage, String) {
    let mut keys = String::new();
    let mut bytes = vec![];
    for command in text.split("\u{1B}_G").skip(1) {
        let (command, _) = command.split_once("\u{1B}\\").unwrap();
        let (says, data) = command.split_once(';').unwrap();
        assert!(data.len() <= 4096);
        if keys.is_empty() {
            says.clone_into(&mut keys);
        }
        bytes.extend(BASE64_STANDARD.decode(data).unwrap());
    }
    let mut pixels = vec![];
    flate2::read::ZlibDecoder::new(bytes.as_slice())
        .read_to_end(&mut pixels)
        .unwrap();
    let value = |key: &str| -> u32 {
        let found = keys.split(',').find_map(|pair| pair.strip_prefix(key));
        found.unwrap().parse().unwrap()
    };
    let rgba = image::RgbaImage::from_raw(value("s="), value("v="), pixels).unwrap();
    (image::DynamicImage::from(rgba).to_rgb8(), keys)
}

fn sixel(text: &str) -> RgbImage {
    let at = text.find("\u{1B}P").unwrap();
    let decoded = icy_sixel::SixelImage::decode(&text.as_bytes()[at..]).unwrap();
    let (width, height) = (decoded.width, decoded.height);
    let rgba = image::RgbaImage::from_raw(
        u32::try_from(width).unwrap(),
        u32::try_from(height).unwrap(),
        decoded.pixels,
    );
    image::DynamicImage::from(rgba.unwrap()).to_rgb8()
}

fn iterm2(text: &str) -> RgbImage {
    let (_, data) = text.split_once("File=").unwrap();
    let (says, data) = data.split_once(':').unwrap();
    assert!(
        says.contains("inline=1") && says.contains("doNotMoveCursor=1"),
        "{says}"
    );
    let png = BASE64_STANDARD
        .decode(data.trim_end_matches('\u{7}'))
        .unwrap();
    image::load_from_memory(&png).unwrap().to_rgb8()
}

/// Red above, blue below, white at the top left, whatever the size.
fn is_the_photo(image: &RgbImage) {
    let near = |x: u32, y: u32, wanted: [u8; 3]| {
        let at = (image.width() * x / 100, image.height() * y / 100);
        let Rgb(found) = *image.get_pixel(at.0, at.1);
        let far = found.iter().zip(wanted).any(|(a, b)| a.abs_diff(b) > 24);
        assert!(!far, "{found:?} is not {wanted:?} at {x}%, {y}%");
    };
    near(8, 8, [255, 255, 255]);
    near(70, 20, [200, 0, 0]);
    near(20, 80, [0, 0, 200]);
    near(90, 90, [0, 0, 200]);
}

#[test]
fn what_is_sent_is_the_picture() {
    let photo = photo(300, 200);
    let drawing = |means| first(&drawing(photo.clone(), on(means)));
    is_the_photo(&kitty(&drawing(Means::Kitty)).0);
    is_the_photo(&kitty(&drawing(Means::KittyOver)).0);
    is_the_photo(&sixel(&drawing(Means::Sixel)));
    is_the_photo(&iterm2(&drawing(Means::Iterm2)));
}

#[test]
fn inside_tmux_it_is_wrapped_for_the_terminal_outside() {
    let inside = |means| Graphics {
        between: Between::Tmux,
        ..on(means)
    };
    let text = first(&drawing(photo(300, 200), inside(Means::Kitty)));
    // Nothing of it outside the wrapping but the first placeholder.
    assert!(text.starts_with("\u{1B}Ptmux;\u{1B}\u{1B}_G"));
    is_the_photo(&kitty(&unwrapped(&text)).0);
    let text = first(&drawing(photo(300, 200), inside(Means::Sixel)));
    is_the_photo(&sixel(&unwrapped(&text)));
}

#[test]
fn kitty_is_told_nothing_that_it_would_answer_or_read_from_a_file() {
    let (_, keys) = kitty(&first(&drawing(photo(300, 200), on(Means::Kitty))));
    let keys: Vec<&str> = keys.split(',').collect();
    for wanted in ["q=2", "t=d", "U=1", "c=30", "r=10", "a=T"] {
        assert!(keys.contains(&wanted), "{wanted}: {keys:?}");
    }
}

#[test]
fn kitty_finds_its_picture_by_a_colour_of_the_table() {
    let drawing = drawing(photo(300, 200), on(Means::Kitty));
    for cell in drawing.buffer().content() {
        assert!(matches!(cell.fg, Color::Indexed(id) if KITTY_IDS.contains(&id)));
        assert!(cell.symbol().contains('\u{10EEEE}'));
    }
}

/// A picture that does not compress.
pub fn noise(width: u32, height: u32) -> RgbImage {
    let mut seed = 1_u32;
    RgbImage::from_fn(width, height, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [r, g, b, _] = seed.to_be_bytes();
        Rgb([r, g, b])
    })
}

#[test]
fn a_drawing_costs_no_more_than_it_may() {
    for means in Means::ALL {
        let whole = drawing(noise(600, 400), on(means));
        for most in [64 * 1024, 16 * 1024, 4 * 1024] {
            let graphics = Graphics {
                most_bytes: most,
                ..on(means)
            };
            let less = drawing(noise(600, 400), graphics);
            assert!(less.bytes() <= most, "{means:?} {most} {}", less.bytes());
            assert!(less.bytes() <= whole.bytes());
            if means == Means::Kitty && most > 16 * 1024 {
                assert_eq!(less.cells, whole.cells, "fewer pixels, as large");
            }
        }
    }
}

// --- erased and sent anew

fn frame(area: Rect, drawing: Option<&Drawing>, over: Option<Rect>) -> Buffer {
    let mut buffer = Buffer::empty(area);
    if let Some(drawing) = drawing {
        for place in drawing.buffer().area.positions() {
            buffer[place] = drawing.buffer()[place].clone();
        }
    }
    for place in over.into_iter().flat_map(Rect::positions) {
        buffer[place].reset();
        buffer[place].set_char('x');
    }
    buffer
}

/// What is sent between two frames.
fn sent(covered: &mut Covered, before: &Buffer, after: &mut Buffer) -> Vec<(u16, u16, usize)> {
    covered.settle(after);
    let changed = before.diff(after);
    changed
        .into_iter()
        .map(|(x, y, cell)| (x, y, cell.symbol().len()))
        .collect()
}

#[test]
fn a_picture_is_sent_once_and_again_when_a_dialog_has_stood_on_it() {
    for means in [Means::Sixel, Means::Iterm2] {
        let drawing = drawing(photo(300, 200), on(means));
        let area = Rect::new(0, 0, 40, 12);
        let mut covered = Covered::default();
        let nothing = Buffer::empty(area);
        let mut plain = frame(area, Some(&drawing), None);
        let first = sent(&mut covered, &nothing, &mut plain);
        assert!(
            first
                .iter()
                .any(|(x, y, size)| (*x, *y) == (0, 0) && *size > 500)
        );
        let mut again = frame(area, Some(&drawing), None);
        assert_eq!(sent(&mut covered, &plain, &mut again), []);
        let mut dialog = frame(area, Some(&drawing), Some(Rect::new(10, 4, 8, 3)));
        let over = sent(&mut covered, &again, &mut dialog);
        assert_eq!(over.len(), 24, "only the dialog");
        let mut closed = frame(area, Some(&drawing), None);
        let back = sent(&mut covered, &dialog, &mut closed);
        assert_eq!(back.len(), 1, "the picture whole, in its first cell");
        let mut still = frame(area, Some(&drawing), None);
        assert_eq!(sent(&mut covered, &closed, &mut still), []);
    }
}

#[test]
fn another_screen_writes_every_cell_that_the_picture_had() {
    for means in [Means::Sixel, Means::Iterm2, Means::Kitty] {
        let drawing = drawing(photo(300, 200), on(means));
        let area = Rect::new(0, 0, 40, 12);
        let mut covered = Covered::default();
        let mut there = frame(area, Some(&drawing), None);
        sent(&mut covered, &Buffer::empty(area), &mut there);
        let gone = sent(&mut covered, &there, &mut Buffer::empty(area));
        assert_eq!(gone.len(), usize::try_from(drawing.cells.area()).unwrap());
    }
}

#[test]
fn a_picture_that_lies_over_the_cells_is_deleted_and_gives_way_to_a_dialog() {
    let drawing = drawing(photo(300, 200), on(Means::KittyOver));
    let area = Rect::new(0, 0, 40, 12);
    let mut covered = Covered::default();
    let mut there = frame(area, Some(&drawing), None);
    assert_eq!(covered.settle(&mut there), "");
    let mut again = frame(area, Some(&drawing), None);
    assert_eq!(covered.settle(&mut again), "");
    assert_eq!(there.diff(&again), []);
    let mut dialog = frame(area, Some(&drawing), Some(Rect::new(10, 4, 8, 3)));
    let deleted = format!("\u{1B}_Ga=d,d=I,i={},q=2\u{1B}\\", KITTY_IDS[1]);
    assert_eq!(covered.settle(&mut dialog), deleted);
    assert!(
        dialog
            .content()
            .iter()
            .all(|cell| !cell.symbol().contains('\u{1B}'))
    );
    let mut closed = frame(area, Some(&drawing), None);
    assert_eq!(covered.settle(&mut closed), "");
    let back = dialog.diff(&closed);
    assert!(back.len() == 1 && back[0].2.symbol().starts_with("\u{1B}_G"));
    let mut gone = Buffer::empty(area);
    assert_eq!(covered.settle(&mut gone), deleted);
    assert_eq!(
        closed.diff(&gone).len(),
        usize::try_from(drawing.cells.area()).unwrap()
    );
}

// --- what a terminal says of itself

fn asked(tmux: bool, answers: &str) -> Option<Known> {
    let mut survey = Survey::new(tmux);
    for piece in Framer::default().push(answers.as_bytes()) {
        match piece {
            Piece::Reply(reply) => survey.hear(&reply),
            other => panic!("{other:?}"),
        }
    }
    survey.known()
}

fn means(tmux: bool, answers: &str) -> Means {
    asked(tmux, answers).unwrap().means
}

const YES: &str = "\u{1B}_Gi=31;OK\u{1B}\\";

#[test]
fn the_best_means_is_taken_that_a_terminal_answers_to() {
    let name = |name: &str| format!("\u{1B}P>|{name}\u{1B}\\");
    let end = "\u{1B}[?62;c";
    let sixel = "\u{1B}[?63;1;2;4;6c";
    assert_eq!(means(false, end), Means::HalfBlocks);
    assert_eq!(means(false, sixel), Means::Sixel);
    assert_eq!(
        means(false, &(YES.to_owned() + &name("kitty(0.26.5)") + end)),
        Means::Kitty
    );
    assert_eq!(means(false, &(YES.to_owned() + sixel)), Means::Kitty);
    // They have the protocol and not its placeholders.
    assert_eq!(
        means(false, &(YES.to_owned() + &name("WezTerm 20240203") + sixel)),
        Means::Iterm2
    );
    assert_eq!(means(false, &(name("iTerm2 3.5.0") + sixel)), Means::Iterm2);
    assert_eq!(
        means(false, &(YES.to_owned() + &name("Konsole 23") + sixel)),
        Means::HalfBlocks
    );
    // kitty of before the placeholders.
    let over = "\u{1B}_Gi=32;OK\u{1B}\\";
    assert_eq!(
        means(false, &(over.to_owned() + &name("kitty(0.26.5)") + end)),
        Means::KittyOver
    );
    assert_eq!(means(false, &(YES.to_owned() + over + end)), Means::Kitty);
    // No, in kitty's words; sixel 4 and not 14 or 44.
    assert_eq!(
        means(false, "\u{1B}_Gi=31;EINVAL:no\u{1B}\\\u{1B}[?14;44c"),
        Means::HalfBlocks
    );
    assert_eq!(asked(false, ""), None);
}

#[test]
fn inside_tmux_the_terminal_outside_is_asked_and_half_blocks_stand_where_tmux_passes_nothing_on() {
    let own = "\u{1B}[?1;2c";
    assert_eq!(means(true, own), Means::HalfBlocks);
    let kitty = asked(true, &(own.to_owned() + YES)).unwrap();
    assert_eq!((kitty.means, kitty.between), (Means::Kitty, Between::Tmux));
    // A tmux that keeps sixels itself gets them unwrapped.
    let sixel = asked(true, "\u{1B}[?1;2;4c").unwrap();
    assert_eq!(
        (sixel.means, sixel.between),
        (Means::Sixel, Between::Nobody)
    );
    let question = Survey::new(true).question();
    assert_eq!(question.matches("\u{1B}Ptmux;\u{1B}\u{1B}").count(), 2);
    assert!(question.ends_with("\u{1B}[c"));
    assert!(!Survey::new(false).question().contains("tmux"));
}

#[test]
fn a_terminal_that_prints_questions_is_not_asked() {
    for (term, between, told) in [
        (None, Between::Nobody, false),
        (Some(""), Between::Nobody, false),
        (Some("dumb"), Between::Nobody, false),
        (Some("linux"), Between::Nobody, false),
        (Some("screen-256color"), Between::Nobody, false),
        (Some("screen-256color"), Between::Tmux, true),
        (Some("xterm-256color"), Between::Nobody, true),
    ] {
        assert_eq!(can_be_asked(term, between), told, "{term:?}");
    }
}

#[test]
fn a_cell_is_as_large_as_the_kernel_or_else_the_terminal_says() {
    let known = asked(false, "\u{1B}[6;36;18t\u{1B}[?4c").unwrap();
    let mut graphics = Graphics::default();
    graphics.learn(known);
    assert_eq!((graphics.means, graphics.cell), (Means::Sixel, (18, 36)));
    let mut graphics = Graphics {
        cell: (9, 18),
        ..Graphics::default()
    };
    graphics.learn(known);
    assert_eq!(graphics.cell, (9, 18));
    // Nonsense is none.
    let known = asked(false, "\u{1B}[6;0;99999t\u{1B}[?4c").unwrap();
    assert_eq!(known.cell, None);
}

#[test]
fn a_terminal_is_remembered_by_what_its_environment_says_and_no_more() {
    let variable = |name: &str| match name {
        "TERM" => Some("xterm-256color\u{1B}[31m".to_owned()),
        "TERM_PROGRAM" => Some("ghostty".to_owned()),
        "HOME" | "USER" => panic!("{name} is nobody's business"),
        _ => None,
    };
    assert_eq!(terminal_name(variable), "xterm-256color[31m ghostty   ");
}
