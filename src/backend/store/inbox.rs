//! Pages of the inbox, flat at any number of items: no page scans or sorts more than a bounded number of rows.
//!
//! A page comes about in one of two ways. *Walk*: each desk and state is a stretch of an index that is in the list's
//! order already; a page takes the first rows of each stretch and merges them. *Gather*: a condition that few items
//! meet (a name, an alarm, an officer's own) has an index of its own; those items are taken and sorted. `tally` tells
//! which desks and states have items at all, a bounded probe whether a condition is rare. To add a filter: a field of
//! [`Filter`] and a line in `plan`'s conditions; if it is rare, a way to gather.

use chrono::{DateTime, Utc};

use super::counts::Tally;
use super::items::{ItemRow, NEVER, read};
use super::plan::{Candidates, Plan, RARE};
use super::search::Needle;
use super::sql::Statement;
use super::{ReadTx, StoreError};
use crate::domain::id::{DepartmentId, DivisionCode, ItemNo, MatterId, OfficerId, SceneId};
use crate::domain::item::State;
use crate::domain::policy::{Channel, Scope};
use crate::domain::supervision::Light;

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The date by which someone must act; items without one come last.
    Due,
    /// When they were filed.
    Filed,
    /// When they last changed.
    Changed,
}

impl Sort {
    pub(in crate::backend::store) fn column(self) -> &'static str {
        match self {
            Self::Due => "due_sort",
            Self::Filed => "filed_at",
            Self::Changed => "changed_at",
        }
    }

    /// Where a row stands in this order.
    pub fn place(self, row: &ItemRow) -> Place {
        let key = match self {
            Self::Due => row.due.map_or(NEVER, |due| due.at.timestamp_millis()),
            Self::Filed => row.filed_at.timestamp_millis(),
            Self::Changed => row.changed_at.timestamp_millis(),
        };
        Place {
            key,
            no: row.no.clone(),
        }
    }
}

/// A place in a list: the sorted value, then the number, which is unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The value of the sorted column.
    pub key: i64,
    /// The number.
    pub no: ItemNo,
}

/// Who holds an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// One of these officers.
    Officers(Vec<OfficerId>),
    /// Nobody.
    Nobody,
}

/// Which items a list shows. What is empty or absent does not filter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// States; empty means every open one.
    pub states: Vec<State>,
    /// Matters.
    pub matters: Vec<MatterId>,
    /// The scene.
    pub scene: Option<SceneId>,
    /// Channels.
    pub channels: Vec<Channel>,
    /// The department.
    pub department: Option<DepartmentId>,
    /// The division.
    pub division: Option<DivisionCode>,
    /// Lights.
    pub lights: Vec<Light>,
    /// Only items past the date by which someone must act.
    pub late: bool,
    /// Who holds it.
    pub holder: Option<Holder>,
    /// Filed before this moment.
    pub filed_before: Option<DateTime<Utc>>,
    /// Accepted before this moment.
    pub accepted_before: Option<DateTime<Utc>>,
    /// What was searched for.
    pub needle: Option<Needle>,
}

/// A page to be read.
#[derive(Debug, Clone)]
pub struct PageQuery {
    /// Which items.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// From the end to the beginning of that order.
    pub descending: bool,
    /// After which place of the list; none: from its beginning.
    pub after: Option<Place>,
    /// How many rows.
    pub most: u32,
    /// The present moment, for lights and lateness.
    pub now: DateTime<Utc>,
}

/// A page.
#[derive(Clone, PartialEq, Eq)]
pub struct ItemPage {
    /// Its rows.
    pub rows: Vec<ItemRow>,
    /// Whether the list goes on.
    pub more: bool,
}

impl ReadTx {
    /// A page of the items in reach.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn page(&mut self, scope: &Scope, query: &PageQuery) -> Result<ItemPage, StoreError> {
        let tallies = self.stand(scope).await?;
        let mut stretches: Vec<_> = tallies
            .iter()
            .filter(|tally| query.filter.may_hold(tally))
            .map(|tally| (tally.desk_id, tally.state))
            .collect();
        stretches.sort_unstable();
        stretches.dedup();
        if stretches.is_empty() {
            return Ok(ItemPage {
                rows: Vec::new(),
                more: false,
            });
        }
        let plan = Plan {
            query,
            scope,
            stretches,
        };
        let statement = match self.rare(&plan).await? {
            Some(candidates) => plan.gather(candidates),
            None => plan.walk(),
        };
        let rows = self.fetch(statement).await?;
        let mut rows: Vec<ItemRow> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
        let more = rows.len() > query.most as usize;
        rows.truncate(query.most as usize);
        Ok(ItemPage { rows, more })
    }

    /// The condition of the query that few items meet, if there is one.
    async fn rare(&mut self, plan: &Plan<'_>) -> Result<Option<Candidates>, StoreError> {
        for candidates in plan.candidates() {
            let mut probe = Statement::new("SELECT COUNT(*) FROM (", Vec::new());
            candidates.push(plan, &mut probe);
            probe.push(") c");
            let row = self.fetch_one(probe).await?;
            let found: u32 = row.map_or(Ok(0), |row| row.read("item").int("count"))?;
            if found <= RARE {
                return Ok(Some(candidates));
            }
        }
        Ok(None)
    }
}

impl Filter {
    /// Whether items that are counted together may be among those shown.
    fn may_hold(&self, tally: &Tally) -> bool {
        let state = if self.states.is_empty() {
            tally.state.is_open()
        } else {
            self.states.contains(&tally.state)
        };
        state
            && (self.accepted_before.is_none() || may_be_accepted(tally.state))
            && (self.matters.is_empty() || self.matters.contains(&tally.matter))
            && self
                .department
                .as_ref()
                .is_none_or(|id| *id == tally.desk.department)
            && self
                .division
                .as_ref()
                .is_none_or(|code| *code == tally.desk.division)
    }
}

/// Nothing is accepted before it was received.
fn may_be_accepted(state: State) -> bool {
    !matches!(state, State::Waiting | State::Received)
}
