//! The one write path of items, and one item whole.
//!
//! [`execute`] carries out a command in one unit: the key, the item under the caller's scope, its version, policy and
//! decision, the row, what follows for its siblings, the events, the key's outcome, commit. Nobody else writes items;
//! filing and resubmission use the same parts (`work`) in a unit of their own.

use super::view::{
    self, Present,
    item::{Reader, Whole},
};
use super::work::{Work, pinned, row_of};
use super::{Answer, Caller, Key, ServiceError, result_files};
use crate::api::decision::{self, Unreadable};
use crate::api::items::{
    ClearFields, ClearViewRequest, DecisionRequest, ItemDetail, ItemRow as RowView,
};
use crate::api::problem::Code;
use crate::backend::App;
use crate::backend::store::items::ItemRow;
use crate::backend::store::requests::Request;
use crate::backend::store::scope::EVERYTHING;
use crate::backend::store::{ReadTx, StoreError, WriteTx};
use crate::domain::id::ItemNo;
use crate::domain::item::Item;
use crate::domain::item::command::Command;
use crate::domain::policy::{Absent, Actor, Officer, Scope};
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
/// A key that was used before is looked up only where the command cannot be carried out: a repeat never can, as its
/// version has passed, and if it could, the key is taken. So the usual decision does not pay for the lookup.
///
/// # Errors
/// [`ServiceError`]; nothing has changed then.
pub async fn execute(
    app: &App,
    asker: &Asker<'_>,
    order: Order<'_>,
) -> Result<Answer<ItemRow>, ServiceError> {
    let error = match carried_out(app, asker, &order).await {
        Ok(row) => {
            app.wake();
            return Ok(Answer {
                value: row,
                replayed: false,
            });
        }
        // What may not have reached the disk is not found out by reading it back.
        Err(error @ ServiceError::Store(StoreError::OutcomeUnknown)) => return Err(error),
        Err(error) => error,
    };
    match replayed(app, asker, order.key.as_ref()).await {
        Ok(Some(row)) => Ok(Answer {
            value: row,
            replayed: true,
        }),
        Err(ServiceError::KeyReused) => Err(ServiceError::KeyReused),
        // A store that fails twice says what it said first.
        Ok(None) | Err(_) => Err(error),
    }
}

async fn carried_out(
    app: &App,
    asker: &Asker<'_>,
    order: &Order<'_>,
) -> Result<ItemRow, ServiceError> {
    let mut unit = app.store.write().await?;
    let mut work = Work::load(app, &mut unit, asker, order.no).await?;
    work.check_version(app, &mut unit, asker, order.seen, &order.command)
        .await?;
    work.carry_out(app, &mut unit, asker, &order.command)
        .await?;
    let row = work.finish(app, &mut unit)?;
    let key = order.key.clone();
    remember(app, &mut unit, asker, key, order.no.as_str(), row.version);
    unit.commit().await?;
    Ok(row)
}

