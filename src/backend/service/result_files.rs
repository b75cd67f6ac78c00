//! The files of a result (结果文件): uploaded by the officer who feeds it back, then for those whose item it is.

use std::sync::Arc;

use tokio::fs::File;

use super::items::{Asker, Order, absent, earlier, execute};
use super::work::{Work, pinned};
use super::{Caller, ServiceError};
use crate::api::items::{CopySaved, ResultFileView};
use crate::api::view::result_file;
use crate::backend::App;
use crate::backend::blobs::Upload;
use crate::domain::id::{Digest, ItemNo};
use crate::domain::item::Item;
use crate::domain::item::command::{Command, Move};
use crate::domain::material::ResultFile;
use crate::domain::policy::{Facts, Parties, Scope, may};

/// Whether the caller may upload files for an item: one of the moves that feed a result back is open to them.
///
/// # Errors
/// [`ServiceError`]: out of reach, or why the result cannot be fed back.
pub async fn may_upload(app: &App, caller: &Caller, no: &ItemNo) -> Result<(), ServiceError> {
    let mut unit = app.store.read().await?;
    let found = unit.history_and_form(&caller.scope, no).await?;
    let (history, form) = found.ok_or(ServiceError::NotFound)?;
    let item = Item::from_events(&history).ok_or(ServiceError::NotFound)?;
    let catalogue = pinned(app, &item)?;
    let absent = absent(app, &mut unit, Some(&caller.officer), &item).await?;
    let facts = Facts {
        stands_in_for: absent.as_ref().map(|absent| &absent.id),
        item: &item,
        parties: &Parties::of(&form, &catalogue),
        catalogue: &catalogue,
    };
    let actor = caller.actor();
    let allowed = if item.state.is_open() {
        may(&actor, Move::Approve, &facts)
    } else {
        let records = may(&actor, Move::RecordFeedback, &facts);
        records.or_else(|_| may(&actor, Move::AmendFeedback, &facts))
    };
    allowed.map_err(|refusal| ServiceError::refused(refusal, &catalogue, caller.lang))
}

/// Takes a file that waits to be named by a feedback.
///
/// # Errors
/// [`ServiceError::Refused`] where results take no such files.
pub async fn uploaded(
    app: &App,
    caller: &Caller,
    no: &ItemNo,
    upload: Upload,
) -> Result<ResultFileView, ServiceError> {
    let item = item(app, &caller.scope, no).await?;
    let catalogue = pinned(app, &item)?;
    catalogue
        .result_files
        .check(upload.facts.file_type)
        .map_err(|refusal| ServiceError::refused(refusal, &catalogue, caller.lang))?;
    let file = as_file(&upload);
    app.uploads
        .hold(&caller.officer.id, no, upload, app.clock.now());
    Ok(result_file(&file))
}

/// Files that a decision names.
#[derive(Default)]
pub(super) struct Named {
    /// Those that it may name.
    pub(super) files: Vec<ResultFile>,
    /// Of those, what the officer has uploaded and no decision has named yet. They stay for as long as this does.
    uploads: Vec<Arc<Upload>>,
}

/// Looks for the files that the caller's decision names: uploaded for it, or of an earlier version of the feedback.
pub(super) async fn named(
    app: &App,
    caller: &Caller,
    no: &ItemNo,
    digests: &[String],
) -> Result<Named, ServiceError> {
    if digests.is_empty() {
        return Ok(Named::default());
    }
    let item = item(app, &caller.scope, no).await?;
    let is_named = |digest: &Digest| digests.iter().any(|named| named == digest.as_str());
    let mut uploads = app.uploads.of(&caller.officer.id, no);
    uploads.retain(|upload| is_named(&upload.facts.digest));
    let earlier = item.feedback.into_iter().flat_map(|version| version.files);
    let waiting = uploads.iter().map(|upload| as_file(upload));
    Ok(Named {
        files: waiting.chain(earlier).collect(),
        uploads,
    })
}

/// Judges a decision that names files without writing, then gives the files their lasting names: what is refused keeps
/// none. A crash before the decision is written leaves a file that nothing names.
pub(super) async fn keep(
    app: &App,
    asker: &Asker<'_>,
    order: &Order<'_>,
    named: &Named,
) -> Result<(), ServiceError> {
    if named.uploads.is_empty() {
        return Ok(());
    }
    {
        let mut unit = app.store.read().await?;
        if let Some(key) = &order.key
            && earlier(&mut unit, asker, key).await?.is_some()
        {
            return Ok(());
        }
        let mut work = Work::load(app, &mut unit, asker, order.no).await?;
        work.check_version(app, &mut unit, asker, order.seen, &order.command)
            .await?;
        work.carry_out(app, &mut unit, asker, &order.command)
            .await?;
    }
    for upload in &named.uploads {
        app.blobs.keep(upload).await?;
    }
    Ok(())
}

/// Opens a file of an item's feedback. Who filed sees what now stands: an amended version may have held what was not
/// theirs.
///
/// # Errors
/// [`ServiceError`].
pub async fn open(
    app: &App,
    caller: &Caller,
    no: &ItemNo,
    digest: &Digest,
) -> Result<(ResultFile, File), ServiceError> {
    let item = item(app, &caller.scope, no).await?;
    let file = match caller.scope {
        Scope::Desks { .. } => item.result_file(digest),
        Scope::FiledBy(_) | Scope::Nothing => {
            let mut stands = item.feedback.last().into_iter();
            stands.find_map(|feedback| feedback.file(digest))
        }
    };
    let file = file.ok_or(ServiceError::NotFound)?.clone();
    let bytes = app.blobs.open_file(digest).await?;
    Ok((file, bytes.ok_or(ServiceError::NotFound)?))
}

/// Writes down that a copy of a result file leaves for a file of the caller's.
///
/// # Errors
/// [`ServiceError`].
pub async fn save(
    app: &App,
    caller: &Caller,
    no: &ItemNo,
    digest: &Digest,
) -> Result<CopySaved, ServiceError> {
    open(app, caller, no, digest).await?;
    let order = Order {
        no,
        seen: None,
        command: Command::SaveResultFile {
            digest: digest.clone(),
        },
        key: None,
    };
    let done = execute(app, &caller.into(), order).await?;
    Ok(CopySaved {
        version: done.value.version,
    })
}

async fn item(app: &App, scope: &Scope, no: &ItemNo) -> Result<Item, ServiceError> {
    let history = app.store.read().await?.history(scope, no).await?;
    Item::from_events(&history).ok_or(ServiceError::NotFound)
}

fn as_file(upload: &Upload) -> ResultFile {
    ResultFile {
        file_name: upload.file_name.clone(),
        facts: upload.facts.clone(),
    }
}
