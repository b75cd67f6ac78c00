//! Why nothing was filed, and what was filed though marked, as sentences: what is wrong with which thing, what would
//! be right. Values that were sent are never repeated: they may be a person's.
//!
//! A new problem needs its message in `filing.ftl` of both languages and an arm here if it has facts.

use fluent_templates::fluent_bundle::FluentValue;

use super::names::list;
use super::number::number_error;
use super::{Lang, names};
use crate::domain::application::refusal::{FilingProblem, FilingWarning};
use crate::domain::catalogue::Catalogue;
use crate::domain::form::fault::{FieldError, FieldFault};
use crate::domain::id::{FieldId, MatterId};
use crate::domain::material::{MaterialError, MaterialFault, PhotoFault, UnusualSize};
use crate::domain::rule::RuleResult;

type Facts<'a> = Vec<(&'static str, FluentValue<'a>)>;

/// A problem of a filing.
pub fn problem(lang: Lang, problem: &FilingProblem, catalogue: &Catalogue) -> String {
    let id = format!("filing-{}", problem.code());
    let matter = |id: &MatterId| FluentValue::from(names::matter(lang, id, catalogue));
    let facts: Facts<'_> = match problem {
        FilingProblem::Field(error) => return field_error(lang, error, catalogue),
        FilingProblem::Material(error) => return material_error(lang, error, catalogue),
        FilingProblem::NoMatters => Vec::new(),
        FilingProblem::UnknownScene { asked, known } => {
            vec![("asked", text(asked)), ("known", list(lang, known).into())]
        }
        FilingProblem::UnknownMatter { asked, known, .. } => {
            let known: Vec<String> = known.iter().map(MatterId::to_string).collect();
            vec![("asked", text(asked)), ("known", list(lang, &known).into())]
        }
        FilingProblem::MatterTwice { matter: id, .. } => vec![("matter", matter(id))],
        FilingProblem::Excluded {
            matters, reason, ..
        } => vec![
            ("one", matter(&matters.0)),
            ("other", matter(&matters.1)),
            ("reason", lang.label(reason).into()),
        ],
        FilingProblem::UnknownDivision { asked, nearest } => {
            let Some(nearest) = nearest else {
                return lang.say_with(&id, &[("asked", text(asked))]);
            };
            let facts = [("asked", text(asked)), ("nearest", nearest.as_str().into())];
            return lang.say_with(&format!("{id}-nearest"), &facts);
        }
        FilingProblem::Rule { matter, result, .. } => rule_facts(lang, matter, result, catalogue),
        FilingProblem::Duplicate {
            matter: named,
            item,
            outcome,
            ..
        } => {
            let facts = [("matter", matter(named)), ("item", item.as_str().into())];
            let done = if outcome.is_some() { "-done" } else { "" };
            return lang.say_with(&format!("{id}{done}"), &facts);
        }
    };
    lang.say_with(&id, &facts)
}

/// What was let through, marked.
pub fn warning(lang: Lang, warning: &FilingWarning, catalogue: &Catalogue) -> String {
    let field = |id: &FieldId| {
        vec![(
            "field",
            FluentValue::from(names::field(lang, id, catalogue)),
        )]
    };
    match warning {
        FilingWarning::Rule { matter, result } => rule_warning(lang, matter, result, catalogue),
        FilingWarning::UnusualSize { material, size } => {
            unusual_size(lang, &names::material(lang, material, catalogue), size)
        }
        FilingWarning::UnknownCounty { field: id } => {
            lang.say_with("warning-unknown-county", &field(id))
        }
        FilingWarning::Disputed { field: id } => lang.say_with("warning-disputed", &field(id)),
    }
}

/// A rule that only warns.
pub fn rule_warning(
    lang: Lang,
    matter: &MatterId,
    result: &RuleResult,
    catalogue: &Catalogue,
) -> String {
    lang.say_with("warning-rule", &rule_facts(lang, matter, result, catalogue))
}

