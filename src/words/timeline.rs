//! What happened to an item, as one sentence for the timeline. Who and when stand beside it; so does what was written.
//!
//! A new event needs its message in `event.ftl` of both languages and an arm here.

use fluent_templates::fluent_bundle::FluentValue;

use super::{Lang, names};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::deadline::{Clock, DueDate};
use crate::domain::item::Clocks;
use crate::domain::item::event::{Event, EventRecord};
use crate::domain::material::ResultFile;
use crate::domain::policy::Role;
use crate::domain::rule::{RuleResult, Verdict};

/// What happened, without who and when.
pub fn event(lang: Lang, record: &EventRecord, catalogue: &Catalogue) -> String {
    let id = format!("event-{}", record.event.code());
    let say = |facts: &[(&'static str, FluentValue<'_>)]| lang.say_with(&id, facts);
    let desk = |desk| FluentValue::from(names::desk(lang, desk, catalogue));
    match &record.event {
        Event::Filed {
            channel,
            desk: at,
            acceptance,
            ..
        } => {
            let facts = [
                (
                    "channel",
                    lang.say(&format!("channel-{}", channel.code())).into(),
                ),
                ("desk", desk(at)),
                ("due", due(acceptance.as_ref())),
            ];
            let waits = if acceptance.is_none() { "-waiting" } else { "" };
            lang.say_with(&format!("{id}{waits}"), &facts)
        }
        Event::Released { acceptance } => say(&[("due", due(Some(acceptance)))]),
        Event::PrerequisiteFailed { prerequisite } => {
            say(&[("prerequisite", prerequisite.as_str().into())])
        }
        Event::Accepted { clocks }
        | Event::DeemedAccepted { clocks }
        | Event::Resumed { clocks, .. } => say(&[("due", due(clocks.promise.as_ref()))]),
        Event::NotAccepted { grounds }
        | Event::Returned { grounds }
        | Event::Refused { grounds, .. } => say(&[("reason", grounds.reason.as_str().into())]),
        Event::CorrectionRequested { defects, clocks } => say(&[
            ("count", defects.len().into()),
            ("due", due(clocks.reply.as_ref())),
        ]),
        Event::Resubmitted {
            changes, materials, ..
        } => say(&[
            ("fields", changes.len().into()),
            ("materials", materials.len().into()),
        ]),
        Event::Approved { mail: true, .. } => lang.say(&format!("{id}-mailed")),
        Event::Suspended {
            kind,
            expected_work_days,
            ..
        } => {
            let phrase = catalogue.phrases.iter().find(|phrase| phrase.id == *kind);
            let kind = phrase.map_or(kind.as_str(), |phrase| lang.label(&phrase.words));
            let kind = kind.trim_end_matches(['。', '.']);
            say(&[
                ("kind", kind.into()),
                ("days", (*expected_work_days).into()),
            ])
        }
        Event::Forwarded { to, .. } => say(&[("to", to.as_str().into())]),
        Event::Voided { proposed_by, .. } => say(&[("proposed_by", proposed_by.as_str().into())]),
        // A supervisor hands out what anyone holds; who holds it, or stands in for them, hands it over.
        Event::Assigned { to } => say(&[("role", role(record)), ("to", to.as_str().into())]),
        Event::Transferred { from, to, .. } => say(&[("from", desk(from)), ("to", desk(to))]),
        Event::FeedbackRecorded { feedback } | Event::FeedbackAmended { feedback } => {
            let event = match &feedback.document_no {
                Some(number) => lang.say_with(
                    &format!("{id}-numbered"),
                    &[("number", number.as_str().into())],
                ),
                None => lang.say(&id),
            };
            with_files(lang, event, &feedback.files)
        }
        Event::Dispatched { shipment } => say(&[
            ("carrier", shipment.carrier.as_str().into()),
            ("number", shipment.tracking_no.as_str().into()),
        ]),
        Event::DueRecomputed { before, clocks } => {
            say(&[("before", time(*before)), ("due", recomputed(clocks))])
        }
        Event::RulesJudged { rules } => say(&verdicts(rules)),
        Event::ClearViewed { fields, .. } => {
            let names: Vec<_> = fields
                .iter()
                .map(|field| names::field(lang, field, catalogue))
                .collect();
            say(&[("fields", names.join(&lang.say("list-separator")).into())])
        }
        Event::ResultFileSaved { file_name, .. } => say(&[("file", file_name.as_str().into())]),
        Event::MaterialSaved { kind, .. } => {
            say(&[("material", names::material(lang, kind, catalogue).into())])
        }
        Event::Approved { mail: false, .. }
        | Event::Withdrawn { .. }
        | Event::NotNeeded { .. }
        | Event::SentToSecondReview { .. }
        | Event::SentBack { .. }
        | Event::VoidProposed { .. }
        | Event::Claimed
        | Event::ClaimReleased
        | Event::Noted { .. }
        | Event::Delivered
        | Event::DeliveryReturned { .. } => lang.say(&id),
    }
}

