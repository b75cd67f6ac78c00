//! How an item is drawn: who and what in two lines, the tabs, and the open one below them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::api::items::ItemDetail;
use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::screen::sheet::Sheet;
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::{cut, wrap};
use crate::console::widget::popup::put;

use super::{ItemScreen, Tab, form, materials, progress, result, rules, siblings};

/// Text wider than this is hard to read back to the next line.
const WIDEST: u16 = 110;

impl ItemScreen {
    /// Draws the item.
    pub(super) fn draw(&self, area: Rect, buffer: &mut Buffer, shared: &Shared) {
        let Some(detail) = self.detail(shared) else {
            self.waiting(shared, area, buffer);
            return;
        };
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        head(detail, shared, inside, buffer);
        let line = Rect {
            y: inside.y + 2,
            height: 1,
            ..inside
        };
        let free = self.tabs(detail, shared, line, buffer);
        let body = Rect {
            y: area.y + 4,
            height: area.height.saturating_sub(4),
            width: inside.width.min(WIDEST),
            ..inside
        };
        let sheet = self.sheet(detail, shared, body.width);
        sheet.view(self.scroll(), shared.theme, body, buffer);
        let below = self.scroll().below();
        if below > 0 {
            let key = shared.key(Context::Item, Action::PageDown);
            let facts = [("n", below.into()), ("key", key.into())];
            // Beside the tabs the hint is as long as there is room for.
            let room = inside.right().saturating_sub(free + 1);
            let hints = ["sheet-more", "sheet-more-short"];
            let mut hints = hints
                .map(|id| Shown::say_with(shared.lang, id, &facts))
                .into_iter();
            if let Some(more) = hints.find(|more| more.width() <= room) {
                let x = inside.right() - more.width();
                put(buffer, (x, line.y), &more, shared.style(Role::Dim));
            }
        }
    }

    fn sheet(&self, detail: &ItemDetail, shared: &Shared, width: u16) -> Sheet {
        match self.tab {
            Tab::Form => form::sheet(detail, shared, width),
            Tab::Rules => rules::sheet(detail, shared, width),
            Tab::Materials => {
                let (sheet, at) = materials::sheet(self, detail, shared, width);
                self.scroll().reveal(at);
                sheet
            }
            Tab::Progress => progress::sheet(detail, shared, width),
            Tab::Siblings => siblings::sheet(detail, shared, width),
            Tab::Result => {
                let result = shared.cache.result(&detail.row.application);
                result::sheet(result.map(AsRef::as_ref), shared, width)
            }
        }
    }

    fn waiting(&self, shared: &Shared, area: Rect, buffer: &mut Buffer) {
        let words = match &self.trouble {
            Some(trouble) => trouble.clone(),
            None => Shown::say_with(
                shared.lang,
                "item-loading",
                &[("no", self.no.clone().into())],
            ),
        };
        let lines = wrap(&words, area.width.saturating_sub(8).min(60));
        for (line, y) in lines.iter().zip(area.y + area.height / 3..area.bottom()) {
            let x = area.x + area.width.saturating_sub(line.width()) / 2;
            put(buffer, (x, y), line, shared.style(Role::Text));
        }
    }

    /// Draws the tabs; answers where they end.
    fn tabs(&self, detail: &ItemDetail, shared: &Shared, area: Rect, buffer: &mut Buffer) -> u16 {
        let mut x = area.x;
        for (tab, number) in Tab::ALL.into_iter().zip(1..) {
            let name = Shown::say_with(
                shared.lang,
                "tab-numbered",
                &[
                    ("n", number.into()),
                    ("name", shared.say(tab.message()).to_string().into()),
                ],
            );
            let (text, role) = if tab == self.tab {
                (
                    Shown::line("[").then(&name).then(&Shown::line("]")),
                    Role::Title,
                )
            } else {
                (
                    Shown::line(" ").then(&name).then(&Shown::line(" ")),
                    Role::Dim,
                )
            };
            let role = if tab != self.tab && wants_a_look(tab, detail) {
                Role::Warning
            } else {
                role
            };
            put(buffer, (x, area.y), &text, shared.style(role));
            x += text.width();
        }
        x
    }
}

/// Whether a tab holds something that the officer should not miss.
fn wants_a_look(tab: Tab, detail: &ItemDetail) -> bool {
    match tab {
        Tab::Form => detail
            .form
            .iter()
            .any(|field| field.before.is_some() || field.registered.is_some()),
        Tab::Rules => detail.rules.iter().any(|rule| rule.verdict != "pass"),
        Tab::Materials => detail.materials.iter().any(|material| {
            !material.findings.is_empty() || (material.required && material.ordinal.is_none())
        }),
        Tab::Siblings => detail.siblings.iter().any(|sibling| sibling.prerequisite),
        Tab::Progress | Tab::Result => false,
    }
}

/// The state or the outcome, and where the document is on its way.
fn standing(detail: &ItemDetail, shared: &Shared) -> Shown {
    let standing = wording::standing(shared.lang, &detail.row);
    let Some(delivery) = detail.delivery else {
        return standing;
    };
    let delivery = wording::code(shared.lang, Kind::Delivery, delivery.code());
    Shown::say_with(
        shared.lang,
        "standing-with-delivery",
        &[
            ("standing", standing.to_string().into()),
            ("delivery", delivery.to_string().into()),
        ],
    )
}

fn head(detail: &ItemDetail, shared: &Shared, area: Rect, buffer: &mut Buffer) {
    let row = &detail.row;
    let names = shared.names_of(detail);
    let light = wording::light(shared.lang, row);
    let due = wording::due(shared.lang, shared.server_now(), row);
    let right = light.then(&Shown::line(" ")).then(&due);
    let style = match row.light.as_str() {
        "green" => shared.style(Role::Dim),
        code => shared.theme.light(wording::lamp(code)),
    };
    let right_x = area.right().saturating_sub(right.width());
    let left = Shown::line(&row.no)
        .then(&Shown::line("  "))
        .then(&names.matter(&row.matter));
    put(
        buffer,
        (area.x, area.y),
        &cut(&left, right_x.saturating_sub(area.x + 1)),
        shared.style(Role::Title),
    );
    put(buffer, (right_x, area.y), &right, style);
    let who = match &row.unit {
        Some(unit) => Shown::say_with(
            shared.lang,
            "who-of-unit",
            &[
                ("person", row.person.clone().into()),
                ("unit", unit.clone().into()),
            ],
        ),
        None => Shown::line(&row.person),
    };
    let assignee = row.assignee_name.as_deref().or(row.assignee.as_deref());
    let line = Shown::say_with(
        shared.lang,
        if assignee.is_some() {
            "item-head"
        } else {
            "item-head-unclaimed"
        },
        &[
            ("who", who.to_string().into()),
            ("state", standing(detail, shared).to_string().into()),
            ("assignee", assignee.unwrap_or_default().to_owned().into()),
            (
                "channel",
                wording::code(shared.lang, Kind::Channel, &row.channel)
                    .to_string()
                    .into(),
            ),
            ("filed", wording::minute(&row.filed_at).to_string().into()),
        ],
    );
    put(
        buffer,
        (area.x, area.y + 1),
        &cut(&line, area.width),
        shared.style(Role::Text),
    );
}
