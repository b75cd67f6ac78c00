//! A calendar file, read and checked: every date under its own year, once, and what it is said to be.
//!
//! Owns the shape of `catalogue/calendar.toml` and what is wrong with a file. Counts nothing.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::{Calendar, Listed, is_weekend};

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

impl Calendar {
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
}
