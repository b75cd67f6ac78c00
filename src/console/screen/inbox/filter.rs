//! The filter dialog: every condition of the inbox as a list to tick.
//!
//! Owns a copy of the filter until it is applied. Which matters it offers, the officer's own department and lines
//! say.

use crate::api::accounts::OfficerView;
use crate::console::screen::names::Names;
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::LineId;
use crate::domain::item::State;
use crate::domain::policy::Channel;
use crate::words::Lang;

use super::question::{AGES, Filter, Holder, Since};

/// A condition that can be ticked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// A state.
    State(String),
    /// A matter.
    Matter(String),
    /// A channel.
    Channel(String),
    /// A light.
    Light(String),
    /// Whose.
    Holder(Holder),
    /// Filed or accepted at least so many days ago.
    Age(Since, u32),
    /// Past the date by which someone must act.
    Late,
    /// A department.
    Department(String),
    /// A division with all below it.
    Division(String),
}

/// The lights from bad to good, as the filter lists them.
const LIGHTS: [&str; 4] = ["red_card", "yellow_card", "yellow", "green"];

impl Condition {
    /// The message that names the group it stands in.
    pub fn group(&self) -> &'static str {
        match self {
            Self::State(_) => "filter-state",
            Self::Matter(_) => "filter-matter",
            Self::Channel(_) => "filter-channel",
            Self::Light(_) => "filter-light",
            Self::Holder(_) => "filter-holder",
            Self::Age(Since::Filed, _) => "filter-filed",
            Self::Age(Since::Accepted, _) => "filter-accepted",
            Self::Late => "filter-due",
            Self::Department(_) => "filter-department",
            Self::Division(_) => "filter-division",
        }
    }

    /// The code of its value, for those who write programs' words.
    pub fn code(&self) -> &str {
        match self {
            Self::State(code)
            | Self::Matter(code)
            | Self::Channel(code)
            | Self::Light(code)
            | Self::Department(code)
            | Self::Division(code) => code,
            Self::Holder(Holder::Me) => "me",
            Self::Holder(_) => "nobody",
            Self::Age(since, _) => since.code(),
            Self::Late => "late",
        }
    }

    /// The shortest words that name its value.
    pub fn short(&self, lang: Lang, names: &Names<'_>) -> Shown {
        match self {
            Self::Matter(code) => names.matter_short(code),
            Self::Channel(code) => wording::code(lang, Kind::ChannelShort, code),
            _ => self.words(lang, names),
        }
    }

    /// Its words.
    pub fn words(&self, lang: Lang, names: &Names<'_>) -> Shown {
        match self {
            Self::State(code) => wording::code(lang, Kind::State, code),
            Self::Matter(code) => Shown::line(code)
                .then(&Shown::line(" "))
                .then(&names.matter_short(code)),
            Self::Channel(code) => wording::code(lang, Kind::Channel, code),
            Self::Light(code) => wording::code(lang, Kind::Light, code),
            Self::Holder(Holder::Nobody) => Shown::say(lang, "filter-nobody"),
            Self::Holder(_) => Shown::say(lang, "filter-me"),
            Self::Age(_, days) => Shown::say_with(lang, "filter-days", &[("n", (*days).into())]),
            Self::Late => Shown::say(lang, "view-late"),
            Self::Department(code) => names.department(code),
            Self::Division(code) => names.division(code),
        }
    }

    /// Whether a filter has it.
    pub fn is_set(&self, filter: &Filter) -> bool {
        match self {
            Self::State(code) => filter.states.contains(code),
            Self::Matter(code) => filter.matters.contains(code),
            Self::Channel(code) => filter.channels.contains(code),
            Self::Light(code) => filter.lights.contains(code),
            Self::Holder(holder) => filter.holder == *holder,
            Self::Age(since, days) => filter.age(*since) == Some(*days),
            Self::Late => filter.late,
            Self::Department(code) => filter.department.as_ref() == Some(code),
            Self::Division(code) => filter.division.as_ref() == Some(code),
        }
    }

    /// Sets it in a filter.
    pub fn set(&self, filter: &mut Filter) {
        if !self.is_set(filter) {
            self.toggle(filter);
        }
    }

    fn toggle(&self, filter: &mut Filter) {
        let on = !self.is_set(filter);
        let flip = |set: &mut std::collections::BTreeSet<String>, code: &String| {
            if on {
                set.insert(code.clone());
            } else {
                set.remove(code);
            }
        };
        match self {
            Self::State(code) => flip(&mut filter.states, code),
            Self::Matter(code) => flip(&mut filter.matters, code),
            Self::Channel(code) => flip(&mut filter.channels, code),
            Self::Light(code) => flip(&mut filter.lights, code),
            Self::Holder(holder) => filter.holder = if on { *holder } else { Holder::Anyone },
            Self::Age(since, days) => filter.set_age(*since, on.then_some(*days)),
            Self::Late => filter.late = on,
            Self::Department(code) => filter.department = on.then(|| code.clone()),
            Self::Division(code) => filter.division = on.then(|| code.clone()),
        }
    }
}

