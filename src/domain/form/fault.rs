//! Everything that can be wrong with a field as it was sent: a value with facts. Words for people are in `words`.

use chrono::NaiveDate;

use super::super::catalogue::{Choice, FieldKind};
use super::super::id::FieldId;
use super::super::identity::NumberError;

/// What is wrong with a field, and where it stands in the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field as it was named.
    pub field: String,
    /// In which part of the request.
    pub part: Part,
    /// What is wrong.
    pub fault: FieldFault,
}

/// The part of a filing in which a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the applicant filled in.
    Form,
    /// What shared data said.
    Shared,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldFault {
    /// No field has this name.
    Unknown {
        /// The name that is most like it.
        nearest: Option<FieldId>,
    },
    /// None of the chosen matters needs it.
    NotNeeded,
    /// It must be filled.
    Missing,
    /// Text where a flag should be, and the like.
    WrongType {
        /// What it should be.
        wanted: FieldKind,
    },
    /// Not one of the choices.
    NotAChoice {
        /// The choices.
        choices: Vec<Choice>,
    },
    /// Not a valid number of identity, credit code or telephone number.
    BadNumber(NumberError),
    /// Too long.
    TooLong {
        /// How many characters at most.
        limit: usize,
        /// How many there are.
        found: usize,
    },
    /// Invisible control characters.
    ControlCharacters,
    /// Not a date that there is.
    NotADate,
    /// Not a month that there is.
    NotAMonth,
    /// A date or month that nobody can mean.
    OutOfTime {
        /// The first day that is taken.
        earliest: NaiveDate,
        /// The last one.
        latest: NaiveDate,
    },
    /// Not an amount in yuan with two decimals.
    NotAnAmount,
    /// Less than nothing.
    Negative,
    /// No division of the catalogue.
    UnknownDivision,
    /// Not what the ID number says.
    Conflict {
        /// The field with the number.
        with: FieldId,
    },
    /// Shared data of a register that does not hold this field.
    WrongRegister {
        /// The register that does; none where none does.
        wanted: Option<String>,
    },
}

impl FieldFault {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown-field",
            Self::NotNeeded => "field-not-needed",
            Self::Missing => "field-missing",
            Self::WrongType { .. } => "wrong-type",
            Self::NotAChoice { .. } => "not-a-choice",
            Self::BadNumber(_) => "bad-number",
            Self::TooLong { .. } => "too-long",
            Self::ControlCharacters => "control-characters",
            Self::NotADate => "not-a-date",
            Self::NotAMonth => "not-a-month",
            Self::OutOfTime { .. } => "out-of-time",
            Self::NotAnAmount => "not-an-amount",
            Self::Negative => "negative",
            Self::UnknownDivision => "unknown-division",
            Self::Conflict { .. } => "conflict",
            Self::WrongRegister { .. } => "wrong-register",
        }
    }
}

impl FieldError {
    /// The JSON pointer to it in the request (RFC 6901): `/form/person.id_number`.
    pub fn pointer(&self) -> String {
        // A name from outside may hold the two characters that a pointer escapes.
        let name = self.field.replace('~', "~0").replace('/', "~1");
        match self.part {
            Part::Form => format!("/form/{name}"),
            Part::Shared => format!("/shared/{name}"),
        }
    }
}
