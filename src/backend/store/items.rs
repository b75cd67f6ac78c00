//! Items as lists need them: one row each, beside the events that are the truth.
//!
//! The row holds no more than lists show, filter, sort and count by; the item whole is the fold of its events
//! (`events`). Both are written in one unit, and [`ItemRow::of`] is the only maker of a row, so a test can fold every
//! item of a store and compare.

use chrono::{DateTime, Utc};

use super::rows::Row;
use super::sql::{Cell, Statement, values};
use super::{ReadTx, StoreError, WriteTx};
use crate::domain::application::duplicate::Earlier;
use crate::domain::deadline::{Clock, DueDate};
use crate::domain::form::Form;
use crate::domain::id::{ApplicationNo, ItemNo, MatterId, OfficerId, SceneId};
use crate::domain::item::{Desk, Item, Outcome, State};
use crate::domain::policy::{Channel, Scope};
use crate::domain::rule::Verdict;
use crate::domain::supervision::LightSchedule;

/// The end of time: sorts after every date.
pub(in crate::backend::store) const NEVER: i64 = 253_402_300_799_999;

/// Whom an application is about, as lists show and searches find it.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    /// The person's name.
    pub person: String,
    /// The person's ID number.
    pub id_number: String,
    /// The employer's name, in the scene that has one.
    pub unit: Option<String>,
}

impl Subject {
    /// Whom a form is about.
    pub fn of(form: &Form) -> Self {
        let text = |found: Option<&str>| found.unwrap_or_default().to_owned();
        Self {
            person: text(form.person_name()),
            id_number: text(form.person_number()),
            unit: form.unit_name().map(ToOwned::to_owned),
        }
    }
}

/// An item in a list, with personal data in clear: whoever shows it masks it.
#[derive(Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// Its number.
    pub no: ItemNo,
    /// The scene.
    pub scene: SceneId,
    /// The matter.
    pub matter: MatterId,
    /// The desk.
    pub desk: Desk,
    /// The channel.
    pub channel: Channel,
    /// The state.
    pub state: State,
    /// The outcome, once closed.
    pub outcome: Option<Outcome>,
    /// The version.
    pub version: u64,
    /// The person's name.
    pub person: String,
    /// The employer's name.
    pub unit: Option<String>,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// The account that filed it.
    pub filed_by: OfficerId,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// The date by which someone must act.
    pub due: Option<DueDate>,
    /// Whether any of its clocks is provisional.
    pub provisional: bool,
    /// When its light turns.
    pub lights: LightSchedule,
    /// Who holds it.
    pub assignee: Option<OfficerId>,
    /// Rules passed, warned, left to the officer: those that only people can judge, and those that fail since a correction.
    pub rules: [u32; 3],
    /// How many correction notices went out.
    pub correction_rounds: u32,
    /// Accepted by silence.
    pub deemed_accepted: bool,
}

impl ItemRow {
    /// The row of an item.
    pub fn of(item: &Item, lights: LightSchedule, subject: &Subject) -> Self {
        let count = |verdicts: &[Verdict]| {
            let found = item.rules.iter();
            count(found.filter(|rule| verdicts.contains(&rule.verdict)))
        };
        Self {
            no: item.no.clone(),
            scene: item.scene.clone(),
            matter: item.matter.clone(),
            desk: item.desk.clone(),
            channel: item.channel,
            state: item.state,
            outcome: item.outcome(),
            version: item.version,
            person: subject.person.clone(),
            unit: subject.unit.clone(),
            filed_at: item.filed_at,
            filed_by: item.filed_by.clone(),
            accepted_at: item.accepted_at(),
            changed_at: item.changed_at,
            due: item.due().copied(),
            provisional: item.state.is_open() && clocks(item).any(|clock| clock.due.provisional),
            lights,
            assignee: item.assignee.clone(),
            rules: [
                count(&[Verdict::Pass]),
                count(&[Verdict::Warn]),
                count(&[Verdict::Judge, Verdict::Fail]),
            ],
            correction_rounds: count_of(item.corrections.len()),
            deemed_accepted: item.deemed_accepted,
        }
    }

