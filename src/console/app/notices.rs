//! What the officer was told: one line at the foot for some seconds, errors until they have been read, and the page of
//! all of it.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::overlay::Overlay;
use super::{ALARM_NOTICE, App};
use crate::console::action::Action;
use crate::console::effect::{Effect, Notice, Tone};
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::{fit, wrap};
use crate::console::widget::popup::{centered, popup, put};

/// So many notices are kept.
const MOST: usize = 100;
/// A notice stands at the foot for so long.
const AT_THE_FOOT: Duration = Duration::from_secs(8);
/// Wider lines are hard to read back from.
const WIDEST: u16 = 110;

/// A notice with its time.
pub(super) struct Told {
    pub(super) at: DateTime<Utc>,
    pub(super) notice: Notice,
    /// Whether the officer need not be told again: all but errors are read as they pass.
    read: bool,
}

impl App {
    /// Tells the officer something.
    pub(super) fn tell(&mut self, tone: Tone, words: Shown) {
        let read = tone != Tone::Bad || matches!(self.over, Some(Overlay::Notices { .. }));
        self.notices.push(Told {
            at: self.shared.now,
            notice: Notice::new(tone, words),
            read,
        });
        if self.notices.len() > MOST {
            // What has not been read goes last.
            let oldest = self.notices.iter().position(|told| told.read);
            self.notices.remove(oldest.unwrap_or(0));
        }
        self.told_until = self.shared.now + AT_THE_FOOT;
        self.ask(Effect::Alarm {
            after: AT_THE_FOOT,
            id: ALARM_NOTICE,
        });
    }

    /// Opens the page; what stands on it is read.
    pub(super) fn open_notices(&mut self) {
        for told in &mut self.notices {
            told.read = true;
        }
        self.over = Some(Overlay::notices());
    }

    /// How many errors have not been read.
    pub fn unread(&self) -> usize {
        self.notices.iter().filter(|told| !told.read).count()
    }

    /// What stands at the foot now: the latest for some seconds, then the latest error that has not been read.
    pub(super) fn at_the_foot(&self) -> Option<&Notice> {
        let latest = self.notices.last();
        let latest = latest.filter(|_| self.shared.now < self.told_until);
        let unread = || self.notices.iter().rev().find(|told| !told.read);
        latest.or_else(unread).map(|told| &told.notice)
    }
}

/// Scrolls the page.
pub(super) fn key(top: &mut usize, action: Option<Action>, app: &App) {
    let area = area(super::chrome::body(app.area()));
    let screen = usize::from(area.height.saturating_sub(2)).max(1);
    let last = lines(area.width, app).len().saturating_sub(screen);
    *top = match action {
        Some(Action::Down) => *top + 1,
        Some(Action::Up) => top.saturating_sub(1),
        Some(Action::PageDown) => *top + screen,
        Some(Action::PageUp) => top.saturating_sub(screen),
        Some(Action::Home) => 0,
        Some(Action::End) => last,
        _ => *top,
    };
    *top = (*top).min(last);
}

pub(super) fn view(top: usize, frame: &mut Frame, body: Rect, app: &App) {
    let theme = app.shared.theme;
    let area = area(body);
    let title = app.shared.say("action-notices");
    let inner = popup(area, &title, theme, frame.buffer_mut());
    let lines = lines(area.width, app);
    for ((line, role), y) in lines.iter().skip(top).zip(inner.top()..inner.bottom()) {
        let line = fit(line, inner.width);
        put(frame.buffer_mut(), (inner.x, y), &line, theme.style(*role));
    }
}

fn area(body: Rect) -> Rect {
    centered(body, body.width.saturating_sub(4).min(WIDEST), body.height)
}

/// The latest first: time, weight in a word, and all that was said.
fn lines(width: u16, app: &App) -> Vec<(Shown, Role)> {
    let beijing = FixedOffset::east_opt(8 * 3600).expect("eight hours are an offset");
    let shared = &app.shared;
    let room = width.saturating_sub(2);
    let mut lines = vec![];
    for told in app.notices.iter().rev() {
        let time = told.at.with_timezone(&beijing).format("%H:%M:%S  ");
        let tone = told.notice.tone;
        let head = Shown::line(&time.to_string())
            .then(&shared.say(tone_words(tone)))
            .then(&Shown::line("  "));
        let indent = Shown::line(&" ".repeat(head.width().into()));
        let words = wrap(&told.notice.words, room.saturating_sub(head.width()));
        for (number, line) in words.iter().enumerate() {
            let before = if number == 0 { &head } else { &indent };
            lines.push((before.clone().then(line), tone_role(tone)));
        }
    }
    if lines.is_empty() {
        let words = shared.say("console-notices-empty");
        let words = wrap(&words, room).into_iter();
        lines.extend(words.map(|line| (line, Role::Dim)));
    }
    lines
}

fn tone_words(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "tone-plain",
        Tone::Good => "tone-good",
        Tone::Warning => "tone-warning",
        Tone::Bad => "tone-bad",
    }
}

pub(super) fn tone_role(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Good => Role::Good,
        Tone::Warning => Role::Warning,
        Tone::Bad => Role::Bad,
    }
}
