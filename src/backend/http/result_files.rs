//! The files of a result over HTTP: uploaded before the decision that names them, downloaded like materials.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::access::Caller;
use super::error::Failure;
use super::extract::Named;
use super::materials::download;
use super::openapi::{Binary, FileUpload};
use super::upload;
use crate::api::items::{CopySaved, ResultFileView};
use crate::backend::App;
use crate::backend::service::result_files;
use crate::domain::id::{Digest, ItemNo};

/// Upload a file for a result
///
/// One file in the part `file`. It waits for the decision that names its digest in `files`; nobody can read it before,
/// and what no decision names within twelve hours is gone. It takes no idempotency key: the same bytes count once.
#[utoipa::path(post, path = "/items/{no}/files", tag = "items",
    params(("no" = String, Path, description = "The item's number")),
    request_body(content = FileUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Taken", body = ResultFileView)))]
pub async fn upload_result_file(
    State(app): State<App>,
    caller: Caller,
    Named(no): Named<ItemNo>,
    request: Request,
) -> Result<(StatusCode, Json<ResultFileView>), Failure> {
    result_files::may_upload(&app, &caller, &no).await?;
    let upload = upload::receive_file(&app, request).await?;
    let file = result_files::uploaded(&app, &caller, &no, upload).await?;
    Ok((StatusCode::CREATED, Json(file)))
}

/// Download a file of a result
///
/// The bytes as they were uploaded. Who filed gets the files of the feedback as it now stands.
#[utoipa::path(get, path = "/items/{no}/files/{digest}", tag = "items",
    params(("no" = String, Path, description = "The item's number"),
        ("digest" = String, Path, description = "The file's SHA-256")),
    responses((status = 200, description = "The bytes", content(
        (Binary = "image/jpeg"), (Binary = "image/png"), (Binary = "application/pdf"), (Binary = "application/ofd")))))]
pub async fn result_file(
    State(app): State<App>,
    caller: Caller,
    Named((no, digest)): Named<(ItemNo, Digest)>,
) -> Result<Response, Failure> {
    let (file, bytes) = result_files::open(&app, &caller, &no, &digest).await?;
    download(&file.file_name, &file.facts, bytes)
}

/// Write down that a file of a result is saved
///
/// As for a material: a copy that leaves this service for a file of the officer's is an event of the item.
#[utoipa::path(post, path = "/items/{no}/files/{digest}/save", tag = "items",
    params(("no" = String, Path, description = "The item's number"),
        ("digest" = String, Path, description = "The file's SHA-256")),
    responses((status = 200, description = "Written down", body = CopySaved)))]
pub async fn save_result_file(
    State(app): State<App>,
    caller: Caller,
    Named((no, digest)): Named<(ItemNo, Digest)>,
) -> Result<Json<CopySaved>, Failure> {
    Ok(Json(result_files::save(&app, &caller, &no, &digest).await?))
}
