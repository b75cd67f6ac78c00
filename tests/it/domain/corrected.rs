//! After an answer to a correction notice the rules are judged again on what now stands, and nothing is approved whose
//! conditions do not hold.

use std::collections::BTreeMap;

use lianban::domain::application::Application;
use lianban::domain::application::corrected::judged_again;
use lianban::domain::application::filing::FilingRequest;
use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::form::Raw;
use lianban::domain::item::Item;
use lianban::domain::item::command::Command;
use lianban::domain::refusal::Refusal;
use lianban::domain::rule::Verdict;

use super::applicant::{Change, asks, filed, filed_at, items, number};
use super::support::{Case, approve, at, refuse, wang};

const CATALOGUE: fn() -> &'static Catalogue = Catalogue::embedded;

/// The application once these fields are corrected, with its items as they were filed.
fn corrected(
    request: &FilingRequest,
    day: &str,
    changes: &[(&str, &str)],
) -> (Application, Vec<Item>) {
    let filing = filed_at(request, day).unwrap();
    let mut application = filing.application.clone();
    let sent: BTreeMap<String, Raw> = changes
        .iter()
        .map(|(field, value)| ((*field).to_owned(), Raw::Text((*value).to_owned())))
        .collect();
    let today = Calendar::embedded().date(at(day));
    let changes = application
        .form
        .corrected(CATALOGUE(), &application.matters, &sent, today)
        .unwrap();
    application.form.change(&changes);
    (application, items(&filing))
}

/// Item, and each rule that no longer passes.
fn found(application: &Application, items: &[Item]) -> Vec<String> {
    let commands = judged_again(application, items, CATALOGUE(), Calendar::embedded());
    let of = |(no, command): &(lianban::domain::id::ItemNo, Command)| {
        let Command::JudgeRules(rules) = command else {
            panic!("{command:?}")
        };
        let others = rules.iter().filter(|it| it.verdict != Verdict::Pass);
        let others: Vec<String> = others
            .map(|it| format!("{} {}", it.rule, it.verdict.code()))
            .collect();
        format!("{}: {}", no.matter(), others.join(", "))
    };
    commands.iter().map(of).collect()
}

const MONDAY: &str = "2026-03-02T09:30:00+08:00";

/// A number that was mistyped turns out to be that of someone past the age.
#[test]
fn a_corrected_number_is_judged_for_every_item_that_reads_it() {
    let request = asks("flexible", &["B3", "B5", "B6"]);
    let old = number("19600101", 123);
    let (application, items) = corrected(&request, MONDAY, &[("person.id_number", &old)]);
    assert_eq!(found(&application, &items), ["B5: R4 fail", "B6: R4 fail"]);
}

#[test]
fn what_no_rule_reads_changes_no_result() {
    let request = asks("flexible", &["B5"]);
    let (application, items) = corrected(&request, MONDAY, &[("person.address", "淄博市张店区")]);
    assert_eq!(found(&application, &items), Vec::<String>::new());
}

/// 社会保险法 58: within thirty days. The day of filing counts, not the day of the answer.
#[test]
fn who_filed_in_time_and_corrects_later_has_filed_in_time() {
    let request = asks("hire", &["A2"]).with("hire.date", "2026-01-16");
    let last_day = "2026-02-24T09:30:00+08:00";
    let (application, items) = corrected(&request, last_day, &[("hire.date", "2026-01-19")]);
    assert_eq!(
        found(&application, &items),
        ["A2: "],
        "new inputs, in time still"
    );
    let (application, items) = corrected(&request, last_day, &[("hire.date", "2026-01-05")]);
    assert_eq!(found(&application, &items), ["A2: R1 warn"]);
}

#[test]
fn a_closed_item_is_not_judged_again() {
    let request = asks("flexible", &["B5"]);
    let old = number("19600101", 123);
    let (application, mut items) = corrected(&request, MONDAY, &[("person.id_number", &old)]);
    items[0] = Case::approved().item;
    assert_eq!(found(&application, &items), Vec::<String>::new());
}

/// “A failed hard rule stops filing of that matter”: so it stops the approval. Refusing takes grounds and remedy (行政许可法 38).
#[test]
fn what_fails_now_cannot_be_approved_and_can_be_refused() {
    let request = asks("flexible", &["B5"]);
    let mut rules = items(&filed(&request))[0].rules.clone();
    rules[0].verdict = Verdict::Fail;
    let rule = rules[0].rule.clone();
    let judged = Command::JudgeRules(rules);
    let case = Case::reviewing().then(&lianban::domain::policy::Actor::System, &judged);
    let matter = case.item.matter.clone();
    assert_eq!(
        case.refusal(&wang(), &approve()),
        Refusal::RuleFailed { matter, rule }
    );
    assert!(case.decide(&wang(), &refuse()).is_ok());
}
