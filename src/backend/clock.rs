//! Time and chance: the only place of the backend that asks the machine for either.
//!
//! Everything else takes a [`Clock`] or [`Ids`], so that deadlines, replay and the demo run on a clock of their own
//! and a seeded day is the same day twice. To add a kind of clock: a variant of `Source` and its arm in `now`.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};

/// Tells the time, to the millisecond: what is kept and what is computed with are the same.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    /// The machine's time, moved by so many milliseconds.
    Running { ahead: i64 },
    /// Stands until it is set.
    Virtual { now: AtomicI64 },
}

impl Clock {
    /// The machine's time.
    pub fn system() -> Self {
        Self(Arc::new(Source::Running { ahead: 0 }))
    }

    /// Starts at a moment and runs on from there.
    pub fn running_from(start: DateTime<Utc>) -> Self {
        let ahead = (start - Utc::now()).num_milliseconds();
        Self(Arc::new(Source::Running { ahead }))
    }

    /// Stands at a moment until it is moved.
    pub fn standing_at(now: DateTime<Utc>) -> Self {
        Self(Arc::new(Source::Virtual {
            now: AtomicI64::new(now.timestamp_millis()),
        }))
    }

    /// The present moment.
    pub fn now(&self) -> DateTime<Utc> {
        let millis = match &*self.0 {
            Source::Running { ahead } => Utc::now().timestamp_millis().saturating_add(*ahead),
            Source::Virtual { now } => now.load(Ordering::SeqCst),
        };
        DateTime::from_timestamp_millis(millis).unwrap_or_default()
    }

    /// Moves a standing clock to a moment; one that runs cannot be moved and says so with `false`.
    pub fn set(&self, to: DateTime<Utc>) -> bool {
        match &*self.0 {
            Source::Running { .. } => false,
            Source::Virtual { now } => {
                now.store(to.timestamp_millis(), Ordering::SeqCst);
                true
            }
        }
    }

    /// Moves a standing clock on by a time; one that runs cannot be moved and says so with `false`.
    pub fn advance(&self, by: Duration) -> bool {
        self.set(self.now() + by)
    }
}

/// Makes what must not be guessed: tokens, one-time passwords, names of temporary files.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<StdRng>>);

/// The letters of a one-time password: none that is read for another on paper.
const READABLE: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

impl Ids {
    /// From the machine's own chance.
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_os_rng())))
    }

    /// The same sequence for the same seed; for the demo and for tests, never for a real server.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// Random bytes.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.with(|rng| rng.fill_bytes(bytes));
    }

    /// 256 bits as hex: a session token or a request's name.
    pub fn token(&self) -> String {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        super::blobs::hex(&bytes)
    }

    /// A one-time password in four groups of four: 78 bits, easy to copy from paper.
    pub fn one_time_password(&self) -> String {
        let group = |rng: &mut StdRng| -> String {
            (0..4)
                .map(|_| char::from(READABLE[rng.random_range(0..READABLE.len())]))
                .collect()
        };
        self.with(|rng| [(); 4].map(|()| group(rng)).join("-"))
    }

    fn with<T>(&self, draw: impl FnOnce(&mut StdRng) -> T) -> T {
        // A generator is never left half changed: a panic elsewhere does not spoil it.
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl std::fmt::Debug for Ids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ids")
    }
}
