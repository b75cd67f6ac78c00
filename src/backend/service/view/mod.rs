//! Domain → wire: the only place that decides what is masked. A list shows no name in clear; an item shows the fields
//! of its matter under the masks of the catalogue; the clear text is an answer of its own, after its event.

pub mod item;

use chrono::{DateTime, Utc};

use crate::api::items::{ItemRow as RowView, RuleCounts};
use crate::api::problem::Current;
use crate::api::view::{due, time};
use crate::backend::App;
use crate::backend::store::items::ItemRow;
use crate::domain::calendar::Calendar;
use crate::domain::id::OfficerId;
use crate::domain::item::event::EventRecord;
use crate::domain::item::{Item, Outcome};
use crate::domain::mask;
use crate::domain::policy::ActorRef;
use crate::words::Lang;

/// Names of officers by login.
pub type Names = Vec<(OfficerId, String)>;

/// The present moment, on the calendar by which days are counted.
#[derive(Debug, Clone, Copy)]
pub struct Present<'a> {
    /// The moment.
    pub now: DateTime<Utc>,
    /// The calendar.
    pub calendar: &'a Calendar,
}

impl<'a> Present<'a> {
    /// The present moment of the backend.
    pub fn of(app: &'a App) -> Self {
        Self {
            now: app.clock.now(),
            calendar: &app.calendar,
        }
    }

    /// Work days from today to the day of `due`; negative after it.
    fn work_days_to(self, due: DateTime<Utc>) -> i32 {
        let (today, day) = (self.calendar.date(self.now), self.calendar.date(due));
        let between = |from, to| self.calendar.work_days_between(from, to).cast_signed();
        between(today, day) - between(day, today)
    }
}

/// A row of a list.
pub fn row(row: &ItemRow, names: &Names, present: Present<'_>) -> RowView {
    let holder = row.assignee.as_ref();
    let name = holder.and_then(|holder| names.iter().find(|(id, _)| id == holder));
    let [pass, warn, judge] = row.rules;
    RowView {
        no: row.no.to_string(),
        application: row.no.application().to_string(),
        scene: row.scene.to_string(),
        matter: row.matter.to_string(),
        department: row.desk.department.to_string(),
        line: row.desk.line.to_string(),
        division: row.desk.division.to_string(),
        channel: row.channel.code().to_owned(),
        state: row.state.code().to_owned(),
        outcome: row.outcome.map(|outcome| outcome.code().to_owned()),
        version: row.version,
        person: mask::person_name(&row.person),
        unit: row.unit.clone(),
        filed_at: time(row.filed_at),
        accepted_at: row.accepted_at.map(time),
        changed_at: time(row.changed_at),
        due: row.due.as_ref().map(due),
        work_days_left: row.due.as_ref().map(|due| present.work_days_to(due.at)),
        light: row.lights.light_at(present.now).code().to_owned(),
        assignee: holder.map(ToString::to_string),
        assignee_name: name.map(|(_, name)| name.clone()),
        rules: RuleCounts { pass, warn, judge },
        correction_rounds: row.correction_rounds,
        deemed_accepted: row.deemed_accepted,
    }
}

/// How an item stands, for whoever came too late: who changed it last, how and when.
pub fn current(item: &Item, last: &EventRecord, lang: Lang) -> Current {
    Current {
        state: item.state.code().to_owned(),
        outcome: item.outcome().map(Outcome::code).map(ToOwned::to_owned),
        version: item.version,
        changed_by: actor_name(&last.actor, lang),
        change: last.event.code().to_owned(),
        changed_at: time(last.at),
    }
}

/// Who did something, by name.
pub fn actor_name(actor: &ActorRef, lang: Lang) -> String {
    match actor {
        ActorRef::Officer {
            name,
            stands_in_for: Some(absent),
            ..
        } => {
            let facts = [
                ("name", name.as_str().into()),
                ("absent", absent.name.as_str().into()),
            ];
            lang.say_with("actor-stands-in", &facts)
        }
        ActorRef::Officer { name, .. } => name.clone(),
        ActorRef::System => lang.say("role-system"),
    }
}
