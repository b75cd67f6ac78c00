//! Every refusal names the thing and what to do next, in both languages; and what a result must look like.

use std::collections::BTreeSet;

use lianban::domain::catalogue::load::EMBEDDED;
use lianban::domain::catalogue::{Catalogue, FieldKind, PhraseKind};
use lianban::domain::item::command::{Command, FeedbackDraft, Move};
use lianban::domain::item::{DefectTarget, Outcome, State};
use lianban::domain::material::FileType;
use lianban::domain::policy::Role;
use lianban::domain::refusal::{Refusal, ResultFault};
use lianban::words::{Lang, refusal::refusal};

use super::support::{Case, Filing, approve, id, wang};

fn result_field(field: &str, fault: ResultFault) -> Refusal {
    Refusal::ResultField {
        field: id(field),
        fault,
    }
}

fn all() -> Vec<Refusal> {
    vec![
        Refusal::IllegalMove {
            asked: Move::Approve,
            state: State::Correcting,
        },
        Refusal::NotAllowed {
            asked: Move::Approve,
            role: Some(Role::Supervisor),
        },
        Refusal::NotAllowed {
            asked: Move::Approve,
            role: None,
        },
        Refusal::UnknownMatter(id("C9")),
        Refusal::OutOfReach,
        Refusal::HeldByAnother {
            assignee: id("lina"),
        },
        Refusal::AlreadyHeld,
        Refusal::NotHeld,
        Refusal::UnfitAssignee { to: id("lina") },
        Refusal::UnfitStandIn { to: id("lina") },
        Refusal::StandInTime,
        Refusal::OwnCase,
        Refusal::SamePerson,
        Refusal::WordsRequired { what: "reason" },
        Refusal::TooLong {
            what: "opinion",
            limit: 2000,
        },
        Refusal::NoDefects,
        Refusal::UnknownTarget(DefectTarget::Field(id("hire.wage"))),
        Refusal::UnknownTarget(DefectTarget::Material(id("photo"))),
        Refusal::UnknownTarget(DefectTarget::Field(id("no.such_field"))),
        Refusal::NothingCorrected,
        Refusal::UnknownPhrase(id("refuse.nonsense")),
        result_field("no_such_field", ResultFault::Unknown),
        result_field("registration_no", ResultFault::Missing),
        result_field("registered_on", ResultFault::Malformed),
        Refusal::TooManyFiles { most: 10 },
        Refusal::FileType {
            found: FileType::Ofd,
        },
        Refusal::FileTwice { place: 2 },
        Refusal::FileNotUploaded { place: 2 },
        Refusal::UnknownFile,
        Refusal::WrongDesk,
        Refusal::NotApproved {
            outcome: Outcome::Refused,
        },
        Refusal::RuleFailed {
            matter: id("B5"),
            rule: id("R4"),
        },
        Refusal::FeedbackExists,
        Refusal::NoFeedback,
        Refusal::DeliveryStep,
        Refusal::TooEarly,
        Refusal::NothingProvisional,
        Refusal::ExpectedWorkDays,
    ]
}

#[test]
fn every_refusal_is_a_sentence_in_both_languages() {
    let source = include_str!("../../../src/domain/refusal.rs");
    let arms = source
        .lines()
        .filter_map(|line| line.trim().strip_suffix("\",")?.split_once("=> \""));
    let codes: BTreeSet<_> = arms.map(|(_, code)| code).collect();
    let said: BTreeSet<_> = all().iter().map(Refusal::code).collect();
    assert_eq!(said, codes);
    let mut page = String::new();
    for entry in all() {
        for lang in [Lang::Zh, Lang::En] {
            let words = refusal(lang, &entry, Catalogue::embedded(), &[]);
            assert!(
                !words.contains(['{', '$']) && !words.starts_with("refusal-"),
                "{words}"
            );
            page.push_str(&words);
            page.push('\n');
        }
    }
    insta::assert_snapshot!("refusals", page);
}

#[test]
fn every_move_role_and_word_has_a_name() {
    let words = [
        "opinion",
        "reason",
        "basis",
        "remedy",
        "words",
        "sample",
        "result",
        "to",
        "carrier",
        "tracking_no",
    ];
    let ids = Move::ALL
        .map(|asked| format!("move-{}", asked.code()))
        .into_iter()
        .chain(Role::ALL.map(|role| format!("role-{}", role.code())))
        .chain(words.map(|what| format!("words-{what}")))
        .chain(["words-document_no", "words-fields", "role-system"].map(str::to_owned));
    for id in ids {
        assert!(Lang::Zh.has(&id) && Lang::En.has(&id), "{id}");
    }
}

