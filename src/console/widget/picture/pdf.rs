//! Pages of PDF as pixels and as text.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro::hayro_interpret::font::{FontQuery, Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::{BezPath, Point, Rect};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::RgbImage;

use super::decode::{Kind, LONGEST_SIDE, MOST_LINES, Sheet, Undrawable};
use crate::font;

/// A page is drawn at most so many times its size in points: sharp enough to read 小五 type when zoomed in.
const MOST_SCALE: f32 = 2.5;
/// Units of a glyph's own space to the em.
const EM: f64 = 1000.0;
/// A gap of so many ems is a space, whether one is written or not.
const WORD_GAP: f64 = 0.2;

/// Draws a page.
pub(super) fn sheet(
    bytes: impl AsRef<[u8]> + Send + Sync + 'static,
    page: u32,
) -> Result<Sheet, Undrawable> {
    let pdf = Pdf::new(Arc::new(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Undrawable::Locked,
        LoadPdfError::Invalid => Undrawable::Broken,
    })?;
    let pages = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    let at = usize::try_from(page).map_err(|_| Undrawable::NoPage)?;
    let sheet = pdf.pages().get(at).ok_or(Undrawable::NoPage)?;
    let (width, height) = sheet.render_dimensions();
    let scale = scale(width, height).ok_or(Undrawable::TooLarge)?;
    let settings = settings();
    let pixmap = render(
        sheet,
        &RenderCache::new(),
        &settings,
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let (columns, rows) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let pixels = pixmap.data_as_u8_slice().chunks_exact(4);
    let rgb: Vec<u8> = pixels.flat_map(|p| [p[0], p[1], p[2]]).collect();
    Ok(Sheet {
        kind: Kind::Pdf,
        pixels: Arc::new(RgbImage::from_raw(columns, rows, rgb).ok_or(Undrawable::Broken)?),
        size: (points(width), points(height)),
        page,
        pages,
        text: text(sheet, &settings),
    })
}

/// Pixels for a point; none where the page has no sensible size.
fn scale(width: f32, height: f32) -> Option<f32> {
    let longest = f32::from(u16::try_from(LONGEST_SIDE).ok()?);
    let (long, short) = (width.max(height), width.min(height));
    let scale = (longest / long).min(MOST_SCALE);
    (long.is_finite() && short * scale >= 1.0).then_some(scale)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page's size is positive and has been found to be finite; a cast saturates"
)]
fn points(length: f32) -> u32 {
    length.round() as u32
}

fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            // Government PDFs name Chinese fonts without embedding them; what is not found would be drawn blank.
            FontQuery::Fallback(wanted) => {
                let names = [
                    &wanted.post_script_name,
                    &wanted.font_name,
                    &wanted.font_family,
                ];
                let chinese = wanted.character_collection.is_some()
                    || names.into_iter().flatten().any(|name| is_chinese(name));
                if chinese {
                    Some((Arc::new(font::CJK), 0))
                } else {
                    Some(wanted.pick_standard_font().get_font_data())
                }
            }
        }),
        ..InterpreterSettings::default()
    }
}

fn is_chinese(font: &str) -> bool {
    const PARTS: [&str; 12] = [
        "song",
        "simsun",
        "simhei",
        "heiti",
        "fangsong",
        "simfang",
        "kaiti",
        "simkai",
        "yahei",
        "dengxian",
        "wenquan",
        "sourcehan",
    ];
    let name = font.to_lowercase();
    !font.is_ascii() || PARTS.iter().any(|part| name.contains(part))
}

/// The page's text as lines from top to bottom.
fn text<'a>(page: &'a Page<'a>, settings: &InterpreterSettings) -> Vec<String> {
    let cache = InterpreterCache::new();
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, area, &cache, page.xref(), settings.clone());
    let mut reader = Reader::default();
    interpret_page(page, &mut context, &mut reader);
    reader.lines()
}

/// A sign where it stands.
struct Piece {
    start: f64,
    end: f64,
    em: f64,
    text: String,
}

/// A device that reads instead of drawing.
#[derive(Default)]
struct Reader {
    /// The signs by line, in steps of two points: signs of one line do not stand at exactly one height.
    lines: BTreeMap<i64, Vec<Piece>>,
}

impl Reader {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a place far outside the page saturates, which keeps its order"
    )]
    fn take(&mut self, y: f64, piece: Piece) {
        if self.lines.len() < MOST_LINES {
            self.lines
                .entry((y / 2.0).round() as i64)
                .or_default()
                .push(piece);
        }
    }

    fn lines(self) -> Vec<String> {
        self.lines
            .into_values()
            .map(|mut line| {
                line.sort_by(|a, b| a.start.total_cmp(&b.start));
                let mut text = String::new();
                let mut end = f64::INFINITY;
                for piece in line {
                    if piece.start > end + piece.em * WORD_GAP {
                        text.push(' ');
                    }
                    end = piece.end;
                    text.push_str(&piece.text);
                }
                text
            })
            .filter(|line| !line.trim().is_empty())
            .collect()
    }
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => continue,
            };
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let place = props.transform * glyph.transform();
            let start = place * Point::ORIGIN;
            let end = place * Point::new(advance.map_or(EM / 2.0, f64::from), 0.0);
            let em = place * Point::new(EM, 0.0);
            let piece = Piece {
                start: start.x,
                end: end.x,
                em: em.x - start.x,
                text,
            };
            self.take(start.y, piece);
        }
    }
}
