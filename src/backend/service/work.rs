//! An item in the hands of a write unit: loaded, decided, folded, and written with everything that follows.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::items::{Asker, absent};
use super::{ServiceError, view};
use crate::api::problem::Current;
use crate::backend::App;
use crate::backend::store::items::{ItemRow, Subject};
use crate::backend::store::scope::EVERYTHING;
use crate::backend::store::{ReadTx, StoreError, WriteTx};
use crate::domain::application::Application;
use crate::domain::application::corrected::judged_again;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::{Catalogue, Prerequisite, PrerequisiteKind};
use crate::domain::form::Form;
use crate::domain::id::ItemNo;
use crate::domain::item::command::Command;
use crate::domain::item::decide::{Context, decide};
use crate::domain::item::event::EventRecord;
use crate::domain::item::{Item, State};
use crate::domain::policy::{Absent, Actor, Officer, Parties};
use crate::domain::prerequisite;
use crate::domain::refusal::Refusal;
use crate::words::{self, Lang};

/// An item in the hands of a write unit.
pub(super) struct Work {
    /// The items of the application that have been touched; the one that was asked for first.
    touched: Vec<Touched>,
    catalogue: Arc<Catalogue>,
    form: Form,
    /// Who holds the item that was asked for, where the asker stands in for them now.
    absent: Option<Absent>,
}

/// An item, as it was read and as it is now.
struct Touched {
    before: Item,
    item: Item,
    last: EventRecord,
    events: Vec<EventRecord>,
}

impl Touched {
    fn new(history: &[EventRecord]) -> Option<Self> {
        let item = Item::from_events(history)?;
        Some(Self {
            before: item.clone(),
            item,
            last: history.last()?.clone(),
            events: Vec::new(),
        })
    }

    fn apply(&mut self, events: Vec<EventRecord>) {
        for record in &events {
            self.item.apply(record);
        }
        self.events.extend(events);
    }
}

/// Whether a refusal is about who asks and where the item stands, and not about what was written.
fn stands_whatever_is_said(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::IllegalMove { .. }
            | Refusal::NotAllowed { .. }
            | Refusal::OutOfReach
            | Refusal::OwnCase
            | Refusal::SamePerson
            | Refusal::HeldByAnother { .. }
            | Refusal::NotApproved { .. }
            | Refusal::FeedbackExists
    )
}

impl Work {
    /// Reads an item under the asker's scope.
    pub(super) async fn load(
        app: &App,
        unit: &mut ReadTx,
        asker: &Asker<'_>,
        no: &ItemNo,
    ) -> Result<Self, ServiceError> {
        let found = unit.history_and_form(asker.scope, no).await?;
        let (history, form) = found.ok_or(ServiceError::NotFound)?;
        let touched = Touched::new(&history).ok_or(ServiceError::NotFound)?;
        Ok(Self {
            absent: absent(app, unit, asker.actor.officer(), &touched.item).await?,
            catalogue: pinned(app, &touched.item)?,
            touched: vec![touched],
            form,
        })
    }

    /// The item that was asked for.
    pub(super) fn item(&self) -> &Item {
        &self.touched[0].item
    }

    /// The form of its application.
    pub(super) fn form(&self) -> &Form {
        &self.form
    }

    /// The catalogue that it pins.
    pub(super) fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// Refuses a command by someone who has seen another version: as changed where the command could still be given,
    /// else with what stands in its way by now, which is what they need to know.
    pub(super) async fn check_version(
        &self,
        app: &App,
        unit: &mut ReadTx,
        asker: &Asker<'_>,
        seen: Option<u64>,
        command: &Command,
    ) -> Result<(), ServiceError> {
        if seen.is_none_or(|seen| seen == self.item().version) {
            return Ok(());
        }
        match self.decide(0, app, &asker.actor, command, None, app.clock.now()) {
            Err(refusal) if stands_whatever_is_said(&refusal) => {
                Err(self.refused(unit, asker, refusal).await)
            }
            _ => Err(ServiceError::Conflict(Box::new(self.current(asker.lang)))),
        }
    }

    /// A refusal in words, with the names of officers and how the item stands.
    async fn refused(
        &self,
        unit: &mut ReadTx,
        asker: &Asker<'_>,
        refusal: Refusal,
    ) -> ServiceError {
        let officer = refusal.officer().map(std::slice::from_ref);
        let names = unit.officer_names(officer.unwrap_or_default()).await;
        // Without the name the login says as much: the refusal is what counts.
        let names = names.unwrap_or_default();
        let words = words::refusal::refusal(asker.lang, &refusal, &self.catalogue, &names);
        ServiceError::Refused {
            refusal,
            words,
            current: Some(Box::new(self.current(asker.lang))),
        }
    }

    fn current(&self, lang: Lang) -> Current {
        let Touched { before, last, .. } = &self.touched[0];
        view::current(before, last, lang)
    }

    /// Decides, and folds what happened; then decides what follows for the siblings, until nothing does.
    pub(super) async fn carry_out(
        &mut self,
        app: &App,
        unit: &mut ReadTx,
        asker: &Asker<'_>,
        command: &Command,
    ) -> Result<(), ServiceError> {
        let assignee = named_in(unit, command).await?;
        let now = app.clock.now();
        let events = match self.decide(0, app, &asker.actor, command, assignee.as_ref(), now) {
            Ok(events) => events,
            Err(refusal) => return Err(self.refused(unit, asker, refusal).await),
        };
        self.touched[0].apply(events);
        if self.touched[0].item.state == State::Closed && self.touched[0].before.state.is_open() {
            self.follow_up(app, unit, asker.lang).await?;
        }
        Ok(())
    }