/// What was written with it: opinion, reason or note; none where nothing was.
pub fn opinion(event: &Event) -> Option<&str> {
    let words = match event {
        Event::Approved { opinion, .. }
        | Event::Refused { opinion, .. }
        | Event::SentToSecondReview { opinion }
        | Event::SentBack { opinion } => opinion,
        Event::Withdrawn { reason }
        | Event::NotNeeded { reason }
        | Event::Suspended { reason, .. }
        | Event::Forwarded { reason, .. }
        | Event::VoidProposed { reason }
        | Event::Voided { reason, .. }
        | Event::Transferred { reason, .. }
        | Event::DeliveryReturned { reason }
        | Event::ClearViewed { reason, .. } => reason,
        Event::Resumed { result, .. } => result,
        Event::Noted { words } => words,
        Event::FeedbackRecorded { feedback } | Event::FeedbackAmended { feedback } => {
            &feedback.words
        }
        Event::Filed { .. }
        | Event::MaterialSaved { .. }
        | Event::ResultFileSaved { .. }
        | Event::Released { .. }
        | Event::PrerequisiteFailed { .. }
        | Event::Accepted { .. }
        | Event::DeemedAccepted { .. }
        | Event::NotAccepted { .. }
        | Event::CorrectionRequested { .. }
        | Event::Resubmitted { .. }
        | Event::Returned { .. }
        | Event::Claimed
        | Event::ClaimReleased
        | Event::Assigned { .. }
        | Event::Dispatched { .. }
        | Event::Delivered
        | Event::RulesJudged { .. }
        | Event::DueRecomputed { .. } => "",
    };
    Some(words).filter(|words| !words.is_empty())
}

fn role(record: &EventRecord) -> FluentValue<'static> {
    record.actor.role().map_or("system", Role::code).into()
}

fn with_files(lang: Lang, event: String, files: &[ResultFile]) -> String {
    if files.is_empty() {
        return event;
    }
    let names: Vec<String> = files.iter().map(|file| file.file_name.clone()).collect();
    let facts = [
        ("event", event.into()),
        ("files", names::list(lang, &names).into()),
    ];
    lang.say_with("event-with-files", &facts)
}

/// How many rules found what.
fn verdicts(rules: &[RuleResult]) -> Vec<(&'static str, FluentValue<'static>)> {
    let count = |verdict: Verdict| {
        let found = rules.iter().filter(|result| result.verdict == verdict);
        FluentValue::from(found.count())
    };
    [Verdict::Pass, Verdict::Warn, Verdict::Judge, Verdict::Fail]
        .map(|verdict| (verdict.code(), count(verdict)))
        .to_vec()
}

/// The new date of the clock that was on the screen.
fn recomputed(clocks: &Clocks) -> FluentValue<'static> {
    let watched = clocks.acceptance.as_ref().or(clocks.reply.as_ref());
    due(watched.or(clocks.promise.as_ref()))
}

fn due(clock: Option<&Clock>) -> FluentValue<'static> {
    clock.map_or(FluentValue::None, |clock| time(clock.due))
}

/// As a date is written in both languages; a provisional one is marked where the due date itself is shown.
fn time(due: DueDate) -> FluentValue<'static> {
    let local = Calendar::embedded().local(due.at);
    local.format("%Y-%m-%d %H:%M").to_string().into()
}
