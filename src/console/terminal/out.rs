//! Frames on their way to the terminal, written beside the loop: a terminal that does not read holds up no key, no
//! answer and no signal.
//!
//! One frame at a time is under way. What changes meanwhile is not queued but drawn once, when the frame before has
//! gone: however long the line stands still, nothing grows.

use std::io::{self, Write};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc;

use super::TAKEN;

/// How long a terminal that does not read may hold up the end.
pub const LAST_WORDS: Duration = Duration::from_secs(2);

/// The way to the terminal.
pub struct Out {
    frames: Sender<Vec<u8>>,
    gone: mpsc::UnboundedReceiver<io::Result<()>>,
    under_way: usize,
}

impl Out {
    /// A way, with a thread that waits for the terminal.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn new() -> io::Result<Self> {
        let (frames, inbox) = channel::<Vec<u8>>();
        let (done, gone) = mpsc::unbounded_channel();
        thread::Builder::new()
            .name("frames".to_owned())
            .spawn(move || {
                for frame in inbox {
                    if done.send(write(&frame)).is_err() {
                        return;
                    }
                }
            })?;
        Ok(Self {
            frames,
            gone,
            under_way: 0,
        })
    }

    /// Whether all that was sent has gone.
    pub fn is_free(&self) -> bool {
        self.under_way == 0
    }

    /// Sends bytes; they go by themselves.
    pub fn send(&mut self, bytes: Vec<u8>) {
        self.under_way += 1;
        // The thread ends after this end does.
        let _ = self.frames.send(bytes);
    }

    /// Waits for the next of what was sent to be gone; for ever where there is none.
    ///
    /// # Errors
    /// Where the terminal is lost.
    pub async fn gone(&mut self) -> io::Result<()> {
        if self.is_free() {
            return std::future::pending().await;
        }
        let written = self.gone.recv().await;
        self.under_way -= 1;
        written.unwrap_or_else(|| Err(io::ErrorKind::BrokenPipe.into()))
    }
}

/// Writes a frame, unless the terminal has been given back meanwhile.
fn write(frame: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if !TAKEN.load(Ordering::SeqCst) {
        return Ok(());
    }
    out.write_all(frame)?;
    out.flush()
}

/// Writes the last bytes, after the frame that is under way; whether they went while anybody waits.
pub fn farewell(bytes: Vec<u8>) -> bool {
    let (done, gone) = channel();
    let spawned = thread::Builder::new().spawn(move || {
        let mut out = io::stdout().lock();
        // Where the line is lost nobody sees it.
        let _ = out.write_all(&bytes).and_then(|()| out.flush());
        let _ = done.send(());
    });
    spawned.is_ok() && gone.recv_timeout(LAST_WORDS) != Err(RecvTimeoutError::Timeout)
}
