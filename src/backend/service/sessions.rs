//! Sessions: signing in, who a token stands for, and when that ends.
//!
//! Owns tokens (256 random bits, kept only as SHA-256), and the idle and the absolute limit on the backend's clock.
//! Sessions are rows, so they outlive a restart; a cache in front of them makes a request cost no read and no write.
//! The cache is right because this process alone has the data folder: every change of an account goes through
//! [`Sessions::forget_officer`], which no load under way can overtake.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};

use super::credentials::Credentials;
use super::passwords::{self, WeakPassword};
use crate::backend::App;
use crate::backend::blobs::hex;
use crate::backend::store::accounts::{Account, SessionRecord};
use crate::backend::store::{StoreError, WriteTx};
use crate::domain::id::OfficerId;
use crate::domain::policy::{Officer, Scope, scope_of};

/// A session without a request for this long ends (等保: an officer's desk, 15 minutes).
pub const IDLE: Duration = Duration::minutes(15);
/// A session ends at the latest after this long.
pub const LONGEST: Duration = Duration::hours(12);
/// How often a session in use is written down: what a restart may take from its idle time.
const WRITTEN: Duration = Duration::minutes(1);
/// Rows idle for this much longer than a session may be are swept away: they may be behind by what is not written yet.
const SWEPT: Duration = Duration::minutes(5);
/// Who is behind a request.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account.
    pub officer: Officer,
    /// What it can reach.
    pub scope: Scope,
    /// The password is a one-time one.
    pub must_change_password: bool,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// The session's name in the store: the token's hash.
    session: String,
}

/// Why someone was not signed in, or a password not changed.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Unknown, wrong, locked or closed: the same to whoever asks.
    #[error("sign-in failed")]
    Failed,
    /// The new password does not do.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The sessions of one server.
#[derive(Debug, Default)]
pub struct Sessions {
    /// Passwords and failed tries.
    pub credentials: Credentials,
    cache: Mutex<Cache>,
}

#[derive(Debug, Default)]
struct Cache {
    /// Grows whenever something is forgotten: what was loaded before may be stale and is not kept.
    generation: u64,
    entries: HashMap<String, Cached>,
}

#[derive(Debug)]
struct Cached {
    signed_in: Arc<SignedIn>,
    last_seen: DateTime<Utc>,
    written: DateTime<Utc>,
}

/// What the cache knows of a token.
enum Lookup {
    /// A session in use, with the moment to be written down where that is due.
    Live(Arc<SignedIn>, Option<DateTime<Utc>>),
    /// A session that has just ended.
    Over,
    /// Nothing, at this generation.
    Unknown(u64),
}

impl Sessions {
    /// Opens a session; answers its token, which is kept nowhere, and who it stands for.
    ///
    /// # Errors
    /// [`SignInError::Failed`] with the same answer after the same time whatever the reason.
    pub async fn sign_in(
        &self,
        app: &App,
        login: &str,
        password: String,
    ) -> Result<(String, Arc<SignedIn>), SignInError> {
        let login = self
            .credentials
            .verify(app, login.parse().ok(), password)
            .await?;
        let (token, now) = (app.ids.token(), app.clock.now());
        let generation = self.cache().generation;
        let mut tx = app.store.write().await?;
        let mut account = open(&mut tx, &login).await?;
        let record = SessionRecord {
            token: digest(&token),
            officer: login,
            opened_at: now,
            seen_at: now,
            ends_at: now + LONGEST,
        };
        let forgiven = account.failures > 0;
        (account.failures, account.locked_until) = (0, None);
        let written = async {
            if forgiven {
                tx.update_account(&account).await?;
            }
            tx.delete_old_sessions(now, now - IDLE - SWEPT).await?;
            tx.insert_session(&record).await?;
            tx.commit().await
        };
        match written.await {
            // Reading goes on while nothing can be written: this session lives in memory, until the server ends.
            Err(StoreError::Full | StoreError::ReadOnly) => {
                self.keep(generation, record.clone(), app, account.clone());
            }
            written => written?,
        }
        self.sweep(now);
        Ok((token, Arc::new(SignedIn::new(app, account, &record))))
    }

