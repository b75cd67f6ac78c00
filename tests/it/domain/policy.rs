//! Who may do what: reach, 回避, holding an item, handing it on, and the doors of the backend.

use std::fmt::Write as _;

use lianban::domain::catalogue::Catalogue;
use lianban::domain::form::{Entry, Form, Source, Value};
use lianban::domain::item::command::{Command, Move};
use lianban::domain::item::{Desk, State};
use lianban::domain::policy::{
    Access, Actor, Officer, Parties, Role, Scope, allowed_moves, may, scope_of,
};
use lianban::domain::refusal::Refusal;

use super::support::{
    self, APPLICANT, Case, Filing, actor, approve, archive_result, clerk, id, li, note, officer,
    send_back, supervisor, to_second_review, void, wang, zhao,
};

fn as_actor(change: impl FnOnce(&mut Officer)) -> Actor {
    let mut officer = officer("wangmin", Role::Handler);
    change(&mut officer);
    Actor::Officer(officer)
}

fn assign(to: &str) -> Command {
    Command::Assign { to: id(to) }
}

fn transfer(department: &str, line: &str, division: &str) -> Command {
    let to = Desk {
        department: id(department),
        line: id(line),
        division: id(division),
    };
    Command::Transfer {
        to,
        reason: "不属本区。".to_owned(),
    }
}

fn divisions(officer: &Officer) -> usize {
    match scope_of(officer, Catalogue::embedded()) {
        Scope::Desks { divisions, .. } => divisions.len(),
        other => panic!("no desks: {other:?}"),
    }
}

#[test]
fn nobody_decides_their_own_case() {
    let own = as_actor(|officer| officer.id_number = Some(id(APPLICANT)));
    for asked in [
        Command::Accept,
        Command::Claim,
        void(),
        transfer("hrss", "archive", "370302"),
    ] {
        assert_eq!(Case::received().refusal(&own, &asked), Refusal::OwnCase);
    }
    let record = Command::RecordFeedback(archive_result());
    assert_eq!(Case::approved().refusal(&own, &record), Refusal::OwnCase);
    assert!(
        Case::received().decide(&own, &note()).is_ok(),
        "a note decides nothing"
    );
}

#[test]
fn nobody_decides_what_they_filed() {
    let case = Case::file(&Filing {
        by: wang(),
        ..Filing::default()
    });
    assert_eq!(case.refusal(&wang(), &Command::Accept), Refusal::OwnCase);
    assert!(case.decide(&li(), &Command::Accept).is_ok());
}

#[test]
fn worker_and_agent_are_both_parties() {
    let entry = |text: &str| Entry {
        value: Value::Text(text.to_owned()),
        source: Source::Applicant,
    };
    let fields = [
        ("person.id_number", APPLICANT),
        ("unit.agent_id_number", "440524188001010014"),
    ];
    let entries = fields
        .into_iter()
        .map(|(field, text)| (id(field), entry(text)))
        .collect();
    let parties = Parties::of(&Form { entries }, Catalogue::embedded());
    assert_eq!(parties.id_numbers.len(), 2);
    assert!(parties.id_numbers.contains(&id(APPLICANT)));
}

/// “items of their department line in their division subtree”
#[test]
fn an_officer_reaches_their_line_in_their_division_and_below() {
    let refused =
        |change: fn(&mut Officer)| Case::received().refusal(&as_actor(change), &Command::Accept);
    assert_eq!(
        refused(|officer| officer.department = Some(id("medical"))),
        Refusal::OutOfReach
    );
    assert_eq!(
        refused(|officer| officer.lines = vec![id("card")]),
        Refusal::OutOfReach
    );
    assert_eq!(
        refused(|officer| officer.division = id("370302")),
        Refusal::OutOfReach
    );
    assert_eq!(
        refused(|officer| officer.department = None),
        Refusal::OutOfReach
    );
    let city = as_actor(|officer| officer.division = id("370300"));
    assert!(Case::received().decide(&city, &Command::Accept).is_ok());
    let archive = as_actor(|officer| officer.lines = vec![id("card"), id("archive")]);
    assert!(Case::received().decide(&archive, &Command::Accept).is_ok());
}

