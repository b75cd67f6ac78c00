//! Filing an application, following it, and its combined result.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::items::ResultFileView;
use super::once::each_once;
use crate::domain::form::Raw;

/// One joint form for several matters. Sent as the part `application` of a multipart body; each material is a further
/// part named by its kind (`id_card_front`, `photo` …), repeated for several pages.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilingRequest {
    /// `hire` or `flexible`.
    pub scene: String,
    /// The chosen matters: `["A1", "A2"]`.
    pub matters: Vec<String>,
    /// The division's code: where the work or the residence is.
    pub division: String,
    /// How it came; a clerk's is always `counter`.
    #[serde(default)]
    pub channel: Option<String>,
    /// What the applicant filled in, by field id.
    #[schema(value_type = BTreeMap<String, RawValue>)]
    #[serde(deserialize_with = "each_once")]
    pub form: BTreeMap<String, Raw>,
    /// What the filing platform fetched from shared data, by field id.
    #[serde(default, deserialize_with = "each_once")]
    pub shared: BTreeMap<String, SharedFact>,
}

/// How [`Raw`] looks in the document: the catalogue's field says which of these it is.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum RawValue {
    /// Text; also dates, months, choices by code and amounts.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
}

/// A fact from shared data.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedFact {
    /// The value.
    #[schema(value_type = RawValue)]
    pub value: Raw,
    /// The register it came from.
    pub register: String,
    /// When it was fetched (RFC 3339).
    pub fetched_at: String,
}

/// What the applicant gets at once: all numbers and due dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// The application's number.
    pub application: String,
    /// When it was filed.
    pub filed_at: String,
    /// One line per item, in the notice's order.
    pub items: Vec<ReceiptItem>,
}

/// An item on a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReceiptItem {
    /// Its number.
    pub no: String,
    /// The matter's code.
    pub matter: String,
    /// The matter's name.
    pub matter_name: String,
    /// The desk in words: 张店区人社局.
    pub desk: String,
    /// Its state.
    pub state: String,
    /// Its outcome, where it was closed at once.
    pub outcome: Option<String>,
    /// Until when it must be accepted, where that clock runs.
    pub due: Option<super::items::Due>,
    /// The promise in the notice's words: 即时办结, 5个工作日.
    pub promise: String,
    /// What the rules warned of, in words.
    pub warnings: Vec<String>,
}

/// The one result of the whole application (一端出件): a list, never one yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CombinedResultView {
    /// The application's number.
    pub application: String,
    /// The scene's name.
    pub scene: String,
    /// The applicant, masked.
    pub applicant: String,
    /// When it was filed.
    pub filed_at: String,
    /// `in_progress`, `partly_closed`, `all_closed`.
    pub state: String,
    /// The same in words with counts: 全部办结：准予 5，不予 1.
    pub summary: String,
    /// One per item, in the notice's order.
    pub items: Vec<ItemResult>,
}

/// The result of one item, as the applicant reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ItemResult {
    /// The item's number.
    pub no: String,
    /// The matter's name.
    pub matter: String,
    /// The desk in words.
    pub desk: String,
    /// Its state.
    pub state: String,
    /// Its outcome.
    pub outcome: Option<String>,
    /// State or outcome in plain words.
    pub words: String,
    /// The document's name and number, where there is one.
    pub document: Option<String>,
    /// The result's fields: name and value.
    pub fields: Vec<(String, String)>,
    /// The result's files: what the applicant is given.
    #[serde(default)]
    pub files: Vec<ResultFileView>,
    /// Reason, where the answer is no or not yet.
    pub reason: Option<String>,
    /// Legal basis, where one is owed.
    pub basis: Option<String>,
    /// 复议 or 诉讼.
    pub remedy: Option<String>,
    /// How far the delivery is.
    pub delivery: Option<String>,
    /// What the applicant does next.
    pub next_step: String,
    /// By when the department answers, where a clock runs.
    pub due: Option<super::items::Due>,
}

/// What an applicant answers to a correction notice; sent as part `resubmission`, with materials as further parts.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resubmission {
    /// The changed fields, by field id.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, RawValue>)]
    #[serde(deserialize_with = "each_once")]
    pub form: BTreeMap<String, Raw>,
}
