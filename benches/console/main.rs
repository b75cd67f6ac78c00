//! The console as its user has it: the shipped program on a pseudo-terminal, before a backend of a million items.
//! `cargo bench --bench console`; `LIANBAN_BENCH_ITEMS` changes the size of the backend's store.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot run has nobody to tell but its reader"
)]

#[path = "../../tests/it/console/seat.rs"]
#[expect(dead_code, reason = "the tests ask more of a seat")]
mod seat;

#[path = "../../tests/it/ssh/line.rs"]
#[expect(dead_code, reason = "the tests ask more of a line")]
mod line;
#[path = "../../tests/it/ssh/sshd.rs"]
#[expect(dead_code, reason = "the tests ask more of a server")]
mod sshd;

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use line::{DELAY, Line};
use rustix::process::{Pid, Signal, kill_process};
use seat::{PROGRAM, Seat};
use serde_json::Value;
use sshd::Sshd;

/// What a key may take where no line slows it down.
const LOCAL: Duration = Duration::from_millis(8);
/// Output is over when so much time has passed without any.
const QUIET: Duration = Duration::from_millis(20);

fn main() {
    let items = env::var("LIANBAN_BENCH_ITEMS").unwrap_or_else(|_| "1000000".to_owned());
    let size = fs::metadata(PROGRAM).unwrap().len();
    println!(
        "{:<58} {:>9.1} MB (most 40)",
        "the program's file",
        mega(size)
    );
    demo();
    let backend = Backend::start(&items);
    desk(&backend);
    over_ssh(&backend);
}

/// A key that moves the selection, from the press to the last byte: over SSH on loopback, and over SSH on a line of
/// 64 kbit/s and 200 ms each way.
fn over_ssh(backend: &Backend) {
    let Some(sshd) = Sshd::start(&backend.url) else {
        return;
    };
    let slow = Line::before(sshd.port);
    for (name, port, most) in [
        ("the same over SSH on loopback", sshd.port, LOCAL),
        (
            "the same over SSH, 64 kbit/s, 200 ms each way",
            slow.port,
            2 * DELAY + Duration::from_millis(60),
        ),
    ] {
        let mut seat = sshd.seat_at(port, &[]);
        sshd::signs_in(&mut seat);
        // What was asked for ahead has come by then.
        while seat.bytes.recv_timeout(Duration::from_secs(2)).is_ok() {}
        let mut times = Vec::new();
        for key in ["j", "k"].iter().cycle().take(100) {
            let begun = Instant::now();
            seat.press(key);
            let mut last = begun;
            let mut patience = Duration::from_secs(5);
            while seat.bytes.recv_timeout(patience).is_ok() {
                (last, patience) = (Instant::now(), Duration::from_millis(150));
            }
            times.push(last - begun);
        }
        print(name, &Spread::of(times), &format!("p95 at most {most:.0?}"));
    }
}

/// `lianban demo` from its start to the inbox, with the day of 300 items made on the way.
fn demo() {
    let mut times = Vec::new();
    for _ in 0..7 {
        let begun = Instant::now();
        let mut seat = Seat::with(|command| {
            command.arg("demo");
        });
        seat.until("the inbox", |screen| screen.contents().contains(" ZB"));
        times.push(begun.elapsed());
        seat.press("q");
        seat.child.wait().unwrap();
    }
    print("demo, start to the inbox", &Spread::of(times), "most 2 s");
}

