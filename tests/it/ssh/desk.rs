//! 王敏's day over SSH: the console comes up, decides, and loses nothing when the line or the machine does.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use portable_pty::PtySize;
use rustix::process::{Signal, kill_process};

use super::sshd::{Sshd, files_below, looks, signs_in};
use crate::console::seat::{Seat, cells};
use crate::support::office::Office;

/// What 王敏 types; each 字 is one character of at most twenty that may be lost.
const OPINION: &str = "材料齐全，符合就业促进法第六十二条的规定，请核对劳动合同期限后再行登记";
const MOST_LOST: usize = 20;

type End = fn(&Sshd, &mut Seat);

fn resized(seat: &mut Seat, rows: u16, cols: u16) {
    let size = PtySize {
        rows,
        cols,
        ..PtySize::default()
    };
    seat.master.resize(size).unwrap();
    seat.screen.screen_mut().set_size(cells(rows), cells(cols));
    seat.until("the size", |screen| {
        let rule = screen.contents_between(rows - 2, 0, rows - 2, cols);
        rule == "-".repeat(cols.into())
    });
}

/// The longest beginning of the opinion that stands on the screen, however it is wrapped.
fn kept(seat: &Seat) -> usize {
    let screen = seat.screen.screen().contents();
    let text: String = screen
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '|')
        .collect();
    let ends = OPINION.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut there = ends.filter(|end| text.contains(&OPINION[..*end]));
    there
        .next_back()
        .map_or(0, |end| OPINION[..end].chars().count())
}

/// Opens the note on the first item.
fn notes(seat: &mut Seat) {
    seat.press("m");
    seat.sees("*备注");
    looks(seat);
}

#[test]
fn an_item_is_opened_and_decided_and_the_window_changes_its_size() {
    let office = Office::of(60);
    let Some(sshd) = Sshd::start(&office.url()) else {
        return;
    };
    let mut seat = sshd.wang_min();
    resized(&mut seat, 40, 132);
    resized(&mut seat, 24, 80);
    // 待受理: the third view.
    seat.press("3");
    seat.sees("[待受理]");
    seat.until("an item to accept", |screen| {
        let listed = screen.contents();
        listed
            .lines()
            .any(|line| line.starts_with('>') && line.contains("待受理"))
    });
    seat.press("\r");
    seat.sees("[1 申请表]");
    seat.insists("s", "承诺期限开始计算");
    seat.insists("\u{13}", "秒后送出");
    seat.until("the decision to arrive", |screen| {
        let screen = screen.contents();
        !screen.contains("秒后送出") && !screen.contains("发送中")
    });
    // Nothing is written but into the state folder.
    let written = files_below(&sshd.home());
    assert!(!written.is_empty());
    for file in &written {
        assert!(file.starts_with(sshd.state()), "{file:?}");
        let mode = fs::metadata(file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{file:?}");
    }
    seat.press("q");
    assert!(seat.child.wait().unwrap().success());
    sshd.all_end();
}

#[test]
fn what_was_being_typed_is_there_at_the_next_login_whatever_ended_the_console() {
    let office = Office::of(60);
    let Some(sshd) = Sshd::start(&office.url()) else {
        return;
    };
    let ends: [(&str, End); 4] = [
        ("the client is hung up", |_, seat| seat.signal(Signal::HUP)),
        ("the client's machine dies", |_, seat| {
            seat.signal(Signal::KILL);
        }),
        ("the console is told to end", |sshd, _| {
            kill_process(sshd.console(), Signal::TERM).unwrap();
        }),
        ("the console is killed", |sshd, _| {
            kill_process(sshd.console(), Signal::KILL).unwrap();
        }),
    ];
    for (how, end) in ends {
        let mut seat = sshd.wang_min();
        notes(&mut seat);
        let (first, rest) = OPINION.split_at(OPINION.char_indices().nth(15).unwrap().0);
        seat.press(first);
        seat.until("the first part", |screen| {
            screen
                .contents()
                .replace(char::is_whitespace, "")
                .contains(first)
        });
        // So much is more than a second old.
        let drafts = sshd.state().join("drafts");
        while files_below(&drafts).is_empty() {
            looks(&mut seat);
        }
        // In the middle of typing: what is on the line now may be lost, no more.
        seat.press(rest);
        seat.until("the last character", |screen| {
            screen
                .contents()
                .replace(char::is_whitespace, "")
                .contains(OPINION)
        });
        end(&sshd, &mut seat);
        seat.child.wait().unwrap();
        sshd.all_end();
        let mut seat = sshd.wang_min();
        notes(&mut seat);
        seat.until(how, |screen| screen.contents().contains("材料齐全"));
        let lost = OPINION.chars().count() - kept(&seat);
        assert!(
            lost <= MOST_LOST,
            "{how}: {lost} characters are lost\n{}",
            seat.screen.screen().contents()
        );
        drop(seat);
        sshd.all_end();
        // The next begins with an empty page.
        fs::remove_dir_all(drafts).unwrap();
    }
}

#[test]
fn the_log_is_private_is_turned_over_and_names_nobody() {
    let office = Office::of(60);
    let Some(sshd) = Sshd::start(&office.url()) else {
        return;
    };
    let log = sshd.state().join("console.log");
    fs::create_dir_all(sshd.state()).unwrap();
    // Full, and readable by others, as a careless copy would be.
    fs::write(&log, "{}\n".repeat(100_000)).unwrap();
    fs::set_permissions(&log, fs::Permissions::from_mode(0o644)).unwrap();
    let mut seat = sshd.seat(&[]);
    signs_in(&mut seat);
    notes(&mut seat);
    seat.press("张三丰 370303199005171234 13800138000");
    seat.sees("13800138000");
    seat.signal(Signal::HUP);
    seat.child.wait().unwrap();
    sshd.all_end();
    let old = fs::metadata(log.with_extension("log.old")).unwrap();
    let new = fs::metadata(&log).unwrap();
    assert!(old.len() == 300_000 && new.len() < 10_000);
    for file in [old, new] {
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
    let text = fs::read_to_string(&log).unwrap();
    let events: Vec<String> = text
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["event"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(events, ["started", "line-up", "ended"]);
    for never in ["张", "3703", "1380", "wangmin", "王", "ZB"] {
        assert!(!text.contains(never), "{never}: {text}");
    }
}
