//! Pictures that stand over cells, and what has been drawn over them.
//!
//! A sixel or an iTerm2 picture is in the first of its cells and the others are left alone, so the library does not see
//! that a dialog has been drawn over some of them and closed again. This does, and has the picture sent anew. It also
//! knows whether kitty holds pictures of ours, which are deleted when the terminal is given back.

use std::sync::atomic::{AtomicU8, Ordering};

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Color;

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
}

impl Covered {
    /// Looks over a frame before it is compared with the last one.
    pub fn settle(&mut self, buffer: &mut Buffer) {
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
            if symbol.starts_with("\x1b_G") {
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
    }
}

/// Deletes what kitty holds of ours, and nothing else.
pub(super) fn farewell() -> String {
    let delete = |id: &u8| match HELD.load(Ordering::Relaxed) {
        STRAIGHT => format!("\x1b_Ga=d,d=I,i={id},q=2\x1b\\"),
        WRAPPED => format!("\x1bPtmux;\x1b\x1b_Ga=d,d=I,i={id},q=2\x1b\x1b\\\x1b\\"),
        _ => String::new(),
    };
    KITTY_IDS.iter().map(delete).collect()
}
