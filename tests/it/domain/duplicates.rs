//! 同一人同一事项: what is filed twice, and what only looks like it. facts §9: by person, matter and open item; §5.2: a
//! contribution by person, insurance and period.

use lianban::domain::application::duplicate::Earlier;
use lianban::domain::application::filing::FilingRequest;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::item::Outcome;
use lianban::words::{Lang, filing};

use super::applicant::{Change, MONDAY, asks, filed, filed_at, refused};
use super::support::id;

/// An item of what was asked for before, open or ended so.
fn earlier(before: &FilingRequest, outcome: Option<Outcome>) -> Vec<Earlier> {
    let application = filed(before).application;
    let item = format!("ZB260227-00003-1-{}", application.matters[0]);
    vec![Earlier {
        item: id(&item),
        outcome,
        form: application.form,
    }]
}

fn after(mut request: FilingRequest, earlier: Vec<Earlier>) -> FilingRequest {
    request.earlier = earlier;
    request
}

#[test]
fn the_same_matter_is_not_filed_twice_while_one_is_open() {
    let open = earlier(&asks("hire", &["A2"]), None);
    let both = asks("hire", &["A1", "A2"]);
    assert_eq!(
        refused(&after(both, open.clone())),
        ["/matters/1 duplicate"]
    );
    let other = after(asks("hire", &["A5"]), open);
    assert!(filed_at(&other, MONDAY).is_ok());
}

/// A worker changes the unit and is hired again.
#[test]
fn what_is_closed_can_be_filed_again() {
    for outcome in Outcome::ALL {
        let closed = earlier(&asks("hire", &["A1"]), Some(outcome));
        let again = after(asks("hire", &["A1"]), closed);
        assert!(filed_at(&again, MONDAY).is_ok(), "{outcome:?}");
    }
}

fn pays(insurance: &str, from: &str, to: &str) -> FilingRequest {
    asks("flexible", &["B7"])
        .with("payment.insurance", insurance)
        .with("payment.from", from)
        .with("payment.to", to)
        .shared("pension.status", "flexible")
        .shared("medical.status", "flexible")
}

#[test]
fn each_insurance_is_paid_once_for_a_month() {
    let first = pays("pension", "2026-01", "2026-03");
    for (insurance, from, to, twice) in [
        ("pension", "2026-01", "2026-03", true),
        ("pension", "2026-03", "2026-05", true),
        ("pension", "2026-04", "2026-06", false),
        ("pension", "2025-10", "2025-12", false),
        ("medical", "2026-01", "2026-03", false),
        ("both", "2026-02", "2026-02", true),
        ("both", "2026-04", "2026-04", false),
    ] {
        for outcome in [None, Some(Outcome::Approved)] {
            let second = after(pays(insurance, from, to), earlier(&first, outcome));
            let found = filed_at(&second, MONDAY).is_err();
            assert_eq!(found, twice, "{insurance} {from} {to} {outcome:?}");
        }
    }
}

#[test]
fn what_was_not_paid_can_be_paid_still() {
    let month = || pays("both", "2026-01", "2026-01");
    for outcome in [Outcome::Refused, Outcome::Withdrawn, Outcome::Returned] {
        let again = after(month(), earlier(&month(), Some(outcome)));
        assert!(filed_at(&again, MONDAY).is_ok(), "{outcome:?}");
    }
}

#[test]
fn the_refusal_names_the_item_and_says_what_to_do() {
    let month = || pays("medical", "2026-01", "2026-01");
    let words = |outcome| {
        let refusal = filed_at(&after(month(), earlier(&month(), outcome)), MONDAY).unwrap_err();
        [Lang::Zh, Lang::En].map(|lang| filing::problem(lang, &refusal.0[0], Catalogue::embedded()))
    };
    assert_eq!(
        words(None),
        [
            "“社保费缴纳”已有在办的办件 ZB260227-00003-1-B7。请等它办结，或先撤回它。",
            "“Paying social insurance contributions” has an open item ZB260227-00003-1-B7 already. Wait until it is closed, or withdraw it first."
        ]
    );
    assert_eq!(
        words(Some(Outcome::Approved)),
        [
            "“社保费缴纳”已由办件 ZB260227-00003-1-B7 办成，不再重复办理。请核对险种和所属期。",
            "“Paying social insurance contributions” was done by item ZB260227-00003-1-B7 already. Check the insurance and the period."
        ]
    );
}
