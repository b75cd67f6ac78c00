//! The one notice of all defects, and its answer.

use lianban::domain::item::command::{Command, Move};
use lianban::domain::item::{DefectTarget, Outcome, State};
use lianban::domain::policy::Actor;
use lianban::domain::refusal::Refusal;

use super::super::support::{
    Case, a_material, clerk, defect, id, request_correction, resubmit, wang,
};
use super::due;

/// 行政许可法 32(4): 当场或者在五日内一次告知申请人需要补正的全部内容.
#[test]
fn a_correction_notice_names_every_defect_at_once() {
    let case = Case::received();
    assert_eq!(
        case.refusal(&wang(), &Command::RequestCorrection(Vec::new())),
        Refusal::NoDefects
    );
    let mut material = defect("person.phone");
    material.target = DefectTarget::Material(id("id_card"));
    let both = Command::RequestCorrection(vec![defect("person.phone"), material]);
    let case = case.then(&wang(), &both);
    assert_eq!(case.item.corrections[0].defects.len(), 2);
    let again = case.refusal(&wang(), &both);
    let illegal = Refusal::IllegalMove {
        asked: Move::RequestCorrection,
        state: State::Correcting,
    };
    assert_eq!(again, illegal, "no second notice while one is out");
}

#[test]
fn a_defect_says_what_is_wrong_and_what_a_good_one_looks_like() {
    let mut bare = defect("person.phone");
    (bare.words, bare.sample) = (String::new(), String::new());
    let case = Case::received().then(&wang(), &Command::RequestCorrection(vec![bare]));
    let told = &case.item.corrections[0].defects[0];
    assert_eq!(
        (told.words.as_str(), told.sample.as_str()),
        ("填写有误。", "按证件或合同如实填写。")
    );
}

/// 国务院令716号 第七条: 不得要求申请人提供与办理无关的材料.
#[test]
fn nothing_may_be_asked_for_that_the_matter_does_not_need() {
    let refusal = Case::received().refusal(
        &wang(),
        &Command::RequestCorrection(vec![defect("hire.wage")]),
    );
    assert_eq!(
        refusal,
        Refusal::UnknownTarget(DefectTarget::Field(id("hire.wage")))
    );
}

/// 行政许可法 32(5): 申请人按照要求提交全部补正申请材料的，应当受理.
#[test]
fn an_answer_before_acceptance_is_looked_at_as_new_within_five_days() {
    let case = Case::received().then(&wang(), &request_correction());
    assert_eq!(case.item.clocks.acceptance, None);
    assert_eq!(
        due(&case),
        "2026-03-23 17:00",
        "fifteen work days to answer"
    );
    let case = case
        .on("2026-03-12T11:00:00+08:00")
        .then(&clerk(), &resubmit());
    assert_eq!(
        (case.item.state, due(&case)),
        (State::Received, "2026-03-19 17:00".to_owned())
    );
    let second = case.then(&wang(), &request_correction());
    assert_eq!(
        second.item.corrections.len(),
        2,
        "a second round is possible, and counted"
    );
    assert!(second.item.corrections[0].answered_at.is_some());
    assert_eq!(second.item.corrections[1].answered_at, None);
}

#[test]
fn an_answer_in_review_moves_the_due_date_by_the_work_days_stopped() {
    let case = Case::reviewing();
    assert_eq!(due(&case), "2026-03-09 17:00");
    let case = case
        .on("2026-03-04T16:00:00+08:00")
        .then(&wang(), &request_correction());
    assert!(case.item.clocks.promise.as_ref().unwrap().is_stopped());
    let case = case
        .on("2026-03-11T09:00:00+08:00")
        .then(&clerk(), &resubmit());
    assert_eq!(case.item.state, State::Reviewing);
    assert_eq!(
        due(&case),
        "2026-03-16 17:00",
        "5 work days stood still: Thu, Fri, Mon, Tue, Wed"
    );
    assert_eq!(case.item.clocks.reply, None);
}

#[test]
fn an_answer_brings_something() {
    let nothing = Command::Resubmit {
        changes: Vec::new(),
        materials: Vec::new(),
    };
    let case = Case::received().then(&wang(), &request_correction());
    assert_eq!(case.refusal(&clerk(), &nothing), Refusal::NothingCorrected);
    let material = Command::Resubmit {
        changes: Vec::new(),
        materials: vec![a_material()],
    };
    assert_eq!(case.then(&clerk(), &material).item.state, State::Received);
}

/// 退件: the correction was not answered in time.
#[test]
fn a_notice_that_is_not_answered_in_fifteen_work_days_ends_the_item() {
    let case = Case::received()
        .then(&wang(), &request_correction())
        .on("2026-03-23T17:00:00+08:00");
    assert_eq!(
        case.refusal(&Actor::System, &Command::Expire),
        Refusal::TooEarly
    );
    let case = case.on("2026-03-24T09:00:00+08:00");
    let answered = case.clone().then(&clerk(), &resubmit());
    assert_eq!(
        answered.item.state,
        State::Received,
        "late, but before 退件: the applicant has answered"
    );
    let case = case.then(&Actor::System, &Command::Expire);
    let closing = case.item.closing.unwrap();
    let grounds = closing.grounds.unwrap();
    assert_eq!((closing.outcome, closing.by), (Outcome::Returned, None));
    assert_eq!(grounds.reason, "补正告知后逾期未补正。");
    assert!(!grounds.basis.is_empty() && grounds.remedy.contains("行政复议"));
}
