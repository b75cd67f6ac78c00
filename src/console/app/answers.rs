//! What answers and the feed of changes do to the app: who is signed in, what is kept of what was fetched.

use std::sync::Arc;
use std::time::Duration;

use super::{ALARM_CLEAR, ALARM_LINE, ALARM_OUTBOX, App, ScreenId};
use crate::api::accounts::OfficerView;
use crate::api::colleagues::StandInView;
use crate::api::feed::Change;
use crate::api::items::ItemDetail;
use crate::client::feed::SILENCE;
use crate::client::{Error, FeedEvent, MaterialBytes};
use crate::console::effect::{Answer, AppEffect, Ask, Effect, Paper, Tone};
use crate::console::outbox::Outbox;
use crate::console::screen::{Event, Route, stand_in, wording};
use crate::console::shared::Line;
use crate::console::shown::Shown;
use crate::domain::policy::{Access, Role};

impl App {
    pub(super) fn answer(&mut self, to: ScreenId, answer: Answer) {
        match &answer {
            Answer::SignedIn(Ok(session)) if !session.must_change_password => {
                let officer = session.officer.clone();
                self.sign_in(to, officer);
            }
            Answer::SignedOut => self.signed_out(),
            Answer::Counts(Ok(counts)) => {
                if let Some(at) = wording::time(&counts.at) {
                    self.shared.skew = at.to_utc() - self.shared.now;
                }
                self.shared.counts = Some(counts.clone());
            }
            Answer::Catalogue(Ok(catalogue)) => {
                let first = self.shared.names().catalogue.is_none();
                self.shared.catalogues.add(Arc::clone(catalogue));
                if first {
                    self.check_views();
                }
            }
            Answer::Views(answer) => {
                if let Some(now) = answer.now.clone() {
                    self.take_views(now);
                }
            }
            Answer::Item { item: Ok(item), .. } => self.keep_item(item),
            Answer::Paper {
                no,
                paper,
                bytes: Ok(bytes),
            } => self.keep_paper(no, paper, bytes),
            Answer::StandIns(Ok(known)) | Answer::StandIn(Ok(known)) => {
                self.take_stand_ins(known.clone());
            }
            Answer::Result(Ok(result)) => self.shared.cache.keep_result(result),
            Answer::Outbox(Some(outbox)) => self.outbox_read(outbox.clone()),
            Answer::NotKept(why) => {
                let words = [("why", why.clone().into())];
                let words = Shown::say_with(self.shared.lang, "console-not-kept", &words);
                self.tell(Tone::Bad, words);
            }
            Answer::Clear {
                no,
                fields: Ok(fields),
            } => {
                self.show_clear(no, &fields.fields);
                self.went_on(no, fields.version);
            }
            Answer::Saved {
                no,
                version: Some(version),
                ..
            } => self.went_on(no, *version),
            Answer::Decided { key, item, result } => {
                let (key, item, result) = (key.clone(), item.clone(), result.clone());
                self.decided(&key, &item, &result);
            }
            _ => {}
        }
        if answer.failure().is_some_and(Error::is_signed_out) {
            self.session_ended();
        }
        // What was decided or uncovered concerns screens that did not ask for it.
        if matches!(answer, Answer::Decided { .. } | Answer::Clear { .. }) {
            self.send_all(|| Event::Answer(answer.clone()));
        } else {
            self.send(to, Event::Answer(answer));
        }
    }

    /// Takes who stands in for whom; for whom the officer does, they are told once.
    fn take_stand_ins(&mut self, known: Vec<StandInView>) {
        let before = std::mem::replace(&mut self.shared.stand_ins, known);
        let news: Vec<Shown> = stand_in::theirs(&self.shared)
            .filter(|known| !before.contains(known))
            .map(|known| stand_in::in_force(known, "stand-in-theirs", &self.shared))
            .collect();
        for words in news {
            self.tell(Tone::Warning, words);
        }
    }

    fn keep_item(&mut self, item: &ItemDetail) {
        if self.shared.catalogues.of(&item.catalogue).is_none() {
            self.ask(Effect::Ask(Ask::Catalogue {
                version: item.catalogue.clone(),
            }));
        }
        self.shared.cache.keep_item(item);
    }

    fn keep_paper(&mut self, no: &str, paper: &Paper, fetched: &MaterialBytes) {
        if let Some(kept) = self.shared.cache.item(no) {
            let key = (kept.detail.row.application.clone(), paper.clone());
            let bytes = fetched.bytes.clone();
            self.shared.cache.keep_paper(key, bytes);
        }
    }

