//! Cells to bytes, at half the bytes for Chinese text, and never a question to the terminal.
//!
//! The library's own backend moves the cursor anew after every 汉字, because the next cell is two columns on: seven
//! bytes for each three. Here a cell that follows an ideograph goes out right behind it.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};

/// Bytes of a frame, until it is whole. The library's backend keeps one end and lends it to nobody, so the other end
/// is kept here.
#[derive(Clone, Default)]
pub struct Bytes(Arc<Mutex<Vec<u8>>>);

impl Bytes {
    /// What has been written, to be taken.
    pub fn held(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The library's backend with narrower ways.
pub struct Narrow {
    inner: CrosstermBackend<Bytes>,
    size: Size,
    cursor: Position,
}

impl Narrow {
    /// A backend that writes to `bytes`, for a terminal of this size.
    pub fn new(bytes: Bytes, size: Size) -> Self {
        Self {
            inner: CrosstermBackend::new(bytes),
            size,
            cursor: Position::ORIGIN,
        }
    }

    /// The terminal has another size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
    }
}

/// Whether every terminal moves on by two columns after it: one ideograph or full-width sign. Emoji and the like are
/// counted in different ways, so after those the cursor is placed.
fn surely_wide(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (first, rest) = (chars.next(), chars.next());
    rest.is_none()
        && symbol.cell_width() == 2
        && first.is_some_and(|c| {
            matches!(c, '\u{3000}'..='\u{303E}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
                | '\u{FF01}'..='\u{FF60}')
        })
}

impl Backend for Narrow {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // The library joins a cell to the one before where its column is one higher. A cell behind an ideograph is
        // told one that is; any other keeps its own, which is at least two higher and so never joined by mistake.
        let mut before: Option<(u16, u16, u16)> = None;
        let told = content.map(|(x, y, cell)| {
            let column = match before {
                Some((next, row, told)) if (next, row) == (x, y) => told + 1,
                _ => x,
            };
            let next = if surely_wide(cell.symbol()) {
                x + 2
            } else {
                x + 1
            };
            before = Some((next, y, column));
            (column, y, cell)
        });
        self.inner.draw(told)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
