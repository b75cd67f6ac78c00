//! The console: parts without a terminal, then frames on a test backend.

mod app;
mod away;
mod clipboard;
mod decoder;
mod drafts;
mod editor;
mod input;
mod journey;
mod keymap;
mod keys;
mod list;
mod paths;
mod picture;
mod popup;
mod protocols;
mod screens;
pub mod seat;
mod shown;
mod smoke;
mod soak;
mod stalled;
mod terminal;
mod terms;
mod theme;
mod views;

use ratatui::buffer::{Buffer, CellWidth};

/// What stands on the screen, row by row, as one reads it.
pub fn screen(buffer: &Buffer) -> String {
    let area = buffer.area;
    let rows = area.rows().map(|row| {
        let mut text = String::new();
        let mut x = row.left();
        while x < row.right() {
            let symbol = buffer[(x, row.y)].symbol();
            text.push_str(symbol);
            x += symbol.cell_width().max(1);
        }
        text.trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}
