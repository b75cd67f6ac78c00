//! The composer of a decision: its own fields, what it will do, for whom, under which rule, and the notice that the
//! applicant will read.
//!
//! Owns what is filled in, for one item or for several that get the same decision. What is typed is kept as a draft
//! as it is typed. What goes against someone or ends the matter without a yes is asked once more before it is sent.

mod correction;
pub mod defects;
pub mod fields;
pub mod files;
mod form;
pub mod input;
pub mod notice;
pub mod offers;
pub mod request;
mod send;
mod update;
mod view;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::api::colleagues::ColleagueView;
use crate::api::items::ItemDetail;
use crate::console::action::{Action, Danger};
use crate::console::effect::{Answer, Ask, Effect};
use crate::console::keymap::Context;
use crate::console::screen::many::Many;
use crate::console::screen::sheet::Scroll;
use crate::console::screen::wording::{self, Kind};
use crate::console::screen::{Event, Screen, moves};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::domain::item::command::Move;

use fields::{Asked, FieldSpec};
use files::Files;
use input::{Input, Phrases};
use request::Answers;

/// For so long after it has opened, a key that was pressed for something else sends nothing.
const SETTLING: TimeDelta = TimeDelta::milliseconds(300);
/// The draft of a decision about several items is kept under this name.
const SEVERAL: &str = "several";

/// An item that is decided about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    no: String,
    /// The version that the officer saw.
    version: u64,
}

/// What has the focus: a field, or a part of the list of defects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Field(usize),
    DefectWords,
    DefectSample,
}

/// The composer's state.
pub struct Composer {
    action: Action,
    asked: Move,
    targets: Vec<Target>,
    /// Where it is for several: which they are, and what was left out.
    many: Option<Many>,
    fields: Vec<FieldSpec>,
    /// One per field; empty until the item is there.
    inputs: Vec<Input>,
    /// What became of the paths in the field of files.
    files: Files,
    focus: Focus,
    /// The colleagues, for a composer that hands over; none before they were fetched.
    colleagues: Option<Vec<ColleagueView>>,
    phrases: Option<Phrases>,
    /// A draft that came before the item.
    draft: Option<Answers>,
    /// The fields that were empty when the officer wanted to send.
    missing: Vec<Asked>,
    /// What the chosen reason put into reason and basis: words that the officer has not touched make room for
    /// those of another reason.
    prefilled: (String, String),
    opened_at: DateTime<Utc>,
    typed: bool,
    trouble: Option<Shown>,
    scroll: Scroll,
}

impl Composer {
    /// The composer of a decision about these items, each at the version that the officer saw.
    pub fn new(action: Action, items: &[(String, u64)], shared: &Shared) -> Self {
        Self {
            action,
            asked: moves::of(action).unwrap_or(Move::Note),
            targets: items
                .iter()
                .map(|(no, version)| Target {
                    no: no.clone(),
                    version: *version,
                })
                .collect(),
            many: None,
            fields: vec![],
            inputs: vec![],
            files: Files::default(),
            focus: Focus::Field(0),
            colleagues: None,
            phrases: None,
            draft: None,
            missing: vec![],
            prefilled: (String::new(), String::new()),
            opened_at: shared.now,
            typed: false,
            trouble: None,
            scroll: Scroll::default(),
        }
    }

    /// The composer of one decision on several items.
    pub fn of_many(action: Action, many: &Many, shared: &Shared) -> Self {
        Self {
            many: Some(many.clone()),
            ..Self::new(action, &many.items, shared)
        }
    }

    /// The item whose fields are shown: the only one, or the first of several.
    fn detail<'a>(&self, shared: &'a Shared) -> Option<&'a ItemDetail> {
        let first = self.targets.first()?;
        shared
            .cache
            .item(&first.no)
            .map(|kept| kept.detail.as_ref())
    }

    /// Under which name the draft is kept.
    fn draft_item(&self) -> String {
        match self.targets.as_slice() {
            [only] => only.no.clone(),
            _ => SEVERAL.to_owned(),
        }
    }

    /// What is filled in.
    fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for (field, input) in self.fields.iter().zip(&self.inputs) {
            match input {
                Input::Defects(defects) => answers.defects = defects.list.defects(),
                other => {
                    answers
                        .texts
                        .insert(field.asked.code().to_owned(), other.text());
                }
            }
        }
        let files = self.files.there(answers.text(&Asked::Files));
        answers.files = files;
        answers
    }

    fn is_grave(&self) -> bool {
        self.action.row().danger == Danger::Grave
    }
}

