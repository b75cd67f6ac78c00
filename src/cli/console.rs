//! `lianban console`: the officer's desk, on a backend somewhere or on the demo's own.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use lianban::api::accounts::OfficerView;
use lianban::client::Client;
use lianban::console::draft::Keep;
use lianban::console::screen::open::open;
use lianban::console::theme::Theme;
use lianban::console::widget::picture::draw::Graphics;
use lianban::console::{self, Clock, Settings};

use super::keymap;
use super::output::{Failure, Output};
use super::remote::Connection;

#[derive(Debug, Args)]
pub(crate) struct Console {
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    look: Look,
}

/// How the console looks and which keys it has.
#[derive(Debug, Clone, Args)]
pub(crate) struct Look {
    #[arg(long, env = "LIANBAN_KEYMAP")]
    keymap: Option<PathBuf>,
    #[arg(long, env = "LIANBAN_THEME", value_parser = ["dark", "light", "contrast", "mono"])]
    theme: Option<String>,
}

impl Console {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        terminal_there(output, "console-no-terminal")?;
        let client = self.connection.client(output)?;
        let officer = match (&self.connection.login, &self.connection.password_file) {
            (Some(_), Some(_)) => {
                let client = self.connection.sign_in(output).await?;
                let session = client
                    .session()
                    .await
                    .map_err(|error| super::remote::failure(output, &error))?;
                return self
                    .look
                    .open(
                        client,
                        self.connection.server,
                        Some(session.officer),
                        system_clock(),
                        output,
                    )
                    .await;
            }
            _ => None,
        };
        self.look
            .open(
                client,
                self.connection.server,
                officer,
                system_clock(),
                output,
            )
            .await
    }
}

/// The console needs someone in front of it.
pub(crate) fn terminal_there(output: Output, code: &'static str) -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(Failure::usage(code, output.lang.say(code)))
    }
}

fn system_clock() -> Clock {
    Arc::new(chrono::Utc::now)
}

impl Look {
    /// Runs the console until the officer quits.
    pub(crate) async fn open(
        &self,
        client: Client,
        server: String,
        officer: Option<OfficerView>,
        clock: Clock,
        output: Output,
    ) -> Result<(), Failure> {
        let (keymap, notices) = keymap::in_force(self.keymap.as_deref(), output)?;
        let variable = |name: &str| std::env::var(name).ok();
        let settings = Settings {
            server,
            lang: output.lang,
            theme: Theme::chosen(self.theme.as_deref(), variable("NO_COLOR").as_deref()),
            keymap,
            graphics: Graphics::from_env(variable),
            officer,
            // Without a private folder drafts are not kept, which the console says; work goes on.
            keep: Keep::of_user().ok(),
            clock,
            notices,
        };
        console::run(client, settings, open).await.map_err(|error| {
            let facts = [("cause", error.to_string().into())];
            Failure::new("console-lost", output.lang.say_with("console-lost", &facts))
        })
    }
}
