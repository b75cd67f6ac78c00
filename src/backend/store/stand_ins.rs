//! Who stands in for whom, and when.

use chrono::{DateTime, Utc};

use super::rows::Row;
use super::sql::{Statement, values};
use super::{ReadTx, StoreError, WriteTx};
use crate::domain::id::OfficerId;
use crate::domain::policy::{Absent, StandIn};

const SELECT: &str = "SELECT s.officer, s.stand_in, s.from_at, s.until_at FROM stand_in s ";

fn read(row: Row) -> Result<StandIn, StoreError> {
    let mut row = row.read("stand_in");
    Ok(StandIn {
        officer: row.id("officer")?,
        stand_in: row.id("stand_in")?,
        from: row.time("from_at")?,
        until: row.time("until_at")?,
    })
}

impl ReadTx {
    /// The holder, where `by` stands in for them now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn absent(
        &mut self,
        holder: &OfficerId,
        by: &OfficerId,
        now: DateTime<Utc>,
    ) -> Result<Option<Absent>, StoreError> {
        let statement = Statement::new(
            "SELECT o.id, o.name FROM stand_in s JOIN officer o ON o.id = s.officer \
             WHERE s.officer = $1 AND s.stand_in = $2 AND s.from_at <= $3 AND s.until_at > $3 LIMIT 1",
            values![holder.as_str(), by.as_str(), now],
        );
        let row = self.fetch_one(statement).await?;
        row.map(|row| {
            let mut row = row.read("officer");
            Ok(Absent {
                id: row.id("id")?,
                name: row.text("name")?,
            })
        })
        .transpose()
    }

    /// Those for whom `by` stands in now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn absents(
        &mut self,
        by: &OfficerId,
        now: DateTime<Utc>,
    ) -> Result<Vec<OfficerId>, StoreError> {
        let mut statement = Statement::new(SELECT, Vec::new());
        statement.push("WHERE s.stand_in = ").bind(by.as_str());
        statement.push(" AND s.from_at <= ").bind(now);
        statement.push(" AND s.until_at > ").bind(now);
        let rows = self.fetch(statement).await?;
        let found = rows.into_iter().map(|row| Ok(read(row)?.officer));
        found.collect()
    }

    /// Everyone who stands in for somebody now or later.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stand_ins(&mut self, now: DateTime<Utc>) -> Result<Vec<StandIn>, StoreError> {
        let mut statement = Statement::new(SELECT, Vec::new());
        statement.push("WHERE s.until_at > ").bind(now);
        statement.push(" ORDER BY s.officer, s.from_at");
        let rows = self.fetch(statement).await?;
        rows.into_iter().map(read).collect()
    }
}

impl WriteTx {
    /// Writes who stands in, in place of whoever was to do so.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn name_stand_in(
        &mut self,
        stand_in: &StandIn,
        by: &OfficerId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.end_stand_in(&stand_in.officer, now).await?;
        let head = "INSERT INTO stand_in (officer, named_at, stand_in, from_at, until_at, named_by) VALUES ";
        let row = values![
            stand_in.officer.as_str(),
            now,
            stand_in.stand_in.as_str(),
            stand_in.from,
            stand_in.until,
            by.as_str(),
        ];
        let mut statement = Statement::rows(head, vec![row]);
        // Named again within a millisecond: the earlier one has stood in for no time at all.
        statement.push(
            " ON CONFLICT (officer, named_at) DO UPDATE SET stand_in = excluded.stand_in, \
             from_at = excluded.from_at, until_at = excluded.until_at, named_by = excluded.named_by",
        );
        self.execute(statement).await?;
        Ok(())
    }

    /// Nobody stands in for the officer from now on.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_stand_in(
        &mut self,
        officer: &OfficerId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let statement = Statement::new(
            "UPDATE stand_in SET until_at = $1 WHERE officer = $2 AND until_at > $1",
            values![now, officer.as_str()],
        );
        self.execute(statement).await?;
        Ok(())
    }
}