    pub(super) fn signed_in(&mut self) {
        if let Some(officer) = self
            .shared
            .officer
            .as_ref()
            .filter(|_| self.shared.has_items())
        {
            let login = officer.login.clone();
            self.ask(Effect::App(AppEffect::SignedIn { login }));
        }
        self.ask(Effect::Ask(Ask::Catalogue {
            version: "current".to_owned(),
        }));
        self.count();
        if self
            .shared
            .role()
            .is_some_and(|role| Access::Colleagues.admits(role))
        {
            self.ask(Effect::Ask(Ask::StandIns));
        }
    }

    /// Asks for the figures at the head, where the role has any.
    pub(super) fn count(&mut self) {
        let role = self.shared.role();
        if role.is_some_and(|role| Access::Inbox.admits(role)) {
            self.ask(Effect::Ask(Ask::Counts));
        }
    }

    /// Puts the officer where they were: over what is open, if it is theirs, or at the inbox.
    fn sign_in(&mut self, at: ScreenId, officer: OfficerView) {
        let same = self
            .shared
            .away
            .take()
            .is_some_and(|login| login == officer.login);
        if !same {
            self.shared.cache.clear();
        }
        self.shared.officer = Some(officer);
        self.shared.session_ended = false;
        self.signed_in();
        if same && self.screens.len() > 1 {
            self.close(at);
            self.shared.cache.outdate_all();
            self.send_all(|| Event::Missed);
        } else {
            self.screens.clear();
            self.push(&Route::Inbox);
            self.greet();
        }
    }

    /// What an officer sees first besides the inbox: a supervisor the numbers.
    pub(super) fn greet(&mut self) {
        let officer = self.shared.officer.as_ref();
        if officer.is_some_and(|officer| officer.role == Role::Supervisor.code()) {
            self.push(&Route::Backlog);
        }
        self.offer_tour();
    }

    fn signed_out(&mut self) {
        self.ask(Effect::App(AppEffect::SignedOut));
        self.shared.officer = None;
        self.nothing_known();
        self.shared.cache.clear();
        self.outbox = Outbox::default();
        self.over = None;
        self.screens.clear();
        self.push(&Route::SignIn);
    }

    /// Signed out, the figures are nobody's to read, and whether the line is up is not known.
    fn nothing_known(&mut self) {
        self.shared.counts = None;
        self.shared.stand_ins.clear();
        self.shared.line = Line::Unknown;
    }

    /// The server has ended the session: the officer signs in again over what is open, and goes on there.
    fn session_ended(&mut self) {
        if let Some(officer) = self.shared.officer.take() {
            self.shared.away = Some(officer.login);
            self.ask(Effect::App(AppEffect::SignedOut));
            self.over = None;
            self.shared.session_ended = true;
            self.nothing_known();
            self.push(&Route::SignIn);
        }
    }

    pub(super) fn feed(&mut self, event: FeedEvent) {
        match event {
            FeedEvent::Up => {
                let before = std::mem::replace(&mut self.shared.line, Line::Up);
                if matches!(before, Line::Down { .. }) {
                    self.line_up();
                }
                self.outbox.hurry(self.shared.now);
                self.outbox_leaves();
            }
            FeedEvent::Down(error) if error.is_signed_out() => self.session_ended(),
            FeedEvent::Down(_) if matches!(self.shared.line, Line::Down { .. }) => {}
            FeedEvent::Down(error) => {
                // A line that fell silent is found dead only after a while: what is on the screen is older by that.
                let silence = match error {
                    Error::Timeout => SILENCE,
                    _ => Duration::ZERO,
                };
                let since = self.shared.now - silence;
                self.shared.line = Line::Down { since };
                self.age_grows();
            }
            FeedEvent::Change(change) => {
                let change: Arc<Change> = Arc::from(change);
                self.shared.cache.outdate(&change.item);
                self.send_all(|| Event::Changed(Arc::clone(&change)));
                self.count();
            }
            FeedEvent::Reset => {
                self.shared.cache.outdate_all();
                self.send_all(|| Event::Missed);
                self.count();
            }
        }
    }

    /// What did not come while the line was down is asked for anew.
    fn line_up(&mut self) {
        if self.shared.names().catalogue.is_none() {
            let version = "current".to_owned();
            self.ask(Effect::Ask(Ask::Catalogue { version }));
        }
        self.count();
        self.send_all(|| Event::LineUp);
    }

    /// While the line is down the screen says how old its contents are, by the minute.
    fn age_grows(&mut self) {
        if matches!(self.shared.line, Line::Down { .. }) {
            let (after, id) = (Duration::from_mins(1), ALARM_LINE);
            self.ask(Effect::Alarm { after, id });
        }
    }

    pub(super) fn alarm(&mut self, id: u32) {
        match id {
            ALARM_OUTBOX => self.outbox_leaves(),
            ALARM_CLEAR => self.mask(),
            ALARM_LINE => self.age_grows(),
            // The others only have the screen drawn anew.
            _ => {}
        }
    }
}
