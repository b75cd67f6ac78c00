//! Pictures and pages are drawn; what is hostile is described.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use lianban::console::widget::picture::decode::{Kind, Undrawable, decode};
use lianban::console::widget::picture::draw::draw;
use lianban::console::widget::picture::means::{Colours, Graphics};
use lianban::console::widget::picture::{Look, Picture};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

/// A photograph of sorts: red above, blue below, a white mark at the top left.
pub fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 4 && y < height / 4 {
            Rgb([255, 255, 255])
        } else if y < height / 2 {
            Rgb([200, 0, 0])
        } else {
            Rgb([0, 0, 200])
        }
    })
}

pub fn encoded(image: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    DynamicImage::ImageRgb8(image)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

/// A page that names STSong-Light and embeds no font, as government PDFs do.
pub fn pdf() -> Vec<u8> {
    let text: Vec<String> = "准予登记"
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    let text = text.concat();
    let contents = format!("BT /F1 40 Tf 20 50 Td <{text}> Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 120] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{contents}\nendstream", contents.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H \
         /DescendantFonts [6 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] \
         /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
    ];
    pdf_of(&objects)
}

/// A PDF of these objects, of which the first is the catalogue.
pub fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = vec![];
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let trailer = format!(
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    bytes.extend(trailer.bytes());
    bytes
}

#[test]
fn jpeg_and_png_come_out_as_they_went_in() {
    for (format, kind) in [
        (ImageFormat::Jpeg, Kind::Jpeg),
        (ImageFormat::Png, Kind::Png),
    ] {
        let sheet = decode(encoded(photo(358, 441), format), 0).unwrap();
        assert_eq!((sheet.kind, sheet.size, sheet.pages), (kind, (358, 441), 1));
        let below = sheet.pixels.get_pixel(180, 400).0;
        assert!(below[2] > 180 && below[0] < 40, "{below:?}");
    }
}

#[test]
fn a_large_photograph_is_kept_small() {
    let sheet = decode(encoded(photo(4000, 3000), ImageFormat::Jpeg), 0).unwrap();
    assert_eq!(sheet.size, (4000, 3000));
    assert_eq!(sheet.pixels.dimensions(), (2000, 1500));
}

/// The same JPEG as a camera writes it that was held upright: EXIF with the orientation 6, a quarter to the right.
fn held_upright(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08".to_vec();
    // One entry: tag 0x0112, one SHORT, 6; no further directory.
    exif.extend(b"\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let (start, rest) = jpeg.split_at(2);
    [start, b"\xFF\xE1", &length, &exif, rest].concat()
}

#[test]
fn a_photograph_that_was_taken_upright_is_shown_upright() {
    let lying = encoded(photo(400, 200), ImageFormat::Jpeg);
    let sheet = decode(lying.clone(), 0).unwrap();
    assert_eq!(sheet.pixels.dimensions(), (400, 200));
    let sheet = decode(held_upright(&lying), 0).unwrap();
    assert_eq!(sheet.pixels.dimensions(), (200, 400));
    // The white mark of the left upper corner stands in the right one, the red half to the right.
    let white = sheet.pixels.get_pixel(190, 10).0;
    let [red, blue] = [(150, 300), (50, 300)].map(|(x, y)| sheet.pixels.get_pixel(x, y).0);
    assert!(white.iter().all(|part| *part > 220), "{white:?}");
    assert!(red[0] > 150 && red[2] < 60, "{red:?}");
    assert!(blue[2] > 150 && blue[0] < 60, "{blue:?}");
}

#[test]
fn a_page_with_a_chinese_font_that_is_not_embedded_is_not_blank() {
    let sheet = decode(pdf(), 0).unwrap();
    assert_eq!(
        (sheet.kind, sheet.size, sheet.pages),
        (Kind::Pdf, (200, 120), 1)
    );
    let dark = sheet.pixels.pixels().filter(|p| p.0[0] < 128).count();
    assert!(dark > 1000, "{dark}");
    // Four characters of 40 points stand side by side: each quarter of the line has ink.
    let wide = sheet.pixels.width();
    for quarter in 0..4 {
        let from = wide * (20 + quarter * 40) / 200;
        let to = wide * (60 + quarter * 40) / 200;
        let ink = sheet
            .pixels
            .enumerate_pixels()
            .any(|(x, _, p)| (from..to).contains(&x) && p.0[0] < 128);
        assert!(ink, "{quarter}");
    }
    assert_eq!(sheet.text, ["准予登记"]);
    assert!(matches!(decode(pdf(), 1), Err(Undrawable::NoPage)));
}

#[test]
fn what_is_not_what_it_says_is_described_and_not_drawn() {
    let jpeg = encoded(photo(64, 64), ImageFormat::Jpeg);
    let mut cut = jpeg.clone();
    cut.truncate(20);
    let says = |bytes: Vec<u8>| decode(bytes, 0).err();
    assert_eq!(says(cut), Some(Undrawable::Broken));
    assert_eq!(says(b"GIF89a".to_vec()), Some(Undrawable::OtherKind));
    assert_eq!(says(vec![]), Some(Undrawable::OtherKind));
    assert_eq!(says(b"%PDF-1.7 nothing".to_vec()), Some(Undrawable::Broken));
}

#[test]
fn a_picture_that_says_it_is_huge_is_not_unpacked() {
    let mut png = encoded(photo(8, 8), ImageFormat::Png);
    // IHDR: width and height of 60000, with its checksum.
    png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let crc = crc(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(decode(png, 0).err(), Some(Undrawable::TooLarge));
}

pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

fn shown(width: u16, height: u16, change: impl Fn(&mut Picture)) -> Buffer {
    let graphics = Graphics {
        colours: Colours::All,
        ..Graphics::default()
    };
    let mut picture = Picture::default();
    picture.show(decode(encoded(photo(200, 200), ImageFormat::Png), 0).unwrap());
    change(&mut picture);
    let area = Rect::new(0, 0, width, height);
    let request = picture.wanted(area.into(), graphics).unwrap();
    assert!(picture.wanted(area.into(), graphics).is_none());
    assert!(picture.is_waiting());
    picture.take(draw(&request).unwrap());
    assert!(!picture.is_waiting());
    let mut buffer = Buffer::empty(area);
    picture.view(area, &mut buffer);
    buffer
}

fn colour(buffer: &Buffer, x: u16, y: u16) -> char {
    let Color::Rgb(red, green, blue) = buffer[(x, y)].bg else {
        return '.';
    };
    match (red > blue, green > 150) {
        (_, true) => 'w',
        (true, false) => 'r',
        (false, false) => 'b',
    }
}

#[test]
fn a_picture_is_fitted_into_the_middle_and_keeps_its_shape() {
    let buffer = shown(40, 10, |_| {});
    // 10 lines are 20 half blocks: a square is 20 cells wide.
    let row: String = (0..40).map(|x| colour(&buffer, x, 1)).collect();
    assert_eq!(
        row,
        format!(
            "{}wwwww{}{}",
            ".".repeat(10),
            "r".repeat(15),
            ".".repeat(10)
        )
    );
    assert_eq!(colour(&buffer, 20, 9), 'b');
}

#[test]
fn a_picture_is_turned_zoomed_and_moved() {
    let corners = |buffer: &Buffer| -> String {
        [(0, 0), (19, 0), (0, 9), (19, 9)]
            .into_iter()
            .map(|(x, y)| colour(buffer, x, y))
            .collect()
    };
    assert_eq!(corners(&shown(20, 10, |_| {})), "wrbb");
    assert_eq!(corners(&shown(20, 10, |picture| picture.turn(1))), "bwbr");
    assert_eq!(corners(&shown(20, 10, |picture| picture.turn(2))), "bbrw");
    assert_eq!(corners(&shown(20, 10, |picture| picture.turn(3))), "rbwb");
    let far = |picture: &mut Picture| {
        picture.zoom(7);
        picture.pan(-100, -100);
    };
    assert_eq!(corners(&shown(20, 10, far)), "wwww");
    let back = |picture: &mut Picture| {
        far(picture);
        picture.fit();
    };
    assert_eq!(corners(&shown(20, 10, back)), "wrbb");
}

#[test]
fn a_terminal_of_256_colours_gets_colours_it_has() {
    let graphics = Graphics::default();
    let mut picture = Picture::default();
    picture.show(decode(encoded(photo(40, 40), ImageFormat::Png), 0).unwrap());
    let area = Rect::new(0, 0, 20, 10);
    let request = picture.wanted(area.into(), graphics).unwrap();
    picture.take(draw(&request).unwrap());
    let mut buffer = Buffer::empty(area);
    picture.view(area, &mut buffer);
    let table = |c| matches!(c, Color::Indexed(16..));
    assert!(
        buffer
            .content()
            .iter()
            .all(|cell| table(cell.fg) && table(cell.bg))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_view_lies_in_the_picture_and_in_the_room(
        size in (1_u32..5000, 1_u32..5000), room in (1_u32..400, 1_u32..400),
        zoom in 0_u8..15, middle in (0.0_f64..=1.0, 0.0_f64..=1.0),
    ) {
        let view = Look { turns: 0, zoom, middle }.view(size, room);
        prop_assert!(view.width >= 1 && view.height >= 1 && view.columns >= 1 && view.rows >= 1);
        prop_assert!(view.x + view.width <= size.0 && view.y + view.height <= size.1, "{:?}", view);
        prop_assert!(view.columns <= room.0 && view.rows <= room.1, "{:?}", view);
    }

    #[test]
    fn any_bytes_are_drawn_or_described(
        head in prop::sample::select(vec![&b"%PDF-1.4\n"[..], b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1a\n", b""]),
        tail in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let _ = decode([head, &tail].concat(), 0);
    }

    #[test]
    fn a_pdf_with_flipped_bytes_is_drawn_or_described(at in 0_usize..900, byte: u8) {
        let mut bytes = pdf();
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        let _ = decode(bytes, 0);
    }
}
