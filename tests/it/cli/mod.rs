//! The command line as a shell sees it: what it prints, and its exit code.

mod configuration;
mod facts;
mod help;
mod keymap;
mod serve;

use std::process::{Command, Output};

/// Runs the program with a clean environment.
pub fn lianban(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lianban"))
        .args(arguments)
        .env_clear()
        .output()
        .unwrap()
}

/// What it printed, and its exit code.
pub fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = lianban(arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}
