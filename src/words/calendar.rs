//! What is wrong with a calendar file, as a sentence.

use fluent_templates::fluent_bundle::FluentValue;

use super::Lang;
use crate::domain::calendar::CalendarFault;

/// What is wrong, without the place.
pub fn calendar_fault(lang: Lang, fault: &CalendarFault) -> String {
    let text = |value: &dyn ToString| FluentValue::from(value.to_string());
    let facts = match fault {
        CalendarFault::Syntax(reason) => vec![("reason", text(reason))],
        CalendarFault::OfficeHours => vec![],
        CalendarFault::NotAYear(name) => vec![("text", text(name))],
        CalendarFault::WrongYear { date, year } => vec![("date", text(date)), ("year", text(year))],
        CalendarFault::Reversed { from } => vec![("date", text(from))],
        CalendarFault::Duplicate(date) | CalendarFault::NotAWeekend(date) => {
            vec![("date", text(date))]
        }
    };
    lang.say_with(&format!("calendar-{}", fault.code()), &facts)
}
