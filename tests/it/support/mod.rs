//! A whole backend for one test: its own data folder, a clock that stands until it is moved, accounts of every role.
//!
//! `with_app` runs a test in it and then audits it: every row must be the fold of its events, every tally the count of
//! its rows. To add an account: a line in `ACCOUNTS`.

pub mod files;
pub mod filing;
pub mod office;
pub mod plans;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use lianban::api::applications::{FilingRequest, Receipt};
use lianban::api::items::{DecisionRequest, ItemDetail, ItemRow};
use lianban::backend::clock::{Clock, Ids};
use lianban::backend::config::Config;
use lianban::backend::service::filing::Uploads;
use lianban::backend::service::{Answer, Caller, ServiceError, filing as filings, items};
use lianban::backend::store::accounts::Account;
use lianban::backend::store::inbox::{Filter, PageQuery, Sort};
use lianban::backend::store::items::{ItemRow as Row, Subject};
use lianban::backend::store::scope::EVERYTHING;
use lianban::backend::store::{ReadTx, Store};
use lianban::backend::{App, Ground};
use lianban::domain::id::{ItemNo, OfficerId};
use lianban::domain::item::{Item, State};
use lianban::domain::policy::{Officer, Role};
use lianban::words::Lang;
use tempfile::TempDir;

/// The moment at which every test begins: a Monday morning.
pub const START: &str = "2026-03-02T10:00:00+08:00";

/// Login, name, role, department, lines, division.
type Entry = (
    &'static str,
    &'static str,
    Role,
    &'static str,
    &'static [&'static str],
    &'static str,
);

const ACCOUNTS: &[Entry] = &[
    ("wangmin", "王敏", Role::Handler, "hrss", &[], "370303"),
    ("lijun", "李军", Role::Handler, "hrss", &[], "370303"),
    (
        "zhaoli",
        "赵丽",
        Role::SecondReviewer,
        "hrss",
        &[],
        "370303",
    ),
    ("sunwei", "孙伟", Role::Handler, "hrss", &["card"], "370303"),
    ("boshan", "周强", Role::Handler, "hrss", &[], "370304"),
    ("medical", "吴芳", Role::Handler, "medical", &[], "370303"),
    ("fund", "郑浩", Role::Handler, "fund", &[], "370300"),
    ("tax", "冯静", Role::Handler, "tax", &[], "370303"),
    ("supervisor", "陈督", Role::Supervisor, "", &[], "370300"),
    ("clerk", "褚窗", Role::Clerk, "", &[], "370303"),
    ("auditor", "卫审", Role::Auditor, "", &[], "370300"),
    ("security", "蒋安", Role::SecurityAdmin, "", &[], "370300"),
    ("sysadmin", "沈系", Role::SystemAdmin, "", &[], "370300"),
    ("portal", "集成办专区", Role::Portal, "", &[], "370300"),
];

/// A backend for one test.
pub struct TestApp {
    pub app: App,
    pub folder: TempDir,
}

/// Runs a test in a backend of its own, and audits the store afterwards.
pub fn with_app(test: impl AsyncFnOnce(&TestApp)) {
    block_on(async {
        let app = TestApp::new().await;
        test(&app).await;
        app.audit().await;
    });
}

/// Runs a future to its end on a runtime of its own.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// The n-th person's application in 张店区.
pub fn in_zhangdian(n: u32, matters: &[&str]) -> FilingRequest {
    filing::application(n, matters, "370303")
}

/// A moment of civil time.
pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// The settings of a test's backend.
pub fn config(folder: &TempDir) -> Config {
    let mut config = Config::new(folder.path().join("data"));
    config.timer_every = Duration::from_millis(50);
    config.readers = 2;
    config
}

/// What a test's backend stands on.
pub fn ground(config: Config) -> Ground {
    Ground {
        clock: Clock::standing_at(at(START)),
        ids: Ids::seeded(1),
        ..Ground::usual(config)
    }
}

