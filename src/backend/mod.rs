//! The backend: one form in, each department decides, one combined result out.
//!
//! `http → service → {domain, store, blobs}`: handlers speak HTTP and nothing else does, services run one write unit
//! per command, the store knows tables. [`App`] carries what they share.

pub mod blobs;
pub mod clock;
pub mod config;
pub mod http;
pub mod print;
pub mod running;
pub mod service;
pub mod store;
pub mod telemetry;

use std::sync::Arc;

use tokio::sync::watch;

use self::blobs::{BlobError, Blobs};
use self::clock::{Clock, Ids};
use self::config::Config;
use self::service::sessions::Sessions;
use self::service::uploads::Uploads;
use self::store::sqlite::SqliteEngine;
use self::store::{Store, StoreError};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::versions::Catalogues;

/// What every part of a running backend shares; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The facts.
    pub store: Store,
    /// The bytes of materials.
    pub blobs: Blobs,
    /// Every version of the catalogue.
    pub catalogues: Arc<Catalogues>,
    /// The calendar of today.
    pub calendar: Arc<Calendar>,
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub ids: Ids,
    /// The settings.
    pub config: Arc<Config>,
    /// Who is signed in.
    pub sessions: Arc<Sessions>,
    /// Files that were uploaded for results that are not fed back yet.
    pub uploads: Arc<Uploads>,
    changed: watch::Sender<u64>,
}

/// What an [`App`] stands on.
pub struct Ground {
    /// The settings.
    pub config: Config,
    /// Every version of the catalogue.
    pub catalogues: Catalogues,
    /// The calendar of today.
    pub calendar: Calendar,
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub ids: Ids,
}

impl Ground {
    /// The embedded catalogue and calendar, the machine's time and chance.
    pub fn usual(config: Config) -> Self {
        Self {
            config,
            catalogues: Catalogues::embedded(),
            calendar: Calendar::embedded().clone(),
            clock: Clock::system(),
            ids: Ids::system(),
        }
    }
}

/// Why a backend does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store does not open.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder of materials does not open.
    #[error(transparent)]
    Blobs(#[from] BlobError),
}

impl App {
    /// Opens the data folder and brings it up to date.
    ///
    /// # Errors
    /// [`StartError`]: in use by another server, of a newer version, not writable.
    pub async fn open(ground: Ground) -> Result<Self, StartError> {
        let engine = SqliteEngine::open(&ground.config).await?;
        Self::on(Store::new(engine), ground)
    }

    /// The same on a store that is open already.
    ///
    /// # Errors
    /// [`StartError::Blobs`].
    pub fn on(store: Store, ground: Ground) -> Result<Self, StartError> {
        let blobs = Blobs::open(&ground.config.materials(), ground.ids.clone())?;
        Ok(Self {
            store,
            blobs,
            catalogues: Arc::new(ground.catalogues),
            calendar: Arc::new(ground.calendar),
            clock: ground.clock,
            ids: ground.ids,
            config: Arc::new(ground.config),
            sessions: Arc::default(),
            uploads: Arc::default(),
            changed: watch::channel(0).0,
        })
    }

    /// Wakes whoever waits for changes. Carries no data: they read the store.
    pub fn wake(&self) {
        self.changed
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Tells when something may have changed. Register first, then read the store: so nothing is missed.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}
