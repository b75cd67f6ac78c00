//! Application number n of the demo: who files what, when and through which entry. Always the same for a seed.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::play::REGISTRATIONS;
use super::roster::{HOME, id};
use crate::demo::paper::{Flaw, Paper};
use crate::domain::calendar::Calendar;
use crate::domain::id::MatterId;
use crate::domain::policy::Channel;

/// What people file together in `hire`, the likeliest first.
const HIRE: [&[&str]; 8] = [
    &["A1", "A2", "A5", "A6"],
    &["A1", "A2", "A3", "A4", "A5", "A6"],
    &["A1", "A2", "A3", "A5"],
    &["A1", "A2", "A5"],
    &["A1", "A4"],
    &["A1", "A3"],
    &["A2", "A5", "A6"],
    &["A4", "A6"],
];
/// What people file together in `flexible`.
const FLEXIBLE: [&[&str]; 8] = [
    &["B1", "B5", "B6", "B7"],
    &["B1", "B3"],
    &["B2", "B5", "B6", "B7"],
    &["B4"],
    &["B3"],
    &["B1", "B5", "B7"],
    &["B2", "B6", "B7"],
    &["B1"],
];
/// Everywhere else.
const DIVISIONS: [&str; 10] = [
    "370302",
    "370304",
    "370305",
    "370306",
    "370321",
    "370322",
    "370323",
    "zb-gaoxin",
    "zb-jingkai",
    "zb-wenchanghu",
];
/// A day of three weeks, or a year of them where there are many.
const WORK_DAYS: u32 = 24;
const WORK_DAYS_OF_MANY: u32 = 240;
const MANY: u64 = 5_000;

/// The frame of one application.
pub(super) struct Story {
    pub(super) hire: bool,
    pub(super) matters: Vec<MatterId>,
    pub(super) division: &'static str,
    pub(super) channel: Channel,
    pub(super) papers: Vec<Paper>,
    pub(super) filed_at: DateTime<Utc>,
    pub(super) hired: NaiveDate,
    pub(super) holds_card: bool,
    pub(super) registers_answer: bool,
}

/// The chance of application number `nth`, for its frame, its forms and its fates.
pub(super) fn dice(seed: u64, nth: u64) -> StdRng {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&nth.to_le_bytes());
    bytes[16] = b'd';
    StdRng::from_seed(bytes)
}

/// When the item at `share` (0 to 1) of the demo's history was filed: more and more towards now, in office hours.
pub(super) fn filed_at(
    share: f64,
    items: u64,
    calendar: &Calendar,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let days = if items > MANY {
        WORK_DAYS_OF_MANY
    } else {
        WORK_DAYS
    };
    let place = share.powf(0.55) * f64::from(days);
    let back = (f64::from(days) - place).ceil() - 1.0;
    let mut day = calendar.date(now);
    let mut left = f64::from(days).min(back.max(0.0));
    while left >= 1.0 || !calendar.is_work_day(day) {
        if calendar.is_work_day(day) {
            left -= 1.0;
        }
        day = day - Days::new(1);
    }
    let open = calendar.open_of(day);
    let span = calendar.close_of(day).min(now.max(open)) - open;
    let within = span.to_std().unwrap_or_default().mul_f64(place.fract());
    open + Duration::from_std(within).unwrap_or_default()
}

impl Story {
    pub(super) fn draw(
        filed_at: DateTime<Utc>,
        day: NaiveDate,
        most: usize,
        dice: &mut StdRng,
    ) -> Self {
        let hire = dice.random_range(0..100) < 58;
        let bundles = if hire { &HIRE } else { &FLEXIBLE };
        // The smaller of two draws: the first are the likeliest.
        let place = dice
            .random_range(0..bundles.len())
            .min(dice.random_range(0..bundles.len()));
        let matters: Vec<MatterId> = bundles[place]
            .iter()
            .take(most)
            .map(|matter| id(matter))
            .collect();
        let division = if dice.random_range(0..100) < 45 {
            HOME
        } else {
            DIVISIONS.choose(dice).copied().unwrap_or(HOME)
        };
        let channel = match dice.random_range(0..100) {
            0..45 => Channel::Portal,
            45..75 => Channel::App,
            75..94 => Channel::Counter,
            _ => Channel::Import,
        };
        let late = dice.random_range(0..8) == 0;
        let since = if late {
            dice.random_range(36..80)
        } else {
            dice.random_range(1..24)
        };
        Self {
            hire,
            papers: papers(&matters, dice),
            matters,
            division,
            channel,
            filed_at,
            hired: day - Days::new(since),
            holds_card: dice.random_range(0..14) == 0,
            registers_answer: dice.random_range(0..6) > 0,
        }
    }

    /// Whether someone is registered as employed in the officer's own division.
    pub(super) fn registers_at_home(&self) -> bool {
        let registers = |matter: &MatterId| REGISTRATIONS.contains(&matter.as_str());
        self.division == HOME && self.matters.iter().any(registers)
    }
}

/// The papers that go with the matters; now and then not a good photo, but one that the rules let through marked.
fn papers(matters: &[MatterId], dice: &mut StdRng) -> Vec<Paper> {
    let has = |matter: &str| matters.iter().any(|chosen| chosen.as_str() == matter);
    let mut papers = Vec::new();
    if has("A3") {
        let blurred = dice.random_range(0..9) == 0;
        let photo = if blurred {
            Paper::BadPhoto(Flaw::Blurred)
        } else {
            Paper::Photo
        };
        papers.extend([Paper::IdCardFront, Paper::IdCardBack, photo]);
    }
    if has("A4") {
        let proofs = [
            Paper::LabourContract,
            Paper::HireProcedure,
            Paper::IntroductionLetter,
        ];
        papers.push(Paper::AgentIdCard);
        papers.extend(proofs.choose(dice));
    }
    if has("B3") {
        papers.push(Paper::IdCard);
    }
    if has("B4") {
        let proofs = [Paper::LeavingCertificate, Paper::TerminationCertificate];
        papers.extend(proofs.choose(dice));
    }
    papers
}
