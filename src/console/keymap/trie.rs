//! Keys in sequence, and what has been reached after each of them.

use std::fmt;

use super::{Facts, Key, When};
use crate::console::action::Action;

/// Keys that are pressed one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence(Vec<Key>);

impl Sequence {
    /// The longest sequence that a hand learns.
    pub const LONGEST: usize = 4;

    /// A sequence of these keys; none if there are no keys or too many.
    pub fn new(keys: Vec<Key>) -> Option<Self> {
        (1..=Self::LONGEST)
            .contains(&keys.len())
            .then_some(Self(keys))
    }

    /// The keys.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Whether it begins with a key that types a character where text is typed.
    pub fn types(&self) -> bool {
        self.0[0].types()
    }

    /// The keys as labels for people: `Ctrl-S`, `g i`.
    pub fn label(&self) -> String {
        let labels: Vec<String> = self.0.iter().map(|key| key.label()).collect();
        labels.join(" ")
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&keys.join(" "))
    }
}

/// Keys that stand for an action, as long as their condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The action.
    pub action: Action,
    /// The whole sequence.
    pub keys: Sequence,
    /// When they do.
    pub when: When,
}

/// The keys as a keymap file writes them, the condition behind them.
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.when.is_always() {
            write!(f, "{}", self.keys)
        } else {
            write!(f, "{} ({})", self.keys, self.when)
        }
    }
}

/// What stands at the end of a path of keys.
#[derive(Debug, Clone)]
pub enum Node {
    /// Actions; the first whose condition holds is the one that is meant.
    Leaf(Vec<Bound>),
    /// More keys to come.
    Branch(Branch),
}

impl Node {
    /// The action that is meant where `facts` hold.
    pub fn action(&self, facts: &Facts) -> Option<Action> {
        match self {
            Self::Leaf(bound) => {
                let meant = bound.iter().find(|bound| bound.when.holds(facts));
                meant.map(|bound| bound.action)
            }
            Self::Branch(_) => None,
        }
    }

    /// Whether it leads to an action where `facts` hold.
    pub fn leads_on(&self, facts: &Facts) -> bool {
        match self {
            Self::Leaf(_) => self.action(facts).is_some(),
            Self::Branch(branch) => branch.children().any(|(_, node)| node.leads_on(facts)),
        }
    }
}

/// The keys that may follow, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Branch {
    children: Vec<(Key, Node)>,
}

impl Branch {
    /// What follows `key`.
    pub fn get(&self, key: Key) -> Option<&Node> {
        self.children
            .iter()
            .find(|(own, _)| *own == key)
            .map(|(_, node)| node)
    }

    /// Each key that may follow, with what follows it.
    pub fn children(&self) -> impl Iterator<Item = (Key, &Node)> {
        self.children.iter().map(|(key, node)| (*key, node))
    }

    /// What follows these keys.
    pub fn walk(&self, keys: &[Key]) -> Option<&Node> {
        let (first, rest) = keys.split_first()?;
        match self.get(*first)? {
            node if rest.is_empty() => Some(node),
            Node::Branch(branch) => branch.walk(rest),
            Node::Leaf(..) => None,
        }
    }

    /// Binds keys; what they displace gives way: the same keys, a beginning of them, or longer ones. Keys with a
    /// condition stand before the same keys without, or with another.
    pub fn bind(&mut self, bound: Bound) {
        let mut branch = self;
        let keys = bound.keys.clone();
        let (last, path) = keys.0.split_last().expect("a sequence has a key");
        for key in path {
            let child = branch.child(*key);
            if matches!(child, Node::Leaf(..)) {
                *child = Node::Branch(Self::default());
            }
            branch = match child {
                Node::Branch(next) => next,
                Node::Leaf(..) => unreachable!("a leaf on the path was just replaced"),
            };
        }
        let child = branch.child(*last);
        match child {
            Node::Leaf(others) if !bound.when.is_always() => {
                others.retain(|other| other.when != bound.when);
                others.insert(0, bound);
            }
            _ => *child = Node::Leaf(vec![bound]),
        }
    }

    fn child(&mut self, key: Key) -> &mut Node {
        let at = self.children.iter().position(|(own, _)| *own == key);
        let at = at.unwrap_or_else(|| {
            self.children.push((key, Node::Branch(Self::default())));
            self.children.len() - 1
        });
        &mut self.children[at].1
    }

    /// Everything that is bound below.
    pub fn leaves(&self) -> Vec<&Bound> {
        self.children
            .iter()
            .flat_map(|(_, node)| match node {
                Node::Leaf(bound) => bound.iter().collect(),
                Node::Branch(branch) => branch.leaves(),
            })
            .collect()
    }
}
