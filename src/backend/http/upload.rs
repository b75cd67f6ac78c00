//! Uploads: a multipart body of one JSON part and files, or of one file, streamed to the folder of materials as it
//! comes.
//!
//! Nothing is kept until the service takes it: a file of a request that fails is gone with the request.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use futures::TryStreamExt;
use serde::de::DeserializeOwned;

use super::error::Failure;
use super::extract::{broken, parse};
use crate::api::problem::Code;
use crate::backend::App;
use crate::backend::blobs::{BlobError, Declared, Upload};
use crate::domain::id::MaterialId;

/// The most files in one upload.
const FILES_MOST: usize = 64;
/// The largest JSON part, in bytes.
const FORM_MOST: usize = 256 * 1024;

/// Takes an upload apart: the value in the part `name`, which comes first, and the files after it.
pub async fn receive<T: DeserializeOwned>(
    app: &App,
    request: Request,
    name: &str,
) -> Result<(T, Vec<(MaterialId, Upload)>), Failure> {
    let mut parts = parts(request).await?;
    let json = form(first(&mut parts, name).await?).await?;
    let value = parse(&json, "")?;
    let mut files = Vec::new();
    while let Some(part) = next(&mut parts).await? {
        if files.len() == FILES_MOST {
            return Err(Code::TooLarge.into());
        }
        files.push(file(app, part).await?);
    }
    Ok((value, files))
}

/// Takes the one file of an upload, in the part `file`.
pub async fn receive_file(app: &App, request: Request) -> Result<Upload, Failure> {
    let mut parts = parts(request).await?;
    let file = first(&mut parts, "file").await?;
    let upload = stream(app, file, "/file").await?;
    match next(&mut parts).await? {
        Some(_) => Err(Code::BadMultipart.into()),
        None => Ok(upload),
    }
}

async fn parts(request: Request) -> Result<Multipart, Failure> {
    if !is_form_data(request.headers()) {
        return Err(Failure::new(Code::UnsupportedMediaType));
    }
    let parts = Multipart::from_request(request, &()).await;
    parts.map_err(|_| Failure::new(Code::BadMultipart))
}

/// The first part, which must have this name.
async fn first<'a>(parts: &'a mut Multipart, name: &str) -> Result<Field<'a>, Failure> {
    let part = next(parts).await?;
    let part = part.filter(|part| part.name() == Some(name));
    part.ok_or_else(|| Code::BadMultipart.into())
}

fn is_form_data(headers: &HeaderMap) -> bool {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    media.is_some_and(|media| media.starts_with("multipart/form-data"))
}

async fn next(parts: &mut Multipart) -> Result<Option<Field<'_>>, Failure> {
    parts.next_field().await.map_err(|error| malformed(&error))
}

async fn form(mut part: Field<'_>) -> Result<Vec<u8>, Failure> {
    let mut json = Vec::new();
    while let Some(bytes) = part.chunk().await.map_err(|error| malformed(&error))? {
        json.extend_from_slice(&bytes);
        if json.len() > FORM_MOST {
            return Err(Code::TooLarge.into());
        }
    }
    Ok(json)
}

async fn file(app: &App, part: Field<'_>) -> Result<(MaterialId, Upload), Failure> {
    let kind: MaterialId = part
        .name()
        .and_then(|name| name.parse().ok())
        .ok_or(Code::BadMultipart)?;
    let upload = stream(app, part, &format!("/materials/{kind}")).await?;
    Ok((kind, upload))
}

async fn stream(app: &App, part: Field<'_>, pointer: &str) -> Result<Upload, Failure> {
    let declared = Declared {
        file_name: part.file_name().unwrap_or_default().to_owned(),
        media_type: part.content_type().map(ToOwned::to_owned),
    };
    let mut why = None;
    let bytes = part.map_err(|error| why = Some(malformed(&error)));
    match app.blobs.receive(&declared, bytes).await {
        Ok(upload) => Ok(upload),
        Err(BlobError::BrokenOff) => Err(why.unwrap_or_else(|| Code::BadMultipart.into())),
        Err(error) => Err(Failure::from(error).at(pointer)),
    }
}

/// Why the body could not be taken apart: cut by us, or malformed.
fn malformed(error: &MultipartError) -> Failure {
    let failure = broken(error);
    if failure.code() == Code::BadRequest {
        Code::BadMultipart.into()
    } else {
        failure
    }
}
