//! Does what effects say, on tasks beside the screen.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, mpsc};
use tokio::task::AbortHandle;

use super::decoder;
use super::files::{NotRead, Reach};
use super::keeper::Keeper;
use super::{Answer, AppEffect, Ask, Effect, NotSaved, NotUploaded, Paper, ViewsAnswer};
use crate::api::colleagues::StandInRequest;
use crate::api::items::{ClearViewRequest, ResultFileView};
use crate::client::{Client, FeedEvent};
use crate::console::Settings;
use crate::console::app::{APP, Message, ScreenId, Task};
use crate::console::draft::DraftKey;
use crate::console::log::{Entry, Log};
use crate::console::shown::Shown;
use crate::console::views::keep::NotChanged;
use crate::console::views::{Change, keep};
use crate::console::widget::picture::draw::{DrawRequest, draw};
use crate::console::widget::picture::means::Known;
use crate::words::Lang;

/// What only the loop can do, which has the terminal.
#[derive(Debug)]
pub enum Control {
    /// Draws the whole screen anew.
    Redraw,
    /// Gives the terminal to the shell for a while.
    Stop,
    /// Copies to the clipboard through the terminal.
    Copy(Shown),
    /// Ends.
    Quit,
}

/// Runs effects.
pub struct Runner {
    client: Client,
    keeper: Keeper,
    easel: Arc<Easel>,
    /// The program that decodes, as a child.
    program: Arc<Path>,
    /// The files that papers are taken from and saved to.
    files: Reach,
    server: String,
    /// The file of views.
    views: Option<PathBuf>,
    /// The language in which that file begins.
    lang: Lang,
    officer: String,
    out: mpsc::Sender<Message>,
    alarms: HashMap<(u32, u32), AbortHandle>,
    following: Option<AbortHandle>,
}

impl Runner {
    /// A runner that talks through `client` and answers to `out`.
    pub fn new(
        client: Client,
        settings: &Settings,
        log: Option<Log>,
        out: mpsc::Sender<Message>,
    ) -> Self {
        let clock = Arc::clone(&settings.clock);
        Self {
            client,
            keeper: Keeper::new(settings.keep.clone(), log, clock, out.clone()),
            easel: Arc::default(),
            program: decoder::this_program().into(),
            files: settings.files.clone(),
            server: settings.server.clone(),
            views: settings.views.file.clone(),
            lang: settings.lang,
            officer: String::new(),
            out,
            alarms: HashMap::new(),
            following: None,
        }
    }

    /// Starts a task; what the loop itself must do, if anything.
    pub fn start(&mut self, task: Task) -> Option<Control> {
        let from = task.from;
        match task.effect {
            Effect::Ask(ask) => self.ask(from, ask),
            Effect::KeepDraft { item, action, body } => {
                let key = self.draft_key(item, action);
                self.keeper.keep(key, body);
            }
            Effect::ForgetDraft { item, action } => {
                self.keeper.forget(self.draft_key(item, action));
            }
            Effect::KeepLook { view, look } => self.keeper.keep_look(view, look),
            Effect::Alarm { after, id } => self.alarm(from, id, after),
            Effect::Copy(text) => return Some(Control::Copy(text)),
            Effect::App(effect) => return self.app_effect(effect),
            // The app does these itself and hands none of them out.
            Effect::Open(_)
            | Effect::Replace(_)
            | Effect::Close
            | Effect::HandDown(_)
            | Effect::Question(_)
            | Effect::Tell(_)
            | Effect::Decide { .. }
            | Effect::DecideMany { .. }
            | Effect::Settle => {}
        }
        None
    }

    /// Keeps what a terminal of this name can do, for the next time.
    pub fn remember(&self, terminal: Option<String>, known: Known) {
        if let Some(terminal) = terminal {
            self.keeper.keep_terminal(terminal, known);
        }
    }

    /// Writes a fact into the log.
    pub fn note(&self, entry: Entry) {
        self.keeper.note(entry);
    }

    /// Notes how the line is.
    pub fn note_line(&self, event: &FeedEvent) {
        match event {
            FeedEvent::Up => self.note(Entry::LineUp),
            FeedEvent::Down(error) => {
                let code = error.kind().to_owned();
                self.note(Entry::LineDown { code });
            }
            FeedEvent::Change(_) | FeedEvent::Reset => {}
        }
    }

    /// Notes what went wrong.
    pub fn note_answer(&self, answer: &Answer) {
        if matches!(answer, Answer::NotKept(_)) {
            self.note(Entry::NotKept);
        } else if let Some(error) = answer.failure() {
            let code = error.kind().to_owned();
            self.note(Entry::Failed { code });
        }
    }

    /// Brings everything that is to be kept to the disk.
    pub async fn finish(self) {
        self.keeper.finish().await;
    }

