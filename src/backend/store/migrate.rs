//! Bringing a database to the schema of this program: forward only, and never a newer one.
//!
//! One folder of numbered files per engine, the same numbers in each, never changed once released. To change the
//! schema: a new file that expands, and a later one that contracts.

use sqlx::SqliteConnection;
use sqlx::migrate::{MigrateError, Migrator};

use super::StoreError;
use super::sqlite::failed;

static SQLITE: Migrator = sqlx::migrate!("src/backend/store/migrations/sqlite");

/// The newest schema that this program knows.
pub fn known() -> i64 {
    SQLITE
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0)
}

/// Brings a SQLite database up to date.
///
/// # Errors
/// [`StoreError::Newer`] where it was written by a newer program; nothing is changed then.
pub async fn sqlite(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    SQLITE.run(connection).await.map_err(|error| match error {
        MigrateError::VersionMissing(found) if found > known() => StoreError::Newer {
            found,
            known: known(),
        },
        MigrateError::VersionMissing(found) | MigrateError::VersionMismatch(found) => {
            StoreError::Corrupt {
                table: "_sqlx_migrations",
                column: "checksum",
                key: found.to_string(),
            }
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => failed(error),
        other => StoreError::Backend(other.into()),
    })
}
