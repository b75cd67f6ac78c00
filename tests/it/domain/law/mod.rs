//! Given an item, when something is asked, then what the notice or the law says. Each test bears the sentence.

mod acceptance;
mod correction;
mod result;
mod review;

use super::support::{Case, Filing, local};

/// When the clock that someone must meet now runs out.
fn due(case: &Case) -> String {
    local(case.item.due().unwrap().at)
}

fn filed(scene: &str, matter: &str, at: &str) -> Case {
    Case::file(&Filing {
        scene,
        matter,
        at,
        ..Filing::default()
    })
}
