//! Numbers on identity documents: GB 11643 and the numbers of residence cards that are built like it.
//!
//! Owns their shapes and checks. A further kind of document is a variant of [`IdKind`] and a branch of
//! [`IdNumber::parse`].

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DIGITS, LETTERS, NumberError, capitals, digits, expect_check, weighted};
use crate::domain::mask;

/// The kind of document that a number stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdKind {
    /// 居民身份证 (GB 11643).
    Resident,
    /// 港澳台居民居住证: 81, 82, 83 (国办发〔2018〕81号).
    ResidencePermit,
    /// 外国人永久居留身份证 of 2023: 18 digits from 9.
    PermanentResident,
    /// 外国人永久居留身份证 of 2017: 15 characters, valid until it expires.
    PermanentResident2017,
}

/// Sex as the number says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

/// A valid number of an identity document. `Debug` and `Display` are masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber(String);

/// The first two digits of GB/T 2260: provinces, autonomous regions, municipalities, 台湾.
const PROVINCES: [&str; 32] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
];

const PERMITS: [&str; 3] = ["810000", "820000", "830000"];

const COUNTIES: &str = include_str!("../catalogue/counties.txt");

impl IdNumber {
    /// Reads a number of any of the kinds; a lower-case check character is taken as its capital.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let text = capitals(text, |_| false)?;
        match text.len() {
            18 => check_eighteen(&text)?,
            15 if digits(&text, 0, 15).is_ok() => return Err(NumberError::FirstGeneration),
            15 => check_fifteen(&text)?,
            found => return Err(NumberError::Length { found, wanted: 18 }),
        }
        Ok(Self(text))
    }

    /// The number in clear.
    pub fn clear(&self) -> &str {
        &self.0
    }

    /// The kind of document.
    pub fn kind(&self) -> IdKind {
        match self.0.as_bytes() {
            [_, _, _, ..] if self.0.len() == 15 => IdKind::PermanentResident2017,
            [b'9', ..] => IdKind::PermanentResident,
            [b'8', ..] => IdKind::ResidencePermit,
            _ => IdKind::Resident,
        }
    }

    /// The date of birth; none on the card of 2017, whose number leaves out the century.
    pub fn birth(&self) -> Option<NaiveDate> {
        (self.0.len() == 18).then(|| date(&self.0[6..14])).flatten()
    }

    /// The sex: an odd 17th digit is a man; the card of 2017 does not say.
    pub fn sex(&self) -> Option<Sex> {
        let digit = self.0.as_bytes().get(16)? - b'0';
        Some(if digit % 2 == 1 {
            Sex::Male
        } else {
            Sex::Female
        })
    }

    /// Whether GB/T 2260 has ever had the county of a resident's number: a warning where not, never an error.
    pub fn has_known_county(&self) -> bool {
        let (prefecture, county) = (&self.0[..4], &self.0[4..6]);
        self.kind() != IdKind::Resident
            || COUNTIES
                .lines()
                .filter_map(|line| line.split_once(' '))
                .any(|(code, counties)| {
                    code == prefecture && counties.split(' ').any(|code| code == county)
                })
    }
}

impl FromStr for IdNumber {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::parse(text)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask::id_number(&self.0))
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask::id_number(&self.0))
    }
}

fn check_eighteen(text: &str) -> Result<(), NumberError> {
    digits(text, 0, 17)?;
    if !matches!(text.as_bytes()[17], b'0'..=b'9' | b'X') {
        return Err(NumberError::Character { at: 18 });
    }
    let known = match &text[..1] {
        "8" => PERMITS.contains(&&text[..6]),
        // 9, province, nationality in three digits (ISO 3166-1, from 004).
        "9" => PROVINCES.contains(&&text[1..3]) && &text[3..6] != "000",
        _ => PROVINCES.contains(&&text[..2]),
    };
    if !known {
        return Err(NumberError::Region);
    }
    date(&text[6..14]).ok_or(NumberError::Birth { from: 7, to: 14 })?;
    // GB 11643, ISO 7064 MOD 11-2.
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum = weighted(&text[..17], &weights, DIGITS);
    expect_check(text, "10X98765432", sum % 11)
}

/// Three letters of the country, four digits of the place, birth without century, sequence, check by weights 7-3-1.
fn check_fifteen(text: &str) -> Result<(), NumberError> {
    if let Some(at) = text[..3].find(|c: char| !c.is_ascii_uppercase()) {
        return Err(NumberError::Character { at: at + 1 });
    }
    digits(text, 3, 15)?;
    if !PROVINCES.contains(&&text[3..5]) {
        return Err(NumberError::Region);
    }
    let birth = ["19", "20"].map(|century| date(&format!("{century}{}", &text[7..13])));
    birth[0]
        .or(birth[1])
        .ok_or(NumberError::Birth { from: 8, to: 13 })?;
    let weights = [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3];
    let sum = weighted(&text[..14], &weights, LETTERS);
    expect_check(text, DIGITS, sum % 10)
}

/// A date of birth like 19491231, from 1800 to 2099.
fn date(text: &str) -> Option<NaiveDate> {
    let number = |part: &str| part.parse().ok();
    let year: u32 = number(&text[..4])?;
    let date = NaiveDate::from_ymd_opt(
        year.try_into().ok()?,
        number(&text[4..6])?,
        number(&text[6..])?,
    )?;
    (1800..2100).contains(&year).then_some(date)
}
