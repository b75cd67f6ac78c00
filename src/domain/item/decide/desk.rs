//! Who works on an item and where it lies, and what is written beside it: 分派, 移交, 备注, 明文查看, recomputed dates.

use super::Draft;
use super::wording::{self, required};
use crate::domain::deadline::{Clock, DueDate};
use crate::domain::id::{Digest, FieldId, MaterialId, OfficerId};
use crate::domain::item::event::Event;
use crate::domain::item::{Clocks, DefectTarget, Desk};
use crate::domain::policy::table::can_hold;
use crate::domain::refusal::Refusal;

pub(super) fn assign(draft: &mut Draft<'_>, to: &OfficerId) -> Result<(), Refusal> {
    if draft.item.assignee.as_ref() == Some(to) {
        return Err(Refusal::AlreadyHeld);
    }
    let named = draft.context.assignee.filter(|officer| officer.id == *to);
    let officer = named.ok_or_else(|| Refusal::UnfitAssignee { to: to.clone() })?;
    can_hold(officer, &draft.facts())?;
    draft.record(Event::Assigned { to: to.clone() });
    Ok(())
}

/// The matter fixes department and line, so only the division changes; a matter of the city has no other desk.
pub(super) fn transfer(draft: &mut Draft<'_>, to: &Desk, reason: &str) -> Result<(), Refusal> {
    let reason = required("reason", reason)?;
    let routed = draft
        .context
        .catalogue
        .route(&draft.matter.id, &to.division);
    if *to == draft.item.desk || routed.as_ref() != Some(to) {
        return Err(Refusal::WrongDesk);
    }
    draft.record(Event::Transferred {
        from: draft.item.desk.clone(),
        to: to.clone(),
        reason,
    });
    Ok(())
}

pub(super) fn note(draft: &mut Draft<'_>, words: &str) -> Result<(), Refusal> {
    let words = required("words", words)?;
    draft.record(Event::Noted { words });
    Ok(())
}

/// What is shown in clear is written down first, and only what the matter needs can be shown.
pub(super) fn view_clear(
    draft: &mut Draft<'_>,
    fields: &[FieldId],
    reason: &str,
) -> Result<(), Refusal> {
    let reason = required("reason", reason)?;
    if fields.is_empty() {
        return Err(Refusal::WordsRequired { what: "fields" });
    }
    fields
        .iter()
        .cloned()
        .map(DefectTarget::Field)
        .try_for_each(|field| wording::of_this_matter(draft, &field))?;
    draft.record(Event::ClearViewed {
        fields: fields.to_vec(),
        reason,
    });
    Ok(())
}

/// A copy that leaves is written down first; a paper of another desk's matter is none of ours (国务院令716号 第七条).
pub(super) fn save_material(
    draft: &mut Draft<'_>,
    kind: &MaterialId,
    ordinal: u32,
    digest: &Digest,
) -> Result<(), Refusal> {
    wording::of_this_matter(draft, &DefectTarget::Material(kind.clone()))?;
    draft.record(Event::MaterialSaved {
        kind: kind.clone(),
        ordinal,
        digest: digest.clone(),
    });
    Ok(())
}

/// Also of a version that was amended since: it is in the file.
pub(super) fn save_result_file(draft: &mut Draft<'_>, digest: &Digest) -> Result<(), Refusal> {
    let file = draft.item.result_file(digest).ok_or(Refusal::UnknownFile)?;
    let file_name = file.file_name.clone();
    draft.record(Event::ResultFileSaved {
        file_name,
        digest: digest.clone(),
    });
    Ok(())
}

pub(super) fn recompute_due(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let mut before: Option<DueDate> = None;
    let mut anew = |clock: &Option<Clock>| {
        let clock = clock.as_ref()?;
        if !clock.due.provisional {
            return Some(clock.clone());
        }
        let recomputed = clock.recomputed(draft.context.calendar);
        if recomputed.due != clock.due {
            before = before.or(Some(clock.due));
        }
        Some(recomputed)
    };
    // In the order in which an officer watches them: the first date that moves is the one that was on the screen.
    let clocks = &draft.item.clocks;
    let clocks = Clocks {
        acceptance: anew(&clocks.acceptance),
        reply: anew(&clocks.reply),
        promise: anew(&clocks.promise),
        statutory: anew(&clocks.statutory),
    };
    let before = before.ok_or(Refusal::NothingProvisional)?;
    draft.record(Event::DueRecomputed { before, clocks });
    Ok(())
}
