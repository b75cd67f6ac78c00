//! Finding items by what people have in hand: a number or a part of it, a name or a part of it, its pinyin or
//! initials, the last four of an ID number.
//!
//! Each is a range in an index. Names are found through `name_key`, which holds for every name each of its ends
//! (王小明, 小明, 明), the same in pinyin (wangxiaoming, xiaoming, ming) and in initials (wxm, xm, m): what stands in the
//! middle of a name is the beginning of one of its ends. Where few items match, they are gathered and sorted; where
//! many do, the list is walked in its order and the first that match are soon found (`inbox`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ib_pinyin::pinyin::{PinyinData, PinyinNotation};

use super::items::Subject;
use super::plan::plain;
use super::sql::{Cell, Statement, values};
use super::{StoreError, WriteTx};
use crate::domain::id::{ApplicationNo, as_written, end_as_written, half_width};

/// Readings of one name that are kept: 单 and 曾 have two, few names have three such characters.
const READINGS_MOST: usize = 8;
/// Characters of a name that can be found by.
const NAME_MOST: usize = 40;
/// Sorts after every text that goes on.
const LAST: char = '\u{10FFFF}';

/// The end of a number: what stands after its day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tail {
    /// Of the application's number: `00317-4`.
    application: String,
    /// The beginning of the matter's code, where one was typed.
    matter: String,
}

/// What is looked for, after what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    numbers: Vec<String>,
    tails: Vec<Tail>,
    id_tail: Option<String>,
    name: Option<String>,
}

impl Needle {
    /// Reads what was typed; none where it holds nothing to look for.
    pub fn parse(typed: &str) -> Option<Self> {
        let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if text.is_empty() {
            return None;
        }
        let plain = half_width(&text);
        let upper = plain.to_uppercase();
        // Names keep their full-width brackets; what is typed in letters alone is pinyin in any width.
        let text = if plain.is_ascii() { plain } else { text };
        let is_number = upper.starts_with("ZB") || upper.starts_with(|c: char| c.is_ascii_digit());
        let mut needle = Self {
            numbers: Vec::new(),
            tails: Vec::new(),
            id_tail: is_id_tail(&upper).then(|| upper.clone()),
            name: None,
        };
        if is_number {
            needle.read_number(&upper);
        }
        if !upper.starts_with(|c: char| c.is_ascii_digit()) {
            needle.name = Some(text.to_lowercase());
        }
        Some(needle)
    }

    /// `ZB261120-00317-4-A1` from its beginning, from its day, or from the number of the day, with its dashes and zeros
    /// or without.
    fn read_number(&mut self, upper: &str) {
        if upper.starts_with("ZB") {
            self.numbers.push(as_written(upper));
            return;
        }
        self.numbers.push(as_written(&format!("ZB{upper}")));
        let end = end_as_written(upper);
        let mut parts = end.splitn(3, '-');
        let sequence = parts.next().unwrap_or_default();
        let check = parts.next();
        let matter = parts.next().unwrap_or_default();
        let mut tail = |sequence: &str| {
            self.tails.push(Tail {
                application: check.map_or_else(
                    || sequence.to_owned(),
                    |check| format!("{sequence}-{check}"),
                ),
                matter: matter.to_owned(),
            });
        };
        tail(sequence);
        if sequence.len() < 5 {
            tail(&format!("{sequence:0>5}"));
        }
    }

    /// Adds a query for the numbers of the applications that match, at most so many for each way to match.
    pub(in crate::backend::store) fn push_applications(
        &self,
        statement: &mut Statement,
        most: u32,
    ) {
        let mut ways: Vec<(&str, &str)> = Vec::new();
        for number in &self.numbers {
            ways.push((
                "SELECT no FROM application WHERE no",
                application_part(number),
            ));
        }
        for tail in &self.tails {
            ways.push((
                "SELECT no FROM application WHERE no_tail",
                &tail.application,
            ));
        }
        if let Some(tail) = &self.id_tail {
            ways.push(("SELECT no FROM application WHERE id_tail", tail));
        }
        if let Some(name) = &self.name {
            ways.push((
                "SELECT a.no FROM name_key k JOIN application a ON a.person = k.name WHERE k.key",
                name,
            ));
            ways.push((
                "SELECT a.no FROM name_key k JOIN application a ON a.unit = k.name WHERE k.key",
                name,
            ));
        }
        for (place, (query, prefix)) in ways.into_iter().enumerate() {
            statement.push(if place > 0 {
                " UNION SELECT no FROM ("
            } else {
                "SELECT no FROM ("
            });
            let (head, column) = query.rsplit_once(' ').unwrap_or(("", query));
            statement.push(head).push(" ").begins(column, prefix);
            statement
                .push(" LIMIT ")
                .bind(most)
                .push(&format!(") way_{place}"));
        }
    }

