//! 转交 and AB 岗: who hands an item on, who acts for a colleague who is away, and what the trail says of it.

use chrono::Duration;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::item::command::Command;
use lianban::domain::policy::{Absent, Actor, ActorRef, Officer, Role, StandIn, may_name_stand_in};
use lianban::domain::refusal::Refusal;

use super::support::{
    APPLICANT, Case, approve, id, li, officer, send_back, supervisor, to_second_review, wang, zhao,
};

fn assign(to: &str) -> Command {
    Command::Assign { to: id(to) }
}

fn away(login: &str) -> Absent {
    Absent {
        id: id(login),
        name: "王敏".to_owned(),
    }
}

#[test]
fn an_officer_hands_over_what_they_hold_and_nothing_else() {
    let case = Case::reviewing();
    assert_eq!(
        case.refusal(&li(), &assign("lina")),
        Refusal::HeldByAnother {
            assignee: id("wangmin")
        }
    );
    let handed = case.then(&wang(), &assign("lina"));
    assert_eq!(handed.item.assignee, Some(id("lina")));
    let free = handed.then(&li(), &Command::ReleaseClaim);
    assert_eq!(free.refusal(&wang(), &assign("lina")), Refusal::NotHeld);
    assert!(free.decide(&supervisor(), &assign("lina")).is_ok());
}

#[test]
fn who_stands_in_decides_what_the_other_holds_and_the_trail_says_for_whom() {
    let mut case = Case::reviewing();
    let held = Refusal::HeldByAnother {
        assignee: id("wangmin"),
    };
    assert_eq!(case.refusal(&li(), &approve()), held);
    case.absent = Some(away("wangmin"));
    for command in [Command::Claim, assign("zhaolei"), approve()] {
        let events = case.decide(&li(), &command).unwrap();
        for event in events {
            let ActorRef::Officer {
                id: by,
                stands_in_for,
                ..
            } = event.actor
            else {
                panic!("an officer acted");
            };
            assert_eq!(
                (by, stands_in_for),
                (id("lina"), Some(away("wangmin"))),
                "{command:?}"
            );
        }
    }
    // What the one who stands in has claimed is theirs: then they act for nobody.
    case.act(&li(), &Command::Claim).unwrap();
    let events = case.decide(&li(), &approve()).unwrap();
    assert!(matches!(
        &events[0].actor,
        ActorRef::Officer {
            stands_in_for: None,
            ..
        }
    ));
}

#[test]
fn who_stands_in_is_still_no_second_pair_of_eyes_on_their_own_review() {
    let mut case = Case::reviewing();
    case.absent = Some(away("wangmin"));
    case.act(&zhao(), &to_second_review()).unwrap();
    assert_eq!(case.refusal(&zhao(), &send_back()), Refusal::SamePerson);
}

/// 回避 and 复核 bind the one who acts, whoever they act for.
#[test]
fn who_stands_in_is_kept_from_their_own_case_and_from_what_their_role_may_not() {
    let mut case = Case::reviewing();
    case.absent = Some(away("wangmin"));
    let mut party = officer("lina", Role::Handler);
    party.id_number = Some(id(APPLICANT));
    let party = Actor::Officer(party);
    for command in [approve(), Command::Claim, assign("zhaolei")] {
        assert_eq!(case.refusal(&party, &command), Refusal::OwnCase);
    }
    let mut case = Case::reviewing().then(&wang(), &to_second_review());
    case.act(&zhao(), &Command::Claim).unwrap();
    case.absent = Some(away("zhaolei"));
    assert!(matches!(
        case.refusal(&li(), &approve()),
        Refusal::NotAllowed {
            role: Some(Role::Handler),
            ..
        }
    ));
}

fn stand_in(case: &Case, days: i64) -> StandIn {
    StandIn {
        officer: id("wangmin"),
        stand_in: id("lina"),
        from: case.now,
        until: case.now + Duration::days(days),
    }
}

#[test]
fn only_who_reaches_all_of_the_others_work_can_stand_in() {
    let case = Case::received();
    let a = officer("wangmin", Role::Handler);
    let check = |change: fn(&mut Officer)| {
        let mut b = officer("lina", Role::Handler);
        change(&mut b);
        stand_in(&case, 7).check((&a, &b), Catalogue::embedded(), case.now)
    };
    assert_eq!(check(|_| {}), Ok(()));
    assert_eq!(check(|b| b.role = Role::SecondReviewer), Ok(()));
    let unfit = Err(Refusal::UnfitStandIn { to: id("lina") });
    assert_eq!(check(|b| b.role = Role::Supervisor), unfit);
    assert_eq!(check(|b| b.department = Some(id("medical"))), unfit);
    assert_eq!(check(|b| b.division = id("370304")), unfit);
    assert_eq!(check(|b| b.lines = vec![id("card")]), unfit);
    let oneself = stand_in(&case, 7).check((&a, &a), Catalogue::embedded(), case.now);
    assert_eq!(oneself, Err(Refusal::UnfitStandIn { to: id("wangmin") }));
}

#[test]
fn standing_in_has_an_end_that_is_yet_to_come_and_not_too_far() {
    let case = Case::received();
    let (a, b) = (
        officer("wangmin", Role::Handler),
        officer("lina", Role::Handler),
    );
    for (days, outcome) in [
        (7, Ok(())),
        (0, Err(Refusal::StandInTime)),
        (-1, Err(Refusal::StandInTime)),
        (400, Err(Refusal::StandInTime)),
    ] {
        let checked = stand_in(&case, days).check((&a, &b), Catalogue::embedded(), case.now);
        assert_eq!(checked, outcome, "{days} days");
    }
    let over = stand_in(&case, 7);
    let later = case.now + Duration::days(8);
    assert_eq!(
        over.check((&a, &b), Catalogue::embedded(), later),
        Err(Refusal::StandInTime)
    );
}

#[test]
fn officers_name_for_themselves_and_supervisors_for_those_in_reach() {
    let named =
        |caller: &Officer, of: &Officer| may_name_stand_in(caller, of, Catalogue::embedded());
    let (a, b) = (
        officer("wangmin", Role::Handler),
        officer("lina", Role::Handler),
    );
    assert!(named(&a, &a) && !named(&b, &a));
    let mut watch = officer("watch", Role::Supervisor);
    assert!(named(&watch, &a) && !named(&watch, &watch));
    watch.division = id("370304");
    assert!(!named(&watch, &a));
    let clerk = officer("counter", Role::Clerk);
    assert!(!named(&clerk, &clerk));
}
