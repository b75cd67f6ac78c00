//! A repeated request counts once; a failing store leaves nothing half done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use lianban::api::items::DecisionRequest;
use lianban::backend::service::{ServiceError, filing};
use lianban::backend::store::rows::Row;
use lianban::backend::store::sql::Statement;
use lianban::backend::store::sqlite::SqliteEngine;
use lianban::backend::store::{Engine, Store, StoreError, Unit};
use tempfile::TempDir;

use super::service::approve_insurance;
use crate::support::in_zhangdian;
use crate::support::{TestApp, block_on, config, with_app};

#[test]
fn the_same_key_twice_is_one_event() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.as_str();
        let first = t
            .decide_at("wangmin", (no, 1), "k", &DecisionRequest::Accept {})
            .await
            .unwrap();
        let second = t
            .decide_at("wangmin", (no, 1), "k", &DecisionRequest::Accept {})
            .await
            .unwrap();
        assert!(!first.replayed && second.replayed);
        assert_eq!(first.value, second.value);
        assert_eq!(t.history(no).await, ["filed", "accepted"]);
    });
}

#[test]
fn a_repeat_gets_the_first_answer_even_when_the_item_has_moved_on() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.as_str();
        let first = t
            .decide_at("wangmin", (no, 1), "k", &DecisionRequest::Accept {})
            .await
            .unwrap();
        t.decide("wangmin", no, &approve_insurance()).await.unwrap();
        let repeat = t
            .decide_at("wangmin", (no, 1), "k", &DecisionRequest::Accept {})
            .await
            .unwrap();
        assert_eq!(repeat.value, first.value);
    });
}

#[test]
fn the_same_key_for_another_request_is_refused() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1", "A2"])).await;
        let [one, other] = [0, 1].map(|at| receipt.items[at].no.as_str());
        t.decide_at("wangmin", (one, 1), "k", &DecisionRequest::Claim {})
            .await
            .unwrap();
        for (no, request) in [
            (one, DecisionRequest::Accept {}),
            (other, DecisionRequest::Claim {}),
        ] {
            let reused = t.decide_at("wangmin", (no, 1), "k", &request).await;
            assert!(matches!(reused, Err(ServiceError::KeyReused)));
        }
        // Another officer's keys are their own.
        t.decide_at("lijun", (other, 1), "k", &DecisionRequest::Claim {})
            .await
            .unwrap();
    });
}

#[test]
fn two_requests_with_one_key_at_once_are_one_event() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.as_str();
        let ask = || t.decide_at("wangmin", (no, 1), "k", &DecisionRequest::Accept {});
        let (one, other) = futures::join!(ask(), ask());
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.value, other.value);
        assert!(one.replayed != other.replayed);
        assert_eq!(t.version(no).await, 2);
    });
}

#[test]
fn filing_twice_with_one_key_gives_one_application_and_one_receipt() {
    with_app(async |t| {
        let request = in_zhangdian(2, &["B5", "B7"]);
        let portal = t.caller("portal");
        let first = filing::file(&t.app, &portal, "k", &request, Vec::new())
            .await
            .unwrap();
        t.decide("wangmin", &first.value.items[0].no, &approve_insurance())
            .await
            .unwrap();
        let second = filing::file(&t.app, &portal, "k", &request, Vec::new())
            .await
            .unwrap();
        assert!(second.replayed);
        assert_eq!(second.value, first.value);
    });
}

/// What becomes of the call that fails.
#[derive(Clone, Copy, PartialEq)]
enum Call {
    /// It has done nothing.
    NotDone,
    /// It has done all, and only its answer is lost: where that is a commit, it counts.
    DoneUnheard,
}

/// A store whose n-th call fails.
struct Sick {
    engine: SqliteEngine,
    left: Arc<AtomicUsize>,
    call: Call,
}

struct SickUnit {
    unit: Box<dyn Unit>,
    left: Arc<AtomicUsize>,
    call: Call,
}

fn cough(left: &AtomicUsize) -> Result<(), StoreError> {
    match left.fetch_sub(1, Ordering::SeqCst) {
        1 => Err(StoreError::Backend("sick".into())),
        _ => Ok(()),
    }
}

const WELL: usize = usize::MAX / 2;

#[async_trait]
impl Engine for Sick {
    async fn begin_read(&self) -> Result<Box<dyn Unit>, StoreError> {
        cough(&self.left)?;
        let unit = self.engine.begin_read().await?;
        let (left, call) = (self.left.clone(), self.call);
        Ok(Box::new(SickUnit { unit, left, call }))
    }

    async fn begin_write(&self) -> Result<Box<dyn Unit>, StoreError> {
        cough(&self.left)?;
        let unit = self.engine.begin_write().await?;
        let (left, call) = (self.left.clone(), self.call);
        Ok(Box::new(SickUnit { unit, left, call }))
    }
}

#[async_trait]
impl Unit for SickUnit {
    async fn execute(&mut self, statement: Statement) -> Result<u64, StoreError> {
        cough(&self.left)?;
        self.unit.execute(statement).await
    }

    async fn fetch(&mut self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        cough(&self.left)?;
        self.unit.fetch(statement).await
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        if self.call == Call::DoneUnheard {
            self.unit.commit().await?;
            return cough(&self.left).map_err(|_| StoreError::OutcomeUnknown);
        }
        cough(&self.left)?;
        self.unit.commit().await
    }
}

#[test]
fn wherever_the_store_fails_nothing_is_half_done_and_a_repeat_counts_once() {
    assert!(!fail_at_every_call(Call::NotDone));
}

#[test]
fn a_commit_whose_answer_is_lost_is_found_again_by_its_key() {
    assert!(fail_at_every_call(Call::DoneUnheard));
}

/// Fails each call of an approval in turn; answers whether one counted although it failed.
fn fail_at_every_call(call: Call) -> bool {
    let mut unheard = false;
    block_on(async {
        let folder = TempDir::new().unwrap();
        let engine = SqliteEngine::open(&config(&folder)).await.unwrap();
        let left = Arc::new(AtomicUsize::new(WELL));
        let sick = Store::new(Sick {
            engine,
            left: left.clone(),
            call,
        });
        let t = TestApp::on(sick, folder);
        t.open_accounts().await;
        let mut failed_at = 0;
        for n in 1.. {
            // Approving the insurance releases the contributions: two items in one unit.
            let receipt = t.file(&in_zhangdian(n, &["B5", "B7"])).await;
            let [pension, payment] = [0, 1].map(|at| receipt.items[at].no.as_str());
            left.store(n as usize, Ordering::SeqCst);
            let key = format!("k{n}");
            let tried = t
                .decide_at("wangmin", (pension, 1), &key, &approve_insurance())
                .await;
            let reached = left.swap(WELL, Ordering::SeqCst) < WELL;
            if tried.is_ok() && reached {
                break;
            }
            assert!(tried.is_err(), "call {n} failed unnoticed");
            failed_at = n;
            let committed = t.version(pension).await > 1;
            unheard |= committed;
            assert_eq!(
                t.history(payment).await.len() > 1,
                committed,
                "call {n} left half of it"
            );
            let again = t
                .decide_at("wangmin", (pension, 1), &key, &approve_insurance())
                .await
                .unwrap();
            assert_eq!(again.replayed, committed);
            assert_eq!(t.history(payment).await, ["filed", "released"]);
            t.audit().await;
        }
        assert!(failed_at > 8, "only {failed_at} calls");
    });
    unheard
}
