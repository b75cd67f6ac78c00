//! What a command does to an item: events, or a refusal that changes nothing.
//!
//! [`decide`] asks [`policy`] whether the actor may make the move at all, then checks the command's contents, then
//! says what happened; `apply` folds it in. One file per kind of move: `intake` until acceptance, `review` until the
//! end, `desk` for who works on it, `outcome` for feedback and delivery. To add a move: a variant of `Command` and
//! `Move`, a row in the policy table, an arm here.

mod desk;
mod intake;
mod outcome;
mod review;
mod wording;

use chrono::{DateTime, Utc};

use super::Item;
use super::command::{Command, Move};
use super::event::{Event, EventRecord};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::{Catalogue, Matter, SceneMatter};
use crate::domain::policy::{self, Absent, Actor, ActorRef, Facts, Officer, Parties};
use crate::domain::refusal::Refusal;

/// What a decision needs to know besides the item and the command.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The catalogue that the application pins.
    pub catalogue: &'a Catalogue,
    /// The calendar of today.
    pub calendar: &'a Calendar,
    /// Who asks.
    pub actor: &'a Actor,
    /// Whose case it is.
    pub parties: &'a Parties,
    /// The account that an `Assign` names, where there is one; none for every other command.
    pub assignee: Option<&'a Officer>,
    /// Who holds the item, where the actor stands in for them now.
    pub stands_in_for: Option<&'a Absent>,
}

/// Decides a command.
///
/// Silence has the law's effect whether or not anyone has looked: once the acceptance limit is past, the item counts
/// as accepted before the command is heard (行政许可法 32(4)).
///
/// # Errors
/// Why the command is refused; nothing has changed.
pub fn decide(
    item: &Item,
    command: &Command,
    context: &Context<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<EventRecord>, Refusal> {
    let mut draft = Draft::new(item, context, now)?;
    let asked = command.name();
    let about_acceptance = matches!(
        asked,
        Move::Accept | Move::DeemAccepted | Move::RecomputeDue | Move::JudgeRules
    );
    if !about_acceptance && intake::silence_has_accepted(&draft) {
        intake::deem_accepted(&mut draft);
    }
    policy::may(context.actor, asked, &draft.facts())?;
    carry_out(&mut draft, command)?;
    Ok(draft.events)
}

fn carry_out(draft: &mut Draft<'_>, command: &Command) -> Result<(), Refusal> {
    match command {
        Command::Accept => intake::accept(draft),
        Command::NotAccept(grounds) => intake::not_accept(draft, grounds)?,
        Command::RequestCorrection(defects) => intake::request_correction(draft, defects)?,
        Command::Resubmit { changes, materials } => intake::resubmit(draft, changes, materials)?,
        Command::Withdraw { reason } => intake::withdraw(draft, reason)?,
        Command::Expire => intake::expire(draft)?,
        Command::DeemAccepted => intake::note_silence(draft)?,
        Command::Release => intake::release(draft),
        Command::FailPrerequisite { prerequisite } => {
            intake::fail_prerequisite(draft, prerequisite);
        }
        Command::Approve { opinion, feedback } => {
            review::approve(draft, opinion, feedback.as_ref())?;
        }
        Command::Refuse { opinion, grounds } => review::refuse(draft, opinion, grounds)?,
        Command::NotNeeded { reason } => review::not_needed(draft, reason)?,
        Command::Suspend {
            kind,
            reason,
            expected_work_days,
        } => review::suspend(draft, kind, reason, *expected_work_days)?,
        Command::Resume { result } => review::resume(draft, result)?,
        Command::SendToSecondReview { opinion } => review::send_to_second_review(draft, opinion)?,
        Command::SendBack { opinion } => review::send_back(draft, opinion)?,
        Command::Forward { to, reason } => review::forward(draft, to, reason)?,
        Command::Void { reason } => review::void(draft, reason)?,
        Command::Claim => draft.record(Event::Claimed),
        Command::ReleaseClaim => draft.record(Event::ClaimReleased),
        Command::Assign { to } => desk::assign(draft, to)?,
        Command::Transfer { to, reason } => desk::transfer(draft, to, reason)?,
        Command::Note { words } => desk::note(draft, words)?,
        Command::ViewClear { fields, reason } => desk::view_clear(draft, fields, reason)?,
        Command::SaveMaterial {
            kind,
            ordinal,
            digest,
        } => desk::save_material(draft, kind, *ordinal, digest)?,
        Command::SaveResultFile { digest } => desk::save_result_file(draft, digest)?,
        Command::JudgeRules(rules) => draft.record(Event::RulesJudged {
            rules: rules.clone(),
        }),
        Command::RecomputeDue => desk::recompute_due(draft)?,
        Command::RecordFeedback(feedback) => outcome::record_feedback(draft, feedback)?,
        Command::AmendFeedback(feedback) => outcome::amend_feedback(draft, feedback)?,
        Command::Dispatch(shipment) => outcome::dispatch(draft, shipment)?,
        Command::Deliver => draft.record(Event::Delivered),
        Command::ReturnDelivery { reason } => outcome::return_delivery(draft, reason)?,
    }
    Ok(())
}

/// A decision while it is made: the events so far, and the item as they leave it.
struct Draft<'a> {
    item: Item,
    events: Vec<EventRecord>,
    matter: &'a Matter,
    limits: &'a SceneMatter,
    context: &'a Context<'a>,
    now: DateTime<Utc>,
}

impl<'a> Draft<'a> {
    fn new(item: &Item, context: &'a Context<'a>, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let catalogue = context.catalogue;
        let unknown = || Refusal::UnknownMatter(item.matter.clone());
        Ok(Self {
            item: item.clone(),
            events: Vec::new(),
            matter: catalogue.matter(&item.matter).ok_or_else(unknown)?,
            limits: catalogue
                .scene_matter(&item.scene, &item.matter)
                .ok_or_else(unknown)?,
            context,
            now,
        })
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            item: &self.item,
            parties: self.context.parties,
            catalogue: self.context.catalogue,
            stands_in_for: self.context.stands_in_for.map(|absent| &absent.id),
        }
    }

    /// The actor did this.
    fn record(&mut self, event: Event) {
        let mut actor = ActorRef::from(self.context.actor);
        if let ActorRef::Officer { stands_in_for, .. } = &mut actor {
            let absent = self.context.stands_in_for;
            let absent = absent.filter(|absent| self.item.assignee.as_ref() == Some(&absent.id));
            *stands_in_for = absent.cloned();
        }
        self.record_by(actor, event);
    }

    /// Someone did this: the actor, or time.
    fn record_by(&mut self, actor: ActorRef, event: Event) {
        let record = EventRecord {
            item: self.item.no.clone(),
            version: self.item.version + 1,
            at: self.now,
            actor,
            event,
        };
        self.item.apply(&record);
        self.events.push(record);
    }
}
