//! Drawing placed marks as PDF. The typeface is cut down to the glyphs used, and every glyph keeps its character, so
//! that the text can be searched and copied.

use std::f32::consts::{FRAC_PI_2, PI, TAU};
use std::sync::LazyLock;

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Paint, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::Document;
use super::layout::{FOOT, Mark, PAGE, SEAL, SIDES, Weight, width};
use crate::font::{CJK, glyphs};

/// Red, green, blue.
type Colour = [u8; 3];

const INK: Colour = [0x1a, 0x1a, 0x1a];
const GREY: Colour = [0x59, 0x59, 0x59];
const GROUND: Colour = [0xf0, 0xf0, 0xf0];
const RED: Colour = [0xc8, 0x10, 0x2e];
const SMALL: f32 = 9.0;

/// Made once: making it hashes the whole file.
static FONT: LazyLock<Font> =
    LazyLock::new(|| Font::new(CJK.into(), 0).expect("the embedded typeface is a TrueType file"));

pub(super) fn write(document: &Document, pages: &[Vec<Mark>]) -> Vec<u8> {
    let mut pdf = krilla::Document::new();
    // No date: the same document must give the same bytes.
    pdf.set_metadata(
        Metadata::new()
            .title(document.title.clone())
            .language("zh-CN".to_owned())
            .creator("lianban".to_owned()),
    );
    for (nth, marks) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).expect("A4 is not empty");
        let mut page = pdf.start_page_with(settings);
        let mut pen = Pen {
            surface: page.surface(),
        };
        if let Some(mark) = &document.mark {
            pen.across(mark);
        }
        for mark in marks {
            pen.draw(mark);
        }
        pen.foot(&document.footer, &format!("{} / {}", nth + 1, pages.len()));
        drop(pen);
        page.finish();
    }
    pdf.finish()
        .expect("plain text, lines and one sound typeface always serialise")
}

struct Pen<'a> {
    surface: Surface<'a>,
}

impl Pen<'_> {
    fn draw(&mut self, mark: &Mark) {
        match mark {
            Mark::Text {
                at,
                size,
                text,
                weight,
            } => {
                let colour = if *weight == Weight::Pale { GREY } else { INK };
                self.ink(colour);
                // The typeface has one weight; a thin line around each glyph makes the strong one.
                self.outline((*weight == Weight::Strong).then(|| (INK, size * 0.028)));
                self.text(*at, *size, text);
            }
            Mark::Rule { from, to } => self.rule(*from, *to),
            Mark::Ground([left, top, right, bottom]) => {
                self.ink(GROUND);
                self.outline(None);
                self.path(|path| {
                    if let Some(rect) = Rect::from_ltrb(*left, *top, *right, *bottom) {
                        path.push_rect(rect);
                    }
                });
            }
            Mark::Seal { centre, text } => self.seal(*centre, text),
        }
    }

    fn ink(&mut self, colour: Colour) {
        self.surface.set_fill(Some(Fill {
            paint: paint(colour),
            ..Fill::default()
        }));
    }

    fn outline(&mut self, line: Option<(Colour, f32)>) {
        self.surface.set_stroke(line.map(|(colour, width)| Stroke {
            paint: paint(colour),
            width,
            ..Stroke::default()
        }));
    }

    fn text(&mut self, at: (f32, f32), size: f32, text: &str) {
        let glyphs = shape(text);
        let start = Point::from_xy(at.0, at.1);
        self.surface
            .draw_glyphs(start, &glyphs, FONT.clone(), text, size, false);
    }

    /// Text as bare shapes, which searching and copying pass over.
    fn shapes(&mut self, at: (f32, f32), size: f32, text: &str) {
        let glyphs = shape(text);
        let start = Point::from_xy(at.0, at.1);
        self.surface
            .draw_glyphs(start, &glyphs, FONT.clone(), text, size, true);
    }

    fn path(&mut self, build: impl FnOnce(&mut PathBuilder)) {
        let mut path = PathBuilder::new();
        build(&mut path);
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.surface.set_fill(None);
        self.outline(Some((GREY, 0.5)));
        self.path(|path| {
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
        });
    }

    fn foot(&mut self, footer: &str, number: &str) {
        self.ink(GREY);
        self.outline(None);
        self.text((SIDES.0, FOOT), SMALL, footer);
        self.text((SIDES.1 - width(number, SMALL), FOOT), SMALL, number);
    }

    /// Makes what follows, until `pop`, cover only in part.
    fn veil(&mut self, opacity: f32) {
        self.surface
            .push_opacity(NormalizedF32::new(opacity).unwrap_or(NormalizedF32::ONE));
    }

    /// The mark across the page, from the lower left to the upper right.
    fn across(&mut self, mark: &str) {
        let size = (PAGE.0 / width(mark, 1.0).max(1.0)).min(90.0);
        self.ink(GREY);
        self.outline(None);
        self.veil(0.1);
        let turn = Transform::from_rotate_at(-50.0, PAGE.0 / 2.0, PAGE.1 / 2.0);
        self.surface.push_transform(&turn);
        self.shapes(
            (
                (PAGE.0 - width(mark, size)) / 2.0,
                PAGE.1 / 2.0 + size / 3.0,
            ),
            size,
            mark,
        );
        self.surface.pop();
        self.surface.pop();
    }

    fn seal(&mut self, centre: (f32, f32), text: &str) {
        self.veil(0.85);
        self.surface.set_fill(None);
        self.outline(Some((RED, 2.4)));
        if let Some(rim) = circle(centre, SEAL - 1.2) {
            self.surface.draw_path(&rim);
        }
        self.ink(RED);
        self.outline(None);
        self.path(|path| star(path, centre, SEAL * 0.3));
        let size = 12.0;
        let count = text.chars().count();
        for (nth, character) in text.chars().enumerate() {
            let turn = rim_angle(nth, count);
            let place = Transform::from_rotate_at(turn.to_degrees(), centre.0, centre.1);
            self.surface.push_transform(&place);
            let left = centre.0 - glyphs::advance(character) * size / 2.0;
            self.shapes(
                (left, centre.1 - SEAL + 4.0 + size),
                size,
                character.encode_utf8(&mut [0; 4]),
            );
            self.surface.pop();
        }
        self.surface.pop();
    }
}

