//! Keymaps: from a file of bindings to the action of a key.

mod context;
mod key;

pub use context::{Context, Typing};
pub use key::{Key, NoKey};
