//! From acceptance to the end: 准予, 不予, 无需办理, 特别程序, 复核, 转报, 作废.

use super::wording::{self, NAME_MOST, optional, required, required_within};
use super::{Draft, intake, outcome};
use crate::domain::catalogue::PhraseKind;
use crate::domain::id::PhraseId;
use crate::domain::item::command::FeedbackDraft;
use crate::domain::item::event::Event;
use crate::domain::item::{Grounds, State};
use crate::domain::refusal::Refusal;

/// The longest special procedure that may be announced: a year of work days.
const LONGEST_PROCEDURE: u32 = 250;

/// From `received` an immediate matter is accepted on the way; with a draft its result is fed back at once.
pub(super) fn approve(
    draft: &mut Draft<'_>,
    opinion: &str,
    feedback: Option<&FeedbackDraft>,
) -> Result<(), Refusal> {
    let opinion = optional("opinion", opinion)?;
    if draft.item.state == State::Received {
        intake::accept(draft);
    }
    let mail = draft.matter.mailed;
    draft.record(Event::Approved { opinion, mail });
    feedback.map_or(Ok(()), |feedback| outcome::record_feedback(draft, feedback))
}

pub(super) fn refuse(
    draft: &mut Draft<'_>,
    opinion: &str,
    grounds: &Grounds,
) -> Result<(), Refusal> {
    let opinion = optional("opinion", opinion)?;
    let grounds = wording::grounds(draft, grounds, PhraseKind::RefuseReason)?;
    draft.record(Event::Refused { opinion, grounds });
    Ok(())
}

pub(super) fn not_needed(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    let reason = required("reason", reason)?;
    draft.record(Event::NotNeeded { reason });
    Ok(())
}

/// The time of hearings, inspections and appraisals does not count, but the applicant is told how long (行政许可法 45).
pub(super) fn suspend(
    draft: &mut Draft<'_>,
    kind: &PhraseId,
    reason: &str,
    expected_work_days: u32,
) -> Result<(), Refusal> {
    wording::phrase(draft, kind, PhraseKind::SpecialProcedure)?;
    let reason = required("reason", reason)?;
    if !(1..=LONGEST_PROCEDURE).contains(&expected_work_days) {
        return Err(Refusal::ExpectedWorkDays);
    }
    let clocks = intake::stopped(draft);
    draft.record(Event::Suspended {
        kind: kind.clone(),
        reason,
        expected_work_days,
        clocks,
    });
    Ok(())
}

pub(super) fn resume(draft: &mut Draft<'_>, result: &str) -> Result<(), Refusal> {
    let result = required("result", result)?;
    let clocks = intake::going_on(draft);
    draft.record(Event::Resumed { result, clocks });
    Ok(())
}

/// The second reviewer reads the first one's opinion, so there must be one.
pub(super) fn send_to_second_review(draft: &mut Draft<'_>, opinion: &str) -> Result<(), Refusal> {
    let opinion = required("opinion", opinion)?;
    draft.record(Event::SentToSecondReview { opinion });
    Ok(())
}

pub(super) fn send_back(draft: &mut Draft<'_>, opinion: &str) -> Result<(), Refusal> {
    let opinion = required("opinion", opinion)?;
    draft.record(Event::SentBack { opinion });
    Ok(())
}

pub(super) fn forward(draft: &mut Draft<'_>, to: &str, reason: &str) -> Result<(), Refusal> {
    let to = required_within("to", to, NAME_MOST)?;
    let reason = required("reason", reason)?;
    draft.record(Event::Forwarded { to, reason });
    Ok(())
}

/// The first who asks proposes; another who asks does it.
pub(super) fn void(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    let reason = required("reason", reason)?;
    draft.record(match draft.item.void_proposed_by.clone() {
        None => Event::VoidProposed { reason },
        Some(proposed_by) => Event::Voided {
            reason,
            proposed_by,
        },
    });
    Ok(())
}