#[test]
fn reach_never_grows_by_what_is_missing() {
    let catalogue = Catalogue::embedded();
    let with = |role, change: fn(&mut Officer)| {
        let mut officer = officer("someone", role);
        change(&mut officer);
        officer
    };
    assert_eq!(divisions(&with(Role::Handler, |_| ())), 1);
    assert_eq!(
        divisions(&with(Role::Handler, |officer| officer.division = id("370300"))),
        12
    );
    assert_eq!(
        divisions(&with(Role::Handler, |officer| officer.division = id("nowhere"))),
        1
    );
    let nobody = scope_of(
        &with(Role::SecondReviewer, |officer| officer.department = None),
        catalogue,
    );
    assert_eq!(nobody, Scope::Nothing);
    let watch = scope_of(&with(Role::Supervisor, |_| ()), catalogue);
    assert!(
        matches!(
            watch,
            Scope::Desks {
                department: None,
                ..
            }
        ),
        "a supervisor may watch every department"
    );
    for role in [Role::Auditor, Role::SecurityAdmin, Role::SystemAdmin] {
        assert_eq!(
            scope_of(&with(role, |_| ()), catalogue),
            Scope::Nothing,
            "三员分立"
        );
    }
    let filed = scope_of(&with(Role::Portal, |_| ()), catalogue);
    assert_eq!(filed, Scope::FiledBy(id("someone")));
}

#[test]
fn an_item_that_another_holds_is_not_decided_over_their_head() {
    let held = Case::received().then(&li(), &Command::Claim);
    let refusal = Refusal::HeldByAnother {
        assignee: id("lina"),
    };
    for asked in [
        Command::Accept,
        Command::Claim,
        Command::ReleaseClaim,
        support::request_correction(),
    ] {
        assert_eq!(held.refusal(&wang(), &asked), refusal);
    }
    assert!(held.decide(&wang(), &note()).is_ok());
    assert!(
        held.decide(&wang(), &void()).is_ok(),
        "the second person is not the holder"
    );
    let given = held.then(&supervisor(), &assign("wangmin"));
    assert!(given.decide(&wang(), &Command::Accept).is_ok());
    assert_eq!(
        given.refusal(&li(), &Command::Accept),
        Refusal::HeldByAnother {
            assignee: id("wangmin")
        }
    );
}

#[test]
fn deciding_what_nobody_holds_makes_it_ones_own() {
    let case = Case::received().then(&wang(), &Command::Accept);
    assert_eq!(case.item.assignee, Some(id("wangmin")));
    assert_eq!(
        case.refusal(&li(), &approve()),
        Refusal::HeldByAnother {
            assignee: id("wangmin")
        }
    );
    assert_eq!(case.refusal(&wang(), &Command::Claim), Refusal::AlreadyHeld);
    let free = case.then(&wang(), &Command::ReleaseClaim);
    assert_eq!(
        free.refusal(&wang(), &Command::ReleaseClaim),
        Refusal::NotHeld
    );
    assert!(free.decide(&li(), &approve()).is_ok());
}

#[test]
fn an_item_is_assigned_only_to_someone_who_could_decide_it() {
    let unfit = |to: &str| Refusal::UnfitAssignee { to: id(to) };
    let mut case = Case::reviewing();
    let own = as_actor(|officer| {
        officer.id = id("self");
        officer.id_number = Some(id(APPLICANT));
    });
    let medical = as_actor(|officer| {
        officer.id = id("medical");
        officer.department = Some(id("medical"));
    });
    case.accounts.extend(
        [own, medical]
            .iter()
            .filter_map(|actor| actor.officer().cloned()),
    );
    for to in ["nobody", "self", "medical", "sunhao", "counter01"] {
        assert_eq!(case.refusal(&supervisor(), &assign(to)), unfit(to));
    }
    assert_eq!(
        case.refusal(&supervisor(), &assign("wangmin")),
        Refusal::AlreadyHeld
    );
    let second = case.then(&wang(), &to_second_review());
    assert_eq!(
        second.refusal(&supervisor(), &assign("lina")),
        unfit("lina"),
        "no second reviewer"
    );
    assert!(second.decide(&supervisor(), &assign("zhaolei")).is_ok());
}

