//! Lays what is expected beside what there is, cell by cell.

use super::expect::{Expect, ExpectItem, ExpectLine, ExpectResult};
use super::report::Cells;
use super::when::shown;
use crate::api::applications::{CombinedResultView, ItemResult, ReceiptItem};
use crate::api::items::{Due, ItemDetail, ItemRow, SiblingView};
use crate::api::problem::Problem;

/// Whether a step went or was refused as expected.
pub(super) fn refusal(cells: &mut Cells, expect: &Expect, problem: Option<&Problem>) {
    let code = problem.map_or_else(String::new, |problem| problem.code.clone());
    let expected = expect.refused.clone().unwrap_or_default();
    let as_expected = code == expected;
    cells.equal("refused", expected, code);
    if let Some(faults) = &expect.faults {
        let found = problem.iter().flat_map(|problem| &problem.errors);
        let found = found
            .map(|fault| format!("{} {}", fault.pointer, fault.code))
            .collect();
        cells.equal("faults", sorted(faults.clone()), sorted(found));
    }
    let said = problem.map_or_else(String::new, words);
    for words in &expect.says {
        cells.within("says", words, &said);
    }
    if expect.says.is_empty() && !as_expected {
        cells.equal("says", "", said);
    }
    if let Some(name) = &expect.changed_by {
        let current = problem.and_then(|problem| problem.current.as_ref());
        cells.equal(
            "changed_by",
            name,
            current.map_or("", |current| &current.changed_by),
        );
    }
}

/// Everything that a refusal says.
fn words(problem: &Problem) -> String {
    let faults = problem
        .errors
        .iter()
        .map(|fault| format!("{} {}", fault.pointer, fault.detail));
    std::iter::once(problem.detail.clone())
        .chain(faults)
        .collect::<Vec<_>>()
        .join("; ")
}

/// What the receipt of a filing says of an item.
pub(super) fn receipt(
    cells: &mut Cells,
    name: &str,
    expect: &ExpectItem,
    item: Option<&ReceiptItem>,
) {
    let (Some(expected), Some(item)) = (&expect.warnings, item) else {
        return;
    };
    let place = format!("{name}.warnings");
    let as_many = expected.len() == item.warnings.len();
    if as_many {
        for (expected, actual) in expected.iter().zip(&item.warnings) {
            cells.within(&place, expected, actual);
        }
    } else {
        cells.equal(place, expected.join("; "), item.warnings.join("; "));
    }
}

/// An item as it stands.
pub(super) fn item(cells: &mut Cells, name: &str, expect: &ExpectItem, item: &ItemDetail) {
    row(cells, name, expect, &item.row);
    whole(cells, name, expect, item);
    let mut each = |what: &str, key: &str, expected: &str, actual: Option<String>| {
        cells.equal(
            format!("{name}.{what}.{key}"),
            expected,
            actual.unwrap_or_default(),
        );
    };
    for (id, expected) in &expect.rules {
        let rule = item.rules.iter().find(|rule| rule.rule == *id);
        each("rules", id, expected, rule.map(|rule| rule.verdict.clone()));
    }
    for (id, expected) in &expect.clocks {
        let clock = item.clocks.iter().find(|clock| clock.clock == *id);
        each(
            "clocks",
            id,
            expected,
            clock.map(|clock| shown(&clock.due.at)),
        );
    }
    for (matter, expected) in &expect.siblings {
        let sibling = item
            .siblings
            .iter()
            .find(|sibling| sibling.matter == *matter);
        each("siblings", matter, expected, sibling.map(standing));
    }
    for (id, expected) in &expect.form {
        let field = item.form.iter().find(|field| field.field == *id);
        each("form", id, expected, field.map(|field| field.value.clone()));
    }
    for (id, expected) in &expect.sources {
        let field = item.form.iter().find(|field| field.field == *id);
        each(
            "sources",
            id,
            expected,
            field.map(|field| field.source.clone()),
        );
    }
    for (action, expected) in &expect.moves {
        let known = item.moves.iter().find(|known| known.action == *action);
        let open = known.is_some_and(|known| known.why_not.is_none());
        each(
            "moves",
            action,
            &expected.to_string(),
            Some(open.to_string()),
        );
    }
    for (id, expected) in &expect.rule_words {
        let rule = item.rules.iter().find(|rule| rule.rule == *id);
        cells.within(
            format!("{name}.rule_words.{id}"),
            expected,
            rule.map_or("", |rule| &rule.words),
        );
    }
}