fn desk(backend: &Backend) {
    let mut times = Vec::new();
    for _ in 0..7 {
        let begun = Instant::now();
        let mut seat = backend.seat();
        seat.until("the inbox", |screen| screen.contents().contains(" ZB"));
        times.push(begun.elapsed());
    }
    print("console, start to the inbox", &Spread::of(times), "");
    let mut seat = backend.seat();
    seat.until("the inbox", |screen| screen.contents().contains(" ZB"));
    settle(&mut seat);
    keys(
        &mut seat,
        "a key that moves the selection",
        &["j", "k"],
        400,
    );
    keys(
        &mut seat,
        "a key that scrolls the list by a line",
        &["j"; 60],
        300,
    );
    keys(&mut seat, "a page", &["\x1b[6~"], 40);
    keys(&mut seat, "to the end and back", &["G", "gg"], 10);
    // Pages that were asked for on the way have come by then.
    while seat.bytes.recv_timeout(Duration::from_secs(2)).is_ok() {}
    let pid = seat.child.process_id().unwrap();
    let (before, begun) = (worked(pid), Instant::now());
    let mut bytes = 0;
    while begun.elapsed() < Duration::from_secs(10) {
        if let Ok(more) = seat.bytes.recv_timeout(Duration::from_secs(1)) {
            bytes += more.len();
        }
    }
    let share = worked(pid).saturating_sub(before).as_secs_f64() / begun.elapsed().as_secs_f64();
    println!(
        "{:<58} {bytes:>9} B, {:.3} % of a core",
        "idle for 10 s",
        share * 100.0
    );
    println!(
        "{:<58} {:>9.1} MB (most 40)",
        "resident, the console",
        mega(resident(pid))
    );
    println!(
        "{:<58} {:>9.1} MB",
        "resident, the backend",
        mega(resident(backend.child.id()))
    );
}

/// Presses the keys in turn; each must be answered before the next.
fn keys(seat: &mut Seat, name: &str, keys: &[&str], count: usize) {
    let pid = seat.child.process_id().unwrap();
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    let before = worked(pid);
    for key in keys.iter().cycle().take(count) {
        let begun = Instant::now();
        seat.press(key);
        let (bytes, last) = settle(seat);
        if bytes > 0 {
            times.push(last - begun);
            sizes.push(bytes);
        }
    }
    let work = worked(pid).saturating_sub(before) / u32::try_from(count).unwrap();
    sizes.sort_unstable();
    let middle = sizes[sizes.len() / 2];
    let most = sizes[sizes.len() - 1];
    print(
        name,
        &Spread::of(times),
        &format!("work {work:.2?}, {middle} B, at most {most} B"),
    );
}

/// Reads until nothing more comes; how many bytes came, and when the last.
fn settle(seat: &mut Seat) -> (usize, Instant) {
    let (mut bytes, mut last) = (0, Instant::now());
    let mut patience = Duration::from_millis(200);
    while let Ok(more) = seat.bytes.recv_timeout(patience) {
        last = Instant::now();
        bytes += more.len();
        seat.screen.process(&more);
        patience = QUIET;
    }
    (bytes, last)
}

struct Spread {
    middle: Duration,
    slow: Duration,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        Self {
            middle: at(50),
            slow: at(95),
        }
    }
}

fn print(name: &str, spread: &Spread, more: &str) {
    println!(
        "{name:<58} {:>9.2?}, p95 {:.2?}  {more}",
        spread.middle, spread.slow
    );
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52 bytes")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// The processor time of all of its threads.
fn worked(pid: u32) -> Duration {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let nanoseconds = threads
        .filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("schedstat")).ok())
        .filter_map(|text| text.split(' ').next()?.parse::<u64>().ok())
        .sum();
    Duration::from_nanos(nanoseconds)
}

fn resident(pid: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = text
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        * 1024
}

/// `lianban demo --serve-only` on a folder of its own.
struct Backend {
    child: Child,
    url: String,
    folder: tempfile::TempDir,
}

impl Backend {
    fn start(items: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let begun = Instant::now();
        let mut child = Command::new(PROGRAM)
            .args(["demo", "--serve-only", "--items", items, "--data"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut first)
            .unwrap();
        println!(
            "{:<58} {:>9.1?}",
            format!("demo --items {items}, start to serving"),
            begun.elapsed()
        );
        let told: Value = serde_json::from_str(&first).unwrap();
        let logins = told["logins"].as_array().unwrap();
        let officer = logins.iter().find(|one| one["login"] == "wangmin").unwrap();
        let mut password = fs::File::create(folder.path().join("password")).unwrap();
        write!(password, "{}", officer["password"].as_str().unwrap()).unwrap();
        Self {
            child,
            url: told["url"].as_str().unwrap().to_owned(),
            folder,
        }
    }

    fn seat(&self) -> Seat {
        Seat::with(|command| {
            command.args([
                "console",
                "--server",
                &self.url,
                "--login",
                "wangmin",
                "--password-file",
            ]);
            command.arg(self.folder.path().join("password"));
        })
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        self.child.wait().unwrap();
    }
}
