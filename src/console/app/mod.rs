//! What the officer has open, and what every message does to it: pure, tested without a terminal.
//!
//! Owns the stack of screens, what stands over them (help, palette, questions, the outbox, notices), keys that have
//! begun a sequence, and the decisions on their way. Knows no terminal, no clock and no line: time comes with each
//! message, work goes out as tasks. What one screen does is that screen's business.

mod answers;
mod chrome;
mod clear;
mod decisions;
mod help;
mod keys;
mod notices;
mod outbox;
mod overlay;
mod palette;
mod refused;
pub mod tour;
mod views;
mod which_key;

use chrono::{DateTime, Utc};
use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use crate::api::items::DecisionRequest;
use crate::client::{FeedEvent, Key};
use crate::console::effect::{Answer, AppEffect, Effect, Notice, Question};
use crate::console::outbox::Outbox;
use crate::console::screen::{Event, Opener, Route, Screen};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::widget::picture::means::Known;
use keys::Keys;
use notices::Told;
use overlay::{Asker, Overlay};

/// The smallest terminal that is drawn on.
pub const SMALLEST: Size = Size::new(80, 24);

/// Something that has happened.
#[derive(Debug)]
pub enum Message {
    /// A key.
    Key(KeyEvent),
    /// A paste.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// An answer to a task.
    Answer {
        /// Who asked.
        to: ScreenId,
        /// The answer.
        answer: Answer,
    },
    /// The time of an alarm has come.
    Alarm {
        /// Whose.
        to: ScreenId,
        /// Its number.
        id: u32,
    },
    /// What the terminal says that it can do.
    Known(Known),
    /// Something on the feed of changes.
    Feed(FeedEvent),
    /// The terminal was given back to us; all of it must be drawn anew.
    Continued,
}

/// Which screen; the app itself is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenId(u32);

impl ScreenId {
    /// Its number.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// The app itself, as one that asks.
pub const APP: ScreenId = ScreenId(0);

/// An effect and who asked for it.
#[derive(Debug)]
pub struct Task {
    /// Who gets the answer.
    pub from: ScreenId,
    /// What is to be done.
    pub effect: Effect,
}

const ALARM_OUTBOX: u32 = 1;
const ALARM_NOTICE: u32 = 2;
const ALARM_KEYS: u32 = 3;
const ALARM_CLEAR: u32 = 4;
const ALARM_LINE: u32 = 5;

/// What the app begins with.
pub struct Start {
    /// What every screen may read.
    pub shared: Shared,
    /// Turns routes into screens.
    pub open: Opener,
    /// Makes idempotency keys.
    pub new_key: fn() -> Key,
    /// What the officer is told first.
    pub notices: Vec<Notice>,
}

/// The app.
pub struct App {
    shared: Shared,
    open: Opener,
    new_key: fn() -> Key,
    screens: Vec<(ScreenId, Box<dyn Screen>)>,
    last_id: u32,
    over: Option<Overlay>,
    keys: Keys,
    outbox: Outbox<DecisionRequest>,
    notices: Vec<Told>,
    told_until: DateTime<Utc>,
    quiet_until: DateTime<Utc>,
    tasks: Vec<Task>,
}

impl App {
    /// The app at its first screen, and what is to be done first.
    pub fn new(start: Start, first: &Route) -> (Self, Vec<Task>) {
        let now = start.shared.now;
        let mut app = Self {
            shared: start.shared,
            open: start.open,
            new_key: start.new_key,
            screens: vec![],
            last_id: 0,
            over: None,
            keys: Keys::new(now),
            outbox: Outbox::default(),
            notices: vec![],
            told_until: now,
            quiet_until: now,
            tasks: vec![],
        };
        app.push(first);
        for notice in start.notices {
            app.tell(notice.tone, notice.words);
        }
        if app.shared.officer.is_some() {
            app.signed_in();
            app.greet();
        }
        let tasks = std::mem::take(&mut app.tasks);
        (app, tasks)
    }

    /// What every screen may read.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The decisions on their way.
    pub fn outbox(&self) -> &Outbox<DecisionRequest> {
        &self.outbox
    }

    /// What the officer was told, the latest last.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.notices.iter().map(|told| &told.notice)
    }

    /// Takes a message that came at `now`; what is to be done.
    pub fn update(&mut self, message: Message, now: DateTime<Utc>) -> Vec<Task> {
        self.shared.now = now;
        self.mask_in_time();
        match message {
            Message::Key(key) if key.kind == KeyEventKind::Release => {}
            Message::Key(key) => self.key(key),
            Message::Paste(text) => self.paste(text),
            Message::Resize(size) => {
                self.shared.size = size;
                // Another size may be another terminal, with somebody else before it.
                self.mask();
                self.send_all(|| Event::Resized);
            }
            Message::Answer { to, answer } => self.answer(to, answer),
            Message::Alarm { to: APP, id } => self.alarm(id),
            Message::Alarm { to, id } => self.send(to, Event::Alarm(id)),
            Message::Known(known) => {
                self.shared.graphics.learn(known);
                self.send_all(|| Event::Resized);
            }
            Message::Feed(event) => self.feed(event),
            Message::Continued => {
                self.mask();
                self.ask(Effect::App(AppEffect::Redraw));
            }
        }
        self.shared.keep_terms();
        std::mem::take(&mut self.tasks)
    }

