//! Decisions on their way: into the outbox, back out of it, over the line, and what came of them.

use chrono::TimeDelta;

use super::{ALARM_OUTBOX, App, refused};
use crate::api::items::{DecisionRequest, ItemRow};
use crate::client::{Error, Key};
use crate::console::effect::{AppEffect, Effect, Tone};
use crate::console::outbox::{Outbox, Pending, Reply, Stage};
use crate::console::screen::{Event, moves};
use crate::console::shared::OnItsWay;
use crate::console::shown::Shown;

impl App {
    pub(super) fn decide(&mut self, item: String, version: u64, decision: DecisionRequest) {
        let (key, now) = ((self.new_key)(), self.shared.now);
        // Taking an item or putting it back decides nothing about anyone: it need not wait to be taken back.
        let at_once = matches!(
            decision,
            DecisionRequest::Claim {} | DecisionRequest::ReleaseClaim {}
        );
        self.outbox.add(key, item, version, decision, now);
        if at_once {
            self.outbox.let_leave(now);
        }
        self.outbox_changed();
        if at_once {
            self.outbox_leaves();
        }
    }

    pub(super) fn take_back(&mut self) {
        if let Some(taken) = self.outbox.take_back(self.shared.now) {
            self.outbox_changed();
            let item = [("item", taken.item.into())];
            let words = Shown::say_with(self.shared.lang, "console-taken-back", &item);
            self.tell(Tone::Good, words);
        }
    }

    pub(super) fn decided(&mut self, key: &Key, item: &str, result: &Result<Box<ItemRow>, Error>) {
        let lang = self.shared.lang;
        let reply = match result {
            Ok(_) => Reply::Done,
            Err(error) if error.may_retry() || error.is_signed_out() => Reply::Unknown,
            Err(error) => Reply::Refused(refused::refused(error, lang)),
        };
        let is_refused = matches!(reply, Reply::Refused(_));
        let settled = self.outbox.settle(key, reply, self.shared.now);
        // Also after a refusal: somebody may have been first.
        self.shared.cache.outdate(item);
        if let (Some(done), Ok(row)) = (settled, result) {
            self.outbox.go_on(item, done.version, row.version);
            self.ask(Effect::ForgetDraft {
                item: done.item,
                action: moves::of_decision(&done.decision).code(),
            });
        }
        self.outbox_changed();
        self.outbox_leaves();
        if is_refused {
            self.tell_refused(key);
        }
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
        kept.wake(self.shared.now);
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
        self.ask(Effect::App(AppEffect::KeepOutbox(self.outbox.clone())));
        self.outbox_alarm();
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
        if self.outbox.latest_waiting(self.shared.now).is_some() {
            // While a decision can be taken back, the foot of the screen counts its seconds down.
            after = after.min(TimeDelta::seconds(1));
        }
        self.ask(Effect::Alarm {
            after: after.to_std().unwrap_or_default(),
            id: ALARM_OUTBOX,
        });
    }
}
