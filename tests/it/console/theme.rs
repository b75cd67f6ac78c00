//! Themes: read by everybody, told apart without colour, chosen and kept.

use std::collections::BTreeSet;

use lianban::console::draft::{Habit, Habits, Keep};
use lianban::console::theme::{Role, Theme, shape};
use lianban::domain::supervision::Light;
use portable_pty::CommandBuilder;
use ratatui::style::{Color, Style};

use super::seat::{PROGRAM, Seat};

const ROLES: [Role; 17] = [
    Role::Text,
    Role::Dim,
    Role::Title,
    Role::Bar,
    Role::Rule,
    Role::Focus,
    Role::Selected,
    Role::Marked,
    Role::Ghost,
    Role::Key,
    Role::Disabled,
    Role::Good,
    Role::Warning,
    Role::Bad,
    Role::Grave,
    Role::Changed,
    Role::Match,
];

type Rgb = [f64; 3];

fn hex(text: u32) -> Rgb {
    [16, 8, 0].map(|shift| f64::from(text >> shift & 0xFF) / 255.0)
}

/// A colour's value: the table's from 16 on, xterm's for the named ones, which every terminal sets as it likes.
fn rgb(colour: Color) -> Option<Rgb> {
    let named = |text| Some(hex(text));
    match colour {
        Color::Reset => None,
        Color::Green => named(0x00_CD00),
        Color::Yellow => named(0xCD_CD00),
        Color::Cyan => named(0x00_CDCD),
        Color::Gray => named(0xE5_E5E5),
        Color::LightYellow => named(0xFF_FF00),
        Color::LightMagenta => named(0xFF_00FF),
        Color::Rgb(r, g, b) => Some([r, g, b].map(|part| f64::from(part) / 255.0)),
        Color::Indexed(n @ 232..) => Some([f64::from(8 + 10 * u32::from(n - 232)) / 255.0; 3]),
        Color::Indexed(n @ 16..) => {
            let steps = [0.0, 95.0, 135.0, 175.0, 215.0, 255.0];
            let n = usize::from(n - 16);
            Some([n / 36, n / 6 % 6, n % 6].map(|step| steps[step] / 255.0))
        }
        other => panic!("{other:?} has no value that two terminals agree on"),
    }
}

