//! A drawn face, the same for the same person on every paper.
#![expect(clippy::unreadable_literal, reason = "colours are read as RRGGBB")]

use hayro::kurbo::{Affine, BezPath, Circle, Ellipse, Point, Rect};

use super::canvas::{Canvas, Colour, shade};
use crate::demo::people::Person;
use crate::domain::identity::Sex;

const SKIN: [Colour; 4] = [
    Colour(0xf6d9bd),
    Colour(0xf0cba6),
    Colour(0xe6ba93),
    Colour(0xf8e0c9),
];
const HAIR: [Colour; 3] = [Colour(0x1d1a1a), Colour(0x2a2220), Colour(0x33302f)];
const GREY_HAIR: Colour = Colour(0x77777a);
const COAT: [Colour; 4] = [
    Colour(0x1f2a44),
    Colour(0x2b2b2f),
    Colour(0x3a2430),
    Colour(0x1e3a34),
];
const INK: Colour = Colour(0x2a211d);

/// The features that `Person::looks` and age choose.
struct Features {
    skin: Colour,
    hair: Colour,
    coat: Colour,
    woman: bool,
    glasses: bool,
    style: u64,
    /// Half the width of the face.
    half: f64,
    /// How far the eyes are from the middle.
    eyes: f64,
    brow: f64,
    mouth: f64,
}

impl Features {
    fn of(person: &Person, age: u32) -> Self {
        let choice = |place: u32, among: u64| (person.looks >> (place * 6)) % among;
        let part = |place: u32| f64::from(u32::try_from(choice(place, 16)).unwrap_or(0)) / 15.0;
        let pick = |place: u32, from: &[Colour]| {
            from[usize::try_from(choice(place, from.len() as u64)).unwrap_or(0)]
        };
        Self {
            skin: pick(0, &SKIN),
            hair: if age > 54 && choice(1, 3) > 0 {
                GREY_HAIR
            } else {
                pick(1, &HAIR)
            },
            coat: pick(2, &COAT),
            woman: person.sex == Sex::Female,
            glasses: choice(3, 5) == 0,
            style: choice(4, 3),
            half: 66.0 + 9.0 * part(5),
            eyes: 27.0 + 4.0 * part(6),
            brow: 2.6 + 2.2 * part(7),
            mouth: 15.0 + 6.0 * part(8),
        }
    }
}

/// Draws head and shoulders, front view, into a frame of 358 × 441 units (制卡相片: the head takes two thirds of it).
pub(super) fn draw(canvas: &mut Canvas, person: &Person, age: u32) {
    let features = Features::of(person, age);
    let closer = Affine::translate((MIDDLE, 300.0))
        * Affine::scale(1.25)
        * Affine::translate((-MIDDLE, -300.0));
    canvas.moved(closer, |canvas| {
        back_hair(canvas, &features);
        shoulders(canvas, &features);
        head(canvas, &features);
        front_hair(canvas, &features);
        eyes(canvas, &features);
        nose_and_mouth(canvas, &features, age);
    });
}

const MIDDLE: f64 = 179.0;
const EYE_LINE: f64 = 196.0;

fn back_hair(canvas: &mut Canvas, features: &Features) {
    if !features.woman {
        return;
    }
    let (half, bottom) = match features.style {
        0 => (features.half + 22.0, 372.0),
        1 => (features.half + 20.0, 300.0),
        _ => (features.half + 12.0, 250.0),
    };
    let hair = Rect::new(MIDDLE - half, 96.0, MIDDLE + half, bottom).to_rounded_rect(62.0);
    canvas.fill(&hair, features.hair);
}

