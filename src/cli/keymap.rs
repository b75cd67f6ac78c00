//! `lianban keymap check` and `show`: the keys, checked and as a printed page; and the officer's own keymap file.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use lianban::console::effect::{Notice, Tone};
use lianban::console::keymap::{Base, Keymap, Report, bindings, table};
use lianban::console::shown::Shown;
use serde_json::json;

use super::output::{Failure, Output};
use super::remote::read;

#[derive(Debug, Subcommand)]
pub(crate) enum KeymapTask {
    Check {
        file: Option<PathBuf>,
    },
    Show {
        file: Option<PathBuf>,
        #[arg(long, value_parser = PossibleValuesParser::new(Base::ALL.map(Base::id)))]
        base: Option<String>,
    },
}

impl KeymapTask {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self {
            Self::Check { file } => check(file.or_else(own_file), output),
            Self::Show { file, base } => {
                let base = base.as_deref().and_then(Base::from_id);
                let file =
                    file.or_else(|| own_file().filter(|file| base.is_none() && file.exists()));
                let keymap = match file {
                    Some(file) => load(&file, output)?.0,
                    None => Keymap::embedded(base.unwrap_or_default()),
                };
                output.answer(&bindings(&keymap, output.lang), || {
                    table(&keymap, output.lang)
                })
            }
        }
    }
}

fn check(file: Option<PathBuf>, output: Output) -> Result<(), Failure> {
    let file =
        file.ok_or_else(|| Failure::usage("keymap-no-home", output.lang.say("keymap-no-home")))?;
    if Some(&file) == own_file().as_ref() && !file.exists() {
        let facts = [("path", file.display().to_string().into())];
        return output.answer(&json!({"accepted": true, "file": null}), || {
            output.lang.say_with("keymap-own-none", &facts)
        });
    }
    let warnings = load(&file, output)?.1;
    output.answer(&json!({"accepted": true, "warnings": warnings}), || {
        let holds = output.lang.say("keymap-holds");
        if warnings.is_empty() {
            holds
        } else {
            format!("{warnings}\n{holds}")
        }
    })
}

/// Where an officer's own keymap lies: `$XDG_CONFIG_HOME/lianban/keymap.toml` or its like.
pub(crate) fn own_file() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("cn", "", "lianban")?;
    Some(dirs.config_dir().join("keymap.toml"))
}

/// The keys that the console starts with, and what the officer is told about them. A file that was asked for must
/// hold; a broken one of the officer's own must not keep them from their work.
pub(crate) fn in_force(
    asked: Option<&Path>,
    output: Output,
) -> Result<(Keymap, Vec<Notice>), Failure> {
    if let Some(file) = asked {
        return Ok((load(file, output)?.0, vec![]));
    }
    match own_file().filter(|file| file.exists()) {
        Some(file) => Ok(own(&file, output)),
        None => Ok((Keymap::embedded(Base::Default), vec![])),
    }
}

fn own(file: &Path, output: Output) -> (Keymap, Vec<Notice>) {
    let bytes = match read(output, file) {
        Ok(bytes) => bytes,
        Err(failure) => {
            let notice = Notice::new(Tone::Bad, Shown::line(&failure.words));
            return (Keymap::embedded(Base::Default), vec![notice]);
        }
    };
    let (keymap, report) = Keymap::read(&bytes);
    let notices = notices(file, &report, output);
    (
        keymap.unwrap_or_else(|| Keymap::embedded(Base::Default)),
        notices,
    )
}

/// Where it lies and a line for each fault; where the file cannot be used a last one that says so and stays in sight.
fn notices(file: &Path, report: &Report, output: Output) -> Vec<Notice> {
    if report.faults.is_empty() {
        return vec![];
    }
    let accepted = report.accepted();
    let tone = if accepted { Tone::Warning } else { Tone::Bad };
    // The folder is the same for all, and the line is short.
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let said = report.say(&name, output.lang);
    let path = [("path", file.display().to_string().into())];
    let mut lines = vec![output.lang.say_with("keymap-own-file", &path)];
    lines.extend(said.lines().map(ToOwned::to_owned));
    if let Some(first) = report.faults.iter().find(|fault| fault.is_error()) {
        let errors = report.faults.iter().filter(|fault| fault.is_error());
        let facts = [
            ("count", errors.count().into()),
            ("place", format!("{name}:{}", first.at).into()),
            ("words", first.say(output.lang).into()),
        ];
        lines.push(output.lang.say_with("keymap-own-broken", &facts));
    }
    let lines = lines.iter();
    lines
        .map(|line| Notice::new(tone, Shown::line(line)))
        .collect()
}

/// The keymap in a file with what it warns of, or everything that is wrong with it.
pub(crate) fn load(file: &Path, output: Output) -> Result<(Keymap, String), Failure> {
    let (keymap, report) = Keymap::read(&read(output, file)?);
    let said = report.say(&file.display().to_string(), output.lang);
    match keymap {
        Some(keymap) => Ok((keymap, said)),
        None => Err(Failure::new(
            "keymap-broken",
            format!("{}\n{said}", output.lang.say("keymap-broken")),
        )),
    }
}
