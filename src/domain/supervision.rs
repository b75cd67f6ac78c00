//! Supervision lights and cards: when an item warns, is late against the promise, late against the law.
//!
//! Owns the four lights and the moments at which one turns. Takes clocks, never an item, and asks no clock what time
//! it is. The thresholds are catalogue data; the words and shapes of a light are in `words`.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::deadline::{Clock, Limit};

/// How an item stands against its limits, from good to bad.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// 绿灯: in time.
    #[default]
    Green,
    /// 黄灯: soon due.
    Yellow,
    /// 黄牌: past the promise.
    YellowCard,
    /// 红牌: past the statutory limit, far past the promise, or accepted by silence.
    RedCard,
}

impl Light {
    /// Every light, from good to bad.
    pub const ALL: [Self; 4] = [Self::Green, Self::Yellow, Self::YellowCard, Self::RedCard];

    /// Its code, as JSON and the words have it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::YellowCard => "yellow_card",
            Self::RedCard => "red_card",
        }
    }
}

/// When lights turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Yellow with no more than so many work days left,
    pub yellow_work_days: u8,
    /// or no more than so many hundredths of the limit, whichever is more.
    pub yellow_percent: u8,
    /// Yellow for 即时办结 with no more than so many office hours left.
    pub yellow_immediate_hours: u8,
    /// Red card so many work days past the promise.
    pub red_card_work_days: u8,
}

/// The clocks that can turn an item's light. None of a kind: none runs, so it cannot alarm.
#[derive(Debug, Clone, Copy, Default)]
pub struct Watched<'a> {
    /// The limit for acceptance, while it runs.
    pub acceptance: Option<&'a Clock>,
    /// 承诺时限.
    pub promise: Option<&'a Clock>,
    /// 法定时限.
    pub statutory: Option<&'a Clock>,
    /// Silence counted as acceptance: red card whatever the clocks say.
    pub deemed_accepted: bool,
}

/// The moments from which each light is on, fit to be kept in columns and compared with `<= now`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LightSchedule {
    /// Yellow from here.
    pub yellow_at: Option<DateTime<Utc>>,
    /// Yellow card from here.
    pub yellow_card_at: Option<DateTime<Utc>>,
    /// Red card from here.
    pub red_card_at: Option<DateTime<Utc>>,
}

impl LightSchedule {
    /// The light at a moment.
    pub fn light_at(&self, now: DateTime<Utc>) -> Light {
        let on = |from: Option<DateTime<Utc>>| from.is_some_and(|from| from <= now);
        if on(self.red_card_at) {
            Light::RedCard
        } else if on(self.yellow_card_at) {
            Light::YellowCard
        } else if on(self.yellow_at) {
            Light::Yellow
        } else {
            Light::Green
        }
    }
}

/// When the light of an item with these clocks turns.
pub fn schedule(
    watched: &Watched<'_>,
    calendar: &Calendar,
    thresholds: Thresholds,
) -> LightSchedule {
    let acceptance = running(watched.acceptance);
    let promise = running(watched.promise);
    let statutory = running(watched.statutory);
    let warnings = [acceptance, promise]
        .into_iter()
        .flatten()
        .map(|clock| warning(clock, calendar, thresholds));
    // The promise then runs from receipt (行政许可法 32(4)), and the card is on from the start, even while it stands.
    let silence = watched.promise.filter(|_| watched.deemed_accepted);
    let red_cards = [
        acceptance.map(past),
        statutory.map(past),
        promise.map(|clock| far_past(clock, calendar, thresholds)),
        silence.map(|clock| clock.start),
    ];
    LightSchedule {
        yellow_at: warnings.min(),
        yellow_card_at: promise.map(past),
        red_card_at: red_cards.into_iter().flatten().min(),
    }
}

/// A clock that stands never alarms.
fn running(clock: Option<&Clock>) -> Option<&Clock> {
    clock.filter(|clock| !clock.is_stopped())
}

/// The first moment that is late: the due date itself is still in time.
fn past(clock: &Clock) -> DateTime<Utc> {
    clock.due.at + Duration::milliseconds(1)
}

fn far_past(clock: &Clock, calendar: &Calendar, thresholds: Thresholds) -> DateTime<Utc> {
    // A special procedure that began late does not bring the limit back, nor does its time make the delay worse.
    let days = u32::from(thresholds.red_card_work_days) + clock.days_stopped_late(calendar);
    let (day, _) = calendar.add_work_days(calendar.date(clock.due.at), days);
    calendar.close_of(day) + Duration::milliseconds(1)
}

/// The first moment with no more left than the thresholds allow.
fn warning(clock: &Clock, calendar: &Calendar, thresholds: Thresholds) -> DateTime<Utc> {
    let due = clock.due.at;
    let before = |minutes: i64| calendar.office_time_before(due, Duration::minutes(minutes));
    let day = calendar.office_day_length().num_minutes();
    let part = |minutes: i64| minutes * i64::from(thresholds.yellow_percent) / 100;
    let least = day * i64::from(thresholds.yellow_work_days);
    match clock.limit {
        Limit::Immediate => before(60 * i64::from(thresholds.yellow_immediate_hours)),
        Limit::WorkDays(n) => before(part(day * i64::from(n)).max(least)),
        Limit::CalendarDays(n) => {
            let days = part(Duration::days(n.into()).num_minutes());
            before(least).min(due - Duration::minutes(days))
        }
    }
}
