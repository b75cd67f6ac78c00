//! Whatever is wrong with a request is named by its place in it, down to the last field.

use reqwest::Method;
use reqwest::multipart::Form;
use serde_json::{Value, json};

use super::support::{COUNTER, Server, ZHANGDIAN, application, problem};

#[tokio::test]
async fn what_is_wrong_with_a_decision_is_named_by_its_place() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    let token = server.token("wangmin").await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let grounds = |field: &str| {
        let mut grounds = json!({"code": "x", "reason": "x", "basis": "x", "remedy": "x"});
        grounds.as_object_mut().unwrap().remove(field);
        grounds
    };
    let defect = |defect: Value| json!({"action": "request_correction", "defects": [defect]});
    for (body, code, pointer) in [
        (json!({}), "missing-field", "/action"),
        (json!({"action": "approve"}), "missing-field", "/opinion"),
        (json!({"opinion": "同意"}), "missing-field", "/action"),
        (json!({"action": "abolish"}), "bad-field", "/action"),
        (json!({"action": "expire"}), "bad-field", "/action"),
        (json!({"action": 7}), "bad-field", "/action"),
        (json!({"action": "note", "words": 7}), "bad-field", "/words"),
        (
            json!({"words": "看", "action": "note", "version": 9}),
            "unknown-field",
            "/version",
        ),
        (
            json!({"action": "note", "words": "看", "opinion": "看"}),
            "unknown-field",
            "/opinion",
        ),
        (
            json!({"action": "refuse", "opinion": "不", "grounds": grounds("basis")}),
            "missing-field",
            "/grounds/basis",
        ),
        (
            json!({"action": "suspend", "kind": "x", "reason": "x", "expected_work_days": -1}),
            "bad-field",
            "/expected_work_days",
        ),
        (
            json!({"action": "approve", "opinion": "同意", "feedback": {"fields": [["a"]]}}),
            "bad-field",
            "/feedback/fields/0",
        ),
        (
            defect(json!({"target": {"field": 7}, "code": "x", "words": "x", "sample": "x"})),
            "bad-field",
            "/defects/0/target",
        ),
        (
            defect(json!({"target": {"field": "person.phone"}, "code": "x", "words": "x"})),
            "missing-field",
            "/defects/0/sample",
        ),
        (
            defect(
                json!({"target": {"field": "person.phone"}, "code": "x", "words": "x", "sample": "x", "a/b": 1}),
            ),
            "unknown-field",
            "/defects/0/a~1b",
        ),
        (
            json!({"action": "assign", "to": "no login"}),
            "bad-field",
            "/to",
        ),
    ] {
        let request = server
            .ask(Method::POST, &format!("/api/v1/items/{no}/decisions"))
            .bearer_auth(&token)
            .header("if-match", "\"1\"")
            .header("idempotency-key", "k");
        let found = problem(request.json(&body).send().await.unwrap()).await;
        assert_eq!(
            (found.code.as_str(), found.errors[0].pointer.as_str()),
            (code, pointer),
            "{body}"
        );
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_application_is_named_by_its_place() {
    let server = Server::start().await;
    server.account("clerk", COUNTER).await;
    let token = server.token("clerk").await;
    let good = serde_json::to_value(application(&["B1"])).unwrap();
    let with = |field: &str, value: Value| {
        let mut changed = good.clone();
        changed[field] = value;
        changed.to_string()
    };
    let without = |field: &str| {
        let mut changed = good.clone();
        changed.as_object_mut().unwrap().remove(field);
        changed.to_string()
    };
    let text = good.to_string();
    for (body, code, pointer) in [
        (without("scene"), "missing-field", "/scene"),
        (without("matters"), "missing-field", "/matters"),
        (with("extra", json!(1)), "unknown-field", "/extra"),
        (with("matters", json!("B1")), "bad-field", "/matters"),
        (with("matters", json!(["B1", 2])), "bad-field", "/matters/1"),
        (
            with("form", json!({"person.name": ["张"]})),
            "bad-field",
            "/form/person.name",
        ),
        (
            with("shared", json!({"person.name": {"value": "x"}})),
            "missing-field",
            "/shared/person.name/register",
        ),
        (
            text.replacen(r#""form":{"#, r#""form":{"person.name":"别人","#, 1),
            "duplicate-field",
            "/form/person.name",
        ),
        (
            text.replacen(r#""scene""#, r#""scene":"hire","scene""#, 1),
            "duplicate-field",
            "/scene",
        ),
    ] {
        let request = server
            .ask(Method::POST, "/api/v1/applications")
            .bearer_auth(&token)
            .header("idempotency-key", "k")
            .multipart(Form::new().text("application", body.clone()));
        let found = problem(request.send().await.unwrap()).await;
        assert_eq!(
            (found.code.as_str(), found.errors[0].pointer.as_str()),
            (code, pointer),
            "{body}"
        );
    }
    assert_eq!(
        server
            .app
            .store
            .read()
            .await
            .unwrap()
            .last_seq()
            .await
            .unwrap(),
        0,
        "nothing was filed"
    );
}
