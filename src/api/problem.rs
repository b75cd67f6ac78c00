//! The one shape of every refusal and failure: RFC 9457 `application/problem+json`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A refusal or failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `urn:lianban:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stable code, kebab-case: what programs compare.
    pub code: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened, in the language of `Accept-Language`.
    pub title: String,
    /// To which thing, and what to do next.
    pub detail: String,
    /// The request id, to be told to the operator.
    pub instance: String,
    /// The parts of the request that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
    /// How things stand now, where that is why (409, 412).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Current>,
}

/// One wrong part of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fault {
    /// JSON pointer to it: `/form/person.id_number`.
    pub pointer: String,
    /// The stable code.
    pub code: String,
    /// What is wrong and what would be right.
    pub detail: String,
}

/// How an item stands when a decision about it came too late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Current {
    /// Its state.
    pub state: String,
    /// Its outcome, once closed.
    pub outcome: Option<String>,
    /// Its version: what `If-Match` would have to say.
    pub version: u64,
    /// The name of whoever made the last change.
    pub changed_by: String,
    /// What the last change was (event code).
    pub change: String,
    /// When.
    pub changed_at: String,
}
