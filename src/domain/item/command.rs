//! Everything that can be asked of an item. Commands are verbs; [`super::decide()`] answers with events or a refusal.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Defect, Desk, Grounds, Shipment};
use crate::domain::form::FieldChange;
use crate::domain::id::{Digest, FieldId, ItemNo, MaterialId, OfficerId, PhraseId};
use crate::domain::material::{Material, ResultFile};
use crate::domain::rule::RuleResult;

/// The result that an officer feeds back for an approved item.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackDraft {
    /// The document's number, where the matter gives one.
    pub document_no: Option<String>,
    /// The matter's own result fields.
    pub fields: Vec<(FieldId, String)>,
    /// Words to the applicant.
    pub words: String,
    /// What the applicant is given, in the order in which it is listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ResultFile>,
}

/// Results are personal data: a log shows how many there are.
impl fmt::Debug for FeedbackDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FeedbackDraft")
            .field("fields", &self.fields.len())
            .finish_non_exhaustive()
    }
}

/// A command to one item (办理动作).
#[derive(Clone, PartialEq, Eq)]
pub enum Command {
    /// 受理.
    Accept,
    /// 不予受理, with grounds.
    NotAccept(Grounds),
    /// 一次性告知补正: all defects in one notice.
    RequestCorrection(Vec<Defect>),
    /// The applicant's answer to the notice: changed fields and new materials.
    Resubmit {
        /// What changed in the form.
        changes: Vec<FieldChange>,
        /// The new materials.
        materials: Vec<Material>,
    },
    /// 撤回, by the applicant.
    Withdraw {
        /// The applicant's words.
        reason: String,
    },
    /// The reply limit has passed (system).
    Expire,
    /// The acceptance limit has passed in silence (system).
    DeemAccepted,
    /// 准予; with a feedback draft an immediate matter is accepted, decided and fed back in one action.
    Approve {
        /// The opinion.
        opinion: String,
        /// The result, where it is known at once.
        feedback: Option<FeedbackDraft>,
    },
    /// 不予, with grounds.
    Refuse {
        /// The opinion kept in the file.
        opinion: String,
        /// What the applicant reads.
        grounds: Grounds,
    },
    /// 无需办理: the applicant already has what the matter gives.
    NotNeeded {
        /// Why, in plain words.
        reason: String,
    },
    /// 特别程序.
    Suspend {
        /// Its kind in the catalogue.
        kind: PhraseId,
        /// Why.
        reason: String,
        /// Its expected length, told to the applicant.
        expected_work_days: u32,
    },
    /// The special procedure is over.
    Resume {
        /// What came out.
        result: String,
    },
    /// 送复核.
    SendToSecondReview {
        /// The first reviewer's opinion.
        opinion: String,
    },
    /// 退回初审.
    SendBack {
        /// The second reviewer's opinion.
        opinion: String,
    },
    /// 转报 to another authority.
    Forward {
        /// The authority's name.
        to: String,
        /// Why.
        reason: String,
    },
    /// The prerequisite was approved (system).
    Release,
    /// The prerequisite was closed without approval (system).
    FailPrerequisite {
        /// The item that was closed so.
        prerequisite: ItemNo,
    },
    /// 作废: proposed by one officer, done when another asks for it too.
    Void {
        /// Why it was a mistake.
        reason: String,
    },
    /// 领取.
    Claim,
    /// 放回.
    ReleaseClaim,
    /// 分派, by a supervisor.
    Assign {
        /// To whom.
        to: OfficerId,
    },
    /// 移交 to the right desk.
    Transfer {
        /// The right desk.
        to: Desk,
        /// Why.
        reason: String,
    },
    /// 备注, seen by officers only.
    Note {
        /// The note.
        words: String,
    },
    /// 反馈: the result of an approved item.
    RecordFeedback(FeedbackDraft),
    /// A better version of the feedback; the old one is kept.
    AmendFeedback(FeedbackDraft),
    /// 寄出.
    Dispatch(Shipment),
    /// 签收.
    Deliver,
    /// The parcel came back.
    ReturnDelivery {
        /// Why.
        reason: String,
    },
    /// The form was corrected and the rules found something else (system).
    JudgeRules(Vec<RuleResult>),
    /// A due date in a year without a calendar is computed anew, now that the calendar is there (system).
    RecomputeDue,
    /// 明文查看: personal data is shown in clear; the event is the trace.
    ViewClear {
        /// Which fields.
        fields: Vec<FieldId>,
        /// Why.
        reason: String,
    },
    /// 存为文件: a copy of a material leaves for a file of the officer's; the event is the trace.
    SaveMaterial {
        /// What it is.
        kind: MaterialId,
        /// Its place in the application.
        ordinal: u32,
        /// Its SHA-256.
        digest: Digest,
    },
    /// 存为文件: a copy of a file of the feedback leaves in the same way.
    SaveResultFile {
        /// Its SHA-256.
        digest: Digest,
    },
}

