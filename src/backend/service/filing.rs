//! Filing an application, and answering a correction notice.
//!
//! What is asked for is judged first without writing, so that a refusal costs no writer and keeps no file; then the
//! files get their lasting names, then one unit judges again and writes. A crash between the two leaves a file that
//! nothing names, never an application without its file.

use chrono::{DateTime, Utc};

use super::items::{Asker, Work, earlier, remember, row_of, shown, subject_of};
use super::{Answer, Caller, Key, ServiceError};
use crate::api::applications::{FilingRequest, Receipt, ReceiptItem, Resubmission, SharedFact};
use crate::api::items::ItemRow as RowView;
use crate::api::problem::{Code, Fault};
use crate::api::view::{due, time};
use crate::backend::App;
use crate::backend::blobs::Upload;
use crate::backend::store::requests::Request;
use crate::backend::store::scope::EVERYTHING;
use crate::backend::store::{ReadTx, WriteTx};
use crate::domain::application::Application;
use crate::domain::application::filing::{self, Filing, FilingRequest as Asked};
use crate::domain::application::refusal::{FilingProblem, FilingWarning};
use crate::domain::catalogue::Catalogue;
use crate::domain::form::Raw;
use crate::domain::form::read::{Answers, SharedEntry};
use crate::domain::id::{ApplicationNo, ItemNo, MaterialId, MatterId};
use crate::domain::item::Item;
use crate::domain::item::command::Command;
use crate::domain::item::event::{Event, EventRecord};
use crate::domain::material::{self, Material, MaterialError, MaterialFault};
use crate::domain::policy::{Channel, Role};
use crate::words::{self, Lang, names};

/// Files that came with a request, each under the kind of material that it is sent as.
pub type Uploads = Vec<(MaterialId, Upload)>;

/// Files an application: every chosen matter becomes an item, or nothing is filed.
///
/// # Errors
/// [`ServiceError::Invalid`] with everything that stands in the way.
pub async fn file(
    app: &App,
    caller: &Caller,
    key: &str,
    request: &FilingRequest,
    uploads: Uploads,
) -> Result<Answer<Receipt>, ServiceError> {
    let key = Key::new(key, &digests(&uploads), request);
    let by = Asker::from(caller);
    let now = app.clock.now();
    let mut asked = read(caller, request, materials(&uploads, 1, now))?;
    {
        let mut unit = app.store.read().await?;
        if let Some(earlier) = earlier(&mut unit, &by, &key).await? {
            return replayed(app, &mut unit, &earlier, caller.lang).await;
        }
        asked.open = open(&mut unit, &asked).await?;
        judge(
            app,
            caller,
            &asked,
            ApplicationNo::new(app.calendar.date(now), 1),
            now,
        )?;
    }
    keep(app, uploads).await?;
    let mut unit = app.store.write().await?;
    // Another request with the same key may have been filed meanwhile.
    if let Some(earlier) = earlier(&mut unit, &by, &key).await? {
        return replayed(app, &mut unit, &earlier, caller.lang).await;
    }
    asked.open = open(&mut unit, &asked).await?;
    let day = app.calendar.date(now);
    let number = ApplicationNo::new(day, unit.next_of_day(day).await?);
    let filed = judge(app, caller, &asked, number, now)?;
    write(app, &mut unit, &filed).await?;
    let no = filed.application.no.clone();
    remember(app, &mut unit, &by, Some(key), no.as_str(), 0).await?;
    unit.commit().await?;
    app.wake();
    Ok(Answer {
        value: receipt(
            app,
            &filed.application,
            &filed.items,
            &filed.warnings,
            caller.lang,
        )?,
        replayed: false,
    })
}

async fn replayed(
    app: &App,
    unit: &mut ReadTx,
    earlier: &Request,
    lang: Lang,
) -> Result<Answer<Receipt>, ServiceError> {
    let no = earlier
        .subject
        .parse()
        .map_err(|_| ServiceError::NotFound)?;
    Ok(Answer {
        value: receipt_of(app, unit, &no, lang).await?,
        replayed: true,
    })
}

fn digests(uploads: &Uploads) -> String {
    let digests = uploads
        .iter()
        .map(|(kind, upload)| format!("{kind}={}", upload.facts.digest));
    digests.collect::<Vec<_>>().join(",")
}

