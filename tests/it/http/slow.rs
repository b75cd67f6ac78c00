//! Slow clients are cut, and hurt nobody else.

use std::time::Duration;

use lianban::api::problem::Problem;
use lianban::backend::http::Limits;
use lianban::client::FeedEvent;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::support::{Server, ZHANGDIAN};

const SOON: Duration = Duration::from_millis(200);

async fn connected(server: &Server) -> TcpStream {
    TcpStream::connect(server.url.strip_prefix("http://").unwrap())
        .await
        .unwrap()
}

/// What comes until the server closes; a test that waits here for ever has failed.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset is as good an end as any.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn impatient() -> Limits {
    Limits {
        idle: SOON,
        head: SOON,
        piece: SOON,
        ..Limits::default()
    }
}

#[tokio::test]
async fn half_a_head_is_cut() {
    let server = Server::with(impatient()).await;
    let mut stream = connected(&server).await;
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Half")
        .await
        .unwrap();
    until_closed(&mut stream).await;
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_cut() {
    let server = Server::with(impatient()).await;
    until_closed(&mut connected(&server).await).await;
}

/// Reads one answer of `/healthz` to its end.
async fn well(stream: &mut TcpStream) {
    let request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"ok\n") {
        answer.push(stream.read_u8().await.unwrap());
    }
    assert!(answer.starts_with(b"HTTP/1.1 200 "));
}

#[tokio::test]
async fn silence_between_two_requests_has_another_limit_than_a_head() {
    let server = Server::with(Limits {
        idle: SOON,
        ..Limits::default()
    })
    .await;
    let mut stream = connected(&server).await;
    well(&mut stream).await;
    until_closed(&mut stream).await;
}

#[tokio::test]
async fn a_head_that_is_not_finished_is_cut_though_silence_is_allowed() {
    let server = Server::with(Limits {
        head: SOON,
        ..Limits::default()
    })
    .await;
    let mut stream = connected(&server).await;
    well(&mut stream).await;
    // Longer than a head may take, and nothing has been begun.
    tokio::time::timeout(SOON * 3, stream.read_u8())
        .await
        .unwrap_err();
    well(&mut stream).await;
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nX-Ha")
        .await
        .unwrap();
    until_closed(&mut stream).await;
}

#[tokio::test]
async fn a_feed_outlives_the_limits_of_a_head_and_of_silence() {
    let server = Server::with(impatient()).await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let mut feed = officer.feed(None);
    assert_eq!(feed.next().await.unwrap(), FeedEvent::Up);
    tokio::time::timeout(SOON * 3, feed.next())
        .await
        .unwrap_err();
    server.filed(&["B1"]).await;
    assert!(matches!(feed.next().await.unwrap(), FeedEvent::Change(_)));
}

#[tokio::test]
async fn what_is_no_http_is_refused_in_the_form_of_every_refusal() {
    let server = Server::start().await;
    let wide = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(500_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(300));
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(80_000));
    for (sent, status, code) in [
        ("NONSENSE\r\n\r\n", 400, "bad-request"),
        ("GET / HTTP/9.9\r\n\r\n", 400, "bad-request"),
        (
            "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n",
            400,
            "bad-request",
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            400,
            "bad-request",
        ),
        (wide.as_str(), 431, "headers-too-large"),
        (many.as_str(), 431, "headers-too-large"),
        (long.as_str(), 414, "uri-too-long"),
    ] {
        let mut stream = connected(&server).await;
        // The server may have answered and gone before all of it is sent.
        let _ = stream.write_all(sent.as_bytes()).await;
        let answer = until_closed(&mut stream).await;
        let says = &sent[..sent.len().min(30)];
        let (head, body) = answer.split_once("\r\n\r\n").expect(says);
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
        assert!(
            head.contains("content-type: application/problem+json"),
            "{head}"
        );
        let problem: Problem = serde_json::from_str(body).unwrap();
        assert_eq!(
            (problem.status, problem.code.as_str()),
            (status, code),
            "{says}"
        );
        assert!(head.contains(&format!("x-request-id: {}", problem.instance)));
    }
}

#[tokio::test]
async fn a_body_that_stops_is_answered_408_as_a_problem() {
    let server = Server::with(impatient()).await;
    let mut stream = connected(&server).await;
    let head = "POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = until_closed(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("application/problem+json") && answer.contains("request-timeout"));
}

#[tokio::test]
async fn a_body_that_drips_below_the_least_rate_is_cut_though_no_piece_is_late() {
    let limits = Limits {
        piece: Duration::from_millis(300),
        least_rate: 1_000_000,
        ..Limits::default()
    };
    let server = Server::with(limits).await;
    let mut stream = connected(&server).await;
    let head = "POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let drip = tokio::spawn(async move {
        let mut every = tokio::time::interval(Duration::from_millis(20));
        loop {
            every.tick().await;
            if writing.write_all(b" ").await.is_err() {
                break;
            }
        }
    });
    let mut answer = Vec::new();
    let _ = reading.read_to_end(&mut answer).await;
    assert!(String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 408 "));
    drip.await.unwrap();
}

#[tokio::test]
async fn a_reader_who_takes_no_answer_is_cut() {
    let limits = Limits {
        write: SOON,
        ..Limits::default()
    };
    let server = Server::with(limits).await;
    let mut stream = connected(&server).await;
    // Each asks for 100 KB that nobody fetches, until the server no longer listens and then no longer is.
    let request = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n";
    while stream.write_all(request).await.is_ok() {}
    server.stranger().healthy().await.unwrap();
}

#[tokio::test]
async fn connections_beyond_the_cap_wait_until_one_is_cut() {
    let server = Server::with(Limits {
        connections: 2,
        ..impatient()
    })
    .await;
    let silent = [
        connected(&server).await,
        connected(&server).await,
        connected(&server).await,
    ];
    server.stranger().healthy().await.unwrap();
    drop(silent);
}

#[tokio::test]
async fn a_stop_lets_the_request_under_way_finish() {
    let server = Server::start().await;
    let mut stream = connected(&server).await;
    let body = r#"{"login":"nobody","password":"nothing"}"#;
    let head = format!(
        "POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Expect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(
        &go_on, b"HTTP/1.1 100 Continue\r\n\r\n",
        "the handler waits for the body"
    );
    server.stop.cancel();
    stream.write_all(body.as_bytes()).await.unwrap();
    let answer = until_closed(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    assert!(
        TcpStream::connect(server.url.strip_prefix("http://").unwrap())
            .await
            .is_err(),
        "nobody new comes in"
    );
}
