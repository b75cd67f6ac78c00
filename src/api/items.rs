//! Items: rows of the inbox, one item whole, and decisions.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sent::Sent;
use crate::domain::deadline::DueStep;
use crate::domain::item::{Defect, DeliveryState};

/// A due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Due {
    /// When (RFC 3339).
    pub at: String,
    /// It falls in a year whose calendar is not published yet and may move.
    pub provisional: bool,
}

/// How the inbox is asked. Lists are comma-separated; what is absent does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InboxQuery {
    /// States; `open` stands for every state but closed and is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Scene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<String>,
    /// Channels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Department (for those who see several).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<String>,
    /// Lights: `green`, `yellow`, `yellow_card`, `red_card`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<String>,
    /// `true`: only items past the date by which someone must act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<bool>,
    /// A login, `me` (with those for whom one stands in now), or `nobody`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// Filed at least so many whole days ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older_than_days: Option<u32>,
    /// Accepted at least so many whole days ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_for_days: Option<u32>,
    /// Number, name, pinyin initials, or last four of the ID number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// `due` (default), `filed`, `changed`; a leading `-` turns it round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// A cursor from an earlier page; the other parameters, the sort among them, must be the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many rows, 1 to 200, 50 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// The figures at the head of the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InboxCounts {
    /// When they were counted, by the server's clock.
    #[serde(default)]
    pub at: String,
    /// Open items in reach.
    pub open: u64,
    /// Light yellow.
    pub yellow: u64,
    /// Yellow cards.
    pub yellow_card: u64,
    /// Red cards.
    pub red_card: u64,
    /// By state code, open states only.
    pub by_state: std::collections::BTreeMap<String, u64>,
}

/// An item in a list; personal data masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ItemRow {
    /// Its number.
    pub no: String,
    /// Its application.
    pub application: String,
    /// The scene.
    pub scene: String,
    /// The matter.
    pub matter: String,
    /// The department.
    pub department: String,
    /// The line.
    pub line: String,
    /// The division.
    pub division: String,
    /// The channel.
    pub channel: String,
    /// The state.
    pub state: String,
    /// The outcome, once closed.
    pub outcome: Option<String>,
    /// The version: what `If-Match` compares.
    pub version: u64,
    /// The person, masked.
    pub person: String,
    /// The employer, in the scene that has one; the name of an organisation is public.
    pub unit: Option<String>,
    /// When it was filed.
    pub filed_at: String,
    /// When it was accepted, by an officer or by silence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<String>,
    /// When it last changed.
    #[serde(default)]
    pub changed_at: String,
    /// The date by which someone must act; none while no clock runs.
    pub due: Option<Due>,
    /// Work days from today to the day of that date: 0 on the day itself, negative after it.
    #[serde(default)]
    pub work_days_left: Option<i32>,
    /// The light: `green`, `yellow`, `yellow_card`, `red_card`.
    pub light: String,
    /// The login of the officer who holds it.
    pub assignee: Option<String>,
    /// That officer's name.
    pub assignee_name: Option<String>,
    /// How the rules stood at filing.
    pub rules: RuleCounts,
    /// How many correction notices went out.
    pub correction_rounds: u32,
    /// Accepted by silence.
    pub deemed_accepted: bool,
}

/// How many rules of an item said what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleCounts {
    /// Passed.
    pub pass: u32,
    /// Warned.
    pub warn: u32,
    /// Left to the officer.
    pub judge: u32,
}

/// An item whole, as its desk may see it. The answer's `ETag` is its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ItemDetail {
    /// What the list shows of it.
    pub row: ItemRow,
    /// The pinned catalogue, by which names are looked up.
    pub catalogue: String,
    /// The fields that this matter needs, in the form's order.
    pub form: Vec<FormField>,
    /// The rules with the notice's words.
    pub rules: Vec<RuleView>,
    /// The materials that this matter needs, present or missing.
    pub materials: Vec<MaterialView>,
    /// The clocks, explained.
    pub clocks: Vec<ClockView>,
    /// Every event, oldest first.
    pub timeline: Vec<EventView>,
    /// The other items of the application: states only.
    pub siblings: Vec<SiblingView>,
    /// The open correction notice, if any.
    pub correction: Option<CorrectionView>,
    /// The feedback as it now stands.
    pub feedback: Option<FeedbackView>,
    /// The delivery.
    #[schema(value_type = Option<String>)]
    pub delivery: Option<DeliveryState>,
    /// Every move that officers know, with the reason where it is not open to the caller now.
    pub moves: Vec<MoveView>,
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormField {
    /// The field's id.
    pub field: String,
    /// The value in words, masked where the catalogue says so.
    pub value: String,
    /// Whether it is masked.
    pub masked: bool,
    /// `applicant`, `shared`, `derived` or `disputed` (the applicant says otherwise than shared data does).
    pub source: String,
    /// The register, for shared data.
    pub register: Option<String>,
    /// When it was fetched, for shared data.
    pub fetched_at: Option<String>,
    /// Its value before the last correction round, where that changed it (masked alike).
    pub before: Option<String>,
    /// What the register says, where the applicant disputes it (masked alike).
    #[serde(default)]
    pub registered: Option<String>,
}

