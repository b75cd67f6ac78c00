//! An item (办件): one chosen matter of an application, with its own department, state, clocks and result.
//!
//! Owns what an item *is*: the fold of its events. [`decide()`] says what a command does, `apply` folds an event
//! in; nothing else changes an item. Knows no storage and no clock.

mod apply;
pub mod command;
pub mod decide;
pub mod event;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::deadline::{Clock, DueDate};
use super::id::{
    ApplicationNo, CatalogueVersion, DepartmentId, Digest, DivisionCode, FieldId, ItemNo, LineId,
    MaterialId, MatterId, OfficerId, PhraseId, SceneId,
};
use super::material::ResultFile;
use super::policy::Channel;
use super::rule::RuleResult;
use super::supervision::{self, LightSchedule, Thresholds, Watched};

pub use self::decide::{Context, decide};

/// Where an item stands. The order is the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 等待前置: its prerequisite in the same application is not decided yet; no clock runs.
    Waiting,
    /// 待受理: the acceptance clock runs; silence counts as acceptance (行政许可法 32(4)).
    Received,
    /// 待补正: the one notice of all defects is out; the reply limit runs.
    Correcting,
    /// 审核中: the promise and the statutory clock run.
    Reviewing,
    /// 待复核: both clocks go on; another person decides.
    SecondReview,
    /// 特别程序: both clocks are paused, in working days.
    Suspended,
    /// 办结: ended with one outcome.
    Closed,
}

impl State {
    /// Every state, in the order of the work.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Received,
        Self::Correcting,
        Self::Reviewing,
        Self::SecondReview,
        Self::Suspended,
        Self::Closed,
    ];

    /// The state's name in SQL, JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Received => "received",
            Self::Correcting => "correcting",
            Self::Reviewing => "reviewing",
            Self::SecondReview => "second_review",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }

    /// Every state but `closed` is open.
    pub fn is_open(self) -> bool {
        self != Self::Closed
    }
}

/// How a closed item ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 准予.
    Approved,
    /// 不予.
    Refused,
    /// 不予受理.
    NotAccepted,
    /// 无需办理: what the matter gives is already there (a Shandong card, notice annex 1 五.3); no rejection.
    NotNeeded,
    /// 撤回, by the applicant.
    Withdrawn,
    /// 退件: the correction was not answered in time.
    Returned,
    /// 前置未通过.
    PrerequisiteFailed,
    /// 作废: entered by mistake, seconded by another person.
    Voided,
    /// 转报: handed up or over to another authority.
    Forwarded,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 9] = [
        Self::Approved,
        Self::Refused,
        Self::NotAccepted,
        Self::NotNeeded,
        Self::Withdrawn,
        Self::Returned,
        Self::PrerequisiteFailed,
        Self::Voided,
        Self::Forwarded,
    ];

    /// The outcome's name in SQL, JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::NotAccepted => "not_accepted",
            Self::NotNeeded => "not_needed",
            Self::Withdrawn => "withdrawn",
            Self::Returned => "returned",
            Self::PrerequisiteFailed => "prerequisite_failed",
            Self::Voided => "voided",
            Self::Forwarded => "forwarded",
        }
    }
}

/// Which desk an item lies on: department, line and division together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// The department that decides.
    pub department: DepartmentId,
    /// The line of business inside it.
    pub line: LineId,
    /// The division whose department it is.
    pub division: DivisionCode,
}

/// The clocks of an item. Due dates are decided when an event is made and never change by a new catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// 5 working days from receipt (行政许可法 32(4)); gone once accepted.
    pub acceptance: Option<Clock>,
    /// The applicant's limit to answer a correction notice.
    pub reply: Option<Clock>,
    /// 承诺时限, from acceptance.
    pub promise: Option<Clock>,
    /// 法定时限, from acceptance, where the law sets one.
    pub statutory: Option<Clock>,
}

/// One defect of a correction notice (一次性告知).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    /// The field or material that is wrong.
    pub target: DefectTarget,
    /// The defect's code in the catalogue: `unclear`, `expired`, `mismatch`, …
    pub code: PhraseId,
    /// What is wrong, in plain words to the applicant.
    pub words: String,
    /// What a good one looks like.
    pub sample: String,
}

/// What a defect is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefectTarget {
    /// A field of the joint form.
    Field(FieldId),
    /// A material, present or missing.
    Material(MaterialId),
}

/// One correction notice: all defects at once, with the reply limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionNotice {
    /// When the applicant was told.
    pub at: DateTime<Utc>,
    /// Who told.
    pub by: OfficerId,
    /// Every defect; never empty.
    pub defects: Vec<Defect>,
    /// When the answer is due.
    pub reply_due: DueDate,
    /// The state to which the answered item returns: `received` or `reviewing`.
    pub from: State,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
}

/// A special procedure (特别程序): hearing, inspection, appraisal … (行政许可法 45); the applicant is told its length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialProcedure {
    /// Its kind in the catalogue.
    pub kind: PhraseId,
    /// Why it is needed.
    pub reason: String,
    /// Its expected length in working days, told to the applicant.
    pub expected_work_days: u32,
    /// When the clocks stopped.
    pub from: DateTime<Utc>,
    /// What came out, once resumed.
    pub result: Option<String>,
    /// When the clocks went on.
    pub until: Option<DateTime<Utc>>,
}

/// Why an applicant does not get what was asked for: reason, legal basis, remedy (行政许可法 38).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// The reason's code in the catalogue.
    pub code: PhraseId,
    /// The reason in plain words.
    pub reason: String,
    /// The legal basis.
    pub basis: String,
    /// 复议 or 诉讼: where and until when.
    pub remedy: String,
}

