//! The search line: words and conditions as they are typed, what the last of them may become, and what is wrong.
//!
//! Owns the text until it is sent. What it means is `terms`'; the list is not asked before the line can be read.

use chrono::{DateTime, Utc};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::editor::{Editor, Focus, Lines};
use crate::console::widget::fit::fit;
use crate::console::widget::popup::{clear_wide, put};

use super::question::Question;
use super::terms::{Asked, Fault};

/// Completions shown at once.
const SHOWN_MOST: usize = 8;

/// The line while it is written on.
pub struct SearchLine {
    editor: Editor,
    /// The completion that stands in the line, and what had been typed before it.
    taken: Option<(usize, String)>,
    fault: Option<Fault>,
}

/// The line that asks what the list answers now.
pub fn of(question: &Question, shared: &Shared) -> String {
    shared.terms().write(&Asked {
        filter: question.filter.clone(),
        search: question.search.clone(),
    })
}

impl SearchLine {
    /// Opens on what the list answers now.
    pub fn open(question: &Question, shared: &Shared) -> Self {
        let mut line = of(question, shared);
        if !line.is_empty() {
            line.push(' ');
        }
        Self {
            editor: Editor::new(Lines::One, &line),
            taken: None,
            fault: None,
        }
    }

    /// Takes a key.
    pub fn type_key(&mut self, key: KeyEvent, now: DateTime<Utc>) {
        self.editor.type_key(key, now);
        self.changed();
    }

    /// Takes what was pasted.
    pub fn paste(&mut self, text: &str, now: DateTime<Utc>) {
        self.editor.paste(text, now);
        self.changed();
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        self.editor.undo();
        self.changed();
    }

    /// Does it again.
    pub fn redo(&mut self) {
        self.editor.redo();
        self.changed();
    }

    fn changed(&mut self) {
        self.taken = None;
        self.fault = None;
    }

    /// Puts the next completion into the line, or the one before, round the ends.
    pub fn complete(&mut self, forward: bool, shared: &Shared) {
        let (typed, found) = self.completions(shared);
        let Some(last) = found.len().checked_sub(1) else {
            return;
        };
        let at = match (self.taken.as_ref(), forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some((at, _)), true) => {
                if *at == last {
                    0
                } else {
                    at + 1
                }
            }
            (Some((at, _)), false) => at.checked_sub(1).unwrap_or(last),
        };
        self.editor.replace(&found[at]);
        self.taken = Some((at, typed));
        self.fault = None;
    }

    /// What the line asks; none where it cannot be read, which is then said.
    pub fn submit(&mut self, shared: &Shared) -> Option<Asked> {
        match shared.terms().read(&self.editor.text()) {
            Ok(asked) => Some(asked),
            Err(fault) => {
                self.fault = Some(fault);
                None
            }
        }
    }

    /// What was typed, and what it may become.
    fn completions(&self, shared: &Shared) -> (String, Vec<String>) {
        let typed = match &self.taken {
            Some((_, typed)) => typed.clone(),
            None => self.editor.text(),
        };
        let mut found = shared.terms().complete(&typed);
        found.truncate(SHOWN_MOST);
        (typed, found)
    }

    /// Draws it in place of the tabs, with what is wrong or what it may become below.
    pub fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let label = shared.say("search-label");
        let key = shared.key(Context::Field, Action::NextField);
        let hint = Shown::say_with(shared.lang, "search-hint", &[("key", key.into())]);
        let line = Rect { height: 1, ..area };
        clear_wide(line, frame.buffer_mut());
        let buffer = frame.buffer_mut();
        put(
            buffer,
            (line.x + 1, line.y),
            &label,
            shared.style(Role::Key),
        );
        let used = label.width() + 2;
        let room = line.width.saturating_sub(used + 1);
        let beside = room.saturating_sub(hint.width() + 1);
        // The hint gives way to a long line.
        let wide = beside < 30 || self.editor.shown().width() + 2 > beside;
        let field = Rect {
            x: line.x + used,
            width: if wide { room } else { beside },
            ..line
        };
        if !wide {
            put(
                buffer,
                (field.right() + 1, line.y),
                &hint,
                shared.style(Role::Dim),
            );
        }
        let below = |n: u16| Rect {
            y: area.y + n,
            height: 1,
            ..area
        };
        if let Some(fault) = &self.fault {
            let words = fault.words(shared.lang);
            clear_wide(below(1), buffer);
            let words = fit(&words, area.width.saturating_sub(2));
            put(
                buffer,
                (area.x + 1, below(1).y),
                &words,
                shared.style(Role::Bad),
            );
        } else {
            let taken = self.taken.as_ref().map(|(at, _)| *at);
            let room = usize::from(area.height.saturating_sub(1));
            let cells = area.width.saturating_sub(used).min(40);
            for ((place, text), n) in self
                .completions(shared)
                .1
                .iter()
                .enumerate()
                .take(room)
                .zip(1..)
            {
                let role = if taken == Some(place) {
                    Role::Selected
                } else {
                    Role::Text
                };
                let last = text.split_whitespace().next_back().unwrap_or_default();
                let row = Rect {
                    x: field.x.saturating_sub(1),
                    width: cells,
                    ..below(n)
                };
                clear_wide(row, buffer);
                put(
                    buffer,
                    (row.x, row.y),
                    &fit(&Shown::line(&format!(" {last}")), cells),
                    shared.style(role),
                );
            }
        }
        self.editor.view(frame, field, shared.theme, Focus::Here);
    }
}