/// The name of a command without its contents: what the policy table, refusals and the tables of tests speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the command of the same name")]
pub enum Move {
    Accept,
    NotAccept,
    RequestCorrection,
    Resubmit,
    Withdraw,
    Expire,
    DeemAccepted,
    Approve,
    Refuse,
    NotNeeded,
    Suspend,
    Resume,
    SendToSecondReview,
    SendBack,
    Forward,
    Release,
    FailPrerequisite,
    Void,
    Claim,
    ReleaseClaim,
    Assign,
    Transfer,
    Note,
    RecordFeedback,
    AmendFeedback,
    Dispatch,
    Deliver,
    ReturnDelivery,
    JudgeRules,
    RecomputeDue,
    ViewClear,
}

/// Opinions and form values never reach a log: only the name is shown.
impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name().code())
    }
}

impl Command {
    /// The command's name.
    pub fn name(&self) -> Move {
        match self {
            Self::Accept => Move::Accept,
            Self::NotAccept(_) => Move::NotAccept,
            Self::RequestCorrection(_) => Move::RequestCorrection,
            Self::Resubmit { .. } => Move::Resubmit,
            Self::Withdraw { .. } => Move::Withdraw,
            Self::Expire => Move::Expire,
            Self::DeemAccepted => Move::DeemAccepted,
            Self::Approve { .. } => Move::Approve,
            Self::Refuse { .. } => Move::Refuse,
            Self::NotNeeded { .. } => Move::NotNeeded,
            Self::Suspend { .. } => Move::Suspend,
            Self::Resume { .. } => Move::Resume,
            Self::SendToSecondReview { .. } => Move::SendToSecondReview,
            Self::SendBack { .. } => Move::SendBack,
            Self::Forward { .. } => Move::Forward,
            Self::Release => Move::Release,
            Self::FailPrerequisite { .. } => Move::FailPrerequisite,
            Self::Void { .. } => Move::Void,
            Self::Claim => Move::Claim,
            Self::ReleaseClaim => Move::ReleaseClaim,
            Self::Assign { .. } => Move::Assign,
            Self::Transfer { .. } => Move::Transfer,
            Self::Note { .. } => Move::Note,
            Self::RecordFeedback(_) => Move::RecordFeedback,
            Self::AmendFeedback(_) => Move::AmendFeedback,
            Self::Dispatch(_) => Move::Dispatch,
            Self::Deliver => Move::Deliver,
            Self::ReturnDelivery { .. } => Move::ReturnDelivery,
            Self::JudgeRules(_) => Move::JudgeRules,
            Self::RecomputeDue => Move::RecomputeDue,
            // Who may see it in clear may keep it.
            Self::ViewClear { .. } | Self::SaveMaterial { .. } | Self::SaveResultFile { .. } => {
                Move::ViewClear
            }
        }
    }
}

impl Move {
    /// Every move, in the order of the enum.
    pub const ALL: [Self; 31] = [
        Self::Accept,
        Self::NotAccept,
        Self::RequestCorrection,
        Self::Resubmit,
        Self::Withdraw,
        Self::Expire,
        Self::DeemAccepted,
        Self::Approve,
        Self::Refuse,
        Self::NotNeeded,
        Self::Suspend,
        Self::Resume,
        Self::SendToSecondReview,
        Self::SendBack,
        Self::Forward,
        Self::Release,
        Self::FailPrerequisite,
        Self::Void,
        Self::Claim,
        Self::ReleaseClaim,
        Self::Assign,
        Self::Transfer,
        Self::Note,
        Self::RecordFeedback,
        Self::AmendFeedback,
        Self::Dispatch,
        Self::Deliver,
        Self::ReturnDelivery,
        Self::JudgeRules,
        Self::RecomputeDue,
        Self::ViewClear,
    ];

    /// The move's name in JSON, problem bodies and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::NotAccept => "not_accept",
            Self::RequestCorrection => "request_correction",
            Self::Resubmit => "resubmit",
            Self::Withdraw => "withdraw",
            Self::Expire => "expire",
            Self::DeemAccepted => "deem_accepted",
            Self::Approve => "approve",
            Self::Refuse => "refuse",
            Self::NotNeeded => "not_needed",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::SendToSecondReview => "send_to_second_review",
            Self::SendBack => "send_back",
            Self::Forward => "forward",
            Self::Release => "release",
            Self::FailPrerequisite => "fail_prerequisite",
            Self::Void => "void",
            Self::Claim => "claim",
            Self::ReleaseClaim => "release_claim",
            Self::Assign => "assign",
            Self::Transfer => "transfer",
            Self::Note => "note",
            Self::RecordFeedback => "record_feedback",
            Self::AmendFeedback => "amend_feedback",
            Self::Dispatch => "dispatch",
            Self::Deliver => "deliver",
            Self::ReturnDelivery => "return_delivery",
            Self::JudgeRules => "judge_rules",
            Self::RecomputeDue => "recompute_due",
            Self::ViewClear => "view_clear",
        }
    }
}
