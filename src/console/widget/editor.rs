//! A text being written, of one line or many, with its caret in sight at every width.
//!
//! Owns the text, its history and where the caret is drawn. The stock widget loses its painted caret where a line
//! fills the width exactly and undoes one character at a time, typed 汉字 included; here the terminal's own cursor
//! is set, so that the input method's candidates stand at the caret, a cell is kept free for it, and undo goes by
//! bursts of typing. What would have to be drawn as a mark cannot be typed or pasted.

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use tui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use crate::console::shown::{Shown, typeable};
use crate::console::theme::{Role, Theme};

/// A pause in typing that ends what one undo takes back.
const BURST: TimeDelta = TimeDelta::milliseconds(1500);
const MOST_STEPS: usize = 400;
/// More than any opinion; a paste of a whole file would make every key slow.
const LONGEST: usize = 20_000;

/// How many lines a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One: line breaks become spaces.
    One,
    /// Any number.
    Many,
}

/// Whether keys go to this text now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// They do; the cursor is here.
    Here,
    /// They go elsewhere.
    Away,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// It changed the text.
    Changed,
    /// It moved the caret or did nothing to the text.
    Moved,
    /// It means nothing to a text.
    Ignored,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Insert,
    Delete,
    Break,
}

#[derive(Clone)]
struct Step {
    text: String,
    caret: (usize, usize),
}

