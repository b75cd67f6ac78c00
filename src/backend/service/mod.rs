//! What the backend does: one function per thing that can be asked, each a read unit or one write unit.
//!
//! `items::execute` is the only write path of items; filing, resubmission and time go through it or through its parts.
//! Services speak the domain and the wire types, never HTTP. To add one: a function that takes the [`App`], a
//! [`Caller`] where a person asks, and returns [`ServiceError`] with everything that people need to be told.

pub mod accounts;
pub mod colleagues;
pub mod credentials;
pub mod filing;
pub mod inbox;
pub mod items;
pub mod load;
pub mod materials;
pub mod passwords;
mod receipt;
pub mod resubmission;
pub mod result_files;
pub mod results;
pub mod sessions;
pub mod timers;
pub mod uploads;
pub mod view;
mod work;

use std::sync::Arc;

use super::App;
use super::blobs::BlobError;
use super::store::StoreError;
use crate::api::problem::{Code, Current, Fault};
use crate::domain::catalogue::Catalogue;
use crate::domain::policy::{Actor, Officer, Scope, scope_of};
use crate::domain::refusal::Refusal;
use crate::words::{self, Lang};

/// Who asks, and in which language they want to be told.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account.
    pub officer: Officer,
    /// What it can reach.
    pub scope: Scope,
    /// The language.
    pub lang: Lang,
}

impl Caller {
    /// An account, with the reach that it has today.
    pub fn new(app: &App, officer: Officer, lang: Lang) -> Self {
        let scope = scope_of(&officer, &app.catalogue_now());
        Self {
            officer,
            scope,
            lang,
        }
    }

    /// The account as an actor.
    pub fn actor(&self) -> Actor {
        Actor::Officer(self.officer.clone())
    }
}

/// Why something was not done. Nothing has changed, unless the store does not know ([`StoreError::OutcomeUnknown`]).
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The domain refuses.
    #[error("refused: {}", refusal.code())]
    Refused {
        /// Why.
        refusal: Refusal,
        /// Why, in words.
        words: String,
        /// How the item stands.
        current: Option<Box<Current>>,
    },
    /// There is no such thing in reach; whether it exists at all is not told.
    #[error("not found")]
    NotFound,
    /// The item has changed since it was looked at.
    #[error("changed by another")]
    Conflict(Box<Current>),
    /// The key was used for another request.
    #[error("key used for another request")]
    KeyReused,
    /// Parts of the request are wrong.
    #[error("{} parts of the request are wrong", .1.len())]
    Invalid(Code, Vec<Fault>),
    /// A file is not taken, or cannot be read.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ServiceError {
    /// A refusal of what time does, with its words.
    fn refused(refusal: Refusal, catalogue: &Catalogue, lang: Lang) -> Self {
        let words = words::refusal::refusal(lang, &refusal, catalogue, &[]);
        Self::Refused {
            refusal,
            words,
            current: None,
        }
    }

    /// One wrong part of the request.
    fn invalid(code: Code, pointer: &str, lang: Lang) -> Self {
        let fault = Fault {
            pointer: pointer.to_owned(),
            code: code.as_str().to_owned(),
            detail: lang.say(&format!("problem-{}-detail", code.as_str())),
        };
        Self::Invalid(code, vec![fault])
    }
}

/// The key of a request that must count once.
#[derive(Debug, Clone)]
pub struct Key {
    /// As the sender made it.
    pub key: String,
    /// The digest of what was asked.
    pub fingerprint: String,
}

impl Key {
    /// A key for a request, told from others by what it is about and what it says.
    pub fn new<T: serde::Serialize>(key: &str, about: &str, body: &T) -> Self {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        hash.update(about);
        hash.update([0]);
        // Wire types always serialise; if one did not, two requests would look alike only where they are about the
        // same thing.
        hash.update(serde_json::to_vec(body).unwrap_or_default());
        Self {
            key: key.to_owned(),
            fingerprint: super::blobs::hex(&hash.finalize()),
        }
    }
}

/// An answer, and whether it was given before.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// The answer.
    pub value: T,
    /// It was carried out by an earlier request with the same key.
    pub replayed: bool,
}

impl App {
    /// The catalogue under which applications are filed now.
    pub fn catalogue_now(&self) -> Arc<Catalogue> {
        let today = self.calendar.date(self.clock.now());
        let newest = || self.catalogues.iter().last();
        let found = self.catalogues.on(today).or_else(newest);
        found.map_or_else(|| Arc::new(Catalogue::embedded().clone()), Arc::clone)
    }
}
