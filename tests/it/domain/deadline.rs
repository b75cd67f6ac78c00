//! Limits and clocks, by the sentences of the law and the vectors that were counted on paper.

use lianban::domain::calendar::Calendar;
use lianban::domain::deadline::{Clock, Limit, Stop};

use super::calendar::{day, moment};

fn due(limit: &str, start: &str) -> String {
    let calendar = Calendar::embedded();
    let clock = Clock::start(limit.parse().unwrap(), moment(start), calendar);
    said(&clock)
}

fn said(clock: &Clock) -> String {
    let local = Calendar::embedded().local(clock.due.at);
    let provisional = if clock.due.provisional {
        " provisional"
    } else {
        ""
    };
    format!("{}{provisional}", local.format("%Y-%m-%d %H:%M"))
}

#[test]
fn permit_law_82_a_limit_in_working_days_leaves_holidays_out() {
    for (accepted, due_on) in [
        ("2026-02-13", "2026-02-27"),
        ("2026-09-18", "2026-09-24"),
        ("2026-09-24", "2026-10-09"),
        ("2026-09-30", "2026-10-13"),
        ("2026-04-30", "2026-05-11"),
        ("2025-01-24", "2025-02-07"),
        ("2024-02-08", "2024-02-21"),
        ("2020-01-23", "2020-02-07"),
    ] {
        assert_eq!(
            due("5wd", &format!("{accepted} 10:00")),
            format!("{due_on} 17:00"),
            "5 工作日 from {accepted}"
        );
    }
}

#[test]
fn civil_code_201_203_thirty_days_leave_the_first_day_out_and_roll_past_rest_days() {
    for (hired, due_on) in [
        ("2026-01-16", "2026-02-24"),
        ("2026-04-01", "2026-05-06"),
        ("2026-09-03", "2026-10-08"),
        ("2025-09-01", "2025-10-09"),
        ("2026-03-02", "2026-04-01"),
    ] {
        assert_eq!(
            due("30d", &format!("{hired} 00:00")),
            format!("{due_on} 17:00"),
            "30 日 from {hired}"
        );
        let last = Limit::CalendarDays(30).last_day(day(hired), Calendar::embedded());
        assert_eq!(last, (day(due_on), false));
    }
}

#[test]
fn the_day_of_acceptance_is_not_day_one_at_whatever_hour() {
    for hour in ["00:00", "08:59", "12:00", "17:00", "23:59"] {
        assert_eq!(
            due("1wd", &format!("2026-03-12 {hour}")),
            "2026-03-13 17:00"
        );
    }
    assert_eq!(
        due("1wd", "2026-03-14 10:00"),
        "2026-03-16 17:00",
        "Saturday"
    );
    assert_eq!(due("1wd", "2026-02-13 10:00"), "2026-02-14 17:00", "调休");
}

#[test]
fn notice_8_an_immediate_matter_is_due_the_same_day_or_the_next_office_day() {
    assert_eq!(due("immediate", "2026-03-12 09:00"), "2026-03-12 17:00");
    assert_eq!(due("immediate", "2026-03-12 16:59"), "2026-03-12 17:00");
    assert_eq!(due("immediate", "2026-03-12 17:00"), "2026-03-13 17:00");
    assert_eq!(
        due("immediate", "2026-03-13 20:00"),
        "2026-03-16 17:00",
        "Friday night"
    );
    assert_eq!(
        due("immediate", "2026-03-14 10:00"),
        "2026-03-16 17:00",
        "Saturday"
    );
    assert_eq!(
        due("immediate", "2026-02-14 10:00"),
        "2026-02-14 17:00",
        "调休 Saturday"
    );
    assert_eq!(
        due("immediate", "2026-02-14 18:00"),
        "2026-02-24 17:00",
        "春节"
    );
    assert_eq!(
        due("immediate", "2026-03-12 08:00"),
        "2026-03-12 17:00",
        "nobody waits longer for having come before opening"
    );
}

#[test]
fn a_due_date_in_a_year_without_a_calendar_is_provisional_until_it_comes() {
    let calendar = Calendar::embedded();
    assert_eq!(due("5wd", "2026-12-24 10:00"), "2026-12-31 17:00");
    assert_eq!(
        due("5wd", "2026-12-25 10:00"),
        "2027-01-01 17:00 provisional"
    );
    assert_eq!(
        due("30d", "2026-12-10 10:00"),
        "2027-01-11 17:00 provisional"
    );
    assert_eq!(
        due("immediate", "2026-12-31 18:00"),
        "2027-01-01 17:00 provisional"
    );

    let year = "[years.2027]\nholidays = [{ name = \"元旦\", from = 2027-01-01, to = 2027-01-03 }]\nworkdays = []";
    let announced = format!(
        "{}\n{year}",
        include_str!("../../../src/domain/catalogue/calendar.toml")
    );
    let announced = Calendar::parse(&announced).unwrap();
    let clock = Clock::start(Limit::WorkDays(5), moment("2026-12-25 10:00"), calendar);
    assert_eq!(said(&clock.recomputed(calendar)), said(&clock));
    assert_eq!(said(&clock.recomputed(&announced)), "2027-01-04 17:00");
    let stopped = clock.stopped(moment("2026-12-28 10:00"));
    let resumed = stopped.resumed(moment("2026-12-30 10:00"), calendar);
    assert_eq!(said(&resumed), "2027-01-05 17:00 provisional");
    assert_eq!(said(&resumed.recomputed(&announced)), "2027-01-06 17:00");
}

