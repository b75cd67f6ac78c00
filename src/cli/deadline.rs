//! `lianban calendar due` and `check`: when a limit ends and why; a calendar file, checked.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use clap::Subcommand;
use lianban::domain::calendar::Calendar as WorkCalendar;
use lianban::domain::deadline::{Clock, Limit};
use lianban::words::calendar::calendar_fault;
use lianban::words::deadline::due_step;
use serde_json::json;

use super::output::{Failure, Output};
use super::remote::read_text;

#[derive(Debug, Subcommand)]
pub(crate) enum Calendar {
    Due {
        #[arg(long)]
        from: DateTime<FixedOffset>,
        #[arg(long)]
        limit: Limit,
        #[arg(long)]
        calendar: Option<PathBuf>,
    },
    Check {
        file: PathBuf,
    },
}

impl Calendar {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self {
            Self::Due {
                from,
                limit,
                calendar,
            } => {
                let own = calendar.map(|path| load(&path, output)).transpose()?;
                let calendar = own.as_ref().unwrap_or(WorkCalendar::embedded());
                due(from, limit, calendar, output)
            }
            Self::Check { file } => {
                let years: Vec<i32> = load(&file, output)?.years().collect();
                output.answer(&json!({"years": years}), || {
                    let list: Vec<String> = years.iter().map(ToString::to_string).collect();
                    let facts = [("years", list.join(", ").into())];
                    output.lang.say_with("calendar-holds", &facts)
                })
            }
        }
    }
}

fn due(
    from: DateTime<FixedOffset>,
    limit: Limit,
    calendar: &WorkCalendar,
    output: Output,
) -> Result<(), Failure> {
    let clock = Clock::start(limit, from.to_utc(), calendar);
    let due = calendar.local(clock.due.at);
    let steps = clock.explain(calendar);
    let sentences: Vec<String> = steps
        .iter()
        .map(|step| due_step(output.lang, step))
        .collect();
    let value = json!({
        "due": due.to_rfc3339(), "provisional": clock.due.provisional, "limit": limit.to_string(),
        "steps": steps, "sentences": sentences,
    });
    output.answer(&value, || {
        let mut lines = vec![due.format("%Y-%m-%d %H:%M").to_string()];
        lines.extend(sentences.iter().map(|sentence| format!("  {sentence}")));
        lines.join("\n")
    })
}

/// The calendar in a file, or what is wrong with it and on which line.
pub(crate) fn load(path: &Path, output: Output) -> Result<WorkCalendar, Failure> {
    let text = read_text(output, path)?;
    WorkCalendar::parse(&text).map_err(|error| {
        let place = format!("{}:{}", path.display(), error.line);
        let fault = calendar_fault(output.lang, &error.fault);
        Failure::new("calendar-broken", output.lang.say("calendar-broken"))
            .with_faults(vec![(place, fault)])
    })
}
