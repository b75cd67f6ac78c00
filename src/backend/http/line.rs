//! A line: the bytes of one connection, and how long each side may take.
//!
//! hyper knows one time for a head and for the silence before it, and refuses what is no HTTP at all with a bare status.
//! Here the two times are apart, and such a refusal gets the form and the words of every other.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use hyper::body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::error::Failure;
use super::layers::{Limits, seal};
use crate::backend::clock::Ids;
use crate::words::Lang;

/// How far a connection has come: told by its service, read by its line.
#[derive(Clone, Default)]
pub struct Turns(Arc<Counts>);

#[derive(Default)]
struct Counts {
    /// Requests whose head was read.
    begun: AtomicUsize,
    /// Bodies that are not at their end, of requests and of answers.
    under_way: AtomicUsize,
}

impl Turns {
    /// A head has been read.
    pub fn started(&self) {
        self.0.begun.fetch_add(1, Ordering::SeqCst);
    }

    /// A body that counts as under way until it is dropped.
    pub fn hold(&self, body: Body) -> Body {
        self.0.under_way.fetch_add(1, Ordering::SeqCst);
        Body::new(Held {
            body,
            turns: self.clone(),
        })
    }
}

struct Held {
    body: Body,
    turns: Turns,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.turns.0.under_way.fetch_sub(1, Ordering::SeqCst);
    }
}

impl hyper::body::Body for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection that is given up when its sender dawdles over a head or its reader takes nothing for a time.
pub struct Line {
    stream: TcpStream,
    turns: Turns,
    head: Duration,
    write: Duration,
    /// Requests that were begun when the line was last read.
    begun: usize,
    /// Runs while a head is being sent.
    reading: Option<Pin<Box<Sleep>>>,
    /// Runs while nothing can be written.
    stalled: Option<Pin<Box<Sleep>>>,
    /// What goes out in place of a bare refusal, and how much of it has gone.
    refusal: Option<(Vec<u8>, usize)>,
}

impl Line {
    /// The line of a new connection: its first head is awaited from now on, for whoever connects has something to say.
    pub fn new(stream: TcpStream, turns: Turns, limits: &Limits) -> Self {
        Self {
            stream,
            turns,
            head: limits.head,
            write: limits.write,
            begun: 0,
            reading: Some(Box::pin(sleep(limits.head))),
            stalled: None,
            refusal: None,
        }
    }

    fn watch<T>(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let time = self.write;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(time)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Whether a head may be on its way: nothing of a request or its answer is.
    fn between(&mut self) -> bool {
        let counts = &self.turns.0;
        let begun = counts.begun.load(Ordering::SeqCst);
        if begun != self.begun {
            self.begun = begun;
            self.reading = None;
        }
        counts.under_way.load(Ordering::SeqCst) == 0
    }

    /// Writes what goes out in place of `bare`; that counts as written when all of it is.
    fn refuse(&mut self, cx: &mut Context<'_>, bare: &[u8]) -> Poll<io::Result<usize>> {
        while let Some((words, gone)) = &mut self.refusal {
            let wrote = ready!(Pin::new(&mut self.stream).poll_write(cx, &words[*gone..]))?;
            *gone += wrote;
            if *gone == words.len() || wrote == 0 {
                self.refusal = None;
            }
        }
        Poll::Ready(Ok(bare.len()))
    }
}

/// hyper's own refusal of what it cannot read, in the form of every refusal; none for any other bytes. Ours all have a
/// name, so that none is taken for one of hyper's.
fn in_words(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = std::str::from_utf8(bytes).ok()?;
    let bare = head.starts_with("HTTP/1.1 4")
        && head.contains("\r\ncontent-length: 0\r\n")
        && !head.contains("\r\nx-request-id: ")
        && head.find("\r\n\r\n") == Some(head.len() - 4);
    let status: StatusCode = head.get(9..12).filter(|_| bare)?.parse().ok()?;
    let mut name = Ids::system().token();
    name.truncate(16);
    let failure = Failure::of_status(status);
    let body = serde_json::to_vec(&failure.problem(Lang::Zh, &name)).ok()?;
    let code = failure.code().as_str();
    tracing::info!(request = name, status = status.as_u16(), code, "request");
    let mut answer = failure.render(status.into_response(), Lang::Zh, &name);
    seal(answer.headers_mut(), &name);
    let mut out = Vec::new();
    let length = body.len();
    write!(
        out,
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n"
    )
    .ok()?;
    for (header, value) in answer.headers() {
        write!(out, "{header}: {}\r\n", value.to_str().ok()?).ok()?;
    }
    out.extend(b"\r\n");
    out.extend(body);
    Some(out)
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, into);
        if !self.between() {
            return read;
        }
        let time = self.head;
        if into.filled().len() > before {
            self.reading.get_or_insert_with(|| Box::pin(sleep(time)));
        }
        match &mut self.reading {
            Some(reading) if read.is_pending() => {
                ready!(reading.as_mut().poll(cx));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            _ => read,
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.refusal.is_none() && self.between() {
            self.refusal = in_words(bytes).map(|words| (words, 0));
        }
        let written = if self.refusal.is_some() {
            self.refuse(cx, bytes)
        } else {
            Pin::new(&mut self.stream).poll_write(cx, bytes)
        };
        self.watch(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        // A refusal of hyper's own is one piece.
        if let [one] = bytes {
            return self.poll_write(cx, one);
        }
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.watch(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
