//! `lianban replay run`: case files, each on a private backend with a clock of its own, expected beside actual.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use futures::stream::{self, StreamExt};
use lianban::console::shown::Shown;
use lianban::demo::stage::PrivateStage;
use lianban::replay::report::{CaseReport, Cell, StepReport};
use lianban::replay::run::{StageError, play};
use lianban::replay::{Case, CaseError};
use lianban::words::Lang;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use unicode_width::UnicodeWidthStr;

use super::output::{Failure, Output};
use super::remote;

#[derive(Debug, Subcommand)]
pub(crate) enum Replay {
    Run {
        #[arg(required = true)]
        cases: Vec<PathBuf>,
    },
}

/// Why a case has no report.
#[derive(Debug)]
enum Unplayed {
    Case(CaseError),
    Stage(PathBuf, StageError),
}

impl Replay {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        let Self::Run { cases } = self;
        let mut files = Vec::new();
        for path in &cases {
            find(output, path, &mut files)?;
        }
        if files.is_empty() {
            return Err(Failure::usage(
                "no-cases",
                output.lang.say("replay-no-cases"),
            ));
        }
        let at_once = std::thread::available_parallelism().map_or(2, NonZero::get);
        let played = stream::iter(files).map(on_a_thread).buffered(at_once * 2);
        let mut played = std::pin::pin!(played);
        let (mut passed, mut failed, mut reports) = (0, 0, Vec::new());
        while let Some(outcome) = played.next().await {
            // A panic in a case is the program's own.
            let outcome = outcome.unwrap_or_else(|error| resume_unwind(error.into_panic()));
            let good = outcome.as_ref().is_ok_and(CaseReport::passed);
            *(if good { &mut passed } else { &mut failed }) += 1;
            if output.json {
                reports.push(value(&outcome, output.lang));
            } else {
                output.line(&words(&outcome, output.lang))?;
            }
        }
        let all = json!({"passed": passed, "failed": failed, "cases": reports});
        // The same in every language: scripts read the last line.
        output.answer(&all, || format!("{passed} passed, {failed} failed"))?;
        if failed == 0 {
            Ok(())
        } else {
            Err(Failure::told())
        }
    }
}

/// The case files at a path: the file, or every one in the folder and below.
fn find(output: Output, path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let unreadable = |error| remote::unreadable(output, path, &error);
    if !std::fs::metadata(path).map_err(unreadable)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries: Result<Vec<_>, _> = std::fs::read_dir(path).map_err(unreadable)?.collect();
    let mut paths: Vec<PathBuf> = entries
        .map_err(unreadable)?
        .iter()
        .map(std::fs::DirEntry::path)
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir()
            || path
                .extension()
                .is_some_and(|extension| extension == "toml")
        {
            find(output, &path, files)?;
        }
    }
    Ok(())
}

/// A thread for each case: they run side by side, whatever one of them waits for.
fn on_a_thread(file: PathBuf) -> JoinHandle<Result<CaseReport, Unplayed>> {
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || runtime.block_on(played(file)))
}

async fn played(file: PathBuf) -> Result<CaseReport, Unplayed> {
    let case = Case::read(&file).map_err(Unplayed::Case)?;
    let opened = PrivateStage::open(case.clock.0, &case.people).await;
    let mut stage = opened.map_err(|error| Unplayed::Stage(file, error))?;
    let report = play(&case, &mut stage).await;
    stage.close().await;
    Ok(report)
}

fn value(outcome: &Result<CaseReport, Unplayed>, lang: Lang) -> Value {
    match outcome {
        Ok(report) => {
            let mut value = json!(report);
            value["passed"] = report.passed().into();
            value
        }
        Err(unplayed) => json!({"passed": false, "error": unplayed_words(unplayed, lang)}),
    }
}

fn unplayed_words(unplayed: &Unplayed, lang: Lang) -> String {
    match unplayed {
        Unplayed::Case(error) => {
            let fault = lang.say_with(
                &format!("case-{}", error.fault.code()),
                &[("fact", error.fault.fact().into())],
            );
            format!(
                "{}:{}:{}: {fault}",
                error.file.display(),
                error.line,
                error.column
            )
        }
        Unplayed::Stage(file, error) => {
            let facts = [("cause", error.to_string().into())];
            format!(
                "{}: {}",
                file.display(),
                lang.say_with("replay-no-stage", &facts)
            )
        }
    }
}

fn words(outcome: &Result<CaseReport, Unplayed>, lang: Lang) -> String {
    let report = match outcome {
        Ok(report) => report,
        Err(unplayed) => {
            let title = Shown::line(&unplayed_words(unplayed, lang));
            let facts = [("title", title.as_str().into())];
            return lang.say_with("replay-failed", &facts);
        }
    };
    let id = if report.passed() {
        "replay-passed"
    } else {
        "replay-failed"
    };
    let title = Shown::line(&report.title);
    let mut lines = vec![lang.say_with(id, &[("title", title.as_str().into())])];
    if !report.passed() {
        let facts = [
            ("shows", report.shows.as_str().into()),
            ("basis", report.basis.as_str().into()),
        ];
        lines.push(lang.say_with("replay-shows", &facts));
    }
    for step in report.steps.iter().filter(|step| !step.passed()) {
        lines.push(step_words(report, step));
        lines.extend(table(step, lang));
    }
    lines.join("\n")
}

fn step_words(report: &CaseReport, step: &StepReport) -> String {
    let by = step.by.as_deref().unwrap_or_default();
    let text = format!(
        "{}:{}  {}  {by} {}",
        report.file.display(),
        step.line,
        step.at,
        step.action
    );
    format!("  {}", Shown::line(text.trim_end()).as_str())
}

/// The cells that differ, in three columns.
fn table(step: &StepReport, lang: Lang) -> Vec<String> {
    let heads = ["replay-place", "replay-expected", "replay-actual"].map(|id| lang.say(id));
    let or_none = |text: &str| {
        if text.is_empty() {
            lang.say("replay-none")
        } else {
            Shown::line(text).to_string()
        }
    };
    let row = |cell: &Cell| {
        [
            Shown::line(&cell.place).to_string(),
            or_none(&cell.expected),
            or_none(&cell.actual),
        ]
    };
    let mut rows = vec![heads];
    rows.extend(step.cells.iter().filter(|cell| !cell.holds).map(row));
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].width())
            .max()
            .unwrap_or(0)
    };
    let (first, second) = (width(0), width(1));
    let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(text.width()));
    rows.iter()
        .map(|[place, expected, actual]| {
            format!(
                "    {place}{}  {expected}{}  {actual}",
                pad(place, first),
                pad(expected, second)
            )
        })
        .collect()
}
