//! The combined result (综合结果, 一端出件): for every item what came out of it and what comes next, never one yes or no.
//!
//! Computed from the application and its items each time; nothing of it is stored. Words are in `words`.

use std::collections::BTreeMap;

use super::Application;
use crate::domain::catalogue::{Catalogue, Label, Matter};
use crate::domain::deadline::DueDate;
use crate::domain::id::{ApplicationNo, MatterId};
use crate::domain::item::{
    DeliveryState, Feedback, Grounds, Item, Outcome, SpecialProcedure, State,
};
use crate::domain::prerequisite::{Sibling, Standing, standing};

/// The result of a whole application.
#[derive(Debug, Clone)]
pub struct CombinedResult<'a> {
    /// The application's number.
    pub application: &'a ApplicationNo,
    /// How far it is.
    pub state: CombinedState,
    /// How many items ended in each way.
    pub counts: BTreeMap<Outcome, usize>,
    /// One per item, in the notice's order.
    pub items: Vec<ItemResult<'a>>,
}

/// How far an application is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CombinedState {
    /// 办理中: nothing is closed yet.
    InProgress,
    /// 部分办结: something is.
    PartlyClosed,
    /// 全部办结: everything is, whatever came out; the counts say what.
    AllClosed,
}

impl CombinedState {
    /// The state's name in JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::PartlyClosed => "partly_closed",
            Self::AllClosed => "all_closed",
        }
    }
}

/// The result of one item.
#[derive(Debug, Clone)]
pub struct ItemResult<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its matter: names of document and result fields.
    pub matter: &'a Matter,
    /// What the applicant does next.
    pub next_step: NextStep<'a>,
}

/// What the applicant does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep<'a> {
    /// Nothing: the department is at work.
    Wait,
    /// Nothing: these matters are decided first.
    WaitFor(Vec<MatterId>),
    /// Answer the correction notice until then.
    Correct(DueDate),
    /// Nothing: a special procedure runs, for so many working days.
    SpecialProcedure(&'a SpecialProcedure),
    /// What the catalogue says for an approved item.
    Approved(&'a Label),
    /// Nothing: the document will be mailed.
    MailToSend,
    /// Nothing: it is on its way.
    MailSent,
    /// See to the address: it came back.
    MailCameBack,
    /// Nothing: it is there already.
    NothingNeeded,
    /// The remedy against a refusal; the matter can be filed again where the reason is gone.
    Remedy(&'a Grounds),
    /// File again, once the reason is gone.
    FileAgain,
    /// File again once this matter, which was not approved, is.
    FileAfter(MatterId),
    /// Ask the authority to which it was handed.
    AskAuthority,
}

impl NextStep<'_> {
    /// The step's name in the message catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::WaitFor(_) => "wait_for",
            Self::Correct(_) => "correct",
            Self::SpecialProcedure(_) => "special_procedure",
            Self::Approved(_) => "approved",
            Self::MailToSend => "mail_to_send",
            Self::MailSent => "mail_sent",
            Self::MailCameBack => "mail_came_back",
            Self::NothingNeeded => "nothing_needed",
            Self::Remedy(_) => "remedy",
            Self::FileAgain => "file_again",
            Self::FileAfter(_) => "file_after",
            Self::AskAuthority => "ask_authority",
        }
    }
}

impl<'a> CombinedResult<'a> {
    /// The result as the items stand now.
    pub fn of(application: &'a Application, items: &'a [Item], catalogue: &'a Catalogue) -> Self {
        let closed = items.iter().filter(|item| !item.state.is_open()).count();
        let state = match closed {
            0 => CombinedState::InProgress,
            some if some < items.len() => CombinedState::PartlyClosed,
            _ => CombinedState::AllClosed,
        };
        let mut counts = BTreeMap::new();
        for outcome in items.iter().filter_map(Item::outcome) {
            *counts.entry(outcome).or_insert(0) += 1;
        }
        let siblings: Vec<Sibling> = items
            .iter()
            .map(|item| (item.matter.clone(), item.outcome()))
            .collect();
        let of_matter = |matter: &MatterId| items.iter().find(|item| item.matter == *matter);
        let result = |matter: &MatterId| {
            let (item, matter) = (of_matter(matter)?, catalogue.matter(matter)?);
            let standing = standing(&item.matter, &siblings, &application.form, catalogue);
            Some(ItemResult {
                item,
                matter,
                next_step: next_step(item, matter, standing),
            })
        };
        Self {
            application: &application.no,
            state,
            counts,
            items: application.matters.iter().filter_map(result).collect(),
        }
    }
}

