//! Keys in sequence, and what has been reached after each of them.

use std::fmt;

use super::Key;
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

/// What stands at the end of a path of keys.
#[derive(Debug, Clone)]
pub enum Node {
    /// An action.
    Leaf(Action, Sequence),
    /// More keys to come.
    Branch(Branch),
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

    /// Binds a sequence; what it displaces gives way: the same keys, a beginning of them, or longer ones.
    pub fn bind(&mut self, action: Action, sequence: &Sequence) {
        let mut branch = self;
        let (last, path) = sequence.0.split_last().expect("a sequence has a key");
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
        *branch.child(*last) = Node::Leaf(action, sequence.clone());
    }

    fn child(&mut self, key: Key) -> &mut Node {
        let at = self.children.iter().position(|(own, _)| *own == key);
        let at = at.unwrap_or_else(|| {
            self.children.push((key, Node::Branch(Self::default())));
            self.children.len() - 1
        });
        &mut self.children[at].1
    }

    /// Every binding below, each with its whole sequence.
    pub fn leaves(&self) -> Vec<(Action, &Sequence)> {
        self.children
            .iter()
            .flat_map(|(_, node)| match node {
                Node::Leaf(action, sequence) => vec![(*action, sequence)],
                Node::Branch(branch) => branch.leaves(),
            })
            .collect()
    }
}
