//! Files that officers have uploaded for a result and not fed back yet.
//!
//! Owns for how long they wait and how many; each is an [`Upload`] and goes with it, like the files of a filing that was
//! refused. One that a decision has given its lasting name is still known: where the decision could not be written, it
//! is repeated. Kept in memory: after a restart an officer uploads again, and nothing is left behind (the folder is
//! swept at the start). Only who uploaded a file, for the item that it was uploaded for, can name it; nobody can read
//! it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};

use crate::backend::blobs::Upload;
use crate::domain::id::{ItemNo, OfficerId};

/// For how long a file waits to be named: as long as a session can last.
const WAITS: Duration = Duration::hours(12);
/// How many files of one officer wait at once; the oldest gives way. Two full feedbacks of the embedded catalogue.
const MOST: usize = 20;

/// The files that wait.
#[derive(Debug, Default)]
pub struct Uploads {
    waiting: Mutex<Vec<Waiting>>,
}

#[derive(Debug)]
struct Waiting {
    officer: OfficerId,
    item: ItemNo,
    since: DateTime<Utc>,
    upload: Arc<Upload>,
}

impl Waiting {
    fn is_for(&self, officer: &OfficerId, item: &ItemNo) -> bool {
        self.officer == *officer && self.item == *item
    }
}

impl Uploads {
    /// Takes a file in; the same bytes again take the place of those before.
    pub fn hold(&self, officer: &OfficerId, item: &ItemNo, upload: Upload, now: DateTime<Utc>) {
        self.sweep(now);
        let mut waiting = self.waiting();
        waiting.retain(|other| {
            let same = other.upload.facts.digest == upload.facts.digest;
            !(same && other.is_for(officer, item))
        });
        let own = waiting.iter().filter(|other| other.officer == *officer);
        if own.count() >= MOST
            && let Some(oldest) = waiting.iter().position(|other| other.officer == *officer)
        {
            waiting.remove(oldest);
        }
        waiting.push(Waiting {
            officer: officer.clone(),
            item: item.clone(),
            since: now,
            upload: Arc::new(upload),
        });
    }

    /// What an officer has uploaded for an item.
    pub fn of(&self, officer: &OfficerId, item: &ItemNo) -> Vec<Arc<Upload>> {
        let waiting = self.waiting();
        let own = waiting.iter().filter(|other| other.is_for(officer, item));
        own.map(|other| Arc::clone(&other.upload)).collect()
    }

    /// Lets go of what has waited too long.
    pub fn sweep(&self, now: DateTime<Utc>) {
        self.waiting().retain(|waiting| now - waiting.since < WAITS);
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
