//! Items over HTTP: lists, one whole, decisions, answers to correction notices, a look in clear.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::access::Caller;
use super::error::Failure;
use super::extract::{Asked, Named, Sent};
use super::headers::{RequestKey, Seen, answered, etag};
use super::openapi::ResubmissionUpload;
use super::upload;
use crate::api::Page;
use crate::api::applications::Resubmission;
use crate::api::items::{
    ClearFields, ClearViewRequest, DecisionRequest, InboxCounts, InboxQuery, ItemDetail, ItemRow,
};
use crate::backend::App;
use crate::backend::service::{Answer, inbox, items, resubmission};
use crate::domain::id::ItemNo;

/// List items
///
/// A page of the items in reach, with opaque cursors to the pages around it.
#[utoipa::path(get, path = "/items", tag = "items", params(InboxQuery),
    responses((status = 200, description = "A page", body = Page<ItemRow>)))]
pub async fn inbox(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<InboxQuery>,
) -> Result<Json<Page<ItemRow>>, Failure> {
    Ok(Json(inbox::page(&app, &caller, &query).await?))
}

/// Count items
///
/// The figures at the head of the inbox: open items in reach, lights, states.
#[utoipa::path(get, path = "/items/counts", tag = "items",
    responses((status = 200, description = "The figures", body = InboxCounts)))]
pub async fn counts(State(app): State<App>, caller: Caller) -> Result<Json<InboxCounts>, Failure> {
    Ok(Json(inbox::counts(&app, &caller).await?))
}

/// See an item
///
/// What its desk needs of it and no more. The `ETag` is its version.
#[utoipa::path(get, path = "/items/{no}", tag = "items",
    params(("no" = String, Path, description = "The item's number")),
    responses((status = 200, description = "The item", body = ItemDetail,
        headers(("ETag" = String, description = "The version, for `If-Match`")))))]
pub async fn item(
    State(app): State<App>,
    caller: Caller,
    Named(no): Named<ItemNo>,
) -> Result<Response, Failure> {
    let item = items::detail(&app, &caller, &no).await?;
    Ok(([(header::ETAG, etag(item.row.version))], Json(item)).into_response())
}

/// Decide about an item
///
/// Any 办理动作, about the version that was seen. Answers with the item's row as the decision left it.
#[utoipa::path(post, path = "/items/{no}/decisions", tag = "items", request_body = DecisionRequest,
    params(("no" = String, Path, description = "The item's number"), Seen, RequestKey),
    responses((status = 200, description = "Done", body = ItemRow,
        headers(("ETag" = String, description = "The new version")))))]
pub async fn decide(
    State(app): State<App>,
    caller: Caller,
    Named(no): Named<ItemNo>,
    Seen(version): Seen,
    RequestKey(key): RequestKey,
    Sent(decision): Sent<DecisionRequest>,
) -> Result<Response, Failure> {
    let answer = items::decide_on(&app, &caller, (&no, version), &key, &decision).await?;
    Ok(row(answer))
}

/// Answer a correction notice
///
/// Part `resubmission` with the changed fields, then new materials, each a part named by its kind.
#[utoipa::path(post, path = "/items/{no}/resubmission", tag = "items",
    params(("no" = String, Path, description = "The item's number"), Seen, RequestKey),
    request_body(content = ResubmissionUpload, content_type = "multipart/form-data"),
    responses((status = 200, description = "Taken", body = ItemRow,
        headers(("ETag" = String, description = "The new version")))))]
pub async fn resubmit(
    State(app): State<App>,
    caller: Caller,
    Named(no): Named<ItemNo>,
    Seen(version): Seen,
    RequestKey(key): RequestKey,
    request: Request,
) -> Result<Response, Failure> {
    let (answer, files) = upload::receive::<Resubmission>(&app, request, "resubmission").await?;
    let answer =
        resubmission::resubmit(&app, &caller, (&no, version), &key, &answer, files).await?;
    Ok(row(answer))
}

/// See personal data in clear
///
/// The masked fields of an item's form. The look is an event of the item, written before the answer. It takes no
/// idempotency key: two looks are two looks, and the answer is kept nowhere.
#[utoipa::path(post, path = "/items/{no}/clear-view", tag = "items", request_body = ClearViewRequest,
    params(("no" = String, Path, description = "The item's number")),
    responses((status = 200, description = "The fields in clear", body = ClearFields)))]
pub async fn view_clear(
    State(app): State<App>,
    caller: Caller,
    Named(no): Named<ItemNo>,
    Sent(request): Sent<ClearViewRequest>,
) -> Result<Json<ClearFields>, Failure> {
    Ok(Json(items::view_clear(&app, &caller, &no, &request).await?))
}

fn row(answer: Answer<ItemRow>) -> Response {
    let version = etag(answer.value.version);
    (
        [(header::ETAG, version)],
        answered(answer.replayed),
        Json(answer.value),
    )
        .into_response()
}
