//! A decision as JSON holds it: one flat object. Read as such and sorted out afterwards, so that whatever is wrong is
//! named by its place; serde's own tagged enums read into a buffer first and lose it.
//!
//! A new field of a decision is a line in the list of [`Sent`]; a new decision an arm of its `decision`.

use serde::Deserialize;

use super::items::{DecisionRequest, FeedbackInput, GroundsInput};
use crate::domain::item::Defect;
use crate::domain::item::command::Move;

/// Why the fields do not make the decision; worded like serde's own messages.
#[derive(Debug, thiserror::Error)]
pub(super) enum Wrong {
    #[error("missing field `{0}`")]
    Missing(&'static str),
    #[error("unknown field `{0}`")]
    Unknown(&'static str),
    #[error("wrong field `action`")]
    Action,
}

macro_rules! sent {
    ($($field:ident: $kind:ty),* $(,)?) => {
        /// Every field that any decision has.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct Sent {
            action: Move,
            $(#[serde(default)] $field: Option<$kind>),*
        }

        impl Sent {
            $(fn $field(&mut self) -> Result<$kind, Wrong> {
                self.$field.take().ok_or(Wrong::Missing(stringify!($field)))
            })*

            /// A field that the decision has not taken.
            fn left(&self) -> Option<&'static str> {
                $(if self.$field.is_some() { return Some(stringify!($field)); })*
                None
            }
        }
    };
}

sent! {
    basis: String,
    carrier: String,
    code: String,
    defects: Vec<Defect>,
    division: String,
    document_no: String,
    expected_work_days: u32,
    feedback: FeedbackInput,
    fields: Vec<(String, String)>,
    files: Vec<String>,
    grounds: GroundsInput,
    kind: String,
    opinion: String,
    reason: String,
    remedy: String,
    result: String,
    to: String,
    tracking_no: String,
    words: String,
}

impl TryFrom<Sent> for DecisionRequest {
    type Error = Wrong;

    fn try_from(mut sent: Sent) -> Result<Self, Wrong> {
        let decision = sent.decision()?;
        match sent.left() {
            Some(field) => Err(Wrong::Unknown(field)),
            None => Ok(decision),
        }
    }
}

impl Sent {
    #[rustfmt::skip]
    fn decision(&mut self) -> Result<DecisionRequest, Wrong> {
        use DecisionRequest as R;
        Ok(match self.action {
            Move::Accept => R::Accept {},
            Move::NotAccept => R::NotAccept(GroundsInput {
                code: self.code()?, reason: self.reason()?, basis: self.basis()?, remedy: self.remedy()?,
            }),
            Move::RequestCorrection => R::RequestCorrection { defects: self.defects()? },
            Move::Withdraw => R::Withdraw { reason: self.reason()? },
            Move::Approve => R::Approve { opinion: self.opinion()?, feedback: self.feedback().ok() },
            Move::Refuse => R::Refuse { opinion: self.opinion()?, grounds: self.grounds()? },
            Move::NotNeeded => R::NotNeeded { reason: self.reason()? },
            Move::Suspend => R::Suspend {
                kind: self.kind()?, reason: self.reason()?, expected_work_days: self.expected_work_days()?,
            },
            Move::Resume => R::Resume { result: self.result()? },
            Move::SendToSecondReview => R::SendToSecondReview { opinion: self.opinion()? },
            Move::SendBack => R::SendBack { opinion: self.opinion()? },
            Move::Forward => R::Forward { to: self.to()?, reason: self.reason()? },
            Move::Void => R::Void { reason: self.reason()? },
            Move::Claim => R::Claim {},
            Move::ReleaseClaim => R::ReleaseClaim {},
            Move::Assign => R::Assign { to: self.to()? },
            Move::Transfer => R::Transfer { division: self.division()?, reason: self.reason()? },
            Move::Note => R::Note { words: self.words()? },
            Move::RecordFeedback => R::RecordFeedback(self.result_fields()),
            Move::AmendFeedback => R::AmendFeedback(self.result_fields()),
            Move::Dispatch => R::Dispatch { carrier: self.carrier()?, tracking_no: self.tracking_no()? },
            Move::Deliver => R::Deliver {},
            Move::ReturnDelivery => R::ReturnDelivery { reason: self.reason()? },
            // An answer to a correction and a look in clear have routes of their own; the rest is done by time.
            Move::Resubmit | Move::ViewClear | Move::Expire | Move::DeemAccepted | Move::Release
            | Move::FailPrerequisite | Move::RecomputeDue | Move::JudgeRules => return Err(Wrong::Action),
        })
    }

    fn result_fields(&mut self) -> FeedbackInput {
        FeedbackInput {
            document_no: self.document_no().ok(),
            fields: self.fields().unwrap_or_default(),
            words: self.words().unwrap_or_default(),
            files: self.files().unwrap_or_default(),
        }
    }
}
