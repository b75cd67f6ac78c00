//! Keymaps: from a file of bindings to the action of a key, and back to the keys of an action.
//!
//! Owns the file format, the checks and the look-up; knows what actions are called but not what they do. A file
//! gives keys to actions by context:
//!
//! ```toml
//! extends = "default"         # the map that it changes
//! [moves]
//! approve = ["A", "g a"]      # two ways; keys in sequence are parted by a space
//! claim   = "none"            # no key
//! ```
//!
//! An entry replaces all keys that the action has in that context by the base map or by an outer context. To add a
//! base map: its file in `keymaps/`, a variant of [`Base`].

mod context;
mod fault;
mod file;
mod key;
mod show;
mod trie;

pub use context::{Context, Typing};
pub use fault::{Fault, Position, Report, Severity, Wrong};
pub use file::{Entry, File};
pub use key::{Key, NoKey};
pub use show::{ShownBinding, bindings, table};
pub use trie::{Branch, Node, Sequence};

use crate::console::action::Action;

/// A keymap that the program carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Base {
    /// `keymaps/default.toml`.
    #[default]
    Default,
    /// `keymaps/vim.toml`.
    Vim,
}

impl Base {
    /// Every base map.
    pub const ALL: [Self; 2] = [Self::Default, Self::Vim];

    /// The name after `extends`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Vim => "vim",
        }
    }

    /// The map of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|base| base.id() == id)
    }

    /// The file as it is written.
    pub fn text(self) -> &'static str {
        match self {
            Self::Default => include_str!("../../../keymaps/default.toml"),
            Self::Vim => include_str!("../../../keymaps/vim.toml"),
        }
    }
}

/// Ways out that must have a key: without them an officer sits in a dialog that nothing closes.
const WAYS_OUT: [(Context, Action); 5] = [
    (Context::Dialog, Action::Cancel),
    (Context::Editor, Action::Cancel),
    (Context::Field, Action::Cancel),
    (Context::Palette, Action::Cancel),
    (Context::Inbox, Action::Quit),
];

/// What a key press comes to.
#[derive(Debug)]
pub enum Press<'a> {
    /// An action.
    Matched(Action),
    /// A sequence has begun; these keys may follow.
    Pending(&'a Branch),
    /// The key has no meaning here.
    NotFound,
    /// A sequence that had begun leads nowhere with this key, or was given up.
    Cancelled,
}

/// The keys in force: one tree per context, merged along its chain.
#[derive(Debug, Clone)]
pub struct Keymap {
    trees: Vec<(Context, Branch)>,
}

impl Keymap {
    /// A map that the program carries.
    pub fn embedded(base: Base) -> Self {
        let (layers, _) = layers(base.text().as_bytes());
        Self::build(&merge(&layers).0)
    }

    /// Reads a keymap file and checks it; no map where it has an error.
    pub fn read(bytes: &[u8]) -> (Option<Self>, Report) {
        let (layers, mut report) = layers(bytes);
        let own = layers.last().map_or(&[][..], |file| &file.entries);
        report.faults.extend(clashes(own));
        if !report.accepted() {
            report.faults.sort_by_key(|fault| fault.at);
            return (None, report);
        }
        let (entries, left) = merge(&layers);
        report.faults.extend(left);
        let map = Self::build(&entries);
        report.faults.extend(map.unreachable(own));
        report.faults.extend(map.ways_out(own));
        report.faults.sort_by_key(|fault| fault.at);
        (report.accepted().then_some(map), report)
    }

