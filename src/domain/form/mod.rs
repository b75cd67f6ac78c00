//! The joint form: values typed by the catalogue's fields, asked once and shared by the matters that need them.
//!
//! Owns values and their sources; [`read`] makes them of what was sent, `correct` changes them, [`fault`] says what
//! is wrong. What a field *is* stands in the catalogue; which rule reads it, there too. A further type of field is a
//! variant of `FieldKind` and an arm of `typed`.

mod correct;
pub mod fault;
pub mod read;
mod typed;

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize, de};

pub(super) use self::typed::typed_result;
use super::catalogue::{Catalogue, Condition, Field, Matter};
use super::id::FieldId;

/// The field of the worker's or applicant's name, which every scene asks for.
pub const PERSON_NAME: &str = "person.name";
/// The field of the worker's or applicant's ID number, which every scene asks for.
pub const PERSON_NUMBER: &str = "person.id_number";
/// The field of the unit's name, where a scene serves units.
pub const UNIT_NAME: &str = "unit.name";

/// A value of a field, of the type that the catalogue gives the field.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Text as typed, trimmed; also numbers of identity, phones, codes and divisions.
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

impl Value {
    /// The value as plain text, in the form in which it is sent: `2026-03-02`, `2026-03`, `4300.50`, `true`.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Choice(text) => text.clone(),
            Self::Date(day) => day.to_string(),
            Self::Month(first) => first.format("%Y-%m").to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Money(fen) => format!("{}.{:02}", fen / 100, fen % 100),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

/// Personal data never reaches a log: only the type is shown.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Date(_) => "Date(…)",
            Self::Month(_) => "Month(…)",
            Self::Choice(_) => "Choice(…)",
            Self::Integer(_) => "Integer(…)",
            Self::Money(_) => "Money(…)",
            Self::Flag(_) => "Flag(…)",
        })
    }
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Source {
    /// The applicant, or the clerk for them.
    Applicant,
    /// Shared data (国务院令716号 第七条: not asked again).
    Shared {
        /// The register: `population`, `companies`, `hrss`, `medical`, `fund`, `education`.
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

/// A value as it is sent: JSON text, number, or yes and no. The field in the catalogue says what it must be.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Raw {
    /// Text; also dates (`2026-03-02`), months (`2026-03`), choices by code and amounts (`4300.50`). `null` is empty.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl de::Visitor<'_> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, true or false")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Raw, E> {
        Ok(Raw::Flag(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Raw, E> {
        Ok(i64::try_from(number).map_or_else(|_| Raw::Text(number.to_string()), Raw::Integer))
    }

    // An amount may be sent as 4300.5; its text is read as an amount is.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Raw, E> {
        Ok(Raw::Text(number.to_string()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Text(String::new()))
    }
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
    /// By field, in the order of ids.
    pub entries: BTreeMap<FieldId, Entry>,
}

impl Form {
    /// The value of a field; none where it is empty.
    pub fn value(&self, field: &FieldId) -> Option<&Value> {
        self.entries.get(field).map(|entry| &entry.value)
    }

    /// The value of the field that has this id as text; none where it is empty.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.value(&field.parse().ok()?)? {
            Value::Text(text) | Value::Choice(text) => Some(text),
            _ => None,
        }
    }

    /// The worker's or applicant's name.
    pub fn person_name(&self) -> Option<&str> {
        self.text(PERSON_NAME)
    }

    /// The worker's or applicant's ID number.
    pub fn person_number(&self) -> Option<&str> {
        self.text(PERSON_NUMBER)
    }

    /// The unit's name.
    pub fn unit_name(&self) -> Option<&str> {
        self.text(UNIT_NAME)
    }

    /// Whether a condition holds; a comparison with an empty field does not.
    pub fn meets(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Always => true,
            Condition::Never => false,
            Condition::Is { field, value } => {
                self.value(field).is_some_and(|v| v.plain() == *value)
            }
            Condition::All(parts) => parts.iter().all(|part| self.meets(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.meets(part)),
            Condition::Not(part) => !self.meets(part),
        }
    }

    /// What the desk of a matter needs of the form and no more, in the catalogue's order; none where a field is empty.
    pub fn fields_of<'a>(
        &'a self,
        matter: &'a Matter,
        catalogue: &'a Catalogue,
    ) -> impl Iterator<Item = (&'a Field, Option<&'a Entry>)> {
        catalogue
            .fields
            .iter()
            .filter(|field| matter.fields.contains(&field.id))
            .map(|field| (field, self.entries.get(&field.id)))
    }
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
