//! Files are decoded in a child process: what it says is checked, and its death is described.

use std::fs;
use std::ops::Not;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use lianban::console::effect::decoder::decode;
use lianban::console::widget::picture::child;
use lianban::console::widget::picture::decode::{Kind, Sheet, Undrawable};
use proptest::prelude::*;

use super::picture::{crc, encoded, pdf, pdf_of, photo};
use super::protocols::noise;
use super::seat::PROGRAM;

async fn by(program: impl AsRef<Path>, bytes: Vec<u8>, page: u32) -> Result<Sheet, Undrawable> {
    decode(program.as_ref(), bytes.into(), page).await
}

/// Why it is not drawn.
async fn says(bytes: Vec<u8>) -> Option<Undrawable> {
    by(PROGRAM, bytes, 0).await.err()
}

/// A decoder that does something else.
fn other_decoder(folder: &Path, does: &str) -> PathBuf {
    let path = folder.join(format!("{}.sh", does.len()));
    fs::write(&path, format!("#!/bin/sh\n{does}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    path
}

#[tokio::test]
async fn a_picture_and_a_page_come_out_of_the_child_as_they_went_in() {
    let sheet = by(
        PROGRAM,
        encoded(photo(358, 441), image::ImageFormat::Jpeg),
        0,
    )
    .await
    .unwrap();
    assert_eq!((sheet.kind, sheet.size), (Kind::Jpeg, (358, 441)));
    assert_eq!(sheet.pixels.dimensions(), (358, 441));
    assert!(sheet.pixels.get_pixel(180, 400).0[2] > 180);
    let page = by(PROGRAM, pdf(), 0).await.unwrap();
    assert_eq!(page.text, ["准予登记"]);
    assert_eq!(by(PROGRAM, pdf(), 1).await.err(), Some(Undrawable::NoPage));
}

#[tokio::test]
async fn what_is_not_what_it_says_is_described() {
    assert_eq!(says(vec![]).await, Some(Undrawable::OtherKind));
    // A web page, a program, an OFD (a ZIP), each called photo.jpg.
    for bytes in [&b"<html><script>"[..], b"\x7FELF", b"PK\x03\x04OFD.xml"] {
        assert_eq!(says(bytes.to_vec()).await, Some(Undrawable::OtherKind));
    }
    assert_eq!(
        says(b"%PDF-1.7 nothing".to_vec()).await,
        Some(Undrawable::Broken)
    );
}

#[tokio::test]
async fn a_polyglot_is_drawn_as_what_it_begins_with_and_nothing_else_in_it_counts() {
    let mut bytes = encoded(photo(64, 64), image::ImageFormat::Jpeg);
    bytes.extend(pdf());
    bytes.extend(b"<?php system('id'); ?>");
    let sheet = by(PROGRAM, bytes, 0).await.unwrap();
    assert_eq!((sheet.kind, sheet.pages), (Kind::Jpeg, 1));
    assert!(sheet.text.is_empty());
}

/// A PNG of this many pixels, all black, of which only the head is honest.
fn png_of(side: u32) -> Vec<u8> {
    let mut png = encoded(photo(8, 8), image::ImageFormat::Png);
    png[16..20].copy_from_slice(&side.to_be_bytes());
    png[20..24].copy_from_slice(&side.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

#[tokio::test]
async fn a_bomb_is_described() {
    for side in [8_001, 60_000, u32::MAX >> 1] {
        let why = says(png_of(side)).await.unwrap();
        assert!(
            matches!(why, Undrawable::TooLarge | Undrawable::Broken),
            "{why:?}"
        );
    }
    assert_eq!(says(png_of(60_000)).await, Some(Undrawable::TooLarge));
    // A page as large as a country, a page of nothing.
    for media_box in ["[0 0 9999999999 9999999999]", "[0 0 0 0]"] {
        let text = String::from_utf8(pdf()).unwrap();
        let bytes = text.replace("[0 0 200 120]", media_box).into_bytes();
        if let Ok(sheet) = by(PROGRAM, bytes, 0).await {
            assert!(sheet.pixels.width() <= 2000 && sheet.pixels.height() <= 2000);
        }
    }
}

#[tokio::test]
async fn a_document_that_nests_without_end_harms_nobody() {
    let nested = "[".repeat(2_000_000);
    let text = String::from_utf8(pdf()).unwrap();
    for bytes in [
        text.replace("[0 0 200 120]", &nested),
        text.replace("BT ", &format!("BT {nested}")),
        text.replace("BT ", &"q ".repeat(500_000)),
    ] {
        // Drawn or described: what counts is that this line is reached.
        let _ = by(PROGRAM, bytes.into_bytes(), 0).await;
    }
}

/// What the system says of the limits of a decoder that waits for its file.
fn limits() -> String {
    let mut child = Command::new(PROGRAM)
        .args([child::COMMAND, "0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let path = format!("/proc/{}/limits", child.id());
    let set = (0..400).find_map(|_| {
        std::thread::sleep(Duration::from_millis(25));
        let limits = fs::read_to_string(&path).unwrap();
        // The last that is set.
        let line = limits
            .lines()
            .find(|line| line.starts_with("Max file size"))?;
        line.contains("unlimited").not().then_some(limits)
    });
    child.kill().unwrap();
    child.wait().unwrap();
    set.expect("limits")
}

#[test]
fn the_decoder_has_little_memory_little_time_and_writes_no_file() {
    let limits = limits();
    let of = |name: &str| -> Vec<&str> {
        let line = limits
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap();
        line.split_whitespace().take(2).collect()
    };
    assert_eq!(of("Max address space"), ["671088640"; 2]);
    assert_eq!(of("Max cpu time"), ["5", "6"]);
    assert_eq!(of("Max core file size"), ["0"; 2]);
    assert_eq!(of("Max file size"), ["0"; 2]);
}

/// A file without end is more than the child has memory for; it dies of it, and nothing else does.
#[test]
fn what_needs_more_memory_than_there_is_ends_the_child_alone() {
    let zeroes = fs::File::open("/dev/zero").unwrap();
    let ended = Command::new(PROGRAM)
        .args([child::COMMAND, "0"])
        .stdin(zeroes)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(!ended.success(), "{ended}");
}

/// Forms that each draw the next one ten times: 900 bytes, a thousand million rectangles.
fn laughs() -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 120] /Contents 4 0 R \
         /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_owned(),
        "<< /Length 4 >>\nstream\n/X Do\nendstream".to_owned(),
    ];
    for next in 6..15 {
        let draws = "/X Do ".repeat(10);
        objects.push(format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 200 120] \
             /Resources << /XObject << /X {next} 0 R >> >> /Length {} >>\nstream\n{draws}\nendstream",
            draws.len()
        ));
    }
    let last = "0 0 200 120 re f";
    objects.push(format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 200 120] /Length {} >>\nstream\n{last}\nendstream",
        last.len()
    ));
    pdf_of(&objects)
}

