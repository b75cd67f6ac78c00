//! What is wrong with a catalogue, in words.

use fluent_templates::fluent_bundle::FluentValue;

use super::Lang;
use crate::domain::catalogue::fault::CatalogueFault;

/// What is wrong, with the names that stand in the file.
pub fn catalogue_fault(lang: Lang, fault: &CatalogueFault) -> String {
    let text = |text: &str| FluentValue::from(text.to_owned());
    let say = |arguments: &[(&'static str, FluentValue<'_>)]| {
        lang.say_with(&format!("catalogue-fault-{}", fault.code()), arguments)
    };
    match fault {
        CatalogueFault::Syntax { message } => say(&[("message", text(message))]),
        CatalogueFault::Unknown { thing, id, nearest } => {
            let words = say(&[("thing", text(thing)), ("id", text(id))]);
            match nearest {
                Some(nearest) => lang.say_with(
                    "catalogue-fault-nearest",
                    &[("words", words.into()), ("nearest", text(nearest))],
                ),
                None => words,
            }
        }
        CatalogueFault::Duplicate { thing, id } => say(&[("thing", text(thing)), ("id", text(id))]),
        CatalogueFault::Empty { what } | CatalogueFault::Range { what } => {
            say(&[("what", text(what))])
        }
        CatalogueFault::Missing { what, id } => say(&[("what", text(what)), ("id", text(id))]),
        CatalogueFault::WrongKind { field, wanted } => {
            say(&[("field", text(field)), ("wanted", text(wanted))])
        }
        CatalogueFault::UnknownValue { field, value } => {
            say(&[("field", text(field)), ("value", text(value))])
        }
        CatalogueFault::NotAsked { what, matter } => {
            say(&[("what", text(what)), ("matter", text(matter))])
        }
        CatalogueFault::StatutoryBelowPromise { matter } => say(&[("matter", text(matter))]),
        CatalogueFault::Circle { ids } => say(&[("ids", ids.join(" → ").into())]),
        CatalogueFault::Overlap { rule, matter, day } => say(&[
            ("rule", text(rule)),
            ("matter", text(matter)),
            ("day", day.to_string().into()),
        ]),
    }
}
