//! The command palette: every action, every view, every theme and any item's number, found by words, pinyin or name.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use super::overlay::Over;
use crate::console::action::{ACTIONS, Action, Row, TABS};
use crate::console::keymap::Context;
use crate::console::matching::Search;
use crate::console::screen::Route;
use crate::console::shown::Shown;
use crate::console::theme::{Role, Theme};
use crate::console::widget::editor::{Editor, Focus};
use crate::console::widget::fit::{cut, fit};
use crate::console::widget::popup::{centered, popup, put};
use crate::domain::id::{ItemNo, as_written};

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Choice {
    Item(String),
    View(usize),
    Theme(Theme),
    Act(Action),
}

/// A line of the palette.
struct Entry {
    choice: Choice,
    words: Shown,
    keys: String,
    /// Why it cannot be chosen now.
    why: Option<Shown>,
}

/// Behind what matches better stands what cannot be done now, and behind that what belongs elsewhere: with its
/// reason it still answers a question.
const REFUSED: u32 = 1000;
const ELSEWHERE: u32 = 2000;

/// What matches what was typed, the best first.
fn found(query: &Editor, app: &App) -> Vec<Entry> {
    let query = query.text();
    let search = Search::of(&query);
    let mut found: Vec<(u32, Entry)> = vec![];
    found.extend(number(search.query(), app).map(|entry| (0, entry)));
    let context = place(app);
    found.extend(
        ACTIONS
            .iter()
            .filter_map(|row| action(&search, row, context, app)),
    );
    found.extend(views(&search, app));
    found.extend(themes(&search, app));
    found.sort_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.choice.cmp(&right.choice)));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// Where the officer is, below the palette.
fn place(app: &App) -> Context {
    let screen = app.screens.last();
    screen.map_or(Context::Global, |(_, screen)| screen.context())
}

fn action(search: &Search, row: &Row, context: Context, app: &App) -> Option<(u32, Entry)> {
    let shared = &app.shared;
    let words = shared.say(&row.action.message());
    let score = search.score(words.as_str(), row.id)?;
    let (behind, why) = if context.chain().contains(&row.home) {
        let why = app.refuses(row.action);
        (if why.is_some() { REFUSED } else { 0 }, why)
    } else {
        let home = shared.say(&row.home.message()).to_string();
        let words = [("place", home.into())];
        let why = Shown::say_with(shared.lang, "palette-elsewhere", &words);
        (ELSEWHERE, Some(why))
    };
    let entry = Entry {
        choice: Choice::Act(row.action),
        words,
        keys: shared.key(context, row.action),
        why,
    };
    Some((behind + score, entry))
}

/// The views, behind the actions that match as well; with nothing typed the actions alone are long enough.
fn views(search: &Search, app: &App) -> Vec<(u32, Entry)> {
    let Some((_, views)) = app.views().filter(|_| !search.is_empty()) else {
        return vec![];
    };
    let scored = views.into_iter().enumerate().filter_map(|(number, view)| {
        let score = search.score(view.as_str(), "")?;
        let words = [("view", view.to_string().into())];
        let entry = Entry {
            choice: Choice::View(number),
            words: Shown::say_with(app.shared.lang, "palette-view", &words),
            keys: TABS
                .get(number)
                .map_or_else(String::new, |tab| app.shared.key(Context::Inbox, *tab)),
            why: None,
        };
        Some((score, entry))
    });
    scored.collect()
}

/// The themes, by their names.
fn themes(search: &Search, app: &App) -> Vec<(u32, Entry)> {
    if search.is_empty() {
        return vec![];
    }
    let shared = &app.shared;
    let scored = Theme::ALL.into_iter().filter_map(|theme| {
        let name = shared.say(&theme.message());
        let words = [("theme", name.to_string().into())];
        let words = Shown::say_with(shared.lang, "palette-theme", &words);
        let score = search.score(words.as_str(), theme.id())?;
        let entry = Entry {
            choice: Choice::Theme(theme),
            words,
            keys: String::new(),
            why: None,
        };
        Some((score, entry))
    });
    scored.collect()
}

