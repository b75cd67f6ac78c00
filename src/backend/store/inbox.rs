//! Pages of the inbox, flat at any number of items: no page scans or sorts more than a bounded number of rows.
//!
//! A page comes about in one of two ways. *Walk*: each desk and state is a stretch of an index that is in the list's
//! order already; a page takes the first rows of each stretch and merges them. *Gather*: a condition that few items
//! meet (a name, an alarm, an officer's own) has an index of its own; those items are taken and sorted. `tally` tells
//! which desks and states have items at all, a bounded probe whether a condition is rare. To add a filter: a field of
//! [`Filter`] and a line in `push_conditions`; if it is rare, a way to gather.

use chrono::{DateTime, Utc};

use super::counts::Tally;
use super::items::{COLUMNS, ItemRow, NEVER, read};
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
}

impl Sort {
    fn column(self) -> &'static str {
        match self {
            Self::Due => "due_sort",
            Self::Filed => "filed_at",
        }
    }

    /// Where a row stands in this order.
    pub fn place(self, row: &ItemRow) -> Place {
        let key = match self {
            Self::Due => row.due.map_or(NEVER, |due| due.at.timestamp_millis()),
            Self::Filed => row.filed_at.timestamp_millis(),
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
    /// This officer.
    Officer(OfficerId),
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

/// More than so many stretches are not merged but walked together.
const STRETCHES_MOST: usize = 24;
/// A condition that more items meet is not rare.
const RARE: u32 = 2_000;

/// A page query with what has been found out for it.
struct Plan<'a> {
    query: &'a PageQuery,
    scope: &'a Scope,
    /// Desks and states that have such items.
    stretches: Vec<(i64, State)>,
}

impl ReadTx {
    /// A page of the items in reach.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn page(&mut self, scope: &Scope, query: &PageQuery) -> Result<ItemPage, StoreError> {
        let tallies = self.tallies(scope).await?;
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

/// A condition with an index of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Candidates {
    /// What was searched for; applications.
    Found,
    /// What an officer holds.
    Held,
    /// What is not green.
    Alarming,
}

impl Candidates {
    /// Adds a query for the numbers, at most one more than is rare.
    fn push(self, plan: &Plan<'_>, statement: &mut Statement) {
        let filter = &plan.query.filter;
        match (self, &filter.needle, &filter.holder) {
            (Self::Found, Some(needle), _) => {
                needle.push_applications(statement, RARE + 1);
                return;
            }
            (Self::Held, _, Some(Holder::Officer(officer))) => {
                statement
                    .push("SELECT no FROM item WHERE assignee = ")
                    .bind(officer.as_str());
                statement.push(" AND state IN (");
                statement
                    .bind_all(plan.states().into_iter().map(State::code))
                    .push(")");
            }
            _ => {
                statement.push("SELECT no FROM item WHERE desk IN (");
                statement
                    .bind_all(plan.desks())
                    .push(") AND alarm_at <= ")
                    .bind(plan.query.now);
                statement.push(&format!(" AND alarm_at < {NEVER}"));
            }
        }
        statement.push(" LIMIT ").bind(RARE + 1);
    }

    fn join(self) -> &'static str {
        match self {
            Self::Found => "i.no > c.no || '-' AND i.no < c.no || '.'",
            Self::Held | Self::Alarming => "i.no = c.no",
        }
    }
}

