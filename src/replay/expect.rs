//! What a step may expect. What is not said is not compared; an empty text means that there is none.
//!
//! In the codes and times the words are the API's, times are written `2026-03-02 17:00`. Where the API answers in
//! sentences (`says`, `warnings`, the texts of a combined result) it is enough that the expected words occur.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ItemName;

/// What must come of a step.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// The code of the problem with which it is refused; it must succeed where absent.
    pub refused: Option<String>,
    /// Everything that the refusal finds wrong, as `pointer code`, in any order.
    pub faults: Option<Vec<String>>,
    /// Words that occur in the refusal.
    pub says: Vec<String>,
    /// Who was faster, by name, where the item has changed since it was seen.
    pub changed_by: Option<String>,
    /// Items as they now stand.
    pub items: BTreeMap<ItemName, ExpectItem>,
    /// The combined result as the applicant reads it.
    pub result: Option<ExpectResult>,
}

/// What is expected of an item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectItem {
    /// The state.
    pub state: Option<String>,
    /// The outcome.
    pub outcome: Option<String>,
    /// When someone must act.
    pub due: Option<String>,
    /// Whether that is provisional.
    pub provisional: Option<bool>,
    /// The light.
    pub light: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The division.
    pub division: Option<String>,
    /// The channel.
    pub channel: Option<String>,
    /// Who holds it, by login.
    pub assignee: Option<String>,
    /// How many correction notices went out.
    pub correction_rounds: Option<u32>,
    /// Whether it was accepted by silence.
    pub deemed_accepted: Option<bool>,
    /// How far the delivery is.
    pub delivery: Option<String>,
    /// Rule → verdict.
    pub rules: BTreeMap<String, String>,
    /// Rule → its words.
    pub rule_words: BTreeMap<String, String>,
    /// All warnings on the receipt, in order; only where the step files.
    pub warnings: Option<Vec<String>>,
    /// Clock → when it runs out.
    pub clocks: BTreeMap<String, String>,
    /// All clocks that stand still.
    pub stopped: Option<Vec<String>>,
    /// Sibling's matter → its outcome, or its state while it is open.
    pub siblings: BTreeMap<String, String>,
    /// The siblings for which it waits.
    pub waits_for: Option<Vec<String>>,
    /// Field → value as it is shown.
    pub form: BTreeMap<String, String>,
    /// Field → where its value came from.
    pub sources: BTreeMap<String, String>,
    /// All kinds of materials that are there.
    pub materials: Option<Vec<String>>,
    /// The events of the timeline, oldest first.
    pub timeline: Option<Vec<String>>,
    /// Move → whether it is open to whoever looks.
    pub moves: BTreeMap<String, bool>,
}

/// What is expected of a combined result.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectResult {
    /// The application's name in the case; the last one where absent.
    pub of: Option<String>,
    /// `in_progress`, `partly_closed`, `all_closed`.
    pub state: Option<String>,
    /// The same in words.
    pub summary: Option<String>,
    /// Matter → what the applicant reads.
    pub items: BTreeMap<String, ExpectLine>,
}

/// What the applicant reads of one item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectLine {
    /// State or outcome in plain words.
    pub words: Option<String>,
    /// Name and number of the document.
    pub document: Option<String>,
    /// The names of all files, in order.
    pub files: Option<Vec<String>>,
    /// Reason.
    pub reason: Option<String>,
    /// Legal basis.
    pub basis: Option<String>,
    /// 复议 or 诉讼.
    pub remedy: Option<String>,
    /// Delivery.
    pub delivery: Option<String>,
    /// What the applicant does next.
    pub next_step: Option<String>,
    /// When the department answers.
    pub due: Option<String>,
}
