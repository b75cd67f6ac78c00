//! Work days and office hours: which days count, where the n-th one falls, when the office opens and closes.
//!
//! Owns the reading of `catalogue/calendar.toml` and every count of days. Knows nothing of limits, items or stops.
//! A new year is a new `[years.N]` table with the breaks and make-up days that the State Council announced.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{
    DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday,
};
use serde::Deserialize;
use serde::{Deserializer, de::Error as _};
use toml::Spanned;

/// Beijing time: +08:00 all year since 1991.
const ZONE: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(zone) => zone,
    None => panic!("eight hours are an offset"),
};

static EMBEDDED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(include_str!("catalogue/calendar.toml"))
        .expect("the embedded calendar is checked by a test")
});

/// The work days of the listed years and the hours of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    open: NaiveTime,
    close: NaiveTime,
    years: BTreeMap<i32, BTreeMap<NaiveDate, Listed>>,
}

/// What the year's announcement says of a date that it lists.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Listed {
    Break(String),
    MakeUp,
}

/// What a day is to someone who counts work days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayKind {
    /// Monday to Friday outside every break.
    Work,
    /// A weekend date turned into a work day (调休上班).
    MakeUp,
    /// A plain weekend.
    Weekend,
    /// A day of the break of this name, weekends inside it included.
    Break(String),
}

impl DayKind {
    /// Whether the day counts.
    pub fn is_work(&self) -> bool {
        matches!(self, Self::Work | Self::MakeUp)
    }
}

/// A calendar file that does not hold, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct CalendarError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: CalendarFault,
}

/// What is wrong with a calendar file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// Not TOML, or not the tables and keys of a calendar; the reader's own words.
    #[error("{0}")]
    Syntax(String),
    /// The office closes before it opens.
    #[error("the office must close after it opens")]
    OfficeHours,
    /// A table of `years` that is not named by a year.
    #[error("{0} is not a year")]
    NotAYear(String),
    /// A date that stands under another year.
    #[error("{date} does not belong to {year}")]
    WrongYear {
        /// The date.
        date: NaiveDate,
        /// The year under which it stands.
        year: i32,
    },
    /// A break that ends before it begins.
    #[error("the break from {from} ends before it begins")]
    Reversed {
        /// Its first day.
        from: NaiveDate,
    },
    /// A date that is listed twice, or both as a break and as a work day.
    #[error("{0} is listed twice")]
    Duplicate(NaiveDate),
    /// A make-up work day that is none: it falls on a weekday.
    #[error("{0} is a weekday and no make-up work day")]
    NotAWeekend(NaiveDate),
}

impl CalendarFault {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "syntax",
            Self::OfficeHours => "office-hours",
            Self::NotAYear(_) => "not-a-year",
            Self::WrongYear { .. } => "wrong-year",
            Self::Reversed { .. } => "reversed",
            Self::Duplicate(_) => "duplicate",
            Self::NotAWeekend(_) => "not-a-weekend",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    office: Spanned<Office>,
    years: BTreeMap<Spanned<String>, Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Office {
    #[serde(deserialize_with = "time")]
    open: NaiveTime,
    #[serde(deserialize_with = "time")]
    close: NaiveTime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    holidays: Vec<Spanned<Holiday>>,
    workdays: Vec<Spanned<Date>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: String,
    from: Date,
    to: Date,
}

/// A date of TOML itself, without quotes.
struct Date(NaiveDate);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = toml::value::Datetime::deserialize(from)?.to_string();
        text.parse()
            .map(Self)
            .map_err(|_| D::Error::custom(format!("{text} is not a plain date")))
    }
}

fn time<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(from)?;
    NaiveTime::parse_from_str(&text, "%H:%M")
        .map_err(|_| D::Error::custom(format!("{text} is not a time like 09:00")))
}

/// One year while it is read: refuses what does not belong.
struct Reading<'a> {
    toml: &'a str,
    year: i32,
    days: BTreeMap<NaiveDate, Listed>,
}

impl Reading<'_> {
    fn list(&mut self, date: NaiveDate, listed: Listed) -> Result<(), CalendarFault> {
        if date.year() != self.year {
            let year = self.year;
            return Err(CalendarFault::WrongYear { date, year });
        }
        match self.days.insert(date, listed) {
            None => Ok(()),
            Some(_) => Err(CalendarFault::Duplicate(date)),
        }
    }

    fn holiday(&mut self, holiday: &Spanned<Holiday>) -> Result<(), CalendarError> {
        let Holiday { name, from, to } = holiday.get_ref();
        let (from, to) = (from.0, to.0);
        let listed = if from <= to && from.year() == to.year() {
            from.iter_days()
                .take_while(|day| *day <= to)
                .try_for_each(|day| self.list(day, Listed::Break(name.clone())))
        } else if from <= to {
            let year = self.year;
            Err(CalendarFault::WrongYear { date: to, year })
        } else {
            Err(CalendarFault::Reversed { from })
        };
        listed.map_err(|fault| at(self.toml, holiday.span().start, fault))
    }

    fn workday(&mut self, date: &Spanned<Date>) -> Result<(), CalendarError> {
        let day = date.get_ref().0;
        let listed = if is_weekend(day) {
            self.list(day, Listed::MakeUp)
        } else {
            Err(CalendarFault::NotAWeekend(day))
        };
        listed.map_err(|fault| at(self.toml, date.span().start, fault))
    }
}

