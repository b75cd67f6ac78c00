//! From a filled composer to a decision on its way: nothing that is needed is missing, and what goes against someone is
//! looked at once more.

use crate::console::effect::{Ask, Effect, Notice, Question, Tone};
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;

use super::request::{self, Sent};
use super::{Composer, Focus, SETTLING, notice};

impl Composer {
    pub(super) fn submit(&mut self, shared: &Shared) -> Vec<Effect> {
        if shared.now - self.opened_at < SETTLING || self.detail(shared).is_none() {
            return vec![];
        }
        self.missing = request::missing(&self.fields, &self.answers());
        if let Some(first) = self.missing.first() {
            let at = self.fields.iter().position(|field| field.asked == *first);
            self.focus = Focus::Field(at.unwrap_or(0));
            let words = shared.say("decide-missing");
            return vec![Effect::Tell(Notice::new(Tone::Warning, words))];
        }
        if self.is_grave() {
            return vec![Effect::Question(self.second_look(shared))];
        }
        self.send()
    }

    /// The question before something that goes against someone; its first answer does nothing.
    fn second_look(&self, shared: &Shared) -> Question {
        let name = wording::code(shared.lang, Kind::Move, self.asked.code()).to_string();
        let mut lines = vec![self.whom(shared), self.effect(shared)];
        if let Some(detail) = self.detail(shared) {
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
        let mut effects: Vec<Effect> = self
            .targets
            .iter()
            .map(|target| match &sent {
                Sent::Decision(decision) => Effect::Decide {
                    item: target.no.clone(),
                    version: target.version,
                    decision: decision.clone(),
                },
                Sent::ClearView(request) => Effect::Ask(Ask::ViewClear {
                    no: target.no.clone(),
                    reason: request.reason.clone(),
                }),
            })
            .collect();
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