#[test]
fn an_item_goes_only_to_a_desk_that_handles_its_matter() {
    let case = Case::reviewing();
    for (department, line, division) in [
        ("hrss", "archive", "370303"),
        ("hrss", "card", "370302"),
        ("medical", "archive", "370302"),
        ("hrss", "archive", "nowhere"),
    ] {
        assert_eq!(
            case.refusal(&wang(), &transfer(department, line, division)),
            Refusal::WrongDesk
        );
    }
    let due = case.item.due().copied();
    let moved = case.then(&wang(), &transfer("hrss", "archive", "zb-gaoxin"));
    assert_eq!(
        (moved.item.state, moved.item.assignee.clone()),
        (State::Reviewing, None)
    );
    assert_eq!(moved.item.due().copied(), due, "the clocks go on");
    assert_eq!(moved.refusal(&wang(), &approve()), Refusal::OutOfReach);
}

#[test]
fn personal_data_in_clear_takes_a_reason_and_leaves_a_trace() {
    let view = |fields: &[&str], reason: &str| Command::ViewClear {
        fields: fields.iter().map(|field| id(field)).collect(),
        reason: reason.to_owned(),
    };
    let mut case = Case::reviewing();
    assert_eq!(
        case.refusal(&wang(), &view(&["person.phone"], "")),
        Refusal::WordsRequired { what: "reason" }
    );
    assert_eq!(
        case.refusal(&wang(), &view(&[], "联系")),
        Refusal::WordsRequired { what: "fields" }
    );
    let other = case.refusal(&wang(), &view(&["hire.wage"], "联系"));
    assert!(matches!(other, Refusal::UnknownTarget(_)));
    assert_eq!(
        case.act(&wang(), &view(&["person.phone"], "电话核实"))
            .unwrap(),
        ["clear_viewed"]
    );
}

#[test]
fn words_are_kept_up_to_a_length() {
    let note = |length: usize| Command::Note {
        words: "字".repeat(length),
    };
    assert!(Case::received().decide(&wang(), &note(2000)).is_ok());
    let too_long = Refusal::TooLong {
        what: "words",
        limit: 2000,
    };
    assert_eq!(Case::received().refusal(&wang(), &note(2001)), too_long);
}

#[test]
fn the_console_sees_the_reason_that_the_backend_would_give() {
    let case = Case::reviewing();
    for who in [wang(), li(), zhao(), supervisor(), clerk(), Actor::System] {
        for (asked, refusal) in allowed_moves(&who, &case.facts()) {
            assert_eq!(may(&who, asked, &case.facts()).err(), refusal);
            assert_ne!(
                refusal,
                Some(Refusal::NotAllowed {
                    asked,
                    role: who.role()
                }),
                "not a key of this role"
            );
        }
    }
    let keys = allowed_moves(&li(), &case.facts());
    let why = |asked| {
        keys.iter()
            .find(|(key, _)| *key == asked)
            .unwrap()
            .1
            .clone()
    };
    assert_eq!(
        why(Move::Approve),
        Some(Refusal::HeldByAnother {
            assignee: id("wangmin")
        })
    );
    assert_eq!(
        why(Move::Resume),
        Some(Refusal::IllegalMove {
            asked: Move::Resume,
            state: State::Reviewing
        })
    );
    assert_eq!(why(Move::Note), None);
}

#[test]
fn a_second_reviewer_sends_back_and_the_first_goes_on() {
    let case = Case::reviewing()
        .then(&wang(), &to_second_review())
        .then(&zhao(), &send_back());
    assert!(case.decide(&wang(), &approve()).is_ok());
}

#[test]
fn every_door_says_who_may_pass() {
    let mut page = String::new();
    for door in Access::ALL {
        let roles: Vec<_> = door.roles().iter().map(|role| role.code()).collect();
        writeln!(page, "{door:?}: {}", roles.join(" ")).unwrap();
    }
    insta::assert_snapshot!(page, @r"
    File: clerk portal
    Follow: clerk portal handler second_reviewer supervisor
    Inbox: handler second_reviewer supervisor
    Item: handler second_reviewer supervisor clerk portal
    Act: handler second_reviewer supervisor clerk portal
    Materials: handler second_reviewer clerk portal
    Feedback: handler second_reviewer
    Colleagues: handler second_reviewer supervisor
    Backlog: supervisor
    Accounts: security_admin
    Catalogue: system_admin
    Audit: auditor
    ");
    let case = Case::received();
    for role in Role::ALL {
        let moves = allowed_moves(&actor("someone", role), &case.facts());
        assert_eq!(Access::Act.admits(role), !moves.is_empty(), "{role:?}");
    }
}
