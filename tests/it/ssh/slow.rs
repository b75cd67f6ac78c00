//! The desk at the end of a line of 64 kbit/s and 200 ms each way. No times are asserted: bytes, orders and states are.

use std::time::Duration;

use super::line::Line;
use super::sshd::{Sshd, files_below, looks, signs_in};
use crate::support::office::Office;

/// What a step through the list may cost on the wire, the wrapping of SSH included.
const STEP: usize = 700;

fn selected(screen: &vt100::Screen) -> String {
    let text = screen.contents();
    let line = text.lines().find(|line| line.starts_with('>'));
    line.unwrap_or_default().to_owned()
}

#[test]
fn an_item_is_found_opened_and_noted_over_a_slow_line_that_also_stands_still() {
    let office = Office::of(60);
    let Some(sshd) = Sshd::start(&office.url()) else {
        return;
    };
    let line = Line::before(sshd.port);
    let mut seat = sshd.seat_at(line.port, &[]);
    signs_in(&mut seat);
    // What comes for the first rows has come.
    for _ in 0..3 {
        looks(&mut seat);
    }
    for row in ["j", "j", "k"] {
        let (before, stood) = (line.bytes(), selected(seat.screen.screen()));
        seat.press(row);
        seat.until("another row", |screen| selected(screen) != stood);
        looks(&mut seat);
        let step = line.bytes() - before;
        assert!((1..STEP).contains(&step), "{step} bytes");
    }
    seat.press("\r");
    seat.sees("[1 申请表]");
    looks(&mut seat);
    seat.press("m");
    seat.sees("*备注");
    looks(&mut seat);
    // Nobody reads at the officer's end; what they type arrives and is kept all the same.
    line.stand(true);
    let drafts = sshd.state().join("drafts");
    seat.press("电话已打，明天再来");
    while !files_below(&drafts)
        .iter()
        .any(|file| std::fs::read_to_string(file).is_ok_and(|text| text.contains("明天再来")))
    {
        std::thread::yield_now();
    }
    assert!(!seat.screen.screen().contents().contains("电话已打"));
    line.stand(false);
    seat.sees("电话已打，明天再来");
    // Answers of the terminal that the line tears apart are no keys.
    looks(&mut seat);
    for piece in ["\u{1B}[", "?", "6", "2", ";", "4", "c"] {
        seat.press(piece);
        while let Ok(bytes) = seat.bytes.recv_timeout(Duration::from_millis(50)) {
            seat.screen.process(&bytes);
        }
    }
    seat.press("。");
    seat.sees("电话已打，明天再来。");
    let screen = seat.screen.screen().contents();
    for typed in ["62", "[?", "4c"] {
        assert!(!screen.contains(typed), "{typed}: {screen}");
    }
    drop(seat);
    sshd.all_end();
}
