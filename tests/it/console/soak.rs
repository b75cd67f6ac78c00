//! Random keys and sizes against a live backend: no panic, memory flat, nobody's data in the log.
//!
//! 2,000 keys in every run; `LIANBAN_SOAK_KEYS=10000` presses more, and `LIANBAN_SOAK_SEED` repeats a run whose seed a
//! failure has printed.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use portable_pty::PtySize;

use super::seat::{Seat, cells};
use super::stalled::{resident_kib, wang_min};
use crate::support::office::Office;

/// What an officer has at hand, but for what ends the console: those are told apart from a fall.
const KEYS: [&str; 70] = [
    "j",
    "k",
    "j",
    "k",
    "h",
    "l",
    "\r",
    "\r",
    "\r",
    "\u{1B}",
    "\u{1B}",
    "\u{1B}",
    "\t",
    "\u{1B}[Z",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "\u{1B}[A",
    "\u{1B}[B",
    "\u{1B}[C",
    "\u{1B}[D",
    "\u{1B}[5~",
    "\u{1B}[6~",
    "\u{1B}[H",
    "\u{1B}[F",
    " ",
    "*",
    "-",
    "c",
    "C",
    "s",
    "a",
    "x",
    "b",
    "S",
    "N",
    "r",
    "R",
    "z",
    "Z",
    "t",
    "A",
    "e",
    "d",
    "m",
    "v",
    "y",
    "n",
    "p",
    "/",
    "f",
    "o",
    "O",
    "|",
    "i",
    "?",
    ":",
    "u",
    "\u{13}",
    "\u{10}",
    "\u{12}",
    "\u{C}",
    "+",
    "张",
    "，",
    "\u{1B}[200~贴上的\r文字\u{1B}[201~",
];
/// Rows and columns, as terminals claim them.
const SIZES: [(u16, u16); 9] = [
    (24, 80),
    (36, 120),
    (60, 200),
    (15, 60),
    (1, 1),
    (0, 0),
    (24, 80),
    (200, 500),
    (65_535, 65_535),
];
/// What caches may take while they fill.
const MOST_GROWN_KIB: u64 = 12 * 1024;

/// Steele and Vigna's generator: a run is repeated by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % count as u64).unwrap()
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Reads what there is. The bytes are thrown away: what stands on the screen is not asked.
fn rest(seat: &Seat) {
    while seat.bytes.recv_timeout(Duration::from_millis(15)).is_ok() {}
}

fn resize(seat: &Seat, (rows, cols): (u16, u16)) {
    let size = PtySize::default();
    seat.master.resize(PtySize { rows, cols, ..size }).unwrap();
}

/// What the console wrote of itself: facts of its own, and of nobody.
fn log_is_clean(seat: &Seat) {
    let log = fs::read_to_string(seat.home.path().join("lianban/console.log")).unwrap();
    for line in log.lines() {
        let fact: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_ne!(fact["event"], "panicked", "{line}");
        let known = ["at", "pid", "version", "event", "why", "code", "place"];
        let fact = fact.as_object().unwrap();
        assert!(
            fact.keys().all(|key| known.contains(&key.as_str())),
            "{line}"
        );
        assert!(
            line.is_ascii() && !line.contains("ZB") && !line.contains("wangmin"),
            "{line}"
        );
    }
}

#[test]
fn random_keys_and_sizes_do_no_harm() {
    let seed = number("LIANBAN_SOAK_SEED").unwrap_or_else(|| RandomState::new().hash_one(0));
    let keys = number("LIANBAN_SOAK_KEYS").unwrap_or(2_000);
    println!("LIANBAN_SOAK_SEED={seed}");
    let mut dice = Dice(seed);
    let office = Office::of(300);
    let mut seat = wang_min(&office);
    let (mut first, mut since, mut ends) = (None, 0, 0);
    for pressed in 1..=keys {
        if dice.below(40) == 0 {
            resize(&seat, SIZES[dice.below(SIZES.len())]);
        }
        seat.press(KEYS[dice.below(KEYS.len())]);
        since += 1;
        if pressed % 10 != 0 {
            continue;
        }
        rest(&seat);
        if let Some(status) = seat.child.try_wait().unwrap() {
            // The palette offers to quit, and to sign out, too.
            assert!(status.success(), "after {pressed} keys: {status:?}");
            log_is_clean(&seat);
            seat = wang_min(&office);
            (first, since, ends) = (None, 0, ends + 1);
        } else if since >= 1_000 && first.is_none() {
            first = Some(resident_kib(&seat));
        }
        if pressed % 3_000 == 0 {
            println!("{} KiB after {pressed} keys", resident_kib(&seat));
        }
    }
    resize(&seat, (24, 80));
    seat.screen = vt100::Parser::new(cells(24), cells(80), 0);
    seat.press("\u{C}");
    seat.until("a whole screen", |screen| {
        screen.contents_between(22, 0, 22, 80).contains("----")
    });
    let last = resident_kib(&seat);
    println!("{keys} keys, {ends} ends, {first:?} KiB after 1,000 keys, {last} KiB at the end");
    if let Some(first) = first {
        assert!(
            last < first + MOST_GROWN_KIB,
            "{first} KiB, then {last} KiB"
        );
    }
    log_is_clean(&seat);
}
