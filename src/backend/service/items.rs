//! The one write path of items, and one item whole.
//!
//! [`execute`] carries out a command in one unit: the key, the item under the caller's scope, its version, policy and
//! decision, the row, what follows for its siblings, the events, the key's outcome, commit. Nobody else writes items;
//! filing and resubmission use the same parts in the same unit.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::view::{
    self,
    item::{Reader, Whole},
};
use super::{Answer, Caller, Key, ServiceError};
use crate::api::decision;
use crate::api::items::{
    ClearFields, ClearViewRequest, DecisionRequest, ItemDetail, ItemRow as RowView,
};
use crate::api::problem::{Code, Current};
use crate::backend::App;
use crate::backend::store::items::{ItemRow, Subject};
use crate::backend::store::requests::Request;
use crate::backend::store::scope::EVERYTHING;
use crate::backend::store::{ReadTx, StoreError, WriteTx};
use crate::domain::catalogue::{Catalogue, Prerequisite, PrerequisiteKind};
use crate::domain::form::Form;
use crate::domain::id::ItemNo;
use crate::domain::item::command::Command;
use crate::domain::item::decide::{Context, decide};
use crate::domain::item::event::EventRecord;
use crate::domain::item::{Item, State};
use crate::domain::policy::{Actor, Officer, Parties, Scope};
use crate::domain::prerequisite;
use crate::domain::refusal::Refusal;
use crate::words::Lang;

/// A command to an item, as it is asked.
pub struct Order<'a> {
    /// The item.
    pub no: &'a ItemNo,
    /// The version that whoever asks has seen; none where time asks.
    pub seen: Option<u64>,
    /// What is to be done.
    pub command: Command,
    /// The key that makes it count once; none where time asks.
    pub key: Option<Key>,
}

/// Who asks, as far as the write path needs to know.
pub struct Asker<'a> {
    /// The actor.
    pub actor: Actor,
    /// What it can reach.
    pub scope: &'a Scope,
    /// In which language it is told why not.
    pub lang: Lang,
}

impl Asker<'_> {
    /// Time itself.
    pub fn time() -> Asker<'static> {
        Asker {
            actor: Actor::System,
            scope: &EVERYTHING,
            lang: Lang::default(),
        }
    }
}

impl<'a> From<&'a Caller> for Asker<'a> {
    fn from(caller: &'a Caller) -> Self {
        Self {
            actor: caller.actor(),
            scope: &caller.scope,
            lang: caller.lang,
        }
    }
}

/// Carries out a command, and what follows from it, in one unit.
///
/// # Errors
/// [`ServiceError`]; nothing has changed then.
pub async fn execute(
    app: &App,
    asker: &Asker<'_>,
    order: Order<'_>,
) -> Result<Answer<ItemRow>, ServiceError> {
    let mut unit = app.store.write().await?;
    if let Some(key) = &order.key
        && let Some(earlier) = earlier(&mut unit, asker, key).await?
    {
        return Ok(Answer {
            value: as_it_was(app, &mut unit, &earlier).await?,
            replayed: true,
        });
    }
    let mut work = Work::load(app, &mut unit, asker, order.no).await?;
    work.check_version(app, asker, order.seen, &order.command)?;
    work.carry_out(app, &mut unit, asker, &order.command)
        .await?;
    let row = work.finish(app, &mut unit).await?;
    remember(
        app,
        &mut unit,
        asker,
        order.key,
        order.no.as_str(),
        row.version,
    )
    .await?;
    unit.commit().await?;
    app.wake();
    Ok(Answer {
        value: row,
        replayed: false,
    })
}

/// What an earlier request with the key did, if there was one.
pub(super) async fn earlier(
    unit: &mut ReadTx,
    asker: &Asker<'_>,
    key: &Key,
) -> Result<Option<Request>, ServiceError> {
    let Some(officer) = asker.actor.officer() else {
        return Ok(None);
    };
    match unit.request(&officer.id, &key.key).await? {
        Some(earlier) if earlier.fingerprint != key.fingerprint => Err(ServiceError::KeyReused),
        earlier => Ok(earlier),
    }
}

/// Remembers what a request with a key did.
pub(super) async fn remember(
    app: &App,
    unit: &mut WriteTx,
    asker: &Asker<'_>,
    key: Option<Key>,
    subject: &str,
    version: u64,
) -> Result<(), StoreError> {
    let (Some(key), Some(officer)) = (key, asker.actor.officer()) else {
        return Ok(());
    };
    let request = Request {
        officer: officer.id.clone(),
        key: key.key,
        fingerprint: key.fingerprint,
        at: app.clock.now(),
        subject: subject.to_owned(),
        version,
    };
    unit.insert_request(&request).await
}

