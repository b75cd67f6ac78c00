//! An sshd of one test: its own keys, configuration and port, ended by its own pid.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use lianban::demo::day::roster;
use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, getuid, kill_process};
use tempfile::TempDir;

use super::seat::{PROGRAM, Seat};

const SSHD: &str = "/usr/sbin/sshd";
const README: &str = include_str!("../../../README.md");

/// Everything that the block of the README must forbid is allowed around it.
const LAX: &str = "StrictModes no\nUsePAM no\nPidFile none\nLogLevel VERBOSE\nAllowTcpForwarding yes\n\
    AllowStreamLocalForwarding yes\nAllowAgentForwarding yes\nX11Forwarding yes\nGatewayPorts yes\nPermitTunnel yes\n\
    PermitUserRC yes\nSubsystem sftp internal-sftp\n";

/// The server and the folders of its one officer.
pub struct Sshd {
    child: Child,
    pub port: u16,
    pub folder: TempDir,
    user: String,
    /// Every console that was found under it.
    seen: RefCell<BTreeSet<u32>>,
}

/// What is missing; nothing where the tests can run.
fn missing() -> Option<String> {
    if !Path::new(SSHD).exists() {
        return Some(format!("{SSHD} (Debian: openssh-server)"));
    }
    // Made by the service's unit, which is not started here.
    let root = getuid().is_root() && !Path::new("/run/sshd").exists();
    root.then(|| "the folder /run/sshd".to_owned())
}

/// The block of the README, for this officer and this program.
fn block(office: &str, home: &Path, keys: &Path) -> String {
    let blocks: Vec<&str> = README
        .split("```text\n# /etc/ssh/sshd_config.d/lianban.conf\n")
        .skip(1)
        .filter_map(|block| block.split_once("```"))
        .map(|(block, _)| block)
        .collect();
    assert!(
        blocks.len() == 2 && blocks[0] == blocks[1],
        "the same in each language"
    );
    let mut block = blocks[0].to_owned();
    let (home, keys) = (home.display(), keys.display());
    for (there, here) in [
        ("Match Group lianban", "Match All".to_owned()),
        ("/etc/ssh/lianban/%u", keys.to_string()),
        ("/usr/local/bin/lianban", PROGRAM.to_owned()),
        // Who runs the tests has a home of their own, which is left alone.
        (
            "LIANBAN_SERVER=http://127.0.0.1:8642",
            format!("LIANBAN_SERVER={office} HOME={home} LIANBAN_TOUR=never"),
        ),
    ] {
        assert!(block.contains(there), "{there}");
        block = block.replace(there, &here);
    }
    block
}

impl Sshd {
    /// A server for the console of the backend at this address; none where there is no sshd and nobody has asked for one.
    pub fn start(office: &str) -> Option<Self> {
        if let Some(missing) = missing() {
            let required = std::env::var_os("LIANBAN_TEST_SSHD").is_some();
            assert!(!required, "{missing} is missing");
            // Past the harness, which keeps what passing tests print.
            let words = format!("\nNOT TESTED OVER SSH: {missing} is missing\n");
            std::io::stderr().write_all(words.as_bytes()).unwrap();
            return None;
        }
        let folder = TempDir::new().unwrap();
        for name in ["home", "client"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        for name in ["host", "user"] {
            let mut make = Command::new("ssh-keygen");
            make.args(["-q", "-t", "ed25519", "-N", "", "-f"]);
            assert!(
                make.arg(folder.path().join(name))
                    .status()
                    .unwrap()
                    .success()
            );
        }
        let block = block(
            office,
            &folder.path().join("home"),
            &folder.path().join("user.pub"),
        );
        let (child, port) = (0..5).find_map(|_| serve(folder.path(), &block)).unwrap();
        let id = Command::new("id").arg("-un").output().unwrap();
        let user = String::from_utf8(id.stdout).unwrap().trim().to_owned();
        Some(Self {
            child,
            port,
            folder,
            user,
            seen: RefCell::default(),
        })
    }

    /// What the officer's account holds.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The state folder of the console.
    pub fn state(&self) -> PathBuf {
        self.home().join(".local/state/lianban")
    }

    /// Options by which clients of any kind find this server, at a port.
    pub fn options(&self, port: u16) -> Vec<String> {
        let key = self.folder.path().join("user");
        let text = |text: &str| text.to_owned();
        vec![
            text("-F"),
            text("/dev/null"),
            text("-i"),
            key.display().to_string(),
            text("-oIdentitiesOnly=yes"),
            text("-oIdentityAgent=none"),
            text("-oBatchMode=yes"),
            text("-oStrictHostKeyChecking=no"),
            text("-oUserKnownHostsFile=/dev/null"),
            text("-oLogLevel=ERROR"),
            format!("-oPort={port}"),
            format!("-oUser={}", self.user),
        ]
    }

    /// A client without a terminal: what it prints, and how it ends.
    pub fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(program);
        command
            .args(self.options(self.port))
            .args(arguments)
            .stdin(Stdio::null());
        command.output().unwrap()
    }

