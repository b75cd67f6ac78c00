//! From a key to what it does: the keymap, counts, sequences, and the moments in which no key decides.

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::KeyEvent;

use super::overlay::{Asker, Over, Overlay};
use super::{ALARM_KEYS, App};
use crate::console::action::{Action, Counted, Danger, TABS};
use crate::console::draft::Habit;
use crate::console::effect::{AppEffect, Ask, Effect, Tone};
use crate::console::keymap::{Condition, Context, Facts, Press, Typed, Typing, is_composed};
use crate::console::screen::{Event, Route, stand_in};
use crate::console::shown::Shown;
use crate::console::theme::Theme;
use crate::domain::policy::{Access, Role};

/// For so long after new contents, a paste or a decision no key decides: it stops auto-repeat and type-ahead from
/// running down the inbox.
const SETTLING: TimeDelta = TimeDelta::milliseconds(300);
/// A sequence that goes on sooner is known by heart; it needs no box over the list and no bytes on the line.
const PAUSE: TimeDelta = TimeDelta::milliseconds(400);
/// The loop's timer and the clock may differ by this.
const SLACK: TimeDelta = TimeDelta::milliseconds(50);

/// What has been typed and what was noticed on the way.
pub(super) struct Keys {
    /// The count and the sequence that have begun.
    pub(super) typed: Typed,
    /// When they began.
    begun: DateTime<Utc>,
    /// Whether the officer knows that the input method is on.
    composed_told: bool,
}

impl Keys {
    pub(super) fn new(now: DateTime<Utc>) -> Self {
        Self {
            typed: Typed::default(),
            begun: now,
            composed_told: false,
        }
    }
}

impl App {
    pub(super) fn key(&mut self, key: KeyEvent) {
        let told = self.notices.len();
        let context = self.context();
        self.pressed(context, key);
        let composed = context.typing() == Typing::Commands && is_composed(key);
        // Behind whatever the key itself had to say.
        if composed && !self.keys.composed_told && self.notices.len() == told {
            self.keys.composed_told = true;
            let words = self.shared.say("console-input-method-on");
            self.tell(Tone::Warning, words);
        }
    }

    fn pressed(&mut self, context: Context, key: KeyEvent) {
        let facts = self.facts();
        let map = &self.shared.keymap;
        let begun = !self.keys.typed.is_empty();
        match map.press(context, &facts, &mut self.keys.typed, key.into()) {
            Press::Matched(action, None) => self.once(Some(action), key),
            Press::Matched(action, Some(count)) => self.counted(action, count, key),
            Press::NotFound if context.typing() == Typing::Text => self.once(None, key),
            Press::Pending if !begun => {
                self.keys.begun = self.shared.now;
                self.ask(Effect::Alarm {
                    after: PAUSE.to_std().unwrap_or_default(),
                    id: ALARM_KEYS,
                });
            }
            Press::Pending | Press::Cancelled | Press::NotFound => {}
        }
    }

    /// Whether a sequence waits for its next key for so long that what may follow is shown.
    pub(super) fn hesitates(&self) -> bool {
        let waits = self.shared.now - self.keys.begun + SLACK >= PAUSE;
        waits && !self.keys.typed.keys().is_empty()
    }

    /// What holds where the next key is pressed.
    pub(super) fn facts(&self) -> Facts {
        let screen = self.screens.last();
        let here = screen.map(|(_, screen)| screen.facts(&self.shared));
        let role = self.shared.officer.as_ref().map(|officer| &officer.role);
        let role = role.and_then(|code| Role::ALL.into_iter().find(|role| role.code() == code));
        let here = here.into_iter().flatten();
        here.chain(role.map(Condition::Role)).collect()
    }

    /// Hands an action, or a key that is typed, to what is on top.
    fn once(&mut self, action: Option<Action>, key: KeyEvent) {
        if let Some(over) = self.over.take() {
            self.over_key(over, action, key);
            return;
        }
        match action {
            Some(action) => self.act(action),
            None => self.top(Event::Type(key)),
        }
    }

