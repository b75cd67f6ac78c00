//! `lianban catalogue check` and `show`: the configuration, checked and as a table.

use std::path::PathBuf;

use clap::Subcommand;
use lianban::domain::catalogue::Catalogue;
use lianban::words::catalogue::catalogue_fault;
use lianban::words::deadline::limit;
use serde_json::json;

use super::output::{Failure, Output};
use super::remote::read_text;

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogueTask {
    Check { files: Vec<PathBuf> },
    Show { files: Vec<PathBuf> },
}

impl CatalogueTask {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self {
            Self::Check { files } => {
                let own = some(&files, output)?;
                let catalogue = own.as_ref().unwrap_or(Catalogue::embedded());
                let value =
                    json!({"version": catalogue.version, "matters": catalogue.matters.len()});
                output.answer(&value, || {
                    output.lang.say_with(
                        "catalogue-holds",
                        &[
                            ("version", catalogue.version.as_str().into()),
                            ("scenes", catalogue.scenes.len().into()),
                            ("matters", catalogue.matters.len().into()),
                            ("fields", catalogue.fields.len().into()),
                            ("rules", catalogue.rules.len().into()),
                        ],
                    )
                })
            }
            Self::Show { files } => {
                let own = some(&files, output)?;
                show(own.as_ref().unwrap_or(Catalogue::embedded()), output)
            }
        }
    }
}

/// The catalogue in these files; none where there are no files.
fn some(files: &[PathBuf], output: Output) -> Result<Option<Catalogue>, Failure> {
    if files.is_empty() {
        return Ok(None);
    }
    load(files, output).map(Some)
}

/// The catalogue in these files, or everything that is wrong with it, each with its file and line.
pub(crate) fn load(files: &[PathBuf], output: Output) -> Result<Catalogue, Failure> {
    let texts = files
        .iter()
        .map(|path| {
            let text = read_text(output, path)?;
            Ok((path.display().to_string(), text))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let borrowed: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Catalogue::parse(&borrowed).map_err(|errors| {
        let faults = errors
            .iter()
            .map(|error| {
                (
                    format!("{}:{}", error.file, error.line),
                    catalogue_fault(output.lang, &error.reason),
                )
            })
            .collect();
        let words = output
            .lang
            .say_with("catalogue-broken", &[("n", errors.len().into())]);
        Failure::new("catalogue-broken", words).with_faults(faults)
    })
}

fn show(catalogue: &Catalogue, output: Output) -> Result<(), Failure> {
    let lang = output.lang;
    let rows: Vec<_> = catalogue
        .scenes
        .iter()
        .flat_map(|scene| scene.matters.iter().map(move |row| (scene, row)))
        .filter_map(|(scene, row)| {
            let matter = catalogue.matter(&row.matter)?;
            let line = catalogue.line(&matter.line)?;
            let department = catalogue.department(&line.department)?;
            Some(json!({
                "scene": scene.id, "matter": matter.id, "name": lang.label(&matter.name),
                "department": lang.label(&department.name), "line": lang.label(&line.name),
                "promise": limit(lang, row.promise),
                "statutory": row.statutory.map(|statutory| limit(lang, statutory)),
                "document": lang.label(&matter.document), "materials": matter.materials,
            }))
        })
        .collect();
    let value = json!({"version": catalogue.version, "effective_from": catalogue.effective_from, "matters": rows});
    output.answer(&value, || table(&rows))
}

/// The rows in columns as wide as their widest cell, counted in terminal cells.
fn table(rows: &[serde_json::Value]) -> String {
    use unicode_width::UnicodeWidthStr;
    const COLUMNS: [&str; 6] = [
        "matter",
        "name",
        "department",
        "line",
        "promise",
        "document",
    ];
    let cell =
        |row: &serde_json::Value, column| row[column].as_str().unwrap_or_default().to_owned();
    let width = |column| {
        rows.iter()
            .map(|row| cell(row, column).width())
            .max()
            .unwrap_or(0)
    };
    let widths = COLUMNS.map(width);
    let line = |row: &serde_json::Value| {
        let cells = COLUMNS.iter().zip(widths).map(|(column, width)| {
            let text = cell(row, column);
            let pad = " ".repeat(width - text.width());
            text + &pad
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
