//! The table state × move × role. What each cell must be is written here from the words of the design, not from the
//! code; a snapshot shows it to a reader.

use std::fmt::Write as _;

use lianban::domain::item::State;
use lianban::domain::item::command::{Command, FeedbackDraft, Move};
use lianban::domain::policy::{Actor, Role};

use super::support::{self, CALENDAR_WITH_2027, Case, Filing, actor, id, li};

/// Where an item stands, and what each move makes of it there: a state or outcome, or after `!` why it is refused.
/// A move that is not named does not exist there.
const LIFE: [(&str, &str); 10] = [
    (
        "waiting",
        "release=received fail_prerequisite=prerequisite_failed recompute_due=!nothing-provisional",
    ),
    (
        "received",
        "accept=reviewing not_accept=not_accepted request_correction=correcting deem_accepted=reviewing \
         not_needed=not_needed",
    ),
    (
        "received, immediate",
        "accept=reviewing not_accept=not_accepted request_correction=correcting deem_accepted=reviewing \
         not_needed=not_needed approve=approved",
    ),
    ("correcting", "resubmit=received expire=returned"),
    (
        "reviewing",
        "approve=approved refuse=refused request_correction=correcting suspend=suspended \
         send_to_second_review=second_review forward=forwarded not_needed=not_needed",
    ),
    (
        "second_review",
        "approve=approved refuse=refused send_back=reviewing",
    ),
    ("suspended", "resume=reviewing"),
    (
        "approved, to be sent",
        "record_feedback=approved amend_feedback=!no-feedback dispatch=approved deliver=!delivery-step \
         return_delivery=!delivery-step note=approved view_clear=approved",
    ),
    (
        "approved, sent, fed back",
        "record_feedback=!feedback-exists amend_feedback=approved dispatch=!delivery-step deliver=approved \
         return_delivery=approved note=approved view_clear=approved",
    ),
    (
        "refused",
        "record_feedback=!not-approved amend_feedback=!not-approved dispatch=!not-approved deliver=!not-approved \
         return_delivery=!not-approved note=refused view_clear=refused",
    ),
];

/// What goes with every open item; `same` leaves it where it stands. Nobody holds the items of this table.
const OPEN: &str = "withdraw=withdrawn void=same claim=same release_claim=!not-held assign=same transfer=same \
                    note=same view_clear=same recompute_due=same judge_rules=same";

/// “see and act on items of their department line in their division subtree”
const HANDLER: &str = "accept not_accept request_correction approve refuse not_needed suspend resume \
                       send_to_second_review forward void claim release_claim assign transfer note record_feedback \
                       amend_feedback dispatch deliver return_delivery view_clear";
/// Who may make which moves; none is time.
fn moves_of(role: Option<Role>) -> String {
    match role {
        Some(Role::Handler) => HANDLER.to_owned(),
        // “as above, on items they did not review first”
        Some(Role::SecondReviewer) => format!("{HANDLER} send_back"),
        // “see backlog of their subtree, reassign, urge, no decisions”
        Some(Role::Supervisor) => "assign transfer note".to_owned(),
        // “file for an applicant, follow what they filed”: the applicant's own two moves
        Some(Role::Clerk | Role::Portal) => "resubmit withdraw".to_owned(),
        // “neither sees cases (三员分立)”
        Some(Role::Auditor | Role::SecurityAdmin | Role::SystemAdmin) => String::new(),
        // “Timers run as commands by the system actor”
        None => {
            "expire deem_accepted release fail_prerequisite recompute_due judge_rules not_needed"
                .to_owned()
        }
    }
}

fn expected(standing: &str, asked: Move, role: Option<Role>) -> String {
    let has = |list: &str, word: &str| list.split_whitespace().any(|entry| entry == word);
    if !has(&moves_of(role), asked.code()) {
        return "not-allowed".to_owned();
    }
    // “second_review: another person decides”, and that person has the role 复核.
    let second = standing == "second_review" && has("approve refuse claim", asked.code());
    if second && role == Some(Role::Handler) {
        return "not-allowed".to_owned();
    }
    let (_, own) = LIFE.iter().find(|(name, _)| *name == standing).unwrap();
    let open = !standing.contains("approved") && standing != "refused";
    let moves = if open {
        format!("{own} {OPEN}")
    } else {
        (*own).to_owned()
    };
    let mut pairs = moves
        .split_whitespace()
        .filter_map(|pair| pair.split_once('='));
    let state = standing.split(',').next().unwrap();
    match pairs.find(|(name, _)| *name == asked.code()) {
        None => "illegal-move".to_owned(),
        // A supervisor hands out; who works on items hands on what they hold.
        Some(("assign", _)) if role != Some(Role::Supervisor) => "not-held".to_owned(),
        Some((_, "same")) => state.to_owned(),
        Some((_, outcome)) => outcome.trim_start_matches('!').to_owned(),
    }
}