/// A rule's verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleView {
    /// `R1`.
    pub rule: String,
    /// Its short name.
    pub name: String,
    /// `pass`, `warn`, `judge`, `not_needed`, `fail`.
    pub verdict: String,
    /// The notice's or the law's own words.
    pub words: String,
    /// Where they stand.
    pub basis: String,
    /// What it read and computed: name and value, personal data masked.
    pub inputs: Vec<(String, String)>,
}

/// A material, present or missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MaterialView {
    /// Its kind.
    pub kind: String,
    /// Its place in the application; none where it is missing.
    pub ordinal: Option<u32>,
    /// Whether the matter needs it.
    pub required: bool,
    /// The cleaned name under which it was uploaded.
    pub file_name: Option<String>,
    /// `jpeg`, `png`, `pdf`, `ofd`.
    pub file_type: Option<String>,
    /// Size in bytes.
    pub size: Option<u64>,
    /// Width and height in pixels.
    pub pixels: Option<(u32, u32)>,
    /// Bits per pixel.
    #[serde(default)]
    pub bits: Option<u8>,
    /// White pixels at the border in percent, where they were measured.
    #[serde(default)]
    pub white_border_percent: Option<u8>,
    /// Pages.
    pub pages: Option<u32>,
    /// SHA-256.
    pub digest: Option<String>,
    /// When it was uploaded.
    pub uploaded_at: Option<String>,
    /// What the photo rules found, in words; empty means nothing to find fault with.
    pub findings: Vec<String>,
}

/// A clock of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClockView {
    /// `acceptance`, `reply`, `promise`, `statutory`.
    pub clock: String,
    /// `immediate`, `5wd`, `30d`.
    pub limit: String,
    /// When it started.
    pub started_at: String,
    /// When it is due.
    pub due: Due,
    /// Whether it stands still now.
    pub stopped: bool,
    /// Why it is due then, step by step.
    #[schema(value_type = Vec<Object>)]
    pub steps: Vec<DueStep>,
}

/// An event of the timeline, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventView {
    /// The version that it made.
    pub version: u64,
    /// The event's code.
    pub event: String,
    /// When.
    pub at: String,
    /// Who: a name, or the system.
    pub by: String,
    /// That person's role; none for the system.
    pub role: Option<String>,
    /// What happened, in a sentence.
    pub words: String,
    /// The opinion, reason or note that was written.
    pub opinion: Option<String>,
}

/// Another item of the same application; none of its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiblingView {
    /// Its number.
    pub no: String,
    /// The matter.
    pub matter: String,
    /// The desk in words.
    pub desk: String,
    /// The state.
    pub state: String,
    /// The outcome, once closed.
    pub outcome: Option<String>,
    /// Whether this item waits for it.
    pub prerequisite: bool,
}

/// A correction notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrectionView {
    /// Its round, from 1.
    pub round: u32,
    /// Every defect.
    #[schema(value_type = Vec<Object>)]
    pub defects: Vec<Defect>,
    /// Until when the applicant answers.
    pub reply_due: Due,
}

/// A file of a feedback: what the applicant is given. Its digest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResultFileView {
    /// SHA-256.
    pub digest: String,
    /// The cleaned name under which it was uploaded.
    pub file_name: String,
    /// `jpeg`, `png`, `pdf`, `ofd`.
    pub file_type: String,
    /// Size in bytes.
    pub size: u64,
    /// Width and height in pixels.
    pub pixels: Option<(u32, u32)>,
    /// Pages.
    pub pages: Option<u32>,
}

