//! Passwords: what a good one is, and the slow hash of one.
//!
//! Owns argon2id and its cost. Knows no accounts. A password is never kept, logged or shown by `Debug`; the hash runs
//! on a thread of its own kind, for it takes as long as a hundred requests.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::backend::clock::Ids;

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// The least that argon2 takes: for tests and the demo, never for a real server.
    pub const LEAST: Self = Self {
        memory_kib: 8,
        passes: 1,
    };

    fn hasher(self) -> Argon2<'static> {
        // Out of range only when configured so; then the recommended cost is the safe one.
        let params = Params::new(self.memory_kib, self.passes, 1, None).unwrap_or_default();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }
}

/// 19 MiB and two passes, as OWASP recommends.
impl Default for Cost {
    fn default() -> Self {
        Self {
            memory_kib: Params::DEFAULT_M_COST,
            passes: Params::DEFAULT_T_COST,
        }
    }
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the password does not do")]
pub struct WeakPassword;

/// Whether `new` will do for `login`: 10 to 128 characters of three kinds, not the login in it, not the old one.
///
/// # Errors
/// [`WeakPassword`] where it will not.
pub fn check(new: &str, old: &str, login: &str) -> Result<(), WeakPassword> {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_lowercase(),
        |c| c.is_uppercase(),
        |c| c.is_numeric(),
        |c| !c.is_lowercase() && !c.is_uppercase() && !c.is_numeric(),
    ];
    let strong = (10..=128).contains(&new.chars().count())
        && kinds.iter().filter(|kind| new.chars().any(kind)).count() >= 3
        && !new.to_lowercase().contains(&login.to_lowercase())
        && new != old;
    if strong { Ok(()) } else { Err(WeakPassword) }
}

/// The hash of a password, with its own salt and the cost in it.
pub async fn hash(password: String, cost: Cost, ids: &Ids) -> String {
    let mut salt = [0; 16];
    ids.fill(&mut salt);
    let hashed = tokio::task::spawn_blocking(move || {
        let hash = cost
            .hasher()
            .hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string())
            .expect("salt, cost and length are within argon2's bounds")
    });
    hashed
        .await
        .expect("hashing neither panics nor is cancelled")
}

/// Whether a password has this hash. With no hash it takes as long and says no: nobody learns by the clock which
/// logins exist.
pub async fn verify(password: String, hash: Option<String>, cost: Cost) -> bool {
    let verified = tokio::task::spawn_blocking(move || {
        let hasher = cost.hasher();
        let Some(hash) = hash else {
            let _ = hasher.hash_password_with_salt(password.as_bytes(), &[0; 16]);
            return false;
        };
        hasher
            .verify_password(password.as_bytes(), hash.as_str())
            .is_ok()
    });
    verified
        .await
        .expect("hashing neither panics nor is cancelled")
}
