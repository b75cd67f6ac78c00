//! An application at work: its desks decide, and what follows from their decisions is carried out.

use lianban::domain::application::filing::{Filing, FilingRequest};
use lianban::domain::application::result::CombinedResult;
use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::id::MatterId;
use lianban::domain::item::command::Command;
use lianban::domain::item::{Context, Item, decide};
use lianban::domain::policy::{Actor, Parties, Role};
use lianban::domain::prerequisite::follow_ups;

use super::applicant::{MONDAY, filed, items, standings};
use super::support::{at, id, officer};

/// An application whose items are worked on.
pub struct Work {
    pub filing: Filing,
    pub items: Vec<Item>,
}

impl Work {
    /// Files the request on Monday.
    pub fn on(request: &FilingRequest) -> Self {
        let filing = filed(request);
        let items = items(&filing);
        Self { filing, items }
    }

    /// The desk of the matter (or the applicant, who filed) does this, and what follows from it is carried out.
    pub fn does(mut self, matter: &str, commands: &[Command]) -> Self {
        let item = self
            .items
            .iter()
            .find(|item| item.matter.as_str() == matter)
            .unwrap();
        let mut handler = officer("desk", Role::Handler);
        handler.department = Some(item.desk.department.clone());
        handler.division = item.desk.division.clone();
        for command in commands {
            self.carry_out(&id(matter), &Actor::Officer(handler.clone()), command);
        }
        loop {
            let form = &self.filing.application.form;
            let next = follow_ups(&self.items, Catalogue::embedded(), form);
            if next.is_empty() {
                return self;
            }
            for (no, command) in next {
                self.carry_out(&no.matter(), &Actor::System, &command);
            }
        }
    }

    fn carry_out(&mut self, matter: &MatterId, actor: &Actor, command: &Command) {
        let item = self
            .items
            .iter_mut()
            .find(|item| item.matter == *matter)
            .unwrap();
        let context = Context {
            catalogue: Catalogue::embedded(),
            calendar: Calendar::embedded(),
            actor,
            parties: &Parties::default(),
            assignee: None,
            stands_in_for: None,
        };
        for record in decide(item, command, &context, at(MONDAY)).unwrap() {
            item.apply(&record);
        }
    }

    pub fn standings(&self) -> Vec<String> {
        standings(&self.items)
    }

    pub fn result(&self) -> CombinedResult<'_> {
        CombinedResult::of(&self.filing.application, &self.items, Catalogue::embedded())
    }
}
