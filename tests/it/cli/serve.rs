//! `lianban serve` on a folder of its own: the first run, the second, and folders that cannot be had.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::run;

/// A server that ends with the test.
struct Server {
    child: Child,
    /// What it printed until it served.
    said: Vec<String>,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lianban"))
            .args(["serve", "--listen", "127.0.0.1:0", "--json", "--data"])
            .arg(data)
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = Vec::new();
        for line in BufReader::new(child.stdout.as_mut().unwrap()).lines() {
            said.push(line.unwrap());
            if said.last().unwrap().contains("\"url\"") {
                break;
            }
        }
        Self { child, said }
    }

    /// Ends it; answers its log.
    fn end(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let mut log = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut log).unwrap();
        log
    }
}

#[test]
fn the_first_run_prints_a_one_time_password_once_and_logs_it_never() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let [first, _] = &server.said[..] else {
        panic!("{:?}", server.said)
    };
    let first: serde_json::Value = serde_json::from_str(first).unwrap();
    assert_eq!(first["login"], "sysadmin");
    let password = first["password"].as_str().unwrap().to_owned();
    assert_eq!(password.len(), 19, "four groups of four");
    let log = server.end();
    assert!(!log.contains(&password), "{log}");
    let again = Server::start(data.path());
    assert_eq!(again.said.len(), 1, "no second account: {:?}", again.said);
    assert!(!again.end().contains(&password));
}

#[test]
fn a_folder_that_cannot_be_had_is_named_with_the_remedy_and_a_code() {
    let data = tempfile::tempdir().unwrap();
    let used = data.path().join("used");
    let garbage = data.path().join("garbage");
    std::fs::create_dir(&garbage).unwrap();
    std::fs::write(garbage.join("lianban.db"), vec![7; 9000]).unwrap();
    let file = data.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let server = Server::start(&used);
    for (folder, code, remedy) in [
        (&used, "data-in-use", "换一个目录"),
        (&garbage, "data-unopened", "从备份恢复"),
        (&file, "data-unopened", "核对路径"),
    ] {
        let folder = folder.to_str().unwrap();
        let (exit, out, err) = run(&["serve", "--listen", "127.0.0.1:0", "--data", folder]);
        assert_eq!((exit, out.as_str()), (1, ""), "{err}");
        for part in [folder, code, remedy] {
            assert!(err.contains(part), "{part}: {err}");
        }
    }
    server.end();
}

#[test]
fn a_server_that_cannot_listen_has_made_no_folder_and_no_account() {
    let data = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = data.path().join("new");
    let arguments = ["serve", "--listen", &address, "--data"];
    let (exit, out, err) = run(&[&arguments[..], &[folder.to_str().unwrap()]].concat());
    assert_eq!((exit, out.as_str()), (1, ""));
    assert!(
        err.contains(&address) && err.contains("cannot-listen"),
        "{err}"
    );
    assert!(!folder.exists());
}

#[test]
fn a_server_that_is_away_is_named_by_its_address() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    let secret = secret.path().to_str().unwrap();
    for (server, code) in [
        ("http://127.0.0.1:9", "offline"),
        ("127.0.0.1:9", "server-address"),
    ] {
        let arguments = ["result", "ZB261124-00001-0", "--login", "wangmin"];
        let (exit, _, err) = run(&[
            &arguments[..],
            &["--server", server, "--password-file", secret],
        ]
        .concat());
        assert_eq!(exit, 1);
        assert!(err.contains(server) && err.contains(code), "{err}");
    }
}
