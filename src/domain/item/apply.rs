//! The fold: what an event makes of an item. Decides nothing and refuses nothing, so that what was once written loads
//! for ever; every date and clock is in the event.

use super::event::{Event, EventRecord};
use super::{
    Clocks, Closing, CorrectionNotice, Delivery, DeliveryState, Feedback, Grounds, Item, Outcome,
    SpecialProcedure, State,
};
use crate::domain::id::OfficerId;
use crate::domain::item::command::FeedbackDraft;
use crate::domain::policy::ActorRef;

impl Item {
    /// The item that a history makes; none where it does not begin with the filing.
    pub fn from_events<'a>(history: impl IntoIterator<Item = &'a EventRecord>) -> Option<Self> {
        let mut records = history.into_iter();
        let mut item = Self::filed(records.next()?)?;
        records.for_each(|record| item.apply(record));
        Some(item)
    }

    /// The item that a filing makes; none where the event is another.
    pub fn filed(record: &EventRecord) -> Option<Self> {
        let Event::Filed {
            scene,
            matter,
            desk,
            channel,
            catalogue,
            rules,
            state,
            acceptance,
        } = &record.event
        else {
            return None;
        };
        Some(Self {
            no: record.item.clone(),
            application: record.item.application(),
            scene: scene.clone(),
            matter: matter.clone(),
            desk: desk.clone(),
            channel: *channel,
            catalogue: catalogue.clone(),
            filed_at: record.at,
            changed_at: record.at,
            filed_by: account(record),
            version: record.version,
            state: *state,
            assignee: None,
            first_reviewer: None,
            clocks: Clocks {
                acceptance: acceptance.clone(),
                ..Clocks::default()
            },
            deemed_accepted: false,
            rules: rules.clone(),
            corrections: Vec::new(),
            special_procedures: Vec::new(),
            void_proposed_by: None,
            closing: None,
            feedback: Vec::new(),
            delivery: None,
        })
    }

    /// Folds the next event in.
    pub fn apply(&mut self, record: &EventRecord) {
        self.version = record.version;
        if !record.event.only_looks() {
            self.changed_at = record.at;
        }
        match &record.event {
            // Only ever the first event; `filed` has read it.
            Event::Filed { .. }
            | Event::Noted { .. }
            | Event::ClearViewed { .. }
            | Event::MaterialSaved { .. }
            | Event::ResultFileSaved { .. } => {}
            Event::Released { acceptance } => {
                self.state = State::Received;
                self.clocks.acceptance = Some(acceptance.clone());
            }
            Event::Accepted { clocks } => {
                self.move_on(State::Reviewing, clocks);
                self.take(record);
            }
            Event::DeemedAccepted { clocks } => {
                self.move_on(State::Reviewing, clocks);
                self.deemed_accepted = true;
            }
            Event::CorrectionRequested { defects, clocks } => {
                if let Some(reply) = &clocks.reply {
                    self.corrections.push(CorrectionNotice {
                        at: record.at,
                        by: account(record),
                        defects: defects.clone(),
                        reply_due: reply.due,
                        from: self.state,
                        answered_at: None,
                    });
                }
                self.move_on(State::Correcting, clocks);
                self.take(record);
            }
            Event::Resubmitted { clocks, .. } => self.answer(record, clocks),
            Event::Suspended {
                kind,
                reason,
                expected_work_days,
                clocks,
            } => {
                self.special_procedures.push(SpecialProcedure {
                    kind: kind.clone(),
                    reason: reason.clone(),
                    expected_work_days: *expected_work_days,
                    from: record.at,
                    result: None,
                    until: None,
                });
                self.move_on(State::Suspended, clocks);
                self.take(record);
            }
            Event::Resumed { result, clocks } => {
                if let Some(procedure) = self.special_procedures.last_mut() {
                    procedure.result = Some(result.clone());
                    procedure.until = Some(record.at);
                }
                self.move_on(State::Reviewing, clocks);
                self.take(record);
            }
            Event::SentToSecondReview { .. } => {
                self.state = State::SecondReview;
                self.first_reviewer = Some(account(record));
                self.assignee = None;
            }
            Event::SentBack { .. } => {
                self.state = State::Reviewing;
                self.assignee.clone_from(&self.first_reviewer);
            }
            Event::VoidProposed { .. } => self.void_proposed_by = Some(account(record)),
            Event::Claimed => self.take(record),
            Event::ClaimReleased => self.assignee = None,
            Event::Assigned { to } => self.assignee = Some(to.clone()),
            Event::Transferred { to, .. } => {
                self.desk = to.clone();
                self.assignee = None;
            }
            Event::RulesJudged { rules } => self.rules.clone_from(rules),
            Event::DueRecomputed { clocks, .. } => self.clocks = clocks.clone(),
            Event::FeedbackRecorded { feedback } | Event::FeedbackAmended { feedback } => {
                self.feed_back(record, feedback);
            }
            Event::Dispatched { .. } | Event::Delivered | Event::DeliveryReturned { .. } => {
                self.carry(record);
            }
            Event::PrerequisiteFailed { .. }
            | Event::NotAccepted { .. }
            | Event::Withdrawn { .. }
            | Event::Returned { .. }
            | Event::Approved { .. }
            | Event::Refused { .. }
            | Event::NotNeeded { .. }
            | Event::Forwarded { .. }
            | Event::Voided { .. } => self.close(record),
        }
    }

    fn move_on(&mut self, state: State, clocks: &Clocks) {
        self.state = state;
        self.clocks = clocks.clone();
    }

    /// Who works on an item that nobody holds, holds it from then on.
    fn take(&mut self, record: &EventRecord) {
        if let Some(officer) = record.actor.officer() {
            self.assignee = Some(officer.clone());
        }
    }

    /// The answered item goes back to where the notice left it.
    fn answer(&mut self, record: &EventRecord, clocks: &Clocks) {
        let mut state = State::Received;
        if let Some(notice) = self.corrections.last_mut() {
            notice.answered_at = Some(record.at);
            state = notice.from;
        }
        self.move_on(state, clocks);
    }

    fn close(&mut self, record: &EventRecord) {
        let Some((outcome, opinion, grounds)) = ending(&record.event) else {
            return;
        };
        self.state = State::Closed;
        self.closing = Some(Closing {
            outcome,
            at: record.at,
            // The applicant's and time's endings are nobody's decision.
            by: record
                .actor
                .officer()
                .filter(|_| outcome != Outcome::Withdrawn)
                .cloned(),
            opinion: opinion.to_owned(),
            grounds: grounds.cloned(),
        });
        if let Event::Approved { mail, .. } = record.event {
            let state = if mail {
                DeliveryState::ToSend
            } else {
                DeliveryState::Online
            };
            self.delivery = Some(Delivery {
                state,
                shipment: None,
                at: record.at,
                reason: None,
            });
        }
        if !matches!(outcome, Outcome::Withdrawn | Outcome::Voided) {
            self.take(record);
        }
    }

    fn feed_back(&mut self, record: &EventRecord, draft: &FeedbackDraft) {
        self.feedback.push(Feedback {
            version: self.feedback.last().map_or(1, |last| last.version + 1),
            at: record.at,
            by: account(record),
            document_no: draft.document_no.clone(),
            fields: draft.fields.clone(),
            words: draft.words.clone(),
            files: draft.files.clone(),
        });
    }

    fn carry(&mut self, record: &EventRecord) {
        let sent = self.delivery.take().and_then(|delivery| delivery.shipment);
        let (state, shipment, reason) = match &record.event {
            Event::Dispatched { shipment } => (DeliveryState::Sent, Some(shipment.clone()), None),
            Event::DeliveryReturned { reason } => {
                (DeliveryState::CameBack, sent, Some(reason.clone()))
            }
            _ => (DeliveryState::Delivered, sent, None),
        };
        self.delivery = Some(Delivery {
            state,
            shipment,
            at: record.at,
            reason,
        });
    }
}

