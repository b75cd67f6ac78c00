//! Whether a login and its password belong together, and the lock after failed tries.
//!
//! Unknown, wrong, locked and closed give the same answer after the same time. So failed tries are counted in memory
//! and written down behind the answer: a write before it would take time that only a known login costs.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use tokio::sync::Semaphore;

use super::passwords;
use super::sessions::SignInError;
use crate::backend::App;
use crate::backend::store::accounts::Account;
use crate::backend::store::{Store, StoreError};
use crate::domain::id::OfficerId;

/// So many failed tries in a row lock an account …
const TRIES: u32 = 5;
/// … for this long.
const LOCKED: Duration = Duration::minutes(30);
/// Hashes at a time: each takes 19 MiB and a core.
const HASHES: usize = 2;

/// Failed tries, and the queue of those who wait for a hash.
#[derive(Debug)]
pub struct Credentials {
    tries: Mutex<HashMap<OfficerId, Tries>>,
    hashing: Semaphore,
}

#[derive(Debug, Clone, Copy)]
struct Tries {
    failed: u32,
    locked_until: Option<DateTime<Utc>>,
}

impl Default for Credentials {
    fn default() -> Self {
        Self {
            tries: Mutex::default(),
            hashing: Semaphore::new(HASHES),
        }
    }
}

impl Credentials {
    /// The login, where the password is its own.
    ///
    /// # Errors
    /// [`SignInError::Failed`] in every other case.
    pub async fn verify(
        &self,
        app: &App,
        login: Option<OfficerId>,
        password: String,
    ) -> Result<OfficerId, SignInError> {
        // Taken first: whoever waits here sees what the tries before have counted.
        let _turn = self.hashing.acquire().await;
        let account = match &login {
            Some(login) => app.store.read().await?.account(login).await?,
            None => None,
        };
        let now = app.clock.now();
        let usable = account.filter(|account| !account.disabled && !self.is_locked(account, now));
        let hash = usable.as_ref().map(|account| account.password.clone());
        let right = passwords::verify(password, hash, app.config.password_cost).await;
        match usable {
            Some(account) if right => {
                self.forgive(&account.officer.id);
                Ok(account.officer.id)
            }
            Some(account) => {
                self.count(app, account);
                Err(SignInError::Failed)
            }
            None => Err(SignInError::Failed),
        }
    }

    /// The hash of a new password; few are made at a time.
    pub async fn hash(&self, app: &App, password: String) -> String {
        let _turn = self.hashing.acquire().await;
        passwords::hash(password, app.config.password_cost, &app.ids).await
    }

    /// Forgets an account's failed tries.
    pub fn forgive(&self, login: &OfficerId) {
        self.tries().remove(login);
    }

    fn is_locked(&self, account: &Account, now: DateTime<Utc>) -> bool {
        let tries = self.tries();
        let counted = tries
            .get(&account.officer.id)
            .map(|tries| tries.locked_until);
        counted
            .unwrap_or(account.locked_until)
            .is_some_and(|until| now < until)
    }

    fn count(&self, app: &App, account: Account) {
        let login = account.officer.id;
        let known = Tries {
            failed: account.failures,
            locked_until: account.locked_until,
        };
        let tries = {
            let mut all = self.tries();
            let tries = all.entry(login.clone()).or_insert(known);
            if tries.locked_until.take().is_some() {
                // That lock is over, or this try would not have come so far.
                tries.failed = 0;
            }
            tries.failed += 1;
            tries.locked_until = (tries.failed >= TRIES).then(|| app.clock.now() + LOCKED);
            *tries
        };
        let store = app.store.clone();
        tokio::spawn(async move {
            if let Err(error) = write_down(&store, &login, tries).await {
                tracing::warn!(%error, "failed sign-ins were not written down");
            }
        });
    }

    /// Never left half changed: a panic elsewhere does not spoil it.
    fn tries(&self) -> MutexGuard<'_, HashMap<OfficerId, Tries>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write_down(store: &Store, login: &OfficerId, tries: Tries) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    if let Some(mut account) = tx.account(login).await? {
        (account.failures, account.locked_until) = (tries.failed, tries.locked_until);
        tx.update_account(&account).await?;
        tx.commit().await?;
    }
    Ok(())
}