    /// An officer before a terminal, with these further arguments, who has come to the console.
    pub fn seat(&self, arguments: &[&str]) -> Seat {
        self.seat_at(self.port, arguments)
    }

    /// The same through another port.
    pub fn seat_at(&self, port: u16, arguments: &[&str]) -> Seat {
        let mut command = CommandBuilder::new("ssh");
        command.args(self.options(port));
        command.args(["-tt", "127.0.0.1"]);
        command.args(arguments);
        let mut seat = Seat::running(command);
        seat.sees("联办");
        self.consoles();
        seat
    }

    /// 王敏 at her inbox.
    pub fn wang_min(&self) -> Seat {
        let mut seat = self.seat(&[]);
        signs_in(&mut seat);
        seat
    }

    /// The console of the one session there is.
    pub fn console(&self) -> Pid {
        let found = self.consoles();
        assert_eq!(found.len(), 1, "{found:?}");
        Pid::from_raw(i32::try_from(found[0]).unwrap()).unwrap()
    }

    /// The consoles that run under this server.
    fn consoles(&self) -> Vec<u32> {
        let mut found = vec![];
        let mut below = vec![self.child.id()];
        while let Some(pid) = below.pop() {
            if is_console(pid) {
                found.push(pid);
            }
            let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
            let children = children.unwrap_or_default();
            below.extend(
                children
                    .split_whitespace()
                    .filter_map(|pid| pid.parse::<u32>().ok()),
            );
        }
        self.seen.borrow_mut().extend(&found);
        found
    }

    /// Waits until no console runs any more, be it that its session has gone before it.
    pub fn all_end(&self) {
        for _ in 0..400 {
            self.consoles();
            if !self.seen.borrow().iter().any(|pid| is_console(*pid)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("a console goes on without anybody");
    }
}

fn is_console(pid: u32) -> bool {
    let program = fs::read_link(format!("/proc/{pid}/exe"));
    program.is_ok_and(|program| program == Path::new(PROGRAM))
}

/// Types login and password.
pub fn signs_in(seat: &mut Seat) {
    let password = roster::password(&roster::FIRST.parse().unwrap());
    seat.press(&format!("{}\t{password}", roster::FIRST));
    seat.sees(&"*".repeat(password.len()));
    looks(seat);
    seat.press("\r");
    seat.sees("已连接");
    seat.until("the inbox", |screen| screen.contents().contains(" ZB"));
    looks(seat);
}

/// Looks until nothing moves: what is typed ahead of a screen decides nothing on it.
pub fn looks(seat: &mut Seat) {
    while let Ok(bytes) = seat.bytes.recv_timeout(Duration::from_millis(400)) {
        seat.screen.process(&bytes);
    }
}

/// Every file in a folder and those in it.
pub fn files_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.insert(path);
        }
    }
    found
}

fn serve(folder: &Path, block: &str) -> Option<(Child, u16)> {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let config = folder.join("sshd_config");
    let host = folder.join("host");
    let listen = format!(
        "ListenAddress 127.0.0.1:{port}\nHostKey {}\n",
        host.display()
    );
    fs::write(&config, format!("{listen}{LAX}{block}")).unwrap();
    let mut command = Command::new(SSHD);
    command.args(["-D", "-e", "-f"]).arg(&config);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    while lines.read_line(&mut said).unwrap() > 0 {
        if said.contains("Server listening") {
            // What it says later must be read, or it stops.
            std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
            return Some((child, port));
        }
    }
    child.wait().unwrap();
    assert!(said.contains("Address already in use"), "{said}");
    None
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        // It may have ended already.
        let _ = kill_process(pid, Signal::TERM);
        self.child.wait().unwrap();
    }
}
