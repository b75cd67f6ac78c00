//! One decision for many marked items: who is in, the second look, the bar, what fails, what is taken back.

use chrono::Duration;
use lianban::client::{Error, FeedEvent};
use lianban::console::action::Action;

use super::desk::{Desk, MIDDLE, NARROW, overtaken, problem};
use super::office;

/// 王敏 with so many marked items that can be approved, one decision made about all of them.
fn approving(count: u32) -> Desk {
    let mut desk = Desk::new(NARROW);
    desk.rows = office::many(count);
    desk.page = 50;
    desk.press_all(&[Action::Refresh, Action::SelectAll, Action::Approve]);
    desk.press_all(&[Action::Submit, Action::NextField, Action::Submit]);
    desk
}

#[test]
fn the_screen_says_how_many_qualify_and_why_the_others_do_not() {
    let mut desk = Desk::new(MIDDLE);
    desk.rows[2].rules.judge = 1;
    desk.rows[2].state = "reviewing".to_owned();
    desk.rows[3].assignee = Some("lihua".to_owned());
    desk.press_all(&[Action::Refresh, Action::SelectAll, Action::Approve]);
    assert!(desk.sees("选中 8 件，可一起办 1 件。"), "{}", desk.screen());
    for why in [
        "规则有警告 1 件",
        "规则待判断 1 件",
        "同事在办 1 件",
        "所处环节不能这样办 4 件",
    ] {
        assert!(desk.sees(why), "{why}\n{}", desk.screen());
    }
}

#[test]
fn where_none_qualifies_nothing_opens_and_the_reasons_are_told() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Select, Action::Select, Action::Approve]);
    assert!(desk.sees("选中 2 件，可一起办 0 件"), "{}", desk.screen());
    assert!(desk.sees("规则有警告 1 件") && desk.sees("收件箱"));
}

