//! A key as keymap files write it and as terminals send it: the same key either way.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::console::shown::Shown;
use crate::domain::nearest::nearest;

/// One key with its modifiers, normalised: a capital letter is itself, without Shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

/// Names of keys that are no single character.
const NAMED: [(&str, KeyCode); 16] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

/// The command that a character stands for when a Chinese input method is on: full-width forms (ｊ ／ ：) and the
/// signs that the method puts on the keys of `/ . [ ] \ < > $ ^ _ '` and the quotes.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        '《' => '<',
        '》' => '>',
        '￥' => '$',
        '…' => '^',
        '—' => '_',
        '·' => '`',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        _ => c,
    }
}

/// The key that shares its byte with Ctrl and a character: no terminal line tells Ctrl-I from Tab, Ctrl-Shift-P from
/// Ctrl-P, Ctrl-/ from Ctrl-_; and Backspace is Ctrl-H on some.
fn under_ctrl(c: char) -> (KeyCode, bool) {
    match c.to_ascii_lowercase() {
        'h' | '8' | '?' => (KeyCode::Backspace, false),
        'i' => (KeyCode::Tab, false),
        'm' => (KeyCode::Enter, false),
        '[' | '3' => (KeyCode::Esc, false),
        '@' | '2' => (KeyCode::Char(' '), true),
        '4' => (KeyCode::Char('\\'), true),
        '5' => (KeyCode::Char(']'), true),
        '6' => (KeyCode::Char('^'), true),
        '7' | '/' => (KeyCode::Char('_'), true),
        c => (KeyCode::Char(c), true),
    }
}

impl Key {
    fn new(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let mut ctrl = modifiers.contains(KeyModifiers::CONTROL);
        let mut shift = modifiers.contains(KeyModifiers::SHIFT);
        let code = match code {
            KeyCode::Char('\r' | '\n') => KeyCode::Enter,
            KeyCode::Char(c) => {
                let typed = narrow(c);
                let (code, held) = match (ctrl, shift) {
                    (true, _) => under_ctrl(typed),
                    (false, true) => (KeyCode::Char(typed.to_ascii_uppercase()), false),
                    (false, false) => (KeyCode::Char(typed), false),
                };
                (ctrl, shift) = (held, false);
                code
            }
            KeyCode::Tab if shift => KeyCode::BackTab,
            code => code,
        };
        Self {
            code,
            ctrl,
            alt: modifiers.contains(KeyModifiers::ALT),
            shift: shift && code != KeyCode::BackTab,
        }
    }

    /// Whether terminals send it: Ctrl goes with letters and a few signs, and after Alt some characters begin an
    /// answer of the terminal instead of a key.
    pub fn is_sent(self) -> bool {
        match self.code {
            KeyCode::Char(c) if self.ctrl => c.is_ascii_lowercase() || " \\]^_".contains(c),
            KeyCode::Char(c) if self.alt => !"[O]P_^X".contains(c),
            KeyCode::Enter | KeyCode::Tab | KeyCode::Backspace => !self.ctrl && !self.shift,
            KeyCode::Esc => !self.ctrl && !self.shift && !self.alt,
            _ => true,
        }
    }

    /// The digit that it counts by, if it is one.
    pub fn digit(self) -> Option<u16> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl => c.to_digit(10)?.try_into().ok(),
            _ => None,
        }
    }

    /// Whether Alt is held.
    pub fn is_alt(self) -> bool {
        self.alt
    }

    /// Whether it types a character where text is typed.
    pub fn types(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }

    /// The key as people know it: `Ctrl-S`, `Enter`, `a`.
    pub fn label(self) -> String {
        // As they stand on keyboards.
        let text = self
            .to_string()
            .replace("pageup", "pgUp")
            .replace("pagedown", "pgDn")
            .replace("backtab", "shift-tab");
        let mut label = String::new();
        for part in text.split_inclusive('-') {
            let named = part.len() > 1;
            let mut chars = part.chars();
            match chars.next() {
                Some(first) if named || self.ctrl => {
                    label.push(first.to_ascii_uppercase());
                    label.push_str(chars.as_str());
                }
                _ => label.push_str(part),
            }
        }
        label
    }

    /// Whether it is Esc, which gives up a sequence that has begun.
    pub fn is_esc(self) -> bool {
        self == Self::new(KeyCode::Esc, KeyModifiers::NONE)
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        Self::new(event.code, event.modifiers)
    }
}

