//! The saved views: what the file of them holds, what is wrong in it, how views are looked at.

use super::{App, ScreenId, Task};
use crate::console::effect::{Effect, Tone};
use crate::console::screen::inbox::{tabs, terms};
use crate::console::views::file::Fault;
use crate::console::views::{Look, SavedView};

impl App {
    /// Keeps how a view is looked at.
    pub(super) fn keep_look(&mut self, from: ScreenId, view: String, look: Look) {
        let looks = &mut self.shared.views.looks;
        if look == Look::default() {
            looks.remove(&view);
        } else {
            looks.insert(view.clone(), look.clone());
        }
        let effect = Effect::KeepLook { view, look };
        self.tasks.push(Task { from, effect });
    }

    /// Takes what the file of views holds now.
    pub(super) fn take_views(&mut self, (saved, faults): (Vec<SavedView>, Vec<Fault>)) {
        self.shared.views.saved = saved;
        self.tell_faults(&faults);
        self.check_views();
    }

    /// Says which conditions of saved views cannot be read, as soon as the catalogue can tell.
    pub(super) fn check_views(&mut self) {
        let lang = self.shared.lang;
        let Some(catalogue) = self.shared.names().catalogue else {
            return;
        };
        let views = self.shared.views.saved.iter();
        let faults: Vec<Fault> = views
            .filter_map(|view| {
                let read = terms::read_saved(&view.filter, catalogue, lang);
                read.err().map(|fault| tabs::fault_of(view, fault))
            })
            .collect();
        self.tell_faults(&faults);
    }

    fn tell_faults(&mut self, faults: &[Fault]) {
        let file = self.shared.views.file_name();
        for fault in faults {
            self.tell(Tone::Warning, fault.say(&file, self.shared.lang));
        }
    }
}
