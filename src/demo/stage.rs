//! A backend for the length of a case: its own folder, a clock that stands until it is set, people with accounts.
//!
//! Knows the backend, the roster and what a case asks of its stage; the case itself knows none of them.

use std::fs::{self, DirBuilder};
use std::net::Ipv4Addr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use tokio::net::TcpListener;

use super::day::{open_accounts, roster};
use crate::api::accounts::{NewOfficer, SignIn};
use crate::backend::clock::{Clock, Ids};
use crate::backend::config::Config;
use crate::backend::running::Running;
use crate::backend::service::passwords::Cost;
use crate::backend::service::{accounts, timers};
use crate::backend::{App, Ground};
use crate::client::Client;
use crate::domain::policy::Officer;
use crate::replay::run::{Stage, StageError};
use crate::words::Lang;

/// Time does its work when the clock is set, not by itself.
const NEVER: Duration = Duration::from_hours(365 * 24);

/// A private backend with the people of the roster.
pub struct PrivateStage {
    app: App,
    running: Running,
    people: Vec<Officer>,
    // Last: the folder goes when everything in it is closed.
    _folder: PrivateFolder,
}

impl PrivateStage {
    /// Opens one whose clock stands at `at`; `people` come beside or instead of those of the roster.
    ///
    /// # Errors
    /// [`StageError::Failed`].
    pub async fn open(at: DateTime<Utc>, people: &[NewOfficer]) -> Result<Self, StageError> {
        let folder = PrivateFolder::make(&Ids::system()).map_err(failed)?;
        let config = Config {
            timer_every: NEVER,
            password_cost: Cost::LEAST,
            readers: 2,
            ..Config::new(folder.path())
        };
        let clock = Clock::standing_at(at);
        let ground = Ground {
            clock,
            ..Ground::usual(config)
        };
        let app = App::open(ground).await.map_err(failed)?;
        let people = everyone(&app, people)?;
        open_accounts(&app, &people).await.map_err(failed)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let running = Running::start(app.clone(), listener.map_err(failed)?).map_err(failed)?;
        Ok(Self {
            app,
            running,
            people,
            _folder: folder,
        })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        self.running.url()
    }

    /// Stops it and removes all that it kept.
    pub async fn close(self) {
        self.running.stop().await;
    }
}

impl Stage for PrivateStage {
    fn client<'a>(&'a mut self, login: &'a str) -> BoxFuture<'a, Result<Client, StageError>> {
        Box::pin(async move {
            let officer = self
                .people
                .iter()
                .find(|officer| officer.id.as_str() == login);
            let officer = officer.ok_or_else(|| StageError::NoAccount(login.to_owned()))?;
            // The notice is Chinese, and so is what a case quotes, whoever runs it.
            let client = Client::new(&self.running.url(), Lang::Zh)?;
            let password = roster::password(&officer.id);
            client
                .sign_in(&SignIn {
                    login: login.to_owned(),
                    password,
                })
                .await?;
            Ok(client)
        })
    }

    fn set_clock(&mut self, to: DateTime<Utc>) -> BoxFuture<'_, Result<(), StageError>> {
        Box::pin(async move {
            if !self.app.clock.set(to) {
                return Err(StageError::NoClock);
            }
            timers::run_due(&self.app).await.map_err(failed)?;
            Ok(())
        })
    }
}

/// The people of the roster, and those whom the case brings.
fn everyone(app: &App, people: &[NewOfficer]) -> Result<Vec<Officer>, StageError> {
    let catalogue = app.catalogue_now();
    let mut all = roster::accounts(&catalogue);
    for person in people {
        let officer = accounts::read(person.clone(), &catalogue)
            .map_err(|error| StageError::Failed(format!("{}: {error}", person.login)))?;
        all.retain(|other| other.id != officer.id);
        all.push(officer);
    }
    Ok(all)
}

fn failed(error: impl std::fmt::Display) -> StageError {
    StageError::Failed(error.to_string())
}

/// A folder that only its owner reads, and that goes with this value.
pub struct PrivateFolder(PathBuf);

impl PrivateFolder {
    /// Makes one among the machine's temporary files, under a name that nobody guesses.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn make(ids: &Ids) -> std::io::Result<Self> {
        let path = std::env::temp_dir().join(format!("lianban-{}", &ids.token()[..16]));
        DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever cleans the temporary files.
        fs::remove_dir_all(&self.0).ok();
    }
}
