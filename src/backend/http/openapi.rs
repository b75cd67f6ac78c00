//! The OpenAPI 3.1 document, made from the routes themselves.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::access::SCHEME;
use crate::api::problem::Problem;

/// What the document says beside the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "联办 lianban",
        description = "就业一件事: one form in, each department decides, one combined result out.\n\n\
            Refusals and failures are `application/problem+json` with a stable `code`. A decision carries `If-Match` \
            with the version that was seen; what changes something carries an `Idempotency-Key`, so that a repeat \
            counts once. Times are RFC 3339 with +08:00.",
    ),
    components(schemas(Problem))
)]
struct Frame;

/// The document.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = Frame::openapi();
    document.merge(super::routes().into_openapi());
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "The token of a session. The roles that may pass are listed with each operation.",
        ))
        .build();
    document
        .components
        .get_or_insert_default()
        .add_security_scheme(SCHEME, SecurityScheme::Http(scheme));
    document
}

/// The document as it is sent and printed.
pub fn json() -> &'static str {
    static JSON: LazyLock<String> = LazyLock::new(|| {
        document()
            .to_pretty_json()
            .expect("the document is made of plain text")
    });
    &JSON
}

/// This document
///
/// The interface, as OpenAPI 3.1.
#[utoipa::path(get, path = "/openapi.json", tag = "about",
    responses((status = 200, description = "The document", body = Object)))]
pub async fn openapi() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], json())
}
