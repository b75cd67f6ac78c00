//! Limits, and the steps of a due date, as sentences.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use fluent_templates::fluent_bundle::FluentValue;

use super::Lang;
use crate::domain::calendar::Calendar;
use crate::domain::deadline::{DueStep, Limit};

/// A limit in words: 即时办结, 5个工作日, 30日.
pub fn limit(lang: Lang, limit: Limit) -> String {
    match limit {
        Limit::Immediate => lang.say("limit-immediate"),
        Limit::WorkDays(n) => lang.say_with("limit-work-days", &[("n", n.into())]),
        Limit::CalendarDays(n) => lang.say_with("limit-calendar-days", &[("n", n.into())]),
    }
}

/// One step of the explanation of a due date, as a sentence.
pub fn due_step(lang: Lang, step: &DueStep) -> String {
    let day = |date: &NaiveDate| FluentValue::from(day(lang, *date));
    let days = |from: &NaiveDate, to: &NaiveDate| FluentValue::from(days(lang, *from, *to));
    let time = |at: &DateTime<Utc>| FluentValue::from(time(lang, *at));
    let say =
        |id: &str, arguments: &[(&'static str, FluentValue<'_>)]| lang.say_with(id, arguments);
    match step {
        DueStep::Started { at, limit: of } => say(
            "due-started",
            &[("at", time(at)), ("limit", limit(lang, *of).into())],
        ),
        DueStep::OutsideOffice { counts } => say("due-outside-office", &[("day", day(counts))]),
        DueStep::WorkDays {
            from,
            to,
            first,
            last,
            of,
            make_up,
        } => {
            let id = match (make_up, first == last) {
                (true, true) => "due-make-up-day",
                (true, false) => "due-make-up-days",
                (false, true) => "due-work-day",
                (false, false) => "due-work-days",
            };
            let numbers = [
                ("first", (*first).into()),
                ("last", (*last).into()),
                ("of", (*of).into()),
            ];
            say(id, &[&[("days", days(from, to))], &numbers[..]].concat())
        }
        DueStep::CalendarDays { from, to, days: n } => say(
            "due-calendar-days",
            &[("days", days(from, to)), ("n", (*n).into())],
        ),
        DueStep::Rest { from, to, name } => match name {
            Some(name) => say(
                "due-break",
                &[("days", days(from, to)), ("name", name.into())],
            ),
            None => say("due-weekend", &[("days", days(from, to))]),
        },
        DueStep::Closes { at } => say("due-closes", &[("at", time(at))]),
        DueStep::Stopped {
            from,
            until,
            work_days: n,
        } => {
            let times = [
                ("from", time(from)),
                ("until", time(until)),
                ("n", (*n).into()),
            ];
            say(
                if *n == 0 {
                    "due-stopped-within-a-day"
                } else {
                    "due-stopped"
                },
                &times,
            )
        }
        DueStep::StoppedLate { from } => say("due-stopped-late", &[("from", time(from))]),
        DueStep::Stands { from } => say("due-stands", &[("from", time(from))]),
        DueStep::Provisional { year } => {
            say("due-provisional", &[("year", year.to_string().into())])
        }
    }
}

/// A date with its weekday.
fn day(lang: Lang, date: NaiveDate) -> String {
    let weekday = lang.say(&format!("weekday-{}", date.weekday().number_from_monday()));
    lang.say_with(
        "due-day",
        &[
            ("date", date.to_string().into()),
            ("weekday", weekday.into()),
        ],
    )
}

fn days(lang: Lang, from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return day(lang, from);
    }
    lang.say_with(
        "due-days",
        &[
            ("from", day(lang, from).into()),
            ("to", day(lang, to).into()),
        ],
    )
}

fn time(lang: Lang, at: DateTime<Utc>) -> String {
    let local = Calendar::embedded().local(at);
    let time = local.format("%H:%M").to_string();
    lang.say_with(
        "due-time",
        &[
            ("day", day(lang, local.date_naive()).into()),
            ("time", time.into()),
        ],
    )
}
