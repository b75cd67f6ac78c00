//! The dialog of columns: which are shown, and in which order.
//!
//! Owns a copy of the choice until it is applied. A choice that is given up leaves the columns to the width of the
//! terminal again.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::{fit, wrap};
use crate::console::widget::popup::{centered, popup, put};

use super::columns::Column;

/// The dialog's state.
#[derive(Debug)]
pub struct Arrange {
    /// Every column, the shown ones first and in their order, each with whether it is shown.
    lines: Vec<(Column, bool)>,
    at: usize,
    /// Whether anything was chosen; else the width decides.
    chosen: bool,
}

impl Arrange {
    /// Opens on the columns that were chosen, if any were.
    pub fn open(chosen: Option<&[Column]>) -> Self {
        let shown: Vec<Column> = match chosen {
            Some(chosen) => chosen.to_vec(),
            None => Column::usual().collect(),
        };
        let others = Column::all().filter(|column| !shown.contains(column));
        let others: Vec<_> = others.map(|column| (column, false)).collect();
        let shown = shown.into_iter().map(|column| (column, true));
        Self {
            lines: shown.chain(others).collect(),
            at: 0,
            chosen: chosen.is_some(),
        }
    }

    /// Moves the cursor.
    pub fn step(&mut self, lines: isize) {
        let last = self.lines.len() - 1;
        self.at = self.at.saturating_add_signed(lines).min(last);
    }

    /// Shows the column under the cursor, or hides it; the number always stays.
    pub fn toggle(&mut self) {
        let (column, shown) = &mut self.lines[self.at];
        if *column != Column::No {
            *shown = !*shown;
            self.chosen = true;
        }
    }

    /// Moves the column under the cursor, and the cursor with it.
    pub fn shift(&mut self, lines: isize) {
        let from = self.at;
        self.step(lines);
        if from != self.at {
            self.lines.swap(from, self.at);
            self.chosen = true;
        }
    }

    /// Leaves the columns to the width again.
    pub fn reset(&mut self) {
        *self = Self::open(None);
    }

    /// The columns as chosen; none where the width decides.
    pub fn into_choice(self) -> Option<Vec<Column>> {
        let shown = self.lines.into_iter().filter(|(_, shown)| *shown);
        self.chosen
            .then(|| shown.map(|(column, _)| column).collect())
    }

    /// Draws it over the list.
    pub fn view(&self, shared: &Shared, area: Rect, buffer: &mut Buffer) {
        let key = |action| shared.key(Context::Decide, action).into();
        let keys = [
            ("tick", key(Action::Select)),
            ("left", key(Action::Left)),
            ("right", key(Action::Right)),
            ("reset", key(Action::ClearSelection)),
        ];
        let hint = wrap(&Shown::say_with(shared.lang, "columns-hint", &keys), 44);
        let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
        let height = count(self.lines.len() + hint.len() + 1) + 2;
        let title = shared.say("columns-title");
        let inside = popup(centered(area, 48, height), &title, shared.theme, buffer);
        let room = usize::from(inside.height).saturating_sub(hint.len()).max(1);
        let top = (self.at + 1).saturating_sub(room);
        for ((place, (column, shown)), y) in self
            .lines
            .iter()
            .enumerate()
            .skip(top)
            .take(room)
            .zip(inside.top()..)
        {
            let tick = Shown::line(if *shown { " [x] " } else { " [ ] " });
            let role = match (place == self.at, shown) {
                (true, _) => Role::Selected,
                (false, true) => Role::Marked,
                (false, false) => Role::Text,
            };
            let text = tick.then(&shared.say(&column.message()));
            put(
                buffer,
                (inside.x, y),
                &fit(&text, inside.width),
                shared.style(role),
            );
        }
        let below = inside.bottom().saturating_sub(count(hint.len()));
        for (line, y) in hint.iter().zip(below..) {
            put(buffer, (inside.x + 1, y), line, shared.style(Role::Dim));
        }
    }
}
