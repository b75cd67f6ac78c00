//! What a file is, by its bytes alone: type, pixels, pages. Names and media types are only checked against it.
//!
//! Looks at no file that claims to be two things: some programs would show an officer one and a citizen the other.
//! To add a type: its first bytes in `file_type`, its reader in `look`.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{BlobError, Declared};
use crate::domain::material::{FileType, Pixels};

/// The longest side of a picture, in pixels: an A4 page at 600 dpi has 7,016.
const SIDE_MOST: u32 = 12_000;
/// What decoding one picture may take.
const MEMORY_MOST: u64 = 200 * 1024 * 1024;
/// The longest name that is kept, in characters.
const NAME_MOST: usize = 100;

/// What was found.
#[derive(Debug)]
pub struct Seen {
    /// The type by content.
    pub file_type: FileType,
    /// Pixels, for pictures.
    pub pixels: Option<Pixels>,
    /// Pages, for PDF.
    pub pages: Option<u32>,
}

/// Looks at a whole file.
///
/// # Errors
/// Every way in which a file is not what it should be.
pub fn look(bytes: &[u8], declared: &Declared) -> Result<Seen, BlobError> {
    let found = file_type(bytes).ok_or(BlobError::UnknownType)?;
    if let Some(declared) = contradiction(found, declared) {
        return Err(BlobError::Mislabelled { declared, found });
    }
    if is_ambiguous(found, bytes) {
        return Err(BlobError::Ambiguous { found });
    }
    let (pixels, pages) = match found {
        FileType::Jpeg => (Some(picture(bytes, ImageFormat::Jpeg, found)?), None),
        FileType::Png => (Some(picture(bytes, ImageFormat::Png, found)?), None),
        FileType::Pdf => (None, Some(pages(bytes)?)),
        FileType::Ofd => (None, None),
    };
    Ok(Seen {
        file_type: found,
        pixels,
        pages,
    })
}

fn file_type(bytes: &[u8]) -> Option<FileType> {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    const ZIP: &[u8] = b"PK\x03\x04";
    if bytes.starts_with(b"\xff\xd8\xff") {
        Some(FileType::Jpeg)
    } else if bytes.starts_with(PNG) {
        Some(FileType::Png)
    } else if bytes.starts_with(b"%PDF-") {
        Some(FileType::Pdf)
    } else if bytes.starts_with(ZIP) && zip_names(bytes)?.contains(&b"OFD.xml".as_slice()) {
        Some(FileType::Ofd)
    } else {
        None
    }
}

/// What was declared, where it names another accepted type than was found. Unknown endings say nothing.
fn contradiction(found: FileType, declared: &Declared) -> Option<String> {
    let ending = declared
        .file_name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    let media_type = declared
        .media_type
        .as_deref()
        .map(|text| text.split(';').next().unwrap_or_default().trim())
        .map(str::to_ascii_lowercase);
    [ending, media_type]
        .into_iter()
        .flatten()
        .find(|said| declared_type(said).is_some_and(|said| said != found))
}

fn declared_type(said: &str) -> Option<FileType> {
    match said {
        "jpg" | "jpeg" | "jpe" | "jfif" | "image/jpeg" | "image/jpg" => Some(FileType::Jpeg),
        "png" | "image/png" => Some(FileType::Png),
        "pdf" | "application/pdf" => Some(FileType::Pdf),
        "ofd" | "application/ofd" => Some(FileType::Ofd),
        _ => None,
    }
}

/// PDF readers accept a header within the first 1,024 bytes; ZIP readers look for the directory at the end.
fn is_ambiguous(found: FileType, bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let is_pdf = head.windows(5).any(|five| five == b"%PDF-");
    match found {
        FileType::Jpeg | FileType::Png => is_pdf || zip_directory_end(bytes).is_some(),
        FileType::Pdf => zip_directory_end(bytes).is_some(),
        FileType::Ofd => is_pdf,
    }
}

fn picture(bytes: &[u8], format: ImageFormat, found: FileType) -> Result<Pixels, BlobError> {
    let damaged = |error| match error {
        image::ImageError::Limits(_) => BlobError::TooManyPixels,
        _ => BlobError::Damaged { found },
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MOST);
    limits.max_image_height = Some(SIDE_MOST);
    limits.max_alloc = Some(MEMORY_MOST);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(damaged)?;
    if decoder.total_bytes() > MEMORY_MOST {
        return Err(BlobError::TooManyPixels);
    }
    let bits = decoder.original_color_type().bits_per_pixel();
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(Pixels {
        width: image.width(),
        height: image.height(),
        bits: u8::try_from(bits).unwrap_or(u8::MAX),
        white_border_percent: Some(white_border(&image)),
    })
}

/// The share of white pixels along the top and along the upper half of both sides: below are the shoulders.
fn white_border(image: &DynamicImage) -> u8 {
    /// JPEG noise around pure white stays above this.
    const WHITE: u8 = 230;
    let (width, height) = image.dimensions();
    let frame = (width.min(height) / 40).max(1);
    let (mut white, mut seen) = (0_u64, 0_u64);
    for y in 0..(height / 2).max(1) {
        for x in 0..width {
            if y >= frame && x >= frame && x < width - frame.min(width) {
                continue;
            }
            let [red, green, blue, _] = image.get_pixel(x, y).0;
            white += u64::from(red >= WHITE && green >= WHITE && blue >= WHITE);
            seen += 1;
        }
    }
    u8::try_from(white * 100 / seen.max(1)).unwrap_or(100)
}

fn pages(bytes: &[u8]) -> Result<u32, BlobError> {
    use hayro_syntax::{LoadPdfError, Pdf};
    let found = FileType::Pdf;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => BlobError::Locked,
        LoadPdfError::Invalid => BlobError::Damaged { found },
    })?;
    match pdf.pages().len() {
        0 => Err(BlobError::Damaged { found }),
        pages => Ok(u32::try_from(pages).unwrap_or(u32::MAX)),
    }
}

/// Where the end record of a ZIP directory stands: in the last 64 KiB and 22 bytes.
fn zip_directory_end(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    let from = bytes.len().saturating_sub(0xffff + 22);
    bytes[from..]
        .windows(END.len())
        .rposition(|four| four == END)
        .map(|at| from + at)
}

/// The names in a ZIP's directory; none where it has no sound one.
fn zip_names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    const ENTRY: &[u8] = b"PK\x01\x02";
    let end = zip_directory_end(bytes)?;
    let count = number(bytes, end + 10, 2)?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut names = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4)? != ENTRY {
            return None;
        }
        let name = number(bytes, at + 28, 2)?;
        let rest = number(bytes, at + 30, 2)? + number(bytes, at + 32, 2)?;
        names.push(bytes.get(at + 46..at + 46 + name)?);
        at += 46 + name + rest;
    }
    Some(names)
}

/// A little-endian number.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | usize::from(*byte)),
    )
}

/// A name that can be shown: the last part of a path, without control characters, not too long.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_MOST)
        .collect();
    let clean = clean.trim();
    if clean.is_empty() { "file" } else { clean }.to_owned()
}
