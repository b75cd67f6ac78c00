//! What neither Cargo features nor lints can check of the house.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    if root.join(folder).is_dir() {
        walk(&root.join(folder), &mut found);
    }
    found
}

/// Lines of code in `folder` that hold one of `needles`, but for files whose path ends in one of `excepted`.
fn code_with(folder: &str, needles: &[&str], excepted: &[&str]) -> Vec<String> {
    sources(folder)
        .into_iter()
        .filter(|(path, _)| !excepted.iter().any(|end| path.ends_with(end)))
        .flat_map(|(path, text)| {
            let hits: Vec<String> = text
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.trim_start().starts_with("//"))
                .filter(|(_, line)| needles.iter().any(|needle| line.contains(needle)))
                .map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim()))
                .collect();
            hits
        })
        .collect()
}

const NONE: Vec<String> = Vec::new();

#[test]
fn inner_layers_do_not_know_outer_ones() {
    for folder in [
        "src/domain",
        "src/api",
        "src/client",
        "src/console",
        "src/words",
        "src/replay",
    ] {
        assert_eq!(
            code_with(folder, &["crate::backend", "crate::demo"], &[]),
            NONE
        );
    }
    for folder in [
        "src/domain",
        "src/api",
        "src/client",
        "src/words",
        "src/backend",
    ] {
        assert_eq!(code_with(folder, &["crate::console"], &[]), NONE);
    }
    assert_eq!(
        code_with(
            "src/domain",
            &["crate::api", "crate::words", "crate::client"],
            &[]
        ),
        NONE
    );
    assert_eq!(
        code_with("src/backend/store", &["crate::api", "backend::http"], &[]),
        NONE
    );
    assert_eq!(
        code_with(
            "src/backend/service",
            &["backend::http", "axum::", "sqlx::"],
            &[]
        ),
        NONE
    );
}

#[test]
fn the_domain_is_pure() {
    let impure = [
        "std::fs",
        "std::net",
        "std::env",
        "async ",
        "Utc::now",
        "Local::now",
        "Instant::now",
        "rand::",
        "tokio::",
        "serde_json::Value",
        "sqlx",
        "axum",
        "utoipa",
        "println!",
    ];
    assert_eq!(code_with("src/domain", &impure, &[]), NONE);
}

#[test]
fn time_and_chance_come_from_one_place() {
    let sources = [
        "Utc::now(",
        "Local::now(",
        "SystemTime::now(",
        "rand::rng(",
        "OsRng",
    ];
    assert_eq!(
        code_with("src/backend", &sources, &["backend/clock.rs"]),
        NONE
    );
}

#[test]
fn write_transactions_begin_in_the_store_engines_only() {
    assert_eq!(
        code_with(
            "src/backend",
            &[".begin(", ".begin_with("],
            &["store/sqlite.rs"]
        ),
        NONE
    );
}

#[test]
fn no_statement_changes_or_removes_an_event() {
    let changes = [
        "UPDATE event",
        "DELETE FROM event",
        "REPLACE INTO",
        "DROP TABLE",
    ];
    assert_eq!(code_with("src/backend", &changes, &[]), NONE);
}

#[test]
fn outside_text_reaches_no_cell_but_through_shown() {
    assert_eq!(
        code_with(
            "src/console",
            &["set_symbol(", "print!(", "eprint!("],
            // A drawing's own bytes, made here.
            &["console/shown.rs", "picture/draw.rs"]
        ),
        NONE
    );
}

#[test]
fn no_file_is_longer_than_six_hundred_lines() {
    let long: Vec<String> = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| sources(folder))
        .filter(|(_, text)| text.lines().count() > 600)
        .map(|(path, text)| format!("{}: {}", path.display(), text.lines().count()))
        .collect();
    assert_eq!(long, NONE);
}
