//! The tour: three screens for whoever sits here for the first time, with the keys of the keymap in force.
//!
//! It is shown once, after the first sign-in by hand, and opened again like anything else. To say more on it: a line in
//! the table, its words in `words/*/tour.ftl`; a test holds every screen to 80 × 24 in every language and keymap.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use super::overlay::{Over, Overlay};
use crate::console::action::Action;
use crate::console::draft::Habit;
use crate::console::effect::{AppEffect, Effect, Tone};
use crate::console::keymap::Context;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::{fit, wrap};
use crate::console::widget::popup::{centered, popup, put};

/// What is done about the tour at the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tour {
    /// It is shown once someone has signed in.
    First,
    /// One line says how to open it.
    Hint,
    /// Nothing.
    #[default]
    Seen,
}

/// A screen of it.
struct Page {
    title: &'static str,
    /// Where its keys are pressed.
    place: Context,
    lines: &'static [(&'static [Action], &'static str)],
}

static PAGES: [Page; 3] = [
    Page {
        title: "tour-inbox",
        place: Context::Inbox,
        lines: &[
            (&[Action::Up, Action::Down], "tour-inbox-rows"),
            (&[Action::Open], "tour-inbox-open"),
            (&[Action::NextTab, Action::PreviousTab], "tour-inbox-views"),
            (&[Action::Search], "tour-inbox-search"),
            (&[Action::Filter], "tour-inbox-filter"),
            (&[Action::Select], "tour-inbox-select"),
        ],
    },
    Page {
        title: "tour-item",
        place: Context::Item,
        lines: &[
            (&[Action::NextTab], "tour-item-tabs"),
            (
                &[Action::Approve, Action::Refuse, Action::RequestCorrection],
                "tour-item-decide",
            ),
            (&[Action::TakeBack], "tour-item-take-back"),
            (&[Action::NextItem, Action::PreviousItem], "tour-item-next"),
            (&[Action::ViewClear], "tour-item-clear"),
        ],
    },
    Page {
        title: "tour-safe",
        place: Context::Inbox,
        lines: &[
            (&[], "tour-safe-drafts"),
            (&[Action::Outbox], "tour-safe-outbox"),
            (&[Action::Notices], "tour-safe-notices"),
            (&[Action::Palette], "tour-safe-palette"),
            (&[Action::Help], "tour-safe-help"),
            (&[Action::NextTheme], "tour-safe-theme"),
            (&[Action::Tour], "tour-safe-again"),
        ],
    },
];

/// Cells of the keys before the words.
const KEYS: u16 = 16;
const WIDTH: u16 = 76;

impl App {
    /// Opens the tour; from now on it is not shown by itself.
    pub(super) fn open_tour(&mut self) {
        self.over = Some(Overlay::Tour { page: 0 });
        self.ask(Effect::App(AppEffect::KeepHabit(Habit::Toured)));
    }

    /// At the first sign-in of whoever has items: the tour, or where it is to be found.
    pub(super) fn offer_tour(&mut self) {
        if !self.shared.has_items() {
            return;
        }
        match std::mem::take(&mut self.shared.tour) {
            Tour::First => self.open_tour(),
            Tour::Hint => {
                let key = self.shared.key(Context::Inbox, Action::Tour);
                let words = [("key", key.into())];
                let words = Shown::say_with(self.shared.lang, "tour-hint", &words);
                self.tell(Tone::Plain, words);
            }
            Tour::Seen => {}
        }
    }
}

/// Whatever goes on goes to the next screen, and from the last one away.
pub(super) fn key(page: &mut usize, action: Option<Action>) -> Over {
    let last = PAGES.len() - 1;
    match action {
        Some(
            Action::Open
            | Action::NextTab
            | Action::Right
            | Action::Down
            | Action::PageDown
            | Action::Select,
        ) => {
            if *page == last {
                return Over::Close;
            }
            *page += 1;
        }
        Some(Action::PreviousTab | Action::Left | Action::Up | Action::PageUp) => {
            *page = page.saturating_sub(1);
        }
        Some(Action::Home) => *page = 0,
        Some(Action::End) => *page = last,
        _ => {}
    }
    Over::Stay
}

pub(super) fn view(page: usize, frame: &mut Frame, body: Rect, app: &App) {
    let shared = &app.shared;
    let theme = shared.theme;
    let at = &PAGES[page.min(PAGES.len() - 1)];
    let title = shared.say(at.title);
    let inner = popup(
        centered(body, WIDTH, body.height.min(20)),
        &title,
        theme,
        frame.buffer_mut(),
    );
    let foot = inner.bottom().saturating_sub(1);
    let room = inner.width.saturating_sub(KEYS + 2);
    let texts = at
        .lines
        .iter()
        .map(|(_, words)| wrap(&shared.say(words), room));
    let texts: Vec<Vec<Shown>> = texts.collect();
    // An empty line between them, where all of it then has room.
    let all = texts.iter().map(|text| text.len() + 1).sum::<usize>();
    let gap = u16::from(all <= usize::from(inner.height));
    let mut y = inner.y;
    for ((actions, _), text) in at.lines.iter().zip(&texts) {
        let keys = actions.iter().map(|action| shared.key(at.place, *action));
        let keys: Vec<String> = keys.filter(|key| !key.is_empty()).collect();
        let keys = fit(&Shown::line(&keys.join("  ")), KEYS - 1);
        let buffer = frame.buffer_mut();
        put(buffer, (inner.x + 1, y), &keys, theme.style(Role::Key));
        for line in text {
            let place = (inner.x + 1 + KEYS, y);
            if y < foot {
                put(buffer, place, line, theme.style(Role::Text));
            }
            y += 1;
        }
        y += gap;
    }
    let key = |action| shared.key(Context::Reading, action).into();
    let words = [
        ("page", (page + 1).into()),
        ("pages", PAGES.len().into()),
        ("next", key(Action::Open)),
        ("skip", key(Action::Back)),
    ];
    let words = Shown::say_with(shared.lang, "tour-foot", &words);
    let words = fit(&words, inner.width.saturating_sub(2));
    put(
        frame.buffer_mut(),
        (inner.x + 1, foot),
        &words,
        theme.style(Role::Dim),
    );
}
