//! What is sent to copy to the officer's own clipboard (OSC 52), past whoever stands between.
//!
//! Knows no keys and no items: what may be copied is the screens' to say. They copy numbers of items and nothing that is
//! about a person: a clipboard is read by every program on the officer's machine.

use std::fmt::Display;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

use crate::console::shown::Shown;
use crate::console::widget::picture::means::Between;

/// The bytes that copy `text`, which as [`Shown`] has no control character and no line break.
pub fn copying(text: &Shown, between: Between) -> String {
    let mut plain = String::new();
    CopyToClipboard::to_clipboard_from(text.as_str())
        .write_ansi(&mut plain)
        .expect("a string takes whatever is written");
    match between {
        Between::Nobody => plain,
        // Both: tmux takes the plain one for itself and passes it on with `set-clipboard on`, the wrapped one with
        // `allow-passthrough on`, and neither is answered. Twice the same text is once.
        Between::Tmux => format!("{plain}{}", wrapped(&plain)),
    }
}

/// What tmux passes on to the terminal outside as it is.
pub(super) fn wrapped(sequence: impl Display) -> String {
    let inside = sequence.to_string().replace('\x1b', "\x1b\x1b");
    format!("\x1bPtmux;{inside}\x1b\\")
}
