//! The fields of a composer, as they are drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::editor::{self, Editor};
use crate::console::widget::fit::{cut, fit, wrap};
use crate::console::widget::popup::{centered, popup, put};

use super::fields::{Asked, FieldSpec, Need, Shape};
use super::input::{Choice, Input};
use super::{Composer, Focus, files, view};

/// Cells of the names before the fields.
pub(super) const NAMES: u16 = 14;
/// Lines of a text that is written on, and most lines of one that is not.
const TALL: u16 = 4;
const REST: u16 = 3;

impl Composer {
    /// The lines of each field: more for the one that has the focus, and where there is room, as many as its text
    /// takes.
    pub(super) fn heights(&self, width: u16, room: u16) -> Vec<u16> {
        let cells = width.saturating_sub(NAMES + 2);
        let wanted = |at: usize, field: &FieldSpec| match (&self.inputs[at], field.shape) {
            (Input::Choice(choice), _) if self.focus == Focus::Field(at) => {
                let offers = u16::try_from(choice.offers.len()).unwrap_or(TALL);
                (offers.clamp(1, TALL + 2), offers.clamp(1, TALL + 2))
            }
            (Input::Text(editor), Shape::Text) => {
                let lines = Shown::lines(&editor.text());
                let lines: usize = lines.iter().map(|line| wrap(line, cells).len()).sum();
                let lines = u16::try_from(lines).unwrap_or(u16::MAX);
                if self.focus == Focus::Field(at) {
                    (TALL, (lines + 1).clamp(TALL, 2 * TALL))
                } else {
                    (1, lines.clamp(1, REST))
                }
            }
            (Input::Text(editor), Shape::Files) => {
                let text = editor.text();
                let told = u16::try_from(files::paths(&text).count()).unwrap_or(u16::MAX);
                if self.focus == Focus::Field(at) {
                    // The paths, what became of each, and what a path means here.
                    (
                        3,
                        told.saturating_mul(2).saturating_add(2).clamp(3, 3 * TALL),
                    )
                } else {
                    (1, told.clamp(1, REST))
                }
            }
            _ => (1, 1),
        };
        let wanted: Vec<(u16, u16)> = self
            .fields
            .iter()
            .enumerate()
            .map(|(at, f)| wanted(at, f))
            .collect();
        let mut spare = room.saturating_sub(wanted.iter().map(|(least, _)| least).sum());
        let heights = wanted.into_iter().map(|(least, most)| {
            let more = (most - least).min(spare);
            spare -= more;
            least + more
        });
        heights.collect()
    }

    pub(super) fn form(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let Focus::Field(focused) = self.focus else {
            return;
        };
        let heights = self.heights(area.width, area.height);
        // The field that has the focus stays in sight.
        let mut first = 0;
        let needed = |first: usize| heights.iter().take(focused + 1).skip(first).sum::<u16>();
        while first < focused && needed(first) > area.height {
            first += 1;
        }
        let mut y = area.y;
        for (at, field) in self.fields.iter().enumerate().skip(first) {
            let height = heights[at].min(area.bottom().saturating_sub(y));
            if height == 0 {
                break;
            }
            self.field(at, field, Rect { y, height, ..area }, frame, shared);
            y += height;
        }
    }

    fn field(&self, at: usize, field: &FieldSpec, area: Rect, frame: &mut Frame, shared: &Shared) {
        let focused = self.focus == Focus::Field(at) && self.phrases.is_none();
        let missing = self.missing.contains(&field.asked);
        let role = match (missing, focused) {
            (true, _) => Role::Bad,
            (false, true) => Role::Focus,
            (false, false) => Role::Dim,
        };
        let name = fit(&self.label(field, shared), NAMES);
        put(
            frame.buffer_mut(),
            (area.x, area.y),
            &name,
            shared.style(role),
        );
        let value = Rect {
            x: area.x + NAMES + 1,
            width: area.width.saturating_sub(NAMES + 1),
            ..area
        };
        match &self.inputs[at] {
            Input::Text(editor) if field.shape == Shape::Files => {
                self.files_view(editor, focused, value, frame, shared);
            }
            Input::Text(editor) => text_view(editor, field, focused, value, frame, shared),
            Input::Choice(choice) => {
                choice_view(choice, focused, value, frame.buffer_mut(), shared);
            }
            Input::Defects(_) => {}
        }
    }

    /// The paths while they are written, and below them what became of each; the latter alone where the focus is
    /// elsewhere.
    fn files_view(
        &self,
        editor: &Editor,
        focused: bool,
        area: Rect,
        frame: &mut Frame,
        shared: &Shared,
    ) {
        let text = editor.text();
        let mut told = self.files.lines(&text, shared);
        let mut below = area;
        if focused {
            told.push((files::with_key("hint-files", shared), Role::Disabled));
            let rows = u16::try_from(told.len()).unwrap_or(u16::MAX);
            let lines = u16::try_from(text.split('\n').count()).unwrap_or(u16::MAX);
            let height = lines.min(area.height.saturating_sub(rows)).max(1);
            let paths = Rect { height, ..area };
            editor.view(frame, paths, shared.theme, editor::Focus::Here);
            below = view::below(area, height);
        } else if told.is_empty() {
            let words = match text.trim() {
                "" => shared.say("hint-optional"),
                _ => editor.shown(),
            };
            told.push((words, Role::Disabled));
        }
        // Where there is not room for all, what went wrong is read first.
        told.sort_by_key(|(_, role)| *role != Role::Bad);
        for ((words, role), y) in told.iter().zip(below.top()..below.bottom()) {
            let words = cut(words, below.width);
            put(
                frame.buffer_mut(),
                (below.x, y),
                &words,
                shared.style(*role),
            );
        }
    }

