//! What the server says where it says no.

use lianban::api::problem::{Current, Problem};
use lianban::client::Error;

/// A refusal of the server.
pub fn problem(status: u16, code: &str, detail: &str) -> Error {
    Error::Problem(Box::new(Problem {
        kind: format!("urn:lianban:problem:{code}"),
        code: code.to_owned(),
        status,
        title: code.to_owned(),
        detail: detail.to_owned(),
        instance: "req-1".to_owned(),
        errors: vec![],
        current: None,
    }))
}

/// Somebody else was first.
pub fn overtaken() -> Error {
    let Error::Problem(mut problem) =
        problem(409, "illegal-move", "该办件现在是“办结”，不能“准予”。")
    else {
        unreachable!("made one line above")
    };
    problem.current = Some(Current {
        state: "closed".to_owned(),
        outcome: Some("refused".to_owned()),
        version: 9,
        changed_by: "李强".to_owned(),
        change: "refused".to_owned(),
        changed_at: "2026-11-24T09:29:00+08:00".to_owned(),
    });
    Error::Problem(problem)
}
