//! The demo's day is believable: everything that can happen has happened to someone, and nothing breaks the law.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, Utc};
use lianban::backend::clock::{Clock, Ids};
use lianban::backend::config::Config;
use lianban::backend::store::items::ItemRow;
use lianban::backend::store::scope::EVERYTHING;
use lianban::backend::{App, Ground};
use lianban::demo::day::{self, Day, roster};
use lianban::domain::catalogue::Catalogue;
use lianban::domain::item::event::EventRecord;
use lianban::domain::item::{DeliveryState, Item, Outcome, State};
use lianban::domain::policy::Channel;
use lianban::domain::supervision::Light;

fn now() -> DateTime<Utc> {
    "2026-11-24T09:30:00+08:00".parse().unwrap()
}

async fn a_day(folder: &Path, day: Day) -> App {
    let ground = Ground {
        clock: Clock::standing_at(now()),
        ids: Ids::seeded(day.seed),
        ..Ground::usual(Config::new(folder))
    };
    day::open(ground, day, |_| {}).await.unwrap()
}

async fn events(app: &App) -> Vec<EventRecord> {
    let mut unit = app.store.read().await.unwrap();
    let (mut events, mut after) = (Vec::new(), 0);
    loop {
        let stretch = unit.changes(&EVERYTHING, after, 500).await.unwrap();
        if stretch.until == after {
            return events;
        }
        after = stretch.until;
        events.extend(stretch.events.into_iter().map(|placed| placed.record));
    }
}

/// Every item, folded from its events, beside its row.
async fn items(app: &App) -> Vec<(Item, ItemRow)> {
    let mut histories: BTreeMap<_, Vec<EventRecord>> = BTreeMap::new();
    for event in events(app).await {
        histories.entry(event.item.clone()).or_default().push(event);
    }
    let mut unit = app.store.read().await.unwrap();
    let mut items = Vec::new();
    for (no, history) in histories {
        let item = Item::from_events(&history).unwrap();
        items.push((
            item,
            unit.item_row(&EVERYTHING, &no).await.unwrap().unwrap(),
        ));
    }
    items
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_can_happen_has_happened_to_someone() {
    let folder = tempfile::tempdir().unwrap();
    let app = a_day(
        folder.path(),
        Day {
            seed: 1,
            items: 300,
        },
    )
    .await;
    let items = items(&app).await;
    assert_eq!(items.len(), 300);
    let catalogue = Catalogue::embedded();
    let seen = |what: &str, wanted: BTreeSet<String>, found: BTreeSet<String>| {
        let missing: Vec<_> = wanted.difference(&found).collect();
        assert!(missing.is_empty(), "no item with {what} {missing:?}");
    };
    let all = |of: &dyn Fn(&Item) -> Option<String>| {
        items.iter().filter_map(|(item, _)| of(item)).collect()
    };
    seen(
        "state",
        State::ALL.map(|s| s.code().to_owned()).into(),
        all(&|i| Some(i.state.code().to_owned())),
    );
    seen(
        "outcome",
        Outcome::ALL.map(|o| o.code().to_owned()).into(),
        all(&|i| i.outcome().map(|o| o.code().to_owned())),
    );
    seen(
        "matter",
        catalogue.matters.iter().map(|m| m.id.to_string()).collect(),
        all(&|i| Some(i.matter.to_string())),
    );
    seen(
        "channel",
        Channel::ALL.map(|c| c.code().to_owned()).into(),
        all(&|i| Some(i.channel.code().to_owned())),
    );
    let divisions = catalogue
        .divisions
        .iter()
        .filter(|division| division.parent.is_some());
    seen(
        "division",
        divisions.map(|d| d.code.to_string()).collect(),
        all(&|i| Some(i.desk.division.to_string())),
    );
    let lights = [
        Light::Green,
        Light::Yellow,
        Light::YellowCard,
        Light::RedCard,
    ];
    for light in lights {
        assert!(
            items
                .iter()
                .any(|(_, row)| row.lights.light_at(now()) == light),
            "no item is {light:?}"
        );
    }
    let some = |what: &str, holds: &dyn Fn(&Item) -> bool| {
        assert!(
            items.iter().any(|(item, _)| holds(item)),
            "no item is {what}"
        );
    };
    let today = app.calendar.date(now());
    some("due today", &|i| {
        i.due()
            .is_some_and(|due| due.at > now() && app.calendar.date(due.at) == today)
    });
    some("late", &|i| i.due().is_some_and(|due| due.at < now()));
    some("deemed accepted", &|i| i.deemed_accepted);
    some("in its second round", &|i| i.corrections.len() > 1);
    some("half voided", &|i| {
        i.void_proposed_by.is_some() && i.state.is_open()
    });
    some("given a certificate at home", &|i| {
        i.desk.division.as_str() == "370303"
            && i.feedback.iter().any(|feedback| !feedback.files.is_empty())
    });
    some("on its way", &|i| {
        i.delivery
            .as_ref()
            .is_some_and(|d| d.state == DeliveryState::Sent)
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lists_show_is_what_the_events_say() {
    let folder = tempfile::tempdir().unwrap();
    let app = a_day(
        folder.path(),
        Day {
            seed: 2,
            items: 120,
        },
    )
    .await;
    for (item, row) in items(&app).await {
        assert_eq!(
            (row.state, row.version, row.assignee),
            (item.state, item.version, item.assignee.clone())
        );
        assert_eq!(row.due, item.due().copied(), "{}", item.no);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wang_min_has_a_desk_full_of_work() {
    let folder = tempfile::tempdir().unwrap();
    let app = a_day(
        folder.path(),
        Day {
            seed: 1,
            items: 300,
        },
    )
    .await;
    let items = items(&app).await;
    let hers = |item: &Item| {
        item.desk.department.as_str() == "hrss" && item.desk.division.as_str() == roster::HOME
    };
    let open = items
        .iter()
        .filter(|(item, _)| hers(item) && item.state.is_open())
        .count();
    let every = items.iter().filter(|(item, _)| hers(item)).count();
    assert!(every >= 60 && open >= 25, "{open} open of {every}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_is_the_same_day_and_another_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut days = Vec::new();
    for (name, seed) in [("one", 7), ("again", 7), ("other", 8)] {
        let app = a_day(&folder.path().join(name), Day { seed, items: 60 }).await;
        days.push(serde_json::to_string(&events(&app).await).unwrap());
    }
    assert_eq!(days[0], days[1]);
    assert_ne!(days[0], days[2]);
}
