//! The page of decisions that have not arrived yet.

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use super::overlay::Over;
use crate::console::action::Action;
use crate::console::outbox::Stage;
use crate::console::screen::wording::{self, Kind};
use crate::console::screen::{Route, moves};
use crate::console::shared::Shared;
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
    let rows = usize::from(inner.height).max(1);
    let top = (at + 1).saturating_sub(rows);
    let shown = app.outbox.entries().iter().enumerate().skip(top).take(rows);
    for ((number, entry), y) in shown.zip(inner.top()..) {
        let (words, role) = stage(&entry.stage, shared);
        let role = if number == at { Role::Selected } else { role };
        let asked = moves::of_decision(&entry.decision);
        let name = wording::code(shared.lang, Kind::Move, asked.code());
        let line = fit(&Shown::line(&entry.item), 21)
            .then(&fit(&name, 11))
            .then(&words);
        put(
            frame.buffer_mut(),
            (inner.x, y),
            &fit(&line, inner.width),
            shared.theme.style(role),
        );
    }
}

/// How far a decision is: when it leaves or is tried again, how often it was, and why it did not arrive.
fn stage(stage: &Stage, shared: &Shared) -> (Shown, Role) {
    let left = |at: DateTime<Utc>| {
        let millis = (at - shared.now).num_milliseconds().max(0);
        ("seconds", ((millis + 999) / 1000).into())
    };
    let say = |id, facts: &[_]| Shown::say_with(shared.lang, id, facts);
    match stage {
        Stage::Waiting { leaves_at } if *leaves_at <= shared.now => {
            (shared.say("console-stage-queued"), Role::Text)
        }
        Stage::Waiting { leaves_at } => (
            say("console-stage-waiting", &[left(*leaves_at)]),
            Role::Text,
        ),
        Stage::Sending { tries } => {
            let tries = [("tries", (*tries).into())];
            (say("console-stage-sending", &tries), Role::Text)
        }
        Stage::Unknown {
            again_at,
            tries,
            why,
        } => {
            let facts = [
                left(*again_at),
                ("tries", (*tries).into()),
                ("why", why.clone().into()),
            ];
            (say("console-stage-unknown", &facts), Role::Warning)
        }
        Stage::Refused(refused) => {
            let words = refused.words.first().map_or("", String::as_str);
            (Shown::line(words), Role::Bad)
        }
    }
}
