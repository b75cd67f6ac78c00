//! Real files of every accepted type, made on the spot.

use std::io::Cursor;

use bytes::Bytes;
use image::{ImageFormat, Rgb, RgbImage};
use lianban::backend::App;
use lianban::backend::blobs::{BlobError, Declared, Upload};
use lianban::backend::print::Document;

/// A picture with a white border and noise within, so that it has the size of a real one.
fn picture(width: u32, height: u32) -> RgbImage {
    let mut seed = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let inside = x > width / 4 && x < width * 3 / 4 && y > height / 4;
        if inside {
            Rgb([(seed >> 24) as u8; 3])
        } else {
            Rgb([255; 3])
        }
    })
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Jpeg)
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Png)
}

/// A picture without a white border.
pub fn dark_jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(
        &RgbImage::from_pixel(width, height, Rgb([20, 40, 90])),
        ImageFormat::Jpeg,
    )
}

pub fn pdf() -> Vec<u8> {
    Document::new("劳动合同")
        .paragraph("甲方与乙方约定如下。")
        .to_pdf()
}

/// A ZIP with one stored file of this name.
pub fn zip(name: &str) -> Vec<u8> {
    let content = b"<ofd/>";
    let (length, size) = (
        u16::try_from(name.len()).unwrap(),
        u32::try_from(content.len()).unwrap(),
    );
    let sizes = |bytes: &mut Vec<u8>| {
        bytes.extend([0; 4]);
        bytes.extend(size.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend(length.to_le_bytes());
    };
    let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".to_vec();
    sizes(&mut bytes);
    bytes.extend([0; 2]);
    bytes.extend(name.as_bytes());
    bytes.extend(content);
    let directory = u32::try_from(bytes.len()).unwrap();
    bytes.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0");
    sizes(&mut bytes);
    bytes.extend([0; 16]);
    bytes.extend(name.as_bytes());
    let end = u32::try_from(bytes.len()).unwrap();
    bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    bytes.extend((end - directory).to_le_bytes());
    bytes.extend(directory.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

/// Sends a file to the folder of materials, in pieces.
pub async fn send(app: &App, file_name: &str, bytes: Vec<u8>) -> Result<Upload, BlobError> {
    let declared = Declared {
        file_name: file_name.to_owned(),
        media_type: None,
    };
    let pieces: Vec<Result<Bytes, std::io::Error>> = bytes
        .chunks(8_000)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    app.blobs
        .receive(&declared, futures::stream::iter(pieces))
        .await
}