fn materials(uploads: &Uploads, first: u32, now: DateTime<Utc>) -> Vec<Material> {
    (first..)
        .zip(uploads)
        .map(|(ordinal, (kind, upload))| Material {
            ordinal,
            kind: kind.clone(),
            file_name: upload.file_name.clone(),
            facts: upload.facts.clone(),
            uploaded_at: now,
        })
        .collect()
}

async fn keep(app: &App, uploads: Uploads) -> Result<(), ServiceError> {
    for (_, upload) in uploads {
        app.blobs.keep(upload).await?;
    }
    Ok(())
}

/// The request as the domain asks for it.
fn read(
    caller: &Caller,
    request: &FilingRequest,
    materials: Vec<Material>,
) -> Result<Asked, ServiceError> {
    let shared = request
        .shared
        .iter()
        .map(|(field, fact)| shared(field, fact));
    let shared: Result<_, _> = shared.collect();
    Ok(Asked {
        scene: request.scene.clone(),
        matters: request.matters.clone(),
        division: request.division.clone(),
        channel: channel(caller, request.channel.as_deref())
            .ok_or_else(|| ServiceError::invalid(Code::BadField, "/channel", caller.lang))?,
        answers: Answers {
            applicant: request.form.clone(),
            shared: shared
                .map_err(|pointer| ServiceError::invalid(Code::BadField, &pointer, caller.lang))?,
        },
        materials,
        open: Vec::new(),
    })
}

fn shared(field: &str, fact: &SharedFact) -> Result<SharedEntry, String> {
    let fetched_at = DateTime::parse_from_rfc3339(&fact.fetched_at).map_err(|_| {
        format!(
            "/shared/{}/fetched_at",
            field.replace('~', "~0").replace('/', "~1")
        )
    })?;
    Ok(SharedEntry {
        field: field.to_owned(),
        value: fact.value.clone(),
        register: fact.register.clone(),
        fetched_at: fetched_at.to_utc(),
    })
}

/// What a clerk files came to the counter, whatever is said.
fn channel(caller: &Caller, said: Option<&str>) -> Option<Channel> {
    match (caller.officer.role, said) {
        (Role::Clerk, _) => Some(Channel::Counter),
        (_, None) => Some(Channel::Portal),
        (_, Some(code)) => Channel::ALL
            .into_iter()
            .find(|channel| channel.code() == code),
    }
}

/// Items of the same person that are open already, on any desk.
async fn open(unit: &mut ReadTx, asked: &Asked) -> Result<Vec<ItemNo>, ServiceError> {
    let Some(number) = asked.person_number() else {
        return Ok(Vec::new());
    };
    let matters: Vec<MatterId> = asked
        .matters
        .iter()
        .filter_map(|matter| matter.parse().ok())
        .collect();
    if matters.is_empty() {
        return Ok(Vec::new());
    }
    Ok(unit
        .open_duplicates(&EVERYTHING, number.clear(), &matters)
        .await?)
}

fn judge(
    app: &App,
    caller: &Caller,
    asked: &Asked,
    number: ApplicationNo,
    now: DateTime<Utc>,
) -> Result<Filing, ServiceError> {
    let catalogue = app.catalogue_now();
    filing::file(
        asked,
        &catalogue,
        &app.calendar,
        number,
        &caller.officer,
        now,
    )
    .map_err(|refusal| refused(&refusal.0, &catalogue, caller.lang))
}

fn refused(problems: &[FilingProblem], catalogue: &Catalogue, lang: Lang) -> ServiceError {
    let faults = problems.iter().map(|problem| Fault {
        pointer: problem.pointer(),
        code: problem.code().to_owned(),
        detail: words::filing::problem(lang, problem, catalogue),
    });
    ServiceError::Invalid(Code::FilingRefused, faults.collect())
}

async fn write(app: &App, unit: &mut WriteTx, filed: &Filing) -> Result<(), ServiceError> {
    let application = &filed.application;
    let catalogue = app
        .catalogues
        .pinned(&application.catalogue)
        .ok_or(ServiceError::NotFound)?;
    unit.insert_application(application, &subject_of(&application.form))
        .await?;
    for history in &filed.items {
        let item = Item::from_events(history).ok_or(ServiceError::NotFound)?;
        unit.insert_item(&row_of(app, &item, &application.form, catalogue))
            .await?;
    }
    unit.append(&filed.items.concat()).await?;
    Ok(())
}

