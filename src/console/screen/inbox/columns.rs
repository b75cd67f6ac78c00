//! The columns of the list: which ones there are, how wide, and what stands in them.
//!
//! Owns one table. A wider terminal shows more columns, in the order of their rank, or those that the officer has
//! chosen in the order that they gave; what is left over goes to those that can use it. A column's width never depends on what is in the rows, so that nothing jumps while one scrolls.

use serde::{Deserialize, Serialize};

use crate::api::items::ItemRow;
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::words::Lang;

use super::question::View;

macro_rules! columns {
    ($( $(#[$doc:meta])+ $name:ident $id:literal $cells:tt $most:literal $rank:literal $when:ident; )+) => {
        /// A column.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Column {
            $($(#[$doc])+ #[serde(rename = $id)] $name,)+
        }

        /// In the order of the screen.
        const COLUMNS: &[Spec] = &[
            $(Spec {
                column: Column::$name,
                id: $id,
                cells: $cells,
                most: $most,
                rank: $rank,
                when: When::$when,
            },)+
        ];
    };
}

// Cells in Chinese and in English, cells that it can use where there is room, rank: lower ones stay longer as the
// terminal gets narrower.
columns! {
    /// The light, by shape and word.
    Light "light" (6, 7) 7 0 WhileOpen;
    /// How long there is still.
    Due "due" (9, 10) 10 0 WhileOpen;
    /// The number.
    No "no" (19, 19) 20 0 Usually;
    /// The person, masked.
    Person "person" (8, 8) 14 1 Usually;
    /// The employer.
    Unit "unit" (16, 16) 30 7 Usually;
    /// The matter's short name.
    Matter "matter" (10, 13) 16 1 Usually;
    /// What the rules said.
    Rules "rules" (8, 8) 10 6 Usually;
    /// How it came.
    Channel "channel" (6, 7) 8 5 Usually;
    /// When it was filed.
    Filed "filed" (11, 11) 11 8 Usually;
    /// When it was accepted.
    Accepted "accepted" (11, 11) 11 2 Asked;
    /// When it last changed.
    Changed "changed" (11, 11) 11 3 Asked;
    /// State or outcome.
    State "state" (8, 13) 13 1 Usually;
    /// Who holds it.
    Assignee "assignee" (6, 6) 10 4 Usually;
}

struct Spec {
    column: Column,
    id: &'static str,
    cells: (u16, u16),
    most: u16,
    rank: u8,
    when: When,
}

/// When a column is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// Where there is room.
    Usually,
    /// The same, among items for which something still runs.
    WhileOpen,
    /// Where it is asked for.
    Asked,
}

impl Column {
    /// Every column, in the usual order.
    pub fn all() -> impl Iterator<Item = Self> {
        COLUMNS.iter().map(|spec| spec.column)
    }

    /// Those that are shown where nobody has chosen and there is room for all.
    pub fn usual() -> impl Iterator<Item = Self> {
        let usual = COLUMNS.iter().filter(|spec| spec.when != When::Asked);
        usual.map(|spec| spec.column)
    }

    /// Its name in the file of views.
    pub fn id(self) -> &'static str {
        self.spec().id
    }

    /// The column of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|column| column.id() == id)
    }

    /// The id of the message that heads it.
    pub fn message(self) -> String {
        format!("column-{}", self.id())
    }

    fn spec(self) -> &'static Spec {
        &COLUMNS[self as usize]
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
            Self::Accepted => row.accepted_at.as_ref().map_or_else(
                || Shown::line("-"),
                |accepted| wording::moment(shared.now, accepted),
            ),
            Self::Changed => wording::moment(shared.now, &row.changed_at),
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

/// What the officer wants to see.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The columns that were chosen, in their order; none leaves it to the width.
    pub chosen: Option<&'a [Column]>,
    /// The one by which the list is sorted.
    pub sorted: Column,
    /// What the list shows.
    pub view: View,
}

impl Wanted<'_> {
    /// The columns in their order. A list without numbers could not say which item is meant, and one that is sorted by
    /// what it does not show looks unsorted.
    fn columns(self) -> Vec<Column> {
        match self.chosen {
            Some(chosen) if chosen.contains(&Column::No) => chosen.to_vec(),
            Some(chosen) => [&[Column::No], chosen].concat(),
            None => Column::all()
                .filter(|column| *column == self.sorted || self.says_something(*column))
                .collect(),
        }
    }

    fn says_something(self, column: Column) -> bool {
        match column.spec().when {
            When::Usually => true,
            When::WhileOpen => self.view != View::Closed,
            When::Asked => false,
        }
    }

    fn rank(self, column: Column) -> u8 {
        let sorted = self.chosen.is_none() && column == self.sorted;
        if sorted { 0 } else { column.spec().rank }
    }
}

/// The columns that fit into `width` cells with one cell between them, each with its width.
pub fn choose(width: u16, lang: Lang, wanted: Wanted<'_>) -> Vec<(Column, u16)> {
    let cells = |column: Column| match lang {
        Lang::Zh => column.spec().cells.0,
        Lang::En => column.spec().cells.1,
    };
    let columns = wanted.columns();
    let mut ranks: Vec<u8> = columns.iter().map(|column| wanted.rank(*column)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let mut shown: Vec<Column> = vec![];
    let mut left = width;
    for rank in ranks {
        let group = columns
            .iter()
            .filter(|column| wanted.rank(**column) == rank);
        let group: Vec<Column> = group.copied().collect();
        let needed: u16 = group.iter().map(|column| cells(*column) + 1).sum();
        // A rank that does not fit is left out; a narrower one below it may still do.
        if needed <= left + 1 || rank == 0 {
            left = left.saturating_sub(needed);
            shown.extend(group);
        }
    }
    columns
        .into_iter()
        .filter(|column| shown.contains(column))
        .map(|column| {
            let more = left.min(column.spec().most.saturating_sub(cells(column)));
            left -= more;
            (column, cells(column) + more)
        })
        .collect()
}
