//! What those see who see no items: auditor and administrators work on the command line (三员分立).
//!
//! Owns nothing but words.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Event, Screen};
use crate::console::action::Action;
use crate::console::effect::Effect;
use crate::console::keymap::Context;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::wrap;
use crate::console::widget::popup::put;

/// The screen; it has no state.
pub struct Apart;

impl Screen for Apart {
    fn context(&self) -> Context {
        Context::Reading
    }

    fn title(&self, shared: &Shared) -> Shown {
        shared.say("title-apart")
    }

    fn refuses(&self, _action: Action, _shared: &Shared) -> Option<Shown> {
        None
    }

    fn offers(&self, action: Action, _shared: &Shared) -> bool {
        matches!(action, Action::Palette | Action::Help)
    }

    fn update(&mut self, _event: Event, _shared: &Shared) -> Vec<Effect> {
        vec![]
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let role = shared.officer.as_ref().map_or("", |officer| &officer.role);
        let id = format!("apart-{role}");
        let words = if shared.lang.has(&id) {
            shared.say(&id)
        } else {
            shared.say("apart")
        };
        let keys = [
            (
                "logout",
                shared.key(Context::Reading, Action::Logout).into(),
            ),
            ("quit", shared.key(Context::Reading, Action::Quit).into()),
        ];
        let leave = Shown::say_with(shared.lang, "apart-leave", &keys);
        let width = area.width.saturating_sub(8).min(64);
        let lines = wrap(&words, width).into_iter().chain(wrap(&leave, width));
        let left = area.x + area.width.saturating_sub(width) / 2;
        for (line, y) in lines.zip(area.y + area.height / 3..area.bottom()) {
            put(
                frame.buffer_mut(),
                (left, y),
                &line,
                shared.style(Role::Text),
            );
        }
    }
}
