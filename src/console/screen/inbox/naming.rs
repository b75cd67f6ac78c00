//! The line in which a view is given its name.

use chrono::{DateTime, Utc};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::views::file::is_built_in;
use crate::console::widget::editor::{Editor, Focus, Lines};
use crate::console::widget::fit::fit;
use crate::console::widget::popup::{centered, popup, put};

/// The longest name, in cells: tabs are short.
const LONGEST: u16 = 24;

/// What the name is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// What the list shows now.
    Save,
    /// The view that has this name.
    Rename(String),
}

/// The line while it is written on.
pub struct NameLine {
    naming: Naming,
    editor: Editor,
    fault: Option<Shown>,
}

impl NameLine {
    /// Opens with the name of the view that is shown, if it is a saved one.
    pub fn open(naming: Naming, name: &str) -> Self {
        Self {
            naming,
            editor: Editor::new(Lines::One, name),
            fault: None,
        }
    }

    /// What the name is for.
    pub fn naming(&self) -> &Naming {
        &self.naming
    }

    /// Takes a key.
    pub fn type_key(&mut self, key: KeyEvent, now: DateTime<Utc>) {
        self.editor.type_key(key, now);
        self.fault = None;
    }

    /// Takes what was pasted.
    pub fn paste(&mut self, text: &str, now: DateTime<Utc>) {
        self.editor.paste(text, now);
        self.fault = None;
    }

    /// Says why the name does not do.
    pub fn refuse(&mut self, why: Shown) {
        self.fault = Some(why);
    }

    /// The name, where it can be one.
    pub fn submit(&mut self, shared: &Shared) -> Option<String> {
        let name = self.editor.text().trim().to_owned();
        let wrong = match &name {
            name if name.is_empty() => Some("views-name-empty"),
            name if Shown::line(name).width() > LONGEST => Some("views-name-long"),
            name if is_built_in(name) => Some("views-name-built-in"),
            _ => None,
        };
        self.fault = wrong.map(|id| shared.say(id));
        wrong.is_none().then_some(name)
    }

    /// Draws it over the list.
    pub fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let title = shared.say(match &self.naming {
            Naming::Save => "action-save_view",
            Naming::Rename(_) => "action-rename_view",
        });
        let inside = popup(
            centered(area, 60, 4),
            &title,
            shared.theme,
            frame.buffer_mut(),
        );
        let line = Rect {
            height: 1,
            ..inside
        };
        self.editor.view(frame, line, shared.theme, Focus::Here);
        let (words, role) = match &self.fault {
            Some(fault) => (fault.clone(), Role::Bad),
            None => (shared.say("views-name-hint"), Role::Dim),
        };
        let words = fit(&words, inside.width);
        put(
            frame.buffer_mut(),
            (inside.x, inside.y + 1),
            &words,
            shared.style(role),
        );
    }
}
