//! The combined result as the applicant reads it: how far the whole is, what came out of each item, what comes next.

use fluent_templates::fluent_bundle::FluentValue;

use super::names::list;
use super::{Lang, names};
use crate::domain::application::result::{CombinedResult, ItemResult, NextStep};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::item::Outcome;

/// How far the application is, with counts: 全部办结：准予 5、不予 1.
pub fn summary(lang: Lang, result: &CombinedResult<'_>) -> String {
    let outcome = |(outcome, count): (&Outcome, &usize)| {
        let name = lang.say(&format!("outcome-{}", outcome.code()));
        let facts = [("outcome", name.into()), ("count", (*count).into())];
        lang.say_with("combined-outcome", &facts)
    };
    let outcomes: Vec<String> = result.counts.iter().map(outcome).collect();
    let facts = [
        ("count", result.items.len().into()),
        ("closed", result.counts.values().sum::<usize>().into()),
        ("outcomes", list(lang, &outcomes).into()),
    ];
    lang.say_with(&format!("combined-{}", result.state.code()), &facts)
}

/// What came out of an item, or where it stands, in a sentence.
pub fn standing(lang: Lang, result: &ItemResult<'_>) -> String {
    lang.say(&result.words_id())
}

/// The document's name and number: 就业登记凭证 ZB-JY-0317; none before it is fed back.
pub fn document(lang: Lang, result: &ItemResult<'_>) -> Option<String> {
    result.feedback()?;
    let name = lang.label(&result.matter.document);
    let facts = [
        ("document", name.into()),
        ("number", result.document_no().unwrap_or_default().into()),
    ];
    Some(
        lang.say_with("document-named", &facts)
            .trim_end()
            .to_owned(),
    )
}

/// How far the document is on its way; none before the item is approved.
pub fn delivery(lang: Lang, result: &ItemResult<'_>) -> Option<String> {
    let delivery = result.item.delivery.as_ref()?;
    let id = format!("delivery-notice-{}", delivery.state.code());
    Some(lang.say_with(&id, &mail(result)))
}

/// What the applicant does next.
pub fn next_step(lang: Lang, result: &ItemResult<'_>, catalogue: &Catalogue) -> String {
    let step = &result.next_step;
    let id = format!("next-{}", step.code());
    match step {
        NextStep::Approved(words) => lang.label(words).to_owned(),
        NextStep::WaitFor(matters) => {
            let names: Vec<String> = matters
                .iter()
                .map(|matter| names::matter(lang, matter, catalogue))
                .collect();
            lang.say_with(&id, &[("matters", list(lang, &names).into())])
        }
        NextStep::Correct(due) => {
            let due = Calendar::embedded().local(due.at);
            let due = due.format("%Y-%m-%d %H:%M").to_string();
            lang.say_with(&id, &[("due", due.into())])
        }
        NextStep::SpecialProcedure(procedure) => {
            lang.say_with(&id, &[("days", procedure.expected_work_days.into())])
        }
        NextStep::MailSent | NextStep::MailCameBack => lang.say_with(&id, &mail(result)),
        NextStep::Remedy(grounds) => {
            lang.say_with(&id, &[("remedy", grounds.remedy.as_str().into())])
        }
        NextStep::FileAfter(matter) => {
            let matter = names::matter(lang, matter, catalogue);
            lang.say_with(&id, &[("matter", matter.into())])
        }
        NextStep::Wait
        | NextStep::MailToSend
        | NextStep::NothingNeeded
        | NextStep::FileAgain
        | NextStep::AskAuthority => lang.say(&id),
    }
}

fn mail<'a>(result: &ItemResult<'a>) -> [(&'static str, FluentValue<'a>); 3] {
    let delivery = result.item.delivery.as_ref();
    let shipment = delivery.and_then(|delivery| delivery.shipment.as_ref());
    let reason = delivery.and_then(|delivery| delivery.reason.as_deref());
    let of = |text: Option<&'a str>| text.unwrap_or_default().into();
    [
        ("carrier", of(shipment.map(|it| it.carrier.as_str()))),
        ("number", of(shipment.map(|it| it.tracking_no.as_str()))),
        ("reason", of(reason)),
    ]
}
