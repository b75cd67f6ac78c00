//! The lines around a screen: who, where and how many at the top; keys, notices and what is under way at the bottom.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::notices::tone_role;
use super::overlay::Overlay;
use super::{App, SMALLEST};
use crate::api::accounts::OfficerView;
use crate::console::action::{ACTIONS, Action};
use crate::console::keymap::Context;
use crate::console::outbox::{Progress, Stage};
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::{Line, Shared};
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::{cut, fit};
use crate::console::widget::popup::put;

/// The cells of the bar that shows how far a batch is.
const BAR: usize = 10;

/// The area of the screen itself.
pub(super) fn body(area: Rect) -> Rect {
    Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(4),
        ..area
    }
}

/// The message for a terminal that is too small to work in.
pub(super) fn too_small(frame: &mut Frame, shared: &Shared) {
    let area = frame.area();
    let sizes = [
        ("width", SMALLEST.width.into()),
        ("height", SMALLEST.height.into()),
    ];
    let words = Shown::say_with(shared.lang, "console-too-small", &sizes);
    for (line, y) in crate::console::widget::fit::wrap(&words, area.width)
        .iter()
        .zip(area.top()..area.bottom())
    {
        put(
            frame.buffer_mut(),
            (area.x, y),
            line,
            shared.theme.style(Role::Text),
        );
    }
}

pub(super) fn head(frame: &mut Frame, app: &App) {
    let (shared, area) = (&app.shared, frame.area());
    let theme = shared.theme;
    let gap = Shown::line("  ");
    let mut left = Shown::line(" ").then(&shared.say("console-name"));
    if let Some(officer) = &shared.officer {
        left = left.then(&gap).then(&place(officer, shared));
        left = left.then(&gap).then(&who(officer, shared));
    }
    let mut right = Shown::default();
    if let Some(counts) = &shared.counts {
        let numbers = [
            ("open", counts.open.into()),
            ("yellow", (counts.yellow + counts.yellow_card).into()),
            ("red", counts.red_card.into()),
        ];
        right = Shown::say_with(shared.lang, "console-counts", &numbers).then(&gap);
    }
    let (line, role) = line(shared);
    let line = line.then(&Shown::line(" "));
    let unread = unread(app);
    let taken = unread.width() + right.width() + line.width();
    let room = area.width.saturating_sub(taken);
    let buffer = frame.buffer_mut();
    put(
        buffer,
        (area.x, area.y),
        &fit(&left, room),
        theme.style(Role::Title),
    );
    put(
        buffer,
        (area.x + room, area.y),
        &unread,
        theme.style(Role::Bad),
    );
    let room = room + unread.width();
    put(
        buffer,
        (area.x + room, area.y),
        &right,
        theme.style(Role::Bar),
    );
    put(
        buffer,
        (area.x + room + right.width(), area.y),
        &line,
        theme.style(role),
    );
    rule(frame, area.y + 1, app);
    let path = Shown::line(" ").then(&path(app)).then(&Shown::line(" "));
    let path = cut(&path, area.width.saturating_sub(4));
    put(
        frame.buffer_mut(),
        (area.x + 2, area.y + 1),
        &path,
        theme.style(Role::Title),
    );
}

/// How many errors wait to be read, and the key that shows them.
fn unread(app: &App) -> Shown {
    let shared = &app.shared;
    let count = app.unread();
    if count == 0 {
        return Shown::default();
    }
    let key = shared.key(Context::Inbox, Action::Notices);
    let words = [("count", count.into()), ("key", key.into())];
    let words = Shown::say_with(shared.lang, "console-unread", &words);
    words.then(&Shown::line("  "))
}

