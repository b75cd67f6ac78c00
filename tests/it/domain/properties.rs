//! What must hold whatever officers, applicants and time do, in any order.

use chrono::Duration;
use lianban::domain::deadline::Clock;
use lianban::domain::item::command::{Command, Move};
use lianban::domain::item::event::{Event, EventRecord};
use lianban::domain::item::{Clocks, Item, State};
use lianban::domain::policy::{Actor, ActorRef, Role, allowed_moves};
use lianban::domain::refusal::Refusal;
use proptest::collection::vec;
use proptest::prelude::*;

use super::support::{
    CALENDAR_WITH_2027, Case, Filing, actor, clerk, command, li, supervisor, wang, zhao,
};

/// One attempt: who, what, whether only what the policy allows is tried, rare moves with it, and how long after the
/// last.
#[derive(Debug, Clone)]
struct Step {
    who: usize,
    what: usize,
    allowed: bool,
    rare: bool,
    wait: i64,
}

const MINUTES: [i64; 8] = [1, 1, 1, 5, 30, 600, 1440, 25 * 1440];

fn step() -> impl Strategy<Value = Step> {
    let often = |odds| prop::bool::weighted(odds);
    (
        0..9_usize,
        any::<u16>(),
        often(0.9),
        often(0.125),
        0..MINUTES.len(),
    )
        .prop_map(|(who, what, allowed, rare, wait)| Step {
            who,
            what: what.into(),
            allowed,
            rare,
            wait: MINUTES[wait],
        })
}

fn people() -> [Actor; 9] {
    [
        wang(),
        li(),
        zhao(),
        actor("qianyi", Role::SecondReviewer),
        supervisor(),
        clerk(),
        Actor::System,
        actor("auditor", Role::Auditor),
        Actor::System,
    ]
}

fn filing() -> impl Strategy<Value = Case> {
    let matters = prop::sample::select(vec![
        ("flexible", "B3"),
        ("flexible", "B1"),
        ("hire", "A3"),
        ("hire", "A2"),
    ]);
    let moments = prop::sample::select(vec![
        "2026-03-02T10:00:00+08:00",
        "2026-09-30T18:00:00+08:00",
        "2026-12-28T08:00:00+08:00",
    ]);
    let states = prop::sample::select(vec![State::Received, State::Received, State::Waiting]);
    (matters, moments, states).prop_map(|((scene, matter), at, state)| {
        Case::file(&Filing {
            scene,
            matter,
            by: clerk(),
            at,
            state,
        })
    })
}

/// What would end a history early, lead it out of reach or only fill it: tried one time in eight.
const RARE: [Move; 10] = [
    Move::Withdraw,
    Move::Void,
    Move::NotNeeded,
    Move::NotAccept,
    Move::FailPrerequisite,
    Move::Forward,
    Move::Transfer,
    Move::DeemAccepted,
    Move::Note,
    Move::ViewClear,
];

/// The attempt of a step: any move at all, or one that the policy has open for this person.
fn attempt(case: &Case, who: &Actor, step: &Step) -> Command {
    let open: Vec<Move> = allowed_moves(who, &case.facts())
        .into_iter()
        .filter_map(|(asked, refusal)| refusal.is_none().then_some(asked))
        .filter(|asked| step.rare || !RARE.contains(asked))
        .collect();
    let moves = if step.allowed && !open.is_empty() {
        &open[..]
    } else {
        &Move::ALL
    };
    command(moves[step.what % moves.len()], case)
}

fn after_the_end(event: &Event) -> bool {
    matches!(
        event,
        Event::FeedbackRecorded { .. }
            | Event::FeedbackAmended { .. }
            | Event::Dispatched { .. }
            | Event::Delivered
            | Event::DeliveryReturned { .. }
            | Event::Noted { .. }
            | Event::ClearViewed { .. }
            | Event::MaterialSaved { .. }
    )
}

fn of_time(event: &Event) -> bool {
    matches!(
        event,
        Event::DeemedAccepted { .. }
            | Event::Released { .. }
            | Event::PrerequisiteFailed { .. }
            | Event::Returned { .. }
            | Event::NotNeeded { .. }
            | Event::RulesJudged { .. }
            | Event::DueRecomputed { .. }
    )
}

/// What the holder alone may do.
fn decides(event: &Event) -> bool {
    matches!(
        event,
        Event::Accepted { .. }
            | Event::NotAccepted { .. }
            | Event::CorrectionRequested { .. }
            | Event::Approved { .. }
            | Event::Refused { .. }
            | Event::Suspended { .. }
            | Event::Resumed { .. }
            | Event::SentToSecondReview { .. }
            | Event::SentBack { .. }
            | Event::Forwarded { .. }
            | Event::Claimed
    )
}

