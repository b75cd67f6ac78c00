//! A catalogue with a hole is refused with file, line and reason; the operator finds the place at once.

use lianban::domain::catalogue::Catalogue;
use lianban::domain::catalogue::load::{CatalogueError, EMBEDDED};

/// The embedded catalogue with one place changed in one file.
fn spoilt(file: &str, from: &str, to: &str) -> (String, Vec<CatalogueError>) {
    let mut changed = String::new();
    let files: Vec<(&str, String)> = EMBEDDED
        .into_iter()
        .map(|(name, text)| {
            let text = if name == file {
                assert!(text.contains(from), "{file} has no {from}");
                changed = text.replacen(from, to, 1);
                changed.clone()
            } else {
                text.to_owned()
            };
            (name, text)
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    (changed, Catalogue::parse(&files).map(|_| ()).unwrap_err())
}

/// Where `marker` stands in the text, from 1.
fn line_of(text: &str, marker: &str) -> usize {
    1 + text.lines().position(|line| line.contains(marker)).unwrap()
}

/// One fault, in this file on the line with the marker, with this code and these words.
fn assert_fault(file: &str, (from, to): (&str, &str), marker: &str, told: (&str, &str)) {
    let (text, errors) = spoilt(file, from, to);
    let told_of: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(errors.len(), 1, "{told_of:?}");
    let found = (
        errors[0].file.as_str(),
        errors[0].line,
        errors[0].reason.code(),
    );
    assert_eq!(found, (file, line_of(&text, marker), told.0), "{told_of:?}");
    assert!(errors[0].reason.to_string().contains(told.1), "{told_of:?}");
}

#[test]
fn a_misspelt_table_key_or_value_is_named() {
    assert_fault(
        "matters.toml",
        (
            "line = \"fund\"\nrouting = \"division\"",
            "line = \"fund\"\nrouting = \"town\"",
        ),
        "routing = \"town\"",
        (
            "syntax",
            "unknown variant `town`, expected `division` or `city`",
        ),
    );
    assert_fault(
        "scenes.toml",
        ("promise = \"5wd\"", "promise = \"5 days\""),
        "promise = \"5 days\"",
        ("syntax", "5wd"),
    );
    assert_fault(
        "phrases.toml",
        ("words = { zh = \"经审核", "word = { zh = \"经审核"),
        "word = { zh",
        ("syntax", "unknown field `word`"),
    );
    assert_fault(
        "rules.toml",
        (
            "effective_from = \"2011-07-01\"",
            "effective_from = \"2011-07-32\"",
        ),
        "2011-07-32",
        ("syntax", ""),
    );
}

#[test]
fn a_missing_limit_is_named_where_it_should_stand() {
    assert_fault(
        "scenes.toml",
        (
            "{ matter = \"A3\", promise = \"5wd\" }",
            "{ matter = \"A3\" }",
        ),
        "{ matter = \"A3\" }",
        ("syntax", "missing field `promise`"),
    );
}

/// Text that is no TOML is told of in its own file, whatever stands in the others.
#[test]
fn broken_text_is_told_of_in_its_own_file() {
    let (text, errors) = spoilt("divisions.toml", "code = \"370302\"", "code = \"370302");
    assert_eq!(errors[0].file, "divisions.toml");
    assert_eq!(errors[0].line, line_of(&text, "code = \"370302"));
    assert!(errors.iter().all(|error| error.file == "divisions.toml"));
}

#[test]
fn a_reference_to_nothing_is_named_with_the_nearest_name() {
    assert_fault(
        "matters.toml",
        ("line = \"card\"", "line = \"cart\""),
        "line = \"cart\"",
        ("unknown", "no line cart; did you mean card?"),
    );
    assert_fault(
        "matters.toml",
        ("\"archive.to_name\", ", "\"archive.to_nmae\", "),
        "\"archive.to_nmae\"",
        (
            "unknown",
            "no field archive.to_nmae; did you mean archive.to_name?",
        ),
    );
    assert_fault(
        "default.toml",
        ("department = \"fund\"", "department = \"found\""),
        "department = \"found\"",
        ("unknown", "no department found"),
    );
    assert_fault(
        "divisions.toml",
        ("gb_code = \"370306\"", "gb_code = \"370399\""),
        "gb_code = \"370399\"",
        ("unknown", "no division 370399"),
    );
    assert_fault(
        "phrases.toml",
        ("matters = [\"B7\"]", "matters = [\"B9\"]"),
        "matters = [\"B9\"]",
        ("unknown", "no matter B9"),
    );
}

/// A condition on a field that nobody knows can never hold.
#[test]
fn an_unknown_field_in_a_condition_is_named() {
    assert_fault(
        "materials.toml",
        (
            "{ is = { field = \"archive.kind\"",
            "{ is = { field = \"archive.kin\"",
        ),
        "\"archive.kin\"",
        (
            "unknown",
            "no field archive.kin; did you mean archive.kind?",
        ),
    );
    assert_fault(
        "rules.toml",
        (
            "term = { start = \"hire.date\"",
            "term = { start = \"hire.day\"",
        ),
        "\"hire.day\"",
        ("unknown", "no field hire.day"),
    );
}

/// In a check of several lines, the line itself is named.
#[test]
fn a_value_that_a_field_never_has_is_named() {
    assert_fault(
        "rules.toml",
        (
            "{ is = { field = \"person.residence\", value = \"shandong\" } },",
            "{ is = { field = \"person.residence\", value = \"Shandong\" } },",
        ),
        "value = \"Shandong\"",
        (
            "unknown-value",
            "person.residence never has the value Shandong",
        ),
    );
}

#[test]
fn a_name_that_stands_twice_is_named_the_second_time() {
    let (text, errors) = spoilt(
        "phrases.toml",
        "id = \"opinion.verified\"",
        "id = \"opinion.meets\"",
    );
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].reason.code(), "duplicate");
    let second = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("\"opinion.meets\""));
    assert_eq!(errors[0].line, 1 + second.last().unwrap().0);
    assert_fault(
        "divisions.toml",
        (
            "[\"provincial\", \"370392\"]",
            "[\"provincial\", \"370391\"]",
        ),
        "code = \"zb-wenchanghu\"",
        ("duplicate", "the division 370391 is there twice"),
    );
    let (text, errors) = spoilt(
        "scenes.toml",
        "matter = \"B2\"",
        "matter = \"B1\", statutory = \"1d\"",
    );
    assert_eq!(errors[0].reason.to_string(), "the matter B1 is there twice");
    assert_eq!(errors[0].line, line_of(&text, "statutory = \"1d\""));
}

