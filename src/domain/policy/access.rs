//! The doors of the backend that are no moves of an item, and who may pass. A route names its door; roles stand here.
//!
//! To add a door: a variant and its line in [`Access::roles`].

use super::Role;

/// What a route gives access to. What one sees behind it is narrowed further by one's scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Filing an application, for an applicant (帮办代办) or by one.
    File,
    /// Following what one filed: receipts, combined results, answers to correction notices.
    Follow,
    /// Lists of items on the desks in reach.
    Inbox,
    /// One item, as far as one's work needs it.
    Item,
    /// Commands to items; [`super::may`] decides each.
    Act,
    /// The bytes of materials and of result files.
    Materials,
    /// Uploading files for a result that is to be fed back.
    Feedback,
    /// Colleagues to hand work to, and who stands in for whom.
    Colleagues,
    /// Counts by department and division, load by officer.
    Backlog,
    /// Accounts and roles.
    Accounts,
    /// Catalogue, calendar, endpoints.
    Catalogue,
    /// The audit trail.
    Audit,
}

impl Access {
    /// Every door.
    pub const ALL: [Self; 12] = [
        Self::File,
        Self::Follow,
        Self::Inbox,
        Self::Item,
        Self::Act,
        Self::Materials,
        Self::Feedback,
        Self::Colleagues,
        Self::Backlog,
        Self::Accounts,
        Self::Catalogue,
        Self::Audit,
    ];

    /// Who may pass.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            Auditor, Clerk, Handler, Portal, SecondReviewer, SecurityAdmin, Supervisor, SystemAdmin,
        };
        match self {
            Self::File => &[Clerk, Portal],
            // The other items' outcomes and the combined result are part of an officer's own item's screen.
            Self::Follow => &[Clerk, Portal, Handler, SecondReviewer, Supervisor],
            Self::Inbox | Self::Colleagues => &[Handler, SecondReviewer, Supervisor],
            Self::Item | Self::Act => &[Handler, SecondReviewer, Supervisor, Clerk, Portal],
            // A supervisor counts and reassigns; nobody's photograph is needed for that.
            Self::Materials => &[Handler, SecondReviewer, Clerk, Portal],
            Self::Feedback => &[Handler, SecondReviewer],
            Self::Backlog => &[Supervisor],
            Self::Accounts => &[SecurityAdmin],
            Self::Catalogue => &[SystemAdmin],
            Self::Audit => &[Auditor],
        }
    }

    /// Whether the role may pass.
    pub fn admits(self, role: Role) -> bool {
        self.roles().contains(&role)
    }
}
