//! An officer's account opens the console and nothing else.

use std::fs;
use std::os::unix::net::UnixListener;
use std::process::{Command, Output, Stdio};

use super::sshd::Sshd;
use crate::support::office::Office;

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn another_command_is_answered_by_the_console() {
    let office = Office::of(20);
    let Some(sshd) = Sshd::start(&office.url()) else {
        return;
    };
    for command in [
        &["cat", "/etc/passwd"][..],
        &["lianban", "admin", "list"],
        &["sh"],
        &[],
    ] {
        let output = sshd.run("ssh", &[&["127.0.0.1"][..], command].concat());
        let (out, err) = said(&output);
        assert_eq!((out.as_str(), output.status.code()), ("", Some(2)), "{err}");
        assert!(
            err.contains("界面需要在终端里打开") && err.contains("console-no-terminal"),
            "{err}"
        );
    }
    // With a terminal it is the console, not the command.
    let mut seat = sshd.seat(&["cat", "/etc/passwd"]);
    assert!(!seat.screen.screen().contents().contains("root:"));
    // No shell behind it either: nobody is there to come back from.
    seat.press("\u{1A}");
    seat.press("w");
    seat.sees("w");
    assert!(seat.screen.screen().alternate_screen());
}

#[test]
fn no_file_goes_in_or_out() {
    let office = Office::of(20);
    let Some(sshd) = Sshd::start(&office.url()) else {
        return;
    };
    let file = sshd.folder.path().join("host.pub");
    let (file, there) = (file.to_str().unwrap(), "127.0.0.1:brought");
    let back = sshd.folder.path().join("back");
    let fetched = format!("127.0.0.1:{file}");
    for arguments in [
        vec!["-q", file, there],
        vec!["-O", "-q", file, there],
        vec!["-q", &fetched, back.to_str().unwrap()],
        vec!["-O", "-q", &fetched, back.to_str().unwrap()],
    ] {
        let output = sshd.run("scp", &arguments);
        assert!(!output.status.success(), "{arguments:?}");
    }
    assert!(!sshd.run("sftp", &["127.0.0.1"]).status.success());
    assert!(!back.exists());
    assert_eq!(fs::read_dir(sshd.home()).unwrap().count(), 0);
}

#[test]
fn nothing_is_forwarded() {
    let office = Office::of(20);
    let Some(sshd) = Sshd::start(&office.url()) else {
        return;
    };
    let to = office.address().to_string();
    let output = sshd.run("ssh", &["-W", &to, "127.0.0.1"]);
    assert!(!output.status.success() && output.stdout.is_empty());
    let socket = sshd.folder.path().join("socket");
    let (tcp, local) = (
        format!("127.0.0.1:0:{to}"),
        format!("{}:{to}", socket.display()),
    );
    for asked in [&tcp, &local] {
        let arguments = ["-oExitOnForwardFailure=yes", "-N", "-R", asked, "127.0.0.1"];
        let output = sshd.run("ssh", &arguments);
        assert_eq!(output.status.code(), Some(255), "{asked}");
    }
    assert!(!socket.exists());
}

#[test]
fn neither_agent_nor_display_nor_settings_of_the_officers_machine_reach_the_console() {
    let office = Office::of(20);
    let Some(sshd) = Sshd::start(&office.url()) else {
        return;
    };
    let agent = sshd.folder.path().join("agent");
    let _agent = UnixListener::bind(&agent).unwrap();
    // What an officer may leave in the account has no say either.
    let ssh = sshd.home().join(".ssh");
    fs::create_dir(&ssh).unwrap();
    fs::write(
        ssh.join("rc"),
        format!("touch {}/ran", sshd.home().display()),
    )
    .unwrap();
    fs::write(ssh.join("environment"), "LIANBAN_SERVER=http://evil\n").unwrap();
    let mut command = Command::new("ssh");
    command.args(sshd.options(sshd.port));
    command.args([
        "-tt",
        "-Y",
        "-oSendEnv=LIANBAN_* XDG_*",
        &format!("-oForwardAgent={}", agent.display()),
        "-oSetEnv=LIANBAN_VIEWS=/etc/passwd",
        "127.0.0.1",
    ]);
    command
        .env("DISPLAY", "127.0.0.1:99")
        .env("LIANBAN_SERVER", "http://evil")
        .env("TERM", "xterm");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut client = command.spawn().unwrap();
    let mut begun = [0; 1];
    std::io::Read::read_exact(client.stdout.as_mut().unwrap(), &mut begun).unwrap();
    let environment =
        fs::read(format!("/proc/{}/environ", sshd.console().as_raw_nonzero())).unwrap();
    let environment = String::from_utf8_lossy(&environment).replace('\0', "\n");
    client.kill().unwrap();
    client.wait().unwrap();
    assert!(
        environment.contains(&format!("LIANBAN_SERVER={}", office.url())),
        "{environment}"
    );
    for never in ["SSH_AUTH_SOCK", "DISPLAY", "LIANBAN_VIEWS", "evil", "XDG_"] {
        assert!(!environment.contains(never), "{never}: {environment}");
    }
    sshd.all_end();
    assert!(!sshd.home().join("ran").exists());
}