    fn label(&self, field: &FieldSpec, shared: &Shared) -> Shown {
        let name = match (&field.asked, self.detail(shared)) {
            (Asked::Result(id), Some(detail)) => {
                shared.names_of(detail).result_field(&detail.row.matter, id)
            }
            (asked, _) => shared.say(&format!("ask-{}", asked.code())),
        };
        let mark = if field.need == Need::Required {
            "*"
        } else {
            " "
        };
        Shown::line(mark).then(&name)
    }
}

fn text_view(
    editor: &Editor,
    field: &FieldSpec,
    focused: bool,
    area: Rect,
    frame: &mut Frame,
    shared: &Shared,
) {
    if editor.is_empty() && !focused {
        let hint = hint(field, shared);
        put(
            frame.buffer_mut(),
            (area.x, area.y),
            &cut(&hint, area.width),
            shared.style(Role::Disabled),
        );
        return;
    }
    if !focused {
        let lines = Shown::lines(&editor.text());
        let lines: Vec<Shown> = match field.shape {
            Shape::Text if area.height > 1 => lines
                .iter()
                .flat_map(|line| wrap(line, area.width))
                .collect(),
            _ => vec![editor.shown()],
        };
        for (place, (line, y)) in lines.iter().zip(area.top()..area.bottom()).enumerate() {
            let more =
                usize::from(area.height) < lines.len() && place + 1 == usize::from(area.height);
            let line = if more {
                line.clone().then(&Shown::line("…"))
            } else {
                line.clone()
            };
            put(
                frame.buffer_mut(),
                (area.x, y),
                &cut(&line, area.width),
                shared.style(Role::Text),
            );
        }
        return;
    }
    editor.view(frame, area, shared.theme, editor::Focus::Here);
}

/// What an empty field wants.
fn hint(field: &FieldSpec, shared: &Shared) -> Shown {
    match field.shape {
        Shape::Value(kind) => {
            let kind = serde_json::to_value(kind).ok();
            let code = kind
                .as_ref()
                .and_then(|kind| kind.as_str())
                .unwrap_or("text");
            shared.say(&format!("form-{code}"))
        }
        Shape::Number => shared.say("hint-work-days"),
        _ if field.need == Need::Required => shared.say("hint-required"),
        _ => shared.say("hint-optional"),
    }
}

fn choice_view(choice: &Choice, focused: bool, area: Rect, buffer: &mut Buffer, shared: &Shared) {
    if choice.offers.is_empty() {
        let words = cut(&shared.say("decide-no-offers"), area.width);
        put(
            buffer,
            (area.x, area.y),
            &words,
            shared.style(Role::Warning),
        );
        return;
    }
    if !focused {
        let words = choice
            .offer()
            .map_or_else(|| shared.say("decide-choose"), |offer| offer.words.clone());
        let role = if choice.chosen.is_some() {
            Role::Text
        } else {
            Role::Disabled
        };
        put(
            buffer,
            (area.x, area.y),
            &cut(&words, area.width),
            shared.style(role),
        );
        return;
    }
    let at = choice
        .offers
        .iter()
        .position(|o| Some(&o.code) == choice.chosen.as_ref());
    let rows = usize::from(area.height);
    let top = at.map_or(0, |at| (at + 1).saturating_sub(rows));
    for ((place, offer), y) in choice
        .offers
        .iter()
        .enumerate()
        .skip(top)
        .take(rows)
        .zip(area.y..)
    {
        let here = at == Some(place);
        let role = if here { Role::Selected } else { Role::Text };
        let line = Shown::line(if here { "> " } else { "  " }).then(&offer.words);
        put(
            buffer,
            (area.x, y),
            &fit(&line, area.width),
            shared.style(role),
        );
    }
}

/// Ready words, over the composer.
pub(super) fn phrases(choice: &Choice, area: Rect, buffer: &mut Buffer, shared: &Shared) {
    let width = area.width.saturating_sub(8).min(90);
    let lines: Vec<(Vec<Shown>, bool)> = choice
        .offers
        .iter()
        .map(|offer| {
            (
                wrap(&offer.words, width - 4),
                Some(&offer.code) == choice.chosen.as_ref(),
            )
        })
        .collect();
    let count: usize = lines.iter().map(|(lines, _)| lines.len()).sum();
    let height = u16::try_from(count + 2)
        .unwrap_or(u16::MAX)
        .min(area.height);
    let inner = popup(
        centered(area, width, height),
        &shared.say("decide-phrases"),
        shared.theme,
        buffer,
    );
    let end: usize = lines
        .iter()
        .scan(0, |sum, (lines, here)| {
            *sum += lines.len();
            Some((*sum, *here))
        })
        .find_map(|(sum, here)| here.then_some(sum))
        .unwrap_or(0);
    let top = end.saturating_sub(usize::from(inner.height));
    let all = lines.iter().flat_map(|(lines, here)| {
        lines
            .iter()
            .enumerate()
            .map(move |(at, line)| (line, *here, at == 0))
    });
    for ((line, here, first), y) in all.skip(top).zip(inner.top()..inner.bottom()) {
        let role = if here { Role::Selected } else { Role::Text };
        let mark = Shown::line(if here && first { "> " } else { "  " });
        put(
            buffer,
            (inner.x, y),
            &fit(&mark.then(line), inner.width),
            shared.style(role),
        );
    }
}
