//! Every method of the store does what it says, on every engine: each test takes a [`Store`] and knows no engine.

use chrono::{DateTime, Duration, Utc};
use lianban::backend::service::{ServiceError, filing};
use lianban::backend::store::accounts::SessionRecord;
use lianban::backend::store::requests::Request;
use lianban::backend::store::scope::EVERYTHING;
use lianban::backend::store::sqlite::SqliteEngine;
use lianban::backend::store::{Store, StoreError};
use lianban::domain::id::OfficerId;
use lianban::domain::policy::Scope;
use tempfile::TempDir;

use super::service::{approve_insurance, request_correction};
use crate::support::filing::{application, person};
use crate::support::in_zhangdian;
use crate::support::{START, TestApp, at, block_on, closed_account, config, officer, with_app};

/// Runs a test on a store of every engine that is there.
pub fn on_every_engine(test: impl AsyncFn(Store)) {
    block_on(async {
        let folder = TempDir::new().unwrap();
        let engine = SqliteEngine::open(&config(&folder)).await.unwrap();
        test(Store::new(engine)).await;
    });
}

pub fn wang() -> OfficerId {
    "wangmin".parse().unwrap()
}

pub fn now() -> DateTime<Utc> {
    at(START)
}

#[test]
fn an_account_is_read_as_it_was_written() {
    on_every_engine(async |store| {
        let mut account = closed_account(officer("sunwei"));
        account.officer.id_number = Some(person(1).id_number.parse().unwrap());
        let mut unit = store.write().await.unwrap();
        unit.insert_account(&account).await.unwrap();
        assert!(matches!(
            unit.insert_account(&account).await,
            Err(StoreError::Conflict)
        ));
        assert!(unit.account(&account.officer.id).await.unwrap() == Some(account.clone()));
        account.failures = 3;
        account.locked_until = Some(now());
        account.disabled = true;
        account.officer.department = None;
        account.officer.lines = Vec::new();
        unit.update_account(&account).await.unwrap();
        assert!(unit.accounts().await.unwrap() == [account.clone()]);
        let stranger = closed_account(officer("lijun"));
        assert!(matches!(
            unit.update_account(&stranger).await,
            Err(StoreError::Conflict)
        ));
        assert!(unit.account(&stranger.officer.id).await.unwrap().is_none());
        let names = unit
            .officer_names(&[stranger.officer.id, account.officer.id.clone()])
            .await
            .unwrap();
        assert_eq!(names, [(account.officer.id, "孙伟".to_owned())]);
        assert!(unit.officer_names(&[]).await.unwrap().is_empty());
    });
}

#[test]
fn sessions_open_are_seen_and_end() {
    on_every_engine(async |store| {
        let mut unit = store.write().await.unwrap();
        unit.insert_account(&closed_account(officer("wangmin")))
            .await
            .unwrap();
        let session = |token: &str, hours| SessionRecord {
            token: token.to_owned(),
            officer: wang(),
            opened_at: now(),
            seen_at: now(),
            ends_at: now() + Duration::hours(hours),
        };
        for (token, hours) in [("a", 1), ("b", 8), ("c", 8), ("d", 8)] {
            unit.insert_session(&session(token, hours)).await.unwrap();
        }
        assert!(unit.session("a").await.unwrap() == Some(session("a", 1)));
        unit.touch_session("b", now() + Duration::minutes(30))
            .await
            .unwrap();
        unit.touch_session("c", now() + Duration::minutes(30))
            .await
            .unwrap();
        // a is over, d was not used for a quarter of an hour.
        unit.delete_old_sessions(now() + Duration::hours(1), now() + Duration::minutes(15))
            .await
            .unwrap();
        let mut left = Vec::new();
        for token in ["a", "b", "c", "d"] {
            left.extend(
                unit.session(token)
                    .await
                    .unwrap()
                    .map(|session| session.token),
            );
        }
        assert_eq!(left, ["b", "c"]);
        unit.delete_sessions_of(&wang(), Some("c")).await.unwrap();
        assert!(unit.session("b").await.unwrap().is_none());
        unit.delete_session("c").await.unwrap();
        assert!(unit.session("c").await.unwrap().is_none());
    });
}

