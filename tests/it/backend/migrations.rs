//! The data folder from one version of the program to the next, and one server at a time.

use lianban::api::items::{ClearViewRequest, DecisionRequest};
use lianban::backend::service::{items, timers};
use lianban::backend::store::sql::{Cell, Statement};
use lianban::backend::store::sqlite::SqliteEngine;
use lianban::backend::store::{Engine, StoreError, migrate};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tempfile::TempDir;

use crate::support::filing::application;
use crate::support::{TestApp, block_on, config};

async fn raw(folder: &TempDir) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(config(folder).database());
    SqliteConnection::connect_with(&options).await.unwrap()
}

#[test]
fn a_data_folder_of_a_newer_version_is_refused_unchanged() {
    block_on(async {
        let folder = TempDir::new().unwrap();
        drop(SqliteEngine::open(&config(&folder)).await.unwrap());
        let newer = migrate::known() + 1;
        let mut connection = raw(&folder).await;
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES ($1, 'from the future', TRUE, x'00', 0)",
        )
        .bind(newer)
        .execute(&mut connection)
        .await
        .unwrap();
        connection.close().await.unwrap();
        let before = std::fs::read(config(&folder).database()).unwrap();
        let refused = SqliteEngine::open(&config(&folder)).await.err().unwrap();
        assert!(
            matches!(refused, StoreError::Newer { found, known } if found == newer && known == newer - 1),
            "{refused:?}"
        );
        assert!(refused.to_string().contains("newer version"));
        assert!(std::fs::read(config(&folder).database()).unwrap() == before);
    });
}

#[test]
fn a_second_server_on_the_same_folder_does_not_start() {
    block_on(async {
        let folder = TempDir::new().unwrap();
        let first = SqliteEngine::open(&config(&folder)).await.unwrap();
        let second = SqliteEngine::open(&config(&folder)).await.err().unwrap();
        assert!(matches!(second, StoreError::InUse), "{second:?}");
        drop(first);
        SqliteEngine::open(&config(&folder)).await.unwrap();
    });
}

#[test]
fn what_is_no_database_is_said_to_be_corrupt() {
    block_on(async {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(&config(&folder).data).unwrap();
        std::fs::write(config(&folder).database(), vec![7; 8192]).unwrap();
        let refused = SqliteEngine::open(&config(&folder)).await.err().unwrap();
        assert!(matches!(refused, StoreError::Corrupt { .. }), "{refused:?}");
    });
}

#[test]
fn every_commit_is_on_the_disk_and_foreign_keys_hold() {
    block_on(async {
        let folder = TempDir::new().unwrap();
        let engine = SqliteEngine::open(&config(&folder)).await.unwrap();
        let mut unit = engine.begin_write().await.unwrap();
        for (text, value) in [
            ("PRAGMA journal_mode", Cell::from("wal")),
            ("PRAGMA synchronous", Cell::Int(2)),
            ("PRAGMA foreign_keys", Cell::Int(1)),
        ] {
            let rows = unit.fetch(Statement::new(text, Vec::new())).await.unwrap();
            assert_eq!(rows[0].0, [value], "{text}");
        }
    });
}

/// What lists show of an item stands in its row; a row of the first schema lacked acceptance and last change.
#[test]
fn items_of_the_first_schema_are_filled_from_their_events() {
    block_on(async {
        let t = TestApp::new().await;
        let receipt = t.file(&application(1, &["A1", "A2", "A5"], "370303")).await;
        let no = |at: usize| receipt.items[at].no.clone();
        t.app.clock.advance(chrono::Duration::minutes(7));
        t.decide("wangmin", &no(0), &DecisionRequest::Accept {})
            .await
            .unwrap();
        t.app.clock.advance(chrono::Duration::minutes(7));
        let look = ClearViewRequest {
            reason: "核对身份证号".to_owned(),
        };
        items::view_clear(&t.app, &t.caller("wangmin"), &no(0).parse().unwrap(), &look)
            .await
            .unwrap();
        // Nobody acts within five work days: accepted by silence.
        t.file(&application(2, &["A1"], "370303")).await;
        t.app.clock.advance(chrono::Duration::days(20));
        assert_eq!(timers::run_due(&t.app).await.unwrap(), 3);
        t.file(&application(3, &["A1"], "370303")).await;
        let TestApp { app, folder } = t;
        drop(app);
        let rows = async |folder: &TempDir| {
            let mut connection = raw(folder).await;
            let rows: Vec<(String, Option<i64>, i64)> =
                sqlx::query_as("SELECT no, accepted_at, changed_at FROM item ORDER BY no")
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
            connection.close().await.unwrap();
            rows
        };
        let written = rows(&folder).await;
        assert!(written.iter().any(|(_, accepted, _)| accepted.is_some()));
        assert!(written.iter().any(|(_, accepted, _)| accepted.is_none()));
        let mut connection = raw(&folder).await;
        sqlx::raw_sql(
            "DROP INDEX item_by_desk_changed; DROP INDEX item_by_changed; DROP INDEX item_by_accepted; \
             ALTER TABLE item DROP COLUMN accepted_at; ALTER TABLE item DROP COLUMN changed_at; \
             DROP TABLE stand_in; ALTER TABLE event DROP COLUMN absent; ALTER TABLE event DROP COLUMN absent_name; \
             DELETE FROM _sqlx_migrations WHERE version > 1",
        )
        .execute(&mut connection)
        .await
        .unwrap();
        connection.close().await.unwrap();
        drop(SqliteEngine::open(&config(&folder)).await.unwrap());
        assert_eq!(rows(&folder).await, written);
    });
}