/// The same key in two files is not silently one of the two.
#[test]
fn a_key_that_stands_in_two_files_is_named_in_the_second() {
    let files: Vec<(&str, &str)> = EMBEDDED
        .into_iter()
        .chain([("more.toml", "\nacceptance_limit = \"10wd\"\n")])
        .collect();
    let errors = Catalogue::parse(&files).map(|_| ()).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "more.toml:2: the key acceptance_limit is there twice"
    );
}

#[test]
fn an_empty_name_is_named() {
    assert_fault(
        "matters.toml",
        (
            "short = { zh = \"公积金开户\", en = \"Housing fund\" }",
            "short = { zh = \"公积金开户\", en = \" \" }",
        ),
        "en = \" \"",
        ("empty", "en is empty"),
    );
    assert_fault(
        "rules.toml",
        ("basis = \"人社部发〔2021〕112号\"", "basis = \"\""),
        "basis = \"\"",
        ("empty", "basis is empty"),
    );
}

#[test]
fn choices_belong_to_choice_fields_and_are_never_none() {
    let flag = "kind = \"flag\"";
    let (text, errors) = spoilt("fields/person.toml", flag, "kind = \"choice\"");
    assert_eq!(
        errors[0].reason.to_string(),
        "choices of person.work_ability is missing"
    );
    assert_eq!(
        errors[0].line + 1,
        line_of(&text, "id = \"person.work_ability\"")
    );
    let (_, errors) = spoilt("fields/hire.toml", "kind = \"choice\"", "kind = \"text\"");
    assert_eq!(
        errors[0].reason.to_string(),
        "the field hire.form must be of the type choice"
    );
}

