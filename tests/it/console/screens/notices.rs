//! 消息: what was said can be read again; errors stay until somebody has.

use chrono::Duration;
use insta::assert_snapshot;
use lianban::console::action::Action;
use ratatui::layout::Size;

use super::desk::{Desk, NARROW, WIDE, problem};

/// A desk at which a decision was refused by the server, a number copied and a key pressed in vain.
fn after_an_error(size: Size) -> Desk {
    let mut desk = Desk::new(size);
    let words = "办件现在是“办结”，不能“受理”。";
    desk.verdicts.push_back(problem(409, "wrong-state", words));
    desk.press_all(&[Action::Down, Action::Down, Action::Down, Action::Accept]);
    desk.press(Action::Submit);
    desk.wait(Duration::seconds(6));
    desk
}

#[test]
fn an_error_stays_at_the_foot_and_in_the_head_until_it_was_read() {
    let mut desk = after_an_error(NARROW);
    // A question about the refused decision may stand before it.
    desk.press(Action::Cancel);
    assert!(desk.sees("错误 1  g n"), "{}", desk.screen());
    desk.wait(Duration::hours(1));
    assert!(desk.sees("没有办成："), "{}", desk.screen());
    // What is said meanwhile passes, and the error is back.
    desk.press(Action::CopyNumber);
    assert!(desk.sees("已复制") && !desk.sees("没有办成："));
    desk.wait(Duration::seconds(9));
    assert!(desk.sees("没有办成：") && desk.sees("错误 1"));
    desk.press(Action::Notices);
    desk.press(Action::Back);
    assert!(!desk.sees("没有办成：") && !desk.sees("错误 1"));
}

#[test]
fn the_page_says_when_how_grave_and_all_of_it() {
    let mut desk = after_an_error(NARROW);
    desk.press(Action::Cancel);
    desk.press_all(&[Action::CopyNumber, Action::TakeBack, Action::Notices]);
    assert_snapshot!(desk.screen());
    let mut wide = after_an_error(WIDE);
    wide.press_all(&[Action::Cancel, Action::Notices]);
    assert!(wide.reads("不能“受理”。"));
}

#[test]
fn a_page_without_notices_says_what_it_is_for() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Notices);
    assert!(desk.reads("还没有消息。"), "{}", desk.screen());
}

#[test]
fn scrolling_ends_at_the_last_notice() {
    let mut desk = Desk::new(NARROW);
    for _ in 0..30 {
        desk.press(Action::CopyNumber);
    }
    desk.press(Action::Notices);
    let top = desk.screen();
    desk.press(Action::End);
    let end = desk.screen();
    assert_ne!(end, top);
    // Keys beyond the end are not owed back.
    desk.press_all(&[Action::Down, Action::Down, Action::PageDown]);
    assert_eq!(desk.screen(), end);
    desk.press(Action::Up);
    assert_ne!(desk.screen(), end);
}