impl Screen for Composer {
    fn context(&self) -> Context {
        let written = match self.focus {
            Focus::Field(at) => matches!(self.inputs.get(at), Some(Input::Text(_))),
            Focus::DefectWords | Focus::DefectSample => true,
        };
        if written && self.phrases.is_none() {
            Context::Editor
        } else {
            Context::Decide
        }
    }

    fn title(&self, shared: &Shared) -> Shown {
        wording::code(shared.lang, Kind::Move, self.asked.code())
    }

    fn refuses(&self, action: Action, shared: &Shared) -> Option<Shown> {
        let unready = action == Action::Submit && self.fields.len() != self.inputs.len();
        unready.then(|| shared.say("decide-loading"))
    }

    fn offers(&self, action: Action, _shared: &Shared) -> bool {
        let defects = matches!(self.inputs.first(), Some(Input::Defects(_)));
        match action {
            _ if self.phrases.is_some() => matches!(action, Action::Open | Action::Cancel),
            Action::Select => defects && self.focus == Focus::Field(0),
            Action::Open => defects,
            Action::NextField | Action::Phrases => !self.fields.is_empty(),
            Action::Back | Action::NextTab | Action::Help | Action::Palette => false,
            _ => true,
        }
    }

    fn update(&mut self, event: Event, shared: &Shared) -> Vec<Effect> {
        match event {
            Event::Opened => self.opened(shared),
            Event::Act(action) => self.act(action, shared),
            Event::Type(key) => self.type_key(key, shared),
            Event::Paste(text) => self.paste(&text, shared),
            Event::Chosen(_) => self.send(),
            Event::Answer(Answer::Draft(body)) => self.take_draft(body, shared),
            Event::Answer(Answer::Item { no, item }) => {
                if self.targets.first().is_some_and(|first| first.no == no) {
                    let trouble = item.err().map(|error| error.words(shared.lang));
                    self.trouble = trouble.map(|words| Shown::line(&words));
                    self.prepare(shared);
                }
                vec![]
            }
            Event::Answer(Answer::Uploaded { path, file }) => {
                self.files.take(path, file, shared);
                self.uploaded(shared)
            }
            Event::Answer(Answer::Completed { path, completion }) => {
                self.completed(&path, completion, shared)
            }
            Event::Answer(Answer::Colleagues(colleagues)) => {
                match colleagues {
                    Ok(colleagues) => self.colleagues = Some(colleagues),
                    Err(error) => self.trouble = Some(Shown::line(&error.words(shared.lang))),
                }
                self.prepare(shared);
                vec![]
            }
            // What the officer did to the item before this decision: it stays the item that was seen.
            Event::Answer(Answer::Decided {
                item,
                result: Ok(row),
                ..
            }) => {
                for target in self.targets.iter_mut().filter(|target| target.no == item) {
                    target.version = row.version;
                }
                vec![]
            }
            Event::WentOn { no, version } => {
                let mut targets = self.targets.iter_mut();
                let seen = |target: &&mut Target| target.no == no && target.version + 1 == version;
                if let Some(target) = targets.find(seen) {
                    target.version = version;
                }
                vec![]
            }
            _ => vec![],
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        self.draw(frame, area, shared);
    }
}

impl Composer {
    fn opened(&mut self, shared: &Shared) -> Vec<Effect> {
        let mut effects = vec![Effect::Ask(Ask::Draft {
            item: self.draft_item(),
            action: self.action.id(),
        })];
        if self.asked == Move::Assign {
            effects.push(Effect::Ask(Ask::Colleagues));
        }
        self.prepare(shared);
        if let Some(first) = self.targets.first()
            && self.detail(shared).is_none()
        {
            effects.push(Effect::Ask(Ask::Item {
                no: first.no.clone(),
            }));
        }
        effects
    }
}
