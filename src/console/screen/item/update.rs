//! What keys do to an item's screen.

use crate::console::action::Action;
use crate::console::effect::{Ask, Effect, Notice, Paper, Tone};
use crate::console::keymap::Context;
use crate::console::screen::{Route, moves};
use crate::console::shared::Shared;
use crate::console::shown::Shown;

use super::{ItemScreen, Tab, first_result_file, material_id};

impl ItemScreen {
    pub(super) fn act(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        if let Some(number) = action.tab() {
            let tab = Tab::ALL.get(number);
            return tab.map_or_else(Vec::new, |tab| self.turn_to(*tab, shared));
        }
        match action {
            Action::NextTab | Action::Right => self.turn_to(self.tab.step(1), shared),
            Action::PreviousTab | Action::Left => self.turn_to(self.tab.step(-1), shared),
            Action::Up => self.step(-1, shared),
            Action::Down => self.step(1, shared),
            Action::Home => self.step(isize::MIN / 2, shared),
            Action::End => self.step(isize::MAX / 2, shared),
            Action::PageUp => self.scroll_page(-1),
            Action::PageDown => self.scroll_page(1),
            Action::Open => self.open_paper(shared),
            Action::NextItem | Action::PreviousItem => {
                vec![Effect::Close, Effect::HandDown(action)]
            }
            Action::Refresh => {
                self.fetching = true;
                vec![Effect::Ask(Ask::Item {
                    no: self.no.clone(),
                })]
            }
            Action::Back => vec![Effect::Close],
            Action::CopyNumber => moves::copy(Shown::line(&self.no), shared),
            other => self.compose(other, shared),
        }
    }

    fn turn_to(&mut self, tab: Tab, shared: &Shared) -> Vec<Effect> {
        self.tab = tab;
        self.wants(shared)
    }

    fn scroll_page(&self, windows: isize) -> Vec<Effect> {
        self.scroll().page(windows);
        vec![]
    }

    fn step(&mut self, lines: isize, shared: &Shared) -> Vec<Effect> {
        if self.tab != Tab::Materials {
            self.scroll().step(lines);
            return vec![];
        }
        if let Some(detail) = self.detail(shared) {
            let last = detail.materials.len().saturating_sub(1);
            let to = self
                .material_at(detail)
                .saturating_add_signed(lines)
                .min(last);
            self.material = detail.materials.get(to).map(material_id);
        }
        vec![]
    }

    fn open_paper(&self, shared: &Shared) -> Vec<Effect> {
        let Some(detail) = self.detail(shared) else {
            return vec![];
        };
        let open = |paper| {
            vec![Effect::Open(Route::Paper {
                no: self.no.clone(),
                paper,
            })]
        };
        if self.tab == Tab::Result {
            return match first_result_file(detail) {
                Some(paper) => open(paper),
                None => tell(shared.say("result-no-files")),
            };
        }
        let chosen = match self.tab {
            Tab::Materials => detail.materials.get(self.material_at(detail)),
            _ => detail
                .materials
                .iter()
                .find(|material| material.ordinal.is_some()),
        };
        match chosen.map(|material| material.ordinal) {
            Some(Some(ordinal)) => open(Paper::Material(ordinal)),
            Some(None) => tell(shared.say("item-material-missing")),
            None => tell(shared.say_key("materials-none", Context::Item, Action::Tab2)),
        }
    }

    fn compose(&self, action: Action, shared: &Shared) -> Vec<Effect> {
        match (moves::of(action), self.detail(shared)) {
            (Some(_), Some(detail)) => {
                moves::start(action, vec![(self.no.clone(), detail.row.version)])
            }
            _ => vec![],
        }
    }
}

fn tell(words: Shown) -> Vec<Effect> {
    vec![Effect::Tell(Notice::new(Tone::Plain, words))]
}