fn paint([red, green, blue]: Colour) -> Paint {
    rgb::Color::new(red, green, blue).into()
}

fn shape(text: &str) -> Vec<KrillaGlyph> {
    text.char_indices()
        .map(|(at, character)| {
            let id = GlyphId::new(u32::from(glyphs::glyph(character).0));
            let range = at..at + character.len_utf8();
            KrillaGlyph::new(id, glyphs::advance(character), 0.0, 0.0, 0.0, range, None)
        })
        .collect()
}

/// The angle of the `nth` of `count` characters on a seal's rim, from the top: they leave the lower part free.
#[expect(
    clippy::cast_precision_loss,
    reason = "a seal has a score of characters"
)]
fn rim_angle(nth: usize, count: usize) -> f32 {
    let step = (PI * 1.45 / count.max(1) as f32).min(0.42);
    (nth as f32 - (count.saturating_sub(1)) as f32 / 2.0) * step
}

fn circle(centre: (f32, f32), radius: f32) -> Option<Path> {
    // A quarter of a circle as one cubic curve.
    let handle = radius * 0.552_284_8;
    let (x, y) = centre;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(
        x + radius,
        y + handle,
        x + handle,
        y + radius,
        x,
        y + radius,
    );
    path.cubic_to(
        x - handle,
        y + radius,
        x - radius,
        y + handle,
        x - radius,
        y,
    );
    path.cubic_to(
        x - radius,
        y - handle,
        x - handle,
        y - radius,
        x,
        y - radius,
    );
    path.cubic_to(
        x + handle,
        y - radius,
        x + radius,
        y - handle,
        x + radius,
        y,
    );
    path.close();
    path.finish()
}

fn star(path: &mut PathBuilder, centre: (f32, f32), radius: f32) {
    for point in 0..10_u8 {
        let reach = if point % 2 == 0 {
            radius
        } else {
            radius * 0.382
        };
        let angle = TAU * f32::from(point) / 10.0 - FRAC_PI_2;
        let at = (
            centre.0 + reach * angle.cos(),
            centre.1 + reach * angle.sin(),
        );
        if point == 0 {
            path.move_to(at.0, at.1);
        } else {
            path.line_to(at.0, at.1);
        }
    }
    path.close();
}
