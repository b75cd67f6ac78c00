//! A person who exists nowhere else is sent through everything, and is in no log line and in no refusal.

use lianban::api::applications::Receipt;
use lianban::api::items::{ClearViewRequest, DecisionRequest, InboxQuery};
use lianban::backend::telemetry;
use lianban::client::{Attachment, Error, Key};
use lianban::domain::form::Raw;
use lianban::domain::policy::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::support::{COUNTER, Log, PASSWORD, Server, ZHANGDIAN, application, attachments, log};

/// All that must not be seen: name, parts of it, ID number, phone, address, opinion, password.
const CANARY: [&str; 7] = [
    "张晓丰",
    "晓丰",
    "370303199003075172",
    "13805331234",
    "柳泉路1号",
    "家中有变故",
    PASSWORD,
];

fn clear_of_canary(text: &str, what: &str) {
    for canary in CANARY {
        assert!(!text.contains(canary), "{what} holds {canary}: {text}");
    }
}

fn refused<T>(answer: Result<T, Error>) {
    let Err(Error::Problem(problem)) = answer else {
        panic!("not a problem")
    };
    clear_of_canary(&serde_json::to_string(&problem).unwrap(), "a problem");
    clear_of_canary(&format!("{problem:?}"), "its debug form");
}

async fn file_the_canary(server: &Server) -> Receipt {
    let clerk = server.officer("clerk", COUNTER).await;
    let mut wrong = application(&["B1", "B3"]);
    wrong.form.insert(
        "person.phone".to_owned(),
        Raw::Text("家中有变故".to_owned()),
    );
    refused(
        clerk
            .file(&Key::fresh(), &wrong, attachments(&["B3"]))
            .await,
    );
    let file = Attachment {
        kind: "id_card".to_owned(),
        file_name: "张晓丰.png".to_owned(),
        bytes: b"370303199003075172".to_vec(),
    };
    refused(
        clerk
            .file(&Key::fresh(), &application(&["B1", "B3"]), vec![file])
            .await,
    );
    let receipt = clerk
        .file(
            &Key::fresh(),
            &application(&["B1", "B3"]),
            attachments(&["B3"]),
        )
        .await
        .unwrap();
    clerk.result(&receipt.application).await.unwrap();
    receipt
}

async fn work_on_the_canary(server: &Server, no: &str) {
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    for q in ["张晓丰", "5172", "zxf", "370303199003075172"] {
        let query = InboxQuery {
            q: Some(q.to_owned()),
            ..InboxQuery::default()
        };
        officer.inbox(&query).await.unwrap();
    }
    let query = InboxQuery {
        sort: Some("张晓丰".to_owned()),
        ..InboxQuery::default()
    };
    refused(officer.inbox(&query).await);
    let look = ClearViewRequest {
        reason: "家中有变故".to_owned(),
    };
    officer.view_clear(no, &look).await.unwrap();
    let note = |words: String| DecisionRequest::Note { words };
    let words = "家中有变故".to_owned();
    officer
        .decide(no, 2, &Key::fresh(), &note(words.clone()))
        .await
        .unwrap();
    refused(
        officer
            .decide(no, 2, &Key::fresh(), &note(words.clone()))
            .await,
    );
    refused(
        officer
            .decide(no, 3, &Key::fresh(), &note(words.repeat(5_000)))
            .await,
    );
    let resume = DecisionRequest::Resume { result: words };
    refused(officer.decide(no, 3, &Key::fresh(), &resume).await);
    let stranger = server
        .officer("boshan", (Role::Handler, Some("hrss"), "370304"))
        .await;
    refused(stranger.item(no).await);
}

async fn ask_wrongly_for_the_canary(server: &Server) {
    for path in [
        "/张晓丰",
        "/api/v1/items/370303199003075172",
        "/api/v1/items?q=晓丰&limit=晓丰",
    ] {
        let answer = server
            .ask(Method::GET, path)
            .bearer_auth("370303199003075172")
            .send()
            .await
            .unwrap();
        clear_of_canary(&answer.text().await.unwrap(), path);
    }
    let sign_in = json!({"login": "张晓丰", "password": PASSWORD});
    let answer = server
        .ask(Method::POST, "/api/v1/sessions")
        .json(&sign_in)
        .send()
        .await
        .unwrap();
    clear_of_canary(&answer.text().await.unwrap(), "a refused sign-in");
}

#[tokio::test]
async fn a_canary_is_in_no_log_line_and_in_no_refusal() {
    let server = Server::start().await;
    let receipt = file_the_canary(&server).await;
    work_on_the_canary(&server, &receipt.items[0].no).await;
    ask_wrongly_for_the_canary(&server).await;
    // The log of every server of this process: whatever the other tests do, they do it to the same person.
    let text = log().text();
    clear_of_canary(&text, "the log");
    let requests = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let routes: Vec<String> = requests
        .filter_map(|line| line["route"].as_str().map(ToOwned::to_owned))
        .collect();
    for route in ["/api/v1/items/{no}/decisions", "/api/v1/applications", "-"] {
        assert!(
            routes.iter().any(|logged| logged == route),
            "{route} was logged by its pattern: {routes:?}"
        );
    }
}

#[test]
fn a_canary_that_is_logged_would_be_seen() {
    let log = Log::default();
    tracing::subscriber::with_default(telemetry::subscriber(log.clone()), || {
        tracing::info!(target: "lianban::backend", name = CANARY[0], "logged by mistake");
    });
    let found = std::panic::catch_unwind(|| clear_of_canary(&log.text(), "the log"));
    assert!(found.is_err(), "{}", log.text());
}

#[test]
fn a_logged_text_forges_no_line() {
    let log = Log::default();
    tracing::subscriber::with_default(telemetry::subscriber(log.clone()), || {
        tracing::warn!(
            forged = "one\r\ntwo\u{2028}\u{1b}[2J\"}\n{\"level\":\"INFO\"",
            "three\nfour"
        );
    });
    let text = log.text();
    assert_eq!(text.matches('\n').count(), 1, "{text}");
    let line: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(line["level"], "WARN");
    assert!(!text.contains('\u{1b}'));
}
