//! Cuts what the terminal sends into keys, pastes and answers, however the line has split it.
//!
//! An answer (to a question about pictures, or to one that another program left behind) is taken out whole: never a
//! part of it is a key. Only a lone `Esc` needs time to tell: see [`Framer::patience`]. Knows no time, no terminal and
//! no meaning of keys.

use std::time::Duration;

/// Something whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The bytes of one key.
    Key(Vec<u8>),
    /// What was pasted.
    Paste(Vec<u8>),
    /// An answer of the terminal.
    Reply(Reply),
}

/// An answer of the terminal, without its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A control sequence: all after `ESC [`.
    Sequence(Vec<u8>),
    /// A string of a kind (`_`, `P`, `]`, `^`, `X`) and its contents.
    Text(u8, Vec<u8>),
}

const ESC: u8 = 0x1B;
const PASTE: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";
/// More of a paste is let go; no opinion is as long.
const MOST_PASTE: usize = 1 << 20;
/// More of an answer is let go.
const MOST_REPLY: usize = 4096;
/// Beginnings of the texts that answer what we ask.
const OWED: [&[u8]; 2] = [b"_G", b"P>|"];

/// Ends of the short sequences of arrows and function keys, whose letters are keys that decide: `A` assigns.
const KEY_ENDS: &[u8] = b"ABCDFHPQRSZ";

/// How long after `Esc` its rest may still come.
const LATE: Duration = Duration::from_secs(1);
/// After `Esc`, how long until it was the key and not the beginning of something.
const PAUSE: Duration = Duration::from_millis(40);
/// The same while the terminal owes an answer, which a slow line may split just there.
const PAUSE_OWED: Duration = Duration::from_millis(300);
/// Silence in the middle of an answer, after which the rest is not waited for: the officer's keys would go into it.
const PAUSE_REPLY: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// So many bytes of a character are to come.
    Character(u8),
    Escape,
    /// After `ESC O`.
    Shift,
    Sequence,
    /// After `ESC [ [`: function keys of the Linux console.
    Console,
    /// After the mark that opens a string.
    Opened,
    Text,
    /// After `ESC` in a string.
    TextEscape,
    Paste,
    /// `Esc` was given out as a key: the rest of an arrow, or of an answer that is owed, may still come.
    Late,
}

/// What the terminal owes us.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Owed {
    /// Nothing.
    #[default]
    Nothing,
    /// Answers, at any moment.
    Soon,
    /// Answers for which nobody waits any more.
    Late,
}

/// The cutter.
#[derive(Debug, Default)]
pub struct Framer {
    state: State,
    held: Vec<u8>,
    owed: Owed,
    out: Vec<Piece>,
}

impl Framer {
    /// What the terminal owes from now on.
    pub fn owe(&mut self, owed: Owed) {
        self.owed = owed;
    }