impl TestApp {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let app = App::open(ground(config(&folder))).await.unwrap();
        let app = Self { app, folder };
        app.open_accounts().await;
        app
    }

    /// A backend on another store than the usual one.
    pub fn on(store: Store, folder: TempDir) -> Self {
        let app = App::on(store, ground(config(&folder))).unwrap();
        Self { app, folder }
    }

    pub async fn open_accounts(&self) {
        let mut unit = self.app.store.write().await.unwrap();
        for account in ACCOUNTS {
            unit.insert_account(&closed_account(officer_of(account)))
                .await
                .unwrap();
        }
        unit.commit().await.unwrap();
    }

    /// Moves the clock.
    pub fn set_clock(&self, to: &str) {
        assert!(self.app.clock.set(at(to)));
    }

    /// An account as a caller.
    pub fn caller(&self, login: &str) -> Caller {
        Caller::new(&self.app, officer(login), Lang::Zh)
    }

    /// Files an application without materials, by the portal.
    pub async fn file(&self, request: &FilingRequest) -> Receipt {
        self.file_with(request, Vec::new()).await
    }

    pub async fn file_with(&self, request: &FilingRequest, uploads: Uploads) -> Receipt {
        let key = self.app.ids.token();
        let portal = self.caller("portal");
        let filed = filings::file(&self.app, &portal, &key[..32], request, uploads).await;
        filed.map_err(|error| said(&error)).unwrap().value
    }

    /// Decides about an item as it now stands.
    pub async fn decide(
        &self,
        login: &str,
        no: &str,
        request: &DecisionRequest,
    ) -> Result<ItemRow, ServiceError> {
        let version = self.version(no).await;
        let key = self.app.ids.token();
        let decided = self
            .decide_at(login, (no, version), &key[..32], request)
            .await?;
        Ok(decided.value)
    }

    pub async fn decide_at(
        &self,
        login: &str,
        (no, version): (&str, u64),
        key: &str,
        request: &DecisionRequest,
    ) -> Result<Answer<ItemRow>, ServiceError> {
        let no: ItemNo = no.parse().unwrap();
        items::decide_on(&self.app, &self.caller(login), (&no, version), key, request).await
    }

    pub async fn detail(&self, login: &str, no: &str) -> ItemDetail {
        items::detail(&self.app, &self.caller(login), &no.parse().unwrap())
            .await
            .unwrap()
    }

    pub async fn version(&self, no: &str) -> u64 {
        self.row(no).await.version
    }

    pub async fn row(&self, no: &str) -> Row {
        let mut unit = self.app.store.read().await.unwrap();
        unit.item_row(&EVERYTHING, &no.parse().unwrap())
            .await
            .unwrap()
            .unwrap()
    }

    /// What happened to an item, as codes.
    pub async fn history(&self, no: &str) -> Vec<&'static str> {
        let mut unit = self.app.store.read().await.unwrap();
        let history = unit
            .history(&EVERYTHING, &no.parse().unwrap())
            .await
            .unwrap();
        history.iter().map(|record| record.event.code()).collect()
    }

    /// Every row is the fold of its events, every tally the count of its rows.
    pub async fn audit(&self) {
        let mut unit = self.app.store.read().await.unwrap();
        let rows = all_rows(&mut unit, self.app.clock.now()).await;
        let mut counted = BTreeMap::new();
        for row in rows {
            let found = unit.history_and_form(&EVERYTHING, &row.no).await.unwrap();
            let (history, form) = found.unwrap();
            let versions: Vec<u64> = history.iter().map(|record| record.version).collect();
            assert_eq!(
                versions,
                (1..=row.version).collect::<Vec<_>>(),
                "{}",
                row.no
            );
            let item = Item::from_events(&history).unwrap();
            let catalogue = self.app.catalogues.pinned(&item.catalogue).unwrap();
            let subject = Subject {
                person: form.person_name().unwrap_or_default().to_owned(),
                id_number: form.person_number().unwrap_or_default().to_owned(),
                unit: form.unit_name().map(ToOwned::to_owned),
            };
            let lights = item.lights(&self.app.calendar, catalogue.supervision);
            let folded = Row::of(&item, lights, &subject);
            assert!(
                folded == row,
                "the row of {} is not the fold of its events",
                row.no
            );
            let place = (row.desk.division, row.desk.line, row.matter, row.state);
            *counted.entry(place).or_insert(0_u64) += 1;
        }
        let tallies = unit.tallies(&EVERYTHING).await.unwrap();
        let kept: BTreeMap<_, u64> = tallies
            .into_iter()
            .map(|tally| {
                (
                    (
                        tally.desk.division,
                        tally.desk.line,
                        tally.matter,
                        tally.state,
                    ),
                    tally.n,
                )
            })
            .collect();
        assert_eq!(kept, counted);
    }
}

async fn all_rows(unit: &mut ReadTx, now: DateTime<Utc>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let query = PageQuery {
            filter: Filter {
                states: State::ALL.to_vec(),
                ..Filter::default()
            },
            sort: Sort::Filed,
            descending: false,
            after: rows.last().map(|row| Sort::Filed.place(row)),
            most: 200,
            now,
        };
        let page = unit.page(&EVERYTHING, &query).await.unwrap();
        rows.extend(page.rows);
        if !page.more {
            return rows;
        }
    }
}

/// A refusal as a test shows it.
pub fn said(error: &ServiceError) -> String {
    match error {
        ServiceError::Invalid(code, faults) => {
            let faults: Vec<String> = faults
                .iter()
                .map(|fault| format!("{} {}: {}", fault.pointer, fault.code, fault.detail))
                .collect();
            format!("{}: {}", code.as_str(), faults.join("; "))
        }
        ServiceError::Refused { words, .. } => words.clone(),
        other => format!("{other:?}"),
    }
}

/// The officer of a login.
pub fn officer(login: &str) -> Officer {
    officer_of(ACCOUNTS.iter().find(|account| account.0 == login).unwrap())
}

fn officer_of(account: &Entry) -> Officer {
    let (login, name, role, department, lines, division) = account;
    Officer {
        id: login.parse::<OfficerId>().unwrap(),
        name: (*name).to_owned(),
        role: *role,
        department: department.parse().ok(),
        lines: lines.iter().map(|line| line.parse().unwrap()).collect(),
        division: division.parse().unwrap(),
        id_number: None,
    }
}

/// An account that nobody can sign in to: the password is no hash of anything.
pub fn closed_account(officer: Officer) -> Account {
    Account {
        officer,
        password: "*".to_owned(),
        password_set_at: at(START),
        one_time: false,
        disabled: false,
        failures: 0,
        locked_until: None,
    }
}
