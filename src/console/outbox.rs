//! Decisions that the officer has made and the server has not confirmed.
//!
//! Owns their order, the seconds in which one can be taken back, and what became of each try; knows no line and no
//! disk. Every decision has its idempotency key from the moment it is made, and is on disk with it before its first
//! byte is sent: whatever breaks afterwards, the same key asks again and counts once. Time is an argument.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::api::problem::Current;
use crate::client::Key;

/// For so long a decision waits here and can be taken back, unless the officer has chosen otherwise.
pub const TAKE_BACK: TimeDelta = TimeDelta::seconds(5);
/// Decisions of batches that are under way at once: more would hold up what the officer opens meanwhile.
const MOST_AT_ONCE: usize = 4;
const LONGEST_PAUSE: TimeDelta = TimeDelta::seconds(60);

/// A decision on its way. `D` is what is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending<D> {
    /// The idempotency key, made with the decision.
    pub key: Key,
    /// The item that is decided.
    pub item: String,
    /// The version of the item that the officer saw.
    pub version: u64,
    /// What is sent.
    pub decision: D,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The batch that it belongs to, where one decision was taken for several items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
    /// How far it is.
    pub stage: Stage,
}

/// The batch of a decision. Every decision of it carries the whole, so that its progress survives a restart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Which batch: the key of its first decision.
    pub id: Key,
    /// How many decisions it has, without those that were taken back or dropped.
    pub total: usize,
}

/// How far a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many decisions it has.
    pub total: usize,
    /// How many count.
    pub done: usize,
    /// How many the server refused.
    pub failed: usize,
}

impl Progress {
    /// Whether none of it is on its way any more.
    pub fn is_over(self) -> bool {
        self.done + self.failed == self.total
    }
}

/// How far a decision is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// It leaves at this time; before, it can be taken back.
    Waiting {
        /// When it leaves.
        leaves_at: DateTime<Utc>,
    },
    /// It was sent and no answer has come; after a restart it counts as not known.
    Sending {
        /// Tries so far, this one included.
        tries: u32,
    },
    /// The line failed: it may or may not have arrived. The same key is sent again at this time.
    Unknown {
        /// When it is tried again.
        again_at: DateTime<Utc>,
        /// Tries so far.
        tries: u32,
        /// What became of the last one, in words.
        #[serde(default)]
        why: String,
    },
    /// The server said no; the officer reads why and drops it or decides anew.
    Refused(Refused),
}

/// Why the server said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The problem's stable code.
    pub code: String,
    /// Its words, then those of each wrong part.
    pub words: Vec<String>,
    /// How the item stands, where somebody else came first.
    pub current: Option<Current>,
}

/// What an answer means for a decision that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It counts.
    Done,
    /// No answer, and why; the same key must ask again.
    Unknown(String),
    /// The server said no.
    Refused(Refused),
}

/// A decision as it is made.
#[derive(Debug, Clone)]
pub struct New<D> {
    /// Its idempotency key.
    pub key: Key,
    /// The item that is decided.
    pub item: String,
    /// The version of the item that the officer saw.
    pub version: u64,
    /// What is sent.
    pub decision: D,
    /// The batch that it belongs to.
    pub batch: Option<Batch>,
}

/// The decisions on their way, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbox<D> {
    entries: Vec<Pending<D>>,
}

impl<D> Default for Outbox<D> {
    fn default() -> Self {
        Self { entries: vec![] }
    }
}

impl<D: Clone> Outbox<D> {
    /// The decisions, oldest first.
    pub fn entries(&self) -> &[Pending<D>] {
        &self.entries
    }

    /// Takes a decision in; it leaves once `take_back` is over.
    pub fn add(&mut self, new: New<D>, now: DateTime<Utc>, take_back: TimeDelta) {
        self.entries.push(Pending {
            key: new.key,
            item: new.item,
            version: new.version,
            decision: new.decision,
            made_at: now,
            batch: new.batch,
            stage: Stage::Waiting {
                leaves_at: now + take_back,
            },
        });
    }

