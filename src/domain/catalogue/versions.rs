//! Several versions of the catalogue: by the day of filing, and by the version that an application has pinned.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Catalogue;
use crate::domain::id::CatalogueVersion;

/// Every version of the catalogue that a backend knows.
#[derive(Debug, Clone)]
pub struct Catalogues {
    /// By the day from which they hold.
    versions: Vec<Arc<Catalogue>>,
}

/// Two catalogues that cannot stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the catalogues {0} and {1} have the same version or hold from the same day")]
pub struct CatalogueClash(pub CatalogueVersion, pub CatalogueVersion);

impl Catalogues {
    /// The versions that come with the program.
    pub fn embedded() -> Self {
        Self {
            versions: vec![Arc::new(Catalogue::embedded().clone())],
        }
    }

    /// With a further version.
    ///
    /// # Errors
    /// It has the version of another one, or holds from the same day.
    pub fn with(mut self, catalogue: Catalogue) -> Result<Self, CatalogueClash> {
        let clash = self.versions.iter().find(|known| {
            known.version == catalogue.version || known.effective_from == catalogue.effective_from
        });
        if let Some(known) = clash {
            return Err(CatalogueClash(known.version.clone(), catalogue.version));
        }
        self.versions.push(Arc::new(catalogue));
        self.versions.sort_by_key(|known| known.effective_from);
        Ok(self)
    }

    /// The one under which an application is filed on a day; none before the first.
    pub fn on(&self, day: NaiveDate) -> Option<&Arc<Catalogue>> {
        self.versions
            .iter()
            .rev()
            .find(|catalogue| catalogue.effective_from <= day)
    }

    /// The one that an application has pinned.
    pub fn pinned(&self, version: &CatalogueVersion) -> Option<&Arc<Catalogue>> {
        self.versions
            .iter()
            .find(|catalogue| catalogue.version == *version)
    }

    /// Every version, by the day from which it holds.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Catalogue>> {
        self.versions.iter()
    }
}