/// The item of a row of `LIFE`, filed by `filer` at the turn of a year, so that its due dates are provisional.
fn case(standing: &str, filer: &Actor) -> Case {
    let begun = |scene: &str, matter: &str, state| {
        let by = filer.clone();
        Case::file(&Filing {
            scene,
            matter,
            by,
            at: "2026-12-28T10:00:00+08:00",
            state,
        })
    };
    let archive = |state| begun("flexible", "B3", state);
    let reviewing = || archive(State::Received).then(&li(), &Command::Accept);
    let card = || begun("hire", "A3", State::Received).then(&li(), &Command::Accept);
    let bank = FeedbackDraft {
        fields: vec![(id("bank"), "齐鲁银行".to_owned())],
        ..FeedbackDraft::default()
    };
    let mut case = match standing {
        "waiting" => archive(State::Waiting),
        "received" => archive(State::Received),
        "received, immediate" => begun("flexible", "B1", State::Received),
        "correcting" => archive(State::Received).then(&li(), &support::request_correction()),
        "reviewing" => reviewing(),
        "second_review" => reviewing().then(&li(), &support::to_second_review()),
        "suspended" => reviewing().then(&li(), &support::suspend()),
        "approved, to be sent" => card().then(&li(), &support::approve()),
        "approved, sent, fed back" => card()
            .then(&li(), &support::approve())
            .then(&li(), &Command::RecordFeedback(bank))
            .then(&li(), &support::dispatch()),
        "refused" => reviewing().then(&li(), &support::refuse()),
        other => panic!("{other} has no item"),
    };
    if case.item.state.is_open() && case.item.assignee.is_some() {
        case = case.then(&li(), &Command::ReleaseClaim);
    }
    case.calendar = &CALENDAR_WITH_2027;
    case
}

/// What happens: where the item stands then, or why it is refused.
fn happens(standing: &str, asked: Move, role: Option<Role>) -> String {
    let asks = role.map_or(Actor::System, |role| actor("someone", role));
    let filer = match role {
        Some(Role::Clerk | Role::Portal) => asks.clone(),
        _ => support::clerk(),
    };
    let case = case(standing, &filer);
    // The moves of time come when their time has come, all others in time.
    let mut case = match asked {
        Move::DeemAccepted | Move::Expire => case.on("2027-03-01T09:00:00+08:00"),
        _ => case.on("2026-12-29T09:00:00+08:00"),
    };
    let before = case.item.clone();
    match case.act(&asks, &support::command(asked, &case)) {
        Ok(_) => case.standing(),
        Err(refusal) => {
            assert_eq!(case.item, before, "a refusal changes nothing");
            refusal.code().to_owned()
        }
    }
}

/// Every role, and time.
fn everyone() -> impl Iterator<Item = Option<Role>> {
    Role::ALL.into_iter().map(Some).chain([None])
}

/// A row as it is read: who may, and where that leads or why it does not; who may not at all is left out.
fn row(cells: &[(&str, String)]) -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for (who, cell) in cells {
        match groups.iter_mut().find(|(same, _)| same == cell) {
            _ if matches!(cell.as_str(), "not-allowed" | "illegal-move") => {}
            Some((_, group)) => group.push(who),
            None => groups.push((cell, vec![who])),
        }
    }
    let groups = groups
        .iter()
        .map(|(cell, who)| format!("{} → {cell}", who.join(" ")));
    groups.collect::<Vec<_>>().join("; ")
}

#[test]
fn every_cell_of_state_move_and_role_is_what_the_design_says() {
    let mut page = String::new();
    for (standing, _) in LIFE {
        writeln!(page, "{standing}").unwrap();
        for asked in Move::ALL {
            let mut cells = Vec::new();
            for role in everyone() {
                let who = role.map_or("system", Role::code);
                let cell = happens(standing, asked, role);
                assert_eq!(
                    cell,
                    expected(standing, asked, role),
                    "{standing}: {} by {who}",
                    asked.code()
                );
                cells.push((who, cell));
            }
            let row = row(&cells);
            if !row.is_empty() {
                writeln!(page, "  {:<22} {row}", asked.code()).unwrap();
            }
        }
    }
    insta::assert_snapshot!("moves", page);
}