fn linear(colour: Rgb) -> Rgb {
    colour.map(|part| {
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn times(rows: [Rgb; 3], colour: Rgb) -> Rgb {
    rows.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum())
}

/// WCAG 2.2, relative luminance and contrast ratio.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let light = |colour| {
        let [r, g, b] = linear(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (a, b) = (light(a), light(b));
    (a / b).max(b / a)
}

/// The grounds on which a theme is used: its own, or those that terminals come with.
fn grounds(theme: Theme) -> Vec<Rgb> {
    match theme {
        // Black, VS Code's, Solarized's.
        Theme::Dark => vec![hex(0), hex(0x1E_1E1E), hex(0x00_2B36)],
        Theme::Light => vec![hex(0xFF_FFFF), hex(0xFD_F6E3)],
        Theme::HighContrast | Theme::ColourBlind => vec![hex(0)],
        Theme::Mono => vec![],
    }
}

#[test]
fn every_text_is_read_from_its_ground() {
    for theme in Theme::ALL {
        let wanted = if theme == Theme::HighContrast {
            7.0
        } else {
            4.5
        };
        for role in ROLES {
            let Style { fg, bg, .. } = theme.style(role);
            let own = bg.and_then(rgb);
            let on = own.map_or_else(|| grounds(theme), |ground| vec![ground]);
            let Some(text) = fg.and_then(rgb) else {
                assert!(
                    own.is_none(),
                    "{theme:?} {role:?}: a ground without a colour on it"
                );
                continue;
            };
            for ground in on {
                let found = contrast(text, ground);
                assert!(found >= wanted, "{theme:?} {role:?} {found:.2}");
            }
        }
    }
}

/// Machado, Oliveira and Fernandes 2009, severity 1: protanopia, deuteranopia, tritanopia.
const EYES: [[Rgb; 3]; 3] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// A colour in CIELAB as these eyes see it.
fn lab(colour: Rgb, eyes: [Rgb; 3]) -> Rgb {
    let seen = times(eyes, linear(colour)).map(|part| part.clamp(0.0, 1.0));
    let [x, y, z] = times(
        [
            [0.4124, 0.3576, 0.1805],
            [0.2126, 0.7152, 0.0722],
            [0.0193, 0.1192, 0.9505],
        ],
        seen,
    );
    let [x, y, z] = [x / 0.950_47, y, z / 1.088_83].map(|part: f64| {
        if part > 0.008_856 {
            part.cbrt()
        } else {
            7.787 * part + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far apart the nearest two of what is good, wants attention, went wrong and is only text look to these eyes.
fn nearest(theme: Theme, eyes: [Rgb; 3]) -> f64 {
    let roles = [Role::Text, Role::Good, Role::Warning, Role::Bad];
    let colours = roles.map(|role| theme.style(role).fg.and_then(rgb).unwrap_or(hex(0xE5_E5E5)));
    let seen = colours.map(|colour| lab(colour, eyes));
    let pairs = (0..4).flat_map(|a| (0..a).map(move |b| (a, b)));
    let apart = pairs.map(|(a, b)| {
        let squares = (0..3).map(|part| (seen[a][part] - seen[b][part]).powi(2));
        squares.sum::<f64>().sqrt()
    });
    apart.fold(f64::MAX, f64::min)
}

#[test]
fn states_are_told_apart_by_the_colour_blind() {
    for eyes in EYES {
        let found = nearest(Theme::ColourBlind, eyes);
        assert!(found > 20.0, "{found:.1}");
    }
    // Which is what the theme is for: green and yellow are one colour to the first of them.
    assert!(nearest(Theme::Dark, EYES[0]) < 10.0);
}

#[test]
fn lights_are_told_apart_by_shape_and_the_selected_row_by_more_than_colour() {
    let lights = [
        Light::Green,
        Light::Yellow,
        Light::YellowCard,
        Light::RedCard,
    ];
    assert_eq!(lights.map(shape).iter().collect::<BTreeSet<_>>().len(), 4);
    for theme in Theme::ALL {
        let selected = theme.style(Role::Selected);
        assert_ne!(selected.add_modifier, theme.style(Role::Text).add_modifier);
    }
    let mono = ROLES.map(|role| Theme::Mono.style(role));
    assert!(
        mono.iter()
            .all(|style| style.fg.is_none() && style.bg.is_none())
    );
}

#[test]
fn a_theme_is_found_by_its_name() {
    for theme in Theme::ALL {
        assert_eq!(Theme::from_id(theme.id()), Some(theme));
    }
}

#[test]
fn habits_are_kept_beside_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let keep = Keep::at(folder.path()).unwrap();
    assert_eq!(keep.habits().unwrap(), Habits::default());
    keep.keep_habit(Habit::Theme(Theme::ColourBlind)).unwrap();
    keep.keep_habit(Habit::Toured).unwrap();
    let habits = keep.habits().unwrap();
    assert_eq!(
        (habits.theme.as_deref(), habits.toured),
        (Some("colour-blind"), true)
    );
}

/// The ground of the first cell of the console of somebody who chose high contrast.
fn ground(change: impl Fn(&mut CommandBuilder)) -> vt100::Color {
    let state = tempfile::tempdir().unwrap();
    let keep = Keep::at(&state.path().join("lianban")).unwrap();
    keep.keep_habit(Habit::Theme(Theme::HighContrast)).unwrap();
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(["console", "--server", "http://127.0.0.1:1"]);
    change(&mut command);
    let mut seat = Seat::at(command, state);
    seat.sees("联办");
    seat.screen.screen().cell(0, 0).unwrap().bgcolor()
}

#[test]
fn the_theme_that_was_chosen_last_is_there_again_unless_another_is_asked_for() {
    assert_eq!(ground(|_| {}), vt100::Color::Idx(16));
    let other = ground(|command| {
        command.args(["--theme", "dark"]);
    });
    assert_eq!(other, vt100::Color::Default);
    let none = ground(|command| command.env("NO_COLOR", "1"));
    assert_eq!(none, vt100::Color::Default);
}
