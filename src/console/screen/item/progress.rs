//! 进度: the clocks with the reason for every due date, then everything that happened, the latest first.

use crate::api::items::{ClockView, ItemDetail};
use crate::console::screen::sheet::Sheet;
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::domain::deadline::Limit;
use crate::words::deadline;

pub(super) fn sheet(detail: &ItemDetail, shared: &Shared, width: u16) -> Sheet {
    let mut sheet = Sheet::new(width);
    if detail.row.deemed_accepted {
        sheet.paragraph(0, &shared.say("deemed-accepted"), Role::Bad);
    }
    for clock in &detail.clocks {
        let ended = detail.row.outcome.is_some();
        let id = match (ended, clock.stopped, clock.due.provisional) {
            (true, ..) => "term-ended",
            (false, true, _) => "term-stopped",
            (false, false, true) => "term-provisional",
            (false, false, false) => "term-running",
        };
        clock_lines(id, clock, shared, &mut sheet);
    }
    timeline(detail, shared, &mut sheet);
    sheet
}

fn clock_lines(id: &str, clock: &ClockView, shared: &Shared, sheet: &mut Sheet) {
    let limit = match clock.limit.parse::<Limit>() {
        Ok(limit) => deadline::limit(shared.lang, limit),
        Err(_) => clock.limit.clone(),
    };
    sheet.heading(&Shown::say_with(
        shared.lang,
        id,
        &[
            (
                "clock",
                wording::code(shared.lang, Kind::Clock, &clock.clock)
                    .to_string()
                    .into(),
            ),
            ("limit", limit.into()),
            ("at", wording::minute(&clock.due.at).to_string().into()),
        ],
    ));
    for step in &clock.steps {
        sheet.paragraph(
            2,
            &Shown::line(&deadline::due_step(shared.lang, step)),
            Role::Dim,
        );
    }
}

fn timeline(detail: &ItemDetail, shared: &Shared, sheet: &mut Sheet) {
    sheet.heading(&shared.say("timeline-title"));
    for event in detail.timeline.iter().rev() {
        let by = match &event.role {
            Some(role) => Shown::say_with(
                shared.lang,
                "who-with-role",
                &[
                    ("name", event.by.clone().into()),
                    (
                        "role",
                        wording::code(shared.lang, Kind::Role, role)
                            .to_string()
                            .into(),
                    ),
                ],
            ),
            None => Shown::line(&event.by),
        };
        sheet.line([
            (
                wording::minute(&event.at).then(&Shown::line("  ")),
                Role::Dim,
            ),
            (by, Role::Text),
        ]);
        sheet.paragraph(2, &Shown::line(&event.words), Role::Text);
        if let Some(opinion) = &event.opinion {
            for line in Shown::lines(opinion) {
                sheet.paragraph(4, &line, Role::Key);
            }
        }
    }
}
