//! Files that officers have uploaded for a result and not fed back yet.
//!
//! Owns for how long they wait and how many; each is the temporary file of an [`Upload`] and goes with it, like the
//! files of a filing that was refused. Where a decision gave them their lasting names and then could not be written,
//! they are still known when it is repeated. Kept in memory: after a restart an officer uploads again, and nothing is left
//! behind (the folder is swept at the start). Only who uploaded a file, for the item that it was uploaded for, can
//! name it; nobody can read it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};

use crate::backend::blobs::Upload;
use crate::domain::id::{ItemNo, OfficerId};
use crate::domain::material::ResultFile;

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
    file: ResultFile,
    /// Its bytes, until they have their lasting name.
    upload: Option<Upload>,
}

impl Uploads {
    /// Takes a file in; the same bytes again take the place of those before.
    pub fn hold(&self, officer: &OfficerId, item: &ItemNo, upload: Upload, now: DateTime<Utc>) {
        let file = ResultFile {
            file_name: upload.file_name.clone(),
            facts: upload.facts.clone(),
        };
        self.wait(officer, item, file, Some(upload), now);
    }

    /// Knows a file on after it got its lasting name.
    pub fn kept(&self, officer: &OfficerId, item: &ItemNo, file: ResultFile, now: DateTime<Utc>) {
        self.wait(officer, item, file, None, now);
    }

    fn wait(
        &self,
        officer: &OfficerId,
        item: &ItemNo,
        file: ResultFile,
        upload: Option<Upload>,
        now: DateTime<Utc>,
    ) {
        self.sweep(now);
        let mut waiting = self.waiting();
        waiting.retain(|other| {
            let same = other.file.facts.digest == file.facts.digest;
            !(same && other.officer == *officer && other.item == *item)
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
            file,
            upload,
        });
    }

    /// What an officer has uploaded for an item.
    pub fn of(&self, officer: &OfficerId, item: &ItemNo) -> Vec<ResultFile> {
        let waiting = self.waiting();
        let own = waiting
            .iter()
            .filter(|other| other.officer == *officer && other.item == *item);
        own.map(|other| other.file.clone()).collect()
    }

    /// Hands out those of an officer's files for an item that are named by digest and have no lasting name; they wait no
    /// longer.
    pub fn take(
        &self,
        officer: &OfficerId,
        item: &ItemNo,
        digests: &[String],
    ) -> Vec<(ResultFile, Upload)> {
        let named = |other: &mut Waiting| {
            let digest = other.file.facts.digest.as_str();
            other.upload.is_some()
                && other.officer == *officer
                && other.item == *item
                && digests.iter().any(|named| named == digest)
        };
        let mut waiting = self.waiting();
        let taken = waiting.extract_if(.., named);
        taken
            .filter_map(|waiting| Some((waiting.file, waiting.upload?)))
            .collect()
    }

    /// Lets go of what has waited too long.
    pub fn sweep(&self, now: DateTime<Utc>) {
        self.waiting().retain(|waiting| now - waiting.since < WAITS);
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
