//! Drawing placed marks as PDF. The typeface is cut down to the glyphs used, and every glyph keeps its character, so
//! that the text can be searched and copied.

use std::sync::LazyLock;

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Paint, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::layout::{FOOT, Mark, PAGE, SIDES, Weight, width};
use super::{Document, Picture};
use crate::font::{CJK, glyphs};

/// Red, green, blue.
type Colour = [u8; 3];

const INK: Colour = [0x1a, 0x1a, 0x1a];
const GREY: Colour = [0x59, 0x59, 0x59];
const GROUND: Colour = [0xf0, 0xf0, 0xf0];
const SMALL: f32 = 9.0;

/// Made once: making it hashes the whole file.
static FONT: LazyLock<Font> =
    LazyLock::new(|| Font::new(CJK.into(), 0).expect("the embedded typeface is a TrueType file"));

pub(super) fn write(document: &Document, pages: &[Vec<Mark<'_>>]) -> Vec<u8> {
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
    fn draw(&mut self, mark: &Mark<'_>) {
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
            Mark::Picture { at, picture } => self.picture(*at, picture),
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

    fn picture(&mut self, [left, top, width, height]: [f32; 4], picture: &Picture) {
        let pixels = u64::from(picture.width) * u64::from(picture.height) * 4;
        let size = Size::from_wh(width, height);
        // A picture that is not one is left out rather than the whole document.
        let (Some(size), true) = (size, pixels == picture.rgba.len() as u64) else {
            return;
        };
        let image = Image::from_rgba8(picture.rgba.clone(), picture.width, picture.height);
        self.surface
            .push_transform(&Transform::from_translate(left, top));
        self.surface.draw_image(image, size);
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
