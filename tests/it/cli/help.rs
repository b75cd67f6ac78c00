//! Help and usage errors in both languages.

use super::run;

/// Every command's path, read from the help itself.
fn commands(path: &[String]) -> Vec<Vec<String>> {
    let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
    arguments.extend(["--help", "--lang", "en"]);
    let (code, out, _) = run(&arguments);
    assert_eq!(code, 0, "{path:?}");
    let mut found = vec![path.to_vec()];
    let listed = out
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "));
    for line in listed.filter(|line| !line.starts_with("   ")) {
        let name = line.split_whitespace().next().unwrap().to_owned();
        found.extend(commands(&[path, &[name]].concat()));
    }
    found
}

#[test]
fn every_command_and_argument_has_words_in_both_languages() {
    let all = commands(&[]);
    assert!(all.len() > 8, "{all:?}");
    for path in all {
        for lang in ["zh", "en"] {
            let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
            arguments.extend(["--help", "--lang", lang]);
            let (_, out, _) = run(&arguments);
            assert!(!out.contains("cli-"), "{path:?} {lang}: {out}");
        }
    }
}

#[test]
fn what_was_typed_wrong_is_named_and_the_exit_code_is_two() {
    let (code, out, err) = run(&["calendar", "duee"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("没有命令“duee”") && err.contains("due"),
        "{err}"
    );
    let (code, _, err) = run(&["calendar", "due", "--limit", "5wd"]);
    assert_eq!(code, 2);
    assert!(err.contains("--from"), "{err}");
    let (code, _, err) = run(&[
        "calendar", "due", "--from", "tomorrow", "--limit", "5wd", "--lang", "en",
    ]);
    assert_eq!(code, 2);
    assert!(err.contains("tomorrow"), "{err}");
}
