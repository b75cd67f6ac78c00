//! Where a key is pressed, from where its meaning comes, and whether digits count there.

use super::Key;

/// A part of the console with keys of its own. The order is that of keymap files and of help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Everywhere but in a dialog.
    Global,
    /// Whatever has rows.
    List,
    /// Whatever shows an item that can be acted on.
    Moves,
    /// The inbox.
    Inbox,
    /// An item.
    Item,
    /// The viewer of materials.
    Material,
    /// The backlog.
    Backlog,
    /// A page over the screen that is only read: help, notices, the outbox.
    Reading,
    /// Whatever is filled in and then sent or dropped.
    Form,
    /// The composer of a decision, outside its text fields.
    Decide,
    /// A question with answers to choose from.
    Dialog,
    /// A text of many lines.
    Editor,
    /// A text of one line.
    Field,
    /// The command palette.
    Palette,
}

/// What a printable character does in a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// It is looked up like any key.
    Commands,
    /// It is typed; only other keys are looked up.
    Text,
}

/// Whether digits count how often the next action is to be done, as `5 j` does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Counts {
    /// They are keys like any other: `1`–`7` are tabs in the default map.
    #[default]
    Off,
    /// Digits count, and cannot be bound as first keys.
    Digits,
    /// Digits after Alt count, and cannot be bound as first keys; plain ones are keys.
    AltDigits,
}

impl Counts {
    const ALL: [Self; 3] = [Self::Off, Self::Digits, Self::AltDigits];

    /// The word after `counts`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Digits => "digits",
            Self::AltDigits => "alt-digits",
        }
    }

    /// The value of a word.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counts| counts.id() == id)
    }

    /// The digit by which `key` begins a count.
    pub fn begins(self, key: Key) -> Option<u16> {
        let counts = match self {
            Self::Off => false,
            Self::Digits => !key.is_alt(),
            Self::AltDigits => key.is_alt(),
        };
        key.digit().filter(|digit| counts && *digit > 0)
    }
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 14] = [
        Self::Global,
        Self::List,
        Self::Moves,
        Self::Inbox,
        Self::Item,
        Self::Material,
        Self::Backlog,
        Self::Reading,
        Self::Form,
        Self::Decide,
        Self::Dialog,
        Self::Editor,
        Self::Field,
        Self::Palette,
    ];

    /// The name in keymap files and in the message catalogue.
    pub fn id(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::List => "list",
            Self::Moves => "moves",
            Self::Inbox => "inbox",
            Self::Item => "item",
            Self::Material => "material",
            Self::Backlog => "backlog",
            Self::Reading => "reading",
            Self::Form => "form",
            Self::Decide => "decide",
            Self::Dialog => "dialog",
            Self::Editor => "editor",
            Self::Field => "field",
            Self::Palette => "palette",
        }
    }

    /// The id of the message that names it.
    pub fn message(self) -> String {
        format!("context-{}", self.id())
    }

    /// The context of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.id() == id)
    }

    /// The contexts whose keys hold here, innermost first.
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Global => &[Self::Global],
            Self::List => &[Self::List, Self::Global],
            Self::Moves => &[Self::Moves, Self::List, Self::Global],
            Self::Inbox => &[Self::Inbox, Self::Moves, Self::List, Self::Global],
            Self::Item => &[Self::Item, Self::Moves, Self::List, Self::Global],
            Self::Material => &[Self::Material, Self::Moves, Self::Global],
            Self::Backlog => &[Self::Backlog, Self::List, Self::Global],
            Self::Reading => &[Self::Reading, Self::List, Self::Global],
            Self::Form => &[Self::Form, Self::Global],
            Self::Decide => &[Self::Decide, Self::Form, Self::List, Self::Global],
            Self::Dialog => &[Self::Dialog, Self::Form],
            Self::Editor => &[Self::Editor, Self::Form, Self::Global],
            Self::Field => &[Self::Field, Self::Form, Self::Global],
            Self::Palette => &[Self::Palette, Self::Form, Self::List, Self::Global],
        }
    }

    /// Whether keys are pressed in it as such; the others are layers below those.
    pub fn is_place(self) -> bool {
        !matches!(self, Self::Global | Self::List | Self::Moves | Self::Form)
    }

    /// Whether printable characters are typed here.
    pub fn typing(self) -> Typing {
        match self {
            Self::Editor | Self::Field | Self::Palette => Typing::Text,
            _ => Typing::Commands,
        }
    }
}
