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

use super::result_files::{approve, upload};
use super::support::{
    COUNTER, PASSWORD, Server, ZHANGDIAN, application, attachments, credentials, log, png, problem,
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

/// A server on a store that can be made ill.
struct Ward {
    server: Server,
    ill: Arc<AtomicU8>,
    _data: tempfile::TempDir,
}

async fn ward() -> Ward {
    let data = tempfile::tempdir().unwrap();
    let ill = Arc::new(AtomicU8::new(0));
    let well = SqliteEngine::open(&Config::new(data.path())).await.unwrap();
    let sick = Sick {
        well,
        ill: Arc::clone(&ill),
    };
    Ward {
        server: Server::on(Store::new(sick)).await,
        ill,
        _data: data,
    }
}

#[tokio::test]
async fn a_failing_store_is_told_apart_and_its_cause_goes_into_the_log_alone() {
    let ward = ward().await;
    let Ward { server, ill, .. } = &ward;
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
    let ward = ward().await;
    let Ward { server, ill, .. } = &ward;
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

#[tokio::test]
async fn a_result_whose_file_was_kept_before_the_store_failed_counts_when_it_is_sent_again() {
    let ward = ward().await;
    let Ward { server, ill, .. } = &ward;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let file = upload(&officer, &no).await;
    let (key, request) = (Key::fresh(), approve(&[&file]));
    ill.store(Ill::NoRoom as u8, Ordering::SeqCst);
    let refused = officer.decide(&no, 1, &key, &request).await;
    assert_eq!(refused.unwrap_err().code(), Some("storage-full"));
    ill.store(Ill::Well as u8, Ordering::SeqCst);
    let row = officer.decide(&no, 1, &key, &request).await.unwrap();
    assert_eq!(row.outcome.as_deref(), Some("approved"));
}

/// A small disk of its own, where this machine lets us have one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mount = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(folder.path())
            .output();
        let mounted = mount.is_ok_and(|mount| mount.status.success());
        mounted.then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let umount = std::process::Command::new("umount")
            .arg("-l")
            .arg(self.0.path())
            .status();
        drop(umount);
    }
}

#[tokio::test]
async fn a_real_disk_that_is_full_is_told_each_time_and_forgotten_once_there_is_room() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("SKIPPED: no disk can be mounted here; that needs root");
        return;
    };
    let server = Server::in_folder(tempfile::tempdir_in(disk.0.path()).unwrap()).await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let ballast = disk.0.path().join("ballast");
    let mut filling = std::fs::File::create(&ballast).unwrap();
    while std::io::Write::write_all(&mut filling, &[0; 512]).is_ok() {}
    let name = || "凭证.png".to_owned();
    let upload = officer.upload_result_file(&no, name(), png()).await;
    assert_eq!(upload.unwrap_err().code(), Some("storage-full"));
    let note = DecisionRequest::Note {
        words: "看".repeat(1000),
    };
    let key = Key::fresh();
    let mut refused = 0;
    // What the log of the database holds already takes a few more.
    for version in 1.. {
        match officer
            .decide(&no, version, &key_of(&key, version), &note)
            .await
        {
            Ok(_) => assert!(version < 100, "the disk is not full"),
            Err(error) => {
                assert_eq!(error.code(), Some("storage-full"));
                refused = version;
                break;
            }
        }
    }
    for _ in 0..3 {
        let again = officer
            .decide(&no, refused, &key_of(&key, refused), &note)
            .await;
        assert_eq!(again.unwrap_err().code(), Some("storage-full"));
        assert_eq!(officer.item(&no).await.unwrap().row.version, refused);
    }
    std::fs::remove_file(&ballast).unwrap();
    drop(filling);
    let row = officer
        .decide(&no, refused, &key_of(&key, refused), &note)
        .await
        .unwrap();
    assert_eq!(row.version, refused + 1, "the same key, counted once");
    let file = officer.upload_result_file(&no, name(), png()).await;
    let approve = approve(&[&file.unwrap()]);
    let row = officer
        .decide(&no, row.version, &Key::fresh(), &approve)
        .await
        .unwrap();
    assert_eq!(row.outcome.as_deref(), Some("approved"));
}

/// A key for each version.
fn key_of(key: &Key, version: u64) -> Key {
    serde_json::from_value(format!("{}{version}", &key.as_str()[..20]).into()).unwrap()
}
