//! The applicant's answer to a correction notice: changed fields and new materials, in one unit with the event.

use std::collections::BTreeMap;

use super::filing::{Uploads, digests, keep, materials, refused};
use super::items::{Asker, as_it_was, earlier, remember, shown};
use super::work::Work;
use super::{Answer, Caller, Key, ServiceError};
use crate::api::applications::Resubmission;
use crate::api::items::ItemRow as RowView;
use crate::backend::App;
use crate::backend::store::ReadTx;
use crate::backend::store::items::Subject;
use crate::domain::application::Application;
use crate::domain::application::refusal::FilingProblem;
use crate::domain::form::{FieldChange, Raw};
use crate::domain::id::ItemNo;
use crate::domain::item::command::Command;
use crate::domain::material::{self, Material};
use crate::words::Lang;

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
    let fingerprint = format!("{no} at {seen} with {}", digests(&uploads));
    let key = Key::new(key, &fingerprint, answer);
    let by = Asker::from(caller);
    let sent = Sent {
        form: &answer.form,
        materials: materials(&uploads, app.clock.now()),
    };
    {
        let mut unit = app.store.read().await?;
        if earlier(&mut unit, &by, &key).await?.is_none() {
            Correction::prepare(app, &mut unit, &by, (no, seen), &sent).await?;
            keep(app, uploads).await?;
        }
    }
    let mut unit = app.store.write().await?;
    if let Some(earlier) = earlier(&mut unit, &by, &key).await? {
        let row = as_it_was(app, &mut unit, &earlier).await?;
        return Ok(Answer {
            value: shown(app, caller, &row).await?,
            replayed: true,
        });
    }
    let Correction { work, materials } =
        Correction::prepare(app, &mut unit, &by, (no, seen), &sent).await?;
    unit.update_form(&no.application(), work.form(), &Subject::of(work.form()))
        .await?;
    unit.insert_materials(&no.application(), &materials).await?;
    let row = work.finish(app, &mut unit)?;
    remember(app, &mut unit, &by, Some(key), no.as_str(), row.version);
    unit.commit().await?;
    app.wake();
    Ok(Answer {
        value: shown(app, caller, &row).await?,
        replayed: false,
    })
}

/// What was sent in answer to a correction notice.
struct Sent<'a> {
    form: &'a BTreeMap<String, Raw>,
    materials: Vec<Material>,
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
        sent: &Sent<'_>,
    ) -> Result<Self, ServiceError> {
        let mut work = Work::load(app, unit, by, no).await?;
        let answered = Command::Resubmit {
            changes: Vec::new(),
            materials: Vec::new(),
        };
        work.check_version(app, unit, by, Some(seen), &answered)
            .await?;
        let application = unit.application(by.scope, &no.application()).await?;
        let mut application = application.ok_or(ServiceError::NotFound)?;
        let taken = application
            .materials
            .iter()
            .map(|material| material.ordinal)
            .max();
        let mut materials = sent.materials.clone();
        for material in &mut materials {
            material.ordinal += taken.unwrap_or(0);
        }
        let changes = changes(app, &work, &application, sent.form, &materials, by.lang)?;
        application.materials.extend(materials.clone());
        application.form.change(&changes);
        let command = Command::Resubmit {
            changes,
            materials: materials.clone(),
        };
        work.carry_out(app, unit, by, &command).await?;
        work.correct(app, unit, by.lang, &application).await?;
        Ok(Self { work, materials })
    }
}

/// What an answer changes in the form, or everything that is wrong with it: what the corrected form asks for must be
/// there, among the old materials or the new.
fn changes(
    app: &App,
    work: &Work,
    application: &Application,
    sent: &BTreeMap<String, Raw>,
    materials: &[Material],
    lang: Lang,
) -> Result<Vec<FieldChange>, ServiceError> {
    let catalogue = work.catalogue();
    let day = app.calendar.date(app.clock.now());
    let read = application
        .form
        .corrected(catalogue, &application.matters, sent, day);
    let (changes, errors) = match read {
        Ok(changes) => (changes, Vec::new()),
        Err(errors) => (Vec::new(), errors),
    };
    let mut form = application.form.clone();
    form.change(&changes);
    let id = &work.item().matter;
    let needs = |kind| {
        let matter = catalogue.matter(id);
        matter.is_some_and(|matter| matter.materials.contains(kind))
    };
    let before = application.materials.iter();
    let kept = before.filter(|material| needs(&material.kind));
    let there: Vec<Material> = kept.chain(materials).cloned().collect();
    let faults = material::faults(catalogue, std::slice::from_ref(id), &form, &there);
    let materials = faults.into_iter().map(FilingProblem::Material);
    let fields = errors.into_iter().map(FilingProblem::Field);
    let problems: Vec<_> = materials.chain(fields).collect();
    if problems.is_empty() {
        Ok(changes)
    } else {
        Err(refused(&problems, catalogue, lang))
    }
}
