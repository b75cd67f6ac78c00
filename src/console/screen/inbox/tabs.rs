//! The views over the list, built-in and saved: going to one, saving what is shown as one, renaming, deleting, and what
//! is kept of how each is looked at.
//!
//! The built-in ones come first. A saved view brings its conditions along and takes them away again when it is left; a
//! built-in one leaves the narrowing as it is.

use crate::console::action::{Action, TABS};
use crate::console::effect::{Ask, Effect, Notice, Question as Asked, Tone, ViewsAnswer};
use crate::console::keymap::Context;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::views::file::{Fault, Wrong};
use crate::console::views::keep::NotChanged;
use crate::console::views::{Change, Look, SavedView, Views};

use super::naming::{NameLine, Naming};
use super::question::{Filter, View};
use super::{Dialog, Inbox, Opened, terms};

/// A view over the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tab {
    /// A built-in one.
    BuiltIn(View),
    /// A saved one, by its name.
    Saved(String),
}

impl Tab {
    pub(super) fn name(&self, shared: &Shared) -> Shown {
        match self {
            Self::BuiltIn(view) => shared.say(view.message()),
            Self::Saved(name) => Shown::line(name),
        }
    }

    /// The name under which it is kept how it is looked at.
    fn look(&self) -> String {
        match self {
            Self::BuiltIn(view) => view.message().to_owned(),
            Self::Saved(name) => Views::look_of(name),
        }
    }
}

impl Inbox {
    /// Every view, in the order of their keys.
    pub(super) fn tabs(&self, shared: &Shared) -> Vec<Tab> {
        let built_in = View::ALL.into_iter().map(Tab::BuiltIn);
        // A figure of the backlog has a narrowing of its own, which a saved view would take away.
        let saved = shared.views.saved.iter().filter(|_| !self.over_another);
        let saved = saved.map(|view| Tab::Saved(view.name.clone()));
        built_in.chain(saved).collect()
    }

    /// The view that is shown.
    pub(super) fn tab(&self, shared: &Shared) -> Tab {
        let saved = self.saved_view(shared);
        saved.map_or(Tab::BuiltIn(self.question.view), |view| {
            Tab::Saved(view.name.clone())
        })
    }

