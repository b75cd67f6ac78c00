//! What makes a repeated request count once, and the numbers of the day.

use chrono::{DateTime, NaiveDate, Utc};

use super::sql::{Statement, values};
use super::{ReadTx, StoreError, WriteTx};
use crate::domain::id::OfficerId;

/// A request that was carried out under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who asked; keys of different accounts do not meet.
    pub officer: OfficerId,
    /// The key.
    pub key: String,
    /// The digest of what was asked: the same key with another is a mistake of the sender.
    pub fingerprint: String,
    /// When it was carried out.
    pub at: DateTime<Utc>,
    /// What it made or changed: an application's or an item's number.
    pub subject: String,
    /// The version that it left it at.
    pub version: u64,
}

impl ReadTx {
    /// The request that was carried out under a key, if any.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn request(
        &mut self,
        officer: &OfficerId,
        key: &str,
    ) -> Result<Option<Request>, StoreError> {
        let statement = Statement::new(
            "SELECT key, fingerprint, at, subject, version FROM idempotency WHERE officer = $1 AND key = $2",
            values![officer.as_str(), key],
        );
        let row = self.fetch_one(statement).await?;
        row.map(|row| {
            let mut row = row.read("idempotency");
            Ok(Request {
                officer: officer.clone(),
                key: row.text("key")?,
                fingerprint: row.text("fingerprint")?,
                at: row.time("at")?,
                subject: row.text("subject")?,
                version: row.int("version")?,
            })
        })
        .transpose()
    }
}

impl WriteTx {
    /// Remembers a request with what it did; a key that is taken is a conflict when the unit is committed.
    pub fn insert_request(&mut self, request: &Request) {
        let statement = Statement::new(
            "INSERT INTO idempotency (officer, key, fingerprint, at, subject, version) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            values![
                request.officer.as_str(),
                request.key.as_str(),
                request.fingerprint.as_str(),
                request.at,
                request.subject.as_str(),
                request.version,
            ],
        );
        self.later(statement, Some(1));
    }

    /// Forgets requests that were carried out before a moment; answers how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn forget_requests(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        self.execute(Statement::new(
            "DELETE FROM idempotency WHERE at < $1",
            values![before],
        ))
        .await
    }

    /// The next number of a day, from 1.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn next_of_day(&mut self, day: NaiveDate) -> Result<u32, StoreError> {
        let statement = Statement::new(
            "INSERT INTO sequence (day, last) VALUES ($1, 1) \
             ON CONFLICT (day) DO UPDATE SET last = sequence.last + 1 RETURNING day, last",
            values![day.to_string()],
        );
        let row = self
            .fetch_one(statement)
            .await?
            .ok_or(StoreError::Conflict)?;
        let mut row = row.read("sequence");
        row.text("day")?;
        row.int("last")
    }
}