fn shoulders(canvas: &mut Canvas, features: &Features) {
    let wide = if features.woman { 128.0 } else { 146.0 };
    let mut coat = BezPath::new();
    coat.move_to((MIDDLE - wide, 441.0));
    coat.curve_to(
        (MIDDLE - wide, 372.0),
        (MIDDLE - 70.0, 352.0),
        (MIDDLE - 38.0, 332.0),
    );
    coat.line_to((MIDDLE + 38.0, 332.0));
    coat.curve_to(
        (MIDDLE + 70.0, 352.0),
        (MIDDLE + wide, 372.0),
        (MIDDLE + wide, 441.0),
    );
    coat.close_path();
    canvas.fill(&coat, features.coat);
    canvas.fill(
        &polygon(&[(-34.0, 334.0), (34.0, 334.0), (0.0, 425.0)]),
        Colour(0xf4f4f2),
    );
    let [_, red, green, blue] = features.skin.0.to_be_bytes();
    let shadow = Colour(u32::from_be_bytes([0, red - 34, green - 36, blue - 38]));
    let neck = Rect::new(MIDDLE - 30.0, 268.0, MIDDLE + 30.0, 352.0).to_rounded_rect(22.0);
    canvas.fill(
        &neck,
        shade((MIDDLE, 290.0), (MIDDLE, 352.0), [shadow, features.skin]),
    );
    if !features.woman {
        canvas.fill(
            &polygon(&[
                (-7.0, 352.0),
                (7.0, 352.0),
                (11.0, 425.0),
                (0.0, 441.0),
                (-11.0, 425.0),
            ]),
            Colour(0x7a2430),
        );
    }
    for side in [-1.0, 1.0] {
        canvas.fill(
            &polygon(&[
                (side * 34.0, 330.0),
                (side * 2.0, 356.0),
                (side * 24.0, 378.0),
            ]),
            Colour(0xffffff),
        );
        let lapel = polygon(&[
            (side * 38.0, 332.0),
            (side * 30.0, 372.0),
            (0.0, 441.0),
            (side * 62.0, 392.0),
        ]);
        canvas.fill(&lapel, Colour(0x000000).veiled(0.25));
    }
}

fn head(canvas: &mut Canvas, features: &Features) {
    for side in [-1.0, 1.0] {
        let ear = Ellipse::new(
            (MIDDLE + side * (features.half + 3.0), 206.0),
            (10.0, 20.0),
            0.0,
        );
        canvas.fill(&ear, features.skin);
        canvas.stroke(&ear, 1.0, INK.veiled(0.25));
    }
    let half = features.half;
    let mut face = BezPath::new();
    face.move_to((MIDDLE - half, 180.0));
    face.curve_to(
        (MIDDLE - half, 85.0),
        (MIDDLE + half, 85.0),
        (MIDDLE + half, 180.0),
    );
    face.curve_to(
        (MIDDLE + half, 238.0),
        (MIDDLE + half * 0.72, 268.0),
        (MIDDLE + 26.0, 290.0),
    );
    face.curve_to(
        (MIDDLE + 12.0, 298.0),
        (MIDDLE - 12.0, 298.0),
        (MIDDLE - 26.0, 290.0),
    );
    face.curve_to(
        (MIDDLE - half * 0.72, 268.0),
        (MIDDLE - half, 238.0),
        (MIDDLE - half, 180.0),
    );
    face.close_path();
    canvas.fill(&face, features.skin);
    for side in [-1.0, 1.0] {
        let cheek = Circle::new((MIDDLE + side * half * 0.55, 240.0), 17.0);
        canvas.fill(
            &cheek,
            Colour(0xd9705a).veiled(if features.woman { 0.16 } else { 0.07 }),
        );
    }
}

fn front_hair(canvas: &mut Canvas, features: &Features) {
    let half = features.half + 5.0;
    let (top, fringe, side) = match (features.woman, features.style) {
        (false, 0) => (78.0, 138.0, 186.0),
        (false, 1) => (84.0, 136.0, 178.0),
        (false, _) => (74.0, 148.0, 190.0),
        (true, 0) => (72.0, 158.0, 232.0),
        (true, 1) => (76.0, 140.0, 246.0),
        (true, _) => (70.0, 146.0, 214.0),
    };
    let parting = if features.style == 1 { 0.0 } else { 22.0 };
    let mut hair = BezPath::new();
    hair.move_to((MIDDLE - half - 4.0, side));
    hair.curve_to(
        (MIDDLE - half - 14.0, top - 20.0),
        (MIDDLE + half + 14.0, top - 20.0),
        (MIDDLE + half + 4.0, side),
    );
    hair.curve_to(
        (MIDDLE + half - 8.0, side - 24.0),
        (MIDDLE + half - 8.0, fringe + 6.0),
        (MIDDLE + half - 16.0, fringe),
    );
    hair.curve_to(
        (MIDDLE + 34.0, fringe - 8.0),
        (MIDDLE + parting + 10.0, fringe - 14.0),
        (MIDDLE + parting, fringe - 22.0),
    );
    hair.curve_to(
        (MIDDLE + parting - 20.0, fringe - 4.0),
        (MIDDLE - 44.0, fringe + 2.0),
        (MIDDLE - half + 14.0, fringe + 8.0),
    );
    hair.curve_to(
        (MIDDLE - half + 6.0, fringe + 14.0),
        (MIDDLE - half + 8.0, side - 24.0),
        (MIDDLE - half - 4.0, side),
    );
    hair.close_path();
    canvas.fill(&hair, features.hair);
    let mut shine = BezPath::new();
    shine.move_to((MIDDLE - 44.0, top + 30.0));
    shine.curve_to(
        (MIDDLE - 20.0, top + 12.0),
        (MIDDLE + 14.0, top + 10.0),
        (MIDDLE + 40.0, top + 24.0),
    );
    canvas.stroke(&shine, 5.0, Colour(0xffffff).veiled(0.12));
}

