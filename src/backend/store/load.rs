//! Loading very many applications at once, into a data folder that is new: the demo's million.
//!
//! What makes a server's writes safe makes them slow. Here nothing is safe until the end: no journal, no fsync, indexes
//! built last, the file under another name. Only a finished load gets the database's name, so a broken one leaves
//! nothing. SQLite's own, as `sqlite` is; rows come from the same makers as a server's.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::path::PathBuf;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Row as _};

use super::items::{ItemRow, Subject};
use super::sql::{Cell, Statement, values};
use super::sqlite::{Lock, failed, lock, prepared, private_file};
use super::{StoreError, applications, events, items, migrate, search};
use crate::backend::blobs::private_folder;
use crate::backend::config::Config;
use crate::domain::application::Application;
use crate::domain::item::Desk;
use crate::domain::item::event::EventRecord;

/// Values that one statement binds. SQLite finds each `$n` by walking the list of them, so the time of a statement grows
/// by the square: with 32,000 a load wrote 370 items a second.
const VALUES_MOST: usize = 500;

/// An application with everything that happened to its items.
pub struct Loaded<'a> {
    /// The application.
    pub application: &'a Application,
    /// Whom it is about.
    pub subject: &'a Subject,
    /// Each item's row, the fold of its history.
    pub items: Vec<(ItemRow, &'a [EventRecord])>,
}

/// A load under way. Dropped, it leaves nothing but a file that the next load removes.
pub struct Loader {
    connection: SqliteConnection,
    indexes: Vec<String>,
    pending: BTreeMap<&'static str, Vec<Vec<Cell>>>,
    desks: HashMap<[String; 3], i64>,
    tallies: BTreeMap<(i64, String, &'static str), i64>,
    days: BTreeMap<String, i64>,
    names: HashSet<String>,
    loading: PathBuf,
    database: PathBuf,
    _lock: Lock,
}

const NAME_KEY: &str = "INSERT OR IGNORE INTO name_key (key, name) VALUES ";

impl Loader {
    /// Begins a load.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the folder has a database already.
    pub async fn open(config: &Config) -> Result<Self, StoreError> {
        private_folder(config.folder())?;
        let lock = lock(&config.lock())?;
        let database = config.database();
        if database.exists() {
            return Err(StoreError::Conflict);
        }
        let loading = database.with_extension("loading");
        if loading.exists() {
            std::fs::remove_file(&loading)?;
        }
        private_file(&loading)?;
        let options = SqliteConnectOptions::new()
            .filename(&loading)
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            .foreign_keys(false)
            .pragma("locking_mode", "exclusive")
            .pragma("cache_size", "-262144");
        let mut connection = SqliteConnection::connect_with(&options)
            .await
            .map_err(failed)?;
        migrate::sqlite(&mut connection).await?;
        run(&mut connection, "BEGIN EXCLUSIVE".to_owned()).await?;
        let indexes = take_indexes(&mut connection).await?;
        Ok(Self {
            connection,
            indexes,
            pending: BTreeMap::new(),
            desks: HashMap::new(),
            tallies: BTreeMap::new(),
            days: BTreeMap::new(),
            names: HashSet::new(),
            loading,
            database,
            _lock: lock,
        })
    }

    /// Takes an application. Fastest in the order of numbers.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add(&mut self, loaded: Loaded<'_>) -> Result<(), StoreError> {
        let Loaded {
            application,
            subject,
            items,
        } = loaded;
        self.number(application);
        self.push(
            applications::INSERT,
            applications::cells(application, subject)?,
        )
        .await?;
        for material in &application.materials {
            let row = applications::material_cells(&application.no, material)?;
            self.push(applications::INSERT_MATERIAL, row).await?;
        }
        if self.is_new(subject) {
            for row in search::key_rows(subject) {
                self.push(NAME_KEY, row).await?;
            }
        }
        for (row, history) in items {
            let desk = self.desk(&row.desk).await?;
            let mut cells = row.fixed();
            cells.extend(row.changing());
            cells.push(Cell::Int(desk));
            let place = (desk, row.matter.to_string(), row.state.code());
            *self.tallies.entry(place).or_default() += 1;
            self.push(items::INSERT, cells).await?;
            for record in history {
                self.push(events::INSERT, events::cells(record)?).await?;
            }
        }
        Ok(())
    }

