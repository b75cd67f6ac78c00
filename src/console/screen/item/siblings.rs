//! 其他事项: how the other items of the application stand; none of their data.

use crate::api::items::ItemDetail;
use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::screen::sheet::{Sheet, widest};
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::fit;

pub(super) fn sheet(detail: &ItemDetail, shared: &Shared, width: u16) -> Sheet {
    let names = shared.names_of(detail);
    let mut sheet = Sheet::new(width);
    let labels: Vec<Shown> = detail
        .siblings
        .iter()
        .map(|s| names.matter(&s.matter))
        .collect();
    let cells = widest(&labels, 30);
    let desks: Vec<Shown> = detail
        .siblings
        .iter()
        .map(|s| Shown::line(&s.desk))
        .collect();
    let desk_cells = widest(&desks, 24);
    for ((sibling, name), desk) in detail.siblings.iter().zip(&labels).zip(&desks) {
        let (state, role) = match sibling.outcome.as_deref() {
            Some("approved") => (
                wording::code(shared.lang, Kind::Outcome, "approved"),
                Role::Good,
            ),
            Some(outcome) => (
                wording::code(shared.lang, Kind::Outcome, outcome),
                Role::Warning,
            ),
            None => (
                wording::code(shared.lang, Kind::State, &sibling.state),
                Role::Text,
            ),
        };
        sheet.line([
            (fit(name, cells).then(&Shown::line("  ")), Role::Text),
            (fit(desk, desk_cells).then(&Shown::line("  ")), Role::Dim),
            (state, role),
        ]);
        if sibling.prerequisite {
            sheet.paragraph(2, &shared.say("sibling-prerequisite"), Role::Warning);
        }
    }
    if detail.siblings.is_empty() {
        let words = shared.say_key("siblings-none", Context::Item, Action::Tab6);
        sheet.paragraph(0, &words, Role::Dim);
    }
    sheet
}
