//! SQLite: write-ahead log, every commit on the disk, one writer, several readers.
//!
//! All that is SQLite's own stands here. A write unit begins IMMEDIATE, in one place: in a trial with eight writers a
//! plain BEGIN that reads first and writes then failed 1,405 of 1,600 times, whatever the busy timeout.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::{StreamExt as _, TryStreamExt as _};
use sqlx::error::ErrorKind;
use sqlx::pool::PoolOptions;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{
    Arguments, AssertSqlSafe, Connection, Decode, Executor as _, Row as _, SqlSafeStr, SqlStr,
    Sqlite, SqliteConnection, Transaction, TypeInfo, ValueRef,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::rows::Row;
use super::sql::{Cell, Statement};
use super::{Engine, StoreError, Unit, migrate};
use crate::backend::blobs::private_folder;
use crate::backend::config::Config;

/// How long a unit waits for its turn before it is told that the store is busy.
const PATIENCE: Duration = Duration::from_secs(10);
/// Statements that a connection keeps prepared: lists of different shapes among them.
const PREPARED: usize = 256;

/// A SQLite database in a data folder that is locked for this server.
pub struct SqliteEngine {
    /// No pool: it asks each connection that comes back whether it is well, which made a decision a sixth slower.
    writer: Arc<Mutex<Writer>>,
    readers: SqlitePool,
    /// Held as long as the server lives.
    _lock: Lock,
}

impl SqliteEngine {
    /// Opens the database of a data folder, making both where they are missing, and brings it up to date.
    ///
    /// # Errors
    /// [`StoreError::InUse`] where another server has it, [`StoreError::Newer`] where it is of a newer version.
    pub async fn open(config: &Config) -> Result<Self, StoreError> {
        private_folder(config.folder())?;
        let lock = lock(&config.lock())?;
        private_file(&config.database())?;
        let options = options(config);
        let mut writer = Writer::open(options.clone()).await?;
        migrate::sqlite(&mut writer.connection).await?;
        let readers = pool(config.readers)
            .connect_with(options.pragma("query_only", "on"))
            .await
            .map_err(failed)?;
        Ok(Self {
            writer: Arc::new(Mutex::new(writer)),
            readers,
            _lock: lock,
        })
    }
}

fn options(config: &Config) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(config.database())
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL lost up to 396 answered commits when the power was cut (20 of 20 trials), FULL none.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .statement_cache_capacity(PREPARED)
        .pragma("cache_size", "-16384")
        .pragma("temp_store", "memory")
        .pragma("trusted_schema", "off");
    match config.database_pages_most {
        Some(pages) => options.pragma("max_page_count", pages.to_string()),
        None => options,
    }
}

fn pool(connections: u32) -> PoolOptions<Sqlite> {
    PoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        // The file does not go away like a server: no ping before each unit.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// The one connection that writes.
struct Writer {
    connection: SqliteConnection,
    options: SqliteConnectOptions,
    /// Whether a unit has begun and is not known to have ended.
    begun: bool,
}

impl Writer {
    async fn open(options: SqliteConnectOptions) -> Result<Self, StoreError> {
        let connection = SqliteConnection::connect_with(&options).await;
        Ok(Self {
            connection: connection.map_err(failed)?,
            options,
            begun: false,
        })
    }

    async fn run(&mut self, text: &'static str) -> Result<(), StoreError> {
        let done = sqlx::query(text).execute(&mut self.connection).await;
        done.map(|_| ()).map_err(failed)
    }

    async fn begin(&mut self) -> Result<(), StoreError> {
        if self.begun && self.roll_back().await.is_err() {
            // A full disk makes SQLite roll back by itself, or the connection is gone: which of them is not told.
            *self = Self::open(self.options.clone()).await?;
        }
        self.begun = true;
        self.run("BEGIN IMMEDIATE").await
    }

    async fn roll_back(&mut self) -> Result<(), StoreError> {
        self.run("ROLLBACK").await?;
        self.begun = false;
        Ok(())
    }
}

/// The lock of a data folder. Given up in so many words: a child of this process that has not become its program yet
/// has a copy of the file, and closing ours alone would leave the folder in use.
pub(in crate::backend::store) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be unlocked is unlocked when the last copy is closed.
        let _ = self.0.unlock();
    }
}

pub(in crate::backend::store) fn lock(path: &Path) -> Result<Lock, StoreError> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Makes the file before SQLite does, so that nobody else can read it; the log takes its mode from it.
pub(in crate::backend::store) fn private_file(path: &Path) -> std::io::Result<()> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(path)
        .map(|_| ())
}

#[async_trait]
impl Engine for SqliteEngine {
    async fn begin_read(&self) -> Result<Box<dyn Unit>, StoreError> {
        let transaction = self.readers.begin().await.map_err(failed)?;
        Ok(Box::new(ReadUnit(transaction)))
    }

    async fn begin_write(&self) -> Result<Box<dyn Unit>, StoreError> {
        let turn = tokio::time::timeout(PATIENCE, self.writer.clone().lock_owned());
        let mut writer = turn.await.map_err(|_| StoreError::Busy)?;
        writer.begin().await?;
        Ok(Box::new(WriteUnit(writer)))
    }
}

