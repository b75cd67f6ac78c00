//! Accounts: opening, changing, closing them, and the first one of all.
//!
//! Owns what an account must be (role, place, login) and who may open which. Knows no passwords in clear but the
//! one-time ones that it hands out once. Every change ends or re-reads the account's sessions at once.

use super::Caller;
use crate::api::accounts::{NewOfficer, OfficerChange};
use crate::backend::App;
use crate::backend::store::StoreError;
use crate::backend::store::accounts::Account;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{LineId, OfficerId};
use crate::domain::identity::IdNumber;
use crate::domain::policy::{Officer, Role, Scope};

/// The login of the account that the first run opens.
pub const FIRST_LOGIN: &str = "sysadmin";
/// The longest login and the longest name, in characters.
const LONGEST: usize = 40;

/// Why an account was not opened or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The caller may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// There is no such account.
    #[error("no such account")]
    NotFound,
    /// The login is taken.
    #[error("login taken")]
    Taken,
    /// These fields are wrong, by name.
    #[error("wrong account")]
    Wrong(Vec<&'static str>),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A one-time password for an account; `Debug` does not show it.
pub struct OneTime {
    /// Whose it is.
    pub login: OfficerId,
    /// The password, to be shown once.
    pub password: String,
}

/// Opens the first system administrator where there is no account at all.
///
/// # Errors
/// [`StoreError`].
pub async fn first_run(app: &App) -> Result<Option<OneTime>, AccountError> {
    if !app.store.read().await?.accounts().await?.is_empty() {
        return Ok(None);
    }
    let catalogue = app.catalogue_now();
    let officer = Officer {
        id: FIRST_LOGIN
            .parse()
            .map_err(|_| AccountError::Wrong(vec!["login"]))?,
        name: "系统管理员".to_owned(),
        role: Role::SystemAdmin,
        department: None,
        lines: Vec::new(),
        division: catalogue
            .city()
            .ok_or(AccountError::Wrong(vec!["division"]))?
            .code
            .clone(),
        id_number: None,
    };
    add(app, officer, |_| Ok(())).await.map(Some)
}

/// Opens an account. The security administrator opens any; the system administrator opens the first security
/// administrator and no more, so that neither duty can help itself to the other (三员分立).
///
/// # Errors
/// [`AccountError`].
pub async fn create(app: &App, caller: &Officer, new: NewOfficer) -> Result<OneTime, AccountError> {
    let officer = read(new, &app.catalogue_now())?;
    let (by, role) = (caller.role, officer.role);
    add(app, officer, move |others| match by {
        Role::SecurityAdmin => Ok(()),
        Role::SystemAdmin
            if role == Role::SecurityAdmin && !others.iter().any(is_security_admin) =>
        {
            Ok(())
        }
        _ => Err(AccountError::NotAllowed),
    })
    .await
}

fn is_security_admin(account: &Account) -> bool {
    account.officer.role == Role::SecurityAdmin
}

/// Opens an account where `may` agrees, given those that there are.
async fn add(
    app: &App,
    officer: Officer,
    may: impl FnOnce(&[Account]) -> Result<(), AccountError>,
) -> Result<OneTime, AccountError> {
    let one_time = OneTime {
        login: officer.id.clone(),
        password: app.ids.one_time_password(),
    };
    let password = app
        .sessions
        .credentials
        .hash(app, one_time.password.clone())
        .await;
    let account = Account {
        officer,
        password,
        password_set_at: app.clock.now(),
        one_time: true,
        disabled: false,
        failures: 0,
        locked_until: None,
    };
    let mut tx = app.store.write().await?;
    may(&tx.accounts().await?)?;
    match tx.insert_account(&account).await {
        Err(StoreError::Conflict) => return Err(AccountError::Taken),
        inserted => inserted?,
    }
    tx.commit().await?;
    Ok(one_time)
}

/// The accounts that the caller may see: all for the security administrator, those of their reach for a supervisor.
///
/// # Errors
/// [`StoreError`].
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Account>, StoreError> {
    let mut accounts = app.store.read().await?.accounts().await?;
    accounts.retain(|account| {
        caller.officer.role == Role::SecurityAdmin || reaches(&caller.scope, &account.officer)
    });
    Ok(accounts)
}

/// Whether someone with this scope hands work to this officer.
fn reaches(scope: &Scope, officer: &Officer) -> bool {
    match scope {
        Scope::Desks {
            department,
            divisions,
            ..
        } => {
            (department.is_none() || *department == officer.department)
                && divisions.contains(&officer.division)
        }
        Scope::FiledBy(_) | Scope::Nothing => false,
    }
}

/// Changes an account; its sessions see the change with their next request, or end where it was closed. Nobody changes
/// their own.
///
/// # Errors
/// [`AccountError`].
pub async fn change(
    app: &App,
    caller: &Officer,
    login: &OfficerId,
    change: OfficerChange,
) -> Result<Account, AccountError> {
    if caller.id == *login {
        return Err(AccountError::NotAllowed);
    }
    let mut tx = app.store.write().await?;
    let mut account = tx.account(login).await?.ok_or(AccountError::NotFound)?;
    let disabled = change.disabled.unwrap_or(account.disabled);
    account.officer = read(merged(&account.officer, change), &app.catalogue_now())?;
    account.disabled = disabled;
    if !disabled {
        (account.failures, account.locked_until) = (0, None);
    }
    tx.update_account(&account).await?;
    if disabled {
        tx.delete_sessions_of(login, None).await?;
    }
    tx.commit().await?;
    app.sessions.forget_officer(login);
    app.sessions.credentials.forgive(login);
    Ok(account)
}

/// Gives an account a new one-time password; its sessions end, and a lock after failed tries is lifted.
///
/// # Errors
/// [`AccountError`].
pub async fn reset_password(app: &App, login: &OfficerId) -> Result<OneTime, AccountError> {
    let one_time = OneTime {
        login: login.clone(),
        password: app.ids.one_time_password(),
    };
    let password = app
        .sessions
        .credentials
        .hash(app, one_time.password.clone())
        .await;
    let mut tx = app.store.write().await?;
    let mut account = tx.account(login).await?.ok_or(AccountError::NotFound)?;
    (account.password, account.password_set_at, account.one_time) =
        (password, app.clock.now(), true);
    (account.failures, account.locked_until) = (0, None);
    tx.update_account(&account).await?;
    tx.delete_sessions_of(login, None).await?;
    tx.commit().await?;
    app.sessions.forget_officer(login);
    app.sessions.credentials.forgive(login);
    Ok(one_time)
}

fn merged(officer: &Officer, change: OfficerChange) -> NewOfficer {
    let lines = || officer.lines.iter().map(ToString::to_string).collect();
    NewOfficer {
        login: officer.id.to_string(),
        name: change.name.unwrap_or_else(|| officer.name.clone()),
        role: change
            .role
            .unwrap_or_else(|| officer.role.code().to_owned()),
        department: change
            .department
            .or_else(|| officer.department.as_ref().map(ToString::to_string)),
        lines: change.lines.unwrap_or_else(lines),
        division: change
            .division
            .unwrap_or_else(|| officer.division.to_string()),
        id_number: officer
            .id_number
            .as_ref()
            .map(|number| number.clear().to_owned()),
    }
}

/// Checks what was sent against the catalogue; all that is wrong is named at once.
///
/// # Errors
/// [`AccountError::Wrong`].
pub fn read(new: NewOfficer, catalogue: &Catalogue) -> Result<Officer, AccountError> {
    let mut wrong = Vec::new();
    let id: Option<OfficerId> = new.login.parse().ok().filter(|_| is_login(&new.login));
    let role = Role::ALL.into_iter().find(|role| role.code() == new.role);
    let department = new
        .department
        .map(|department| department.parse())
        .transpose();
    let lines: Result<Vec<LineId>, _> = new.lines.iter().map(|line| line.parse()).collect();
    let division = new.division.parse().ok();
    let id_number = new.id_number.as_deref().map(IdNumber::parse).transpose();

    let known_department = department
        .as_ref()
        .is_ok_and(|department| match department {
            Some(department) => catalogue
                .departments
                .iter()
                .any(|known| known.id == *department),
            None => !matches!(role, Some(Role::Handler | Role::SecondReviewer)),
        });
    let known_lines = lines.as_ref().is_ok_and(|lines| {
        lines.iter().all(|line| {
            let mut of_department = catalogue.lines.iter().filter(|known| {
                Some(&known.department) == department.as_ref().ok().and_then(Option::as_ref)
            });
            of_department.any(|known| known.id == *line)
        })
    });
    let known_division = division.as_ref().is_some_and(|division| {
        catalogue
            .divisions
            .iter()
            .any(|known| known.code == *division)
    });
    let checks = [
        ("login", id.is_some()),
        ("name", is_name(&new.name)),
        ("role", role.is_some()),
        ("department", known_department),
        ("lines", known_lines),
        ("division", known_division),
        ("id_number", id_number.is_ok()),
    ];
    wrong.extend(
        checks
            .iter()
            .filter(|(_, right)| !right)
            .map(|(field, _)| *field),
    );
    match (id, role, department, lines, division, id_number) {
        (Some(id), Some(role), Ok(department), Ok(lines), Some(division), Ok(id_number))
            if wrong.is_empty() =>
        {
            Ok(Officer {
                id,
                name: new.name,
                role,
                department,
                lines,
                division,
                id_number,
            })
        }
        _ => Err(AccountError::Wrong(wrong)),
    }
}

/// A login is lower-case ASCII, so that no two look alike.
fn is_login(text: &str) -> bool {
    text.len() <= LONGEST
        && text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte)
        })
}

fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    (1..=LONGEST).contains(&length) && text.trim() == text && !text.chars().any(char::is_control)
}
