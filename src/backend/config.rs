//! The settings of a server, typed. Knows no file format and no environment: the command line fills it in.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::service::passwords::Cost;

/// The settings of a server.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data folder: database, materials, lock. Private to the user that runs the server.
    pub data: PathBuf,
    /// How often due work is looked for.
    pub timer_every: Duration,
    /// The most pages of 4 KiB that the database file may have; none: what the disk holds.
    pub database_pages_most: Option<u32>,
    /// How many connections read at the same time.
    pub readers: u32,
    /// What hashing a password costs.
    pub password_cost: Cost,
}

impl Config {
    /// The usual settings with a data folder.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            timer_every: Duration::from_secs(5),
            database_pages_most: None,
            readers: 4,
            password_cost: Cost::default(),
        }
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.data.join("lianban.db")
    }

    /// The folder of materials.
    pub fn materials(&self) -> PathBuf {
        self.data.join("materials")
    }

    /// The file that a running server holds locked.
    pub fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }

    /// The data folder itself.
    pub fn folder(&self) -> &Path {
        &self.data
    }
}