fn rule_facts(
    lang: Lang,
    matter: &MatterId,
    result: &RuleResult,
    catalogue: &Catalogue,
) -> Facts<'static> {
    let rule = catalogue.rule(&result.rule, matter, result.effective_from);
    let of = |text: Option<&str>| FluentValue::from(text.unwrap_or_default().to_owned());
    let words = rule.map(|rule| match lang {
        Lang::Zh => rule.words.as_str(),
        Lang::En => rule.words_en.as_str(),
    });
    vec![
        ("matter", names::matter(lang, matter, catalogue).into()),
        ("rule", of(rule.map(|rule| lang.label(&rule.name)))),
        ("findings", findings(lang, result, catalogue).into()),
        ("words", of(words)),
        ("basis", of(rule.map(|rule| rule.basis.as_str()))),
        ("remedy", of(rule.map(|rule| lang.label(&rule.remedy)))),
    ]
}

/// Everything that a rule computed, as one sentence; empty where it computed nothing.
fn findings(lang: Lang, result: &RuleResult, catalogue: &Catalogue) -> String {
    let sentence = |(name, value): &(String, String)| {
        let (name, value) = finding(lang, name, value, catalogue);
        lang.say_with(
            "finding-is",
            &[("name", name.into()), ("value", value.into())],
        )
    };
    let all: Vec<String> = result.findings.iter().map(sentence).collect();
    match lang {
        Lang::En if !all.is_empty() => all.join(" ") + " ",
        Lang::Zh | Lang::En => all.concat(),
    }
}

/// Something that a rule computed: its name and its value in words.
pub fn finding(lang: Lang, name: &str, value: &str, catalogue: &Catalogue) -> (String, String) {
    let id = format!("finding-{name}");
    let words = match name {
        "age" => lang.say_with(&format!("{id}-value"), &[("years", text(value))]),
        "retirement" => retirement(lang, &id, value),
        "unmet" | "unverified" => value.parse().map_or_else(
            |_| value.to_owned(),
            |field| names::field(lang, &field, catalogue),
        ),
        _ => value.to_owned(),
    };
    (lang.say(&id), words)
}

/// `60y8m 2028-01` in words.
fn retirement(lang: Lang, id: &str, value: &str) -> String {
    let parts = value.split_once('y').and_then(|(years, rest)| {
        let (months, month) = rest.split_once("m ")?;
        Some([
            ("years", text(years)),
            ("months", text(months)),
            ("month", text(month)),
        ])
    });
    parts.map_or_else(
        || value.to_owned(),
        |facts| lang.say_with(&format!("{id}-value"), &facts),
    )
}

/// What is wrong with a field.
pub fn field_error(lang: Lang, error: &FieldError, catalogue: &Catalogue) -> String {
    let id = format!("field-{}", error.fault.code());
    let known = error.field.parse().ok();
    let field = known.as_ref().and_then(|id| catalogue.field(id));
    let name = field.map_or(error.field.as_str(), |field| lang.label(&field.name));
    let say = |id: &str, facts: Facts<'_>| {
        let facts: Vec<_> = [("field", text(name))].into_iter().chain(facts).collect();
        lang.say_with(id, &facts)
    };
    match &error.fault {
        FieldFault::Unknown {
            nearest: Some(nearest),
        } => say(
            &format!("{id}-nearest"),
            vec![("nearest", nearest.as_str().into())],
        ),
        FieldFault::Missing => match field.and_then(|field| field.hint.as_ref()) {
            Some(hint) => say(
                &format!("{id}-hint"),
                vec![("hint", lang.label(hint).into())],
            ),
            None => say(&id, Vec::new()),
        },
        FieldFault::WrongType { wanted } => {
            let form = lang.say(&format!("form-{}", wanted.code()));
            say(&id, vec![("form", form.into())])
        }
        FieldFault::NotAChoice { choices } => {
            let named = choices
                .iter()
                .map(|choice| format!("{} {}", choice.code, lang.label(&choice.name)));
            let choices: Vec<String> = named.collect();
            say(&id, vec![("choices", list(lang, &choices).into())])
        }
        FieldFault::BadNumber(fault) => {
            say(&id, vec![("reason", number_error(lang, fault).into())])
        }
        FieldFault::TooLong { limit, found } => say(
            &id,
            vec![("limit", (*limit).into()), ("found", (*found).into())],
        ),
        FieldFault::OutOfTime { earliest, latest } => say(
            &id,
            vec![
                ("earliest", earliest.to_string().into()),
                ("latest", latest.to_string().into()),
            ],
        ),
        FieldFault::Conflict { with } => say(
            &id,
            vec![("with", names::field(lang, with, catalogue).into())],
        ),
        FieldFault::WrongRegister { wanted } => match wanted {
            Some(register) => {
                let register = lang.say(&format!("register-{register}"));
                say(&id, vec![("register", register.into())])
            }
            None => say("field-no-register", Vec::new()),
        },
        FieldFault::Unknown { nearest: None }
        | FieldFault::NotNeeded
        | FieldFault::ControlCharacters
        | FieldFault::NotADate
        | FieldFault::NotAMonth
        | FieldFault::NotAnAmount
        | FieldFault::Negative
        | FieldFault::UnknownDivision => say(&id, Vec::new()),
    }
}

