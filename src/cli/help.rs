//! Help and usage errors in both languages. clap keeps the structure, the message catalogue has every word.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};
use lianban::words::Lang;

use super::Cli;

/// Reads a language as people write it.
pub(crate) fn lang(text: &str) -> Result<Lang, String> {
    match text.to_ascii_lowercase().as_str() {
        "zh" | "zh-cn" | "zh_cn" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err("zh | en".to_owned()),
    }
}

/// The language of this call, known before the arguments are parsed, since errors of parsing need it too.
pub(crate) fn lang_of(arguments: &[OsString]) -> Lang {
    let texts: Vec<&str> = arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .collect();
    let given = texts.iter().enumerate().find_map(|(at, text)| {
        if *text == "--lang" {
            texts.get(at + 1).copied()
        } else {
            text.strip_prefix("--lang=")
        }
    });
    let environment = std::env::var("LIANBAN_LANG").ok();
    given
        .or(environment.as_deref())
        .and_then(|text| lang(text).ok())
        .unwrap_or_default()
}

/// The command tree with its words.
pub(crate) fn in_words(lang: Lang) -> Command {
    dress(Cli::command(), lang, "cli")
}

/// Gives a command, its arguments and its subcommands their words: `cli-calendar-due`, then for an argument
/// `cli-calendar-due-from`, or `cli-arg-from` where several commands share it.
fn dress(command: Command, lang: Lang, id: &str) -> Command {
    let words_of = |argument: &str| {
        let own = format!("{id}-{argument}");
        if lang.has(&own) {
            lang.say(&own)
        } else {
            lang.say(&format!("cli-arg-{argument}"))
        }
    };
    let template = lang
        .say("cli-template")
        .replace("<about>", "{about}")
        .replace("<usage>", "{usage}");
    let mut command = command
        .about(lang.say(id))
        .long_about(None::<&str>)
        .help_template(template.replace("<all>", "{all-args}"))
        .subcommand_help_heading(lang.say("cli-commands"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(lang.say("cli-arg-help")),
        );
    if id == "cli" {
        command = command.arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help(lang.say("cli-arg-version")),
        );
    }
    command = command.mut_args(|argument| {
        let heading = if argument.is_positional() {
            "cli-arguments"
        } else {
            "cli-options"
        };
        let words = words_of(argument.get_id().as_str());
        let takes_value = argument.get_action().takes_values();
        argument
            .help(words)
            .long_help(None::<&str>)
            .help_heading(lang.say(heading))
            .hide_env(takes_value)
            .hide_default_value(takes_value)
    });
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |inner| dress(inner, lang, &format!("{id}-{name}")))
    })
}

/// Prints help, the version or a usage error, and gives its exit code.
pub(crate) fn explain(lang: Lang, error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let text = error
            .to_string()
            .replace("[OPTIONS]", &lang.say("cli-usage-options"))
            .replace("<COMMAND>", &lang.say("cli-usage-command"));
        // A reader that went away has read enough.
        write!(std::io::stdout(), "{text}").ok();
        return ExitCode::SUCCESS;
    }
    let text = match usage_words(lang, error) {
        Some(words) if lang == Lang::Zh => words,
        _ => error.to_string(),
    };
    writeln!(std::io::stderr(), "{}", text.trim_end()).ok();
    ExitCode::from(2)
}

/// clap's errors in Chinese; none for the one kind that prints the whole help.
fn usage_words(lang: Lang, error: &clap::Error) -> Option<String> {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let id = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidSubcommand => "cli-error-command",
        ErrorKind::UnknownArgument => "cli-error-argument",
        ErrorKind::InvalidValue => "cli-error-value",
        // What a parser says is English; the help of the argument shows a right one.
        ErrorKind::ValueValidation => "cli-error-form",
        ErrorKind::MissingRequiredArgument => "cli-error-missing",
        ErrorKind::MissingSubcommand => "cli-error-no-command",
        _ => "cli-error-other",
    };
    let argument = match error.kind() {
        ErrorKind::InvalidSubcommand => context(ContextKind::InvalidSubcommand),
        _ => context(ContextKind::InvalidArg),
    };
    let suggestion = match error.get(ContextKind::SuggestedArg) {
        Some(_) => context(ContextKind::SuggestedArg),
        None => context(ContextKind::SuggestedSubcommand),
    };
    let words = lang.say_with(
        id,
        &[
            ("argument", argument.into()),
            ("value", context(ContextKind::InvalidValue).into()),
            ("valid", context(ContextKind::ValidValue).into()),
        ],
    );
    let mut lines = vec![words];
    if !suggestion.is_empty() {
        lines.push(lang.say_with("cli-error-suggestion", &[("suggestion", suggestion.into())]));
    }
    lines.push(lang.say("cli-error-help"));
    Some(lines.join("\n"))
}