    fn app_effect(&mut self, effect: AppEffect) -> Option<Control> {
        match effect {
            AppEffect::SignedIn { login } => {
                self.officer.clone_from(&login);
                self.keeper.read_outbox(self.server.clone(), login);
                self.follow();
            }
            AppEffect::SignedOut => {
                self.following.take().inspect(AbortHandle::abort);
                self.officer.clear();
            }
            AppEffect::KeepOutbox(outbox) => {
                let (server, officer) = (self.server.clone(), self.officer.clone());
                self.keeper.keep_outbox(server, officer, outbox);
            }
            AppEffect::Send(pending) => {
                let (client, kept) = (self.client.clone(), self.keeper.settled());
                self.answer(APP, async move {
                    // Its key is on the disk before its first byte is on the line.
                    kept.await;
                    let result = client
                        .decide(
                            &pending.item,
                            pending.version,
                            &pending.key,
                            &pending.decision,
                        )
                        .await;
                    Answer::Decided {
                        key: pending.key,
                        item: pending.item,
                        result: result.map(Box::new),
                    }
                });
            }
            AppEffect::KeepHabit(habit) => self.keeper.keep_habit(habit),
            AppEffect::Redraw => return Some(Control::Redraw),
            AppEffect::Stop => return Some(Control::Stop),
            AppEffect::Quit => return Some(Control::Quit),
        }
        None
    }

    fn draft_key(&self, item: String, action: &str) -> DraftKey {
        DraftKey {
            server: self.server.clone(),
            officer: self.officer.clone(),
            item,
            action: action.to_owned(),
        }
    }

    fn answer(&self, to: ScreenId, work: impl Future<Output = Answer> + Send + 'static) {
        let out = self.out.clone();
        tokio::spawn(async move {
            let answer = work.await;
            // Where the loop has ended, nobody waits for it.
            let _ = out.send(Message::Answer { to, answer }).await;
        });
    }

    /// One alarm of a number per screen: a later one takes the place of the earlier.
    fn alarm(&mut self, to: ScreenId, id: u32, after: Duration) {
        let out = self.out.clone();
        let task = tokio::spawn(async move {
            tokio::time::sleep(after).await;
            let _ = out.send(Message::Alarm { to, id }).await;
        });
        self.alarms.retain(|_, task| !task.is_finished());
        let before = self.alarms.insert((to.number(), id), task.abort_handle());
        before.inspect(AbortHandle::abort);
    }

    fn follow(&mut self) {
        let (out, mut feed) = (self.out.clone(), self.client.feed(None));
        let task = tokio::spawn(async move {
            loop {
                let event = feed.next().await;
                let over = event.is_err();
                let event = event.unwrap_or_else(FeedEvent::Down);
                if out.send(Message::Feed(event)).await.is_err() || over {
                    return;
                }
            }
        });
        let before = self.following.replace(task.abort_handle());
        before.inspect(AbortHandle::abort);
    }

    fn ask(&mut self, from: ScreenId, ask: Ask) {
        if let Ask::Draft { item, action } = ask {
            let key = self.draft_key(item, action);
            self.keeper.read(key, from);
            return;
        }
        if let Ask::Views(change) = ask {
            let file = self.views.clone();
            self.answer(from, views(file, change, self.lang));
            return;
        }
        if let Ask::Draw(request) = ask {
            let easel = Arc::clone(&self.easel);
            let turn = easel.turns.fetch_add(1, Ordering::Relaxed) + 1;
            self.answer(from, async move { easel.draw(turn, request).await });
            return;
        }
        let (client, program) = (self.client.clone(), Arc::clone(&self.program));
        let files = self.files.clone();
        self.answer(
            from,
            async move { call(&client, &program, files, ask).await },
        );
    }
}

