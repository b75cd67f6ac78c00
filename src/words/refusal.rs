//! Why a command was refused, as a sentence: what stands in the way of which thing, and what to do next.
//!
//! A new refusal needs its message in `refusal.ftl` of both languages and an arm here if it has facts.

use fluent_templates::fluent_bundle::FluentValue;

use super::{Lang, names};
use crate::domain::catalogue::{Catalogue, ResultField};
use crate::domain::id::{FieldId, OfficerId};
use crate::domain::item::DefectTarget;
use crate::domain::policy::Role;
use crate::domain::refusal::{Refusal, ResultFault};

/// Names of officers by login: what colleagues call them.
pub type Names = [(OfficerId, String)];

/// The sentence for people; an officer in it is called by the name in `officers`, where it is there.
pub fn refusal(lang: Lang, refusal: &Refusal, catalogue: &Catalogue, officers: &Names) -> String {
    let id = format!("refusal-{}", refusal.code());
    let say = |facts: &[(&'static str, FluentValue<'_>)]| lang.say_with(&id, facts);
    let officer = |login: &OfficerId| match officers.iter().find(|(id, _)| id == login) {
        None => FluentValue::from(login.as_str().to_owned()),
        Some((_, name)) => {
            let facts = [
                ("name", name.as_str().into()),
                ("login", login.as_str().into()),
            ];
            lang.say_with("officer-named", &facts).into()
        }
    };
    let named = |kind: &str, code: &str| FluentValue::from(lang.say(&format!("{kind}-{code}")));
    match refusal {
        Refusal::IllegalMove { asked, state } => say(&[
            ("move", named("move", asked.code())),
            ("state", named("state", state.code())),
            ("at", state.code().into()),
        ]),
        Refusal::NotAllowed { asked, role } => say(&[
            ("move", named("move", asked.code())),
            ("role", named("role", role.map_or("system", Role::code))),
        ]),
        Refusal::UnknownMatter(matter) => say(&[("matter", matter.as_str().into())]),
        Refusal::HeldByAnother { assignee } => say(&[("assignee", officer(assignee))]),
        Refusal::UnfitAssignee { to } | Refusal::UnfitStandIn { to } => say(&[("to", officer(to))]),
        Refusal::WordsRequired { what } => say(&[("what", named("words", what))]),
        Refusal::TooLong { what, limit } => {
            say(&[("what", named("words", what)), ("limit", (*limit).into())])
        }
        Refusal::UnknownTarget(target) => {
            let name = match target {
                DefectTarget::Field(field) => names::field(lang, field, catalogue),
                DefectTarget::Material(material) => names::material(lang, material, catalogue),
            };
            say(&[("target", name.into())])
        }
        Refusal::UnknownPhrase(phrase) => say(&[("phrase", phrase.as_str().into())]),
        Refusal::ResultField { field, fault } => result_field(lang, field, *fault, catalogue),
        Refusal::NotApproved { outcome } => say(&[("outcome", named("outcome", outcome.code()))]),
        Refusal::RuleFailed { matter, rule } => {
            say(&[("rule", names::rule(lang, rule, matter, catalogue).into())])
        }
        Refusal::TooManyFiles { most } => say(&[("most", (*most).into())]),
        Refusal::FileType { found } => {
            let taken = catalogue.result_files.types.iter();
            let taken: Vec<String> = taken.map(|it| it.code().to_uppercase()).collect();
            say(&[
                ("found", found.code().to_uppercase().into()),
                ("taken", names::list(lang, &taken).into()),
            ])
        }
        Refusal::FileTwice { place } | Refusal::FileNotUploaded { place } => {
            say(&[("place", (*place).into())])
        }
        Refusal::OutOfReach
        | Refusal::UnknownFile
        | Refusal::AlreadyHeld
        | Refusal::StandInTime
        | Refusal::NotHeld
        | Refusal::OwnCase
        | Refusal::SamePerson
        | Refusal::NoDefects
        | Refusal::NothingCorrected
        | Refusal::WrongDesk
        | Refusal::FeedbackExists
        | Refusal::NoFeedback
        | Refusal::DeliveryStep
        | Refusal::TooEarly
        | Refusal::NothingProvisional
        | Refusal::ExpectedWorkDays => lang.say(&id),
    }
}

fn result_field(lang: Lang, field: &FieldId, fault: ResultFault, catalogue: &Catalogue) -> String {
    let known = result_field_of(field, catalogue);
    let name = known.map_or(field.as_str(), |known| lang.label(&known.name));
    let form = known.map_or("text", |known| known.kind.code());
    let fault = match fault {
        ResultFault::Unknown => "unknown",
        ResultFault::Missing => "missing",
        ResultFault::Malformed => "malformed",
    };
    let facts = [
        ("field", name.into()),
        ("form", lang.say(&format!("form-{form}")).into()),
    ];
    lang.say_with(&format!("refusal-result-field-{fault}"), &facts)
}

fn result_field_of<'a>(field: &FieldId, catalogue: &'a Catalogue) -> Option<&'a ResultField> {
    let mut results = catalogue.matters.iter().flat_map(|matter| &matter.results);
    results.find(|result| result.id == *field)
}
