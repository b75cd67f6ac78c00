//! The inbox: what lies on the officer's desk, the most urgent first.
//!
//! Owns the question that the list answers, the list itself and the dialogs over it. The selected item is a number,
//! never a row; changes of others arrive under a cursor that stays where it is.

mod arrange;
pub mod columns;
mod dialogs;
pub mod filter;
mod line;
mod naming;
mod peek;
pub mod question;
pub mod sort;
mod tabline;
pub mod tabs;
pub mod terms;
mod update;
mod view;

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::api::items::ItemRow;
use crate::console::action::Action;
use crate::console::effect::{Answer, Effect};
use crate::console::keymap::{Condition, Context};
use crate::console::screen::{Event, Screen, moves};
use crate::console::shared::{OnItsWay, Shared};
use crate::console::shown::Shown;
use crate::console::widget::list::{Keyed, List};

use arrange::Arrange;
use columns::Column;
use filter::FilterDialog;
use line::SearchLine;
use naming::NameLine;
use question::{Filter, Question};
use terms::Asked;

impl Keyed for ItemRow {
    type Key = String;

    fn key(&self) -> String {
        self.no.clone()
    }
}

/// The pane beside the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Peek {
    /// Shown where there is room.
    #[default]
    Auto,
    /// Hidden.
    Hidden,
}

/// What stands over the list besides filter and search line.
enum Dialog {
    /// The choice of columns.
    Columns(Arrange),
    /// The name of a view.
    Name(Box<NameLine>),
}

/// A saved view as it was opened.
struct Opened {
    name: String,
    /// What it asks; the officer may ask otherwise since.
    asked: Asked,
}

/// The inbox's state.
#[derive(Default)]
pub struct Inbox {
    list: List<ItemRow>,
    question: Question,
    peek: Peek,
    /// Why the last page did not come.
    trouble: Option<Shown>,
    /// Whether the list that was asked for last has not come.
    unread: bool,
    /// The question that the rows answer.
    answered: Question,
    /// The saved view that is shown.
    saved: Option<Opened>,
    /// The columns that were chosen; none leaves them to the width.
    columns: Option<Vec<Column>>,
    /// Another dialog, while it is open.
    dialog: Option<Dialog>,
    /// The view about which the officer was asked whether it is to go.
    deleting: Option<String>,
    /// The filter dialog, while it is open.
    filter: Option<FilterDialog>,
    /// The search line, while it is written on.
    search: Option<SearchLine>,
    /// The item that is being fetched for the pane: one at a time, so that a held key floods no slow line.
    fetching: Option<String>,
    /// Whether an item is open over the list: then the first material of the next one is fetched too. A list that is
    /// only scrolled fetches none, which a slow line could not bear.
    reading: bool,
    /// The item whose first material was asked for ahead.
    ahead: Option<String>,
    /// The item on which the cursor is to stay while the list is read in another order.
    sorting: Option<String>,
    /// The ticket of the page that was asked for from the list's other end.
    from_end: Option<u64>,
    /// The decisions that were on their way when the officer last looked: what joins them was decided since.
    decided: BTreeMap<String, OnItsWay>,
    /// Whether it stands over another screen, to which Esc leads back.
    over_another: bool,
}

impl Inbox {
    /// The inbox with every open item.
    pub fn new() -> Self {
        Self::default()
    }

    /// The inbox as a figure of the backlog stands for it.
    pub fn showing(filter: Filter) -> Self {
        Self {
            question: Question {
                filter,
                ..Question::default()
            },
            over_another: true,
            ..Self::default()
        }
    }

    /// The number of the selected item.
    pub fn selected(&self) -> Option<&str> {
        self.list.selected_key().map(String::as_str)
    }

    /// What the list answers.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// Whether a filter or a search leaves something out.
    fn narrowed(&self) -> bool {
        self.over_another || self.question.filter.count() > 0 || !self.question.search.is_empty()
    }
}

