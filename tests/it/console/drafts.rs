//! What was written or decided outlives the line, the program and the power.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use chrono::{DateTime, TimeDelta, Utc};
use lianban::client::Key;
use lianban::console::draft::{Draft, DraftKey, Keep};
use lianban::console::outbox::{Batch, New, Outbox, Refused, Reply, Stage, TAKE_BACK};

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

fn new<D>(key: Key, item: &str, version: u64, decision: D) -> New<D> {
    New {
        key,
        item: item.into(),
        version,
        decision,
        batch: None,
    }
}

fn outbox() -> (Outbox<&'static str>, Key) {
    let (mut outbox, key) = (Outbox::default(), Key::fresh());
    outbox.add(new(key.clone(), "A", 3, "approve"), at(0), TAKE_BACK);
    (outbox, key)
}

#[test]
fn a_decision_can_be_taken_back_for_five_seconds_and_then_leaves_once() {
    let (mut outbox, key) = outbox();
    assert!(outbox.leave(at(4)).is_empty());
    assert_eq!(outbox.latest_waiting(at(4)).unwrap().1, 1);
    let mut other = outbox.clone();
    assert_eq!(other.take_back()[0].decision, "approve");
    assert!(other.entries().is_empty());
    let left = outbox.leave(at(5));
    assert!(outbox.take_back().is_empty());
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
        outbox.settle(&key, Reply::Unknown("线路断了".into()), at(now));
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
    outbox.add(new(Key::fresh(), "A", 4, "record"), at(0), TAKE_BACK);
    outbox.add(new(Key::fresh(), "B", 1, "accept"), at(0), TAKE_BACK);
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
    outbox.add(new(key.clone(), "A", 3, "approve".into()), at(0), TAKE_BACK);
    outbox.leave(at(5));
    keep.keep_outbox("s", "wangmin", &outbox).unwrap();
    let mut back: Outbox<String> = keep.outbox("s", "wangmin").unwrap().unwrap();
    assert!(matches!(back.entries()[0].stage, Stage::Sending { .. }));
    back.wake(at(100), TAKE_BACK);
    assert_eq!(back.leave(at(100))[0].key, key);
    assert!(
        keep.outbox::<Outbox<String>>("s", "lihua")
            .unwrap()
            .is_none()
    );
}

fn batch(total: usize) -> Outbox<&'static str> {
    let (mut outbox, id) = (Outbox::default(), Key::fresh());
    for number in 0..total {
        let one = new(Key::fresh(), &format!("A{number}"), 1, "approve");
        let batch = Some(Batch {
            id: id.clone(),
            total,
        });
        outbox.add(New { batch, ..one }, at(0), TAKE_BACK);
    }
    outbox
}

#[test]
fn a_batch_leaves_a_few_at_a_time_and_a_decision_of_its_own_does_not_wait_for_it() {
    let mut outbox = batch(180);
    let first = outbox.leave(at(5));
    assert_eq!(first.len(), 4);
    outbox.add(new(Key::fresh(), "B", 1, "refuse"), at(0), TAKE_BACK);
    let left = outbox.leave(at(6));
    assert_eq!((left.len(), left[0].decision), (1, "refuse"));
    // Until one of the four is answered there is nothing to do: no alarm that rings at once, again and again.
    assert_eq!(outbox.alarm(), None);
    outbox.settle(&first[0].key, Reply::Done, at(7));
    assert_eq!(outbox.alarm(), Some(at(5)));
    assert_eq!(outbox.leave(at(7)).len(), 1);
}

#[test]
fn what_stands_behind_a_refusal_rings_no_alarm() {
    let (mut outbox, first) = outbox();
    outbox.add(new(Key::fresh(), "A", 4, "record"), at(0), TAKE_BACK);
    outbox.leave(at(5));
    let refused = Reply::Refused(Refused {
        code: "conflict".into(),
        words: vec![],
        current: None,
    });
    outbox.settle(&first, refused, at(6));
    assert_eq!(outbox.alarm(), None);
    outbox.supersede("A");
    assert_eq!(outbox.leave(at(6))[0].decision, "record");
}

#[test]
fn of_a_batch_all_that_has_not_left_is_taken_back_and_no_longer_counted() {
    let mut outbox = batch(10);
    let left = outbox.leave(at(5));
    assert_eq!(outbox.take_back().len(), 6);
    let progress = outbox.under_way().unwrap();
    assert_eq!((progress.total, progress.done, progress.failed), (4, 0, 0));
    let keys: Vec<Key> = left.into_iter().map(|entry| entry.key).collect();
    for key in &keys[1..] {
        outbox.settle(key, Reply::Done, at(6));
    }
    assert_eq!(outbox.under_way().unwrap().done, 3);
    // What is still not known after a restart is asked with the key that it had.
    outbox.wake(at(60), TAKE_BACK);
    assert_eq!(outbox.leave(at(60))[0].key, keys[0]);
}
