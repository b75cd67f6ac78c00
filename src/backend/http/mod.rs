//! HTTP: every route with its gate on its row, and what lies around all of them.
//!
//! Owns paths, gates, headers, sizes, times and the words of failures; decides nothing about items. To add a route:
//! a handler of at most 20 lines (extract, call the service, map) and its row in `table`; the OpenAPI document and
//! the tests of who may call it follow from the row.
//!
//! Order of checks: who asks (401) → may their role come here (403) → can the request be read (400) → was it answered
//! before → may they do this to that (403, 404) → is it the version they saw (412) → does the state allow it (409).

mod access;
mod accounts;
mod applications;
mod backlog;
mod body;
mod catalogue;
mod colleagues;
mod error;
mod extract;
mod feed;
mod headers;
mod health;
mod items;
mod layers;
mod line;
mod materials;
mod openapi;
mod result_files;
mod serve;
mod upload;

use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::{Extension, Router};
use tokio_util::sync::CancellationToken;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::sensitive_headers::SetSensitiveRequestHeadersLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::access::Gate::{Anyone, Door, Doors, OwnSession, SignedIn};
use self::access::{Requires, Row};
use self::error::Failure;
pub use self::layers::Limits;
pub use self::openapi::document;
pub use self::serve::serve;
use crate::api::PREFIX;
use crate::api::problem::Code;
use crate::backend::App;
use crate::domain::policy::Access;

/// Every route under the prefix, with who may come in.
#[rustfmt::skip]
fn table() -> Vec<Row> {
    vec![
        routes!(openapi::openapi).requires(Anyone),
        routes!(accounts::sign_in).requires(Anyone),
        routes!(accounts::session, accounts::sign_out).requires(OwnSession),
        routes!(accounts::change_password).requires(OwnSession),
        routes!(accounts::officers).requires(Doors(&[Access::Accounts, Access::Backlog])),
        routes!(accounts::create_officer).requires(Doors(&[Access::Accounts, Access::Catalogue])),
        routes!(accounts::change_officer).requires(Door(Access::Accounts)),
        routes!(accounts::reset_password).requires(Door(Access::Accounts)),

        routes!(colleagues::colleagues).requires(Door(Access::Colleagues)),
        routes!(colleagues::stand_ins).requires(Door(Access::Colleagues)),
        routes!(colleagues::name_stand_in, colleagues::end_stand_in).requires(Door(Access::Colleagues)),

        routes!(items::inbox).requires(Doors(&[Access::Inbox, Access::Follow])),
        routes!(items::counts).requires(Door(Access::Inbox)),
        routes!(items::item).requires(Door(Access::Item)),
        routes!(items::decide).requires(Door(Access::Act)),
        routes!(items::resubmit).requires(Door(Access::File)),
        routes!(items::view_clear).requires(Door(Access::Act)),
        routes!(materials::material).requires(Door(Access::Materials)),
        routes!(materials::save_material).requires(Door(Access::Act)),
        routes!(result_files::upload_result_file).requires(Door(Access::Feedback)),
        routes!(result_files::result_file).requires(Door(Access::Materials)),
        routes!(result_files::save_result_file).requires(Door(Access::Act)),

        routes!(applications::file).requires(Door(Access::File)),
        routes!(applications::result).requires(Door(Access::Follow)),
        routes!(applications::result_text).requires(Door(Access::Follow)),
        routes!(applications::result_pdf).requires(Door(Access::Follow)),

        routes!(backlog::backlog).requires(Door(Access::Backlog)),
        routes!(catalogue::catalogue).requires(SignedIn),
        routes!(feed::feed).requires(Doors(&[Access::Inbox, Access::Follow])),
    ]
}

/// The routes with their OpenAPI.
fn routes() -> OpenApiRouter<App> {
    let inner = table()
        .into_iter()
        .fold(OpenApiRouter::new(), |router, Row(row)| router.routes(row));
    OpenApiRouter::new()
        .nest(PREFIX, inner)
        .routes(routes!(health::healthz).requires(Anyone).0)
}

/// The whole service: routes, and around them, from the outside in: headers that must not be logged, packing of
/// answers, the request's name, log line and words, panics, limits. Feeds end with `stop`.
pub fn router(app: App, limits: Limits, stop: CancellationToken) -> Router {
    let (router, _) = routes().split_for_parts();
    let around = ServiceBuilder::new()
        .layer(SetSensitiveRequestHeadersLayer::new([
            header::AUTHORIZATION,
        ]))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), layers::around))
        .layer(CatchPanicLayer::custom(|_| {
            Failure::new(Code::Internal).into_response()
        }))
        .layer(from_fn_with_state(limits, layers::bound))
        .layer(DefaultBodyLimit::disable())
        .layer(Extension(app.clone()))
        .layer(Extension(stop));
    router.layer(around).with_state(app)
}