    /// Ends the load: indexes, counts, and the database's name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn finish(mut self) -> Result<(), StoreError> {
        for (head, rows) in std::mem::take(&mut self.pending) {
            insert(&mut self.connection, head, rows).await?;
        }
        let tallies = std::mem::take(&mut self.tallies).into_iter();
        let tallies = tallies.map(|((desk, matter, state), n)| values![desk, matter, state, n]);
        insert(
            &mut self.connection,
            "INSERT INTO tally (desk, matter, state, n) VALUES ",
            tallies.collect(),
        )
        .await?;
        let days = std::mem::take(&mut self.days).into_iter();
        let days = days.map(|(day, last)| values![day, last]);
        insert(
            &mut self.connection,
            "INSERT INTO sequence (day, last) VALUES ",
            days.collect(),
        )
        .await?;
        for index in std::mem::take(&mut self.indexes) {
            run(&mut self.connection, index).await?;
        }
        run(&mut self.connection, "COMMIT".to_owned()).await?;
        self.connection.close().await.map_err(failed)?;
        let synced = File::open(&self.loading).and_then(|file| file.sync_all());
        synced?;
        std::fs::rename(&self.loading, &self.database)?;
        Ok(())
    }

    /// The number of the day goes on after those that were loaded.
    fn number(&mut self, application: &Application) {
        let day = application.filed_at + chrono::Duration::hours(8);
        let last = self.days.entry(day.date_naive().to_string()).or_default();
        let sequence = application.no.as_str().split('-').nth(1);
        *last = (*last).max(sequence.and_then(|text| text.parse().ok()).unwrap_or(0));
    }

    fn is_new(&mut self, subject: &Subject) -> bool {
        let person = self.names.insert(subject.person.clone());
        let unit = subject
            .unit
            .as_ref()
            .is_some_and(|unit| self.names.insert(unit.clone()));
        person || unit
    }

    async fn desk(&mut self, desk: &Desk) -> Result<i64, StoreError> {
        let key = [
            desk.department.as_str(),
            desk.line.as_str(),
            desk.division.as_str(),
        ]
        .map(ToOwned::to_owned);
        if let Some(id) = self.desks.get(&key) {
            return Ok(*id);
        }
        let id = i64::try_from(self.desks.len()).unwrap_or(i64::MAX) + 1;
        let [department, line, division] = key.clone();
        let row = values![id, department, line, division];
        let head = "INSERT INTO desk (id, department, line, division) VALUES ";
        insert(&mut self.connection, head, vec![row]).await?;
        self.desks.insert(key, id);
        Ok(id)
    }

    async fn push(&mut self, head: &'static str, row: Vec<Cell>) -> Result<(), StoreError> {
        let full = VALUES_MOST / row.len().max(1);
        let rows = self.pending.entry(head).or_default();
        rows.push(row);
        if rows.len() < full {
            return Ok(());
        }
        let rows = std::mem::take(rows);
        insert(&mut self.connection, head, rows).await
    }
}

async fn insert(
    connection: &mut SqliteConnection,
    head: &'static str,
    rows: Vec<Vec<Cell>>,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let (text, values) = prepared(Statement::rows(head, rows))?;
    sqlx::query_with(text, values)
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}

/// Drops the indexes that can be built later, and tells how.
async fn take_indexes(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let rows =
        sqlx::query("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
            .fetch_all(&mut *connection)
            .await
            .map_err(failed)?;
    let mut indexes = Vec::new();
    for row in rows {
        let name: String = row.try_get(0).map_err(failed)?;
        indexes.push(row.try_get(1).map_err(failed)?);
        run(connection, format!("DROP INDEX {name}")).await?;
    }
    Ok(indexes)
}

/// Runs a statement of the schema's own text.
async fn run(connection: &mut SqliteConnection, text: String) -> Result<(), StoreError> {
    sqlx::raw_sql(AssertSqlSafe(text))
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}
