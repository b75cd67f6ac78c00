//! The pane beside the list: what one wants to know before opening an item.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::api::items::{ItemDetail, ItemRow};
use crate::console::screen::names::Names;
use crate::console::screen::sheet::{Scroll, Sheet, widest};
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;

use super::Inbox;

/// Draws the pane for the selected item.
pub fn view(inbox: &Inbox, shared: &Shared, area: Rect, buffer: &mut Buffer) {
    let Some((row, _)) = inbox.list.selected() else {
        return;
    };
    let mut sheet = Sheet::new(area.width);
    head(row, shared, &mut sheet);
    if let Some(kept) = shared.cache.item(&row.no) {
        body(&kept.detail, shared, &mut sheet);
    } else {
        sheet.blank();
        sheet.line([(shared.say("peek-loading"), Role::Dim)]);
    }
    sheet.view(&Scroll::default(), shared.theme, area, buffer);
}

/// Why what the officer decided about the item did not count.
pub(super) fn refused(why: &Shown, shared: &Shared) -> Shown {
    let why = [("why", why.to_string().into())];
    Shown::say_with(shared.lang, "inbox-refused", &why)
}

fn head(row: &ItemRow, shared: &Shared, sheet: &mut Sheet) {
    let names = shared.names();
    sheet.paragraph(0, &names.matter(&row.matter), Role::Title);
    sheet.line([(Shown::line(&row.no), Role::Dim)]);
    let who = [Some(&row.person), row.unit.as_ref()];
    for name in who.into_iter().flatten() {
        sheet.paragraph(0, &Shown::line(name), Role::Text);
    }
    if let Some(due) = &row.due {
        let role = match row.light.as_str() {
            "green" => Role::Text,
            "yellow" => Role::Warning,
            _ => Role::Bad,
        };
        let words = Shown::say_with(
            shared.lang,
            "peek-due",
            &[
                ("at", wording::minute(&due.at).to_string().into()),
                (
                    "left",
                    wording::due(shared.lang, shared.server_now(), row)
                        .to_string()
                        .into(),
                ),
            ],
        );
        sheet.paragraph(0, &words, role);
    }
    if let Some(why) = shared.refused.get(&row.no) {
        sheet.paragraph(0, &refused(why, shared), Role::Bad);
    }
    if row.deemed_accepted {
        sheet.paragraph(0, &shared.say("deemed-accepted"), Role::Bad);
    }
}

fn body(detail: &ItemDetail, shared: &Shared, sheet: &mut Sheet) {
    let names = shared.names_of(detail);
    rules(detail, shared, sheet);
    materials(detail, shared, &names, sheet);
    siblings(detail, shared, &names, sheet);
    form(detail, shared, &names, sheet);
}

fn rules(detail: &ItemDetail, shared: &Shared, sheet: &mut Sheet) {
    let counts = detail.row.rules;
    sheet.heading(&Shown::say_with(
        shared.lang,
        "peek-rules",
        &[
            ("pass", counts.pass.into()),
            ("warn", counts.warn.into()),
            ("judge", counts.judge.into()),
        ],
    ));
    for rule in detail.rules.iter().filter(|rule| rule.verdict != "pass") {
        let verdict = wording::code(shared.lang, Kind::Verdict, &rule.verdict);
        let line = verdict
            .then(&Shown::line(" "))
            .then(&Shown::line(&rule.name));
        sheet.paragraph(1, &line, wording::verdict_role(&rule.verdict));
    }
}

fn materials(detail: &ItemDetail, shared: &Shared, names: &Names<'_>, sheet: &mut Sheet) {
    if detail.materials.is_empty() {
        return;
    }
    sheet.heading(&shared.say("tab-materials"));
    for material in &detail.materials {
        let (id, role) = match (
            &material.file_name,
            material.findings.is_empty(),
            material.required,
        ) {
            (Some(_), true, _) => ("material-fine", Role::Good),
            (Some(_), false, _) => ("material-findings", Role::Warning),
            (None, _, true) => ("material-missing", Role::Bad),
            (None, _, false) => ("material-optional", Role::Dim),
        };
        let line = names.material(&material.kind).then(&Shown::line("  "));
        sheet.line([
            (Shown::line(" "), Role::Text),
            (line, Role::Text),
            (shared.say(id), role),
        ]);
    }
}

fn siblings(detail: &ItemDetail, shared: &Shared, names: &Names<'_>, sheet: &mut Sheet) {
    if detail.siblings.is_empty() {
        return;
    }
    sheet.heading(&shared.say("tab-siblings"));
    let labels: Vec<Shown> = detail
        .siblings
        .iter()
        .map(|sibling| names.matter_short(&sibling.matter))
        .collect();
    let cells = widest(&labels, 16);
    for (sibling, name) in detail.siblings.iter().zip(&labels) {
        let state = match &sibling.outcome {
            Some(outcome) => wording::code(shared.lang, Kind::Outcome, outcome),
            None => wording::code(shared.lang, Kind::State, &sibling.state),
        };
        sheet.pair(&Shown::line(" ").then(name), cells + 1, &state, Role::Text);
    }
}

fn form(detail: &ItemDetail, shared: &Shared, names: &Names<'_>, sheet: &mut Sheet) {
    sheet.heading(&shared.say("tab-form"));
    let labels: Vec<Shown> = detail
        .form
        .iter()
        .map(|field| names.field(&field.field))
        .collect();
    let cells = widest(&labels, 16);
    for (field, name) in detail.form.iter().zip(&labels) {
        let role = match (&field.before, &field.registered) {
            (Some(_), _) => Role::Changed,
            (None, Some(_)) => Role::Warning,
            (None, None) => Role::Text,
        };
        sheet.pair(
            &Shown::line(" ").then(name),
            cells + 1,
            &Shown::line(&field.value),
            role,
        );
    }
}
