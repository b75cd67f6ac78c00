//! The command palette: every action of the place, found by words, pinyin or name.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use super::overlay::Over;
use crate::console::action::{ACTIONS, Action};
use crate::console::keymap::Context;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::editor::{Editor, Focus};
use crate::console::widget::fit::fit;
use crate::console::widget::popup::{centered, popup, put};

/// The actions that match what was typed, the best first: by words, by their pinyin, by id.
fn found(query: &str, app: &App) -> Vec<Action> {
    let places = app
        .screens
        .last()
        .map_or(Context::Global, |(_, screen)| screen.context());
    let here = ACTIONS
        .iter()
        .filter(|row| places.chain().contains(&row.home));
    let mut found: Vec<(u32, usize, Action)> = here
        .enumerate()
        .filter_map(|(order, row)| {
            let score = score(query, &app.shared.lang.say(&row.action.message()), row.id)?;
            // What cannot be done now is found as well, behind the rest: with its reason it answers a question.
            let behind = u32::from(app.refuses(row.action).is_some()) * 1000;
            Some((behind + score, order, row.action))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(.., action)| action).collect()
}

fn score(query: &str, words: &str, id: &str) -> Option<u32> {
    let query = query.trim().to_lowercase();
    if query.is_empty() || words.to_lowercase().starts_with(&query) {
        return Some(0);
    }
    if words.to_lowercase().contains(&query) || pinyin(&query, words) {
        return Some(1);
    }
    let mut letters = id.chars();
    let scattered = query.chars().all(|c| letters.any(|letter| letter == c));
    match id.find(&query) {
        Some(0) => Some(1),
        Some(_) => Some(2),
        None => scattered.then_some(3),
    }
}

fn pinyin(query: &str, words: &str) -> bool {
    use ib_pinyin::matcher::PinyinMatcher;
    use ib_pinyin::pinyin::PinyinNotation;
    PinyinMatcher::builder(query)
        .pinyin_notations(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter)
        // What is half typed finds what it may become.
        .is_pattern_partial(true)
        .build()
        .is_match(words)
}

pub(super) fn key(
    query: &mut Editor,
    at: &mut usize,
    action: Option<Action>,
    key: KeyEvent,
    app: &App,
) -> Over {
    match action {
        Some(Action::Down) => *at += 1,
        Some(Action::Up) => *at = at.saturating_sub(1),
        Some(Action::Open | Action::Submit) => {
            let found = found(&query.text(), app);
            return match found.get((*at).min(found.len().saturating_sub(1))) {
                Some(action) => Over::Act(*action),
                None => Over::Stay,
            };
        }
        Some(_) => {}
        None => {
            query.type_key(key, app.shared.now);
            *at = 0;
        }
    }
    let last = found(&query.text(), app).len().saturating_sub(1);
    *at = (*at).min(last);
    Over::Stay
}

pub(super) fn view(query: &Editor, at: usize, frame: &mut Frame, body: Rect, app: &App) {
    let shared = &app.shared;
    let area = centered(body, 64, 16);
    let title = shared.say("action-palette");
    let inner = popup(area, &title, shared.theme, frame.buffer_mut());
    let (line, rows) = (
        Rect { height: 1, ..inner },
        usize::from(inner.height.saturating_sub(1)),
    );
    let found = found(&query.text(), app);
    let top = (at + 1).saturating_sub(rows);
    let context = app
        .screens
        .last()
        .map_or(Context::Global, |(_, s)| s.context());
    for (number, action) in found.iter().enumerate().skip(top).take(rows) {
        let y = inner.y + 1 + u16::try_from(number - top).unwrap_or(0);
        let why = app.refuses(*action);
        let keys = shared.keymap.keys(context, *action);
        let keys = keys.first().map_or(String::new(), |keys| keys.label());
        let text = fit(&shared.say(&action.message()), 24)
            .then(&fit(&Shown::line(&keys), 14))
            .then(why.as_ref().unwrap_or(&Shown::default()));
        let role = match (number == at, why) {
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
    query.view(frame, line, shared.theme, Focus::Here);
}
