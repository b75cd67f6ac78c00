//! The one table: every move, in which states it exists, who may make it, and what else must hold.
//!
//! Owns no contents of commands (words, dates, result fields): those are `decide`'s. To add a move: a row here, an
//! arm in `decide`, and the words of its name.

use super::{Actor, Officer, Parties, Role, scope_of};
use crate::domain::catalogue::Catalogue;
use crate::domain::id::OfficerId;
use crate::domain::item::State::{
    self, Closed, Correcting, Received, Reviewing, SecondReview, Suspended, Waiting,
};
use crate::domain::item::command::Move;
use crate::domain::item::{DeliveryState, Item, Outcome};
use crate::domain::refusal::Refusal;
use crate::domain::rule::Verdict;

/// A move's row.
struct Row {
    asked: Move,
    states: &'static [State],
    who: &'static [Option<Role>],
    conditions: &'static [Condition],
}

/// What must hold of the person and the item besides role and state.
type Condition = fn(&Case<'_>) -> Result<(), Refusal>;

/// An officer in front of an item.
struct Case<'a> {
    officer: &'a Officer,
    asked: Move,
    facts: &'a Facts<'a>,
}

/// What is known of an item when someone asks what they may do with it.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The item.
    pub item: &'a Item,
    /// Whose case it is.
    pub parties: &'a Parties,
    /// The catalogue that the application pins.
    pub catalogue: &'a Catalogue,
    /// Who holds the item, where the one who asks stands in for them now (AB 岗).
    pub stands_in_for: Option<&'a OfficerId>,
}

const OPEN: &[State] = &[
    Waiting,
    Received,
    Correcting,
    Reviewing,
    SecondReview,
    Suspended,
];
const ANY: &[State] = &State::ALL;

/// Who works on items.
const DESK: &[Option<Role>] = &[Some(Role::Handler), Some(Role::SecondReviewer)];
/// Who decides in second review (分级审核, 社会保险经办条例 37): the role 复核 alone.
const SECOND: &[Option<Role>] = &[Some(Role::SecondReviewer)];
/// Who speaks for the applicant.
const FRONT: &[Option<Role>] = &[Some(Role::Clerk), Some(Role::Portal)];
/// Who may move work to a colleague or to another desk.
const DESK_OR_WATCH: &[Option<Role>] = &[
    Some(Role::Handler),
    Some(Role::SecondReviewer),
    Some(Role::Supervisor),
];
/// Time alone.
const TIME: &[Option<Role>] = &[None];
/// A finding at filing closes the item at once; later an officer finds it.
const DESK_OR_TIME: &[Option<Role>] = &[Some(Role::Handler), Some(Role::SecondReviewer), None];

/// Deciding: not one's own case, and not over the head of the colleague who holds the item.
const DECIDE: &[Condition] = &[not_own_case, not_held_by_another];
/// The same where the item may be in second review.
const REVIEW: &[Condition] = &[
    immediate_if_received,
    second_pair_of_eyes,
    not_own_case,
    not_held_by_another,
];
/// And nothing is approved whose conditions do not hold: what would stop a filing stops an approval.
const APPROVE: &[Condition] = &[
    immediate_if_received,
    second_pair_of_eyes,
    not_own_case,
    not_held_by_another,
    rules_hold,
];
const NONE: &[Condition] = &[];

