//! The supervisors' numbers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The backlog of what is in one's reach, at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Backlog {
    /// When it was counted.
    pub at: String,
    /// One per department and division that has open items.
    pub cells: Vec<BacklogCell>,
}

/// One department in one division. A count says how many open items, each figure on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BacklogCell {
    /// The department.
    pub department: String,
    /// The division.
    pub division: String,
    /// Open items.
    pub open: u64,
    /// Due before the end of today and not past yet.
    pub due_today: u64,
    /// Past the date by which someone must act.
    pub late: u64,
    /// Light yellow.
    pub yellow: u64,
    /// Yellow card.
    pub yellow_card: u64,
    /// Red card.
    pub red_card: u64,
}
