//! Events are for ever: every variant that was ever written must still load, fold and be written back the same.
//!
//! `tests/data/events.jsonl` is only ever added to. A new variant or field comes with a new history at its end.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lianban::domain::catalogue::Catalogue;
use lianban::domain::item::Item;
use lianban::domain::item::event::EventRecord;
use lianban::words::{Lang, timeline};

const KEPT: &str = include_str!("../../data/events.jsonl");

fn kept() -> Vec<EventRecord> {
    KEPT.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The codes that the program knows, from where it names them.
fn codes() -> BTreeSet<&'static str> {
    let source = include_str!("../../../src/domain/item/event.rs");
    let arms = source
        .lines()
        .filter_map(|line| line.trim().strip_suffix("\",")?.split_once("=> \""));
    arms.map(|(_, code)| code).collect()
}

#[test]
fn every_variant_is_kept() {
    let found: BTreeSet<_> = kept().iter().map(|record| record.event.code()).collect();
    assert!(codes().len() > 30, "the codes are found in the source");
    assert_eq!(found, codes());
}

#[test]
fn what_was_written_is_written_back_the_same() {
    for (line, record) in KEPT.lines().zip(kept()) {
        assert_eq!(serde_json::to_string(&record).unwrap(), line);
        let tag = format!("\"type\":\"{}\"", record.event.code());
        assert!(line.contains(&tag), "the code is the tag: {tag}");
    }
}

#[test]
fn every_history_folds_to_the_same_item() {
    let kept = kept();
    let items: Vec<Item> = kept
        .chunk_by(|earlier, later| earlier.item == later.item)
        .map(|history| Item::from_events(history).unwrap())
        .collect();
    insta::assert_json_snapshot!("folded", items);
}

#[test]
fn who_only_looks_or_takes_a_copy_changes_nothing() {
    let looks: Vec<_> = kept()
        .into_iter()
        .filter(|record| record.event.only_looks())
        .collect();
    let codes: BTreeSet<_> = looks.iter().map(|record| record.event.code()).collect();
    let expected = ["clear_viewed", "material_saved", "result_file_saved"];
    assert_eq!(codes, BTreeSet::from(expected));
    for record in looks {
        let mut item = Item::from_events(&kept()[..1]).unwrap();
        let before = item.clone();
        item.apply(&record);
        item.version = before.version;
        assert_eq!(item, before, "{}", record.event.code());
    }
}

#[test]
fn a_history_that_does_not_begin_with_the_filing_makes_no_item() {
    assert_eq!(Item::from_events(&kept()[1..]), None);
    assert_eq!(Item::from_events([]), None);
}

/// The timeline of every history, in both languages, as people read it.
#[test]
fn every_event_is_a_sentence() {
    let mut page = String::new();
    for record in kept() {
        for lang in [Lang::Zh, Lang::En] {
            let words = timeline::event(lang, &record, Catalogue::embedded());
            assert!(
                !words.contains(['{', '$']) && !words.contains("event-"),
                "{words}"
            );
            page.push_str(&words);
            page.push('\n');
        }
        if let Some(opinion) = timeline::opinion(&record.event) {
            writeln!(page, "  “{opinion}”").unwrap();
        }
    }
    insta::assert_snapshot!("sentences", page);
}
