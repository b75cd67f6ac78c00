//! The officer's console: 收件箱, 办件, 材料, 决定 in a terminal.
//!
//! It reaches the backend through [`crate::client`] only. How a key press goes through it:
//!
//! 1. the loop below takes it from the terminal and hands it to [`app::App::update`] as a message, with the time;
//! 2. the app looks it up in the [`keymap`] for the context of the screen on top, which gives an [`action`];
//! 3. the app does the action itself (help, palette, quit, …) or passes it to the screen as an event;
//! 4. the screen changes its state and says what is to be done: effects;
//! 5. [`effect`] does that beside the screen, and the answer comes back as the next message;
//! 6. when nothing is waiting, one frame is drawn, and only cells that differ are sent.
//!
//! `update` is pure and `view` takes `&self`: both are tested without a terminal. Everything that a stranger wrote
//! reaches a cell as [`shown::Shown`]. How to add a screen: see [`screen`]; an action: [`action`]; a call to the
//! server: [`effect`]; a keymap: [`keymap`].

pub mod action;
pub mod app;
pub mod draft;
pub mod effect;
pub mod keymap;
pub mod log;
pub mod matching;
pub mod outbox;
pub mod screen;
pub mod shared;
pub mod shown;
pub mod terminal;
pub mod theme;
pub mod views;
pub mod widget;

use std::io;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::Event;
use ratatui::layout::Size;
use rustix::process::Signal;
use tokio::signal::unix::{Signal as Signals, SignalKind, signal};
use tokio::sync::mpsc;

use crate::api::accounts::OfficerView;
use crate::client::{Client, Key};
use crate::words::Lang;
use app::tour::Tour;
use app::{App, Message, Start, Task};
use draft::Keep;
use effect::Notice;
use effect::files::Reach;
use effect::run::{Control, Runner};
use keymap::Keymap;
use log::{Entry, Log, Why};
use screen::{Opener, Route};
use shared::Shared;
use terminal::Tui;
use terminal::ask::Survey;
use terminal::input::{Heard, Input};
use terminal::out::LAST_WORDS;
use theme::Theme;
use views::Views;
use widget::picture::means::{Between, Graphics};

/// Tells the time; a demo has its own.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What the console is started with.
pub struct Settings {
    /// The address of the server, which drafts are kept under.
    pub server: String,
    /// The language of the interface.
    pub lang: Lang,
    /// How things look.
    pub theme: Theme,
    /// The keys in force.
    pub keymap: Keymap,
    /// What is known of the terminal's pictures.
    pub graphics: Graphics,
    /// The name under which what the terminal answers is remembered; none where it is not asked.
    pub terminal: Option<String>,
    /// The login of who is expected; the password is asked for.
    pub login: Option<String>,
    /// Who is signed in already.
    pub officer: Option<OfficerView>,
    /// The saved views of the inbox, and how views were looked at last.
    pub views: Views,
    /// The files that papers are taken from and saved to.
    pub files: Reach,
    /// For so long a decision waits and can be taken back; 0 sends at once.
    pub take_back: TimeDelta,
    /// What is to be done about the tour.
    pub tour: Tour,
    /// Who stands between us and the terminal, whatever that means for pictures.
    pub between: Between,
    /// The private folder; none where it cannot be had.
    pub keep: Option<Keep>,
    /// The time.
    pub clock: Clock,
    /// What the officer is told first.
    pub notices: Vec<Notice>,
}

/// Answers that may wait for the loop; more wait where they come from.
const QUEUE: usize = 256;

/// Runs the console until the officer quits or the line is lost.
///
/// # Errors
/// Where there is no terminal.
pub async fn run(client: Client, settings: Settings, open: Opener) -> io::Result<()> {
    let (out, answers) = mpsc::channel(QUEUE);
    let log = Log::of(settings.keep.as_ref(), Arc::clone(&settings.clock));
    let between = settings.between;
    let name = settings.terminal.clone();
    let survey = name.as_ref().map(|_| Survey::new(between == Between::Tmux));
    let question = survey.as_ref().map(Survey::question);
    let signals = EndSignals::new()?;
    let tui = Tui::enter(&question.unwrap_or_default(), log.clone())?;
    let mut desk = Desk {
        runner: Runner::new(client, &settings, log, out),
        answers,
        signals,
        input: Input::listen(survey)?,
        tui,
        clock: Arc::clone(&settings.clock),
        name,
        between,
    };
    desk.runner.note(Entry::Started);
    let (app, tasks) = start(settings, open);
    let why = desk.work(app, tasks).await;
    desk.runner.note(Entry::Ended { why });
    end(desk.runner, desk.tui).await;
    Ok(())
}

/// All that the loop has to do with.
struct Desk {
    runner: Runner,
    answers: mpsc::Receiver<Message>,
    signals: EndSignals,
    input: Input,
    tui: Tui,
    clock: Clock,
    /// The name under which what the terminal answers is remembered.
    name: Option<String>,
    between: Between,
}

