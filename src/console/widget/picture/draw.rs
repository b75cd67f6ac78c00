//! From pixels to what a terminal shows: half blocks everywhere, real pixels where the terminal has them.
//!
//! The work of a third of a second on a large page, so it runs beside the screen. A drawing is cells like any other:
//! the picture's own bytes stand in its first cell, the others are left alone (kitty's hold its placeholders), so what
//! takes their place erases it (where it does not, [`crate::console::terminal::covered`] does). Knows how many bytes a drawing costs and makes it smaller until it costs what it may.

use std::fmt;
use std::sync::Arc;

use image::imageops::{self, FilterType};
use image::{DynamicImage, RgbImage};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;
use ratatui::widgets::Widget;
use ratatui_image::Image;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::halfblocks::Halfblocks;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;

use super::Look;
use super::means::{Between, Colours, Graphics, Means};

/// The numbers that our pictures have in the terminal, in turn: a new drawing takes the place of the one four before
/// and fills no memory. They fit into a colour of the table, which tmux passes on unchanged.
pub const KITTY_IDS: [u8; 4] = [229, 230, 231, 232];
/// The sign in which kitty shows a piece of a picture.
const PLACEHOLDER: char = '\u{10EEEE}';
/// kitty's placeholders count so far.
const KITTY_CELLS: u16 = 297;
/// Smaller drawings that are tried before the bytes are too few for this means.
const TRIES: u8 = 4;

/// A drawing to be made.
#[derive(Clone)]
pub struct DrawRequest {
    /// Hand it back with the drawing.
    pub ticket: u64,
    /// The pixels.
    pub pixels: Arc<RgbImage>,
    /// How they are looked at.
    pub look: Look,
    /// The cells there are.
    pub cells: Size,
    /// The terminal.
    pub graphics: Graphics,
}

impl fmt::Debug for DrawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DrawRequest")
            .field("look", &self.look)
            .field("cells", &self.cells)
            .finish_non_exhaustive()
    }
}

/// A drawing, ready for the terminal.
#[derive(Clone)]
pub struct Drawing {
    /// The request's ticket.
    pub ticket: u64,
    /// The cells it takes.
    pub cells: Size,
    pub(super) buffer: Buffer,
}

impl Drawing {
    /// The cells, as they go to the terminal.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// About how many bytes it costs.
    pub fn bytes(&self) -> usize {
        self.buffer.content().iter().map(bytes).sum()
    }
}

/// The bytes of a cell: of its symbol and its colours.
fn bytes(cell: &Cell) -> usize {
    let colour = |colour: Color| match colour {
        Color::Reset => 0,
        Color::Rgb(..) => 17,
        _ => 9,
    };
    cell.symbol().len() + colour(cell.fg) + colour(cell.bg)
}

/// Makes a drawing; none where there is no room for one.
pub fn draw(request: &DrawRequest) -> Option<Drawing> {
    let turned = turned(&request.pixels, request.look.turns);
    if request.cells.area() == 0 || turned.width() == 0 || turned.height() == 0 {
        return None;
    }
    let most = request.graphics.most_bytes;
    let mut part = 1.0;
    for _ in 0..TRIES {
        let drawing = drawn(request, request.graphics, &turned, part)?;
        let bytes = drawing.bytes();
        if bytes <= most {
            return Some(drawing);
        }
        part *= (ratio(most, bytes).sqrt() * 0.9).clamp(0.1, 0.9);
    }
    let blocks = Graphics {
        means: Means::HalfBlocks,
        ..request.graphics
    };
    let whole = drawn(request, blocks, &turned, 1.0)?;
    let part = (ratio(most, whole.bytes()).sqrt() * 0.95).clamp(0.1, 1.0);
    drawn(request, blocks, &turned, part)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of bytes, of which the first digits matter"
)]
fn ratio(most: usize, bytes: usize) -> f64 {
    most as f64 / bytes.max(1) as f64
}

