//! What stands over a screen: help, the palette, a question, the outbox, notices, the tour, the way to an item.
//!
//! Each is made from what is there already (the table of actions, the keymap in force, the outbox); none has a list
//! of its own.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::help::Help;
use super::{App, ScreenId, notices, outbox, palette, tour};
use crate::client::Key;
use crate::console::action::Action;
use crate::console::effect::Question;
use crate::console::keymap::Context;
use crate::console::screen::Route;
use crate::console::shown::Shown;
use crate::console::theme::{Role, Theme};
use crate::console::widget::editor::{Editor, Focus, Lines};
use crate::console::widget::fit::wrap;
use crate::console::widget::popup::{centered, popup, put};
use crate::domain::id::as_written;

/// What a key did to an overlay.
pub(super) enum Over {
    /// It stays.
    Stay,
    /// It is closed.
    Close,
    /// It is closed, and this is done.
    Act(Action),
    /// It is closed, and this is opened.
    Open(Route),
    /// It stays, and the officer is told why nothing is done.
    Tell(Shown),
    /// It is closed, and this view is opened.
    View(usize),
    /// It is closed, and this theme is put on.
    Theme(Theme),
    /// It is closed with an answer that does something.
    Chosen { asker: Asker, answer: usize },
    /// It is closed, and the question about this refused decision is opened.
    Refused(Key),
    /// The decision of this key is dropped.
    Drop(Key),
    /// What waits for its next try is sent now.
    Hurry,
}

/// Who wants to know.
#[derive(Clone)]
pub(super) enum Asker {
    /// A screen.
    Screen(ScreenId),
    /// The app: whether to quit.
    Quit,
    /// The app: what to do about a refused decision.
    Refused(Key),
}

/// What stands over the screen.
pub(super) enum Overlay {
    Help(Help),
    Palette {
        query: Editor,
        at: usize,
    },
    Question {
        asker: Asker,
        question: Question,
        at: usize,
    },
    Outbox {
        at: usize,
    },
    Notices {
        top: usize,
    },
    Tour {
        page: usize,
    },
    GoItem {
        number: Editor,
    },
}

impl Overlay {
    pub(super) fn help(context: Context) -> Self {
        Self::Help(Help::of(context))
    }

    pub(super) fn palette() -> Self {
        Self::Palette {
            query: Editor::new(Lines::One, ""),
            at: 0,
        }
    }

    pub(super) fn question(asker: Asker, question: Question) -> Self {
        Self::Question {
            asker,
            question,
            at: 0,
        }
    }

    pub(super) fn outbox() -> Self {
        Self::Outbox { at: 0 }
    }

    pub(super) fn notices() -> Self {
        Self::Notices { top: 0 }
    }

    pub(super) fn go_item() -> Self {
        Self::GoItem {
            number: Editor::new(Lines::One, ""),
        }
    }

    pub(super) fn context(&self) -> Context {
        match self {
            Self::Notices { .. } | Self::Outbox { .. } | Self::Tour { .. } => Context::Reading,
            Self::Help(_) | Self::Palette { .. } => Context::Palette,
            Self::Question { .. } => Context::Dialog,
            Self::GoItem { .. } => Context::Field,
        }
    }

    /// The actions that mean something here, for the foot of the screen.
    pub(super) fn uses(&self) -> &'static [Action] {
        match self {
            Self::Notices { .. } | Self::Tour { .. } => &[Action::Back],
            Self::Help(_) | Self::Palette { .. } => &[Action::Open, Action::Cancel],
            Self::Question { .. } => &[Action::NextField, Action::Submit, Action::Cancel],
            Self::Outbox { .. } => &[Action::Open, Action::Drop, Action::Back],
            Self::GoItem { .. } => &[Action::Submit, Action::Cancel],
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        let editor = match self {
            Self::Help(help) => &mut help.query,
            Self::Palette { query: editor, .. } | Self::GoItem { number: editor } => editor,
            Self::Question { .. }
            | Self::Outbox { .. }
            | Self::Notices { .. }
            | Self::Tour { .. } => return,
        };
        editor.paste(text, chrono::DateTime::UNIX_EPOCH);
    }

