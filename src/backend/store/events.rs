//! Events: what happened to items, in one order for all. Appended, never changed, never deleted.
//!
//! An event's `seq` is its place among all events, given while no other unit writes, so a reader that follows `seq`
//! misses none (an engine with several writers takes its append lock before the first event of a unit: numbers given
//! before the commit lost 250 of 2,000 events in a trial on PostgreSQL).

use super::rows::{Reader, body};
use super::sql::{Cell, Statement, values};
use super::{ReadTx, StoreError, WriteTx};
use crate::domain::form::Form;
use crate::domain::id::{ApplicationNo, ItemNo};
use crate::domain::item::event::{Event, EventRecord};
use crate::domain::policy::{Absent, ActorRef, Role, Scope};

/// An event with its place among all events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The place.
    pub seq: i64,
    /// The event.
    pub record: EventRecord,
}

/// A stretch of the events in someone's reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The events in reach.
    pub events: Vec<Placed>,
    /// Up to where all events have been looked at: where to go on.
    pub until: i64,
}

/// How many events one look at the feed passes over.
const STRIDE: i64 = 5_000;

const COLUMNS: &str = "e.seq, e.item, e.version, e.at, e.actor, e.actor_name, e.actor_role, \
     e.absent, e.absent_name, e.body";

fn read(row: &mut Reader) -> Result<Placed, StoreError> {
    let seq = row.int("seq")?;
    let item = row.id("item")?;
    let version = row.int("version")?;
    let at = row.time("at")?;
    let id = row.maybe_id("actor")?;
    let name = row.maybe_text("actor_name")?;
    let role = row.maybe_code("actor_role", &Role::ALL, Role::code)?;
    let absent = (row.maybe_id("absent")?, row.maybe_text("absent_name")?);
    let stands_in_for = match absent {
        (Some(id), Some(name)) => Some(Absent { id, name }),
        _ => None,
    };
    let actor = match (id, name, role) {
        (Some(id), Some(name), Some(role)) => ActorRef::Officer {
            id,
            name,
            role,
            stands_in_for,
        },
        _ => ActorRef::System,
    };
    let record = EventRecord {
        item,
        version,
        at,
        actor,
        event: row.json("body")?,
    };
    Ok(Placed { seq, record })
}

