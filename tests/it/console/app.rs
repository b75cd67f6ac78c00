//! What every message does to what the officer has open.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use lianban::api::accounts::{OfficerView, Session};
use lianban::api::items::DecisionRequest;
use lianban::api::problem::Problem;
use lianban::client::{Error, FeedEvent, Key};
use lianban::console::action::Action;
use lianban::console::app::tour::Tour;
use lianban::console::app::{APP, App, Message, Start, Task};
use lianban::console::effect::files::Reach;
use lianban::console::effect::{Answer, AppEffect, Ask, Effect, Notice, Question};
use lianban::console::keymap::{Base, Context, Keymap};
use lianban::console::outbox::Stage;
use lianban::console::screen::{Event, Route, Screen};
use lianban::console::shared::Shared;
use lianban::console::shown::Shown;
use lianban::console::theme::{Role, Theme};
use lianban::console::widget::picture::means::{Between, Graphics};
use lianban::console::widget::popup::put;
use lianban::console::{Clock, Settings};
use lianban::words::Lang;
use ratatui::backend::TestBackend;
use ratatui::layout::{Rect, Size};
use ratatui::style::Modifier;
use ratatui::{Frame, Terminal};

use super::screen;

/// A screen that writes down what happens to it.
struct Probe {
    route: Route,
    heard: Vec<String>,
}

impl Screen for Probe {
    fn context(&self) -> Context {
        match self.route {
            Route::Item { .. } => Context::Item,
            Route::Decide { .. } => Context::Editor,
            Route::SignIn => Context::Field,
            _ => Context::Inbox,
        }
    }

    fn title(&self, _: &Shared) -> Shown {
        Shown::line(&format!("{:?}", self.route))
    }

    fn refuses(&self, action: Action, shared: &Shared) -> Option<Shown> {
        (action == Action::Void).then(|| shared.say("console-nothing-to-take-back"))
    }

    fn views(&self, _: &Shared) -> Vec<Shown> {
        match self.route {
            Route::Inbox => vec![Shown::line("全部"), Shown::line("待补正")],
            _ => vec![],
        }
    }

    fn update(&mut self, event: Event, _: &Shared) -> Vec<Effect> {
        self.heard.push(match &event {
            Event::Type(key) => format!("Type {:?}", key.code),
            Event::Changed(_) => "Changed".to_owned(),
            other => format!("{other:?}"),
        });
        match event {
            Event::Act(Action::Open) => vec![Effect::Open(Route::Item { no: "A-1".into() })],
            Event::Act(Action::Back) => vec![Effect::Close],
            Event::Act(Action::Note) => vec![Effect::Open(Route::Decide {
                action: Action::Note,
                items: vec![],
            })],
            Event::Act(Action::Approve) => vec![Effect::Decide {
                item: "A-1".into(),
                version: 3,
                decision: DecisionRequest::Approve {
                    opinion: "同意".into(),
                    feedback: None,
                },
            }],
            Event::Act(Action::Refuse) => vec![Effect::Question(Question {
                title: Shown::line("不予登记"),
                lines: vec![Shown::line("对张*丰不予登记, 依据就业促进法第五十七条。")],
                answers: vec![Shown::line("取消"), Shown::line("不予")],
            })],
            _ => vec![],
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        for (line, y) in self.heard.iter().zip(area.top()..area.bottom()) {
            put(
                frame.buffer_mut(),
                (0, y),
                &Shown::line(line),
                shared.theme.style(Role::Text),
            );
        }
    }
}

fn open(route: &Route, _: &Shared) -> Box<dyn Screen> {
    Box::new(Probe {
        route: route.clone(),
        heard: vec![],
    })
}

fn at(millis: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::milliseconds(millis)
}

fn officer(login: &str) -> OfficerView {
    OfficerView {
        login: login.into(),
        name: "王敏".into(),
        role: "handler".into(),
        department: None,
        lines: vec![],
        division: "370303".into(),
        disabled: false,
    }
}

/// The app with its clock.
pub(super) struct Desk {
    pub(super) app: App,
    pub(super) now: i64,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self::with(Base::Default, vec![])
    }

