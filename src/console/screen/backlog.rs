//! The supervisors' numbers: department × division, with what is late and what has a card.
//!
//! Owns the table as it was last counted and the cell under the cursor, by department and division. What stands
//! behind a figure opens as an inbox.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::api::backlog::{Backlog, BacklogCell};
use crate::console::action::Action;
use crate::console::effect::{Answer, Ask, Effect};
use crate::console::keymap::Context;
use crate::console::screen::inbox::question::Filter;
use crate::console::screen::{Event, Route, Screen, wording};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::fit::{cut, fit, fit_right};
use crate::console::widget::popup::put;

/// A place in the table: division, department; none stands for all of them.
type Place = (Option<String>, Option<String>);

/// Cells of the divisions' names.
const NAMES: u16 = 12;

/// The screen's state.
#[derive(Default)]
pub struct BacklogScreen {
    counted: Option<Box<Backlog>>,
    at: Place,
    asking: bool,
    /// Something changed while the numbers were being counted.
    again: bool,
    trouble: Option<Shown>,
}

/// The numbers of one place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Figures {
    open: u64,
    due_today: u64,
    late: u64,
    yellow: u64,
    yellow_card: u64,
    red_card: u64,
}

impl Figures {
    fn add(&mut self, cell: &BacklogCell) {
        self.open += cell.open;
        self.due_today += cell.due_today;
        self.late += cell.late;
        self.yellow += cell.yellow;
        self.yellow_card += cell.yellow_card;
        self.red_card += cell.red_card;
    }

    /// `128 !3 ##1`: open, late, red cards; the shapes are those of the lights.
    fn short(self) -> Shown {
        let Self {
            open,
            late,
            red_card,
            ..
        } = self;
        Shown::line(&match (late, red_card) {
            (0, 0) if open == 0 => "-".to_owned(),
            (0, 0) => open.to_string(),
            (_, 0) => format!("{open} !{late}"),
            (0, _) => format!("{open} ##{red_card}"),
            _ => format!("{open} !{late} ##{red_card}"),
        })
    }

    fn role(self) -> Role {
        match self {
            Self { red_card: 1.., .. } => Role::Bad,
            Self { late: 1.., .. } => Role::Warning,
            Self { open: 0, .. } => Role::Disabled,
            _ => Role::Text,
        }
    }
}

/// The table: every division and department that has open items, and the sums.
struct Table {
    divisions: Vec<Option<String>>,
    departments: Vec<Option<String>>,
    figures: BTreeMap<Place, Figures>,
}

impl Table {
    fn new(backlog: &Backlog, shared: &Shared) -> Self {
        let mut figures: BTreeMap<Place, Figures> = BTreeMap::new();
        for cell in &backlog.cells {
            for division in [Some(cell.division.clone()), None] {
                for department in [Some(cell.department.clone()), None] {
                    let place = (division.clone(), department);
                    figures.entry(place).or_default().add(cell);
                }
            }
        }
        let known = |code: &Option<String>, all: Vec<&str>| {
            let code = code.as_deref().unwrap_or_default();
            all.iter()
                .position(|known| *known == code)
                .unwrap_or(usize::MAX)
        };
        let catalogue = shared.names().catalogue;
        let division_codes = || {
            catalogue.map_or(vec![], |c| {
                c.divisions.iter().map(|d| d.code.as_str()).collect()
            })
        };
        let department_codes = || {
            catalogue.map_or(vec![], |c| {
                c.departments.iter().map(|d| d.id.as_str()).collect()
            })
        };
        let mut divisions: Vec<Option<String>> = figures
            .keys()
            .filter_map(|(d, _)| d.clone().map(Some))
            .collect();
        let mut departments: Vec<Option<String>> = figures
            .keys()
            .filter_map(|(_, d)| d.clone().map(Some))
            .collect();
        divisions.sort_by_key(|code| (known(code, division_codes()), code.clone()));
        departments.sort_by_key(|code| (known(code, department_codes()), code.clone()));
        divisions.dedup();
        departments.dedup();
        divisions.push(None);
        departments.push(None);
        Self {
            divisions,
            departments,
            figures,
        }
    }

