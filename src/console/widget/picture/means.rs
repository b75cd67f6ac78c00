//! By which means a terminal shows pictures, and what is known of that terminal.

use serde::{Deserialize, Serialize};

/// By which means pictures are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Means {
    /// Two pixels a cell, in every terminal and on the slowest line.
    #[default]
    HalfBlocks,
    /// The kitty protocol, by placeholders in the cells.
    Kitty,
    /// The kitty protocol of terminals that have no placeholders (kitty before 0.28): the picture lies over the cells.
    #[serde(rename = "kitty-over")]
    KittyOver,
    /// Sixel.
    Sixel,
    /// The iTerm2 protocol.
    Iterm2,
}

impl Means {
    /// Every means.
    pub const ALL: [Self; 5] = [
        Self::HalfBlocks,
        Self::Kitty,
        Self::KittyOver,
        Self::Sixel,
        Self::Iterm2,
    ];

    /// The name in settings.
    pub fn id(self) -> &'static str {
        match self {
            Self::HalfBlocks => "halfblocks",
            Self::Kitty => "kitty",
            Self::KittyOver => "kitty-over",
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

/// Who stands between us and the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Between {
    /// Nobody that matters for pictures.
    #[default]
    Nobody,
    /// tmux: what is meant for the terminal is wrapped.
    Tmux,
}

/// What is known of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graphics {
    /// By which means pictures are drawn.
    pub means: Means,
    /// The colours of half blocks.
    pub colours: Colours,
    /// A cell's size in pixels.
    pub cell: (u16, u16),
    /// Who is between.
    pub between: Between,
    /// The most bytes that one drawing may take on the line.
    pub most_bytes: usize,
}

/// What a terminal has answered; kept for the next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// By which means it shows pictures best.
    pub means: Means,
    /// Who is between.
    pub between: Between,
    /// A cell's size in pixels, if it was told.
    pub cell: Option<(u16, u16)>,
}

/// A drawing takes no more than this unless the officer says otherwise: a blink on a local network, half a minute on
/// 64 kbit/s, where one sets less.
pub const MOST_BYTES: usize = 256 * 1024;

impl Default for Graphics {
    fn default() -> Self {
        Self {
            means: Means::default(),
            colours: Colours::default(),
            cell: (10, 20),
            between: Between::default(),
            most_bytes: MOST_BYTES,
        }
    }
}

impl Graphics {
    /// What the environment says, by a look-up of its variables.
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        let all = variable("COLORTERM").is_some_and(|c| c == "truecolor" || c == "24bit");
        let names = ["TERM", "TERM_PROGRAM"].map(|name| variable(name).unwrap_or_default());
        let inside = variable("TMUX").is_some_and(|value| !value.is_empty())
            || names.iter().any(|name| name.starts_with("tmux"));
        Self {
            colours: if all { Colours::All } else { Colours::Table },
            between: if inside {
                Between::Tmux
            } else {
                Between::Nobody
            },
            ..Self::default()
        }
    }

    /// Takes what the terminal says of itself. The kernel's size of a cell is kept where it has one.
    pub fn learn(&mut self, known: Known) {
        self.means = known.means;
        self.between = known.between;
        if self.cell == Self::default().cell {
            self.cell = known.cell.unwrap_or(self.cell);
        }
    }

    /// Pixels that a cell gives, across and down.
    pub(super) fn resolution(self) -> (u32, u32) {
        match self.means {
            Means::HalfBlocks => (1, 2),
            _ => (u32::from(self.cell.0.max(1)), u32::from(self.cell.1.max(1))),
        }
    }
}

/// The name under which what a terminal can do is remembered: what its environment says of it, and no more.
pub fn terminal_name(variable: impl Fn(&str) -> Option<String>) -> String {
    const VARIABLES: [&str; 5] = [
        "TERM",
        "TERM_PROGRAM",
        "TERM_PROGRAM_VERSION",
        "LC_TERMINAL",
        "COLORTERM",
    ];
    VARIABLES
        .map(|name| variable(name).unwrap_or_default())
        .join(" ")
        .chars()
        .filter(|c| c.is_ascii_graphic() || *c == ' ')
        .take(120)
        .collect()
}