/// 承诺 ≤ 法定: a promise beyond the law's limit could not be kept lawfully.
#[test]
fn a_statutory_limit_shorter_than_the_promise_is_refused() {
    for (promise, statutory) in [
        ("5wd", "4wd"),
        ("5wd", "6d"),
        ("30d", "5wd"),
        ("1wd", "immediate"),
    ] {
        let entry =
            format!("{{ matter = \"A3\", promise = \"{promise}\", statutory = \"{statutory}\" }}");
        assert_fault(
            "scenes.toml",
            ("{ matter = \"A3\", promise = \"5wd\" }", &entry),
            &entry,
            ("statutory-below-promise", "the statutory limit of A3"),
        );
    }
}

#[test]
fn a_circle_of_prerequisites_is_named_with_its_path() {
    let more =
        "[[prerequisites]]\nmatter = \"A1\"\nany_of = [\"A3\"]\nkind = \"soft\"\nbasis = \"x\"\n";
    let files: Vec<(&str, &str)> = EMBEDDED.into_iter().chain([("more.toml", more)]).collect();
    let errors = Catalogue::parse(&files).map(|_| ()).unwrap_err();
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(
        told.contains(&"more.toml:2: A1 → A3 → A2 → A1 go round in a circle".to_owned()),
        "{told:?}"
    );
}

#[test]
fn divisions_are_one_tree_with_one_root() {
    assert_fault(
        "divisions.toml",
        (
            "code = \"370302\"\nname = { zh = \"淄川区\", en = \"Zichuan\" }\nparent = \"370300\"",
            "code = \"370302\"\nname = { zh = \"淄川区\", en = \"Zichuan\" }\nparent = \"370302\"",
        ),
        "parent = \"370302\"",
        ("circle", "370302 → 370302"),
    );
    let (_, errors) = spoilt(
        "divisions.toml",
        "name = { zh = \"淄川区\", en = \"Zichuan\" }\nparent = \"370300\"",
        "name = { zh = \"淄川区\", en = \"Zichuan\" }",
    );
    assert_eq!(errors[0].reason.to_string(), "parent of 370302 is missing");
}

#[test]
fn two_versions_of_a_rule_from_one_day_are_refused() {
    let (_, errors) = spoilt(
        "rules.toml",
        "matters = [\"A1\"]\neffective_from = \"2025-01-01\"",
        "matters = [\"A1\"]\neffective_from = \"2023-01-01\"",
    );
    assert_eq!(errors.len(), 1);
    assert_eq!(
        errors[0].reason.to_string(),
        "R3 has two versions for A1 from 2023-01-01"
    );
}

/// What an officer is to judge by must be on the desk.
#[test]
fn a_rule_may_read_only_what_its_matter_asks_for() {
    let (_, errors) = spoilt("matters.toml", "\"fund.account\", ", "");
    assert_eq!(errors.len(), 1);
    let rules = EMBEDDED
        .iter()
        .find(|(name, _)| *name == "rules.toml")
        .unwrap()
        .1;
    let line = line_of(rules, "check = { is = { field = \"fund.account\"");
    let expected = format!("rules.toml:{line}: A6 does not ask for fund.account");
    assert_eq!(errors[0].to_string(), expected);
}

#[test]
fn a_rule_compares_fields_of_the_right_type() {
    let (text, errors) = spoilt(
        "rules.toml",
        "past = { date = \"work.start\" }",
        "past = { date = \"work.form\" }",
    );
    assert_eq!(
        errors[0].reason.to_string(),
        "the field work.form must be of the type date"
    );
    assert_eq!(errors[0].line, line_of(&text, "work.form"));
}

/// A corrected number changes what follows from it, so its desk has both.
#[test]
fn a_matter_that_asks_for_a_number_asks_for_what_follows_from_it() {
    let (_, errors) = spoilt(
        "matters.toml",
        "\"person.sex\", \"person.birth\", \"person.phone\",\n    \"payment",
        "\"person.birth\", \"person.phone\",\n    \"payment",
    );
    assert_eq!(errors.len(), 1);
    assert_eq!(
        errors[0].reason.to_string(),
        "B7 does not ask for person.sex"
    );
}

