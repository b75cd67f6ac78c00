//! An officer at the console: presses the keys of the live keymap and reads the screen.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use lianban::api::Page;
use lianban::api::accounts::{OfficerView, Session};
use lianban::api::colleagues::StandInView;
use lianban::api::feed::Change;
use lianban::api::items::{ClearFields, DecisionRequest, InboxQuery, ItemDetail, ItemRow};
use lianban::client::{Error, FeedEvent, Key, MaterialBytes};
use lianban::console::Settings;
use lianban::console::action::Action;
use lianban::console::app::tour::Tour;
use lianban::console::app::{App, Message, ScreenId, Start, Task};
use lianban::console::draft::Habit;
use lianban::console::effect::files::Reach;
use lianban::console::effect::{Answer, AppEffect, Ask, Effect, ViewsAnswer};
use lianban::console::keymap::{Base, Keymap};
use lianban::console::outbox::{Pending, TAKE_BACK};
use lianban::console::screen::Route;
use lianban::console::screen::open::open;
use lianban::console::shared::Shared;
use lianban::console::theme::Theme;
use lianban::console::views::keep::changed;
use lianban::console::views::{self, Look, Views, file};
use lianban::console::widget::picture::decode::decode;
use lianban::console::widget::picture::draw::draw;
use lianban::console::widget::picture::means::{Between, Graphics};
use lianban::domain::catalogue::Catalogue;
use lianban::words::Lang;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use serde_json::Value;

use super::files::Disk;
use super::keyboard::event;
use super::office;
pub use super::refusals::{overtaken, problem};

/// Longer than the console holds deciding keys back.
const A_MOMENT: Duration = Duration::milliseconds(400);

pub struct Desk {
    pub app: App,
    pub now: DateTime<Utc>,
    pub rows: Vec<ItemRow>,
    /// How many rows a page has.
    pub page: usize,
    pub queries: Vec<InboxQuery>,
    pub asked: Vec<String>,
    pub drafts: BTreeMap<(String, &'static str), Value>,
    pub sent: Vec<Pending<DecisionRequest>>,
    pub copied: Vec<String>,
    pub habits: Vec<Habit>,
    pub saved: Vec<String>,
    /// The file of views.
    pub views: String,
    /// How views are looked at, as kept on disk.
    pub looks: BTreeMap<String, Look>,
    /// What the server says to the next decisions; yes where nothing stands here.
    pub verdicts: VecDeque<Error>,
    /// Whether the server is slow: decisions wait on the line until [`Desk::answer_one`].
    pub slow: bool,
    on_the_line: VecDeque<(ScreenId, Pending<DecisionRequest>)>,
    /// What the server says of an item, where it is not what the office says of its row.
    pub told: BTreeMap<String, ItemDetail>,
    /// Who stands in for whom.
    pub stand_ins: Vec<StandInView>,
    /// The files of the officer's machine.
    pub disk: Disk,
    /// The password that the server takes.
    pub password: &'static str,
    alarms: Vec<(DateTime<Utc>, ScreenId, u32)>,
    changes: i64,
}

pub const NARROW: Size = Size::new(80, 24);
pub const MIDDLE: Size = Size::new(120, 36);
pub const WIDE: Size = Size::new(200, 60);

impl Desk {
    /// 王敏 at her inbox.
    pub fn new(size: Size) -> Self {
        Self::of(Some(office::wang_min()), Lang::Zh, size)
    }

    pub fn of(officer: Option<OfficerView>, lang: Lang, size: Size) -> Self {
        Self::seated(officer, None, lang, size)
    }

    /// The one of whom only the login is known.
    pub fn expecting(login: &str) -> Self {
        Self::seated(None, Some(login), Lang::Zh, NARROW)
    }

    /// 王敏 with other keys.
    pub fn with_keys(base: Base) -> Self {
        let seat = (Some(office::wang_min()), None);
        Self::placed(seat, Views::default(), (Lang::Zh, base), NARROW)
    }