    /// Takes bytes; what has become whole.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Piece> {
        for byte in bytes {
            self.step(*byte);
        }
        std::mem::take(&mut self.out)
    }

    /// How long silence may last before [`Framer::pause`] is called; none where it may last for ever.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Escape if self.owed == Owed::Soon => Some(PAUSE_OWED),
            State::Escape => Some(PAUSE),
            State::Opened if self.owed == Owed::Nothing => Some(PAUSE),
            // Nobody presses Alt-O, and the letter that ends an arrow decides: it is waited for.
            State::Shift => Some(LATE),
            State::Late => match (self.held.is_empty(), self.owed) {
                (_, Owed::Nothing) => Some(LATE),
                (true, _) => None,
                (false, _) => Some(PAUSE_REPLY),
            },
            State::Opened | State::Text | State::TextEscape => Some(PAUSE_REPLY),
            _ => None,
        }
    }

    /// Nothing has come for that long.
    pub fn pause(&mut self) -> Vec<Piece> {
        match self.state {
            State::Escape => {
                self.key();
                self.state = State::Late;
            }
            State::Shift | State::Opened => self.key(),
            State::Late => self.flush(),
            State::Text | State::TextEscape => self.drop_held(),
            _ => {}
        }
        std::mem::take(&mut self.out)
    }

    fn step(&mut self, byte: u8) {
        match self.state {
            State::Ground => self.ground(byte),
            State::Character(left) => self.character(byte, left),
            State::Escape => self.escape(byte),
            State::Shift | State::Console => {
                if byte == ESC {
                    self.key();
                    self.begin(State::Escape, byte);
                } else {
                    self.held.push(byte);
                    self.key();
                }
            }
            State::Sequence => self.sequence(byte),
            State::Opened | State::Text => self.text(byte),
            State::TextEscape if byte == b'\\' => self.reply_text(),
            State::TextEscape => {
                self.begin(State::Escape, ESC);
                self.step(byte);
            }
            State::Paste => self.paste(byte),
            State::Late => self.late(byte),
        }
    }

    fn begin(&mut self, state: State, byte: u8) {
        self.held.clear();
        self.held.push(byte);
        self.state = state;
    }

    fn ground(&mut self, byte: u8) {
        self.held.clear();
        match (byte, following(byte)) {
            (ESC, _) => self.begin(State::Escape, byte),
            (_, Some(0)) => {
                self.held.push(byte);
                self.key();
            }
            (_, Some(left)) => self.begin(State::Character(left), byte),
            // Not UTF-8: nothing that a keyboard sends.
            (_, None) => {}
        }
    }

    fn character(&mut self, byte: u8, left: u8) {
        if byte & 0xC0 != 0x80 {
            self.drop_held();
            return self.step(byte);
        }
        self.held.push(byte);
        if left == 1 {
            self.key();
        } else {
            self.state = State::Character(left - 1);
        }
    }

    fn escape(&mut self, byte: u8) {
        self.state = match byte {
            // Two presses of Esc.
            ESC => {
                self.key();
                return self.begin(State::Escape, byte);
            }
            b'[' => State::Sequence,
            b'O' => State::Shift,
            b'P' | b'_' | b'^' | b'X' | b']' => State::Opened,
            _ => match following(byte) {
                Some(left) if left > 0 => State::Character(left),
                Some(_) => {
                    self.held.push(byte);
                    return self.key();
                }
                None => return self.key(),
            },
        };
        self.held.push(byte);
    }

    fn sequence(&mut self, byte: u8) {
        match byte {
            ESC => self.begin(State::Escape, byte),
            b'[' if self.held.len() == 2 => {
                self.held.push(byte);
                self.state = State::Console;
            }
            0x20..=0x3F if self.held.len() < MOST_REPLY => self.held.push(byte),
            0x40..=0x7E => {
                self.held.push(byte);
                self.sequence_ends(byte);
            }
            _ => {
                self.drop_held();
                self.step(byte);
            }
        }
    }

    fn sequence_ends(&mut self, last: u8) {
        let private = matches!(self.held.get(2), Some(b'<'..=b'?'));
        let keys = b"ABCDEFHPQRSZ~u";
        if self.held == PASTE {
            self.held.clear();
            self.state = State::Paste;
        } else if !private && keys.contains(&last) {
            self.key();
        } else {
            let held = std::mem::take(&mut self.held);
            self.out
                .push(Piece::Reply(Reply::Sequence(held[2..].to_vec())));
            self.state = State::Ground;
        }
    }

    fn text(&mut self, byte: u8) {
        match byte {
            0x07 => self.reply_text(),
            ESC => self.state = State::TextEscape,
            // No answer has such a byte: it was cut off, and this is a key.
            ..0x20 => {
                self.drop_held();
                self.step(byte);
            }
            _ => {
                self.state = State::Text;
                if self.held.len() < MOST_REPLY {
                    self.held.push(byte);
                }
            }
        }
    }

    fn reply_text(&mut self) {
        let held = std::mem::take(&mut self.held);
        self.state = State::Ground;
        if let [_, kind, text @ ..] = held.as_slice() {
            let reply = Reply::Text(*kind, text.to_vec());
            self.out.push(Piece::Reply(reply));
        }
    }

    fn paste(&mut self, byte: u8) {
        self.held.push(byte);
        if self.held.ends_with(PASTE_END) {
            let mut text = std::mem::take(&mut self.held);
            text.truncate(text.len() - PASTE_END.len());
            text.truncate(MOST_PASTE);
            self.out.push(Piece::Paste(text));
            self.state = State::Ground;
        } else if self.held.len() > MOST_PASTE + 2 * PASTE_END.len() {
            // The last bytes stay: they may be the beginning of the end.
            let at = self.held.len() - PASTE_END.len();
            self.held.drain(MOST_PASTE..at);
        }
    }

    fn late(&mut self, byte: u8) {
        self.held.push(byte);
        let owed: &[&[u8]] = match self.owed {
            Owed::Nothing => &[],
            Owed::Soon | Owed::Late => &OWED,
        };
        let parameter = matches!(self.held[..], [b'[', b'0'..=b'?']);
        if parameter {
            self.held.insert(0, ESC);
            self.state = State::Sequence;
        } else if matches!(self.held[..], [b'[' | b'O', last] if KEY_ENDS.contains(&last)) {
            self.held.insert(0, ESC);
            self.key();
        } else if owed.contains(&&self.held[..]) {
            self.held.insert(0, ESC);
            self.state = State::Text;
        } else if !matches!(self.held[..], [b'[' | b'O'])
            && !owed.iter().any(|begins| begins.starts_with(&self.held))
        {
            self.flush();
        }
    }

    /// What was held is a key.
    fn key(&mut self) {
        let held = std::mem::take(&mut self.held);
        self.out.push(Piece::Key(held));
        self.state = State::Ground;
    }

    /// What was held are keys of their own.
    fn flush(&mut self) {
        let held = std::mem::take(&mut self.held);
        self.state = State::Ground;
        for byte in held {
            self.step(byte);
        }
    }

    fn drop_held(&mut self) {
        self.held.clear();
        self.state = State::Ground;
    }
}

/// How many bytes follow the first of a character; none where no character begins so.
fn following(byte: u8) -> Option<u8> {
    match byte {
        ..0x80 => Some(0),
        0xC2..=0xDF => Some(1),
        0xE0..=0xEF => Some(2),
        0xF0..=0xF4 => Some(3),
        _ => None,
    }
}