    /// The first moment at which its light is not green.
    fn alarm_at(&self) -> i64 {
        let LightSchedule {
            yellow_at,
            yellow_card_at,
            red_card_at,
        } = self.lights;
        [yellow_at, yellow_card_at, red_card_at]
            .into_iter()
            .flatten()
            .min()
            .map_or(NEVER, |at| at.timestamp_millis())
    }

    fn due_sort(&self) -> i64 {
        self.due.map_or(NEVER, |due| due.at.timestamp_millis())
    }

    /// The columns that never change.
    pub(in crate::backend::store) fn fixed(&self) -> Vec<Cell> {
        values![
            self.no.as_str(),
            self.scene.as_str(),
            self.matter.as_str(),
            self.channel.code(),
            self.filed_at,
            self.filed_by.as_str(),
        ]
    }

    /// The columns that events change, in the order of [`CHANGING`].
    pub(in crate::backend::store) fn changing(&self) -> Vec<Cell> {
        let [pass, warn, judge] = self.rules;
        values![
            self.state.code(),
            self.outcome.map(Outcome::code),
            self.version,
            self.person.as_str(),
            self.unit.as_deref(),
            self.assignee.as_ref().map(OfficerId::as_str),
            self.due_sort(),
            self.due.is_some_and(|due| due.provisional),
            self.provisional,
            self.alarm_at(),
            self.lights.yellow_at,
            self.lights.yellow_card_at,
            self.lights.red_card_at,
            self.correction_rounds,
            self.deemed_accepted,
            pass,
            warn,
            judge,
            self.accepted_at,
            self.changed_at,
        ]
    }
}

fn clocks(item: &Item) -> impl Iterator<Item = &Clock> {
    let clocks = &item.clocks;
    [
        &clocks.acceptance,
        &clocks.reply,
        &clocks.promise,
        &clocks.statutory,
    ]
    .into_iter()
    .flatten()
}

fn count<T>(found: impl Iterator<Item = T>) -> u32 {
    count_of(found.count())
}

