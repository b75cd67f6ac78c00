//! Conditions on which a binding holds: a short, typed list, so that a typo is found and two bindings can be told
//! apart. To add one: a variant of [`Condition`], its fact in the screens that know it.

use std::collections::BTreeSet;
use std::fmt;

use crate::domain::policy::Role;

/// Something that holds or does not where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Condition {
    /// The cursor stands on an item.
    Selected,
    /// Rows are marked.
    Marked,
    /// The item is closed.
    Closed,
    /// The item is held by the officer who presses the key.
    Mine,
    /// The officer has this role.
    Role(Role),
}

impl Condition {
    /// Every condition, the roles last.
    pub fn all() -> impl Iterator<Item = Self> {
        let here = [Self::Selected, Self::Marked, Self::Closed, Self::Mine];
        here.into_iter()
            .chain(Role::ALL.into_iter().map(Self::Role))
    }

    /// The name in keymap files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Marked => "marked",
            Self::Closed => "closed",
            Self::Mine => "mine",
            Self::Role(role) => role.code(),
        }
    }

    /// The condition of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|condition| condition.id() == id)
    }
}

/// What holds where a key is pressed.
pub type Facts = BTreeSet<Condition>;

/// What must hold, and what must not, for a binding to count; nothing where it always counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When(BTreeSet<(Condition, Wanted)>);

/// Whether a condition must hold or must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wanted {
    /// It must.
    Yes,
    /// It must not: `!closed`.
    No,
}

impl When {
    /// Adds what must hold too.
    pub fn and(&mut self, condition: Condition, wanted: Wanted) {
        self.0.insert((condition, wanted));
    }

    /// Whether it always counts.
    pub fn is_always(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it counts where `facts` hold.
    pub fn holds(&self, facts: &Facts) -> bool {
        let mut parts = self.0.iter();
        parts.all(|(condition, wanted)| facts.contains(condition) == (*wanted == Wanted::Yes))
    }

    /// Whether no facts let it count: an account has one role, and nothing both holds and does not.
    pub fn is_never(&self) -> bool {
        !self.meets(self)
    }

    /// Whether some facts let both count.
    pub fn meets(&self, other: &Self) -> bool {
        let both = || self.0.union(&other.0);
        let mut pairs = both().flat_map(|a| both().map(move |b| (a, b)));
        !pairs.any(|(a, b)| match (a, b) {
            ((a, Wanted::Yes), (b, Wanted::No)) => a == b,
            ((Condition::Role(a), Wanted::Yes), (Condition::Role(b), Wanted::Yes)) => a != b,
            _ => false,
        })
    }

    /// The parts as a keymap file writes them.
    pub fn parts(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(condition, wanted)| match wanted {
            Wanted::Yes => condition.id().to_owned(),
            Wanted::No => format!("!{}", condition.id()),
        })
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts().collect::<Vec<_>>().join(" "))
    }
}
