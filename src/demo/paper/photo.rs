//! The card photo (制卡相片): 358 × 441 pixels, 350 dpi, white ground, and the ways in which one is refused.
#![expect(clippy::unreadable_literal, reason = "colours are read as RRGGBB")]

use image::imageops;

use super::canvas::{Canvas, Colour, jpeg};
use super::face;
use crate::demo::people::Person;

/// What is wrong with a card photo. The photo rule refuses the first two; the third takes an officer to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// 295 × 413: the one-inch photo instead of the card's.
    WrongSize,
    /// A blue ground, up to the border.
    DarkBorder,
    /// Out of focus.
    Blurred,
}

/// The card photo of a person as JPEG.
pub(super) fn card_photo(person: &Person, age: u32, flaw: Option<Flaw>) -> Vec<u8> {
    let ground = if flaw == Some(Flaw::DarkBorder) {
        Colour(0x438edb)
    } else {
        Colour(0xffffff)
    };
    let mut canvas = Canvas::new(358, 441, ground);
    face::draw(&mut canvas, person, age);
    let mut picture = canvas.finish();
    match flaw {
        Some(Flaw::WrongSize) => picture = imageops::thumbnail(&picture, 295, 413),
        Some(Flaw::Blurred) => {
            let small = imageops::thumbnail(&picture, 42, 52);
            picture = imageops::resize(&small, 358, 441, imageops::FilterType::Triangle);
        }
        Some(Flaw::DarkBorder) | None => {}
    }
    jpeg(&picture, 96, 350)
}
