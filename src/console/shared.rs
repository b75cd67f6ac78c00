//! What every screen may read and only the app changes.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ratatui::layout::Size;

use crate::api::accounts::OfficerView;
use crate::api::items::InboxCounts;
use crate::console::keymap::Keymap;
use crate::console::shown::Shown;
use crate::console::theme::Theme;
use crate::domain::catalogue::Catalogue;
use crate::words::Lang;

/// Whether the server answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Line {
    /// Nothing has been heard yet.
    #[default]
    Unknown,
    /// It answers.
    Up,
    /// It does not; tries go on.
    Down {
        /// Since when.
        since: DateTime<Utc>,
    },
}

/// What every screen may read.
pub struct Shared {
    /// The language of the interface.
    pub lang: Lang,
    /// How things look.
    pub theme: Theme,
    /// The keys in force.
    pub keymap: Keymap,
    /// The address of the server.
    pub server: String,
    /// Who is signed in.
    pub officer: Option<OfficerView>,
    /// The catalogue in force: names of matters, divisions, fields; none until it has been fetched.
    pub catalogue: Option<Arc<Catalogue>>,
    /// The figures at the head of the screen.
    pub counts: Option<InboxCounts>,
    /// Whether the server answers.
    pub line: Line,
    /// The time of the message that is being handled.
    pub now: DateTime<Utc>,
    /// The size of the terminal.
    pub size: Size,
}

impl Shared {
    /// The words of message `id`.
    pub fn say(&self, id: &str) -> Shown {
        Shown::say(self.lang, id)
    }
}
