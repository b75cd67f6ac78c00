//! Several marked items under one decision: which of them it is for, and why it is not for the others.
//!
//! Owns what the console can tell from the rows that it has; the server judges each item once more, and its answer
//! counts. To add a reason: a variant of [`Unfit`], a line in `unfit`, its words.

use std::collections::BTreeMap;

use crate::api::items::ItemRow;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::domain::item::State;
use crate::domain::item::command::Move;
use crate::domain::policy::{self, Role};

/// Why a marked item is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unfit {
    /// A rule says 警告.
    Warned,
    /// A rule is left to the officer.
    Judged,
    /// The decision is not one for its state.
    State,
    /// A colleague holds it.
    Held,
    /// The officer holds it already.
    Mine,
    /// Nobody holds it.
    Free,
    /// A decision on it is on its way.
    OnItsWay,
    /// It is not among the rows that are loaded: nothing is decided that is not in the list.
    OutOfSight,
}

impl Unfit {
    fn message(self) -> &'static str {
        match self {
            Self::Warned => "many-warned",
            Self::Judged => "many-judged",
            Self::State => "many-state",
            Self::Held => "many-held",
            Self::Mine => "many-mine",
            Self::Free => "many-free",
            Self::OnItsWay => "many-on-its-way",
            Self::OutOfSight => "many-out-of-sight",
        }
    }
}

/// The marked items, sorted out for one decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Many {
    /// Those that it is for, each with the version that the officer saw.
    pub items: Vec<(String, u64)>,
    /// How many of them are of which matter.
    pub matters: BTreeMap<String, usize>,
    /// How many are left out for which reason.
    pub left: BTreeMap<Unfit, usize>,
}

impl Many {
    /// Sorts `rows` out, which are those of `marked` items that are loaded.
    pub fn sort_out<'a>(
        rows: impl Iterator<Item = &'a ItemRow>,
        marked: usize,
        asked: Move,
        shared: &Shared,
    ) -> Self {
        let mut many = Self::default();
        let mut seen = 0;
        for row in rows {
            seen += 1;
            if let Some(why) = unfit(row, asked, shared) {
                *many.left.entry(why).or_default() += 1;
                continue;
            }
            many.items.push((row.no.clone(), row.version));
            *many.matters.entry(row.matter.clone()).or_default() += 1;
        }
        if marked > seen {
            many.left.insert(Unfit::OutOfSight, marked - seen);
        }
        many
    }

    /// How many there are and how many of them it is for; then why not for the others.
    pub fn words(&self, shared: &Shared) -> Shown {
        let out: usize = self.left.values().sum();
        let fit = self.items.len();
        let numbers = [("marked", (fit + out).into()), ("fit", fit.into())];
        let words = Shown::say_with(shared.lang, "many-fit", &numbers);
        let reasons = self.left.iter().map(|(why, count)| {
            let count = [("n", (*count).into())];
            Shown::say_with(shared.lang, why.message(), &count)
        });
        reasons.fold(words, |words, reason| {
            words.then(&Shown::line("  ")).then(&reason)
        })
    }

    /// The matters, each with its number of items.
    pub fn matters(&self, shared: &Shared) -> impl Iterator<Item = Shown> {
        let names = shared.names();
        self.matters.iter().map(move |(matter, count)| {
            let facts = [
                ("matter", names.matter(matter).to_string().into()),
                ("n", (*count).into()),
            ];
            Shown::say_with(shared.lang, "many-matter", &facts)
        })
    }
}

/// Why a decision with others is not for this item.
fn unfit(row: &ItemRow, asked: Move, shared: &Shared) -> Option<Unfit> {
    let on_its_way = shared.deciding.get(&row.no);
    if on_its_way.is_some_and(|sent| sent.holds_back(asked)) {
        return Some(Unfit::OnItsWay);
    }
    if !is_for_state(row, asked, shared) {
        return Some(Unfit::State);
    }
    let own = shared.officer.as_ref().map(|officer| &officer.login);
    let watches = shared.role() == Some(Role::Supervisor);
    match (asked, &row.assignee) {
        (Move::Claim, Some(holder)) if Some(holder) == own => return Some(Unfit::Mine),
        (Move::ReleaseClaim, None) => return Some(Unfit::Free),
        (Move::Assign, None) if !watches => return Some(Unfit::Free),
        (_, Some(holder)) if !watches && !shared.acts_for(holder) => return Some(Unfit::Held),
        _ => {}
    }
    // One yes for many is for items that leave nothing to judge.
    match asked {
        Move::Accept | Move::Approve if row.rules.judge > 0 => Some(Unfit::Judged),
        Move::Accept | Move::Approve if row.rules.warn > 0 => Some(Unfit::Warned),
        _ => None,
    }
}

fn is_for_state(row: &ItemRow, asked: Move, shared: &Shared) -> bool {
    let Some(state) = State::ALL
        .into_iter()
        .find(|state| state.code() == row.state)
    else {
        return false;
    };
    if asked == Move::Approve && state == State::Received {
        // Only what is done on the spot is accepted and decided in one action.
        let catalogue = shared.names().catalogue;
        let ids = (row.scene.parse(), row.matter.parse());
        return match (catalogue, ids) {
            (Some(catalogue), (Ok(scene), Ok(matter))) => catalogue.is_immediate(&scene, &matter),
            _ => false,
        };
    }
    // In second review 复核 alone decides.
    let second = state == State::SecondReview && matches!(asked, Move::Approve | Move::Claim);
    policy::is_for(asked, state) && (!second || shared.role() == Some(Role::SecondReviewer))
}
