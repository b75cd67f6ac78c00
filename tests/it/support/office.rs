//! A whole office for tests that use the console as its user has it: the demo's day behind a real listener, which can
//! go away and come back at the same address.

use std::net::SocketAddr;

use lianban::backend::clock::{Clock, Ids};
use lianban::backend::config::Config;
use lianban::backend::running::Running;
use lianban::backend::service::passwords::Cost;
use lianban::backend::{App, Ground};
use lianban::demo::day::{self, Day, roster};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The officer of most tests.
pub const WANG_MIN: &str = "wangmin";

/// The office.
pub struct Office {
    runtime: Runtime,
    running: Option<Running>,
    address: SocketAddr,
    folder: TempDir,
}

impl Office {
    /// An office with a day of so many items.
    pub fn of(items: u64) -> Self {
        let runtime = Runtime::new().unwrap();
        let mut office = Self {
            runtime,
            running: None,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            folder: TempDir::new().unwrap(),
        };
        office.open(items);
        office
    }

    fn open(&mut self, items: u64) {
        let (address, folder) = (self.address, self.folder.path().join("data"));
        let running = self.runtime.block_on(async {
            let ground = Ground {
                clock: Clock::running_from("2026-11-24T09:30:00+08:00".parse().unwrap()),
                ids: Ids::system(),
                ..Ground::usual(Config {
                    password_cost: Cost::LEAST,
                    ..Config::new(&folder)
                })
            };
            let day = Day { seed: 1, items };
            let app: App = day::open(ground, day, |_| {}).await.unwrap();
            let listener = TcpListener::bind(address).await.unwrap();
            Running::start(app, listener).unwrap()
        });
        self.address = running.address;
        let password = roster::password(&WANG_MIN.parse().unwrap());
        std::fs::write(self.password_file(), password).unwrap();
        self.running = Some(running);
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address alone.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where 王敏's password stands.
    pub fn password_file(&self) -> std::path::PathBuf {
        self.folder.path().join("password")
    }

    /// Closes it: connections end, nobody answers.
    pub fn close(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.stop());
        }
    }

    /// Opens it again at the same address, on the same data.
    pub fn reopen(&mut self) {
        self.open(0);
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.close();
    }
}
