//! Cards of identity, photographed on a desk: 居民身份证, the residence permit of 港澳台, the permanent residence card.
//!
//! The emblem of the state is not drawn (国徽法): a plain disc stands in its place.
#![expect(clippy::unreadable_literal, reason = "colours are read as RRGGBB")]

use chrono::{Datelike, NaiveDate};
use hayro::kurbo::{Affine, BezPath, Circle, Ellipse, Rect, RoundedRect};

use super::canvas::{Canvas, Colour, Style, jpeg, shade};
use super::{face, stamp};
use crate::demo::people::Person;
use crate::domain::identity::{IdKind, Sex};

/// The card, 85.6 × 54 mm at ten units a millimetre.
const CARD: (f64, f64) = (856.0, 540.0);
/// The photograph.
const FRAME: (u16, u16) = (884, 568);
const LABEL: Colour = Colour(0x3c7ba6);
const INK: Colour = Colour(0x1c1c1c);
const DESK: [Colour; 3] = [Colour(0xa99c8a), Colour(0xb7ab9b), Colour(0x978a79)];

/// One of the two sides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The one with the portrait.
    Front,
    /// The one with the issuer.
    Back,
}

/// A photograph of one side as JPEG.
pub(super) fn photograph(person: &Person, age: u32, side: Side) -> Vec<u8> {
    let mut canvas = desk(FRAME.0, FRAME.1);
    lay(&mut canvas, person, age, side);
    jpeg(&canvas.finish(), 85, 96)
}

/// A photograph of the front on which a lamp's reflection hides the middle of the number.
pub(super) fn dazzled(person: &Person, age: u32) -> Vec<u8> {
    let mut canvas = desk(FRAME.0, FRAME.1);
    lay(&mut canvas, person, age, Side::Front);
    for (radius, share) in [(1.0, 0.35), (0.8, 0.5), (0.62, 0.75), (0.46, 0.95)] {
        let light = Ellipse::new((470.0, 470.0), (230.0 * radius, 96.0 * radius), -0.12);
        canvas.fill(&light, Colour(0xffffff).veiled(share));
    }
    jpeg(&canvas.finish(), 85, 96)
}

/// A photograph of both sides, one above the other and from farther away, as JPEG.
pub(super) fn both_sides(person: &Person, age: u32) -> Vec<u8> {
    const SCALE: f64 = 0.75;
    let mut canvas = desk(663, 852);
    for (side, top) in [(Side::Front, 0.0), (Side::Back, 426.0)] {
        let place = Affine::translate((0.0, top)) * Affine::scale(SCALE);
        canvas.moved(place, |canvas| lay(canvas, person, age, side));
    }
    jpeg(&canvas.finish(), 88, 96)
}

fn desk(width: u16, height: u16) -> Canvas {
    let far = (f64::from(width), f64::from(height));
    Canvas::new(width, height, shade((0.0, 0.0), far, DESK))
}

/// Lays the card into a frame.
fn lay(canvas: &mut Canvas, person: &Person, age: u32, side: Side) {
    // Nobody lays a card quite straight.
    let turn = f64::from(u8::try_from(person.looks % 32).unwrap_or(0)) / 1600.0 - 0.01;
    let middle = (CARD.0 / 2.0, CARD.1 / 2.0);
    let place = Affine::translate((14.0, 12.0)) * Affine::rotate_about(turn, middle);
    canvas.moved(place, |canvas| {
        let shadow = Rect::new(5.0, 8.0, CARD.0 + 7.0, CARD.1 + 9.0).to_rounded_rect(34.0);
        canvas.fill(&shadow, Colour(0x000000).veiled(0.28));
        ground(canvas);
        match side {
            Side::Front => front(canvas, person, age),
            Side::Back => back(canvas, person),
        }
        stamp::specimen(canvas, (CARD.0 * 0.47, CARD.1 * 0.52), 620.0);
    });
}

fn outline() -> RoundedRect {
    Rect::new(0.0, 0.0, CARD.0, CARD.1).to_rounded_rect(32.0)
}

/// Pale colours and fine waves.
fn ground(canvas: &mut Canvas) {
    let colours = [
        Colour(0xdcecf4),
        Colour(0xf4eef1),
        Colour(0xe3f0e6),
        Colour(0xd5e8f2),
    ];
    canvas.fill(&outline(), shade((0.0, 0.0), CARD, colours));
    for wave in 0..16_u8 {
        let y = 40.0 + f64::from(wave) * 30.0;
        let mut line = BezPath::new();
        line.move_to((14.0, y));
        for step in 0..4_u8 {
            let x = 14.0 + f64::from(step) * 207.0;
            line.curve_to((x + 70.0, y - 30.0), (x + 137.0, y + 30.0), (x + 207.0, y));
        }
        canvas.stroke(&line, 1.1, Colour(0x7fb2cf).veiled(0.32));
    }
}

