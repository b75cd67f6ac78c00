//! Signing in, and choosing a password of one's own in place of a one-time one.
//!
//! Owns what is typed until it is sent. The password is never drawn and is let go as soon as the server has answered.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::api::accounts::{PasswordChange, SignIn};
use crate::client::Error;
use crate::console::action::Action;
use crate::console::effect::{Answer, Ask, Effect};
use crate::console::keymap::Context;
use crate::console::screen::{Event, Screen};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::editor::{Editor, Focus, Lines, Typed};
use crate::console::widget::fit::{fit, wrap};
use crate::console::widget::popup::{centered, popup, put};

/// How far the officer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    SignIn,
    /// The one-time password is right and must be changed.
    ChangePassword,
}

/// A line to be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Login,
    Password,
    NewPassword,
    Repeat,
}

impl Stage {
    fn entries(self) -> &'static [Entry] {
        match self {
            Self::SignIn => &[Entry::Login, Entry::Password],
            Self::ChangePassword => &[Entry::NewPassword, Entry::Repeat],
        }
    }
}

impl Entry {
    fn message(self) -> &'static str {
        match self {
            Self::Login => "login-login",
            Self::Password => "login-password",
            Self::NewPassword => "login-new-password",
            Self::Repeat => "login-repeat",
        }
    }
}

/// The screen's state.
pub struct Login {
    stage: Stage,
    account: Editor,
    password: Editor,
    new_password: Editor,
    repeat: Editor,
    focus: Entry,
    /// A question to the server is under way.
    busy: bool,
    trouble: Option<Shown>,
}

impl Login {
    /// The screen, with the login of who was here before.
    pub fn new(login: &str) -> Self {
        Self {
            stage: Stage::SignIn,
            account: Editor::new(Lines::One, login),
            password: Editor::secret(),
            new_password: Editor::secret(),
            repeat: Editor::secret(),
            focus: if login.is_empty() {
                Entry::Login
            } else {
                Entry::Password
            },
            busy: false,
            trouble: None,
        }
    }

    fn editor(&mut self) -> &mut Editor {
        match self.focus {
            Entry::Login => &mut self.account,
            Entry::Password => &mut self.password,
            Entry::NewPassword => &mut self.new_password,
            Entry::Repeat => &mut self.repeat,
        }
    }

    fn step(&mut self, by: isize) {
        let entries = self.stage.entries();
        let at = entries
            .iter()
            .position(|entry| *entry == self.focus)
            .unwrap_or(0);
        let len = entries.len().cast_signed();
        self.focus = entries[(at.cast_signed() + by).rem_euclid(len).unsigned_abs()];
    }

    fn submit(&mut self, shared: &Shared) -> Vec<Effect> {
        if self.busy {
            return vec![];
        }
        let entries = self.stage.entries();
        if entries.last() != Some(&self.focus) {
            self.step(1);
            return vec![];
        }
        self.trouble = None;
        match self.stage {
            Stage::SignIn => self.sign_in(&self.password.text()),
            Stage::ChangePassword if self.new_password.text() != self.repeat.text() => {
                self.trouble = Some(shared.say("login-not-the-same"));
                self.repeat = Editor::secret();
                vec![]
            }
            Stage::ChangePassword => {
                self.busy = true;
                vec![Effect::Ask(Ask::ChangePassword(PasswordChange {
                    old: self.password.text(),
                    new: self.new_password.text(),
                }))]
            }
        }
    }

    fn sign_in(&mut self, password: &str) -> Vec<Effect> {
        self.busy = true;
        vec![Effect::Ask(Ask::SignIn(SignIn {
            login: self.account.text().trim().to_owned(),
            password: password.to_owned(),
        }))]
    }

    fn refused(&mut self, error: &Error, shared: &Shared) {
        self.busy = false;
        self.trouble = Some(Shown::line(&error.words(shared.lang)));
    }

    fn type_key(&mut self, key: KeyEvent, shared: &Shared) -> Vec<Effect> {
        match (self.editor().type_key(key, shared.now), key.code) {
            (Typed::Ignored, KeyCode::Down) => self.step(1),
            (Typed::Ignored, KeyCode::Up) => self.step(-1),
            _ => {}
        }
        vec![]
    }
}

