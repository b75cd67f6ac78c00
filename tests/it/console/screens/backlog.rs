//! 督办台账: department × division; what stands behind a figure is one key away.

use insta::assert_snapshot;
use lianban::console::action::Action;
use lianban::words::Lang;
use ratatui::layout::Size;

use super::desk::{Desk, MIDDLE, NARROW, WIDE};
use super::office;

fn at_backlog(size: Size) -> Desk {
    Desk::of(Some(office::supervisor()), Lang::Zh, size)
}

#[test]
fn looks_right_on_80_by_24() {
    assert_snapshot!(at_backlog(NARROW).screen());
}

#[test]
fn looks_right_on_120_by_36() {
    assert_snapshot!(at_backlog(MIDDLE).screen());
}

#[test]
fn looks_right_on_200_by_60() {
    assert_snapshot!(at_backlog(WIDE).screen());
}

#[test]
fn the_items_behind_a_figure_open_and_esc_leads_back() {
    let mut desk = at_backlog(NARROW);
    desk.press(Action::Open);
    let query = desk.queries.last().unwrap();
    assert_eq!(query.division.as_deref(), Some("370303"));
    assert_eq!(query.department.as_deref(), Some("hrss"));
    desk.press(Action::Back);
    assert!(desk.sees("在办件数"));
    desk.press(Action::Back);
    assert!(desk.sees("[全部]"));
}

#[test]
fn the_sums_count_every_cell() {
    let mut desk = at_backlog(NARROW);
    desk.press(Action::End);
    assert!(desk.sees("在办 459  今日到期 43  超期 16"));
}
