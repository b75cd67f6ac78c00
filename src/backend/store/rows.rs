//! Rows as they come from an engine, and the domain values in them. What cannot be read is [`StoreError::Corrupt`]
//! with table, column and key: it names the place, never the contents.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;

use super::StoreError;
use super::sql::Cell;

/// A row: its cells in the order of the query's columns, the key first.
#[derive(Debug, Clone)]
pub struct Row(pub Vec<Cell>);

/// Reads a row from left to right.
pub(in crate::backend::store) struct Reader {
    table: &'static str,
    key: String,
    cells: std::vec::IntoIter<Cell>,
}

impl Row {
    /// Begins to read a row of a table.
    pub(in crate::backend::store) fn read(self, table: &'static str) -> Reader {
        let key = match self.0.first() {
            Some(Cell::Text(text)) => text.clone(),
            Some(Cell::Int(number)) => number.to_string(),
            _ => String::new(),
        };
        Reader {
            table,
            key,
            cells: self.0.into_iter(),
        }
    }
}

impl Reader {
    fn corrupt(&self, column: &'static str) -> StoreError {
        StoreError::Corrupt {
            table: self.table,
            column,
            key: self.key.clone(),
        }
    }

    pub(in crate::backend::store) fn maybe_text(
        &mut self,
        column: &'static str,
    ) -> Result<Option<String>, StoreError> {
        match self.cells.next() {
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(Cell::Null) => Ok(None),
            Some(Cell::Int(_)) | None => Err(self.corrupt(column)),
        }
    }

    pub(in crate::backend::store) fn text(
        &mut self,
        column: &'static str,
    ) -> Result<String, StoreError> {
        self.maybe_text(column)?.ok_or_else(|| self.corrupt(column))
    }

    pub(in crate::backend::store) fn maybe_int(
        &mut self,
        column: &'static str,
    ) -> Result<Option<i64>, StoreError> {
        match self.cells.next() {
            Some(Cell::Int(number)) => Ok(Some(number)),
            Some(Cell::Null) => Ok(None),
            Some(Cell::Text(_)) | None => Err(self.corrupt(column)),
        }
    }

    /// A number of any width that its column must fit.
    pub(in crate::backend::store) fn int<T: TryFrom<i64>>(
        &mut self,
        column: &'static str,
    ) -> Result<T, StoreError> {
        self.maybe_int(column)?
            .and_then(|number| T::try_from(number).ok())
            .ok_or_else(|| self.corrupt(column))
    }

    pub(in crate::backend::store) fn flag(
        &mut self,
        column: &'static str,
    ) -> Result<bool, StoreError> {
        Ok(self.int::<i64>(column)? != 0)
    }

    pub(in crate::backend::store) fn maybe_time(
        &mut self,
        column: &'static str,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.maybe_int(column)?
            .map(|millis| {
                DateTime::from_timestamp_millis(millis).ok_or_else(|| self.corrupt(column))
            })
            .transpose()
    }

    pub(in crate::backend::store) fn time(
        &mut self,
        column: &'static str,
    ) -> Result<DateTime<Utc>, StoreError> {
        self.maybe_time(column)?.ok_or_else(|| self.corrupt(column))
    }

    /// An identifier.
    pub(in crate::backend::store) fn id<T: FromStr>(
        &mut self,
        column: &'static str,
    ) -> Result<T, StoreError> {
        self.maybe_id(column)?.ok_or_else(|| self.corrupt(column))
    }

    pub(in crate::backend::store) fn maybe_id<T: FromStr>(
        &mut self,
        column: &'static str,
    ) -> Result<Option<T>, StoreError> {
        self.maybe_text(column)?
            .map(|text| text.parse().map_err(|_| self.corrupt(column)))
            .transpose()
    }

    /// Identifiers, separated by commas.
    pub(in crate::backend::store) fn ids<T: FromStr>(
        &mut self,
        column: &'static str,
    ) -> Result<Vec<T>, StoreError> {
        self.text(column)?
            .split(',')
            .filter(|text| !text.is_empty())
            .map(|text| text.parse().map_err(|_| self.corrupt(column)))
            .collect()
    }

    /// One of a few values, by its code.
    pub(in crate::backend::store) fn code<T: Copy>(
        &mut self,
        column: &'static str,
        all: &[T],
        code: fn(T) -> &'static str,
    ) -> Result<T, StoreError> {
        self.maybe_code(column, all, code)?
            .ok_or_else(|| self.corrupt(column))
    }

    pub(in crate::backend::store) fn maybe_code<T: Copy>(
        &mut self,
        column: &'static str,
        all: &[T],
        code: fn(T) -> &'static str,
    ) -> Result<Option<T>, StoreError> {
        self.maybe_text(column)?
            .map(|text| {
                let found = all.iter().copied().find(|value| code(*value) == text);
                found.ok_or_else(|| self.corrupt(column))
            })
            .transpose()
    }

    /// A body.
    pub(in crate::backend::store) fn json<T: DeserializeOwned>(
        &mut self,
        column: &'static str,
    ) -> Result<T, StoreError> {
        self.maybe_json(column)?.ok_or_else(|| self.corrupt(column))
    }

    pub(in crate::backend::store) fn maybe_json<T: DeserializeOwned>(
        &mut self,
        column: &'static str,
    ) -> Result<Option<T>, StoreError> {
        self.maybe_text(column)?
            .map(|text| serde_json::from_str(&text).map_err(|_| self.corrupt(column)))
            .transpose()
    }
}

/// A domain value as the body of a row.
pub(in crate::backend::store) fn body<T: serde::Serialize>(
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Backend(error.into()))
}

/// Identifiers as one column.
pub(in crate::backend::store) fn joined<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(",")
}
