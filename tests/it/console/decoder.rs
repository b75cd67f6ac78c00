//! Files are decoded in a child process: what it says is checked, and its death is described.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use lianban::console::effect::decoder::decode;
use lianban::console::widget::picture::child;
use lianban::console::widget::picture::decode::{Kind, Sheet, Undrawable};
use proptest::prelude::*;

use super::picture::{crc, encoded, pdf, photo};
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