pub fn request(key: &str) -> Request {
    Request {
        officer: wang(),
        key: key.to_owned(),
        fingerprint: "f".to_owned(),
        at: now(),
        subject: "ZB260302-00001-3".to_owned(),
        version: 4,
    }
}

#[test]
fn a_request_is_known_again_until_it_is_forgotten() {
    on_every_engine(async |store| {
        let mut unit = store.write().await.unwrap();
        let request = request("k");
        unit.insert_request(&request);
        unit.commit().await.unwrap();
        let mut again = store.write().await.unwrap();
        again.insert_request(&request);
        assert!(matches!(again.commit().await, Err(StoreError::Conflict)));
        let mut unit = store.write().await.unwrap();
        assert_eq!(unit.request(&wang(), "k").await.unwrap(), Some(request));
        assert_eq!(
            unit.request(&"lijun".parse().unwrap(), "k").await.unwrap(),
            None
        );
        assert_eq!(unit.forget_requests(now()).await.unwrap(), 0);
        assert_eq!(
            unit.forget_requests(now() + Duration::seconds(1))
                .await
                .unwrap(),
            1
        );
        assert_eq!(unit.request(&wang(), "k").await.unwrap(), None);
    });
}

#[test]
fn each_day_counts_from_one_and_an_abandoned_number_is_given_again() {
    on_every_engine(async |store| {
        let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let mut unit = store.write().await.unwrap();
        assert_eq!(unit.next_of_day(day(2)).await.unwrap(), 1);
        assert_eq!(unit.next_of_day(day(2)).await.unwrap(), 2);
        assert_eq!(unit.next_of_day(day(3)).await.unwrap(), 1);
        unit.commit().await.unwrap();
        let mut abandoned = store.write().await.unwrap();
        assert_eq!(abandoned.next_of_day(day(3)).await.unwrap(), 2);
        drop(abandoned);
        let mut unit = store.write().await.unwrap();
        assert_eq!(unit.next_of_day(day(3)).await.unwrap(), 2);
    });
}

