//! Everything that can be wrong with a catalogue: a value with facts. Words for people are in `words`.

use chrono::NaiveDate;

/// What is wrong with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueFault {
    /// Not TOML, or not the tables and keys of a catalogue: the reader's own words.
    #[error("{message}")]
    Syntax {
        /// The reader's own words.
        message: String,
    },
    /// A name that nothing in the catalogue has.
    #[error("there is no {thing} {id}{}", nearest.as_ref().map(|id| format!("; did you mean {id}?")).unwrap_or_default())]
    Unknown {
        /// What was looked for: `matter`, `field`, …
        thing: &'static str,
        /// The name.
        id: String,
        /// The name that is most like it.
        nearest: Option<String>,
    },
    /// A name that two things of a kind have.
    #[error("the {thing} {id} is there twice")]
    Duplicate {
        /// What.
        thing: &'static str,
        /// The name.
        id: String,
    },
    /// Words that are empty in one of the languages.
    #[error("{what} is empty")]
    Empty {
        /// Which: `zh`, `en`, `words`, `basis`, …
        what: &'static str,
    },
    /// A field, scene or group without the list that it needs.
    #[error("{what} of {id} is missing")]
    Missing {
        /// What is missing: `choices`, `matters`, `scene`, …
        what: &'static str,
        /// Of what.
        id: String,
    },
    /// A field that does not have the type that is needed there.
    #[error("the field {field} must be of the type {wanted}")]
    WrongKind {
        /// The field.
        field: String,
        /// The type.
        wanted: &'static str,
    },
    /// A value that the field can never have.
    #[error("the field {field} never has the value {value}")]
    UnknownValue {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// A rule or prerequisite that reads what its matter does not ask for.
    #[error("{matter} does not ask for {what}")]
    NotAsked {
        /// The field or material.
        what: String,
        /// The matter.
        matter: String,
    },
    /// A legal limit that is shorter than the promise: the promise could not be kept lawfully.
    #[error("the statutory limit of {matter} is shorter than its promise")]
    StatutoryBelowPromise {
        /// The matter.
        matter: String,
    },
    /// Matters that wait for each other, or a division above itself.
    #[error("{} go round in a circle", ids.join(" → "))]
    Circle {
        /// The names, in order.
        ids: Vec<String>,
    },
    /// Two versions of a rule for one matter from the same day.
    #[error("{rule} has two versions for {matter} from {day}")]
    Overlap {
        /// The rule.
        rule: String,
        /// The matter.
        matter: String,
        /// The day.
        day: NaiveDate,
    },
    /// A number or range that makes no sense.
    #[error("{what} is out of range")]
    Range {
        /// Which.
        what: &'static str,
    },
}

impl CatalogueFault {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "syntax",
            Self::Unknown { .. } => "unknown",
            Self::Duplicate { .. } => "duplicate",
            Self::Empty { .. } => "empty",
            Self::Missing { .. } => "missing",
            Self::WrongKind { .. } => "wrong-kind",
            Self::UnknownValue { .. } => "unknown-value",
            Self::NotAsked { .. } => "not-asked",
            Self::StatutoryBelowPromise { .. } => "statutory-below-promise",
            Self::Circle { .. } => "circle",
            Self::Overlap { .. } => "overlap",
            Self::Range { .. } => "range",
        }
    }
}
