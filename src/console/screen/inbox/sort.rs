//! The order of the list: by what, and from which end.
//!
//! Owns the names by which the server and the file of views know an order, and the same order for a single row, so that
//! a change from the feed finds its place without asking again. To add one: a variant of [`By`], its words in
//! `words/*/screen.ftl`, its index at the server.

use serde::{Deserialize, Serialize};

use crate::api::items::ItemRow;
use crate::console::screen::wording;
use crate::console::shown::Shown;

use super::columns::Column;

/// What the list is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum By {
    /// The date by which someone must act.
    #[default]
    Due,
    /// When it was filed.
    Filed,
    /// When it last changed.
    Changed,
}

impl By {
    /// Each of them, as the key goes through them.
    pub const ALL: [Self; 3] = [Self::Due, Self::Filed, Self::Changed];

    fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Filed => "filed",
            Self::Changed => "changed",
        }
    }

    /// The column in which it stands.
    pub fn column(self) -> Column {
        match self {
            Self::Due => Column::Due,
            Self::Filed => Column::Filed,
            Self::Changed => Column::Changed,
        }
    }
}

/// Which end stands first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Turn {
    /// The earliest.
    #[default]
    Up,
    /// The latest.
    Down,
}

/// The order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sort {
    /// By what.
    pub by: By,
    /// From which end.
    pub turn: Turn,
}

impl From<Sort> for String {
    fn from(sort: Sort) -> Self {
        sort.wire()
    }
}

impl TryFrom<String> for Sort {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::from_wire(&name).ok_or("no such order")
    }
}

impl Sort {
    /// Every order.
    pub fn all() -> impl Iterator<Item = Self> {
        let turns = [Turn::Up, Turn::Down];
        By::ALL
            .into_iter()
            .flat_map(move |by| turns.map(|turn| Self { by, turn }))
    }

    /// By this, from the end that people want first: what is urgent, what has waited, what has just changed.
    pub fn of(by: By) -> Self {
        let turn = match by {
            By::Due | By::Filed => Turn::Up,
            By::Changed => Turn::Down,
        };
        Self { by, turn }
    }

    /// By the next, round the end.
    #[must_use]
    pub fn next(self) -> Self {
        let at = By::ALL.iter().position(|by| *by == self.by).unwrap_or(0);
        Self::of(By::ALL[(at + 1) % By::ALL.len()])
    }

    /// The same order from its other end.
    #[must_use]
    pub fn turned(self) -> Self {
        let turn = match self.turn {
            Turn::Up => Turn::Down,
            Turn::Down => Turn::Up,
        };
        Self { turn, ..self }
    }

    /// The order as the server names it.
    pub fn wire(self) -> String {
        let turn = match self.turn {
            Turn::Up => "",
            Turn::Down => "-",
        };
        format!("{turn}{}", self.by.code())
    }

    /// The order of a name.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::all().find(|sort| sort.wire() == name)
    }

    /// The id of the message that names it.
    pub fn message(self) -> String {
        let last = match self.turn {
            Turn::Up => "",
            Turn::Down => "-last",
        };
        format!("sort-{}{last}", self.by.code())
    }

    /// How it is shown at the heading of its column. No arrow: those take one cell here and two there.
    pub fn mark(self) -> Shown {
        Shown::line(match self.turn {
            Turn::Up => " ^",
            Turn::Down => " v",
        })
    }

    /// Whether `row` stands after `new` in this order.
    pub fn stands_after(self, row: &ItemRow, new: &ItemRow) -> bool {
        let place = |row: &ItemRow| {
            let at = match self.by {
                By::Due => row.due.as_ref().and_then(|due| wording::time(&due.at)),
                By::Filed => wording::time(&row.filed_at),
                By::Changed => wording::time(&row.changed_at),
            };
            // As at the server: what has no date is due at the end of time.
            (at.is_none(), at, row.no.clone())
        };
        match self.turn {
            Turn::Up => place(row) > place(new),
            Turn::Down => place(row) < place(new),
        }
    }
}
