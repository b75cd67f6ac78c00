//! Numbers by which persons, bodies and telephones are known, checked when read.
//!
//! Owns the shapes and checks of GB 11643 (公民身份号码), GB 32100 (统一社会信用代码) and of the residence cards, and
//! says what is wrong and what would be right. Whether a number belongs to someone is for the registers. Digits are
//! ASCII only: a full-width digit is a typing error that a register would not find again. A further kind of number is
//! a variant of [`IdKind`] and a branch of [`IdNumber::parse`].

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::mask;

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

/// What is wrong with a number, and what would be right. Holds nothing of the number itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not 18 characters (of a mobile number: not 11).
    #[error("has {found} characters instead of {wanted}")]
    Length {
        /// How many there are.
        found: usize,
        /// How many there should be.
        wanted: usize,
    },
    /// A full-width character.
    #[error("character {at} is full-width: type ASCII digits")]
    FullWidth {
        /// Which, from 1.
        at: usize,
    },
    /// A character that cannot stand there.
    #[error("character {at} cannot stand there")]
    Character {
        /// Which, from 1.
        at: usize,
    },
    /// A resident ID of the first generation.
    #[error("15-digit numbers are void since 2013-01-01: take the 18 digits of the card")]
    FirstGeneration,
    /// No province, and no kind of card, has the code at the beginning.
    #[error("no province or region has the code at the beginning")]
    Region,
    /// The digits that should be a date of birth are none.
    #[error("characters {from} to {to} are not a date of birth")]
    Birth {
        /// The first of them, from 1.
        from: usize,
        /// The last.
        to: usize,
    },
    /// The check character does not fit the others.
    #[error("by the other characters the last one would be {expected}: one of them is mistyped")]
    Checksum {
        /// What it would be.
        expected: char,
    },
    /// The first character of a credit code names no registration authority.
    #[error("the first character names no registration authority")]
    Authority,
    /// The organisation code inside a credit code (characters 9 to 17) does not fit its own check character.
    #[error("by the organisation code inside, character 17 would be {expected}")]
    Organisation {
        /// What it would be.
        expected: char,
    },
    /// A telephone number with the country code.
    #[error("leave out the country code +86")]
    CountryCode,
    /// A landline number without its area code.
    #[error("a landline number begins with its area code, like 0533")]
    AreaCode,
    /// A landline number that is not 7 or 8 digits after the area code.
    #[error("a landline number has 7 or 8 digits after the area code")]
    Landline,
}

impl NumberError {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "length",
            Self::FullWidth { .. } => "full-width",
            Self::Character { .. } => "character",
            Self::FirstGeneration => "first-generation",
            Self::Region => "region",
            Self::Birth { .. } => "birth",
            Self::Checksum { .. } => "checksum",
            Self::Authority => "authority",
            Self::Organisation { .. } => "organisation",
            Self::CountryCode => "country-code",
            Self::AreaCode => "area-code",
            Self::Landline => "landline",
        }
    }
}

/// The first two digits of GB/T 2260: provinces, autonomous regions, municipalities, 台湾.
const PROVINCES: [&str; 32] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
];

const PERMITS: [&str; 3] = ["810000", "820000", "830000"];

const COUNTIES: &str = include_str!("catalogue/counties.txt");

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

/// A valid 统一社会信用代码. A public number, so it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc(String);

const DIGITS: &str = "0123456789";
const LETTERS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// GB 32100: without I, O, S, V, Z, which are taken for 1, 0, 5, U, 2.
const USCC: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

