//! What holds of every clock, wherever it starts and however often it stops.

use chrono::{DateTime, Duration, Utc};
use lianban::domain::calendar::Calendar;
use lianban::domain::deadline::{Clock, Limit};
use proptest::prelude::*;

use super::calendar::moment;

pub fn limits() -> impl Strategy<Value = Limit> {
    prop_oneof![
        Just(Limit::Immediate),
        (1..60_u32).prop_map(Limit::WorkDays),
        (1..90_u32).prop_map(Limit::CalendarDays),
    ]
}

pub fn moments() -> impl Strategy<Value = DateTime<Utc>> {
    let first = moment("2019-01-01 00:00");
    (0..6 * 365 * 24 * 60_i64).prop_map(move |minutes| first + Duration::minutes(minutes))
}

/// Minutes until the next stop, and for how long.
pub fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..10_000_i64, 0..40_000_i64), 0..5)
}

pub fn run(limit: Limit, start: DateTime<Utc>, pauses: &[(i64, i64)]) -> Vec<Clock> {
    let calendar = Calendar::embedded();
    let mut clocks = vec![Clock::start(limit, start, calendar)];
    let mut now = start;
    for (wait, pause) in pauses {
        now += Duration::minutes(*wait);
        let stopped = clocks.last().unwrap().stopped(now);
        now += Duration::minutes(*pause);
        clocks.push(stopped.resumed(now, calendar));
    }
    clocks
}

proptest! {
    #[test]
    fn nothing_is_due_before_it_starts_and_all_at_the_close_of_a_work_day(
        limit in limits(), start in moments()
    ) {
        let calendar = Calendar::embedded();
        let due = Clock::start(limit, start, calendar).due;
        prop_assert!(due.at > start);
        prop_assert!(calendar.is_work_day(calendar.date(due.at)));
        prop_assert_eq!(calendar.close_of(calendar.date(due.at)), due.at);
    }

    #[test]
    fn a_longer_limit_or_a_later_start_is_never_due_earlier(
        n in 1..60_u32, start in moments(), minutes in 0..100_000_i64
    ) {
        let calendar = Calendar::embedded();
        let due = |limit, start| Clock::start(limit, start, calendar).due.at;
        for limit in [Limit::WorkDays, Limit::CalendarDays] {
            prop_assert!(due(limit(n), start) <= due(limit(n + 1), start));
        }
        prop_assert!(due(Limit::WorkDays(n), start) < due(Limit::WorkDays(n + 1), start));
        for limit in [Limit::Immediate, Limit::WorkDays(n), Limit::CalendarDays(n)] {
            prop_assert!(due(limit, start) <= due(limit, start + Duration::minutes(minutes)));
        }
    }

    #[test]
    fn a_due_date_never_shrinks_and_is_what_a_fresh_count_gives(
        limit in limits(), start in moments(), pauses in pauses()
    ) {
        let calendar = Calendar::embedded();
        let clocks = run(limit, start, &pauses);
        for (before, after) in clocks.iter().zip(&clocks[1..]) {
            prop_assert!(before.due.at <= after.due.at);
        }
        for clock in &clocks {
            prop_assert_eq!(&clock.recomputed(calendar), clock);
        }
    }

    #[test]
    fn a_pause_cut_in_two_moves_as_much_as_the_whole(
        n in 1..30_u32, start in moments(), wait in 0..1_000_i64, cut in 0..20_000_i64, rest in 0..20_000_i64
    ) {
        let calendar = Calendar::embedded();
        let clock = Clock::start(Limit::WorkDays(n), start, calendar);
        let from = (start + Duration::minutes(wait)).min(clock.due.at);
        let (middle, until) = (from + Duration::minutes(cut), from + Duration::minutes(cut + rest));
        let whole = clock.stopped(from).resumed(until, calendar);
        let halves = clock.stopped(from).resumed(middle, calendar).stopped(middle).resumed(until, calendar);
        // Unless it had run out in between, on the evening of its last day.
        if halves.days_stopped_late(calendar) == 0 {
            prop_assert_eq!(whole.due, halves.due);
        }
        let moved = calendar.work_days_between(calendar.date(clock.due.at), calendar.date(whole.due.at));
        prop_assert_eq!(moved, calendar.work_days_between(calendar.date(from), calendar.date(until)));
    }
}
