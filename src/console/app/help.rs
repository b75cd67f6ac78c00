//! Help: every key of the place, from the keymap in force, found by words, pinyin, name or key, and done on Enter.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use super::overlay::Over;
use super::palette::pick;
use crate::console::action::{ACTIONS, Action};
use crate::console::keymap::{Context, Counts};
use crate::console::matching::Search;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::editor::{Editor, Focus, Lines};
use crate::console::widget::fit::fit;
use crate::console::widget::popup::{centered, popup, put};

const KEYS: u16 = 20;
const WORDS: u16 = 22;

/// The state of help.
pub(super) struct Help {
    /// Where the keys would be pressed.
    context: Context,
    /// What is looked for.
    pub(super) query: Editor,
    /// The chosen one among the actions that are listed.
    at: usize,
}

/// A line of help: a heading, or the keys of an action.
struct Line {
    action: Option<Action>,
    text: Shown,
    role: Role,
}

impl Help {
    pub(super) fn of(context: Context) -> Self {
        Self {
            context,
            query: Editor::new(Lines::One, ""),
            at: 0,
        }
    }

    pub(super) fn key(&mut self, action: Option<Action>, key: KeyEvent, app: &App) -> Over {
        let found = self.actions(app);
        let chosen = pick(
            &mut self.query,
            &mut self.at,
            found.len(),
            (action, key),
            app,
        );
        if let Some(at) = chosen {
            let action = found.get(at);
            return action.map_or(Over::Stay, |action| Over::Act(*action));
        }
        self.at = self.at.min(self.actions(app).len().saturating_sub(1));
        Over::Stay
    }

    fn actions(&self, app: &App) -> Vec<Action> {
        let lines = self.lines(app).into_iter();
        lines.filter_map(|line| line.action).collect()
    }

    fn lines(&self, app: &App) -> Vec<Line> {
        let mut lines = vec![];
        let query = self.query.text();
        let search = Search::of(&query);
        let counts = app.shared.keymap.counts();
        if counts != Counts::Off && search.is_empty() {
            lines.push(Line {
                action: None,
                text: app.shared.say(&format!("keymap-counts-{}", counts.id())),
                role: Role::Text,
            });
        }
        let headings = lines.len();
        for layer in self.context.chain() {
            let rows = ACTIONS.iter().filter(|row| row.home == *layer);
            let found: Vec<Line> = rows
                .filter_map(|row| self.line(row.action, &search, app))
                .collect();
            if !found.is_empty() {
                lines.push(Line {
                    action: None,
                    text: app.shared.say(&layer.message()),
                    role: Role::Title,
                });
                lines.extend(found);
            }
        }
        if lines.len() == headings {
            lines.push(Line {
                action: None,
                text: app.shared.say("help-none"),
                role: Role::Dim,
            });
        }
        lines
    }

    /// The line of an action, if it has keys here and is what is looked for.
    fn line(&self, action: Action, search: &Search, app: &App) -> Option<Line> {
        let bound = app.shared.keymap.bound(self.context, action);
        let keys: Vec<String> = bound
            .iter()
            .map(|bound| {
                if bound.when.is_always() {
                    bound.keys.label()
                } else {
                    format!("{} ({})", bound.keys.label(), bound.when)
                }
            })
            .collect();
        let keys = keys.join("  ");
        let words = app.shared.say(&action.message());
        let named = search.score(words.as_str(), action.id()).is_some();
        if keys.is_empty() || !(named || keys.contains(search.query())) {
            return None;
        }
        let why = app.refuses(action);
        let role = match why {
            Some(_) => Role::Disabled,
            None => Role::Text,
        };
        let text = fit(&Shown::line(&keys), KEYS)
            .then(&fit(&words, WORDS))
            .then(&why.unwrap_or_default());
        let action = Some(action);
        Some(Line { action, text, role })
    }

    pub(super) fn view(&self, frame: &mut Frame, body: Rect, app: &App) {
        let theme = app.shared.theme;
        let title = app.shared.say("console-help");
        let inner = popup(
            centered(body, 76, body.height),
            &title,
            theme,
            frame.buffer_mut(),
        );
        let field = Rect { height: 1, ..inner };
        let rows = Rect {
            y: inner.y + 1,
            height: inner.height.saturating_sub(1),
            ..inner
        };
        let lines = self.lines(app);
        let chosen = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.action.is_some());
        let chosen = chosen.map(|(number, _)| number).nth(self.at);
        // One more than the chosen one stays in sight, so that one sees that it goes on.
        let height = usize::from(rows.height);
        let top = (chosen.unwrap_or(0) + 2).saturating_sub(height);
        let top = top.min(lines.len().saturating_sub(height));
        for ((number, line), y) in lines
            .iter()
            .enumerate()
            .skip(top)
            .zip(rows.top()..rows.bottom())
        {
            let role = if Some(number) == chosen {
                Role::Selected
            } else {
                line.role
            };
            let text = fit(&line.text, rows.width);
            put(frame.buffer_mut(), (rows.x, y), &text, theme.style(role));
        }
        self.query.view(frame, field, theme, Focus::Here);
        if self.query.is_empty() {
            let hint = app.shared.say("console-type-to-find");
            put(
                frame.buffer_mut(),
                (field.x, field.y),
                &hint,
                theme.style(Role::Disabled),
            );
        }
    }
}