    /// 王敏 with saved views, each looked at as she left it.
    pub fn with_views(text: &str, looks: BTreeMap<String, Look>, size: Size) -> Self {
        let views = Views {
            file: Some(PathBuf::from("/home/wangmin/.config/lianban/views.toml")),
            saved: file::read(text.as_bytes()).0,
            looks,
        };
        let mut desk = Self::placed(
            (Some(office::wang_min()), None),
            views,
            (Lang::Zh, Base::Default),
            size,
        );
        desk.views.push_str(text);
        desk
    }

    fn seated(officer: Option<OfficerView>, login: Option<&str>, lang: Lang, size: Size) -> Self {
        Self::placed(
            (officer, login),
            Views::default(),
            (lang, Base::Default),
            size,
        )
    }

    /// 王敏, for whom a decision waits so long.
    pub fn taking_back(time: Duration) -> Self {
        let seat = (Some(office::wang_min()), None);
        let look = (Lang::Zh, Base::Default);
        Self::set_up(seat, Views::default(), look, (NARROW, time, Tour::Seen))
    }

    /// Somebody who sits here for the first time, at the sign-in or, where no tour is shown, at the inbox.
    pub fn new_here(tour: Tour, look: (Lang, Base)) -> Self {
        let officer = (tour != Tour::First).then(office::wang_min);
        Self::set_up(
            (officer, None),
            Views::default(),
            look,
            (NARROW, TAKE_BACK, tour),
        )
    }

    fn placed(
        seat: (Option<OfficerView>, Option<&str>),
        views: Views,
        look: (Lang, Base),
        size: Size,
    ) -> Self {
        Self::set_up(seat, views, look, (size, TAKE_BACK, Tour::Seen))
    }

    fn set_up(
        (officer, login): (Option<OfficerView>, Option<&str>),
        views: Views,
        (lang, base): (Lang, Base),
        (size, take_back, tour): (Size, Duration, Tour),
    ) -> Self {
        let first = if officer.is_some() {
            Route::Inbox
        } else {
            Route::SignIn
        };
        let settings = Settings {
            files: Reach::default(),
            server: "http://127.0.0.1:8642".to_owned(),
            lang,
            theme: Theme::Mono,
            keymap: Keymap::embedded(base),
            graphics: Graphics::default(),
            terminal: None,
            login: login.map(ToOwned::to_owned),
            officer,
            views,
            take_back,
            tour,
            between: Between::Nobody,
            keep: None,
            clock: Arc::new(office::now),
            notices: vec![],
        };
        let start = Start {
            shared: Shared::new(settings, size),
            open,
            new_key: Key::fresh,
            notices: vec![],
        };
        let (app, tasks) = App::new(start, &first);
        let mut desk = Self {
            app,
            now: office::now(),
            rows: office::rows(),
            page: 200,
            queries: vec![],
            asked: vec![],
            drafts: BTreeMap::new(),
            sent: vec![],
            copied: vec![],
            habits: vec![],
            saved: vec![],
            views: String::new(),
            looks: BTreeMap::new(),
            verdicts: VecDeque::new(),
            slow: false,
            on_the_line: VecDeque::new(),
            told: BTreeMap::new(),
            stand_ins: vec![],
            disk: Disk::default(),
            password: "Correct-Horse-7",
            alarms: vec![],
            changes: 0,
        };
        desk.work(tasks);
        desk.tell(FeedEvent::Up);
        desk
    }

    fn message(&mut self, message: Message) {
        let tasks = self.app.update(message, self.now);
        self.work(tasks);
    }

    pub fn tell(&mut self, event: FeedEvent) {
        self.message(Message::Feed(event));
    }

