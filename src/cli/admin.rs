//! `lianban admin` and `lianban password`: accounts, by those who may open them.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use lianban::api::accounts::{
    NewOfficer, OfficerChange, OfficerView, OneTimePassword, PasswordChange, SignIn,
};
use lianban::client::Error;
use serde_json::json;

use super::output::{Failure, Output};
use super::remote::{Connection, failure, prompt, read};

#[derive(Debug, Args)]
pub(crate) struct Admin {
    #[command(subcommand)]
    task: AdminTask,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, Subcommand)]
enum AdminTask {
    Add {
        new_login: String,
        #[arg(long)]
        name: String,
        #[arg(long)]
        role: String,
        #[arg(long)]
        division: String,
        #[arg(long)]
        department: Option<String>,
        #[arg(long, value_delimiter = ',')]
        lines: Vec<String>,
        /// A file, since an ID number in an argument could be read by every user of the machine.
        #[arg(long)]
        id_number_file: Option<PathBuf>,
    },
    List,
    Disable {
        account: String,
    },
    Enable {
        account: String,
    },
    Reset {
        account: String,
    },
}

impl Admin {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        let client = self.connection.sign_in(output).await?;
        let refused = |error: Error| failure(output, &error);
        match self.task {
            AdminTask::Add {
                new_login,
                name,
                role,
                division,
                department,
                lines,
                id_number_file,
            } => {
                let id_number = id_number_file
                    .map(|path| read(output, &path))
                    .transpose()?
                    .map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
                let officer = NewOfficer {
                    login: new_login,
                    name,
                    role,
                    department,
                    lines,
                    division,
                    id_number,
                };
                let password = client.create_officer(&officer).await.map_err(refused)?;
                answer_password(output, &password)
            }
            AdminTask::List => {
                let officers = client.officers().await.map_err(refused)?;
                output.answer(&officers, || {
                    officers
                        .iter()
                        .map(|officer| officer_words(output, officer))
                        .collect::<Vec<_>>()
                        .join("\n")
                })
            }
            AdminTask::Disable { ref account } | AdminTask::Enable { ref account } => {
                let change = OfficerChange {
                    disabled: Some(matches!(self.task, AdminTask::Disable { .. })),
                    ..OfficerChange::default()
                };
                let officer = client
                    .change_officer(account, &change)
                    .await
                    .map_err(refused)?;
                output.answer(&officer, || officer_words(output, &officer))
            }
            AdminTask::Reset { account } => {
                let password = client.reset_password(&account).await.map_err(refused)?;
                answer_password(output, &password)
            }
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Password {
    #[arg(long)]
    new_password_file: Option<PathBuf>,
    #[command(flatten)]
    connection: Connection,
}

impl Password {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        let client = self.connection.client(output)?;
        let old = self.connection.password(output)?;
        let new = match self.new_password_file {
            Some(path) => Connection {
                password_file: Some(path),
                ..self.connection.clone()
            }
            .password(output)?,
            None => prompt(output, "prompt-new-password")?,
        };
        let refused = |error: Error| failure(output, &error);
        let credentials = SignIn {
            login: self.connection.login(output)?,
            password: old.clone(),
        };
        client.sign_in(&credentials).await.map_err(refused)?;
        client
            .change_password(&PasswordChange { old, new })
            .await
            .map_err(refused)?;
        output.answer(&json!({"changed": true}), || {
            output.lang.say("password-changed")
        })
    }
}

fn answer_password(output: Output, password: &OneTimePassword) -> Result<(), Failure> {
    output.answer(password, || {
        output.lang.say_with(
            "one-time-password",
            &[
                ("login", password.login.as_str().into()),
                ("password", password.password.as_str().into()),
            ],
        )
    })
}

fn officer_words(output: Output, officer: &OfficerView) -> String {
    let lang = output.lang;
    let state = lang.say(if officer.disabled {
        "officer-disabled"
    } else {
        "officer-enabled"
    });
    lang.say_with(
        "officer-row",
        &[
            ("login", officer.login.as_str().into()),
            ("name", officer.name.as_str().into()),
            ("role", lang.say(&format!("role-{}", officer.role)).into()),
            (
                "department",
                officer
                    .department
                    .as_deref()
                    .unwrap_or("-")
                    .to_owned()
                    .into(),
            ),
            ("division", officer.division.as_str().into()),
            ("state", state.into()),
        ],
    )
}
