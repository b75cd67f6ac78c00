//! The feed of changes: server-sent events that survive a lost line.
//!
//! Owns reconnecting: where it stopped (`Last-Event-ID`), and how long to wait before the next try. The reader sees
//! every change once, and is told when the line is down, up again, or when too much was missed to be sent.

use std::pin::Pin;
use std::time::Duration;

use futures::{Stream, StreamExt};
use reqwest::Method;
use reqwest::header::ACCEPT;
use sse_stream::{Sse, SseByteStream};

use super::{Client, Error};
use crate::api::feed::{CHANGE, Change, LAST_EVENT_ID, RESET};

/// The server breathes every 15 seconds; a line silent for longer than this is dead.
pub const SILENCE: Duration = Duration::from_secs(40);
/// The first wait after a lost line, doubled at every further failure.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// No answer to the request for the feed.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the feed tells its reader.
#[derive(Debug, Clone, PartialEq)]
pub enum FeedEvent {
    /// The line is up; changes will come from here on.
    Up,
    /// An item in reach has changed.
    Change(Box<Change>),
    /// More was missed than is sent one by one: read the lists anew.
    Reset,
    /// The line is down; the feed tries again by itself.
    Down(Error),
}

type Events = Pin<Box<dyn Stream<Item = Result<Sse, sse_stream::Error>> + Send>>;

/// Changes, one after another.
pub struct Feed {
    client: Client,
    after: Option<i64>,
    events: Option<Events>,
    failures: u32,
}

impl Feed {
    pub(super) fn new(client: Client, after: Option<i64>) -> Self {
        Self {
            client,
            after,
            events: None,
            failures: 0,
        }
    }

    /// The place of the last change that was read; a feed made with it goes on from there.
    pub fn cursor(&self) -> Option<i64> {
        self.after
    }

    /// The next event; waits for it. May be dropped and called again without loss.
    ///
    /// # Errors
    /// Only where trying again is of no use: the session has ended, or the server refuses what is asked.
    pub async fn next(&mut self) -> Result<FeedEvent, Error> {
        loop {
            let Some(events) = &mut self.events else {
                self.wait().await;
                match self.open().await {
                    Ok(events) => {
                        self.events = Some(events);
                        return Ok(FeedEvent::Up);
                    }
                    Err(error) if is_final(&error) => return Err(error),
                    Err(error) => return Ok(self.lost(error)),
                }
            };
            match tokio::time::timeout(SILENCE, events.next()).await {
                Ok(Some(Ok(event))) => {
                    self.failures = 0;
                    match self.read(event) {
                        Ok(None) => {}
                        Ok(Some(event)) => return Ok(event),
                        Err(error) => return Ok(self.lost(error)),
                    }
                }
                Ok(Some(Err(_)) | None) => {
                    let server = self.client.base.clone();
                    return Ok(self.lost(Error::Offline(server)));
                }
                Err(_) => return Ok(self.lost(Error::Timeout)),
            }
        }
    }

    fn lost(&mut self, error: Error) -> FeedEvent {
        self.events = None;
        self.failures = self.failures.saturating_add(1);
        FeedEvent::Down(error)
    }

    async fn open(&mut self) -> Result<Events, Error> {
        let mut call = self
            .client
            .endless(Method::GET, "/feed")
            .header(ACCEPT, "text/event-stream");
        if let Some(after) = self.after {
            call = call.header(LAST_EVENT_ID, after);
        }
        // The stream has no end: time is limited for the first answer and for silence only.
        let answer = tokio::time::timeout(PATIENCE, self.client.send(call))
            .await
            .map_err(|_| Error::Timeout)??;
        Ok(Box::pin(SseByteStream::new(Box::pin(
            answer.bytes_stream(),
        ))))
    }

    /// Takes an event in; only what the reader must know comes out.
    fn read(&mut self, event: Sse) -> Result<Option<FeedEvent>, Error> {
        if let Some(id) = &event.id {
            self.after = Some(
                id.parse()
                    .map_err(|_| Error::Protocol("a change without a place"))?,
            );
        }
        match (event.event.as_deref(), event.data) {
            (Some(CHANGE), Some(data)) => {
                let change = serde_json::from_str(&data)
                    .map_err(|_| Error::Protocol("a change of an unknown form"))?;
                Ok(Some(FeedEvent::Change(Box::new(change))))
            }
            (Some(RESET), _) => Ok(Some(FeedEvent::Reset)),
            // A breath, or a kind of event that this client does not know yet.
            _ => Ok(None),
        }
    }

    /// Waits longer after every failure, at a random point: consoles that lost one server do not return as one.
    async fn wait(&mut self) {
        let Some(doublings) = self.failures.checked_sub(1) else {
            return;
        };
        let longest = FIRST_WAIT
            .saturating_mul(1 << doublings.min(10))
            .min(LONGEST_WAIT);
        let mut bytes = [0_u8; 2];
        random(&mut bytes);
        tokio::time::sleep(
            longest / 2 + longest / 2 * u32::from(u16::from_le_bytes(bytes)) / 65_536,
        )
        .await;
    }
}

/// Whether the server has said no for good. What it says when it is ill, and what a gateway says in its place while it
/// is away, passes.
fn is_final(error: &Error) -> bool {
    match error {
        Error::Problem(problem) => problem.status < 500 && !error.may_retry(),
        Error::Address(_) => true,
        Error::Offline(_) | Error::Timeout | Error::Protocol(_) => false,
    }
}

/// Fills `bytes` from the system's randomness.
pub(super) fn random(bytes: &mut [u8]) {
    rustls::crypto::ring::default_provider()
        .secure_random
        .fill(bytes)
        .expect("the operating system has randomness");
}
