//! What keys do in the dialogs over the list: search line, filter, columns, the name of a view.

use crate::console::action::Action;
use crate::console::effect::{Effect, Notice, Tone};
use crate::console::shared::Shared;

use super::filter::FilterDialog;
use super::question::{Filter, View};
use super::{Dialog, Inbox};

impl Inbox {
    pub(super) fn open_filter(&mut self, shared: &Shared) -> Vec<Effect> {
        self.filter = FilterDialog::open(self.question.filter.clone(), shared);
        if self.filter.is_some() {
            return vec![];
        }
        let words = shared.say("filter-not-yet");
        vec![Effect::Tell(Notice::new(Tone::Plain, words))]
    }

    pub(super) fn act_in_search(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        let Some(line) = &mut self.search else {
            return vec![];
        };
        match action {
            Action::Submit => {
                if let Some(asked) = line.submit(shared) {
                    self.search = None;
                    self.question.search = asked.search;
                    return self.narrow(asked.filter);
                }
            }
            Action::Cancel => self.search = None,
            Action::NextField => line.complete(true, shared),
            Action::PreviousField => line.complete(false, shared),
            Action::Undo => line.undo(),
            Action::Redo => line.redo(),
            _ => {}
        }
        vec![]
    }

    /// Asks with this filter.
    fn narrow(&mut self, filter: Filter) -> Vec<Effect> {
        // A view has states of its own; named ones take their place.
        if !filter.states.is_empty() {
            self.question.view = View::All;
        }
        self.question.filter = filter;
        self.restart()
    }

    pub(super) fn act_in_dialog(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        let arrange = match &mut self.dialog {
            Some(Dialog::Columns(arrange)) => arrange,
            _ if action == Action::Submit => return self.submit_name(shared),
            _ => {
                if action == Action::Cancel {
                    self.dialog = None;
                }
                return vec![];
            }
        };
        match action {
            Action::Up => arrange.step(-1),
            Action::Down => arrange.step(1),
            Action::Left | Action::PreviousField => arrange.shift(-1),
            Action::Right | Action::NextField => arrange.shift(1),
            Action::Home => arrange.step(isize::MIN),
            Action::End => arrange.step(isize::MAX),
            Action::Select => arrange.toggle(),
            Action::ClearSelection => arrange.reset(),
            Action::Cancel | Action::Back => self.dialog = None,
            Action::Open | Action::Submit => {
                if let Some(Dialog::Columns(arrange)) = self.dialog.take() {
                    self.columns = arrange.into_choice();
                    return self.keep_look(shared);
                }
            }
            _ => {}
        }
        vec![]
    }

    pub(super) fn act_in_filter(&mut self, action: Action) -> Vec<Effect> {
        let Some(dialog) = &mut self.filter else {
            return vec![];
        };
        match action {
            Action::Up => dialog.step(-1),
            Action::Down => dialog.step(1),
            Action::PageUp | Action::PreviousField | Action::Left => dialog.step_group(-1),
            Action::PageDown | Action::NextField | Action::Right => dialog.step_group(1),
            Action::Home => dialog.step(isize::MIN),
            Action::End => dialog.step(isize::MAX),
            Action::Select => dialog.toggle(),
            Action::ClearSelection => dialog.clear(),
            Action::Cancel | Action::Back => self.filter = None,
            Action::Open | Action::Submit => {
                if let Some(dialog) = self.filter.take() {
                    return self.narrow(dialog.into_filter());
                }
            }
            _ => {}
        }
        vec![]
    }
}
