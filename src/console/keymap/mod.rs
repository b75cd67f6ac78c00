//! Keymaps: from a file of bindings to the action of a key, and back to the keys of an action.
//!
//! Owns the file format, the checks and the look-up; knows what actions are called but not what they do. A file
//! gives keys to actions by context:
//!
//! ```toml
//! extends = "default"                         # the map that it changes
//! counts  = "digits"                          # 5 j goes down five rows
//! [moves]
//! approve = ["A", "g a"]                      # two ways; keys in sequence are parted by a space
//! claim   = { keys = "c", when = "!closed" }  # only as long as a condition holds
//! note    = "none"                            # no key
//! ```
//!
//! An entry replaces all keys that the action has in that context by the base map or by an outer context. To add a
//! base map: its file in `keymaps/`, a variant of [`Base`].

mod check;
mod context;
mod fault;
mod file;
mod key;
mod show;
mod trie;
mod when;

pub use context::{Context, Counts, Typing};
pub use fault::{Fault, Position, Report, Severity, Wrong};
pub use file::{Entry, File};
pub use key::{Key, NoKey, is_composed};
pub use show::{ShownBinding, bindings, table};
pub use trie::{Bound, Branch, Node, Sequence};
pub use when::{Condition, Facts, Wanted, When};

use crate::console::action::Action;

/// A keymap that the program carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Base {
    /// `keymaps/default.toml`.
    #[default]
    Default,
    /// `keymaps/vim.toml`.
    Vim,
    /// `keymaps/emacs.toml`.
    Emacs,
}

impl Base {
    /// Every base map.
    pub const ALL: [Self; 3] = [Self::Default, Self::Vim, Self::Emacs];

    /// The name after `extends`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Vim => "vim",
            Self::Emacs => "emacs",
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
            Self::Emacs => include_str!("../../../keymaps/emacs.toml"),
        }
    }
}

/// What a key press comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// An action, with how often it was asked for where that was counted.
    Matched(Action, Option<u16>),
    /// A count or a sequence has begun.
    Pending,
    /// The key has no meaning here.
    NotFound,
    /// What had begun leads nowhere with this key, or was given up.
    Cancelled,
}

/// Nobody counts further; a digit that repeats itself must not keep the console busy.
const MOST: u16 = 9999;

/// What was typed and has not come to anything yet: a count, then keys of a sequence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    count: Option<u16>,
    keys: Vec<Key>,
}

impl Typed {
    /// Whether nothing has begun.
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// Gives up what had begun.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The keys of the sequence that has begun.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// What has begun, as people write it: `5 g`.
    pub fn label(&self) -> String {
        let count = self.count.map(|count| count.to_string());
        let keys = self.keys.iter().map(|key| key.label());
        count.into_iter().chain(keys).collect::<Vec<_>>().join(" ")
    }
}

/// The keys in force: one tree per context, merged along its chain.
#[derive(Debug, Clone)]
pub struct Keymap {
    counts: Counts,
    trees: Vec<(Context, Branch)>,
}

impl Keymap {
    /// A map that the program carries.
    pub fn embedded(base: Base) -> Self {
        let (layers, _) = layers(base.text().as_bytes());
        Self::build(&Merged::of(&layers))
    }

    /// Reads a keymap file and checks it; no map where it has an error.
    pub fn read(bytes: &[u8]) -> (Option<Self>, Report) {
        let (layers, mut report) = layers(bytes);
        let own = layers.last().map_or(&[][..], |file| &file.entries);
        report.faults.extend(check::clashes(own));
        if !report.accepted() {
            report.faults.sort_by_key(|fault| fault.at);
            return (None, report);
        }
        let merged = Merged::of(&layers);
        let map = Self::build(&merged);
        report.faults.extend(merged.faults);
        report.faults.extend(map.unreachable(own));
        report.faults.extend(map.ways_out(own));
        report.faults.sort_by_key(|fault| fault.at);
        (report.accepted().then_some(map), report)
    }

    /// Whether digits count.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What a press of `key` comes to where `facts` hold, after what was `typed`, which it keeps up to date.
    pub fn press(&self, context: Context, facts: &Facts, typed: &mut Typed, key: Key) -> Press {
        let begun = !typed.is_empty();
        if begun && key.is_esc() {
            typed.clear();
            return Press::Cancelled;
        }
        if let Some(count) = self.counted(context, typed, key) {
            typed.count = Some(count);
            return Press::Pending;
        }
        typed.keys.push(key);
        let node = self.tree(context).walk(&typed.keys);
        let node = node.filter(|node| node.leads_on(facts));
        if let Some(Node::Branch(_)) = node {
            return Press::Pending;
        }
        let count = typed.count;
        typed.clear();
        match node.and_then(|node| node.action(facts)) {
            Some(action) => Press::Matched(action, count),
            None if begun => Press::Cancelled,
            None => Press::NotFound,
        }
    }

