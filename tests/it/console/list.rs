//! A list keeps its selection by identity, whatever comes and goes around it.

use lianban::console::widget::list::{Keyed, List, Loaded, Presence, Wanted};
use proptest::prelude::*;

#[derive(Debug, Clone, PartialEq)]
struct Row(u32);

impl Keyed for Row {
    type Key = u32;
    fn key(&self) -> u32 {
        self.0
    }
}

/// A server that has the numbers below `end` in order, in pages of 20.
fn page(wanted: &Wanted, end: u32) -> Loaded<Row> {
    let from = match wanted {
        Wanted::First => 0,
        Wanted::Last => end.saturating_sub(20),
        Wanted::After(cursor) => cursor.parse().unwrap(),
        Wanted::Before(cursor) => cursor.parse::<u32>().unwrap().saturating_sub(20),
    };
    let to = match wanted {
        Wanted::Before(cursor) => cursor.parse().unwrap(),
        _ => (from + 20).min(end),
    };
    Loaded {
        rows: (from..to).map(Row).collect(),
        previous: (from > 0).then(|| from.to_string()),
        next: (to < end).then(|| to.to_string()),
    }
}

fn answer(list: &mut List<Row>, end: u32) {
    while let Some(fetch) = list.wanted() {
        assert!(list.load(fetch.ticket, page(&fetch.page, end)));
    }
}

fn started(end: u32) -> List<Row> {
    let mut list = List::default();
    let fetch = list.restart();
    list.load(fetch.ticket, page(&fetch.page, end));
    list.visible(10);
    answer(&mut list, end);
    list
}

fn keys(list: &List<Row>, height: u16) -> Vec<u32> {
    list.visible(height).iter().map(|row| row.row.0).collect()
}

#[test]
fn a_row_added_above_moves_neither_the_selection_nor_the_window() {
    let mut list = started(30);
    list.step(7);
    let (before, selected) = (keys(&list, 5), list.selected_key().copied());
    list.insert(Row(1000), |row| row.0 == 0);
    assert_eq!(list.selected_key().copied(), selected);
    assert_eq!(keys(&list, 5), before);
    list.remove(&1);
    list.remove(&2);
    assert_eq!(list.selected_key().copied(), selected);
    assert_eq!(keys(&list, 5), before);
}

#[test]
fn the_selected_row_that_leaves_stays_as_a_ghost_until_the_selection_moves() {
    let mut list = started(30);
    list.step(3);
    list.remove(&3);
    assert_eq!(list.selected(), Some((&Row(3), Presence::Ghost)));
    assert_eq!(list.neighbour(1), Some(&Row(4)));
    list.toggle_mark();
    assert!(list.marks().is_empty());
    list.step(1);
    assert_eq!(list.selected(), Some((&Row(4), Presence::Here)));
    assert!(list.rows().all(|row| row.0 != 3));
}

#[test]
fn a_ghost_that_comes_back_is_a_row() {
    let mut list = started(5);
    list.remove(&0);
    assert!(list.update(Row(0)));
    assert_eq!(list.selected(), Some((&Row(0), Presence::Here)));
}

#[test]
fn a_mark_goes_with_its_row_and_stays_through_a_refresh() {
    let mut list = started(30);
    list.toggle_mark();
    list.toggle_mark();
    assert_eq!(list.marks().iter().copied().collect::<Vec<_>>(), [0, 1]);
    list.remove(&0);
    let fetch = list.restart();
    list.load(fetch.ticket, page(&fetch.page, 30));
    assert_eq!(list.marks().iter().copied().collect::<Vec<_>>(), [1]);
    assert_eq!(list.selected_key(), Some(&2));
}

#[test]
fn an_older_answer_does_not_overwrite_a_newer_one() {
    let mut list = List::default();
    let (old, new) = (list.restart(), list.restart());
    assert!(list.load(new.ticket, page(&new.page, 3)));
    assert!(!list.load(old.ticket, page(&old.page, 100)));
    assert_eq!(list.len(), 3);
}

