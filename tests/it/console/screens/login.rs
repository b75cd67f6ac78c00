//! 登录: the password is never drawn; a session that ends loses nothing.

use chrono::Duration;
use insta::assert_snapshot;
use lianban::client::FeedEvent;
use lianban::console::action::Action;
use lianban::words::Lang;

use super::desk::{Desk, NARROW, problem};

fn at_login() -> Desk {
    Desk::of(None, Lang::Zh, NARROW)
}

#[test]
fn looks_right_and_shows_no_password() {
    let mut desk = at_login();
    desk.write("wangmin")
        .press(Action::Submit)
        .write("Correct-Horse-7");
    assert_snapshot!(desk.screen());
    assert!(!desk.sees("Correct"));
}

#[test]
fn the_right_password_leads_to_the_inbox() {
    let mut desk = at_login();
    desk.write("wangmin")
        .press(Action::Submit)
        .write("Correct-Horse-7")
        .press(Action::Submit);
    assert!(desk.sees("收件箱"));
    assert!(desk.sees("ZB261120-00317-4-A1"));
}

#[test]
fn a_wrong_password_is_said_and_typed_again() {
    let mut desk = at_login();
    desk.write("wangmin")
        .press(Action::Submit)
        .write("wrong")
        .press(Action::Submit);
    assert!(desk.sees("用户名或密码不对"));
    desk.write("Correct-Horse-7").press(Action::Submit);
    assert!(desk.sees("收件箱"));
}

#[test]
fn a_one_time_password_is_changed_before_anything_else() {
    let mut desk = at_login();
    desk.password = "one-time-7Q";
    desk.write("wangmin")
        .press(Action::Submit)
        .write("one-time-7Q")
        .press(Action::Submit);
    assert!(desk.sees("请换成自己的密码"));
    desk.write("New-Horse-77")
        .press(Action::Submit)
        .write("New-Horse-78")
        .press(Action::Submit);
    assert!(desk.sees("两遍不一样"));
    desk.write("New-Horse-77").press(Action::Submit);
    assert!(desk.sees("收件箱"));
}

#[test]
fn a_session_that_ends_in_mid_sentence_goes_on_where_it_was() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::Approve])
        .write("单位情况属实");
    desk.tell(FeedEvent::Down(problem(
        401,
        "token-invalid",
        "没有登录，或会话已结束。",
    )));
    assert!(desk.sees("登录"), "{}", desk.screen());
    desk.write("Correct-Horse-7").press(Action::Submit);
    assert!(desk.sees("单位情况属实"));
}

#[test]
fn a_login_that_was_given_is_there_and_the_password_is_typed_at_once() {
    let mut desk = Desk::expecting("wangmin");
    assert!(
        desk.sees("wangmin") && !desk.sees("正在连接"),
        "{}",
        desk.screen()
    );
    desk.write("Correct-Horse-7").press(Action::Submit);
    assert!(desk.sees("收件箱"), "{}", desk.screen());
}

#[test]
fn an_officer_who_comes_back_late_reads_why_they_sign_in_and_nobody_else_reads_their_figures() {
    let mut desk = Desk::new(NARROW);
    desk.tell(FeedEvent::Down(problem(401, "signed-out", "登录已到期。")));
    desk.wait(Duration::hours(1));
    assert!(desk.sees("登录已到期，请重新登录"), "{}", desk.screen());
    assert!(
        !desk.sees("待办") && !desk.sees("连接断了"),
        "{}",
        desk.screen()
    );
}
