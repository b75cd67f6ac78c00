//! Immediate matters, feedback and delivery.

use lianban::domain::catalogue::{Catalogue, ResultFiles};
use lianban::domain::item::command::{Command, FeedbackDraft, Move};
use lianban::domain::item::{DeliveryState, State};
use lianban::domain::material::{FileType, ResultFile};
use lianban::domain::refusal::Refusal;

use super::super::support::{Case, approve, archive_result, dispatch, id, li, result_file, wang};
use super::filed;

/// 附件二 八: 即时办结 — accepted, decided and fed back in one action.
#[test]
fn what_is_done_on_the_spot_takes_one_action() {
    let result = FeedbackDraft {
        fields: vec![
            (id("registration_no"), "J3703".to_owned()),
            (id("registered_on"), "2026-03-02".to_owned()),
        ],
        ..FeedbackDraft::default()
    };
    let at_once = |feedback| Command::Approve {
        opinion: "准予。".to_owned(),
        feedback: Some(feedback),
    };
    let mut case = filed("flexible", "B1", "2026-03-02T10:00:00+08:00");
    let done = case.act(&wang(), &at_once(result)).unwrap();
    assert_eq!(done, ["accepted", "approved", "feedback_recorded"]);
    assert_eq!((case.item.version, case.item.feedback.len()), (4, 1));
    let illegal = Refusal::IllegalMove {
        asked: Move::Approve,
        state: State::Received,
    };
    assert_eq!(
        Case::received().refusal(&wang(), &at_once(archive_result())),
        illegal,
        "five days: not on the spot"
    );
}

/// 七: 各事项分别反馈办理结果.
#[test]
fn feedback_is_recorded_once_and_then_amended_beside_the_old() {
    let case = Case::approved();
    let record = Command::RecordFeedback(archive_result());
    assert_eq!(
        case.refusal(&wang(), &Command::AmendFeedback(archive_result())),
        Refusal::NoFeedback
    );
    let case = case.then(&li(), &record);
    assert_eq!(case.refusal(&wang(), &record), Refusal::FeedbackExists);
    let better = FeedbackDraft {
        words: "调档函编号更正。".to_owned(),
        ..archive_result()
    };
    let case = case.then(&wang(), &Command::AmendFeedback(better));
    let versions: Vec<_> = case
        .item
        .feedback
        .iter()
        .map(|entry| (entry.version, entry.words.as_str()))
        .collect();
    assert_eq!(versions, [(1, ""), (2, "调档函编号更正。")]);
    assert_eq!(case.item.state, State::Closed);
}

/// 反馈 has files: what the applicant is given is listed with the result, in the officer's order, and stays with its
/// version when a later one gives other files.
#[test]
fn a_result_lists_its_files_and_keeps_those_of_every_version() {
    let with = |files: &[ResultFile]| FeedbackDraft {
        files: files.to_vec(),
        ..archive_result()
    };
    let (letter, list) = (result_file("调档函.pdf", 'a'), result_file("清单.pdf", 'b'));
    let given = Command::RecordFeedback(with(&[letter.clone(), list.clone()]));
    let case = Case::approved().then(&li(), &given);
    assert_eq!(case.item.feedback[0].files, [letter.clone(), list.clone()]);
    let better = Command::AmendFeedback(with(std::slice::from_ref(&list)));
    let mut case = case.then(&li(), &better);
    assert_eq!(case.item.feedback[1].files, [list]);
    // A copy of what stood before may be wanted as well; of what never did, there is none.
    let save = |digest: char| Command::SaveResultFile {
        digest: id(&digest.to_string().repeat(64)),
    };
    assert_eq!(
        case.act(&li(), &save('a')).unwrap(),
        ["result_file_saved"],
        "the earlier version is in the file"
    );
    assert_eq!(case.refusal(&li(), &save('c')), Refusal::UnknownFile);
}

#[test]
fn files_of_a_result_are_few_each_once_and_of_the_types_that_the_catalogue_takes() {
    let case = Case::approved();
    let refused = |files: Vec<ResultFile>, catalogue: &Catalogue| {
        let draft = FeedbackDraft {
            files,
            ..archive_result()
        };
        case.decide_under(catalogue, &li(), &Command::RecordFeedback(draft))
            .err()
    };
    let catalogue = Catalogue::embedded();
    let some = |n: u8| (0..n).map(|at| result_file("调档函.pdf", char::from(b'a' + at % 6)));
    let distinct = |n: usize| {
        let digits = "0123456789abcdef".chars();
        digits
            .take(n)
            .map(|digit| result_file("调档函.pdf", digit))
            .collect::<Vec<_>>()
    };
    let most = catalogue.result_files.most;
    assert_eq!(refused(distinct(most), catalogue), None);
    assert_eq!(
        refused(distinct(most + 1), catalogue),
        Some(Refusal::TooManyFiles { most })
    );
    assert_eq!(
        refused(some(7).collect(), catalogue),
        Some(Refusal::FileTwice { place: 7 })
    );
    let mut narrow = catalogue.clone();
    narrow.result_files.types = vec![FileType::Ofd];
    assert_eq!(
        refused(distinct(1), &narrow),
        Some(Refusal::FileType {
            found: FileType::Pdf
        })
    );
    let mut silent = catalogue.clone();
    silent.result_files = ResultFiles::default();
    assert_eq!(
        refused(distinct(1), &silent),
        Some(Refusal::TooManyFiles { most: 0 })
    );
}

/// 附件一 十: 选择办理“社会保障卡”的，通过邮寄方式送达.
#[test]
fn only_the_card_is_mailed_and_a_parcel_goes_step_by_step() {
    let card = filed("hire", "A3", "2026-03-02T10:00:00+08:00")
        .then(&wang(), &Command::Accept)
        .then(&wang(), &approve());
    let state = |case: &Case| case.item.delivery.as_ref().unwrap().state;
    assert_eq!(state(&card), DeliveryState::ToSend);
    assert_eq!(
        card.refusal(&wang(), &Command::Deliver),
        Refusal::DeliveryStep
    );
    let sent = card.then(&wang(), &dispatch());
    let back = sent.clone().then(
        &wang(),
        &Command::ReturnDelivery {
            reason: "查无此人。".to_owned(),
        },
    );
    assert_eq!(state(&back), DeliveryState::CameBack);
    let again = back
        .then(&wang(), &dispatch())
        .then(&wang(), &Command::Deliver);
    assert_eq!(state(&again), DeliveryState::Delivered);
    assert!(again.item.delivery.unwrap().shipment.is_some());
    let online = Case::approved();
    assert_eq!(state(&online), DeliveryState::Online);
    assert_eq!(online.refusal(&wang(), &dispatch()), Refusal::DeliveryStep);
}
