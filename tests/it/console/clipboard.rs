//! Copying: the bytes, and what a tmux makes of them.

use std::process::Command;

use base64::Engine;
use lianban::console::shown::Shown;
use lianban::console::terminal::clipboard::copying;
use lianban::console::widget::picture::means::Between;
use portable_pty::CommandBuilder;

use super::seat::{PATIENCE, PROGRAM, Seat};

const NO: &str = "ZB261120-00317-4-A1";

#[test]
fn a_number_goes_to_the_clipboard_and_past_tmux() {
    let coded = base64::engine::general_purpose::STANDARD.encode(NO);
    let plain = format!("\x1b]52;c;{coded}\x1b\\");
    let text = Shown::line(NO);
    assert_eq!(copying(&text, Between::Nobody), plain);
    // tmux takes the one or passes the other on, as it is set.
    let wrapped = format!("\x1bPtmux;\x1b\x1b]52;c;{coded}\x1b\x1b\\\x1b\\");
    assert_eq!(copying(&text, Between::Tmux), format!("{plain}{wrapped}"));
}

#[test]
fn nothing_in_what_is_copied_is_obeyed() {
    let text = Shown::line("ZB\x1b]0;x\x07\n1");
    let bytes = copying(&text, Between::Nobody);
    let coded = bytes
        .strip_prefix("\x1b]52;c;")
        .and_then(|rest| rest.strip_suffix("\x1b\\"));
    let copied = base64::engine::general_purpose::STANDARD
        .decode(coded.unwrap())
        .unwrap();
    let copied = String::from_utf8(copied).unwrap();
    assert!(!copied.contains(char::is_control), "{copied:?}");
}

/// A tmux of the test's own.
struct Tmux {
    folder: tempfile::TempDir,
}

impl Tmux {
    fn command(&self) -> Command {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(self.folder.path().join("socket"));
        command.args(["-f", "/dev/null"]);
        command
    }

    fn says(&self, arguments: &[&str]) -> String {
        let output = self.command().args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.says(&["kill-server"]);
    }
}

/// Where tmux is not installed there is nothing to see; the bytes are tested above.
#[test]
fn in_a_real_tmux_the_number_lies_in_its_buffer() {
    if Command::new("tmux").arg("-V").output().is_err() {
        eprintln!("no tmux here: not tested");
        return;
    }
    let tmux = Tmux {
        folder: tempfile::tempdir().unwrap(),
    };
    let mut command = CommandBuilder::new("tmux");
    for part in tmux.command().get_args() {
        command.arg(part);
    }
    command.args(["new-session", "-x", "80", "-y", "24"]);
    command.arg(format!("{PROGRAM} demo --items 60"));
    command.args([";", "set", "-s", "set-clipboard", "on"]);
    command.args([";", "set", "-g", "status", "off"]);
    let mut seat = Seat::running(command);
    seat.sees("已连接");
    seat.until("a row", |screen| {
        screen.contents().lines().any(|line| line.starts_with("> "))
    });
    let screen = seat.screen.screen().contents();
    let row = screen.lines().find(|line| line.starts_with("> ")).unwrap();
    let no = row
        .split_whitespace()
        .find(|word| word.starts_with("ZB"))
        .unwrap();
    seat.press("y");
    seat.sees("已复制");
    let until = std::time::Instant::now() + PATIENCE;
    let mut held = String::new();
    while held.is_empty() && std::time::Instant::now() < until {
        held = tmux.says(&["show-buffer"]);
    }
    assert_eq!(held, no);
}