fn front(canvas: &mut Canvas, person: &Person, age: u32) {
    let foreign = person.id_kind == IdKind::PermanentResident;
    if foreign {
        let title = Style::new(34.0, LABEL).heavy(1.0);
        canvas.text((60.0, 62.0), title, "外国人永久居留身份证");
        let title = Style::new(19.0, LABEL);
        canvas.text((60.0, 90.0), title, "Foreign Permanent Resident ID Card");
    }
    let mut y = if foreign { 146.0 } else { 104.0 };
    for row in rows(person) {
        for (label, value, x) in row {
            canvas.text((x, y), Style::new(25.0, LABEL), label);
            let left = x + Style::new(25.0, LABEL).width(label) + 22.0;
            y = canvas.lines((left, y), Style::new(29.0, INK), 528.0 - left, &value) - 29.0 * 1.42;
        }
        y += 58.0;
    }
    let label = if person.id_kind == IdKind::Resident {
        "公民身份号码"
    } else {
        "证件号码"
    };
    let label_end = canvas.text((60.0, 478.0), Style::new(25.0, LABEL), label);
    let number = Style::new(37.0, INK).spaced(4.5).heavy(0.8);
    canvas.text((label_end + 28.0, 480.0), number, &person.id_number);
    // The portrait, 26 × 32 mm.
    canvas.moved(
        Affine::translate((552.0, 62.0)) * Affine::scale(0.75),
        |canvas| {
            face::draw(canvas, person, age);
        },
    );
}

/// A label, its value and the label's left end.
type Cell = (&'static str, String, f64);

fn rows(person: &Person) -> [Vec<Cell>; 4] {
    let sex = if person.sex == Sex::Male {
        "男"
    } else {
        "女"
    };
    let mut second = vec![("性别", sex.to_owned(), 60.0)];
    match person.id_kind {
        IdKind::Resident => second.push(("民族", person.ethnic_group.1.to_owned(), 240.0)),
        IdKind::ResidencePermit => {}
        IdKind::PermanentResident | IdKind::PermanentResident2017 => {
            let (code, name) = person.nationality;
            second.push(("国籍", format!("{name} {code}"), 240.0));
        }
    }
    let birth = person.birth;
    let born = format!(
        "{} 年 {} 月 {} 日",
        birth.year(),
        birth.month(),
        birth.day()
    );
    let last = match person.id_kind {
        IdKind::Resident | IdKind::ResidencePermit => ("住址", person.address.clone(), 60.0),
        _ => ("有效期限", validity(person), 60.0),
    };
    [
        vec![("姓名", person.name.clone(), 60.0)],
        second,
        vec![("出生", born, 60.0)],
        vec![last],
    ]
}

fn back(canvas: &mut Canvas, person: &Person) {
    let emblem = (126.0, 140.0);
    canvas.fill(&Circle::new(emblem, 74.0), Colour(0xc9302c));
    canvas.stroke(&Circle::new(emblem, 66.0), 5.0, Colour(0xe9c46a));
    canvas.fill(&stamp::star(emblem, 34.0), Colour(0xe9c46a));
    let titles = match (person.id_kind, person.id_number.get(..2)) {
        (IdKind::Resident, _) => ["中华人民共和国", "居民身份证"],
        (IdKind::ResidencePermit, Some("83")) => ["中华人民共和国", "台湾居民居住证"],
        (IdKind::ResidencePermit, _) => ["中华人民共和国", "港澳居民居住证"],
        _ => ["中华人民共和国", "外国人永久居留身份证"],
    };
    canvas.centred(
        (530.0, 128.0),
        Style::new(50.0, INK).spaced(9.0).heavy(1.2),
        titles[0],
    );
    let size = if titles[1].chars().count() > 7 {
        48.0
    } else {
        68.0
    };
    canvas.centred(
        (530.0, 226.0),
        Style::new(size, INK).spaced(9.0).heavy(1.8),
        titles[1],
    );
    canvas.within(&outline(), hills);
    for (label, value, y) in [
        ("签发机关", person.id_issuer, 410.0),
        ("有效期限", &*validity(person), 474.0),
    ] {
        let end = canvas.text((180.0, y), Style::new(27.0, INK).heavy(0.8), label);
        canvas.text((end + 34.0, y), Style::new(30.0, INK), value);
    }
}

fn hills(canvas: &mut Canvas) {
    for (height, share) in [(300.0, 0.16), (345.0, 0.2)] {
        let mut line = BezPath::new();
        line.move_to((0.0, CARD.1));
        line.line_to((0.0, height + 50.0));
        line.curve_to(
            (200.0, height - 60.0),
            (330.0, height + 90.0),
            (470.0, height),
        );
        line.curve_to(
            (600.0, height - 60.0),
            (720.0, height + 70.0),
            (CARD.0, height + 10.0),
        );
        line.line_to((CARD.0, CARD.1));
        line.close_path();
        canvas.fill(&line, Colour(0x8fb8a6).veiled(share));
    }
}

/// `2015.03.12-2035.03.12`, or 长期.
fn validity(person: &Person) -> String {
    let dotted = |day: NaiveDate| day.format("%Y.%m.%d").to_string();
    let until = person.id_until.map_or("长期".to_owned(), dotted);
    format!("{}-{until}", dotted(person.id_from))
}
