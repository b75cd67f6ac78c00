//! Whether the server can work: for those who start, watch and balance it.

use axum::extract::State;

use super::error::Failure;
use crate::backend::App;

/// Is the server well?
///
/// Answers once the store can be read; 503 where it cannot.
#[utoipa::path(get, path = "/healthz", tag = "about",
    responses((status = 200, description = "It is", body = String)))]
pub async fn healthz(State(app): State<App>) -> Result<&'static str, Failure> {
    app.store.read().await?.last_seq().await?;
    Ok("ok\n")
}