fn count_of(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The columns of [`ItemRow::fixed`] and [`ItemRow::changing`], then the desk.
pub(in crate::backend::store) const INSERT: &str = "INSERT INTO item (\
     no, scene, matter, channel, filed_at, filed_by, \
     state, outcome, version, person, unit, assignee, due_sort, due_provisional, provisional, \
     alarm_at, yellow_at, yellow_card_at, red_card_at, correction_rounds, deemed_accepted, rules_pass, \
     rules_warn, rules_judge, accepted_at, changed_at, desk) VALUES ";

const UPDATE: &str = "UPDATE item SET \
     state = $1, outcome = $2, version = $3, person = $4, unit = $5, assignee = $6, due_sort = $7, \
     due_provisional = $8, provisional = $9, alarm_at = $10, yellow_at = $11, yellow_card_at = $12, \
     red_card_at = $13, correction_rounds = $14, deemed_accepted = $15, \
     rules_pass = $16, rules_warn = $17, rules_judge = $18, accepted_at = $19, changed_at = $20, \
     desk = (SELECT id FROM desk WHERE department = $21 AND line = $22 AND division = $23) \
     WHERE no = $24 AND version = $25";

/// The columns that [`read`] reads.
pub(in crate::backend::store) const COLUMNS: &str = "i.no, i.scene, i.matter, d.department, d.line, d.division, i.channel, i.state, i.outcome, \
     i.version, i.person, i.unit, i.filed_at, i.filed_by, i.due_sort, i.due_provisional, \
     i.provisional, i.yellow_at, i.yellow_card_at, i.red_card_at, i.assignee, i.rules_pass, \
     i.rules_warn, i.rules_judge, i.correction_rounds, i.deemed_accepted, i.accepted_at, i.changed_at";

/// Reads a row of [`COLUMNS`].
pub(in crate::backend::store) fn read(row: Row) -> Result<ItemRow, StoreError> {
    let mut row = row.read("item");
    Ok(ItemRow {
        no: row.id("no")?,
        scene: row.id("scene")?,
        matter: row.id("matter")?,
        desk: Desk {
            department: row.id("department")?,
            line: row.id("line")?,
            division: row.id("division")?,
        },
        channel: row.code("channel", &Channel::ALL, Channel::code)?,
        state: row.code("state", &State::ALL, State::code)?,
        outcome: row.maybe_code("outcome", &Outcome::ALL, Outcome::code)?,
        version: row.int("version")?,
        person: row.text("person")?,
        unit: row.maybe_text("unit")?,
        filed_at: row.time("filed_at")?,
        filed_by: row.id("filed_by")?,
        due: {
            let at = row.time("due_sort")?;
            let provisional = row.flag("due_provisional")?;
            (at.timestamp_millis() != NEVER).then_some(DueDate { at, provisional })
        },
        provisional: row.flag("provisional")?,
        lights: LightSchedule {
            yellow_at: row.maybe_time("yellow_at")?,
            yellow_card_at: row.maybe_time("yellow_card_at")?,
            red_card_at: row.maybe_time("red_card_at")?,
        },
        assignee: row.maybe_id("assignee")?,
        rules: [
            row.int("rules_pass")?,
            row.int("rules_warn")?,
            row.int("rules_judge")?,
        ],
        correction_rounds: row.int("correction_rounds")?,
        deemed_accepted: row.flag("deemed_accepted")?,
        accepted_at: row.maybe_time("accepted_at")?,
        changed_at: row.time("changed_at")?,
    })
}

impl ReadTx {
    /// The row of an item.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn item_row(
        &mut self,
        scope: &Scope,
        no: &ItemNo,
    ) -> Result<Option<ItemRow>, StoreError> {
        let mut statement = select();
        statement.push("WHERE i.no = ").bind(no.as_str());
        statement.push(" AND ").in_scope(scope, "i");
        self.fetch_one(statement).await?.map(read).transpose()
    }

    /// The rows of an application's items, in the order of their numbers.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn item_rows_of(
        &mut self,
        scope: &Scope,
        application: &ApplicationNo,
    ) -> Result<Vec<ItemRow>, StoreError> {
        let mut statement = select();
        statement.push("WHERE ").belongs_to(application, "i.no");
        statement
            .push(" AND ")
            .in_scope(scope, "i")
            .push(" ORDER BY i.no");
        let rows = self.fetch(statement).await?;
        rows.into_iter().map(read).collect()
    }

    /// The rows of these items, as far as in reach.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn item_rows(
        &mut self,
        scope: &Scope,
        numbers: &[&ItemNo],
    ) -> Result<Vec<ItemRow>, StoreError> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = select();
        statement
            .push("WHERE i.no IN (")
            .bind_all(numbers.iter().map(|no| no.as_str()));
        statement.push(") AND ").in_scope(scope, "i");
        let rows = self.fetch(statement).await?;
        rows.into_iter().map(read).collect()
    }

    /// Items of the same person for one of these matters that are open or were approved, oldest first: filed twice?
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn items_of_person(
        &mut self,
        scope: &Scope,
        id_number: &str,
        matters: &[MatterId],
    ) -> Result<Vec<Earlier>, StoreError> {
        let mut statement = Statement::new(
            "SELECT i.no, i.outcome, a.form FROM application a \
             JOIN item i ON i.no > a.no || '-' AND i.no < a.no || '.' \
             WHERE (i.state <> 'closed' OR i.outcome = 'approved') AND a.id_number = ",
            Vec::new(),
        );
        statement.bind(id_number).push(" AND i.matter IN (");
        statement
            .bind_all(matters.iter().map(MatterId::as_str))
            .push(") AND ");
        statement.in_scope(scope, "i").push(" ORDER BY i.no");
        let rows = self.fetch(statement).await?;
        rows.into_iter()
            .map(|row| {
                let mut row = row.read("item");
                Ok(Earlier {
                    item: row.id("no")?,
                    outcome: row.maybe_code("outcome", &Outcome::ALL, Outcome::code)?,
                    form: row.json("form")?,
                })
            })
            .collect()
    }

    /// Items in a state whose date is past, the longest past first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn items_past(
        &mut self,
        state: State,
        now: DateTime<Utc>,
        most: u32,
    ) -> Result<Vec<ItemNo>, StoreError> {
        let statement = Statement::new(
            "SELECT no FROM item WHERE state = $1 AND due_sort < $2 ORDER BY due_sort, no LIMIT $3",
            values![state.code(), now, most],
        );
        let rows = self.fetch(statement).await?;
        rows.into_iter()
            .map(|row| row.read("item").id("no"))
            .collect()
    }

    /// Open items with a provisional due date, after a number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn items_provisional(
        &mut self,
        after: Option<&ItemNo>,
        most: u32,
    ) -> Result<Vec<ItemNo>, StoreError> {
        let statement = Statement::new(
            "SELECT no FROM item WHERE provisional = 1 AND no > $1 ORDER BY no LIMIT $2",
            values![after.map_or("", ItemNo::as_str), most],
        );
        let rows = self.fetch(statement).await?;
        rows.into_iter()
            .map(|row| row.read("item").id("no"))
            .collect()
    }
}