/// The row that an earlier request left, as it left it.
pub(super) async fn as_it_was(
    app: &App,
    unit: &mut ReadTx,
    earlier: &Request,
) -> Result<ItemRow, ServiceError> {
    let no: ItemNo = earlier
        .subject
        .parse()
        .map_err(|_| ServiceError::NotFound)?;
    let mut history = unit.history(&EVERYTHING, &no).await?;
    history.retain(|record| record.version <= earlier.version);
    let item = Item::from_events(&history).ok_or(ServiceError::NotFound)?;
    let form = unit
        .form(&EVERYTHING, &item.application)
        .await?
        .unwrap_or_default();
    let catalogue = pinned(app, &item)?;
    Ok(row_of(app, &item, &form, &catalogue))
}

/// An item in the hands of a write unit.
pub(super) struct Work {
    /// The items of the application that have been touched; the one that was asked for first.
    touched: Vec<Touched>,
    catalogue: Arc<Catalogue>,
    form: Form,
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
        let history = unit.history(asker.scope, no).await?;
        let touched = Touched::new(&history).ok_or(ServiceError::NotFound)?;
        let catalogue = pinned(app, &touched.item)?;
        let form = unit.form(asker.scope, &touched.item.application).await?;
        Ok(Self {
            touched: vec![touched],
            catalogue,
            form: form.ok_or(ServiceError::NotFound)?,
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

    /// Takes a changed form for what follows.
    pub(super) fn set_form(&mut self, form: Form) {
        self.form = form;
    }

    /// The catalogue that it pins.
    pub(super) fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// Refuses a decision about an item that is no longer as it was seen.
    /// Refuses a command by someone who has seen another version: as changed where the command could still be given,
    /// else with what stands in its way by now, which is what they need to know.
    pub(super) fn check_version(
        &self,
        app: &App,
        asker: &Asker<'_>,
        seen: Option<u64>,
        command: &Command,
    ) -> Result<(), ServiceError> {
        if seen.is_none_or(|seen| seen == self.item().version) {
            return Ok(());
        }
        let current = self.current(asker.lang);
        match self.decide(0, app, &asker.actor, command, None, app.clock.now()) {
            Err(refusal) if stands_whatever_is_said(&refusal) => {
                let refused = ServiceError::refused(refusal, &self.catalogue, asker.lang);
                Err(refused.standing(current))
            }
            _ => Err(ServiceError::Conflict(Box::new(current))),
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
        let events = self
            .decide(0, app, &asker.actor, command, assignee.as_ref(), now)
            .map_err(|refusal| {
                let refused = ServiceError::refused(refusal, &self.catalogue, asker.lang);
                refused.standing(self.current(asker.lang))
            })?;
        self.touched[0].apply(events);
        if self.touched[0].item.state == State::Closed && self.touched[0].before.state.is_open() {
            self.follow_up(app, unit, asker.lang, now).await?;
        }
        Ok(())
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
        };
        decide(&self.touched[place].item, command, &context, now)
    }

    /// Releases and closes waiting siblings, by time itself.
    async fn follow_up(
        &mut self,
        app: &App,
        unit: &mut ReadTx,
        lang: Lang,
        now: DateTime<Utc>,
    ) -> Result<(), ServiceError> {
        let matter = &self.item().matter;
        let waited_for = |entry: &Prerequisite| {
            entry.kind == PrerequisiteKind::Hard && entry.any_of.contains(matter)
        };
        if !self.catalogue.prerequisites.iter().any(waited_for) {
            return Ok(());
        }
        self.load_siblings(unit).await?;
        loop {
            let items: Vec<Item> = self
                .touched
                .iter()
                .map(|touched| touched.item.clone())
                .collect();
            let follow_ups = prerequisite::follow_ups(&items, &self.catalogue, &self.form);
            if follow_ups.is_empty() {
                return Ok(());
            }
            for (no, command) in follow_ups {
                let Some(place) = self
                    .touched
                    .iter()
                    .position(|touched| touched.item.no == no)
                else {
                    continue;
                };
                let events = self
                    .decide(place, app, &Actor::System, &command, None, now)
                    .map_err(|refusal| ServiceError::refused(refusal, &self.catalogue, lang))?;
                self.touched[place].apply(events);
            }
        }
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
    pub(super) async fn finish(
        &self,
        app: &App,
        unit: &mut WriteTx,
    ) -> Result<ItemRow, StoreError> {
        let mut events = Vec::new();
        for touched in self
            .touched
            .iter()
            .filter(|touched| !touched.events.is_empty())
        {
            let row = |item| row_of(app, item, &self.form, &self.catalogue);
            unit.update_item(&row(&touched.before), &row(&touched.item))
                .await?;
            events.extend(touched.events.iter().cloned());
        }
        unit.append(&events).await?;
        Ok(row_of(app, self.item(), &self.form, &self.catalogue))
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
pub(super) fn row_of(app: &App, item: &Item, form: &Form, catalogue: &Catalogue) -> ItemRow {
    ItemRow::of(
        item,
        item.lights(&app.calendar, catalogue.supervision),
        &subject_of(form),
    )
}

/// Whom a form is about.
pub fn subject_of(form: &Form) -> Subject {
    let text = |found: Option<&str>| found.unwrap_or_default().to_owned();
    Subject {
        person: text(form.person_name()),
        id_number: text(form.person_number()),
        unit: form.unit_name().map(ToOwned::to_owned),
    }
}

/// Decides about an item as it stood at a version.
///
/// # Errors
/// [`ServiceError`].
pub async fn decide_on(
    app: &App,
    caller: &Caller,
    (no, seen): (&ItemNo, u64),
    key: &str,
    request: &DecisionRequest,
) -> Result<Answer<RowView>, ServiceError> {
    let command = decision::command(request, &no.matter(), &app.catalogue_now())
        .map_err(|pointer| ServiceError::invalid(Code::BadField, pointer, caller.lang))?;
    let order = Order {
        no,
        seen: Some(seen),
        command,
        key: Some(Key::new(key, &format!("{no} at {seen}"), request)),
    };
    let answer = execute(app, &caller.into(), order).await?;
    Ok(Answer {
        value: shown(app, &answer.value).await?,
        replayed: answer.replayed,
    })
}

/// A row as it is sent, with its holder's name.
pub(super) async fn shown(app: &App, row: &ItemRow) -> Result<RowView, StoreError> {
    let names = match &row.assignee {
        Some(holder) => {
            app.store
                .read()
                .await?
                .officer_names(std::slice::from_ref(holder))
                .await?
        }
        None => Vec::new(),
    };
    Ok(view::row(row, &names, app.clock.now()))
}

/// One item whole, as the caller may see it.
///
/// # Errors
/// [`ServiceError::NotFound`] outside the caller's reach.
pub async fn detail(app: &App, caller: &Caller, no: &ItemNo) -> Result<ItemDetail, ServiceError> {
    let mut unit = app.store.read().await?;
    let whole = whole(app, &mut unit, &caller.scope, no).await?;
    Ok(whole.detail(&Reader {
        officer: &caller.officer,
        lang: caller.lang,
        calendar: &app.calendar,
        now: app.clock.now(),
    }))
}

async fn whole(
    app: &App,
    unit: &mut ReadTx,
    scope: &Scope,
    no: &ItemNo,
) -> Result<Whole, ServiceError> {
    let history = unit.history(scope, no).await?;
    let item = Item::from_events(&history).ok_or(ServiceError::NotFound)?;
    let application = unit.application(scope, &item.application).await?;
    let application = application.ok_or(ServiceError::NotFound)?;
    let catalogue = pinned(app, &item)?;
    let names = match &item.assignee {
        Some(holder) => unit.officer_names(std::slice::from_ref(holder)).await?,
        None => Vec::new(),
    };
    Ok(Whole {
        row: row_of(app, &item, &application.form, &catalogue),
        // Of siblings on other desks, states and outcomes are shown and nothing else.
        siblings: unit.item_rows_of(&EVERYTHING, &item.application).await?,
        item,
        history,
        application,
        names,
        catalogue,
    })
}

/// Shows the masked fields of an item in clear. The event is written first: no look without its trace.
///
/// # Errors
/// [`ServiceError`].
pub async fn view_clear(
    app: &App,
    caller: &Caller,
    no: &ItemNo,
    request: &ClearViewRequest,
) -> Result<ClearFields, ServiceError> {
    let fields = {
        let mut unit = app.store.read().await?;
        let whole = whole(app, &mut unit, &caller.scope, no).await?;
        whole.clear(caller.lang)
    };
    let command = Command::ViewClear {
        fields: fields.iter().map(|(id, _)| id.clone()).collect(),
        reason: request.reason.clone(),
    };
    let order = Order {
        no,
        seen: None,
        command,
        key: None,
    };
    let done = execute(app, &caller.into(), order).await?;
    Ok(ClearFields {
        fields: fields
            .into_iter()
            .map(|(id, value)| (id.to_string(), value))
            .collect(),
        version: done.value.version,
    })
}
