//! The configuration's commands: what holds is said to hold; what does not is named with file, line and reason.

use std::fs;

use super::run;

#[test]
fn the_embedded_catalogue_holds() {
    let (code, out, err) = run(&["catalogue", "check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("13 个事项"), "{out}");
}

#[test]
fn a_hole_in_a_catalogue_is_named_with_file_line_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    fs::write(
        &file,
        "version = \"1\"\n\n[[scenes]]\nid = \"x\"\ncolour = 1\n",
    )
    .unwrap();
    let path = file.to_str().unwrap();
    let (code, out, err) = run(&["catalogue", "check", path]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains(&format!("{path}:5")) && err.contains("colour"),
        "{err}"
    );
}

/// “a provisional due date is recomputed when the calendar is loaded”: the year comes as a file.
#[test]
fn a_new_year_of_the_calendar_is_a_file() {
    let embedded = include_str!("../../../src/domain/catalogue/calendar.toml");
    let year = "\n[years.2027]\nholidays = [{ name = \"元旦\", from = 2027-01-01, to = 2027-01-05 }]\nworkdays = []\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calendar.toml");
    fs::write(&file, format!("{embedded}{year}")).unwrap();
    let path = file.to_str().unwrap();
    let (code, out, _) = run(&["calendar", "check", path]);
    assert!(code == 0 && out.contains("2027"), "{out}");
    let due = [
        "calendar",
        "due",
        "--from",
        "2026-12-30T10:00:00+08:00",
        "--limit",
        "3wd",
    ];
    let (_, plain, _) = run(&due);
    let (_, own, _) = run(&[&due[..], &["--calendar", path]].concat());
    assert!(plain.starts_with("2027-01-04 17:00"), "{plain}");
    assert!(own.starts_with("2027-01-07 17:00"), "{own}");

    fs::write(
        &file,
        format!("{embedded}{}", year.replace("[]", "[2027-01-11]")),
    )
    .unwrap();
    let (code, _, err) = run(&["calendar", "check", path]);
    let line = embedded.lines().count() + 4;
    assert_eq!(code, 1);
    assert!(
        err.contains(&format!("{path}:{line}")) && err.contains("2027-01-11"),
        "{err}"
    );
}
