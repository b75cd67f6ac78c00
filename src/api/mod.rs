//! The wire types of `/api/v1`, shared by server, client and console: serde and OpenAPI, no behaviour.
//!
//! Rules of change: add optional fields and new paths, never rename or retype; unknown fields in requests are
//! refused, in answers ignored. Times are RFC 3339 with +08:00. Codes (states, moves, matters) are those of the
//! domain; names of catalogue things are not repeated here, they stand in the catalogue that the client fetches once.
//! Personal data is masked by the server unless an answer says otherwise.

pub mod accounts;
pub mod applications;
pub mod backlog;
pub mod colleagues;
pub mod decision;
pub mod feed;
pub mod items;
mod once;
pub mod problem;
mod sent;
pub mod view;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The prefix of every path.
pub const PREFIX: &str = "/api/v1";
/// The longest page of a list.
pub const PAGE_MOST: u32 = 200;
/// The largest file that is taken, in bytes.
pub const FILE_MOST: u64 = 20 * 1024 * 1024;
/// The header that makes a repeated POST count once.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Set on an answer that was given before.
pub const REPLAYED: &str = "idempotent-replayed";

/// A page of a list, with opaque cursors to the pages around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The cursor of the next page; none at the end.
    pub next: Option<String>,
    /// The cursor of the page before; none at the start.
    pub previous: Option<String>,
}
