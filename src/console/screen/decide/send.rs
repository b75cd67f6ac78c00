//! From a filled composer to a decision on its way: nothing that is needed is missing, and what goes against someone is
//! looked at once more.

use crate::console::effect::{Ask, Effect, Notice, Question, Tone};
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;

use super::fields::Asked;
use super::files::{self, Anew};
use super::request::{self, Sent};
use super::{Composer, Focus, SETTLING, notice};

impl Composer {
    pub(super) fn submit(&mut self, shared: &Shared) -> Vec<Effect> {
        if shared.now - self.opened_at < SETTLING || self.detail(shared).is_none() {
            return vec![];
        }
        self.missing = request::missing(&self.fields, &self.answers());
        if let Some(first) = self.missing.first() {
            self.focus_on(&first.clone());
            let words = shared.say("decide-missing");
            return vec![Effect::Tell(Notice::new(Tone::Warning, words))];
        }
        if !self.files.ready(&self.text(&Asked::Files)) {
            return self.upload_first(shared);
        }
        if let Some(words) = self.files_fault(shared) {
            self.focus_on(&Asked::Files);
            return vec![Effect::Tell(Notice::new(Tone::Warning, words))];
        }
        if self.is_grave() || self.many.is_some() {
            return vec![Effect::Question(self.second_look(shared))];
        }
        self.send()
    }

    /// What is given is there before it is promised: the decision goes when the last file has come.
    fn upload_first(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(no) = self.targets.first().map(|target| target.no.clone()) else {
            return vec![];
        };
        let text = self.text(&Asked::Files);
        let mut effects = self.files.start(&no, files::paths(&text), Anew::WhatFailed);
        self.files.waits = true;
        let words = shared.say("files-first");
        effects.push(Effect::Tell(Notice::new(Tone::Plain, words)));
        effects
    }

    /// A file has come, or has not: what waited for it goes, or the officer reads why not.
    pub(super) fn uploaded(&mut self, shared: &Shared) -> Vec<Effect> {
        let text = self.text(&Asked::Files);
        if !self.files.waits {
            return vec![];
        }
        if self.files.failed(&text) {
            self.files.waits = false;
            self.focus_on(&Asked::Files);
            let words = shared.say("files-not-there");
            return vec![Effect::Tell(Notice::new(Tone::Warning, words))];
        }
        if self.files.ready(&text) {
            self.files.waits = false;
            return self.submit(shared);
        }
        vec![]
    }

    fn files_fault(&self, shared: &Shared) -> Option<Shown> {
        let catalogue = shared.names_of(self.detail(shared)?).catalogue?;
        let most = catalogue.result_files.most;
        self.files.fault(&self.text(&Asked::Files), most, shared)
    }

    fn focus_on(&mut self, asked: &Asked) {
        let at = self.fields.iter().position(|field| field.asked == *asked);
        self.focus = Focus::Field(at.unwrap_or(0));
    }

    /// The question before something that goes against someone or is for several; its first answer does nothing.
    fn second_look(&self, shared: &Shared) -> Question {
        let name = wording::code(shared.lang, Kind::Move, self.asked.code()).to_string();
        let mut lines = vec![self.whom(shared)];
        if let Some(many) = &self.many {
            lines.extend(many.matters(shared));
        }
        lines.push(self.effect(shared));
        // Of several the letter stands below, for the first of them.
        if let Some(detail) = self.detail(shared).filter(|_| self.targets.len() == 1) {
            let answers = self.answers();
            let draft = notice::Draft {
                detail,
                action: self.asked,
                fields: &self.fields,
                answers: &answers,
            };
            lines.push(Shown::default());
            lines.extend(notice::notice(&draft, &shared.names_of(detail)));
        }
        let arguments = [("move", name.into())];
        Question {
            title: Shown::say_with(shared.lang, "decide-sure-title", &arguments),
            lines,
            answers: vec![
                shared.say("decide-sure-no"),
                Shown::say_with(shared.lang, "decide-sure-yes", &arguments),
            ],
        }
    }

    pub(super) fn send(&self) -> Vec<Effect> {
        let Ok(Some(sent)) = request::request(self.asked, &self.fields, &self.answers()) else {
            return vec![];
        };
        let targets = self.targets.iter();
        let mut effects: Vec<Effect> = match sent {
            Sent::Decision(decision) => {
                let items = targets.map(|target| (target.no.clone(), target.version));
                vec![Effect::DecideMany {
                    items: items.collect(),
                    decision,
                }]
            }
            Sent::ClearView(request) => targets
                .map(|target| {
                    Effect::Ask(Ask::ViewClear {
                        no: target.no.clone(),
                        reason: request.reason.clone(),
                    })
                })
                .collect(),
        };
        // The draft for one item is kept until the server has said yes.
        if self.targets.len() > 1 {
            effects.push(Effect::ForgetDraft {
                item: self.draft_item(),
                action: self.action.id(),
            });
        }
        effects.push(Effect::Close);
        effects
    }
}
