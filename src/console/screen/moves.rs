//! Moves as the screens offer them: which action stands for which, whether it is open now, and how it begins.

use crate::api::items::{DecisionRequest, ItemRow};
use crate::console::action::Action;
use crate::console::effect::{Effect, Notice, Tone};
use crate::console::keymap::Condition;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::widget::list::Presence;
use crate::domain::item::command::Move;
use crate::domain::policy;

use super::Route;
use super::many::Many;
use super::wording::{self, Kind};

/// The move that an action stands for: both tables use the same names.
pub fn of(action: Action) -> Option<Move> {
    Move::ALL
        .into_iter()
        .find(|known| known.code() == action.id())
}

/// The move of a decision.
pub fn of_decision(decision: &DecisionRequest) -> Move {
    match decision {
        DecisionRequest::Accept {} => Move::Accept,
        DecisionRequest::NotAccept(_) => Move::NotAccept,
        DecisionRequest::RequestCorrection { .. } => Move::RequestCorrection,
        DecisionRequest::Withdraw { .. } => Move::Withdraw,
        DecisionRequest::Approve { .. } => Move::Approve,
        DecisionRequest::Refuse { .. } => Move::Refuse,
        DecisionRequest::NotNeeded { .. } => Move::NotNeeded,
        DecisionRequest::Suspend { .. } => Move::Suspend,
        DecisionRequest::Resume { .. } => Move::Resume,
        DecisionRequest::SendToSecondReview { .. } => Move::SendToSecondReview,
        DecisionRequest::SendBack { .. } => Move::SendBack,
        DecisionRequest::Forward { .. } => Move::Forward,
        DecisionRequest::Void { .. } => Move::Void,
        DecisionRequest::Claim {} => Move::Claim,
        DecisionRequest::ReleaseClaim {} => Move::ReleaseClaim,
        DecisionRequest::Assign { .. } => Move::Assign,
        DecisionRequest::Transfer { .. } => Move::Transfer,
        DecisionRequest::Note { .. } => Move::Note,
        DecisionRequest::RecordFeedback(_) => Move::RecordFeedback,
        DecisionRequest::AmendFeedback(_) => Move::AmendFeedback,
        DecisionRequest::Dispatch { .. } => Move::Dispatch,
        DecisionRequest::Deliver {} => Move::Deliver,
        DecisionRequest::ReturnDelivery { .. } => Move::ReturnDelivery,
    }
}

/// Whether one decision may be taken for several items at once.
pub fn for_many(asked: Move) -> bool {
    matches!(
        asked,
        Move::Accept | Move::Approve | Move::Claim | Move::ReleaseClaim | Move::Assign
    )
}

/// Why a move is not open for an item now; none where it is, or where only the server can tell.
pub fn refuses(asked: Move, no: &str, presence: Presence, shared: &Shared) -> Option<Shown> {
    if presence == Presence::Ghost {
        return Some(shared.say("inbox-ghost"));
    }
    let on_its_way = shared.deciding.get(no);
    if on_its_way.is_some_and(|sent| sent.holds_back(asked)) {
        return Some(shared.say("item-on-its-way"));
    }
    if !known(asked, shared) {
        return Some(not_yours(asked, shared));
    }
    let moves = &shared.cache.item(no)?.detail.moves;
    let view = moves.iter().find(|view| view.action == asked.code())?;
    view.why_not.as_deref().map(Shown::line)
}

/// Whether the officer's role has the move at all.
pub fn known(asked: Move, shared: &Shared) -> bool {
    let role = shared.role();
    role.is_none_or(|role| policy::knows(role, asked))
}

/// Whether a screen names the move in its foot. What the role does not know is nowhere; what belongs to one stage only
/// stands at the item while it is open. A list, where the cursor moves on, names no item and keeps its keys in place.
pub fn offers(action: Action, no: Option<&str>, shared: &Shared) -> bool {
    let Some(asked) = of(action) else {
        return true;
    };
    let kept = no.and_then(|no| shared.cache.item(no));
    let closed = kept.is_some_and(|kept| kept.detail.row.outcome.is_some());
    let open = || {
        let mut moves = kept.into_iter().flat_map(|kept| &kept.detail.moves);
        moves.any(|view| view.action == asked.code() && view.why_not.is_none())
    };
    match asked {
        Move::SendBack
        | Move::Resume
        | Move::RecordFeedback
        | Move::AmendFeedback
        | Move::Dispatch
        | Move::Deliver
        | Move::ReturnDelivery => open(),
        // What is closed opens no more: its few moves would not fit behind those that it never has again.
        _ if closed => open(),
        _ => known(asked, shared),
    }
}

fn not_yours(asked: Move, shared: &Shared) -> Shown {
    let asked = wording::code(shared.lang, Kind::Move, asked.code());
    Shown::say_with(
        shared.lang,
        "move-not-yours",
        &[("move", asked.to_string().into())],
    )
}

/// What holds of an item, for keys that are bound on a condition.
pub fn facts(row: &ItemRow, shared: &Shared) -> Vec<Condition> {
    let officer = shared.officer.as_ref().map(|officer| &officer.login);
    let mine = officer.is_some() && row.assignee.as_ref() == officer;
    let known = [
        (Condition::Selected, true),
        (Condition::Closed, row.outcome.is_some()),
        (Condition::Mine, mine),
    ];
    let holding = known.into_iter().filter(|(_, holds)| *holds);
    holding.map(|(condition, _)| condition).collect()
}

/// Begins a move: the composer opens, or it goes at once where there is nothing to fill in and nothing to fear.
pub fn start(action: Action, items: Vec<(String, u64)>) -> Vec<Effect> {
    let at_once = match of(action) {
        Some(Move::Claim) => DecisionRequest::Claim {},
        Some(Move::ReleaseClaim) => DecisionRequest::ReleaseClaim {},
        _ => return vec![Effect::Open(Route::Decide { action, items })],
    };
    items
        .into_iter()
        .map(|(item, version)| Effect::Decide {
            item,
            version,
            decision: at_once.clone(),
        })
        .collect()
}

/// Begins a move for several items: the composer opens, or they go at once.
pub fn start_many(action: Action, many: Many, shared: &Shared) -> Vec<Effect> {
    if many.items.is_empty() {
        let words = many.words(shared);
        return vec![Effect::Tell(Notice::new(Tone::Warning, words))];
    }
    let decision = match of(action) {
        Some(Move::Claim) => DecisionRequest::Claim {},
        Some(Move::ReleaseClaim) => DecisionRequest::ReleaseClaim {},
        _ => {
            let many = Box::new(many);
            return vec![Effect::Open(Route::DecideMany { action, many })];
        }
    };
    let words = many.words(shared);
    let mut effects = vec![];
    if !many.left.is_empty() {
        effects.push(Effect::Tell(Notice::new(Tone::Warning, words)));
    }
    effects.push(Effect::DecideMany {
        items: many.items,
        decision,
    });
    effects
}

/// Copies a number and says so.
pub fn copy(no: Shown, shared: &Shared) -> Vec<Effect> {
    let words = Shown::say_with(shared.lang, "item-copied", &[("no", no.to_string().into())]);
    vec![
        Effect::Copy(no),
        Effect::Tell(Notice::new(Tone::Plain, words)),
    ]
}
