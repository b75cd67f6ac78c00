//! 结果文件: added by path to a result, said at the field what is wrong with one, named in what the applicant will read.

use std::collections::BTreeMap;

use chrono::Duration;
use insta::assert_snapshot;
use lianban::api::items::{DecisionRequest, FeedbackInput, FeedbackView, MoveView, ResultFileView};
use lianban::console::action::Action;
use lianban::console::effect::files::{Completion, NotRead};
use lianban::console::effect::{Answer, NotUploaded};
use ratatui::layout::Size;

use super::desk::{Desk, MIDDLE, NARROW, problem};
use super::office;

/// The files of the officer's machine.
#[derive(Default)]
pub struct Disk {
    /// By path, as the server answers to them; there are no others.
    pub files: BTreeMap<String, Result<ResultFileView, NotUploaded>>,
    /// The paths that were uploaded.
    pub uploaded: Vec<String>,
    /// How every path goes on.
    pub completion: Option<Completion>,
}

impl Disk {
    pub fn upload(&mut self, path: String) -> Answer {
        self.uploaded.push(path.clone());
        let known = self.files.get(&path).cloned();
        let file = known.unwrap_or(Err(NotUploaded::Read(NotRead::Missing)));
        Answer::Uploaded { path, file }
    }

    pub fn complete(&self, path: String) -> Answer {
        let completion = self.completion.clone();
        Answer::Completed { path, completion }
    }
}

const LETTER: &str = "/srv/凭证.pdf";
const PHOTO: &str = "~/照片.png";

/// 王敏 approves 就业登记 with its result, in the field of files.
fn at_files(size: Size) -> Desk {
    let mut desk = Desk::new(size);
    for (path, name, digest) in [(LETTER, "凭证.pdf", 'a'), (PHOTO, "照片.png", 'b')] {
        let file = office::result_file(name, digest);
        desk.disk.files.insert(path.to_owned(), Ok(file));
    }
    desk.press_all(&[
        Action::Down,
        Action::Approve,
        Action::NextField,
        Action::NextField,
    ]);
    desk.write("3703032026000123");
    desk.press(Action::NextField).write("2026-11-24");
    desk.press(Action::NextField);
    desk
}

fn files_sent(desk: &Desk) -> Vec<String> {
    match &desk.sent[0].decision {
        DecisionRequest::Approve {
            feedback: Some(FeedbackInput { files, .. }),
            ..
        }
        | DecisionRequest::AmendFeedback(FeedbackInput { files, .. }) => files.clone(),
        other => panic!("{other:?}"),
    }
}

fn leave(desk: &mut Desk) {
    desk.wait(Duration::seconds(6));
}

#[test]
fn the_field_of_files_looks_right_on_80_by_24() {
    let mut desk = at_files(NARROW);
    desk.write(&format!("{LETTER}\n/srv/没有.pdf\n"));
    assert_snapshot!(desk.screen());
}

#[test]
fn the_field_of_files_looks_right_on_120_by_36() {
    let mut desk = at_files(MIDDLE);
    desk.write(&format!("{LETTER}\n{PHOTO}\n"));
    assert_snapshot!(desk.screen());
}

#[test]
fn a_path_is_uploaded_when_its_line_is_left_and_the_result_names_what_the_server_has() {
    let mut desk = at_files(MIDDLE);
    desk.write(LETTER);
    assert!(desk.disk.uploaded.is_empty(), "it is still being written");
    desk.write(&format!("\n{PHOTO}"));
    assert_eq!(desk.disk.uploaded, [LETTER]);
    desk.press(Action::PreviousField);
    assert_eq!(desk.disk.uploaded, [LETTER, PHOTO]);
    assert!(desk.reads("结果文件：凭证.pdf"), "{}", desk.screen());
    desk.press(Action::Submit);
    leave(&mut desk);
    assert_eq!(files_sent(&desk), ["a".repeat(64), "b".repeat(64)]);
    assert_eq!(desk.disk.uploaded.len(), 2, "each once");
}

#[test]
fn what_is_not_uploaded_yet_is_uploaded_before_the_decision_goes() {
    let mut desk = at_files(NARROW);
    desk.write(LETTER).press(Action::Submit);
    leave(&mut desk);
    assert_eq!(files_sent(&desk), ["a".repeat(64)]);
}

#[test]
fn what_is_wrong_with_a_file_is_said_at_its_field_and_nothing_is_sent() {
    let too_large = problem(413, "file-too-large", "单个文件最大 20 MiB。");
    for (why, says) in [
        (NotUploaded::Read(NotRead::Missing), "没有这个文件"),
        (NotUploaded::Read(NotRead::NoFile), "这不是文件"),
        (
            NotUploaded::Read(NotRead::Forbidden),
            "没有读取这个文件的权限",
        ),
        (NotUploaded::Read(NotRead::TooLarge), "文件超过 20 MiB"),
        (NotUploaded::Read(NotRead::Empty), "文件是空的"),
        (
            NotUploaded::Read(NotRead::Type),
            "只收 PDF、OFD、JPEG 和 PNG",
        ),
        (NotUploaded::Server(too_large), "单个文件最大 20 MiB"),
    ] {
        let mut desk = at_files(MIDDLE);
        desk.disk.files.insert(LETTER.to_owned(), Err(why));
        desk.write(LETTER).press(Action::Submit);
        leave(&mut desk);
        assert!(desk.sent.is_empty());
        assert!(desk.sees(says), "{says}: {}", desk.screen());
        assert!(desk.sees("没有提交"), "{}", desk.screen());
        // Put right in its place, it is tried again when the officer sends again.
        let file = office::result_file("凭证.pdf", 'a');
        desk.disk.files.insert(LETTER.to_owned(), Ok(file));
        desk.press(Action::Submit);
        leave(&mut desk);
        assert_eq!(files_sent(&desk), ["a".repeat(64)]);
    }
}

