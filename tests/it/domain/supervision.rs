//! Lights and cards, by the sentences of the supervision rules.

use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::deadline::{Clock, Limit};
use lianban::domain::item::command::Command;
use lianban::domain::policy::Actor;
use lianban::domain::supervision::{Light, LightSchedule, Thresholds, Watched, schedule};
use lianban::words::Lang;
use proptest::prelude::*;

use super::calendar::moment;
use super::support::{Case, approve, suspend, wang};

const THRESHOLDS: Thresholds = Thresholds {
    yellow_work_days: 1,
    yellow_percent: 10,
    yellow_immediate_hours: 2,
    red_card_work_days: 3,
};

fn clock(limit: Limit, start: &str) -> Clock {
    Clock::start(limit, moment(start), Calendar::embedded())
}

fn light_of(watched: Watched<'_>, now: &str) -> Light {
    schedule(&watched, Calendar::embedded(), THRESHOLDS).light_at(moment(now))
}

fn promise(clock: &Clock) -> Watched<'_> {
    Watched {
        promise: Some(clock),
        ..Watched::default()
    }
}

#[test]
fn yellow_with_one_work_day_left() {
    let clock = clock(Limit::WorkDays(5), "2026-03-09 10:00"); // due Monday the 16th
    assert_eq!(light_of(promise(&clock), "2026-03-13 16:59"), Light::Green);
    assert_eq!(light_of(promise(&clock), "2026-03-13 17:00"), Light::Yellow);
    assert_eq!(
        light_of(promise(&clock), "2026-03-16 17:00"),
        Light::Yellow,
        "still in time"
    );
}

#[test]
fn yellow_with_a_tenth_of_a_long_promise_left() {
    let clock = clock(Limit::WorkDays(15), "2026-03-02 10:00"); // due Monday the 23rd
    // A day and a half: Friday from 13:00, and Monday.
    assert_eq!(light_of(promise(&clock), "2026-03-20 12:59"), Light::Green);
    assert_eq!(light_of(promise(&clock), "2026-03-20 13:00"), Light::Yellow);
    let clock = self::clock(Limit::CalendarDays(30), "2026-03-02 10:00"); // due Wednesday 2026-04-01
    assert_eq!(light_of(promise(&clock), "2026-03-29 16:59"), Light::Green);
    assert_eq!(light_of(promise(&clock), "2026-03-29 17:00"), Light::Yellow);
}

#[test]
fn yellow_two_office_hours_before_close_for_an_immediate_matter() {
    let clock = clock(Limit::Immediate, "2026-03-09 10:00");
    assert_eq!(light_of(promise(&clock), "2026-03-09 14:59"), Light::Green);
    assert_eq!(light_of(promise(&clock), "2026-03-09 15:00"), Light::Yellow);
    assert_eq!(light_of(promise(&clock), "2026-03-09 17:00"), Light::Yellow);
    let (now, card) = ("2026-03-09 17:01", Light::YellowCard);
    assert_eq!(light_of(promise(&clock), now), card);
}

#[test]
fn yellow_card_past_the_promise_and_red_three_work_days_later() {
    let clock = clock(Limit::WorkDays(5), "2026-03-09 10:00");
    let watched = promise(&clock);
    assert_eq!(light_of(watched, "2026-03-16 17:01"), Light::YellowCard);
    assert_eq!(light_of(watched, "2026-03-19 17:00"), Light::YellowCard);
    assert_eq!(light_of(watched, "2026-03-19 17:01"), Light::RedCard);
}

#[test]
fn red_card_past_the_statutory_limit() {
    let promised = clock(Limit::WorkDays(9), "2026-03-09 10:00"); // 20th
    let statutory = clock(Limit::WorkDays(10), "2026-03-09 10:00"); // 23rd
    let watched = Watched {
        statutory: Some(&statutory),
        ..promise(&promised)
    };
    assert_eq!(light_of(watched, "2026-03-23 17:00"), Light::YellowCard);
    assert_eq!(light_of(watched, "2026-03-23 17:01"), Light::RedCard);
}

#[test]
fn permit_law_32_silence_over_acceptance_warns_and_then_is_a_red_card_that_stays() {
    let acceptance = clock(Limit::WorkDays(5), "2026-03-09 10:00");
    let watched = Watched {
        acceptance: Some(&acceptance),
        ..Watched::default()
    };
    assert_eq!(light_of(watched, "2026-03-13 16:00"), Light::Green);
    assert_eq!(light_of(watched, "2026-03-16 10:00"), Light::Yellow);
    assert_eq!(light_of(watched, "2026-03-16 17:01"), Light::RedCard);
    // 自收到申请材料之日起即为受理: the promise runs from receipt.
    let promised = clock(Limit::WorkDays(9), "2026-03-09 10:00");
    let deemed = Watched {
        deemed_accepted: true,
        ..promise(&promised)
    };
    assert_eq!(light_of(deemed, "2026-03-17 10:00"), Light::RedCard);
    let stopped = promised.stopped(moment("2026-03-17 10:00"));
    let suspended = Watched {
        promise: Some(&stopped),
        ..deemed
    };
    assert_eq!(light_of(suspended, "2026-03-18 10:00"), Light::RedCard);
}