    /// A change by somebody else.
    pub fn change(&mut self, row: Option<ItemRow>, item: &str) {
        self.changes += 1;
        if let Some(row) = &row {
            self.rows.retain(|known| known.no != row.no);
            self.rows.push(row.clone());
        }
        self.tell(FeedEvent::Change(Box::new(Change {
            seq: self.changes,
            event: "approved".to_owned(),
            by: "李强".to_owned(),
            row,
            item: item.to_owned(),
        })));
    }

    /// Time passes; what was to happen by then happens.
    pub fn wait(&mut self, time: Duration) {
        let until = self.now + time;
        while let Some(at) = self.alarms.iter().position(|(at, ..)| *at <= until) {
            let (at, to, id) = self.alarms.remove(at);
            self.now = self.now.max(at);
            self.message(Message::Alarm { to, id });
        }
        self.now = until;
    }

    // --- keys

    /// Presses the key of an action as it is bound now, after a moment.
    pub fn press(&mut self, action: Action) -> &mut Self {
        self.wait(A_MOMENT);
        self.press_at_once(action)
    }

    /// The same without the moment: a key that repeats, or was typed ahead.
    pub fn press_at_once(&mut self, action: Action) -> &mut Self {
        let context = self.app.context();
        let keys = self.app.shared().keymap.keys(context, action);
        let keys = keys
            .first()
            .unwrap_or_else(|| panic!("{action:?} has no key in {context:?}"))
            .to_string();
        for key in keys.split(' ') {
            self.message(Message::Key(event(key)));
        }
        self
    }

    pub fn press_all(&mut self, actions: &[Action]) -> &mut Self {
        for action in actions {
            self.press(*action);
        }
        self
    }

