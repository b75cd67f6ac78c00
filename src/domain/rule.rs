//! The conditions of acceptance (受理条件) R1–R12: what a rule found, with the inputs it read.
//!
//! Which rules exist and what they compare is catalogue data; here is how they are judged.

use serde::{Deserialize, Serialize};

use super::form::Entry;
use super::id::{FieldId, RuleId};

/// What a rule says of an item at filing; kept for ever with its inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleResult {
    /// The rule.
    pub rule: RuleId,
    /// Which version of it, by the day from which that version holds.
    pub effective_from: chrono::NaiveDate,
    /// What it found.
    pub verdict: Verdict,
    /// What it read; none where the field was empty.
    pub inputs: Vec<(FieldId, Option<Entry>)>,
    /// What it computed on the way, as name and plain value: `term_ends` 2026-04-01, `limit` 60y8m.
    pub findings: Vec<(String, String)>,
}

/// What a rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 通过.
    Pass,
    /// 警告: let through, marked (the 30-day term passed: the law orders registration anyway).
    Warn,
    /// 待人工判断: a fact is declared or unknown; the officer judges.
    Judge,
    /// 无需办理: the applicant already has it.
    NotNeeded,
    /// 不通过: the matter is not filed.
    Fail,
}

impl Verdict {
    /// The verdict's name in JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Judge => "judge",
            Self::NotNeeded => "not_needed",
            Self::Fail => "fail",
        }
    }
}
