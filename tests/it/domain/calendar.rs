//! The calendar against the State Council's list, day by day, and what a calendar file may not say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};
use lianban::domain::calendar::{Calendar, CalendarError, CalendarFault, DayKind};
use lianban::words::Lang;
use lianban::words::calendar::calendar_fault;

/// The announced days as they were collected, another file than the one the program reads.
struct Announced {
    breaks: BTreeSet<NaiveDate>,
    make_up: BTreeSet<NaiveDate>,
}

impl Announced {
    fn read() -> Self {
        type Years = BTreeMap<String, BTreeMap<String, Vec<NaiveDate>>>;
        let years: Years = serde_json::from_str(include_str!("workdays.json")).unwrap();
        let all = |kind: &str| years.values().flat_map(|year| year[kind].clone()).collect();
        Self {
            breaks: all("holidays"),
            make_up: all("workdays"),
        }
    }

    /// 调休 or Monday to Friday outside every break.
    fn is_work_day(&self, day: NaiveDate) -> bool {
        let weekend = [Weekday::Sat, Weekday::Sun].contains(&day.weekday());
        self.make_up.contains(&day) || (!weekend && !self.breaks.contains(&day))
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A moment on the clock of the office: `2026-02-13 10:00`.
pub fn moment(text: &str) -> DateTime<Utc> {
    let text = format!("{}:00+08:00", text.replace(' ', "T"));
    text.parse().unwrap()
}

fn every_day() -> impl Iterator<Item = NaiveDate> {
    day("2019-01-01")
        .iter_days()
        .take_while(|date| date.year() <= 2026)
}

#[test]
fn every_day_of_2019_to_2026_is_what_was_announced() {
    let announced = Announced::read();
    let calendar = Calendar::embedded();
    assert_eq!(every_day().count(), 2922);
    for date in every_day() {
        assert_eq!(
            calendar.is_work_day(date),
            announced.is_work_day(date),
            "{date}"
        );
        assert_eq!(
            calendar.kind(date).is_work(),
            announced.is_work_day(date),
            "{date}"
        );
    }
}

#[test]
fn a_year_has_the_work_days_that_were_counted_by_hand() {
    let calendar = Calendar::embedded();
    let counted = |year: i32| {
        every_day()
            .filter(|date| date.year() == year && calendar.is_work_day(*date))
            .count()
    };
    let years: Vec<usize> = (2019..=2026).map(counted).collect();
    assert_eq!(years, [250, 249, 250, 249, 249, 251, 248, 248]);
    assert_eq!(
        calendar.years().collect::<Vec<_>>(),
        (2019..=2026).collect::<Vec<_>>()
    );
}

#[test]
fn the_nth_work_day_is_where_a_count_day_by_day_ends() {
    let announced = Announced::read();
    let calendar = Calendar::embedded();
    let last_known = day("2026-12-31");
    let mut compared = 0;
    for start in every_day() {
        let mut date = start;
        for n in 1..=60 {
            date += Duration::days(1);
            while date <= last_known && !announced.is_work_day(date) {
                date += Duration::days(1);
            }
            if date > last_known {
                break;
            }
            assert_eq!(
                calendar.add_work_days(start, n),
                (date, false),
                "{start} + {n}"
            );
            assert_eq!(
                calendar.work_days_between(start, date),
                n,
                "{start} to {date}"
            );
            compared += 1;
        }
    }
    assert!(compared > 170_000, "{compared}");
}

#[test]
fn the_first_work_day_on_or_after_is_where_a_walk_day_by_day_ends() {
    let announced = Announced::read();
    let calendar = Calendar::embedded();
    for start in every_day() {
        let walked = start
            .iter_days()
            .find(|date| announced.is_work_day(*date))
            .unwrap();
        assert_eq!(calendar.roll(start).0, walked, "{start}");
    }
}

#[test]
fn a_year_that_was_not_announced_is_counted_on_the_plain_week_and_provisionally() {
    let calendar = Calendar::embedded();
    assert!(calendar.has_year(2026) && !calendar.has_year(2027));
    // 2027-01-01 is a Friday and would be a holiday; nobody has said so yet.
    assert_eq!(
        calendar.add_work_days(day("2026-12-30"), 1),
        (day("2026-12-31"), false)
    );
    assert_eq!(
        calendar.add_work_days(day("2026-12-30"), 2),
        (day("2027-01-01"), true)
    );
    assert_eq!(calendar.roll(day("2027-01-02")), (day("2027-01-04"), true));
    assert_eq!(calendar.roll(day("2026-12-31")), (day("2026-12-31"), false));
}

#[test]
fn a_rest_day_has_the_name_of_its_break() {
    let calendar = Calendar::embedded();
    let named = |date: &str| calendar.kind(day(date));
    assert_eq!(named("2026-02-17"), DayKind::Break("春节".into()));
    assert_eq!(
        named("2026-02-22"),
        DayKind::Break("春节".into()),
        "a Sunday inside"
    );
    assert_eq!(named("2025-10-06"), DayKind::Break("国庆节、中秋节".into()));
    assert_eq!(named("2022-12-31"), DayKind::Break("元旦".into()));
    assert_eq!(named("2026-02-14"), DayKind::MakeUp);
    assert_eq!(named("2026-03-07"), DayKind::Weekend);
    assert_eq!(named("2026-03-09"), DayKind::Work);
}

#[test]
fn office_hours_are_from_nine_until_five_in_beijing() {
    let calendar = Calendar::embedded();
    let open = |text: &str| calendar.is_open(moment(text));
    assert!(open("2026-02-13 09:00") && open("2026-02-13 16:59"));
    assert!(!open("2026-02-13 08:59") && !open("2026-02-13 17:00"));
    assert!(open("2026-02-14 10:00"), "a Saturday of work");
    assert!(!open("2026-02-16 10:00"), "a Monday of rest");
    assert_eq!(
        calendar.close_of(day("2026-02-13")),
        "2026-02-13T09:00:00Z".parse::<DateTime<Utc>>().unwrap()
    );
    assert_eq!(
        calendar.open_of(day("2026-02-13")),
        moment("2026-02-13 09:00")
    );
    assert_eq!(calendar.date(moment("2026-02-14 00:30")), day("2026-02-14"));
}

#[test]
fn office_time_is_counted_back_over_nights_and_breaks() {
    let calendar = Calendar::embedded();
    let before =
        |at: &str, minutes| calendar.office_time_before(moment(at), Duration::minutes(minutes));
    assert_eq!(before("2026-03-13 17:00", 120), moment("2026-03-13 15:00"));
    assert_eq!(
        before("2026-03-13 17:00", 8 * 60),
        moment("2026-03-12 17:00")
    );
    assert_eq!(
        before("2026-03-13 17:00", 12 * 60),
        moment("2026-03-12 13:00")
    );
    assert_eq!(before("2026-02-24 10:00", 120), moment("2026-02-14 16:00"));
    assert_eq!(before("2026-03-13 20:00", 60), moment("2026-03-13 16:00"));
    assert_eq!(before("2026-03-14 12:00", 60), moment("2026-03-13 16:00"));
}

fn assert_has_words(error: &CalendarError) {
    for lang in [Lang::Zh, Lang::En] {
        let words = calendar_fault(lang, &error.fault);
        assert!(
            !words.contains("calendar-") && !words.contains('{'),
            "{words}"
        );
    }
}

#[test]
fn a_calendar_that_does_not_hold_is_refused_with_line_and_reason() {
    let fault = |toml: &str| {
        let error = Calendar::parse(toml).unwrap_err();
        assert_has_words(&error);
        (error.line, error.fault)
    };
    let with =
        |year: &str| format!("[office]\nopen = \"09:00\"\nclose = \"17:00\"\n[years.2027]\n{year}");
    assert_eq!(
        fault(&with("holidays = []\nworkdays = [2027-01-04]")),
        (6, CalendarFault::NotAWeekend(day("2027-01-04")))
    );
    assert_eq!(
        fault(&with(
            "holidays = []\nworkdays = [\n2027-01-02,\n2028-01-01]"
        )),
        (
            8,
            CalendarFault::WrongYear {
                date: day("2028-01-01"),
                year: 2027
            }
        )
    );
    assert_eq!(
        fault(&with("holidays = []\nworkdays = [2027-01-02,\n2027-01-02]")),
        (7, CalendarFault::Duplicate(day("2027-01-02")))
    );
    assert_eq!(
        fault(&with(
            "holidays = [{ name = \"元旦\", from = 2027-01-01, to = 2027-01-03 }]\nworkdays = [2027-01-02]"
        )),
        (6, CalendarFault::Duplicate(day("2027-01-02")))
    );
    assert_eq!(
        fault(&with(
            "holidays = [{ name = \"元旦\", from = 2027-12-31, to = 2028-01-02 }]\nworkdays = []"
        )),
        (
            5,
            CalendarFault::WrongYear {
                date: day("2028-01-02"),
                year: 2027
            }
        )
    );
    assert_eq!(
        fault(&with(
            "holidays = [{ name = \"元旦\", from = 2027-01-03, to = 2027-01-01 }]\nworkdays = []"
        )),
        (
            5,
            CalendarFault::Reversed {
                from: day("2027-01-03")
            }
        )
    );
    assert_eq!(
        fault("[office]\nopen = \"17:00\"\nclose = \"09:00\"\n[years]"),
        (1, CalendarFault::OfficeHours)
    );
    assert_eq!(
        fault(
            "[office]\nopen = \"09:00\"\nclose = \"17:00\"\n[years.next]\nholidays = []\nworkdays = []"
        ),
        (4, CalendarFault::NotAYear("next".into()))
    );
}

#[test]
fn a_calendar_that_is_not_toml_or_has_other_keys_is_refused_on_its_line() {
    for (line, toml) in [
        (2, "[office]\nopen = nine"),
        (
            2,
            "[office]\nopen = \"9 o'clock\"\nclose = \"17:00\"\n[years]",
        ),
        (
            4,
            "[office]\nopen = \"09:00\"\nclose = \"17:00\"\nlunch = \"12:00\"\n[years]",
        ),
        (
            5,
            "[office]\nopen = \"09:00\"\nclose = \"17:00\"\n[years.2027]\nholiday = []",
        ),
        (
            6,
            "[office]\nopen = \"09:00\"\nclose = \"17:00\"\n[years.2027]\nholidays = []\nworkdays = [\"2027-01-02\"]",
        ),
    ] {
        let error = Calendar::parse(toml).unwrap_err();
        assert_eq!(error.line, line, "{error}");
        assert!(matches!(error.fault, CalendarFault::Syntax(_)), "{error}");
        assert_has_words(&error);
    }
}
