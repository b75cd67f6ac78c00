//! `lianban serve`: the backend until it is told to stop; `lianban openapi`: what it speaks.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use lianban::backend::blobs::BlobError;
use lianban::backend::config::Config;
use lianban::backend::running::Running;
use lianban::backend::service::{accounts, timers};
use lianban::backend::store::StoreError;
use lianban::backend::{App, Ground, StartError, http, telemetry};
use lianban::domain::catalogue::versions::Catalogues;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::output::{Failure, Output};
use super::{catalogue, deadline};

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[arg(long)]
    data: PathBuf,
    #[arg(long, default_value = "127.0.0.1:8642")]
    listen: SocketAddr,
    #[arg(long)]
    catalogue: Vec<PathBuf>,
    #[arg(long)]
    calendar: Option<PathBuf>,
}

impl Serve {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        // Fails only where the process logs already, which it does not.
        telemetry::to_stderr().ok();
        let mut ground = Ground::usual(Config::new(&self.data));
        if !self.catalogue.is_empty() {
            let own = catalogue::load(&self.catalogue, output)?;
            ground.catalogues = Catalogues::embedded().with(own).map_err(|clash| {
                let facts = [
                    ("one", clash.0.as_str().into()),
                    ("other", clash.1.as_str().into()),
                ];
                Failure::new(
                    "catalogue-clash",
                    output.lang.say_with("catalogue-clash", &facts),
                )
            })?;
        }
        if let Some(path) = &self.calendar {
            ground.calendar = deadline::load(path, output)?;
        }
        let listener = listen(self.listen, output).await?;
        let app = App::open(ground)
            .await
            .map_err(|error| unopened(output, &self.data, &error))?;
        if let Some(first) = accounts::first_run(&app)
            .await
            .map_err(|error| failed(output, &error))?
        {
            let facts = [
                ("login", first.login.as_str().into()),
                ("password", first.password.as_str().into()),
            ];
            let first = json!({"login": first.login.as_str(), "password": first.password});
            output.answer(&first, || {
                output.lang.say_with("first-administrator", &facts)
            })?;
        }
        timers::recompute_provisional(&app)
            .await
            .map_err(|error| failed(output, &error))?;
        let running = Running::start(app, listener).map_err(|error| failed(output, &error))?;
        output.answer(&json!({"url": running.url()}), || {
            output
                .lang
                .say_with("serving", &[("url", running.url().into())])
        })?;
        until_stopped(output).await?;
        running.stop().await;
        Ok(())
    }
}

/// Takes an address, or says which cannot be had.
pub(crate) async fn listen(address: SocketAddr, output: Output) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let facts = [
            ("address", address.to_string().into()),
            ("cause", error.to_string().into()),
        ];
        Failure::new(
            "cannot-listen",
            output.lang.say_with("cannot-listen", &facts),
        )
    })
}

/// Waits for SIGTERM or SIGINT.
pub(crate) async fn until_stopped(output: Output) -> Result<(), Failure> {
    let on = |kind| signal(kind).map_err(|error| failed(output, &error));
    let (mut term, mut int) = (on(SignalKind::terminate())?, on(SignalKind::interrupt())?);
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
    Ok(())
}

/// Why a data folder does not open, and what to do.
pub(crate) fn unopened(output: Output, data: &Path, error: &StartError) -> Failure {
    let code = match error {
        StartError::Store(StoreError::Newer { .. }) => "data-newer",
        StartError::Store(StoreError::InUse) => "data-in-use",
        StartError::Store(StoreError::Full) | StartError::Blobs(BlobError::Full) => "storage-full",
        StartError::Store(StoreError::ReadOnly) | StartError::Blobs(BlobError::ReadOnly) => {
            "data-read-only"
        }
        StartError::Store(_) | StartError::Blobs(_) => "data-unopened",
    };
    let facts = [
        ("path", data.display().to_string().into()),
        ("cause", causes(error).into()),
    ];
    Failure::new(code, output.lang.say_with(code, &facts))
}

/// An error with all that led to it.
fn causes(error: &dyn std::error::Error) -> String {
    let chain = std::iter::successors(Some(error), |&error| error.source());
    let mut said: Vec<String> = chain.map(ToString::to_string).collect();
    said.dedup();
    said.join(": ")
}

/// A failure of the machine rather than of what was asked.
pub(crate) fn failed(output: Output, error: &dyn std::error::Error) -> Failure {
    Failure::new(
        "failed",
        output
            .lang
            .say_with("failed", &[("cause", causes(error).into())]),
    )
}

/// Prints the description of the interface.
pub(crate) fn openapi(output: Output) -> Result<(), Failure> {
    let text = http::document()
        .to_pretty_json()
        .map_err(|error| failed(output, &error))?;
    output.line(&text)
}