#[test]
fn the_second_look_names_count_action_and_matters_and_begins_at_no() {
    let mut desk = Desk::new(NARROW);
    desk.rows[2].state = "reviewing".to_owned();
    desk.press_all(&[Action::Refresh, Action::Down, Action::Down]);
    desk.press_all(&[Action::Select, Action::Select, Action::Approve]);
    desk.press(Action::Submit);
    for words in [
        "准予",
        "共 2 件",
        "社会保障卡申领(成年人) 1 件",
        "灵活就业人员就业登记 1 件",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    // Enter at once, and Enter at 取消: nothing is decided.
    desk.press_at_once(Action::Submit);
    desk.press(Action::Submit);
    assert!(desk.app.outbox().entries().is_empty());
}

#[test]
fn each_item_has_its_own_key_and_version_and_a_bar_shows_how_far_it_is() {
    let mut desk = approving(10);
    assert!(desk.sees("10 件 5 秒后送出"), "{}", desk.screen());
    desk.slow = true;
    desk.wait(Duration::seconds(6));
    assert_eq!(desk.sent.len(), 4, "a few at a time");
    desk.verdicts.push_back(overtaken());
    for _ in 0..4 {
        desk.answer_one();
    }
    assert!(desk.sees("[####------] 4/10 未办成 1"), "{}", desk.screen());
    // The console goes on meanwhile: the cursor moves, an item opens.
    desk.press_all(&[Action::End, Action::Open]);
    assert!(desk.sees("申请表"), "{}", desk.screen());
    desk.press(Action::Back);
    for _ in 0..6 {
        desk.answer_one();
    }
    let mut keys: Vec<&str> = desk.sent.iter().map(|sent| sent.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!((desk.sent.len(), keys.len()), (10, 10));
    assert!(desk.sees("办成 9 件，没有办成 1 件"), "{}", desk.screen());
}

#[test]
fn what_went_is_unmarked_and_what_failed_stays_marked_with_its_reason() {
    let mut desk = approving(3);
    let failed = problem(403, "held-by-another", "该办件由李强办理。");
    desk.verdicts.push_back(failed);
    desk.wait(Duration::seconds(6));
    desk.press_all(&[Action::Home]);
    // No question stands in the way: the reason is at the row.
    let row = desk.selected();
    assert!(row.starts_with(">x") && row.contains("00001"), "{row}");
    assert!(
        desk.sees("没有办成：该办件由李强办理。"),
        "{}",
        desk.screen()
    );
    desk.resize(MIDDLE);
    assert!(desk.sees("没有办成：该办件由李强"), "{}", desk.screen());
    // Only the failed one is marked still: the next decision for many is about that one.
    desk.press(Action::Approve);
    assert!(desk.sees("选中 1 件，可一起办 1 件"), "{}", desk.screen());
    desk.press_all(&[Action::Submit, Action::NextField, Action::Submit]);
    desk.wait(Duration::seconds(6));
    assert_eq!(desk.sent.len(), 4);
    assert!(desk.app.outbox().entries().is_empty());
}

#[test]
fn what_a_colleague_decided_first_keeps_its_row_for_the_reason() {
    let mut desk = approving(2);
    desk.slow = true;
    desk.wait(Duration::seconds(6));
    let mut theirs = desk.rows[1].clone();
    (theirs.version, theirs.state) = (9, "closed".to_owned());
    theirs.outcome = Some("refused".to_owned());
    let no = theirs.no.clone();
    desk.change(Some(theirs), &no);
    desk.answer_one();
    desk.verdicts.push_back(overtaken());
    desk.answer_one();
    desk.press(Action::End);
    assert!(desk.selected().contains("00002"), "{}", desk.screen());
    assert!(
        desk.sees("没有办成：该办件现在是“办结”"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_has_not_left_is_taken_back_in_the_middle() {
    let mut desk = approving(10);
    desk.slow = true;
    desk.wait(Duration::seconds(6));
    desk.press(Action::TakeBack);
    assert!(desk.sees("已收回 6 件"), "{}", desk.screen());
    for _ in 0..4 {
        desk.answer_one();
    }
    desk.wait(Duration::seconds(60));
    assert_eq!(desk.sent.len(), 4);
    assert!(desk.app.outbox().entries().is_empty());
    // What was taken back is marked as before.
    desk.press(Action::Approve);
    assert!(desk.sees("选中 6 件，可一起办 6 件"), "{}", desk.screen());
}

#[test]
fn a_line_that_is_lost_in_the_middle_goes_on_with_the_same_keys() {
    let mut desk = approving(10);
    for _ in 0..5 {
        desk.verdicts
            .push_back(Error::Offline("http://127.0.0.1".to_owned()));
    }
    desk.wait(Duration::seconds(6));
    desk.tell(FeedEvent::Up);
    desk.wait(Duration::seconds(120));
    let mut sent: Vec<(&str, &str)> = desk
        .sent
        .iter()
        .map(|sent| (sent.item.as_str(), sent.key.as_str()))
        .collect();
    assert_eq!(sent.len(), 15, "five were asked again");
    sent.sort_unstable();
    sent.dedup();
    assert_eq!(
        sent.len(),
        10,
        "each item has one key, however often it was sent"
    );
    assert!(desk.app.outbox().entries().is_empty());
    assert!(
        desk.rows.iter().all(|row| row.version == 4),
        "nothing twice"
    );
}

#[test]
fn the_outbox_shows_what_waits_what_is_tried_again_and_why() {
    let mut desk = approving(30);
    let lost = Error::Offline("http://127.0.0.1".to_owned());
    desk.verdicts.push_back(lost.clone());
    desk.slow = true;
    desk.wait(Duration::seconds(6));
    desk.answer_one();
    desk.press(Action::Outbox);
    for words in ["准予", "试过 1 次", "秒后再送", "正在送", "排队等送"] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    assert!(desk.sees("连接不上"), "{}", desk.screen());
    // Longer than the page: the cursor stays in sight.
    for _ in 0..29 {
        desk.press(Action::Down);
    }
    assert!(desk.sees("-00030-"), "{}", desk.screen());
}

#[test]
fn a_decision_leaves_at_once_where_no_time_to_take_it_back_is_wanted() {
    let mut desk = Desk::taking_back(Duration::zero());
    desk.press_all(&[Action::Down, Action::Open, Action::Approve, Action::Submit]);
    assert_eq!(desk.sent.len(), 1);
    let mut desk = Desk::taking_back(Duration::seconds(30));
    desk.press_all(&[Action::Down, Action::Open, Action::Approve, Action::Submit]);
    desk.wait(Duration::seconds(29));
    assert!(desk.sent.is_empty());
    desk.wait(Duration::seconds(1));
    assert_eq!(desk.sent.len(), 1);
}