#[test]
fn a_failed_fetch_can_be_asked_again() {
    let mut list = List::<Row>::default();
    let fetch = list.restart();
    assert!(list.failed(fetch.ticket).is_some());
    assert!(!list.is_loading() && !list.is_known());
    assert!(list.restart().ticket > fetch.ticket);
}

#[test]
fn a_million_rows_cost_what_a_few_hundred_do() {
    let end = 1_000_000;
    let mut list = started(end);
    for _ in 0..300 {
        list.page(1);
        answer(&mut list, end);
    }
    assert!(list.len() <= 12 * 20, "{}", list.len());
    let fetch = list.end().unwrap();
    list.load(fetch.ticket, page(&fetch.page, end));
    assert_eq!(list.selected_key(), Some(&(end - 1)));
    answer(&mut list, end);
    for _ in 0..5 {
        list.page(-1);
        answer(&mut list, end);
    }
    let shown = keys(&list, 10);
    assert!(
        shown.windows(2).all(|pair| pair[0] + 1 == pair[1]),
        "{shown:?}"
    );
    let fetch = list.home().unwrap();
    list.load(fetch.ticket, page(&fetch.page, end));
    assert_eq!(list.selected_key(), Some(&0));
}

#[derive(Debug, Clone)]
enum Change {
    Step(isize),
    Page(isize),
    Insert(u32),
    Remove(u32),
    Refresh,
    Draw(u16),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (-3_isize..4).prop_map(Change::Step),
        (-1_isize..2).prop_map(Change::Page),
        (0_u32..60).prop_map(Change::Insert),
        (0_u32..60).prop_map(Change::Remove),
        Just(Change::Refresh),
        (1_u16..15).prop_map(Change::Draw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_officer_moves_the_selection(changes in prop::collection::vec(change(), 0..60)) {
        let mut list = started(40);
        let mut next = 5000;
        for change in changes {
            let before = list.selected_key().copied();
            let moved = matches!(change, Change::Step(_) | Change::Page(_) | Change::Refresh);
            match change {
                Change::Step(rows) => list.step(rows),
                Change::Page(windows) => list.page(windows),
                Change::Insert(at) => {
                    next += 1;
                    list.insert(Row(next), |row| row.0 == at);
                }
                Change::Remove(key) => list.remove(&key),
                Change::Refresh => {
                    let fetch = list.restart();
                    list.load(fetch.ticket, page(&fetch.page, 40));
                    answer(&mut list, 40);
                }
                Change::Draw(height) => {
                    list.visible(height);
                }
            }
            if !moved {
                prop_assert_eq!(list.selected_key().copied(), before);
            }
            let visible = list.visible(9);
            if !list.is_empty() {
                prop_assert_eq!(visible.iter().filter(|row| row.selected).count(), 1);
            }
            let mut keys: Vec<u32> = list.rows().map(|row| row.0).collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len(), all);
        }
    }
}

#[test]
fn a_row_that_is_not_loaded_is_gone_to_as_its_pages_arrive() {
    let mut list = started(1000);
    assert_eq!(list.go_to(499), None);
    assert!(list.is_going());
    answer(&mut list, 1000);
    assert_eq!(list.selected_key(), Some(&499));
    // Back to one near the start, which has been let go meanwhile.
    let fetch = list.go_to(11).expect("the first page");
    list.load(fetch.ticket, page(&fetch.page, 1000));
    assert_eq!(list.selected_key(), Some(&11));
    // A list that ends sooner: its last row.
    list.go_to(5000);
    answer(&mut list, 1000);
    assert_eq!(list.selected_key(), Some(&999));
    assert!(!list.is_going());
}

#[test]
fn any_other_move_gives_up_the_way_to_a_row() {
    let mut list = started(1000);
    list.go_to(499);
    list.step(-1);
    answer(&mut list, 1000);
    assert!(
        list.selected_key() < Some(&100),
        "{:?}",
        list.selected_key()
    );
}
