//! Every reason for which a command is refused: a value with facts, one problem code each. Words are elsewhere.

use super::id::{FieldId, MatterId, OfficerId, PhraseId, RuleId};
use super::item::DefectTarget;
use super::item::command::Move;
use super::item::{Outcome, State};
use super::material::FileType;
use super::policy::Role;

/// Why a command to an item was refused. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The move does not exist in this state.
    IllegalMove {
        /// The move.
        asked: Move,
        /// Where the item stands.
        state: State,
    },
    /// The role may not do this.
    NotAllowed {
        /// The move.
        asked: Move,
        /// The role; none for time itself.
        role: Option<Role>,
    },
    /// The catalogue has no such matter in this scene.
    UnknownMatter(MatterId),
    /// The item lies on another desk, or was filed by another account.
    OutOfReach,
    /// Another officer holds the item.
    HeldByAnother {
        /// Who.
        assignee: OfficerId,
    },
    /// The officer holds the item already.
    AlreadyHeld,
    /// Nobody holds the item that is to be put back.
    NotHeld,
    /// The officer who is to stand in for another could not do that one's work.
    UnfitStandIn {
        /// Who.
        to: OfficerId,
    },
    /// Nobody can stand in for that time: it is over, ends before it begins, or is longer than a year.
    StandInTime,
    /// The officer to whom it is to be assigned could not decide it.
    UnfitAssignee {
        /// Who.
        to: OfficerId,
    },
    /// Nobody decides an application that they filed or that is their own (回避).
    OwnCase,
    /// The second reviewer must be another person than the first, as must the one who seconds a 作废.
    SamePerson,
    /// The law asks for these words.
    WordsRequired {
        /// Which: `opinion`, `reason`, `basis`, `remedy`, `words`, `sample`, `result`, `to`, `carrier`, `tracking_no`,
        /// `fields`.
        what: &'static str,
    },
    /// Words longer than are kept.
    TooLong {
        /// Which.
        what: &'static str,
        /// How many characters are kept at most.
        limit: usize,
    },
    /// A correction notice without a defect.
    NoDefects,
    /// A field or material that this matter does not have.
    UnknownTarget(DefectTarget),
    /// An answer to a correction notice that brings neither a changed field nor a material.
    NothingCorrected,
    /// A phrase, reason, defect or procedure that the catalogue does not have.
    UnknownPhrase(PhraseId),
    /// A result field that this matter does not have, or a needed one that is missing.
    ResultField {
        /// The field.
        field: FieldId,
        /// Whether it is missing (else unknown or of the wrong form).
        fault: ResultFault,
    },
    /// More files with a result than are taken.
    TooManyFiles {
        /// How many are taken.
        most: usize,
    },
    /// A file of a type that is not taken for results.
    FileType {
        /// What it is.
        found: FileType,
    },
    /// The same bytes as an earlier file of the list.
    FileTwice {
        /// Its place in the list, from 1: its name may be a person's.
        place: usize,
    },
    /// A file that this officer has not uploaded for this item, or not lately.
    FileNotUploaded {
        /// Its place in the list, from 1.
        place: usize,
    },
    /// A copy of a file that no feedback of the item has.
    UnknownFile,
    /// A transfer to a desk that does not handle this matter, or to where it lies already.
    WrongDesk,
    /// Only an approved item has a result and a delivery.
    NotApproved {
        /// How it ended instead.
        outcome: Outcome,
    },
    /// A condition of acceptance does not hold, since the form was corrected.
    RuleFailed {
        /// The matter.
        matter: MatterId,
        /// The rule.
        rule: RuleId,
    },
    /// Feedback exists already: amend it.
    FeedbackExists,
    /// There is no feedback to amend.
    NoFeedback,
    /// The document is not mailed, or the parcel is not where this step needs it.
    DeliveryStep,
    /// The time for this has not come (deemed acceptance, expiry).
    TooEarly,
    /// No due date is provisional, or its calendar has not come.
    NothingProvisional,
    /// A special procedure of no or absurd length.
    ExpectedWorkDays,
}

/// What is wrong with a result field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultFault {
    /// The matter has no such field.
    Unknown,
    /// The matter needs it.
    Missing,
    /// Its value has not the field's form.
    Malformed,
}

impl Refusal {
    /// The officer whom the refusal is about, where it is about one.
    pub fn officer(&self) -> Option<&OfficerId> {
        match self {
            Self::HeldByAnother { assignee } => Some(assignee),
            Self::UnfitAssignee { to } | Self::UnfitStandIn { to } => Some(to),
            _ => None,
        }
    }

    /// The stable problem code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::IllegalMove { .. } => "illegal-move",
            Self::NotAllowed { .. } => "not-allowed",
            Self::UnknownMatter(_) => "unknown-matter",
            Self::OutOfReach => "out-of-reach",
            Self::HeldByAnother { .. } => "held-by-another",
            Self::AlreadyHeld => "already-held",
            Self::NotHeld => "not-held",
            Self::UnfitAssignee { .. } => "unfit-assignee",
            Self::UnfitStandIn { .. } => "unfit-stand-in",
            Self::StandInTime => "stand-in-time",
            Self::OwnCase => "own-case",
            Self::SamePerson => "same-person",
            Self::WordsRequired { .. } => "words-required",
            Self::TooLong { .. } => "too-long",
            Self::NoDefects => "no-defects",
            Self::UnknownTarget(_) => "unknown-target",
            Self::NothingCorrected => "nothing-corrected",
            Self::UnknownPhrase(_) => "unknown-phrase",
            Self::ResultField { .. } => "result-field",
            Self::TooManyFiles { .. } => "too-many-files",
            Self::FileType { .. } => "file-type",
            Self::FileTwice { .. } => "file-twice",
            Self::FileNotUploaded { .. } => "file-not-uploaded",
            Self::UnknownFile => "unknown-file",
            Self::WrongDesk => "wrong-desk",
            Self::NotApproved { .. } => "not-approved",
            Self::RuleFailed { .. } => "rule-failed",
            Self::FeedbackExists => "feedback-exists",
            Self::NoFeedback => "no-feedback",
            Self::DeliveryStep => "delivery-step",
            Self::TooEarly => "too-early",
            Self::NothingProvisional => "nothing-provisional",
            Self::ExpectedWorkDays => "expected-work-days",
        }
    }
}
