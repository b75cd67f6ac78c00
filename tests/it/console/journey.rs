//! 王敏 at her desk: the program as it is shipped, on a real terminal, with its own backend.

use super::seat::Seat;

fn demo(login: &str) -> Seat {
    let mut seat = Seat::with(|command| {
        command.args(["demo", "--items", "60", "--as", login]);
    });
    seat.sees("已连接");
    seat
}

/// The number on the line that the cursor stands on.
fn chosen(seat: &Seat) -> String {
    let screen = seat.screen.screen().contents();
    let line = screen.lines().find(|line| line.starts_with('>')).unwrap();
    line.split_whitespace()
        .find(|word| word.starts_with("ZB"))
        .unwrap()
        .to_owned()
}

#[test]
fn an_item_is_accepted_from_the_inbox_and_its_timeline_and_combined_result_say_so() {
    let mut seat = demo("wangmin");
    // 待受理: the third view.
    seat.press("3");
    seat.sees("[待受理]");
    seat.until("an item to accept", |screen| {
        let listed = screen.contents();
        listed
            .lines()
            .any(|line| line.starts_with('>') && line.contains("待受理"))
    });
    let no = chosen(&seat);
    seat.insists("s", "承诺期限开始计算");
    assert!(seat.screen.screen().contents().contains(&no));
    seat.insists("\u{13}", "秒后送出");
    // It leaves by itself; the row then says so, or has left this view.
    seat.until("the item to be accepted", |screen| {
        let listed = screen.contents();
        !listed.contains("秒后送出")
            && !listed
                .lines()
                .any(|line| line.contains(&no) && line.contains("待受理"))
    });
    seat.press("/");
    seat.press(&no);
    seat.press("\r");
    seat.press("4");
    seat.until("the item to be found in review", |screen| {
        screen
            .contents()
            .lines()
            .any(|line| line.starts_with('>') && line.contains(&no))
    });
    seat.press("\r");
    seat.sees("[1 申请表]");
    seat.press("4");
    seat.sees("受理");
    seat.sees("王敏（经办）");
    seat.press("6");
    seat.sees("已受理，正在审核。");
}

#[test]
fn a_supervisor_sees_the_backlog_by_department_and_division() {
    let mut seat = demo("lijianguo");
    // Supervisors begin here; asked for again, it is not opened twice.
    seat.press("gb");
    for words in ["人社局", "医保局", "税务局", "公积金中心", "张店区", "合计"] {
        seat.sees(words);
    }
    seat.press("?");
    seat.sees("按键");
    seat.press("\u{1B}");
    seat.until("the screen below the help", |screen| {
        !screen.contents().contains("按键")
    });
    assert!(
        !seat
            .screen
            .screen()
            .contents()
            .contains("督办台账 > 督办台账")
    );
}
