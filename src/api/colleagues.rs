//! Colleagues: to whom work can be handed over, and who stands in for whom (AB 岗).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::accounts::OfficerView;

/// A colleague who works on items, with what they have to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColleagueView {
    /// Who.
    pub officer: OfficerView,
    /// How many open items they hold.
    pub open: u64,
}

/// Naming who stands in for an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandInRequest {
    /// The login of who stands in.
    pub stand_in: String,
    /// From when (RFC 3339).
    pub from: String,
    /// Until when (RFC 3339).
    pub until: String,
}

/// Someone stands in for a colleague.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StandInView {
    /// The login of who is away.
    pub officer: String,
    /// That officer's name.
    pub officer_name: String,
    /// The login of who stands in.
    pub stand_in: String,
    /// That officer's name.
    pub stand_in_name: String,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
}