#[rustfmt::skip]
const TABLE: [Row; 31] = [
    row(Move::Accept,             &[Received],                          DESK,          DECIDE),
    row(Move::NotAccept,          &[Received],                          DESK,          DECIDE),
    row(Move::RequestCorrection,  &[Received, Reviewing],               DESK,          DECIDE),
    row(Move::Resubmit,           &[Correcting],                        FRONT,         NONE),
    row(Move::Withdraw,           OPEN,                                 FRONT,         NONE),
    row(Move::Expire,             &[Correcting],                        TIME,          NONE),
    row(Move::DeemAccepted,       &[Received],                          TIME,          NONE),
    row(Move::Approve,            &[Received, Reviewing, SecondReview], DESK,          APPROVE),
    row(Move::Refuse,             &[Reviewing, SecondReview],           DESK,          REVIEW),
    row(Move::NotNeeded,          &[Received, Reviewing],               DESK_OR_TIME,  DECIDE),
    row(Move::Suspend,            &[Reviewing],                         DESK,          DECIDE),
    row(Move::Resume,             &[Suspended],                         DESK,          DECIDE),
    row(Move::SendToSecondReview, &[Reviewing],                         DESK,          DECIDE),
    row(Move::SendBack,           &[SecondReview],                      SECOND,        REVIEW),
    row(Move::Forward,            &[Reviewing],                         DESK,          DECIDE),
    row(Move::Release,            &[Waiting],                           TIME,          NONE),
    row(Move::FailPrerequisite,   &[Waiting],                           TIME,          NONE),
    // Not bound to the holder: the second person is by nature not the one who holds it.
    row(Move::Void,               OPEN,                                 DESK,          &[not_own_case, not_proposed_by_oneself]),
    row(Move::Claim,              OPEN,                                 DESK,          &[second_pair_of_eyes, not_own_case, not_held_by_another, not_held_already]),
    row(Move::ReleaseClaim,       OPEN,                                 DESK,          &[not_held_by_another, held]),
    // 转交: who holds it hands it to a colleague; a supervisor hands out what anyone holds, or nobody.
    row(Move::Assign,             OPEN,                                 DESK_OR_WATCH, &[not_own_case, not_held_by_another, held_or_watched]),
    row(Move::Transfer,           OPEN,                                 DESK_OR_WATCH, DECIDE),
    row(Move::Note,               ANY,                                  DESK_OR_WATCH, NONE),
    row(Move::RecordFeedback,     &[Closed],                            DESK,          &[approved, not_own_case, no_feedback_yet]),
    row(Move::AmendFeedback,      &[Closed],                            DESK,          &[approved, not_own_case, feedback_to_amend]),
    row(Move::Dispatch,           &[Closed],                            DESK,          &[approved, not_own_case, to_be_sent]),
    row(Move::Deliver,            &[Closed],                            DESK,          &[approved, not_own_case, on_its_way]),
    row(Move::ReturnDelivery,     &[Closed],                            DESK,          &[approved, not_own_case, on_its_way]),
    row(Move::JudgeRules,         OPEN,                                 TIME,          NONE),
    row(Move::RecomputeDue,       OPEN,                                 TIME,          NONE),
    row(Move::ViewClear,          ANY,                                  DESK,          NONE),
];

const fn row(
    asked: Move,
    states: &'static [State],
    who: &'static [Option<Role>],
    conditions: &'static [Condition],
) -> Row {
    Row {
        asked,
        states,
        who,
        conditions,
    }
}

fn row_of(asked: Move) -> &'static Row {
    TABLE
        .iter()
        .find(|row| row.asked == asked)
        .expect("a test asks for every move's row")
}

/// Whether the actor may make the move on this item as it stands.
///
/// # Errors
/// The first that stands in the way, in this order: the role, the desk, the state, the person.
pub fn may(actor: &Actor, asked: Move, facts: &Facts<'_>) -> Result<(), Refusal> {
    let row = row_of(asked);
    let role = actor.role();
    if !row.who.contains(&role) {
        return Err(Refusal::NotAllowed { asked, role });
    }
    let officer = actor.officer();
    if officer.is_some_and(|officer| !reaches(officer, facts)) {
        return Err(Refusal::OutOfReach);
    }
    let state = facts.item.state;
    if !row.states.contains(&state) {
        return Err(Refusal::IllegalMove { asked, state });
    }
    officer.map_or(Ok(()), |officer| {
        let case = Case {
            officer,
            asked,
            facts,
        };
        row.conditions.iter().try_for_each(|holds| holds(&case))
    })
}

/// Whether the role knows the move at all, whatever the item.
pub fn knows(role: Role, asked: Move) -> bool {
    row_of(asked).who.contains(&Some(role))
}

/// Whether the move is one for this state at all, whoever asks.
pub fn is_for(asked: Move, state: State) -> bool {
    row_of(asked).states.contains(&state)
}

/// Whether an item can be given to the officer: one who could not decide it must not hold it.
///
/// # Errors
/// [`Refusal::UnfitAssignee`].
pub fn can_hold(officer: &Officer, facts: &Facts<'_>) -> Result<(), Refusal> {
    let case = Case {
        officer,
        asked: Move::Claim,
        facts,
    };
    let fit = DESK.contains(&Some(officer.role))
        && reaches(officer, facts)
        && second_pair_of_eyes(&case).is_ok()
        && not_own_case(&case).is_ok();
    if fit {
        Ok(())
    } else {
        Err(Refusal::UnfitAssignee {
            to: officer.id.clone(),
        })
    }
}

/// Every move that the actor's role knows, with what stands in its way now.
pub fn allowed_moves(actor: &Actor, facts: &Facts<'_>) -> Vec<(Move, Option<Refusal>)> {
    TABLE
        .iter()
        .filter(|row| row.who.contains(&actor.role()))
        .map(|row| (row.asked, may(actor, row.asked, facts).err()))
        .collect()
}

