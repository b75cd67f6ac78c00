//! What has happened to an item. Events are past, append-only and for ever: never rename or change a variant, add a
//! new one or an optional field. They carry what was decided (due dates, rule results), so a new catalogue never
//! changes the past.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Clocks, Defect, Desk, Grounds, Shipment, State};
use crate::domain::deadline::{Clock, DueDate};
use crate::domain::form::FieldChange;
use crate::domain::id::{
    CatalogueVersion, Digest, FieldId, ItemNo, MaterialId, MatterId, OfficerId, PhraseId, SceneId,
};
use crate::domain::item::command::FeedbackDraft;
use crate::domain::material::Material;
use crate::domain::policy::{ActorRef, Channel};
use crate::domain::rule::RuleResult;

/// An event with its place in the item's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRecord {
    /// The item.
    pub item: ItemNo,
    /// Its place: 1 for the filing, then without a gap; the item's version once folded in.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: ActorRef,
    /// What.
    pub event: Event,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The item was filed: everything that is known of it from the start.
    Filed {
        /// The scene.
        scene: SceneId,
        /// The matter.
        matter: MatterId,
        /// Where it was routed.
        desk: Desk,
        /// How it came.
        channel: Channel,
        /// The pinned catalogue.
        catalogue: CatalogueVersion,
        /// The rules with their inputs.
        rules: Vec<RuleResult>,
        /// `waiting` or `received`.
        state: State,
        /// The acceptance clock, where it runs at once.
        acceptance: Option<Clock>,
    },
    /// The prerequisite was approved; the acceptance clock starts.
    Released {
        /// The acceptance clock.
        acceptance: Clock,
    },
    /// The prerequisite was closed without approval.
    PrerequisiteFailed {
        /// The item that failed.
        prerequisite: ItemNo,
    },
    /// 受理.
    Accepted {
        /// Promise and statutory clock.
        clocks: Clocks,
    },
    /// The acceptance limit passed in silence.
    DeemedAccepted {
        /// Promise and statutory clock.
        clocks: Clocks,
    },
    /// 不予受理.
    NotAccepted {
        /// Reason, basis, remedy.
        grounds: Grounds,
    },
    /// 补正告知.
    CorrectionRequested {
        /// Every defect.
        defects: Vec<Defect>,
        /// The clocks, stopped, with the reply clock running.
        clocks: Clocks,
    },
    /// The applicant answered.
    Resubmitted {
        /// What changed in the form.
        changes: Vec<FieldChange>,
        /// The new materials.
        materials: Vec<Material>,
        /// The clocks, going on.
        clocks: Clocks,
    },
    /// 撤回.
    Withdrawn {
        /// The applicant's words.
        reason: String,
    },
    /// 退件: the reply limit passed.
    Returned {
        /// Reason, basis, remedy.
        grounds: Grounds,
    },
    /// 准予.
    Approved {
        /// The opinion.
        opinion: String,
        /// Whether a document is to be mailed.
        mail: bool,
    },
    /// 不予.
    Refused {
        /// The opinion kept in the file.
        opinion: String,
        /// What the applicant reads.
        grounds: Grounds,
    },
    /// 无需办理.
    NotNeeded {
        /// Why.
        reason: String,
    },
    /// 特别程序 begins.
    Suspended {
        /// Its kind.
        kind: PhraseId,
        /// Why.
        reason: String,
        /// Its expected length.
        expected_work_days: u32,
        /// The clocks, stopped.
        clocks: Clocks,
    },
    /// 特别程序 ends.
    Resumed {
        /// What came out.
        result: String,
        /// The clocks, going on.
        clocks: Clocks,
    },
    /// 送复核.
    SentToSecondReview {
        /// The first reviewer's opinion.
        opinion: String,
    },
    /// 退回初审.
    SentBack {
        /// The second reviewer's opinion.
        opinion: String,
    },
    /// 转报.
    Forwarded {
        /// To which authority.
        to: String,
        /// Why.
        reason: String,
    },
    /// One officer asked to void the item.
    VoidProposed {
        /// Why.
        reason: String,
    },
    /// 作废: another officer agreed.
    Voided {
        /// Why.
        reason: String,
        /// Who had proposed it.
        proposed_by: OfficerId,
    },
    /// 领取.
    Claimed,
    /// 放回.
    ClaimReleased,
    /// 分派.
    Assigned {
        /// To whom.
        to: OfficerId,
    },
    /// 移交.
    Transferred {
        /// From which desk.
        from: Desk,
        /// To which desk.
        to: Desk,
        /// Why.
        reason: String,
    },
    /// 备注.
    Noted {
        /// The note.
        words: String,
    },
    /// 反馈.
    FeedbackRecorded {
        /// The result.
        feedback: FeedbackDraft,
    },
    /// 反馈 amended; the earlier version stays.
    FeedbackAmended {
        /// The result as it now stands.
        feedback: FeedbackDraft,
    },
    /// 寄出.
    Dispatched {
        /// The parcel.
        shipment: Shipment,
    },
    /// 签收.
    Delivered,
    /// 退回.
    DeliveryReturned {
        /// Why.
        reason: String,
    },
    /// The rules were judged again on the corrected form and found something else.
    RulesJudged {
        /// All rules of the matter, with the inputs that now stand.
        rules: Vec<RuleResult>,
    },
    /// A provisional due date was computed anew.
    DueRecomputed {
        /// The date that the officer saw before.
        before: DueDate,
        /// The clocks with their new due dates.
        clocks: Clocks,
    },
    /// Personal data was shown in clear.
    ClearViewed {
        /// Which fields.
        fields: Vec<FieldId>,
        /// Why.
        reason: String,
    },
    /// A copy of a material left for a file of the officer's.
    MaterialSaved {
        /// What it is.
        kind: MaterialId,
        /// Its place in the application.
        ordinal: u32,
        /// Its SHA-256.
        digest: Digest,
    },
    /// A copy of a file of the feedback left for a file of the officer's.
    ResultFileSaved {
        /// Its name.
        file_name: String,
        /// Its SHA-256.
        digest: Digest,
    },
}

