//! The store: every fact the backend keeps, behind one narrow door per engine.
//!
//! [`Engine`] and [`Unit`] are all that an engine must do: begin, run a statement, commit. Everything that knows a
//! table is written once on top of them, in [`ReadTx`] and [`WriteTx`], one file per thing: `accounts`,
//! `applications`, `items`, `events`, `inbox`, `search`, `counts`, `requests`. So a second engine (PostgreSQL) is a
//! second small file and a second folder of migrations, and a test can make the n-th statement fail.
//!
//! No finder of items or applications is without a [`Scope`](crate::domain::policy::Scope). To add a method: SQL with
//! `$n`, BIGINT and TEXT only, explicit columns, no engine functions; a conformance test, and an EXPLAIN test for a
//! list. The store knows the domain, never `service`, `http` or `api`.

pub mod accounts;
pub mod applications;
pub mod counts;
pub mod events;
pub mod inbox;
pub mod items;
pub mod load;
pub mod migrate;
mod plan;
pub mod requests;
pub mod rows;
pub mod scope;
pub mod search;
pub mod sql;
pub mod sqlite;
mod stand_ins;

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use async_trait::async_trait;

use self::rows::Row;
use self::sql::Statement;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Someone else was faster: the row is no longer as it was read, or the key is taken.
    #[error("changed by another")]
    Conflict,
    /// Too many at once; worth another try.
    #[error("busy")]
    Busy,
    /// What was read cannot be what was written.
    #[error("corrupt: {table}.{column} of {key}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key; a number, never a name.
        key: String,
    },
    /// The data folder was written by a newer version of the program.
    #[error("written by a newer version: schema {found}, this program knows up to {known}")]
    Newer {
        /// The schema of the data.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// Another server has the data folder open.
    #[error("in use by another server")]
    InUse,
    /// The disk is full, or the database has the size that it may have.
    #[error("no room left")]
    Full,
    /// The data folder cannot be written to.
    #[error("not writable")]
    ReadOnly,
    /// The commit failed in a way that leaves open whether it counts: a repeat with the same key finds out.
    #[error("outcome unknown")]
    OutcomeUnknown,
    /// Anything else; the cause goes into the log and nowhere else.
    #[error("store failed")]
    Backend(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{
            PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
        };
        match error.kind() {
            StorageFull | QuotaExceeded => Self::Full,
            PermissionDenied | ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Backend(error.into()),
        }
    }
}

/// A database.
#[async_trait]
pub trait Engine: Send + Sync + 'static {
    /// A unit that reads one consistent state.
    async fn begin_read(&self) -> Result<Box<dyn Unit>, StoreError>;
    /// A unit that writes; no other writes at the same time, so that what it reads stays true until it commits.
    async fn begin_write(&self) -> Result<Box<dyn Unit>, StoreError>;
}

/// Statements that count together or not at all. Dropped without [`Unit::commit`], nothing has happened.
#[async_trait]
pub trait Unit: Send {
    /// Runs a statement; answers how many rows it changed.
    async fn execute(&mut self, statement: Statement) -> Result<u64, StoreError>;
    /// Runs statements one after the other; answers how many rows each changed. An engine that can run them in one go
    /// says how.
    async fn execute_all(&mut self, statements: Vec<Statement>) -> Result<Vec<u64>, StoreError> {
        let mut changed = Vec::with_capacity(statements.len());
        for statement in statements {
            changed.push(self.execute(statement).await?);
        }
        Ok(changed)
    }
    /// Runs a query.
    async fn fetch(&mut self, statement: Statement) -> Result<Vec<Row>, StoreError>;
    /// Makes it count.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// The store; cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<dyn Engine>);

impl Store {
    /// A store on an engine whose schema is up to date.
    pub fn new(engine: impl Engine) -> Self {
        Self(Arc::new(engine))
    }

    /// Begins to read.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn read(&self) -> Result<ReadTx, StoreError> {
        Ok(ReadTx::new(self.0.begin_read().await?))
    }

    /// Begins to write.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn write(&self) -> Result<WriteTx, StoreError> {
        Ok(WriteTx(ReadTx::new(self.0.begin_write().await?)))
    }
}

/// A unit that reads.
pub struct ReadTx {
    unit: Box<dyn Unit>,
    /// What a unit that writes has not handed to the engine yet.
    later: Vec<Later>,
}

/// A statement that is run with others before the next one that is waited for: each trip to the engine's thread and
/// back costs about as much as a statement.
struct Later {
    statement: Statement,
    /// How many rows it must change, or the unit is in conflict with another; none where any number is right.
    rows: Option<u64>,
}

/// A unit that writes, and reads what it wrote.
pub struct WriteTx(ReadTx);

impl ReadTx {
    fn new(unit: Box<dyn Unit>) -> Self {
        Self {
            unit,
            later: Vec::new(),
        }
    }

    /// Runs what was put off.
    async fn catch_up(&mut self) -> Result<(), StoreError> {
        if self.later.is_empty() {
            return Ok(());
        }
        let (statements, rows): (Vec<_>, Vec<_>) = std::mem::take(&mut self.later)
            .into_iter()
            .map(|Later { statement, rows }| (statement, rows))
            .unzip();
        let changed = self.unit.execute_all(statements).await?;
        let right = changed
            .iter()
            .zip(rows)
            .all(|(changed, rows)| rows.is_none_or(|rows| rows == *changed));
        right.then_some(()).ok_or(StoreError::Conflict)
    }

    pub(in crate::backend::store) async fn fetch(
        &mut self,
        statement: Statement,
    ) -> Result<Vec<Row>, StoreError> {
        self.catch_up().await?;
        self.unit.fetch(statement).await
    }

    pub(in crate::backend::store) async fn fetch_one(
        &mut self,
        statement: Statement,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.fetch(statement).await?.into_iter().next())
    }
}

impl WriteTx {
    pub(in crate::backend::store) async fn execute(
        &mut self,
        statement: Statement,
    ) -> Result<u64, StoreError> {
        self.catch_up().await?;
        self.unit.execute(statement).await
    }

    /// Puts a statement off until something is read or the unit is committed; until then nobody knows whether it could
    /// be done.
    pub(in crate::backend::store) fn later(&mut self, statement: Statement, rows: Option<u64>) {
        self.later.push(Later { statement, rows });
    }

    /// Makes everything count that was written.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where another was faster; [`StoreError::OutcomeUnknown`] where it may count
    /// nevertheless.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.catch_up().await?;
        self.0.unit.commit().await
    }
}

impl Deref for WriteTx {
    type Target = ReadTx;
    fn deref(&self) -> &ReadTx {
        &self.0
    }
}

impl DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut ReadTx {
        &mut self.0
    }
}
