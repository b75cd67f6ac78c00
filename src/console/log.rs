//! What the console writes down of itself, for whoever has to find out why a desk stood still: `console.log` in the
//! private state folder, one JSON object a line.
//!
//! Owns which facts may stand there: moments, codes, sizes, places in the source. No words of anyone, no number of an
//! item, no login, so that the file can be handed on. Consoles of one account share it; a lock on it keeps their lines
//! whole and lets one of them turn it over when it is full. To add a fact: a variant of [`Entry`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Clock;
use super::draft::Keep;

/// A log that is longer becomes the old one, which goes: there are never more than two of these.
const LONGEST: u64 = 256 * 1024;

/// Why the console ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The officer wanted it.
    Quit,
    /// SIGHUP, SIGTERM or SIGINT.
    Signal,
    /// The terminal is gone.
    LineLost,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Entry {
    /// The console has taken the terminal.
    Started,
    /// The console ends.
    Ended {
        /// Why.
        why: Why,
    },
    /// Changes are followed.
    LineUp,
    /// The server does not answer.
    LineDown {
        /// The code of the failure.
        code: String,
    },
    /// A question to the server or a decision has failed.
    Failed {
        /// The code of the failure.
        code: String,
    },
    /// A draft or the outbox could not be kept.
    NotKept,
    /// The program has a fault.
    Panicked {
        /// Where in the source.
        place: String,
    },
}

#[derive(Serialize)]
struct Line<'a> {
    at: String,
    pid: u32,
    version: &'static str,
    #[serde(flatten)]
    entry: &'a Entry,
}

/// The log.
#[derive(Clone)]
pub struct Log {
    path: PathBuf,
    clock: Clock,
}

impl Log {
    /// The log in the private folder; none where there is no such folder.
    pub fn of(keep: Option<&Keep>, clock: Clock) -> Option<Self> {
        keep.map(|keep| Self {
            path: keep.folder().join("console.log"),
            clock,
        })
    }

    /// Writes a fact down.
    ///
    /// # Errors
    /// Where the disk does not take it.
    pub fn write(&self, entry: &Entry) -> io::Result<()> {
        let line = Line {
            at: (self.clock)().to_rfc3339(),
            pid: std::process::id(),
            version: env!("CARGO_PKG_VERSION"),
            entry,
        };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        self.open()?.write_all(&bytes)
    }

    /// The file, locked, with room in it.
    fn open(&self) -> io::Result<File> {
        loop {
            let file = locked(&self.path)?;
            let own = file.metadata()?;
            if fs::metadata(&self.path).is_ok_and(|there| there.ino() != own.ino()) {
                // Another console has turned it over meanwhile.
                continue;
            }
            if own.len() < LONGEST {
                return Ok(file);
            }
            fs::rename(&self.path, self.path.with_extension("log.old"))?;
        }
    }
}

fn locked(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options.create(true).append(true).mode(0o600).open(path)?;
    file.lock()?;
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    Ok(file)
}
