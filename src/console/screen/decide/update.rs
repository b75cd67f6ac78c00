//! What keys, drafts and answers do to the composer.

use crossterm::event::{KeyCode, KeyEvent};
use serde_json::Value;

use crate::console::action::Action;
use crate::console::effect::files::Completion;
use crate::console::effect::{Ask, Effect, Notice, Tone};
use crate::console::shared::Shared;
use crate::console::widget::editor::{Editor, Typed};
use crate::domain::catalogue::PhraseKind;
use crate::domain::item::command::Move;

use super::fields::{self, Asked};
use super::files::{self, Anew};
use super::input::{Choice, Input, Phrases};
use super::offers::Source;
use super::request::{self, Answers};
use super::{Composer, Focus};

impl Composer {
    /// Makes the fields, once the item is there.
    pub(super) fn prepare(&mut self, shared: &Shared) {
        let Some(detail) = self.detail(shared).filter(|_| self.inputs.is_empty()) else {
            return;
        };
        let colleagues = match (&self.colleagues, self.asked) {
            (None, Move::Assign) => return,
            (colleagues, _) => colleagues.as_deref().unwrap_or_default(),
        };
        let (matter, names) = (&detail.row.matter, shared.names_of(detail));
        let results = names.matter_of(matter).map_or(&[][..], |m| &m.results);
        self.fields = fields::fields(self.asked, results);
        // Results differ from item to item: with several, they are fed back one by one.
        if self.targets.len() > 1 {
            self.fields.retain(|field| {
                !matches!(
                    field.asked,
                    Asked::Result(_) | Asked::DocumentNo | Asked::Files
                )
            });
        }
        self.inputs = self
            .fields
            .iter()
            .map(|field| {
                let names = &names;
                let source = Source {
                    detail,
                    names,
                    colleagues,
                };
                Input::new(field.shape, source)
            })
            .collect();
        self.fill(&Asked::Remedy, names.remedy(matter));
        if let Some(feedback) = detail
            .feedback
            .as_ref()
            .filter(|_| self.asked == Move::AmendFeedback)
        {
            self.fill(
                &Asked::DocumentNo,
                feedback.document_no.as_deref().unwrap_or_default(),
            );
            self.fill(&Asked::Words, &feedback.words);
            let files = self.files.earlier(&feedback.files);
            self.fill(&Asked::Files, &files);
            for (id, value) in &feedback.fields {
                self.fill(&Asked::Result(id.clone()), value);
            }
        }
        if let Some(draft) = self.draft.take() {
            self.restore(&draft);
        }
    }

    fn fill(&mut self, asked: &Asked, text: &str) {
        let at = self.fields.iter().position(|field| field.asked == *asked);
        if let Some(input) = at.and_then(|at| self.inputs.get_mut(at)) {
            input.fill(text);
        }
    }

    pub(super) fn text(&self, asked: &Asked) -> String {
        let at = self.fields.iter().position(|field| field.asked == *asked);
        at.and_then(|at| self.inputs.get(at))
            .map_or_else(String::new, Input::text)
    }

    /// Takes up what was written before; what the officer has typed meanwhile stays.
    pub(super) fn take_draft(&mut self, body: Option<Value>, shared: &Shared) -> Vec<Effect> {
        let kept = body.and_then(|body| serde_json::from_value::<Answers>(body).ok());
        let Some(kept) = kept.filter(|kept| !kept.is_empty() && !self.typed) else {
            return vec![];
        };
        if self.inputs.is_empty() {
            self.draft = Some(kept);
        } else {
            self.restore(&kept);
        }
        let words = shared.say("decide-draft-back");
        vec![Effect::Tell(Notice::new(Tone::Plain, words))]
    }

    fn restore(&mut self, kept: &Answers) {
        for (field, input) in self.fields.iter().zip(&mut self.inputs) {
            match input {
                Input::Defects(defects) => {
                    defects.list.restore(kept.defects.clone());
                    defects.show();
                }
                other => {
                    if let Some(text) = kept.texts.get(field.asked.code()) {
                        other.fill(text);
                    }
                }
            }
        }
    }

    /// Something was changed: it is kept.
    fn changed(&mut self) -> Vec<Effect> {
        self.typed = true;
        self.files.waits = false;
        let answers = self.answers();
        let still = request::missing(&self.fields, &answers);
        self.missing.retain(|asked| still.contains(asked));
        let Ok(body) = serde_json::to_value(&answers) else {
            return vec![];
        };
        vec![Effect::KeepDraft {
            item: self.draft_item(),
            action: self.action.id(),
            body,
        }]
    }

    /// The editor that has the focus.
    fn editor(&mut self) -> Option<&mut Editor> {
        let at = match self.focus {
            Focus::Field(at) => at,
            Focus::DefectWords | Focus::DefectSample => 0,
        };
        match (self.inputs.get_mut(at)?, self.focus) {
            (Input::Text(editor), _) => Some(editor),
            (Input::Defects(defects), Focus::DefectWords) => Some(&mut defects.words),
            (Input::Defects(defects), Focus::DefectSample) => Some(&mut defects.sample),
            _ => None,
        }
    }

