//! One item: its form, rules, materials, history, siblings and the combined result, a tab each.
//!
//! Owns which tab is open and how far each is scrolled. The item itself lies in the cache;
//! an old one stays on the screen until the new one is there.

pub(in crate::console::screen) mod form;
pub mod materials;
mod progress;
pub mod result;
mod rules;
mod siblings;
mod update;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::api::items::{ItemDetail, MaterialView};
use crate::console::action::Action;
use crate::console::effect::{Answer, Ask, Effect, Paper};
use crate::console::keymap::{Condition, Context};
use crate::console::screen::sheet::Scroll;
use crate::console::screen::{Event, Screen, moves};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::widget::list::Presence;

/// A tab of the item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Tab {
    /// 申请表.
    #[default]
    Form,
    /// 规则.
    Rules,
    /// 材料.
    Materials,
    /// 进度.
    Progress,
    /// 其他事项.
    Siblings,
    /// 联办结果.
    Result,
}

impl Tab {
    /// Every tab, in order.
    const ALL: [Self; 6] = [
        Self::Form,
        Self::Rules,
        Self::Materials,
        Self::Progress,
        Self::Siblings,
        Self::Result,
    ];

    /// The id of the message that names it.
    fn message(self) -> &'static str {
        match self {
            Self::Form => "tab-form",
            Self::Rules => "tab-rules",
            Self::Materials => "tab-materials",
            Self::Progress => "tab-progress",
            Self::Siblings => "tab-siblings",
            Self::Result => "tab-result",
        }
    }

    fn step(self, steps: isize) -> Self {
        let len = Self::ALL.len().cast_signed();
        let at = (self as usize).cast_signed() + steps;
        Self::ALL[at.rem_euclid(len).unsigned_abs()]
    }
}

/// A material by kind and place; a missing one has no place.
type MaterialId = (String, Option<u32>);

fn material_id(material: &MaterialView) -> MaterialId {
    (material.kind.clone(), material.ordinal)
}

/// The first file of the result as it now stands; in the viewer one goes on to the others.
fn first_result_file(detail: &ItemDetail) -> Option<Paper> {
    let file = detail.feedback.as_ref()?.files.first()?;
    Some(Paper::ResultFile(file.digest.clone()))
}

/// The screen's state.
#[derive(Default)]
pub struct ItemScreen {
    no: String,
    tab: Tab,
    /// Why it could not be fetched.
    trouble: Option<Shown>,
    scrolls: [Scroll; 6],
    material: Option<MaterialId>,
    /// Whether the item is being fetched.
    fetching: bool,
    /// Whether its first material was asked for: it is what one looks at next.
    ahead: bool,
}

impl ItemScreen {
    /// The screen of an item.
    pub fn new(no: &str) -> Self {
        Self {
            no: no.to_owned(),
            ..Self::default()
        }
    }

    fn detail<'a>(&self, shared: &'a Shared) -> Option<&'a ItemDetail> {
        shared.cache.item(&self.no).map(|kept| kept.detail.as_ref())
    }

    fn scroll(&self) -> &Scroll {
        &self.scrolls[self.tab as usize]
    }

    /// Whether there is something to open: on the tab of the result its files, elsewhere the materials.
    fn has_papers(&self, detail: &ItemDetail) -> bool {
        match self.tab {
            Tab::Result => first_result_file(detail).is_some(),
            _ => !detail.materials.is_empty(),
        }
    }

    /// The line of the selected material; the first one until another is chosen.
    fn material_at(&self, detail: &ItemDetail) -> usize {
        let chosen = self.material.as_ref();
        detail
            .materials
            .iter()
            .position(|material| Some(&material_id(material)) == chosen)
            .unwrap_or(0)
    }
}

impl Screen for ItemScreen {
    fn context(&self) -> Context {
        Context::Item
    }

    fn title(&self, shared: &Shared) -> Shown {
        let tab = shared.say(self.tab.message()).to_string();
        let arguments = [("no", self.no.clone().into()), ("tab", tab.into())];
        Shown::say_with(shared.lang, "title-item", &arguments)
    }

    fn refuses(&self, action: Action, shared: &Shared) -> Option<Shown> {
        moves::refuses(moves::of(action)?, &self.no, Presence::Here, shared)
    }

    fn facts(&self, shared: &Shared) -> Vec<Condition> {
        let detail = self.detail(shared);
        detail.map_or_else(Vec::new, |detail| moves::facts(&detail.row, shared))
    }

    fn offers(&self, action: Action, shared: &Shared) -> bool {
        let detail = self.detail(shared);
        match action {
            Action::Select => false,
            Action::Open => detail.is_some_and(|detail| self.has_papers(detail)),
            _ => moves::offers(action, Some(&self.no), shared),
        }
    }

    fn update(&mut self, event: Event, shared: &Shared) -> Vec<Effect> {
        match event {
            // What was decided here is on its way: the officer goes on with the next item.
            Event::Uncovered if shared.is_decided(&self.no) => vec![Effect::Close],
            Event::Opened | Event::Uncovered | Event::Missed | Event::LineUp => self.wants(shared),
            Event::Act(action) => self.act(action, shared),
            Event::Answer(Answer::Item { no, item }) if no == self.no => {
                self.fetching = false;
                self.trouble = item
                    .err()
                    .map(|error| Shown::line(&error.words(shared.lang)));
                match self.trouble {
                    None => self.wants(shared),
                    Some(_) => vec![],
                }
            }
            Event::Answer(Answer::Clear { no, fields: Ok(_) }) if no == self.no => {
                self.tab = Tab::Form;
                vec![]
            }
            Event::Changed(change) if change.item == self.no => self.wants(shared),
            Event::Changed(_) if self.tab == Tab::Result || self.tab == Tab::Siblings => {
                self.wants(shared)
            }
            _ => vec![],
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        self.draw(area, frame.buffer_mut(), shared);
    }
}

impl ItemScreen {
    /// What must be fetched for what is on the screen now.
    fn wants(&mut self, shared: &Shared) -> Vec<Effect> {
        let mut effects = vec![];
        if !self.fetching && shared.cache.wants_item(&self.no) {
            self.fetching = true;
            effects.push(Effect::Ask(Ask::Item {
                no: self.no.clone(),
            }));
        }
        let Some(detail) = self.detail(shared) else {
            return effects;
        };
        let application = &detail.row.application;
        if self.tab == Tab::Result && shared.cache.result(application).is_none() {
            effects.push(Effect::Ask(Ask::Result {
                application: application.clone(),
            }));
        }
        let first = detail
            .materials
            .iter()
            .find_map(|material| material.ordinal);
        if let Some(ordinal) = first.filter(|_| !self.ahead) {
            self.ahead = true;
            let paper = Paper::Material(ordinal);
            if shared.cache.paper(application, &paper).is_none() {
                effects.push(Effect::Ask(Ask::Paper {
                    no: self.no.clone(),
                    paper,
                }));
            }
        }
        effects
    }
}
