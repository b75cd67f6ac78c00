//! What was written or decided outlives the line, the program and the power.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use chrono::{DateTime, TimeDelta, Utc};
use lianban::client::Key;
use lianban::console::draft::{Draft, DraftKey, Keep};
use lianban::console::outbox::{Outbox, Refused, Reply, Stage};

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn key(officer: &str, action: &str) -> DraftKey {
    DraftKey {
        server: "http://127.0.0.1:1".into(),
        officer: officer.into(),
        item: "ZB261120-00317-4".into(),
        action: action.into(),
    }
}

fn draft(officer: &str, action: &str, body: &str, seconds: i64) -> Draft<String> {
    Draft {
        key: key(officer, action),
        kept_at: at(seconds),
        body: body.into(),
    }
}

#[test]
fn a_draft_comes_back_after_a_restart_to_its_writer_only() {
    let folder = tempfile::tempdir().unwrap();
    let keep = Keep::at(folder.path()).unwrap();
    keep.keep(&draft("wangmin", "refuse", "材料不", 1)).unwrap();
    keep.keep(&draft("wangmin", "refuse", "材料不齐", 2))
        .unwrap();
    keep.keep(&draft("wangmin", "approve", "同意", 3)).unwrap();
    keep.keep(&draft("lihua", "refuse", "别人的", 4)).unwrap();
    let keep = Keep::at(folder.path()).unwrap();
    let found = keep
        .draft::<String>(&key("wangmin", "refuse"))
        .unwrap()
        .unwrap();
    assert_eq!(found.body, "材料不齐");
    let all = keep
        .drafts::<String>("http://127.0.0.1:1", "wangmin")
        .unwrap();
    let bodies: Vec<&str> = all.iter().map(|draft| draft.body.as_str()).collect();
    assert_eq!(bodies, ["同意", "材料不齐"]);
    keep.forget(&key("wangmin", "refuse")).unwrap();
    keep.forget(&key("wangmin", "refuse")).unwrap();
    assert!(
        keep.draft::<String>(&key("wangmin", "refuse"))
            .unwrap()
            .is_none()
    );
}

#[test]
fn nobody_else_on_the_host_can_read_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let keep = Keep::at(&folder.path().join("state")).unwrap();
    keep.keep(&draft("wangmin", "refuse", "张三丰", 1)).unwrap();
    keep.keep_outbox("s", "wangmin", &Outbox::<String>::default())
        .unwrap();
    let mut files = vec![keep.folder().to_owned()];
    while let Some(path) = files.pop() {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        if path.is_dir() {
            assert_eq!(mode, 0o700, "{path:?}");
            files.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|file| file.unwrap().path()),
            );
        } else {
            assert_eq!(mode, 0o600, "{path:?}");
            assert!(!path.to_string_lossy().contains("wangmin"));
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_put_aside_and_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let keep = Keep::at(folder.path()).unwrap();
    keep.keep(&draft("wangmin", "refuse", "写到一半", 1))
        .unwrap();
    let drafts = folder.path().join("drafts");
    let file = fs::read_dir(&drafts)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::write(&file, "{\"key\": half").unwrap();
    assert!(
        keep.draft::<String>(&key("wangmin", "refuse"))
            .unwrap()
            .is_none()
    );
    let aside = fs::read_dir(&drafts)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert_eq!(fs::read_to_string(aside).unwrap(), "{\"key\": half");
    assert!(
        keep.drafts::<String>("http://127.0.0.1:1", "wangmin")
            .unwrap()
            .is_empty()
    );
}

fn outbox() -> (Outbox<&'static str>, Key) {
    let (mut outbox, key) = (Outbox::default(), Key::fresh());
    outbox.add(key.clone(), "A".into(), 3, "approve", at(0));
    (outbox, key)
}

#[test]
fn a_decision_can_be_taken_back_for_five_seconds_and_then_leaves_once() {
    let (mut outbox, key) = outbox();
    assert!(outbox.leave(at(4)).is_empty());
    assert_eq!(outbox.latest_waiting(at(4)).unwrap().1, 1);
    let mut other = outbox.clone();
    assert_eq!(other.take_back(at(4)).unwrap().decision, "approve");
    assert!(other.entries().is_empty());
    assert!(outbox.take_back(at(5)).is_none());
    let left = outbox.leave(at(5));
    assert_eq!((left.len(), &left[0].key), (1, &key));
    assert!(outbox.leave(at(6)).is_empty());
    assert!(outbox.settle(&key, Reply::Done, at(7)).is_some());
    assert!(outbox.entries().is_empty());
}

#[test]
fn an_unknown_outcome_is_asked_again_with_the_same_key_after_growing_pauses() {
    let (mut outbox, key) = outbox();
    let (mut now, mut pauses) = (5, vec![]);
    for _ in 0..8 {
        assert_eq!(outbox.leave(at(now))[0].key, key);
        outbox.settle(&key, Reply::Unknown, at(now));
        let again = outbox.alarm().unwrap();
        pauses.push((again - at(now)).num_seconds());
        now = again.timestamp();
    }
    assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
    outbox.hurry(at(now - 30));
    assert_eq!(outbox.leave(at(now - 30)).len(), 1);
}

#[test]
fn two_decisions_on_one_item_leave_one_after_the_other_and_none_passes_a_refusal() {
    let (mut outbox, first) = outbox();
    outbox.add(Key::fresh(), "A".into(), 4, "record", at(0));
    outbox.add(Key::fresh(), "B".into(), 1, "accept", at(0));
    let left: Vec<&str> = outbox
        .leave(at(9))
        .iter()
        .map(|entry| entry.decision)
        .collect();
    assert_eq!(left, ["approve", "accept"]);
    let refused = Reply::Refused(Refused {
        code: "conflict".into(),
        words: vec!["已由李华办理".into()],
        current: None,
    });
    outbox.settle(&first, refused, at(10));
    assert!(outbox.leave(at(20)).is_empty());
    assert!(outbox.drop_entry(&first).is_some());
    assert_eq!(outbox.leave(at(20))[0].decision, "record");
}

#[test]
fn what_was_being_sent_when_the_program_died_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let keep = Keep::at(folder.path()).unwrap();
    let mut outbox: Outbox<String> = Outbox::default();
    let key = Key::fresh();
    outbox.add(key.clone(), "A".into(), 3, "approve".into(), at(0));
    outbox.leave(at(5));
    keep.keep_outbox("s", "wangmin", &outbox).unwrap();
    let mut back: Outbox<String> = keep.outbox("s", "wangmin").unwrap().unwrap();
    assert!(matches!(back.entries()[0].stage, Stage::Sending { .. }));
    back.wake(at(100));
    assert_eq!(back.leave(at(100))[0].key, key);
    assert!(
        keep.outbox::<Outbox<String>>("s", "lihua")
            .unwrap()
            .is_none()
    );
}
