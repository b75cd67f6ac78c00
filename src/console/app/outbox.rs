//! The page of decisions that have not arrived yet.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use super::overlay::Over;
use crate::console::action::Action;
use crate::console::outbox::Stage;
use crate::console::screen::Route;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::fit;
use crate::console::widget::popup::{centered, popup, put};

pub(super) fn key(at: &mut usize, action: Option<Action>, app: &App) -> Over {
    let last = app.outbox.entries().len().saturating_sub(1);
    match action {
        Some(Action::Down) => *at = (*at + 1).min(last),
        Some(Action::Up) => *at = at.saturating_sub(1),
        Some(Action::Refresh) => return Over::Hurry,
        Some(Action::Open) => {
            if let Some(entry) = app.outbox.entries().get(*at) {
                return match entry.stage {
                    Stage::Refused(_) => Over::Refused(entry.key.clone()),
                    _ => Over::Open(Route::Item {
                        no: entry.item.clone(),
                    }),
                };
            }
        }
        Some(Action::Drop) => {
            if let Some(entry) = app.outbox.entries().get(*at) {
                return Over::Drop(entry.key.clone());
            }
        }
        _ => {}
    }
    Over::Stay
}

pub(super) fn view(at: usize, frame: &mut Frame, body: Rect, app: &App) {
    let shared = &app.shared;
    let area = centered(body, 76, body.height);
    let title = shared.say("action-outbox");
    let inner = popup(area, &title, shared.theme, frame.buffer_mut());
    if app.outbox.entries().is_empty() {
        let words = shared.say("console-outbox-empty");
        put(
            frame.buffer_mut(),
            (inner.x + 1, inner.y),
            &words,
            shared.theme.style(Role::Dim),
        );
    }
    for (number, entry) in app.outbox.entries().iter().enumerate() {
        let y = inner
            .y
            .saturating_add(u16::try_from(number).unwrap_or(u16::MAX));
        if y >= inner.bottom() {
            break;
        }
        let (words, role) = match &entry.stage {
            Stage::Waiting { .. } => (shared.say("console-stage-waiting"), Role::Text),
            Stage::Sending { .. } => (shared.say("console-stage-sending"), Role::Text),
            Stage::Unknown { .. } => (shared.say("console-stage-unknown"), Role::Warning),
            Stage::Refused(refused) => {
                let words = refused.words.first().map_or("", String::as_str);
                (Shown::line(words), Role::Bad)
            }
        };
        let role = if number == at { Role::Selected } else { role };
        let line = fit(&Shown::line(&entry.item), 22).then(&words);
        put(
            frame.buffer_mut(),
            (inner.x, y),
            &fit(&line, inner.width),
            shared.theme.style(role),
        );
    }
}
