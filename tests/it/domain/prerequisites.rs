//! 事项之间的先后: what waits, what is released, what fails, and what cannot be chosen together.

use lianban::domain::catalogue::Catalogue;
use lianban::domain::id::MatterId;
use lianban::domain::item::Outcome;
use lianban::domain::item::command::Command;
use lianban::domain::prerequisite::{Standing, better_after, standing};

use super::applicant::{Change, all_received, asks, filed, items, refused, standings};
use super::support::{approve, grounds, id, refuse};
use super::work::Work;

/// Flexible work with a payment for this insurance.
fn paying(insurance: &str, matters: &[&str]) -> Work {
    Work::on(&asks("flexible", matters).with("payment.insurance", insurance))
}

fn approved() -> [Command; 2] {
    [Command::Accept, approve()]
}

fn refused_by_officer() -> [Command; 2] {
    [Command::Accept, refuse()]
}

/// 附件2 五.5: 灵活就业人员已办理养老保险参保登记或者医疗保险参保登记.
#[test]
fn paying_waits_for_the_insurance_that_is_paid() {
    let work = paying("pension", &["B5", "B6", "B7"]);
    assert_eq!(
        work.standings(),
        ["B5 received", "B6 received", "B7 waiting"]
    );
    let work = work.does("B6", &approved());
    assert_eq!(
        work.standings()[2],
        "B7 waiting",
        "medical insurance is not what is paid"
    );
    let work = work.does("B5", &approved());
    assert_eq!(
        work.standings(),
        ["B5 approved", "B6 approved", "B7 received"]
    );
    assert!(
        work.items[2].clocks.acceptance.is_some(),
        "its clock starts with the release"
    );
}

#[test]
fn paying_for_both_waits_for_both() {
    let work = paying("both", &["B5", "B6", "B7"]).does("B5", &approved());
    assert_eq!(work.standings()[2], "B7 waiting");
    assert_eq!(work.does("B6", &approved()).standings()[2], "B7 received");
}

#[test]
fn what_waits_fails_with_its_prerequisite() {
    let work = paying("pension", &["B5", "B6", "B7"]).does("B5", &refused_by_officer());
    assert_eq!(
        work.standings(),
        ["B5 refused", "B6 received", "B7 prerequisite_failed"]
    );
    let other = paying("both", &["B5", "B6", "B7"]).does("B6", &refused_by_officer());
    assert_eq!(
        other.standings()[2],
        "B7 prerequisite_failed",
        "both cannot be paid any more"
    );
    let withdrawn = paying("medical", &["B6", "B7"]);
    let not_accepted = Command::NotAccept(grounds("not_accept.outside_scope"));
    assert_eq!(
        withdrawn.does("B6", &[not_accepted]).standings(),
        ["B6 not_accepted", "B7 prerequisite_failed"]
    );
}

/// One matter's rejection blocks no other but by a prerequisite.
#[test]
fn one_refusal_blocks_nothing_that_does_not_wait_for_it() {
    let work = paying("medical", &["B1", "B5", "B6", "B7"]).does("B5", &refused_by_officer());
    assert_eq!(
        work.standings(),
        ["B1 received", "B5 refused", "B6 received", "B7 waiting"]
    );
}

/// 无需办理 means that what the matter gives is there already.
#[test]
fn a_prerequisite_that_is_not_needed_is_as_good_as_approved() {
    let not_needed = Command::NotNeeded {
        reason: "已经参保。".to_owned(),
    };
    let work = paying("pension", &["B5", "B7"]).does("B5", &[not_needed]);
    assert_eq!(work.standings(), ["B5 not_needed", "B7 received"]);
}

/// Enrolled earlier, nothing is waited for; enrolled nowhere, it is not filed.
#[test]
fn paying_alone_needs_an_enrolment_that_is_there() {
    let request = asks("flexible", &["B7"]);
    assert_eq!(refused(&request), ["/matters/0 rule-failed"]);
    let enrolled = request.shared("pension.status", "flexible");
    assert_eq!(standings(&items(&filed(&enrolled))), ["B7 received"]);
    let both = enrolled.with("payment.insurance", "both");
    assert_eq!(
        refused(&both),
        ["/matters/0 rule-failed"],
        "medical is paid too"
    );
}

#[test]
fn the_insurance_that_is_not_chosen_here_must_be_there() {
    let request = asks("flexible", &["B5", "B7"]).with("payment.insurance", "both");
    assert_eq!(refused(&request), ["/matters/1 rule-failed"]);
    let enrolled = request.shared("medical.status", "flexible");
    assert_eq!(
        standings(&items(&filed(&enrolled))),
        ["B5 received", "B7 waiting"]
    );
}

/// facts §5.4: one current employment form per person; one archive is not taken in and sent out at once.
#[test]
fn matters_that_exclude_each_other_are_refused_with_the_reason() {
    for (one, other) in [("B1", "B2"), ("B3", "B4")] {
        let request = asks("flexible", &["B5", one, other]);
        assert_eq!(refused(&request), ["/matters/2 matters-exclude"]);
    }
}

/// facts §5.4: run first but do not block.
#[test]
fn soft_prerequisites_only_order_the_work() {
    let filing = filed(&asks("hire", &["A1", "A2", "A3", "A6"]));
    assert!(all_received(&items(&filing)));
    let after = |matter: &str| {
        let application = &filing.application;
        let (chosen, form) = (&application.matters, &application.form);
        better_after(&id(matter), chosen, form, Catalogue::embedded())
    };
    assert_eq!(after("A2"), [id::<MatterId>("A1")]);
    assert_eq!(after("A3"), [id::<MatterId>("A2")]);
    assert_eq!(after("A1"), []);
}

/// Every way in which the two enrolments can stand, for every insurance that is paid.
#[test]
fn paying_stands_as_each_insurance_paid_stands() {
    let given = |outcome| matches!(outcome, Some(Outcome::Approved | Outcome::NotNeeded));
    let outcomes = || [None].into_iter().chain(Outcome::ALL.map(Some));
    for insurance in ["pension", "medical", "both"] {
        let filing = paying(insurance, &["B5", "B6", "B7"]).filing;
        let form = &filing.application.form;
        for pension in outcomes() {
            for medical in outcomes() {
                let paid: &[Option<Outcome>] = match insurance {
                    "pension" => &[pension],
                    "medical" => &[medical],
                    _ => &[pension, medical],
                };
                let siblings = [(id("B5"), pension), (id("B6"), medical), (id("B7"), None)];
                let found = standing(&id("B7"), &siblings, form, Catalogue::embedded());
                let failed = paid.iter().any(|it| it.is_some() && !given(*it));
                let free = paid.iter().all(|it| given(*it));
                match found {
                    Standing::Free => assert!(free, "{insurance} {pension:?} {medical:?}"),
                    Standing::Failed(_) => assert!(failed, "{insurance} {pension:?} {medical:?}"),
                    Standing::Waits(_) => assert!(!free && !failed, "{insurance}"),
                }
            }
        }
    }
}
