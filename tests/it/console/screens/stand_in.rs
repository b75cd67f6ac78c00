//! 转交同事 and AB 岗 as the officer sees them.

use lianban::api::items::DecisionRequest;
use lianban::console::action::Action;

use super::desk::{Desk, NARROW};
use super::office;

#[test]
fn who_hands_over_sees_how_much_each_colleague_has_to_do() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::Down, Action::Assign]);
    assert!(
        desk.sees("刘洋（经办）  liuyang  在办 3 件"),
        "{}",
        desk.screen()
    );
    desk.press_all(&[Action::Down, Action::Submit]);
    desk.wait(chrono::Duration::seconds(6));
    let to = DecisionRequest::Assign {
        to: "liuyang".to_owned(),
    };
    assert_eq!(desk.sent[0].decision, to);
}

#[test]
fn several_items_are_handed_over_together_those_that_are_held() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::SelectAll, Action::Assign]);
    // 王敏 holds three of the eight.
    assert!(desk.sees("选中 8 件，可一起办 3 件。"), "{}", desk.screen());
    assert!(desk.sees("无人领取 5 件"), "{}", desk.screen());
}

#[test]
fn an_officer_names_who_stands_in_and_ends_it() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::StandIn);
    assert!(
        desk.sees("现在没有人代您办理") && desk.sees("2026-12-01"),
        "{}",
        desk.screen()
    );
    desk.press_all(&[Action::Down, Action::Submit]);
    assert!(
        desk.sees("已安排 刘洋 代您办理，至 2026-12-02 00:00"),
        "{}",
        desk.screen()
    );
    assert_eq!(desk.stand_ins[0].stand_in, "liuyang");
    desk.press(Action::StandIn);
    assert!(desk.sees("现由 刘洋 代您办理"), "{}", desk.screen());
    desk.press(Action::Submit);
    assert!(
        desk.sees("代办已结束") && desk.stand_ins.is_empty(),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_last_day_that_is_no_date_sends_nothing() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::StandIn, Action::Down, Action::NextField]);
    desk.write("x");
    desk.press(Action::Submit);
    assert!(desk.sees("最后一天要写成"), "{}", desk.screen());
    assert!(desk.stand_ins.is_empty());
}

#[test]
fn who_stands_in_is_told_and_finds_the_items_among_their_own() {
    let mut desk = Desk::new(NARROW);
    desk.rows[1].assignee = Some("liuyang".to_owned());
    let request = lianban::api::colleagues::StandInRequest {
        stand_in: "wangmin".to_owned(),
        from: "2026-11-24T00:00:00+08:00".to_owned(),
        until: "2026-12-01T00:00:00+08:00".to_owned(),
    };
    desk.stand_ins = office::stand_ins("liuyang", Some(request));
    desk.press(Action::StandIn);
    assert!(desk.reads("您代 王敏 办理"), "{}", desk.screen());
    desk.press_all(&[Action::Cancel, Action::Tab2]);
    let row = desk.rows[1].clone();
    let no = row.no.clone();
    desk.change(Some(row), &no);
    assert!(desk.sees(&no), "{}", desk.screen());
    // Decided together with one's own: it is one's own work meanwhile.
    desk.press_all(&[Action::SelectAll, Action::Claim]);
    assert!(!desk.sees("同事在办"), "{}", desk.screen());
}