/// Opinions and form values never reach a log: only the name is shown.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Event {
    /// Whether somebody looked or took a copy, and changed nothing.
    pub fn only_looks(&self) -> bool {
        matches!(
            self,
            Self::ClearViewed { .. } | Self::MaterialSaved { .. } | Self::ResultFileSaved { .. }
        )
    }

    /// The event's name in SQL, JSON and the message catalogue: its serde tag.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Filed { .. } => "filed",
            Self::Released { .. } => "released",
            Self::PrerequisiteFailed { .. } => "prerequisite_failed",
            Self::Accepted { .. } => "accepted",
            Self::DeemedAccepted { .. } => "deemed_accepted",
            Self::NotAccepted { .. } => "not_accepted",
            Self::CorrectionRequested { .. } => "correction_requested",
            Self::Resubmitted { .. } => "resubmitted",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Returned { .. } => "returned",
            Self::Approved { .. } => "approved",
            Self::Refused { .. } => "refused",
            Self::NotNeeded { .. } => "not_needed",
            Self::Suspended { .. } => "suspended",
            Self::Resumed { .. } => "resumed",
            Self::SentToSecondReview { .. } => "sent_to_second_review",
            Self::SentBack { .. } => "sent_back",
            Self::Forwarded { .. } => "forwarded",
            Self::VoidProposed { .. } => "void_proposed",
            Self::Voided { .. } => "voided",
            Self::Claimed => "claimed",
            Self::ClaimReleased => "claim_released",
            Self::Assigned { .. } => "assigned",
            Self::Transferred { .. } => "transferred",
            Self::Noted { .. } => "noted",
            Self::FeedbackRecorded { .. } => "feedback_recorded",
            Self::FeedbackAmended { .. } => "feedback_amended",
            Self::Dispatched { .. } => "dispatched",
            Self::Delivered => "delivered",
            Self::DeliveryReturned { .. } => "delivery_returned",
            Self::RulesJudged { .. } => "rules_judged",
            Self::DueRecomputed { .. } => "due_recomputed",
            Self::ClearViewed { .. } => "clear_viewed",
            Self::MaterialSaved { .. } => "material_saved",
            Self::ResultFileSaved { .. } => "result_file_saved",
        }
    }
}
