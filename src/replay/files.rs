//! The files that a case names: applications with what is laid over them, and materials.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{CaseFault, Filing, Paths, Source};
use crate::api::applications::{FilingRequest, SharedFact};
use crate::api::view::time;
use crate::client::Attachment;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{FieldId, MatterId};

/// The application in a JSON file.
pub(super) fn application(file: &Path) -> Result<FilingRequest, CaseFault> {
    let text = fs::read(file).map_err(|error| unreadable(file, &error))?;
    serde_json::from_slice(&text)
        .map_err(|error| CaseFault::BadApplication(format!("{}: {error}", file.display())))
}

/// A filing as it is sent: the application with everything that is laid over it.
pub(super) fn request(
    filing: &Filing,
    folder: &Path,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Result<FilingRequest, CaseFault> {
    let mut request = match &filing.application {
        Source::Path(path) => application(&folder.join(path))?,
        Source::Here(request) => FilingRequest::clone(request),
    };
    if let Some(matters) = &filing.matters {
        request.matters.clone_from(matters);
    }
    if let Some(division) = &filing.division {
        request.division.clone_from(division);
    }
    if filing.channel.is_some() {
        request.channel.clone_from(&filing.channel);
    }
    for name in &filing.without {
        request.form.remove(name);
        request.shared.remove(name);
    }
    request.form.extend(filing.form.clone());
    for (field, value) in &filing.shared {
        let id: Option<FieldId> = field.parse().ok();
        let register = id.and_then(|id| catalogue.field(&id)?.register.clone());
        let fact = SharedFact {
            value: value.clone(),
            register: register.unwrap_or_default(),
            fetched_at: time(now),
        };
        request.shared.insert(field.clone(), fact);
    }
    Ok(request)
}

/// The files that go with a filing of these matters.
pub(super) fn attachments(
    filing: &Filing,
    folder: &Path,
    catalogue: &Catalogue,
    matters: &[String],
) -> Result<Vec<Attachment>, CaseFault> {
    let mut files: BTreeMap<String, Vec<PathBuf>> = match &filing.application {
        Source::Path(path) => beside(&folder.join(path))?,
        Source::Here(_) => BTreeMap::new(),
    };
    files.retain(|kind, _| is_needed(catalogue, matters, kind) && !filing.without.contains(kind));
    for (kind, paths) in &filing.attach {
        files.insert(
            kind.clone(),
            paths.all().iter().map(|path| folder.join(path)).collect(),
        );
    }
    let pages = files
        .iter()
        .flat_map(|(kind, paths)| paths.iter().map(move |path| (kind, path)));
    pages.map(|(kind, path)| attachment(kind, path)).collect()
}

/// The files that go with an answer to a correction notice.
pub(super) fn answers(
    attach: &BTreeMap<String, Paths>,
    folder: &Path,
) -> Result<Vec<Attachment>, CaseFault> {
    let pages = attach
        .iter()
        .flat_map(|(kind, paths)| paths.all().iter().map(move |path| (kind, path)));
    pages
        .map(|(kind, path)| attachment(kind, &folder.join(path)))
        .collect()
}

/// A file that goes with a result: its name and its bytes.
pub(super) fn result_file(path: &Path) -> Result<(String, Vec<u8>), CaseFault> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    Ok((file_name(path), bytes))
}

/// The files of the folder that is named like the application, by the material after which each is named.
fn beside(application: &Path) -> Result<BTreeMap<String, Vec<PathBuf>>, CaseFault> {
    let folder = application.with_extension("");
    let mut files = BTreeMap::new();
    if folder.is_dir() {
        for entry in fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))? {
            let path = entry.map_err(|error| unreadable(&folder, &error))?.path();
            if let Some(kind) = path.file_stem().and_then(|stem| stem.to_str()) {
                files
                    .entry(kind.to_owned())
                    .or_insert_with(Vec::new)
                    .push(path);
            }
        }
    }
    Ok(files)
}

fn is_needed(catalogue: &Catalogue, matters: &[String], kind: &str) -> bool {
    matters
        .iter()
        .filter_map(|matter| catalogue.matter(&matter.parse::<MatterId>().ok()?))
        .any(|matter| {
            matter
                .materials
                .iter()
                .any(|material| material.as_str() == kind)
        })
}

fn attachment(kind: &str, path: &Path) -> Result<Attachment, CaseFault> {
    Ok(Attachment {
        kind: kind.to_owned(),
        file_name: file_name(path),
        bytes: fs::read(path).map_err(|error| unreadable(path, &error))?,
    })
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn unreadable(path: &Path, error: &std::io::Error) -> CaseFault {
    CaseFault::Unreadable(format!("{}: {error}", path.display()))
}