#[test]
fn what_is_not_committed_has_not_happened() {
    on_every_engine(async |store| {
        let mut unit = store.write().await.unwrap();
        unit.insert_account(&closed_account(officer("wangmin")))
            .await
            .unwrap();
        drop(unit);
        assert!(
            store
                .read()
                .await
                .unwrap()
                .accounts()
                .await
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn a_reader_sees_one_state_from_beginning_to_end() {
    on_every_engine(async |store| {
        let mut reader = store.read().await.unwrap();
        assert!(reader.accounts().await.unwrap().is_empty());
        let mut unit = store.write().await.unwrap();
        unit.insert_account(&closed_account(officer("wangmin")))
            .await
            .unwrap();
        unit.commit().await.unwrap();
        assert!(reader.accounts().await.unwrap().is_empty());
        drop(reader);
        assert_eq!(
            store.read().await.unwrap().accounts().await.unwrap().len(),
            1
        );
    });
}

#[test]
fn an_application_is_read_as_it_was_filed_by_those_who_have_an_item_of_it() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1", "A5"])).await;
        let no = receipt.application.parse().unwrap();
        let mut unit = t.app.store.read().await.unwrap();
        let whole = unit.application(&EVERYTHING, &no).await.unwrap().unwrap();
        assert_eq!(whole.no, no);
        assert_eq!(whole.form.person_name(), Some(person(1).name.as_str()));
        let first = receipt.items[0].no.parse().unwrap();
        let (history, form) = unit
            .history_and_form(&EVERYTHING, &first)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(history, unit.history(&EVERYTHING, &first).await.unwrap());
        assert_eq!(form, whole.form);
        for (login, reaches) in [
            ("wangmin", true),
            ("medical", true),
            ("portal", true),
            ("tax", false),
            ("clerk", false),
        ] {
            let scope = t.caller(login).scope;
            assert_eq!(
                unit.application(&scope, &no).await.unwrap().is_some(),
                reaches,
                "{login}"
            );
        }
    });
}

#[test]
fn no_finder_reaches_beyond_its_scope() {
    with_app(async |t| {
        let receipt = t.file(&application(1, &["A1", "A5"], "370304")).await;
        let application = receipt.application.parse().unwrap();
        let no = receipt.items[0].no.parse().unwrap();
        let mut unit = t.app.store.read().await.unwrap();
        for scope in [
            Scope::Nothing,
            t.caller("wangmin").scope,
            t.caller("clerk").scope,
        ] {
            assert!(unit.item_row(&scope, &no).await.unwrap().is_none());
            assert!(unit.item_rows(&scope, &[&no]).await.unwrap().is_empty());
            assert!(
                unit.item_rows_of(&scope, &application)
                    .await
                    .unwrap()
                    .is_empty()
            );
            assert!(unit.history(&scope, &no).await.unwrap().is_empty());
            assert!(unit.history_and_form(&scope, &no).await.unwrap().is_none());
            assert!(
                unit.histories_of(&scope, &application)
                    .await
                    .unwrap()
                    .is_empty()
            );
            assert!(
                unit.application(&scope, &application)
                    .await
                    .unwrap()
                    .is_none()
            );
            assert!(unit.changes(&scope, 0, 10).await.unwrap().events.is_empty());
            let id_number = person(1).id_number;
            let matters = ["A1".parse().unwrap()];
            assert!(
                unit.items_of_person(&scope, &id_number, &matters)
                    .await
                    .unwrap()
                    .is_empty()
            );
        }
        let boshan = t.caller("boshan").scope;
        assert_eq!(
            unit.item_rows_of(&boshan, &application)
                .await
                .unwrap()
                .len(),
            1,
            "not the sibling"
        );
        assert_eq!(
            unit.item_rows_of(&EVERYTHING, &application)
                .await
                .unwrap()
                .len(),
            2
        );
        assert_eq!(unit.tallies(&t.caller("wangmin").scope).await.unwrap(), []);
    });
}

#[test]
fn an_application_number_is_no_prefix_of_another_ones_items() {
    with_app(async |t| {
        // …-00001-… and …-00011-… lie side by side.
        for n in 0..12 {
            t.file(&in_zhangdian(n, &["A1"])).await;
        }
        let mut unit = t.app.store.read().await.unwrap();
        let rows = unit.changes(&EVERYTHING, 0, 100).await.unwrap().events;
        for placed in rows {
            let application = placed.record.item.application();
            let items = unit.item_rows_of(&EVERYTHING, &application).await.unwrap();
            assert_eq!(items.len(), 1, "{application}");
        }
    });
}

#[test]
fn the_feed_passes_over_what_is_out_of_reach_and_misses_nothing() {
    with_app(async |t| {
        for n in 0..30 {
            let division = if n % 2 == 0 { "370303" } else { "370304" };
            t.file(&application(n, &["A1"], division)).await;
        }
        let scope = t.caller("boshan").scope;
        let mut unit = t.app.store.read().await.unwrap();
        let (mut after, mut seen) = (0, Vec::new());
        loop {
            let stretch = unit.changes(&scope, after, 4).await.unwrap();
            seen.extend(stretch.events.iter().map(|placed| placed.seq));
            if stretch.until == after {
                break;
            }
            after = stretch.until;
        }
        assert_eq!(seen.len(), 15);
        assert!(seen.is_sorted());
        assert_eq!(after, unit.last_seq().await.unwrap());
    });
}

#[test]
fn due_work_is_found_by_state_and_date() {
    use lianban::domain::item::State;
    with_app(async |t| {
        let first = t.file(&in_zhangdian(1, &["A1"])).await.items[0].no.clone();
        t.app.clock.advance(Duration::days(1));
        let second = t.file(&in_zhangdian(2, &["A1"])).await.items[0].no.clone();
        let third = t.file(&in_zhangdian(3, &["A2"])).await.items[0].no.clone();
        t.decide("wangmin", &third, &request_correction())
            .await
            .unwrap();
        let mut unit = t.app.store.read().await.unwrap();
        let mut past = async |state, moment: &str| {
            let found = unit.items_past(state, at(moment), 10).await.unwrap();
            found
                .into_iter()
                .map(|no| no.to_string())
                .collect::<Vec<_>>()
        };
        assert!(
            past(State::Received, "2026-03-09T17:00:00+08:00")
                .await
                .is_empty()
        );
        assert_eq!(
            past(State::Received, "2026-03-09T17:00:01+08:00").await,
            [first.as_str()]
        );
        assert_eq!(
            past(State::Received, "2026-03-11T09:00:00+08:00").await,
            [first.as_str(), &second]
        );
        assert_eq!(
            past(State::Correcting, "2026-04-11T09:00:00+08:00").await,
            [third.as_str()]
        );
    });
}

/// `max_page_count` gives the error of a full disk, from SQLite itself.
#[test]
fn a_full_disk_is_said_to_be_full_and_nothing_is_half_written() {
    block_on(async {
        let folder = TempDir::new().unwrap();
        let mut config = config(&folder);
        config.database_pages_most = Some(120);
        let store = Store::new(SqliteEngine::open(&config).await.unwrap());
        let t = TestApp::on(store, folder);
        t.open_accounts().await;
        let portal = t.caller("portal");
        let mut filed = 0;
        let error = loop {
            let request = in_zhangdian(filed, &["A1", "A2"]);
            let key = format!("k{filed}");
            match filing::file(&t.app, &portal, &key, &request, Vec::new()).await {
                Ok(_) => filed += 1,
                Err(error) => break error,
            }
        };
        assert!(
            matches!(error, ServiceError::Store(StoreError::Full)),
            "{error:?}"
        );
        t.audit().await;
        let mut unit = t.app.store.read().await.unwrap();
        assert_eq!(
            unit.changes(&EVERYTHING, 0, 200)
                .await
                .unwrap()
                .events
                .len(),
            filed as usize * 2
        );
    });
}

#[test]
fn a_loaded_store_is_what_a_server_would_have_written() {
    use lianban::backend::service::load::Load;
    use lianban::backend::{App, Ground};
    block_on(async {
        let source = TestApp::new().await;
        for n in 0..40 {
            source.file(&in_zhangdian(n, &["A1", "A2"])).await;
        }
        let no = source.file(&in_zhangdian(50, &["B5", "B7"])).await.items[0]
            .no
            .clone();
        source
            .decide("wangmin", &no, &approve_insurance())
            .await
            .unwrap();
        let folder = TempDir::new().unwrap();
        let config = config(&folder);
        let app = &source.app;
        let mut load = Load::open(&config, &app.catalogues, &app.calendar)
            .await
            .unwrap();
        let mut unit = app.store.read().await.unwrap();
        for placed in unit.changes(&EVERYTHING, 0, 1000).await.unwrap().events {
            let no = placed.record.item.application();
            let application = unit.application(&EVERYTHING, &no).await.unwrap().unwrap();
            if placed.record.version == 1 && placed.record.item.matter() == application.matters[0] {
                let records = unit.histories_of(&EVERYTHING, &no).await.unwrap();
                let histories = records.chunk_by(|one, next| one.item == next.item);
                let histories: Vec<_> = histories.map(<[_]>::to_vec).collect();
                load.add(&application, &histories).await.unwrap();
            }
        }
        assert!(!config.database().exists(), "not before it is whole");
        load.finish().await.unwrap();
        let again = Load::open(&config, &app.catalogues, &app.calendar).await;
        assert!(matches!(again.err(), Some(StoreError::Conflict)));
        let ground = Ground {
            clock: app.clock.clone(),
            ..crate::support::ground(config)
        };
        let loaded = TestApp {
            app: App::open(ground).await.unwrap(),
            folder,
        };
        loaded.audit().await;
        loaded.open_accounts().await;
        let mut there = loaded.app.store.read().await.unwrap();
        assert!(there.tallies(&EVERYTHING).await.unwrap().len() > 3);
        assert_eq!(
            there.last_seq().await.unwrap(),
            unit.last_seq().await.unwrap()
        );
        assert_eq!(schema(&loaded).await, schema(&source).await);
        let next = loaded.file(&in_zhangdian(60, &["A1"])).await;
        assert!(
            next.application.starts_with("ZB260302-00042-"),
            "{}",
            next.application
        );
        let names = loaded.caller("wangmin");
        let asked = lianban::api::items::InboxQuery {
            q: Some(person(3).name),
            ..Default::default()
        };
        let page = lianban::backend::service::inbox::page(&loaded.app, &names, &asked)
            .await
            .unwrap();
        assert!(!page.rows.is_empty());
    });
}

/// Every table and index, as SQLite keeps them.
async fn schema(t: &TestApp) -> Vec<String> {
    use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
    use sqlx::{Connection, Row};
    let options = SqliteConnectOptions::new().filename(t.app.config.database());
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let rows = sqlx::query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}
