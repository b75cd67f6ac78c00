//! `lianban keymap check` and `show`: the keys, checked and as a printed page.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use lianban::console::keymap::{Base, Keymap, bindings, table};
use serde_json::json;

use super::output::{Failure, Output};
use super::remote::read;

#[derive(Debug, Subcommand)]
pub(crate) enum KeymapTask {
    Check {
        file: PathBuf,
    },
    Show {
        file: Option<PathBuf>,
        #[arg(long, value_enum, default_value = "default")]
        base: Preset,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Preset {
    Default,
    Vim,
}

impl KeymapTask {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self {
            Self::Check { file } => {
                let warnings = load(&file, output)?.1;
                output.answer(&json!({"accepted": true, "warnings": warnings}), || {
                    let fine = output.lang.say("keymap-holds");
                    if warnings.is_empty() {
                        fine
                    } else {
                        format!("{warnings}\n{fine}")
                    }
                })
            }
            Self::Show { file, base } => {
                let keymap = match (file, base) {
                    (Some(file), _) => load(&file, output)?.0,
                    (None, Preset::Default) => Keymap::embedded(Base::Default),
                    (None, Preset::Vim) => Keymap::embedded(Base::Vim),
                };
                output.answer(&bindings(&keymap, output.lang), || {
                    table(&keymap, output.lang)
                })
            }
        }
    }
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
