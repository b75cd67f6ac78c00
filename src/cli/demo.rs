//! `lianban demo`: a believable working day, in one process, on a data folder of its own.

use std::io::{IsTerminal, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use clap::Args;
use lianban::api::accounts::SignIn;
use lianban::backend::clock::{Clock, Ids};
use lianban::backend::config::Config;
use lianban::backend::running::Running;
use lianban::backend::service::passwords::Cost;
use lianban::backend::{App, Ground, telemetry};
use lianban::client::Client;
use lianban::console::app::tour::Tour;
use lianban::demo::day::{self, Day, DayError, roster};
use lianban::domain::id::OfficerId;
use serde_json::{Value, json};

use super::console::{Look, Who, terminal_there};
use super::output::{Failure, Output};
use super::remote::failure;
use super::serve::{failed, listen, unopened, until_stopped};

#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    items: u64,
    #[arg(long = "as", default_value = roster::FIRST)]
    login: OfficerId,
    #[arg(long, default_value = "2026-11-24T09:30:00+08:00")]
    clock: DateTime<FixedOffset>,
    #[arg(long)]
    data: Option<PathBuf>,
    #[arg(long)]
    serve_only: bool,
    #[command(flatten)]
    look: Look,
}

/// The demo's data folder: the one that was asked for, or one that goes away with the demo.
struct Folder {
    path: PathBuf,
    passing: bool,
}

impl Folder {
    fn of(data: Option<&Path>, ids: &Ids) -> Self {
        match data {
            Some(path) => Self {
                path: path.to_owned(),
                passing: false,
            },
            None => Self {
                path: std::env::temp_dir().join(format!("lianban-demo-{}", &ids.token()[..16])),
                passing: true,
            },
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.passing {
            // Nothing can be done about what stays behind in the folder for passing files.
            std::fs::remove_dir_all(&self.path).ok();
        }
    }
}

impl Demo {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        if !self.serve_only {
            terminal_there(output, "demo-no-terminal")?;
        }
        let folder = Folder::of(self.data.as_deref(), &Ids::system());
        let app = self.open(&folder.path, output).await?;
        // Standard error is the console's terminal: the log goes beside the data.
        telemetry::to_file(&folder.path.join("log.jsonl"))
            .map_err(|error| failed(output, &error))?;
        let clock = app.clock.clone();
        let listener = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), output).await?;
        let running = Running::start(app, listener).map_err(|error| failed(output, &error))?;
        let done = if self.serve_only {
            self.serve(&running, output).await
        } else {
            self.console(&running, clock, output).await
        };
        running.stop().await;
        done
    }

    /// A backend with the day in it; a folder that has one already keeps it.
    async fn open(&self, folder: &Path, output: Output) -> Result<App, Failure> {
        let ground = Ground {
            clock: Clock::running_from(self.clock.to_utc()),
            ids: Ids::system(),
            ..Ground::usual(Config {
                password_cost: Cost::LEAST,
                ..Config::new(folder)
            })
        };
        let day = Day {
            seed: self.seed,
            items: self.items,
        };
        let shown = std::io::stderr().is_terminal() && self.items > 2_000;
        let progress = |kept: u64| {
            if shown {
                let facts = [("kept", kept.into()), ("items", self.items.into())];
                // A terminal that is gone stops the demo soon enough.
                write!(
                    std::io::stderr(),
                    "\r{}",
                    output.lang.say_with("demo-progress", &facts)
                )
                .ok();
            }
        };
        let app = day::open(ground, day, progress)
            .await
            .map_err(|error| match error {
                DayError::Start(error) => unopened(output, folder, &error),
                DayError::Store(error) => unopened(output, folder, &error.into()),
                DayError::Blobs(error) => unopened(output, folder, &error.into()),
            });
        if shown {
            writeln!(std::io::stderr()).ok();
        }
        app
    }

    async fn serve(&self, running: &Running, output: Output) -> Result<(), Failure> {
        let catalogue = lianban::domain::catalogue::Catalogue::embedded();
        let logins: Vec<Value> = roster::accounts(catalogue)
            .iter()
            .map(|account| {
                json!({
                    "login": account.id, "password": roster::password(&account.id), "name": account.name,
                    "role": account.role, "department": account.department, "division": account.division,
                })
            })
            .collect();
        output.line(&json!({"url": running.url(), "logins": logins}).to_string())?;
        until_stopped(output).await
    }

    async fn console(
        &self,
        running: &Running,
        clock: Clock,
        output: Output,
    ) -> Result<(), Failure> {
        let refused = |error| failure(output, &error);
        let client = Client::new(&running.url(), output.lang).map_err(refused)?;
        let credentials = SignIn {
            login: self.login.to_string(),
            password: roster::password(&self.login),
        };
        let session = client.sign_in(&credentials).await.map_err(refused)?;
        // A name that stays the same, so that drafts are found again when a kept demo is opened again.
        let server = format!("demo:{}:{}", self.seed, self.items);
        self.look
            .open(
                client,
                server,
                Who {
                    officer: Some(session.officer),
                    login: None,
                    tour: Tour::Hint,
                },
                Arc::new(move || clock.now()),
                output,
            )
            .await
    }
}
