//! What can go wrong between asking and an answer: five cases, each with its own next step.

use reqwest::StatusCode;

use crate::api::problem::Problem;
use crate::words::Lang;

/// Why a call has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server answered no, and says why and what to do.
    #[error("{} ({})", .0.code, .0.status)]
    Problem(Box<Problem>),
    /// The server at this address cannot be reached, or the line broke: the call may or may not have arrived.
    #[error("offline: {0}")]
    Offline(String),
    /// No answer came in time: the call may or may not have arrived.
    #[error("timeout")]
    Timeout,
    /// This is no address of a server.
    #[error("not an http address: {0}")]
    Address(String),
    /// What answered does not speak this interface.
    #[error("protocol: {0}")]
    Protocol(&'static str),
}

impl Error {
    /// The problem's stable code, where the server answered.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.code),
            Self::Offline(_) | Self::Timeout | Self::Address(_) | Self::Protocol(_) => None,
        }
    }

    /// The code of a failure of any kind.
    pub fn kind(&self) -> &str {
        match self {
            Self::Problem(problem) => &problem.code,
            Self::Offline(_) => "offline",
            Self::Timeout => "timeout",
            Self::Address(_) => "server-address",
            Self::Protocol(_) => "protocol",
        }
    }

    /// Whether the same call with the same idempotency key may still succeed when simply sent again.
    pub fn may_retry(&self) -> bool {
        match self {
            Self::Problem(problem) => matches!(problem.status, 429 | 503),
            Self::Offline(_) | Self::Timeout => true,
            Self::Address(_) | Self::Protocol(_) => false,
        }
    }

    /// Whether the session has ended: signing in again is the way on.
    pub fn is_signed_out(&self) -> bool {
        matches!(self, Self::Problem(problem) if problem.status == StatusCode::UNAUTHORIZED.as_u16())
    }

    /// What to tell the officer: what happened and what to do next.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Problem(problem) => problem.detail.clone(),
            Self::Offline(server) => {
                lang.say_with("client-offline", &[("server", server.as_str().into())])
            }
            Self::Address(server) => {
                lang.say_with("client-address", &[("server", server.as_str().into())])
            }
            Self::Timeout => lang.say("client-timeout"),
            Self::Protocol(_) => lang.say("client-protocol"),
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            Self::Timeout
        } else if error.is_builder() {
            Self::Protocol("the request cannot be built")
        } else {
            // Connecting, sending, or an answer that broke off: in each case the line. Of the URL the server alone is
            // kept: a query may hold a name.
            let server = error.url().map(|url| url.origin().ascii_serialization());
            Self::Offline(server.unwrap_or_default())
        }
    }
}
