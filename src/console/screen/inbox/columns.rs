//! The columns of the list: which ones there are, how wide, and what stands in them.
//!
//! Owns one table. A wider terminal shows more columns, in the order of their rank; what is left over goes to those
//! that can use it. A column's width never depends on what is in the rows, so that nothing jumps while one scrolls.

use crate::api::items::ItemRow;
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::words::Lang;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The light, by shape and word.
    Light,
    /// How long there is still.
    Due,
    /// The number.
    No,
    /// The person, masked.
    Person,
    /// The employer.
    Unit,
    /// The matter's short name.
    Matter,
    /// What the rules said.
    Rules,
    /// How it came.
    Channel,
    /// When it was filed.
    Filed,
    /// State or outcome.
    State,
    /// Who holds it.
    Assignee,
}

struct Spec {
    column: Column,
    /// Cells in Chinese and in English.
    cells: (u16, u16),
    /// Cells that it can use where there is room.
    most: u16,
    /// Lower ranks stay longer as the terminal gets narrower.
    rank: u8,
}

/// In the order of the screen.
const COLUMNS: [Spec; 11] = [
    spec(Column::Light, (6, 7), 7, 0),
    spec(Column::Due, (9, 10), 10, 0),
    spec(Column::No, (19, 19), 20, 0),
    spec(Column::Person, (8, 8), 14, 1),
    spec(Column::Unit, (16, 16), 30, 6),
    spec(Column::Matter, (10, 13), 16, 1),
    spec(Column::Rules, (8, 8), 10, 5),
    spec(Column::Channel, (6, 7), 8, 3),
    spec(Column::Filed, (11, 11), 11, 7),
    spec(Column::State, (8, 13), 13, 1),
    spec(Column::Assignee, (6, 6), 10, 2),
];

const fn spec(column: Column, cells: (u16, u16), most: u16, rank: u8) -> Spec {
    Spec {
        column,
        cells,
        most,
        rank,
    }
}

impl Column {
    /// The id of the message that heads it.
    pub fn message(self) -> &'static str {
        match self {
            Self::Light => "column-light",
            Self::Due => "column-due",
            Self::No => "column-no",
            Self::Person => "column-person",
            Self::Unit => "column-unit",
            Self::Matter => "column-matter",
            Self::Rules => "column-rules",
            Self::Channel => "column-channel",
            Self::Filed => "column-filed",
            Self::State => "column-state",
            Self::Assignee => "column-assignee",
        }
    }

    /// What stands in it for a row.
    pub fn cell(self, row: &ItemRow, shared: &Shared) -> Shown {
        match self {
            Self::Light => wording::light_short(shared.lang, row),
            Self::Due => wording::due(shared.lang, shared.server_now(), row),
            Self::No => Shown::line(&row.no),
            Self::Person => Shown::line(&row.person),
            Self::Unit => Shown::line(row.unit.as_deref().unwrap_or("-")),
            Self::Matter => shared.names().matter_short(&row.matter),
            Self::Rules => rules(row, shared.lang),
            Self::Channel => wording::code(shared.lang, Kind::ChannelShort, &row.channel),
            Self::Filed => wording::moment(shared.now, &row.filed_at),
            Self::State => wording::standing(shared.lang, row),
            Self::Assignee => Shown::line(
                row.assignee_name
                    .as_deref()
                    .or(row.assignee.as_deref())
                    .unwrap_or("-"),
            ),
        }
    }
}

fn rules(row: &ItemRow, lang: Lang) -> Shown {
    let counts = row.rules;
    let id = match (counts.warn, counts.judge) {
        (0, 0) => "rules-clean",
        (_, 0) => "rules-warn",
        (0, _) => "rules-judge",
        _ => "rules-both",
    };
    Shown::say_with(
        lang,
        id,
        &[("warn", counts.warn.into()), ("judge", counts.judge.into())],
    )
}

/// The columns that fit into `width` cells with one cell between them, each with its width.
pub fn choose(width: u16, lang: Lang) -> Vec<(Column, u16)> {
    let cells = |spec: &Spec| match lang {
        Lang::Zh => spec.cells.0,
        Lang::En => spec.cells.1,
    };
    let mut ranks: Vec<u8> = COLUMNS.iter().map(|spec| spec.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let mut chosen: Vec<&Spec> = vec![];
    let mut left = width;
    for rank in ranks {
        let group: Vec<&Spec> = COLUMNS.iter().filter(|spec| spec.rank == rank).collect();
        let needed: u16 = group.iter().map(|spec| cells(spec) + 1).sum();
        // A rank that does not fit is left out; a narrower one below it may still do.
        if needed <= left + 1 || rank == 0 {
            left = left.saturating_sub(needed);
            chosen.extend(group);
        }
    }
    COLUMNS
        .iter()
        .filter(|spec| chosen.iter().any(|other| other.column == spec.column))
        .map(|spec| {
            let more = left.min(spec.most.saturating_sub(cells(spec)));
            left -= more;
            (spec.column, cells(spec) + more)
        })
        .collect()
}