#[test]
fn an_item_that_waits_or_is_suspended_never_alarms_on_its_limit() {
    let clock = clock(Limit::WorkDays(5), "2026-03-09 10:00");
    let stopped = clock.stopped(moment("2026-03-10 10:00"));
    let watched = Watched {
        statutory: Some(&stopped),
        ..promise(&stopped)
    };
    assert_eq!(
        schedule(&watched, Calendar::embedded(), THRESHOLDS),
        LightSchedule::default()
    );
    assert_eq!(light_of(watched, "2026-09-01 10:00"), Light::Green);
    assert_eq!(
        light_of(Watched::default(), "2026-09-01 10:00"),
        Light::Green
    );
}

#[test]
fn days_suspended_after_the_promise_do_not_count_towards_the_red_card() {
    let calendar = Calendar::embedded();
    let late = clock(Limit::Immediate, "2026-03-09 10:00")
        .stopped(moment("2026-03-09 18:00"))
        .resumed(moment("2026-03-16 10:00"), calendar);
    assert_eq!(
        light_of(promise(&late), "2026-03-19 17:00"),
        Light::YellowCard
    );
    assert_eq!(light_of(promise(&late), "2026-03-19 17:01"), Light::RedCard);
}

#[test]
fn thresholds_are_data_and_a_misspelt_one_is_refused() {
    let toml = "yellow_work_days = 1\nyellow_percent = 10\nyellow_immediate_hours = 2\nred_card_work_days = 3";
    assert_eq!(toml::from_str::<Thresholds>(toml).unwrap(), THRESHOLDS);
    assert!(toml::from_str::<Thresholds>(&toml.replace("red_card", "red")).is_err());
    assert!(toml::from_str::<Thresholds>(&toml.replace("10", "1000")).is_err());
}

#[test]
fn every_light_has_a_word_in_both_languages() {
    for light in [
        Light::Green,
        Light::Yellow,
        Light::YellowCard,
        Light::RedCard,
    ] {
        let id = format!("light-{}", light.code());
        assert!(Lang::Zh.has(&id) && Lang::En.has(&id), "{id}");
    }
}

proptest! {
    #[test]
    fn a_light_only_gets_worse_with_time(
        n in 1..30_u32, statutory in 1..40_u32, minutes in prop::collection::vec(0..100_000_i64, 2..8)
    ) {
        let promised = clock(Limit::WorkDays(n), "2026-03-09 10:00");
        let statutory = clock(Limit::WorkDays(statutory), "2026-03-09 10:00");
        let watched = Watched { statutory: Some(&statutory), ..promise(&promised) };
        let lights = schedule(&watched, Calendar::embedded(), THRESHOLDS);
        let mut minutes = minutes;
        minutes.sort_unstable();
        let seen: Vec<Light> = minutes
            .iter()
            .map(|m| lights.light_at(promised.start + chrono::Duration::minutes(*m)))
            .collect();
        prop_assert!(seen.is_sorted());
    }
}

/// The light of a case's item at a moment.
fn item_light(case: &Case, now: &str) -> Light {
    let thresholds = Catalogue::embedded().supervision;
    let lights = case.item.lights(Calendar::embedded(), thresholds);
    lights.light_at(moment(now))
}

#[test]
fn an_item_carries_its_light_from_receipt_to_its_end() {
    // Filed on Monday the 2nd at 10:00; five work days for acceptance, five from it for the promise.
    let case = Case::received();
    assert_eq!(item_light(&case, "2026-03-05 10:00"), Light::Green);
    assert_eq!(item_light(&case, "2026-03-09 10:00"), Light::Yellow);
    let case = case
        .on("2026-03-03T10:00:00+08:00")
        .then(&wang(), &Command::Accept);
    assert_eq!(item_light(&case, "2026-03-09 10:00"), Light::Green);
    assert_eq!(item_light(&case, "2026-03-10 10:00"), Light::Yellow);
    assert_eq!(item_light(&case, "2026-03-10 17:01"), Light::YellowCard);
    assert_eq!(item_light(&case, "2026-03-13 17:01"), Light::RedCard);
    let suspended = case.clone().then(&wang(), &suspend());
    assert_eq!(item_light(&suspended, "2026-03-13 17:01"), Light::Green);
    let closed = case.then(&wang(), &approve());
    assert_eq!(item_light(&closed, "2026-03-13 17:01"), Light::Green);
}

#[test]
fn an_item_accepted_by_silence_is_red_until_it_is_closed() {
    let case = Case::received()
        .on("2026-03-10T09:00:00+08:00")
        .then(&Actor::System, &Command::DeemAccepted);
    assert_eq!(item_light(&case, "2026-03-10 09:00"), Light::RedCard);
    let suspended = case.clone().then(&wang(), &suspend());
    assert_eq!(item_light(&suspended, "2026-03-10 10:00"), Light::RedCard);
    let closed = case.then(&wang(), &approve());
    assert_eq!(item_light(&closed, "2026-03-10 10:00"), Light::Green);
}