#[test]
fn a_provisional_due_date_stays_so_when_a_stop_moves_it_into_an_announced_year() {
    let calendar = Calendar::embedded();
    let clock = Clock::start(Limit::WorkDays(2), moment("2018-12-26 10:00"), calendar);
    assert_eq!(said(&clock), "2018-12-28 17:00 provisional");
    let stopped = clock.stopped(moment("2018-12-28 10:00"));
    let resumed = stopped.resumed(moment("2019-01-03 10:00"), calendar);
    assert_eq!(said(&resumed), "2019-01-03 17:00 provisional");
}

#[test]
fn permit_law_45_a_special_procedure_moves_the_due_date_by_the_work_days_stopped() {
    let calendar = Calendar::embedded();
    let clock = Clock::start(Limit::WorkDays(5), moment("2026-03-09 10:00"), calendar);
    assert_eq!(said(&clock), "2026-03-16 17:00");
    let paused = |from: &str, until: &str| {
        said(&clock.stopped(moment(from)).resumed(moment(until), calendar))
    };
    assert_eq!(
        paused("2026-03-10 10:00", "2026-03-12 10:00"),
        "2026-03-18 17:00"
    );
    assert_eq!(
        paused("2026-03-10 09:00", "2026-03-10 16:00"),
        "2026-03-16 17:00",
        "within a day"
    );
    assert_eq!(
        paused("2026-03-13 10:00", "2026-03-15 10:00"),
        "2026-03-16 17:00",
        "a weekend"
    );
    assert_eq!(
        paused("2026-03-13 10:00", "2026-03-16 10:00"),
        "2026-03-17 17:00",
        "over a weekend"
    );
    assert_eq!(
        paused("2026-03-16 16:00", "2026-04-07 10:00"),
        "2026-04-07 17:00",
        "over 清明节"
    );
}

#[test]
fn an_immediate_matter_and_thirty_days_stop_like_any_other() {
    let calendar = Calendar::embedded();
    for (limit, moved) in [
        ("immediate", "2026-03-12 17:00"),
        ("30d", "2026-04-13 17:00"),
    ] {
        let clock = Clock::start(limit.parse().unwrap(), moment("2026-03-09 10:00"), calendar);
        let clock = clock.stopped(moment("2026-03-09 11:00"));
        assert_eq!(
            said(&clock.resumed(moment("2026-03-12 15:00"), calendar)),
            moved
        );
    }
}

#[test]
fn a_limit_that_had_run_out_is_not_brought_back_by_a_stop() {
    let calendar = Calendar::embedded();
    let clock = Clock::start(Limit::Immediate, moment("2026-03-09 10:00"), calendar);
    let stopped = clock.stopped(moment("2026-03-09 18:00"));
    let resumed = stopped.resumed(moment("2026-03-11 10:00"), calendar);
    assert_eq!(said(&resumed), "2026-03-09 17:00");
    assert_eq!(resumed.days_stopped_late(calendar), 2);
}

#[test]
fn a_pause_counts_once() {
    let calendar = Calendar::embedded();
    let clock = Clock::start(Limit::WorkDays(5), moment("2026-03-09 10:00"), calendar);
    let stopped = clock.stopped(moment("2026-03-10 10:00"));
    assert_eq!(stopped.stopped(moment("2026-03-11 10:00")), stopped);
    assert!(stopped.is_stopped() && !clock.is_stopped());
    let resumed = stopped.resumed(moment("2026-03-12 10:00"), calendar);
    assert_eq!(
        resumed.resumed(moment("2026-03-20 10:00"), calendar),
        resumed
    );
    // The office's watch was put back: the second stop begins where the first ended.
    let again = resumed
        .stopped(moment("2026-03-11 10:00"))
        .resumed(moment("2026-03-13 10:00"), calendar);
    assert_eq!(
        again.stops[1],
        Stop {
            from: moment("2026-03-12 10:00"),
            until: Some(moment("2026-03-13 10:00"))
        }
    );
    assert_eq!(said(&again), "2026-03-19 17:00");
}

#[test]
fn a_limit_is_read_as_it_is_written() {
    for text in ["immediate", "1wd", "5wd", "30d", "3650d"] {
        assert_eq!(text.parse::<Limit>().unwrap().to_string(), text);
    }
    for text in [
        "",
        "5",
        "wd",
        "0wd",
        "0d",
        "-1d",
        "+5d",
        "5 wd",
        "５wd",
        "5WD",
        "3651d",
        "99999999999d",
        "instant",
    ] {
        assert!(text.parse::<Limit>().is_err(), "{text}");
    }
    let json = serde_json::to_string(&Limit::WorkDays(5)).unwrap();
    assert_eq!(json, "\"5wd\"");
    assert_eq!(
        serde_json::from_str::<Limit>(&json).unwrap(),
        Limit::WorkDays(5)
    );
    assert!(serde_json::from_str::<Limit>("\"5\"").is_err());
}

#[test]
fn a_clock_is_kept_as_json_and_comes_back() {
    let calendar = Calendar::embedded();
    let clock = Clock::start(Limit::WorkDays(5), moment("2026-03-09 10:00"), calendar);
    let json = serde_json::to_string(&clock).unwrap();
    assert_eq!(
        json,
        r#"{"limit":"5wd","start":"2026-03-09T02:00:00Z","due":{"at":"2026-03-16T09:00:00Z","provisional":false}}"#
    );
    let stopped = clock.stopped(moment("2026-03-10 10:00"));
    for clock in [clock, stopped] {
        let json = serde_json::to_string(&clock).unwrap();
        assert_eq!(serde_json::from_str::<Clock>(&json).unwrap(), clock);
    }
}