#[tokio::test]
async fn what_counts_for_ever_is_ended_and_described() {
    assert_eq!(says(laughs()).await, Some(Undrawable::TooSlow));
}

#[tokio::test]
async fn half_a_file_is_described() {
    let halves = [image::ImageFormat::Jpeg, image::ImageFormat::Png].map(|format| {
        let mut bytes = encoded(noise(300, 300), format);
        bytes.truncate(bytes.len() / 2);
        bytes
    });
    // A preview in the head of the file has an end of its own.
    let half = &halves[0];
    let preview = [&half[..2], b"\xFF\xE1\0\x06\xFF\xD8\xFF\xD9", &half[2..]].concat();
    for bytes in halves.into_iter().chain([preview]) {
        assert_eq!(says(bytes).await, Some(Undrawable::Broken));
    }
}

#[tokio::test]
async fn the_death_of_the_child_is_described() {
    let folder = tempfile::tempdir().unwrap();
    let ends = [
        ("kill -SEGV $$", Undrawable::Died),
        ("kill -ABRT $$   ", Undrawable::Died),
        ("kill -XCPU $$", Undrawable::TooSlow),
        ("kill -KILL $$", Undrawable::TooSlow),
        ("exit 3", Undrawable::Died),
        ("yes", Undrawable::Died),
        ("printf '{\"Drawn\":{}}\\n'", Undrawable::Died),
    ];
    for (number, (does, why)) in ends.into_iter().enumerate() {
        let decoder = other_decoder(folder.path(), &format!("{does}{}", " ".repeat(number * 40)));
        assert_eq!(by(decoder, pdf(), 0).await.err(), Some(why), "{does}");
    }
    let nowhere = folder.path().join("nowhere");
    assert_eq!(
        by(nowhere, pdf(), 0).await.err(),
        Some(Undrawable::NoDecoder)
    );
}

#[test]
fn what_goes_over_the_pipe_comes_out_the_same() {
    let sheet = lianban::console::widget::picture::decode::decode(pdf(), 0).unwrap();
    let mut bytes = vec![];
    child::write(&Ok(sheet.clone()), &mut bytes).unwrap();
    let read = child::read(&bytes).unwrap();
    assert_eq!(read.pixels, sheet.pixels);
    assert_eq!(
        (read.size, read.page, read.pages, read.text),
        (sheet.size, sheet.page, sheet.pages, sheet.text)
    );
    // A byte too few or too many is a lie.
    assert!(child::read(&bytes[..bytes.len() - 1]).is_err());
    bytes.push(0);
    assert!(child::read(&bytes).is_err());
    let mut bytes = vec![];
    child::write(&Err(Undrawable::Locked), &mut bytes).unwrap();
    assert_eq!(child::read(&bytes).err(), Some(Undrawable::Locked));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_decoder_that_was_taken_over_may_say_what_it_likes(
        columns: u32, rows: u32, page: u32, pages: u32, width: u32, pixels in 0_usize..64,
    ) {
        let mut bytes = format!(
            "{{\"Drawn\":{{\"kind\":\"Pdf\",\"size\":[{width},1],\"page\":{page},\"pages\":{pages},\
             \"columns\":{columns},\"rows\":{rows},\"text\":[\"\\u001b[31m\"]}}}}\n"
        )
        .into_bytes();
        bytes.extend(vec![0; pixels]);
        let _ = child::read(&bytes);
    }
}