/// Every condition that a catalogue knows, in the order in which they are listed.
pub fn conditions(catalogue: &Catalogue) -> Vec<Condition> {
    let states = State::ALL.map(|state| Condition::State(state.code().to_owned()));
    let lights = LIGHTS.map(|code| Condition::Light(code.to_owned()));
    let channels = Channel::ALL.map(|channel| Condition::Channel(channel.code().to_owned()));
    let matters = catalogue.matters.iter();
    let departments = catalogue.departments.iter();
    let divisions = catalogue.divisions.iter();
    let ages = Since::ALL
        .into_iter()
        .flat_map(|since| AGES.map(|days| Condition::Age(since, days)));
    states
        .into_iter()
        .chain([Condition::Late])
        .chain(lights)
        .chain([Holder::Me, Holder::Nobody].map(Condition::Holder))
        .chain(matters.map(|matter| Condition::Matter(matter.id.to_string())))
        .chain(channels)
        .chain(departments.map(|department| Condition::Department(department.id.to_string())))
        .chain(divisions.map(|division| Condition::Division(division.code.to_string())))
        .chain(ages)
        .collect()
}

/// Those that narrow what this officer sees; none before the catalogue is there.
pub fn offered(names: &Names<'_>, me: &OfficerView) -> Option<Vec<Condition>> {
    let catalogue = names.catalogue?;
    let narrows = |condition: &Condition| match condition {
        Condition::Matter(code) => names
            .matter_of(code)
            .is_some_and(|matter| works_on(catalogue, me, &matter.line)),
        Condition::Department(_) => me.department.is_none(),
        Condition::Division(code) => *code != me.division && names.lies_within(code, &me.division),
        _ => true,
    };
    let mut offered = conditions(catalogue);
    offered.retain(narrows);
    Some(offered)
}

/// Whether a line of business is the officer's.
fn works_on(catalogue: &Catalogue, me: &OfficerView, line: &LineId) -> bool {
    let mut lines = catalogue.lines.iter();
    let department = lines.find(|known| known.id == *line);
    let department = department.map(|line| line.department.as_str());
    let own = me.department.as_deref();
    own.is_none_or(|own| Some(own) == department)
        && (me.lines.is_empty() || me.lines.iter().any(|own| own == line.as_str()))
}

/// A condition as the dialog draws it.
#[derive(Debug)]
pub struct Line<'a> {
    /// The condition.
    pub condition: &'a Condition,
    /// Whether it is ticked.
    pub ticked: bool,
    /// Whether the cursor is on it.
    pub selected: bool,
}

/// The dialog's state.
#[derive(Debug)]
pub struct FilterDialog {
    filter: Filter,
    offered: Vec<Condition>,
    at: Condition,
}

impl FilterDialog {
    /// Opens on the filter that holds now; none before the catalogue is there, as nothing could be offered.
    pub fn open(filter: Filter, shared: &Shared) -> Option<Self> {
        let offered = offered(&shared.names(), shared.officer.as_ref()?)?;
        let at = offered.first()?.clone();
        Some(Self {
            filter,
            offered,
            at,
        })
    }

    /// Moves the cursor.
    pub fn step(&mut self, lines: isize) {
        let at = self.offered.iter().position(|c| *c == self.at).unwrap_or(0);
        let to = at.saturating_add_signed(lines).min(self.offered.len() - 1);
        self.at = self.offered[to].clone();
    }

    /// Moves the cursor to the next group, or to the one before.
    pub fn step_group(&mut self, forward: isize) {
        let group = self.at.group();
        while self.at.group() == group {
            let before = self.at.clone();
            self.step(forward.signum());
            if self.at == before {
                return;
            }
        }
    }

    /// Ticks the condition under the cursor, or unticks it.
    pub fn toggle(&mut self) {
        self.at.toggle(&mut self.filter);
    }

    /// Unticks everything.
    pub fn clear(&mut self) {
        self.filter = Filter::default();
    }

    /// The filter as ticked.
    pub fn into_filter(self) -> Filter {
        self.filter
    }

    /// The conditions to draw, in order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.offered.iter().map(|condition| Line {
            condition,
            ticked: condition.is_set(&self.filter),
            selected: *condition == self.at,
        })
    }
}
