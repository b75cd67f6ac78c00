//! Applications over HTTP: filing, and the combined result as data, as text and as a printed notice.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::access::Caller;
use super::error::Failure;
use super::extract::Named;
use super::headers::{RequestKey, answered};
use super::openapi::{Binary, FilingUpload};
use super::upload;
use crate::api::PREFIX;
use crate::api::applications::{CombinedResultView, FilingRequest, Receipt};
use crate::backend::App;
use crate::backend::service::{filing, results};
use crate::domain::id::ApplicationNo;

/// File an application
///
/// One joint form for several matters: part `application` first, then each material as a part named by its kind.
/// Every chosen matter becomes an item, or nothing is filed.
#[utoipa::path(post, path = "/applications", tag = "applications", params(RequestKey),
    request_body(content = FilingUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Filed", body = Receipt)))]
pub async fn file(
    State(app): State<App>,
    caller: Caller,
    RequestKey(key): RequestKey,
    request: Request,
) -> Result<Response, Failure> {
    let (application, files) =
        upload::receive::<FilingRequest>(&app, request, "application").await?;
    let answer = filing::file(&app, &caller, &key, &application, files).await?;
    let place = format!("{PREFIX}/applications/{}/result", answer.value.application);
    let place = HeaderValue::from_str(&place)
        .ok()
        .map(|place| [(header::LOCATION, place)]);
    Ok((
        StatusCode::CREATED,
        place,
        answered(answer.replayed),
        Json(answer.value),
    )
        .into_response())
}

/// See the combined result
///
/// 一端出件: one line per item, in the notice's order, with outcome, document, reason, remedy and next step.
#[utoipa::path(get, path = "/applications/{no}/result", tag = "applications",
    params(("no" = String, Path, description = "The application's number")),
    responses((status = 200, description = "The combined result", body = CombinedResultView)))]
pub async fn result(
    State(app): State<App>,
    caller: Caller,
    Named(no): Named<ApplicationNo>,
) -> Result<Json<CombinedResultView>, Failure> {
    Ok(Json(results::combined(&app, &caller, &no).await?))
}

/// Print the combined result as text
///
/// The same as one notice, in plain text.
#[utoipa::path(get, path = "/applications/{no}/result.txt", tag = "applications",
    params(("no" = String, Path, description = "The application's number")),
    responses((status = 200, description = "The notice", body = String, content_type = "text/plain")))]
pub async fn result_text(
    State(app): State<App>,
    caller: Caller,
    Named(no): Named<ApplicationNo>,
) -> Result<String, Failure> {
    Ok(results::text(&app, &caller, &no).await?)
}

/// Print the combined result as PDF
///
/// The same as one notice, on paper.
#[utoipa::path(get, path = "/applications/{no}/result.pdf", tag = "applications",
    params(("no" = String, Path, description = "The application's number")),
    responses((status = 200, description = "The notice", body = Binary, content_type = "application/pdf")))]
pub async fn result_pdf(
    State(app): State<App>,
    caller: Caller,
    Named(no): Named<ApplicationNo>,
) -> Result<([(HeaderName, HeaderValue); 1], Vec<u8>), Failure> {
    let pdf = results::pdf(&app, &caller, &no).await?;
    Ok((
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/pdf"),
        )],
        pdf,
    ))
}
