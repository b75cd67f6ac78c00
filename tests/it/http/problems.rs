//! Every refusal and failure has one form, in the reader's language, and says nothing of what was sent.

use std::collections::BTreeSet;

use lianban::api::problem::Code;
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::support::{COUNTER, Server, ZHANGDIAN, problem};

#[test]
fn every_code_has_its_words_in_both_languages_and_is_sent_once() {
    let mut sent = BTreeSet::new();
    for code in Code::ALL {
        assert!(sent.insert(code.as_str()), "{}", code.as_str());
        assert!((400..=503).contains(&code.status()));
        for lang in ["zh-CN", "en"] {
            let words = |file: &str| {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/words");
                std::fs::read_to_string(format!("{folder}/{lang}/{file}.ftl")).unwrap()
            };
            let (problem, refusal) = (words("problem"), words("refusal"));
            let has = |file: &str, id: String| file.lines().any(|line| line.starts_with(&id));
            assert!(
                has(&problem, format!("problem-{} = ", code.as_str())),
                "{lang}: {}",
                code.as_str()
            );
            // The domain's refusals bring their own detail, with the facts of the case.
            let detail = has(&problem, format!("problem-{}-detail = ", code.as_str()))
                || has(&refusal, format!("refusal-{} = ", code.as_str()))
                || has(&refusal, format!("refusal-{}-", code.as_str()));
            assert!(detail, "{lang}: {}", code.as_str());
        }
    }
}

async fn check(request: RequestBuilder, status: u16, code: &str, says: &str) {
    let answer = request.send().await.unwrap();
    let allow = answer.headers().get("allow").cloned();
    assert_eq!(answer.status(), status, "{says}");
    if status == 401 {
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
    }
    assert_eq!(problem(answer).await.code, code, "{says}");
    assert_eq!(
        status == 405,
        allow.is_some_and(|allow| !allow.is_empty()),
        "{says}: Allow"
    );
}

