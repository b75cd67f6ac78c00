//! Why something is due then, in sentences that an officer can check against the calendar on the wall.

use lianban::domain::calendar::Calendar;
use lianban::domain::deadline::{Clock, DueStep, Limit};
use lianban::words::Lang;
use lianban::words::deadline::due_step;
use proptest::prelude::*;

use super::calendar::moment;
use super::clock::{limits, moments, pauses, run};

fn told(clock: &Clock, lang: Lang) -> String {
    let steps = clock.explain(Calendar::embedded());
    let lines: Vec<String> = steps.iter().map(|step| due_step(lang, step)).collect();
    lines.join("\n")
}

#[test]
fn a_due_date_is_explained_step_by_step() {
    let calendar = Calendar::embedded();
    let clock = Clock::start(Limit::WorkDays(5), moment("2026-02-13 10:00"), calendar);
    insta::assert_snapshot!(told(&clock, Lang::Zh), @r"
    2026-02-13 周五 10:00 起算，时限5个工作日
    2026-02-14 周六（调休上班）：第1个工作日，共5个
    2026-02-15 周日 至 2026-02-23 周一：春节，不计
    2026-02-24 周二 至 2026-02-27 周五：第2至5个工作日，共5个
    2026-02-27 周五 17:00 下班时到期
    ");
    insta::assert_snapshot!(told(&clock, Lang::En), @r"
    Starts Fri 2026-02-13 10:00, limit: 5 work days
    Sat 2026-02-14 (make-up day): work day 1 of 5
    Sun 2026-02-15 to Mon 2026-02-23: 春节, not counted
    Tue 2026-02-24 to Fri 2026-02-27: work days 2 to 5 of 5
    Due at the close of business, Fri 2026-02-27 17:00
    ");
    let clock = clock
        .stopped(moment("2026-02-25 10:00"))
        .resumed(moment("2026-02-25 15:00"), calendar)
        .stopped(moment("2026-02-27 10:00"))
        .resumed(moment("2026-03-03 10:00"), calendar)
        .stopped(moment("2026-03-04 09:30"));
    insta::assert_snapshot!(told(&clock, Lang::Zh), @r"
    2026-02-13 周五 10:00 起算，时限5个工作日
    2026-02-14 周六（调休上班）：第1个工作日，共5个
    2026-02-15 周日 至 2026-02-23 周一：春节，不计
    2026-02-24 周二 至 2026-02-27 周五：第2至5个工作日，共5个
    2026-02-27 周五 17:00 下班时到期
    2026-02-25 周三 10:00 至 2026-02-25 周三 15:00 停止计时，不满一个工作日，不顺延
    2026-02-27 周五 10:00 至 2026-03-03 周二 10:00 停止计时，顺延3个工作日
    2026-03-01 周日：周末，不计
    2026-03-03 周二 17:00 下班时到期
    2026-03-04 周三 09:30 起停止计时
    ");
    insta::assert_snapshot!(told(&clock, Lang::En), @r"
    Starts Fri 2026-02-13 10:00, limit: 5 work days
    Sat 2026-02-14 (make-up day): work day 1 of 5
    Sun 2026-02-15 to Mon 2026-02-23: 春节, not counted
    Tue 2026-02-24 to Fri 2026-02-27: work days 2 to 5 of 5
    Due at the close of business, Fri 2026-02-27 17:00
    Stopped from Wed 2026-02-25 10:00 to Wed 2026-02-25 15:00: less than a work day, due as before
    Stopped from Fri 2026-02-27 10:00 to Tue 2026-03-03 10:00: due 3 work days later
    Sun 2026-03-01: weekend, not counted
    Due at the close of business, Tue 2026-03-03 17:00
    Stopped since Wed 2026-03-04 09:30
    ");
}

#[test]
fn calendar_days_immediate_matters_and_unannounced_years_are_explained() {
    let calendar = Calendar::embedded();
    let clock = Clock::start(
        Limit::CalendarDays(30),
        moment("2026-01-16 10:00"),
        calendar,
    );
    insta::assert_snapshot!(told(&clock, Lang::Zh), @r"
    2026-01-16 周五 10:00 起算，时限30日
    2026-01-17 周六 至 2026-02-15 周日：30日，起始当日不计
    2026-02-15 周日 至 2026-02-23 周一：春节，不计
    2026-02-24 周二 17:00 下班时到期
    ");
    let clock = Clock::start(Limit::Immediate, moment("2026-03-13 18:00"), calendar)
        .stopped(moment("2026-03-16 18:00"))
        .resumed(moment("2026-03-18 10:00"), calendar);
    insta::assert_snapshot!(told(&clock, Lang::Zh), @r"
    2026-03-13 周五 18:00 起算，时限即时办结
    2026-03-14 周六 至 2026-03-15 周日：周末，不计
    不在办公时间内起算，按 2026-03-16 周一 计
    2026-03-16 周一 17:00 下班时到期
    2026-03-16 周一 18:00 停止计时，此前已到期，不顺延
    ");
    let clock = Clock::start(Limit::WorkDays(3), moment("2026-12-30 10:00"), calendar);
    insta::assert_snapshot!(told(&clock, Lang::Zh), @r"
    2026-12-30 周三 10:00 起算，时限3个工作日
    2026-12-31 周四 至 2027-01-01 周五：第1至2个工作日，共3个
    2027-01-02 周六 至 2027-01-03 周日：周末，不计
    2027-01-04 周一：第3个工作日，共3个
    2027-01-04 周一 17:00 下班时到期
    2027年放假安排尚未公布，暂按普通周计算，公布后重新计算
    ");
    insta::assert_snapshot!(told(&clock, Lang::En), @r"
    Starts Wed 2026-12-30 10:00, limit: 3 work days
    Thu 2026-12-31 to Fri 2027-01-01: work days 1 to 2 of 3
    Sat 2027-01-02 to Sun 2027-01-03: weekend, not counted
    Mon 2027-01-04: work day 3 of 3
    Due at the close of business, Mon 2027-01-04 17:00
    The holidays of 2027 are not announced: counted on the plain week for now, and again once they are
    ");
}

proptest! {
    #[test]
    fn every_explanation_ends_at_the_due_date_and_counts_every_day_once(
        limit in limits(), start in moments(), pauses in pauses()
    ) {
        let calendar = Calendar::embedded();
        let clock = run(limit, start, &pauses).pop().unwrap();
        let steps = clock.explain(calendar);
        let closes = steps.iter().rev().find_map(|step| match step {
            DueStep::Closes { at } => Some(*at),
            _ => None,
        });
        prop_assert_eq!(closes, Some(clock.due.at));
        let mut counted = 0;
        for step in &steps {
            if let DueStep::WorkDays { first, last, from, to, .. } = step {
                prop_assert_eq!(*first, counted + 1);
                prop_assert_eq!(i64::from(last - first), (*to - *from).num_days());
                counted = *last;
            }
        }
        if let Limit::WorkDays(n) = limit {
            prop_assert_eq!(counted, n);
        }
        for step in &steps {
            for lang in [Lang::Zh, Lang::En] {
                prop_assert!(!due_step(lang, step).starts_with("due-"));
            }
        }
    }
}