    fn noted(&mut self) -> Vec<Effect> {
        if let Some(Input::Defects(defects)) = self.inputs.first_mut() {
            defects.note();
        }
        self.changed()
    }

    pub(super) fn type_key(&mut self, key: KeyEvent, shared: &Shared) -> Vec<Effect> {
        let Some(editor) = self.editor() else {
            return vec![];
        };
        match (editor.type_key(key, shared.now), key.code) {
            (Typed::Changed, _) => {
                let mut effects = self.noted();
                effects.extend(self.upload_left());
                return effects;
            }
            (Typed::Moved, _) => return self.upload_left(),
            // In a text of one line these keys go to the neighbours.
            (Typed::Ignored, KeyCode::Enter | KeyCode::Down) => self.step_field(1),
            (Typed::Ignored, KeyCode::Up) => self.step_field(-1),
            _ => {}
        }
        vec![]
    }

    pub(super) fn paste(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        match self.editor().map(|editor| editor.paste(text, shared.now)) {
            Some(Typed::Changed) => {
                let mut effects = self.noted();
                effects.extend(self.upload_left());
                effects
            }
            _ => vec![],
        }
    }

    pub(super) fn act(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        if self.phrases.is_some() {
            return self.act_in_phrases(action, shared);
        }
        match action {
            Action::NextField => {
                if let Some(path) = self.path_to_carry_on() {
                    return vec![Effect::Ask(Ask::Complete { path })];
                }
                return self.leave_for(1);
            }
            Action::PreviousField => return self.leave_for(-1),
            Action::Phrases => return self.open_phrases(shared),
            Action::Submit => return self.submit(shared),
            Action::Cancel | Action::Back => return vec![Effect::Close],
            Action::Undo | Action::Redo => {
                let undone = self.editor().is_some_and(|editor| match action {
                    Action::Undo => editor.undo(),
                    _ => editor.redo(),
                });
                return if undone { self.noted() } else { vec![] };
            }
            Action::PageUp => self.scroll.page(-1),
            Action::PageDown => self.scroll.page(1),
            other => return self.act_in_field(other, shared),
        }
        vec![]
    }

    /// Goes to a neighbouring field; what was written in the field of files is uploaded.
    fn leave_for(&mut self, by: isize) -> Vec<Effect> {
        let effects = match self.path_field() {
            Some(_) => self.upload(|_| true),
            None => vec![],
        };
        self.step_field(by);
        effects
    }

    /// The editor of the field of files, where that has the focus.
    fn path_field(&self) -> Option<&Editor> {
        let Focus::Field(at) = self.focus else {
            return None;
        };
        match (&self.fields.get(at)?.asked, self.inputs.get(at)?) {
            (Asked::Files, Input::Text(editor)) => Some(editor),
            _ => None,
        }
    }

    /// The path under the caret, where Tab can carry it on.
    fn path_to_carry_on(&mut self) -> Option<String> {
        let path = self.path_field()?.line().trim_start().to_owned();
        self.files.carries_on(&path).then_some(path)
    }

    /// Uploads the paths whose lines have been left.
    fn upload_left(&mut self) -> Vec<Effect> {
        let Some(here) = self
            .path_field()
            .map(|editor| editor.line().trim().to_owned())
        else {
            return vec![];
        };
        self.upload(|path| path != here)
    }

    fn upload(&mut self, which: impl Fn(&str) -> bool) -> Vec<Effect> {
        let Some(no) = self.targets.first().map(|target| target.no.clone()) else {
            return vec![];
        };
        let text = self.text(&Asked::Files);
        let paths = files::paths(&text).filter(|path| which(path));
        self.files.start(&no, paths, Anew::No)
    }

    /// A path goes on, or the officer reads how it could.
    pub(super) fn completed(
        &mut self,
        path: &str,
        completion: Option<Completion>,
        shared: &Shared,
    ) -> Vec<Effect> {
        let here = self
            .path_field()
            .map(|editor| editor.line().trim_start() == path);
        let Some(completion) = completion.filter(|_| here == Some(true)) else {
            return vec![];
        };
        match self.files.completed(path, &completion, shared) {
            Ok(more) if more.is_empty() => self.leave_for(1),
            Ok(more) => self.paste(&more, shared),
            Err(words) => vec![Effect::Tell(Notice::new(Tone::Plain, words))],
        }
    }

