//! The format: what is wrong is said with its place; what does not come as expected fails.

use std::path::Path;

use lianban::replay::Case;

use super::{differences, folder, played, written};

const HEAD: &str = "title = \"t\"\nshows = \"s\"\nbasis = \"b\"\nclock = \"2026-03-02 09:30\"\n";

/// What is said of a case with these lines after the head, which is four lines long.
fn said(rest: &str) -> String {
    let error = Case::parse(&folder().join("bad.toml"), &format!("{HEAD}{rest}")).unwrap_err();
    let file = error.file.file_name().unwrap().to_string_lossy();
    format!("{file}:{}:{}: {}", error.line, error.column, error.fault)
}

#[test]
fn what_is_wrong_with_a_case_is_said_with_file_line_and_column() {
    let step = |line: &str| said(&format!("[[steps]]\n{line}\n"));
    assert_eq!(
        step("wait = 3"),
        "bad.toml:6:1: unknown field `wait`, expected one of `at`, `advance`, `as`, `file`, `item`, `decide`, `resubmit`, \
         `version`, `expect`"
    );
    assert_eq!(
        step("advance = \"5 days\""),
        "bad.toml:6:11: `5 days` is no time to pass: write `30m`, `2h`, `3d` or `5wd`"
    );
    assert_eq!(
        step("at = \"tomorrow\""),
        "bad.toml:6:6: `tomorrow` is no time: write `2026-03-02 09:30`"
    );
    assert!(
        step("expect.items.A1.sate = \"closed\"")
            .starts_with("bad.toml:6:17: unknown field `sate`")
    );
    let decision = step("as = \"a\"\nitem = \"A1\"\ndecide = { action = \"aprove\" }");
    assert!(
        decision.starts_with("bad.toml:8:21: unknown variant `aprove`"),
        "{decision}"
    );
    assert_eq!(
        step("item = \"first/\"\nas = \"a\""),
        "bad.toml:6:8: `first/` is no item: write `B5`, or `first/B5`"
    );
    assert_eq!(
        said("steps = [\n"),
        "bad.toml:5:10: unclosed array, expected `]`"
    );
}

#[test]
fn what_a_step_cannot_mean_is_said_at_the_step() {
    let step = |line: &str| said(&format!("[[steps]]\n{line}\n"));
    let file = "file = \"applications/hire-three.json\"";
    assert_eq!(
        step(file),
        "bad.toml:6:8: invalid type: string \"applications/hire-three.json\", expected struct Filing"
    );
    let file = "file = { application = \"applications/hire-three.json\" }";
    assert_eq!(step(file), "bad.toml:5:1: who does it? `as` is missing");
    assert_eq!(
        step("as = \"wangmin\""),
        "bad.toml:5:1: `as` does nothing here: `file` or `item` is missing"
    );
    assert_eq!(
        step("as = \"wangmin\"\ndecide = { action = \"accept\" }"),
        "bad.toml:5:1: which item? `item` is missing"
    );
    assert_eq!(
        step(&format!("as = \"zwfw\"\nitem = \"A1\"\n{file}")),
        "bad.toml:5:1: a step does one thing: `file`, or `item` with `decide` or `resubmit`"
    );
    assert_eq!(
        step("at = \"2026-03-02 10:00\"\nadvance = \"2h\""),
        "bad.toml:5:1: a step moves the clock once: `at` or `advance`"
    );
    let named = "[[steps]]\nas = \"zwfw\"\nfile = { application = \"applications/hire-three.json\", name = \"one\" }\n";
    assert_eq!(
        said(&named.repeat(2)),
        "bad.toml:8:1: an application is named one already"
    );
}

#[test]
fn files_that_a_case_names_are_looked_for_before_it_is_played() {
    let file = |what: &str| said(&format!("[[steps]]\nas = \"zwfw\"\nfile = {{ {what} }}\n"));
    assert_eq!(
        file("application = \"gone.json\""),
        "bad.toml:5:1: there is no file gone.json"
    );
    assert_eq!(
        file("application = \"applications/hire-three.json\", attach = { photo = \"gone.jpg\" }"),
        "bad.toml:5:1: there is no file gone.jpg"
    );
    assert_eq!(
        said(
            "[[steps]]\nas = \"wangmin\"\nitem = \"A1\"\n\
             decide = { action = \"record_feedback\", files = [\"results/gone.pdf\"] }\n"
        ),
        "bad.toml:5:1: there is no file results/gone.pdf"
    );
    let broken = file("application = \"applications/photos/not-a-picture.jpg\"");
    assert!(
        broken.starts_with("bad.toml:5:1: no application: "),
        "{broken}"
    );
    assert!(
        broken.ends_with("not-a-picture.jpg: expected value at line 1 column 1"),
        "{broken}"
    );
    let gone = Case::read(Path::new("gone.toml")).unwrap_err();
    assert!(
        gone.to_string()
            .starts_with("gone.toml:1:1: cannot be read: "),
        "{gone}"
    );
}

const FILED: &str = "[[steps]]\nas = \"zwfw\"\nfile = { application = \"applications/hire-three.json\", matters = [\"A1\"] }\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_expectation_fails_with_the_expected_beside_the_actual() {
    let report = played(&written(&format!(
        "{HEAD}{FILED}expect.items.A1 = {{ state = \"reviewing\", light = \"green\" }}\n"
    )))
    .await;
    assert!(!report.passed());
    assert_eq!(
        differences(&report),
        "written.toml:5 file A1 A1.state: \"reviewing\" but \"received\"\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_that_was_not_expected_ends_the_case_with_its_words() {
    let look = "[[steps]]\nas = \"zhaolei\"\nitem = \"A1\"\n";
    let after = "[[steps]]\nadvance = \"1d\"\n";
    let report = played(&written(&format!("{HEAD}{FILED}{look}{after}"))).await;
    assert_eq!(report.steps.len(), 2);
    let said = differences(&report);
    assert!(
        said.starts_with("written.toml:8 look A1 refused: \"\" but \"not-found\"\n"),
        "{said}"
    );
    assert!(said.contains("请核对编号"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_should_be_refused_and_is_not_fails() {
    let report = played(&written(&format!(
        "{HEAD}{FILED}expect.refused = \"filing-refused\"\n"
    )))
    .await;
    assert_eq!(
        differences(&report),
        "written.toml:5 file A1 refused: \"filing-refused\" but \"\"\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_cannot_be_played_ends_the_case() {
    let nobody =
        "[[steps]]\nas = \"nobody\"\nfile = { application = \"applications/hire-three.json\" }\n";
    let report = played(&written(&format!("{HEAD}{nobody}"))).await;
    assert_eq!(
        differences(&report),
        "written.toml:5 file step: \"\" but \"there is no account nobody\"\n"
    );
    let early = "[[steps]]\nas = \"wangmin\"\nitem = \"A1\"\n";
    let report = played(&written(&format!("{HEAD}{early}"))).await;
    assert_eq!(
        differences(&report),
        "written.toml:5 look A1 step: \"\" but \"no item A1 has been filed\"\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_may_stand_in_the_case_itself() {
    let filing = "[[steps]]\nas = \"zwfw\"\n[steps.file.application]\nscene = \"flexible\"\nmatters = [\"B9\"]\ndivision = \"370303\"\nform = {}\n\
        [steps.expect]\nrefused = \"filing-refused\"\nfaults = [\"/matters/0 unknown-matter\"]\nsays = [\"B9\"]\n";
    let report = played(&written(&format!("{HEAD}{filing}"))).await;
    assert_eq!(differences(&report), "");
}