/// The outcome of an event that closes, with the words and grounds that go into the closing.
fn ending(event: &Event) -> Option<(Outcome, &str, Option<&Grounds>)> {
    Some(match event {
        Event::Approved { opinion, .. } => (Outcome::Approved, opinion, None),
        Event::Refused { opinion, grounds } => (Outcome::Refused, opinion, Some(grounds)),
        Event::NotAccepted { grounds } => (Outcome::NotAccepted, "", Some(grounds)),
        Event::Returned { grounds } => (Outcome::Returned, "", Some(grounds)),
        Event::NotNeeded { reason } => (Outcome::NotNeeded, reason, None),
        Event::Withdrawn { reason } => (Outcome::Withdrawn, reason, None),
        Event::Forwarded { reason, .. } => (Outcome::Forwarded, reason, None),
        Event::Voided { reason, .. } => (Outcome::Voided, reason, None),
        Event::PrerequisiteFailed { .. } => (Outcome::PrerequisiteFailed, "", None),
        _ => return None,
    })
}

/// The account behind an event; time has one too, for what an account must stand for.
fn account(record: &EventRecord) -> OfficerId {
    match &record.actor {
        ActorRef::Officer { id, .. } => id.clone(),
        ActorRef::System => "system".parse().expect("a plain word is an officer id"),
    }
}