    /// Takes the corrected form, and what it means for the rules of all items of the application.
    pub(super) async fn correct(
        &mut self,
        app: &App,
        unit: &mut ReadTx,
        lang: Lang,
        corrected: &Application,
    ) -> Result<(), ServiceError> {
        self.form = corrected.form.clone();
        self.load_siblings(unit).await?;
        let commands = judged_again(corrected, &self.items(), &self.catalogue, &app.calendar);
        self.carry_out_by_time(app, &commands, lang)?;
        self.settle(app, lang)
    }

    fn decide(
        &self,
        place: usize,
        app: &App,
        actor: &Actor,
        command: &Command,
        assignee: Option<&Officer>,
        now: DateTime<Utc>,
    ) -> Result<Vec<EventRecord>, Refusal> {
        let parties = Parties::of(&self.form, &self.catalogue);
        let context = Context {
            catalogue: &self.catalogue,
            calendar: &app.calendar,
            actor,
            parties: &parties,
            assignee,
            stands_in_for: self.absent.as_ref(),
        };
        decide(&self.touched[place].item, command, &context, now)
    }

    /// Releases and closes waiting siblings, by time itself.
    async fn follow_up(
        &mut self,
        app: &App,
        unit: &mut ReadTx,
        lang: Lang,
    ) -> Result<(), ServiceError> {
        let matter = &self.item().matter;
        let waited_for = |entry: &Prerequisite| {
            entry.kind == PrerequisiteKind::Hard && entry.any_of.contains(matter)
        };
        if !self.catalogue.prerequisites.iter().any(waited_for) {
            return Ok(());
        }
        self.load_siblings(unit).await?;
        self.settle(app, lang)
    }

    /// Carries out what the prerequisites ask for, until they ask for nothing more.
    fn settle(&mut self, app: &App, lang: Lang) -> Result<(), ServiceError> {
        loop {
            let commands = prerequisite::follow_ups(&self.items(), &self.catalogue, &self.form);
            if commands.is_empty() {
                return Ok(());
            }
            self.carry_out_by_time(app, &commands, lang)?;
        }
    }

    fn carry_out_by_time(
        &mut self,
        app: &App,
        commands: &[(ItemNo, Command)],
        lang: Lang,
    ) -> Result<(), ServiceError> {
        let now = app.clock.now();
        for (no, command) in commands {
            let mut touched = self.touched.iter();
            let Some(place) = touched.position(|touched| touched.item.no == *no) else {
                continue;
            };
            let events = self
                .decide(place, app, &Actor::System, command, None, now)
                .map_err(|refusal| ServiceError::refused(refusal, &self.catalogue, lang))?;
            self.touched[place].apply(events);
        }
        Ok(())
    }

    /// The items that are in hand, as they are now.
    fn items(&self) -> Vec<Item> {
        let items = self.touched.iter();
        items.map(|touched| touched.item.clone()).collect()
    }

    async fn load_siblings(&mut self, unit: &mut ReadTx) -> Result<(), StoreError> {
        let records = unit
            .histories_of(&EVERYTHING, &self.item().application)
            .await?;
        for history in records.chunk_by(|one, next| one.item == next.item) {
            if history[0].item != self.item().no {
                self.touched.extend(Touched::new(history));
            }
        }
        Ok(())
    }

    /// Writes rows and events; answers the row of the item that was asked for.
    pub(super) fn finish(&self, app: &App, unit: &mut WriteTx) -> Result<ItemRow, StoreError> {
        let mut events = Vec::new();
        for touched in self
            .touched
            .iter()
            .filter(|touched| !touched.events.is_empty())
        {
            let row = |item| row_of(&app.calendar, item, &self.form, &self.catalogue);
            unit.update_item(&row(&touched.before), &row(&touched.item));
            events.extend(touched.events.iter().cloned());
        }
        unit.append(&events)?;
        Ok(row_of(
            &app.calendar,
            self.item(),
            &self.form,
            &self.catalogue,
        ))
    }
}

/// The account that a command names, where it is open.
async fn named_in(unit: &mut ReadTx, command: &Command) -> Result<Option<Officer>, StoreError> {
    let Command::Assign { to } = command else {
        return Ok(None);
    };
    let account = unit.account(to).await?.filter(|account| !account.disabled);
    Ok(account.map(|account| account.officer))
}

/// The catalogue that an item pins.
pub(super) fn pinned(app: &App, item: &Item) -> Result<Arc<Catalogue>, StoreError> {
    let found = app.catalogues.pinned(&item.catalogue);
    found.cloned().ok_or_else(|| StoreError::Corrupt {
        table: "application",
        column: "catalogue",
        key: item.application.to_string(),
    })
}

/// The row of an item.
pub(super) fn row_of(
    calendar: &Calendar,
    item: &Item,
    form: &Form,
    catalogue: &Catalogue,
) -> ItemRow {
    let lights = item.lights(calendar, catalogue.supervision);
    ItemRow::of(item, lights, &Subject::of(form))
}