/// Whether a character comes from an input method that is on: no key of a plain keyboard sends it.
pub fn is_composed(event: KeyEvent) -> bool {
    matches!(event.code, KeyCode::Char(c) if narrow(c) != c || Shown::line(&c.to_string()).width() > 1)
}

/// What someone who wrote `text` may have meant: `C-x`, `<M-x>`, `Ctrl+X`, `return`, `pagdown`.
pub fn meant(text: &str) -> Option<String> {
    let plain = text.trim_start_matches('<').trim_end_matches('>');
    let mut written = plain.replace('+', "-").to_lowercase();
    for (other, own) in [
        ("c-", "ctrl-"),
        ("m-", "alt-"),
        ("s-", "shift-"),
        ("^", "ctrl-"),
    ] {
        if let Some(rest) = written.strip_prefix(other).filter(|rest| !rest.is_empty()) {
            written = format!("{own}{rest}");
        }
    }
    let (held, name) = written.rsplit_once('-').unwrap_or(("", &written));
    let aliases = OTHER_NAMES.iter().find(|(other, _)| *other == name);
    let names = NAMED.iter().map(|(name, _)| *name);
    let name = match aliases {
        Some((_, own)) => own,
        None if name.chars().count() > 2 => nearest(name, names).unwrap_or(name),
        None => name,
    };
    let written = match held {
        "" => name.to_owned(),
        held => format!("{held}-{name}"),
    };
    let key: Key = written.parse().ok().filter(|key: &Key| key.is_sent())?;
    Some(key.to_string())
}

/// Names that other programs give to keys.
const OTHER_NAMES: [(&str, &str); 9] = [
    ("return", "enter"),
    ("cr", "enter"),
    ("ret", "enter"),
    ("escape", "esc"),
    ("del", "delete"),
    ("bs", "backspace"),
    ("spc", "space"),
    ("pgup", "pageup"),
    ("pgdn", "pagedown"),
];

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoKey;

impl FromStr for Key {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        for (prefix, modifier) in [
            ("ctrl-", KeyModifiers::CONTROL),
            ("alt-", KeyModifiers::ALT),
            ("shift-", KeyModifiers::SHIFT),
        ] {
            if let Some(after) = rest.strip_prefix(prefix).filter(|after| !after.is_empty()) {
                modifiers |= modifier;
                rest = after;
            }
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_whitespace() && drawn_as_itself(rest) => {
                // Shift makes a capital of a letter and nothing certain of a sign: that depends on the keyboard.
                if modifiers.contains(KeyModifiers::SHIFT) && !c.is_ascii_alphabetic() {
                    return Err(NoKey);
                }
                KeyCode::Char(c)
            }
            _ => NAMED
                .iter()
                .find(|(name, _)| *name == rest)
                .map(|(_, code)| *code)
                .or_else(|| function_key(rest))
                .ok_or(NoKey)?,
        };
        Ok(Self::new(code, modifiers))
    }
}

/// No one can read, or type on purpose, a key that must be drawn as a mark.
fn drawn_as_itself(text: &str) -> bool {
    Shown::line(text).as_str() == text
}

fn function_key(text: &str) -> Option<KeyCode> {
    let number: u8 = text.strip_prefix('f')?.parse().ok()?;
    (1..=12)
        .contains(&number)
        .then_some(KeyCode::F(number))
        .filter(|_| text == format!("f{number}"))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if held {
                f.write_str(prefix)?;
            }
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "f{number}"),
            // Keys that no keymap file can name are never printed.
            other => write!(f, "{other:?}"),
        }
    }
}