impl Uscc {
    /// Reads a credit code; small letters are taken as capitals.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let text = capitals(text, |_| false)?;
        if text.len() != 18 {
            let found = text.len();
            return Err(NumberError::Length { found, wanted: 18 });
        }
        if let Some(at) = text.find(|c| !USCC.contains(c)) {
            return Err(NumberError::Character { at: at + 1 });
        }
        // 1 编办 2 外交 3 司法 4 文化 5 民政 6 旅游 7 宗教 8 工会 9 市监 A 军委 N 农业农村 Y 其他.
        if !"123456789ANY".contains(&text[..1]) {
            return Err(NumberError::Authority);
        }
        digits(&text, 2, 8)?;
        let weights = [
            1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
        ];
        let sum = weighted(&text[..17], &weights, USCC);
        expect_check(&text, USCC, (31 - sum % 31) % 31)?;
        // GB 11714: 11 less the remainder; ten is X, eleven is 0.
        let sum = weighted(&text[8..16], &[3, 7, 9, 10, 5, 8, 4, 2], LETTERS);
        expect_check(&text[8..17], "0123456789X0", 11 - sum % 11).map_err(|error| match error {
            NumberError::Checksum { expected } => NumberError::Organisation { expected },
            other => other,
        })?;
        Ok(Self(text))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Uscc {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::parse(text)
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A valid telephone number of the mainland, its extension apart. `Debug` and `Display` are masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    digits: String,
    extension: Option<String>,
}

impl Phone {
    /// Reads a mobile number, or a landline with its area code: `13812348000`, `0533-2345678`, `0533-2345678-801`.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        if text.starts_with('+') || text.starts_with("0086") {
            return Err(NumberError::CountryCode);
        }
        let text = capitals(text, |c| c == '-')?;
        if let Some(at) = text.find(|c: char| c.is_ascii_alphabetic()) {
            return Err(NumberError::Character { at: at + 1 });
        }
        if text.starts_with('0') {
            Self::landline(&text)
        } else if text.starts_with('1') {
            Self::mobile(text)
        } else {
            Err(NumberError::AreaCode)
        }
    }

    fn mobile(text: String) -> Result<Self, NumberError> {
        if let Some(at) = text.find('-') {
            return Err(NumberError::Character { at: at + 1 });
        }
        if text.len() != 11 {
            let found = text.len();
            return Err(NumberError::Length { found, wanted: 11 });
        }
        if matches!(text.as_bytes()[1], b'0'..=b'2') {
            return Err(NumberError::Character { at: 2 });
        }
        Ok(Self {
            digits: text,
            extension: None,
        })
    }

    fn landline(text: &str) -> Result<Self, NumberError> {
        let area = if text.starts_with("010") || text.starts_with("02") {
            3
        } else {
            4
        };
        let (area, rest) = text.split_at_checked(area).ok_or(NumberError::Landline)?;
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        let (number, extension) = match rest.split_once('-') {
            Some((number, extension)) => (number, Some(extension.to_owned())),
            None => (rest, None),
        };
        let plausible = matches!(number.len(), 7 | 8)
            && number.starts_with(|c: char| matches!(c, '2'..='9'))
            && !area.contains('-')
            && extension
                .as_ref()
                .is_none_or(|digits| (1..=6).contains(&digits.len()) && !digits.contains('-'));
        if !plausible {
            return Err(NumberError::Landline);
        }
        Ok(Self {
            digits: format!("{area}{number}"),
            extension,
        })
    }

    /// The number in clear: digits alone, the extension left out.
    pub fn clear(&self) -> &str {
        &self.digits
    }

    /// The extension (分机) of a landline.
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    /// Whether it is a mobile number, to which a message can be sent.
    pub fn is_mobile(&self) -> bool {
        self.digits.starts_with('1')
    }
}

impl FromStr for Phone {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::parse(text)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask::phone(&self.digits))
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask::phone(&self.digits))
    }
}

/// The text in capitals, once every character is an ASCII letter, a digit or one of the others allowed.
fn capitals(text: &str, other: fn(char) -> bool) -> Result<String, NumberError> {
    for (place, c) in text.chars().enumerate() {
        let at = place + 1;
        match c {
            '\u{ff01}'..='\u{ff5e}' => return Err(NumberError::FullWidth { at }),
            c if c.is_ascii_alphanumeric() || other(c) => {}
            _ => return Err(NumberError::Character { at }),
        }
    }
    Ok(text.to_ascii_uppercase())
}

fn digits(text: &str, from: usize, to: usize) -> Result<(), NumberError> {
    match text[from..to].find(|c: char| !c.is_ascii_digit()) {
        Some(at) => Err(NumberError::Character { at: from + at + 1 }),
        None => Ok(()),
    }
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

/// The sum of each character's place in the alphabet times its weight.
fn weighted(text: &str, weights: &[usize], alphabet: &str) -> usize {
    text.chars()
        .zip(weights)
        .filter_map(|(c, weight)| Some(alphabet.find(c)? * weight))
        .sum()
}

/// The last character must be the one at this place of the table.
fn expect_check(text: &str, table: &str, place: usize) -> Result<(), NumberError> {
    match table.chars().nth(place) {
        Some(expected) if !text.ends_with(expected) => Err(NumberError::Checksum { expected }),
        _ => Ok(()),
    }
}
