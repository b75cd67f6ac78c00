//! From acceptance to the end: grounds, special procedures, second review, voiding, withdrawal.

use lianban::domain::catalogue::Catalogue;
use lianban::domain::item::command::{Command, Move};
use lianban::domain::item::event::Event;
use lianban::domain::item::{Outcome, State};
use lianban::domain::policy::Role;
use lianban::domain::refusal::Refusal;

use super::super::support::{
    Case, Filing, actor, approve, clerk, defect, grounds, id, li, refuse, request_correction,
    resume, send_back, suspend, to_second_review, void, wang, zhao,
};
use super::due;

/// 行政许可法 38: 说明理由，并告知申请人享有依法申请行政复议或者提起行政诉讼的权利.
#[test]
fn a_refusal_gives_reason_basis_and_remedy() {
    let blank = |reason: &str| {
        let mut grounds = grounds("refuse.identity");
        (grounds.reason, grounds.basis, grounds.remedy) =
            (reason.to_owned(), String::new(), String::new());
        Command::Refuse {
            opinion: String::new(),
            grounds,
        }
    };
    let case = Case::reviewing();
    assert_eq!(
        case.refusal(&wang(), &blank("")),
        Refusal::WordsRequired { what: "reason" }
    );
    let case = case.then(&wang(), &blank("身份信息经核实不属实。"));
    let given = case.item.closing.unwrap().grounds.unwrap();
    assert_eq!(
        given.basis, "社会保险经办条例第三十八条",
        "what the catalogue knows need not be typed"
    );
    assert!(given.remedy.contains("六十日内") && given.remedy.contains("行政诉讼"));
}

#[test]
fn what_neither_officer_nor_catalogue_says_is_missing() {
    let mut catalogue = Catalogue::embedded().clone();
    for phrase in &mut catalogue.phrases {
        (phrase.basis, phrase.sample) = (None, None);
    }
    for line in &mut catalogue.lines {
        line.remedy.zh.clear();
    }
    let refused = |case: &Case, command: &Command| {
        case.decide_under(&catalogue, &wang(), command).unwrap_err()
    };
    for what in ["basis", "remedy"] {
        let mut grounds = grounds("refuse.identity");
        match what {
            "basis" => grounds.basis.clear(),
            _ => grounds.remedy.clear(),
        }
        let command = Command::Refuse {
            opinion: String::new(),
            grounds,
        };
        let missing = refused(&Case::reviewing(), &command);
        assert_eq!(missing, Refusal::WordsRequired { what });
    }
    let mut bare = defect("person.phone");
    bare.sample.clear();
    let missing = refused(&Case::received(), &Command::RequestCorrection(vec![bare]));
    assert_eq!(missing, Refusal::WordsRequired { what: "sample" });
}

#[test]
fn a_reason_that_the_catalogue_does_not_have_is_refused() {
    let other_kind = Command::Refuse {
        opinion: String::new(),
        grounds: grounds("not_accept.duplicate"),
    };
    let refusal = Case::reviewing().refusal(&wang(), &other_kind);
    assert_eq!(refusal, Refusal::UnknownPhrase(id("not_accept.duplicate")));
    let other_matter = Command::Refuse {
        opinion: String::new(),
        grounds: grounds("refuse.fund_account_exists"),
    };
    let refusal = Case::reviewing().refusal(&wang(), &other_matter);
    assert_eq!(
        refusal,
        Refusal::UnknownPhrase(id("refuse.fund_account_exists"))
    );
}

/// 行政许可法 45: 所需时间不计算在规定的期限内。行政机关应当将所需时间书面告知申请人.
#[test]
fn a_special_procedure_stops_the_clocks_and_says_how_long() {
    let days = |expected_work_days| Command::Suspend {
        kind: id("special.verification"),
        reason: "核实。".to_owned(),
        expected_work_days,
    };
    let case = Case::reviewing();
    for absurd in [0, 251] {
        assert_eq!(
            case.refusal(&wang(), &days(absurd)),
            Refusal::ExpectedWorkDays
        );
    }
    let case = case.on("2026-03-03T10:00:00+08:00").then(&wang(), &days(3));
    assert_eq!((case.item.state, case.item.due()), (State::Suspended, None));
    let case = case
        .on("2026-03-06T10:00:00+08:00")
        .then(&wang(), &resume());
    assert_eq!(due(&case), "2026-03-12 17:00", "three work days later");
    let procedure = &case.item.special_procedures[0];
    assert_eq!(
        (procedure.expected_work_days, procedure.result.as_deref()),
        (3, Some("核实无误。"))
    );
}

/// 社会保险经办条例 37: 分级审核. The second reviewer is another person.
#[test]
fn nobody_reviews_a_second_time_what_they_reviewed_first() {
    let qian = actor("qianyi", Role::SecondReviewer);
    let case = Case::received()
        .then(&zhao(), &Command::Accept)
        .then(&zhao(), &to_second_review());
    assert_eq!(case.item.assignee, None);
    for asked in [approve(), refuse(), send_back(), Command::Claim] {
        assert_eq!(case.refusal(&zhao(), &asked), Refusal::SamePerson);
    }
    let not_allowed = Refusal::NotAllowed {
        asked: Move::Approve,
        role: Some(Role::Handler),
    };
    assert_eq!(case.refusal(&wang(), &approve()), not_allowed);
    let back = case.clone().then(&qian, &send_back());
    assert_eq!(
        back.item.assignee, case.item.first_reviewer,
        "back on the first reviewer's desk"
    );
    assert_eq!(
        case.then(&qian, &approve()).item.outcome(),
        Some(Outcome::Approved)
    );
}

/// 作废: entered by mistake; a second person and a reason.
#[test]
fn voiding_takes_two_persons() {
    let case = Case::reviewing().then(&wang(), &void());
    assert_eq!(case.item.state, State::Reviewing);
    assert_eq!(case.refusal(&wang(), &void()), Refusal::SamePerson);
    let case = case.then(&li(), &void());
    assert_eq!(case.item.outcome(), Some(Outcome::Voided));
    let Event::Voided { proposed_by, .. } = &case.history.last().unwrap().event else {
        panic!("not voided")
    };
    assert_eq!(proposed_by.as_str(), "wangmin");
}

/// 撤回: by the applicant, as long as the item is open.
#[test]
fn the_applicant_may_withdraw_from_every_open_state() {
    let reviewing = Case::reviewing();
    let withdraw = Command::Withdraw {
        reason: String::new(),
    };
    for case in [
        Case::received(),
        reviewing.clone(),
        reviewing.clone().then(&wang(), &request_correction()),
        reviewing.clone().then(&wang(), &to_second_review()),
        reviewing.clone().then(&wang(), &suspend()),
        Case::file(&Filing {
            state: State::Waiting,
            ..Filing::default()
        }),
    ] {
        assert_eq!(
            case.refusal(&actor("counter02", Role::Clerk), &withdraw),
            Refusal::OutOfReach
        );
        let case = case.then(&clerk(), &withdraw);
        let closing = case.item.closing.unwrap();
        assert_eq!((closing.outcome, closing.by), (Outcome::Withdrawn, None));
    }
}