    /// The officer decides anew about an item: what the server refused for it is no longer wanted.
    pub fn supersede(&mut self, item: &str) {
        let refused =
            |entry: &Pending<D>| entry.item == item && matches!(entry.stage, Stage::Refused(_));
        let gone: Vec<Pending<D>> = self
            .entries
            .extract_if(.., |entry| refused(entry))
            .collect();
        self.without(&gone);
    }

    /// A decision of the officer's own has taken an item from version `seen` to `now_at`: what the officer decided
    /// next about what was on the screen then is about the new version. A change by anyone else is not covered.
    pub fn go_on(&mut self, item: &str, seen: u64, now_at: u64) {
        for entry in &mut self.entries {
            let waits = !matches!(entry.stage, Stage::Refused(_));
            if waits && entry.item == item && entry.version == seen && now_at == seen + 1 {
                entry.version = now_at;
            }
        }
    }

    /// Takes in a decision as it stands elsewhere, unless it is here already.
    pub fn adopt(&mut self, pending: Pending<D>) {
        if self.entries.iter().all(|entry| entry.key != pending.key) {
            self.entries.push(pending);
        }
    }

    /// Takes the latest decision back that has not left yet, and of its batch all that have not.
    pub fn take_back(&mut self) -> Vec<Pending<D>> {
        let waits = |entry: &Pending<D>| matches!(entry.stage, Stage::Waiting { .. });
        let Some(at) = self.entries.iter().rposition(waits) else {
            return vec![];
        };
        let taken = match self.entries[at].batch.clone() {
            None => vec![self.entries.remove(at)],
            Some(batch) => {
                let own = |entry: &Pending<D>| waits(entry) && is_of(entry, &batch.id);
                self.entries.extract_if(.., |entry| own(entry)).collect()
            }
        };
        self.without(&taken);
        taken
    }

    /// What has gone for good is no part of its batch any more.
    fn without(&mut self, gone: &[Pending<D>]) {
        for batch in gone.iter().filter_map(|entry| entry.batch.as_ref()) {
            for entry in self
                .entries
                .iter_mut()
                .filter(|entry| is_of(entry, &batch.id))
            {
                if let Some(own) = &mut entry.batch {
                    own.total = own.total.saturating_sub(1);
                }
            }
        }
    }

    /// How far a batch is that still has decisions here.
    pub fn progress(&self, id: &Key) -> Option<Progress> {
        let mut left = self
            .entries
            .iter()
            .filter(|entry| is_of(entry, id))
            .peekable();
        let total = left.peek()?.batch.as_ref()?.total;
        let (all, failed) = left.fold((0, 0), |(all, failed), entry| {
            let refused = matches!(entry.stage, Stage::Refused(_));
            (all + 1, failed + usize::from(refused))
        });
        let done = total.saturating_sub(all);
        Some(Progress {
            total,
            done,
            failed,
        })
    }

    /// How far the oldest batch is that is still on its way.
    pub fn under_way(&self) -> Option<Progress> {
        let batches = self.entries.iter().filter_map(|entry| entry.batch.as_ref());
        batches
            .filter_map(|batch| self.progress(&batch.id))
            .find(|progress| !progress.is_over())
    }

    /// What is to be sent now; it counts as being sent from here on. One item's decisions leave one after another,
    /// and none passes a refused one. A decision of its own does not wait for a batch.
    pub fn leave(&mut self, now: DateTime<Utc>) -> Vec<Pending<D>> {
        let mut leaving: Vec<Pending<D>> = vec![];
        let mut free = self.free();
        for at in 0..self.entries.len() {
            if self.due(at).is_none_or(|due| due > now) {
                continue;
            }
            let entry = &mut self.entries[at];
            if entry.batch.is_some() {
                let Some(left) = free.checked_sub(1) else {
                    continue;
                };
                free = left;
            }
            let tries = match entry.stage {
                Stage::Unknown { tries, .. } => tries,
                _ => 0,
            };
            entry.stage = Stage::Sending { tries: tries + 1 };
            leaving.push(entry.clone());
        }
        leaving
    }

    /// How many decisions of batches may still join those under way.
    fn free(&self) -> usize {
        let sent = self
            .entries
            .iter()
            .filter(|entry| entry.batch.is_some() && matches!(entry.stage, Stage::Sending { .. }));
        MOST_AT_ONCE.saturating_sub(sent.count())
    }

