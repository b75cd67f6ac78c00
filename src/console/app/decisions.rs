//! Decisions on their way: into the outbox, back out of it, over the line, and what came of them.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::{ALARM_OUTBOX, App, refused};
use crate::api::items::{DecisionRequest, ItemRow};
use crate::client::{Error, Key};
use crate::console::effect::{AppEffect, Effect, Tone};
use crate::console::outbox::{Batch, New, Outbox, Pending, Progress, Reply, Stage};
use crate::console::screen::{Event, moves};
use crate::console::shared::OnItsWay;
use crate::console::shown::Shown;

impl App {
    pub(super) fn decide(&mut self, items: Vec<(String, u64)>, decision: &DecisionRequest) {
        let now = self.shared.now;
        // Taking an item or putting it back decides nothing about anyone: it need not wait to be taken back.
        let take_back = match decision {
            DecisionRequest::Claim {} | DecisionRequest::ReleaseClaim {} => TimeDelta::zero(),
            _ => self.shared.take_back,
        };
        let total = items.len();
        let mut batch = None;
        for (item, version) in items {
            let key = (self.new_key)();
            if total > 1 && batch.is_none() {
                let id = key.clone();
                batch = Some(Batch { id, total });
            }
            self.outbox.supersede(&item);
            let new = New {
                key,
                item,
                version,
                decision: decision.clone(),
                batch: batch.clone(),
            };
            self.outbox.add(new, now, take_back);
        }
        self.outbox_changed();
        self.outbox_leaves();
    }

    pub(super) fn take_back(&mut self) {
        let taken = self.outbox.take_back();
        let lang = self.shared.lang;
        let words = match taken.as_slice() {
            [] => return,
            [only] => {
                let item = [("item", only.item.clone().into())];
                Shown::say_with(lang, "console-taken-back", &item)
            }
            many => {
                let count = [("count", many.len().into())];
                Shown::say_with(lang, "console-taken-back-many", &count)
            }
        };
        self.outbox_changed();
        self.tell(Tone::Good, words);
    }

    pub(super) fn decided(&mut self, key: &Key, item: &str, result: &Result<Box<ItemRow>, Error>) {
        let lang = self.shared.lang;
        let reply = match result {
            Ok(_) => Reply::Done,
            Err(error) if error.may_retry() || error.is_signed_out() => {
                Reply::Unknown(error.words(lang))
            }
            Err(error) => Reply::Refused(refused::refused(error, lang)),
        };
        let is_refused = matches!(reply, Reply::Refused(_));
        let batch = self.batch_of(key);
        let settled = self.outbox.settle(key, reply, self.shared.now);
        // Also after a refusal: somebody may have been first.
        self.shared.cache.outdate(item);
        let over = is_refused || settled.is_some();
        if let (Some(done), Ok(row)) = (settled, result) {
            self.outbox.go_on(item, done.version, row.version);
            self.ask(Effect::ForgetDraft {
                item: done.item,
                action: moves::of_decision(&done.decision).code(),
            });
        }
        self.outbox_changed();
        self.outbox_leaves();
        match batch {
            Some(batch) if over => self.tell_progress(&batch),
            None if is_refused => self.tell_refused(key),
            _ => {}
        }
    }

    fn batch_of(&self, key: &Key) -> Option<Batch> {
        let mut entries = self.outbox.entries().iter();
        entries.find(|entry| entry.key == *key)?.batch.clone()
    }

    /// Says what came of a batch, once all of it is answered; what failed keeps its mark and its reason in the list.
    fn tell_progress(&mut self, batch: &Batch) {
        let all = Progress {
            total: batch.total,
            done: batch.total,
            failed: 0,
        };
        let progress = self.outbox.progress(&batch.id).unwrap_or(all);
        if !progress.is_over() {
            return;
        }
        let numbers = [
            ("done", progress.done.into()),
            ("failed", progress.failed.into()),
        ];
        let words = Shown::say_with(self.shared.lang, "console-batch-over", &numbers);
        let tone = if progress.failed == 0 {
            Tone::Good
        } else {
            Tone::Bad
        };
        self.tell(tone, words);
    }

    /// The officer looked at personal data or took a copy: an event of their own, which changes nothing of what they
    /// saw. What they decide, or have decided, is about the new version.
    pub(super) fn went_on(&mut self, no: &str, version: u64) {
        let seen = version.saturating_sub(1);
        self.outbox.go_on(no, seen, version);
        self.shared.cache.go_on(no, seen, version);
        self.send_all(|| Event::WentOn {
            no: no.to_owned(),
            version,
        });
    }

    pub(super) fn outbox_read(&mut self, mut kept: Outbox<DecisionRequest>) {
        kept.wake(self.shared.now, self.shared.take_back);
        for entry in self.outbox.entries() {
            kept.adopt(entry.clone());
        }
        self.outbox = kept;
        if !self.outbox.entries().is_empty() {
            let count = [("count", self.outbox.entries().len().into())];
            let words = Shown::say_with(self.shared.lang, "console-outbox-back", &count);
            self.tell(Tone::Warning, words);
        }
        self.outbox_changed();
        self.outbox_leaves();
    }

    pub(super) fn outbox_changed(&mut self) {
        let on_their_way = self
            .outbox
            .entries()
            .iter()
            .filter(|entry| !matches!(entry.stage, Stage::Refused(_)));
        self.shared.deciding = on_their_way
            .map(|entry| {
                let sent = OnItsWay {
                    asked: moves::of_decision(&entry.decision),
                    made_at: entry.made_at,
                };
                (entry.item.clone(), sent)
            })
            .collect();
        self.shared.refused = self.refusals();
        self.ask(Effect::App(AppEffect::KeepOutbox(self.outbox.clone())));
        self.outbox_alarm();
    }

    /// Why the server refused what the officer decided, by item.
    fn refusals(&self) -> BTreeMap<String, Shown> {
        let entries = self.outbox.entries().iter();
        let refused = entries.filter_map(|entry| match &entry.stage {
            Stage::Refused(refused) => {
                let why = refused.words.first().map_or("", String::as_str);
                Some((entry.item.clone(), Shown::line(why)))
            }
            _ => None,
        });
        refused.collect()
    }

    pub(super) fn outbox_leaves(&mut self) {
        let leaving: Vec<Pending<DecisionRequest>> = if self.shared.officer.is_some() {
            self.outbox.leave(self.shared.now)
        } else {
            vec![]
        };
        if !leaving.is_empty() {
            self.ask(Effect::App(AppEffect::KeepOutbox(self.outbox.clone())));
        }
        for pending in leaving {
            self.ask(Effect::App(AppEffect::Send(Box::new(pending))));
        }
        self.outbox_alarm();
    }

    pub(super) fn outbox_alarm(&mut self) {
        if self.shared.officer.is_none() {
            return;
        }
        let Some(at) = self.outbox.alarm() else {
            return;
        };
        let mut after = at - self.shared.now;
        if self
            .outbox
            .latest_waiting(self.shared.now)
            .is_some_and(|(_, seconds)| seconds > 0)
        {
            // While a decision can be taken back, the foot of the screen counts its seconds down.
            after = after.min(TimeDelta::seconds(1));
        }
        self.ask(Effect::Alarm {
            after: after.to_std().unwrap_or_default(),
            id: ALARM_OUTBOX,
        });
    }
}
