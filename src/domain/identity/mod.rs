//! Numbers by which persons, bodies and telephones are known, checked when read.
//!
//! Owns what can be wrong with a number and how a check character is computed; each kind of number has a file of its
//! own. Whether a number belongs to someone is for the registers. Characters are ASCII only: a full-width digit is a
//! typing error that a register would not find again. To add a number, write a file like `uscc`.

mod card;
mod phone;
mod uscc;

pub use card::{IdKind, IdNumber, Sex};
pub use phone::Phone;
pub use uscc::Uscc;

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

const DIGITS: &str = "0123456789";
const LETTERS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

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