/// The item whose number was typed, once it begins to look like one.
fn number(query: &str, app: &App) -> Option<Entry> {
    let no = as_written(query);
    let digits = no.strip_prefix("ZB")?;
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let known: Result<ItemNo, _> = no.parse();
    let why = match known {
        // A mistyped digit is caught here and not by the wrong person's item.
        Err(_) => Some(app.shared.say("palette-no-number")),
        Ok(_) if app.shared.officer.is_none() => Some(app.shared.say("console-sign-in-first")),
        Ok(_) => None,
    };
    let words = [("no", no.clone().into())];
    Some(Entry {
        words: Shown::say_with(app.shared.lang, "palette-item", &words),
        choice: Choice::Item(no),
        keys: String::new(),
        why,
    })
}

/// What a key does to a query over a list of `len` lines: the line that was chosen, if one was.
pub(super) fn pick(
    query: &mut Editor,
    at: &mut usize,
    len: usize,
    (action, key): (Option<Action>, KeyEvent),
    app: &App,
) -> Option<usize> {
    let last = len.saturating_sub(1);
    let page = usize::from(app.area().height / 2);
    match action {
        Some(Action::Down) => *at = (*at + 1).min(last),
        Some(Action::Up) => *at = at.saturating_sub(1),
        Some(Action::PageDown) => *at = (*at + page).min(last),
        Some(Action::PageUp) => *at = at.saturating_sub(page),
        Some(Action::Open | Action::Submit) => return Some((*at).min(last)),
        _ => {
            let before = query.text();
            query.type_key(key, app.shared.now);
            if query.text() != before {
                *at = 0;
            }
        }
    }
    None
}

pub(super) fn key(
    query: &mut Editor,
    at: &mut usize,
    action: Option<Action>,
    key: KeyEvent,
    app: &App,
) -> Over {
    let mut found = found(query, app);
    match pick(query, at, found.len(), (action, key), app) {
        Some(at) if at < found.len() => choose(found.swap_remove(at)),
        _ => Over::Stay,
    }
}

fn choose(entry: Entry) -> Over {
    match (entry.choice, entry.why) {
        (Choice::Act(action), None) => Over::Act(action),
        (_, Some(why)) => Over::Tell(why),
        (Choice::View(view), None) => Over::View(view),
        (Choice::Theme(theme), None) => Over::Theme(theme),
        (Choice::Item(no), None) => Over::Open(Route::Item { no }),
    }
}

pub(super) fn view(query: &Editor, at: usize, frame: &mut Frame, body: Rect, app: &App) {
    let shared = &app.shared;
    let title = shared.say("action-palette");
    let inner = popup(
        centered(body, 76, 16),
        &title,
        shared.theme,
        frame.buffer_mut(),
    );
    let rows = usize::from(inner.height.saturating_sub(1));
    let found = found(query, app);
    let top = (at + 1).saturating_sub(rows);
    let lines = inner.top() + 1..inner.bottom();
    for ((number, entry), y) in found.iter().enumerate().skip(top).zip(lines) {
        let text = fit(&entry.words, 26)
            .then(&fit(&Shown::line(&entry.keys), 10))
            .then(entry.why.as_ref().unwrap_or(&Shown::default()));
        let role = match (number == at, &entry.why) {
            (true, _) => Role::Selected,
            (false, Some(_)) => Role::Disabled,
            (false, None) => Role::Text,
        };
        let text = fit(&text, inner.width);
        put(
            frame.buffer_mut(),
            (inner.x, y),
            &text,
            shared.theme.style(role),
        );
    }
    if found.is_empty() {
        let words = cut(&shared.say("palette-none"), inner.width);
        let place = (inner.x, inner.y + 1);
        put(
            frame.buffer_mut(),
            place,
            &words,
            shared.theme.style(Role::Dim),
        );
    }
    let line = Rect { height: 1, ..inner };
    query.view(frame, line, shared.theme, Focus::Here);
}
