//! `lianban console`: the officer's desk, on a backend somewhere or on the demo's own.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::TimeDelta;
use clap::Args;
use lianban::api::accounts::OfficerView;
use lianban::client::Client;
use lianban::console::app::tour::Tour;
use lianban::console::draft::Keep;
use lianban::console::effect::files::Reach;
use lianban::console::effect::{Notice, Tone};
use lianban::console::outbox::TAKE_BACK;
use lianban::console::screen::open::open;
use lianban::console::terminal::ask::can_be_asked;
use lianban::console::theme::Theme;
use lianban::console::views::{self, Views};
use lianban::console::widget::picture::means::{Graphics, MOST_BYTES, Means, terminal_name};
use lianban::console::{self, Clock, Settings};
use lianban::words::Lang;

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
    #[arg(long, env = "LIANBAN_VIEWS")]
    views: Option<PathBuf>,
    #[arg(long, env = "LIANBAN_FOLDER")]
    folder: Option<String>,
    #[arg(long, env = "LIANBAN_THEME", value_parser = Theme::ALL.map(Theme::id))]
    theme: Option<String>,
    #[arg(long, env = "LIANBAN_TAKE_BACK", default_value_t = TAKE_BACK.num_seconds(),
        value_parser = clap::value_parser!(i64).range(0..=MOST_SECONDS))]
    take_back: i64,
    #[arg(long, env = "LIANBAN_TOUR", default_value = "first")]
    tour: Touring,
    #[arg(long, env = "LIANBAN_PICTURE", default_value = AUTO, value_parser = MEANS)]
    picture: String,
    #[arg(long, env = "LIANBAN_PICTURE_KIB", default_value_t = MOST_BYTES / 1024, value_parser = kib)]
    picture_kib: usize,
}

/// Nobody waits longer for what they have decided.
const MOST_SECONDS: i64 = 30;

/// When the tour is shown by itself.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Touring {
    First,
    Never,
}

/// The terminal is asked.
const AUTO: &str = "auto";
const MEANS: [&str; 6] = [AUTO, "halfblocks", "kitty", "kitty-over", "sixel", "iterm2"];

fn kib(text: &str) -> Result<usize, String> {
    let count = text.parse().ok();
    count
        .filter(|count| (1..=65_536).contains(count))
        .ok_or_else(|| "1 - 65536".to_owned())
}

impl Console {
    pub(crate) async fn run(self, output: Output) -> Result<(), Failure> {
        terminal_there(output, "console-no-terminal")?;
        let connection = &self.connection;
        let mut who = Who {
            login: connection.login.clone(),
            officer: None,
            tour: Tour::First,
        };
        let client = match (&connection.login, &connection.password_file) {
            (Some(_), Some(_)) => {
                let client = connection.sign_in(output).await?;
                let session = client.session().await;
                let session = session.map_err(|error| super::remote::failure(output, &error))?;
                who.officer = Some(session.officer);
                // Signed in from a file: a script, in whose way nothing may stand.
                who.tour = Tour::Seen;
                client
            }
            _ => connection.client(output)?,
        };
        let server = connection.server.clone();
        self.look
            .open(client, server, who, system_clock(), output)
            .await
    }
}

/// Who sits down at the console.
#[derive(Debug)]
pub(crate) struct Who {
    /// Whose password is asked for.
    pub login: Option<String>,
    /// Who has signed in already.
    pub officer: Option<OfficerView>,
    /// What is done about the tour, if it has not been seen.
    pub tour: Tour,
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
        who: Who,
        clock: Clock,
        output: Output,
    ) -> Result<(), Failure> {
        let (keymap, mut notices) = keymap::in_force(self.keymap.as_deref(), output)?;
        let variable = |name: &str| std::env::var(name).ok();
        let keep = Keep::of_user().ok();
        // What cannot be read is chosen, and seen, again.
        let habits = keep.as_ref().and_then(|keep| keep.habits().ok());
        let habits = habits.unwrap_or_default();
        let wish = self.theme.as_deref().or(habits.theme.as_deref());
        let between = Graphics::from_env(variable).between;
        let (graphics, terminal) = self.pictures(variable, keep.as_ref());
        let views = self.views(keep.as_ref(), output.lang, &mut notices);
        let files = match &self.folder {
            None => Reach::default(),
            Some(folder) => Reach::below(folder).map_err(|error| {
                let facts = [
                    ("folder", folder.clone().into()),
                    ("cause", error.to_string().into()),
                ];
                Failure::new("files-folder", output.lang.say_with("files-folder", &facts))
            })?,
        };
        let settings = Settings {
            server,
            files,
            lang: output.lang,
            theme: Theme::chosen(wish, variable("NO_COLOR").as_deref()),
            keymap,
            graphics,
            between,
            terminal,
            login: who.login,
            officer: who.officer,
            // Without a private folder it would be shown every time.
            tour: match self.tour {
                _ if habits.toured || keep.is_none() => Tour::Seen,
                Touring::Never => Tour::Seen,
                Touring::First => who.tour,
            },
            views,
            take_back: TimeDelta::seconds(self.take_back),
            // Without a private folder drafts are not kept, which the console says; work goes on.
            keep,
            clock,
            notices,
        };
        console::run(client, settings, open).await.map_err(|error| {
            let facts = [("cause", error.to_string().into())];
            Failure::new("console-lost", output.lang.say_with("console-lost", &facts))
        })
    }

    /// The saved views. What is wrong in their file keeps nobody from their work: it is said, and the rest holds.
    fn views(&self, keep: Option<&Keep>, lang: Lang, notices: &mut Vec<Notice>) -> Views {
        let own = || {
            let dirs = directories::ProjectDirs::from("cn", "", "lianban")?;
            Some(dirs.config_dir().join("views.toml"))
        };
        let mut views = Views {
            file: self.views.clone().or_else(own),
            // How they were looked at is lost at worst, which is seen.
            looks: keep.and_then(|keep| keep.looks().ok()).unwrap_or_default(),
            ..Views::default()
        };
        let name = views.file_name();
        match views.file.as_deref().map(views::keep::read) {
            Some(Ok((saved, faults))) => {
                views.saved = saved;
                let said = faults.iter().map(|fault| fault.say(&name, lang));
                notices.extend(said.map(|words| Notice::new(Tone::Warning, words)));
            }
            Some(Err(why)) => notices.push(Notice::new(Tone::Bad, why.words(&name, lang))),
            None => {}
        }
        views
    }

    /// How pictures are drawn at first, and the name of the terminal if it is asked for better.
    fn pictures(
        &self,
        variable: impl Fn(&str) -> Option<String> + Copy,
        keep: Option<&Keep>,
    ) -> (Graphics, Option<String>) {
        let mut graphics = Graphics {
            most_bytes: self.picture_kib * 1024,
            ..Graphics::from_env(variable)
        };
        if let Some(means) = Means::from_id(&self.picture) {
            graphics.means = means;
            return (graphics, None);
        }
        if !can_be_asked(variable("TERM").as_deref(), graphics.between) {
            return (graphics, None);
        }
        let name = terminal_name(variable);
        // What cannot be read is asked again.
        if let Some(known) = keep.and_then(|keep| keep.terminal(&name).ok().flatten()) {
            graphics.learn(known);
        }
        (graphics, Some(name))
    }
}
