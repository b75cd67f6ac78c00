//! Who may do what: roles, officers, what each can reach; [`table`] has the moves, [`access`] the backend's doors.
//!
//! The backend enforces it, the console greys out keys by it. Knows no sessions and no routes.

pub mod access;
pub mod stand_in;
pub mod table;

use serde::{Deserialize, Serialize};

pub use self::access::Access;
pub use self::stand_in::{Absent, StandIn, may_name_stand_in};
pub use self::table::{Facts, allowed_moves, is_for, knows, may};
use super::catalogue::{Catalogue, FieldKind};
use super::form::{Form, Value};
use super::id::{DepartmentId, DivisionCode, LineId, OfficerId};
use super::identity::IdNumber;
use super::item::Desk;

/// What an account may do. An account has one role, so the three admin duties (三员分立) never meet in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 经办.
    Handler,
    /// 复核.
    SecondReviewer,
    /// 督办.
    Supervisor,
    /// 综窗: files for applicants (帮办代办) and follows what they filed.
    Clerk,
    /// 审计.
    Auditor,
    /// 安全管理员: accounts and roles.
    SecurityAdmin,
    /// 系统管理员: catalogue, calendar, endpoints.
    SystemAdmin,
    /// 申报入口: the service account of the portal or the APP, which files and follows for applicants.
    Portal,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Handler,
        Self::SecondReviewer,
        Self::Supervisor,
        Self::Clerk,
        Self::Auditor,
        Self::SecurityAdmin,
        Self::SystemAdmin,
        Self::Portal,
    ];

    /// The role's name in SQL, JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            Self::SecondReviewer => "second_reviewer",
            Self::Supervisor => "supervisor",
            Self::Clerk => "clerk",
            Self::Auditor => "auditor",
            Self::SecurityAdmin => "security_admin",
            Self::SystemAdmin => "system_admin",
            Self::Portal => "portal",
        }
    }
}

/// Through which entry an application came (申报来源).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 集成办专区 of the service portal.
    Portal,
    /// 爱山东 APP.
    App,
    /// 综合服务窗口, 帮办代办: the agent is recorded.
    Counter,
    /// A batch import.
    Import,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 4] = [Self::Portal, Self::App, Self::Counter, Self::Import];

    /// The channel's name in SQL, JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::App => "app",
            Self::Counter => "counter",
            Self::Import => "import",
        }
    }
}

/// An officer (经办人员) or service account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The login.
    pub id: OfficerId,
    /// The name shown to colleagues.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The department; none for those who stand outside departments (supervisors of all, portals).
    pub department: Option<DepartmentId>,
    /// The lines of that department that the officer works on; empty means all.
    pub lines: Vec<LineId>,
    /// The division; its whole subtree is in reach.
    pub division: DivisionCode,
    /// The officer's own ID number, where known: nobody decides their own case.
    pub id_number: Option<IdNumber>,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person or service account.
    Officer(Officer),
    /// Time: deemed acceptance, correction expiry, release of prerequisites.
    System,
}

impl Actor {
    /// The role; none for time.
    pub fn role(&self) -> Option<Role> {
        self.officer().map(|officer| officer.role)
    }

    /// The person or service account; none for time.
    pub fn officer(&self) -> Option<&Officer> {
        match self {
            Self::Officer(officer) => Some(officer),
            Self::System => None,
        }
    }
}

/// Who acted, as an event keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ActorRef {
    /// A person or service account.
    Officer {
        /// The login.
        id: OfficerId,
        /// The name at that time.
        name: String,
        /// The role at that time.
        role: Role,
        /// The colleague for whom they acted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stands_in_for: Option<Absent>,
    },
    /// Time.
    System,
}

impl ActorRef {
    /// The login; none for time.
    pub fn officer(&self) -> Option<&OfficerId> {
        match self {
            Self::Officer { id, .. } => Some(id),
            Self::System => None,
        }
    }

    /// The role at that time; none for time.
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Officer { role, .. } => Some(*role),
            Self::System => None,
        }
    }
}

impl From<&Actor> for ActorRef {
    fn from(actor: &Actor) -> Self {
        match actor {
            Actor::Officer(officer) => Self::Officer {
                id: officer.id.clone(),
                name: officer.name.clone(),
                role: officer.role,
                stands_in_for: None,
            },
            Actor::System => Self::System,
        }
    }
}

/// The persons whose case an application is: worker, applicant, legal representative, agent. An officer who is one of
/// them stands back (回避).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parties {
    /// Their ID numbers.
    pub id_numbers: Vec<IdNumber>,
}

impl Parties {
    /// Everyone whose ID number stands in the form.
    pub fn of(form: &Form, catalogue: &Catalogue) -> Self {
        let id_numbers = catalogue
            .fields
            .iter()
            .filter(|field| field.kind == FieldKind::IdNumber)
            .filter_map(|field| match &form.entries.get(&field.id)?.value {
                Value::Text(text) => text.parse().ok(),
                _ => None,
            })
            .collect();
        Self { id_numbers }
    }
}

/// Which items an account can see at all: department × lines × divisions, or what it filed itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Items on these desks.
    Desks {
        /// The department; none means every department.
        department: Option<DepartmentId>,
        /// The lines; empty means all.
        lines: Vec<LineId>,
        /// The division and everything below it; empty means every division.
        divisions: Vec<DivisionCode>,
    },
    /// What this account filed.
    FiledBy(OfficerId),
    /// No items at all.
    Nothing,
}

impl Scope {
    /// Whether an item on `desk`, filed by `filed_by`, is in reach.
    pub fn covers(&self, desk: &Desk, filed_by: &OfficerId) -> bool {
        match self {
            Self::Desks { .. } => self.covers_desk(desk),
            Self::FiledBy(account) => account == filed_by,
            Self::Nothing => false,
        }
    }

    /// Whether whatever lies on `desk` is in reach. What one filed is in reach by its filer, not by a desk.
    pub fn covers_desk(&self, desk: &Desk) -> bool {
        match self {
            Self::Desks {
                department,
                lines,
                divisions,
            } => {
                department
                    .as_ref()
                    .is_none_or(|own| *own == desk.department)
                    && (lines.is_empty() || lines.contains(&desk.line))
                    && (divisions.is_empty() || divisions.contains(&desk.division))
            }
            Self::FiledBy(_) | Self::Nothing => false,
        }
    }
}

/// What an account can reach: its department's lines in its division and everything below, or what it filed.
pub fn scope_of(officer: &Officer, catalogue: &Catalogue) -> Scope {
    let mut divisions = catalogue.subtree(&officer.division);
    if divisions.is_empty() {
        // A division that the catalogue does not know reaches itself, not all.
        divisions.push(officer.division.clone());
    }
    let desks = |department: Option<&DepartmentId>| Scope::Desks {
        department: department.cloned(),
        lines: officer.lines.clone(),
        divisions,
    };
    match (officer.role, officer.department.as_ref()) {
        (Role::Handler | Role::SecondReviewer, Some(department)) => desks(Some(department)),
        // A supervisor without a department watches all of them.
        (Role::Supervisor, department) => desks(department),
        (Role::Clerk | Role::Portal, _) => Scope::FiledBy(officer.id.clone()),
        // Who should decide but has no department reaches nothing rather than everything. Auditor and administrators
        // see no cases (三员分立).
        (Role::Handler | Role::SecondReviewer, None)
        | (Role::Auditor | Role::SecurityAdmin | Role::SystemAdmin, _) => Scope::Nothing,
    }
}
