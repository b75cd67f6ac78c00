//! Items and papers that were fetched: the one on screen, the next one, and those just left.
//!
//! Owns how much is kept. A change from the feed marks an item as old; who shows it asks for it anew. Nothing here
//! is ever written to disk.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use bytes::Bytes;

use crate::api::applications::CombinedResultView;
use crate::api::items::ItemDetail;
use crate::console::effect::Paper;

/// Items kept.
const MOST_ITEMS: usize = 32;
/// Bytes of papers kept: the console stays under 40 MB with a picture decoded beside them.
const MOST_BYTES: usize = 6 * 1024 * 1024;

/// An item as it was fetched.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The item.
    pub detail: Arc<ItemDetail>,
    /// Whether it has changed since.
    pub old: bool,
}

/// A paper by its application.
pub type PaperKey = (String, Paper);

/// What is kept.
#[derive(Debug, Default)]
pub struct Cache {
    items: BTreeMap<String, Kept>,
    recent: VecDeque<String>,
    results: BTreeMap<String, Arc<CombinedResultView>>,
    papers: VecDeque<(PaperKey, Bytes)>,
}

impl Cache {
    /// The item of `no`, if it was fetched.
    pub fn item(&self, no: &str) -> Option<&Kept> {
        self.items.get(no)
    }

    /// Whether the item of `no` must be fetched before it is shown.
    pub fn wants_item(&self, no: &str) -> bool {
        self.items.get(no).is_none_or(|kept| kept.old)
    }

    /// Keeps an item; the ones that were used longest ago go.
    pub fn keep_item(&mut self, detail: &ItemDetail) {
        let no = detail.row.no.clone();
        self.recent.retain(|known| *known != no);
        self.recent.push_back(no.clone());
        self.items.insert(
            no,
            Kept {
                detail: Arc::new(detail.clone()),
                old: false,
            },
        );
        while self.recent.len() > MOST_ITEMS {
            if let Some(oldest) = self.recent.pop_front() {
                let application = self
                    .items
                    .remove(&oldest)
                    .map(|kept| kept.detail.row.application.clone());
                self.results
                    .retain(|no, _| Some(no) != application.as_ref());
            }
        }
    }

    /// An item has changed, and with it what its siblings say of it and the combined result.
    pub fn outdate(&mut self, no: &str) {
        // An item's number is its application's and its matter's.
        let application = no
            .rsplit_once('-')
            .map_or(no, |(application, _)| application);
        for kept in self.items.values_mut() {
            kept.old |= kept.detail.row.application == application;
        }
        self.results.remove(application);
    }

    /// An event of the officer's own has taken an item from version `seen` to `now_at`; its timeline is old.
    pub fn go_on(&mut self, no: &str, seen: u64, now_at: u64) {
        let kept = self.items.get_mut(no);
        if let Some(kept) = kept.filter(|kept| kept.detail.row.version == seen) {
            Arc::make_mut(&mut kept.detail).row.version = now_at;
            kept.old = true;
        }
    }

    /// Everything may have changed.
    pub fn outdate_all(&mut self) {
        for kept in self.items.values_mut() {
            kept.old = true;
        }
        self.results.clear();
    }

    /// The combined result of an application.
    pub fn result(&self, application: &str) -> Option<&Arc<CombinedResultView>> {
        self.results.get(application)
    }

    /// Keeps a combined result.
    pub fn keep_result(&mut self, result: &CombinedResultView) {
        self.results
            .insert(result.application.clone(), Arc::new(result.clone()));
    }

    /// A paper's bytes.
    pub fn paper(&self, application: &str, paper: &Paper) -> Option<&Bytes> {
        self.papers
            .iter()
            .find(|((no, place), _)| no == application && place == paper)
            .map(|(_, bytes)| bytes)
    }

    /// Keeps a paper's bytes; a paper never changes, so it is never old.
    pub fn keep_paper(&mut self, key: PaperKey, bytes: Bytes) {
        self.papers.retain(|(known, _)| *known != key);
        self.papers.push_back((key, bytes));
        let total = |papers: &VecDeque<(PaperKey, Bytes)>| -> usize {
            papers.iter().map(|(_, bytes)| bytes.len()).sum()
        };
        // The last one is on screen and stays, however large.
        while self.papers.len() > 1 && total(&self.papers) > MOST_BYTES {
            self.papers.pop_front();
        }
    }

    /// Forgets everything: another officer signs in.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
