//! Decisions that the officer has made and the server has not confirmed.
//!
//! Owns their order, the seconds in which one can be taken back, and what became of each try; knows no line and no
//! disk. Every decision has its idempotency key from the moment it is made, and is on disk with it before its first
//! byte is sent: whatever breaks afterwards, the same key asks again and counts once. Time is an argument.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::api::problem::Current;
use crate::client::Key;

/// For so long a decision waits here and can be taken back.
pub const TAKE_BACK: TimeDelta = TimeDelta::seconds(5);
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
    /// How far it is.
    pub stage: Stage,
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
    /// No answer; the same key must ask again.
    Unknown,
    /// The server said no.
    Refused(Refused),
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

    /// Takes a decision in; it leaves after the time to take it back.
    pub fn add(&mut self, key: Key, item: String, version: u64, decision: D, now: DateTime<Utc>) {
        self.entries.push(Pending {
            key,
            item,
            version,
            decision,
            made_at: now,
            stage: Stage::Waiting {
                leaves_at: now + TAKE_BACK,
            },
        });
    }

    /// Lets the latest decision leave without waiting.
    pub fn let_leave(&mut self, now: DateTime<Utc>) {
        if let Some(latest) = self.entries.last_mut() {
            latest.stage = Stage::Waiting { leaves_at: now };
        }
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

    /// Takes the latest decision back that has not left yet.
    pub fn take_back(&mut self, now: DateTime<Utc>) -> Option<Pending<D>> {
        let at = self.entries.iter().rposition(
            |entry| matches!(entry.stage, Stage::Waiting { leaves_at } if leaves_at > now),
        )?;
        Some(self.entries.remove(at))
    }

    /// What is to be sent now; it counts as being sent from here on. One item's decisions leave one after another,
    /// and none passes a refused one.
    pub fn leave(&mut self, now: DateTime<Utc>) -> Vec<Pending<D>> {
        let mut leaving: Vec<Pending<D>> = vec![];
        for at in 0..self.entries.len() {
            let (before, rest) = self.entries.split_at_mut(at);
            let entry = &mut rest[0];
            if before.iter().any(|earlier| earlier.item == entry.item) {
                continue;
            }
            let tries = match entry.stage {
                Stage::Waiting { leaves_at } if leaves_at <= now => 0,
                Stage::Unknown { again_at, tries } if again_at <= now => tries,
                _ => continue,
            };
            entry.stage = Stage::Sending { tries: tries + 1 };
            leaving.push(entry.clone());
        }
        leaving
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
            Reply::Unknown => {
                let again_at = now + pause(tries);
                entry.stage = Stage::Unknown { again_at, tries };
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
        Some(self.entries.remove(at))
    }

    /// Sends again now what waits for its next try: the line is back, or the officer asked.
    pub fn hurry(&mut self, now: DateTime<Utc>) {
        for entry in &mut self.entries {
            if let Stage::Unknown { again_at, .. } = &mut entry.stage {
                *again_at = (*again_at).min(now);
            }
        }
    }

    /// After a restart: what was being sent is not known, what waited leaves at once.
    pub fn wake(&mut self, now: DateTime<Utc>) {
        for entry in &mut self.entries {
            match entry.stage {
                Stage::Sending { tries } | Stage::Unknown { tries, .. } => {
                    entry.stage = Stage::Unknown {
                        again_at: now,
                        tries,
                    };
                }
                Stage::Waiting { .. } => {
                    entry.stage = Stage::Waiting {
                        leaves_at: now + TAKE_BACK,
                    }
                }
                Stage::Refused(_) => {}
            }
        }
    }

    /// The next moment at which [`Outbox::leave`] has something to do.
    pub fn alarm(&self) -> Option<DateTime<Utc>> {
        let times = self.entries.iter().filter_map(|entry| match entry.stage {
            Stage::Waiting { leaves_at } => Some(leaves_at),
            Stage::Unknown { again_at, .. } => Some(again_at),
            _ => None,
        });
        times.min()
    }

    /// The latest decision that can still be taken back, with the seconds left, rounded up.
    pub fn latest_waiting(&self, now: DateTime<Utc>) -> Option<(&Pending<D>, u32)> {
        let entry =
            self.entries.iter().rev().find(
                |entry| matches!(entry.stage, Stage::Waiting { leaves_at } if leaves_at > now),
            )?;
        let Stage::Waiting { leaves_at } = entry.stage else {
            return None;
        };
        let left = (leaves_at - now).num_milliseconds().max(0);
        Some((
            entry,
            u32::try_from((left + 999) / 1000).unwrap_or(u32::MAX),
        ))
    }
}

/// 1, 2, 4 … 60 seconds.
fn pause(tries: u32) -> TimeDelta {
    TimeDelta::seconds(1_i64 << tries.saturating_sub(1).min(6)).min(LONGEST_PAUSE)
}