#[test]
fn one_file_twice_and_too_many_are_said_before_anything_is_sent() {
    let mut desk = at_files(NARROW);
    let same = office::result_file("又一份.pdf", 'a');
    desk.disk
        .files
        .insert("/srv/又一份.pdf".to_owned(), Ok(same));
    desk.write(&format!("{LETTER}\n/srv/又一份.pdf"))
        .press(Action::Submit);
    leave(&mut desk);
    assert!(desk.sent.is_empty());
    assert!(
        desk.sees("第 2 个结果文件与前面的是同一个文件"),
        "{}",
        desk.screen()
    );
    let mut desk = at_files(NARROW);
    for digit in "0123456789a".chars() {
        let path = format!("/srv/{digit}.pdf");
        let file = office::result_file("一份.pdf", digit);
        desk.disk.files.insert(path.clone(), Ok(file));
        desk.write(&format!("{path}\n"));
    }
    desk.press(Action::Submit);
    leave(&mut desk);
    assert!(desk.sent.is_empty());
    assert!(desk.sees("最多附 10 个结果文件"), "{}", desk.screen());
}

#[test]
fn tab_carries_a_path_on_and_goes_to_the_next_field_where_it_cannot() {
    let ways = |grown: &str, names: &[&str]| {
        Some(Completion {
            grown: grown.to_owned(),
            names: names.iter().map(ToString::to_string).collect(),
        })
    };
    let mut desk = at_files(NARROW);
    desk.disk.completion = ways("/srv/凭证", &["凭证.pdf", "凭证2.pdf"]);
    desk.write("/srv/凭").press(Action::NextField);
    assert!(desk.sees("/srv/凭证"), "{}", desk.screen());
    desk.press(Action::NextField);
    assert!(
        desk.sees("可以是：凭证.pdf  凭证2.pdf"),
        "{}",
        desk.screen()
    );
    desk.write(".p");
    desk.disk.completion = ways(LETTER, &["凭证.pdf"]);
    desk.press(Action::NextField);
    assert!(desk.disk.uploaded.is_empty());
    desk.press(Action::NextField);
    assert_eq!(
        desk.disk.uploaded,
        [LETTER],
        "the path is whole: on to the next field"
    );
    let mut desk = at_files(NARROW);
    desk.disk.completion = ways("/nowhere", &[]);
    desk.write("/nowhere").press(Action::NextField);
    assert!(desk.sees("没有以此开头的文件"), "{}", desk.screen());
    desk.press(Action::NextField);
    assert_eq!(desk.disk.uploaded, ["/nowhere"], "left all the same");
}

#[test]
fn an_amended_result_keeps_its_files_unless_they_are_taken_out() {
    let mut desk = Desk::new(MIDDLE);
    let mut detail = office::detail(&office::row(&office::SKETCHES[0]));
    detail.feedback = Some(FeedbackView {
        version: 1,
        document_no: None,
        fields: vec![
            ("registration_no".to_owned(), "3703032026000123".to_owned()),
            ("registered_on".to_owned(), "2026-11-24".to_owned()),
        ],
        words: String::new(),
        files: vec![
            office::result_file("凭证.pdf", 'a'),
            office::result_file("凭证.pdf", 'b'),
        ],
    });
    detail
        .moves
        .retain(|known| known.action != "amend_feedback");
    detail.moves.push(MoveView {
        action: "amend_feedback".to_owned(),
        why_not: None,
    });
    desk.told.insert(detail.row.no.clone(), detail);
    desk.press_all(&[
        Action::Down,
        Action::Open,
        Action::Refresh,
        Action::AmendFeedback,
        Action::Submit,
    ]);
    leave(&mut desk);
    assert!(desk.disk.uploaded.is_empty(), "the server has them");
    assert_eq!(files_sent(&desk), ["a".repeat(64), "b".repeat(64)]);
}

/// An upload does not outlive the server's patience or its restart; the path does, in the draft.
#[test]
fn a_draft_brings_the_paths_back_and_they_are_uploaded_anew() {
    let mut desk = at_files(NARROW);
    desk.write(&format!("{LETTER}\n"));
    desk.press_all(&[Action::Cancel, Action::Approve]);
    assert!(desk.sees(LETTER), "{}", desk.screen());
    desk.wait(Duration::seconds(1));
    desk.press(Action::Submit);
    leave(&mut desk);
    assert_eq!(desk.disk.uploaded, [LETTER, LETTER]);
    assert_eq!(files_sent(&desk), ["a".repeat(64)]);
}
