//! What is drawn over a picture: the mark that it is a specimen, and round seals.
#![expect(clippy::unreadable_literal, reason = "colours are read as RRGGBB")]

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use hayro::kurbo::{Affine, BezPath, Circle};

use super::canvas::{Canvas, Colour, Style};
use crate::backend::print::Picture;
use crate::font::glyphs;

const RED: Colour = Colour(0xc8102e);

/// The words on every paper of the demo.
pub(super) const SPECIMEN: &str = "样张 SPECIMEN";

/// Writes 样张 SPECIMEN across a picture, `wide` units long around `centre`.
pub(super) fn specimen(canvas: &mut Canvas, centre: (f64, f64), wide: f64) {
    let unit = Style::new(1.0, RED.veiled(0.22));
    let style = Style {
        size: wide / unit.width(SPECIMEN),
        ..unit
    };
    let place = Affine::translate(centre) * Affine::rotate(-PI / 9.0);
    canvas.moved(place, |canvas| {
        canvas.centred((0.0, style.size / 3.0), style, SPECIMEN);
    });
}

/// A round seal with `text` along its rim and `below` under the star.
pub(super) fn seal(canvas: &mut Canvas, centre: (f64, f64), radius: f64, text: [&str; 2]) {
    let ink = RED.veiled(0.82);
    canvas.stroke(
        &Circle::new(centre, radius - radius * 0.02),
        radius * 0.04,
        ink,
    );
    canvas.fill(&star(centre, radius * 0.3), ink);
    let [rim, below] = text;
    let count = rim.chars().count();
    let style = Style::new(radius * 0.21, ink);
    for (nth, character) in rim.chars().enumerate() {
        let turn = Affine::rotate_about(rim_angle(nth, count), centre);
        canvas.moved(turn, |canvas| {
            let half = f64::from(glyphs::advance(character)) * style.size / 2.0;
            let at = (centre.0 - half, centre.1 - radius * 0.72);
            canvas.text(at, style, character.encode_utf8(&mut [0; 4]));
        });
    }
    let style = Style::new(radius * 0.16, ink);
    canvas.centred((centre.0, centre.1 + radius * 0.62), style, below);
}

/// An employer's seal, 42 mm across (国发〔1999〕25号), to lie over the closing lines of a printed paper.
pub(super) fn seal_of(employer: &str) -> Picture {
    const SIDE: u16 = 240;
    let mut canvas = Canvas::clear(SIDE, SIDE);
    seal(&mut canvas, (120.0, 120.0), 118.0, [employer, "样张"]);
    Picture {
        width: SIDE.into(),
        height: SIDE.into(),
        rgba: canvas.finish_clear(),
        millimetres: 42.0,
    }
}

/// The angle of the `nth` of `count` characters on the rim, from the top: they leave the lower part free.
fn rim_angle(nth: usize, count: usize) -> f64 {
    let number = |number: usize| f64::from(u16::try_from(number).unwrap_or(u16::MAX));
    let step = (PI * 1.45 / number(count.max(1))).min(0.42);
    (number(nth) - number(count.saturating_sub(1)) / 2.0) * step
}

pub(super) fn star(centre: (f64, f64), radius: f64) -> BezPath {
    let mut path = BezPath::new();
    for point in 0..10_u8 {
        let reach = if point % 2 == 0 {
            radius
        } else {
            radius * 0.382
        };
        let angle = TAU * f64::from(point) / 10.0 - FRAC_PI_2;
        let at = (
            centre.0 + reach * angle.cos(),
            centre.1 + reach * angle.sin(),
        );
        if point == 0 {
            path.move_to(at);
        } else {
            path.line_to(at);
        }
    }
    path.close_path();
    path
}