impl Screen for Login {
    fn context(&self) -> Context {
        Context::Field
    }

    fn title(&self, shared: &Shared) -> Shown {
        shared.say("title-login")
    }

    fn refuses(&self, action: Action, shared: &Shared) -> Option<Shown> {
        (action == Action::Submit && self.busy).then(|| shared.say("login-busy"))
    }

    fn offers(&self, action: Action, _shared: &Shared) -> bool {
        !matches!(action, Action::Phrases | Action::Cancel)
    }

    fn update(&mut self, event: Event, shared: &Shared) -> Vec<Effect> {
        match event {
            Event::Type(key) => self.type_key(key, shared),
            Event::Paste(text) => {
                self.editor().paste(&text, shared.now);
                vec![]
            }
            Event::Act(Action::NextField) => {
                self.step(1);
                vec![]
            }
            Event::Act(Action::PreviousField) => {
                self.step(-1);
                vec![]
            }
            Event::Act(Action::Submit) => self.submit(shared),
            Event::Answer(Answer::SignedIn(Err(error))) => {
                self.refused(&error, shared);
                self.password = Editor::secret();
                self.focus = Entry::Password;
                vec![]
            }
            // Else the app puts another screen in the place of this one.
            Event::Answer(Answer::SignedIn(Ok(session))) if session.must_change_password => {
                self.busy = false;
                self.stage = Stage::ChangePassword;
                self.focus = Entry::NewPassword;
                vec![]
            }
            Event::Answer(Answer::PasswordChanged(Ok(()))) => {
                let password = self.new_password.text();
                self.sign_in(&password)
            }
            Event::Answer(Answer::PasswordChanged(Err(error))) => {
                self.refused(&error, shared);
                self.new_password = Editor::secret();
                self.repeat = Editor::secret();
                self.focus = Entry::NewPassword;
                vec![]
            }
            _ => vec![],
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let title = match self.stage {
            Stage::SignIn => shared.say("login-title"),
            Stage::ChangePassword => shared.say("login-change-title"),
        };
        let inner = popup(
            centered(area, 60, 12),
            &title,
            shared.theme,
            frame.buffer_mut(),
        );
        let server = [("server", shared.server.clone().into())];
        let server = Shown::say_with(shared.lang, "login-server", &server);
        put(
            frame.buffer_mut(),
            (inner.x + 2, inner.y + 1),
            &fit(&server, inner.width - 4),
            shared.style(Role::Dim),
        );
        for (entry, y) in self.stage.entries().iter().zip((inner.y + 3..).step_by(2)) {
            let focused = *entry == self.focus;
            let role = if focused { Role::Focus } else { Role::Dim };
            let name = fit(&shared.say(entry.message()), 14);
            put(
                frame.buffer_mut(),
                (inner.x + 2, y),
                &name,
                shared.style(role),
            );
            let field = Rect {
                x: inner.x + 17,
                y,
                width: inner.width.saturating_sub(19),
                height: 1,
            };
            let editor = match entry {
                Entry::Login => &self.account,
                Entry::Password => &self.password,
                Entry::NewPassword => &self.new_password,
                Entry::Repeat => &self.repeat,
            };
            let focus = if focused { Focus::Here } else { Focus::Away };
            editor.view(frame, field, shared.theme, focus);
        }
        let (words, role) = match (&self.trouble, self.busy, self.stage) {
            (Some(trouble), ..) => (trouble.clone(), Role::Bad),
            (None, true, _) => (shared.say("login-busy"), Role::Dim),
            (None, false, Stage::SignIn) if shared.session_ended => {
                (shared.say("console-session-ended"), Role::Warning)
            }
            (None, false, Stage::SignIn) => {
                let key = shared.key(Context::Field, Action::Submit);
                let words = Shown::say_with(shared.lang, "login-hint", &[("key", key.into())]);
                (words, Role::Dim)
            }
            (None, false, Stage::ChangePassword) => (shared.say("login-change-hint"), Role::Dim),
        };
        let lines = wrap(&words, inner.width.saturating_sub(4));
        for (line, y) in lines.iter().zip(inner.y + 7..inner.bottom()) {
            put(
                frame.buffer_mut(),
                (inner.x + 2, y),
                line,
                shared.style(role),
            );
        }
    }
}