    /// The saved view that is shown, as the file has it.
    pub(super) fn saved_view<'a>(&self, shared: &'a Shared) -> Option<&'a SavedView> {
        shared.views.get(&self.saved.as_ref()?.name)
    }

    pub(super) fn tab_names(&self, shared: &Shared) -> Vec<Shown> {
        let tabs = self.tabs(shared);
        tabs.iter().map(|tab| tab.name(shared)).collect()
    }

    /// To the view of this number, from wherever it was asked for.
    pub(super) fn go_to(&mut self, number: usize, shared: &Shared) -> Vec<Effect> {
        self.search = None;
        self.filter = None;
        self.dialog = None;
        let tab = self.tabs(shared).into_iter().nth(number);
        tab.map_or_else(Vec::new, |tab| self.turn_to(&tab, shared))
    }

    /// To the view `steps` further, round the ends.
    pub(super) fn step_tab(&mut self, steps: isize, shared: &Shared) -> Vec<Effect> {
        let (mut tabs, now) = (self.tabs(shared), self.tab(shared));
        // One that cannot be read would hold up whoever walks through them.
        tabs.retain(|tab| *tab == now || asked_by(tab, shared).is_ok());
        let at = tabs.iter().position(|tab| *tab == now).unwrap_or(0);
        let to = (at.cast_signed() + steps).rem_euclid(tabs.len().cast_signed());
        self.turn_to(&tabs[to.unsigned_abs()].clone(), shared)
    }

    fn turn_to(&mut self, tab: &Tab, shared: &Shared) -> Vec<Effect> {
        match tab {
            Tab::BuiltIn(view) => {
                if self.saved.take().is_some() {
                    self.question.filter = Filter::default();
                    self.question.search.clear();
                }
                // What the view says of states and what the filter says of them cannot both hold.
                if !view.states().is_empty() {
                    self.question.filter.states.clear();
                }
                self.question.view = *view;
            }
            Tab::Saved(name) => {
                let asked = match asked_by(tab, shared) {
                    Ok(asked) => asked,
                    Err(why) => return vec![Effect::Tell(Notice::new(Tone::Warning, why))],
                };
                self.question.view = View::All;
                self.question.filter = asked.filter.clone();
                self.question.search.clone_from(&asked.search);
                let name = name.clone();
                self.saved = Some(Opened { name, asked });
            }
        }
        self.look_at(tab, shared);
        self.restart()
    }

    /// What is asked now.
    fn asked(&self) -> terms::Asked {
        terms::Asked {
            filter: self.question.filter.clone(),
            search: self.question.search.clone(),
        }
    }

    /// Whether the saved view that is shown asks something else by now.
    pub(super) fn strays(&self) -> bool {
        let saved = self.saved.as_ref();
        saved.is_some_and(|saved| saved.asked != self.asked())
    }

    /// Takes the order and the columns in which a view was looked at last.
    fn look_at(&mut self, tab: &Tab, shared: &Shared) {
        let own = match tab {
            Tab::Saved(name) => shared.views.get(name).map(|view| view.look.clone()),
            Tab::BuiltIn(_) => None,
        };
        let own = own.unwrap_or_default();
        let last = shared.views.looks.get(&tab.look()).cloned();
        let last = last.unwrap_or_default();
        let sort = last.sort.or(own.sort);
        self.question.sort = sort.unwrap_or_else(|| self.question.view.sort());
        self.columns = last.columns.or(own.columns);
    }

    /// The list as the officer left it last time.
    pub(super) fn open_list(&mut self, shared: &Shared) -> Vec<Effect> {
        self.look_at(&self.tab(shared), shared);
        self.restart()
    }

    /// Keeps how this view is looked at.
    pub(super) fn keep_look(&self, shared: &Shared) -> Vec<Effect> {
        if self.over_another {
            return vec![];
        }
        let look = Look {
            sort: Some(self.question.sort),
            columns: self.columns.clone(),
        };
        let view = self.tab(shared).look();
        vec![Effect::KeepLook { view, look }]
    }

    // --- saving, renaming, deleting

    /// Why something about a view cannot be done.
    pub(super) fn refuses_view(&self, action: Action, shared: &Shared) -> Option<Shown> {
        let saved = self.saved_view(shared).is_some();
        match action {
            Action::RenameView | Action::DeleteView if !saved => {
                Some(shared.say_key("views-not-saved", Context::Inbox, Action::SaveView))
            }
            Action::SaveView if self.over_another => Some(shared.say("views-figure")),
            _ => {
                let number = TABS.iter().position(|tab| *tab == action)?;
                let there = number < self.tabs(shared).len();
                let facts = [("n", (number + 1).into())];
                (!there).then(|| Shown::say_with(shared.lang, "views-no-such", &facts))
            }
        }
    }

    /// Asks for the name under which what is shown is saved, or the new name of the view.
    pub(super) fn ask_name(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        let name = self.saved_view(shared).map(|view| view.name.clone());
        let naming = match (action, &name) {
            (Action::RenameView, Some(name)) => Naming::Rename(name.clone()),
            (Action::RenameView, None) => return vec![],
            _ => Naming::Save,
        };
        let line = NameLine::open(naming, name.as_deref().unwrap_or_default());
        self.dialog = Some(Dialog::Name(Box::new(line)));
        vec![]
    }

    /// The change that a name stands for, once it can be one.
    pub(super) fn submit_name(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(Dialog::Name(line)) = &mut self.dialog else {
            return vec![];
        };
        let Some(name) = line.submit(shared) else {
            return vec![];
        };
        let shown = self.saved.as_ref().map(|saved| saved.name.as_str());
        let same = shared.views.get(&name).filter(|_| shown == Some(&name));
        let same = same.cloned();
        if same.is_none() && shared.views.get(&name).is_some() {
            let facts = [("name", name.into())];
            line.refuse(Shown::say_with(shared.lang, "views-taken", &facts));
            return vec![];
        }
        let change = match (line.naming().clone(), same) {
            (Naming::Rename(from), None) => Change::Rename { from, to: name },
            // The name that it has already.
            (Naming::Rename(_), Some(_)) => {
                self.dialog = None;
                return vec![];
            }
            (Naming::Save, same) => {
                self.dialog = None;
                let Some(view) = self.as_view(name, shared) else {
                    let why = shared.say("filter-not-yet");
                    return vec![Effect::Tell(Notice::new(Tone::Warning, why))];
                };
                match same {
                    Some(read) => Change::Put { view, read },
                    None => Change::Add(view),
                }
            }
        };
        self.dialog = None;
        vec![Effect::Ask(Ask::Views(Some(change)))]
    }

    /// What is shown, as a view of this name; none before the catalogue is there.
    fn as_view(&self, name: String, shared: &Shared) -> Option<SavedView> {
        let mut asked = self.asked();
        self.question.view.narrow(&mut asked.filter);
        let catalogue = shared.names().catalogue?;
        // As its author wrote it, where it says that still.
        let written = self.saved_view(shared).filter(|_| !self.strays());
        let filter = written.map(|view| view.filter.clone());
        Some(SavedView {
            name,
            filter: filter.unwrap_or_else(|| terms::write_saved(&asked, catalogue, shared.lang)),
            look: Look {
                sort: Some(self.question.sort),
                columns: self.columns.clone(),
            },
            ..SavedView::default()
        })
    }

    /// Asks whether the view is to go.
    pub(super) fn ask_delete(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(view) = self.saved_view(shared) else {
            return vec![];
        };
        let facts = [("name", view.name.clone().into())];
        self.deleting = Some(view.name.clone());
        vec![Effect::Question(Asked {
            title: shared.say("action-delete_view"),
            lines: vec![Shown::say_with(shared.lang, "views-delete", &facts)],
            answers: vec![shared.say("action-cancel"), shared.say("views-delete-now")],
        })]
    }

    /// It is to go.
    pub(super) fn delete(&mut self) -> Vec<Effect> {
        let name = self.deleting.take();
        let change = name.map(|name| Effect::Ask(Ask::Views(Some(Change::Remove { name }))));
        change.into_iter().collect()
    }

    /// What came of a change: the file's views are in `shared` already.
    pub(super) fn views_changed(&mut self, answer: &ViewsAnswer, shared: &Shared) -> Vec<Effect> {
        if let Err(why) = &answer.result {
            let words = why.words(&shared.views.file_name(), shared.lang);
            let mut effects = vec![Effect::Tell(Notice::new(Tone::Bad, words))];
            effects.extend(self.leave_gone(shared));
            return effects;
        }
        let Some(change) = &answer.change else {
            return self.leave_gone(shared);
        };
        let (id, name) = match change {
            Change::Add(view) | Change::Put { view, .. } => ("views-saved", &view.name),
            Change::Rename { to, .. } => ("views-renamed", to),
            Change::Remove { name } => ("views-removed", name),
        };
        let words = Shown::say_with(shared.lang, id, &[("name", name.clone().into())]);
        let mut effects = vec![Effect::Tell(Notice::new(Tone::Good, words))];
        // What the file says holds again for what was saved, and nothing is kept of what has gone.
        let kept = match change {
            Change::Rename { from, .. } => from,
            _ => name,
        };
        effects.push(Effect::KeepLook {
            view: Views::look_of(kept),
            look: Look::default(),
        });
        match change {
            Change::Remove { name } if self.shows(name) => {
                effects.extend(self.turn_to(&Tab::BuiltIn(View::All), shared));
            }
            Change::Remove { .. } => {}
            Change::Rename { to, .. } => {
                if let Some(saved) = &mut self.saved {
                    saved.name.clone_from(to);
                }
                effects.extend(self.keep_look(shared));
            }
            Change::Add(view) | Change::Put { view, .. } => {
                effects.extend(self.turn_to(&Tab::Saved(view.name.clone()), shared));
            }
        }
        effects
    }

    /// A view that somebody else has renamed or deleted takes its conditions along.
    fn leave_gone(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(gone) = self.saved.as_ref().map(|saved| saved.name.clone()) else {
            return vec![];
        };
        if shared.views.get(&gone).is_some() {
            return vec![];
        }
        let why = NotChanged::Gone(gone).words(&shared.views.file_name(), shared.lang);
        let mut effects = vec![Effect::Tell(Notice::new(Tone::Warning, why))];
        effects.extend(self.turn_to(&Tab::BuiltIn(View::All), shared));
        effects
    }

    fn shows(&self, name: &str) -> bool {
        self.saved.as_ref().is_some_and(|saved| saved.name == name)
    }
}

/// What a view asks beyond what its own kind does.
///
/// # Errors
/// Why that cannot be known.
fn asked_by(tab: &Tab, shared: &Shared) -> Result<terms::Asked, Shown> {
    let Tab::Saved(name) = tab else {
        return Ok(terms::Asked::default());
    };
    let not_yet = || shared.say("filter-not-yet");
    let catalogue = shared.names().catalogue.ok_or_else(not_yet)?;
    let view = shared.views.get(name).ok_or_else(not_yet)?;
    terms::read_saved(&view.filter, catalogue, shared.lang)
        .map_err(|fault| fault_of(view, fault).say(&shared.views.file_name(), shared.lang))
}

/// What is wrong with the conditions of a saved view, with its place.
pub fn fault_of(view: &SavedView, fault: terms::Fault) -> Fault {
    let before = view.filter.split(fault.given()).next();
    let mut at = view.at;
    at.column += before.unwrap_or_default().chars().count();
    Fault {
        at,
        what: Wrong::Filter(fault),
    }
}
