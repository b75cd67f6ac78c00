//! Who may come in: credentials → [`Caller`], and the gate of a route.
//!
//! A route is only ever added with `.requires(gate)`, which enforces the gate and writes it into the OpenAPI
//! document: the two cannot differ. What a caller sees behind the gate is narrowed by the scope in every finder;
//! what they may do with an item is decided by `domain::policy` inside the write.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::{HeaderMap, header, request::Parts};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa_axum::router::UtoipaMethodRouter;

use super::error::Failure;
use super::headers::language;
use crate::api::problem::{Code, MEDIA_TYPE};
use crate::backend::App;
use crate::backend::service;
use crate::backend::service::sessions::SignedIn;
use crate::domain::policy::{Access, Role};
use crate::words::Lang;

/// The name of the security scheme in the OpenAPI document.
pub const SCHEME: &str = "session";

/// What a route asks of whoever calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Nothing.
    Anyone,
    /// A session, even one whose one-time password is not changed yet.
    OwnSession,
    /// A session.
    SignedIn,
    /// A session of a role that may pass the door.
    Door(Access),
    /// A session of a role that may pass one of the doors.
    Doors(&'static [Access]),
}

impl Gate {
    async fn admit(self, request: &mut Request) -> Result<(), Failure> {
        if self == Self::Anyone {
            return Ok(());
        }
        let app = request
            .extensions()
            .get::<App>()
            .cloned()
            .ok_or(Code::Internal)?;
        let token = bearer(request.headers()).ok_or(Code::TokenInvalid)?;
        let signed_in = app
            .sessions
            .of_token(&app, token)
            .await?
            .ok_or(Code::TokenInvalid)?;
        if self != Self::OwnSession && signed_in.must_change_password {
            return Err(Code::PasswordChangeRequired.into());
        }
        if !self.admits(&signed_in) {
            return Err(Code::NotAllowed.into());
        }
        let caller = Caller::new(signed_in, language(request.headers()));
        request.extensions_mut().insert(caller);
        Ok(())
    }

    async fn pass(self, mut request: Request, next: Next) -> Response {
        match self.admit(&mut request).await {
            Ok(()) => next.run(request).await,
            Err(failure) => failure.into_response(),
        }
    }

    fn doors(&self) -> &[Access] {
        match self {
            Self::Anyone | Self::OwnSession | Self::SignedIn => &[],
            Self::Door(door) => std::slice::from_ref(door),
            Self::Doors(doors) => doors,
        }
    }

    fn admits(self, signed_in: &SignedIn) -> bool {
        let doors = self.doors();
        doors.is_empty() || doors.iter().any(|door| door.admits(signed_in.officer.role))
    }

    /// The gate as OpenAPI says it: no requirement, or the scheme with the roles that may pass; no roles means all.
    fn security(self) -> Vec<SecurityRequirement> {
        if self == Self::Anyone {
            return Vec::new();
        }
        let mut roles: Vec<_> = self
            .doors()
            .iter()
            .flat_map(|door| door.roles())
            .copied()
            .collect();
        roles.sort_unstable();
        roles.dedup();
        vec![SecurityRequirement::new(
            SCHEME,
            roles.into_iter().map(Role::code),
        )]
    }

    /// The statuses with which a route behind this gate can refuse, besides those of its own.
    fn refusals(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Anyone => &[("default", "Any refusal or failure")],
            Self::OwnSession => &[
                ("401", "No session"),
                ("default", "Any other refusal or failure"),
            ],
            _ => &[
                ("401", "No session"),
                ("403", "The role or the person may not do this"),
                ("default", "Any other refusal or failure"),
            ],
        }
    }
}

/// A route with its gate.
pub struct Row(pub(super) UtoipaMethodRouter<App>);

/// Gives routes their gate; there is no other way into the router.
pub trait Requires {
    /// The routes behind `gate`.
    fn requires(self, gate: Gate) -> Row;
}

impl Requires for UtoipaMethodRouter<App> {
    fn requires(self, gate: Gate) -> Row {
        let (schemas, mut paths, methods) = self;
        for operation in paths.paths.values_mut().flat_map(operations) {
            operation.security = Some(gate.security());
            for (status, says) in gate.refusals() {
                operation
                    .responses
                    .responses
                    .entry((*status).to_owned())
                    .or_insert_with(|| problem(says));
            }
        }
        let methods = methods.route_layer(from_fn(move |request, next| gate.pass(request, next)));
        Row((schemas, paths, methods))
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .flatten()
}

fn problem(says: &str) -> RefOr<utoipa::openapi::Response> {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    ResponseBuilder::new()
        .description(says)
        .content(MEDIA_TYPE, content)
        .build()
        .into()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (value, None) = (values.next()?, values.next()) else {
        return None;
    };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Who calls, as the gate found them: what services ask for, and the session.
#[derive(Debug, Clone)]
pub struct Caller {
    asks: service::Caller,
    /// The session that the token stands for.
    pub session: Arc<SignedIn>,
}

impl Caller {
    /// Whoever is behind a session, to be answered in a language.
    pub fn new(session: Arc<SignedIn>, lang: Lang) -> Self {
        let asks = service::Caller {
            officer: session.officer.clone(),
            scope: session.scope.clone(),
            lang,
        };
        Self { asks, session }
    }
}

impl Deref for Caller {
    type Target = service::Caller;
    fn deref(&self) -> &service::Caller {
        &self.asks
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        // Only a handler behind `Gate::Anyone` finds nobody here.
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Code::Internal.into())
    }
}
