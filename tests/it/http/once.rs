//! A decision counts once, and never over what nobody has seen.

use lianban::api::items::{DecisionRequest, ItemRow};
use lianban::client::{Client, Error, Key};
use lianban::domain::policy::Role;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::support::{Server, ZHANGDIAN, problem};

struct Desk {
    server: Server,
    token: String,
    no: String,
}

impl Desk {
    async fn new() -> Self {
        let server = Server::start().await;
        server.account("wangmin", ZHANGDIAN).await;
        let token = server.token("wangmin").await;
        let no = server.filed(&["B1"]).await.items[0].no.clone();
        Self { server, token, no }
    }

    async fn decide(&self, seen: Option<&str>, key: Option<&str>, body: &Value) -> Response {
        let path = format!("/api/v1/items/{}/decisions", self.no);
        let mut request = self
            .server
            .ask(Method::POST, &path)
            .bearer_auth(&self.token)
            .json(body);
        if let Some(seen) = seen {
            request = request.header("if-match", seen);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        request.send().await.unwrap()
    }

    fn client(&self) -> Client {
        let client = self.server.stranger();
        client.resume(&self.token).unwrap();
        client
    }
}

fn accept() -> Value {
    json!({"action": "accept"})
}

#[tokio::test]
async fn a_decision_says_which_version_it_is_about() {
    let desk = Desk::new().await;
    for (seen, status, code) in [
        (None, 428, "if-match-required"),
        (Some("*"), 400, "bad-if-match"),
        (Some("W/\"1\""), 400, "bad-if-match"),
        (Some("\"1\", \"2\""), 400, "bad-if-match"),
        (Some("1"), 400, "bad-if-match"),
        (Some("\"+1\""), 400, "bad-if-match"),
        (Some("\"\""), 400, "bad-if-match"),
        (Some("\"2\""), 412, "version-changed"),
    ] {
        let answer = desk.decide(seen, Some("key"), &accept()).await;
        assert_eq!(answer.status(), status, "{seen:?}");
        let problem = problem(answer).await;
        assert_eq!(problem.code, code, "{seen:?}");
        if status == 412 {
            let current = problem.current.unwrap();
            assert_eq!(
                (
                    current.version,
                    current.state.as_str(),
                    current.change.as_str()
                ),
                (1, "received", "filed")
            );
        }
    }
    let answer = desk.decide(Some("\"1\""), Some("key"), &accept()).await;
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.headers()["etag"].to_str().unwrap()
        ),
        (200, "\"2\"")
    );
}

#[tokio::test]
async fn a_decision_carries_a_key() {
    let desk = Desk::new().await;
    let long = "k".repeat(65);
    for key in [None, Some(""), Some("a b"), Some(long.as_str())] {
        let answer = desk.decide(Some("\"1\""), key, &accept()).await;
        assert_eq!(answer.status(), 400, "{key:?}");
        assert_eq!(
            problem(answer).await.code,
            "idempotency-key-required",
            "{key:?}"
        );
    }
    assert_eq!(
        desk.client().item(&desk.no).await.unwrap().row.version,
        1,
        "nothing has changed"
    );
}

#[tokio::test]
async fn a_repeat_is_answered_as_the_first_time_even_after_the_item_moved_on() {
    let desk = Desk::new().await;
    let first = desk.decide(Some("\"1\""), Some("key"), &accept()).await;
    assert!(!first.headers().contains_key("idempotent-replayed"));
    let first = first.text().await.unwrap();
    let at_once = desk.decide(Some("\"1\""), Some("key"), &accept()).await;
    assert_eq!(at_once.headers()["idempotent-replayed"], "true");
    assert_eq!(at_once.text().await.unwrap(), first);
    let note = DecisionRequest::Note {
        words: "已电话核实".to_owned(),
    };
    desk.client()
        .decide(&desk.no, 2, &Key::fresh(), &note)
        .await
        .unwrap();
    let later = desk.decide(Some("\"1\""), Some("key"), &accept()).await;
    assert_eq!(
        (
            later.status().as_u16(),
            later.headers()["etag"].to_str().unwrap()
        ),
        (200, "\"2\"")
    );
    assert_eq!(later.text().await.unwrap(), first);
    assert_eq!(
        desk.client().item(&desk.no).await.unwrap().row.version,
        3,
        "counted once"
    );
}

#[tokio::test]
async fn a_key_belongs_to_one_request() {
    let desk = Desk::new().await;
    assert_eq!(
        desk.decide(Some("\"1\""), Some("key"), &accept())
            .await
            .status(),
        200
    );
    let other_body = desk
        .decide(
            Some("\"1\""),
            Some("key"),
            &json!({"action": "note", "words": "看"}),
        )
        .await;
    assert_eq!(other_body.status(), 422);
    assert_eq!(problem(other_body).await.code, "idempotency-key-reused");
    let other_version = desk.decide(Some("\"2\""), Some("key"), &accept()).await;
    assert_eq!(problem(other_version).await.code, "idempotency-key-reused");
}

#[tokio::test]
async fn a_key_of_another_officer_is_as_good_as_unseen() {
    let desk = Desk::new().await;
    let note = DecisionRequest::Note {
        words: "看".to_owned(),
    };
    let key = Key::fresh();
    desk.client()
        .decide(&desk.no, 1, &key, &note)
        .await
        .unwrap();
    let colleague = desk.server.officer("liqiang", ZHANGDIAN).await;
    let row = colleague.decide(&desk.no, 2, &key, &note).await.unwrap();
    assert_eq!(row.version, 3);
}

