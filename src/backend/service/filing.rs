//! Filing an application: every chosen matter becomes an item, or nothing is filed.
//!
//! What is asked for is judged first without writing, so that a refusal costs no writer and keeps no file; then the
//! files get their lasting names, then one unit judges again and writes. A crash between the two leaves a file that
//! nothing names, never an application without its file.

use chrono::{DateTime, Utc};

use super::items::{Asker, earlier, remember};
use super::receipt::{receipt, receipt_of};
use super::work::row_of;
use super::{Answer, Caller, Key, ServiceError};
use crate::api::applications::{FilingRequest, Receipt, SharedFact};
use crate::api::problem::{Code, Fault};
use crate::backend::App;
use crate::backend::blobs::Upload;
use crate::backend::store::items::Subject;
use crate::backend::store::requests::Request;
use crate::backend::store::scope::EVERYTHING;
use crate::backend::store::{ReadTx, WriteTx};
use crate::domain::application::duplicate::Earlier;
use crate::domain::application::filing::{self, Filing, FilingRequest as Asked};
use crate::domain::application::refusal::FilingProblem;
use crate::domain::catalogue::Catalogue;
use crate::domain::form::read::{Answers, SharedEntry};
use crate::domain::id::{ApplicationNo, MaterialId, MatterId};
use crate::domain::item::Item;
use crate::domain::material::Material;
use crate::domain::policy::{Channel, Role};
use crate::words::{self, Lang};

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
    let mut asked = read(caller, request, materials(&uploads, now))?;
    {
        let mut unit = app.store.read().await?;
        if let Some(earlier) = earlier(&mut unit, &by, &key).await? {
            return replayed(app, &mut unit, &earlier, caller.lang).await;
        }
        asked.earlier = earlier_of_person(&mut unit, &asked).await?;
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
    asked.earlier = earlier_of_person(&mut unit, &asked).await?;
    let day = app.calendar.date(now);
    let number = ApplicationNo::new(day, unit.next_of_day(day).await?);
    let filed = judge(app, caller, &asked, number, now)?;
    write(app, &mut unit, &filed).await?;
    let no = filed.application.no.clone();
    remember(app, &mut unit, &by, Some(key), no.as_str(), 0);
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

/// What came, for the fingerprint of a request.
pub(super) fn digests(uploads: &Uploads) -> String {
    let digests = uploads
        .iter()
        .map(|(kind, upload)| format!("{kind}={}", upload.facts.digest));
    digests.collect::<Vec<_>>().join(",")
}

/// The materials that came, numbered from 1.
pub(super) fn materials(uploads: &Uploads, now: DateTime<Utc>) -> Vec<Material> {
    (1..)
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

/// Gives every file its lasting name.
pub(super) async fn keep(app: &App, uploads: Uploads) -> Result<(), ServiceError> {
    for (_, upload) in uploads {
        app.blobs.keep(&upload).await?;
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
        earlier: Vec::new(),
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

/// Items of the same person that are open or were approved, on any desk.
async fn earlier_of_person(unit: &mut ReadTx, asked: &Asked) -> Result<Vec<Earlier>, ServiceError> {
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
        .items_of_person(&EVERYTHING, number.clear(), &matters)
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

/// Everything that stands in the way, in words.
pub(super) fn refused(
    problems: &[FilingProblem],
    catalogue: &Catalogue,
    lang: Lang,
) -> ServiceError {
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
    unit.insert_application(application, &Subject::of(&application.form))
        .await?;
    for history in &filed.items {
        let item = Item::from_events(history).ok_or(ServiceError::NotFound)?;
        unit.insert_item(&row_of(&app.calendar, &item, &application.form, catalogue));
    }
    unit.append(&filed.items.concat())?;
    Ok(())
}
