//! 规则: each condition with its verdict, the notice's own words and what was read.

use crate::api::items::ItemDetail;
use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::screen::sheet::{Sheet, widest};
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;

pub(super) fn sheet(detail: &ItemDetail, shared: &Shared, width: u16) -> Sheet {
    let mut sheet = Sheet::new(width);
    // What needs a look stands first.
    let (open, passed): (Vec<_>, Vec<_>) =
        detail.rules.iter().partition(|rule| rule.verdict != "pass");
    for rule in open.into_iter().chain(passed) {
        if !sheet.is_empty() {
            sheet.blank();
        }
        let verdict = wording::code(shared.lang, Kind::Verdict, &rule.verdict);
        sheet.line([
            (
                verdict.then(&Shown::line("  ")),
                wording::verdict_role(&rule.verdict),
            ),
            (Shown::line(&rule.rule).then(&Shown::line(" ")), Role::Dim),
            (Shown::line(&rule.name), Role::Title),
        ]);
        let quoted = Shown::say_with(
            shared.lang,
            "rule-words",
            &[("words", rule.words.clone().into())],
        );
        sheet.paragraph(2, &quoted, Role::Text);
        sheet.paragraph(2, &Shown::line(&rule.basis), Role::Dim);
        let labels: Vec<Shown> = rule
            .inputs
            .iter()
            .map(|(name, _)| Shown::line("  ").then(&Shown::line(name)))
            .collect();
        let cells = widest(&labels, 26);
        for ((_, value), name) in rule.inputs.iter().zip(&labels) {
            sheet.pair(name, cells, &Shown::line(value), Role::Text);
        }
    }
    if detail.rules.is_empty() {
        let words = shared.say_key("rules-none", Context::Item, Action::Tab1);
        sheet.paragraph(0, &words, Role::Dim);
    }
    sheet
}