    /// Types text as a keyboard or an input method sends it.
    pub fn write(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let code = if c == '\n' {
                KeyCode::Enter
            } else {
                KeyCode::Char(c)
            };
            self.message(Message::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.message(Message::Paste(text.to_owned()));
        self
    }

    pub fn resize(&mut self, size: Size) -> &mut Self {
        self.message(Message::Resize(size));
        self
    }

    /// The shell has given the terminal back.
    pub fn continued(&mut self) -> &mut Self {
        self.message(Message::Continued);
        self
    }

    // --- the screen

    pub fn screen(&self) -> String {
        let size = self.app.shared().size;
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
        terminal.draw(|frame| self.app.view(frame)).unwrap();
        super::super::screen(terminal.backend().buffer())
    }

    /// The row of the inbox on which the cursor stands.
    pub fn selected(&self) -> String {
        let screen = self.screen();
        let row = screen.lines().find(|line| line.starts_with('>'));
        row.unwrap_or_default().to_owned()
    }

    /// The same where a line may break anywhere.
    pub fn reads(&self, text: &str) -> bool {
        let bare = |text: &str| -> String { text.split_whitespace().collect() };
        bare(&self.screen()).contains(&bare(text))
    }

    pub fn sees(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    // --- what the console asks

    fn work(&mut self, tasks: Vec<Task>) {
        for task in tasks {
            let to = task.from;
            match task.effect {
                Effect::Ask(ask) => {
                    let answer = self.answer(ask);
                    self.message(Message::Answer { to, answer });
                }
                Effect::KeepDraft { item, action, body } => {
                    self.drafts.insert((item, action), body);
                }
                Effect::ForgetDraft { item, action } => {
                    self.drafts.remove(&(item, action));
                }
                Effect::Alarm { after, id } => {
                    let at = self.now + Duration::from_std(after).unwrap();
                    self.alarms
                        .retain(|(_, screen, known)| (*screen, *known) != (to, id));
                    self.alarms.push((at, to, id));
                }
                Effect::KeepLook { view, look } => {
                    self.looks.insert(view, look);
                }
                Effect::Copy(text) => self.copied.push(text.to_string()),
                Effect::App(AppEffect::KeepHabit(habit)) => self.habits.push(habit),
                Effect::App(AppEffect::Send(pending)) => self.decide(to, *pending),
                _ => {}
            }
        }
    }

    fn decide(&mut self, to: ScreenId, pending: Pending<DecisionRequest>) {
        self.sent.push(pending.clone());
        if self.slow {
            self.on_the_line.push_back((to, pending));
            return;
        }
        self.settle(to, pending);
    }

    /// The slow server answers the decision that has waited longest.
    pub fn answer_one(&mut self) {
        let (to, pending) = self.on_the_line.pop_front().unwrap();
        self.settle(to, pending);
    }

    fn settle(&mut self, to: ScreenId, pending: Pending<DecisionRequest>) {
        let result = match self.verdicts.pop_front() {
            Some(error) => Err(error),
            None => Ok(Box::new(self.after(&pending))),
        };
        let answer = Answer::Decided {
            key: pending.key,
            item: pending.item,
            result,
        };
        self.message(Message::Answer { to, answer });
    }

    /// The row after a decision, as a server would have it.
    fn after(&mut self, pending: &Pending<DecisionRequest>) -> ItemRow {
        let row = self
            .rows
            .iter_mut()
            .find(|row| row.no == pending.item)
            .unwrap();
        assert_eq!(row.version, pending.version, "If-Match");
        row.version += 1;
        let closed = |outcome: &str| ("closed".to_owned(), Some(outcome.to_owned()));
        (row.state, row.outcome) = match &pending.decision {
            DecisionRequest::Accept {} => ("reviewing".to_owned(), None),
            DecisionRequest::Approve { .. } => closed("approved"),
            DecisionRequest::Refuse { .. } => closed("refused"),
            DecisionRequest::RequestCorrection { .. } => ("correcting".to_owned(), None),
            _ => (row.state.clone(), row.outcome.clone()),
        };
        if pending.decision == (DecisionRequest::Claim {}) {
            row.assignee = Some("wangmin".to_owned());
            row.assignee_name = Some("王敏".to_owned());
        }
        row.clone()
    }

    /// An event that decides nothing: only the version goes on.
    fn note(&mut self, no: &str) -> u64 {
        let row = self.rows.iter_mut().find(|row| row.no == no).unwrap();
        row.version += 1;
        row.version
    }

    fn signed_in(&self, password: &str) -> Result<Session, Error> {
        if password != self.password {
            let words = "用户名或密码不对，或账号暂时不能登录。";
            return Err(problem(401, "login-failed", words));
        }
        Ok(Session {
            token: "token".to_owned(),
            expires_at: "2026-11-24T21:30:00+08:00".to_owned(),
            idle_seconds: 900,
            officer: office::wang_min(),
            must_change_password: password == "one-time-7Q",
        })
    }

    fn answer(&mut self, ask: Ask) -> Answer {
        self.asked.push(name(&ask));
        match ask {
            Ask::SignIn(credentials) => Answer::SignedIn(self.signed_in(&credentials.password)),
            Ask::ChangePassword(change) => {
                self.password = Box::leak(change.new.into_boxed_str());
                Answer::PasswordChanged(Ok(()))
            }
            Ask::SignOut => Answer::SignedOut,
            Ask::Inbox { ticket, query } => {
                self.queries.push(*query.clone());
                Answer::Inbox {
                    ticket,
                    page: Ok(self.page_of(&query)),
                }
            }
            Ask::Counts => Answer::Counts(Ok(office::counts())),
            Ask::Item { no } => {
                let row = self.rows.iter().find(|row| row.no == no);
                let told = self.told.get(&no).cloned();
                Answer::Item {
                    item: match told.or_else(|| row.map(office::detail)) {
                        Some(detail) => Ok(Box::new(detail)),
                        None => Err(problem(
                            404,
                            "not-found",
                            "没有这个对象，或不在您的办理范围内。",
                        )),
                    },
                    no,
                }
            }
            Ask::Paper { no, paper } => Answer::Paper {
                no,
                paper,
                bytes: Ok(MaterialBytes {
                    bytes: office::photo().into(),
                    content_type: "image/png".to_owned(),
                }),
            },
            Ask::ViewClear { no, .. } => Answer::Clear {
                fields: Ok(ClearFields {
                    fields: vec![(
                        "person.id_number".to_owned(),
                        "370303199005171234".to_owned(),
                    )],
                    version: self.note(&no),
                }),
                no,
            },
            Ask::Result { application } => {
                Answer::Result(Ok(Box::new(office::result(&application))))
            }
            Ask::Backlog => Answer::Backlog(Ok(Box::new(self.backlog()))),
            Ask::Colleagues => Answer::Colleagues(Ok(office::colleagues())),
            Ask::StandIns => Answer::StandIns(Ok(self.stand_ins.clone())),
            Ask::StandIn { login, request } => {
                self.stand_ins = office::stand_ins(&login, request);
                Answer::StandIn(Ok(self.stand_ins.clone()))
            }
            Ask::Catalogue { .. } => Answer::Catalogue(Ok(Arc::new(Catalogue::embedded().clone()))),
            Ask::Draft { item, action } => Answer::Draft(self.drafts.get(&(item, action)).cloned()),
            Ask::Decode {
                no,
                paper,
                page,
                bytes,
            } => Answer::Decoded {
                no,
                paper,
                page,
                sheet: decode(bytes, page),
            },
            Ask::Upload { path, .. } => self.disk.upload(path),
            Ask::Complete { path } => self.disk.complete(path),
            Ask::Draw(request) => Answer::Drawn(draw(&request)),
            Ask::Views(change) => Answer::Views(Box::new(self.change_views(change))),
            Ask::Save {
                no, name, ending, ..
            } => {
                let path = format!("/home/wangmin/{name}.{ending}");
                self.saved.push(path.clone());
                Answer::Saved {
                    version: Some(self.note(&no)),
                    no,
                    saved: Ok(PathBuf::from(path)),
                }
            }
        }
    }

    fn change_views(&mut self, change: Option<views::Change>) -> ViewsAnswer {
        let changed = change.as_ref().map(|change| changed(&self.views, change));
        let result = changed.unwrap_or_else(|| Ok(self.views.clone()));
        ViewsAnswer {
            change,
            result: result.map(|text| self.views = text),
            now: Some(file::read(self.views.as_bytes())),
        }
    }

    /// Rows as the server would list them: what the query asks, a page at a time, from either end.
    fn page_of(&self, query: &InboxQuery) -> Page<ItemRow> {
        let states = query
            .state
            .as_deref()
            .unwrap_or("waiting,received,correcting,reviewing,second_review,suspended");
        let mut rows: Vec<ItemRow> = self
            .rows
            .iter()
            .filter(|row| states.split(',').any(|state| state == row.state))
            .filter(|row| {
                query.assignee.as_deref() != Some("me")
                    || row.assignee.as_deref() == Some("wangmin")
            })
            .filter(|row| query.q.as_ref().is_none_or(|q| row.no.contains(q.as_str())))
            .cloned()
            .collect();
        rows.sort_by_key(|row| {
            (
                row.due.is_none(),
                row.due.as_ref().map(|due| due.at.clone()),
                row.no.clone(),
            )
        });
        if query
            .sort
            .as_deref()
            .is_some_and(|sort| sort.starts_with('-'))
        {
            rows.reverse();
        }
        let start: usize = query
            .cursor
            .as_deref()
            .map_or(0, |cursor| cursor.parse().unwrap());
        let end = (start + self.page).min(rows.len());
        Page {
            rows: rows[start..end].to_vec(),
            next: (end < rows.len()).then(|| end.to_string()),
            previous: (start > 0).then(|| start.saturating_sub(self.page).to_string()),
        }
    }
}

fn name(ask: &Ask) -> String {
    let text = format!("{ask:?}");
    text.split([' ', '(', '{']).next().unwrap().to_owned()
}
