//! What a server says when its store fails under it: the truth, a code, and nothing of the cause.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use async_trait::async_trait;
use lianban::api::problem::Problem;
use lianban::backend::config::Config;
use lianban::backend::store::sqlite::SqliteEngine;
use lianban::backend::store::{Engine, Store, StoreError, Unit};
use reqwest::Method;

use super::support::{Server, log, problem};

#[derive(Clone, Copy)]
enum Ill {
    Well,
    Busy,
    Full,
    Unknown,
    Broken,
    Panics,
}

const ILLS: [Ill; 6] = [
    Ill::Well,
    Ill::Busy,
    Ill::Full,
    Ill::Unknown,
    Ill::Broken,
    Ill::Panics,
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
            Ill::Well => Ok(()),
            Ill::Busy => Err(StoreError::Busy),
            Ill::Full => Err(StoreError::Full),
            Ill::Unknown => Err(StoreError::OutcomeUnknown),
            Ill::Broken => Err(StoreError::Backend(CAUSE.into())),
            Ill::Panics => panic!("{CAUSE}"),
        }
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
        self.well.begin_write().await
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
