//! What is compared and what waits: conditions on the form, rules with their checks, prerequisites and exclusions.
//!
//! How a check is judged stands in `domain::rule`. A new kind of comparison is a variant of [`Check`], an arm there
//! and an arm in `check::conditions`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Label;
use crate::domain::id::{FieldId, MaterialId, MatterId, RuleId};

/// A condition on the form, as data.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Always.
    Always,
    /// Never.
    Never,
    /// The field has this value (choice code, `true`/`false`, or text).
    Is {
        /// The field.
        field: FieldId,
        /// The value.
        value: String,
    },
    /// All of them.
    All(Vec<Condition>),
    /// Any of them.
    Any(Vec<Condition>),
    /// Not this one.
    Not(Box<Condition>),
}

/// A rule, in one version.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id: `R1`.
    pub id: RuleId,
    /// Its short name.
    pub name: Label,
    /// The matters it belongs to.
    pub matters: Vec<MatterId>,
    /// The first day of this version.
    pub effective_from: NaiveDate,
    /// The notice's own words, or in ours what the law asks.
    pub words: String,
    /// The same in English.
    pub words_en: String,
    /// Where that stands: notice and section, law and article, or 办理规则 where we decided.
    pub basis: String,
    /// What is compared.
    pub check: Check,
    /// What a failure means.
    pub on_failure: OnFailure,
    /// What the applicant can do after a failure.
    pub remedy: Label,
}

/// What a rule compares. Each reads fields by name, so a new rule of a known kind is data alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// Filed within so many calendar days from the date in `start`, rolled past rest days (民法典 203).
    Term {
        /// The field with the first date.
        start: FieldId,
        /// The days.
        days: u32,
    },
    /// At least `min` years old on the day of filing.
    MinimumAge {
        /// The field with the birth date.
        birth: FieldId,
        /// Years.
        min: u32,
    },
    /// Below the legal retirement age on the day of filing (by the schedule that holds on that day).
    BelowRetirement {
        /// The field with the birth date.
        birth: FieldId,
        /// The field with the sex: choice `male` or `female`.
        sex: FieldId,
        /// The field whose choice `worker` puts a woman on the 50 line; absent: the 55 line.
        #[serde(default)]
        post: Option<FieldId>,
    },
    /// The day in the field has come: not after the day of filing.
    Past {
        /// The field with the date.
        date: FieldId,
    },
    /// The matter is chosen in the same application.
    Chosen {
        /// The matter.
        matter: MatterId,
    },
    /// The field has this value.
    Is {
        /// The field.
        field: FieldId,
        /// The value.
        value: String,
    },
    /// The field is one of these values.
    OneOf {
        /// The field.
        field: FieldId,
        /// The values.
        values: Vec<String>,
    },
    /// The whole number in the field is at most this.
    AtMost {
        /// The field.
        field: FieldId,
        /// The number.
        max: i64,
    },
    /// The material is attached.
    Attached {
        /// The material.
        material: MaterialId,
    },
    /// All hold.
    All(Vec<Check>),
    /// One holds.
    Any(Vec<Check>),
    /// Holds only where the condition does; passes elsewhere.
    When {
        /// The condition.
        when: Condition,
        /// The check.
        check: Box<Check>,
    },
}

/// What a failed rule means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// The matter is not filed; the reason is given.
    Refuse,
    /// Let through, marked.
    Warn,
    /// Nothing to do: the applicant has it already.
    NotNeeded,
}

/// A prerequisite: `matter` waits until one of `any_of` is approved.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// The matter that waits.
    pub matter: MatterId,
    /// The matters of which those chosen in the same application are waited for.
    pub any_of: Vec<MatterId>,
    /// Only where the form says so (per insurance paid).
    #[serde(default)]
    pub when: Option<Condition>,
    /// The basis.
    pub basis: String,
    /// `hard` waits; `soft` only orders the work.
    pub kind: PrerequisiteKind,
}

/// How strict a prerequisite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "explained on `Prerequisite::kind`")]
pub enum PrerequisiteKind {
    Hard,
    Soft,
}

/// Two matters that one application cannot both have.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The matters.
    pub matters: (MatterId, MatterId),
    /// Why, for the applicant.
    pub reason: Label,
}