    /// Moves the focus. In a correction notice it goes from the list to the words of the defect and back.
    fn step_field(&mut self, by: isize) {
        if let Some(Input::Defects(defects)) = self.inputs.first() {
            let written = defects.list.current().is_some();
            let order = [Focus::Field(0), Focus::DefectWords, Focus::DefectSample];
            let at = order
                .iter()
                .position(|focus| *focus == self.focus)
                .unwrap_or(0);
            let to = (at.cast_signed() + by).rem_euclid(3).unsigned_abs();
            self.focus = if written { order[to] } else { Focus::Field(0) };
            return;
        }
        let Focus::Field(at) = self.focus else {
            return;
        };
        let count = self.inputs.len().max(1).cast_signed();
        self.focus = Focus::Field((at.cast_signed() + by).rem_euclid(count).unsigned_abs());
    }

    fn act_in_field(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        let Focus::Field(at) = self.focus else {
            return vec![];
        };
        let lines = match action {
            Action::Up => -1,
            Action::Down => 1,
            Action::Home => isize::MIN,
            Action::End => isize::MAX,
            _ => 0,
        };
        match self.inputs.get_mut(at) {
            None if action == Action::Open => return self.submit(shared),
            Some(Input::Choice(choice)) if lines != 0 => {
                choice.step(lines);
                return self.chosen();
            }
            Some(Input::Choice(_)) if action == Action::Open => self.step_field(1),
            Some(Input::Defects(defects)) if lines != 0 => {
                defects.list.step(lines);
                defects.show();
            }
            Some(Input::Defects(_)) => return self.act_on_defect(action, shared),
            _ => {}
        }
        vec![]
    }

    fn act_on_defect(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        let Some(Input::Defects(defects)) = self.inputs.first_mut() else {
            return vec![];
        };
        let written = defects.list.current().is_some();
        match action {
            Action::Select => {
                defects.list.toggle();
                defects.show();
                let mut effects = self.changed();
                if !written {
                    effects.extend(self.open_phrases(shared));
                }
                effects
            }
            Action::Open if written => self.open_phrases(shared),
            _ => vec![],
        }
    }

    /// A reason was chosen: its words and its basis go where the officer has not written others.
    fn chosen(&mut self) -> Vec<Effect> {
        let offer = self.inputs.iter().find_map(|input| match input {
            Input::Choice(choice) => choice.offer().cloned(),
            _ => None,
        });
        if let Some(offer) = offer.filter(|_| self.text(&Asked::Phrase) != String::new()) {
            let (reason, basis) = self.prefilled.clone();
            if self.text(&Asked::Reason) == reason {
                self.fill(&Asked::Reason, &offer.text);
            }
            if self.text(&Asked::Basis) == basis {
                self.fill(&Asked::Basis, &offer.basis);
            }
            self.prefilled = (offer.text, offer.basis);
        }
        self.changed()
    }

    // --- ready words

    fn open_phrases(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(detail) = self.detail(shared) else {
            return vec![];
        };
        let kind = match self.focus {
            Focus::Field(at) => match self.fields.get(at).map(|field| &field.asked) {
                Some(Asked::Opinion) => Some(PhraseKind::Opinion),
                Some(Asked::Reason) if self.asked == Move::Refuse => Some(PhraseKind::RefuseReason),
                Some(Asked::Reason) if self.asked == Move::NotAccept => {
                    Some(PhraseKind::NotAcceptReason)
                }
                Some(Asked::Reason) if self.asked == Move::NotNeeded => {
                    Some(PhraseKind::NotNeededReason)
                }
                Some(Asked::Defects) => Some(PhraseKind::Defect),
                _ => None,
            },
            Focus::DefectWords | Focus::DefectSample => Some(PhraseKind::Defect),
        };
        let about = match self.inputs.first() {
            Some(Input::Defects(defects)) => defects.list.about(),
            _ => None,
        };
        let fit = (detail.row.matter.as_str(), about);
        self.phrases = kind.and_then(|kind| Phrases::open(kind, fit, shared));
        if self.phrases.is_some() {
            return vec![];
        }
        let words = shared.say("decide-no-phrases");
        vec![Effect::Tell(Notice::new(Tone::Plain, words))]
    }

    fn act_in_phrases(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        let Some(phrases) = &mut self.phrases else {
            return vec![];
        };
        match action {
            Action::Up => phrases.choice.step(-1),
            Action::Down => phrases.choice.step(1),
            Action::Home | Action::PageUp => phrases.choice.step(isize::MIN),
            Action::End | Action::PageDown => phrases.choice.step(isize::MAX),
            Action::Open | Action::Submit => {
                let choice = std::mem::take(&mut phrases.choice);
                self.phrases = None;
                return self.use_phrase(&choice, shared);
            }
            Action::Cancel | Action::Back => self.phrases = None,
            _ => {}
        }
        vec![]
    }

    fn use_phrase(&mut self, choice: &Choice, shared: &Shared) -> Vec<Effect> {
        let Some(offer) = choice.offer() else {
            return vec![];
        };
        if let Some(Input::Defects(defects)) = self.inputs.first_mut() {
            if let Ok(code) = offer.code.parse() {
                defects.list.choose(&code);
                defects.show();
            }
        } else if let Some(editor) = self.editor() {
            editor.paste(&offer.text, shared.now);
        }
        self.changed()
    }
}