#[tokio::test]
async fn what_can_no_longer_be_done_is_answered_with_who_did_what() {
    let desk = Desk::new().await;
    let colleague = desk.server.officer("liqiang", ZHANGDIAN).await;
    let accept = DecisionRequest::Accept {};
    colleague
        .decide(&desk.no, 1, &Key::fresh(), &accept)
        .await
        .unwrap();
    let Error::Problem(problem) = desk
        .client()
        .decide(&desk.no, 1, &Key::fresh(), &accept)
        .await
        .unwrap_err()
    else {
        panic!("not a problem")
    };
    assert_eq!(
        (problem.status, problem.code.as_str()),
        (409, "illegal-move")
    );
    let current = problem.current.unwrap();
    assert_eq!((current.state.as_str(), current.version), ("reviewing", 2));
    assert_eq!(
        (current.changed_by.as_str(), current.change.as_str()),
        ("liqiang 的姓名", "accepted")
    );
    let note = DecisionRequest::Note {
        words: "看".to_owned(),
    };
    let Error::Problem(problem) = desk
        .client()
        .decide(&desk.no, 1, &Key::fresh(), &note)
        .await
        .unwrap_err()
    else {
        panic!("not a problem")
    };
    assert_eq!(
        (problem.status, problem.code.as_str()),
        (412, "version-changed"),
        "a note would still be legal"
    );
}

#[tokio::test]
async fn whoever_holds_an_item_is_called_by_name_as_well_as_login() {
    let desk = Desk::new().await;
    let colleague = desk.server.officer("liqiang", ZHANGDIAN).await;
    let no = &desk.no;
    let claim = DecisionRequest::Claim {};
    colleague
        .decide(no, 1, &Key::fresh(), &claim)
        .await
        .unwrap();
    // With the version that was seen before, and with the one that stands now.
    for seen in [1, 2] {
        let error = desk
            .client()
            .decide(no, seen, &Key::fresh(), &DecisionRequest::Accept {})
            .await
            .unwrap_err();
        let Error::Problem(problem) = error else {
            panic!("not a problem")
        };
        assert_eq!(problem.code, "held-by-another");
        assert!(
            problem.detail.contains("liqiang 的姓名（liqiang）"),
            "{}",
            problem.detail
        );
        assert_eq!(problem.current.unwrap().changed_by, "liqiang 的姓名");
    }
}

#[tokio::test]
async fn of_many_officers_at_one_instant_one_wins() {
    let desk = Desk::new().await;
    let mut officers = Vec::new();
    for n in 0..12 {
        officers.push(desk.server.officer(&format!("officer{n}"), ZHANGDIAN).await);
    }
    let attempts = officers.iter().map(|officer| {
        let no = desk.no.clone();
        async move {
            officer
                .decide(&no, 1, &Key::fresh(), &DecisionRequest::Accept {})
                .await
        }
    });
    let answers: Vec<Result<ItemRow, Error>> = futures::future::join_all(attempts).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for error in answers.into_iter().filter_map(Result::err) {
        assert_eq!(error.code(), Some("illegal-move"));
    }
}

#[tokio::test]
async fn the_same_request_many_times_at_one_instant_counts_once() {
    let desk = Desk::new().await;
    let client = desk.client();
    let (key, note) = (
        Key::fresh(),
        DecisionRequest::Note {
            words: "看".to_owned(),
        },
    );
    let attempts = (0..12).map(|_| client.decide(&desk.no, 1, &key, &note));
    let answers: Vec<ItemRow> = futures::future::join_all(attempts)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(client.item(&desk.no).await.unwrap().row.version, 2);
}

#[tokio::test]
async fn unknown_fields_of_a_decision_are_refused() {
    let desk = Desk::new().await;
    for body in [
        json!({"action": "accept", "state": "closed"}),
        json!({"action": "approve", "opinion": "同意", "outcome": "refused"}),
        json!({"action": "note", "words": "看", "version": 9}),
        json!({"action": "refuse", "opinion": "不", "grounds": {"code": "x", "reason": "x", "basis": "x", "remedy": "x", "by": "x"}}),
        json!({"action": "record_feedback", "words": "x", "filed_by": "x"}),
    ] {
        let answer = desk.decide(Some("\"1\""), Some("key"), &body).await;
        assert_eq!(answer.status(), 400, "{body}");
        assert_eq!(problem(answer).await.code, "unknown-field", "{body}");
    }
    let answer = desk
        .decide(Some("\"1\""), Some("key"), &json!({"action": "abolish"}))
        .await;
    assert_eq!(problem(answer).await.code, "bad-field");
    assert_eq!(
        desk.client().item(&desk.no).await.unwrap().row.version,
        1,
        "nothing has changed"
    );
}

#[tokio::test]
async fn an_officer_of_another_desk_learns_nothing_by_deciding() {
    let desk = Desk::new().await;
    let stranger = desk
        .server
        .officer("boshan", (Role::Handler, Some("hrss"), "370304"))
        .await;
    let error = stranger
        .decide(&desk.no, 9, &Key::fresh(), &DecisionRequest::Accept {})
        .await
        .unwrap_err();
    assert_eq!(
        error.code(),
        Some("not-found"),
        "not even that the version is another"
    );
}
