//! The feed of changes over HTTP: server-sent events, read from the store by place.
//!
//! The store is the truth and the wake-up only a hint: a connection registers for it, reads what there is, and reads
//! again when woken or after a while. It carries no state but the place, so `Last-Event-ID` resumes anywhere. An open
//! feed keeps nobody signed in, and ends with the session.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::Event;
use futures::Stream;
use tokio::sync::watch;
use tokio::time::{Interval, interval};
use tokio_util::sync::CancellationToken;

use super::access::Caller;
use super::error::Failure;
use crate::api::feed::{CHANGE, Change, LAST_EVENT_ID, RESET};
use crate::api::problem::Code;
use crate::backend::App;
use crate::backend::service::inbox;

/// How often the session is looked at, and the store without being woken.
const LOOK: Duration = Duration::from_secs(3);
/// A line on which nothing comes for so many looks is given a breath, so that both ends know that it is up.
const QUIET_LOOKS: u32 = 5;
/// Whoever has missed more than this reads the lists anew.
const MISSED_MOST: i64 = 2_000;

/// Follow changes
///
/// Every change of an item in reach, as SSE events `change`. `Last-Event-ID` resumes after a place; a place too far
/// back is answered with an event `reset`, after which the lists are to be read anew. Events without data carry the
/// place alone.
#[utoipa::path(get, path = "/feed", tag = "items",
    params(("Last-Event-ID" = Option<i64>, Header, description = "The place of the last change that was read")),
    responses((status = 200, description = "Changes, as they happen", body = Change, content_type = "text/event-stream")))]
pub async fn feed(
    State(app): State<App>,
    Extension(stop): Extension<CancellationToken>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let woken = app.changes();
    let last = inbox::last_change(&app).await?;
    let after = resume_after(&headers)?.unwrap_or(last).min(last);
    let mut following = Following {
        app,
        caller,
        woken,
        stop,
        at: after,
        ready: VecDeque::new(),
        looks: interval(LOOK),
        quiet: 0,
    };
    if last - after > MISSED_MOST {
        following.at = last;
        following.ready.push_back(
            Event::default()
                .event(RESET)
                .data("{}")
                .id(last.to_string()),
        );
    } else {
        following.ready.push_back(following.breath());
    }
    Ok(Sse::new(futures::stream::unfold(
        following,
        async |mut following| {
            let event = following.next().await?;
            Some((Ok(event), following))
        },
    )))
}

fn resume_after(headers: &HeaderMap) -> Result<Option<i64>, Failure> {
    let Some(value) = headers.get(LAST_EVENT_ID) else {
        return Ok(None);
    };
    let place = value
        .to_str()
        .ok()
        .and_then(|text| text.parse().ok())
        .filter(|place| *place >= 0);
    place
        .map(Some)
        .ok_or_else(|| Failure::new(Code::BadParameter).at(LAST_EVENT_ID))
}

struct Following {
    app: App,
    caller: Caller,
    woken: watch::Receiver<u64>,
    stop: CancellationToken,
    at: i64,
    ready: VecDeque<Event>,
    looks: Interval,
    quiet: u32,
}

impl Following {
    /// The next event; none once the session or the server has ended.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.quiet = 0;
                return Some(event);
            }
            if !self.read().await? {
                self.wait().await?;
            }
        }
    }

    /// Reads one stretch of changes; says whether there was any way to go.
    async fn read(&mut self) -> Option<bool> {
        self.woken.mark_unchanged();
        let (changes, until) = match inbox::changes(&self.app, &self.caller, self.at).await {
            Ok(read) => read,
            // The client comes back to the same place.
            Err(error) => {
                tracing::warn!(%error, "a feed ends");
                return None;
            }
        };
        self.ready.extend(changes.iter().filter_map(event));
        let further = until > self.at;
        self.at = until;
        Some(further)
    }

    async fn wait(&mut self) -> Option<()> {
        tokio::select! {
            () = self.stop.cancelled() => return None,
            woken = self.woken.changed() => woken.ok()?,
            _ = self.looks.tick() => {
                self.quiet += 1;
                if self.quiet >= QUIET_LOOKS {
                    self.ready.push_back(self.breath());
                }
            }
        }
        // Every look and every change asks again who this is: an account closed or moved this second counts at once.
        let signed_in = self
            .app
            .sessions
            .still(&self.app, &self.caller.session)
            .await
            .ok()??;
        if !Arc::ptr_eq(&signed_in, &self.caller.session) {
            self.caller = Caller::new(signed_in, self.caller.lang);
        }
        Some(())
    }

    /// An event that only says how far everything has been looked at.
    fn breath(&self) -> Event {
        Event::default().id(self.at.to_string())
    }
}

fn event(change: &Change) -> Option<Event> {
    Event::default()
        .event(CHANGE)
        .id(change.seq.to_string())
        .json_data(change)
        .ok()
}