/// Every item is somebody's.
#[test]
fn a_matter_without_the_persons_number_is_refused() {
    let (_, errors) = spoilt(
        "matters.toml",
        "\"person.name\", \"person.id_number\", \"person.id_type\", \"person.sex\", \"person.birth\", \"person.phone\",\n    \"payment",
        "\"person.name\", \"person.phone\",\n    \"payment",
    );
    assert_eq!(
        errors[0].reason.to_string(),
        "B7 does not ask for person.id_number"
    );
}

#[test]
fn a_matter_that_no_scene_has_is_refused() {
    let (_, errors) = spoilt(
        "scenes.toml",
        "    { matter = \"B7\", promise = \"immediate\" },\n",
        "",
    );
    assert_eq!(errors.len(), 1);
    assert_eq!(
        errors[0].to_string().split_once(": ").unwrap().1,
        "scene of B7 is missing"
    );
    assert_eq!(errors[0].file, "matters.toml");
}

/// 行政许可法 38: a reason without its basis, and a defect that does not say what a good one looks like.
#[test]
fn a_reason_owes_its_basis_and_a_defect_its_sample() {
    let (_, errors) = spoilt("phrases.toml", "basis = \"社会保险法第十条\"\n", "");
    assert_eq!(
        errors[0].reason.to_string(),
        "basis of refuse.employer is missing"
    );
    let start =
        "sample = { zh = \"在有效期内的证件。\", en = \"A document that is still valid.\" }\n";
    let (_, errors) = spoilt("phrases.toml", start, "");
    assert_eq!(
        errors[0].reason.to_string(),
        "sample of defect.expired is missing"
    );
}

#[test]
fn sizes_of_the_photo_are_ranges() {
    assert_fault(
        "materials.toml",
        (
            "usual_size = [14_336, 40_960]",
            "usual_size = [14_336, 61_441]",
        ),
        "61_441",
        ("range", "usual_size is out of range"),
    );
}

#[test]
fn an_empty_folder_is_no_catalogue() {
    let errors = Catalogue::parse(&[("mine.toml", "")])
        .map(|_| ())
        .unwrap_err();
    assert_eq!((errors[0].file.as_str(), errors[0].line), ("mine.toml", 1));
    assert!(Catalogue::parse(&[]).is_err());
}

#[test]
fn everything_that_is_wrong_is_told_at_once_in_the_order_of_the_files() {
    let files: Vec<(&str, String)> = EMBEDDED
        .into_iter()
        .map(|(name, text)| {
            let spoilt = matches!(name, "scenes.toml" | "matters.toml");
            let gone = if spoilt { "\"B7\"" } else { "" };
            (name, text.replacen(gone, "\"B8\"", usize::from(spoilt)))
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let errors = Catalogue::parse(&files).map(|_| ()).unwrap_err();
    let places: Vec<&str> = errors.iter().map(|error| error.file.as_str()).collect();
    assert!(places.len() > 3);
    let order = |file: &&str| EMBEDDED.iter().position(|(name, _)| name == file);
    assert!(places.is_sorted_by_key(order), "{places:?}");
}

#[test]
fn what_sets_payments_apart_is_asked_for_and_of_its_kind() {
    let once = "once_per = { choice = \"payment.insurance\", from = \"payment.from\"";
    assert_fault(
        "matters.toml",
        (
            once,
            "once_per = { choice = \"payment.insurance\", from = \"work.start\"",
        ),
        "once_per",
        (
            "wrong-kind",
            "the field work.start must be of the type month",
        ),
    );
    assert_fault(
        "matters.toml",
        (
            once,
            "once_per = { choice = \"payment.insurance\", from = \"pension.insured_from\"",
        ),
        "once_per",
        ("not-asked", "B7 does not ask for pension.insured_from"),
    );
    assert_fault(
        "fields/flexible.toml",
        (
            "covers = [\"pension\", \"medical\"]",
            "covers = [\"pension\", \"medicine\"]",
        ),
        "\"medicine\"",
        (
            "unknown-value",
            "the field payment.insurance never has the value medicine",
        ),
    );
}