/// Whether the server answers; where it does not, since when what is on the screen has not been followed.
fn line(shared: &Shared) -> (Shown, Role) {
    let (line, role) = match shared.line {
        // Before anyone has signed in, and for those who follow no items, there is no line to speak of.
        Line::Unknown if !shared.has_items() => ("console-nothing", Role::Dim),
        Line::Unknown => ("console-line-unknown", Role::Dim),
        Line::Up => ("console-line-up", Role::Bar),
        Line::Down { since } => {
            let minutes = (shared.now - since).num_minutes();
            let words = if minutes < 1 {
                shared.say("console-line-down")
            } else {
                let age = [("minutes", minutes.into())];
                Shown::say_with(shared.lang, "console-line-down-for", &age)
            };
            return (words, Role::Bad);
        }
    };
    (shared.say(line), role)
}

/// Where the officer works: division, department, lines of business.
fn place(officer: &OfficerView, shared: &Shared) -> Shown {
    let names = shared.names();
    let mut place = names.division(&officer.division);
    let parts = officer.department.iter().map(|code| names.department(code));
    for part in parts.chain(officer.lines.iter().map(|code| names.line(code))) {
        place = place.then(&Shown::line(" ")).then(&part);
    }
    place
}

fn who(officer: &OfficerView, shared: &Shared) -> Shown {
    let role = wording::code(shared.lang, Kind::Role, &officer.role);
    let arguments = [
        ("name", officer.name.clone().into()),
        ("role", role.to_string().into()),
    ];
    Shown::say_with(shared.lang, "who-with-role", &arguments)
}

/// How the officer came here: the screens below this one, then this one.
fn path(app: &App) -> Shown {
    // Signed out, nothing of what is open below is anyone's to read.
    let below = match app.shared.officer {
        Some(_) => 0,
        None => app.screens.len().saturating_sub(1),
    };
    let titles = app
        .screens
        .iter()
        .skip(below)
        .map(|(_, screen)| screen.title(&app.shared));
    let step = Shown::line(" > ");
    titles
        .reduce(|path, title| path.then(&step).then(&title))
        .unwrap_or_default()
}

pub(super) fn foot(frame: &mut Frame, app: &App) {
    let (shared, area) = (&app.shared, frame.area());
    let theme = shared.theme;
    let y = area.bottom() - 1;
    rule(frame, y - 1, app);
    let under_way = under_way(app);
    let room = area.width.saturating_sub(under_way.width() + 1);
    let buffer = frame.buffer_mut();
    put(
        buffer,
        (area.x + room, y),
        &under_way,
        theme.style(Role::Warning),
    );
    if let Some(notice) = app.at_the_foot() {
        // On the line above, so that the keys stay in sight.
        let words = Shown::line(" ").then(&notice.words).then(&Shown::line(" "));
        let words = cut(&words, area.width);
        put(
            buffer,
            (area.x, y - 1),
            &words,
            theme.style(tone_role(notice.tone)),
        );
    }
    let (mut x, end) = (area.x + 1, area.x + room);
    for hint in fitting(hints(app), room.saturating_sub(1)) {
        let (key_role, role) = if hint.refused {
            (Role::Disabled, Role::Disabled)
        } else {
            (Role::Key, Role::Text)
        };
        put(
            buffer,
            (x, y),
            &cut(&hint.keys, end - x),
            theme.style(key_role),
        );
        x += hint.keys.width() + 1;
        put(buffer, (x, y), &hint.words, theme.style(role));
        x += hint.words.width() + 2;
    }
}

/// A key and what it does.
struct Hint {
    keys: Shown,
    words: Shown,
    refused: bool,
}

impl Hint {
    fn width(&self) -> u16 {
        self.keys.width() + 1 + self.words.width() + 2
    }
}

