//! How the inbox is drawn: views, headings, rows, the pane beside them, or what to do where there are no rows.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::api::items::ItemRow;
use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::screen::wording;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::{cut, fit, wrap};
use crate::console::widget::list::{Presence, Visible};
use crate::console::widget::popup::{centered, popup, put};

use super::columns::{self, Column};
use super::filter::FilterDialog;
use super::question::View;
use super::{Dialog, Inbox, Peek, line, peek};

/// The narrowest screen that has room for the pane.
const ROOM_FOR_PEEK: u16 = 110;
/// The cells before the first column: the cursor and the mark.
const GUTTER: u16 = 2;

impl Inbox {
    /// Draws the inbox.
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let buffer = frame.buffer_mut();
        self.draw_tabs(shared, Rect { height: 1, ..area }, buffer);
        let mut body = below(area, 1);
        if self.narrowed() {
            let line = self.narrowing(shared);
            put(
                buffer,
                (body.x + 1, body.y),
                &cut(&line, body.width.saturating_sub(1)),
                shared.style(Role::Warning),
            );
            body = below(body, 1);
        }
        let (mut list, pane) = self.split(body);
        let why = self.selected().and_then(|no| shared.refused.get(no));
        if let Some(why) = why.filter(|_| pane.is_none() && list.height > 2) {
            list.height -= 1;
            let words = cut(&peek::refused(why, shared), list.width.saturating_sub(1));
            put(
                buffer,
                (list.x + 1, list.bottom()),
                &words,
                shared.style(Role::Bad),
            );
        }
        self.rows(shared, list, buffer);
        if let Some(pane) = pane {
            for y in pane.top()..pane.bottom() {
                put(
                    buffer,
                    (pane.x, y),
                    &Shown::line("|"),
                    shared.style(Role::Rule),
                );
            }
            let inside = Rect {
                x: pane.x + 2,
                width: pane.width.saturating_sub(2),
                ..pane
            };
            peek::view(self, shared, inside, buffer);
        }
        if let Some(filter) = &self.filter {
            filter_view(filter, shared, area, buffer);
        }
        if let Some(search) = &self.search {
            search.view(frame, area, shared);
        }
        match &self.dialog {
            Some(Dialog::Columns(arrange)) => arrange.view(shared, area, frame.buffer_mut()),
            Some(Dialog::Name(line)) => line.view(frame, area, shared),
            None => {}
        }
    }

    fn split(&self, area: Rect) -> (Rect, Option<Rect>) {
        if self.peek == Peek::Hidden || area.width < ROOM_FOR_PEEK {
            return (area, None);
        }
        let pane = (area.width / 3).min(64);
        (
            Rect {
                width: area.width - pane,
                ..area
            },
            Some(Rect {
                x: area.x + area.width - pane,
                width: pane,
                ..area
            }),
        )
    }

    /// What is left out, in the words of the search line.
    fn narrowing(&self, shared: &Shared) -> Shown {
        if self.over_another {
            let key = shared.key(Context::Inbox, Action::Back);
            let place = [
                ("place", self.figure(shared).to_string().into()),
                ("key", key.into()),
            ];
            return Shown::say_with(shared.lang, "narrowed-place", &place);
        }
        let key = shared.key(Context::Inbox, Action::Back);
        let facts = [
            ("text", line::of(&self.question, shared).into()),
            ("key", key.into()),
        ];
        Shown::say_with(shared.lang, "narrowed", &facts)
    }

    /// The figure of the backlog that it stands for: division and department.
    pub(super) fn figure(&self, shared: &Shared) -> Shown {
        let (names, filter) = (shared.names(), &self.question.filter);
        let division = filter.division.as_ref().map(|code| names.division(code));
        let department = filter
            .department
            .as_ref()
            .map(|code| names.department(code));
        let parts = division.into_iter().chain(department);
        let place = parts.reduce(|place, part| place.then(&Shown::line(" ")).then(&part));
        place.unwrap_or_else(|| shared.say("backlog-all"))
    }

    fn rows(&self, shared: &Shared, area: Rect, buffer: &mut Buffer) {
        let sort = self.question.sort;
        let wanted = columns::Wanted {
            chosen: self.columns.as_deref(),
            sorted: sort.by.column(),
            view: self.question.view,
        };
        let columns = columns::choose(area.width.saturating_sub(GUTTER), shared.lang, wanted);
        let mut x = area.x + GUTTER;
        for (column, cells) in &columns {
            let mut heading = shared.say(&column.message());
            if *column == wanted.sorted {
                heading = heading.then(&sort.mark());
            }
            put(
                buffer,
                (x, area.y),
                &fit(&heading, *cells),
                shared.style(Role::Dim),
            );
            x += cells + 1;
        }
        let area = below(area, 1);
        if self.list.is_empty() {
            self.nothing(shared, area, buffer);
            return;
        }
        for (row, y) in self.list.visible(area.height).into_iter().zip(area.top()..) {
            draw_row(
                &row,
                &columns,
                shared,
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                buffer,
            );
        }
    }

    /// What to do where there are no rows.
    fn nothing(&self, shared: &Shared, area: Rect, buffer: &mut Buffer) {
        let refresh = shared.key(Context::Inbox, Action::Refresh);
        let back = shared.key(Context::Inbox, Action::Back);
        let words = if let Some(trouble) = &self.trouble {
            Shown::say_with(
                shared.lang,
                "inbox-trouble",
                &[
                    ("words", trouble.to_string().into()),
                    ("key", refresh.into()),
                ],
            )
        } else if !self.list.is_known() {
            shared.say("inbox-loading")
        } else if self.narrowed()
            && self.question.view == View::All
            && self.saved_view(shared).is_none()
        {
            let closed = shared.key(Context::Inbox, Action::Tab7);
            let keys = [("key", back.into()), ("closed", closed.into())];
            Shown::say_with(shared.lang, "inbox-none-open-found", &keys)
        } else if self.narrowed() {
            Shown::say_with(shared.lang, "inbox-none-found", &[("key", back.into())])
        } else if self.question.view == View::All {
            Shown::say_with(shared.lang, "inbox-empty", &[("key", refresh.into())])
        } else {
            let all = shared.key(Context::Inbox, Action::Tab1);
            Shown::say_with(shared.lang, "inbox-view-empty", &[("key", all.into())])
        };
        let lines = wrap(&words, area.width.saturating_sub(8).min(60));
        let top = area.y
            + area
                .height
                .saturating_sub(u16::try_from(lines.len()).unwrap_or(1))
                / 3;
        for (line, y) in lines.iter().zip(top..area.bottom()) {
            let x = area.x + area.width.saturating_sub(line.width()) / 2;
            put(buffer, (x, y), line, shared.style(Role::Text));
        }
    }
}

fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect {
        y: area.y + lines,
        height: area.height - lines,
        ..area
    }
}

fn draw_row(
    row: &Visible<'_, ItemRow>,
    columns: &[(Column, u16)],
    shared: &Shared,
    area: Rect,
    buffer: &mut Buffer,
) {
    let sending = shared.deciding.contains_key(&row.row.no);
    let refused = shared.refused.contains_key(&row.row.no);
    let base = match (row.presence, row.marked) {
        _ if sending => shared.style(Role::Dim),
        _ if refused => shared.style(Role::Bad),
        (Presence::Ghost, _) => shared.style(Role::Ghost),
        (_, true) => shared.style(Role::Marked),
        _ => shared.style(Role::Text),
    };
    let over = if row.selected {
        shared.style(Role::Selected)
    } else {
        Style::new()
    };
    if row.selected {
        put(
            buffer,
            (area.x, area.y),
            &fit(&Shown::default(), area.width),
            over,
        );
    }
    let cursor = if row.selected { ">" } else { " " };
    let mark = match (row.marked, sending) {
        (_, true) => "^",
        _ if refused => "x",
        (true, _) => "*",
        _ => " ",
    };
    put(
        buffer,
        (area.x, area.y),
        &Shown::line(cursor).then(&Shown::line(mark)),
        base.patch(over),
    );
    let mut x = area.x + GUTTER;
    for (column, cells) in columns {
        let text = column.cell(row.row, shared);
        let lit = matches!(column, Column::Light | Column::Due)
            && row.presence == Presence::Here
            && row.row.light != "green";
        let style = if lit {
            over.patch(shared.theme.light(wording::lamp(&row.row.light)))
        } else {
            base.patch(over)
        };
        put(buffer, (x, area.y), &fit(&text, *cells), style);
        x += cells + 1;
    }
}

/// The dialog in as many columns of groups as fit.
fn filter_view(filter: &FilterDialog, shared: &Shared, area: Rect, buffer: &mut Buffer) {
    let names = shared.names();
    let height = area.height.saturating_sub(2).clamp(5, 22);
    let inside_height = usize::from(height - 2);
    let mut lines: Vec<(Shown, Role, bool)> = vec![];
    let mut group = "";
    for line in filter.lines() {
        if line.condition.group() != group {
            group = line.condition.group();
            // A heading does not stand alone at the foot of a column.
            if (lines.len() + 1).is_multiple_of(inside_height) {
                lines.push((Shown::default(), Role::Text, false));
            }
            lines.push((shared.say(group), Role::Dim, false));
        }
        let tick = Shown::line(if line.ticked { " [x] " } else { " [ ] " });
        let role = if line.selected {
            Role::Selected
        } else if line.ticked {
            Role::Marked
        } else {
            Role::Text
        };
        lines.push((
            tick.then(&line.condition.words(shared.lang, &names)),
            role,
            line.selected,
        ));
    }
    let columns = lines.len().div_ceil(inside_height).clamp(1, 3);
    let cells = 26_u16.min((area.width.saturating_sub(4)) / u16::try_from(columns).unwrap_or(3));
    let width = cells * u16::try_from(columns).unwrap_or(3) + 2;
    let key = |action| shared.key(Context::Decide, action).into();
    let keys = [
        ("tick", key(Action::Select)),
        ("apply", key(Action::Open)),
        ("clear", key(Action::ClearSelection)),
    ];
    let title = Shown::say_with(shared.lang, "filter-title", &keys);
    let inside = popup(centered(area, width, height), &title, shared.theme, buffer);
    // Scrolled by whole columns until the cursor is in sight.
    let at = lines
        .iter()
        .position(|(_, _, selected)| *selected)
        .unwrap_or(0);
    let first = (at / inside_height + 1).saturating_sub(columns) * inside_height;
    for (place, (text, role, _)) in lines
        .iter()
        .skip(first)
        .take(columns * inside_height)
        .enumerate()
    {
        let (column, line) = (place / inside_height, place % inside_height);
        let x = inside.x + cells * u16::try_from(column).unwrap_or(0);
        let y = inside.y + u16::try_from(line).unwrap_or(0);
        put(
            buffer,
            (x, y),
            &fit(text, cells.saturating_sub(1)),
            shared.style(*role),
        );
    }
}
