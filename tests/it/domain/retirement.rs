//! Both retirement ages by date, by the decision's sentence and its printed tables.

use lianban::domain::retirement::{
    Line, Retirement, YearMonth, is_below_retirement_age, retirement, retirement_on,
};
use proptest::prelude::*;

use super::calendar::day;

fn month(text: &str) -> YearMonth {
    text.parse().unwrap()
}

fn age(line: Line, born: &str) -> String {
    retirement(line, month(born)).to_string()
}

#[test]
fn the_printed_tables_of_the_decision() {
    assert_eq!(age(Line::Male60, "1964-12"), "60y0m 2024-12");
    assert_eq!(age(Line::Male60, "1965-01"), "60y1m 2025-02");
    assert_eq!(age(Line::Male60, "1965-05"), "60y2m 2025-07");
    assert_eq!(age(Line::Male60, "1967-05"), "60y8m 2028-01");
    assert_eq!(age(Line::Male60, "1976-08"), "62y11m 2039-07");
    assert_eq!(age(Line::Male60, "1976-09"), "63y0m 2039-09");
    assert_eq!(age(Line::Male60, "1999-12"), "63y0m 2062-12");
    assert_eq!(age(Line::Female55, "1969-12"), "55y0m 2024-12");
    assert_eq!(age(Line::Female55, "1970-01"), "55y1m 2025-02");
    assert_eq!(age(Line::Female55, "1974-10"), "56y3m 2031-01");
    assert_eq!(age(Line::Female55, "1978-07"), "57y2m 2035-09");
    assert_eq!(age(Line::Female55, "1981-09"), "58y0m 2039-09");
    assert_eq!(age(Line::Female50, "1974-12"), "50y0m 2024-12");
    assert_eq!(age(Line::Female50, "1975-01"), "50y1m 2025-02");
    assert_eq!(age(Line::Female50, "1975-03"), "50y2m 2025-05");
    assert_eq!(age(Line::Female50, "1984-10"), "54y11m 2039-09");
    assert_eq!(age(Line::Female50, "1984-11"), "55y0m 2039-11");
}

/// 从2025年1月1日起，法定退休年龄每四个月（每二个月）延迟一个月，逐步延迟至六十三（五十八、五十五）周岁:
/// walks the months in which people reach the old age, and lets the delay grow by the decision's sentence.
#[test]
fn one_month_later_every_four_or_every_two_months_from_january_2025() {
    for (line, old, new, every) in [
        (Line::Male60, 60, 63, 4),
        (Line::Female55, 55, 58, 4),
        (Line::Female50, 50, 55, 2),
    ] {
        let (mut delay, mut in_group) = (0, 0);
        let mut next_group_delay = 1;
        for index in 0..12 * 40 {
            let (year, number) = (2010 + index / 12, index % 12 + 1);
            if year >= 2025 {
                if in_group == 0 {
                    delay = next_group_delay.min((new - old) * 12);
                    next_group_delay += 1;
                }
                in_group = (in_group + 1) % every;
            }
            let born = month(&format!("{}-{number:02}", year - old));
            let reached = year * 12 + number - 1 + delay;
            let expected = Retirement {
                years: old + delay / 12,
                months: delay % 12,
                month: month(&format!("{:04}-{:02}", reached / 12, reached % 12 + 1)),
            };
            assert_eq!(retirement(line, born), expected, "{line:?} born {born}");
        }
    }
}

#[test]
fn the_notices_own_ages_hold_until_the_end_of_2024() {
    let born = month("1970-02");
    let on = |date: &str| retirement_on(Line::Female55, born, day(date)).to_string();
    assert_eq!(on("2024-12-31"), "55y0m 2025-02");
    assert_eq!(on("2025-01-01"), "55y1m 2025-03");
    let ages = [Line::Male60, Line::Female55, Line::Female50].map(Line::original_age);
    assert_eq!(ages, [60, 55, 50], "女满55周岁，男满60周岁");
}

#[test]
fn notice_annex_2_5_4_enrolment_is_open_below_the_retirement_age_that_holds_on_the_day() {
    let open = |line, born: &str, on: &str| is_below_retirement_age(line, day(born), day(on));
    // 女55 before the schedule: closed from the birthday.
    assert!(open(Line::Female55, "1969-06-15", "2024-06-14"));
    assert!(!open(Line::Female55, "1969-06-15", "2024-06-15"));
    // Who reached it before 2025 stays past it.
    assert!(!open(Line::Female55, "1969-12-31", "2025-01-01"));
    // 1970-01 retires a month later.
    assert!(open(Line::Female55, "1970-01-20", "2025-01-20"));
    assert!(open(Line::Female55, "1970-01-20", "2025-02-19"));
    assert!(!open(Line::Female55, "1970-01-20", "2025-02-20"));
    assert!(open(Line::Male60, "1967-05-10", "2028-01-09"));
    assert!(!open(Line::Male60, "1967-05-10", "2028-01-10"));
    // Born on the 31st: 1965-01-31 and 60 years 1 month is the last of February.
    assert!(open(Line::Male60, "1965-01-31", "2025-02-27"));
    assert!(!open(Line::Male60, "1965-01-31", "2025-02-28"));
}

#[test]
fn a_month_is_read_as_it_is_written() {
    for text in ["1967-05", "2028-01", "0001-12"] {
        assert_eq!(month(text).to_string(), text);
    }
    for text in [
        "",
        "1967",
        "1967-5",
        "1967-13",
        "1967-00",
        "1967-05-01",
        "67-05",
        "１967-05",
        "1967/05",
    ] {
        assert!(text.parse::<YearMonth>().is_err(), "{text}");
    }
    assert_eq!(
        (month("1967-05").year(), month("1967-05").month()),
        (1967, 5)
    );
    assert_eq!(YearMonth::of(day("1967-05-31")), month("1967-05"));
}

proptest! {
    #[test]
    fn who_is_born_later_never_retires_earlier(index in 0..1200_i32) {
        let born = |index: i32| month(&format!("{}-{:02}", 1920 + index / 12, index % 12 + 1));
        for line in [Line::Male60, Line::Female55, Line::Female50] {
            let (one, next) = (retirement(line, born(index)), retirement(line, born(index + 1)));
            prop_assert!(one.month < next.month);
            prop_assert!((one.years, one.months) <= (next.years, next.months));
        }
    }
}