struct ReadUnit(Transaction<'static, Sqlite>);

#[async_trait]
impl Unit for ReadUnit {
    async fn execute(&mut self, statement: Statement) -> Result<u64, StoreError> {
        execute(&mut self.0, statement).await
    }

    async fn fetch(&mut self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        fetch(&mut self.0, statement).await
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.0.commit().await.map_err(failed)
    }
}

/// The turn of a unit, given up when it ends. What a dropped one has done is rolled back by the next, for nobody else
/// waits for it: the folder is locked for this server, and readers see what was committed.
struct WriteUnit(OwnedMutexGuard<Writer>);

#[async_trait]
impl Unit for WriteUnit {
    async fn execute(&mut self, statement: Statement) -> Result<u64, StoreError> {
        execute(&mut self.0.connection, statement).await
    }

    /// SQLite prepares a text of several statements one by one; a value may stand in any of them.
    async fn execute_all(&mut self, statements: Vec<Statement>) -> Result<Vec<u64>, StoreError> {
        let (text, values) = prepared(Statement::chain(statements))?;
        let connection = &mut self.0.connection;
        connection
            .execute_many(sqlx::query_with(text, values))
            .map(|done| done.map(|done| done.rows_affected()).map_err(failed))
            .try_collect()
            .await
    }

    async fn fetch(&mut self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        fetch(&mut self.0.connection, statement).await
    }

    async fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        match self.0.run("COMMIT").await {
            Ok(()) => {
                self.0.begun = false;
                Ok(())
            }
            Err(error @ (StoreError::Full | StoreError::Busy | StoreError::ReadOnly)) => Err(error),
            // After a failed fsync the commit may be there when the file is opened again: “error” is not “not done”.
            Err(_) => Err(StoreError::OutcomeUnknown),
        }
    }
}

async fn execute(
    connection: &mut SqliteConnection,
    statement: Statement,
) -> Result<u64, StoreError> {
    let (text, values) = prepared(statement)?;
    let done = sqlx::query_with(text, values)
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(done.rows_affected())
}

async fn fetch(
    connection: &mut SqliteConnection,
    statement: Statement,
) -> Result<Vec<Row>, StoreError> {
    let (text, values) = prepared(statement)?;
    let rows = sqlx::query_with(text, values)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    rows.iter().map(row).collect()
}

pub(in crate::backend::store) fn prepared(
    statement: Statement,
) -> Result<(SqlStr, SqliteArguments), StoreError> {
    let mut values = SqliteArguments::default();
    for cell in statement.values {
        let added = match cell {
            Cell::Null => values.add(None::<i64>),
            Cell::Int(number) => values.add(number),
            Cell::Text(text) => values.add(text),
        };
        added.map_err(StoreError::Backend)?;
    }
    let text = match statement.text {
        std::borrow::Cow::Borrowed(text) => text.into_sql_str(),
        // Only this folder makes statements; whatever came from outside is bound, see `sql`.
        std::borrow::Cow::Owned(text) => AssertSqlSafe(text).into_sql_str(),
    };
    Ok((text, values))
}

fn row(row: &SqliteRow) -> Result<Row, StoreError> {
    (0..row.len())
        .map(|column| {
            let value = row.try_get_raw(column).map_err(failed)?;
            if value.is_null() {
                return Ok(Cell::Null);
            }
            let cell = if value.type_info().name() == "INTEGER" {
                <i64 as Decode<Sqlite>>::decode(value).map(Cell::Int)
            } else {
                <String as Decode<Sqlite>>::decode(value).map(Cell::Text)
            };
            cell.map_err(StoreError::Backend)
        })
        .collect::<Result<_, _>>()
        .map(Row)
}

/// What an error of SQLite means to us.
pub(in crate::backend::store) fn failed(error: sqlx::Error) -> StoreError {
    /// SQLite's primary result codes; the extended ones have them in their low byte.
    const BUSY: i64 = 5;
    const LOCKED: i64 = 6;
    const READ_ONLY: i64 = 8;
    const CORRUPT: i64 = 11;
    const FULL: i64 = 13;
    const NOT_A_DATABASE: i64 = 26;
    match &error {
        sqlx::Error::PoolTimedOut => return StoreError::Busy,
        sqlx::Error::Database(cause) => {
            if matches!(cause.kind(), ErrorKind::UniqueViolation) {
                return StoreError::Conflict;
            }
            let code = cause.code().and_then(|code| code.parse::<i64>().ok());
            match code.map(|code| code & 0xff) {
                Some(BUSY | LOCKED) => return StoreError::Busy,
                Some(FULL) => return StoreError::Full,
                Some(READ_ONLY) => return StoreError::ReadOnly,
                Some(CORRUPT | NOT_A_DATABASE) => {
                    return StoreError::Corrupt {
                        table: "database",
                        column: "page",
                        key: String::new(),
                    };
                }
                _ => {}
            }
        }
        _ => {}
    }
    StoreError::Backend(error.into())
}
