//! Boxes that stand over other contents without breaking the 汉字 at their edges.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

use crate::console::shown::Shown;
use crate::console::theme::{Role, Theme};
use crate::console::widget::fit::cut;

/// Empties `area`. Where its left edge falls on the right half of a 汉字, the left half outside goes too: a cell
/// that draws half of what stands in the box would hide the frame.
pub fn clear_wide(area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    for y in area.top()..area.bottom() {
        // The widest grapheme that may reach in from the left; a cell is never wider than it is long.
        for x in area.left().saturating_sub(4).max(buffer.area.left())..area.left() {
            if x + buffer[(x, y)].symbol().cell_width() > area.left() {
                let style = buffer[(x, y)].style();
                buffer[(x, y)].reset();
                buffer[(x, y)].set_style(style);
            }
        }
    }
    Clear.render(area, buffer);
}

/// A framed box with a title over whatever is there; the area inside the frame.
pub fn popup(area: Rect, title: &Shown, theme: Theme, buffer: &mut Buffer) -> Rect {
    let area = area.intersection(buffer.area);
    clear_wide(area, buffer);
    buffer.set_style(area, theme.style(Role::Text));
    let title = cut(title, area.width.saturating_sub(4));
    let block = Block::bordered().border_style(theme.style(Role::Focus));
    let inner = block.inner(area);
    block.render(area, buffer);
    if !title.is_empty() {
        let title = Shown::line(" ").then(&title).then(&Shown::line(" "));
        put(
            buffer,
            (area.x + 1, area.y),
            &title,
            theme.style(Role::Title),
        );
    }
    inner
}

/// An area of this size in the middle of another, no larger than it.
pub fn centered(within: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(within.width), height.min(within.height));
    Rect {
        x: within.x + (within.width - width) / 2,
        y: within.y + (within.height - height) / 2,
        width,
        height,
    }
}

/// Draws one line of text at a place, cut at the buffer's edge.
pub fn put(buffer: &mut Buffer, (x, y): (u16, u16), text: &Shown, style: Style) {
    if y < buffer.area.bottom() && x < buffer.area.right() {
        let room = buffer.area.right() - x;
        buffer.set_stringn(x, y, cut(text, room).as_str(), room.into(), style);
    }
}
