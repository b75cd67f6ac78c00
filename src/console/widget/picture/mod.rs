//! A picture, or a page, on the screen: fitted, turned, zoomed and moved.
//!
//! Owns how it is looked at and the last drawing made of it; decoding ([`decode`], in a [`child`] process) and drawing
//! ([`draw`]) run beside the screen. A screen calls [`Picture::wanted`] after each change, has the request drawn, and hands the drawing to
//! [`Picture::take`]; until it is there the one before stays in sight.

pub mod child;
pub mod decode;
pub mod draw;
pub mod means;
mod pdf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use decode::Sheet;
use draw::{DrawRequest, Drawing};
use means::Graphics;

/// Steps of zoom: each is a quarter larger.
const MOST_ZOOM: u8 = 14;
const ZOOM_STEP: f64 = 1.25;
/// One step moves the view by this part of what is seen.
const PAN_STEP: f64 = 0.2;

/// How a picture is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Quarter turns to the right.
    pub turns: u8,
    /// Steps of zoom; 0 fits the whole into the window.
    pub zoom: u8,
    /// The middle of the view in the turned picture, from 0 to 1.
    pub middle: (f64, f64),
}

impl Default for Look {
    fn default() -> Self {
        Self {
            turns: 0,
            zoom: 0,
            middle: (0.5, 0.5),
        }
    }
}

/// The part of a picture that is seen, and the pixels it is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// Pixels across on the screen.
    pub columns: u32,
    /// Pixels down on the screen.
    pub rows: u32,
}

impl Look {
    /// The view of a picture of `size` in `room` pixels.
    pub fn view(self, size: (u32, u32), room: (u32, u32)) -> View {
        let fits =
            (f64::from(room.0) / f64::from(size.0)).min(f64::from(room.1) / f64::from(size.1));
        let scale = fits * ZOOM_STEP.powi(self.zoom.into());
        let (x, width, columns) = part(size.0, room.0, scale, self.middle.0);
        let (y, height, rows) = part(size.1, room.1, scale, self.middle.1);
        View {
            x,
            y,
            width,
            height,
            columns,
            rows,
        }
    }

    /// The part that is seen, across and down, of a whole of 1.
    fn seen(self) -> f64 {
        1.0 / ZOOM_STEP.powi(self.zoom.into())
    }

    fn clamp(&mut self) {
        let half = self.seen() / 2.0;
        for middle in [&mut self.middle.0, &mut self.middle.1] {
            *middle = middle.clamp(half, 1.0 - half);
        }
    }
}

/// Start and length of what is seen along one side, and its length on the screen.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths are positive and bounded by the picture and the room"
)]
fn part(length: u32, room: u32, scale: f64, middle: f64) -> (u32, u32, u32) {
    let whole = f64::from(length);
    let seen = (f64::from(room) / scale).min(whole);
    let start = (middle * whole - seen / 2.0).clamp(0.0, whole - seen);
    let drawn = (seen * scale).round().clamp(1.0, f64::from(room)) as u32;
    let start = (start.floor() as u32).min(length - 1);
    let seen = (seen.round().max(1.0) as u32).min(length - start);
    (start, seen, drawn)
}

/// The state of a picture on the screen.
#[derive(Default)]
pub struct Picture {
    sheet: Option<Sheet>,
    look: Look,
    asked: Option<(u64, Look, Size, Graphics)>,
    tickets: u64,
    drawing: Option<Drawing>,
}

impl Picture {
    /// Shows a sheet. A further page of the same document keeps its turn and zoom.
    pub fn show(&mut self, sheet: Sheet) {
        let same = self
            .sheet
            .as_ref()
            .is_some_and(|old| old.size == sheet.size);
        if !same {
            self.look = Look::default();
        }
        self.sheet = Some(sheet);
        self.asked = None;
    }

    /// Shows nothing.
    pub fn clear(&mut self) {
        self.sheet = None;
        self.drawing = None;
        self.asked = None;
    }

    /// What is shown.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref()
    }

    /// How it is looked at.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Makes it larger (above 0) or smaller.
    pub fn zoom(&mut self, steps: i8) {
        self.look.zoom = self.look.zoom.saturating_add_signed(steps).min(MOST_ZOOM);
        self.look.clamp();
    }

    /// Shows the whole again.
    pub fn fit(&mut self) {
        self.look.zoom = 0;
        self.look.clamp();
    }

    /// Turns it by quarters to the right.
    pub fn turn(&mut self, quarters: u8) {
        self.look.turns = (self.look.turns + quarters) % 4;
        let (x, y) = self.look.middle;
        self.look.middle = match quarters % 4 {
            1 => (1.0 - y, x),
            2 => (1.0 - x, 1.0 - y),
            3 => (y, 1.0 - x),
            _ => (x, y),
        };
    }

    /// Moves the view over the picture by steps.
    pub fn pan(&mut self, right: i8, down: i8) {
        let step = self.look.seen() * PAN_STEP;
        self.look.middle.0 += f64::from(right) * step;
        self.look.middle.1 += f64::from(down) * step;
        self.look.clamp();
    }

    /// The drawing to be made for a window of this size on such a terminal, if the one at hand or under way is not it.
    pub fn wanted(&mut self, cells: Size, graphics: Graphics) -> Option<DrawRequest> {
        let pixels = self.sheet.as_ref()?.pixels.clone();
        let same = |(_, look, size, on)| (look, size, on) == (self.look, cells, graphics);
        if self.asked.is_some_and(same) {
            return None;
        }
        self.tickets += 1;
        self.asked = Some((self.tickets, self.look, cells, graphics));
        Some(DrawRequest {
            ticket: self.tickets,
            pixels,
            look: self.look,
            cells,
            graphics,
        })
    }

    /// Takes a drawing; an older one than the last asked for is let go.
    pub fn take(&mut self, drawing: Drawing) {
        if self
            .asked
            .is_some_and(|(ticket, ..)| ticket == drawing.ticket)
        {
            self.drawing = Some(drawing);
        }
    }

    /// Whether there is a drawing to show.
    pub fn is_drawn(&self) -> bool {
        self.drawing.is_some()
    }

    /// Whether a drawing is under way.
    pub fn is_waiting(&self) -> bool {
        let at_hand = self.drawing.as_ref().map(|drawing| drawing.ticket);
        self.asked
            .is_some_and(|(ticket, ..)| Some(ticket) != at_hand)
    }

    /// Draws the last drawing in the middle of `area`; one that is too large for it waits for its successor.
    pub fn view(&self, area: Rect, buffer: &mut Buffer) {
        let Some(drawing) = &self.drawing else {
            return;
        };
        if drawing.cells.width > area.width || drawing.cells.height > area.height {
            return;
        }
        let left = area.x + (area.width - drawing.cells.width) / 2;
        let top = area.y + (area.height - drawing.cells.height) / 2;
        for place in drawing.buffer.area.positions() {
            if let Some(cell) = buffer.cell_mut((left + place.x, top + place.y)) {
                cell.clone_from(&drawing.buffer[place]);
            }
        }
    }
}