/// A recorded result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeedbackView {
    /// From 1; a later one amends.
    pub version: u32,
    /// The document's number.
    pub document_no: Option<String>,
    /// The result's fields: id and value.
    pub fields: Vec<(String, String)>,
    /// Words to the applicant.
    pub words: String,
    /// What the applicant is given.
    #[serde(default)]
    pub files: Vec<ResultFileView>,
}

/// A move and whether it is open to the caller now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MoveView {
    /// The move's code.
    pub action: String,
    /// Why not, in words; none where it is open.
    pub why_not: Option<String>,
}

/// A decision about an item (办理动作). `If-Match` carries the version on the screen, `Idempotency-Key` makes a
/// repeat count once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(
    tag = "action",
    rename_all = "snake_case",
    deny_unknown_fields,
    try_from = "Sent"
)]
pub enum DecisionRequest {
    /// 受理.
    Accept {},
    /// 不予受理.
    NotAccept(GroundsInput),
    /// 补正告知.
    RequestCorrection {
        /// Every defect, in one notice.
        #[schema(value_type = Vec<Object>)]
        defects: Vec<Defect>,
    },
    /// 撤回.
    Withdraw {
        /// The applicant's words.
        reason: String,
    },
    /// 准予.
    Approve {
        /// The opinion.
        opinion: String,
        /// The result, where it is known at once.
        #[serde(default)]
        feedback: Option<FeedbackInput>,
    },
    /// 不予.
    Refuse {
        /// The opinion kept in the file.
        opinion: String,
        /// What the applicant reads.
        grounds: GroundsInput,
    },
    /// 无需办理.
    NotNeeded {
        /// Why.
        reason: String,
    },
    /// 特别程序.
    Suspend {
        /// Its kind.
        kind: String,
        /// Why.
        reason: String,
        /// Its expected length.
        expected_work_days: u32,
    },
    /// 恢复办理.
    Resume {
        /// What came out.
        result: String,
    },
    /// 送复核.
    SendToSecondReview {
        /// The opinion.
        opinion: String,
    },
    /// 退回初审.
    SendBack {
        /// The opinion.
        opinion: String,
    },
    /// 转报.
    Forward {
        /// To which authority.
        to: String,
        /// Why.
        reason: String,
    },
    /// 作废.
    Void {
        /// Why.
        reason: String,
    },
    /// 领取.
    Claim {},
    /// 放回.
    ReleaseClaim {},
    /// 分派.
    Assign {
        /// The login.
        to: String,
    },
    /// 移交.
    Transfer {
        /// The division whose desk it belongs to.
        division: String,
        /// Why.
        reason: String,
    },
    /// 备注.
    Note {
        /// The note.
        words: String,
    },
    /// 反馈.
    RecordFeedback(FeedbackInput),
    /// 更正反馈.
    AmendFeedback(FeedbackInput),
    /// 寄出.
    Dispatch {
        /// The carrier.
        carrier: String,
        /// Its tracking number.
        tracking_no: String,
    },
    /// 签收.
    Deliver {},
    /// 退回.
    ReturnDelivery {
        /// Why.
        reason: String,
    },
}

/// Reason, basis and remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroundsInput {
    /// The reason's code in the catalogue.
    pub code: String,
    /// The reason in plain words.
    pub reason: String,
    /// The legal basis.
    pub basis: String,
    /// 复议 or 诉讼.
    pub remedy: String,
}

/// A result to be recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedbackInput {
    /// The document's number.
    #[serde(default)]
    pub document_no: Option<String>,
    /// The result's fields: id and value.
    #[serde(default)]
    pub fields: Vec<(String, String)>,
    /// Words to the applicant.
    #[serde(default)]
    pub words: String,
    /// The files by their SHA-256, uploaded for this item before, or those of an earlier version of the feedback.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

/// Asking for personal data in clear; answered with [`ClearFields`], and an event is written first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClearViewRequest {
    /// Why.
    pub reason: String,
}

/// That a copy of a material or of a result file was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CopySaved {
    /// The item's version after the event.
    pub version: u64,
}

/// The masked fields of an item's form in clear.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClearFields {
    /// Field id and value.
    pub fields: Vec<(String, String)>,
    /// The item's version after the event of this look.
    pub version: u64,
}

impl std::fmt::Debug for ClearFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClearFields")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}
