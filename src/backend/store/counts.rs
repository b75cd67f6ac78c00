//! Exact counts. How many items stand where is kept in `tally` with every write; what depends on the time of day is
//! counted over the items that are late or alarming, never over all.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::items::{ItemRow, NEVER};
use super::sql::{Statement, values};
use super::{ReadTx, StoreError, WriteTx};
use crate::domain::id::{DepartmentId, DivisionCode, MatterId, OfficerId};
use crate::domain::item::{Desk, State};
use crate::domain::policy::Scope;

/// How many items of a matter stand in a state on a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The desk's number in the store.
    pub desk_id: i64,
    /// The desk.
    pub desk: Desk,
    /// The matter.
    pub matter: MatterId,
    /// The state.
    pub state: State,
    /// How many; never none.
    pub n: u64,
}

/// Open items at one moment; each figure on its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Open.
    pub open: u64,
    /// Due before the end of today, and not past yet.
    pub due_today: u64,
    /// Past the date by which someone must act.
    pub late: u64,
    /// Light yellow.
    pub yellow: u64,
    /// Yellow card.
    pub yellow_card: u64,
    /// Red card.
    pub red_card: u64,
}

impl Backlog {
    /// Both together.
    pub fn add(&mut self, other: Self) {
        self.open += other.open;
        self.due_today += other.due_today;
        self.late += other.late;
        self.yellow += other.yellow;
        self.yellow_card += other.yellow_card;
        self.red_card += other.red_card;
    }
}

/// A moment, and the end of its day.
#[derive(Debug, Clone, Copy)]
pub struct Today {
    /// Now.
    pub now: DateTime<Utc>,
    /// The first moment of tomorrow.
    pub ends: DateTime<Utc>,
}

const OPEN_WITH_DUE: [State; 4] = [
    State::Received,
    State::Correcting,
    State::Reviewing,
    State::SecondReview,
];