    pub(super) fn with(keys: Base, notices: Vec<Notice>) -> Self {
        let clock: Clock = std::sync::Arc::new(|| at(0));
        let settings = Settings {
            files: Reach::default(),
            server: "http://127.0.0.1:1".into(),
            lang: Lang::Zh,
            theme: Theme::Mono,
            keymap: Keymap::embedded(keys),
            graphics: Graphics::default(),
            terminal: None,
            login: None,
            officer: Some(officer("wangmin")),
            views: lianban::console::views::Views::default(),
            take_back: lianban::console::outbox::TAKE_BACK,
            tour: Tour::Seen,
            between: Between::Nobody,
            keep: None,
            clock,
            notices: vec![],
        };
        let start = Start {
            shared: Shared::new(settings, Size::new(80, 24)),
            open,
            new_key: Key::fresh,
            notices,
        };
        let (app, _) = App::new(start, &Route::Inbox);
        Self { app, now: 1000 }
    }

    pub(super) fn message(&mut self, message: Message) -> Vec<Task> {
        self.app.update(message, at(self.now))
    }

    /// Presses keys, a second apart, as a keymap file writes them.
    pub(super) fn press(&mut self, keys: &str) -> Vec<Task> {
        let mut tasks = vec![];
        for key in keys.split(' ') {
            self.now += 1000;
            tasks.extend(self.quickly(key));
        }
        tasks
    }

    pub(super) fn quickly(&mut self, key: &str) -> Vec<Task> {
        let (code, held) = match key {
            "enter" => (KeyCode::Enter, KeyModifiers::NONE),
            "esc" => (KeyCode::Esc, KeyModifiers::NONE),
            "tab" => (KeyCode::Tab, KeyModifiers::NONE),
            "down" => (KeyCode::Down, KeyModifiers::NONE),
            "space" => (KeyCode::Char(' '), KeyModifiers::NONE),
            key => match key.strip_prefix("ctrl-") {
                Some(key) => (
                    KeyCode::Char(key.chars().next().unwrap()),
                    KeyModifiers::CONTROL,
                ),
                None => (
                    KeyCode::Char(key.chars().next().unwrap()),
                    KeyModifiers::NONE,
                ),
            },
        };
        self.message(Message::Key(KeyEvent::new(code, held)))
    }

    /// Types characters one after the other.
    pub(super) fn typed(&mut self, text: &str) -> Vec<Task> {
        let keys: Vec<String> = text.chars().map(|c| c.to_string()).collect();
        keys.iter().flat_map(|key| self.quickly(key)).collect()
    }

    pub(super) fn screen(&self) -> String {
        self.sized(80, 24)
    }

    fn sized(&self, width: u16, height: u16) -> String {
        screen(self.terminal(width, height).backend().buffer())
    }

    fn terminal(&self, width: u16, height: u16) -> Terminal<TestBackend> {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| self.app.view(frame)).unwrap();
        terminal
    }

    pub(super) fn sees(&self, words: &str) -> bool {
        self.screen().contains(words)
    }
}

fn sent(tasks: &[Task]) -> Vec<Key> {
    let keys = tasks.iter().filter_map(|task| match &task.effect {
        Effect::App(AppEffect::Send(pending)) => Some(pending.key.clone()),
        _ => None,
    });
    keys.collect()
}

fn kept(tasks: &[Task]) -> bool {
    let mut effects = tasks.iter().map(|task| &task.effect);
    effects.any(|effect| matches!(effect, Effect::App(AppEffect::KeepOutbox(_))))
}

