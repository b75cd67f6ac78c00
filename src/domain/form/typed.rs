//! The value that each type of field makes of what was sent, or what is wrong with it.

use chrono::{Datelike, Days, NaiveDate};

use super::fault::FieldFault;
use super::{Raw, Value};
use crate::domain::catalogue::{Catalogue, Field, FieldKind, MaskKind, ResultField};
use crate::domain::id::DivisionCode;
use crate::domain::identity::{IdNumber, Phone, Uscc};

/// Longest text of a field that does not say otherwise, in characters.
const LONGEST: usize = 200;
/// Nobody files for whom a date lies before this year,
const EARLIEST_YEAR: i32 = 1900;
/// nor so many years ahead: no contract and no document ends later.
const YEARS_AHEAD: i32 = 60;

/// The value that a result's field makes of what an officer wrote, by the rules of the form's fields.
pub(in crate::domain) fn typed_result(
    result: &ResultField,
    text: &str,
    catalogue: &Catalogue,
    day: NaiveDate,
) -> Result<Value, FieldFault> {
    let field = Field {
        id: result.id.clone(),
        name: result.name.clone(),
        kind: result.kind,
        choices: Vec::new(),
        required: None,
        register: None,
        derived_from: None,
        mask: MaskKind::None,
        max_chars: None,
        hint: None,
    };
    typed(&field, &Raw::Text(text.to_owned()), catalogue, day)
}

/// The value that a field makes of what was sent.
pub(super) fn typed(
    field: &Field,
    raw: &Raw,
    catalogue: &Catalogue,
    day: NaiveDate,
) -> Result<Value, FieldFault> {
    match field.kind {
        FieldKind::Flag => flag(raw),
        FieldKind::Integer => integer(raw),
        FieldKind::Money => money(raw),
        kind => {
            let text = match raw {
                Raw::Text(text) => text.trim().to_owned(),
                Raw::Integer(number) => number.to_string(),
                Raw::Flag(_) => return Err(FieldFault::WrongType { wanted: kind }),
            };
            worded(field, text, catalogue, day)
        }
    }
}

fn worded(
    field: &Field,
    text: String,
    catalogue: &Catalogue,
    day: NaiveDate,
) -> Result<Value, FieldFault> {
    let number = FieldFault::BadNumber;
    match field.kind {
        FieldKind::Date => date(&text, day).map(Value::Date),
        FieldKind::Month => month(&text, day).map(Value::Month),
        FieldKind::Choice => choice(field, text),
        FieldKind::IdNumber => IdNumber::parse(&text)
            .map(|number| Value::Text(number.clear().to_owned()))
            .map_err(number),
        FieldKind::Uscc => Uscc::parse(&text)
            .map(|code| Value::Text(code.as_str().to_owned()))
            .map_err(number),
        FieldKind::Phone => Phone::parse(&text)
            .map(|number| phone(&number))
            .map_err(number),
        FieldKind::Division => division(text, catalogue),
        _ => plain(field, text),
    }
}

fn plain(field: &Field, text: String) -> Result<Value, FieldFault> {
    let limit = field.max_chars.unwrap_or(LONGEST);
    let found = text.chars().count();
    if found > limit {
        return Err(FieldFault::TooLong { limit, found });
    }
    if text.chars().any(char::is_control) {
        return Err(FieldFault::ControlCharacters);
    }
    Ok(Value::Text(text))
}

fn phone(phone: &Phone) -> Value {
    let extension = phone.extension().map(|extension| format!("-{extension}"));
    Value::Text(format!(
        "{}{}",
        phone.clear(),
        extension.unwrap_or_default()
    ))
}

fn choice(field: &Field, text: String) -> Result<Value, FieldFault> {
    if field.choice(&text).is_some() {
        Ok(Value::Choice(text))
    } else {
        let choices = field.choices.clone();
        Err(FieldFault::NotAChoice { choices })
    }
}

fn division(text: String, catalogue: &Catalogue) -> Result<Value, FieldFault> {
    let known = |code: DivisionCode| catalogue.division(&code).is_some();
    if text.parse().is_ok_and(known) {
        Ok(Value::Text(text))
    } else {
        Err(FieldFault::UnknownDivision)
    }
}

fn date(text: &str, day: NaiveDate) -> Result<NaiveDate, FieldFault> {
    // chrono takes 2026-3-2 too; one form is enough, and it is the one that is shown.
    let date = (text.len() == 10).then(|| text.parse().ok()).flatten();
    in_time(date.ok_or(FieldFault::NotADate)?, day)
}

fn month(text: &str, day: NaiveDate) -> Result<NaiveDate, FieldFault> {
    let first = (text.len() == 7).then(|| format!("{text}-01").parse().ok());
    in_time(first.flatten().ok_or(FieldFault::NotAMonth)?, day)
}

fn in_time(date: NaiveDate, day: NaiveDate) -> Result<NaiveDate, FieldFault> {
    let year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(day);
    let earliest = year(EARLIEST_YEAR);
    let latest = year(day.year() + YEARS_AHEAD + 1) - Days::new(1);
    if (earliest..=latest).contains(&date) {
        Ok(date)
    } else {
        Err(FieldFault::OutOfTime { earliest, latest })
    }
}

fn flag(raw: &Raw) -> Result<Value, FieldFault> {
    let wanted = FieldKind::Flag;
    match raw {
        Raw::Flag(flag) => Ok(Value::Flag(*flag)),
        Raw::Text(text) => text
            .trim()
            .parse()
            .map(Value::Flag)
            .map_err(|_| FieldFault::WrongType { wanted }),
        Raw::Integer(_) => Err(FieldFault::WrongType { wanted }),
    }
}

fn integer(raw: &Raw) -> Result<Value, FieldFault> {
    let wanted = FieldKind::Integer;
    let number = match raw {
        Raw::Integer(number) => Some(*number),
        Raw::Text(text) => text.trim().parse().ok(),
        Raw::Flag(_) => None,
    };
    match number.ok_or(FieldFault::WrongType { wanted })? {
        number @ 0.. => Ok(Value::Integer(number)),
        _ => Err(FieldFault::Negative),
    }
}

/// Yuan, with at most two decimals; kept in fen.
fn money(raw: &Raw) -> Result<Value, FieldFault> {
    let text = match raw {
        Raw::Integer(yuan) => yuan.to_string(),
        Raw::Text(text) => text.trim().to_owned(),
        Raw::Flag(_) => return Err(FieldFault::NotAnAmount),
    };
    if text.starts_with('-') {
        return Err(FieldFault::Negative);
    }
    let (yuan, fen) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(yuan) || !digits(fen) || fen.len() > 2 {
        return Err(FieldFault::NotAnAmount);
    }
    let amount = yuan
        .parse::<i64>()
        .ok()
        .zip(format!("{fen:0<2}").parse().ok());
    amount
        .and_then(|(yuan, fen): (i64, i64)| yuan.checked_mul(100)?.checked_add(fen))
        .map(Value::Money)
        .ok_or(FieldFault::NotAnAmount)
}
