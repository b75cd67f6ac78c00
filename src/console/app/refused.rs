//! A decision that the server refused: both sides, and what the officer can do about it.

use super::overlay::Asker;
use super::{App, Overlay};
use crate::client::{Error, Key};
use crate::console::effect::{Effect, Question, Tone};
use crate::console::keymap::Typing;
use crate::console::outbox::{Refused, Stage};
use crate::console::screen::decide::fields::fields;
use crate::console::screen::wording::{self, Kind};
use crate::console::screen::{Route, moves};
use crate::console::shown::Shown;
use crate::words::Lang;

/// Why the server said no, as the outbox keeps it.
pub(super) fn refused(error: &Error, lang: Lang) -> Refused {
    let mut words = vec![error.words(lang)];
    let mut current = None;
    if let Error::Problem(problem) = error {
        words.extend(problem.errors.iter().map(|fault| fault.detail.clone()));
        current.clone_from(&problem.current);
    }
    Refused {
        code: error.code().unwrap_or("client-protocol").to_owned(),
        words,
        current,
    }
}

impl App {
    /// Tells the officer of a refusal: at once where nothing is being written, else in the foot of the screen; it
    /// stays in the outbox either way.
    pub(super) fn tell_refused(&mut self, key: &Key) {
        let Some((item, why)) = self.refused_entry(key) else {
            return;
        };
        let why = why.words.first().cloned().unwrap_or_default();
        let arguments = [("item", item.into()), ("why", why.into())];
        let words = Shown::say_with(self.shared.lang, "console-decision-refused", &arguments);
        self.tell(Tone::Bad, words);
        if self.over.is_none() && self.context().typing() == Typing::Commands {
            self.ask_refused(key);
        }
    }

    fn refused_entry(&self, key: &Key) -> Option<(String, &Refused)> {
        let entry = self
            .outbox
            .entries()
            .iter()
            .find(|entry| entry.key == *key)?;
        match &entry.stage {
            Stage::Refused(refused) => Some((entry.item.clone(), refused)),
            _ => None,
        }
    }

    /// Opens the question what to do about a refused decision.
    pub(super) fn ask_refused(&mut self, key: &Key) {
        if let Some(question) = self.refused_question(key) {
            self.quiet();
            self.over = Some(Overlay::question(Asker::Refused(key.clone()), question));
        }
    }

    fn refused_question(&self, key: &Key) -> Option<Question> {
        let (lang, shared) = (self.shared.lang, &self.shared);
        let (item, refused) = self.refused_entry(key)?;
        let entry = self
            .outbox
            .entries()
            .iter()
            .find(|entry| entry.key == *key)?;
        let action = moves::of_decision(&entry.decision);
        let name = wording::code(lang, Kind::Move, action.code()).to_string();
        let mut lines = vec![Shown::say_with(
            lang,
            "refused-yours",
            &[("item", item.into()), ("move", name.into())],
        )];
        // Every refusal says how the item stands; someone came before only where it is no longer what was seen.
        let theirs = refused.current.as_ref();
        let theirs = theirs.filter(|current| current.version != entry.version);
        if let Some(current) = theirs {
            let standing = match &current.outcome {
                Some(outcome) => wording::code(lang, Kind::Outcome, outcome),
                None => wording::code(lang, Kind::State, &current.state),
            };
            lines.push(Shown::say_with(
                lang,
                "refused-theirs",
                &[
                    ("who", current.changed_by.clone().into()),
                    (
                        "at",
                        wording::minute(&current.changed_at).to_string().into(),
                    ),
                    (
                        "change",
                        wording::code(lang, Kind::Change, &current.change)
                            .to_string()
                            .into(),
                    ),
                    ("standing", standing.to_string().into()),
                ],
            ));
        }
        lines.extend(refused.words.iter().map(|words| Shown::line(words)));
        if !fields(action, &[]).is_empty() {
            lines.push(shared.say("refused-kept"));
        }
        let title = if theirs.is_some() {
            "refused-title-late"
        } else {
            "refused-title"
        };
        Some(Question {
            title: shared.say(title),
            lines,
            answers: vec![
                shared.say("refused-later"),
                shared.say("refused-open"),
                shared.say("refused-drop"),
            ],
        })
    }

    /// What the officer wants: to look at the item and decide anew with the same words, or to let it be.
    pub(super) fn refused_chosen(&mut self, key: &Key, answer: usize) {
        let Some(entry) = self.outbox.drop_entry(key) else {
            return;
        };
        self.outbox_changed();
        self.outbox_leaves();
        let action = moves::of_decision(&entry.decision);
        if answer == 1 {
            self.push(&Route::Item { no: entry.item });
        } else {
            self.ask(Effect::ForgetDraft {
                item: entry.item,
                action: action.code(),
            });
        }
    }
}
