//! Brings drafts, the outbox and the log to the disk, in order and beside the screen.
//!
//! A draft is written when its writer pauses or half a second after the last writing, whichever is first; everything
//! else at once.

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::Answer;
use crate::api::items::DecisionRequest;
use crate::console::Clock;
use crate::console::app::{APP, Message, ScreenId};
use crate::console::draft::{Draft, DraftKey, Habit, Keep};
use crate::console::log::{Entry, Log};
use crate::console::outbox::Outbox;
use crate::console::views::Look;
use crate::console::widget::picture::means::Known;

const PAUSE: Duration = Duration::from_millis(500);

enum Order {
    Keep(DraftKey, Value),
    Forget(DraftKey),
    Read(DraftKey, ScreenId),
    KeepOutbox(String, String, Outbox<DecisionRequest>),
    ReadOutbox(String, String),
    KeepTerminal(String, Known),
    KeepLook(String, Look),
    KeepHabit(Habit),
    Note(Entry),
    Settled(oneshot::Sender<()>),
}

/// The one who keeps.
pub struct Keeper {
    orders: mpsc::UnboundedSender<Order>,
    task: JoinHandle<()>,
}

impl Keeper {
    /// A keeper in a folder; without one nothing is kept, which it says at once.
    pub fn new(
        keep: Option<Keep>,
        log: Option<Log>,
        clock: Clock,
        out: mpsc::Sender<Message>,
    ) -> Self {
        let (orders, inbox) = mpsc::unbounded_channel();
        let work = Work {
            keep,
            log,
            clock,
            out,
            drafts: HashMap::new(),
            due: None,
        };
        Self {
            orders,
            task: tokio::spawn(work.run(inbox)),
        }
    }

    /// Keeps a draft soon.
    pub fn keep(&self, key: DraftKey, body: Value) {
        self.order(Order::Keep(key, body));
    }

    /// Forgets a draft.
    pub fn forget(&self, key: DraftKey) {
        self.order(Order::Forget(key));
    }

    /// Reads a draft for a screen.
    pub fn read(&self, key: DraftKey, to: ScreenId) {
        self.order(Order::Read(key, to));
    }

    /// Keeps the outbox.
    pub fn keep_outbox(&self, server: String, officer: String, outbox: Outbox<DecisionRequest>) {
        self.order(Order::KeepOutbox(server, officer, outbox));
    }

    /// Reads the outbox for the app.
    pub fn read_outbox(&self, server: String, officer: String) {
        self.order(Order::ReadOutbox(server, officer));
    }

    /// Keeps what a terminal can do.
    pub fn keep_terminal(&self, name: String, known: Known) {
        self.order(Order::KeepTerminal(name, known));
    }

    /// Keeps how a view is looked at.
    pub fn keep_look(&self, view: String, look: Look) {
        self.order(Order::KeepLook(view, look));
    }

    /// Keeps a habit.
    pub fn keep_habit(&self, habit: Habit) {
        self.order(Order::KeepHabit(habit));
    }

    /// Writes a fact into the log.
    pub fn note(&self, entry: Entry) {
        self.order(Order::Note(entry));
    }

    /// Waits until all that was ordered before is done.
    pub fn settled(&self) -> impl Future<Output = ()> + Send + use<> {
        let (done, settled) = oneshot::channel();
        self.order(Order::Settled(done));
        async move {
            // Where the keeper has ended there is nothing to wait for.
            let _ = settled.await;
        }
    }

    /// Does all that was ordered and ends.
    pub async fn finish(self) {
        drop(self.orders);
        let _ = self.task.await;
    }

    fn order(&self, order: Order) {
        // It ends only after the last order could be given.
        let _ = self.orders.send(order);
    }
}

struct Work {
    keep: Option<Keep>,
    log: Option<Log>,
    clock: Clock,
    out: mpsc::Sender<Message>,
    drafts: HashMap<DraftKey, Value>,
    due: Option<Instant>,
}

impl Work {
    async fn run(mut self, mut orders: mpsc::UnboundedReceiver<Order>) {
        if self.keep.is_none() {
            let why = "no private folder (HOME, XDG_STATE_HOME)".to_owned();
            self.answer(APP, Answer::NotKept(why)).await;
        }
        loop {
            let due = self.due;
            let pause = async {
                match due {
                    Some(due) => tokio::time::sleep_until(due).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                order = orders.recv() => match order {
                    Some(order) => self.order(order).await,
                    None => return self.write_drafts().await,
                },
                () = pause => self.write_drafts().await,
            }
        }
    }

    async fn order(&mut self, order: Order) {
        match order {
            Order::Keep(key, body) => {
                self.drafts.insert(key, body);
                self.due.get_or_insert_with(|| Instant::now() + PAUSE);
            }
            Order::Forget(key) => {
                self.drafts.remove(&key);
                self.disk(move |keep| keep.forget(&key)).await;
            }
            Order::Read(key, to) => {
                self.write_drafts().await;
                let draft = self.disk(move |keep| keep.draft::<Value>(&key)).await;
                let body = draft.flatten().map(|draft| draft.body);
                self.answer(to, Answer::Draft(body)).await;
            }
            Order::KeepOutbox(server, officer, outbox) => {
                self.disk(move |keep| keep.keep_outbox(&server, &officer, &outbox))
                    .await;
            }
            Order::ReadOutbox(server, officer) => {
                let outbox = self.disk(move |keep| keep.outbox(&server, &officer)).await;
                self.answer(APP, Answer::Outbox(outbox.flatten())).await;
            }
            Order::KeepTerminal(name, known) => {
                self.disk(move |keep| keep.keep_terminal(&name, known))
                    .await;
            }
            Order::KeepLook(view, look) => {
                self.disk(move |keep| keep.keep_look(&view, &look)).await;
            }
            Order::KeepHabit(habit) => {
                self.disk(move |keep| keep.keep_habit(habit)).await;
            }
            Order::Note(entry) => {
                if let Some(log) = self.log.clone() {
                    // Nobody's work is lost with a line of the log.
                    let _ = tokio::task::spawn_blocking(move || log.write(&entry)).await;
                }
            }
            Order::Settled(done) => {
                // Whoever waited may have gone.
                let _ = done.send(());
            }
        }
    }

    async fn write_drafts(&mut self) {
        self.due = None;
        for (key, body) in std::mem::take(&mut self.drafts) {
            let draft = Draft {
                key,
                kept_at: (self.clock)(),
                body,
            };
            self.disk(move |keep| keep.keep(&draft)).await;
        }
    }

    /// Does it on a thread that may wait for the disk; a failure is told to the officer.
    async fn disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Keep) -> io::Result<T> + Send + 'static,
    ) -> Option<T> {
        let keep = self.keep.clone()?;
        let done = tokio::task::spawn_blocking(move || work(&keep)).await;
        match done.unwrap_or_else(|error| Err(io::Error::other(error))) {
            Ok(value) => Some(value),
            Err(error) => {
                self.answer(APP, Answer::NotKept(error.to_string())).await;
                None
            }
        }
    }

    async fn answer(&self, to: ScreenId, answer: Answer) {
        // Where the loop has ended, nobody waits for it.
        let _ = self.out.send(Message::Answer { to, answer }).await;
    }
}
