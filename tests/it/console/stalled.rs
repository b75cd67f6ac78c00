//! A terminal that does not read: the console goes on, nothing grows, and what was missed is drawn once.

use std::fs;

use portable_pty::PtySize;
use rustix::process::Signal;

use super::seat::{Seat, cells, untouched};
use crate::support::office::{Office, WANG_MIN};

/// What a pty holds, the frame that is under way and the one that follows. The frames that were left out are a hundred
/// times as much.
const MOST_BYTES: usize = 160 * 1024;
const MOST_GROWN_KIB: u64 = 4 * 1024;

pub fn wang_min(office: &Office) -> Seat {
    let mut seat = Seat::with(|command| {
        command.args(["console", "--login", WANG_MIN, "--server", &office.url()]);
        // What is resident is then what is held, and not what threads keep for later.
        command.env("MALLOC_ARENA_MAX", "1");
        command.arg("--password-file");
        command.arg(office.password_file());
    });
    seat.sees("已连接");
    seat.until("the inbox", |screen| screen.contents().contains(" ZB"));
    seat
}

pub fn resident_kib(seat: &Seat) -> u64 {
    let pid = seat.child.process_id().unwrap();
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}

/// Other views, one after another, each a screen of its own: so many bytes that nobody reads.
fn leafs(seat: &mut Seat, times: usize) {
    for _ in 0..times {
        seat.press("1:\u{1B}\u{1B}3?");
        seat.press("\u{1B}\u{1B}");
    }
}

#[test]
fn keys_count_drafts_are_kept_and_one_frame_is_drawn_when_the_terminal_reads_again() {
    let office = Office::of(60);
    let mut seat = wang_min(&office);
    let gate = std::sync::Arc::clone(&seat.gate);
    let closed = gate.lock().unwrap();
    leafs(&mut seat, 100);
    let before = resident_kib(&seat);
    leafs(&mut seat, 1_000);
    // A storm of sizes leaves nothing behind either.
    for rows in 24..60 {
        let (cols, size) = (80 + rows, PtySize::default());
        seat.master.resize(PtySize { rows, cols, ..size }).unwrap();
    }
    seat.screen.screen_mut().set_size(cells(59), cells(139));
    // The note is written though nobody sees it: what was typed is on the disk.
    let drafts = seat.home.path().join("lianban/drafts");
    let kept = || {
        let files = fs::read_dir(&drafts).unwrap().flatten();
        let mut texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
        texts.any(|text| text.contains("没人看见"))
    };
    for _ in 0..100 {
        seat.press("\u{1B}\u{1B}1");
        std::thread::sleep(std::time::Duration::from_millis(400));
        seat.press("m");
        std::thread::sleep(std::time::Duration::from_millis(100));
        seat.press("没人看见");
        std::thread::sleep(std::time::Duration::from_millis(600));
        if kept() {
            break;
        }
    }
    assert!(kept());
    let grown = resident_kib(&seat).saturating_sub(before);
    assert!(grown < MOST_GROWN_KIB, "{grown} KiB more");
    drop(closed);
    let mut missed = 0;
    while !seat.screen.screen().contents().contains("没人看见") {
        let bytes = seat.bytes.recv_timeout(super::seat::PATIENCE).unwrap();
        missed += bytes.len();
        seat.screen.process(&bytes);
    }
    assert!(missed < MOST_BYTES, "{missed} bytes");
}

#[test]
fn a_signal_ends_the_console_though_nobody_reads_its_terminal() {
    let office = Office::of(60);
    let mut seat = wang_min(&office);
    let gate = std::sync::Arc::clone(&seat.gate);
    let closed = gate.lock().unwrap();
    leafs(&mut seat, 200);
    seat.signal(Signal::TERM);
    seat.child.wait().unwrap();
    assert_eq!(seat.modes(), untouched());
    drop(closed);
}
