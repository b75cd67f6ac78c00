//! The program on a pseudo-terminal, with someone in front of it: presses keys, reads the screen.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// Longer than any of this takes; only a failure waits for it.
pub const PATIENCE: Duration = Duration::from_secs(20);
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_lianban");

pub fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

pub struct Seat {
    pub master: Box<dyn MasterPty + Send>,
    pub keys: Box<dyn Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    pub bytes: Receiver<Vec<u8>>,
    pub screen: vt100::Parser,
    pub home: tempfile::TempDir,
    /// While it is held, nobody reads the terminal.
    pub gate: Arc<Mutex<()>>,
}

impl Seat {
    /// The console at a server that is away, on a terminal of 80 × 24.
    pub fn take() -> Self {
        Self::with(|command| {
            command.args(["console", "--server", "http://127.0.0.1:1"]);
        })
    }

    pub fn with(arguments: impl Fn(&mut CommandBuilder)) -> Self {
        let mut command = CommandBuilder::new(PROGRAM);
        arguments(&mut command);
        Self::running(command)
    }

    pub fn running(command: CommandBuilder) -> Self {
        Self::at(command, tempfile::tempdir().unwrap())
    }

    /// The same in a home where something has been kept.
    pub fn at(mut command: CommandBuilder, home: tempfile::TempDir) -> Self {
        for name in ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, home.path());
        }
        command.env("TERM", "xterm-256color");
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (out, bytes) = channel();
        let gate = Arc::new(Mutex::new(()));
        let passes = Arc::clone(&gate);
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                drop(passes.lock());
                if out.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            bytes,
            screen: vt100::Parser::new(cells(24), cells(80), 0),
            home,
            gate,
        }
    }

    /// Reads until the screen is as wanted.
    pub fn until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        while !wanted(self.screen.screen()) {
            if let Ok(bytes) = self.bytes.recv_timeout(PATIENCE) {
                self.screen.process(&bytes);
            } else {
                panic!("{what} did not come:\n{}", self.screen.screen().contents());
            }
        }
    }

    /// Presses keys, and again whenever the screen has stayed as it is: for 300 ms after an item appears, decision keys
    /// do nothing, so that nobody decides about what they have not seen.
    pub fn insists(&mut self, keys: &str, words: &str) {
        for _ in 0..10 {
            self.press(keys);
            while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(500)) {
                self.screen.process(&bytes);
                if self.screen.screen().contents().contains(words) {
                    return;
                }
            }
        }
        panic!("{words} did not come:\n{}", self.screen.screen().contents());
    }

    pub fn sees(&mut self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words));
    }

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        let pid = self.child.process_id().unwrap();
        let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits for the end; the terminal must be as it was, and the screen the shell's own.
    pub fn ends_well(&mut self, before: &str) {
        self.child.wait().unwrap();
        while let Ok(bytes) = self.bytes.recv_timeout(PATIENCE) {
            self.screen.process(&bytes);
            if !self.screen.screen().alternate_screen() {
                break;
            }
        }
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
        assert_eq!(self.modes(), before);
    }

    pub fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios().unwrap())
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
    }
}

/// The modes of a terminal before anything runs on it.
pub fn untouched() -> String {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    format!("{:?}", pair.master.get_termios().unwrap())
}
