//! What the officer has open, and what every message does to it: pure, tested without a terminal.
//!
//! Owns the stack of screens, what stands over them (help, palette, questions, the outbox, notices), keys that have
//! begun a sequence, and the decisions on their way. Knows no terminal, no clock and no line: time comes with each
//! message, work goes out as tasks. What one screen does is that screen's business.

mod answers;
mod chrome;
mod decisions;
mod outbox;
mod overlay;
mod palette;
mod refused;

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use crate::api::items::DecisionRequest;
use crate::client::{FeedEvent, Key};
use crate::console::action::{Action, Danger};
use crate::console::effect::{Answer, AppEffect, Ask, Effect, Notice, Question, Tone};
use crate::console::keymap::{self, Context, Press, Typing};
use crate::console::outbox::Outbox;
use crate::console::screen::{Event, Opener, Route, Screen};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use overlay::{Asker, Over, Overlay};

/// For so long after new contents, a paste or a decision no key decides: it stops auto-repeat and type-ahead from
/// running down the inbox.
const SETTLING: TimeDelta = TimeDelta::milliseconds(300);
/// So many notices are kept.
const MOST_NOTICES: usize = 100;
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
const NOTICE_SECONDS: u64 = 8;

/// What the app begins with.
pub struct Start {
    /// What every screen may read.
    pub shared: Shared,
    /// Turns routes into screens.
    pub open: Opener,
    /// Makes idempotency keys.
    pub new_key: fn() -> Key,
}

