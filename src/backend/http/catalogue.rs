//! The catalogue over HTTP: clients look names up in the version that an item pins.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::error::Failure;
use super::extract::Named;
use crate::api::problem::Code;
use crate::backend::App;

/// Stands for the version under which applications are filed today.
const CURRENT: &str = "current";
/// A version never changes; which one is current does.
const FOR_EVER: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");
const NEVER: HeaderValue = HeaderValue::from_static("no-store");

/// A version of the catalogue
///
/// Scenes, matters, fields, materials, rules, phrases, departments and divisions, as data. `current` stands for the
/// version under which applications are filed today.
#[utoipa::path(get, path = "/catalogues/{version}", tag = "catalogue",
    params(("version" = String, Path, description = "The version, or `current`")),
    responses((status = 200, description = "The catalogue", body = Object)))]
pub async fn catalogue(
    State(app): State<App>,
    Named(version): Named<String>,
) -> Result<Response, Failure> {
    let (kept, catalogue) = if version == CURRENT {
        (NEVER, app.catalogue_now())
    } else {
        let version = version.parse().map_err(|_| Code::NotFound)?;
        (
            FOR_EVER,
            app.catalogues
                .pinned(&version)
                .cloned()
                .ok_or(Code::NotFound)?,
        )
    };
    Ok(([(header::CACHE_CONTROL, kept)], Json(catalogue.as_ref())).into_response())
}
