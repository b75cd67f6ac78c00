//! `lianban calendar due`: when a limit ends, and why.

use chrono::{DateTime, FixedOffset};
use clap::Subcommand;
use lianban::domain::calendar::Calendar as WorkCalendar;
use lianban::domain::deadline::{Clock, Limit};
use lianban::words::deadline::due_step;
use serde_json::json;

use super::output::{Failure, Output};

#[derive(Debug, Subcommand)]
pub(crate) enum Calendar {
    Due {
        #[arg(long)]
        from: DateTime<FixedOffset>,
        #[arg(long)]
        limit: Limit,
    },
}

impl Calendar {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let Self::Due { from, limit } = self;
        let calendar = WorkCalendar::embedded();
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
}