fn select() -> Statement {
    let mut statement = Statement::new("SELECT ", Vec::new());
    statement
        .push(COLUMNS)
        .push(" FROM item i JOIN desk d ON d.id = i.desk ");
    statement
}

impl Statement {
    /// Adds the condition that a number is one of an application's items. `.` follows `-`, so the range is exact.
    pub(in crate::backend::store) fn belongs_to(
        &mut self,
        application: &ApplicationNo,
        column: &str,
    ) -> &mut Self {
        self.push("(")
            .push(column)
            .push(" > ")
            .bind(format!("{application}-"));
        self.push(" AND ")
            .push(column)
            .push(" < ")
            .bind(format!("{application}."))
            .push(")")
    }

    /// Adds the number of a desk.
    pub(in crate::backend::store) fn desk(&mut self, desk: &Desk) -> &mut Self {
        self.push("(SELECT id FROM desk WHERE department = ")
            .bind(desk.department.as_str());
        self.push(" AND line = ").bind(desk.line.as_str());
        self.push(" AND division = ")
            .bind(desk.division.as_str())
            .push(")")
    }
}

impl WriteTx {
    /// Writes a new item's row; a number that is taken is a conflict when the unit is committed.
    pub fn insert_item(&mut self, row: &ItemRow) {
        self.ensure_desk(&row.desk);
        let mut statement = Statement::new(INSERT, Vec::new());
        statement.push("(").bind_all(row.fixed()).push(", ");
        statement
            .bind_all(row.changing())
            .push(", ")
            .desk(&row.desk)
            .push(")");
        self.later(statement, Some(1));
        self.count(row, None);
    }

    /// Writes a changed item's row over the one that was read; another version in its place is a conflict when the unit
    /// is committed.
    pub fn update_item(&mut self, before: &ItemRow, after: &ItemRow) {
        if before.desk != after.desk {
            self.ensure_desk(&after.desk);
        }
        let mut values = after.changing();
        values.extend(values![
            after.desk.department.as_str(),
            after.desk.line.as_str(),
            after.desk.division.as_str(),
            after.no.as_str(),
            before.version,
        ]);
        self.later(Statement::new(UPDATE, values), Some(1));
        self.count(after, Some(before));
    }

    fn ensure_desk(&mut self, desk: &Desk) {
        let statement = Statement::new(
            "INSERT INTO desk (department, line, division) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            values![
                desk.department.as_str(),
                desk.line.as_str(),
                desk.division.as_str()
            ],
        );
        self.later(statement, None);
    }
}
