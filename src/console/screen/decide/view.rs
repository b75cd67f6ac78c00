//! How a composer is drawn: what will happen and to whom, the fields, and the notice beside or below them.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::api::items::ItemDetail;
use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::screen::sheet::{Scroll, Sheet};
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::editor::{self, Editor};
use crate::console::widget::fit::{cut, fit, wrap};
use crate::console::widget::popup::{centered, popup, put};

use super::fields::{Asked, FieldSpec, Need, Shape};
use super::input::{Choice, DefectInput, Input};
use super::{Composer, Focus, notice};

/// The narrowest screen on which the notice stands beside the fields.
const ROOM_FOR_TWO: u16 = 110;
/// Cells of the names before the fields.
const NAMES: u16 = 14;
/// Lines of a text that is written on.
const TALL: u16 = 4;

impl Composer {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let used = self.head(inside, frame.buffer_mut(), shared);
        let body = below(inside, used);
        let Some(detail) = self
            .detail(shared)
            .filter(|_| self.fields.len() == self.inputs.len())
        else {
            let words = self
                .trouble
                .clone()
                .unwrap_or_else(|| shared.say("decide-loading"));
            put(
                frame.buffer_mut(),
                (body.x, body.y),
                &cut(&words, body.width),
                shared.style(Role::Dim),
            );
            return;
        };
        let (form, notice) = self.split(body);
        self.form(frame, form, shared);
        self.notice_view(detail, notice, frame.buffer_mut(), shared);
        if let Some(phrases) = &self.phrases {
            phrases_view(&phrases.choice, area, frame.buffer_mut(), shared);
        }
    }

    /// For whom: number and masked name, or how many.
    pub(super) fn whom(&self, shared: &Shared) -> Shown {
        match (self.targets.as_slice(), self.detail(shared)) {
            ([only], Some(detail)) => {
                let row = &detail.row;
                let arguments = [
                    ("no", only.no.clone().into()),
                    ("person", row.person.clone().into()),
                    (
                        "matter",
                        shared
                            .names_of(detail)
                            .matter(&row.matter)
                            .to_string()
                            .into(),
                    ),
                ];
                Shown::say_with(shared.lang, "decide-for-one", &arguments)
            }
            ([only], None) => Shown::line(&only.no),
            (many, _) => {
                let arguments = [("n", many.len().into())];
                Shown::say_with(shared.lang, "decide-for-many", &arguments)
            }
        }
    }

    /// What will happen.
    pub(super) fn effect(&self, shared: &Shared) -> Shown {
        wording::code(shared.lang, Kind::Effect, self.asked.code())
    }

    /// Whom, what and under which rule; how many lines it took.
    fn head(&self, area: Rect, buffer: &mut Buffer, shared: &Shared) -> u16 {
        let name = wording::code(shared.lang, Kind::Move, self.asked.code());
        let name_role = if self.is_grave() {
            Role::Grave
        } else {
            Role::Title
        };
        let name = Shown::line(" ").then(&name).then(&Shown::line(" "));
        put(buffer, (area.x, area.y), &name, shared.style(name_role));
        let x = area.x + name.width() + 1;
        let whom = cut(&self.whom(shared), area.right().saturating_sub(x));
        put(buffer, (x, area.y), &whom, shared.style(Role::Title));
        let mut sheet = Sheet::new(area.width);
        sheet.paragraph(0, &self.effect(shared), Role::Text);
        if let (Some(detail), [_]) = (self.detail(shared), self.targets.as_slice()) {
            rules(detail, shared, &mut sheet);
        }
        let height = u16::try_from(sheet.len()).unwrap_or(1).min(4);
        sheet.view(
            &Scroll::default(),
            shared.theme,
            Rect {
                height,
                ..below(area, 1)
            },
            buffer,
        );
        height + 1
    }

    fn split(&self, area: Rect) -> (Rect, Rect) {
        let defects = matches!(self.inputs.first(), Some(Input::Defects(_)));
        if area.width >= ROOM_FOR_TWO {
            let left = area.width * 6 / 10;
            let form = Rect {
                width: left,
                ..area
            };
            let notice = Rect {
                x: area.x + left + 2,
                width: area.width - left - 2,
                ..area
            };
            return (form, notice);
        }
        let wanted: u16 = if defects {
            area.height
        } else {
            self.fields_height() + 1
        };
        let least = if defects { 5 } else { 4 };
        let top = wanted.min(area.height.saturating_sub(least));
        (
            Rect {
                height: top,
                ..area
            },
            below(area, top),
        )
    }

    fn fields_height(&self) -> u16 {
        let heights = self
            .fields
            .iter()
            .enumerate()
            .map(|(at, field)| self.height(at, field));
        heights.sum()
    }

    /// A field takes more lines while it has the focus.
    fn height(&self, at: usize, field: &FieldSpec) -> u16 {
        let focused = self.focus == Focus::Field(at);
        match (&self.inputs[at], field.shape) {
            (Input::Choice(choice), _) if focused => u16::try_from(choice.offers.len())
                .unwrap_or(TALL)
                .clamp(1, TALL + 2),
            (Input::Text(_), Shape::Text) if focused => TALL,
            _ => 1,
        }
    }

    fn form(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        if let Some(Input::Defects(defects)) = self.inputs.first() {
            self.defects(defects, frame, area, shared);
            return;
        }
        // The field that has the focus stays in sight, with the one after it where there is room.
        let Focus::Field(focused) = self.focus else {
            return;
        };
        let heights: Vec<u16> = self
            .fields
            .iter()
            .enumerate()
            .map(|(at, f)| self.height(at, f))
            .collect();
        let mut first = 0;
        // A decision without fields (受理) has no heights at all.
        let until = (focused + 1).min(heights.len());
        while first < focused && heights[first..until].iter().sum::<u16>() > area.height {
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
            Input::Text(editor) => text_view(editor, field, focused, value, frame, shared),
            Input::Choice(choice) => {
                choice_view(choice, focused, value, frame.buffer_mut(), shared);
            }
            Input::Defects(_) => {}
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

    fn defects(&self, input: &DefectInput, frame: &mut Frame, area: Rect, shared: &Shared) {
        let detail_height = 5.min(area.height / 2);
        let list = Rect {
            height: area.height - detail_height,
            ..area
        };
        let at = input.list.at();
        let rows = usize::from(list.height);
        let top = (at + 1).saturating_sub(rows);
        let shown = input
            .list
            .candidates()
            .iter()
            .enumerate()
            .skip(top)
            .take(rows);
        for ((place, candidate), y) in shown.zip(list.y..) {
            let here = place == at;
            let written = input.list.written(&candidate.target);
            let tick = if written.is_some() { "[x] " } else { "[ ] " };
            let role = match (here && self.focus == Focus::Field(0), written) {
                (true, _) => Role::Selected,
                (false, Some(_)) => Role::Marked,
                (false, None) => Role::Text,
            };
            let said = written.map_or_else(|| candidate.fact.clone(), |w| Shown::line(&w.words));
            let line = Shown::line(if here { ">" } else { " " })
                .then(&Shown::line(tick))
                .then(&fit(&candidate.name, 20))
                .then(&Shown::line(" "))
                .then(&said);
            put(
                frame.buffer_mut(),
                (list.x, y),
                &fit(&line, list.width),
                shared.style(role),
            );
        }
        let below = below(area, list.height);
        if input.list.current().is_none() {
            let hint = Shown::say_with(
                shared.lang,
                "decide-defect-hint",
                &[("key", shared.key(Context::Decide, Action::Select).into())],
            );
            put(
                frame.buffer_mut(),
                (below.x, below.y + 1),
                &cut(&hint, below.width),
                shared.style(Role::Dim),
            );
            return;
        }
        let parts = [
            ("ask-defect_words", &input.words, Focus::DefectWords),
            ("ask-defect_sample", &input.sample, Focus::DefectSample),
        ];
        let mut y = below.y + 1;
        for (id, editor, focus) in parts {
            let focused = self.focus == focus && self.phrases.is_none();
            let role = if focused { Role::Focus } else { Role::Dim };
            put(
                frame.buffer_mut(),
                (below.x, y),
                &fit(&shared.say(id), NAMES),
                shared.style(role),
            );
            let value = Rect {
                x: below.x + NAMES + 1,
                y,
                width: below.width.saturating_sub(NAMES + 1),
                height: 2.min(below.bottom().saturating_sub(y)),
            };
            let focus = if focused {
                editor::Focus::Here
            } else {
                editor::Focus::Away
            };
            editor.view(frame, value, shared.theme, focus);
            y += 2;
        }
    }

    fn notice_view(&self, detail: &ItemDetail, area: Rect, buffer: &mut Buffer, shared: &Shared) {
        let answers = self.answers();
        let draft = notice::Draft {
            detail,
            action: self.asked,
            fields: &self.fields,
            answers: &answers,
        };
        let paragraphs = notice::notice(&draft, &shared.names_of(detail));
        let mut sheet = Sheet::new(area.width);
        let title = if paragraphs.is_empty() {
            "letter-none"
        } else {
            "letter-title"
        };
        sheet.line([(shared.say(title), Role::Title)]);
        for paragraph in &paragraphs {
            sheet.paragraph(1, paragraph, Role::Text);
        }
        sheet.view(&self.scroll, shared.theme, area, buffer);
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

/// What the rules said, where it was not a plain yes.
fn rules(detail: &ItemDetail, shared: &Shared, sheet: &mut Sheet) {
    for rule in detail.rules.iter().filter(|rule| rule.verdict != "pass") {
        let verdict = wording::code(shared.lang, Kind::Verdict, &rule.verdict).to_string();
        let words = Shown::say_with(
            shared.lang,
            "decide-rule",
            &[
                ("verdict", verdict.into()),
                ("name", rule.name.clone().into()),
                ("basis", rule.basis.clone().into()),
            ],
        );
        sheet.paragraph(0, &words, wording::verdict_role(&rule.verdict));
    }
    if detail.rules.iter().all(|rule| rule.verdict == "pass") && !detail.rules.is_empty() {
        let n = detail.rules.len();
        let words = Shown::say_with(shared.lang, "decide-rules-pass", &[("n", n.into())]);
        sheet.paragraph(0, &words, Role::Good);
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
        let hint = hint(field.shape, shared);
        put(
            frame.buffer_mut(),
            (area.x, area.y),
            &cut(&hint, area.width),
            shared.style(Role::Disabled),
        );
        return;
    }
    if !focused {
        put(
            frame.buffer_mut(),
            (area.x, area.y),
            &cut(&editor.shown(), area.width),
            shared.style(Role::Text),
        );
        return;
    }
    editor.view(frame, area, shared.theme, editor::Focus::Here);
}

/// What an empty field wants.
fn hint(shape: Shape, shared: &Shared) -> Shown {
    match shape {
        Shape::Value(kind) => {
            let kind = serde_json::to_value(kind).ok();
            let code = kind
                .as_ref()
                .and_then(|kind| kind.as_str())
                .unwrap_or("text");
            shared.say(&format!("form-{code}"))
        }
        Shape::Number => shared.say("hint-work-days"),
        _ => Shown::line("-"),
    }
}

fn choice_view(choice: &Choice, focused: bool, area: Rect, buffer: &mut Buffer, shared: &Shared) {
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
fn phrases_view(choice: &Choice, area: Rect, buffer: &mut Buffer, shared: &Shared) {
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
