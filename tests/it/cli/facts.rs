//! Commands that compute from the law: calendar, numbers, retirement.

use serde_json::Value;

use super::run;

fn due(from: &str, limit: &str) -> String {
    let (code, out, err) = run(&["calendar", "due", "--from", from, "--limit", limit]);
    assert_eq!((code, err.as_str()), (0, ""));
    out.lines().next().unwrap().to_owned()
}

#[test]
fn five_working_days_skip_the_spring_festival_and_count_make_up_days() {
    assert_eq!(due("2026-02-13T10:00:00+08:00", "5wd"), "2026-02-27 17:00");
    assert_eq!(due("2026-09-24T10:00:00+08:00", "5wd"), "2026-10-09 17:00");
}

#[test]
fn thirty_days_are_calendar_days_rolled_past_rest_days() {
    assert_eq!(due("2026-01-16T10:00:00+08:00", "30d"), "2026-02-24 17:00");
}

#[test]
fn an_immediate_matter_accepted_after_hours_is_due_on_the_next_work_day() {
    assert_eq!(
        due("2026-11-24T16:00:00+08:00", "immediate"),
        "2026-11-24 17:00"
    );
    assert_eq!(
        due("2026-11-27T18:00:00+08:00", "immediate"),
        "2026-11-30 17:00"
    );
}

#[test]
fn a_due_date_is_explained_in_steps_and_in_json() {
    let (code, out, _) = run(&[
        "calendar",
        "due",
        "--from",
        "2026-02-13T10:00:00+08:00",
        "--limit",
        "5wd",
        "--json",
    ]);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    assert_eq!(answer["due"], "2026-02-27T17:00:00+08:00");
    assert_eq!(answer["provisional"], false);
    assert!(
        answer["sentences"]
            .as_array()
            .unwrap()
            .iter()
            .any(|step| step.as_str().unwrap().contains("春节"))
    );
}

#[test]
fn a_due_date_in_a_year_without_a_calendar_is_marked() {
    let (_, out, _) = run(&[
        "calendar",
        "due",
        "--from",
        "2026-12-30T10:00:00+08:00",
        "--limit",
        "5wd",
        "--json",
    ]);
    assert_eq!(
        serde_json::from_str::<Value>(&out).unwrap()["provisional"],
        true
    );
}

#[test]
fn numbers_are_checked_and_never_repeated() {
    assert_eq!(run(&["check", "id", "11010519491231002X"]).0, 0);
    assert_eq!(run(&["check", "uscc", "12100000400000624D"]).0, 0);
    assert_eq!(run(&["check", "phone", "13800138000"]).0, 0);
    for arguments in [
        ["check", "id", "110105194912310021"],
        ["check", "uscc", "121000004000006240"],
    ] {
        let (code, out, err) = run(&arguments);
        assert_eq!((code, out.as_str()), (1, ""));
        assert!(!err.contains(arguments[2]), "{err}");
    }
}

#[test]
fn a_wrong_check_digit_says_what_would_be_right() {
    let (_, _, err) = run(&["check", "id", "110105194912310021"]);
    assert!(
        err.contains("末位应为 X") && err.contains("[checksum]"),
        "{err}"
    );
}

#[test]
fn retirement_follows_the_gradual_schedule() {
    let age = |arguments: &[&str]| {
        run(&[&["retirement"], arguments].concat())
            .1
            .trim()
            .to_owned()
    };
    assert_eq!(
        age(&["--sex", "male", "--birth", "1967-05"]),
        "60y8m 2028-01"
    );
    assert_eq!(
        age(&["--sex", "female", "--birth", "1974-10"]),
        "56y3m 2031-01"
    );
    assert_eq!(
        age(&["--sex", "female", "--birth", "1975-01", "--line", "50"]),
        "50y1m 2025-02"
    );
}

#[test]
fn a_value_that_is_written_wrongly_is_a_usage_error_in_the_own_language() {
    let call = ["calendar", "due", "--from", "tomorrow", "--limit", "5wd"];
    let (code, _, err) = run(&call);
    assert_eq!(code, 2);
    assert!(
        err.contains("“tomorrow”写法不对") && !err.contains("input"),
        "{err}"
    );
}

#[test]
fn a_server_that_is_away_is_told_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let password = folder.path().join("password");
    std::fs::write(&password, "x").unwrap();
    let (code, _, err) = run(&[
        "result",
        "ZB261120-00317-4",
        "--server",
        "http://127.0.0.1:1",
        "--login",
        "zwfw",
        "--password-file",
        password.to_str().unwrap(),
    ]);
    assert_eq!(code, 1);
    assert!(
        err.contains("127.0.0.1:1") && err.contains("[offline]"),
        "{err}"
    );
}