/// The row that an earlier request with the key left, if there was one.
async fn replayed(
    app: &App,
    asker: &Asker<'_>,
    key: Option<&Key>,
) -> Result<Option<ItemRow>, ServiceError> {
    let Some(key) = key else {
        return Ok(None);
    };
    let mut unit = app.store.read().await?;
    match earlier(&mut unit, asker, key).await? {
        Some(earlier) => Ok(Some(as_it_was(app, &mut unit, &earlier).await?)),
        None => Ok(None),
    }
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
pub(super) fn remember(
    app: &App,
    unit: &mut WriteTx,
    asker: &Asker<'_>,
    key: Option<Key>,
    subject: &str,
    version: u64,
) {
    let (Some(key), Some(officer)) = (key, asker.actor.officer()) else {
        return;
    };
    unit.insert_request(&Request {
        officer: officer.id.clone(),
        key: key.key,
        fingerprint: key.fingerprint,
        at: app.clock.now(),
        subject: subject.to_owned(),
        version,
    });
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
    let found = unit.history_and_form(&EVERYTHING, &no).await?;
    let (mut history, form) = found.ok_or(ServiceError::NotFound)?;
    history.retain(|record| record.version <= earlier.version);
    let item = Item::from_events(&history).ok_or(ServiceError::NotFound)?;
    let catalogue = pinned(app, &item)?;
    Ok(row_of(&app.calendar, &item, &form, &catalogue))
}

/// Who holds the item, where the officer stands in for them now.
pub(super) async fn absent(
    app: &App,
    unit: &mut ReadTx,
    officer: Option<&Officer>,
    item: &Item,
) -> Result<Option<Absent>, StoreError> {
    match (officer, &item.assignee) {
        (Some(officer), Some(holder)) if officer.id != *holder => {
            unit.absent(holder, &officer.id, app.clock.now()).await
        }
        _ => Ok(None),
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
    let asker = Asker::from(caller);
    let key = Key::new(key, &format!("{no} at {seen}"), request);
    let named = result_files::named(app, caller, no, decision::files(request)).await?;
    let catalogue = app.catalogue_now();
    let command = match decision::command(request, &no.matter(), &catalogue, &named.files) {
        Ok(command) => command,
        Err(Unreadable::Part(pointer)) => {
            return Err(ServiceError::invalid(Code::BadField, pointer, caller.lang));
        }
        Err(Unreadable::File(place)) => {
            let refusal = Refusal::FileNotUploaded { place };
            return Err(ServiceError::refused(refusal, &catalogue, caller.lang));
        }
    };
    let order = Order {
        no,
        seen: Some(seen),
        command,
        key: Some(key),
    };
    result_files::keep(app, &asker, &order, &named).await?;
    let answer = execute(app, &asker, order).await?;
    Ok(Answer {
        value: shown(app, caller, &answer.value).await?,
        replayed: answer.replayed,
    })
}

/// A row as it is sent, with its holder's name; most often the holder is who has just decided.
pub(super) async fn shown(
    app: &App,
    caller: &Caller,
    row: &ItemRow,
) -> Result<RowView, StoreError> {
    let names = match &row.assignee {
        None => Vec::new(),
        Some(holder) if *holder == caller.officer.id => {
            vec![(holder.clone(), caller.officer.name.clone())]
        }
        Some(holder) => {
            app.store
                .read()
                .await?
                .officer_names(std::slice::from_ref(holder))
                .await?
        }
    };
    Ok(view::row(row, &names, Present::of(app)))
}

/// One item whole, as the caller may see it.
///
/// # Errors
/// [`ServiceError::NotFound`] outside the caller's reach.
pub async fn detail(app: &App, caller: &Caller, no: &ItemNo) -> Result<ItemDetail, ServiceError> {
    let mut unit = app.store.read().await?;
    let whole = whole(app, &mut unit, caller, no).await?;
    Ok(whole.detail(&Reader {
        officer: &caller.officer,
        lang: caller.lang,
        present: Present::of(app),
    }))
}

async fn whole(
    app: &App,
    unit: &mut ReadTx,
    caller: &Caller,
    no: &ItemNo,
) -> Result<Whole, ServiceError> {
    let scope = &caller.scope;
    let history = unit.history(scope, no).await?;
    let item = Item::from_events(&history).ok_or(ServiceError::NotFound)?;
    let application = unit.application(scope, &item.application).await?;
    let application = application.ok_or(ServiceError::NotFound)?;
    let catalogue = pinned(app, &item)?;
    let names = match &item.assignee {
        Some(holder) => unit.officer_names(std::slice::from_ref(holder)).await?,
        None => Vec::new(),
    };
    let absent = absent(app, unit, Some(&caller.officer), &item).await?;
    Ok(Whole {
        stands_in_for: absent.map(|absent| absent.id),
        row: row_of(&app.calendar, &item, &application.form, &catalogue),
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
        let whole = whole(app, &mut unit, caller, no).await?;
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
