//! The command line: its tree, its languages and its exit codes (0 done, 1 refused or failed, 2 usage).
//!
//! Owns what a person types in a shell. Does nothing itself: every command is a file beside this one, on top of the
//! library. To add a command: a variant here, a file, and its words in `words/*/cli.ftl` (a test asks for them).

mod admin;
mod catalogue;
mod check;
mod console;
mod deadline;
mod decode_picture;
mod demo;
mod file;
mod help;
mod keymap;
mod output;
mod remote;
mod replay;
mod serve;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{FromArgMatches, Parser, Subcommand};
use lianban::words::Lang;

use output::{Failure, Output};
use tokio::runtime::Builder;

#[derive(Debug, Parser)]
#[command(name = "lianban", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// zh or en; the words of help and errors follow it.
    #[arg(long, global = true, env = "LIANBAN_LANG", value_parser = help::lang)]
    lang: Option<Lang>,
    /// Machine-readable output.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Console(console::Console),
    Serve(serve::Serve),
    Openapi,
    #[command(subcommand)]
    Calendar(deadline::Calendar),
    #[command(subcommand)]
    Check(check::Check),
    Retirement(check::Retirement),
    #[command(subcommand)]
    Catalogue(catalogue::CatalogueTask),
    #[command(subcommand)]
    Keymap(keymap::KeymapTask),
    File(file::File),
    Result(file::CombinedResult),
    #[command(subcommand)]
    Replay(replay::Replay),
    Admin(admin::Admin),
    Password(admin::Password),
    /// What the console starts for itself.
    #[command(hide = true)]
    DecodePicture(decode_picture::DecodePicture),
}

/// Parses the arguments, runs the command and says how it went.
pub(crate) fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let lang = help::lang_of(&arguments);
    let cli = help::in_words(lang)
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => return help::explain(lang, &error),
    };
    let output = Output {
        lang,
        json: cli.json,
    };
    let done = run(cli.command, output);
    done.map_or_else(|failure| output.failure(&failure), |()| ExitCode::SUCCESS)
}

fn run(command: Command, output: Output) -> Result<(), Failure> {
    match command {
        Command::Demo(command) => wait_for(command.run(output), output),
        Command::Console(command) => {
            let mut threads = Builder::new_multi_thread();
            // A desk is one of many on its machine, and every thread keeps memory of its own.
            threads.worker_threads(2).max_blocking_threads(4);
            wait_on(&mut threads, command.run(output), output)
        }
        Command::Serve(command) => wait_for(command.run(output), output),
        Command::Openapi => serve::openapi(output),
        Command::Calendar(command) => command.run(output),
        Command::Check(command) => command.run(output),
        Command::Retirement(command) => command.run(output),
        Command::Catalogue(command) => command.run(output),
        Command::Keymap(command) => command.run(output),
        Command::File(command) => wait_for(command.run(output), output),
        Command::Result(command) => wait_for(command.run(output), output),
        Command::Replay(command) => wait_for(command.run(output), output),
        Command::Admin(command) => wait_for(command.run(output), output),
        Command::Password(command) => wait_for(command.run(output), output),
        Command::DecodePicture(command) => command.run(output),
    }
}

/// Runs what talks to a network or a disk to its end.
fn wait_for<T>(
    work: impl Future<Output = Result<T, Failure>>,
    output: Output,
) -> Result<T, Failure> {
    wait_on(&mut Builder::new_multi_thread(), work, output)
}

fn wait_on<T>(
    threads: &mut Builder,
    work: impl Future<Output = Result<T, Failure>>,
    output: Output,
) -> Result<T, Failure> {
    let runtime = threads.enable_all().build().map_err(|error| {
        Failure::new(
            "no-runtime",
            output
                .lang
                .say_with("no-runtime", &[("cause", error.to_string().into())]),
        )
    })?;
    runtime.block_on(work)
}
