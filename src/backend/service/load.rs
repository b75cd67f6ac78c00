//! Loading a whole day of applications at once, before a server starts: what happened to each is folded here, so that
//! a loaded store is what a server would have written.

use super::work::row_of;
use crate::backend::config::Config;
use crate::backend::store::StoreError;
use crate::backend::store::items::Subject;
use crate::backend::store::load::{Loaded, Loader};
use crate::domain::application::Application;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::versions::Catalogues;
use crate::domain::item::Item;
use crate::domain::item::event::EventRecord;

/// A load under way.
pub struct Load<'a> {
    loader: Loader,
    catalogues: &'a Catalogues,
    calendar: &'a Calendar,
}

impl<'a> Load<'a> {
    /// Begins a load into a new data folder.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where there is a database already.
    pub async fn open(
        config: &Config,
        catalogues: &'a Catalogues,
        calendar: &'a Calendar,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            loader: Loader::open(config).await?,
            catalogues,
            calendar,
        })
    }

    /// Takes an application with the history of each of its items.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where a history is none, or the catalogue is not known.
    pub async fn add(
        &mut self,
        application: &Application,
        histories: &[Vec<EventRecord>],
    ) -> Result<(), StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "application",
            column,
            key: application.no.to_string(),
        };
        let catalogue = self
            .catalogues
            .pinned(&application.catalogue)
            .ok_or_else(|| corrupt("catalogue"))?;
        let subject = Subject::of(&application.form);
        let mut items = Vec::with_capacity(histories.len());
        for history in histories {
            let item = Item::from_events(history).ok_or_else(|| corrupt("no"))?;
            items.push((
                row_of(self.calendar, &item, &application.form, catalogue),
                &history[..],
            ));
        }
        let loaded = Loaded {
            application,
            subject: &subject,
            items,
        };
        self.loader.add(loaded).await
    }

    /// Ends the load; the data folder can be opened now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn finish(self) -> Result<(), StoreError> {
        self.loader.finish().await
    }
}
