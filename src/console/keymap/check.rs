//! What in a keymap file gets in the way of something else: keys given twice, keys that nothing can reach, digits that
//! count, and places without a way out.

use super::{
    Bound, Context, Counts, Entry, Fault, Keymap, Node, Position, Sequence, Typing, Wrong,
};
use crate::console::action::Action;

/// Ways out that must have a key: without them an officer sits in a dialog that nothing closes.
const WAYS_OUT: [(Context, Action); 5] = [
    (Context::Dialog, Action::Cancel),
    (Context::Editor, Action::Cancel),
    (Context::Field, Action::Cancel),
    (Context::Palette, Action::Cancel),
    (Context::Inbox, Action::Quit),
];

/// Whether two sequences cannot both be typed to their ends: one is the other or its beginning.
fn meet(a: &Sequence, b: &Sequence) -> bool {
    a.keys().iter().zip(b.keys()).all(|(a, b)| a == b)
}

/// Whether a binding of a later file takes the keys of an earlier one in the same context.
pub(super) fn displaces(own: &Bound, old: &Bound) -> bool {
    let shares = own.keys == old.keys && !own.when.is_always() && own.when != old.when;
    meet(&own.keys, &old.keys) && !shares
}

/// Whether a binding begins with a digit that counts where it holds.
pub(super) fn counts(counts: Counts, context: Context, bound: &Bound) -> bool {
    context.typing() == Typing::Commands && counts.begins(bound.keys.keys()[0]).is_some()
}

/// Bindings of a file that begin with a digit that counts.
pub(super) fn counted(mode: Counts, entries: &[Entry]) -> Vec<Fault> {
    let all = entries
        .iter()
        .flat_map(|entry| entry.keys.iter().map(move |(bound, at)| (entry, bound, at)));
    all.filter(|(entry, bound, _)| counts(mode, entry.context, bound))
        .map(|(entry, bound, at)| Fault {
            at: *at,
            what: Wrong::Counts {
                action: entry.action,
                keys: bound.keys.clone(),
            },
        })
        .collect()
}

/// Bindings of one file and context that get in each other's way. The same keys may stand for one action on a
/// condition and for another without, or on conditions that never hold together.
pub(super) fn clashes(entries: &[Entry]) -> Vec<Fault> {
    let mut seen: Vec<(Context, &Bound, Position)> = vec![];
    let mut faults = vec![];
    for entry in entries {
        for (bound, at) in &entry.keys {
            let other = seen
                .iter()
                .find(|(context, other, _)| *context == entry.context && clash(bound, other));
            if let Some((_, other, other_at)) = other {
                let what = between(bound, other, *other_at);
                faults.push(Fault { at: *at, what });
            }
            seen.push((entry.context, bound, *at));
        }
    }
    faults
}

fn clash(a: &Bound, b: &Bound) -> bool {
    let ranked = a.when.is_always() != b.when.is_always();
    meet(&a.keys, &b.keys) && (a.keys != b.keys || !ranked && a.when.meets(&b.when))
}

fn between(own: &Bound, other: &Bound, other_at: Position) -> Wrong {
    if other.keys == own.keys {
        Wrong::Clash {
            keys: own.keys.clone(),
            action: own.action,
            other: other.action,
            line: other_at.line,
        }
    } else {
        Wrong::Prefix {
            keys: own.keys.clone(),
            action: own.action,
            longer: other.keys.clone(),
            other: other.action,
        }
    }
}

impl Keymap {
    /// Bindings of the file that some inner context covers wherever they could be pressed.
    pub(super) fn unreachable(&self, own: &[Entry]) -> Vec<Fault> {
        let mut faults = vec![];
        for entry in own {
            for (bound, at) in &entry.keys {
                let covered: Vec<Option<Action>> = Context::ALL
                    .into_iter()
                    .filter(|place| place.is_place() && place.chain().contains(&entry.context))
                    .filter(|place| place.typing() == Typing::Commands || !bound.keys.types())
                    .map(|place| self.covers(place, entry.action, &bound.keys))
                    .collect();
                if let Some(Some(by)) = covered
                    .first()
                    .filter(|_| covered.iter().all(Option::is_some))
                {
                    let what = Wrong::Unreachable {
                        action: entry.action,
                        keys: bound.keys.clone(),
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
                Some(Node::Leaf(bound)) if bound.iter().any(|bound| bound.action == action) => {
                    return None;
                }
                Some(Node::Leaf(bound)) => return bound.first().map(|bound| bound.action),
                None => return None,
            }
        }
        branch.leaves().first().map(|bound| bound.action)
    }

    pub(super) fn ways_out(&self, own: &[Entry]) -> Vec<Fault> {
        WAYS_OUT
            .into_iter()
            // A way out on a condition is none.
            .filter(|(context, action)| {
                let bound = self.bound(*context, *action);
                !bound.iter().any(|bound| bound.when.is_always())
            })
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