impl Desk {
    /// Goes on until something ends it. A terminal that is lost is an end like others: what was typed is kept.
    async fn work(&mut self, mut app: App, mut tasks: Vec<Task>) -> Why {
        let mut changed = true;
        loop {
            for task in std::mem::take(&mut tasks) {
                match self.runner.start(task).map(|control| self.control(control)) {
                    None | Some(Ok(())) => {}
                    Some(Err(why)) => return why,
                }
            }
            // A frame is drawn only when nothing waits and the one before has gone: a burst of keys, a storm of
            // resizes, a line that stood still cost one.
            let waiting = match self.answers.try_recv() {
                Ok(answer) => Some(answer),
                Err(_) => self.input.now().and_then(message_of),
            };
            if waiting.is_none() && changed && self.tui.is_free() {
                if self.tui.draw(|frame| app.view(frame)).is_err() {
                    return Why::LineLost;
                }
                changed = false;
            }
            let message = match waiting {
                Some(message) => message,
                None => match self.next().await {
                    Ok(Some(message)) => message,
                    Ok(None) => continue,
                    Err(why) => return why,
                },
            };
            match &message {
                Message::Resize(size) => {
                    self.tui.resize(*size);
                    app.measure(terminal::cell_size());
                }
                Message::Known(known) => self.runner.remember(self.name.clone(), *known),
                Message::Feed(event) => self.runner.note_line(event),
                Message::Answer { answer, .. } => self.runner.note_answer(answer),
                _ => {}
            }
            tasks = app.update(message, (self.clock)());
            changed = true;
        }
    }

    fn control(&mut self, control: Control) -> Result<(), Why> {
        match control {
            Control::Quit => return Err(Why::Quit),
            Control::Redraw => self.tui.redraw(),
            Control::Copy(text) => self
                .tui
                .copy(&text, self.between)
                .map_err(|_| Why::LineLost)?,
            Control::Stop => terminal::stop().map_err(|_| Why::LineLost)?,
        }
        Ok(())
    }

    /// Waits for the next message. Answers before keys: what a key acts on should be what the server said last.
    async fn next(&mut self) -> Result<Option<Message>, Why> {
        tokio::select! {
            biased;
            Some(answer) = self.answers.recv() => Ok(Some(answer)),
            heard = self.input.next() => match heard {
                Heard::Gone => Err(Why::LineLost),
                heard => Ok(message_of(heard)),
            },
            gone = self.tui.gone() => gone.map(|()| None).map_err(|_| Why::LineLost),
            signal = self.signals.next() => match signal {
                Outside::End => Err(Why::Signal),
                Outside::Stop => terminal::stop().map(|()| None).map_err(|_| Why::LineLost),
                Outside::Continue => match self.tui.continued() {
                    Ok(()) => Ok(Some(Message::Continued)),
                    Err(_) => Err(Why::LineLost),
                },
            },
        }
    }
}

fn start(mut settings: Settings, open: Opener) -> (App, Vec<Task>) {
    let notices = std::mem::take(&mut settings.notices);
    let first = match settings.officer {
        Some(_) => Route::Inbox,
        None => Route::SignIn,
    };
    let mut shared = Shared::new(settings, terminal::current_size());
    shared.graphics.cell = terminal::cell_size().unwrap_or(shared.graphics.cell);
    let start = Start {
        shared,
        open,
        new_key: Key::fresh,
        notices,
    };
    App::new(start, &first)
}

async fn end(runner: Runner, tui: Tui) {
    let kept = tokio::spawn(runner.finish());
    drop(tui);
    // A disk that hangs must not hold the shell; what is lost then is half a second of typing.
    let _ = tokio::time::timeout(LAST_WORDS, kept).await;
}

/// What was heard, as a message; none for what means nothing here.
fn message_of(heard: Heard) -> Option<Message> {
    let event = match heard {
        Heard::Event(event) => event,
        Heard::Surveyed(survey) => return survey.known().map(Message::Known),
        Heard::Gone => return None,
    };
    match event {
        Event::Key(key) => Some(Message::Key(key)),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(width, height) => {
            let size = terminal::capped(Size::new(width, height));
            Some(Message::Resize(size))
        }
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}

/// What comes from outside the terminal.
enum Outside {
    End,
    Stop,
    Continue,
}

struct EndSignals {
    end: [Signals; 3],
    stop: Signals,
    cont: Signals,
}

impl EndSignals {
    fn new() -> io::Result<Self> {
        let on = |wanted: Signal| signal(SignalKind::from_raw(wanted.as_raw()));
        Ok(Self {
            end: [on(Signal::TERM)?, on(Signal::HUP)?, on(Signal::INT)?],
            stop: on(Signal::TSTP)?,
            cont: on(Signal::CONT)?,
        })
    }

    async fn next(&mut self) -> Outside {
        let [term, hup, int] = &mut self.end;
        tokio::select! {
            _ = term.recv() => Outside::End,
            _ = hup.recv() => Outside::End,
            _ = int.recv() => Outside::End,
            _ = self.stop.recv() => Outside::Stop,
            _ = self.cont.recv() => Outside::Continue,
        }
    }
}