/// 就业登记, approved: its result has a number and a date.
fn registered() -> Case {
    let filing = Filing {
        matter: "B1",
        ..Filing::default()
    };
    Case::file(&filing)
        .then(&wang(), &Command::Accept)
        .then(&wang(), &approve())
}

fn fed_back(fields: &[(&str, &str)]) -> Result<Vec<(String, String)>, Refusal> {
    let fields = fields
        .iter()
        .map(|(field, value)| (id(field), (*value).to_owned()))
        .collect();
    let draft = FeedbackDraft {
        fields,
        ..FeedbackDraft::default()
    };
    let mut case = registered();
    case.act(&wang(), &Command::RecordFeedback(draft))?;
    let fields = case.item.feedback[0].fields.iter();
    Ok(fields
        .map(|(field, value)| (field.to_string(), value.clone()))
        .collect())
}

#[test]
fn a_result_has_the_fields_of_its_matter_in_the_catalogues_order() {
    let good = fed_back(&[
        ("registered_on", " 2026-03-02 "),
        ("registration_no", "J3703"),
    ])
    .unwrap();
    let pairs = good
        .iter()
        .map(|(field, value)| (field.as_str(), value.as_str()));
    assert!(pairs.eq([
        ("registration_no", "J3703"),
        ("registered_on", "2026-03-02")
    ]));
    let refused = |fields: &[(&str, &str)]| fed_back(fields).unwrap_err();
    assert_eq!(
        refused(&[("registered_on", "2026-03-02")]),
        result_field("registration_no", ResultFault::Missing)
    );
    let malformed = refused(&[("registration_no", "J"), ("registered_on", "2026-02-30")]);
    assert_eq!(
        malformed,
        result_field("registered_on", ResultFault::Malformed)
    );
    let twice = refused(&[
        ("registration_no", "J"),
        ("registration_no", "K"),
        ("registered_on", "2026-03-02"),
    ]);
    assert_eq!(
        twice,
        result_field("registration_no", ResultFault::Malformed)
    );
    assert_eq!(
        refused(&[("bank", "齐鲁银行")]),
        result_field("bank", ResultFault::Unknown)
    );
}

#[test]
fn every_kind_of_result_field_has_its_form() {
    let mut catalogue = Catalogue::embedded().clone();
    let case = registered();
    let mut takes = |kind: FieldKind, value: &str| {
        let matter = catalogue
            .matters
            .iter_mut()
            .find(|matter| matter.id == case.item.matter)
            .unwrap();
        matter.results.truncate(1);
        matter.results[0].kind = kind;
        let fields = vec![(matter.results[0].id.clone(), value.to_owned())];
        let draft = FeedbackDraft {
            fields,
            ..FeedbackDraft::default()
        };
        case.decide_under(&catalogue, &wang(), &Command::RecordFeedback(draft))
            .is_ok()
    };
    for (kind, good, bad) in [
        (FieldKind::Date, "2026-03-02", "2026-3"),
        (FieldKind::Month, "2026-03", "2026-13"),
        (FieldKind::Integer, "12", "1.5"),
        (FieldKind::Money, "4300.50", "4300.505"),
        (FieldKind::Money, "4300", ".5"),
        (FieldKind::Flag, "true", "yes"),
        (
            FieldKind::IdNumber,
            "11010519491231002X",
            "110105194912310020",
        ),
        (FieldKind::Uscc, "12100000400000624D", "12100000400000624E"),
        (FieldKind::Phone, "13805330001", "1380533"),
        (FieldKind::Division, "370303", "370399"),
        (FieldKind::Text, "J3703", " "),
    ] {
        assert!(takes(kind, good), "{kind:?} takes {good}");
        assert!(!takes(kind, bad), "{kind:?} does not take {bad}");
    }
}

#[test]
fn a_result_that_nobody_could_ever_write_is_no_catalogue() {
    let text = "kind = \"text\", required = true";
    let files = EMBEDDED.map(|(name, toml)| (name, toml.replacen(text, "kind = \"choice\"", 1)));
    let files: Vec<_> = files
        .iter()
        .map(|(name, toml)| (*name, toml.as_str()))
        .collect();
    let errors = Catalogue::parse(&files).unwrap_err();
    assert_eq!(errors[0].reason.code(), "missing");
    assert_eq!(errors[0].file, "matters.toml");
}

#[test]
fn every_matter_can_be_returned_unanswered_with_grounds() {
    let catalogue = Catalogue::embedded();
    for scene in &catalogue.scenes {
        for entry in &scene.matters {
            let phrase = catalogue
                .phrases(PhraseKind::ReturnReason, &entry.matter)
                .next()
                .unwrap();
            assert!(phrase.basis.is_some(), "{}", entry.matter);
        }
    }
}
