//! What was filled in, as the decision that is sent.
//!
//! Owns the way from a composer's answers to the wire and back from a draft. The server judges the rest; only what
//! is empty and must not be is held back here, so that no round trip is lost for it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::items::{
    ClearViewRequest, DecisionRequest, FeedbackInput, GroundsInput, ResultFileView,
};
use crate::domain::item::Defect;
use crate::domain::item::command::Move;

use super::fields::{Asked, FieldSpec, Need};

/// What the officer has filled in; also what a draft keeps.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// By the field's code.
    pub texts: BTreeMap<String, String>,
    /// The defects of a correction notice.
    #[serde(default)]
    pub defects: Vec<Defect>,
    /// The files of the result that the server has; a draft keeps their paths.
    #[serde(skip)]
    pub files: Vec<ResultFileView>,
}

/// Says how much there is, never what: opinions name people.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Answers({} texts, {} defects)",
            self.texts.len(),
            self.defects.len()
        )
    }
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// A decision.
    Decision(DecisionRequest),
    /// 明文查看.
    ClearView(ClearViewRequest),
}

impl Answers {
    /// The trimmed text of a field.
    pub fn text(&self, asked: &Asked) -> &str {
        self.texts.get(asked.code()).map_or("", |text| text.trim())
    }

    /// Whether nothing has been filled in.
    pub fn is_empty(&self) -> bool {
        self.defects.is_empty() && self.texts.values().all(|text| text.trim().is_empty())
    }

    fn own(&self, asked: &Asked) -> String {
        self.text(asked).to_owned()
    }

    fn result_fields(&self, fields: &[FieldSpec]) -> Vec<(String, String)> {
        fields
            .iter()
            .filter(|field| matches!(field.asked, Asked::Result(_)))
            .map(|field| (field.asked.code().to_owned(), self.own(&field.asked)))
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    fn feedback(&self, fields: &[FieldSpec]) -> FeedbackInput {
        let number = self.own(&Asked::DocumentNo);
        FeedbackInput {
            document_no: (!number.is_empty()).then_some(number),
            fields: self.result_fields(fields),
            words: self.own(&Asked::Words),
            files: self.files.iter().map(|file| file.digest.clone()).collect(),
        }
    }

    fn grounds(&self) -> GroundsInput {
        GroundsInput {
            code: self.own(&Asked::Phrase),
            reason: self.own(&Asked::Reason),
            basis: self.own(&Asked::Basis),
            remedy: self.own(&Asked::Remedy),
        }
    }

    /// Whether any part of the result is filled in.
    pub fn has_result(&self, fields: &[FieldSpec]) -> bool {
        self.feedback(fields) != FeedbackInput::default() || !self.text(&Asked::Files).is_empty()
    }
}

/// The fields that are empty and must not be.
pub fn missing(fields: &[FieldSpec], answers: &Answers) -> Vec<Asked> {
    let with_result = answers.has_result(fields);
    fields
        .iter()
        .filter(|field| match field.need {
            Need::Required => true,
            Need::WithResult => with_result,
            Need::Optional => false,
        })
        .filter(|field| match field.asked {
            Asked::Defects => {
                answers.defects.is_empty()
                    || answers.defects.iter().any(|defect| defect.words.is_empty())
            }
            Asked::WorkDays => !answers
                .text(&field.asked)
                .parse::<u32>()
                .is_ok_and(|days| days > 0),
            _ => answers.text(&field.asked).is_empty(),
        })
        .map(|field| field.asked.clone())
        .collect()
}

/// The decision, or the fields that are still missing; `None` inside for a move that no officer can ask for.
pub fn request(
    action: Move,
    fields: &[FieldSpec],
    answers: &Answers,
) -> Result<Option<Sent>, Vec<Asked>> {
    let missing = missing(fields, answers);
    if !missing.is_empty() {
        return Err(missing);
    }
    if action == Move::ViewClear {
        return Ok(Some(Sent::ClearView(ClearViewRequest {
            reason: answers.own(&Asked::Reason),
        })));
    }
    Ok(decision(action, fields, answers).map(Sent::Decision))
}

fn decision(action: Move, fields: &[FieldSpec], answers: &Answers) -> Option<DecisionRequest> {
    let reason = answers.own(&Asked::Reason);
    let opinion = answers.own(&Asked::Opinion);
    Some(match action {
        Move::Accept => DecisionRequest::Accept {},
        Move::NotAccept => DecisionRequest::NotAccept(answers.grounds()),
        Move::RequestCorrection => DecisionRequest::RequestCorrection {
            defects: answers.defects.clone(),
        },
        Move::Withdraw => DecisionRequest::Withdraw { reason },
        Move::Approve => DecisionRequest::Approve {
            opinion,
            feedback: answers.has_result(fields).then(|| answers.feedback(fields)),
        },
        Move::Refuse => DecisionRequest::Refuse {
            opinion,
            grounds: answers.grounds(),
        },
        Move::NotNeeded => DecisionRequest::NotNeeded { reason },
        Move::Suspend => DecisionRequest::Suspend {
            kind: answers.own(&Asked::Procedure),
            reason,
            expected_work_days: answers.text(&Asked::WorkDays).parse().ok()?,
        },
        Move::Resume => DecisionRequest::Resume {
            result: answers.own(&Asked::Outcome),
        },
        Move::SendToSecondReview => DecisionRequest::SendToSecondReview { opinion },
        Move::SendBack => DecisionRequest::SendBack { opinion },
        Move::Forward => DecisionRequest::Forward {
            to: answers.own(&Asked::Authority),
            reason,
        },
        Move::Void => DecisionRequest::Void { reason },
        Move::Claim => DecisionRequest::Claim {},
        Move::ReleaseClaim => DecisionRequest::ReleaseClaim {},
        Move::Assign => DecisionRequest::Assign {
            to: answers.own(&Asked::Officer),
        },
        Move::Transfer => DecisionRequest::Transfer {
            division: answers.own(&Asked::Division),
            reason,
        },
        Move::Note => DecisionRequest::Note {
            words: answers.own(&Asked::Note),
        },
        Move::RecordFeedback => DecisionRequest::RecordFeedback(answers.feedback(fields)),
        Move::AmendFeedback => DecisionRequest::AmendFeedback(answers.feedback(fields)),
        Move::Dispatch => DecisionRequest::Dispatch {
            carrier: answers.own(&Asked::Carrier),
            tracking_no: answers.own(&Asked::TrackingNo),
        },
        Move::Deliver => DecisionRequest::Deliver {},
        Move::ReturnDelivery => DecisionRequest::ReturnDelivery { reason },
        Move::Resubmit
        | Move::Expire
        | Move::DeemAccepted
        | Move::Release
        | Move::FailPrerequisite
        | Move::JudgeRules
        | Move::RecomputeDue
        | Move::ViewClear => return None,
    })
}
