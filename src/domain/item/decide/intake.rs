//! Until acceptance, and whenever the applicant is asked or answers: 受理, 不予受理, 补正, 撤回, 退件, 前置.

use chrono::{DateTime, Utc};

use super::Draft;
use super::wording::{self, optional};
use crate::domain::catalogue::PhraseKind;
use crate::domain::deadline::Clock;
use crate::domain::form::FieldChange;
use crate::domain::id::ItemNo;
use crate::domain::item::event::Event;
use crate::domain::item::{Clocks, Defect, DefectTarget, Grounds, State};
use crate::domain::material::Material;
use crate::domain::policy::ActorRef;
use crate::domain::refusal::Refusal;

/// Who accepts after the limit only finds what silence has done already, and takes the item.
pub(super) fn accept(draft: &mut Draft<'_>) {
    if silence_has_accepted(draft) {
        deem_accepted(draft);
        if draft.item.assignee.is_none() {
            draft.record(Event::Claimed);
        }
    } else {
        let clocks = running_from(draft, draft.now);
        draft.record(Event::Accepted { clocks });
    }
}

/// Whether the acceptance limit passed in silence (逾期不告知的).
pub(super) fn silence_has_accepted(draft: &Draft<'_>) -> bool {
    let acceptance = draft.item.clocks.acceptance.as_ref();
    draft.item.state == State::Received && acceptance.is_some_and(|clock| is_past(clock, draft))
}

/// “逾期不告知的，自收到申请材料之日起即为受理”: the clocks run from receipt, not from today.
pub(super) fn deem_accepted(draft: &mut Draft<'_>) {
    let acceptance = draft.item.clocks.acceptance.as_ref();
    let receipt = acceptance.map_or(draft.now, |clock| clock.start);
    let clocks = running_from(draft, receipt);
    draft.record_by(ActorRef::System, Event::DeemedAccepted { clocks });
}

pub(super) fn note_silence(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    if !silence_has_accepted(draft) {
        return Err(Refusal::TooEarly);
    }
    deem_accepted(draft);
    Ok(())
}

pub(super) fn not_accept(draft: &mut Draft<'_>, grounds: &Grounds) -> Result<(), Refusal> {
    let grounds = wording::grounds(draft, grounds, PhraseKind::NotAcceptReason)?;
    draft.record(Event::NotAccepted { grounds });
    Ok(())
}

/// One notice with all defects; the clocks stand and the reply limit runs.
pub(super) fn request_correction(draft: &mut Draft<'_>, defects: &[Defect]) -> Result<(), Refusal> {
    if defects.is_empty() {
        return Err(Refusal::NoDefects);
    }
    let defects = defects
        .iter()
        .map(|defect| wording::defect(draft, defect))
        .collect::<Result<_, _>>()?;
    let context = draft.context;
    let limit = context.catalogue.correction_limit;
    let clocks = Clocks {
        acceptance: None,
        reply: Some(Clock::start(limit, draft.now, context.calendar)),
        ..stopped(draft)
    };
    draft.record(Event::CorrectionRequested { defects, clocks });
    Ok(())
}

/// An answer that comes after the reply limit but before 退件 still counts: no law sets that limit, and the applicant
/// has answered.
pub(super) fn resubmit(
    draft: &mut Draft<'_>,
    changes: &[FieldChange],
    materials: &[Material],
) -> Result<(), Refusal> {
    if changes.is_empty() && materials.is_empty() {
        return Err(Refusal::NothingCorrected);
    }
    let fields = changes
        .iter()
        .map(|change| DefectTarget::Field(change.field.clone()));
    let kinds = materials
        .iter()
        .map(|material| DefectTarget::Material(material.kind.clone()));
    fields
        .chain(kinds)
        .try_for_each(|target| wording::of_this_matter(draft, &target))?;
    let notice = draft.item.corrections.last();
    let to_review = notice.is_some_and(|notice| notice.from == State::Reviewing);
    let clocks = if to_review {
        Clocks {
            reply: None,
            ..going_on(draft)
        }
    } else {
        // As new: the five days count from the answer (行政许可法 32(4)).
        Clocks {
            acceptance: Some(acceptance(draft)),
            ..Clocks::default()
        }
    };
    draft.record(Event::Resubmitted {
        changes: changes.to_vec(),
        materials: materials.to_vec(),
        clocks,
    });
    Ok(())
}

/// The applicant need not say why.
pub(super) fn withdraw(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    let reason = optional("reason", reason)?;
    draft.record(Event::Withdrawn { reason });
    Ok(())
}

pub(super) fn expire(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let reply = draft.item.clocks.reply.as_ref();
    if !reply.is_some_and(|clock| is_past(clock, draft)) {
        return Err(Refusal::TooEarly);
    }
    let grounds = wording::grounds_of_return(draft)?;
    draft.record(Event::Returned { grounds });
    Ok(())
}

pub(super) fn release(draft: &mut Draft<'_>) {
    let acceptance = acceptance(draft);
    draft.record(Event::Released { acceptance });
}

pub(super) fn fail_prerequisite(draft: &mut Draft<'_>, prerequisite: &ItemNo) {
    draft.record(Event::PrerequisiteFailed {
        prerequisite: prerequisite.clone(),
    });
}

/// Promise and statutory clock from acceptance on.
fn running_from(draft: &Draft<'_>, at: DateTime<Utc>) -> Clocks {
    let start = |limit| Clock::start(limit, at, draft.context.calendar);
    Clocks {
        acceptance: None,
        reply: None,
        promise: Some(start(draft.limits.promise)),
        statutory: draft.limits.statutory.map(start),
    }
}

/// Promise and statutory clock, standing.
pub(super) fn stopped(draft: &Draft<'_>) -> Clocks {
    let stop = |clock: &Clock| clock.stopped(draft.now);
    let clocks = &draft.item.clocks;
    Clocks {
        promise: clocks.promise.as_ref().map(stop),
        statutory: clocks.statutory.as_ref().map(stop),
        ..clocks.clone()
    }
}

/// Promise and statutory clock, running again.
pub(super) fn going_on(draft: &Draft<'_>) -> Clocks {
    let go_on = |clock: &Clock| clock.resumed(draft.now, draft.context.calendar);
    let clocks = &draft.item.clocks;
    Clocks {
        promise: clocks.promise.as_ref().map(go_on),
        statutory: clocks.statutory.as_ref().map(go_on),
        ..clocks.clone()
    }
}

fn acceptance(draft: &Draft<'_>) -> Clock {
    let context = draft.context;
    let limit = context.catalogue.acceptance_limit;
    Clock::start(limit, draft.now, context.calendar)
}

/// A provisional due date is counted anew first: nobody loses a limit to a calendar that came late.
fn is_past(clock: &Clock, draft: &Draft<'_>) -> bool {
    let due = if clock.due.provisional {
        clock.recomputed(draft.context.calendar).due
    } else {
        clock.due
    };
    draft.now > due.at
}
