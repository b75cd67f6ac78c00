//! 统一社会信用代码 (GB 32100) with the organisation code (GB 11714) inside.
//!
//! Owns its shape and both of its checks. Whether the body exists is for the register.

use std::fmt;
use std::str::FromStr;

use super::{LETTERS, NumberError, capitals, digits, expect_check, weighted};

/// A valid 统一社会信用代码. A public number, so it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc(String);

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
