//! AB 岗: who stands in for the officer while they are away, and until when; and for whom the officer stands in.
//!
//! Owns the choice of a colleague and the last day. Whether that one can is the server's to say, with its reason.

use chrono::{DateTime, Days, NaiveDate, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::api::colleagues::{ColleagueView, StandInRequest, StandInView};
use crate::client::Error;
use crate::console::action::Action;
use crate::console::effect::{Answer, Ask, Effect, Notice, Tone};
use crate::console::keymap::Context;
use crate::console::screen::sheet::{Scroll, Sheet};
use crate::console::screen::wording;
use crate::console::screen::{Event, Screen};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::editor::{Editor, Focus, Lines};
use crate::console::widget::fit::fit;
use crate::console::widget::popup::put;
use crate::domain::policy;

/// A usual leave.
const USUAL_DAYS: u64 = 7;

/// Where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Colleagues,
    LastDay,
}

/// The screen's state.
pub struct StandInScreen {
    colleagues: Option<Vec<ColleagueView>>,
    /// The row under the cursor: nobody, then the colleagues.
    at: usize,
    last_day: Editor,
    part: Part,
    trouble: Option<Shown>,
}

impl StandInScreen {
    /// The screen, with a usual leave as the time.
    pub fn new(shared: &Shared) -> Self {
        let last = wording::day(shared.server_now()) + Days::new(USUAL_DAYS);
        Self {
            colleagues: None,
            at: 0,
            last_day: Editor::new(Lines::One, &last.to_string()),
            part: Part::Colleagues,
            trouble: None,
        }
    }

    fn rows(&self) -> usize {
        1 + self.colleagues.as_ref().map_or(0, Vec::len)
    }

    /// Who stands in for the officer now or later.
    fn own(shared: &Shared) -> Option<&StandInView> {
        let me = &shared.officer.as_ref()?.login;
        shared.stand_ins.iter().find(|known| known.officer == *me)
    }

    fn act(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.rows() - 1),
            Action::Home => self.at = 0,
            Action::End => self.at = self.rows() - 1,
            Action::NextField | Action::PreviousField => {
                self.part = match self.part {
                    Part::Colleagues => Part::LastDay,
                    Part::LastDay => Part::Colleagues,
                }
            }
            Action::Open | Action::Submit => return self.submit(shared),
            Action::Cancel | Action::Back => return vec![Effect::Close],
            _ => {}
        }
        vec![]
    }

    fn submit(&mut self, shared: &Shared) -> Vec<Effect> {
        let (Some(me), Some(colleagues)) = (&shared.officer, &self.colleagues) else {
            return vec![];
        };
        let login = me.login.clone();
        let Some(colleague) = self.at.checked_sub(1).and_then(|at| colleagues.get(at)) else {
            return match Self::own(shared) {
                Some(_) => vec![Effect::Ask(Ask::StandIn {
                    login,
                    request: None,
                })],
                None => vec![Effect::Close],
            };
        };
        let Some(until) = end_of(self.last_day.line()) else {
            self.part = Part::LastDay;
            self.trouble = Some(shared.say("stand-in-day"));
            return vec![];
        };
        let request = StandInRequest {
            stand_in: colleague.officer.login.clone(),
            from: shared.server_now().to_rfc3339(),
            until: until.to_rfc3339(),
        };
        vec![Effect::Ask(Ask::StandIn {
            login,
            request: Some(request),
        })]
    }

    fn named(&mut self, result: Result<Vec<StandInView>, Error>, shared: &Shared) -> Vec<Effect> {
        match result {
            Ok(_) => {
                let words = match Self::own(shared) {
                    Some(known) => in_force(known, "stand-in-named", shared),
                    None => shared.say("stand-in-ended"),
                };
                vec![Effect::Tell(Notice::new(Tone::Good, words)), Effect::Close]
            }
            Err(error) => {
                self.trouble = Some(Shown::line(&error.words(shared.lang)));
                vec![]
            }
        }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let mut sheet = Sheet::new(inside.width);
        sheet.paragraph(0, &shared.say("stand-in-what"), Role::Text);
        match Self::own(shared) {
            Some(known) => sheet.paragraph(0, &in_force(known, "stand-in-own", shared), Role::Good),
            None => sheet.paragraph(0, &shared.say("stand-in-nobody-now"), Role::Dim),
        }
        for known in theirs(shared) {
            sheet.paragraph(
                0,
                &in_force(known, "stand-in-theirs", shared),
                Role::Warning,
            );
        }
        if let Some(trouble) = &self.trouble {
            sheet.paragraph(0, trouble, Role::Bad);
        }
        let used = u16::try_from(sheet.len()).unwrap_or(1).min(inside.height);
        sheet.view(&Scroll::default(), shared.theme, inside, frame.buffer_mut());
        let line = Rect {
            y: inside.y + used + 1,
            height: 1,
            ..inside
        };
        if line.y >= inside.bottom() {
            return;
        }
        let label = shared.say("stand-in-last-day").then(&Shown::line(" "));
        put(
            frame.buffer_mut(),
            (line.x, line.y),
            &label,
            shared.style(Role::Dim),
        );
        let field = Rect {
            x: line.x + label.width(),
            width: 12.min(line.width.saturating_sub(label.width())),
            ..line
        };
        let focus = match self.part {
            Part::LastDay => Focus::Here,
            Part::Colleagues => Focus::Away,
        };
        self.last_day.view(frame, field, shared.theme, focus);
        self.list(frame, (line.y + 2, inside), shared);
    }

    fn list(&self, frame: &mut Frame, (top, inside): (u16, Rect), shared: &Shared) {
        let Some(colleagues) = &self.colleagues else {
            return;
        };
        let height = usize::from(inside.bottom().saturating_sub(top)).max(1);
        let first = (self.at + 1).saturating_sub(height);
        let nobody = shared.say("stand-in-nobody");
        let offers = colleagues
            .iter()
            .map(|colleague| wording::colleague(shared.lang, colleague));
        let rows = std::iter::once(nobody).chain(offers).enumerate();
        for ((number, words), y) in rows.skip(first).zip(top..inside.bottom()) {
            let role = match (number == self.at, self.part) {
                (true, Part::Colleagues) => Role::Selected,
                (true, Part::LastDay) => Role::Marked,
                _ => Role::Text,
            };
            let cursor = if number == self.at { "> " } else { "  " };
            let words = fit(&Shown::line(cursor).then(&words), inside.width);
            put(
                frame.buffer_mut(),
                (inside.x, y),
                &words,
                shared.style(role),
            );
        }
    }
}