/// The app.
pub struct App {
    shared: Shared,
    open: Opener,
    new_key: fn() -> Key,
    screens: Vec<(ScreenId, Box<dyn Screen>)>,
    last_id: u32,
    over: Option<Overlay>,
    typed: Vec<keymap::Key>,
    outbox: Outbox<DecisionRequest>,
    notices: Vec<(DateTime<Utc>, Notice)>,
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
            typed: vec![],
            outbox: Outbox::default(),
            notices: vec![],
            told_until: now,
            quiet_until: now,
            tasks: vec![],
        };
        app.push(first);
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
        self.notices.iter().map(|(_, notice)| notice)
    }

    /// Takes a message that came at `now`; what is to be done.
    pub fn update(&mut self, message: Message, now: DateTime<Utc>) -> Vec<Task> {
        self.shared.now = now;
        match message {
            Message::Key(key) if key.kind == KeyEventKind::Release => {}
            Message::Key(key) => self.key(key),
            Message::Paste(text) => self.paste(text),
            Message::Resize(size) => {
                self.shared.size = size;
                self.send_all(|| Event::Resized);
            }
            Message::Answer { to, answer } => self.answer(to, answer),
            Message::Alarm { to: APP, id } => self.alarm(id),
            Message::Alarm { to, id } => self.send(to, Event::Alarm(id)),
            Message::Feed(event) => self.feed(event),
            Message::Continued => self.ask(Effect::App(AppEffect::Redraw)),
        }
        std::mem::take(&mut self.tasks)
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
        chrome::which_key(frame, body, self);
    }

    // --- keys

    fn key(&mut self, key: KeyEvent) {
        let context = self.context();
        let map = &self.shared.keymap;
        let action = match map.press(context, &mut self.typed, key.into()) {
            Press::Matched(action) => Some(action),
            Press::NotFound if context.typing() == Typing::Text => None,
            Press::Pending(_) | Press::Cancelled | Press::NotFound => return,
        };
        self.typed.clear();
        if let Some(over) = self.over.take() {
            self.over_key(over, action, key);
            return;
        }
        match action {
            Some(action) => self.act(action),
            None => self.top(Event::Type(key)),
        }
    }

    /// Does an action as if its key had been pressed: the palette and tests come in here too.
    pub fn act(&mut self, action: Action) {
        if action.row().danger != Danger::Safe {
            let quiet = self.is_quiet();
            // A key that is held down keeps itself quiet.
            self.quiet();
            if quiet {
                return;
            }
        }
        if let Some(why) = self.refuses(action) {
            self.tell(Tone::Warning, why);
            return;
        }
        match action {
            Action::Help => self.over = Some(Overlay::help(self.context())),
            Action::Palette => self.over = Some(Overlay::palette()),
            Action::Outbox => self.over = Some(Overlay::outbox()),
            Action::Notices => self.over = Some(Overlay::notices()),
            Action::GoItem => self.over = Some(Overlay::go_item()),
            Action::GoInbox => self.go_inbox(),
            // Asked for again, it is there already.
            Action::Backlog if self.context() == Context::Backlog => {}
            Action::Backlog => self.push(&Route::Backlog),
            Action::TakeBack => self.take_back(),
            Action::NextTheme => self.shared.theme = self.shared.theme.next(),
            Action::NextLanguage => self.shared.lang = self.shared.lang.next(),
            Action::Redraw => self.ask(Effect::App(AppEffect::Redraw)),
            Action::Stop => self.ask(Effect::App(AppEffect::Stop)),
            Action::Logout => self.ask(Effect::Ask(Ask::SignOut)),
            Action::Quit => self.quit(),
            other => self.top(Event::Act(other)),
        }
    }

    /// Why an action cannot be done now; none if it can.
    pub fn refuses(&self, action: Action) -> Option<Shown> {
        let signed_in = self.shared.officer.is_some();
        match action {
            Action::Help
            | Action::Palette
            | Action::Notices
            | Action::NextTheme
            | Action::NextLanguage
            | Action::Redraw
            | Action::Stop
            | Action::Quit => None,
            Action::Outbox | Action::GoItem | Action::GoInbox | Action::Logout => {
                (!signed_in).then(|| self.shared.say("console-sign-in-first"))
            }
            Action::TakeBack => {
                let none = self.outbox.latest_waiting(self.shared.now).is_none();
                none.then(|| self.shared.say("console-nothing-to-take-back"))
            }
            other => {
                let (_, screen) = self.screens.last()?;
                screen.refuses(other, &self.shared)
            }
        }
    }

    /// Whether an action means anything where the officer is.
    pub fn offers(&self, action: Action) -> bool {
        let screen = self.screens.last();
        screen.is_none_or(|(_, screen)| screen.offers(action, &self.shared))
    }

    /// The context in which the next key is looked up.
    pub fn context(&self) -> Context {
        match (&self.over, self.screens.last()) {
            (Some(over), _) => over.context(),
            (None, Some((_, screen))) => screen.context(),
            (None, None) => Context::Global,
        }
    }

    fn over_key(&mut self, mut over: Overlay, action: Option<Action>, key: KeyEvent) {
        match over.key(action, key, self) {
            Over::Stay => self.over = Some(over),
            Over::Close => {}
            Over::Act(action) => self.act(action),
            Over::Open(route) => self.push(&route),
            Over::Chosen { asker, answer } => match asker {
                Asker::Quit => self.ask(Effect::App(AppEffect::Quit)),
                Asker::Screen(to) => self.send(to, Event::Chosen(answer)),
                Asker::Refused(key) => self.refused_chosen(&key, answer),
            },
            Over::Refused(key) => self.ask_refused(&key),
            Over::Drop(key) => {
                self.outbox.drop_entry(&key);
                self.outbox_changed();
                self.over = Some(over);
            }
            Over::Hurry => {
                self.outbox.hurry(self.shared.now);
                self.outbox_leaves();
                self.over = Some(over);
            }
        }
    }

    fn paste(&mut self, text: String) {
        if self.context().typing() == Typing::Commands {
            // A paste outside a text is never keys.
            self.quiet();
            return;
        }
        match &mut self.over {
            Some(over) => over.paste(&text),
            None => self.top(Event::Paste(text)),
        }
    }

    fn quiet(&mut self) {
        self.quiet_until = self.shared.now + SETTLING;
    }

    /// Whether keys that decide are held back for the moment.
    pub(super) fn is_quiet(&self) -> bool {
        self.shared.now < self.quiet_until
    }

    // --- screens

    fn push(&mut self, route: &Route) {
        self.last_id += 1;
        let id = ScreenId(self.last_id);
        let screen = (self.open)(route, &self.shared);
        self.screens.push((id, screen));
        self.typed.clear();
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
            self.quiet();
            self.top(Event::Uncovered);
        }
    }

    fn go_inbox(&mut self) {
        self.screens.truncate(1);
        self.quiet();
        self.top(Event::Uncovered);
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

    fn effect(&mut self, from: ScreenId, effect: Effect) {
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
            } => self.decide(item, version, decision),
            effect => self.tasks.push(Task { from, effect }),
        }
    }

    fn ask(&mut self, effect: Effect) {
        self.tasks.push(Task { from: APP, effect });
    }

    fn tell(&mut self, tone: Tone, words: Shown) {
        self.notices
            .push((self.shared.now, Notice::new(tone, words)));
        if self.notices.len() > MOST_NOTICES {
            self.notices.remove(0);
        }
        let after = std::time::Duration::from_secs(NOTICE_SECONDS);
        self.told_until = self.shared.now + after;
        self.ask(Effect::Alarm {
            after,
            id: ALARM_NOTICE,
        });
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
