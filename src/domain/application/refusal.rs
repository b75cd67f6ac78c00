//! Why nothing was filed, and what was filed though marked: values with facts. Words for people are in `words`.

use crate::domain::catalogue::Label;
use crate::domain::form::fault::FieldError;
use crate::domain::id::{FieldId, ItemNo, MaterialId, MatterId};
use crate::domain::item::Outcome;
use crate::domain::material::{MaterialError, UnusualSize};
use crate::domain::rule::RuleResult;

/// Something that does not stand in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilingWarning {
    /// A rule that only warns: the thirty days have passed.
    Rule {
        /// The matter.
        matter: MatterId,
        /// What the rule found.
        result: RuleResult,
    },
    /// A photo of a size that some systems refuse.
    UnusualSize {
        /// The material.
        material: MaterialId,
        /// Its size.
        size: UnusualSize,
    },
    /// A resident's number of a county that GB/T 2260 has never had.
    UnknownCounty {
        /// The field.
        field: FieldId,
    },
    /// The applicant contradicts shared data; an officer verifies.
    Disputed {
        /// The field.
        field: FieldId,
    },
}

/// Why nothing was filed: everything at once; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingRefusal(pub Vec<FilingProblem>);

/// One thing that stands in the way of filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilingProblem {
    /// The catalogue has no such scene.
    UnknownScene {
        /// The scene as it was named.
        asked: String,
        /// The scenes that there are.
        known: Vec<String>,
    },
    /// No matter is chosen.
    NoMatters,
    /// The scene has no such matter.
    UnknownMatter {
        /// Its place in the list.
        at: usize,
        /// The matter as it was named.
        asked: String,
        /// The matters of the scene.
        known: Vec<MatterId>,
    },
    /// A matter is chosen twice.
    MatterTwice {
        /// The place of the second.
        at: usize,
        /// The matter.
        matter: MatterId,
    },
    /// Two matters exclude each other.
    Excluded {
        /// The place of the later one.
        at: usize,
        /// Both.
        matters: (MatterId, MatterId),
        /// Why.
        reason: Label,
    },
    /// The catalogue has no such division.
    UnknownDivision {
        /// The division as it was named.
        asked: String,
        /// The code that is most like it.
        nearest: Option<String>,
    },
    /// A field of the form.
    Field(FieldError),
    /// A material.
    Material(MaterialError),
    /// A condition of acceptance does not hold.
    Rule {
        /// The place of the matter.
        at: usize,
        /// The matter.
        matter: MatterId,
        /// The rule in its version, with what it read and found.
        result: RuleResult,
    },
    /// The person has an item of the same already.
    Duplicate {
        /// The place of the matter.
        at: usize,
        /// The matter.
        matter: MatterId,
        /// The item.
        item: ItemNo,
        /// How it ended; none while it is open.
        outcome: Option<Outcome>,
    },
}

impl FilingProblem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownScene { .. } => "unknown-scene",
            Self::NoMatters => "no-matters",
            Self::UnknownMatter { .. } => "unknown-matter",
            Self::MatterTwice { .. } => "matter-twice",
            Self::Excluded { .. } => "matters-exclude",
            Self::UnknownDivision { .. } => "unknown-division",
            Self::Field(error) => error.fault.code(),
            Self::Material(error) => error.fault.code(),
            Self::Rule { .. } => "rule-failed",
            Self::Duplicate { .. } => "duplicate",
        }
    }

    /// The JSON pointer to what is wrong in the request.
    pub fn pointer(&self) -> String {
        match self {
            Self::UnknownScene { .. } => "/scene".to_owned(),
            Self::NoMatters => "/matters".to_owned(),
            Self::UnknownMatter { at, .. }
            | Self::MatterTwice { at, .. }
            | Self::Excluded { at, .. }
            | Self::Rule { at, .. }
            | Self::Duplicate { at, .. } => format!("/matters/{at}"),
            Self::UnknownDivision { .. } => "/division".to_owned(),
            Self::Field(error) => error.pointer(),
            Self::Material(error) => error.pointer(),
        }
    }
}
