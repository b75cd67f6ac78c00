//! The line of views over the list, with the order at its end.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::popup::put;

use super::Inbox;

impl Inbox {
    /// The views in one line, those around the shown one where there is no room for all.
    pub(super) fn draw_tabs(&self, shared: &Shared, area: Rect, buffer: &mut Buffer) {
        let now = self.tab(shared);
        let labels: Vec<(Shown, Role)> = self
            .tabs(shared)
            .iter()
            .map(|tab| {
                let (open, close, role) = match *tab == now {
                    true if self.strays() => ("[", "*]", Role::Title),
                    true => ("[", "]", Role::Title),
                    false => (" ", " ", Role::Dim),
                };
                let name = Shown::line(open).then(&tab.name(shared));
                (name.then(&Shown::line(close)), role)
            })
            .collect();
        let sort = shared.say(&self.question.sort.message());
        // The heading of its column shows the order; where that was not chosen, only these words do.
        let shown = self.columns.as_ref();
        let shown = shown.is_none_or(|columns| columns.contains(&self.question.sort.by.column()));
        let kept = if shown { 0 } else { sort.width() + 3 };
        let right = area.right().saturating_sub(kept);
        let room = area.width.saturating_sub(2 + kept);
        let at = labels.iter().position(|(_, role)| *role == Role::Title);
        let first = first_tab(&labels, at.unwrap_or(0), room);
        let mut x = area.x + 1;
        if first > 0 {
            let more = Shown::line("<");
            put(buffer, (area.x, area.y), &more, shared.style(Role::Dim));
        }
        for (text, role) in labels.iter().skip(first) {
            if x + text.width() + 1 > right {
                let more = Shown::line(">");
                put(buffer, (right - 1, area.y), &more, shared.style(Role::Dim));
                break;
            }
            put(buffer, (x, area.y), text, shared.style(*role));
            x += text.width();
        }
        let loading = if self.list.is_loading() {
            shared.say("list-loading")
        } else {
            Shown::default()
        };
        let right = loading.then(&Shown::line("  ")).then(&sort);
        let width = right.width();
        if x + 1 + width <= area.right() {
            put(
                buffer,
                (area.right() - width - 1, area.y),
                &right,
                shared.style(Role::Dim),
            );
        }
    }
}

/// The first of the labels to be drawn, so that the one at `at` is in sight.
fn first_tab(labels: &[(Shown, Role)], at: usize, room: u16) -> usize {
    let mut left = room;
    let before = labels[..=at].iter().rev();
    let fitting = before.take_while(|(text, _)| match left.checked_sub(text.width()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    });
    (at + 1).saturating_sub(fitting.count().max(1))
}
