//! Cells to bytes, as few as there can be, and never a question to the terminal.
//!
//! The library's own backend places the cursor anew after every 汉字 (the next cell is two columns on) and over every
//! gap, and ends each frame with four sequences that set back what was not set: a step through the inbox cost 600
//! bytes, here 250. Where the lines of a frame have moved, the terminal moves them ([`super::scroll`]). Clearing and the cursor
//! are the library's.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crossterm::cursor::{MoveRight, MoveTo};
use crossterm::queue;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};

use super::scroll::Scroll;

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
    bytes: Bytes,
    /// What stands on the terminal.
    stands: Buffer,
    cursor: Position,
    /// Whether the cursor is to be seen; none where that is not known.
    shown: Option<bool>,
    /// Whether cells were drawn since the cursor was placed.
    moved: bool,
}

impl Narrow {
    /// A backend that writes to `bytes`, for a terminal of this size.
    pub fn new(bytes: Bytes, size: Size) -> Self {
        Self {
            inner: CrosstermBackend::new(bytes.clone()),
            bytes,
            stands: empty(size),
            cursor: Position::ORIGIN,
            shown: None,
            moved: true,
        }
    }

    /// Someone else has had the terminal.
    pub fn forget(&mut self) {
        (self.shown, self.moved) = (None, true);
    }

    /// The terminal has another size.
    pub fn resize(&mut self, size: Size) {
        self.stands = empty(size);
    }
}

/// Cells as bytes, each where it belongs.
fn written<'a>(cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let (mut pen, mut worn) = (None, Dress::default());
    for (x, y, cell) in cells {
        let sure = go(pen, x, y, &mut out)?;
        let wanted = Dress {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        };
        dress(worn, wanted, &mut out)?;
        worn = wanted;
        out.extend_from_slice(cell.symbol().as_bytes());
        let (columns, sure) = match advance(cell.symbol()) {
            Advance::Sure(columns) => (Some(columns), sure),
            Advance::Likely => (Some(1), false),
            Advance::Unknown => (None, false),
        };
        pen = columns.map(|columns| Pen {
            column: x + columns,
            row: y,
            sure,
        });
    }
    dress(worn, Dress::default(), &mut out)?;
    Ok(out)
}

fn empty(size: Size) -> Buffer {
    Buffer::empty(Rect::from((Position::ORIGIN, size)))
}

/// Puts a cell where the terminal will have it: a wide one covers those after it, in its own style.
fn put(buffer: &mut Buffer, x: u16, y: u16, cell: &Cell) {
    for column in x..x.saturating_add(columns(cell)) {
        if let Some(place) = buffer.cell_mut((column, y)) {
            place.clone_from(cell);
            if column > x {
                place.set_char(' ');
            }
        }
    }
}

/// How many cells a cell covers: itself, and those after it where its sign is wide.
fn columns(cell: &Cell) -> u16 {
    match cell.symbol() {
        picture if picture.starts_with('\x1b') => 1,
        text => text.cell_width().max(1),
    }
}

/// Gives the cells that a wide sign covers its style, as they have it on the terminal. The library leaves them bare: where
/// a wide sign on a coloured ground gave way to one that began a cell before it, the colour stayed beside it.
pub fn cover(frame: &mut Buffer) {
    for y in 0..frame.area.height {
        for x in 0..frame.area.width {
            let cell = &frame[(x, y)];
            if columns(cell) > 1 {
                let cell = cell.clone();
                put(frame, x, y, &cell);
            }
        }
    }
}

/// Whether a picture stands somewhere: its cells are not ours to move.
fn pictured(buffer: &Buffer) -> bool {
    let mut cells = buffer.content.iter();
    cells.any(|cell| cell.symbol().starts_with('\x1b'))
}

/// How far a terminal moves on after a symbol.
#[derive(Clone, Copy, PartialEq)]
enum Advance {
    /// By so many columns, in every terminal.
    Sure(u16),
    /// By one, unless ambiguous signs are wide there.
    Likely,
    /// Emoji are counted in different ways, and a picture goes where it likes.
    Unknown,
}

