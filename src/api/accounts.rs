//! Sessions and accounts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Signing in.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The login.
    pub login: String,
    /// The password; never shown by `Debug`, never logged.
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn")
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}

/// A session that was opened.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The bearer token.
    pub token: String,
    /// When it ends at the latest.
    pub expires_at: String,
    /// After how many idle seconds it ends.
    pub idle_seconds: u32,
    /// Who signed in.
    pub officer: OfficerView,
    /// The password is a one-time one: nothing else is allowed before it is changed.
    pub must_change_password: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("officer", &self.officer.login)
            .finish_non_exhaustive()
    }
}

/// The session that a token stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    /// When it ends at the latest.
    pub expires_at: String,
    /// After how many idle seconds it ends.
    pub idle_seconds: u32,
    /// Who is signed in.
    pub officer: OfficerView,
    /// The password is a one-time one: nothing else is allowed before it is changed.
    pub must_change_password: bool,
}

/// Changing one's own password.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present one.
    pub old: String,
    /// The new one.
    pub new: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordChange")
    }
}

/// An account as others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfficerView {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// The role's code.
    pub role: String,
    /// The department's id.
    pub department: Option<String>,
    /// The lines' ids; empty means all of the department.
    pub lines: Vec<String>,
    /// The division's code.
    pub division: String,
    /// Whether the account is closed.
    pub disabled: bool,
}

/// A new account; answered with a one-time password.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOfficer {
    /// The login: lower-case ASCII.
    pub login: String,
    /// The name.
    pub name: String,
    /// The role's code.
    pub role: String,
    /// The department's id.
    #[serde(default)]
    pub department: Option<String>,
    /// The lines' ids; empty means all of the department.
    #[serde(default)]
    pub lines: Vec<String>,
    /// The division's code.
    pub division: String,
    /// The officer's own ID number, so that nobody decides their own case.
    #[serde(default)]
    pub id_number: Option<String>,
}

/// A change of an account; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficerChange {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The role's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The department's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The lines' ids; empty means all of the department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<String>>,
    /// The division's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<String>,
    /// `true` closes the account at once, `false` opens it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// A one-time password, shown once.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct OneTimePassword {
    /// The login.
    pub login: String,
    /// The password, to be changed at the first sign-in.
    pub password: String,
}

impl std::fmt::Debug for OneTimePassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OneTimePassword")
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}
