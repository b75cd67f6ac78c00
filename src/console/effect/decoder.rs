//! Starts the decoder, feeds it, waits for it, and says what became of it.
//!
//! Knows how a child ends; what it says is for [`crate::console::widget::picture::child`].

use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use rustix::process::Signal;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::time::timeout;

use crate::console::widget::picture::child;
use crate::console::widget::picture::decode::{Sheet, Undrawable};

/// How long the officer waits; a child that waits for something costs no processor time.
const DECODING: Duration = Duration::from_secs(10);

/// The program that runs now: by its open file where the system has that, so that an upgrade in the middle of a
/// session starts no other one.
pub fn this_program() -> PathBuf {
    let open = Path::new("/proc/self/exe");
    match std::env::current_exe() {
        Ok(path) if !open.exists() => path,
        _ => open.to_owned(),
    }
}

/// Has a page decoded by a child of `program`.
pub async fn decode(program: &Path, bytes: Bytes, page: u32) -> Result<Sheet, Undrawable> {
    // Dropping the child on time-out ends it.
    match timeout(DECODING, run(program, bytes, page)).await {
        Ok(sheet) => sheet,
        Err(_) => Err(Undrawable::TooSlow),
    }
}

async fn run(program: &Path, bytes: Bytes, page: u32) -> Result<Sheet, Undrawable> {
    let mut child = Command::new(program)
        .args([child::COMMAND, &page.to_string()])
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|_| Undrawable::NoDecoder)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (mut stdin, stdout) = stdin.zip(stdout).ok_or(Undrawable::NoDecoder)?;
    let feed = async move {
        // A child that has ended reads no more; how it ended says why.
        let _ = stdin.write_all(&bytes).await;
    };
    let listen = async move {
        let mut answer = vec![];
        let mut stdout = stdout.take(child::MOST_ANSWER);
        stdout.read_to_end(&mut answer).await.map(|_| answer)
    };
    let ((), answer) = tokio::join!(feed, listen);
    let answer = answer.map_err(|_| Undrawable::Died)?;
    let status = child.wait().await.map_err(|_| Undrawable::Died)?;
    if !status.success() {
        return Err(death(status));
    }
    // The copy of up to 12 MB out of the answer is no work for the loop's own thread.
    let sheet = tokio::task::spawn_blocking(move || child::read(&answer)).await;
    sheet.unwrap_or(Err(Undrawable::Died))
}

fn death(status: ExitStatus) -> Undrawable {
    let signal = status.signal();
    let out_of_time = [Signal::XCPU, Signal::KILL].map(Signal::as_raw);
    if signal.is_some_and(|signal| out_of_time.contains(&signal)) {
        Undrawable::TooSlow
    } else {
        Undrawable::Died
    }
}
