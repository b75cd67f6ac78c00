//! Where things stand in the viewer, by the size of the screen.

use ratatui::layout::Rect;

/// The narrowest screen on which the facts stand beside the picture.
const ROOM_FOR_TWO: u16 = 100;
/// Cells of the facts beside the picture.
const FACTS: u16 = 36;
/// The narrowest screen on which the form stands under the facts, and their cells then.
pub(super) const ROOM_FOR_FORM: u16 = 120;
const FORM: u16 = 46;
/// Lines of the facts above the picture.
const LINES: u16 = 3;

/// Where the picture and where the facts stand.
pub(super) fn split(area: Rect) -> (Rect, Rect) {
    let inside = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    if area.width >= ROOM_FOR_TWO {
        let beside = if area.width >= ROOM_FOR_FORM {
            FORM
        } else {
            FACTS
        };
        let picture = Rect {
            width: inside.width - beside - 2,
            ..inside
        };
        let facts = Rect {
            x: picture.right() + 2,
            width: beside,
            ..inside
        };
        return (picture, facts);
    }
    let lines = LINES.min(inside.height);
    let facts = Rect {
        height: lines,
        ..inside
    };
    let picture = Rect {
        y: inside.y + lines,
        height: inside.height - lines,
        ..inside
    };
    (picture, facts)
}
