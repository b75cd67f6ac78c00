//! Sessions and accounts over HTTP.
//!
//! Signing in and one-time passwords take no idempotency key: their answers are secrets and are never kept.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::access::Caller;
use super::error::Failure;
use super::extract::{Named, Sent};
use crate::api::accounts::{
    NewOfficer, OfficerChange, OfficerView, OneTimePassword, PasswordChange, Session, SessionView,
    SignIn,
};
use crate::api::problem::Code;
use crate::api::view;
use crate::backend::App;
use crate::backend::service::accounts::{self, AccountError, OneTime};
use crate::backend::service::sessions::{IDLE, SignInError, SignedIn};
use crate::backend::store::accounts::Account;
use crate::domain::id::OfficerId;
use crate::domain::policy::Officer;

/// Sign in
///
/// Opens a session. Whatever is wrong, the answer and its time are the same.
#[utoipa::path(post, path = "/sessions", tag = "sessions", request_body = SignIn,
    responses((status = 201, description = "A session", body = Session)))]
pub async fn sign_in(
    State(app): State<App>,
    Sent(credentials): Sent<SignIn>,
) -> Result<(StatusCode, Json<Session>), Failure> {
    let (token, signed_in) = app
        .sessions
        .sign_in(&app, &credentials.login, credentials.password)
        .await?;
    let SessionView {
        expires_at,
        idle_seconds,
        officer,
        must_change_password,
    } = session_view(&signed_in);
    let session = Session {
        token,
        expires_at,
        idle_seconds,
        officer,
        must_change_password,
    };
    Ok((StatusCode::CREATED, Json(session)))
}

/// Who is signed in
#[utoipa::path(get, path = "/sessions/current", tag = "sessions",
    responses((status = 200, description = "The session", body = SessionView)))]
pub async fn session(caller: Caller) -> Json<SessionView> {
    Json(session_view(&caller.session))
}

/// Sign out
///
/// Ends the session.
#[utoipa::path(delete, path = "/sessions/current", tag = "sessions",
    responses((status = 204, description = "The session has ended")))]
pub async fn sign_out(State(app): State<App>, caller: Caller) -> Result<StatusCode, Failure> {
    app.sessions.sign_out(&app, &caller.session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change one's own password
///
/// The account's other sessions end.
#[utoipa::path(put, path = "/sessions/current/password", tag = "sessions", request_body = PasswordChange,
    responses((status = 204, description = "The new password counts"),
        (status = 422, description = "The new password does not do", body = crate::api::problem::Problem,
            content_type = "application/problem+json")))]
pub async fn change_password(
    State(app): State<App>,
    caller: Caller,
    Sent(change): Sent<PasswordChange>,
) -> Result<StatusCode, Failure> {
    app.sessions
        .change_password(&app, &caller.session, change.old, change.new)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List accounts
///
/// All of them for the security administrator, the officers in reach for a supervisor.
#[utoipa::path(get, path = "/officers", tag = "accounts",
    responses((status = 200, description = "The accounts, by login", body = Vec<OfficerView>)))]
pub async fn officers(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<Vec<OfficerView>>, Failure> {
    let accounts = accounts::list(&app, &caller).await?;
    Ok(Json(
        accounts
            .iter()
            .map(|account| officer_view(&account.officer, account.disabled))
            .collect(),
    ))
}

/// Open an account
///
/// Answered with a one-time password. The system administrator may open the first security administrator.
#[utoipa::path(post, path = "/officers", tag = "accounts", request_body = NewOfficer,
    responses((status = 201, description = "A one-time password", body = OneTimePassword)))]
pub async fn create_officer(
    State(app): State<App>,
    caller: Caller,
    Sent(officer): Sent<NewOfficer>,
) -> Result<(StatusCode, Json<OneTimePassword>), Failure> {
    let one_time = accounts::create(&app, &caller.officer, officer).await?;
    Ok((StatusCode::CREATED, Json(one_time.into())))
}

/// Change an account
///
/// Role, place, lines, name; or close and open it. Counts from the account's next request on.
#[utoipa::path(patch, path = "/officers/{login}", tag = "accounts", request_body = OfficerChange,
    params(("login" = String, Path, description = "The login")),
    responses((status = 200, description = "The account as it now is", body = OfficerView)))]
pub async fn change_officer(
    State(app): State<App>,
    caller: Caller,
    Named(login): Named<OfficerId>,
    Sent(change): Sent<OfficerChange>,
) -> Result<Json<OfficerView>, Failure> {
    let account: Account = accounts::change(&app, &caller.officer, &login, change).await?;
    Ok(Json(officer_view(&account.officer, account.disabled)))
}

/// Give a new one-time password
///
/// The account's sessions end, and a lock after failed tries is lifted.
#[utoipa::path(post, path = "/officers/{login}/one-time-password", tag = "accounts",
    params(("login" = String, Path, description = "The login")),
    responses((status = 200, description = "A one-time password", body = OneTimePassword)))]
pub async fn reset_password(
    State(app): State<App>,
    Named(login): Named<OfficerId>,
) -> Result<Json<OneTimePassword>, Failure> {
    Ok(Json(accounts::reset_password(&app, &login).await?.into()))
}

fn session_view(signed_in: &SignedIn) -> SessionView {
    SessionView {
        expires_at: view::time(signed_in.expires_at),
        idle_seconds: u32::try_from(IDLE.num_seconds()).unwrap_or(u32::MAX),
        officer: officer_view(&signed_in.officer, false),
        must_change_password: signed_in.must_change_password,
    }
}

pub(super) fn officer_view(officer: &Officer, disabled: bool) -> OfficerView {
    OfficerView {
        login: officer.id.to_string(),
        name: officer.name.clone(),
        role: officer.role.code().to_owned(),
        department: officer.department.as_ref().map(ToString::to_string),
        lines: officer.lines.iter().map(ToString::to_string).collect(),
        division: officer.division.to_string(),
        disabled,
    }
}

impl From<OneTime> for OneTimePassword {
    fn from(one_time: OneTime) -> Self {
        Self {
            login: one_time.login.to_string(),
            password: one_time.password,
        }
    }
}

impl From<SignInError> for Failure {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Failed => Code::LoginFailed.into(),
            SignInError::Weak(_) => Failure::new(Code::WeakPassword).at("/new"),
            SignInError::Store(error) => error.into(),
        }
    }
}

impl From<AccountError> for Failure {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotAllowed => Code::NotAllowed.into(),
            AccountError::NotFound => Code::NotFound.into(),
            AccountError::Taken => Failure::new(Code::LoginTaken).at("/login"),
            AccountError::Wrong(fields) => fields
                .iter()
                .fold(Failure::new(Code::BadAccount), |failure, field| {
                    failure.at(format!("/{field}"))
                }),
            AccountError::Store(error) => error.into(),
        }
    }
}
