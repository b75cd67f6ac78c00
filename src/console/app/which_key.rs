//! The box that says which keys may follow those of a sequence that has begun.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use crate::console::keymap::Node;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::{cut, fit};
use crate::console::widget::popup::{popup, put};

const WIDTH: u16 = 40;
const KEYS: u16 = 10;

/// Draws it once the officer hesitates.
pub(super) fn view(frame: &mut Frame, body: Rect, app: &App) {
    let shared = &app.shared;
    let typed = &app.keys.typed;
    let Some(branch) = shared
        .keymap
        .after(app.context(), typed)
        .filter(|_| app.hesitates())
    else {
        return;
    };
    let facts = app.facts();
    let mut rows: Vec<(Shown, Role)> = vec![];
    for (key, node) in branch.children().filter(|(_, node)| node.leads_on(&facts)) {
        let action = node.action(&facts);
        let words = match node {
            Node::Leaf(_) => action.map(|action| shared.say(&action.message())),
            Node::Branch(_) => None,
        };
        let refused = action.is_some_and(|action| app.refuses(action).is_some());
        let role = if refused { Role::Disabled } else { Role::Text };
        let key = fit(&Shown::line(&key.label()), KEYS);
        rows.push((key.then(&words.unwrap_or_else(|| Shown::line("..."))), role));
    }
    let height = u16::try_from(rows.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(body.height);
    let area = Rect {
        x: body.right().saturating_sub(WIDTH),
        y: body.bottom() - height,
        width: WIDTH.min(body.width),
        height,
    };
    let title = Shown::line(&typed.label());
    let inner = popup(area, &title, shared.theme, frame.buffer_mut());
    for ((row, role), y) in rows.iter().zip(inner.top()..inner.bottom()) {
        let row = cut(row, inner.width);
        put(
            frame.buffer_mut(),
            (inner.x, y),
            &row,
            shared.theme.style(*role),
        );
    }
}
