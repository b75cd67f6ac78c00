//! Times in a case file, as people write them: `2026-03-02 09:30`, `2h`, `5wd`. Beijing time throughout.

use std::fmt;

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use serde::Deserialize;

use crate::domain::calendar::Calendar;

const MINUTES: &str = "%Y-%m-%d %H:%M";
const SECONDS: &str = "%Y-%m-%d %H:%M:%S";

/// A moment: `2026-03-02 09:30`, with seconds where they matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Moment(pub DateTime<Utc>);

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let local = NaiveDateTime::parse_from_str(&text, MINUTES)
            .or_else(|_| NaiveDateTime::parse_from_str(&text, SECONDS));
        // China has one civil time, eight hours ahead, without summer time since 1991.
        local
            .map(|local| Self(local.and_utc() - Duration::hours(8)))
            .map_err(|_| format!("`{text}` is no time: write `2026-03-02 09:30`"))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = Calendar::embedded().local(self.0);
        let whole = local.timestamp() % 60 == 0;
        write!(f, "{}", local.format(if whole { MINUTES } else { SECONDS }))
    }
}

/// A time as the API sends it, written as case files write it; as it is where it is no time.
pub fn shown(sent: &str) -> String {
    DateTime::parse_from_rfc3339(sent)
        .map_or_else(|_| sent.to_owned(), |at| Moment(at.to_utc()).to_string())
}

/// How far the clock moves: `30m`, `2h`, `3d`, or work days, `5wd`, to the same time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Advance {
    /// A time that passes.
    By(Duration),
    /// To the n-th work day after today.
    WorkDays(u32),
}

impl TryFrom<String> for Advance {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: Option<u32> = text[..text.len() - unit.len()].parse().ok();
        let advance = number
            .filter(|n| (1..=3650).contains(n))
            .and_then(|n| match unit {
                "m" => Some(Self::By(Duration::minutes(n.into()))),
                "h" => Some(Self::By(Duration::hours(n.into()))),
                "d" => Some(Self::By(Duration::days(n.into()))),
                "wd" => Some(Self::WorkDays(n)),
                _ => None,
            });
        advance
            .ok_or_else(|| format!("`{text}` is no time to pass: write `30m`, `2h`, `3d` or `5wd`"))
    }
}

impl Advance {
    /// The moment so far after `now`.
    pub fn after(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::By(time) => now + time,
            Self::WorkDays(days) => {
                let calendar = Calendar::embedded();
                let today = calendar.date(now);
                now + calendar
                    .add_work_days(today, days)
                    .0
                    .signed_duration_since(today)
            }
        }
    }
}
