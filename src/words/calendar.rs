//! What is wrong with a calendar file, as a sentence.

use fluent_templates::fluent_bundle::FluentValue;

use super::Lang;
use crate::domain::calendar::{CalendarError, CalendarFault};

/// The line and what is wrong there.
pub fn calendar_error(lang: Lang, error: &CalendarError) -> String {
    let text = |value: &dyn ToString| FluentValue::from(value.to_string());
    let arguments = match &error.fault {
        CalendarFault::Syntax(reason) => vec![("reason", text(reason))],
        CalendarFault::OfficeHours => vec![],
        CalendarFault::NotAYear(name) => vec![("text", text(name))],
        CalendarFault::WrongYear { date, year } => vec![("date", text(date)), ("year", text(year))],
        CalendarFault::Reversed { from } => vec![("date", text(from))],
        CalendarFault::Duplicate(date) | CalendarFault::NotAWeekend(date) => {
            vec![("date", text(date))]
        }
    };
    let fault = lang.say_with(&format!("calendar-{}", error.fault.code()), &arguments);
    lang.say_with(
        "calendar-line",
        &[("line", error.line.into()), ("fault", fault.into())],
    )
}
