//! The feed loses nothing, resumes where it stopped, shows what is in reach, and ends with the session.

use std::collections::BTreeMap;

use lianban::api::accounts::OfficerChange;
use lianban::api::feed::Change;
use lianban::api::items::DecisionRequest;
use lianban::client::{Client, Error, Feed, FeedEvent, Key};
use lianban::domain::policy::Role;

use super::support::{COUNTER, Server, ZHANGDIAN, application};

async fn up(client: &Client, after: Option<i64>) -> Feed {
    let mut feed = client.feed(after);
    assert_eq!(feed.next().await.unwrap(), FeedEvent::Up);
    feed
}

async fn change(feed: &mut Feed) -> Change {
    match feed.next().await.unwrap() {
        FeedEvent::Change(change) => *change,
        other => panic!("{other:?}"),
    }
}

fn note(n: u32) -> DecisionRequest {
    DecisionRequest::Note {
        words: format!("第 {n} 次核实"),
    }
}

#[tokio::test]
async fn a_change_in_reach_arrives_with_the_item_as_it_stands() {
    let server = Server::start().await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let mut feed = up(&officer, Some(0)).await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let filed = change(&mut feed).await;
    assert_eq!(
        (filed.event.as_str(), filed.item.as_str()),
        ("filed", no.as_str())
    );
    let row = filed.row.unwrap();
    assert_eq!((row.version, row.person.as_str()), (1, "张*丰"));
    officer
        .decide(&no, 1, &Key::fresh(), &DecisionRequest::Claim {})
        .await
        .unwrap();
    let claimed = change(&mut feed).await;
    assert_eq!(
        (claimed.event.as_str(), claimed.by.as_str()),
        ("claimed", "wangmin 的姓名")
    );
    assert!(claimed.seq > filed.seq);
    assert_eq!(feed.cursor(), Some(claimed.seq));
}

