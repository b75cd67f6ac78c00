//! The joint form: values typed by the catalogue's fields, asked once and shared by the matters that need them.
//!
//! Owns values and their sources. What a field *is* stands in the catalogue; which rule reads it, there too.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::id::FieldId;

/// A value of a field, of the type that the catalogue gives the field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Text as typed, trimmed; also numbers of identity, phones and codes.
    Text(String),
    /// A date.
    Date(NaiveDate),
    /// A month, as its first day.
    Month(NaiveDate),
    /// One of the field's choices, by code.
    Choice(String),
    /// A whole number.
    Integer(i64),
    /// An amount in fen.
    Money(i64),
    /// Yes or no.
    Flag(bool),
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Source {
    /// The applicant, or the clerk for them.
    Applicant,
    /// Shared data (国务院令716号 第七条: not asked again).
    Shared {
        /// The register: `population`, `companies`, `hrss`, `medical`, `fund`, `tax`.
        register: String,
        /// When it was fetched.
        fetched_at: DateTime<Utc>,
    },
    /// Computed from another field: sex and birth date from the ID number.
    Derived {
        /// The field that it was computed from.
        from: FieldId,
    },
    /// The applicant says otherwise than shared data does; an officer verifies (核实).
    Disputed {
        /// The register.
        register: String,
        /// When it was fetched.
        fetched_at: DateTime<Utc>,
        /// What the register says.
        registered: Value,
    },
}

/// A field's value with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The value.
    pub value: Value,
    /// Where it came from.
    pub source: Source,
}

/// A value as it is sent: JSON text, whole number, or yes and no. The field in the catalogue says what it must be.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Raw {
    /// Text; also dates (`2026-03-02`), months (`2026-03`), choices by code and amounts (`4300.50`).
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
}

/// Personal data never reaches a log: only the type is shown.
impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Integer(_) => "Integer(…)",
            Self::Flag(_) => "Flag(…)",
        })
    }
}

/// A filled joint form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Form {
    /// By field, in the catalogue's order of ids.
    pub entries: BTreeMap<FieldId, Entry>,
}

/// A field that a correction changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field.
    pub field: FieldId,
    /// Its value before; none where it was empty.
    pub before: Option<Value>,
    /// Its value now.
    pub after: Value,
}
