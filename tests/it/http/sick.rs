//! What a server says when its store fails under it: the truth, a code, and nothing of the cause.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use async_trait::async_trait;
use lianban::api::items::{DecisionRequest, InboxQuery};
use lianban::api::problem::Problem;
use lianban::backend::config::Config;
use lianban::backend::store::rows::Row;
use lianban::backend::store::sql::Statement;
use lianban::backend::store::sqlite::SqliteEngine;
use lianban::backend::store::{Engine, Store, StoreError, Unit};
use lianban::client::{Client, Key};
use reqwest::Method;

use super::support::{
    COUNTER, PASSWORD, Server, ZHANGDIAN, application, attachments, credentials, log, problem,
};

#[derive(Clone, Copy)]
enum Ill {
    Well,
    Busy,
    Full,
    Unknown,
    Broken,
    Panics,
    /// Reads as ever; a write begins and cannot be kept.
    NoRoom,
    ReadOnly,
}

const ILLS: [Ill; 8] = [
    Ill::Well,
    Ill::Busy,
    Ill::Full,
    Ill::Unknown,
    Ill::Broken,
    Ill::Panics,
    Ill::NoRoom,
    Ill::ReadOnly,
];

/// A store that falls ill when it is told to.
struct Sick {
    well: SqliteEngine,
    ill: Arc<AtomicU8>,
}

const CAUSE: &str = "the cause of it all";

impl Sick {
    fn check(&self) -> Result<(), StoreError> {
        match ILLS[usize::from(self.ill.load(Ordering::SeqCst))] {
            Ill::Well | Ill::NoRoom | Ill::ReadOnly => Ok(()),
            Ill::Busy => Err(StoreError::Busy),
            Ill::Full => Err(StoreError::Full),
            Ill::Unknown => Err(StoreError::OutcomeUnknown),
            Ill::Broken => Err(StoreError::Backend(CAUSE.into())),
            Ill::Panics => panic!("{CAUSE}"),
        }
    }
}

/// A unit whose commit finds no room.
struct Homeless {
    unit: Box<dyn Unit>,
    why: fn() -> StoreError,
}

#[async_trait]
impl Unit for Homeless {
    async fn execute(&mut self, statement: Statement) -> Result<u64, StoreError> {
        self.unit.execute(statement).await
    }

    async fn fetch(&mut self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        self.unit.fetch(statement).await
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        Err((self.why)())
    }
}

#[async_trait]
impl Engine for Sick {
    async fn begin_read(&self) -> Result<Box<dyn Unit>, StoreError> {
        self.check()?;
        self.well.begin_read().await
    }

    async fn begin_write(&self) -> Result<Box<dyn Unit>, StoreError> {
        self.check()?;
        let unit = self.well.begin_write().await?;
        let why: fn() -> StoreError = match ILLS[usize::from(self.ill.load(Ordering::SeqCst))] {
            Ill::NoRoom => || StoreError::Full,
            Ill::ReadOnly => || StoreError::ReadOnly,
            _ => return Ok(unit),
        };
        Ok(Box::new(Homeless { unit, why }))
    }
}

#[tokio::test]
async fn a_failing_store_is_told_apart_and_its_cause_goes_into_the_log_alone() {
    let data = tempfile::tempdir().unwrap();
    let ill = Arc::new(AtomicU8::new(0));
    let well = SqliteEngine::open(&Config::new(data.path())).await.unwrap();
    let server = Server::on(Store::new(Sick {
        well,
        ill: Arc::clone(&ill),
    }))
    .await;
    server.stranger().healthy().await.unwrap();
    for (state, status, code) in [
        (Ill::Busy, 503, "busy"),
        (Ill::Full, 503, "storage-full"),
        (Ill::Unknown, 503, "outcome-unknown"),
        (Ill::Broken, 500, "internal"),
        (Ill::Panics, 500, "internal"),
    ] {
        ill.store(state as u8, Ordering::SeqCst);
        let answer = server.ask(Method::GET, "/healthz").send().await.unwrap();
        assert_eq!(
            answer.headers().contains_key("retry-after"),
            status == 503,
            "{code}"
        );
        let found: Problem = problem(answer).await;
        assert_eq!((found.status, found.code.as_str()), (status, code));
        assert!(!serde_json::to_string(&found).unwrap().contains(CAUSE));
    }
    assert!(log().text().contains(CAUSE), "the operator finds it");
    ill.store(Ill::Well as u8, Ordering::SeqCst);
    server.stranger().healthy().await.unwrap();
}

/// Everything that writes, at a desk and at a counter: refused with `code`, and nothing has changed.
async fn every_write_is_refused(officer: &Client, clerk: &Client, no: &str, code: &str) {
    let note = DecisionRequest::Note {
        words: "看".to_owned(),
    };
    let decided = officer.decide(no, 1, &Key::fresh(), &note).await;
    assert_eq!(decided.unwrap_err().code(), Some(code));
    let filed = clerk
        .file(&Key::fresh(), &application(&["B3"]), attachments(&["B3"]))
        .await;
    assert_eq!(filed.unwrap_err().code(), Some(code));
}

#[tokio::test]
async fn while_nothing_can_be_written_officers_read_and_sign_in_and_afterwards_all_is_well() {
    let data = tempfile::tempdir().unwrap();
    let ill = Arc::new(AtomicU8::new(0));
    let well = SqliteEngine::open(&Config::new(data.path())).await.unwrap();
    let server = Server::on(Store::new(Sick {
        well,
        ill: Arc::clone(&ill),
    }))
    .await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let receipt = server.filed(&["B1"]).await;
    let clerk = server.officer("second-clerk", COUNTER).await;
    let no = receipt.items[0].no.as_str();
    for (state, code) in [
        (Ill::NoRoom, "storage-full"),
        (Ill::ReadOnly, "storage-read-only"),
    ] {
        ill.store(state as u8, Ordering::SeqCst);
        every_write_is_refused(&officer, &clerk, no, code).await;
        assert_eq!(officer.item(no).await.unwrap().row.version, 1);
        let newly = server.stranger();
        newly
            .sign_in(&credentials("wangmin", PASSWORD))
            .await
            .unwrap();
        let page = newly.inbox(&InboxQuery::default()).await.unwrap();
        assert_eq!(page.rows.len(), 1, "who signs in now reads, too");
        server.app.clock.advance(chrono::Duration::minutes(15));
        assert_eq!(
            newly.session().await.unwrap_err().code(),
            Some("token-invalid"),
            "and is signed out as ever"
        );
        ill.store(Ill::Well as u8, Ordering::SeqCst);
        for (client, login) in [(&officer, "wangmin"), (&clerk, "second-clerk")] {
            client.sign_in(&credentials(login, PASSWORD)).await.unwrap();
        }
    }
    let note = DecisionRequest::Note {
        words: "看".to_owned(),
    };
    officer.decide(no, 1, &Key::fresh(), &note).await.unwrap();
}