    /// A cell of the terminal has this size in pixels, where that is known.
    pub fn measure(&mut self, cell: Option<(u16, u16)>) {
        let graphics = &mut self.shared.graphics;
        graphics.cell = cell.unwrap_or(graphics.cell);
    }

    /// Draws it all.
    pub fn view(&self, frame: &mut Frame) {
        let area = frame.area();
        if area.width < SMALLEST.width || area.height < SMALLEST.height {
            chrome::too_small(frame, &self.shared);
            return;
        }
        let body = chrome::body(area);
        if let Some((_, screen)) = self.screens.last() {
            screen.view(frame, body, &self.shared);
            chrome::head(frame, self);
            chrome::foot(frame, self);
        }
        if let Some(over) = &self.over {
            over.view(frame, body, self);
        }
        which_key::view(frame, body, self);
        self.shared.theme.ground(frame.buffer_mut());
    }

    // --- screens

    fn push(&mut self, route: &Route) {
        self.mask();
        self.last_id += 1;
        let id = ScreenId(self.last_id);
        let screen = (self.open)(route, &self.shared);
        self.screens.push((id, screen));
        self.keys.typed.clear();
        self.quiet();
        self.send(id, Event::Opened);
    }

    fn close(&mut self, id: ScreenId) {
        let was_top = self.screens.last().is_some_and(|(top, _)| *top == id);
        if self.screens.len() == 1 {
            return;
        }
        self.screens.retain(|(own, _)| *own != id);
        if was_top {
            self.mask();
            self.quiet();
            self.top(Event::Uncovered);
        }
    }

    fn go_inbox(&mut self) {
        self.mask();
        self.screens.truncate(1);
        self.quiet();
        self.top(Event::Uncovered);
    }

    /// The screen nearest to the top that has views, with their names.
    fn views(&self) -> Option<(ScreenId, Vec<Shown>)> {
        self.shared.officer.as_ref()?;
        let mut screens = self.screens.iter().rev();
        screens.find_map(|(id, screen)| {
            let views = screen.views(&self.shared);
            (!views.is_empty()).then_some((*id, views))
        })
    }

    /// To a view of that screen; what stands over it is closed.
    fn go_view(&mut self, number: usize) {
        let Some((to, _)) = self.views() else {
            return;
        };
        if let Some(at) = self.screens.iter().position(|(id, _)| *id == to) {
            self.mask();
            self.screens.truncate(at + 1);
            self.quiet();
            self.send(to, Event::View(number));
        }
    }

    fn top(&mut self, event: Event) {
        if let Some((id, _)) = self.screens.last() {
            self.send(*id, event);
        }
    }

    fn send(&mut self, to: ScreenId, event: Event) {
        let Some((_, screen)) = self.screens.iter_mut().find(|(id, _)| *id == to) else {
            return;
        };
        for effect in screen.update(event, &self.shared) {
            self.effect(to, effect);
        }
    }

    fn send_all(&mut self, event: impl Fn() -> Event) {
        let ids: Vec<ScreenId> = self.screens.iter().map(|(id, _)| *id).collect();
        for id in ids {
            self.send(id, event());
        }
    }

    pub(super) fn effect(&mut self, from: ScreenId, effect: Effect) {
        match effect {
            Effect::Open(route) => self.push(&route),
            Effect::Replace(route) => {
                self.push(&route);
                self.screens.retain(|(id, _)| *id != from);
            }
            Effect::Close => self.close(from),
            Effect::Question(question) => {
                self.quiet();
                self.over = Some(Overlay::question(Asker::Screen(from), question));
            }
            Effect::HandDown(action) => self.top(Event::Act(action)),
            Effect::Tell(notice) => self.tell(notice.tone, notice.words),
            Effect::Settle => self.quiet(),
            Effect::Decide {
                item,
                version,
                decision,
            } => self.decide(vec![(item, version)], &decision),
            Effect::DecideMany { items, decision } => self.decide(items, &decision),
            Effect::KeepLook { view, look } => self.keep_look(from, view, look),
            effect => self.tasks.push(Task { from, effect }),
        }
    }

    fn ask(&mut self, effect: Effect) {
        self.tasks.push(Task { from: APP, effect });
    }

    fn quit(&mut self) {
        if self.outbox.entries().is_empty() {
            self.ask(Effect::App(AppEffect::Quit));
            return;
        }
        let count = [("count", self.outbox.entries().len().into())];
        let lang = self.shared.lang;
        self.quiet();
        self.over = Some(Overlay::question(
            Asker::Quit,
            Question {
                title: self.shared.say("console-quit-title"),
                lines: vec![Shown::say_with(lang, "console-quit-outbox", &count)],
                answers: vec![
                    self.shared.say("console-stay"),
                    self.shared.say("console-quit-now"),
                ],
            },
        ));
    }

    fn area(&self) -> Rect {
        Rect::from(((0, 0).into(), self.shared.size))
    }
}