/// A drawing with `part` of the detail: fewer pixels where the terminal enlarges them, else a smaller picture.
fn drawn(
    request: &DrawRequest,
    graphics: Graphics,
    turned: &RgbImage,
    part: f64,
) -> Option<Drawing> {
    let (across, down) = graphics.resolution();
    let enlarges = matches!(
        graphics.means,
        Means::Kitty | Means::KittyOver | Means::Iterm2
    );
    let cells = match graphics.means {
        Means::Kitty => Size::new(request.cells.width.min(KITTY_CELLS), request.cells.height),
        Means::KittyOver | Means::Iterm2 => request.cells,
        _ => Size::new(
            scaled(request.cells.width, part),
            scaled(request.cells.height, part),
        ),
    };
    let room = (
        u32::from(cells.width) * across,
        u32::from(cells.height) * down,
    );
    let view = request.look.view((turned.width(), turned.height()), room);
    let cells = Size::new(
        u16::try_from(view.columns.div_ceil(across)).ok()?,
        u16::try_from(view.rows.div_ceil(down)).ok()?,
    );
    // Whole cells: what is left of the last ones is white, like paper.
    let mut whole = RgbImage::from_pixel(
        u32::from(cells.width) * across,
        u32::from(cells.height) * down,
        image::Rgb([255; 3]),
    );
    let cut = imageops::crop_imm(turned, view.x, view.y, view.width, view.height).to_image();
    let fitted = imageops::resize(&cut, view.columns, view.rows, FilterType::Triangle);
    imageops::replace(&mut whole, &fitted, 0, 0);
    if enlarges && part < 1.0 {
        let fewer = |side: u32| scaled(u16::try_from(side).unwrap_or(u16::MAX), part).into();
        let (columns, rows) = (fewer(whole.width()), fewer(whole.height()));
        whole = imageops::resize(&whole, columns, rows, FilterType::Triangle);
    }
    let protocol = protocol(whole.into(), cells, (request.ticket, graphics))?;
    Some(Drawing {
        ticket: request.ticket,
        cells,
        buffer: buffer(&protocol, cells, (request.ticket, graphics)),
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a length is no longer than it, and positive"
)]
fn scaled(side: u16, part: f64) -> u16 {
    (f64::from(side) * part).round().max(1.0) as u16
}

/// The number of a drawing in the terminal.
fn kitty_id(ticket: u64) -> u8 {
    let turn = usize::try_from(ticket % 4).unwrap_or(0);
    KITTY_IDS[turn]
}

fn protocol(image: DynamicImage, cells: Size, of: (u64, Graphics)) -> Option<Protocol> {
    let (ticket, graphics) = of;
    let tmux = graphics.between == Between::Tmux;
    match graphics.means {
        Means::HalfBlocks => Halfblocks::new(image, cells).ok().map(Protocol::Halfblocks),
        Means::Sixel => Sixel::new(image, cells, tmux).ok().map(Protocol::Sixel),
        Means::Iterm2 => {
            let size = format!("width={}px;height={}px;", image.width(), image.height());
            let mut drawing = Iterm2::new(image, cells, tmux).ok()?;
            // In cells, so that a picture of fewer pixels takes as much room.
            let cells = format!(
                "width={};height={};preserveAspectRatio=0;",
                cells.width, cells.height
            );
            drawing.data = drawing.data.replacen(&size, &cells, 1);
            Some(Protocol::ITerm2(drawing))
        }
        Means::Kitty | Means::KittyOver => {
            let id = kitty_id(ticket).into();
            let kitty = Kitty::new(image, cells, id, tmux, true);
            kitty.ok().map(Protocol::Kitty)
        }
    }
}

/// The cells of a drawing.
fn buffer(protocol: &Protocol, cells: Size, of: (u64, Graphics)) -> Buffer {
    let (ticket, graphics) = of;
    let area = Rect::from(((0, 0).into(), cells));
    let mut buffer = Buffer::empty(area);
    Image::new(protocol).render(area, &mut buffer);
    match graphics.means {
        Means::HalfBlocks if graphics.colours == Colours::Table => {
            for cell in &mut buffer.content {
                (cell.fg, cell.bg) = (table(cell.fg), table(cell.bg));
            }
        }
        Means::Kitty => {
            for cell in &mut buffer.content {
                cell.fg = Color::Indexed(kitty_id(ticket));
            }
            // The size in cells: the terminal's own idea of a cell in pixels may be another than ours.
            let place = format!("U=1,c={},r={},", cells.width, cells.height);
            let symbol = buffer[(0, 0)].symbol().replacen("U=1,", &place, 1);
            buffer[(0, 0)].set_symbol(&symbol);
        }
        Means::KittyOver => {
            let place = format!("p=1,C=1,c={},r={},", cells.width, cells.height);
            let symbol = buffer[(0, 0)].symbol().replacen("U=1,", &place, 1);
            let symbol = symbol.split(PLACEHOLDER).next().unwrap_or_default();
            let symbol = symbol.to_owned() + &blank(cells);
            let mut first = buffer[(0, 0)].clone();
            first.set_symbol(&symbol).set_fg(Color::Reset);
            let mut other = Cell::EMPTY;
            other.set_diff_option(CellDiffOption::Skip);
            buffer.content.fill(other);
            buffer[(0, 0)] = first;
        }
        _ => {}
    }
    buffer
}

/// Empties the cells under a picture, where the half of a 汉字 at the edge would stay; the cursor comes back.
fn blank(cells: Size) -> String {
    let row = format!("\x1b[{}X\x1b[1B", cells.width);
    format!("{}\x1b[{}A", row.repeat(cells.height.into()), cells.height)
}

fn turned(pixels: &Arc<RgbImage>, turns: u8) -> Arc<RgbImage> {
    match turns % 4 {
        1 => Arc::new(imageops::rotate90(&**pixels)),
        2 => Arc::new(imageops::rotate180(&**pixels)),
        3 => Arc::new(imageops::rotate270(&**pixels)),
        _ => Arc::clone(pixels),
    }
}

/// The nearest of the 256 colours: the cube of 6, or the ramp of 24 greys.
fn table(colour: Color) -> Color {
    let Color::Rgb(r, g, b) = colour else {
        return colour;
    };
    if r.abs_diff(g) < 8 && g.abs_diff(b) < 8 {
        return match g {
            0..=3 => Color::Indexed(16),
            247..=255 => Color::Indexed(231),
            grey => Color::Indexed(232 + (grey.saturating_sub(3) / 10).min(23)),
        };
    }
    let step = |c: u8| match c {
        0..=47 => 0,
        48..=114 => 1,
        c => (c - 35) / 40,
    };
    Color::Indexed(16 + 36 * step(r) + 6 * step(g) + step(b))
}