    /// Who a token stands for; nobody once the session has ended.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn of_token(
        &self,
        app: &App,
        token: &str,
    ) -> Result<Option<Arc<SignedIn>>, StoreError> {
        let (session, now) = (digest(token), app.clock.now());
        loop {
            match self.look_up(&session, now) {
                Lookup::Live(signed_in, None) => return Ok(Some(signed_in)),
                Lookup::Live(signed_in, Some(seen)) => {
                    write_down(app, &session, seen).await;
                    return Ok(Some(signed_in));
                }
                Lookup::Over => {
                    // Over it is, even where the store cannot be told: its row says so, too.
                    if let Err(error) = end(app, &session).await {
                        tracing::warn!(%error, "a session that is over was not removed");
                    }
                    return Ok(None);
                }
                Lookup::Unknown(generation) => {
                    let Some((record, account)) = load(app, &session).await? else {
                        return Ok(None);
                    };
                    self.keep(generation, record, app, account);
                }
            }
        }
    }

    /// Who the session of `signed_in` stands for by now, without counting as a use of it: an open feed keeps nobody
    /// signed in.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn still(
        &self,
        app: &App,
        signed_in: &SignedIn,
    ) -> Result<Option<Arc<SignedIn>>, StoreError> {
        let (session, now) = (&signed_in.session, app.clock.now());
        {
            let cache = self.cache();
            if let Some(entry) = cache.entries.get(session) {
                return Ok((!entry.is_over(now)).then(|| Arc::clone(&entry.signed_in)));
            }
        }
        let Some((record, account)) = load(app, session).await? else {
            return Ok(None);
        };
        let over = now >= record.ends_at || now - record.seen_at >= IDLE;
        Ok((!over).then(|| Arc::new(SignedIn::new(app, account, &record))))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sign_out(&self, app: &App, signed_in: &SignedIn) -> Result<(), StoreError> {
        end(app, &signed_in.session).await?;
        self.forget(|entry| entry.session == signed_in.session);
        Ok(())
    }

    /// Changes one's own password; the account's other sessions end.
    ///
    /// # Errors
    /// [`SignInError::Failed`] where the old password is wrong, [`SignInError::Weak`] where the new one will not do.
    pub async fn change_password(
        &self,
        app: &App,
        signed_in: &SignedIn,
        old: String,
        new: String,
    ) -> Result<(), SignInError> {
        let login = &signed_in.officer.id;
        passwords::check(&new, &old, login.as_str())?;
        self.credentials
            .verify(app, Some(login.clone()), old)
            .await?;
        let password = self.credentials.hash(app, new).await;
        let mut tx = app.store.write().await?;
        let mut account = open(&mut tx, login).await?;
        (account.password, account.password_set_at, account.one_time) =
            (password, app.clock.now(), false);
        (account.failures, account.locked_until) = (0, None);
        tx.update_account(&account).await?;
        tx.delete_sessions_of(login, Some(&signed_in.session))
            .await?;
        tx.commit().await?;
        self.forget_officer(login);
        Ok(())
    }

    /// Makes the next request of the account's sessions read the store; to be called after every change of it.
    pub fn forget_officer(&self, login: &OfficerId) {
        self.forget(|entry| entry.officer.id == *login);
    }

    /// Never left half changed: a panic elsewhere does not spoil it.
    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look_up(&self, session: &str, now: DateTime<Utc>) -> Lookup {
        let mut cache = self.cache();
        let generation = cache.generation;
        let Some(entry) = cache.entries.get_mut(session) else {
            return Lookup::Unknown(generation);
        };
        if entry.is_over(now) {
            cache.entries.remove(session);
            return Lookup::Over;
        }
        // A clock that was set back gives no session more time.
        entry.last_seen = entry.last_seen.max(now);
        let due = entry.last_seen - entry.written >= WRITTEN;
        if due {
            entry.written = entry.last_seen;
        }
        Lookup::Live(Arc::clone(&entry.signed_in), due.then_some(entry.last_seen))
    }

    fn keep(&self, generation: u64, record: SessionRecord, app: &App, account: Account) {
        let signed_in = Arc::new(SignedIn::new(app, account, &record));
        let mut cache = self.cache();
        if cache.generation == generation {
            let cached = Cached {
                signed_in,
                last_seen: record.seen_at,
                written: record.seen_at,
            };
            cache.entries.insert(record.token, cached);
        }
    }

    /// Drops what is past its longest time. What is only idle stays until it is asked for, and so is ended for good: a
    /// clock that is set back must not revive it.
    fn sweep(&self, now: DateTime<Utc>) {
        self.cache()
            .entries
            .retain(|_, entry| now < entry.signed_in.expires_at);
    }

    fn forget(&self, which: impl Fn(&SignedIn) -> bool) {
        let mut cache = self.cache();
        cache.generation += 1;
        cache.entries.retain(|_, entry| !which(&entry.signed_in));
    }
}

impl SignedIn {
    fn new(app: &App, account: Account, record: &SessionRecord) -> Self {
        Self {
            scope: scope_of(&account.officer, &app.catalogue_now()),
            must_change_password: account.one_time,
            officer: account.officer,
            expires_at: record.ends_at,
            session: record.token.clone(),
        }
    }
}

impl Cached {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        now >= self.signed_in.expires_at || now - self.last_seen >= IDLE
    }
}

/// The account inside the write, which may have changed since its password was checked.
async fn open(tx: &mut WriteTx, login: &OfficerId) -> Result<Account, SignInError> {
    tx.account(login)
        .await?
        .filter(|account| !account.disabled)
        .ok_or(SignInError::Failed)
}

async fn load(app: &App, session: &str) -> Result<Option<(SessionRecord, Account)>, StoreError> {
    let mut tx = app.store.read().await?;
    let Some(record) = tx.session(session).await? else {
        return Ok(None);
    };
    let account = tx.account(&record.officer).await?;
    Ok(account
        .filter(|account| !account.disabled)
        .map(|account| (record, account)))
}

async fn end(app: &App, session: &str) -> Result<(), StoreError> {
    let mut tx = app.store.write().await?;
    tx.delete_session(session).await?;
    tx.commit().await
}

/// Not being able to write this down costs the session at most its place after a restart; the request goes on.
async fn write_down(app: &App, session: &str, seen: DateTime<Utc>) {
    let written = async {
        let mut tx = app.store.write().await?;
        tx.touch_session(session, seen).await?;
        tx.commit().await
    };
    if let Err(error) = written.await {
        tracing::warn!(%error, "a session in use was not written down");
    }
}

fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}
