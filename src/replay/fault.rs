//! What can be wrong with a case file, and where: a value with facts. Words for people are in `words`.

use std::path::{Path, PathBuf};

/// What is wrong with a case file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}:{column}: {fault}", file.display())]
pub struct CaseError {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub fault: CaseFault,
}

impl CaseError {
    pub(super) fn new(file: &Path, text: &str, at: usize, fault: CaseFault) -> Self {
        let (line, column) = place(text, at);
        Self {
            file: file.to_owned(),
            line,
            column,
            fault,
        }
    }
}

/// What is wrong with a case file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseFault {
    /// It, or a file that it names, cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A file that is no application: the reader's own words.
    #[error("no application: {0}")]
    BadApplication(String),
    /// No TOML, or not the keys of a case: the reader's own words.
    #[error("{0}")]
    Syntax(String),
    /// A path behind which there is no file.
    #[error("there is no file {0}")]
    NoFile(String),
    /// Two applications of one name.
    #[error("an application is named {0} already")]
    NameTaken(String),
    /// `at` and `advance` in one step.
    #[error("a step moves the clock once: `at` or `advance`")]
    TwoTimes,
    /// More than one of `file`, `decide`, `resubmit`.
    #[error("a step does one thing: `file`, or `item` with `decide` or `resubmit`")]
    TwoThings,
    /// `decide` or `resubmit` without `item`.
    #[error("which item? `item` is missing")]
    NoItem,
    /// Something is done by nobody.
    #[error("who does it? `as` is missing")]
    Nobody,
    /// Somebody does nothing.
    #[error("`as` does nothing here: `file` or `item` is missing")]
    Nothing,
}

impl CaseFault {
    /// The fault's code, of which its message id is made.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::BadApplication(_) => "bad-application",
            Self::Syntax(_) => "syntax",
            Self::NoFile(_) => "no-file",
            Self::NameTaken(_) => "name-taken",
            Self::TwoTimes => "two-times",
            Self::TwoThings => "two-things",
            Self::NoItem => "no-item",
            Self::Nobody => "nobody",
            Self::Nothing => "nothing",
        }
    }

    /// The one fact that its words name.
    pub fn fact(&self) -> &str {
        match self {
            Self::Unreadable(fact)
            | Self::BadApplication(fact)
            | Self::Syntax(fact)
            | Self::NoFile(fact)
            | Self::NameTaken(fact) => fact,
            Self::TwoTimes | Self::TwoThings | Self::NoItem | Self::Nobody | Self::Nothing => "",
        }
    }
}

/// Line and column of an offset, from 1.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}