    /// Takes a key: the action that it stands for here, or the key itself where text is typed.
    pub(super) fn key(&mut self, action: Option<Action>, key: KeyEvent, app: &App) -> Over {
        if matches!(action, Some(Action::Cancel | Action::Back | Action::Quit)) {
            return Over::Close;
        }
        match self {
            Self::Help(help) => help.key(action, key, app),
            Self::Notices { top } => {
                notices::key(top, action, app);
                Over::Stay
            }
            Self::Tour { page } => tour::key(page, action),
            Self::Palette { query, at } => palette::key(query, at, action, key, app),
            Self::Question {
                asker,
                question,
                at,
            } => question_key(asker, question, at, action, app),
            Self::Outbox { at } => outbox::key(at, action, app),
            Self::GoItem { number } => match action {
                Some(Action::Submit) if !number.is_empty() => Over::Open(Route::Item {
                    no: as_written(&number.text()),
                }),
                Some(_) => Over::Stay,
                None => {
                    number.type_key(key, app.shared.now);
                    Over::Stay
                }
            },
        }
    }

    pub(super) fn view(&self, frame: &mut Frame, body: Rect, app: &App) {
        match self {
            Self::Help(help) => help.view(frame, body, app),
            Self::Palette { query, at } => palette::view(query, *at, frame, body, app),
            Self::Question { question, at, .. } => question_view(question, *at, frame, body, app),
            Self::Outbox { at } => outbox::view(*at, frame, body, app),
            Self::Notices { top } => notices::view(*top, frame, body, app),
            Self::Tour { page } => tour::view(*page, frame, body, app),
            Self::GoItem { number } => {
                let area = centered(body, 40, 3);
                let title = app.shared.say("console-go-item");
                let inner = popup(area, &title, app.shared.theme, frame.buffer_mut());
                number.view(frame, inner, app.shared.theme, Focus::Here);
            }
        }
    }
}

// --- questions

fn question_key(
    asker: &Asker,
    question: &Question,
    at: &mut usize,
    action: Option<Action>,
    app: &App,
) -> Over {
    let last = question.answers.len().saturating_sub(1);
    match action {
        // A key that was meant for what stood here before, or repeats itself, answers nothing.
        Some(Action::Submit | Action::Open) if app.is_quiet() => Over::Stay,
        Some(Action::Submit | Action::Open) if *at == 0 => Over::Close,
        Some(Action::Submit | Action::Open) => Over::Chosen {
            asker: asker.clone(),
            answer: *at,
        },
        Some(Action::NextField) => {
            *at = if *at == last { 0 } else { *at + 1 };
            Over::Stay
        }
        Some(Action::PreviousField) => {
            *at = at.checked_sub(1).unwrap_or(last);
            Over::Stay
        }
        _ => Over::Stay,
    }
}

fn question_view(question: &Question, at: usize, frame: &mut Frame, body: Rect, app: &App) {
    let theme = app.shared.theme;
    let lines: Vec<Shown> = question
        .lines
        .iter()
        .flat_map(|line| wrap(line, 60))
        .collect();
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let inner = popup(
        centered(body, 64, height),
        &question.title,
        theme,
        frame.buffer_mut(),
    );
    let room = inner.bottom().saturating_sub(1);
    for (line, y) in lines.iter().zip(inner.top()..room) {
        put(
            frame.buffer_mut(),
            (inner.x + 1, y),
            line,
            theme.style(Role::Text),
        );
    }
    let mut x = inner.x + 1;
    for (number, answer) in question.answers.iter().enumerate() {
        let role = if number == at {
            Role::Selected
        } else {
            Role::Text
        };
        let answer = Shown::line("[ ").then(answer).then(&Shown::line(" ]"));
        put(frame.buffer_mut(), (x, room), &answer, theme.style(role));
        x += answer.width() + 2;
    }
}