/// The keys for the foot: those the table names, in its order, as they are bound here. What cannot be done now keeps
/// its place, so that a key is found where it was and a step through the list repaints little.
fn hints(app: &App) -> Vec<Hint> {
    let (context, facts) = (app.context(), app.facts());
    let uses = app.over.as_ref().map(Overlay::uses);
    let mut rows: Vec<_> = ACTIONS
        .iter()
        .filter(|row| row.footer > 0 && context.chain().contains(&row.home))
        .filter(|row| match uses {
            Some(uses) => uses.contains(&row.action),
            None => app.offers(row.action),
        })
        .collect();
    rows.sort_by_key(|row| row.footer);
    rows.into_iter()
        .filter_map(|row| {
            let map = &app.shared.keymap;
            let now = map.keys_now(context, row.action, &facts);
            // A key that is bound on a condition keeps its place too while that does not hold.
            let all = map.keys(context, row.action);
            Some(Hint {
                keys: Shown::line(&now.first().or(all.first())?.label()),
                words: app.shared.say(&row.action.message()),
                refused: now.is_empty() || app.refuses(row.action).is_some(),
            })
        })
        .collect()
}

/// As many as fit, and in any case the last: where everything else is said, help.
fn fitting(mut hints: Vec<Hint>, room: u16) -> Vec<Hint> {
    let last = hints.pop();
    let mut left = room.saturating_sub(last.as_ref().map_or(0, Hint::width));
    let full = hints
        .iter()
        .position(|hint| match left.checked_sub(hint.width()) {
            Some(rest) => {
                left = rest;
                false
            }
            None => true,
        });
    hints.truncate(full.unwrap_or(hints.len()));
    hints.extend(last);
    hints
}

fn under_way(app: &App) -> Shown {
    let (shared, entries) = (&app.shared, app.outbox.entries());
    if !app.keys.typed.is_empty() {
        return Shown::line(&app.keys.typed.label());
    }
    let waiting = app.outbox.latest_waiting(shared.now);
    if let Some((pending, seconds)) = waiting.filter(|(_, seconds)| *seconds > 0) {
        let key = shared.key(Context::Inbox, Action::TakeBack);
        if let Some(batch) = &pending.batch {
            let words = [
                ("count", batch.total.into()),
                ("key", key.into()),
                ("seconds", seconds.into()),
            ];
            return Shown::say_with(shared.lang, "console-can-take-back-many", &words);
        }
        let words = [
            ("item", pending.item.as_str().into()),
            ("key", key.into()),
            ("seconds", seconds.into()),
        ];
        return Shown::say_with(shared.lang, "console-can-take-back", &words);
    }
    if let Some(progress) = app.outbox.under_way() {
        return bar(progress, shared);
    }
    let refused = entries
        .iter()
        .filter(|entry| matches!(entry.stage, Stage::Refused(_)))
        .count();
    let (id, count) = match (refused, entries.len()) {
        (0, 0) => return Shown::default(),
        (0, all) => ("console-under-way", all),
        (refused, _) => ("console-refused-count", refused),
    };
    let key = shared.key(Context::Inbox, Action::Outbox);
    let words = [("count", count.into()), ("key", key.into())];
    Shown::say_with(shared.lang, id, &words)
}

/// How far a batch is, as a bar of plain characters and in numbers; what has not left can still be taken back.
fn bar(progress: Progress, shared: &Shared) -> Shown {
    let answered = progress.done + progress.failed;
    let full = answered * BAR / progress.total.max(1);
    let cells = format!("[{}{}]", "#".repeat(full), "-".repeat(BAR - full));
    let facts = [
        ("bar", cells.into()),
        ("done", answered.into()),
        ("total", progress.total.into()),
        ("failed", progress.failed.into()),
        ("key", shared.key(Context::Inbox, Action::TakeBack).into()),
    ];
    Shown::say_with(shared.lang, "console-progress", &facts)
}

fn rule(frame: &mut Frame, y: u16, app: &App) {
    let area = frame.area();
    // A hyphen and not a box line: that one takes two cells where ambiguous characters are wide.
    let line = Shown::line(&"-".repeat(area.width.into()));
    put(
        frame.buffer_mut(),
        (area.x, y),
        &line,
        app.shared.theme.style(Role::Rule),
    );
}
