//! What the backend does: one function per thing that can be asked, each a read unit or one write unit.
//!
//! Services speak the domain and the wire types, never HTTP.

pub mod accounts;
pub mod credentials;
pub mod passwords;
pub mod sessions;

use std::sync::Arc;

use super::App;
use crate::domain::catalogue::Catalogue;

impl App {
    /// The catalogue under which applications are filed now.
    pub fn catalogue_now(&self) -> Arc<Catalogue> {
        let today = self.calendar.date(self.clock.now());
        let newest = || self.catalogues.iter().last();
        let found = self.catalogues.on(today).or_else(newest);
        found.map_or_else(|| Arc::new(Catalogue::embedded().clone()), Arc::clone)
    }
}