/// How and by whom an item was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The one outcome.
    pub outcome: Outcome,
    /// When.
    pub at: DateTime<Utc>,
    /// The officer who decided; none where time or the applicant did.
    pub by: Option<OfficerId>,
    /// The officer's opinion, or the applicant's words.
    pub opinion: String,
    /// Reason, basis and remedy where the outcome owes them.
    pub grounds: Option<Grounds>,
}

/// The recorded result of an approved item; a later version amends, none is overwritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// From 1.
    pub version: u32,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who recorded it.
    pub by: OfficerId,
    /// The document's number (结果证照编号), where the matter gives one.
    pub document_no: Option<String>,
    /// The matter's own result fields (个人编号, 参保时间, 金额 …), as the catalogue names them, in its order.
    pub fields: Vec<(FieldId, String)>,
    /// Words to the applicant.
    pub words: String,
    /// What the applicant is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ResultFile>,
}

impl Feedback {
    /// The file of that digest.
    pub fn file(&self, digest: &Digest) -> Option<&ResultFile> {
        self.files.iter().find(|file| file.facts.digest == *digest)
    }
}

/// How far the document is on its way; never counts against a limit (notice, 八).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Where it stands.
    pub state: DeliveryState,
    /// The carrier and the tracking number, once sent.
    pub shipment: Option<Shipment>,
    /// When it last moved.
    pub at: DateTime<Utc>,
    /// Why it came back, where it did.
    pub reason: Option<String>,
}

/// The steps of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// In 我的办件; nothing is mailed.
    Online,
    /// 待寄出.
    ToSend,
    /// 已寄出.
    Sent,
    /// 已签收.
    Delivered,
    /// 退回.
    CameBack,
}

impl DeliveryState {
    /// The step's name in SQL, JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::ToSend => "to_send",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::CameBack => "came_back",
        }
    }
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// The carrier.
    pub carrier: String,
    /// Its tracking number.
    pub tracking_no: String,
}

/// An item as its events have made it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its number.
    pub no: ItemNo,
    /// The application that it belongs to.
    pub application: ApplicationNo,
    /// The scene of the application.
    pub scene: SceneId,
    /// The matter.
    pub matter: MatterId,
    /// The desk it lies on now.
    pub desk: Desk,
    /// Through which channel it came.
    pub channel: Channel,
    /// The catalogue version pinned at filing.
    pub catalogue: CatalogueVersion,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// When it last changed; who only looks or saves a copy changes nothing.
    pub changed_at: DateTime<Utc>,
    /// The account that filed it; nobody decides what they filed.
    pub filed_by: OfficerId,
    /// The number of events folded in; what `If-Match` compares.
    pub version: u64,
    /// Where it stands.
    pub state: State,
    /// The officer who holds it.
    pub assignee: Option<OfficerId>,
    /// The officer who sent it to second review; may not decide it there.
    pub first_reviewer: Option<OfficerId>,
    /// The clocks.
    pub clocks: Clocks,
    /// Accepted by silence: flagged, red card.
    pub deemed_accepted: bool,
    /// What the rules found, at filing or when they were last judged.
    pub rules: Vec<RuleResult>,
    /// Every correction round, in order.
    pub corrections: Vec<CorrectionNotice>,
    /// Every special procedure, in order; the last one is open while `suspended`.
    pub special_procedures: Vec<SpecialProcedure>,
    /// The officer who asked to void it, until a second one agrees.
    pub void_proposed_by: Option<OfficerId>,
    /// The outcome and how it came, once closed.
    pub closing: Option<Closing>,
    /// Every version of the feedback, in order.
    pub feedback: Vec<Feedback>,
    /// The delivery, once approved.
    pub delivery: Option<Delivery>,
}

/// What officers wrote and what was found never reach a log: only where the item stands is shown.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("no", &self.no)
            .field("version", &self.version)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl Item {
    /// The outcome, once closed.
    pub fn outcome(&self) -> Option<Outcome> {
        self.closing.as_ref().map(|closing| closing.outcome)
    }

    /// When it was accepted, by an officer or by silence: from then on its promise counts.
    pub fn accepted_at(&self) -> Option<DateTime<Utc>> {
        self.clocks.promise.as_ref().map(|clock| clock.start)
    }

    /// The due date of the clock that someone must meet now: acceptance, reply or promise; none while none runs.
    pub fn due(&self) -> Option<&DueDate> {
        let clock = match self.state {
            State::Received => &self.clocks.acceptance,
            State::Correcting => &self.clocks.reply,
            State::Reviewing | State::SecondReview => &self.clocks.promise,
            State::Waiting | State::Suspended | State::Closed => return None,
        };
        clock.as_ref().map(|clock| &clock.due)
    }

    /// A file of any version of the feedback.
    pub fn result_file(&self, digest: &Digest) -> Option<&ResultFile> {
        let mut versions = self.feedback.iter();
        versions.find_map(|feedback| feedback.file(digest))
    }

    /// When its supervision light turns; never once it is closed.
    pub fn lights(&self, calendar: &Calendar, thresholds: Thresholds) -> LightSchedule {
        if self.state == State::Closed {
            return LightSchedule::default();
        }
        let watched = Watched {
            acceptance: self.clocks.acceptance.as_ref(),
            promise: self.clocks.promise.as_ref(),
            statutory: self.clocks.statutory.as_ref(),
            deemed_accepted: self.deemed_accepted,
        };
        supervision::schedule(&watched, calendar, thresholds)
    }
}
