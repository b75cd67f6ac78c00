//! What comes from the terminal: keys, pastes, sizes, and the answers to what it was asked ([`super::ask`]).
//!
//! crossterm's own reader takes the answer to a question about pictures for `Alt-_ G i = 3 1 …`, and a lone `Esc` at
//! the end of what was read for the key. So the bytes are read here, cut by [`framer`], and only what is a key is
//! parsed as one.

pub mod framer;

use std::collections::VecDeque;
use std::io::{self, Read};
use std::thread;

use crossterm::event::Event;
use terminput_crossterm::to_crossterm;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::ask::{LIMIT, Survey};
use framer::{Framer, Owed, Piece};

/// Reads that may wait for the loop; a paste of any size is read as fast as it is taken.
const QUEUE: usize = 64;
const READ: usize = 4096;

/// What was heard.
#[derive(Debug, Clone)]
pub enum Heard {
    /// A key, a paste or another size.
    Event(Event),
    /// What the terminal says of itself: all of it, or what it had said when the time was over.
    Surveyed(Survey),
    /// The terminal is gone.
    Gone,
}

/// The officer's keyboard.
pub struct Input {
    bytes: mpsc::Receiver<Vec<u8>>,
    sizes: Signal,
    framer: Framer,
    heard: VecDeque<Heard>,
    since: Instant,
    survey: Option<Survey>,
    until: Instant,
}

impl Input {
    /// Listens from now on, on a thread of its own: a terminal can only be waited for. The survey is one that has
    /// just been sent.
    ///
    /// # Errors
    /// Where the system gives no thread or no signal.
    pub fn listen(survey: Option<Survey>) -> io::Result<Self> {
        let (out, bytes) = mpsc::channel(QUEUE);
        thread::Builder::new()
            .name("keys".to_owned())
            .spawn(move || {
                let mut buffer = [0; READ];
                loop {
                    match io::stdin().lock().read(&mut buffer) {
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        Ok(count @ 1..) => {
                            if out.blocking_send(buffer[..count].to_vec()).is_err() {
                                return;
                            }
                        }
                        Ok(_) | Err(_) => return,
                    }
                }
            })?;
        let mut framer = Framer::default();
        if survey.is_some() {
            framer.owe(Owed::Soon);
        }
        let now = Instant::now();
        Ok(Self {
            bytes,
            sizes: signal(SignalKind::window_change())?,
            framer,
            heard: VecDeque::new(),
            since: now,
            survey,
            until: now + LIMIT,
        })
    }

    /// What has been heard already.
    pub fn now(&mut self) -> Option<Heard> {
        while self.heard.is_empty() {
            match self.bytes.try_recv() {
                Ok(bytes) => self.take(&bytes),
                Err(_) => break,
            }
        }
        self.heard.pop_front()
    }

    /// Waits for the next; nothing is lost where the wait is given up.
    pub async fn next(&mut self) -> Heard {
        loop {
            if let Some(heard) = self.heard.pop_front() {
                return heard;
            }
            let until = self.framer.patience().map(|pause| self.since + pause);
            let limit = self.survey.as_ref().map(|_| self.until);
            tokio::select! {
                biased;
                bytes = self.bytes.recv() => match bytes {
                    Some(bytes) => self.take(&bytes),
                    None => return Heard::Gone,
                },
                _ = self.sizes.recv() => {
                    let size = super::current_size();
                    return Heard::Event(Event::Resize(size.width, size.height));
                }
                () = at(until) => {
                    let pieces = self.framer.pause();
                    self.hear(pieces);
                }
                () = at(limit) => self.survey_ends(Owed::Late),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.since = Instant::now();
        let pieces = self.framer.push(bytes);
        self.hear(pieces);
    }

    fn hear(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            match (piece, &mut self.survey) {
                (Piece::Reply(reply), Some(survey)) => {
                    survey.hear(&reply);
                    if survey.is_over() {
                        self.survey_ends(Owed::Nothing);
                    }
                }
                (piece, _) => self.heard.extend(event(piece).map(Heard::Event)),
            }
        }
    }

    fn survey_ends(&mut self, owed: Owed) {
        self.framer.owe(owed);
        self.heard.extend(self.survey.take().map(Heard::Surveyed));
    }
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// A piece as what it means here; none where it means nothing, as an answer that comes too late.
pub fn event(piece: Piece) -> Option<Event> {
    match piece {
        Piece::Key(bytes) => {
            let event = terminput::Event::parse_from(&bytes).ok()??;
            to_crossterm(event).ok()
        }
        Piece::Paste(text) => Some(Event::Paste(String::from_utf8_lossy(&text).into_owned())),
        Piece::Reply(_) => None,
    }
}
