//! `lianban replay run` as a shell sees it.

use std::fs;

use serde_json::Value;

use super::folder;
use crate::cli::run;

fn replay(arguments: &[&str]) -> (i32, String, String) {
    run(&[&["replay", "run"], arguments].concat())
}

fn one() -> String {
    folder()
        .join("hire-a1-registered-at-once.toml")
        .display()
        .to_string()
}

#[test]
fn it_closes_with_the_count_alone_on_the_last_line() {
    for lang in ["zh", "en"] {
        let (code, out, err) = replay(&[&one(), &one(), "--lang", lang]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert_eq!(out.lines().last(), Some("2 passed, 0 failed"));
    }
}

#[test]
fn a_failed_case_shows_the_sentence_and_the_cells_that_differ_and_exits_with_1() {
    let tree = tempfile::tempdir().unwrap();
    let case = fs::read_to_string(one())
        .unwrap()
        .replace("outcome = \"approved\"", "outcome = \"refused\"");
    let beside =
        |case: String, name: &str| case.replace(name, &format!("{}/{name}", folder().display()));
    let case = beside(beside(case, "applications/"), "results/");
    fs::create_dir(tree.path().join("deeper")).unwrap();
    fs::write(tree.path().join("deeper/wrong.toml"), case).unwrap();
    fs::write(tree.path().join("bad.toml"), "title = 1\n").unwrap();
    let (code, out, err) = replay(&[&tree.path().display().to_string(), &one()]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(out.lines().last(), Some("1 passed, 2 failed"));
    assert!(out.contains("bad.toml:1:9: "), "{out}");
    assert!(out.contains("附件1 八：办理社保卡申领"), "{out}");
    let row: Vec<&str> = out
        .lines()
        .find(|line| line.contains("A1.outcome"))
        .unwrap()
        .split_whitespace()
        .collect();
    assert_eq!(row, ["A1.outcome", "refused", "approved"]);
}

#[test]
fn scripts_read_every_comparison_as_json() {
    let (code, out, _) = replay(&[&one(), "--json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &all["passed"], &all["failed"]),
        (0, &1.into(), &0.into())
    );
    assert_eq!(all["cases"][0]["passed"], true);
    let cells = all["cases"][0]["steps"][0]["cells"].as_array().unwrap();
    assert!(
        cells
            .iter()
            .any(|cell| cell["place"] == "A1.due" && cell["actual"] == "2026-03-09 17:00")
    );
}

#[test]
fn no_case_at_all_is_a_usage_error() {
    let empty = tempfile::tempdir().unwrap();
    let (code, _, err) = replay(&[&empty.path().display().to_string()]);
    assert_eq!(code, 2);
    assert!(err.contains("[no-cases]"), "{err}");
    assert_eq!(replay(&["/gone.toml"]).0, 2);
}