    /// The place that wants a look first.
    fn worst(&self) -> Place {
        let single = |(division, department): &&Place| division.is_some() && department.is_some();
        let weight = |place: &&Place| {
            let figures = self.get(place);
            (figures.red_card, figures.late, figures.open)
        };
        let places = self.figures.keys().filter(single);
        places.max_by_key(weight).cloned().unwrap_or_default()
    }

    fn get(&self, place: &Place) -> Figures {
        self.figures.get(place).copied().unwrap_or_default()
    }
}

impl BacklogScreen {
    /// The screen before its first answer.
    pub fn new() -> Self {
        Self::default()
    }

    fn ask(&mut self) -> Vec<Effect> {
        if self.asking {
            self.again = true;
            return vec![];
        }
        self.asking = true;
        vec![Effect::Ask(Ask::Backlog)]
    }

    fn step(&mut self, down: isize, right: isize, shared: &Shared) {
        let Some(backlog) = &self.counted else {
            return;
        };
        let table = Table::new(backlog, shared);
        let moved = |codes: &[Option<String>], at: &Option<String>, by: isize| {
            let place = codes.iter().position(|code| code == at).unwrap_or(0);
            let last = codes.len() - 1;
            codes[place.saturating_add_signed(by).min(last)].clone()
        };
        self.at = (
            moved(&table.divisions, &self.at.0, down),
            moved(&table.departments, &self.at.1, right),
        );
    }

    fn open(&self) -> Vec<Effect> {
        if self.counted.is_none() {
            return vec![];
        }
        let (division, department) = self.at.clone();
        vec![Effect::Open(Route::Items(Box::new(Filter {
            department,
            division,
            ..Filter::default()
        })))]
    }

    fn take(
        &mut self,
        answer: Result<Box<Backlog>, crate::client::Error>,
        shared: &Shared,
    ) -> Vec<Effect> {
        self.asking = false;
        match answer {
            Ok(backlog) => {
                let first = self.counted.is_none();
                self.trouble = None;
                let table = Table::new(&backlog, shared);
                if first {
                    self.at = table.worst();
                }
                self.counted = Some(backlog);
            }
            Err(error) => self.trouble = Some(Shown::line(&error.words(shared.lang))),
        }
        if std::mem::take(&mut self.again) {
            self.ask()
        } else {
            vec![]
        }
    }

    fn table(&self, backlog: &Backlog, area: Rect, buffer: &mut Buffer, shared: &Shared) {
        let table = Table::new(backlog, shared);
        let names = shared.names();
        let count = u16::try_from(table.departments.len()).unwrap_or(1);
        let cells = (area.width.saturating_sub(NAMES + 2) / count).clamp(8, 18);
        let mut x = area.x + NAMES;
        for department in &table.departments {
            let name = department
                .as_ref()
                .map_or_else(|| shared.say("backlog-all"), |code| names.department(code));
            put(
                buffer,
                (x, area.y),
                &fit_right(&name, cells - 1),
                shared.style(Role::Dim),
            );
            x += cells;
        }
        let rows = usize::from(area.height.saturating_sub(1));
        let at = table
            .divisions
            .iter()
            .position(|division| *division == self.at.0)
            .unwrap_or(0);
        let top = (at + 1).saturating_sub(rows);
        for (division, y) in table
            .divisions
            .iter()
            .skip(top)
            .take(rows)
            .zip(area.y + 1..)
        {
            let name = division
                .as_ref()
                .map_or_else(|| shared.say("backlog-all"), |code| names.division(code));
            put(
                buffer,
                (area.x, y),
                &fit(&name, NAMES),
                shared.style(Role::Text),
            );
            for (column, department) in table.departments.iter().enumerate() {
                let place = (division.clone(), department.clone());
                let figures = table.get(&place);
                let here = place == self.at;
                let text = if here {
                    Shown::line(">").then(&fit_right(&figures.short(), cells - 2))
                } else {
                    fit_right(&figures.short(), cells - 1)
                };
                let role = if here { Role::Selected } else { figures.role() };
                let x = area.x + NAMES + cells * u16::try_from(column).unwrap_or(0);
                put(buffer, (x, y), &text, shared.style(role));
            }
        }
    }

