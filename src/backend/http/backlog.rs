//! The supervisors' numbers over HTTP.

use axum::Json;
use axum::extract::State;

use super::access::Caller;
use super::error::Failure;
use crate::api::backlog::Backlog;
use crate::backend::App;
use crate::backend::service::inbox;

/// See the backlog
///
/// Open items in reach by department and division: due today, late, lights and cards.
#[utoipa::path(get, path = "/backlog", tag = "supervision",
    responses((status = 200, description = "The backlog at this moment", body = Backlog)))]
pub async fn backlog(State(app): State<App>, caller: Caller) -> Result<Json<Backlog>, Failure> {
    Ok(Json(inbox::backlog(&app, &caller).await?))
}