#[tokio::test]
async fn an_address_or_method_that_is_not_there_is_a_problem_too() {
    let server = Server::start().await;
    let long = format!("/api/v1/items?q={}", "a".repeat(5000));
    for (method, path, status, code) in [
        ("GET", "/nowhere", 404, "no-such-path"),
        ("GET", "/api/v1/", 404, "no-such-path"),
        ("GET", "/api/v2/items", 404, "no-such-path"),
        ("GET", "/api/v1/sessions", 405, "method-not-allowed"),
        ("TRACE", "/api/v1/items", 405, "method-not-allowed"),
        ("BREW", "/healthz", 405, "method-not-allowed"),
        ("GET", long.as_str(), 414, "uri-too-long"),
        ("GET", "/api/v1/items", 401, "token-invalid"),
    ] {
        check(
            server.ask(method.parse().unwrap(), path),
            status,
            code,
            path,
        )
        .await;
    }
    let wide = server
        .ask(Method::GET, "/api/v1/items")
        .header("x-wide", "b".repeat(20_000));
    check(wide, 431, "headers-too-large", "a wide header").await;
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_a_problem_too() {
    let server = Server::start().await;
    let deep = format!(r#"{{"login":{}"#, "[".repeat(100_000));
    let large = "x".repeat(300_000);
    let good = r#"{"login":"a","password":"b"}"#;
    let two = format!("{good} {{}}");
    for (media, body, status, code) in [
        ("", good, 415, "unsupported-media-type"),
        ("text/plain", good, 415, "unsupported-media-type"),
        ("application/json", "", 400, "bad-json"),
        ("application/json", "{", 400, "bad-json"),
        ("application/json", &deep, 400, "bad-field"),
        ("application/json", "\u{feff}{}", 400, "bad-json"),
        ("application/json", &two, 400, "bad-json"),
        (
            "application/json",
            r#"{"login":"\ud800","password":"b"}"#,
            400,
            "bad-json",
        ),
        (
            "application/json",
            r#"{"login":1e999,"password":"b"}"#,
            400,
            "bad-json",
        ),
        (
            "application/json",
            r#"{"login":"a","password":"b","role":"system_admin"}"#,
            400,
            "unknown-field",
        ),
        ("application/json", r#"{"login":"a"}"#, 400, "missing-field"),
        (
            "application/json",
            r#"{"login":"a","login":"b","password":"c"}"#,
            400,
            "duplicate-field",
        ),
        (
            "application/json",
            r#"{"login":1,"password":"b"}"#,
            400,
            "bad-field",
        ),
        ("application/json; charset=utf-8", &large, 413, "too-large"),
    ] {
        let request = server
            .ask(Method::POST, "/api/v1/sessions")
            .body(body.to_owned());
        let request = if media.is_empty() {
            request
        } else {
            request.header("content-type", media)
        };
        check(request, status, code, &body[..body.len().min(60)]).await;
    }
    let packed = server
        .ask(Method::POST, "/api/v1/sessions")
        .json(&json!({}))
        .header("content-encoding", "gzip");
    check(packed, 415, "unsupported-media-type", "a packed body").await;
}

#[tokio::test]
async fn a_credential_or_parameter_that_is_none_is_a_problem_too() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    let token = server.token("wangmin").await;
    for credential in [
        "Bearer",
        "Bearer ",
        "Basic dTpw",
        &format!("Basic {token}"),
        &format!("Bearer {token} x"),
    ] {
        let request = server
            .ask(Method::GET, "/api/v1/items")
            .header("authorization", credential);
        check(request, 401, "token-invalid", credential).await;
    }
    let twice = server
        .ask(Method::GET, "/api/v1/items")
        .bearer_auth(&token)
        .bearer_auth(&token);
    check(twice, 401, "token-invalid", "two tokens").await;
    for (path, status, code) in [
        ("items?limit=0", 400, "bad-parameter"),
        ("items?limit=201", 400, "bad-parameter"),
        ("items?limit=-1", 400, "bad-parameter"),
        ("items?limit=1e3", 400, "bad-parameter"),
        ("items?limit=18446744073709551616", 400, "bad-parameter"),
        ("items?limit=", 400, "bad-parameter"),
        ("items?limit=1&limit=2", 400, "bad-parameter"),
        ("items?order_by=1", 400, "bad-parameter"),
        ("items?sort=person%27--", 400, "bad-parameter"),
        ("items?state=done", 400, "bad-parameter"),
        ("items?cursor=n.0.0.x", 400, "bad-cursor"),
        ("items/ZB261124-00001-0-B1", 404, "not-found"),
        ("items/%2e%2e%2fsecret", 404, "not-found"),
        ("items/ZB261124-00001-0-B1/materials/x", 404, "not-found"),
        ("applications/ZB261124-00001-0/result", 404, "not-found"),
        ("catalogues/1999.1", 404, "not-found"),
    ] {
        let request = server
            .ask(Method::GET, &format!("/api/v1/{path}"))
            .bearer_auth(&token);
        check(request, status, code, path).await;
    }
}

#[tokio::test]
async fn the_wrong_part_is_named_by_its_place_and_its_value_is_not_repeated() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    let token = server.token("wangmin").await;
    let decision = json!({"action": "request_correction", "defects": [{"target": {"field": 7}, "code": "张晓丰"}]});
    let request = server
        .ask(Method::POST, "/api/v1/items/ZB261124-00001-0-B1/decisions")
        .bearer_auth(&token);
    let answer = request
        .header("if-match", "\"1\"")
        .header("idempotency-key", "k")
        .json(&decision)
        .send()
        .await
        .unwrap();
    assert_eq!(
        problem(answer).await.code,
        "not-found",
        "a number that cannot be comes first"
    );
    let answer = server
        .ask(Method::GET, "/api/v1/items?limit=张晓丰")
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    let found = problem(answer).await;
    assert_eq!(found.errors[0].pointer, "?limit");
    assert!(!serde_json::to_string(&found).unwrap().contains("晓丰"));
    let sign_in = json!({"login": "a", "password": {"张晓丰": 1}});
    let answer = server
        .ask(Method::POST, "/api/v1/sessions")
        .json(&sign_in)
        .send()
        .await
        .unwrap();
    let found = problem(answer).await;
    assert_eq!(
        (found.code.as_str(), found.errors[0].pointer.as_str()),
        ("bad-field", "/password")
    );
    assert!(!serde_json::to_string(&found).unwrap().contains("晓丰"));
}

#[tokio::test]
async fn the_language_follows_accept_language_and_is_chinese_where_none_is_known() {
    let server = Server::start().await;
    for (accepted, lang) in [
        (None, "zh-CN"),
        (Some("zh-CN,zh;q=0.9,en;q=0.8"), "zh-CN"),
        (Some("en-GB,en;q=0.5"), "en"),
        (Some("fr, en;q=0.3, zh;q=0.2"), "en"),
        (Some("en;q=0, *"), "zh-CN"),
        (Some("fr"), "zh-CN"),
        (Some("en;q=abc"), "en"),
    ] {
        let request = server.ask(Method::GET, "/nowhere");
        let request = match accepted {
            Some(accepted) => request.header("accept-language", accepted),
            None => request,
        };
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["content-language"], lang, "{accepted:?}");
        let title = problem(answer).await.title;
        assert_eq!(title.is_ascii(), lang == "en", "{title}");
    }
}

#[tokio::test]
async fn a_body_without_end_is_refused_while_it_comes() {
    let server = Server::start().await;
    let address = server.url.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = "POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let chunk = format!("8000\r\n{}\r\n", " ".repeat(0x8000));
    let endless =
        tokio::spawn(async move { while writing.write_all(chunk.as_bytes()).await.is_ok() {} });
    let mut answer = vec![0; 12];
    reading.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, b"HTTP/1.1 413");
    drop(reading);
    endless.abort();
}

#[tokio::test]
async fn what_a_role_may_not_do_is_refused_before_what_is_sent_is_read() {
    let server = Server::start().await;
    server.account("clerk", COUNTER).await;
    let token = server.token("clerk").await;
    let answer = server
        .ask(Method::GET, "/api/v1/backlog?nonsense")
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(answer).await.code, "not-allowed");
    let answer = server
        .ask(Method::POST, "/api/v1/officers")
        .bearer_auth(&token)
        .body("{")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(answer).await.code, "not-allowed");
}

#[tokio::test]
async fn no_answer_is_kept_on_the_way_and_none_is_guessed_at() {
    let server = Server::start().await;
    for path in ["/healthz", "/nowhere"] {
        let answer = server.ask(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
        assert_eq!(
            answer.headers()["x-content-type-options"],
            "nosniff",
            "{path}"
        );
    }
}