async fn call(client: &Client, program: &Path, files: Reach, ask: Ask) -> Answer {
    match ask {
        Ask::SignIn(credentials) => Answer::SignedIn(client.sign_in(&credentials).await),
        Ask::ChangePassword(change) => {
            Answer::PasswordChanged(client.change_password(&change).await)
        }
        Ask::SignOut => {
            // Where the line is down, the session ends by itself when it has been idle.
            let _ = client.sign_out().await;
            Answer::SignedOut
        }
        Ask::Inbox { ticket, query } => Answer::Inbox {
            ticket,
            page: client.inbox(&query).await,
        },
        Ask::Counts => Answer::Counts(client.counts().await),
        Ask::Item { no } => Answer::Item {
            item: client.item(&no).await.map(Box::new),
            no,
        },
        Ask::Paper { no, paper } => Answer::Paper {
            bytes: match &paper {
                Paper::Material(ordinal) => client.material(&no, *ordinal).await,
                Paper::ResultFile(digest) => client.result_file(&no, digest).await,
            },
            no,
            paper,
        },
        Ask::ViewClear { no, reason } => Answer::Clear {
            fields: client.view_clear(&no, &ClearViewRequest { reason }).await,
            no,
        },
        Ask::Result { application } => {
            Answer::Result(client.result(&application).await.map(Box::new))
        }
        Ask::Backlog => Answer::Backlog(client.backlog().await.map(Box::new)),
        Ask::Colleagues => Answer::Colleagues(client.colleagues().await),
        Ask::StandIns => Answer::StandIns(client.stand_ins().await),
        Ask::StandIn { login, request } => stand_in(client, &login, request).await,
        Ask::Catalogue { version } => {
            Answer::Catalogue(client.catalogue(&version).await.map(Arc::new))
        }
        Ask::Save {
            no,
            paper,
            name,
            ending,
            bytes,
        } => {
            let noted = match &paper {
                Paper::Material(ordinal) => client.save_material(&no, *ordinal).await,
                Paper::ResultFile(digest) => client.save_result_file(&no, digest).await,
            };
            Answer::Saved {
                no,
                version: noted.as_ref().ok().map(|noted| noted.version),
                saved: match noted {
                    Ok(_) => on_a_thread(move || files.save(&name, ending, &bytes))
                        .await
                        .map_err(NotSaved::Disk),
                    Err(error) => Err(NotSaved::Server(error)),
                },
            }
        }
        Ask::Upload { no, path } => Answer::Uploaded {
            file: upload(client, files, &no, path.clone()).await,
            path,
        },
        Ask::Complete { path } => {
            let begun = path.clone();
            let completion = on_a_thread(move || Ok(files.complete(&begun))).await;
            Answer::Completed {
                path,
                completion: completion.ok(),
            }
        }
        Ask::Decode {
            no,
            paper,
            page,
            bytes,
        } => Answer::Decoded {
            sheet: decoder::decode(program, bytes, page).await,
            no,
            paper,
            page,
        },
        // The keeper reads drafts, the easel draws, the file of views has its own.
        Ask::Views(change) => Answer::Views(Box::new(ViewsAnswer {
            change,
            result: Err(NotChanged::NoFile),
            now: None,
        })),
        Ask::Draft { .. } => Answer::Draft(None),
        Ask::Draw(_) => Answer::Drawn(None),
    }
}

/// Names who stands in, or ends it; then how it is.
async fn stand_in(client: &Client, login: &str, request: Option<StandInRequest>) -> Answer {
    let done = match request {
        Some(request) => client.name_stand_in(login, &request).await,
        None => client.end_stand_in(login).await,
    };
    Answer::StandIn(match done {
        Ok(()) => client.stand_ins().await,
        Err(error) => Err(error),
    })
}

/// Changes the file of views, or only reads it anew.
async fn views(file: Option<PathBuf>, change: Option<Change>, lang: Lang) -> Answer {
    let asked = change.clone();
    let done = on_a_thread(move || {
        let Some(file) = file else {
            return Ok((Err(NotChanged::NoFile), None));
        };
        let done = match &change {
            Some(change) => keep::change(&file, change, lang),
            None => keep::read(&file),
        };
        Ok(match done {
            Ok(now) => (Ok(()), Some(now)),
            // What stands there by now is why.
            Err(why) => (Err(why), keep::read(&file).ok()),
        })
    });
    let done = done.await;
    let (result, now) = done.unwrap_or_else(|why| (Err(NotChanged::Disk(why)), None));
    Answer::Views(Box::new(ViewsAnswer {
        change: asked,
        result,
        now,
    }))
}

async fn upload(
    client: &Client,
    files: Reach,
    no: &str,
    path: String,
) -> Result<ResultFileView, NotUploaded> {
    let read = tokio::task::spawn_blocking(move || files.read(&path)).await;
    let read = read.unwrap_or_else(|error| Err(NotRead::Disk(error.to_string())));
    let (name, bytes) = read.map_err(NotUploaded::Read)?;
    let uploaded = client.upload_result_file(no, name, bytes).await;
    uploaded.map_err(NotUploaded::Server)
}

/// Where drawings are made, one at a time: of those that waited, only the last is still wanted.
#[derive(Default)]
struct Easel {
    turns: AtomicU64,
    free: Mutex<()>,
}

impl Easel {
    async fn draw(&self, turn: u64, request: DrawRequest) -> Answer {
        let _free = self.free.lock().await;
        if self.turns.load(Ordering::Relaxed) != turn {
            return Answer::Drawn(None);
        }
        let drawing = on_a_thread(move || Ok(draw(&request))).await;
        Answer::Drawn(drawing.ok().flatten())
    }
}

async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(error.to_string()))
}
