//! Pictures that stand over cells, and what has been drawn over them.
//!
//! A sixel or an iTerm2 picture is in the first of its cells and the others are left alone, so the library does not see
//! that a dialog has been drawn over some of them and closed again. This does, and has the picture sent anew. A picture
//! that an older kitty lays over the cells is erased by nothing that is written there: it is deleted by its number, and
//! gives way while anything stands on it. All of ours are deleted when the terminal is given back.

use std::sync::atomic::{AtomicU8, Ordering};

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::clipboard::wrapped;
use crate::console::widget::picture::draw::KITTY_IDS;

/// How kitty got pictures of ours: not, straight, or through tmux.
static HELD: AtomicU8 = AtomicU8::new(NONE);
const NONE: u8 = 0;
const STRAIGHT: u8 = 1;
const WRAPPED: u8 = 2;

/// The cells over which a picture stood in the last frame.
#[derive(Debug, Default)]
pub struct Covered {
    cells: Vec<bool>,
    /// The mark on the first cells; another one makes them differ from the last frame's.
    turn: bool,
    /// The picture that kitty has laid over the cells: its number and its area.
    laid: Option<(u8, Rect)>,
}

impl Covered {
    /// Looks over a frame before it is compared with the last one; what is to be sent before it.
    pub fn settle(&mut self, buffer: &mut Buffer) -> String {
        let laid = laid(buffer).filter(|(_, area)| stands_free(*area, buffer));
        let erased = match self.laid {
            Some((id, _)) if self.laid != laid => delete(id),
            _ => String::new(),
        };
        if laid.is_none() {
            give_way(buffer);
        }
        self.laid = laid;
        let now: Vec<bool> = buffer
            .content
            .iter()
            .map(|cell| cell.diff_option == CellDiffOption::Skip)
            .collect();
        let same = now.len() == self.cells.len();
        let uncovered = now.iter().zip(&self.cells).any(|(now, then)| *now && !then);
        self.turn ^= same && uncovered;
        for cell in &mut buffer.content {
            let symbol = cell.symbol();
            if !symbol.starts_with('\x1b') {
                continue;
            }
            if symbol.starts_with(COMMAND) {
                HELD.store(STRAIGHT, Ordering::Relaxed);
            } else if symbol.starts_with("\x1bPtmux;\x1b\x1b_G") {
                HELD.store(WRAPPED, Ordering::Relaxed);
            }
            // Nothing is underlined in a picture, so the colour of the line is free to be the mark.
            cell.underline_color = if self.turn {
                Color::White
            } else {
                Color::Reset
            };
        }
        self.cells = now;
        erased
    }
}

const COMMAND: &str = "\x1b_G";

/// The picture in a frame that kitty lays over its cells.
fn laid(buffer: &Buffer) -> Option<(u8, Rect)> {
    let places = buffer.area.positions();
    let first = places
        .zip(&buffer.content)
        .find(|(_, cell)| is_laid(cell.symbol()))?;
    let (keys, _) = first.1.symbol().split_once(';')?;
    let value = |key: &str| {
        let mut keys = keys[COMMAND.len()..].split(',');
        keys.find_map(|pair| pair.strip_prefix(key))?.parse().ok()
    };
    let id = u8::try_from(value("i=")?).ok()?;
    let area = Rect::new(first.0.x, first.0.y, value("c=")?, value("r=")?);
    Some((id, area))
}

fn is_laid(symbol: &str) -> bool {
    // A placeholder ends in marks that are not ASCII.
    symbol.starts_with(COMMAND) && symbol.as_bytes().last().is_some_and(u8::is_ascii)
}

/// Whether nothing has been drawn over a picture.
fn stands_free(area: Rect, buffer: &Buffer) -> bool {
    let mut rest = area.positions().skip(1);
    rest.all(|place| {
        let cell = buffer.cell(place);
        cell.is_some_and(|cell| cell.diff_option == CellDiffOption::Skip)
    })
}

/// Empties the cells of a picture that something stands on.
fn give_way(buffer: &mut Buffer) {
    let Some((_, area)) = laid(buffer) else {
        return;
    };
    let first = area.as_position();
    buffer[first].reset();
    for place in area.intersection(buffer.area).positions() {
        let cell = &mut buffer[place];
        if cell.diff_option == CellDiffOption::Skip {
            cell.reset();
        }
    }
}

fn delete(id: u8) -> String {
    format!("{COMMAND}a=d,d=I,i={id},q=2\x1b\\")
}

/// Deletes what kitty holds of ours, and nothing else.
pub(super) fn farewell() -> String {
    let delete = |id: &u8| match HELD.load(Ordering::Relaxed) {
        STRAIGHT => delete(*id),
        WRAPPED => wrapped(delete(*id)),
        _ => String::new(),
    };
    KITTY_IDS.iter().map(delete).collect()
}
