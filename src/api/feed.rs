//! The feed of changes within one's scope: server-sent events, resumed by `Last-Event-ID`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::items::ItemRow;

/// The header that names the last change read.
pub const LAST_EVENT_ID: &str = "last-event-id";
/// The SSE `event` of a [`Change`].
pub const CHANGE: &str = "change";
/// The SSE `event` sent instead of more changes than are sent one by one: read the lists anew.
pub const RESET: &str = "reset";

/// A change of an item; the SSE `id` is `seq`, the SSE `event` is `change`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// Its place among all changes; grows, with gaps where changes were out of scope.
    pub seq: i64,
    /// What happened (event code).
    pub event: String,
    /// Who did it, by name.
    pub by: String,
    /// The item as it stands now; one that was moved out of reach is sent as `gone`.
    pub row: Option<ItemRow>,
    /// The item's number.
    pub item: String,
}