    /// When an entry leaves; never while it stands behind another one of its item.
    fn due(&self, at: usize) -> Option<DateTime<Utc>> {
        let entry = &self.entries[at];
        let mut before = self.entries[..at].iter();
        if before.any(|earlier| earlier.item == entry.item) {
            return None;
        }
        match entry.stage {
            Stage::Waiting { leaves_at } => Some(leaves_at),
            Stage::Unknown { again_at, .. } => Some(again_at),
            Stage::Sending { .. } | Stage::Refused(_) => None,
        }
    }

    /// Notes what came of a try. A decision that is done leaves the outbox and is handed out.
    pub fn settle(&mut self, key: &Key, reply: Reply, now: DateTime<Utc>) -> Option<Pending<D>> {
        let at = self.entries.iter().position(|entry| entry.key == *key)?;
        let entry = &mut self.entries[at];
        let tries = match entry.stage {
            Stage::Sending { tries } | Stage::Unknown { tries, .. } => tries,
            _ => 0,
        };
        match reply {
            Reply::Done => return Some(self.entries.remove(at)),
            Reply::Unknown(why) => {
                entry.stage = Stage::Unknown {
                    again_at: now + pause(tries),
                    tries,
                    why,
                };
            }
            Reply::Refused(refused) => entry.stage = Stage::Refused(refused),
        }
        None
    }

    /// The officer drops a decision: one that the server refused, or one that never left for certain.
    pub fn drop_entry(&mut self, key: &Key) -> Option<Pending<D>> {
        let at = self.entries.iter().position(|entry| {
            entry.key == *key && matches!(entry.stage, Stage::Refused(_) | Stage::Waiting { .. })
        })?;
        let dropped = self.entries.remove(at);
        self.without(std::slice::from_ref(&dropped));
        Some(dropped)
    }

    /// Sends again now what waits for its next try: the line is back, or the officer asked.
    pub fn hurry(&mut self, now: DateTime<Utc>) {
        for entry in &mut self.entries {
            if let Stage::Unknown { again_at, .. } = &mut entry.stage {
                *again_at = (*again_at).min(now);
            }
        }
    }

    /// After a restart: what was being sent is not known, what waited can be taken back once more.
    pub fn wake(&mut self, now: DateTime<Utc>, take_back: TimeDelta) {
        for entry in &mut self.entries {
            match entry.stage {
                Stage::Sending { tries } | Stage::Unknown { tries, .. } => {
                    entry.stage = Stage::Unknown {
                        again_at: now,
                        tries,
                        why: String::new(),
                    };
                }
                Stage::Waiting { .. } => {
                    entry.stage = Stage::Waiting {
                        leaves_at: now + take_back,
                    }
                }
                Stage::Refused(_) => {}
            }
        }
    }

    /// The next moment at which [`Outbox::leave`] has something to do; where a batch is held up by its own, that is
    /// when one of those is answered.
    pub fn alarm(&self) -> Option<DateTime<Utc>> {
        let full = self.free() == 0;
        let able = (0..self.entries.len()).filter(|at| !full || self.entries[*at].batch.is_none());
        able.filter_map(|at| self.due(at)).min()
    }

    /// The latest decision that can still be taken back, with the seconds until it leaves, rounded up: none left for
    /// one that waits for others.
    pub fn latest_waiting(&self, now: DateTime<Utc>) -> Option<(&Pending<D>, u32)> {
        let mut latest = self.entries.iter().rev();
        latest.find_map(|entry| match entry.stage {
            Stage::Waiting { leaves_at } => {
                let left = (leaves_at - now).num_milliseconds().max(0);
                let seconds = u32::try_from((left + 999) / 1000).unwrap_or(u32::MAX);
                Some((entry, seconds))
            }
            _ => None,
        })
    }
}

fn is_of<D>(entry: &Pending<D>, batch: &Key) -> bool {
    entry.batch.as_ref().is_some_and(|own| own.id == *batch)
}

/// 1, 2, 4 … 60 seconds.
fn pause(tries: u32) -> TimeDelta {
    TimeDelta::seconds(1_i64 << tries.saturating_sub(1).min(6)).min(LONGEST_PAUSE)
}
