//! Saved views of the inbox: the officer's file of them, and how each view is looked at.
//!
//! A saved view is a name, a line of conditions as the search line has them, an order and columns: text that people
//! write, read and pass on. Owns the file: reading it with every fault at its place ([`mod@file`]), changing it without
//! touching what others wrote into it ([`keep`]). What a line of conditions means is the inbox's.
//!
//! How a view is looked at (the order and the columns that were chosen last) is kept apart from that file, in the
//! state folder: it changes with every press of a key, and a file that is shared must not.

pub mod file;
pub mod keep;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::keymap::Position;
use super::screen::inbox::columns::Column;
use super::screen::inbox::sort::Sort;

/// How a view is looked at; what is absent is as usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// The columns in their order; none leaves them to the width of the terminal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<Column>>,
}

/// A saved view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// Its conditions, as a line.
    pub filter: String,
    /// How it is looked at.
    pub look: Look,
    /// Where its conditions stand in the file.
    pub at: Position,
}

/// The views beside the built-in ones, and how all of them are looked at.
#[derive(Debug, Clone, Default)]
pub struct Views {
    /// The file; none where there is no folder for it.
    pub file: Option<PathBuf>,
    /// The saved ones, in the order of the file.
    pub saved: Vec<SavedView>,
    /// How views were looked at last, by [`Views::look_of`]'s names.
    pub looks: Looks,
}

/// How views were looked at last.
pub type Looks = BTreeMap<String, Look>;

impl Views {
    /// The saved view of a name.
    pub fn get(&self, name: &str) -> Option<&SavedView> {
        self.saved.iter().find(|view| view.name == name)
    }

    /// The name of the file without its folder, for places in it.
    pub fn file_name(&self) -> String {
        let name = self.file.as_ref().and_then(|file| file.file_name());
        name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    /// The name under which it is kept how a saved view is looked at; a built-in one has the id of its message.
    pub fn look_of(name: &str) -> String {
        format!("saved:{name}")
    }
}

impl SavedView {
    /// Whether another shows the same in the same way.
    pub fn says(&self, other: &Self) -> bool {
        (&self.name, &self.filter, &self.look) == (&other.name, &other.filter, &other.look)
    }
}

/// A change of the file of views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A view that is new.
    Add(SavedView),
    /// A view takes the place of the one that was read under its name, or of none where that has gone meanwhile.
    Put {
        /// The view.
        view: SavedView,
        /// The one that was read: where another stands there now, somebody else has changed it.
        read: SavedView,
    },
    /// A view gets another name.
    Rename {
        /// The name that it has.
        from: String,
        /// The one that it gets.
        to: String,
    },
    /// A view goes.
    Remove {
        /// Its name.
        name: String,
    },
}
