//! Case files and example applications: every one in `tests/cases` comes as it says.

mod applications;
mod format;
mod library;
mod shell;

use std::fs;
use std::path::{Path, PathBuf};

use lianban::demo::stage::PrivateStage;
use lianban::replay::Case;
use lianban::replay::report::CaseReport;
use lianban::replay::run::play;

/// The folder of case files.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Every case file, in order.
fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    files.sort();
    files
}

/// A case as it would stand in the folder of case files.
fn written(text: &str) -> Case {
    Case::parse(&folder().join("written.toml"), text).unwrap()
}

async fn played(case: &Case) -> CaseReport {
    let mut stage = PrivateStage::open(case.clock.0, &case.people)
        .await
        .unwrap();
    let report = play(case, &mut stage).await;
    stage.close().await;
    report
}

/// Every difference, one a line.
fn differences(report: &CaseReport) -> String {
    let lines = report.differences().map(|(step, cell)| {
        let file = report
            .file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        format!(
            "{file}:{} {} {}: {:?} but {:?}\n",
            step.line, step.action, cell.place, cell.expected, cell.actual
        )
    });
    lines.collect()
}
