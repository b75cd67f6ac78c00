//! The log: one JSON object a line, on stderr or in a file that only its owner reads.
//!
//! Owns where it goes and what may reach it: our own events and the warnings of what we stand on. No personal data,
//! which is for the callers to hold to; JSON escapes line breaks, so no logged text can forge a line.

use std::fs::{File, OpenOptions};
use std::io;
use std::panic;
use std::path::Path;
use std::sync::Mutex;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Our own events in full; of others only warnings, for their debug output quotes what they handle.
const FILTER: &str = "warn,lianban=info";

/// Logs to stderr from now on.
///
/// # Errors
/// When the process logs already.
pub fn to_stderr() -> io::Result<()> {
    start(subscriber(io::stderr))
}

/// Logs to the end of a file from now on; a new one can be read by its owner only.
///
/// # Errors
/// When the file cannot be opened, or the process logs already.
pub fn to_file(path: &Path) -> io::Result<()> {
    start(subscriber(Mutex::new(open(path)?)))
}

/// What writes the log into `writer`.
pub fn subscriber<W>(writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_ansi(false)
        .with_env_filter(EnvFilter::new(FILTER))
        .with_writer(writer)
        .finish()
}

fn start(subscriber: impl Subscriber + Send + Sync) -> io::Result<()> {
    tracing::subscriber::set_global_default(subscriber).map_err(io::Error::other)?;
    // The message of a panic may quote the value that nobody expected: the place is enough to find it.
    panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    Ok(())
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
