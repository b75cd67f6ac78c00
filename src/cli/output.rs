//! What a command prints: plain words for people, one JSON value for scripts; and what a failure looks like.

use std::io::Write;
use std::process::ExitCode;

use lianban::words::Lang;
use serde::Serialize;
use serde_json::json;

/// How a command answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    pub(crate) lang: Lang,
    pub(crate) json: bool,
}

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Stable, kebab-case.
    pub(crate) code: String,
    /// What happened, to which thing, what to do next.
    pub(crate) words: String,
    /// The parts of the input that are wrong: where, and why.
    pub(crate) faults: Vec<(String, String)>,
    /// 2 for a command that was typed wrong, 1 for anything else.
    pub(crate) exit: u8,
}

impl Failure {
    /// Refused or failed: exit code 1.
    pub(crate) fn new(code: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            words: words.into(),
            faults: Vec::new(),
            exit: 1,
        }
    }

    /// The command was typed wrong: exit code 2.
    pub(crate) fn usage(code: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            exit: 2,
            ..Self::new(code, words)
        }
    }

    /// Failed, and everything that there is to say of it has been said: exit code 1 alone.
    pub(crate) fn told() -> Self {
        Self::new("told", "")
    }

    /// The same with the parts that are wrong.
    pub(crate) fn with_faults(self, faults: Vec<(String, String)>) -> Self {
        Self { faults, ..self }
    }
}

impl Output {
    /// Prints `value` as JSON, or `words` for people.
    pub(crate) fn answer(
        self,
        value: &impl Serialize,
        words: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        let text = if self.json {
            serde_json::to_string(value).expect("answers are plain data with text keys")
        } else {
            words()
        };
        self.line(&text)
    }

    /// Prints one text. A reader that went away (`| head`) is no failure.
    pub(crate) fn line(self, text: &str) -> Result<(), Failure> {
        match writeln!(std::io::stdout(), "{}", text.trim_end_matches('\n')) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::new(
                "output-failed",
                self.lang
                    .say_with("output-failed", &[("cause", error.to_string().into())]),
            )),
            _ => Ok(()),
        }
    }

    /// Prints a failure to standard error and gives its exit code.
    pub(crate) fn failure(self, failure: &Failure) -> ExitCode {
        if failure.words.is_empty() {
            return ExitCode::from(failure.exit);
        }
        let text = if self.json {
            let faults: Vec<_> = failure
                .faults
                .iter()
                .map(|(pointer, detail)| json!({"pointer": pointer, "detail": detail}))
                .collect();
            json!({"code": failure.code, "detail": failure.words, "errors": faults}).to_string()
        } else {
            let mut lines = vec![self.lang.say_with(
                "failure",
                &[
                    ("words", failure.words.as_str().into()),
                    ("code", failure.code.as_str().into()),
                ],
            )];
            lines.extend(
                failure
                    .faults
                    .iter()
                    .map(|(pointer, detail)| format!("  {pointer}  {detail}")),
            );
            lines.join("\n")
        };
        // Nobody is left to tell where standard error is gone too.
        writeln!(std::io::stderr(), "{text}").ok();
        ExitCode::from(failure.exit)
    }
}
