//! What the terminal is asked about pictures, once, when the console starts; and what its answers mean.
//!
//! The questions go out with the first bytes and nobody waits for the answers: they come in beside the keys
//! ([`super::input`]) and the pictures change when the last is there or [`LIMIT`] is over. The last question is one
//! that every terminal answers, so a terminal that has no pictures says so at once. Inside tmux the questions are
//! wrapped for the terminal outside; where tmux passes nothing on there is no answer, and pictures are half blocks.
//!
//! To add a terminal that says one thing and does another: a row in `BETTER`.

use std::time::Duration;

use super::input::framer::Reply;
use crate::console::widget::picture::means::{Between, Known, Means};

/// How long answers are waited for.
pub const LIMIT: Duration = Duration::from_secs(3);

/// Terminals that take the kitty protocol, but not the placeholders by which a picture stays in its cells; each with
/// what it does better. (iTerm2 and WezTerm documentation; Konsole has placed sixels at the wrong cell for years.)
const BETTER: [(&str, Means); 4] = [
    ("WezTerm", Means::Iterm2),
    ("iTerm2", Means::Iterm2),
    ("mintty", Means::Iterm2),
    ("Konsole", Means::HalfBlocks),
];

/// Terminals that print questions, or cannot be asked.
const MUTE: [&str; 3] = ["dumb", "linux", "cons25"];

/// A picture of one pixel, compressed and placed as we do it: who answers yes can show ours. kitty before 0.28 is
/// silent on `U`, for placeholders, and answers the second.
const KITTY: &str = "\x1b_Gi=31,U=1,s=1,v=1,a=q,t=d,f=24,o=z;eJxjYGAAAAADAAE=\x1b\\";
const KITTY_OVER: &str = "\x1b_Gi=32,s=1,v=1,a=q,t=d,f=24,o=z;eJxjYGAAAAADAAE=\x1b\\";
const NAME: &str = "\x1b[>q";
const CELL: &str = "\x1b[16t";
const ATTRIBUTES: &str = "\x1b[c";
/// The attribute that means sixel.
const SIXEL: &[u8] = b"4";

/// The questions, and what has been answered.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    tmux: bool,
    kitty: bool,
    kitty_over: bool,
    name: Option<String>,
    /// Whether it has sixels; none until the last question is answered.
    sixel: Option<bool>,
    cell: Option<(u16, u16)>,
}

/// Whether a terminal of this name (`TERM`) can be asked. `screen` is GNU screen, or a tmux on the officer's own machine,
/// which would take the question for its title.
pub fn can_be_asked(term: Option<&str>, between: Between) -> bool {
    let told = |term: &str| between == Between::Tmux || !term.starts_with("screen");
    term.is_some_and(|term| !term.is_empty() && !MUTE.contains(&term) && told(term))
}

/// Wraps a sequence for the terminal outside tmux.
fn outside(sequence: &str) -> String {
    format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
}

impl Survey {
    /// A survey of a terminal, or of the one around tmux.
    pub fn new(tmux: bool) -> Self {
        Self {
            tmux,
            ..Self::default()
        }
    }

    /// What is sent.
    pub fn question(&self) -> String {
        if self.tmux {
            // tmux has asked these itself and passes on what comes a second time.
            [&outside(KITTY), &outside(NAME), CELL, ATTRIBUTES].concat()
        } else {
            [KITTY, KITTY_OVER, NAME, CELL, ATTRIBUTES].concat()
        }
    }

    /// Takes an answer; one to somebody else's question changes nothing.
    pub fn hear(&mut self, reply: &Reply) {
        match reply {
            Reply::Text(b'_', text) => {
                self.kitty |= text == b"Gi=31;OK";
                self.kitty_over |= text == b"Gi=32;OK";
            }
            Reply::Text(b'P', text) => {
                if let Some(name) = text.strip_prefix(b">|") {
                    self.name = Some(String::from_utf8_lossy(name).into_owned());
                }
            }
            Reply::Text(..) => {}
            Reply::Sequence(text) => self.hear_sequence(text),
        }
    }

    fn hear_sequence(&mut self, text: &[u8]) {
        match text {
            [b'?', attributes @ .., b'c'] => {
                let sixel = attributes.split(|byte| *byte == b';').any(|n| n == SIXEL);
                self.sixel = Some(sixel);
            }
            [b'6', b';', size @ .., b't'] => {
                let size = String::from_utf8_lossy(size);
                let size = size.split_once(';');
                let size = size.and_then(|(h, w)| Some((w.parse().ok()?, h.parse().ok()?)));
                self.cell = size.filter(|(w, h)| (2..200).contains(w) && (2..400).contains(h));
            }
            _ => {}
        }
    }

    /// Whether all has been answered. Inside tmux the answers from outside come after its own.
    pub fn is_over(&self) -> bool {
        self.sixel.is_some() && (!self.tmux || self.kitty && self.name.is_some())
    }

    /// What has been learnt; none where nothing was answered, by a terminal that is mute or far away.
    pub fn known(&self) -> Option<Known> {
        let answered = self.sixel.is_some() || self.kitty || self.name.is_some();
        let means = self.means();
        answered.then_some(Known {
            means,
            // Sixels inside tmux are its own affair.
            between: match means {
                Means::Kitty if self.tmux => Between::Tmux,
                _ => Between::Nobody,
            },
            cell: self.cell,
        })
    }

    fn means(&self) -> Means {
        let name = self.name.as_deref().unwrap_or_default();
        let better = BETTER.iter().find(|(begins, _)| name.starts_with(begins));
        match better {
            // Its pictures stand over the cells, where tmux draws without knowing of them.
            Some(_) if self.tmux => Means::HalfBlocks,
            Some((_, means)) => *means,
            None if self.kitty => Means::Kitty,
            None if self.kitty_over => Means::KittyOver,
            None if self.sixel == Some(true) => Means::Sixel,
            None => Means::HalfBlocks,
        }
    }
}
