//! A sheet of text that is read from top to bottom: headings, pairs of name and value, paragraphs.
//!
//! Owns how such text is laid out in a width and how it scrolls. Knows nothing of what it says. The tabs of an item,
//! the notice in a composer, help and the pane beside the inbox are sheets.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::console::shown::Shown;
use crate::console::theme::{Role, Theme};
use crate::console::widget::fit::{cut, fit, wrap};
use crate::console::widget::popup::put;

/// A piece of a line.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The text.
    pub text: Shown,
    /// What it is.
    pub role: Role,
}

/// A sheet while it is written and drawn.
#[derive(Debug, Clone)]
pub struct Sheet {
    width: u16,
    lines: Vec<Vec<Piece>>,
}

/// How far a sheet is scrolled; how far it can be is settled when it is drawn.
#[derive(Debug, Clone, Default)]
pub struct Scroll {
    top: Cell<usize>,
    height: Cell<usize>,
    lines: Cell<usize>,
}

impl Scroll {
    /// Moves by lines.
    pub fn step(&self, lines: isize) {
        let last = self.lines.get().saturating_sub(self.height.get());
        self.top
            .set(self.top.get().saturating_add_signed(lines).min(last));
    }

    /// Moves by windows, one line kept in sight.
    pub fn page(&self, windows: isize) {
        let height = self.height.get().saturating_sub(1).max(1).cast_signed();
        self.step(windows.saturating_mul(height));
    }

    /// Keeps `line` in sight.
    pub fn reveal(&self, line: usize) {
        let height = self.height.get().max(1);
        let top = self
            .top
            .get()
            .clamp((line + 1).saturating_sub(height), line);
        self.top.set(top);
    }

    /// How many lines stand below the window.
    pub fn below(&self) -> usize {
        self.lines
            .get()
            .saturating_sub(self.top.get() + self.height.get())
    }
}

impl Sheet {
    /// An empty sheet `width` cells wide.
    pub fn new(width: u16) -> Self {
        Self {
            width: width.max(4),
            lines: vec![],
        }
    }

    /// Its width.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing is written on it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.lines.push(vec![]);
    }

    /// A heading, parted from what stands above it.
    pub fn heading(&mut self, text: &Shown) {
        if !self.lines.is_empty() {
            self.blank();
        }
        self.line([(text.clone(), Role::Title)]);
    }

    /// One line of pieces; what does not fit is cut.
    pub fn line(&mut self, pieces: impl IntoIterator<Item = (Shown, Role)>) {
        let mut left = self.width;
        let mut line = vec![];
        for (text, role) in pieces {
            let text = cut(&text, left);
            left -= text.width();
            line.push(Piece { text, role });
        }
        self.lines.push(line);
    }

    /// A paragraph, wrapped, every line set in by `indent` cells.
    pub fn paragraph(&mut self, indent: u16, text: &Shown, role: Role) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            self.lines.push(vec![
                Piece {
                    text: fit(&Shown::default(), indent),
                    role,
                },
                Piece { text: line, role },
            ]);
        }
    }

    /// A name and its value; a long value goes on below itself.
    pub fn pair(&mut self, name: &Shown, cells: u16, value: &Shown, role: Role) {
        let cells = cells.min(self.width / 2);
        let mut name = fit(name, cells);
        for line in wrap(value, self.width.saturating_sub(cells + 1)) {
            self.lines.push(vec![
                Piece {
                    text: name.then(&Shown::line(" ")),
                    role: Role::Dim,
                },
                Piece { text: line, role },
            ]);
            name = fit(&Shown::default(), cells);
        }
    }

    /// Adds text at the right edge of the last line, `cells` wide.
    pub fn at_right(&mut self, cells: u16, text: &Shown, role: Role) {
        let width = self.width;
        if let Some(line) = self.lines.last_mut() {
            let used: u16 = line.iter().map(|piece| piece.text.width()).sum();
            line.push(Piece {
                text: fit(&Shown::default(), width.saturating_sub(used + cells)),
                role,
            });
            line.push(Piece {
                text: cut(text, cells),
                role,
            });
        }
    }

    /// Draws the window of it that `scroll` is at.
    pub fn view(&self, scroll: &Scroll, theme: Theme, area: Rect, buffer: &mut Buffer) {
        scroll.lines.set(self.lines.len());
        scroll.height.set(area.height.into());
        scroll.step(0);
        let window = self.lines.iter().skip(scroll.top.get());
        for (line, y) in window.zip(area.top()..area.bottom()) {
            let mut x = area.x;
            for piece in line {
                let text = cut(&piece.text, area.right().saturating_sub(x));
                put(buffer, (x, y), &text, theme.style(piece.role));
                x += text.width();
            }
        }
    }
}

/// The widest of these names, at most `most` cells: the width of a column of them.
pub fn widest<'a>(names: impl IntoIterator<Item = &'a Shown>, most: u16) -> u16 {
    names
        .into_iter()
        .map(Shown::width)
        .max()
        .unwrap_or(0)
        .min(most)
}