#[tokio::test]
async fn nothing_is_lost_under_writers_at_once_nor_by_reading_in_pieces() {
    const WRITERS: usize = 6;
    const NOTES: u32 = 25;
    let server = Server::start().await;
    let clerk = server.officer("clerk", COUNTER).await;
    let mut items = Vec::new();
    for n in 0..WRITERS {
        let mut application = application(&["B1"]);
        let number = id_number(u32::try_from(n).unwrap());
        application.form.insert(
            "person.id_number".to_owned(),
            lianban::domain::form::Raw::Text(number),
        );
        let receipt = clerk
            .file(&Key::fresh(), &application, Vec::new())
            .await
            .unwrap();
        items.push(receipt.items[0].no.clone());
    }
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let writers = items.into_iter().map(|no| {
        let officer = officer.clone();
        tokio::spawn(async move {
            for n in 0..NOTES {
                officer
                    .decide(&no, u64::from(n) + 1, &Key::fresh(), &note(n))
                    .await
                    .unwrap();
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let mut versions: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let (mut after, mut seen) = (Some(0), 0);
    while seen < WRITERS * (NOTES as usize + 1) {
        // The line is lost again and again.
        let mut feed = up(&officer, after).await;
        for _ in 0..17.min(WRITERS * (NOTES as usize + 1) - seen) {
            let change = change(&mut feed).await;
            assert!(Some(change.seq) > after, "in order, none twice");
            after = Some(change.seq);
            let of_item = versions.entry(change.item).or_default();
            of_item.push(of_item.len() as u64 + 1);
            seen += 1;
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert!(
        versions
            .values()
            .all(|versions| versions.len() == NOTES as usize + 1),
        "{versions:?}"
    );
}

/// Valid numbers of people who were born a day apart.
fn id_number(n: u32) -> String {
    let body = format!("370303199001{:02}511", n + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

#[tokio::test]
async fn what_is_out_of_reach_is_not_shown_and_does_not_hold_the_place_up() {
    let server = Server::start().await;
    let stranger = server
        .officer("medical", (Role::Handler, Some("medical"), "370303"))
        .await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let mut feed = up(&stranger, Some(0)).await;
    let receipt = server.filed(&["B1"]).await;
    let mut own = up(&officer, Some(0)).await;
    change(&mut own).await;
    // The clerk who filed follows what they filed, and the stranger is shown nothing of it.
    let clerk = server.stranger();
    clerk.resume(&server.token("clerk").await).unwrap();
    let mut filed = up(&clerk, Some(0)).await;
    assert_eq!(change(&mut filed).await.item, receipt.items[0].no);
    server
        .app
        .sessions
        .forget_officer(&"medical".parse().unwrap());
    let admin = server
        .officer("safety", (Role::SecurityAdmin, None, "370300"))
        .await;
    let close = OfficerChange {
        disabled: Some(true),
        ..OfficerChange::default()
    };
    admin.change_officer("medical", &close).await.unwrap();
    loop {
        match feed.next().await {
            Ok(FeedEvent::Down(_) | FeedEvent::Up) => {}
            Ok(other) => panic!("{other:?}"),
            Err(error) => {
                assert!(error.is_signed_out(), "the feed ends with the session");
                break;
            }
        }
    }
}

#[tokio::test]
async fn an_item_that_was_moved_away_is_news_where_it_lay_and_where_it_lies() {
    let server = Server::start().await;
    let here = server.officer("wangmin", ZHANGDIAN).await;
    let there = server
        .officer("boshan", (Role::Handler, Some("hrss"), "370304"))
        .await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let (mut left, mut came) = (up(&here, Some(0)).await, up(&there, Some(0)).await);
    assert_eq!(change(&mut left).await.event, "filed");
    let transfer = DecisionRequest::Transfer {
        division: "370304".to_owned(),
        reason: "常住地在博山".to_owned(),
    };
    here.decide(&no, 1, &Key::fresh(), &transfer).await.unwrap();
    let gone = change(&mut left).await;
    assert_eq!(
        (gone.event.as_str(), gone.item.as_str(), gone.row),
        ("transferred", no.as_str(), None)
    );
    loop {
        let news = change(&mut came).await;
        if news.event == "transferred" {
            assert_eq!(news.row.unwrap().division, "370304");
            break;
        }
    }
    assert_eq!(here.item(&no).await.unwrap_err().code(), Some("not-found"));
    there.item(&no).await.unwrap();
}

#[tokio::test]
async fn whoever_has_missed_too_much_is_told_to_read_anew() {
    let server = Server::start().await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    // Straight into the store: what counts here is that many places have gone by.
    let mut tx = server.app.store.write().await.unwrap();
    let mut history = tx
        .history(
            &lianban::backend::store::scope::EVERYTHING,
            &no.parse().unwrap(),
        )
        .await
        .unwrap();
    let last = history.pop().unwrap();
    let noise: Vec<_> = (2..2_100)
        .map(|version| lianban::domain::item::event::EventRecord {
            version,
            event: lianban::domain::item::event::Event::Noted {
                words: "看".to_owned(),
            },
            ..last.clone()
        })
        .collect();
    tx.append(&noise).unwrap();
    tx.commit().await.unwrap();
    let mut feed = up(&officer, Some(1)).await;
    assert_eq!(feed.next().await.unwrap(), FeedEvent::Reset);
    assert_eq!(feed.cursor(), Some(2_099));
}

#[tokio::test]
async fn a_feed_needs_a_session_and_a_place_that_is_one() {
    let server = Server::start().await;
    let error = server.stranger().feed(None).next().await.unwrap_err();
    assert!(error.is_signed_out());
    let auditor = server
        .officer("auditor", (Role::Auditor, None, "370300"))
        .await;
    assert_eq!(
        auditor.feed(None).next().await.unwrap_err().code(),
        Some("not-allowed")
    );
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    assert_eq!(
        officer.feed(Some(-1)).next().await.unwrap_err().code(),
        Some("bad-parameter")
    );
}

#[tokio::test]
async fn a_server_that_stops_ends_its_feeds() {
    let server = Server::start().await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let mut feed = up(&officer, None).await;
    server.stop.cancel();
    assert!(matches!(
        feed.next().await.unwrap(),
        FeedEvent::Down(Error::Offline(address)) if address == server.url
    ));
}
