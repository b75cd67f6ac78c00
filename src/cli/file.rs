//! `lianban file` and `lianban result`: one joint form in, one combined result out.

use std::path::{Path, PathBuf};

use chrono::DateTime;
use clap::Args;
use lianban::api::applications::{FilingRequest, Receipt};
use lianban::client::{Attachment, Error, Key};
use lianban::domain::id::as_written;
use serde_json::json;

use super::output::{Failure, Output};
use super::remote::{Connection, failure, read};

#[derive(Debug, Args)]
pub(crate) struct File {
    application: PathBuf,
    #[arg(long, value_name = "MATERIAL=PATH", value_parser = attachment)]
    attach: Vec<(String, PathBuf)>,
    #[command(flatten)]
    connection: Connection,
}

fn attachment(text: &str) -> Result<(String, PathBuf), String> {
    let (kind, path) = text.split_once('=').ok_or("MATERIAL=PATH")?;
    Ok((kind.to_owned(), PathBuf::from(path)))
}

impl File {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        let request = self.request(output)?;
        let attachments = self
            .attach
            .iter()
            .map(|(kind, path)| {
                let file_name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                Ok(Attachment {
                    kind: kind.clone(),
                    file_name,
                    bytes: read(output, path)?,
                })
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        let client = self.connection.sign_in(output).await?;
        let receipt = client
            .file(&Key::fresh(), &request, attachments)
            .await
            .map_err(|error| failure(output, &error))?;
        output.answer(&receipt, || receipt_words(output, &receipt))
    }

    fn request(&self, output: Output) -> Result<FilingRequest, Failure> {
        serde_json::from_slice(&read(output, &self.application)?).map_err(|error| {
            let facts = [
                ("path", self.application.display().to_string().into()),
                ("line", error.line().into()),
                ("column", error.column().into()),
                ("cause", error.to_string().into()),
            ];
            Failure::new(
                "application-malformed",
                output.lang.say_with("application-malformed", &facts),
            )
        })
    }
}

fn receipt_words(output: Output, receipt: &Receipt) -> String {
    let lang = output.lang;
    let mut lines = vec![lang.say_with(
        "receipt-filed",
        &[("no", receipt.application.as_str().into())],
    )];
    for item in &receipt.items {
        let state = match &item.outcome {
            Some(outcome) => lang.say(&format!("outcome-{outcome}")),
            None => lang.say(&format!("state-{}", item.state)),
        };
        let due = item
            .due
            .as_ref()
            .map_or_else(|| lang.say("receipt-no-due"), |due| minute(&due.at));
        lines.push(lang.say_with(
            "receipt-item",
            &[
                ("no", item.no.as_str().into()),
                ("matter", item.matter_name.as_str().into()),
                ("desk", item.desk.as_str().into()),
                ("state", state.into()),
                ("due", due.into()),
                ("promise", item.promise.as_str().into()),
            ],
        ));
        lines.extend(
            item.warnings
                .iter()
                .map(|words| lang.say_with("receipt-warning", &[("words", words.as_str().into())])),
        );
    }
    lines.join("\n")
}

/// A moment of the wire, to the minute; as it came where it is none.
fn minute(at: &str) -> String {
    let moment = DateTime::parse_from_rfc3339(at);
    moment.map_or_else(
        |_| at.to_owned(),
        |moment| moment.format("%Y-%m-%d %H:%M").to_string(),
    )
}

#[derive(Debug, Args)]
pub(crate) struct CombinedResult {
    number: String,
    #[arg(long)]
    pdf: Option<PathBuf>,
    #[command(flatten)]
    connection: Connection,
}

impl CombinedResult {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        let client = self.connection.sign_in(output).await?;
        let number = as_written(&self.number);
        let refused = |error: Error| failure(output, &error);
        if let Some(path) = &self.pdf {
            let pdf = client.result_pdf(&number).await.map_err(refused)?;
            write_new(output, path, &pdf)?;
            let value = json!({"path": path});
            return output.answer(&value, || {
                output.lang.say_with(
                    "file-written",
                    &[("path", path.display().to_string().into())],
                )
            });
        }
        if output.json {
            let result = client.result(&number).await.map_err(refused)?;
            return output.answer(&result, String::new);
        }
        output.line(&client.result_text(&number).await.map_err(refused)?)
    }
}

/// Writes a file that only its owner reads, and never over another one.
fn write_new(output: Output, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| {
        let facts = [
            ("path", path.display().to_string().into()),
            ("cause", error.to_string().into()),
        ];
        Failure::new(
            "file-unwritable",
            output.lang.say_with("file-unwritable", &facts),
        )
    })
}
