//! A small drawing surface: shapes and text into pixels, pixels into JPEG and PNG files.

use hayro::kurbo::{Affine, BezPath, Rect, Shape, Stroke};
use hayro::vello_cpu::color::{AlphaColor, Srgb};
use hayro::vello_cpu::peniko::{Gradient, ImageAlphaType};
use hayro::vello_cpu::{PaintType, Pixels, Pixmap, RenderContext, Resources};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ImageEncoder, RgbImage};
use jpeg_encoder::{ColorType, Encoder, PixelDensity, SamplingFactor};
use ttf_parser::OutlineBuilder;

use crate::font::glyphs;

/// A colour as `0xRRGGBB`.
#[derive(Clone, Copy)]
pub(super) struct Colour(pub u32);

impl Colour {
    /// The colour, covering only `share` of what is below.
    pub(super) fn veiled(self, share: f32) -> AlphaColor<Srgb> {
        AlphaColor::from(self).with_alpha(share)
    }
}

impl From<Colour> for AlphaColor<Srgb> {
    fn from(Colour(hex): Colour) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        AlphaColor::from_rgba8(red, green, blue, 255)
    }
}

impl From<Colour> for PaintType {
    fn from(colour: Colour) -> Self {
        AlphaColor::<Srgb>::from(colour).into()
    }
}

/// Colours changing evenly from `from` to `to`.
pub(super) fn shade<const N: usize>(
    from: (f64, f64),
    to: (f64, f64),
    stops: [Colour; N],
) -> Gradient {
    Gradient::new_linear(from, to).with_stops(stops.map(AlphaColor::<Srgb>::from))
}

/// Pixels being drawn on. The origin is the upper left corner.
pub(super) struct Canvas {
    context: RenderContext,
}

impl Canvas {
    pub(super) fn new(width: u16, height: u16, ground: impl Into<PaintType>) -> Self {
        let mut canvas = Self::clear(width, height);
        let whole = Rect::new(0.0, 0.0, width.into(), height.into());
        canvas.fill(&whole, ground);
        canvas
    }

    /// A canvas through which one sees what is below.
    pub(super) fn clear(width: u16, height: u16) -> Self {
        Self {
            context: RenderContext::new(width, height),
        }
    }

    pub(super) fn fill(&mut self, shape: &impl Shape, paint: impl Into<PaintType>) {
        self.context.set_paint(paint);
        self.context.fill_path(&shape.to_path(0.1));
    }

    pub(super) fn stroke(&mut self, shape: &impl Shape, width: f64, paint: impl Into<PaintType>) {
        self.context.set_paint(paint);
        self.context.set_stroke(Stroke::new(width));
        self.context.stroke_path(&shape.to_path(0.1));
    }

    /// Everything drawn by `draw` is moved, turned or scaled by `by`.
    pub(super) fn moved(&mut self, by: Affine, draw: impl FnOnce(&mut Self)) {
        let before = *self.context.transform();
        self.context.set_transform(before * by);
        draw(self);
        self.context.set_transform(before);
    }

    /// Nothing drawn by `draw` reaches beyond `shape`.
    pub(super) fn within(&mut self, shape: &impl Shape, draw: impl FnOnce(&mut Self)) {
        self.context.push_clip_path(&shape.to_path(0.1));
        draw(self);
        self.context.pop_clip();
    }

    /// One line of text from its left end on the baseline; answers where it ends.
    pub(super) fn text(&mut self, at: (f64, f64), style: Style, text: &str) -> f64 {
        let mut line = BezPath::new();
        let mut x = at.0;
        for character in text.chars() {
            outline(&mut line, (x, at.1), style.size, character);
            x += f64::from(glyphs::advance(character)) * style.size + style.spacing;
        }
        self.context.set_paint(style.paint);
        self.context.fill_path(&line);
        if style.heavier > 0.0 {
            self.context.set_stroke(Stroke::new(style.heavier));
            self.context.stroke_path(&line);
        }
        x
    }

    /// One line of text around the middle of `x`.
    pub(super) fn centred(&mut self, at: (f64, f64), style: Style, text: &str) {
        let left = at.0 - style.width(text) / 2.0;
        self.text((left, at.1), style, text);
    }