#[test]
fn a_decision_waits_five_seconds_in_sight_and_then_leaves_once() {
    let mut desk = Desk::new();
    let tasks = desk.press("a");
    assert!(kept(&tasks) && sent(&tasks).is_empty());
    assert!(desk.sees("A-1 5 秒后送出  u 收回"));
    let alarm = tasks.iter().find_map(|task| match task.effect {
        Effect::Alarm { after, id } => Some((after, id)),
        _ => None,
    });
    let (after, id) = alarm.unwrap();
    assert_eq!(after, Duration::from_secs(1));
    desk.now += 1000;
    assert!(sent(&desk.message(Message::Alarm { to: APP, id })).is_empty());
    assert!(desk.sees("4 秒后送出"));
    desk.now += 4000;
    let tasks = desk.message(Message::Alarm { to: APP, id });
    let kept_at = tasks
        .iter()
        .position(|t| matches!(t.effect, Effect::App(AppEffect::KeepOutbox(_))));
    let sent_at = tasks
        .iter()
        .position(|t| matches!(t.effect, Effect::App(AppEffect::Send(_))));
    assert!(kept_at.unwrap() < sent_at.unwrap());
    assert!(sent(&desk.message(Message::Alarm { to: APP, id })).is_empty());
    assert!(desk.sees("1 项发送中"));
}

#[test]
fn a_decision_that_is_taken_back_never_leaves() {
    let mut desk = Desk::new();
    desk.press("a u");
    assert!(desk.sees("已收回对 A-1 的决定"));
    desk.now += 60_000;
    assert!(sent(&desk.message(Message::Alarm { to: APP, id: 1 })).is_empty());
    desk.press("u");
    assert!(desk.sees("没有可以收回的决定"));
}

#[test]
fn a_lost_answer_asks_again_with_the_same_key_when_the_line_is_back() {
    let mut desk = Desk::new();
    desk.press("a");
    desk.now += 5000;
    let key = sent(&desk.message(Message::Alarm { to: APP, id: 1 })).remove(0);
    let lost = |key: &Key| Message::Answer {
        to: APP,
        answer: Answer::Decided {
            key: key.clone(),
            item: "A-1".into(),
            result: Err(Error::Timeout),
        },
    };
    assert!(sent(&desk.message(lost(&key))).is_empty());
    assert!(matches!(
        desk.app.outbox().entries()[0].stage,
        Stage::Unknown { .. }
    ));
    let again = sent(&desk.message(Message::Feed(FeedEvent::Up)));
    assert_eq!(again, [key]);
}

#[test]
fn a_refusal_stays_in_the_outbox_until_the_officer_drops_it() {
    let mut desk = Desk::new();
    desk.press("a");
    desk.now += 5000;
    let key = sent(&desk.message(Message::Alarm { to: APP, id: 1 })).remove(0);
    let problem = Problem {
        code: "conflict".into(),
        detail: "这件已由李华办理".into(),
        ..problem(409)
    };
    desk.message(Message::Answer {
        to: APP,
        answer: Answer::Decided {
            key,
            item: "A-1".into(),
            result: Err(Error::Problem(Box::new(problem))),
        },
    });
    assert!(desk.sees("这件已由李华办理"));
    desk.press("esc");
    desk.press("g o");
    assert!(desk.sees("这件已由李华办理"));
    desk.press("d");
    assert!(desk.app.outbox().entries().is_empty());
}

fn problem(status: u16) -> Problem {
    serde_json::from_value(serde_json::json!({
        "type": "about:blank", "title": "t", "status": status, "code": "c", "detail": "d",
        "instance": "i", "errors": []
    }))
    .unwrap()
}

#[test]
fn a_key_that_repeats_itself_decides_once() {
    let mut desk = Desk::new();
    desk.press("a");
    for _ in 0..10 {
        desk.now += 30;
        desk.quickly("a");
    }
    assert_eq!(desk.app.outbox().entries().len(), 1);
}

#[test]
fn a_question_begins_at_no_and_an_early_or_double_enter_answers_nothing() {
    let mut desk = Desk::new();
    desk.press("x");
    insta::assert_snapshot!(desk.screen());
    desk.quickly("enter");
    assert!(desk.sees("[ 取消 ]"));
    desk.press("enter");
    assert!(!desk.sees("[ 取消 ]") && !desk.sees("Chosen"));
    desk.press("x tab enter");
    assert!(desk.sees("Chosen(1)"));
    desk.press("x tab esc");
    assert_eq!(desk.screen().matches("Chosen").count(), 1);
}

