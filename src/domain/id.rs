//! Names and numbers that identify things, each checked when made.
//!
//! Owns the shape of every identifier. Knows nothing of what it identifies. To add one: a `text_id!` line
//! where any non-empty short ASCII word will do, a type of its own where the shape is checked.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A text that is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}")]
pub struct BadId {
    /// What was expected, e.g. `application number`.
    pub kind: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let fits = (1..=64).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
                if fits { Ok(Self(text.to_owned())) } else { Err(BadId { kind: $kind }) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// A scene (一件事): `hire`, `flexible`.
    SceneId,
    "scene"
);
text_id!(
    /// A matter (事项) by its short code: `A1`–`A6`, `B1`–`B7` in the embedded catalogue.
    MatterId,
    "matter"
);
text_id!(
    /// A department (部门): `hrss` 人社, `medical` 医保, `fund` 公积金, `tax` 税务, `approval` 行政审批.
    DepartmentId,
    "department"
);
text_id!(
    /// A line of business (业务条线) inside a department: `employment`, `pension`, `card`, `archive`, …
    LineId,
    "line"
);
text_id!(
    /// A division (行政区划 or 功能区): GB/T 2260 code, or an internal zone id.
    DivisionCode,
    "division"
);
text_id!(
    /// A field of the joint form: `person.name`, `unit.uscc`.
    FieldId,
    "field"
);
text_id!(
    /// A kind of material in the catalogue: `id_card_front`, `photo`.
    MaterialId,
    "material"
);
text_id!(
    /// A rule (受理条件) of the catalogue: `R1`–`R12`.
    RuleId,
    "rule"
);
text_id!(
    /// A phrase, reason or defect code of the catalogue.
    PhraseId,
    "phrase"
);
text_id!(
    /// The version of a catalogue that an application is filed under, e.g. `2025.1`.
    CatalogueVersion,
    "catalogue version"
);
text_id!(
    /// An officer or service account, by login.
    OfficerId,
    "officer"
);

/// The number of an application (联办件): `ZB261120-00317-4` = `ZB`, day filed, sequence of that day, check digit.
///
/// The check digit (Luhn over the eleven digits) catches any one mistyped digit and nearly every swap of
/// neighbours when a number is read out on the telephone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApplicationNo(String);

impl ApplicationNo {
    /// The number of the `sequence`-th application (from 1) filed on `day`; past 99,999 a day it grows longer.
    pub fn new(day: NaiveDate, sequence: u32) -> Self {
        let digits = format!(
            "{:02}{:02}{:02}{sequence:05}",
            day.year() % 100,
            day.month(),
            day.day()
        );
        let (day, sequence) = digits.split_at(6);
        Self(format!("ZB{day}-{sequence}-{}", luhn(&digits)))
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn luhn(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    (10 - sum % 10) % 10
}

impl FromStr for ApplicationNo {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId {
            kind: "application number",
        };
        let (day, rest) = text
            .strip_prefix("ZB")
            .and_then(|t| t.split_once('-'))
            .ok_or_else(bad)?;
        let (sequence, check) = rest.split_once('-').ok_or_else(bad)?;
        let digits = format!("{day}{sequence}");
        let shaped = day.len() == 6
            && (5..=9).contains(&sequence.len())
            && digits.bytes().all(|b| b.is_ascii_digit());
        if shaped && check == luhn(&digits).to_string() {
            Ok(Self(text.to_owned()))
        } else {
            Err(bad())
        }
    }
}

/// The number of an item (办件): its application's number and its matter, `ZB261120-00317-4-A1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemNo {
    text: String,
    matter_at: usize,
}

impl ItemNo {
    /// The number of the item for `matter` in `application`; a matter stands at most once in an application.
    pub fn new(application: &ApplicationNo, matter: &MatterId) -> Self {
        Self {
            text: format!("{application}-{matter}"),
            matter_at: application.0.len() + 1,
        }
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The application that the item belongs to.
    pub fn application(&self) -> ApplicationNo {
        ApplicationNo(self.text[..self.matter_at - 1].to_owned())
    }

    /// The matter's code, the last part of the number.
    pub fn matter(&self) -> MatterId {
        MatterId(self.text[self.matter_at..].to_owned())
    }
}

impl FromStr for ItemNo {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId {
            kind: "item number",
        };
        let (application, matter) = text
            .match_indices('-')
            .nth(2)
            .map(|(at, _)| text.split_at(at))
            .ok_or_else(bad)?;
        let application: ApplicationNo = application.parse().map_err(|_| bad())?;
        let matter: MatterId = matter[1..].parse().map_err(|_| bad())?;
        Ok(Self::new(&application, &matter))
    }
}

/// A number, or its beginning, in the way in which it is written, from what people type: without dashes or zeros, in
/// lower case, in the full-width characters of an input method. `zb26112400001 7a1` is `ZB261124-00001-7-A1`. What is
/// no number stays what it is, in upper case.
pub fn as_written(typed: &str) -> String {
    let plain = half_width(typed).to_uppercase();
    let Some(number) = plain.strip_prefix("ZB") else {
        return plain;
    };
    let day = leading_digits(number).min(6);
    let (day, rest) = number.split_at(day);
    match end_as_written(rest.strip_prefix('-').unwrap_or(rest)) {
        end if end.is_empty() => format!("ZB{day}"),
        end => format!("ZB{day}-{end}"),
    }
}

/// The end of a number behind its day in the same way, from plain upper case: `000017A1` and `1-7-A1` are `00001-7-A1`.
pub fn end_as_written(plain: &str) -> String {
    let (sequence, rest) = plain.split_at(leading_digits(plain));
    let (sequence, check, matter) = match rest.strip_prefix('-') {
        Some(rest) => {
            let (check, matter) = rest.split_at(leading_digits(rest));
            (format!("{sequence:0>5}"), check, matter)
        }
        // Five digits for the sequence, more on a day of more than 99,999; behind them stands the check digit.
        None if sequence.len() > 5 => {
            let (sequence, check) = sequence.split_at(sequence.len() - 1);
            (sequence.to_owned(), check, rest)
        }
        None => return plain.to_owned(),
    };
    match matter.trim_start_matches('-') {
        "" => format!("{sequence}-{check}"),
        matter => format!("{sequence}-{check}-{matter}"),
    }
}

fn leading_digits(text: &str) -> usize {
    let others = text.find(|c: char| !c.is_ascii_digit());
    others.unwrap_or(text.len())
}

/// Without spaces; letters, digits and dashes as ASCII has them.
pub fn half_width(typed: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '－' | '—' | '–' | '−' | '‐' | '‑' => '-',
        c => c,
    };
    typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(half)
        .collect()
}

macro_rules! number_text {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(no: $name) -> String {
                no.as_str().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
number_text!(ApplicationNo);
number_text!(ItemNo);

/// The SHA-256 of a material's bytes, lower-case hex: the name under which the bytes are kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

impl Digest {
    /// The digest as 64 hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Digest {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let hex = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if hex {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadId { kind: "digest" })
        }
    }
}
number_text!(Digest);
