//! 法定退休年龄: the original ages, and the gradual schedule from 2025-01-01 (全国人大常委会 2024-09-13 决定).
//!
//! Owns the schedule as a table of three lines. Which line a person is on is a question of the rules. A further line
//! is a row of `Line::row`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::id::BadId;

/// The day from which the gradual schedule holds.
pub const GRADUAL_FROM: NaiveDate = match NaiveDate::from_ymd_opt(2025, 1, 1) {
    Some(day) => day,
    None => panic!("the first of January is a day"),
};

/// The three lines of retirement, named by sex and original age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Men: 60, gradually 63.
    Male60,
    /// Women in managing and technical posts, and in flexible work: 55, gradually 58.
    Female55,
    /// Women workers: 50, gradually 55.
    Female50,
}

/// What the schedule says of a line.
struct Row {
    original: i32,
    /// The first month of birth that retires later.
    base: YearMonth,
    /// One month later for every so many months of birth.
    step: i32,
    /// At most so many months later.
    most: i32,
}

impl Line {
    const fn row(self) -> Row {
        let (original, year, step, most) = match self {
            Self::Male60 => (60, 1965, 4, 36),
            Self::Female55 => (55, 1970, 4, 36),
            Self::Female50 => (50, 1975, 2, 60),
        };
        Row {
            original,
            base: YearMonth::january(year),
            step,
            most,
        }
    }

    /// The age before the schedule, in years: the notice's 男60, 女55.
    pub fn original_age(self) -> i32 {
        self.row().original
    }
}

/// A month of a year; as text `2028-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearMonth {
    /// Months since January of the year 0.
    index: i32,
}

impl YearMonth {
    /// The month of a date.
    pub fn of(date: NaiveDate) -> Self {
        let month = i32::try_from(date.month0()).expect("a month is below twelve");
        Self {
            index: date.year() * 12 + month,
        }
    }

    const fn january(year: i32) -> Self {
        Self { index: year * 12 }
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.index.div_euclid(12)
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i32 {
        self.index.rem_euclid(12) + 1
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for YearMonth {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let shaped = text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        shaped
            .then(|| format!("{text}-01").parse().ok())
            .flatten()
            .map(Self::of)
            .ok_or(BadId { kind: "month" })
    }
}

impl TryFrom<String> for YearMonth {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<YearMonth> for String {
    fn from(month: YearMonth) -> String {
        month.to_string()
    }
}

/// A retirement age and the month in which it is reached; as text `60y8m 2028-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retirement {
    /// Years of the age.
    pub years: i32,
    /// Months beyond the years.
    pub months: i32,
    /// The month in which it is reached.
    pub month: YearMonth,
}

impl Retirement {
    fn new(birth: YearMonth, age_in_months: i32) -> Self {
        Self {
            years: age_in_months / 12,
            months: age_in_months % 12,
            month: YearMonth {
                index: birth.index + age_in_months,
            },
        }
    }
}

impl fmt::Display for Retirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}y{}m {}", self.years, self.months, self.month)
    }
}

/// The retirement age of the gradual schedule for someone born in a month.
///
/// Who was born before the first month of a line reaches the original age before 2025 and is not touched.
pub fn retirement(line: Line, birth: YearMonth) -> Retirement {
    let row = line.row();
    let born_after = birth.index - row.base.index;
    let later = if born_after < 0 {
        0
    } else {
        (born_after / row.step + 1).min(row.most)
    };
    Retirement::new(birth, row.original * 12 + later)
}

/// The retirement age that holds on a day: before 2025-01-01 the original one, from then the schedule.
pub fn retirement_on(line: Line, birth: YearMonth, day: NaiveDate) -> Retirement {
    if day < GRADUAL_FROM {
        Retirement::new(birth, line.row().original * 12)
    } else {
        retirement(line, birth)
    }
}

/// Whether someone is below the retirement age that holds on a day (notice, annex 2, 五.4: 小于法定退休年龄).
///
/// The age is reached on the birthday, and by who was born on the 31st on the last day of a shorter month.
pub fn is_below_retirement_age(line: Line, birth: NaiveDate, day: NaiveDate) -> bool {
    let age = retirement_on(line, YearMonth::of(birth), day);
    let months = u32::try_from(age.years * 12 + age.months).expect("an age is positive");
    birth
        .checked_add_months(Months::new(months))
        .is_some_and(|reached| day < reached)
}
