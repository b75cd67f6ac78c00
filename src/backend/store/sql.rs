//! Statements: text with `$n` that both engines run, and the values bound to it.
//!
//! Values are numbers, texts or nothing: BIGINT and TEXT are all that the schema has. Text from outside is bound,
//! never pushed. To write a statement with a fixed text use [`Statement::new`]; build others piece by piece.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// NULL.
    Null,
    /// A number.
    Int(i64),
    /// A text.
    Text(String),
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        // Versions and counts: the eight quintillionth does not come.
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Int(flag.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Int(at.timestamp_millis())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A statement with its values.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The text.
    pub text: Cow<'static, str>,
    /// The value of `$1`, `$2`, …
    pub values: Vec<Cell>,
}

/// Makes the values of a statement: `values![no, version]`.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::backend::store::sql::Cell::from($value)),*] };
}
pub(in crate::backend::store) use values;

impl Statement {
    /// A statement with a fixed text.
    pub fn new(text: &'static str, values: Vec<Cell>) -> Self {
        Self {
            text: Cow::Borrowed(text),
            values,
        }
    }

    /// A statement that inserts rows: `head`, then a list of values for each.
    pub fn rows(head: &'static str, rows: Vec<Vec<Cell>>) -> Self {
        let mut statement = Self::new(head, Vec::new());
        for (place, row) in rows.into_iter().enumerate() {
            statement.push(if place > 0 { ", (" } else { "(" });
            statement.bind_all(row).push(")");
        }
        statement
    }

    /// Several statements in one text: the values of the later ones are numbered after those of the earlier. A `$`
    /// without a number, as in `'$.clocks'`, names no value and stays what it is.
    pub fn chain(statements: Vec<Self>) -> Self {
        let mut chain = Self::new("", Vec::new());
        for Self { text, values } in statements {
            if !chain.text.is_empty() {
                chain.push("; ");
            }
            let before = chain.values.len();
            let mut parts = text.split('$');
            chain.push(parts.next().unwrap_or_default());
            for part in parts {
                let end = part.find(|c: char| !c.is_ascii_digit());
                let (place, rest) = part.split_at(end.unwrap_or(part.len()));
                chain.push("$");
                if let Ok(place) = place.parse::<usize>() {
                    // Writing to a String does not fail.
                    let _ = write!(chain.text.to_mut(), "{}", before + place);
                }
                chain.push(rest);
            }
            chain.values.extend(values);
        }
        chain
    }

    /// Adds text of ours.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.to_mut().push_str(text);
        self
    }

    /// Adds a value.
    pub fn bind(&mut self, value: impl Into<Cell>) -> &mut Self {
        self.values.push(value.into());
        let place = self.values.len();
        // Writing to a String does not fail.
        let _ = write!(self.text.to_mut(), "${place}");
        self
    }

    /// Adds values, separated by commas.
    pub fn bind_all<T: Into<Cell>>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self {
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self
    }
}
