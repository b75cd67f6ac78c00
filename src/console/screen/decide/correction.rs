//! The list of a correction notice, as it is drawn: what can be wrong, then the words about what is under the cursor.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::editor;
use crate::console::widget::fit::{cut, fit};
use crate::console::widget::popup::put;

use super::form::NAMES;
use super::input::DefectInput;
use super::view::below;
use super::{Composer, Focus};

impl Composer {
    pub(super) fn correction(
        &self,
        input: &DefectInput,
        frame: &mut Frame,
        area: Rect,
        shared: &Shared,
    ) {
        let detail_height = 5.min(area.height / 2);
        let list = Rect {
            height: area.height - detail_height,
            ..area
        };
        let at = input.list.at();
        let rows = usize::from(list.height);
        let top = (at + 1).saturating_sub(rows);
        let shown = input
            .list
            .candidates()
            .iter()
            .enumerate()
            .skip(top)
            .take(rows);
        for ((place, candidate), y) in shown.zip(list.y..) {
            let here = place == at;
            let written = input.list.written(&candidate.target);
            let tick = if written.is_some() { "[x] " } else { "[ ] " };
            let role = match (here && self.focus == Focus::Field(0), written) {
                (true, _) => Role::Selected,
                (false, Some(_)) => Role::Marked,
                (false, None) => Role::Text,
            };
            let said = written.map_or_else(|| candidate.fact.clone(), |w| Shown::line(&w.words));
            let line = Shown::line(if here { ">" } else { " " })
                .then(&Shown::line(tick))
                .then(&fit(&candidate.name, 20))
                .then(&Shown::line(" "))
                .then(&said);
            put(
                frame.buffer_mut(),
                (list.x, y),
                &fit(&line, list.width),
                shared.style(role),
            );
        }
        let below = below(area, list.height);
        if input.list.current().is_none() {
            let hint = Shown::say_with(
                shared.lang,
                "decide-defect-hint",
                &[("key", shared.key(Context::Decide, Action::Select).into())],
            );
            put(
                frame.buffer_mut(),
                (below.x, below.y + 1),
                &cut(&hint, below.width),
                shared.style(Role::Dim),
            );
            return;
        }
        let parts = [
            ("ask-defect_words", &input.words, Focus::DefectWords),
            ("ask-defect_sample", &input.sample, Focus::DefectSample),
        ];
        let mut y = below.y + 1;
        for (id, editor, focus) in parts {
            let focused = self.focus == focus && self.phrases.is_none();
            let role = if focused { Role::Focus } else { Role::Dim };
            put(
                frame.buffer_mut(),
                (below.x, y),
                &fit(&shared.say(id), NAMES),
                shared.style(role),
            );
            let value = Rect {
                x: below.x + NAMES + 1,
                y,
                width: below.width.saturating_sub(NAMES + 1),
                height: 2.min(below.bottom().saturating_sub(y)),
            };
            let focus = if focused {
                editor::Focus::Here
            } else {
                editor::Focus::Away
            };
            editor.view(frame, value, shared.theme, focus);
            y += 2;
        }
    }
}
