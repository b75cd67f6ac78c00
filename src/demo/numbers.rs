//! Numbers that pass the checks of GB 11643 and GB 32100, made rather than read.
//!
//! Written apart from `domain::identity` on purpose: tests hold the two against each other.

use chrono::{Datelike, NaiveDate};
use rand::Rng;
use rand::rngs::StdRng;

/// An 18-digit number (GB 11643; the cards of 港澳台 and permanent residents follow it) with its check character.
pub fn resident(region: &str, birth: NaiveDate, sequence: u32) -> String {
    let body = format!(
        "{region}{:04}{:02}{:02}{sequence:03}",
        birth.year(),
        birth.month(),
        birth.day()
    );
    // ISO 7064 MOD 11-2, digit by digit.
    let rest = body
        .bytes()
        .fold(0, |rest, byte| (rest + u32::from(byte - b'0')) * 2 % 11);
    let check = char::from(b"10X98765432"[usize::try_from(rest).unwrap_or(0)]);
    format!("{body}{check}")
}

const USCC: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code (GB 32100) of class `91` or `92` in a division, with both its checks.
pub fn uscc(dice: &mut StdRng, class: &str, division: &str) -> String {
    let mut code = format!("{class}{division}MX");
    for _ in 0..6 {
        code.push(char::from(USCC[dice.random_range(0..10)]));
    }
    code.push(organisation_check(&code[8..]));
    let sum: usize = code
        .bytes()
        .zip([
            1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
        ])
        .map(|(byte, weight)| weight * USCC.iter().position(|&c| c == byte).unwrap_or(0))
        .sum();
    code.push(char::from(USCC[(31 - sum % 31) % 31]));
    code
}

/// The check character of an organisation code (GB 11714) of eight characters.
fn organisation_check(code: &str) -> char {
    let sum: u32 = code
        .chars()
        .zip([3, 7, 9, 10, 5, 8, 4, 2])
        .map(|(character, weight)| weight * character.to_digit(36).unwrap_or(0))
        .sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

/// A mobile number of a range that is not given to subscribers.
pub fn mobile(dice: &mut StdRng) -> String {
    let range = ["142", "143", "154"][dice.random_range(0..3)];
    format!("{range}{:08}", dice.random_range(0..100_000_000_u32))
}
