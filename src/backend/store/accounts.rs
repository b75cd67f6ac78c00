//! Officers' accounts and their sessions. Passwords come hashed, tokens digested: neither can be read back.

use chrono::{DateTime, Utc};

use super::rows::{Row, joined};
use super::sql::{Cell, Statement, values};
use super::{ReadTx, StoreError, WriteTx};
use crate::domain::id::{DepartmentId, LineId, OfficerId};
use crate::domain::identity::IdNumber;
use crate::domain::policy::{Officer, Role};

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub officer: Officer,
    /// The password's hash, as a PHC string.
    pub password: String,
    /// When the password was set.
    pub password_set_at: DateTime<Utc>,
    /// The password is a one-time one.
    pub one_time: bool,
    /// The account is closed.
    pub disabled: bool,
    /// How many wrong passwords there were since the last right one.
    pub failures: u32,
    /// Until when it does not open, after too many.
    pub locked_until: Option<DateTime<Utc>>,
}

/// An open session.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// The digest of its token.
    pub token: String,
    /// Whose it is.
    pub officer: OfficerId,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub ends_at: DateTime<Utc>,
}

const COLUMNS: &str = "o.id, o.name, o.role, o.department, o.lines, o.division, o.id_number, o.password, \
     o.password_set_at, o.one_time, o.disabled, o.failures, o.locked_until";

fn read(row: Row) -> Result<Account, StoreError> {
    let mut row = row.read("officer");
    Ok(Account {
        officer: Officer {
            id: row.id("id")?,
            name: row.text("name")?,
            role: row.code("role", &Role::ALL, Role::code)?,
            department: row.maybe_id("department")?,
            lines: row.ids("lines")?,
            division: row.id("division")?,
            id_number: row.maybe_id("id_number")?,
        },
        password: row.text("password")?,
        password_set_at: row.time("password_set_at")?,
        one_time: row.flag("one_time")?,
        disabled: row.flag("disabled")?,
        failures: row.int("failures")?,
        locked_until: row.maybe_time("locked_until")?,
    })
}

fn cells(account: &Account) -> Vec<Cell> {
    let officer = &account.officer;
    values![
        officer.name.as_str(),
        officer.role.code(),
        officer.department.as_ref().map(DepartmentId::as_str),
        joined(officer.lines.iter().map(LineId::as_str)),
        officer.division.as_str(),
        officer.id_number.as_ref().map(IdNumber::clear),
        account.password.as_str(),
        account.password_set_at,
        account.one_time,
        account.disabled,
        account.failures,
        account.locked_until,
        officer.id.as_str(),
    ]
}

fn read_session(row: Row) -> Result<SessionRecord, StoreError> {
    let mut row = row.read("session");
    Ok(SessionRecord {
        token: row.text("token")?,
        officer: row.id("officer")?,
        opened_at: row.time("opened_at")?,
        seen_at: row.time("seen_at")?,
        ends_at: row.time("ends_at")?,
    })
}

impl ReadTx {
    /// An account by login.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn account(&mut self, id: &OfficerId) -> Result<Option<Account>, StoreError> {
        let mut statement = select();
        statement.push("WHERE o.id = ").bind(id.as_str());
        self.fetch_one(statement).await?.map(read).transpose()
    }

    /// Every account, by login. A city has hundreds, so this is one page.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        let mut statement = select();
        statement.push("ORDER BY o.id");
        let rows = self.fetch(statement).await?;
        rows.into_iter().map(read).collect()
    }

    /// The names of officers by login; who has no account any more is missing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn officer_names(
        &mut self,
        ids: &[OfficerId],
    ) -> Result<Vec<(OfficerId, String)>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement =
            Statement::new("SELECT id, name FROM officer WHERE id IN (", Vec::new());
        statement
            .bind_all(ids.iter().map(OfficerId::as_str))
            .push(")");
        let rows = self.fetch(statement).await?;
        rows.into_iter()
            .map(|row| {
                let mut row = row.read("officer");
                Ok((row.id("id")?, row.text("name")?))
            })
            .collect()
    }

    /// A session by the digest of its token.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn session(&mut self, token: &str) -> Result<Option<SessionRecord>, StoreError> {
        let statement = Statement::new(
            "SELECT token, officer, opened_at, seen_at, ends_at FROM session WHERE token = $1",
            values![token],
        );
        self.fetch_one(statement)
            .await?
            .map(read_session)
            .transpose()
    }
}

fn select() -> Statement {
    let mut statement = Statement::new("SELECT ", Vec::new());
    statement.push(COLUMNS).push(" FROM officer o ");
    statement
}

impl WriteTx {
    /// Writes a new account.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the login is taken.
    pub async fn insert_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let statement = Statement::rows(
            "INSERT INTO officer (name, role, department, lines, division, id_number, password, \
             password_set_at, one_time, disabled, failures, locked_until, id) VALUES ",
            vec![cells(account)],
        );
        self.execute(statement).await?;
        Ok(())
    }

    /// Writes an account over the one with its login.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where there is none.
    pub async fn update_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let statement = Statement::new(
            "UPDATE officer SET name = $1, role = $2, department = $3, lines = $4, division = $5, \
             id_number = $6, password = $7, password_set_at = $8, one_time = $9, disabled = $10, \
             failures = $11, locked_until = $12 WHERE id = $13",
            cells(account),
        );
        match self.execute(statement).await? {
            1 => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    /// Writes a new session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn insert_session(&mut self, session: &SessionRecord) -> Result<(), StoreError> {
        let statement = Statement::new(
            "INSERT INTO session (token, officer, opened_at, seen_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
            values![
                session.token.as_str(),
                session.officer.as_str(),
                session.opened_at,
                session.seen_at,
                session.ends_at,
            ],
        );
        self.execute(statement).await?;
        Ok(())
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn touch_session(
        &mut self,
        token: &str,
        seen_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.execute(Statement::new(
            "UPDATE session SET seen_at = $1 WHERE token = $2",
            values![seen_at, token],
        ))
        .await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_session(&mut self, token: &str) -> Result<(), StoreError> {
        self.execute(Statement::new(
            "DELETE FROM session WHERE token = $1",
            values![token],
        ))
        .await?;
        Ok(())
    }

    /// Ends every session of an account but one, where one is to stay.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_sessions_of(
        &mut self,
        officer: &OfficerId,
        but: Option<&str>,
    ) -> Result<(), StoreError> {
        self.execute(Statement::new(
            "DELETE FROM session WHERE officer = $1 AND token <> $2",
            values![officer.as_str(), but.unwrap_or_default()],
        ))
        .await?;
        Ok(())
    }

    /// Ends every session whose time is over, or that was not used since a moment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_old_sessions(
        &mut self,
        now: DateTime<Utc>,
        idle_since: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.execute(Statement::new(
            "DELETE FROM session WHERE ends_at <= $1 OR seen_at < $2",
            values![now, idle_since],
        ))
        .await?;
        Ok(())
    }
}
