//! Talking to a backend: where it is, who asks, and how its refusals reach the person at the shell.
//!
//! `LIANBAN_SERVER` and `LIANBAN_LOGIN` say where and who; the password comes from a file or a prompt, never from an
//! argument, where every user of the machine could read it.

use std::path::{Path, PathBuf};

use clap::Args;
use lianban::api::accounts::SignIn;
use lianban::client::{Client, Error};

use super::output::{Failure, Output};

/// Where the backend is and who asks. Global, so that it may stand behind `admin list` as well as before it.
#[derive(Debug, Clone, Args)]
pub(crate) struct Connection {
    #[arg(
        long,
        global = true,
        env = "LIANBAN_SERVER",
        default_value = "http://127.0.0.1:8642"
    )]
    pub(crate) server: String,
    #[arg(long, global = true, env = "LIANBAN_LOGIN")]
    pub(crate) login: Option<String>,
    #[arg(long, global = true, env = "LIANBAN_PASSWORD_FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Authorities to trust over https, PEM.
    #[arg(long, global = true, env = "LIANBAN_CA_FILE")]
    pub(crate) ca_file: Option<PathBuf>,
}

impl Connection {
    /// A client that has not signed in yet.
    pub(crate) fn client(&self, output: Output) -> Result<Client, Failure> {
        let pem = self
            .ca_file
            .as_deref()
            .map(|path| read(output, path))
            .transpose()?
            .unwrap_or_default();
        Client::trusting(&self.server, output.lang, &pem).map_err(|error| failure(output, &error))
    }

    /// The login, or a usage error that says how to give it.
    pub(crate) fn login(&self, output: Output) -> Result<String, Failure> {
        self.login
            .clone()
            .ok_or_else(|| Failure::usage("login-missing", output.lang.say("login-missing")))
    }

    /// The password, from the file or from a prompt that does not echo.
    pub(crate) fn password(&self, output: Output) -> Result<String, Failure> {
        match &self.password_file {
            Some(path) => {
                let text = String::from_utf8(read(output, path)?).map_err(|_| {
                    Failure::usage("password-file", output.lang.say("password-not-text"))
                })?;
                Ok(text.trim_end_matches(['\r', '\n']).to_owned())
            }
            None => prompt(output, "prompt-password"),
        }
    }

    /// A client that has signed in.
    pub(crate) async fn sign_in(&self, output: Output) -> Result<Client, Failure> {
        let client = self.client(output)?;
        let credentials = SignIn {
            login: self.login(output)?,
            password: self.password(output)?,
        };
        let session = client
            .sign_in(&credentials)
            .await
            .map_err(|error| failure(output, &error))?;
        if session.must_change_password {
            return Err(Failure::new(
                "password-change-required",
                output.lang.say("password-change-required"),
            ));
        }
        Ok(client)
    }
}

/// The line typed at a prompt without echo.
pub(crate) fn prompt(output: Output, id: &str) -> Result<String, Failure> {
    rpassword::prompt_password(output.lang.say(id))
        .map_err(|_| Failure::usage("password-missing", output.lang.say("password-missing")))
}

/// A file's bytes, or a failure that names the file.
pub(crate) fn read(output: Output, path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| unreadable(output, path, &error))
}

/// A file or folder that cannot be read, by name.
pub(crate) fn unreadable(output: Output, path: &Path, error: &std::io::Error) -> Failure {
    let facts = [
        ("path", path.display().to_string().into()),
        ("cause", error.to_string().into()),
    ];
    Failure::usage(
        "file-unreadable",
        output.lang.say_with("file-unreadable", &facts),
    )
}

/// A file's text, or a failure that names the file.
pub(crate) fn read_text(output: Output, path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(output, path)?).map_err(|_| {
        let facts = [("path", path.display().to_string().into())];
        Failure::new("not-text", output.lang.say_with("not-text", &facts))
    })
}

/// The backend's refusal, or the line's failure, as a failure of the command.
pub(crate) fn failure(output: Output, error: &Error) -> Failure {
    let faults = match error {
        Error::Problem(problem) => problem
            .errors
            .iter()
            .map(|fault| (fault.pointer.clone(), fault.detail.clone()))
            .collect(),
        _ => Vec::new(),
    };
    Failure::new(error.kind(), error.words(output.lang)).with_faults(faults)
}