impl ReadTx {
    /// How many items stand where, as far as in reach. Whoever sees what they filed and no desk has no figures: a
    /// tally does not know who filed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn tallies(&mut self, scope: &Scope) -> Result<Vec<Tally>, StoreError> {
        if matches!(scope, Scope::FiledBy(_)) {
            return Ok(Vec::new());
        }
        self.stand(scope).await
    }

    /// Where items stand at all that may be in reach: what one filed may stand anywhere.
    pub(super) async fn stand(&mut self, scope: &Scope) -> Result<Vec<Tally>, StoreError> {
        let mut statement = Statement::new(
            "SELECT t.desk, d.department, d.line, d.division, t.matter, t.state, t.n \
             FROM tally t JOIN desk d ON d.id = t.desk WHERE t.n > 0 AND ",
            Vec::new(),
        );
        statement
            .desk_in_scope(scope, "d")
            .push(" ORDER BY t.desk, t.matter, t.state");
        let rows = self.fetch(statement).await?;
        rows.into_iter()
            .map(|row| {
                let mut row = row.read("tally");
                Ok(Tally {
                    desk_id: row.int("desk")?,
                    desk: Desk {
                        department: row.id("department")?,
                        line: row.id("line")?,
                        division: row.id("division")?,
                    },
                    matter: row.id("matter")?,
                    state: row.code("state", &State::ALL, State::code)?,
                    n: row.int("n")?,
                })
            })
            .collect()
    }

    /// The backlog on the desks that were tallied, by department and division.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn backlog(
        &mut self,
        tallies: &[Tally],
        today: Today,
    ) -> Result<BTreeMap<(DepartmentId, DivisionCode), Backlog>, StoreError> {
        let mut desks: BTreeMap<i64, (Desk, Backlog)> = BTreeMap::new();
        for tally in tallies.iter().filter(|tally| tally.state.is_open()) {
            let (_, backlog) = desks
                .entry(tally.desk_id)
                .or_insert_with(|| (tally.desk.clone(), Backlog::default()));
            backlog.open += tally.n;
        }
        let ids: Vec<i64> = desks.keys().copied().collect();
        for (desk, late, due_today) in self.dates_passing(&ids, today).await? {
            if let Some((_, backlog)) = desks.get_mut(&desk) {
                (backlog.late, backlog.due_today) = (late, due_today);
            }
        }
        for (desk, [yellow, yellow_card, red_card]) in self.alarms(&ids, today.now).await? {
            if let Some((_, backlog)) = desks.get_mut(&desk) {
                backlog.yellow = yellow;
                backlog.yellow_card = yellow_card;
                backlog.red_card = red_card;
            }
        }
        let mut cells: BTreeMap<_, Backlog> = BTreeMap::new();
        for (desk, backlog) in desks.into_values() {
            cells
                .entry((desk.department, desk.division))
                .or_default()
                .add(backlog);
        }
        Ok(cells)
    }

    /// How many open items each of these officers holds; who holds none is missing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open_items(
        &mut self,
        officers: &[&OfficerId],
    ) -> Result<Vec<(OfficerId, u64)>, StoreError> {
        if officers.is_empty() {
            return Ok(Vec::new());
        }
        let head = "SELECT assignee, COUNT(*) AS n FROM item WHERE assignee IN (";
        let mut statement = Statement::new(head, Vec::new());
        statement
            .bind_all(officers.iter().map(|officer| officer.as_str()))
            .push(") AND state <> ");
        statement
            .bind(State::Closed.code())
            .push(" GROUP BY assignee");
        let rows = self.fetch(statement).await?;
        let counts = rows.into_iter().map(|row| {
            let mut row = row.read("item");
            Ok((row.id("assignee")?, row.int("n")?))
        });
        counts.collect()
    }

    /// By desk: how many dates are past, and how many pass before the day ends.
    async fn dates_passing(
        &mut self,
        desks: &[i64],
        today: Today,
    ) -> Result<Vec<(i64, u64, u64)>, StoreError> {
        if desks.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = Statement::new("SELECT desk, SUM(CASE WHEN due_sort < ", Vec::new());
        statement
            .bind(today.now)
            .push(" THEN 1 ELSE 0 END), COUNT(*) FROM item WHERE desk IN (");
        statement
            .bind_all(desks.iter().copied())
            .push(") AND state IN (");
        statement
            .bind_all(OPEN_WITH_DUE.map(State::code))
            .push(") AND due_sort < ");
        statement.bind(today.ends).push(" GROUP BY desk");
        let rows = self.fetch(statement).await?;
        rows.into_iter()
            .map(|row| {
                let mut row = row.read("item");
                let desk = row.int("desk")?;
                let late: u64 = row.int("late")?;
                let passing: u64 = row.int("passing")?;
                Ok((desk, late, passing - late))
            })
            .collect()
    }

    /// By desk: how many lights are yellow, yellow card, red card.
    async fn alarms(
        &mut self,
        desks: &[i64],
        now: DateTime<Utc>,
    ) -> Result<Vec<(i64, [u64; 3])>, StoreError> {
        if desks.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement =
            Statement::new("SELECT desk, SUM(CASE WHEN red_card_at <= ", Vec::new());
        statement
            .bind(now)
            .push(" THEN 1 ELSE 0 END), SUM(CASE WHEN red_card_at <= ");
        statement
            .bind(now)
            .push(" THEN 0 WHEN yellow_card_at <= ")
            .bind(now);
        statement.push(" THEN 1 ELSE 0 END), COUNT(*) FROM item WHERE desk IN (");
        statement
            .bind_all(desks.iter().copied())
            .push(") AND alarm_at <= ")
            .bind(now);
        statement.push(&format!(" AND alarm_at < {NEVER} GROUP BY desk"));
        let rows = self.fetch(statement).await?;
        rows.into_iter()
            .map(|row| {
                let mut row = row.read("item");
                let desk = row.int("desk")?;
                let red_card: u64 = row.int("red_card")?;
                let yellow_card: u64 = row.int("yellow_card")?;
                let alarming: u64 = row.int("alarming")?;
                Ok((
                    desk,
                    [alarming - red_card - yellow_card, yellow_card, red_card],
                ))
            })
            .collect()
    }
}

impl WriteTx {
    /// Counts an item where it stands now, and no longer where it stood.
    pub(in crate::backend::store) fn count(&mut self, now: &ItemRow, before: Option<&ItemRow>) {
        let place = |row: &ItemRow| (row.desk.clone(), row.state);
        if before.map(place) == Some(place(now)) {
            return;
        }
        let mut statement = Statement::new(
            "INSERT INTO tally (desk, matter, state, n) VALUES ",
            Vec::new(),
        );
        for (row, n) in [(Some(now), 1_i64), (before, -1)] {
            let Some(row) = row else { continue };
            statement
                .push(if n > 0 { "(" } else { ", (" })
                .desk(&row.desk)
                .push(", ");
            statement
                .bind_all(values![row.matter.as_str(), row.state.code(), n])
                .push(")");
        }
        statement.push(" ON CONFLICT (desk, matter, state) DO UPDATE SET n = tally.n + excluded.n");
        self.later(statement, None);
    }
}