/// A running limit is never made shorter; one that is there stays until a new start is due to the applicant.
fn clocks_hold(before: &Clocks, after: &Item) {
    for (then, now) in [
        (&before.promise, &after.clocks.promise),
        (&before.statutory, &after.clocks.statutory),
    ] {
        if let Some(then) = then {
            let now = now.as_ref().expect("a clock that started does not vanish");
            assert_eq!(then.start, now.start);
            assert!(then.due.at <= now.due.at, "a due date moved forward");
        }
    }
    let clocks = [&after.clocks.promise, &after.clocks.statutory];
    let stands = |clock: &&Option<Clock>| clock.as_ref().is_none_or(Clock::is_stopped);
    let runs = |clock: &&Option<Clock>| clock.as_ref().is_none_or(|clock| !clock.is_stopped());
    match after.state {
        State::Waiting => assert_eq!(after.clocks, Clocks::default()),
        State::Received => {
            assert!(after.clocks.acceptance.is_some() && after.clocks.promise.is_none());
        }
        State::Correcting => assert!(after.clocks.reply.is_some() && clocks.iter().all(stands)),
        State::Suspended => assert!(clocks.iter().all(stands)),
        State::Reviewing | State::SecondReview => {
            assert!(
                after.clocks.promise.is_some()
                    && after.clocks.acceptance.is_none()
                    && clocks.iter().all(runs)
            );
        }
        State::Closed => {}
    }
}

/// One event on top of what was before it.
fn event_holds(before: &Item, record: &EventRecord, after: &Item) {
    let event = &record.event;
    assert_eq!(record.version, before.version + 1);
    if before.state == State::Closed {
        assert!(after_the_end(event), "{} after the end", event.code());
        assert_eq!(
            (after.state, &after.closing),
            (State::Closed, &before.closing)
        );
    }
    assert_eq!(after.state == State::Closed, after.closing.is_some());
    if !matches!(event, Event::DueRecomputed { .. }) {
        clocks_hold(&before.clocks, after);
    }
    let ActorRef::Officer { id, role, .. } = &record.actor else {
        assert!(of_time(event), "{} by time", event.code());
        return;
    };
    assert!(
        !matches!(
            role,
            Role::Auditor | Role::SecurityAdmin | Role::SystemAdmin
        ),
        "三员分立"
    );
    if decides(event) {
        assert_ne!(*id, before.filed_by);
        assert!(
            before
                .assignee
                .as_ref()
                .is_none_or(|assignee| assignee == id),
            "over the holder's head"
        );
    }
    if let Event::Voided { proposed_by, .. } = event {
        assert_ne!(id, proposed_by);
    }
}

/// Told by the history alone: whoever decides in second review is not who sent the item there.
fn another_reviews(history: &[EventRecord], state: State, record: &EventRecord) {
    if state != State::SecondReview || !decides(&record.event) {
        return;
    }
    let sent = |past: &&EventRecord| matches!(past.event, Event::SentToSecondReview { .. });
    let first = history.iter().rev().find(sent).unwrap();
    assert_ne!(first.actor.officer(), record.actor.officer());
    let second = Role::SecondReviewer;
    assert!(matches!(record.actor, ActorRef::Officer { role, .. } if role == second));
}

fn try_out(case: &mut Case, who: &Actor, step: &Step) {
    case.now += Duration::minutes(step.wait);
    let asked = attempt(case, who, step);
    let decided = case.decide(who, &asked);
    assert_eq!(
        decided,
        case.decide(who, &asked),
        "the same question has the same answer"
    );
    match decided {
        Ok(records) => {
            assert!(!records.is_empty());
            for record in records {
                let before = case.item.clone();
                case.item.apply(&record);
                event_holds(&before, &record, &case.item);
                another_reviews(&case.history, before.state, &record);
                case.history.push(record);
            }
        }
        Err(Refusal::UnknownMatter(_)) => panic!("the pinned catalogue has the matter"),
        Err(refusal) => assert!(!refusal.code().is_empty()),
    }
}

proptest! {
    // 2,000 histories of 60 attempts on average: about 120,000 steps.
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_in_whatever_order(mut case in filing(), steps in vec(step(), 1..120)) {
        let people = people();
        for (at, step) in steps.iter().enumerate() {
            if at == 20 {
                case.calendar = &CALENDAR_WITH_2027;
            }
            try_out(&mut case, &people[step.who], step);
        }
        let folded = Item::from_events(&case.history);
        prop_assert_eq!(folded.as_ref(), Some(&case.item), "the item is the fold of its events");
        let kept = serde_json::to_string(&case.history).unwrap();
        let read: Vec<EventRecord> = serde_json::from_str(&kept).unwrap();
        prop_assert_eq!(Item::from_events(&read), folded, "what is kept folds to the same");
        let item: Item = serde_json::from_str(&serde_json::to_string(&case.item).unwrap()).unwrap();
        prop_assert_eq!(item, case.item);
        prop_assert!(case.history.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }
}
