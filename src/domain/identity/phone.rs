//! Telephone numbers of the mainland: mobile, and landline with area code and extension.
//!
//! Owns their shape. Whether anyone answers is not known here.

use std::fmt;
use std::str::FromStr;

use super::{NumberError, capitals};
use crate::domain::mask;

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
