//! Limits and clocks: when something is due, what a stop does to it, and why, step by step.
//!
//! Owns the arithmetic of one clock. Which clocks an item has and when they stop is the item's; which days count is
//! the calendar's; the sentences of an explanation are in `words`. A new kind of limit is a variant of [`Limit`].

mod explain;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
pub use explain::DueStep;

/// How long something may take. As text: `immediate`, `5wd`, `30d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Limit {
    /// 即时办结: by the close of business of the same office day.
    Immediate,
    /// N 工作日: day 1 is the next work day (行政许可法 82).
    WorkDays(u32),
    /// N 日: calendar days, the start day not counted, a rest day at the end rolled past (民法典 201, 203).
    CalendarDays(u32),
}

/// A text that is not a limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a limit is `immediate`, work days like `5wd`, or calendar days like `30d`, from 1 to 3650"
)]
pub struct BadLimit;

impl Limit {
    const LONGEST: u32 = 3650;

    /// The last day of the limit for something that starts on a date, and whether that is provisional.
    pub fn last_day(self, start: NaiveDate, calendar: &Calendar) -> (NaiveDate, bool) {
        match self {
            Self::Immediate | Self::WorkDays(0) => calendar.roll(start),
            Self::WorkDays(n) => calendar.add_work_days(start, n),
            Self::CalendarDays(n) => {
                let end = start.checked_add_days(Days::new(n.into()));
                calendar.roll(end.unwrap_or(NaiveDate::MAX))
            }
        }
    }
}

impl FromStr for Limit {
    type Err = BadLimit;
    fn from_str(text: &str) -> Result<Self, BadLimit> {
        if text == "immediate" {
            return Ok(Self::Immediate);
        }
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = text[..text.len() - unit.len()].parse();
        let days = number.ok().filter(|n| (1..=Self::LONGEST).contains(n));
        match (days, unit) {
            (Some(n), "wd") => Ok(Self::WorkDays(n)),
            (Some(n), "d") => Ok(Self::CalendarDays(n)),
            _ => Err(BadLimit),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Immediate => f.write_str("immediate"),
            Self::WorkDays(n) => write!(f, "{n}wd"),
            Self::CalendarDays(n) => write!(f, "{n}d"),
        }
    }
}

impl TryFrom<String> for Limit {
    type Error = BadLimit;
    fn try_from(text: String) -> Result<Self, BadLimit> {
        text.parse()
    }
}

impl From<Limit> for String {
    fn from(limit: Limit) -> String {
        limit.to_string()
    }
}

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DueDate {
    /// The last moment that is in time.
    pub at: DateTime<Utc>,
    /// Counted through a year whose calendar has not been announced.
    pub provisional: bool,
}

/// A time in which a clock does not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// When it stopped.
    pub from: DateTime<Utc>,
    /// When it went on; none while it stands.
    pub until: Option<DateTime<Utc>>,
}

/// A limit that runs from a moment, with its stops and its due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it measures.
    pub limit: Limit,
    /// When it started.
    pub start: DateTime<Utc>,
    /// When it stood, in order, apart from each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Stop>,
    /// When it runs out.
    pub due: DueDate,
}

impl Clock {
    /// A clock that starts to run.
    pub fn start(limit: Limit, start: DateTime<Utc>, calendar: &Calendar) -> Self {
        Self {
            limit,
            start,
            stops: Vec::new(),
            due: first_due(limit, start, calendar),
        }
    }

    /// Whether it stands now.
    pub fn is_stopped(&self) -> bool {
        self.stops.last().is_some_and(|stop| stop.until.is_none())
    }

    /// The clock, stopped; one that stands already stands on.
    ///
    /// A moment before the start or before the end of the last stop counts as that: a pause counts once.
    #[must_use]
    pub fn stopped(&self, at: DateTime<Utc>) -> Self {
        let mut clock = self.clone();
        if !self.is_stopped() {
            let earliest = self.stops.last().and_then(|stop| stop.until);
            let from = at.max(earliest.unwrap_or(self.start));
            clock.stops.push(Stop { from, until: None });
        }
        clock
    }

    /// The clock, running again: due later by the work days that it stood.
    #[must_use]
    pub fn resumed(&self, at: DateTime<Utc>, calendar: &Calendar) -> Self {
        let mut clock = self.clone();
        if let Some(stop) = clock.stops.last_mut().filter(|stop| stop.until.is_none()) {
            stop.until = Some(at.max(stop.from));
            clock.due = moved(self.due, *stop, calendar);
        }
        clock
    }

    /// The clock with its due date counted anew, after the calendar of a year came.
    #[must_use]
    pub fn recomputed(&self, calendar: &Calendar) -> Self {
        let first = first_due(self.limit, self.start, calendar);
        Self {
            due: self
                .stops
                .iter()
                .fold(first, |due, stop| moved(due, *stop, calendar)),
            ..self.clone()
        }
    }

    /// The work days that it stood after it had run out.
    pub fn days_stopped_late(&self, calendar: &Calendar) -> u32 {
        self.stops
            .iter()
            .filter(|stop| stop.from > self.due.at)
            .map(|stop| work_days(*stop, calendar))
            .sum()
    }
}

/// The due date before any stop.
fn first_due(limit: Limit, start: DateTime<Utc>, calendar: &Calendar) -> DueDate {
    let day = match limit {
        // Before opening, the day has not begun and its close of business counts: else who is accepted at 8:50 would
        // wait a day longer than who is accepted at 9:10.
        Limit::Immediate | Limit::WorkDays(0) | Limit::CalendarDays(0) => {
            calendar.office_day(start)
        }
        limit => limit.last_day(calendar.date(start), calendar),
    };
    due_on(day, calendar)
}

fn due_on((day, provisional): (NaiveDate, bool), calendar: &Calendar) -> DueDate {
    DueDate {
        at: calendar.close_of(day),
        provisional,
    }
}

/// The due date after a stop. A limit that had run out before stays run out: a later stop does not bring it back.
fn moved(due: DueDate, stop: Stop, calendar: &Calendar) -> DueDate {
    let days = work_days(stop, calendar);
    if days == 0 || stop.from > due.at {
        return due;
    }
    let later = due_on(
        calendar.add_work_days(calendar.date(due.at), days),
        calendar,
    );
    DueDate {
        provisional: later.provisional || due.provisional,
        ..later
    }
}

/// The work days after the day on which the clock stopped, up to and with the day on which it went on.
fn work_days(stop: Stop, calendar: &Calendar) -> u32 {
    stop.until.map_or(0, |until| {
        calendar.work_days_between(calendar.date(stop.from), calendar.date(until))
    })
}