/// For whom the officer stands in now or later.
pub fn theirs(shared: &Shared) -> impl Iterator<Item = &StandInView> {
    let me = shared.officer.as_ref().map(|officer| &officer.login);
    let mut known = shared.stand_ins.iter();
    std::iter::from_fn(move || known.find(|known| Some(&known.stand_in) == me))
}

/// Who stands in for whom until when.
pub fn in_force(known: &StandInView, id: &'static str, shared: &Shared) -> Shown {
    let facts = [
        ("officer", known.officer_name.clone().into()),
        ("who", known.stand_in_name.clone().into()),
        ("from", wording::minute(&known.from).to_string().into()),
        ("until", wording::minute(&known.until).to_string().into()),
    ];
    Shown::say_with(shared.lang, id, &facts)
}

/// The end of a day at Zibo.
fn end_of(text: &str) -> Option<DateTime<Utc>> {
    let day: NaiveDate = text.trim().parse().ok()?;
    let midnight = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    // China has one time, eight hours ahead, without summer time.
    Some((midnight - chrono::TimeDelta::hours(8)).and_utc())
}

impl Screen for StandInScreen {
    fn context(&self) -> Context {
        match self.part {
            Part::Colleagues => Context::Decide,
            Part::LastDay => Context::Field,
        }
    }

    fn title(&self, shared: &Shared) -> Shown {
        shared.say("action-stand_in")
    }

    fn refuses(&self, action: Action, shared: &Shared) -> Option<Shown> {
        let unready = action == Action::Submit && self.colleagues.is_none();
        unready.then(|| shared.say("decide-loading"))
    }

    fn offers(&self, action: Action, _shared: &Shared) -> bool {
        !matches!(
            action,
            Action::Select | Action::Phrases | Action::Back | Action::NextTab
        )
    }

    fn update(&mut self, event: Event, shared: &Shared) -> Vec<Effect> {
        match event {
            Event::Opened => vec![Effect::Ask(Ask::Colleagues), Effect::Ask(Ask::StandIns)],
            Event::Act(action) => self.act(action, shared),
            Event::Type(key) => {
                self.last_day.type_key(key, shared.now);
                vec![]
            }
            Event::Paste(text) => {
                self.last_day.paste(&text, shared.now);
                vec![]
            }
            Event::Answer(Answer::Colleagues(Ok(colleagues))) => {
                self.colleagues = Some(colleagues);
                vec![]
            }
            Event::Answer(Answer::Colleagues(Err(error)) | Answer::StandIns(Err(error))) => {
                self.trouble = Some(Shown::line(&error.words(shared.lang)));
                vec![]
            }
            Event::Answer(Answer::StandIn(result)) => self.named(result, shared),
            _ => vec![],
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        self.draw(frame, area, shared);
    }
}

/// Why the officer's role has nobody to stand in for it.
pub fn refuses(shared: &Shared) -> Option<Shown> {
    let works = matches!(
        shared.role(),
        None | Some(policy::Role::Handler | policy::Role::SecondReviewer)
    );
    (!works).then(|| shared.say("stand-in-not-yours"))
}
