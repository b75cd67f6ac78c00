//! The receipt of a filing: all numbers and due dates at once, and the same again for a repeated request.

use super::ServiceError;
use crate::api::applications::{Receipt, ReceiptItem};
use crate::api::view::{due, time};
use crate::backend::App;
use crate::backend::store::ReadTx;
use crate::backend::store::scope::EVERYTHING;
use crate::domain::application::Application;
use crate::domain::application::filing;
use crate::domain::application::refusal::FilingWarning;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{ApplicationNo, MatterId};
use crate::domain::item::Item;
use crate::domain::item::event::{Event, EventRecord};
use crate::words::{self, Lang, names};

/// The receipt that was given when an application was filed.
pub(super) async fn receipt_of(
    app: &App,
    unit: &mut ReadTx,
    no: &ApplicationNo,
    lang: Lang,
) -> Result<Receipt, ServiceError> {
    let application = unit
        .application(&EVERYTHING, no)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let records = unit.histories_of(&EVERYTHING, no).await?;
    let histories = records.chunk_by(|one, next| one.item == next.item);
    let mut items: Vec<Vec<EventRecord>> = histories.map(at_filing).collect();
    let place = |matter: &MatterId| {
        application
            .matters
            .iter()
            .position(|chosen| chosen == matter)
    };
    items.sort_by_key(|history| history.first().map(|record| place(&record.item.matter())));
    let catalogue = app
        .catalogues
        .pinned(&application.catalogue)
        .ok_or(ServiceError::NotFound)?;
    let rules: Vec<_> = items
        .iter()
        .filter_map(Item::from_events)
        .map(|item| item.rules)
        .collect();
    let warnings = filing::warnings(&application, catalogue, &rules);
    receipt(app, &application, &items, &warnings, lang)
}

/// What happened to an item with the filing itself: filed, and closed where there was nothing to do.
fn at_filing(history: &[EventRecord]) -> Vec<EventRecord> {
    let closed_at_once = history.get(1).is_some_and(|record| {
        matches!(record.event, Event::NotNeeded { .. }) && record.actor.officer().is_none()
    });
    history[..if closed_at_once { 2 } else { 1 }].to_vec()
}

/// The receipt of an application as it was filed.
pub(super) fn receipt(
    app: &App,
    application: &Application,
    items: &[Vec<EventRecord>],
    warnings: &[FilingWarning],
    lang: Lang,
) -> Result<Receipt, ServiceError> {
    let catalogue = app
        .catalogues
        .pinned(&application.catalogue)
        .ok_or(ServiceError::NotFound)?;
    let items = items.iter().filter_map(Item::from_events);
    Ok(Receipt {
        application: application.no.to_string(),
        filed_at: time(application.filed_at),
        items: items
            .map(|item| receipt_item(&item, warnings, catalogue, lang))
            .collect(),
    })
}

fn receipt_item(
    item: &Item,
    warnings: &[FilingWarning],
    catalogue: &Catalogue,
    lang: Lang,
) -> ReceiptItem {
    let limits = catalogue.scene_matter(&item.scene, &item.matter);
    let own = warnings
        .iter()
        .filter(|warning| concerns(warning, &item.matter, catalogue));
    ReceiptItem {
        no: item.no.to_string(),
        matter: item.matter.to_string(),
        matter_name: names::matter(lang, &item.matter, catalogue),
        desk: names::desk(lang, &item.desk, catalogue),
        state: item.state.code().to_owned(),
        outcome: item.outcome().map(|outcome| outcome.code().to_owned()),
        due: item.due().map(due),
        promise: limits.map_or_else(String::new, |limits| {
            words::deadline::limit(lang, limits.promise)
        }),
        warnings: own
            .map(|warning| words::filing::warning(lang, warning, catalogue))
            .collect(),
    }
}

/// Whether a warning is about an item of this matter.
fn concerns(warning: &FilingWarning, matter: &MatterId, catalogue: &Catalogue) -> bool {
    let found = catalogue.matter(matter);
    match warning {
        FilingWarning::Rule { matter: own, .. } => own == matter,
        FilingWarning::UnusualSize { material, .. } => {
            found.is_some_and(|matter| matter.materials.contains(material))
        }
        FilingWarning::UnknownCounty { field } | FilingWarning::Disputed { field } => {
            found.is_some_and(|matter| matter.fields.contains(field))
        }
    }
}