    /// The count so far with `key`, if that is a digit of it.
    fn counted(&self, context: Context, typed: &Typed, key: Key) -> Option<u16> {
        if context.typing() == Typing::Text || !typed.keys.is_empty() {
            return None;
        }
        match typed.count {
            None => self.counts.begins(key),
            Some(count) => {
                let digit = key.digit()?;
                Some(count.saturating_mul(10).saturating_add(digit).min(MOST))
            }
        }
    }

    /// The keys that may follow those typed so far.
    pub fn after(&self, context: Context, typed: &Typed) -> Option<&Branch> {
        match self.tree(context).walk(typed.keys())? {
            Node::Branch(branch) => Some(branch),
            Node::Leaf(..) => None,
        }
    }

    /// The keys of an action in a context, the ones to show first in front; those with a condition too.
    pub fn keys(&self, context: Context, action: Action) -> Vec<&Sequence> {
        let bound = self.bound(context, action).into_iter();
        bound.map(|bound| &bound.keys).collect()
    }

    /// The keys that stand for an action in a context where `facts` hold.
    pub fn keys_now(&self, context: Context, action: Action, facts: &Facts) -> Vec<&Sequence> {
        let tree = self.tree(context);
        let mut keys = self.keys(context, action);
        keys.retain(|keys| {
            let node = tree.walk(keys.keys());
            node.and_then(|node| node.action(facts)) == Some(action)
        });
        keys
    }

    /// What stands for an action in a context, with its conditions, the keys to show first in front.
    pub fn bound(&self, context: Context, action: Action) -> Vec<&Bound> {
        let leaves = self.tree(context).leaves().into_iter();
        let mut bound: Vec<&Bound> = leaves.filter(|bound| bound.action == action).collect();
        bound.sort_by_key(|bound| bound.keys.keys().len());
        bound
    }

    /// Every binding that holds in a context.
    pub fn tree(&self, context: Context) -> &Branch {
        let tree = self.trees.iter().find(|(own, _)| *own == context);
        &tree.expect("a tree is built for every context").1
    }

    fn build(merged: &Merged) -> Self {
        let trees = Context::ALL.map(|context| (context, tree(context, &merged.entries)));
        Self {
            counts: merged.counts,
            trees: trees.into(),
        }
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

/// Files laid over each other: a later entry replaces the earlier one of the same action and context, and takes its
/// keys from other actions there.
#[derive(Default)]
struct Merged {
    counts: Counts,
    entries: Vec<Entry>,
    /// What the last file did to those below it.
    faults: Vec<Fault>,
}

impl Merged {
    fn of(layers: &[File]) -> Self {
        let mut merged = Self::default();
        for file in layers {
            merged.faults.clear();
            merged.lay(file);
        }
        merged.entries.sort_by_key(|e| (e.context, e.action));
        merged
    }

    fn lay(&mut self, file: &File) {
        let replaced = |old: &Entry| {
            let mut own = file.entries.iter();
            own.any(|own| (own.context, own.action) == (old.context, old.action))
        };
        self.entries.retain(|old| !replaced(old));
        if let Some((counts, at)) = file.counts {
            self.counts = counts;
            for old in &mut self.entries {
                let had = !old.keys.is_empty();
                old.keys
                    .retain(|(bound, _)| !check::counts(counts, old.context, bound));
                if had && old.keys.is_empty() {
                    let what = Wrong::LeftByCounts(old.action);
                    self.faults.push(Fault { at, what });
                }
            }
        }
        for own in &file.entries {
            self.take_keys(own);
        }
        self.faults
            .extend(check::counted(self.counts, &file.entries));
        self.entries.extend(file.entries.iter().cloned());
    }

    fn take_keys(&mut self, own: &Entry) {
        for old in self
            .entries
            .iter_mut()
            .filter(|old| old.context == own.context)
        {
            let had = !old.keys.is_empty();
            old.keys
                .retain(|(old, _)| !own.keys.iter().any(|(own, _)| check::displaces(own, old)));
            if had && old.keys.is_empty() {
                let what = Wrong::LeftWithout {
                    action: old.action,
                    taken: own.action,
                };
                self.faults.push(Fault { at: own.at, what });
            }
        }
    }
}

fn tree(context: Context, entries: &[Entry]) -> Branch {
    let mut tree = Branch::default();
    let chain = context.chain();
    for (depth, layer) in chain.iter().enumerate().rev() {
        let replaced = |entry: &Entry| {
            let inner = &chain[..depth];
            let mut others = entries.iter();
            others.any(|other| other.action == entry.action && inner.contains(&other.context))
        };
        let mut bound: Vec<&Bound> = entries
            .iter()
            .filter(|entry| entry.context == *layer && !replaced(entry))
            .flat_map(|entry| entry.keys.iter().map(|(bound, _)| bound))
            .filter(|bound| context.typing() == Typing::Commands || !bound.keys.types())
            .collect();
        // Keys with a condition come before the same keys without, whichever action the table has first.
        bound.sort_by_key(|bound| !bound.when.is_always());
        for bound in bound {
            tree.bind(bound.clone());
        }
    }
    tree
}
