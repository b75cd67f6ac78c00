//! Stores of any size, of one kind of day: a third of the items open, some late, all divisions.

use std::time::Instant;

use chrono::{DateTime, Duration, Utc};
use lianban::backend::clock::{Clock, Ids};
use lianban::backend::config::Config;
use lianban::backend::service::load::Load;
use lianban::backend::store::accounts::Account;
use lianban::backend::{App, Ground};
use lianban::domain::application::Application;
use lianban::domain::application::filing::{FilingRequest, file};
use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::catalogue::versions::Catalogues;
use lianban::domain::form::read::{Answers, SharedEntry};
use lianban::domain::id::ApplicationNo;
use lianban::domain::item::command::Command;
use lianban::domain::item::decide::{Context, decide};
use lianban::domain::item::event::EventRecord;
use lianban::domain::item::{Grounds, Item};
use lianban::domain::policy::{Actor, Channel, Officer, Parties, Role};
use tempfile::TempDir;

use crate::filing::application;

/// The present moment of every store.
pub fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-06-01T10:00:00+08:00")
        .expect("a moment")
        .to_utc()
}

/// An officer of 张店区人社局.
pub fn officer(login: &str) -> Officer {
    Officer {
        id: login.parse().expect("a login"),
        name: login.to_owned(),
        role: Role::Handler,
        department: "hrss".parse().ok(),
        lines: Vec::new(),
        division: "370303".parse().expect("a division"),
        id_number: None,
    }
}

const DIVISIONS: [&str; 11] = [
    "370302",
    "370303",
    "370304",
    "370305",
    "370306",
    "370321",
    "370322",
    "370323",
    "zb-gaoxin",
    "zb-jingkai",
    "zb-wenchanghu",
];

/// A backend on a store of so many items.
pub async fn of(items: u32) -> (App, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let config = Config::new(folder.path().join("data"));
    let (catalogues, calendar) = (Catalogues::embedded(), Calendar::embedded());
    let begun = Instant::now();
    let mut load = Load::open(&config, &catalogues, calendar)
        .await
        .expect("a new folder");
    let filings = items / 2;
    let mut sequence = (String::new(), 0);
    for n in 0..filings {
        // Filed over half a year; the newest hundredth today.
        let ago = i64::from(filings - n) * 180 * 24 * 60 / i64::from(filings.max(1));
        let at = now() - Duration::minutes(ago);
        let day = calendar.date(at);
        if sequence.0 != day.to_string() {
            sequence = (day.to_string(), 0);
        }
        sequence.1 += 1;
        let (application, histories) = filed(n, ApplicationNo::new(day, sequence.1), at, calendar);
        load.add(&application, &histories).await.expect("it loads");
    }
    let generated = begun.elapsed();
    load.finish().await.expect("it ends");
    println!(
        "{items} items: {generated:.1?} to file and write, {:.1?} with indexes",
        begun.elapsed()
    );
    let ground = Ground {
        clock: Clock::standing_at(now()),
        ids: Ids::seeded(1),
        ..Ground::usual(config)
    };
    let app = App::open(ground).await.expect("it opens");
    let mut unit = app.store.write().await.expect("a unit");
    for n in 0..8 {
        let account = Account {
            officer: officer(&format!("officer{n}")),
            password: "*".to_owned(),
            password_set_at: now(),
            one_time: false,
            disabled: false,
            failures: 0,
            locked_until: None,
        };
        unit.insert_account(&account).await.expect("an account");
    }
    unit.commit().await.expect("a commit");
    (app, folder)
}

fn filed(
    n: u32,
    number: ApplicationNo,
    at: DateTime<Utc>,
    calendar: &Calendar,
) -> (Application, Vec<Vec<EventRecord>>) {
    let catalogue = Catalogue::embedded();
    let sent = application(n, &["A1", "A2"], DIVISIONS[n as usize % DIVISIONS.len()]);
    let shared = sent.shared.into_iter().map(|(field, fact)| SharedEntry {
        field,
        value: fact.value,
        register: fact.register,
        fetched_at: at,
    });
    let mut form = sent.form;
    let day = calendar.date(at).to_string();
    for field in ["hire.date", "hire.contract_start"] {
        form.insert(
            field.to_owned(),
            lianban::domain::form::Raw::Text(day.clone()),
        );
    }
    let request = FilingRequest {
        scene: sent.scene,
        matters: sent.matters,
        division: sent.division,
        channel: Channel::Portal,
        answers: Answers {
            applicant: form,
            shared: shared.collect(),
        },
        materials: Vec::new(),
        earlier: Vec::new(),
    };
    let portal = officer("portal");
    let filing = file(&request, catalogue, calendar, number, &portal, at);
    let filing = filing.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let histories = filing
        .items
        .into_iter()
        .map(|history| worked(n, history, calendar))
        .collect();
    (filing.application, histories)
}

/// Two thirds are decided; of the rest, some are accepted.
fn worked(n: u32, mut history: Vec<EventRecord>, calendar: &Calendar) -> Vec<EventRecord> {
    let commands = match n % 6 {
        0 => vec![],
        1 => vec![Command::Accept],
        _ => vec![Command::Accept, refuse()],
    };
    let Some(mut item) = Item::from_events(&history) else {
        return history;
    };
    let actor = Actor::Officer(Officer {
        division: item.desk.division.clone(),
        ..officer("handler")
    });
    for command in &commands {
        let context = Context {
            catalogue: Catalogue::embedded(),
            calendar,
            actor: &actor,
            parties: &Parties::default(),
            assignee: None,
            stands_in_for: None,
        };
        let moment = item.filed_at + Duration::minutes(90);
        let events = decide(&item, command, &context, moment).expect("it is decided");
        for event in &events {
            item.apply(event);
        }
        history.extend(events);
    }
    history
}

fn refuse() -> Command {
    Command::Refuse {
        opinion: "不符合".to_owned(),
        grounds: Grounds {
            code: "refuse.false".parse().expect("a phrase"),
            reason: "材料不实".to_owned(),
            basis: "社会保险法".to_owned(),
            remedy: "可申请行政复议".to_owned(),
        },
    }
}