fn reaches(officer: &Officer, facts: &Facts<'_>) -> bool {
    scope_of(officer, facts.catalogue).covers(&facts.item.desk, &facts.item.filed_by)
}

fn require(holds: bool, refusal: Refusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(refusal) }
}

/// Only what is done on the spot (即时办结) is accepted and decided in one action.
fn immediate_if_received(case: &Case<'_>) -> Result<(), Refusal> {
    let Facts {
        item, catalogue, ..
    } = case.facts;
    let state = item.state;
    let fits = state != Received || catalogue.is_immediate(&item.scene, &item.matter);
    require(
        fits,
        Refusal::IllegalMove {
            asked: case.asked,
            state,
        },
    )
}

/// In second review another person than the first reviewer decides, and one of the role 复核.
fn second_pair_of_eyes(case: &Case<'_>) -> Result<(), Refusal> {
    let Case {
        officer,
        asked,
        facts,
    } = case;
    if facts.item.state != SecondReview {
        return Ok(());
    }
    let role = Some(officer.role);
    require(
        SECOND.contains(&role),
        Refusal::NotAllowed {
            asked: *asked,
            role,
        },
    )?;
    require(
        facts.item.first_reviewer.as_ref() != Some(&officer.id),
        Refusal::SamePerson,
    )
}

/// Nobody decides an application that they filed or that is their own (回避).
fn not_own_case(case: &Case<'_>) -> Result<(), Refusal> {
    let Case { officer, facts, .. } = case;
    let filed = officer.id == facts.item.filed_by;
    let party = officer
        .id_number
        .as_ref()
        .is_some_and(|own| facts.parties.id_numbers.contains(own));
    require(!filed && !party, Refusal::OwnCase)
}

/// A supervisor hands on what others hold; that is the office. Who stands in for the holder is in their place.
fn not_held_by_another(case: &Case<'_>) -> Result<(), Refusal> {
    match &case.facts.item.assignee {
        Some(assignee) if case.facts.stands_in_for == Some(assignee) => Ok(()),
        Some(assignee) if *assignee != case.officer.id && case.officer.role != Role::Supervisor => {
            Err(Refusal::HeldByAnother {
                assignee: assignee.clone(),
            })
        }
        _ => Ok(()),
    }
}

fn not_held_already(case: &Case<'_>) -> Result<(), Refusal> {
    require(
        case.facts.item.assignee.as_ref() != Some(&case.officer.id),
        Refusal::AlreadyHeld,
    )
}

fn held(case: &Case<'_>) -> Result<(), Refusal> {
    require(case.facts.item.assignee.is_some(), Refusal::NotHeld)
}

fn held_or_watched(case: &Case<'_>) -> Result<(), Refusal> {
    match case.officer.role {
        Role::Supervisor => Ok(()),
        _ => held(case),
    }
}

/// 作废 takes two persons.
fn not_proposed_by_oneself(case: &Case<'_>) -> Result<(), Refusal> {
    require(
        case.facts.item.void_proposed_by.as_ref() != Some(&case.officer.id),
        Refusal::SamePerson,
    )
}

fn rules_hold(case: &Case<'_>) -> Result<(), Refusal> {
    let mut rules = case.facts.item.rules.iter();
    match rules.find(|result| result.verdict == Verdict::Fail) {
        Some(failed) => Err(Refusal::RuleFailed {
            matter: case.facts.item.matter.clone(),
            rule: failed.rule.clone(),
        }),
        None => Ok(()),
    }
}

fn approved(case: &Case<'_>) -> Result<(), Refusal> {
    match case.facts.item.outcome() {
        Some(Outcome::Approved) | None => Ok(()),
        Some(outcome) => Err(Refusal::NotApproved { outcome }),
    }
}

fn no_feedback_yet(case: &Case<'_>) -> Result<(), Refusal> {
    require(case.facts.item.feedback.is_empty(), Refusal::FeedbackExists)
}

fn feedback_to_amend(case: &Case<'_>) -> Result<(), Refusal> {
    require(!case.facts.item.feedback.is_empty(), Refusal::NoFeedback)
}

fn delivery_is(case: &Case<'_>, states: &[DeliveryState]) -> Result<(), Refusal> {
    let delivery = case.facts.item.delivery.as_ref();
    require(
        delivery.is_some_and(|delivery| states.contains(&delivery.state)),
        Refusal::DeliveryStep,
    )
}

/// What came back is sent again.
fn to_be_sent(case: &Case<'_>) -> Result<(), Refusal> {
    delivery_is(case, &[DeliveryState::ToSend, DeliveryState::CameBack])
}

fn on_its_way(case: &Case<'_>) -> Result<(), Refusal> {
    delivery_is(case, &[DeliveryState::Sent])
}
