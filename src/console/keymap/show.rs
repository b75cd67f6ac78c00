//! The keys in force as a table, for `keymap show`, the help screen and the README.

use serde::Serialize;

use super::{Context, Counts, Keymap};
use crate::console::action::{ACTIONS, Action};
use crate::console::shown::Shown;
use crate::console::widget::fit::fit;
use crate::words::Lang;

/// One action with its keys in one place of the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownBinding {
    /// The place.
    pub context: &'static str,
    /// The action.
    pub action: &'static str,
    /// What it does.
    pub words: String,
    /// The keys, as a keymap file writes them.
    pub keys: Vec<String>,
}

/// Every action that has its home in a context, in the order of the table, with the keys it has there.
pub fn bindings(keymap: &Keymap, lang: Lang) -> Vec<ShownBinding> {
    let mut rows = vec![];
    for context in Context::ALL {
        for row in ACTIONS {
            let at_home = row.home == context;
            let keys = keys(keymap, context, row.action);
            // Elsewhere only what differs from home is worth a line.
            if at_home || (!keys.is_empty() && rebound(keymap, context, row.action)) {
                rows.push(ShownBinding {
                    context: context.id(),
                    action: row.id,
                    words: lang.say(&row.action.message()),
                    keys,
                });
            }
        }
    }
    rows
}

fn keys(keymap: &Keymap, context: Context, action: Action) -> Vec<String> {
    let bound = keymap.bound(context, action);
    bound.into_iter().map(ToString::to_string).collect()
}

/// Whether an action has other keys in a context than in the one around it.
fn rebound(keymap: &Keymap, context: Context, action: Action) -> bool {
    let around = context.chain().get(1);
    let here = keymap.keys(context, action);
    context.chain().contains(&action.row().home)
        && around.is_some_and(|around| {
            let there = keymap.keys(*around, action);
            here.iter()
                .any(|keys| !there.contains(keys) && !there.is_empty())
        })
}

/// The table as text: context headings, then keys, action and meaning in three columns.
pub fn table(keymap: &Keymap, lang: Lang) -> String {
    let mut page: Vec<String> = vec![];
    if keymap.counts() != Counts::Off {
        page.push(lang.say(&format!("keymap-counts-{}", keymap.counts().id())));
    }
    let mut heading = "";
    for row in bindings(keymap, lang) {
        if row.context != heading {
            heading = row.context;
            let words = lang.say(&format!("context-{heading}"));
            page.push(format!("\n[{heading}]  {words}"));
        }
        let keys = fit(&Shown::line(&row.keys.join("  ")), 24);
        let action = fit(&Shown::line(row.action), 24);
        page.push(format!("  {keys}{action}{}", row.words));
    }
    page.join("\n").trim_start().to_owned()
}