fn eyes(canvas: &mut Canvas, features: &Features) {
    for side in [-1.0, 1.0] {
        let centre = Point::new(MIDDLE + side * features.eyes, EYE_LINE);
        canvas.fill(&Ellipse::new(centre, (13.0, 6.6), 0.0), Colour(0xfbfbfa));
        canvas.fill(&Circle::new(centre, 6.2), Colour(0x3a2415));
        canvas.fill(&Circle::new(centre, 3.0), Colour(0x0c0806));
        canvas.fill(&Circle::new(centre + (1.8, -2.0), 1.5), Colour(0xffffff));
        let mut lid = BezPath::new();
        lid.move_to(centre - (14.0, -1.0));
        lid.quad_to(centre - (0.0, 12.0), centre + (14.0, 1.0));
        canvas.stroke(&lid, if features.woman { 2.6 } else { 1.8 }, INK);
        let mut brow = BezPath::new();
        brow.move_to(centre + (-side * 13.0, -20.0));
        brow.quad_to(centre + (side * 4.0, -28.0), centre + (side * 17.0, -18.0));
        canvas.stroke(&brow, features.brow, features.hair);
        if features.glasses {
            let glass = Rect::from_center_size(centre, (44.0, 30.0)).to_rounded_rect(10.0);
            canvas.stroke(&glass, 2.0, Colour(0x40362f));
            let temple = Rect::new(20.0, -2.0, features.half - features.eyes + 4.0, 0.0);
            let mirror = Affine::translate(centre.to_vec2()) * Affine::scale_non_uniform(side, 1.0);
            canvas.moved(mirror, |canvas| canvas.fill(&temple, Colour(0x40362f)));
        }
    }
    if features.glasses {
        let bridge = Rect::new(
            MIDDLE - features.eyes + 22.0,
            EYE_LINE - 3.0,
            MIDDLE + features.eyes - 22.0,
            EYE_LINE - 1.0,
        );
        canvas.fill(&bridge.abs(), Colour(0x40362f));
    }
}

fn nose_and_mouth(canvas: &mut Canvas, features: &Features, age: u32) {
    let mut nose = BezPath::new();
    nose.move_to((MIDDLE - 4.0, 206.0));
    nose.curve_to(
        (MIDDLE - 8.0, 226.0),
        (MIDDLE - 16.0, 238.0),
        (MIDDLE - 9.0, 242.0),
    );
    nose.quad_to((MIDDLE, 247.0), (MIDDLE + 9.0, 242.0));
    canvas.stroke(&nose, 1.8, INK.veiled(0.4));
    let (lips, width) = (
        Colour(if features.woman { 0xbf5b5b } else { 0xa8695c }),
        features.mouth,
    );
    let mut upper = BezPath::new();
    upper.move_to((MIDDLE - width, 264.0));
    upper.quad_to((MIDDLE - width / 2.0, 258.0), (MIDDLE, 261.0));
    upper.quad_to((MIDDLE + width / 2.0, 258.0), (MIDDLE + width, 264.0));
    upper.quad_to((MIDDLE, 277.0), (MIDDLE - width, 264.0));
    canvas.fill(&upper, lips);
    let mut line = BezPath::new();
    line.move_to((MIDDLE - width, 264.0));
    line.quad_to((MIDDLE, 269.0), (MIDDLE + width, 264.0));
    canvas.stroke(&line, 1.6, INK.veiled(0.55));
    if age > 45 {
        for side in [-1.0, 1.0] {
            let mut fold = BezPath::new();
            fold.move_to((MIDDLE + side * 17.0, 240.0));
            fold.quad_to((MIDDLE + side * 29.0, 252.0), (MIDDLE + side * 29.0, 268.0));
            canvas.stroke(&fold, 1.4, INK.veiled(0.28));
        }
    }
}

/// A closed shape of corners, counted sideways from the middle of the face.
fn polygon(corners: &[(f64, f64)]) -> BezPath {
    let mut path = BezPath::new();
    for (nth, &(x, y)) in corners.iter().enumerate() {
        if nth == 0 {
            path.move_to((MIDDLE + x, y));
        } else {
            path.line_to((MIDDLE + x, y));
        }
    }
    path.close_path();
    path
}
