//! Receipt, acceptance, silence, and the clocks that start there.

use lianban::domain::id::ItemNo;
use lianban::domain::item::command::{Command, Move};
use lianban::domain::item::{Clocks, Grounds, Outcome, State};
use lianban::domain::policy::{Actor, ActorRef};
use lianban::domain::refusal::Refusal;

use super::super::support::{
    CALENDAR_WITH_2027, Case, Filing, grounds, id, local, request_correction, wang,
};
use super::{due, filed};

/// 行政许可法 32(1): 依法不需要取得行政许可的，应当即时告知申请人不受理.
#[test]
fn who_needs_nothing_is_told_at_once() {
    let told = Command::NotNeeded {
        reason: "已持有有效的山东省社会保障卡。".to_owned(),
    };
    let case = filed("hire", "A3", "2026-03-02T10:00:00+08:00").then(&wang(), &told);
    assert_eq!(case.item.outcome(), Some(Outcome::NotNeeded));
    assert_eq!(
        case.item.closing.unwrap().grounds,
        None,
        "no rejection, so no remedy is owed"
    );
}

/// 行政许可法 32(2): 不属于本行政机关职权范围的，应当即时作出不予受理的决定，并告知申请人向有关行政机关申请.
#[test]
fn not_accepting_says_why_on_what_basis_and_where_to_turn() {
    let case = Case::received();
    let without_reason = Command::NotAccept(Grounds {
        reason: "  ".to_owned(),
        ..grounds("not_accept.not_competent")
    });
    assert_eq!(
        case.refusal(&wang(), &without_reason),
        Refusal::WordsRequired { what: "reason" }
    );
    let case = case.then(
        &wang(),
        &Command::NotAccept(grounds("not_accept.not_competent")),
    );
    assert_eq!(case.item.outcome(), Some(Outcome::NotAccepted));
    assert_eq!(
        case.item.closing.unwrap().grounds,
        Some(grounds("not_accept.not_competent"))
    );
}

/// 行政许可法 32(4): 逾期不告知的，自收到申请材料之日起即为受理.
#[test]
fn silence_counts_as_acceptance_from_the_day_of_receipt() {
    let case = Case::received();
    assert_eq!(
        due(&case),
        "2026-03-09 17:00",
        "five work days after Monday the 2nd"
    );
    let case = case.on("2026-03-09T17:00:00+08:00");
    assert_eq!(
        case.refusal(&Actor::System, &Command::DeemAccepted),
        Refusal::TooEarly
    );
    let case = case
        .on("2026-03-09T17:00:00.001+08:00")
        .then(&Actor::System, &Command::DeemAccepted);
    assert_eq!(case.item.state, State::Reviewing);
    assert!(case.item.deemed_accepted);
    let promise = case.item.clocks.promise.as_ref().unwrap();
    assert_eq!(promise.start, case.item.filed_at, "受理 as of receipt");
    assert_eq!(due(&case), "2026-03-09 17:00");
}

#[test]
fn silence_has_its_effect_before_anyone_has_noticed_it() {
    let late = || Case::received().on("2026-03-10T09:00:00+08:00");
    let not_accept = Command::NotAccept(grounds("not_accept.outside_scope"));
    let illegal = Refusal::IllegalMove {
        asked: Move::NotAccept,
        state: State::Reviewing,
    };
    assert_eq!(late().refusal(&wang(), &not_accept), illegal);
    assert_eq!(
        late().act(&wang(), &Command::Accept).unwrap(),
        ["deemed_accepted", "claimed"]
    );
    let mut asked = late();
    assert_eq!(
        asked.act(&wang(), &request_correction()).unwrap(),
        ["deemed_accepted", "correction_requested"]
    );
    assert_eq!(asked.item.corrections[0].from, State::Reviewing);
    assert_eq!(asked.history[1].actor, ActorRef::System);
}

/// 附件二 八: 办理流动人员档案服务，需5个工作日. 附件一 八: 其他事项，即时办结.
#[test]
fn the_promise_belongs_to_the_matter_in_its_scene() {
    let accepted = |scene, matter| {
        filed(scene, matter, "2026-02-13T10:00:00+08:00").then(&wang(), &Command::Accept)
    };
    assert_eq!(
        due(&accepted("flexible", "B3")),
        "2026-02-27 17:00",
        "past 春节 and its make-up days"
    );
    assert_eq!(
        due(&accepted("hire", "A4")),
        "2026-02-13 17:00",
        "the same 档案接收, 即时办结 here"
    );
    assert_eq!(due(&accepted("hire", "A3")), "2026-02-27 17:00");
}

/// 社会保险经办条例 6: 自收到申请之日起10个工作日内办理完毕.
#[test]
fn the_statutory_clock_runs_beside_the_promise() {
    let case = filed("hire", "A2", "2026-03-02T10:00:00+08:00").then(&wang(), &Command::Accept);
    assert_eq!(
        local(case.item.clocks.statutory.unwrap().due.at),
        "2026-03-16 17:00"
    );
}

/// 附件二 五.5: 灵活就业人员已办理养老保险参保登记或者医疗保险参保登记.
#[test]
fn no_clock_runs_while_an_item_waits_for_its_prerequisite() {
    let waiting = Case::file(&Filing {
        matter: "B7",
        state: State::Waiting,
        ..Filing::default()
    });
    assert_eq!(waiting.item.clocks, Clocks::default());
    let waiting = waiting.on("2026-04-01T10:00:00+08:00");
    let released = waiting.clone().then(&Actor::System, &Command::Release);
    assert_eq!(
        (released.item.state, due(&released)),
        (State::Received, "2026-04-09 17:00".to_owned())
    );
    let prerequisite = ItemNo::new(&waiting.item.application, &id("B5"));
    let failed = waiting.then(&Actor::System, &Command::FailPrerequisite { prerequisite });
    assert_eq!(failed.item.outcome(), Some(Outcome::PrerequisiteFailed));
}

/// A due date in a year whose calendar has not been announced is provisional, and computed anew once it is.
#[test]
fn a_provisional_due_date_is_computed_anew_when_the_year_is_announced() {
    let mut case =
        filed("flexible", "B3", "2026-12-29T10:00:00+08:00").then(&wang(), &Command::Accept);
    assert!(case.item.due().unwrap().provisional);
    assert_eq!(due(&case), "2027-01-05 17:00", "on the plain week");
    assert_eq!(
        case.refusal(&Actor::System, &Command::RecomputeDue),
        Refusal::NothingProvisional
    );
    case.calendar = &CALENDAR_WITH_2027;
    let case = case.then(&Actor::System, &Command::RecomputeDue);
    assert_eq!(due(&case), "2027-01-08 17:00", "past a 元旦 of five days");
    assert!(!case.item.due().unwrap().provisional);
    assert_eq!(
        case.refusal(&Actor::System, &Command::RecomputeDue),
        Refusal::NothingProvisional
    );
}

#[test]
fn nobody_loses_the_acceptance_limit_to_a_calendar_that_came_late() {
    let mut case =
        filed("flexible", "B3", "2026-12-29T10:00:00+08:00").on("2027-01-06T10:00:00+08:00");
    assert!(case.decide(&Actor::System, &Command::DeemAccepted).is_ok());
    case.calendar = &CALENDAR_WITH_2027;
    assert_eq!(
        case.refusal(&Actor::System, &Command::DeemAccepted),
        Refusal::TooEarly
    );
}