fn at(toml: &str, offset: usize, fault: CalendarFault) -> CalendarError {
    let line = 1 + toml
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count();
    CalendarError { line, fault }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day after; the last day that there is follows itself.
fn next(date: NaiveDate) -> NaiveDate {
    date.succ_opt().unwrap_or(date)
}

impl Calendar {
    /// The calendar that comes with the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a calendar file.
    ///
    /// # Errors
    /// The first line that does not hold, with the reason.
    pub fn parse(toml: &str) -> Result<Self, CalendarError> {
        let file: File = toml::from_str(toml).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            at(
                toml,
                offset,
                CalendarFault::Syntax(error.message().to_owned()),
            )
        })?;
        let Office { open, close } = *file.office.get_ref();
        if close <= open {
            return Err(at(
                toml,
                file.office.span().start,
                CalendarFault::OfficeHours,
            ));
        }
        let mut years = BTreeMap::new();
        for (name, year) in &file.years {
            let number = name.get_ref().parse().map_err(|_| {
                let fault = CalendarFault::NotAYear(name.get_ref().clone());
                at(toml, name.span().start, fault)
            })?;
            let days = BTreeMap::new();
            let mut reading = Reading {
                toml,
                year: number,
                days,
            };
            year.holidays
                .iter()
                .try_for_each(|day| reading.holiday(day))?;
            year.workdays
                .iter()
                .try_for_each(|day| reading.workday(day))?;
            years.insert(number, reading.days);
        }
        Ok(Self { open, close, years })
    }

    /// The years that have been announced.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.keys().copied()
    }

    /// Whether the year has been announced; without, it is counted on the plain week and provisionally.
    pub fn has_year(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    fn listed(&self, date: NaiveDate) -> Option<&Listed> {
        self.years.get(&date.year())?.get(&date)
    }

    /// What the day is.
    pub fn kind(&self, date: NaiveDate) -> DayKind {
        match self.listed(date) {
            Some(Listed::MakeUp) => DayKind::MakeUp,
            Some(Listed::Break(name)) => DayKind::Break(name.clone()),
            None if is_weekend(date) => DayKind::Weekend,
            None => DayKind::Work,
        }
    }

    /// Whether the day is a work day.
    pub fn is_work_day(&self, date: NaiveDate) -> bool {
        match self.listed(date) {
            Some(Listed::MakeUp) => true,
            Some(Listed::Break(_)) => false,
            None => !is_weekend(date),
        }
    }

    /// The `n`-th work day after the date, and whether a day of an unannounced year was counted on the way.
    pub fn add_work_days(&self, date: NaiveDate, n: u32) -> (NaiveDate, bool) {
        let (mut day, mut left, mut provisional) = (date, n, false);
        while left > 0 && day < NaiveDate::MAX {
            day = next(day);
            provisional |= !self.has_year(day.year());
            left -= u32::from(self.is_work_day(day));
        }
        (day, provisional)
    }

    /// The first work day on or after the date, and whether a day of an unannounced year was looked at.
    pub fn roll(&self, date: NaiveDate) -> (NaiveDate, bool) {
        let (mut day, mut provisional) = (date, !self.has_year(date.year()));
        while !self.is_work_day(day) && day < NaiveDate::MAX {
            day = next(day);
            provisional |= !self.has_year(day.year());
        }
        (day, provisional)
    }

    /// The first work day whose close of business lies ahead, and whether that is provisional.
    pub fn office_day(&self, at: DateTime<Utc>) -> (NaiveDate, bool) {
        let local = self.local(at);
        let today = local.date_naive();
        if local.time() < self.close {
            self.roll(today)
        } else {
            self.roll(next(today))
        }
    }

    /// The work days after `from` up to and with `to`; none where `to` is not later.
    pub fn work_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let mut day = from;
        let mut count = 0;
        while day < to {
            day = next(day);
            count += u32::from(self.is_work_day(day));
        }
        count
    }

    /// The moment on the clock of the office.
    pub fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&ZONE)
    }

    /// The date at the office.
    pub fn date(&self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// When the office opens on the date.
    pub fn open_of(&self, date: NaiveDate) -> DateTime<Utc> {
        utc(date.and_time(self.open))
    }

    /// When the office closes on the date: the end of a term that ends on it (民法典 203).
    pub fn close_of(&self, date: NaiveDate) -> DateTime<Utc> {
        utc(date.and_time(self.close))
    }

    /// Whether the office is at work: on a work day, from opening until just before closing.
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        let local = self.local(at);
        self.is_work_day(local.date_naive()) && (self.open..self.close).contains(&local.time())
    }

    /// How long the office is open on a work day.
    pub fn office_day_length(&self) -> Duration {
        self.close - self.open
    }

    /// The earliest moment from which no more than `span` of office time is left until `at`.
    ///
    /// Where exactly a whole number of days is left, that is the close of business before them, so that the night
    /// belongs to what is left and not to what was.
    pub fn office_time_before(&self, at: DateTime<Utc>, span: Duration) -> DateTime<Utc> {
        let mut left = span;
        let local = self.local(at);
        let mut date = local.date_naive();
        let mut end = local.time().min(self.close);
        loop {
            let here = if self.is_work_day(date) {
                (end - self.open).max(Duration::zero())
            } else {
                Duration::zero()
            };
            if here > left {
                return utc(date.and_time(end) - left);
            }
            left -= here;
            let Some(before) = date.pred_opt() else {
                return utc(date.and_time(self.open));
            };
            (date, end) = (before, self.close);
        }
    }
}

fn utc(local: NaiveDateTime) -> DateTime<Utc> {
    (local.and_utc()) - Duration::hours(8)
}