    /// Adds `(…)`: the condition that a row of `item i` matches.
    pub(in crate::backend::store) fn push_condition(&self, statement: &mut Statement) {
        statement.push("((1 = 0)");
        for number in &self.numbers {
            statement.push(" OR ").begins(&plain("i.no"), number);
        }
        for tail in &self.tails {
            statement
                .push(" OR (")
                .begins("i.matter", &tail.matter)
                .push(" AND ");
            of_application(statement, |statement| {
                statement.begins("a.no_tail", &tail.application);
            });
            statement.push(")");
        }
        if let Some(tail) = &self.id_tail {
            statement.push(" OR ");
            of_application(statement, |statement| {
                statement.push("a.id_tail = ").bind(tail.as_str());
            });
        }
        if let Some(name) = &self.name {
            for column in ["i.person", "i.unit"] {
                statement.push(" OR ").push(column);
                statement
                    .push(" IN (SELECT k.name FROM name_key k WHERE ")
                    .begins("k.key", name)
                    .push(")");
            }
        }
        statement.push(")");
    }
}

fn of_application(statement: &mut Statement, condition: impl FnOnce(&mut Statement)) {
    statement.push(
        "EXISTS (SELECT 1 FROM application a WHERE i.no > a.no || '-' AND i.no < a.no || '.' AND ",
    );
    condition(statement);
    statement.push(")");
}

/// The part of an item's number that is its application's.
fn application_part(number: &str) -> &str {
    let end = number
        .match_indices('-')
        .nth(2)
        .map_or(number.len(), |(at, _)| at);
    &number[..end]
}

fn is_id_tail(upper: &str) -> bool {
    let digits = upper.strip_suffix('X').unwrap_or(upper);
    upper.len() == 4 && digits.len() >= 3 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The last four of an ID number.
pub(in crate::backend::store) fn id_tail(id_number: &str) -> String {
    let skip = id_number.chars().count().saturating_sub(4);
    id_number.chars().skip(skip).collect()
}

/// A number without its day: `00317-4`.
pub(in crate::backend::store) fn no_tail(no: &ApplicationNo) -> String {
    no.as_str()
        .split_once('-')
        .map_or_else(String::new, |(_, tail)| tail.to_owned())
}

impl Statement {
    /// Adds `(…)`: the condition that a column begins with a text.
    fn begins(&mut self, column: &str, prefix: &str) -> &mut Self {
        self.push("(").push(column).push(" >= ").bind(prefix);
        self.push(" AND ")
            .push(column)
            .push(" < ")
            .bind(format!("{prefix}{LAST}"))
            .push(")")
    }
}

static PINYIN: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(PinyinNotation::Ascii));

/// What a person's name is found by.
pub(in crate::backend::store) fn person_keys(name: &str) -> BTreeSet<String> {
    let letters: Vec<char> = name.to_lowercase().chars().take(NAME_MOST).collect();
    let mut keys = BTreeSet::new();
    // From the last character on: what is read of an end goes on to the next longer one.
    let mut spoken: Vec<(String, String)> = vec![(String::new(), String::new())];
    for (at, letter) in letters.iter().enumerate().rev() {
        keys.insert(letters[at..].iter().collect());
        spoken = readings(*letter)
            .iter()
            .flat_map(|reading| {
                let initial: String = reading.chars().take(1).collect();
                spoken.iter().map(move |(whole, initials)| {
                    (format!("{reading}{whole}"), format!("{initial}{initials}"))
                })
            })
            .take(READINGS_MOST)
            .collect();
        for (whole, initials) in &spoken {
            keys.insert(whole.clone());
            keys.insert(initials.clone());
        }
    }
    keys
}

/// What a body's name is found by: each of its ends of two characters or more.
pub(in crate::backend::store) fn unit_keys(name: &str) -> BTreeSet<String> {
    let letters: Vec<char> = name.to_lowercase().chars().take(NAME_MOST).collect();
    let last = letters.len().saturating_sub(1).max(1);
    (0..last).map(|at| letters[at..].iter().collect()).collect()
}

/// The readings of a character; a letter reads as itself.
fn readings(letter: char) -> Vec<String> {
    let mut readings = Vec::new();
    PINYIN.get_pinyins_and_for_each(letter, |pinyin| {
        if let Some(reading) = pinyin.notation(PinyinNotation::Ascii) {
            let reading = reading.to_owned();
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    });
    if readings.is_empty() {
        readings.push(letter.to_string());
    }
    readings
}

/// The rows of `name_key` for a subject.
pub(in crate::backend::store) fn key_rows(subject: &Subject) -> Vec<Vec<Cell>> {
    let row = |name: &str| {
        let name = name.to_owned();
        move |key: String| values![key, name.as_str()]
    };
    let person = person_keys(&subject.person)
        .into_iter()
        .map(row(&subject.person));
    let unit = subject
        .unit
        .iter()
        .flat_map(|unit| unit_keys(unit).into_iter().map(row(unit)));
    person.chain(unit).collect()
}

impl WriteTx {
    /// Makes a subject's names findable.
    pub(in crate::backend::store) async fn insert_name_keys(
        &mut self,
        subject: &Subject,
    ) -> Result<(), StoreError> {
        let mut statement = Statement::rows(
            "INSERT INTO name_key (key, name) VALUES ",
            key_rows(subject),
        );
        statement.push(" ON CONFLICT DO NOTHING");
        self.execute(statement).await?;
        Ok(())
    }
}