fn advance(symbol: &str) -> Advance {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(' '..='~'), None) => Advance::Sure(1),
        (
            Some(
                '\u{3000}'..='\u{303E}'
                | '\u{3400}'..='\u{4DBF}'
                | '\u{4E00}'..='\u{9FFF}'
                | '\u{FF01}'..='\u{FF60}',
            ),
            None,
        ) if symbol.cell_width() == 2 => Advance::Sure(2),
        (Some(_), None) if symbol.cell_width() == 1 => Advance::Likely,
        _ => Advance::Unknown,
    }
}

/// Where the terminal's own cursor is while a frame is written.
#[derive(Clone, Copy)]
struct Pen {
    column: u16,
    row: u16,
    sure: bool,
}

/// Brings the pen to a cell by the shortest way that is sure.
fn go(pen: Option<Pen>, x: u16, y: u16, out: &mut Vec<u8>) -> io::Result<bool> {
    match pen {
        Some(pen) if (pen.column, pen.row) == (x, y) => return Ok(pen.sure),
        Some(pen) if pen.sure && pen.row == y && pen.column < x => {
            queue!(out, MoveRight(x - pen.column))?;
        }
        _ => queue!(out, MoveTo(x, y))?,
    }
    Ok(true)
}

/// The style of a cell. No role has an underline of a colour of its own.
#[derive(Clone, Copy, PartialEq, Default)]
struct Dress {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Changes one style into another by one sequence.
fn dress(from: Dress, to: Dress, out: &mut Vec<u8>) -> io::Result<()> {
    if from == to {
        return Ok(());
    }
    if to == Dress::default() {
        return out.write_all(b"\x1b[m");
    }
    let mut codes = vec![];
    let mut worn = from;
    if !to.modifier.contains(from.modifier) {
        codes.push("0".to_owned());
        worn = Dress::default();
    }
    for (code, modifier) in (1..).zip(MODIFIERS) {
        if to.modifier.contains(modifier) && !worn.modifier.contains(modifier) {
            codes.push(code.to_string());
        }
    }
    if to.fg != worn.fg {
        codes.push(colour(to.fg, 30));
    }
    if to.bg != worn.bg {
        codes.push(colour(to.bg, 40));
    }
    write!(out, "\x1b[{}m", codes.join(";"))
}

/// The modifiers in the order of their codes, from 1.
const MODIFIERS: [Modifier; 9] = [
    Modifier::BOLD,
    Modifier::DIM,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::SLOW_BLINK,
    Modifier::RAPID_BLINK,
    Modifier::REVERSED,
    Modifier::HIDDEN,
    Modifier::CROSSED_OUT,
];

/// The code of a colour; `base` is 30 for text and 40 for the ground.
fn colour(colour: Color, base: u8) -> String {
    let plain = |n: u8| (base + n).to_string();
    let bright = |n: u8| (base + 60 + n).to_string();
    match colour {
        Color::Reset => plain(9),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

impl Backend for Narrow {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let content: Vec<_> = content.collect();
        let mut next = self.stands.clone();
        for (x, y, cell) in &content {
            put(&mut next, *x, *y, cell);
        }
        self.moved |= !content.is_empty();
        let many = content.len() > usize::from(next.area.width);
        let movable = many && !pictured(&self.stands) && !pictured(&next);
        let mut shortest = written(content.into_iter())?;
        if movable && let Some(scroll) = Scroll::between(&self.stands, &next) {
            scroll.apply(&mut self.stands);
            let mut scrolled = scroll.written();
            scrolled.extend(written(self.stands.diff_iter(&next))?);
            // A selected row that goes down a list of like rows would be moved for more than it costs to write it.
            if scrolled.len() < shortest.len() {
                shortest = scrolled;
            }
        }
        self.stands = next;
        self.bytes.write_all(&shortest)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(false) == Some(false) {
            return Ok(());
        }
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(true) == Some(true) {
            return Ok(());
        }
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if !std::mem::take(&mut self.moved) && position == self.cursor {
            return Ok(());
        }
        self.cursor = position;
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.moved = true;
        self.stands.reset();
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.moved = true;
        // A frame is the whole terminal: nothing less is ever cleared.
        self.stands.reset();
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.stands.area.as_size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.stands.area.as_size(),
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