    /// What a press of `key` comes to after the keys in `typed`, which it keeps up to date.
    pub fn press(&self, context: Context, typed: &mut Vec<Key>, key: Key) -> Press<'_> {
        let begun = !typed.is_empty();
        if begun && key.is_esc() {
            typed.clear();
            return Press::Cancelled;
        }
        typed.push(key);
        match self.tree(context).walk(typed) {
            Some(Node::Branch(branch)) => return Press::Pending(branch),
            Some(Node::Leaf(action, _)) => {
                typed.clear();
                return Press::Matched(*action);
            }
            None => {}
        }
        typed.clear();
        if begun {
            Press::Cancelled
        } else {
            Press::NotFound
        }
    }

    /// The keys that may follow those typed so far.
    pub fn after(&self, context: Context, typed: &[Key]) -> Option<&Branch> {
        match self.tree(context).walk(typed)? {
            Node::Branch(branch) => Some(branch),
            Node::Leaf(..) => None,
        }
    }

    /// The keys of an action in a context, the ones to show first in front.
    pub fn keys(&self, context: Context, action: Action) -> Vec<&Sequence> {
        let leaves = self.tree(context).leaves();
        let mut keys: Vec<&Sequence> = leaves
            .into_iter()
            .filter_map(|(own, keys)| (own == action).then_some(keys))
            .collect();
        keys.sort_by_key(|keys| keys.keys().len());
        keys
    }

    /// Every binding that holds in a context.
    pub fn tree(&self, context: Context) -> &Branch {
        let tree = self.trees.iter().find(|(own, _)| *own == context);
        &tree.expect("a tree is built for every context").1
    }

    fn build(entries: &[Entry]) -> Self {
        let trees = Context::ALL.map(|context| (context, tree(context, entries)));
        Self {
            trees: trees.into(),
        }
    }

    /// Bindings of the file that some inner context covers wherever they could be pressed.
    fn unreachable(&self, own: &[Entry]) -> Vec<Fault> {
        let mut faults = vec![];
        for entry in own {
            for (keys, at) in &entry.keys {
                let covered: Vec<Option<Action>> = Context::ALL
                    .into_iter()
                    .filter(|place| place.is_place() && place.chain().contains(&entry.context))
                    .filter(|place| place.typing() == Typing::Commands || !keys.types())
                    .map(|place| self.covers(place, entry.action, keys))
                    .collect();
                if let Some(Some(by)) = covered
                    .first()
                    .filter(|_| covered.iter().all(Option::is_some))
                {
                    let what = Wrong::Unreachable {
                        action: entry.action,
                        keys: keys.clone(),
                        by: *by,
                    };
                    faults.push(Fault { at: *at, what });
                }
            }
        }
        faults
    }

    /// The action that stands in the way of `keys` in `place`, if one does.
    fn covers(&self, place: Context, action: Action, keys: &Sequence) -> Option<Action> {
        let mut branch = self.tree(place);
        for key in keys.keys() {
            match branch.get(*key) {
                Some(Node::Branch(next)) => branch = next,
                Some(Node::Leaf(other, _)) => return Some(*other).filter(|other| *other != action),
                None => return None,
            }
        }
        branch.leaves().first().map(|(other, _)| *other)
    }

    fn ways_out(&self, own: &[Entry]) -> Vec<Fault> {
        WAYS_OUT
            .into_iter()
            .filter(|(context, action)| self.keys(*context, *action).is_empty())
            .map(|(context, action)| Fault {
                at: own
                    .iter()
                    .find(|e| e.action == action && context.chain().contains(&e.context))
                    .map_or(Position { line: 1, column: 1 }, |e| e.at),
                what: Wrong::NoWayOut { action, context },
            })
            .collect()
    }
}

/// The file and the base maps below it, outermost first.
fn layers(bytes: &[u8]) -> (Vec<File>, Report) {
    let (file, report) = File::read(bytes);
    let mut layers = vec![file];
    while let Some(base) = layers[0].extends {
        let (below, _) = File::read(base.text().as_bytes());
        // A base map extends those before it in the list only, so this ends.
        layers.insert(0, below);
    }
    (layers, report)
}

/// Lays the files over each other: a later entry replaces the earlier one of the same action and context, and takes
/// its keys from other actions there.
fn merge(layers: &[File]) -> (Vec<Entry>, Vec<Fault>) {
    let mut merged: Vec<Entry> = vec![];
    let mut faults = vec![];
    for file in layers {
        for entry in &file.entries {
            merged.retain(|old| (old.context, old.action) != (entry.context, entry.action));
        }
        for entry in &file.entries {
            for old in merged.iter_mut().filter(|old| old.context == entry.context) {
                let had = !old.keys.is_empty();
                old.keys
                    .retain(|(keys, _)| !entry.keys.iter().any(|(own, _)| meet(own, keys)));
                if had && old.keys.is_empty() {
                    let what = Wrong::LeftWithout {
                        action: old.action,
                        taken: entry.action,
                    };
                    faults.push(Fault { at: entry.at, what });
                }
            }
        }
        merged.extend(file.entries.iter().cloned());
    }
    merged.sort_by_key(|entry| (entry.context, entry.action));
    (merged, faults)
}

/// Whether two sequences cannot both be typed to their ends: one is the other or its beginning.
fn meet(a: &Sequence, b: &Sequence) -> bool {
    a.keys().iter().zip(b.keys()).all(|(a, b)| a == b)
}

/// Bindings of one file and context that get in each other's way.
fn clashes(entries: &[Entry]) -> Vec<Fault> {
    let mut seen: Vec<(Context, Action, &Sequence, Position)> = vec![];
    let mut faults = vec![];
    for entry in entries {
        for (keys, at) in &entry.keys {
            let other = seen
                .iter()
                .find(|(context, _, other, _)| *context == entry.context && meet(keys, other));
            if let Some((_, other, longer, other_at)) = other {
                let what = if *longer == keys {
                    Wrong::Clash {
                        keys: keys.clone(),
                        action: entry.action,
                        other: *other,
                        line: other_at.line,
                    }
                } else {
                    Wrong::Prefix {
                        keys: keys.clone(),
                        action: entry.action,
                        longer: (*longer).clone(),
                        other: *other,
                    }
                };
                faults.push(Fault { at: *at, what });
            }
            seen.push((entry.context, entry.action, keys, *at));
        }
    }
    faults
}

fn tree(context: Context, entries: &[Entry]) -> Branch {
    let mut tree = Branch::default();
    let chain = context.chain();
    for (depth, layer) in chain.iter().enumerate().rev() {
        for entry in entries.iter().filter(|entry| entry.context == *layer) {
            let replaced = entries.iter().any(|inner| {
                inner.action == entry.action && chain[..depth].contains(&inner.context)
            });
            if replaced {
                continue;
            }
            for (keys, _) in &entry.keys {
                if context.typing() == Typing::Commands || !keys.types() {
                    tree.bind(entry.action, keys);
                }
            }
        }
    }
    tree
}
