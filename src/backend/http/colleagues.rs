//! Colleagues over HTTP: to whom work can be handed over, and who stands in for whom.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::access::Caller;
use super::accounts::officer_view;
use super::error::Failure;
use super::extract::{Named, Sent};
use crate::api::colleagues::{ColleagueView, StandInRequest, StandInView};
use crate::backend::App;
use crate::backend::service::colleagues;
use crate::domain::id::OfficerId;

/// List colleagues
///
/// Those who work on items in one's department, each with the number of open items that they hold.
#[utoipa::path(get, path = "/colleagues", tag = "colleagues",
    responses((status = 200, description = "The colleagues, by login", body = Vec<ColleagueView>)))]
pub async fn colleagues(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<Vec<ColleagueView>>, Failure> {
    let found = colleagues::list(&app, &caller).await?;
    let views = found.iter().map(|(officer, open)| ColleagueView {
        officer: officer_view(officer, false),
        open: *open,
    });
    Ok(Json(views.collect()))
}

/// See who stands in for whom
///
/// Now and later: for oneself, by oneself, and for a supervisor of everyone in reach.
#[utoipa::path(get, path = "/stand-ins", tag = "colleagues",
    responses((status = 200, description = "Who stands in for whom", body = Vec<StandInView>)))]
pub async fn stand_ins(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<Vec<StandInView>>, Failure> {
    Ok(Json(colleagues::stand_ins(&app, &caller).await?))
}

/// Name who stands in (AB 岗)
///
/// In place of whoever was to do so. While it holds, that officer acts on what the other holds, and the trail says for
/// whom. An officer names for themselves, a supervisor for those in reach.
#[utoipa::path(put, path = "/officers/{login}/stand-in", tag = "colleagues", request_body = StandInRequest,
    params(("login" = String, Path, description = "The login of who is away")),
    responses((status = 204, description = "It is so")))]
pub async fn name_stand_in(
    State(app): State<App>,
    caller: Caller,
    Named(login): Named<OfficerId>,
    Sent(request): Sent<StandInRequest>,
) -> Result<StatusCode, Failure> {
    colleagues::name(&app, &caller, &login, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End standing in
///
/// Nobody stands in for the officer from now on.
#[utoipa::path(delete, path = "/officers/{login}/stand-in", tag = "colleagues",
    params(("login" = String, Path, description = "The login of who was away")),
    responses((status = 204, description = "It is so")))]
pub async fn end_stand_in(
    State(app): State<App>,
    caller: Caller,
    Named(login): Named<OfficerId>,
) -> Result<StatusCode, Failure> {
    colleagues::end(&app, &caller, &login).await?;
    Ok(StatusCode::NO_CONTENT)
}