impl Screen for Inbox {
    fn context(&self) -> Context {
        match &self.dialog {
            Some(Dialog::Name(_)) => Context::Field,
            Some(Dialog::Columns(_)) => Context::Decide,
            None if self.search.is_some() => Context::Field,
            None if self.filter.is_some() => Context::Decide,
            None => Context::Inbox,
        }
    }

    fn title(&self, shared: &Shared) -> Shown {
        if self.over_another {
            return self.figure(shared);
        }
        shared.say("title-inbox")
    }

    fn refuses(&self, action: Action, shared: &Shared) -> Option<Shown> {
        if self.context() != Context::Inbox {
            return None;
        }
        if let Some(why) = self.refuses_view(action, shared) {
            return Some(why);
        }
        let asked = moves::of(action)?;
        let marked = self.list.marks();
        if marked.is_empty() {
            return match self.list.selected() {
                Some((row, presence)) => moves::refuses(asked, &row.no, presence, shared),
                None => Some(shared.say("inbox-nothing-selected")),
            };
        }
        (!moves::for_many(asked)).then(|| shared.say("inbox-not-for-many"))
    }

    fn facts(&self, shared: &Shared) -> Vec<Condition> {
        let selected = self.list.selected();
        let mut facts = selected.map_or_else(Vec::new, |(row, _)| moves::facts(row, shared));
        if !self.list.marks().is_empty() {
            facts.push(Condition::Marked);
        }
        facts
    }

    fn views(&self, shared: &Shared) -> Vec<Shown> {
        self.tab_names(shared)
    }

    fn offers(&self, action: Action, shared: &Shared) -> bool {
        match action {
            Action::Back => self.over_another || self.narrowed(),
            Action::Phrases => false,
            Action::Select if self.context() == Context::Decide => true,
            _ => moves::offers(action, None, shared),
        }
    }

    fn update(&mut self, event: Event, shared: &Shared) -> Vec<Effect> {
        match event {
            Event::Opened => self.open_list(shared),
            Event::Missed => self.restart(),
            Event::LineUp => self.line_up(shared),
            Event::Uncovered => self.uncovered(shared),
            Event::Act(action) => self.act(action, shared),
            Event::View(number) => self.go_to(number, shared),
            Event::Chosen(_) => self.delete(),
            Event::Type(key) => {
                if let Some(Dialog::Name(line)) = &mut self.dialog {
                    line.type_key(key, shared.now);
                } else if let Some(search) = &mut self.search {
                    search.type_key(key, shared.now);
                }
                vec![]
            }
            Event::Paste(text) => {
                if let Some(Dialog::Name(line)) = &mut self.dialog {
                    line.paste(&text, shared.now);
                } else if let Some(search) = &mut self.search {
                    search.paste(&text, shared.now);
                }
                vec![]
            }
            Event::Answer(Answer::Inbox { ticket, page }) => self.take(ticket, page, shared),
            Event::Answer(Answer::Item { item, .. }) => {
                self.fetching = None;
                // After a failure the next move of the cursor asks again, not a loop.
                if item.is_ok() {
                    self.follow(shared)
                } else {
                    vec![]
                }
            }
            Event::Answer(Answer::Decided {
                result: Ok(row), ..
            }) => {
                self.list.unmark(&row.no);
                self.place(&row, shared);
                self.follow(shared)
            }
            Event::Changed(change) => {
                match &change.row {
                    Some(row) => self.place(row, shared),
                    None => self.list.remove(&change.item),
                }
                // What can be done with the item under the cursor may be something else now.
                self.follow(shared)
            }
            Event::WentOn { no, version } => {
                let seen = |row: &&ItemRow| row.no == no && row.version + 1 == version;
                let row = self.list.rows().find(seen).cloned();
                if let Some(mut row) = row {
                    row.version = version;
                    self.list.update(row);
                }
                vec![]
            }
            Event::Answer(Answer::Views(answer)) => self.views_changed(&answer, shared),
            Event::Answer(_) | Event::Alarm(_) | Event::Resized => vec![],
        }
    }

    fn go_to_row(&mut self, number: usize, shared: &Shared) -> Option<Vec<Effect>> {
        self.show_row(number, shared)
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        self.draw(frame, area, shared);
    }
}