/// The receipt that was given when an application was filed.
async fn receipt_of(
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

fn receipt(
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

/// Takes the applicant's answer to a correction notice: changed fields and new materials.
///
/// # Errors
/// [`ServiceError`].
pub async fn resubmit(
    app: &App,
    caller: &Caller,
    (no, seen): (&ItemNo, u64),
    key: &str,
    answer: &Resubmission,
    uploads: Uploads,
) -> Result<Answer<RowView>, ServiceError> {
    let key = Key::new(
        key,
        &format!("{no} at {seen} with {}", digests(&uploads)),
        answer,
    );
    let by = Asker::from(caller);
    {
        let mut unit = app.store.read().await?;
        if earlier(&mut unit, &by, &key).await?.is_none() {
            Correction::prepare(app, &mut unit, &by, (no, seen), answer, &uploads).await?;
        }
    }
    let mut unit = app.store.write().await?;
    if let Some(earlier) = earlier(&mut unit, &by, &key).await? {
        let row = super::items::as_it_was(app, &mut unit, &earlier).await?;
        return Ok(Answer {
            value: shown(app, &row).await?,
            replayed: true,
        });
    }
    let Correction { work, materials } =
        Correction::prepare(app, &mut unit, &by, (no, seen), answer, &uploads).await?;
    // Kept while the unit is open: what was prepared holds, and a refusal has kept nothing.
    keep(app, uploads).await?;
    unit.update_form(&no.application(), work.form(), &subject_of(work.form()))
        .await?;
    unit.insert_materials(&no.application(), &materials).await?;
    let row = work.finish(app, &mut unit).await?;
    remember(app, &mut unit, &by, Some(key), no.as_str(), row.version).await?;
    unit.commit().await?;
    app.wake();
    Ok(Answer {
        value: shown(app, &row).await?,
        replayed: false,
    })
}

/// An answer to a correction notice, decided but not written.
struct Correction {
    work: Work,
    materials: Vec<Material>,
}

impl Correction {
    async fn prepare(
        app: &App,
        unit: &mut ReadTx,
        by: &Asker<'_>,
        (no, seen): (&ItemNo, u64),
        answer: &Resubmission,
        uploads: &Uploads,
    ) -> Result<Self, ServiceError> {
        let mut work = Work::load(app, unit, by, no).await?;
        let answered = Command::Resubmit {
            changes: Vec::new(),
            materials: Vec::new(),
        };
        work.check_version(app, by, Some(seen), &answered)?;
        let application = unit.application(by.scope, &no.application()).await?;
        let application = application.ok_or(ServiceError::NotFound)?;
        let now = app.clock.now();
        let last = application
            .materials
            .iter()
            .map(|material| material.ordinal)
            .max();
        let materials = materials(uploads, last.unwrap_or(0) + 1, now);
        let changes = changes(app, &work, &application, &answer.form, &materials, by.lang)?;
        let mut form = application.form;
        form.change(&changes);
        let command = Command::Resubmit {
            changes,
            materials: materials.clone(),
        };
        work.carry_out(app, unit, by, &command).await?;
        work.set_form(form);
        Ok(Self { work, materials })
    }
}

/// What an answer changes in the form, or everything that is wrong with it.
fn changes(
    app: &App,
    work: &Work,
    application: &Application,
    sent: &std::collections::BTreeMap<String, Raw>,
    materials: &[Material],
    lang: Lang,
) -> Result<Vec<crate::domain::form::FieldChange>, ServiceError> {
    let catalogue = work.catalogue();
    let day = app.calendar.date(app.clock.now());
    let matters = std::slice::from_ref(&work.item().matter);
    let faults = material::faults(catalogue, matters, &application.form, materials);
    let is_new = |error: &MaterialError| !matches!(error.fault, MaterialFault::Missing { .. });
    let mut problems: Vec<_> = faults
        .into_iter()
        .filter(is_new)
        .map(FilingProblem::Material)
        .collect();
    match application
        .form
        .corrected(catalogue, &application.matters, sent, day)
    {
        Ok(changes) if problems.is_empty() => Ok(changes),
        Ok(_) => Err(refused(&problems, catalogue, lang)),
        Err(errors) => {
            problems.extend(errors.into_iter().map(FilingProblem::Field));
            Err(refused(&problems, catalogue, lang))
        }
    }
}
