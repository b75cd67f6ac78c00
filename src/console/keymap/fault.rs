//! What can be wrong with a keymap file, with the place and the words for it.

use std::fmt;

use fluent_templates::fluent_bundle::FluentValue;

use super::{Base, Condition, Context, Sequence};
use crate::console::action::Action;
use crate::console::shown::Shown;
use crate::words::Lang;

/// A place in a file, counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in it.
    pub column: usize,
}

impl Position {
    /// The place of a byte in `text`.
    pub fn of(text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Whether a file with this fault is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is not.
    Error,
    /// It is, and the officer is told.
    Warning,
}

/// A fault and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: Position,
    /// What.
    pub what: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of each are in keymap.ftl")]
pub enum Wrong {
    NotText,
    TooLarge,
    Syntax(String),
    NotATable(String),
    NotKeys(String),
    NoSuchBase {
        name: String,
        nearest: Option<Base>,
    },
    NotCounts(String),
    NoSuchContext {
        name: String,
        nearest: Option<Context>,
    },
    NoSuchAction {
        name: String,
        nearest: Option<Action>,
    },
    OtherContext {
        action: Action,
        context: Context,
    },
    NoSuchKey {
        name: String,
        meant: Option<String>,
    },
    NeverSent(String),
    NoSuchPart {
        name: String,
        nearest: Option<&'static str>,
    },
    NoSuchCondition {
        name: String,
        nearest: Option<Condition>,
    },
    NeverHolds(String),
    Counts {
        action: Action,
        keys: Sequence,
    },
    TooLong(String),
    Swallows {
        action: Action,
        keys: Sequence,
    },
    Clash {
        keys: Sequence,
        action: Action,
        other: Action,
        line: usize,
    },
    Prefix {
        keys: Sequence,
        action: Action,
        longer: Sequence,
        other: Action,
    },
    Unreachable {
        action: Action,
        keys: Sequence,
        by: Action,
    },
    LeftWithout {
        action: Action,
        taken: Action,
    },
    LeftByCounts(Action),
    NoWayOut {
        action: Action,
        context: Context,
    },
}

impl Fault {
    /// Whether it keeps the file from being taken.
    pub fn severity(&self) -> Severity {
        match self.what {
            Wrong::LeftWithout { .. } | Wrong::LeftByCounts(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether it keeps the file from being taken.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// The stable code, for scripts.
    pub fn code(&self) -> &'static str {
        match &self.what {
            Wrong::NotText => "keymap-not-text",
            Wrong::TooLarge => "keymap-too-large",
            Wrong::Syntax(_) => "keymap-syntax",
            Wrong::NotATable(_) => "keymap-not-a-table",
            Wrong::NotKeys(_) => "keymap-not-keys",
            Wrong::NoSuchBase { nearest: None, .. } => "keymap-no-such-base",
            Wrong::NoSuchBase { .. } => "keymap-misspelt-base",
            Wrong::NotCounts(_) => "keymap-not-counts",
            Wrong::NoSuchContext { nearest: None, .. } => "keymap-no-such-context",
            Wrong::NoSuchContext { .. } => "keymap-misspelt-context",
            Wrong::NoSuchAction { nearest: None, .. } => "keymap-no-such-action",
            Wrong::NoSuchAction { .. } => "keymap-misspelt-action",
            Wrong::OtherContext { .. } => "keymap-other-context",
            Wrong::NoSuchKey { meant: None, .. } => "keymap-no-such-key",
            Wrong::NoSuchKey { .. } => "keymap-misspelt-key",
            Wrong::NeverSent(_) => "keymap-never-sent",
            Wrong::NoSuchPart { nearest: None, .. } => "keymap-no-such-part",
            Wrong::NoSuchPart { .. } => "keymap-misspelt-part",
            Wrong::NoSuchCondition { nearest: None, .. } => "keymap-no-such-condition",
            Wrong::NoSuchCondition { .. } => "keymap-misspelt-condition",
            Wrong::NeverHolds(_) => "keymap-never-holds",
            Wrong::Counts { .. } => "keymap-counts-take",
            Wrong::TooLong(_) => "keymap-sequence-too-long",
            Wrong::Swallows { .. } => "keymap-swallows-typing",
            Wrong::Clash { .. } => "keymap-clash",
            Wrong::Prefix { .. } => "keymap-prefix",
            Wrong::Unreachable { .. } => "keymap-unreachable",
            Wrong::LeftWithout { .. } => "keymap-left-without-key",
            Wrong::LeftByCounts(_) => "keymap-left-by-counts",
            Wrong::NoWayOut { .. } => "keymap-no-way-out",
        }
    }

    /// What is wrong and what to do, in words.
    pub fn say(&self, lang: Lang) -> String {
        let arguments: Vec<(&'static str, FluentValue<'_>)> = self
            .arguments()
            .into_iter()
            .map(|(name, value)| (name, FluentValue::from(value)))
            .collect();
        lang.say_with(self.code(), &arguments)
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match &self.what {
            Wrong::NotText | Wrong::TooLarge => vec![],
            Wrong::Syntax(text)
            | Wrong::NotATable(text)
            | Wrong::NotKeys(text)
            | Wrong::NotCounts(text)
            | Wrong::NeverSent(text)
            | Wrong::NeverHolds(text)
            | Wrong::TooLong(text) => vec![("text", text.clone())],
            Wrong::NoSuchBase { name, nearest } => misspelt(name, nearest.map(Base::id)),
            Wrong::NoSuchKey { name, meant } => misspelt(name, meant.as_deref()),
            Wrong::NoSuchPart { name, nearest } => misspelt(name, *nearest),
            Wrong::NoSuchCondition { name, nearest } => {
                let mut facts = misspelt(name, nearest.map(Condition::id));
                let all: Vec<&str> = Condition::all().map(Condition::id).collect();
                facts.push(("all", all.join(" ")));
                facts
            }
            Wrong::NoSuchContext { name, nearest } => misspelt(name, nearest.map(Context::id)),
            Wrong::NoSuchAction { name, nearest } => misspelt(name, nearest.map(Action::id)),
            Wrong::OtherContext { action, context } => vec![
                ("action", action.id().to_owned()),
                ("context", context.id().to_owned()),
                ("home", action.row().home.id().to_owned()),
            ],
            Wrong::Swallows { action, keys } | Wrong::Counts { action, keys } => {
                vec![
                    ("action", action.id().to_owned()),
                    ("keys", keys.to_string()),
                ]
            }
            Wrong::Clash {
                keys,
                action,
                other,
                line,
            } => vec![
                ("keys", keys.to_string()),
                ("action", action.id().to_owned()),
                ("other", other.id().to_owned()),
                ("line", line.to_string()),
            ],
            Wrong::Prefix {
                keys,
                action,
                longer,
                other,
            } => vec![
                ("keys", keys.to_string()),
                ("action", action.id().to_owned()),
                ("longer", longer.to_string()),
                ("other", other.id().to_owned()),
            ],
            Wrong::Unreachable { action, keys, by } => vec![
                ("action", action.id().to_owned()),
                ("keys", keys.to_string()),
                ("other", by.id().to_owned()),
            ],
            Wrong::LeftWithout { action, taken } => vec![
                ("action", action.id().to_owned()),
                ("other", taken.id().to_owned()),
            ],
            Wrong::LeftByCounts(action) => vec![("action", action.id().to_owned())],
            Wrong::NoWayOut { action, context } => vec![
                ("action", action.id().to_owned()),
                ("context", context.id().to_owned()),
            ],
        }
    }
}

fn misspelt(name: &str, nearest: Option<&str>) -> Vec<(&'static str, String)> {
    let nearest = nearest.unwrap_or_default().to_owned();
    vec![("text", name.to_owned()), ("nearest", nearest)]
}

/// What came of reading a keymap file: faults in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The faults.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Whether the file can be used.
    pub fn accepted(&self) -> bool {
        self.faults.iter().all(|fault| !fault.is_error())
    }

    /// One line per fault: `file:line:column: words`.
    pub fn say(&self, file: &str, lang: Lang) -> String {
        let lines = self.faults.iter().map(|fault| {
            let severity = match fault.severity() {
                Severity::Error => "keymap-error",
                Severity::Warning => "keymap-warning",
            };
            let arguments = [
                ("place", FluentValue::from(format!("{file}:{}", fault.at))),
                (
                    "words",
                    FluentValue::from(Shown::line(&fault.say(lang)).to_string()),
                ),
            ];
            lang.say_with(severity, &arguments)
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}