    /// Lines of text no wider than `width`, broken between any two characters; answers the baseline after the last.
    pub(super) fn lines(&mut self, at: (f64, f64), style: Style, width: f64, text: &str) -> f64 {
        let (mut y, mut rest) = (at.1, text);
        while !rest.is_empty() {
            let end = rest
                .char_indices()
                .map(|(start, character)| start + character.len_utf8())
                .take_while(|&end| style.width(&rest[..end]) <= width)
                .last()
                .unwrap_or_else(|| rest.chars().next().map_or(rest.len(), char::len_utf8));
            self.text((at.0, y), style, &rest[..end]);
            rest = &rest[end..];
            y += style.size * 1.42;
        }
        y
    }

    /// What was drawn on a ground that covers everything.
    pub(super) fn finish(self) -> RgbImage {
        let mut pixels = self.pixels();
        let (width, height) = (pixels.width(), pixels.height());
        pixels.set_may_have_transparency(false);
        let (Pixels::Rgb8(bytes) | Pixels::Rgba8(bytes)) =
            pixels.try_take_rgb8(ImageAlphaType::Alpha);
        RgbImage::from_raw(width.into(), height.into(), bytes)
            .expect("three bytes for every pixel of an opaque picture")
    }

    /// What was drawn on a clear canvas: red, green, blue and opacity of every pixel.
    pub(super) fn finish_clear(self) -> Vec<u8> {
        self.pixels().take_rgba8(ImageAlphaType::Alpha)
    }

    fn pixels(mut self) -> Pixmap {
        self.context.flush();
        let mut pixels = Pixmap::new(self.context.width(), self.context.height());
        self.context.render(&mut pixels, &mut Resources::new());
        pixels
    }
}

/// How text is set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub size: f64,
    pub paint: AlphaColor<Srgb>,
    /// Extra room after every character.
    pub spacing: f64,
    /// The width of a line around every glyph: the typeface has one weight.
    pub heavier: f64,
}

impl Style {
    pub(super) fn new(size: f64, paint: impl Into<AlphaColor<Srgb>>) -> Self {
        Self {
            size,
            paint: paint.into(),
            spacing: 0.0,
            heavier: 0.0,
        }
    }

    pub(super) fn spaced(self, spacing: f64) -> Self {
        Self { spacing, ..self }
    }

    pub(super) fn heavy(self, heavier: f64) -> Self {
        Self { heavier, ..self }
    }

    pub(super) fn width(self, text: &str) -> f64 {
        text.chars()
            .map(|character| f64::from(glyphs::advance(character)) * self.size + self.spacing)
            .sum::<f64>()
            - self.spacing
    }
}

fn outline(line: &mut BezPath, at: (f64, f64), size: f64, character: char) {
    let scale = size / f64::from(glyphs::face().units_per_em());
    let mut pen = Pen { line, at, scale };
    glyphs::face().outline_glyph(glyphs::glyph(character), &mut pen);
}

struct Pen<'a> {
    line: &'a mut BezPath,
    at: (f64, f64),
    scale: f64,
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> (f64, f64) {
        (
            self.at.0 + f64::from(x) * self.scale,
            self.at.1 - f64::from(y) * self.scale,
        )
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.line.move_to(self.point(x, y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.line.line_to(self.point(x, y));
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.line.quad_to(self.point(x1, y1), self.point(x, y));
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.line
            .curve_to(self.point(x1, y1), self.point(x2, y2), self.point(x, y));
    }
    fn close(&mut self) {
        self.line.close_path();
    }
}

/// The picture as a JPEG file of `quality` percent with its density in dots per inch.
pub(super) fn jpeg(picture: &RgbImage, quality: u8, dots_per_inch: u16) -> Vec<u8> {
    let side =
        |pixels: u32| u16::try_from(pixels).expect("a canvas has at most 65535 pixels a side");
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality);
    encoder.set_density(PixelDensity::dpi(dots_per_inch));
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder
        .encode(
            picture,
            side(picture.width()),
            side(picture.height()),
            ColorType::Rgb,
        )
        .expect("a picture that is not empty encodes into memory");
    file
}

/// The picture as a PNG file.
pub(super) fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Sub)
        .write_image(
            picture,
            picture.width(),
            picture.height(),
            image::ExtendedColorType::Rgb8,
        )
        .expect("a picture that is not empty encodes into memory");
    file
}
