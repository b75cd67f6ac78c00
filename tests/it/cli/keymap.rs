//! `keymap check` and `show`.

use super::run;

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

#[test]
fn a_broken_file_fails_with_every_fault_and_its_place() {
    let file =
        file("extends = 'default'\n[moves]\naprove = 'a'\nclaim = ['x', 'x']\nrefuse = 'x'\n");
    let path = file.path().to_str().unwrap();
    let (code, _, err) = run(&["keymap", "check", path, "--lang", "en"]);
    assert_eq!(code, 1);
    for place in ["3:1", "4:15", "5:10"] {
        assert!(err.contains(&format!("{path}:{place}: error:")), "{err}");
    }
}

#[test]
fn a_file_that_holds_is_accepted_and_shown() {
    let file = file("extends = 'emacs'\n[moves]\napprove = 'ctrl-x a'\n");
    let path = file.path().to_str().unwrap();
    assert_eq!(run(&["keymap", "check", path]).0, 0);
    let (code, out, _) = run(&["keymap", "show", path, "--lang", "en"]);
    assert!(code == 0 && out.contains("ctrl-x a                approve"));
}

#[test]
fn every_base_map_can_be_shown_and_no_other() {
    for base in ["default", "vim", "emacs"] {
        assert_eq!(run(&["keymap", "show", "--base", base]).0, 0);
    }
    assert_eq!(run(&["keymap", "show", "--base", "nano"]).0, 2);
}
