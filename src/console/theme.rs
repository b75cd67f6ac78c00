//! What things look like, by their role and never by a colour.
//!
//! Owns the themes. Widgets ask for a [`Role`]; no widget names a colour. The mono theme is made of modifiers
//! only and every colour is left to the terminal: it is for `NO_COLOR`, which the terminal library would answer by
//! wiping the selected row's reverse out (`terminal::backend` writes styles itself and does not ask it).
//!
//! Colours that text must be read by are from the 256 of the table, whose values every terminal agrees on: a test holds
//! them to WCAG's 4.5 to 1 on the usual grounds, 7 to 1 in high contrast. The theme for the colour-blind is told apart
//! by protanopes, deuteranopes and tritanopes; a test simulates them. No theme says by colour alone: marks and words do.
//!
//! To add a role: a variant and a line in each of the tables. To add a theme: a variant, a table, `theme-<id>` in the words.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::domain::supervision::Light;

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Text.
    Text,
    /// Text of less weight.
    Dim,
    /// A title, a column heading.
    Title,
    /// The lines at the top and bottom of the screen.
    Bar,
    /// Lines and frames.
    Rule,
    /// The frame of what has the focus.
    Focus,
    /// The selected row.
    Selected,
    /// A marked row.
    Marked,
    /// A row that has left the list.
    Ghost,
    /// The name of a key.
    Key,
    /// What cannot be done now.
    Disabled,
    /// It is well.
    Good,
    /// It wants attention.
    Warning,
    /// It went wrong, it is late.
    Bad,
    /// It is grave: red card, refusal.
    Grave,
    /// What was changed since the last look.
    Changed,
    /// Where the search matched.
    Match,
}

/// A theme by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Light text on the terminal's dark ground.
    #[default]
    Dark,
    /// Dark text on the terminal's light ground.
    Light,
    /// Black and white with bold colours.
    HighContrast,
    /// On black, by blue, yellow and vermilion, which everybody tells apart.
    ColourBlind,
    /// No colour at all.
    Mono,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 5] = [
        Self::Dark,
        Self::Light,
        Self::HighContrast,
        Self::ColourBlind,
        Self::Mono,
    ];

    /// The name in settings and in the message catalogue.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "contrast",
            Self::ColourBlind => "colour-blind",
            Self::Mono => "mono",
        }
    }

    /// The id of the message that names it.
    pub fn message(self) -> String {
        format!("theme-{}", self.id())
    }

    /// The theme of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.id() == id)
    }

    /// The theme to begin with: mono where `NO_COLOR` is set and not empty, whatever else is wished.
    pub fn chosen(wish: Option<&str>, no_color: Option<&str>) -> Self {
        if no_color.is_some_and(|value| !value.is_empty()) {
            return Self::Mono;
        }
        wish.and_then(Self::from_id).unwrap_or_default()
    }

    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL
            .iter()
            .position(|theme| *theme == self)
            .unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        match self {
            Self::Dark => dark(role),
            Self::Light => light(role),
            Self::HighContrast => high_contrast(role),
            Self::ColourBlind => colour_blind(role),
            Self::Mono => mono(role),
        }
    }

    /// Lays the theme's own ground under all that was drawn without one; a theme without leaves the terminal's.
    pub fn ground(self, buffer: &mut Buffer) {
        let text = self.style(Role::Text);
        let (Some(fg), Some(bg)) = (text.fg, text.bg) else {
            return;
        };
        for cell in &mut buffer.content {
            if cell.bg == Color::Reset {
                cell.bg = bg;
            }
            if cell.fg == Color::Reset {
                cell.fg = fg;
            }
        }
    }

    /// How a supervision light looks.
    pub fn light(self, light: Light) -> Style {
        self.style(match light {
            Light::Green => Role::Good,
            Light::Yellow => Role::Warning,
            Light::YellowCard => Role::Bad,
            Light::RedCard => Role::Grave,
        })
    }
}

/// The shape of a supervision light, two cells in every terminal, told apart without colour.
pub fn shape(light: Light) -> &'static str {
    match light {
        Light::Green => "  ",
        Light::Yellow => "! ",
        Light::YellowCard => "!!",
        Light::RedCard => "##",
    }
}

fn dark(role: Role) -> Style {
    let s = Style::new();
    match role {
        Role::Text => s,
        // Not the terminal's dark grey, which Solarized makes the ground itself.
        Role::Dim | Role::Rule | Role::Disabled => s.fg(Color::Indexed(246)),
        Role::Title => s.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Role::Bar => s.fg(Color::Gray),
        Role::Focus => s.fg(Color::Cyan),
        Role::Selected => s
            .bg(Color::Indexed(24))
            .fg(Color::Indexed(231))
            .add_modifier(Modifier::BOLD),
        Role::Marked => s.fg(Color::LightMagenta),
        Role::Ghost => s
            .fg(Color::Indexed(246))
            .add_modifier(Modifier::CROSSED_OUT),
        // Bold, not coloured: eight keys in the foot cost a hundred bytes less on a slow line.
        Role::Key => s.add_modifier(Modifier::BOLD),
        Role::Good => s.fg(Color::Green),
        Role::Warning => s.fg(Color::Yellow),
        Role::Bad => s.fg(Color::Indexed(203)),
        Role::Grave => s
            .fg(Color::Indexed(231))
            .bg(Color::Indexed(160))
            .add_modifier(Modifier::BOLD),
        Role::Changed => s.fg(Color::LightYellow).add_modifier(Modifier::UNDERLINED),
        Role::Match => s.fg(Color::Indexed(16)).bg(Color::Indexed(220)),
    }
}