    /// Does an action as often as was counted, or what the count means for it, as long as it stays in its place.
    fn counted(&mut self, action: Action, count: u16, key: KeyEvent) {
        let (first, again, times) = match action.counted() {
            Counted::Once => (action, action, 1),
            Counted::Times => (action, action, count),
            Counted::Row if self.go_to_row(usize::from(count) - 1) => return,
            Counted::Row => (Action::Home, Action::Down, count),
            Counted::Tab => match TABS.get(usize::from(count) - 1) {
                Some(tab) => (*tab, *tab, 1),
                None => return,
            },
        };
        let place = |app: &Self| (app.context(), app.screens.last().map(|(id, _)| *id));
        let began = place(self);
        self.once(Some(first), key);
        for _ in 1..times {
            if place(self) != began {
                return;
            }
            self.once(Some(again), key);
        }
    }

    /// To a row that may have to be fetched; whether what is on top does that.
    fn go_to_row(&mut self, number: usize) -> bool {
        let Some((id, screen)) = self.screens.last_mut().filter(|_| self.over.is_none()) else {
            return false;
        };
        let (id, effects) = (*id, screen.go_to_row(number, &self.shared));
        let goes = effects.is_some();
        for effect in effects.unwrap_or_default() {
            self.effect(id, effect);
        }
        goes
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
            Action::Notices => self.open_notices(),
            Action::Tour => self.open_tour(),
            Action::GoItem => self.over = Some(Overlay::go_item()),
            Action::GoInbox => self.go_inbox(),
            // Asked for again, it is there already.
            Action::Backlog if self.context() == Context::Backlog => {}
            Action::Backlog => self.push(&Route::Backlog),
            Action::StandIn => self.push(&Route::StandIn),
            Action::TakeBack => self.take_back(),
            Action::NextTheme => self.choose_theme(self.shared.theme.next()),
            Action::NextLanguage => self.shared.lang = self.shared.lang.next(),
            Action::Redraw => self.ask(Effect::App(AppEffect::Redraw)),
            Action::Stop => {
                self.mask();
                self.ask(Effect::App(AppEffect::Stop));
            }
            Action::Logout => self.ask(Effect::Ask(Ask::SignOut)),
            Action::Quit => self.quit(),
            other => self.top(Event::Act(other)),
        }
    }

    /// Puts another theme on, says which, and keeps it for the next time.
    fn choose_theme(&mut self, theme: Theme) {
        self.shared.theme = theme;
        self.ask(Effect::App(AppEffect::KeepHabit(Habit::Theme(theme))));
        let name = self.shared.say(&theme.message()).to_string();
        let words = [("theme", name.into())];
        let words = Shown::say_with(self.shared.lang, "palette-theme", &words);
        self.tell(Tone::Plain, words);
    }

    /// Why an action cannot be done now; none if it can.
    pub fn refuses(&self, action: Action) -> Option<Shown> {
        let signed_in = self.shared.officer.is_some();
        match action {
            Action::Help
            | Action::Palette
            | Action::Notices
            | Action::Tour
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
            Action::StandIn if signed_in => stand_in::refuses(&self.shared),
            Action::StandIn => Some(self.shared.say("console-sign-in-first")),
            Action::Backlog if signed_in => {
                let role = self.shared.role();
                let admitted = role.is_none_or(|role| Access::Backlog.admits(role));
                (!admitted).then(|| self.shared.say("backlog-not-yours"))
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
            Over::Tell(why) => {
                self.tell(Tone::Warning, why);
                self.over = Some(over);
            }
            Over::View(view) => self.go_view(view),
            Over::Theme(theme) => self.choose_theme(theme),
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

    pub(super) fn paste(&mut self, text: String) {
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

    pub(super) fn quiet(&mut self) {
        self.quiet_until = self.shared.now + SETTLING;
    }

    /// Whether keys that decide are held back for the moment.
    pub(super) fn is_quiet(&self) -> bool {
        self.shared.now < self.quiet_until
    }
}
