//! From pixels to what a terminal shows: half blocks everywhere, real pixels where the officer says that the terminal
//! has them.
//!
//! The work of a third of a second on a large page, so it runs beside the screen. The terminal is never asked what it
//! can do: its answers would come in as keys, and a slow line would hold up the first frame.

use std::fmt;
use std::sync::Arc;

use image::imageops::{self, FilterType};
use image::{DynamicImage, RgbImage};
use ratatui::layout::Size;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::halfblocks::Halfblocks;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;

use super::Look;

/// By which means pictures are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Means {
    /// Two pixels a cell, in every terminal and on the slowest line.
    #[default]
    HalfBlocks,
    /// The kitty protocol.
    Kitty,
    /// Sixel.
    Sixel,
    /// The iTerm2 protocol.
    Iterm2,
}

impl Means {
    /// Every means.
    pub const ALL: [Self; 4] = [Self::HalfBlocks, Self::Kitty, Self::Sixel, Self::Iterm2];

    /// The name in `LIANBAN_PICTURES`.
    pub fn id(self) -> &'static str {
        match self {
            Self::HalfBlocks => "halfblocks",
            Self::Kitty => "kitty",
            Self::Sixel => "sixel",
            Self::Iterm2 => "iterm2",
        }
    }

    /// The means of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.id() == id)
    }
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Colours {
    /// The 256 of the table.
    #[default]
    Table,
    /// All of them.
    All,
}

/// What is known of the terminal without asking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graphics {
    /// By which means pictures are drawn.
    pub means: Means,
    /// The colours of half blocks.
    pub colours: Colours,
    /// A cell's size in pixels.
    pub cell: (u16, u16),
    /// Whether tmux stands between us and the terminal.
    pub tmux: bool,
}

impl Default for Graphics {
    fn default() -> Self {
        Self {
            means: Means::default(),
            colours: Colours::default(),
            cell: (10, 20),
            tmux: false,
        }
    }
}

impl Graphics {
    /// What the environment says, by a look-up of its variables.
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        let means = variable("LIANBAN_PICTURES").and_then(|id| Means::from_id(&id));
        let all = variable("COLORTERM").is_some_and(|c| c == "truecolor" || c == "24bit");
        Self {
            means: means.unwrap_or_default(),
            colours: if all { Colours::All } else { Colours::Table },
            tmux: variable("TMUX").is_some_and(|value| !value.is_empty()),
            ..Self::default()
        }
    }

    /// Pixels that a cell gives, across and down.
    fn resolution(self) -> (u32, u32) {
        match self.means {
            Means::HalfBlocks => (1, 2),
            _ => (u32::from(self.cell.0.max(1)), u32::from(self.cell.1.max(1))),
        }
    }
}

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
    pub(super) protocol: Protocol,
}

/// Makes a drawing; none where the protocol cannot hold it.
pub fn draw(request: &DrawRequest) -> Option<Drawing> {
    let turned = turned(&request.pixels, request.look.turns);
    let (across, down) = request.graphics.resolution();
    let room = (
        u32::from(request.cells.width) * across,
        u32::from(request.cells.height) * down,
    );
    if room.0 == 0 || room.1 == 0 || turned.width() == 0 || turned.height() == 0 {
        return None;
    }
    let view = request.look.view((turned.width(), turned.height()), room);
    let cut = imageops::crop_imm(&*turned, view.x, view.y, view.width, view.height).to_image();
    let scaled = imageops::resize(&cut, view.columns, view.rows, FilterType::Triangle);
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
    imageops::replace(&mut whole, &scaled, 0, 0);
    let protocol = protocol(DynamicImage::ImageRgb8(whole), cells, request)?;
    Some(Drawing {
        ticket: request.ticket,
        cells,
        protocol,
    })
}

fn protocol(image: DynamicImage, cells: Size, request: &DrawRequest) -> Option<Protocol> {
    let tmux = request.graphics.tmux;
    match request.graphics.means {
        Means::HalfBlocks => Halfblocks::new(image, cells).ok().map(Protocol::Halfblocks),
        Means::Sixel => Sixel::new(image, cells, tmux).ok().map(Protocol::Sixel),
        Means::Iterm2 => Iterm2::new(image, cells, tmux).ok().map(Protocol::ITerm2),
        Means::Kitty => {
            // Ids of our own, so that a new drawing takes the place of the one four before and fills no memory.
            let id = 0x004C_4200 + u32::try_from(request.ticket % 4).ok()?;
            let kitty = Kitty::new(image, cells, id, tmux, false);
            kitty.ok().map(Protocol::Kitty)
        }
    }
}

fn turned(pixels: &Arc<RgbImage>, turns: u8) -> Arc<RgbImage> {
    match turns % 4 {
        1 => Arc::new(imageops::rotate90(&**pixels)),
        2 => Arc::new(imageops::rotate180(&**pixels)),
        3 => Arc::new(imageops::rotate270(&**pixels)),
        _ => Arc::clone(pixels),
    }
}
