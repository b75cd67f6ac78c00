//! Work days and office hours: which days count, where the n-th one falls, when the office opens and closes.
//!
//! Owns every count of days; `load` reads the file. Knows nothing of limits, items or stops.
//! A new year is a new `[years.N]` table with the breaks and make-up days that the State Council announced.

mod load;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{
    DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday,
};

pub use load::{CalendarError, CalendarFault};

/// Beijing time: +08:00 all year since 1991.
const ZONE: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(zone) => zone,
    None => panic!("eight hours are an offset"),
};

static EMBEDDED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(include_str!("../catalogue/calendar.toml"))
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