impl ReadTx {
    /// The history of an item, oldest first; empty where it is not in reach.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn history(
        &mut self,
        scope: &Scope,
        no: &ItemNo,
    ) -> Result<Vec<EventRecord>, StoreError> {
        let mut statement = of_items();
        statement.push("WHERE i.no = ").bind(no.as_str());
        statement
            .push(" AND ")
            .in_scope(scope, "i")
            .push(" ORDER BY e.version");
        self.records(statement).await
    }

    /// The history of an item with the form of its application: what a decision needs. None where it is not in reach.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn history_and_form(
        &mut self,
        scope: &Scope,
        no: &ItemNo,
    ) -> Result<Option<(Vec<EventRecord>, Form)>, StoreError> {
        let mut statement = Statement::new("SELECT ", Vec::new());
        statement
            .push(COLUMNS)
            .push(", CASE e.version WHEN 1 THEN (SELECT a.form FROM application a WHERE a.no = ")
            .bind(no.application().as_str())
            .push(") END FROM item i JOIN event e ON e.item = i.no WHERE i.no = ")
            .bind(no.as_str());
        statement
            .push(" AND ")
            .in_scope(scope, "i")
            .push(" ORDER BY e.version");
        let mut form = None;
        let mut history = Vec::new();
        for row in self.fetch(statement).await? {
            let mut row = row.read("event");
            history.push(read(&mut row)?.record);
            form = form.or(row.maybe_json("form")?);
        }
        Ok(form.map(|form| (history, form)))
    }

    /// The histories of an application's items, one item after the other, each oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn histories_of(
        &mut self,
        scope: &Scope,
        application: &ApplicationNo,
    ) -> Result<Vec<EventRecord>, StoreError> {
        let mut statement = of_items();
        statement.push("WHERE ").belongs_to(application, "i.no");
        statement
            .push(" AND ")
            .in_scope(scope, "i")
            .push(" ORDER BY i.no, e.version");
        self.records(statement).await
    }

    async fn records(&mut self, statement: Statement) -> Result<Vec<EventRecord>, StoreError> {
        let rows = self.fetch(statement).await?;
        rows.into_iter()
            .map(|row| Ok(read(&mut row.read("event"))?.record))
            .collect()
    }

    /// The place of the last event; 0 where there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn last_seq(&mut self) -> Result<i64, StoreError> {
        let statement = Statement::new("SELECT COALESCE(MAX(seq), 0) FROM event", Vec::new());
        let row = self.fetch_one(statement).await?;
        row.map_or(Ok(0), |row| row.read("event").int("seq"))
    }

    /// The events in reach after a place. Passes over a bounded number of events, so that one whose reach is small
    /// does not read the whole store in one go; [`Stretch::until`] says where to go on.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn changes(
        &mut self,
        scope: &Scope,
        after: i64,
        most: u32,
    ) -> Result<Stretch, StoreError> {
        let last = self.last_seq().await?.min(after.saturating_add(STRIDE));
        let mut statement = of_items();
        statement
            .push("WHERE e.seq > ")
            .bind(after)
            .push(" AND e.seq <= ")
            .bind(last);
        statement.push(" AND (").in_scope(scope, "i");
        if matches!(scope, Scope::Desks { .. }) {
            // An item that was moved away is still news where it lay before.
            statement.push(" OR e.code = 'transferred'");
        }
        statement.push(")");
        statement.push(" ORDER BY e.seq LIMIT ").bind(most);
        let rows = self.fetch(statement).await?;
        let full = rows.len() == most as usize;
        let events: Vec<Placed> = rows
            .into_iter()
            .map(|row| read(&mut row.read("event")))
            .collect::<Result<_, _>>()?;
        let until = match events.last() {
            Some(event) if full => event.seq,
            _ => last.max(after),
        };
        let events = events
            .into_iter()
            .filter(|placed| match (&placed.record.event, scope) {
                (Event::Transferred { from, to, .. }, Scope::Desks { .. }) => {
                    scope.covers_desk(from) || scope.covers_desk(to)
                }
                _ => true,
            })
            .collect();
        Ok(Stretch { events, until })
    }
}

fn of_items() -> Statement {
    let mut statement = Statement::new("SELECT ", Vec::new());
    statement
        .push(COLUMNS)
        .push(" FROM item i JOIN event e ON e.item = i.no ");
    statement
}

pub(in crate::backend::store) const INSERT: &str = "INSERT INTO event (item, version, at, \
     actor, actor_name, actor_role, absent, absent_name, code, body) VALUES ";

/// The values of one event.
pub(in crate::backend::store) fn cells(record: &EventRecord) -> Result<Vec<Cell>, StoreError> {
    let (id, name, role, absent) = match &record.actor {
        ActorRef::Officer {
            id,
            name,
            role,
            stands_in_for,
        } => (
            Some(id.as_str()),
            Some(name.as_str()),
            Some(role.code()),
            stands_in_for.as_ref(),
        ),
        ActorRef::System => (None, None, None, None),
    };
    Ok(values![
        record.item.as_str(),
        record.version,
        record.at,
        id,
        name,
        role,
        absent.map(|absent| absent.id.as_str()),
        absent.map(|absent| absent.name.as_str()),
        record.event.code(),
        body(&record.event)?,
    ])
}

impl WriteTx {
    /// Appends an item's events, the last thing a unit writes of an item; a version that is there already is a conflict
    /// when the unit is committed.
    ///
    /// # Errors
    /// [`StoreError::Backend`] where an event cannot be written as text.
    pub fn append(&mut self, events: &[EventRecord]) -> Result<(), StoreError> {
        let rows = events.iter().map(cells).collect::<Result<_, _>>()?;
        self.later(Statement::rows(INSERT, rows), Some(events.len() as u64));
        Ok(())
    }
}