/// What is wrong with a material.
pub fn material_error(lang: Lang, error: &MaterialError, catalogue: &Catalogue) -> String {
    let name = names::material(lang, &error.kind, catalogue);
    let id = format!("material-{}", error.fault.code());
    match &error.fault {
        MaterialFault::Photo(fault) => photo_fault(lang, &name, fault),
        MaterialFault::Unknown | MaterialFault::NotNeeded => {
            lang.say_with(&id, &[("material", name.into())])
        }
        MaterialFault::Type { found, accepted } => {
            let accepted: Vec<String> =
                accepted.iter().map(|it| it.code().to_uppercase()).collect();
            let facts = [
                ("material", name.into()),
                ("found", found.code().to_uppercase().into()),
                ("accepted", list(lang, &accepted).into()),
            ];
            lang.say_with(&id, &facts)
        }
        MaterialFault::Missing { matter, one_of } => {
            let materials: Vec<String> = one_of
                .iter()
                .map(|id| names::material(lang, id, catalogue))
                .collect();
            let facts = [
                ("matter", names::matter(lang, matter, catalogue).into()),
                ("materials", list(lang, &materials).into()),
            ];
            let one = if one_of.len() > 1 { "-one" } else { "" };
            lang.say_with(&format!("{id}{one}"), &facts)
        }
    }
}

/// In what the card photo `name` does not fit.
pub fn photo_fault(lang: Lang, name: &str, fault: &PhotoFault) -> String {
    let mut facts: Facts<'_> = vec![("material", text(name))];
    match fault {
        PhotoFault::NoPicture => {}
        PhotoFault::Pixels { found, wanted } => facts.extend([
            ("width", found.0.into()),
            ("height", found.1.into()),
            ("wanted-width", wanted.0.into()),
            ("wanted-height", wanted.1.into()),
        ]),
        PhotoFault::Depth { found, wanted } => {
            facts.extend([("found", (*found).into()), ("wanted", (*wanted).into())]);
        }
        PhotoFault::Background { found, least } => {
            facts.extend([("found", (*found).into()), ("least", (*least).into())]);
        }
        PhotoFault::Bytes { found, accepted } => facts.extend(sizes(*found, *accepted)),
    }
    lang.say_with(&format!("material-{}", fault.code()), &facts)
}

/// The card photo `name` has a size that some systems refuse.
pub fn unusual_size(lang: Lang, name: &str, size: &UnusualSize) -> String {
    let mut facts: Facts<'_> = vec![("material", text(name))];
    facts.extend(sizes(size.found, size.usual));
    lang.say_with("warning-unusual-size", &facts)
}

fn sizes(found: u64, (least, most): (u64, u64)) -> [(&'static str, FluentValue<'static>); 3] {
    let kilobytes = |bytes: u64| FluentValue::from(bytes.div_ceil(1024));
    [
        ("found", kilobytes(found)),
        ("least", kilobytes(least)),
        ("most", kilobytes(most)),
    ]
}

fn text(text: &str) -> FluentValue<'_> {
    FluentValue::from(text)
}