    fn cell_line(&self, backlog: &Backlog, shared: &Shared) -> Shown {
        let figures = Table::new(backlog, shared).get(&self.at);
        let names = shared.names();
        let all = || shared.say("backlog-all");
        let division = self
            .at
            .0
            .as_ref()
            .map_or_else(all, |code| names.division(code));
        let department = self
            .at
            .1
            .as_ref()
            .map_or_else(all, |code| names.department(code));
        Shown::say_with(
            shared.lang,
            "backlog-cell",
            &[
                ("division", division.to_string().into()),
                ("department", department.to_string().into()),
                ("open", figures.open.into()),
                ("today", figures.due_today.into()),
                ("late", figures.late.into()),
                ("yellow", figures.yellow.into()),
                ("yellow_card", figures.yellow_card.into()),
                ("red_card", figures.red_card.into()),
            ],
        )
    }
}

impl Screen for BacklogScreen {
    fn context(&self) -> Context {
        Context::Backlog
    }

    fn title(&self, shared: &Shared) -> Shown {
        shared.say("action-backlog")
    }

    fn refuses(&self, _action: Action, _shared: &Shared) -> Option<Shown> {
        None
    }

    fn offers(&self, action: Action, _shared: &Shared) -> bool {
        !matches!(action, Action::Select | Action::NextTab)
    }

    fn update(&mut self, event: Event, shared: &Shared) -> Vec<Effect> {
        match event {
            Event::Opened
            | Event::Uncovered
            | Event::Missed
            | Event::LineUp
            | Event::Changed(_) => self.ask(),
            Event::Answer(Answer::Backlog(answer)) => self.take(answer, shared),
            Event::Act(action) => {
                match action {
                    Action::Up => self.step(-1, 0, shared),
                    Action::Down => self.step(1, 0, shared),
                    Action::Left => self.step(0, -1, shared),
                    Action::Right => self.step(0, 1, shared),
                    Action::Home => self.step(isize::MIN, isize::MIN, shared),
                    Action::End => self.step(isize::MAX, isize::MAX, shared),
                    Action::PageUp => self.step(isize::MIN, 0, shared),
                    Action::PageDown => self.step(isize::MAX, 0, shared),
                    Action::Open => return self.open(),
                    Action::Refresh => return self.ask(),
                    Action::Back => return vec![Effect::Close],
                    _ => {}
                }
                vec![]
            }
            _ => vec![],
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let buffer = frame.buffer_mut();
        let Some(backlog) = &self.counted else {
            let words = self
                .trouble
                .clone()
                .unwrap_or_else(|| shared.say("backlog-loading"));
            put(
                buffer,
                (inside.x, inside.y + 1),
                &cut(&words, inside.width),
                shared.style(Role::Text),
            );
            return;
        };
        let at = [("at", wording::minute(&backlog.at).to_string().into())];
        let legend = Shown::say_with(shared.lang, "backlog-legend", &at);
        put(
            buffer,
            (inside.x, inside.y),
            &cut(&legend, inside.width),
            shared.style(Role::Dim),
        );
        let table = Rect {
            y: inside.y + 2,
            height: inside.height.saturating_sub(4),
            ..inside
        };
        self.table(backlog, table, buffer, shared);
        let last = inside.bottom().saturating_sub(1);
        if let Some(trouble) = &self.trouble {
            put(
                buffer,
                (inside.x, last - 1),
                &cut(trouble, inside.width),
                shared.style(Role::Bad),
            );
        }
        let nothing = backlog.cells.iter().all(|cell| cell.open == 0);
        let line = if nothing {
            shared.say_key("backlog-none", Context::Backlog, Action::Refresh)
        } else {
            self.cell_line(backlog, shared)
        };
        put(
            buffer,
            (inside.x, last),
            &cut(&line, inside.width),
            shared.style(Role::Title),
        );
    }
}