/// What the list shows of an item.
fn row(cells: &mut Cells, name: &str, expect: &ExpectItem, row: &ItemRow) {
    let mut one = |what: &str, expected: &Option<String>, actual: &str| {
        if let Some(expected) = expected {
            cells.equal(format!("{name}.{what}"), expected, actual);
        }
    };
    let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
    one("state", &expect.state, &row.state);
    one("outcome", &expect.outcome, &or_none(&row.outcome));
    one("due", &expect.due, &due(row.due.as_ref()));
    one("light", &expect.light, &row.light);
    one("department", &expect.department, &row.department);
    one("division", &expect.division, &row.division);
    one("channel", &expect.channel, &row.channel);
    one("assignee", &expect.assignee, &or_none(&row.assignee));
    let text = |flag: Option<bool>| flag.map(|flag| flag.to_string());
    let provisional = row.due.as_ref().is_some_and(|due| due.provisional);
    one(
        "provisional",
        &text(expect.provisional),
        &provisional.to_string(),
    );
    one(
        "deemed_accepted",
        &text(expect.deemed_accepted),
        &row.deemed_accepted.to_string(),
    );
    let rounds = expect.correction_rounds.map(|rounds| rounds.to_string());
    one(
        "correction_rounds",
        &rounds,
        &row.correction_rounds.to_string(),
    );
}

/// Lists of which nothing may be missing and nothing be too much.
fn whole(cells: &mut Cells, name: &str, expect: &ExpectItem, item: &ItemDetail) {
    if let Some(expected) = &expect.delivery {
        let delivery = item.delivery.map_or("", |delivery| delivery.code());
        cells.equal(format!("{name}.delivery"), expected, delivery);
    }
    if let Some(expected) = &expect.stopped {
        let stopped = item
            .clocks
            .iter()
            .filter(|clock| clock.stopped)
            .map(|clock| clock.clock.clone());
        cells.equal(
            format!("{name}.stopped"),
            sorted(expected.clone()),
            sorted(stopped.collect()),
        );
    }
    if let Some(expected) = &expect.waits_for {
        let waits = item
            .siblings
            .iter()
            .filter(|sibling| sibling.prerequisite)
            .map(|sibling| sibling.matter.clone());
        cells.equal(
            format!("{name}.waits_for"),
            sorted(expected.clone()),
            sorted(waits.collect()),
        );
    }
    if let Some(expected) = &expect.materials {
        let there = item
            .materials
            .iter()
            .filter(|material| material.ordinal.is_some());
        let mut kinds: Vec<String> = there.map(|material| material.kind.clone()).collect();
        kinds.dedup();
        cells.equal(
            format!("{name}.materials"),
            sorted(expected.clone()),
            sorted(kinds),
        );
    }
    if let Some(expected) = &expect.timeline {
        let events: Vec<String> = item
            .timeline
            .iter()
            .map(|event| event.event.clone())
            .collect();
        cells.equal(
            format!("{name}.timeline"),
            expected.join(" "),
            events.join(" "),
        );
    }
}

/// The combined result as the applicant reads it.
pub(super) fn result(
    cells: &mut Cells,
    expect: &ExpectResult,
    result: &CombinedResultView,
    matters: &[(String, String)],
) {
    if let Some(expected) = &expect.state {
        cells.equal("result.state", expected, &result.state);
    }
    if let Some(expected) = &expect.summary {
        cells.within("result.summary", expected, &result.summary);
    }
    for (matter, expected) in &expect.items {
        let no = matters
            .iter()
            .find(|(known, _)| known == matter)
            .map(|(_, no)| no);
        match result.items.iter().find(|line| Some(&line.no) == no) {
            Some(actual) => line(cells, &format!("result.{matter}"), expected, actual),
            None => cells.equal(format!("result.{matter}"), matter, ""),
        }
    }
}

fn line(cells: &mut Cells, place: &str, expect: &ExpectLine, actual: &ItemResult) {
    let mut one = |what: &str, expected: &Option<String>, actual: Option<&str>| {
        if let Some(expected) = expected {
            cells.within(
                format!("{place}.{what}"),
                expected,
                actual.unwrap_or_default(),
            );
        }
    };
    one("words", &expect.words, Some(&actual.words));
    one("document", &expect.document, actual.document.as_deref());
    one("reason", &expect.reason, actual.reason.as_deref());
    one("basis", &expect.basis, actual.basis.as_deref());
    one("remedy", &expect.remedy, actual.remedy.as_deref());
    one("delivery", &expect.delivery, actual.delivery.as_deref());
    one("next_step", &expect.next_step, Some(&actual.next_step));
    one("due", &expect.due, Some(&due(actual.due.as_ref())));
    if let Some(expected) = &expect.files {
        let names: Vec<&str> = actual
            .files
            .iter()
            .map(|it| it.file_name.as_str())
            .collect();
        cells.equal(
            format!("{place}.files"),
            expected.join("; "),
            names.join("; "),
        );
    }
}

fn due(due: Option<&Due>) -> String {
    due.map_or_else(String::new, |due| shown(&due.at))
}

/// How a sibling stands, in a word.
fn standing(sibling: &SiblingView) -> String {
    sibling
        .outcome
        .clone()
        .unwrap_or_else(|| sibling.state.clone())
}

fn sorted(mut texts: Vec<String>) -> String {
    texts.sort_unstable();
    texts.join("; ")
}