#[test]
fn quitting_with_decisions_on_their_way_asks_first() {
    let mut desk = Desk::new();
    let quits = |tasks: &[Task]| {
        tasks
            .iter()
            .any(|t| matches!(t.effect, Effect::App(AppEffect::Quit)))
    };
    assert!(quits(&desk.press("q")));
    desk.press("a");
    assert!(!quits(&desk.press("q")));
    assert!(desk.sees("还有 1 个决定没有送到"));
    assert!(quits(&desk.press("tab enter")));
}

#[test]
fn a_session_that_ends_is_taken_up_where_it_was_by_the_same_officer_only() {
    let over = || Message::Answer {
        to: APP,
        answer: Answer::Counts(Err(Error::Problem(Box::new(problem(401))))),
    };
    let session = |login: &str| Message::Answer {
        to: APP,
        answer: Answer::SignedIn(Ok(Session {
            token: "t".into(),
            expires_at: String::new(),
            idle_seconds: 900,
            officer: officer(login),
            must_change_password: false,
        })),
    };
    let mut desk = Desk::new();
    desk.press("enter");
    desk.message(over());
    assert!(desk.sees("SignIn"));
    // More answers of the ended session change nothing.
    desk.message(over());
    assert!(!desk.sees("A-1"));
    let mut other = Desk::new();
    other.press("enter");
    other.message(over());
    other.message(session("lihua"));
    assert!(!other.sees("A-1") && other.sees("Inbox"));
}

#[test]
fn signing_out_leaves_nothing_of_the_officer_on_the_screen() {
    let mut desk = Desk::new();
    let tasks = desk.press("enter g x");
    assert!(
        tasks
            .iter()
            .any(|t| matches!(t.effect, Effect::Ask(Ask::SignOut)))
    );
    desk.message(Message::Answer {
        to: APP,
        answer: Answer::SignedOut,
    });
    assert!(desk.sees("SignIn") && !desk.sees("王敏") && !desk.sees("A-1"));
}

#[test]
fn the_line_is_told_when_it_is_down() {
    let mut desk = Desk::new();
    desk.message(Message::Feed(FeedEvent::Up));
    assert!(desk.sees("已连接"));
    desk.message(Message::Feed(FeedEvent::Down(Error::Offline(
        "http://127.0.0.1:8642".to_owned(),
    ))));
    assert!(desk.sees("连接断了"));
}

#[test]
fn a_terminal_that_is_too_small_says_so_in_whole_characters() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.sized(31, 6), @"
    窗口太小：联办需要至少 80 列 24
    行。请放大窗口或缩小字号。
    ");
    for (width, height) in [(1, 1), (2, 1), (79, 24), (80, 23), (500, 200)] {
        desk.sized(width, height);
    }
}

#[test]
fn the_selected_answer_is_seen_without_colours() {
    let mut desk = Desk::new();
    desk.press("x");
    let terminal = desk.terminal(80, 24);
    let buffer = terminal.backend().buffer();
    let reversed = buffer
        .content()
        .iter()
        .filter(|c| c.modifier.contains(Modifier::REVERSED));
    // The second cell of a 汉字 carries no style of its own.
    assert_eq!(reversed.count(), 6);
}

#[test]
fn no_colour_is_drawn_where_none_is_wanted() {
    assert_eq!(Theme::chosen(Some("dark"), Some("1")), Theme::Mono);
    assert_eq!(Theme::chosen(Some("light"), Some("")), Theme::Light);
    assert_eq!(Theme::chosen(None, None), Theme::Dark);
    let desk = Desk::new();
    let terminal = desk.terminal(80, 24);
    let buffer = terminal.backend().buffer();
    let plain = ratatui::style::Color::Reset;
    assert!(
        buffer
            .content()
            .iter()
            .all(|cell| cell.fg == plain && cell.bg == plain)
    );
}