fn light(role: Role) -> Style {
    let s = Style::new();
    match role {
        Role::Text => s,
        Role::Dim | Role::Rule | Role::Disabled => s.fg(Color::Indexed(241)),
        Role::Title => s.fg(Color::Indexed(19)).add_modifier(Modifier::BOLD),
        Role::Bar => s.fg(Color::Indexed(238)),
        Role::Focus => s.fg(Color::Indexed(19)),
        Role::Key => s.add_modifier(Modifier::BOLD),
        Role::Selected => s
            .bg(Color::Indexed(153))
            .fg(Color::Indexed(16))
            .add_modifier(Modifier::BOLD),
        Role::Marked => s.fg(Color::Indexed(90)),
        Role::Ghost => s
            .fg(Color::Indexed(241))
            .add_modifier(Modifier::CROSSED_OUT),
        Role::Good => s.fg(Color::Indexed(22)),
        Role::Warning => s.fg(Color::Indexed(94)),
        Role::Bad => s.fg(Color::Indexed(160)),
        Role::Grave => s
            .fg(Color::Indexed(231))
            .bg(Color::Indexed(160))
            .add_modifier(Modifier::BOLD),
        Role::Changed => s.fg(Color::Indexed(94)).add_modifier(Modifier::UNDERLINED),
        Role::Match => s.fg(Color::Indexed(16)).bg(Color::Indexed(222)),
    }
}

fn high_contrast(role: Role) -> Style {
    let s = Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(16));
    match role {
        Role::Text | Role::Dim | Role::Rule | Role::Bar => s,
        Role::Title | Role::Focus => s.add_modifier(Modifier::BOLD),
        Role::Selected => s
            .fg(Color::Indexed(16))
            .bg(Color::Indexed(231))
            .add_modifier(Modifier::BOLD),
        Role::Marked => s.fg(Color::Indexed(219)).add_modifier(Modifier::BOLD),
        Role::Ghost => s
            .fg(Color::Indexed(250))
            .add_modifier(Modifier::CROSSED_OUT),
        Role::Disabled => s.fg(Color::Indexed(250)),
        Role::Key => s.fg(Color::Indexed(123)).add_modifier(Modifier::BOLD),
        Role::Good => s.fg(Color::Indexed(120)),
        Role::Warning => s.fg(Color::Indexed(227)),
        Role::Bad => s.fg(Color::Indexed(210)).add_modifier(Modifier::BOLD),
        Role::Grave => s.bg(Color::Indexed(88)).add_modifier(Modifier::BOLD),
        Role::Changed => s.fg(Color::Indexed(227)).add_modifier(Modifier::UNDERLINED),
        Role::Match => s.fg(Color::Indexed(16)).bg(Color::Indexed(227)),
    }
}

fn colour_blind(role: Role) -> Style {
    let s = Style::new().fg(Color::Indexed(252)).bg(Color::Indexed(16));
    match role {
        Role::Text | Role::Bar => s,
        Role::Dim | Role::Rule | Role::Disabled => s.fg(Color::Indexed(246)),
        Role::Title | Role::Key | Role::Marked => s.add_modifier(Modifier::BOLD),
        Role::Focus | Role::Good => s.fg(Color::Indexed(39)),
        Role::Selected => s
            .fg(Color::Indexed(231))
            .bg(Color::Indexed(24))
            .add_modifier(Modifier::BOLD),
        Role::Ghost => s
            .fg(Color::Indexed(246))
            .add_modifier(Modifier::CROSSED_OUT),
        Role::Warning => s.fg(Color::Indexed(220)),
        Role::Bad => s.fg(Color::Indexed(202)).add_modifier(Modifier::BOLD),
        Role::Grave => s
            .fg(Color::Indexed(16))
            .bg(Color::Indexed(202))
            .add_modifier(Modifier::BOLD),
        Role::Changed => s.fg(Color::Indexed(220)).add_modifier(Modifier::UNDERLINED),
        Role::Match => s.fg(Color::Indexed(16)).bg(Color::Indexed(220)),
    }
}

fn mono(role: Role) -> Style {
    let s = Style::new();
    match role {
        Role::Text | Role::Rule | Role::Bar | Role::Good => s,
        Role::Dim | Role::Disabled => s.add_modifier(Modifier::DIM),
        Role::Ghost => s.add_modifier(Modifier::DIM | Modifier::CROSSED_OUT),
        Role::Title | Role::Focus | Role::Key | Role::Marked => s.add_modifier(Modifier::BOLD),
        Role::Selected => s.add_modifier(Modifier::REVERSED),
        Role::Warning | Role::Changed | Role::Match => s.add_modifier(Modifier::UNDERLINED),
        Role::Bad => s.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Grave => s.add_modifier(Modifier::BOLD | Modifier::REVERSED),
    }
}
