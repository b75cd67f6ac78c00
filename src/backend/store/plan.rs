//! How a page of the inbox is read: walking stretches of an index that are in order, or gathering the few that meet a
//! rare condition. The pages themselves are `inbox`'s.

use chrono::{DateTime, Utc};

use super::inbox::{Holder, PageQuery, Sort};
use super::items::{COLUMNS, NEVER};
use super::sql::Statement;
use crate::domain::id::{MatterId, OfficerId};
use crate::domain::item::State;
use crate::domain::policy::Scope;
use crate::domain::supervision::Light;

/// More than so many stretches are not merged but walked together.
const STRETCHES_MOST: usize = 24;
/// A condition that more items meet is not rare.
pub(in crate::backend::store) const RARE: u32 = 2_000;

/// A page query with what has been found out for it.
pub(in crate::backend::store) struct Plan<'a> {
    pub(in crate::backend::store) query: &'a PageQuery,
    pub(in crate::backend::store) scope: &'a Scope,
    /// Desks and states that have such items.
    pub(in crate::backend::store) stretches: Vec<(i64, State)>,
}

/// A condition with an index of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::backend::store) enum Candidates {
    /// What was searched for; applications.
    Found,
    /// What an officer holds.
    Held,
    /// What is not green.
    Alarming,
    /// What was filed long ago.
    Filed,
    /// What was accepted long ago.
    Accepted,
}

impl Candidates {
    /// Adds a query for the numbers, at most one more than is rare.
    pub(in crate::backend::store) fn push(self, plan: &Plan<'_>, statement: &mut Statement) {
        let filter = &plan.query.filter;
        match (self, &filter.needle, &filter.holder) {
            (Self::Found, Some(needle), _) => {
                needle.push_applications(statement, RARE + 1);
                return;
            }
            (Self::Held, _, Some(Holder::Officers(officers))) => {
                statement
                    .push("SELECT no FROM item WHERE assignee IN (")
                    .bind_all(officers.iter().map(OfficerId::as_str));
                statement.push(") AND state IN (");
                statement
                    .bind_all(plan.states().into_iter().map(State::code))
                    .push(")");
            }
            (Self::Filed, ..) => plan.push_before(statement, "filed_at", filter.filed_before),
            (Self::Accepted, ..) => {
                plan.push_before(statement, "accepted_at", filter.accepted_before);
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
            Self::Held | Self::Alarming | Self::Filed | Self::Accepted => "i.no = c.no",
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

    /// Adds a query for the numbers whose `column` is before a moment.
    fn push_before(
        &self,
        statement: &mut Statement,
        column: &'static str,
        before: Option<DateTime<Utc>>,
    ) {
        statement
            .push("SELECT no FROM item WHERE desk IN (")
            .bind_all(self.desks())
            .push(") AND state IN (");
        statement
            .bind_all(self.states().into_iter().map(State::code))
            .push(&format!(") AND {column} < "));
        statement.bind(before);
    }

    pub(in crate::backend::store) fn candidates(&self) -> Vec<Candidates> {
        let filter = &self.query.filter;
        let mut candidates = Vec::new();
        if filter.needle.is_some() {
            candidates.push(Candidates::Found);
        }
        if matches!(filter.holder, Some(Holder::Officers(_))) {
            candidates.push(Candidates::Held);
        }
        if !filter.lights.is_empty() && !filter.lights.contains(&Light::Green) {
            candidates.push(Candidates::Alarming);
        }
        // Sorted by filing, the walk ends where the condition does.
        if filter.filed_before.is_some() && self.query.sort != Sort::Filed {
            candidates.push(Candidates::Filed);
        }
        if filter.accepted_before.is_some() {
            candidates.push(Candidates::Accepted);
        }
        candidates
    }

    /// Takes the items that meet a rare condition, and sorts them.
    pub(in crate::backend::store) fn gather(&self, candidates: Candidates) -> Statement {
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
            // An index by state would be walked whole for each of them: a search by name took 300 ms of 10,000 items.
            statement.push(&format!(" AND {} IN (", plain("i.state")));
            statement
                .bind_all(self.states().into_iter().map(State::code))
                .push(")");
            self.push_desks(statement);
            self.push_conditions(statement);
        })
    }

    /// Merges the beginnings of stretches that are in order already.
    pub(in crate::backend::store) fn walk(&self) -> Statement {
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
            Some(Holder::Officers(officers)) => {
                let held = plain("i.assignee");
                statement
                    .push(&format!(" AND {held} IN ("))
                    .bind_all(officers.iter().map(OfficerId::as_str))
                    .push(")");
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
        if let Some(before) = filter.accepted_before {
            statement.push(" AND (i.accepted_at + 0) < ").bind(before);
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

/// A text column in a condition that must not choose the index: a joined text is no column.
pub(in crate::backend::store) fn plain(column: &str) -> String {
    format!("({column} || '')")
}
