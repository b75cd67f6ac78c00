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
use std::time::Duration;

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
use app::{App, Message, Start};
use draft::Keep;
use effect::Notice;
use effect::run::{Control, Runner};
use keymap::Keymap;
use screen::{Opener, Route};
use shared::Shared;
use terminal::Tui;
use terminal::ask::Survey;
use terminal::input::{Heard, Input};
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
/// How long the end waits for the disk.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Runs the console until the officer quits or the line is lost.
///
/// # Errors
/// Where there is no terminal, or it cannot be written to any more.
pub async fn run(client: Client, settings: Settings, open: Opener) -> io::Result<()> {
    let clock = Arc::clone(&settings.clock);
    let (out, mut answers) = mpsc::channel(QUEUE);
    let mut runner = Runner::new(client, &settings, out);
    let mut signals = EndSignals::new()?;
    let between = settings.between;
    let name = settings.terminal.clone();
    let survey = name.as_ref().map(|_| Survey::new(between == Between::Tmux));
    let question = survey.as_ref().map(Survey::question);
    let mut tui = Tui::enter(&question.unwrap_or_default())?;
    let mut input = Input::listen(survey)?;
    let (mut app, mut tasks) = start(settings, open);
    let mut changed = true;
    loop {
        for task in std::mem::take(&mut tasks) {
            match runner.start(task) {
                None => {}
                Some(Control::Quit) => return end(runner, tui).await,
                Some(Control::Redraw) => tui.redraw()?,
                Some(Control::Copy(text)) => tui.copy(&text, between)?,
                Some(Control::Stop) => terminal::stop()?,
            }
        }
        // A frame is drawn only when nothing waits: a burst of keys, a storm of resizes costs one.
        let waiting = match answers.try_recv() {
            Ok(answer) => Some(answer),
            Err(_) => input.now().and_then(message_of),
        };
        if waiting.is_none() && changed {
            tui.draw(|frame| app.view(frame))?;
            changed = false;
        }
        let message = if let Some(message) = waiting {
            message
        } else {
            // Answers before keys: what a key acts on should be what the server said last.
            tokio::select! {
                biased;
                Some(answer) = answers.recv() => answer,
                heard = input.next() => match heard {
                    Heard::Gone => return end(runner, tui).await,
                    heard => match message_of(heard) {
                        Some(message) => message,
                        None => continue,
                    },
                },
                signal = signals.next() => match signal {
                    Outside::End => return end(runner, tui).await,
                    Outside::Stop => {
                        terminal::stop()?;
                        continue;
                    }
                    Outside::Continue => {
                        tui.continued()?;
                        Message::Continued
                    }
                },
            }
        };
        match &message {
            Message::Resize(size) => {
                tui.resize(*size)?;
                app.measure(terminal::cell_size());
            }
            Message::Known(known) => runner.remember(name.clone(), *known),
            _ => {}
        }
        tasks = app.update(message, clock());
        changed = true;
    }
}

fn start(mut settings: Settings, open: Opener) -> (App, Vec<app::Task>) {
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

async fn end(runner: Runner, tui: Tui) -> io::Result<()> {
    drop(tui);
    // A disk that hangs must not hold the shell; what is lost then is half a second of typing.
    let _ = tokio::time::timeout(LAST_WORDS, runner.finish()).await;
    Ok(())
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
