//! The example applications: filed by hand, as the README says it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use lianban::api::applications::Receipt;
use lianban::demo::day::roster;
use lianban::demo::stage::PrivateStage;

use super::{folder, written};

/// Each example, its materials in the folder of its name, and how many items it makes.
const EXAMPLES: [(&str, usize); 5] = [
    ("hire-all-six", 6),
    ("hire-three", 3),
    ("flexible-self-employed", 4),
    ("flexible-freelance", 5),
    ("flexible-archive-out", 1),
];

fn materials(example: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder().join("applications").join(example)) else {
        return Vec::new();
    };
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_files_every_example_by_hand() {
    // The day of the demo: what was due in thirty days is late then, and is taken all the same.
    let case =
        written("title = ''\nshows = ''\nbasis = ''\nclock = '2026-11-24 09:30'\nsteps = []\n");
    let stage = PrivateStage::open(case.clock.0, &[]).await.unwrap();
    let secrets = tempfile::tempdir().unwrap();
    let password = secrets.path().join("password");
    fs::write(&password, roster::password(&roster::CLERK.parse().unwrap())).unwrap();
    for (example, items) in EXAMPLES {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lianban"));
        command
            .args(["file", "--json"])
            .arg(folder().join(format!("applications/{example}.json")));
        for path in materials(example) {
            let kind = path.file_stem().unwrap().to_string_lossy().into_owned();
            command
                .arg("--attach")
                .arg(format!("{kind}={}", path.display()));
        }
        let (url, password) = (stage.url(), password.clone());
        let output = tokio::task::spawn_blocking(move || {
            command
                .env_clear()
                .env("LIANBAN_SERVER", url)
                .env("LIANBAN_LOGIN", roster::CLERK)
                .env("LIANBAN_PASSWORD_FILE", &password)
                .output()
                .unwrap()
        });
        let output = output.await.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), said.as_str()),
            (Some(0), ""),
            "{example}"
        );
        let receipt: Receipt = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(receipt.items.len(), items, "{example}");
        assert!(
            receipt
                .items
                .iter()
                .all(|item| item.state == "received" || item.state == "waiting"),
            "{receipt:?}"
        );
    }
    stage.close().await;
}

#[test]
fn the_files_of_the_examples_are_small() {
    for path in EXAMPLES.iter().flat_map(|(example, _)| materials(example)) {
        let size = fs::metadata(&path).unwrap().len();
        assert!(
            (1..60_000).contains(&size),
            "{} has {size} bytes",
            path.display()
        );
    }
}