impl<'a> ItemResult<'a> {
    /// The outcome, else the state, as a sentence of the message catalogue: `result-approved`, `result-reviewing`.
    pub fn words_id(&self) -> String {
        let code = self
            .item
            .outcome()
            .map_or_else(|| self.item.state.code(), Outcome::code);
        format!("result-{code}")
    }

    /// The feedback as it now stands.
    pub fn feedback(&self) -> Option<&'a Feedback> {
        self.item.feedback.last()
    }

    /// The document's number, once it is known.
    pub fn document_no(&self) -> Option<&'a str> {
        self.feedback()?.document_no.as_deref()
    }

    /// Reason, basis and remedy, where the outcome owes them.
    pub fn grounds(&self) -> Option<&'a Grounds> {
        self.item.closing.as_ref()?.grounds.as_ref()
    }

    /// Why it is so, in the words for the applicant; an officer's opinion of a decision stays in the file.
    pub fn reason(&self) -> Option<&'a str> {
        if self.item.state == State::Suspended {
            // 行政许可法 42, 45: the applicant is told why it takes longer.
            return Some(&self.item.special_procedures.last()?.reason);
        }
        let closing = self.item.closing.as_ref()?;
        let reason = match closing.outcome {
            Outcome::Approved | Outcome::PrerequisiteFailed => return None,
            Outcome::Refused | Outcome::NotAccepted | Outcome::Returned => {
                &closing.grounds.as_ref()?.reason
            }
            Outcome::NotNeeded | Outcome::Withdrawn | Outcome::Voided | Outcome::Forwarded => {
                &closing.opinion
            }
        };
        (!reason.is_empty()).then_some(reason)
    }
}

fn next_step<'a>(item: &'a Item, matter: &'a Matter, standing: Standing) -> NextStep<'a> {
    match item.state {
        State::Waiting => match standing {
            Standing::Waits(matters) => NextStep::WaitFor(matters),
            Standing::Free | Standing::Failed(_) => NextStep::Wait,
        },
        State::Received | State::Reviewing | State::SecondReview => NextStep::Wait,
        State::Correcting => item
            .corrections
            .last()
            .map_or(NextStep::Wait, |notice| NextStep::Correct(notice.reply_due)),
        State::Suspended => item
            .special_procedures
            .last()
            .map_or(NextStep::Wait, NextStep::SpecialProcedure),
        State::Closed => after_closing(item, matter, standing),
    }
}

fn after_closing<'a>(item: &'a Item, matter: &'a Matter, standing: Standing) -> NextStep<'a> {
    let Some(closing) = &item.closing else {
        return NextStep::Wait;
    };
    match closing.outcome {
        Outcome::Approved => match item.delivery.as_ref().map(|delivery| delivery.state) {
            Some(DeliveryState::ToSend) => NextStep::MailToSend,
            Some(DeliveryState::Sent) => NextStep::MailSent,
            Some(DeliveryState::CameBack) => NextStep::MailCameBack,
            Some(DeliveryState::Online | DeliveryState::Delivered) | None => {
                NextStep::Approved(&matter.next_step)
            }
        },
        Outcome::NotNeeded => NextStep::NothingNeeded,
        Outcome::Refused | Outcome::NotAccepted | Outcome::Returned => closing
            .grounds
            .as_ref()
            .map_or(NextStep::FileAgain, NextStep::Remedy),
        Outcome::PrerequisiteFailed => match standing {
            Standing::Failed(matter) => NextStep::FileAfter(matter),
            Standing::Free | Standing::Waits(_) => NextStep::FileAgain,
        },
        Outcome::Withdrawn | Outcome::Voided => NextStep::FileAgain,
        Outcome::Forwarded => NextStep::AskAuthority,
    }
}
