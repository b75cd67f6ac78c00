//! Units of work: what is written in one counts as a whole or not at all.

use chrono::Duration;
use lianban::backend::store::items::ItemRow;
use lianban::backend::store::scope::EVERYTHING;
use lianban::backend::store::sql::{Cell, Statement};
use lianban::backend::store::sqlite::SqliteEngine;
use lianban::backend::store::{Engine, StoreError, WriteTx};
use lianban::domain::item::State;
use tempfile::TempDir;

use super::store::{now, on_every_engine, request, wang};
use crate::support::{block_on, closed_account, config, in_zhangdian, officer, with_app};

/// Statements that are run in one go keep their own values, in whatever order each names them.
#[test]
fn chained_statements_keep_their_own_values() {
    let texts = ["a", "b", "c"].map(Cell::from);
    let first = Statement::new("SELECT $1", vec![texts[0].clone()]);
    let second = Statement::new(
        "SELECT json_extract($2, '$.x'), $1, '$'",
        vec![texts[1].clone(), texts[2].clone()],
    );
    let chain = Statement::chain(vec![first, second]);
    assert_eq!(
        chain.text,
        "SELECT $1; SELECT json_extract($3, '$.x'), $2, '$'"
    );
    assert_eq!(chain.values, texts);
    on_every_engine(async |store| {
        let mut account = closed_account(officer("sunwei"));
        let mut unit = store.write().await.unwrap();
        unit.insert_account(&account).await.unwrap();
        unit.insert_request(&request("one"));
        unit.insert_request(&request("two"));
        account.failures = 2;
        unit.update_account(&account).await.unwrap();
        unit.commit().await.unwrap();
        let mut unit = store.write().await.unwrap();
        for key in ["one", "two"] {
            let known = unit.request(&wang(), key).await.unwrap();
            assert_eq!(known, Some(request(key)));
        }
        assert!(unit.account(&account.officer.id).await.unwrap() == Some(account));
    });
}

#[test]
fn a_unit_that_is_dropped_leaves_nothing_to_the_next() {
    on_every_engine(async |store| {
        let dropped = closed_account(officer("sunwei"));
        let kept = closed_account(officer("lijun"));
        for round in 0..3 {
            let mut unit = store.write().await.unwrap();
            unit.insert_account(&dropped).await.unwrap();
            unit.insert_request(&request("dropped"));
            drop(unit);
            let mut unit = store.write().await.unwrap();
            if round == 0 {
                unit.insert_account(&kept).await.unwrap();
            }
            assert_eq!(unit.request(&wang(), "dropped").await.unwrap(), None);
            unit.commit().await.unwrap();
            let mut unit = store.read().await.unwrap();
            assert!(unit.accounts().await.unwrap() == [kept.clone()]);
        }
    });
}

#[test]
fn a_row_is_written_over_the_version_that_was_read_and_no_other() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1"])).await;
        let row = t.row(&receipt.items[0].no).await;
        let stale = ItemRow {
            version: 7,
            ..row.clone()
        };
        let history = {
            let mut unit = t.app.store.read().await.unwrap();
            unit.history(&EVERYTHING, &row.no).await.unwrap()
        };
        let writes: [&dyn Fn(&mut WriteTx); 3] = [
            &|unit| unit.update_item(&stale, &row),
            &|unit| unit.insert_item(&row),
            &|unit| unit.append(&history).unwrap(),
        ];
        for write in writes {
            let mut unit = t.app.store.write().await.unwrap();
            write(&mut unit);
            // What follows in the same unit does not hide it.
            unit.insert_request(&request("k"));
            assert!(matches!(unit.commit().await, Err(StoreError::Conflict)));
            let mut unit = t.app.store.read().await.unwrap();
            assert_eq!(unit.request(&wang(), "k").await.unwrap(), None);
        }
    });
}

#[test]
fn a_row_is_written_whole_as_the_calendar_of_today_has_it() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1"])).await;
        let mut before = t.row(&receipt.items[0].no).await;
        // A calendar that came since has another day for the light; the row still says what the old one said.
        before.lights.yellow_at = Some(now() + Duration::days(9));
        let after = ItemRow {
            version: 2,
            ..before.clone()
        };
        let mut unit = t.app.store.write().await.unwrap();
        unit.update_item(&before, &after);
        let read = unit.item_row(&EVERYTHING, &before.no).await.unwrap();
        assert!(read == Some(after));
    });
}

#[test]
fn a_unit_reads_what_it_has_just_written() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1"])).await;
        let before = t.row(&receipt.items[0].no).await;
        let after = ItemRow {
            version: 2,
            state: State::Reviewing,
            ..before.clone()
        };
        let mut unit = t.app.store.write().await.unwrap();
        unit.update_item(&before, &after);
        let read = unit.item_row(&EVERYTHING, &before.no).await.unwrap();
        assert!(read == Some(after));
    });
}

/// What a full disk makes SQLite do inside a unit, and the driver does not see.
#[test]
fn a_rollback_of_sqlite_s_own_spoils_no_later_unit() {
    block_on(async {
        let folder = TempDir::new().unwrap();
        let engine = SqliteEngine::open(&config(&folder)).await.unwrap();
        for _ in 0..3 {
            let units = [engine.begin_write().await, engine.begin_read().await];
            for unit in units {
                let rollback = Statement::new("ROLLBACK", Vec::new());
                unit.unwrap().execute(rollback).await.unwrap();
            }
        }
    });
}
