//! From the bytes of a material to pixels: JPEG, PNG and pages of PDF.
//!
//! What is uploaded is hostile until shown otherwise: the kind is read from the contents, sizes are limited before
//! anything is unpacked, the work runs on a thread of its own with a deep stack, and a panic in a decoder comes back
//! as "broken". The console runs this in a child process only ([`super::child`]). Knows no terminal.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage,
};

use serde::{Deserialize, Serialize};

use super::pdf;

/// The name of the thread, by which the panic hook knows that a panic there is expected.
pub const THREAD: &str = "decode";
/// 64 megapixels: more than any camera of a phone, less than what fills the memory.
const MOST_PIXELS: u64 = 64_000_000;
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// The longer side of what is kept of a picture; no terminal shows more.
pub(super) const LONGEST_SIDE: u32 = 2000;
/// Lines that are read of a page.
pub(super) const MOST_LINES: usize = 2000;
/// Decoders of nested formats recurse; what overflows a stack cannot be caught.
const STACK: usize = 64 * 1024 * 1024;

/// What a file is, by its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A PDF document.
    Pdf,
}

impl Kind {
    /// The kind of these bytes; none if it is none that can be drawn.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }

    /// The ending of a file of this kind.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }
}

/// Why a file is described and not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Undrawable {
    /// It is of no kind that can be drawn.
    OtherKind,
    /// It is too large to be unpacked safely.
    TooLarge,
    /// It is not what it says, or damaged.
    Broken,
    /// It wants a password.
    Locked,
    /// It has no such page.
    NoPage,
    /// It took too long.
    TooSlow,
    /// The decoder ended before it was done: out of memory, or broken by the file.
    Died,
    /// The decoder could not be started.
    NoDecoder,
}

impl Undrawable {
    /// The id of the message that says so.
    pub fn message(self) -> &'static str {
        match self {
            Self::OtherKind => "picture-other-kind",
            Self::TooLarge => "picture-too-large",
            Self::Broken => "picture-broken",
            Self::Locked => "picture-locked",
            Self::NoPage => "picture-no-page",
            Self::TooSlow => "picture-too-slow",
            Self::Died => "picture-died",
            Self::NoDecoder => "picture-no-decoder",
        }
    }
}

/// One picture, or one page of a document.
#[derive(Clone)]
pub struct Sheet {
    /// What the file is.
    pub kind: Kind,
    /// The pixels that are kept.
    pub pixels: Arc<RgbImage>,
    /// The size in the file: pixels of a picture, points of a page.
    pub size: (u32, u32),
    /// The page, counted from 0.
    pub page: u32,
    /// The number of pages.
    pub pages: u32,
    /// The page's text, line by line; none of a picture.
    pub text: Vec<String>,
}

/// Decodes a page (a picture has one, 0) on a thread of its own and waits for it.
pub fn decode(
    bytes: impl AsRef<[u8]> + Send + Sync + 'static,
    page: u32,
) -> Result<Sheet, Undrawable> {
    let work = move || catch_unwind(AssertUnwindSafe(|| sheet(bytes, page)));
    let thread = thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(work);
    let done = thread.map_err(|_| Undrawable::TooLarge)?.join();
    match done {
        Ok(Ok(sheet)) => sheet,
        _ => Err(Undrawable::Broken),
    }
}

fn sheet(bytes: impl AsRef<[u8]> + Send + Sync + 'static, page: u32) -> Result<Sheet, Undrawable> {
    let kind = Kind::of(bytes.as_ref()).ok_or(Undrawable::OtherKind)?;
    match kind {
        // The decoder fills up what is missing, and half a certificate looks like a whole one with grey below.
        Kind::Jpeg if !has_an_end(bytes.as_ref()) => Err(Undrawable::Broken),
        Kind::Jpeg => picture(bytes.as_ref(), kind, ImageFormat::Jpeg),
        Kind::Png => picture(bytes.as_ref(), kind, ImageFormat::Png),
        Kind::Pdf => pdf::sheet(bytes, page),
    }
}

/// Whether a JPEG goes on to its end mark. What stands before the first scan is skipped: a preview there has its own.
fn has_an_end(bytes: &[u8]) -> bool {
    const SCAN: u8 = 0xDA;
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, mark, high, low, ..] = *rest {
        if mark == SCAN {
            break;
        }
        let length = match mark {
            // Padding before a mark.
            0xFF => 1,
            _ => 2 + usize::from(u16::from_be_bytes([high, low])),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    rest.windows(2).any(|two| two == [0xFF, 0xD9])
}

fn picture(bytes: &[u8], kind: Kind, format: ImageFormat) -> Result<Sheet, Undrawable> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Undrawable::TooLarge);
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    let mut image = shrunk(image);
    image.apply_orientation(upright);
    Ok(Sheet {
        kind,
        pixels: Arc::new(on_white(&image)),
        size: (width, height),
        page: 0,
        pages: 1,
        text: vec![],
    })
}

fn refused(error: &image::ImageError) -> Undrawable {
    match error {
        image::ImageError::Limits(_) => Undrawable::TooLarge,
        _ => Undrawable::Broken,
    }
}

fn shrunk(image: DynamicImage) -> DynamicImage {
    if image.width().max(image.height()) <= LONGEST_SIDE {
        return image;
    }
    image.thumbnail(LONGEST_SIDE, LONGEST_SIDE)
}

fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let (width, height) = image.dimensions();
    let rgba = image.to_rgba8();
    RgbImage::from_fn(width, height, |x, y| {
        let [r, g, b, alpha] = rgba.get_pixel(x, y).0;
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}