/// The key that does what the line editors of shells do on Ctrl or Alt and a letter.
fn readline(key: KeyEvent) -> KeyEvent {
    let code = match (key.code, key.modifiers) {
        // On some terminals that is what Backspace sends.
        (KeyCode::Char('h'), KeyModifiers::CONTROL) => KeyCode::Backspace,
        (KeyCode::Char('b'), KeyModifiers::CONTROL) => KeyCode::Left,
        (KeyCode::Char('f'), KeyModifiers::CONTROL) => KeyCode::Right,
        (KeyCode::Char('p'), KeyModifiers::CONTROL) => KeyCode::Up,
        (KeyCode::Char('n'), KeyModifiers::CONTROL) => KeyCode::Down,
        (KeyCode::Char('d'), KeyModifiers::CONTROL) => KeyCode::Delete,
        (KeyCode::Char('b'), KeyModifiers::ALT) => {
            return KeyEvent::new(KeyCode::Left, KeyModifiers::ALT);
        }
        (KeyCode::Char('f'), KeyModifiers::ALT) => {
            return KeyEvent::new(KeyCode::Right, KeyModifiers::ALT);
        }
        _ => return key,
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// The text and its caret.
pub struct Editor {
    area: TextArea<'static>,
    lines: Lines,
    secret: bool,
    done: Vec<Step>,
    undone: Vec<Step>,
    burst: Option<(Kind, DateTime<Utc>)>,
}

impl Editor {
    /// A text to begin with, the caret at its end.
    pub fn new(lines: Lines, text: &str) -> Self {
        let mut editor = Self {
            area: TextArea::default(),
            lines,
            secret: false,
            done: vec![],
            undone: vec![],
            burst: None,
        };
        let text = editor.fitting(text);
        editor.set(&text);
        editor
    }

    /// A password: drawn as stars.
    pub fn secret() -> Self {
        let mut editor = Self::new(Lines::One, "");
        editor.secret = true;
        editor.set("");
        editor
    }

    /// The text.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// The line under the caret.
    pub fn line(&self) -> &str {
        self.area
            .lines()
            .get(self.caret().0)
            .map_or("", String::as_str)
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Puts another text in place of this one; one undo brings the old one back.
    pub fn replace(&mut self, text: &str) {
        self.remember();
        self.burst = None;
        let text = self.fitting(text);
        self.set(&text);
    }

    fn set(&mut self, text: &str) {
        self.area = TextArea::new(text.split('\n').map(ToOwned::to_owned).collect());
        self.area.set_max_histories(0);
        self.area
            .set_cursor_line_style(ratatui::style::Style::new());
        self.area.set_cursor_style(ratatui::style::Style::new());
        self.area.set_tab_length(4);
        if self.lines == Lines::Many {
            self.area.set_wrap_mode(WrapMode::Glyph);
        }
        if self.secret {
            self.area.set_mask_char('*');
        }
        self.area.move_cursor(CursorMove::Bottom);
        self.area.move_cursor(CursorMove::End);
    }

    /// What of `text` fits in: typeable, in the lines allowed, not too long in all.
    fn fitting(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\t', "    ");
        let text = match self.lines {
            // A pasted line brings its end; a space that is typed stays: `zhang d`.
            Lines::One => typeable(
                &text
                    .trim_end_matches(['\n', '\r'])
                    .replace(['\n', '\r'], " "),
            ),
            Lines::Many => {
                let lines: Vec<String> = text.split(['\n', '\r']).map(typeable).collect();
                lines.join("\n")
            }
        };
        let room = LONGEST.saturating_sub(self.text().chars().count());
        text.chars().take(room).collect()
    }

    /// Takes a key that was typed at `now`.
    pub fn type_key(&mut self, key: KeyEvent, now: DateTime<Utc>) -> Typed {
        let key = readline(key);
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match (key.code, ctrl || alt) {
            (KeyCode::Char(c), false) => self.insert(&c.to_string(), Kind::Insert, now),
            (KeyCode::Enter, false) if self.lines == Lines::Many => {
                self.insert("\n", Kind::Break, now)
            }
            (KeyCode::Backspace, false) => self.delete(now, Self::delete_grapheme),
            (KeyCode::Delete, false) => self.delete(now, Self::delete_next_grapheme),
            (KeyCode::Backspace | KeyCode::Char('w'), true) => {
                self.delete(now, |editor| editor.area.delete_word())
            }
            (KeyCode::Char('k'), true) => {
                self.delete(now, |editor| editor.area.delete_line_by_end())
            }
            (KeyCode::Char('u'), true) => {
                self.delete(now, |editor| editor.area.delete_line_by_head())
            }
            (code, modified) => self.move_caret(code, modified),
        }
    }

    fn move_caret(&mut self, code: KeyCode, modified: bool) -> Typed {
        let to = match (code, modified) {
            (KeyCode::Left, true) => CursorMove::WordBack,
            (KeyCode::Right, true) => CursorMove::WordForward,
            (KeyCode::Home, true) => CursorMove::Top,
            (KeyCode::End, true) => CursorMove::Bottom,
            (KeyCode::Home, false) | (KeyCode::Char('a'), true) => CursorMove::Head,
            (KeyCode::End, false) | (KeyCode::Char('e'), true) => CursorMove::End,
            (KeyCode::Up, false) if self.lines == Lines::Many => CursorMove::Up,
            (KeyCode::Down, false) if self.lines == Lines::Many => CursorMove::Down,
            (KeyCode::Left, false) => return self.step(CursorMove::Back, self.before().1),
            (KeyCode::Right, false) => return self.step(CursorMove::Forward, self.after().1),
            _ => return Typed::Ignored,
        };
        self.step(to, 1)
    }

    fn step(&mut self, to: CursorMove, times: usize) -> Typed {
        self.burst = None;
        for _ in 0..times.max(1) {
            self.area.move_cursor(to);
        }
        Typed::Moved
    }

    /// Takes pasted text or a phrase as one step.
    pub fn paste(&mut self, text: &str, now: DateTime<Utc>) -> Typed {
        self.burst = None;
        let typed = self.insert(text, Kind::Break, now);
        self.burst = None;
        typed
    }

    fn insert(&mut self, text: &str, kind: Kind, now: DateTime<Utc>) -> Typed {
        let text = self.fitting(text);
        if text.is_empty() {
            return Typed::Moved;
        }
        self.begin(kind, now);
        self.area.insert_str(text);
        Typed::Changed
    }

    fn delete(&mut self, now: DateTime<Utc>, delete: impl Fn(&mut Self) -> bool) -> Typed {
        self.begin(Kind::Delete, now);
        if delete(self) {
            Typed::Changed
        } else {
            Typed::Moved
        }
    }

    fn delete_grapheme(&mut self) -> bool {
        let chars = self.before().1.max(1);
        (0..chars).fold(false, |changed, _| self.area.delete_char() || changed)
    }

    fn delete_next_grapheme(&mut self) -> bool {
        let chars = self.after().1.max(1);
        (0..chars).fold(false, |changed, _| self.area.delete_next_char() || changed)
    }

    /// The grapheme before the caret and its characters.
    fn before(&self) -> (String, usize) {
        let (row, column) = self.caret();
        let line: String = self.area.lines()[row].chars().take(column).collect();
        let last = line.graphemes(true).next_back().unwrap_or("").to_owned();
        let chars = last.chars().count();
        (last, chars)
    }

    /// The grapheme after the caret and its characters.
    fn after(&self) -> (String, usize) {
        let (row, column) = self.caret();
        let line: String = self.area.lines()[row].chars().skip(column).collect();
        let first = line.graphemes(true).next().unwrap_or("").to_owned();
        let chars = first.chars().count();
        (first, chars)
    }

    fn caret(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    fn begin(&mut self, kind: Kind, now: DateTime<Utc>) {
        let goes_on = self
            .burst
            .is_some_and(|(own, last)| own == kind && kind != Kind::Break && now - last < BURST);
        if !goes_on {
            self.remember();
        }
        self.burst = Some((kind, now));
    }

    fn remember(&mut self) {
        if self.done.len() == MOST_STEPS {
            self.done.remove(0);
        }
        self.done.push(self.here());
        self.undone.clear();
    }

    fn here(&self) -> Step {
        Step {
            text: self.text(),
            caret: self.caret(),
        }
    }

    /// Takes back the last burst; whether there was one.
    pub fn undo(&mut self) -> bool {
        let here = self.here();
        // A deletion at the start of the text has left a step that changes nothing.
        while let Some(step) = self.done.pop() {
            if step.text != here.text {
                self.undone.push(here);
                self.go(&step);
                return true;
            }
        }
        false
    }

    /// Does again what was taken back; whether there was anything.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.undone.pop() else {
            return false;
        };
        self.done.push(self.here());
        self.go(&step);
        true
    }

    fn go(&mut self, step: &Step) {
        self.burst = None;
        self.set(&step.text);
        let (row, column) = step.caret;
        let bounded = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area
            .move_cursor(CursorMove::Jump(bounded(row), bounded(column)));
    }

    /// Draws the text and, where it has the focus, puts the terminal's cursor at the caret.
    pub fn view(&self, frame: &mut Frame, area: Rect, theme: Theme, focus: Focus) {
        if area.is_empty() {
            return;
        }
        // The cell at the right edge is the caret's, for a line that fills the width.
        let text = Rect {
            width: area.width.saturating_sub(1).max(1),
            ..area
        };
        frame.buffer_mut().set_style(area, theme.style(Role::Text));
        frame.render_widget(&self.area, text);
        if focus == Focus::Here {
            let caret = self.area.screen_cursor();
            let (top, left) = self.area.scroll_offset();
            let bounded = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
            let x = area.x + bounded(caret.col).saturating_sub(left).min(area.width - 1);
            let y = area.y + bounded(caret.row).saturating_sub(top).min(area.height - 1);
            frame.set_cursor_position((x, y));
        }
    }

    /// The text on one line, for a place that only mentions it.
    pub fn shown(&self) -> Shown {
        Shown::line(&self.text())
    }
}
