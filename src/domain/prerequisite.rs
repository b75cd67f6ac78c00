//! What waits for what: prerequisites between the matters of one application, and matters that exclude each other.
//!
//! Which matters they are is catalogue data. Only the siblings in the same application are waited for; whether
//! something was approved earlier is a rule's question (R11).

use super::catalogue::{Catalogue, Exclusion, Prerequisite, PrerequisiteKind};
use super::form::Form;
use super::id::{ItemNo, MatterId};
use super::item::command::Command;
use super::item::{Item, Outcome, State};

/// How a matter stands to what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is waited for, or all of it is there.
    Free,
    /// These are not decided yet.
    Waits(Vec<MatterId>),
    /// This one was closed without giving what is needed.
    Failed(MatterId),
}

/// A chosen matter and its outcome, once closed.
pub type Sibling = (MatterId, Option<Outcome>);

/// How a matter stands among its siblings. Each insurance that is paid is waited for by itself.
pub fn standing(
    matter: &MatterId,
    siblings: &[Sibling],
    form: &Form,
    catalogue: &Catalogue,
) -> Standing {
    let mut waits = Vec::new();
    for prerequisite in applicable(matter, form, catalogue, PrerequisiteKind::Hard) {
        let chosen: Vec<&Sibling> = siblings
            .iter()
            .filter(|(other, _)| prerequisite.any_of.contains(other))
            .collect();
        let given = |outcome: Option<Outcome>| {
            // 无需办理 means that what the matter gives is there already.
            matches!(outcome, Some(Outcome::Approved | Outcome::NotNeeded))
        };
        if chosen.iter().any(|(_, outcome)| given(*outcome)) {
            continue;
        }
        let open = chosen.iter().filter(|(_, outcome)| outcome.is_none());
        let open: Vec<MatterId> = open.map(|(other, _)| other.clone()).collect();
        match chosen.last() {
            Some((failed, _)) if open.is_empty() => return Standing::Failed(failed.clone()),
            _ => waits.extend(open),
        }
    }
    if waits.is_empty() {
        Standing::Free
    } else {
        Standing::Waits(waits)
    }
}

/// The chosen matters that are better decided before this one, though nothing waits for them.
pub fn better_after(
    matter: &MatterId,
    chosen: &[MatterId],
    form: &Form,
    catalogue: &Catalogue,
) -> Vec<MatterId> {
    applicable(matter, form, catalogue, PrerequisiteKind::Soft)
        .flat_map(|prerequisite| &prerequisite.any_of)
        .filter(|other| chosen.contains(other))
        .cloned()
        .collect()
}

fn applicable<'a>(
    matter: &'a MatterId,
    form: &'a Form,
    catalogue: &'a Catalogue,
    kind: PrerequisiteKind,
) -> impl Iterator<Item = &'a Prerequisite> {
    catalogue.prerequisites.iter().filter(move |prerequisite| {
        let when = prerequisite.when.as_ref();
        prerequisite.matter == *matter
            && prerequisite.kind == kind
            && when.is_none_or(|condition| form.meets(condition))
    })
}

/// The exclusions that a choice of matters breaks.
pub fn broken_exclusions<'a>(chosen: &[MatterId], catalogue: &'a Catalogue) -> Vec<&'a Exclusion> {
    catalogue
        .exclusions
        .iter()
        .filter(|exclusion| {
            chosen.contains(&exclusion.matters.0) && chosen.contains(&exclusion.matters.1)
        })
        .collect()
}

/// What follows for the waiting items of an application from how all of them stand: who is released, who has failed.
/// Commands of the system actor; run it again after they are carried out, for what they set free in turn.
pub fn follow_ups(items: &[Item], catalogue: &Catalogue, form: &Form) -> Vec<(ItemNo, Command)> {
    let siblings: Vec<Sibling> = items
        .iter()
        .map(|item| (item.matter.clone(), item.outcome()))
        .collect();
    let number = |matter: &MatterId| items.iter().find(|item| item.matter == *matter);
    items
        .iter()
        .filter(|item| item.state == State::Waiting)
        .filter_map(|item| {
            let command = match standing(&item.matter, &siblings, form, catalogue) {
                Standing::Free => Command::Release,
                Standing::Waits(_) => return None,
                Standing::Failed(matter) => Command::FailPrerequisite {
                    prerequisite: number(&matter)?.no.clone(),
                },
            };
            Some((item.no.clone(), command))
        })
        .collect()
}
