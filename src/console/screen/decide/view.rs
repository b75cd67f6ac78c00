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
use crate::console::widget::fit::cut;
use crate::console::widget::popup::put;
use crate::domain::item::command::Move;

use super::input::Input;
use super::{Composer, form, notice};

/// The narrowest screen on which the notice stands beside the fields.
const ROOM_FOR_TWO: u16 = 110;

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
        match self.inputs.first() {
            Some(Input::Defects(defects)) => self.correction(defects, frame, form, shared),
            _ => self.form(frame, form, shared),
        }
        self.notice_view(detail, notice, frame.buffer_mut(), shared);
        if let Some(phrases) = &self.phrases {
            form::phrases(&phrases.choice, area, frame.buffer_mut(), shared);
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
        let proposes = |detail: &ItemDetail| !notice::is_proposed(detail);
        if self.asked == Move::Void && self.detail(shared).is_some_and(proposes) {
            return shared.say("effect-void-first");
        }
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
        if let Some(many) = &self.many {
            sheet.paragraph(0, &many.words(shared), Role::Warning);
        }
        sheet.paragraph(0, &self.effect(shared), Role::Text);
        if let (Some(detail), [_]) = (self.detail(shared), self.targets.as_slice()) {
            rules(detail, shared, &mut sheet);
        }
        let most = if self.fields.is_empty() && self.detail(shared).is_some() {
            let key = shared.key(Context::Decide, Action::Open);
            let words =
                Shown::say_with(shared.lang, "decide-nothing-asked", &[("key", key.into())]);
            sheet.paragraph(0, &words, Role::Key);
            5
        } else {
            4
        };
        let height = u16::try_from(sheet.len()).unwrap_or(1).min(most);
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
        let least = if defects { 5 } else { 4 };
        let room = area.height.saturating_sub(least);
        let top = if defects {
            room
        } else {
            let heights = self.heights(area.width, room.saturating_sub(1));
            (heights.iter().sum::<u16>() + 1).min(room)
        };
        (
            Rect {
                height: top,
                ..area
            },
            below(area, top),
        )
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
        let title = match (paragraphs.is_empty(), self.targets.len()) {
            (true, _) => "letter-none",
            (false, 1) => "letter-title",
            (false, _) => "letter-title-many",
        };
        sheet.line([(shared.say(title), Role::Title)]);
        for paragraph in &paragraphs {
            sheet.paragraph(1, paragraph, Role::Text);
        }
        sheet.view(&self.scroll, shared.theme, area, buffer);
    }
}

pub(super) fn below(area: Rect, lines: u16) -> Rect {
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