impl Plan<'_> {
    fn desks(&self) -> Vec<i64> {
        let mut desks: Vec<i64> = self.stretches.iter().map(|(desk, _)| *desk).collect();
        desks.dedup();
        desks
    }

    fn states(&self) -> Vec<State> {
        let has = |state: &State| self.stretches.iter().any(|(_, other)| other == state);
        State::ALL.into_iter().filter(has).collect()
    }

    fn candidates(&self) -> Vec<Candidates> {
        let filter = &self.query.filter;
        let mut candidates = Vec::new();
        if filter.needle.is_some() {
            candidates.push(Candidates::Found);
        }
        if matches!(filter.holder, Some(Holder::Officer(_))) {
            candidates.push(Candidates::Held);
        }
        if !filter.lights.is_empty() && !filter.lights.contains(&Light::Green) {
            candidates.push(Candidates::Alarming);
        }
        candidates
    }

    /// Takes the items that meet a rare condition, and sorts them.
    fn gather(&self, candidates: Candidates) -> Statement {
        self.page(|statement| {
            statement
                .push("SELECT i.")
                .push(self.query.sort.column())
                .push(" AS k, i.no AS no FROM (");
            candidates.push(self, statement);
            // A cross join keeps this order: the few first.
            statement
                .push(") c CROSS JOIN item i WHERE ")
                .push(candidates.join());
            statement.push(" AND i.state IN (");
            statement
                .bind_all(self.states().into_iter().map(State::code))
                .push(")");
            self.push_desks(statement);
            self.push_conditions(statement);
        })
    }

    /// Merges the beginnings of stretches that are in order already.
    fn walk(&self) -> Statement {
        let states = self.states();
        let by_filer = matches!(self.scope, Scope::FiledBy(_)) && self.query.sort == Sort::Filed;
        self.page(|statement| {
            if by_filer {
                self.push_stretch(statement, 0, |statement| {
                    statement
                        .in_scope(self.scope, "i")
                        .push(" AND i.state IN (");
                    statement
                        .bind_all(states.iter().map(|state| state.code()))
                        .push(")");
                    self.push_desks(statement);
                });
            } else if self.stretches.len() <= STRETCHES_MOST
                && !matches!(self.scope, Scope::FiledBy(_))
            {
                for (place, (desk, state)) in self.stretches.iter().enumerate() {
                    self.push_stretch(statement, place, |statement| {
                        statement.push("i.desk = ").bind(*desk);
                        statement.push(" AND i.state = ").bind(state.code());
                    });
                }
            } else {
                for (place, state) in states.iter().enumerate() {
                    self.push_stretch(statement, place, |statement| {
                        statement.push("i.state = ").bind(state.code());
                        self.push_desks(statement);
                    });
                }
            }
        })
    }

    /// Adds the beginning of one stretch.
    fn push_stretch(
        &self,
        statement: &mut Statement,
        place: usize,
        stretch: impl FnOnce(&mut Statement),
    ) {
        let column = self.query.sort.column();
        statement.push(if place > 0 { " UNION ALL " } else { "" });
        statement
            .push("SELECT k, no FROM (SELECT i.")
            .push(column)
            .push(" AS k, i.no AS no FROM item i WHERE ");
        stretch(statement);
        self.push_conditions(statement);
        self.push_order(statement, &format!("i.{column}"), "i.no");
        statement.push(&format!(") s{place}"));
    }

    /// The rows of a page, whose keys and numbers a query finds.
    fn page(&self, found: impl FnOnce(&mut Statement)) -> Statement {
        let mut statement = Statement::new("SELECT ", Vec::new());
        statement.push(COLUMNS).push(" FROM (SELECT k, no FROM (");
        found(&mut statement);
        statement.push(") f");
        self.push_order(&mut statement, "k", "no");
        statement.push(
            ") p CROSS JOIN item i CROSS JOIN desk d WHERE i.no = p.no AND d.id = i.desk ORDER BY ",
        );
        let turn = self.turn();
        statement.push("p.k").push(turn).push(", p.no").push(turn);
        statement
    }

    fn turn(&self) -> &'static str {
        if self.query.descending { " DESC" } else { "" }
    }

    fn push_order(&self, statement: &mut Statement, key: &str, no: &str) {
        let turn = self.turn();
        statement
            .push(" ORDER BY ")
            .push(key)
            .push(turn)
            .push(", ")
            .push(no)
            .push(turn);
        statement.push(" LIMIT ").bind(self.query.most + 1);
    }

    /// Desks and filer as a filter that leaves the order of the index alone: a sum is no column.
    fn push_desks(&self, statement: &mut Statement) {
        if let Scope::FiledBy(account) = self.scope {
            let filer = plain("i.filed_by");
            statement
                .push(&format!(" AND {filer} = "))
                .bind(account.as_str());
        }
        statement
            .push(" AND (i.desk + 0) IN (")
            .bind_all(self.desks())
            .push(")");
    }

    /// A sorted column in a condition: it bounds the walk where it is what the list is sorted by.
    fn bound(&self, column: Sort) -> String {
        if self.query.sort == column {
            format!("i.{}", column.column())
        } else {
            format!("(i.{} + 0)", column.column())
        }
    }

    fn push_conditions(&self, statement: &mut Statement) {
        let PageQuery { filter, now, .. } = self.query;
        let column = self.query.sort.column();
        if let Some(after) = &self.query.after {
            let beyond = if self.query.descending { "<" } else { ">" };
            statement.push(&format!(" AND (i.{column}, i.no) {beyond} ("));
            statement
                .bind(after.key)
                .push(", ")
                .bind(after.no.as_str())
                .push(")");
        }
        if !filter.matters.is_empty() {
            statement.push(" AND i.matter IN (");
            statement
                .bind_all(filter.matters.iter().map(MatterId::as_str))
                .push(")");
        }
        if let Some(scene) = &filter.scene {
            statement.push(" AND i.scene = ").bind(scene.as_str());
        }
        if !filter.channels.is_empty() {
            statement.push(" AND i.channel IN (");
            statement
                .bind_all(filter.channels.iter().map(|channel| channel.code()))
                .push(")");
        }
        match &filter.holder {
            Some(Holder::Officer(officer)) => {
                let held = plain("i.assignee");
                statement
                    .push(&format!(" AND {held} = "))
                    .bind(officer.as_str());
            }
            Some(Holder::Nobody) => {
                statement.push(" AND i.assignee IS NULL");
            }
            None => {}
        }
        if filter.late {
            let due = self.bound(Sort::Due);
            statement.push(&format!(" AND {due} < ")).bind(*now);
        }
        if let Some(before) = filter.filed_before {
            let filed = self.bound(Sort::Filed);
            statement.push(&format!(" AND {filed} < ")).bind(before);
        }
        if !filter.lights.is_empty() {
            push_lights(statement, &filter.lights, *now);
        }
        if let Some(needle) = &filter.needle {
            statement.push(" AND ");
            needle.push_condition(statement);
        }
    }
}

fn push_lights(statement: &mut Statement, lights: &[Light], now: DateTime<Utc>) {
    statement.push(" AND CASE");
    for (column, light) in [
        ("red_card_at", Light::RedCard),
        ("yellow_card_at", Light::YellowCard),
        ("yellow_at", Light::Yellow),
    ] {
        statement
            .push(" WHEN i.")
            .push(column)
            .push(" <= ")
            .bind(now);
        statement.push(" THEN ").bind(light.code());
    }
    statement
        .push(" ELSE ")
        .bind(Light::Green.code())
        .push(" END IN (");
    statement
        .bind_all(lights.iter().map(|light| light.code()))
        .push(")");
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

/// A text column in a condition that must not choose the index: a joined text is no column.
pub(in crate::backend::store) fn plain(column: &str) -> String {
    format!("({column} || '')")
}
