//! The files of a result: uploaded by who feeds it back, named by the feedback, fetched by those whose item it is.

use std::path::Path;

use chrono::Duration;
use lianban::api::items::{DecisionRequest, FeedbackInput, ResultFileView};
use lianban::client::{Client, Error, Key};
use lianban::domain::policy::Role;
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use super::support::{COUNTER, Place, Server, ZHANGDIAN, png, problem};

const PORTAL: Place = (Role::Portal, None, "370300");

/// Who has nothing to do with an item of 张店区人社局, or does not feed back, and what they are told.
const STRANGERS: [(&str, Place, &str); 3] = [
    (
        "boshan",
        (Role::Handler, Some("hrss"), "370304"),
        "not-found",
    ),
    (
        "medical",
        (Role::Handler, Some("medical"), "370303"),
        "not-found",
    ),
    (
        "watch",
        (Role::Supervisor, Some("hrss"), "370303"),
        "not-allowed",
    ),
];

/// A feedback of 就业登记 that gives these files.
fn with(files: &[&ResultFileView]) -> FeedbackInput {
    FeedbackInput {
        document_no: Some("ZB-2026-0001".to_owned()),
        fields: vec![
            ("registration_no".to_owned(), "ZB20261124001".to_owned()),
            ("registered_on".to_owned(), "2026-11-24".to_owned()),
        ],
        words: String::new(),
        files: files.iter().map(|file| file.digest.clone()).collect(),
    }
}

pub fn approve(files: &[&ResultFileView]) -> DecisionRequest {
    DecisionRequest::Approve {
        opinion: "符合条件".to_owned(),
        feedback: Some(with(files)),
    }
}

pub async fn upload(officer: &Client, no: &str) -> ResultFileView {
    let name = "就业登记凭证.png".to_owned();
    officer.upload_result_file(no, name, png()).await.unwrap()
}

/// The clerk who files for everybody here.
async fn clerk(server: &Server) -> Client {
    let clerk = server.stranger();
    clerk.resume(&server.token("clerk").await).unwrap();
    clerk
}

fn code<T>(result: Result<T, Error>) -> Option<String> {
    result.err().map(|error| error.code().unwrap().to_owned())
}

/// The files below the folder of materials, those that have not got their lasting name among them.
fn kept(server: &Server) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { count(&path) } else { 1 })
            .sum()
    }
    count(&server.app.config.materials())
}

#[tokio::test]
async fn a_file_goes_from_the_officer_to_the_applicant_with_the_result() {
    let server = Server::start().await;
    let receipt = server.filed(&["B1"]).await;
    let no = &receipt.items[0].no;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let file = upload(&officer, no).await;
    assert_eq!(
        (
            file.file_name.as_str(),
            file.file_type.as_str(),
            file.pixels
        ),
        ("就业登记凭证.png", "png", Some((40, 30)))
    );
    let clerk = clerk(&server).await;
    for reader in [&officer, &clerk] {
        let early = reader.result_file(no, &file.digest).await;
        assert_eq!(code(early).as_deref(), Some("not-found"), "not fed back");
    }
    officer
        .decide(no, 1, &Key::fresh(), &approve(&[&file]))
        .await
        .unwrap();
    let item = officer.item(no).await.unwrap();
    assert_eq!(item.feedback.unwrap().files, std::slice::from_ref(&file));
    let last = item.timeline.last().unwrap();
    assert!(last.words.contains("就业登记凭证.png"), "{}", last.words);
    for reader in [&officer, &clerk] {
        let bytes = reader.result_file(no, &file.digest).await.unwrap();
        assert_eq!(bytes.bytes.as_ref(), png());
        assert_eq!(bytes.content_type, "image/png");
    }
    let result = clerk.result(&receipt.application).await.unwrap();
    assert_eq!(result.items[0].files, std::slice::from_ref(&file));
    let text = clerk.result_text(&receipt.application).await.unwrap();
    let text: String = text.split_whitespace().collect();
    assert!(text.contains("就业登记凭证.png") && text.contains(&file.digest));
}

#[tokio::test]
async fn only_those_whose_item_it_is_fetch_a_file_and_the_applicant_only_what_now_stands() {
    let server = Server::start().await;
    let receipt = server.filed(&["B1", "B3"]).await;
    let (no, other) = (&receipt.items[0].no, &receipt.items[1].no);
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let wrong = upload(&officer, no).await;
    officer
        .decide(no, 1, &Key::fresh(), &approve(&[&wrong]))
        .await
        .unwrap();
    for (login, place, says) in STRANGERS.into_iter().chain([
        ("portal", PORTAL, "not-found"),
        ("other-counter", COUNTER, "not-found"),
        ("audit", (Role::Auditor, None, "370300"), "not-allowed"),
    ]) {
        let stranger = server.officer(login, place).await;
        let answer = stranger.result_file(no, &wrong.digest).await;
        assert_eq!(code(answer).as_deref(), Some(says), "{login}");
    }
    let elsewhere = officer.result_file(other, &wrong.digest).await;
    assert_eq!(
        code(elsewhere).as_deref(),
        Some("not-found"),
        "another item"
    );
    // The officer gave the wrong file; what takes its place is what the applicant gets.
    let amend = DecisionRequest::AmendFeedback(with(&[]));
    let version = officer.item(no).await.unwrap().row.version;
    officer
        .decide(no, version, &Key::fresh(), &amend)
        .await
        .unwrap();
    let clerk = clerk(&server).await;
    let superseded = clerk.result_file(no, &wrong.digest).await;
    assert_eq!(code(superseded).as_deref(), Some("not-found"));
    officer.result_file(no, &wrong.digest).await.unwrap();
    // An earlier version's file is named again without another upload.
    let again = DecisionRequest::AmendFeedback(with(&[&wrong]));
    officer
        .decide(no, version + 1, &Key::fresh(), &again)
        .await
        .unwrap();
    clerk.result_file(no, &wrong.digest).await.unwrap();
}

/// 申报入口: what the portal filed for an applicant, the applicant fetches there.
#[tokio::test]
async fn the_portal_fetches_a_file_of_what_it_filed() {
    let server = Server::start().await;
    let portal = server.officer("zwfw", PORTAL).await;
    let application = super::support::application(&["B1"]);
    let receipt = portal
        .file(&Key::fresh(), &application, vec![])
        .await
        .unwrap();
    let no = &receipt.items[0].no;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let file = upload(&officer, no).await;
    officer
        .decide(no, 1, &Key::fresh(), &approve(&[&file]))
        .await
        .unwrap();
    let bytes = portal.result_file(no, &file.digest).await.unwrap();
    assert_eq!(bytes.bytes.as_ref(), png());
    let saved = portal.save_result_file(no, &file.digest).await;
    assert_eq!(code(saved).as_deref(), Some("not-allowed"));
}

#[tokio::test]
async fn files_are_taken_from_who_may_feed_the_result_back() {
    let server = Server::start().await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let name = || "凭证.png".to_owned();
    let holder = server.officer("wangmin", ZHANGDIAN).await;
    holder
        .decide(&no, 1, &Key::fresh(), &DecisionRequest::Claim {})
        .await
        .unwrap();
    for (login, place, says) in STRANGERS.into_iter().chain([
        ("lina", ZHANGDIAN, "held-by-another"),
        ("other-counter", COUNTER, "not-allowed"),
    ]) {
        let officer = server.officer(login, place).await;
        let answer = officer.upload_result_file(&no, name(), png()).await;
        assert_eq!(code(answer).as_deref(), Some(says), "{login}");
    }
    assert_eq!(kept(&server), 0, "nothing came in");
    let file = upload(&holder, &no).await;
    holder
        .decide(&no, 2, &Key::fresh(), &approve(&[&file]))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_one_officer_has_uploaded_for_an_item_nobody_else_names_nor_anybody_for_another() {
    let server = Server::start().await;
    let receipt = server.filed(&["B1", "B3"]).await;
    let (no, other) = (&receipt.items[0].no, &receipt.items[1].no);
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let colleague = server.officer("zhaolei", ZHANGDIAN).await;
    let file = upload(&officer, no).await;
    for (by, no) in [(&colleague, no), (&officer, other)] {
        let refused = by.decide(no, 1, &Key::fresh(), &approve(&[&file])).await;
        assert_eq!(code(refused).as_deref(), Some("file-not-uploaded"));
        let unread = by.result_file(no, &file.digest).await;
        assert_eq!(code(unread).as_deref(), Some("not-found"));
    }
    // The same bytes from the colleague are the colleague's.
    let same = upload(&colleague, no).await;
    assert_eq!(same.digest, file.digest);
    colleague
        .decide(no, 1, &Key::fresh(), &approve(&[&same]))
        .await
        .unwrap();
}

/// 王敏 has uploaded and sent; the disk fails before the file has its lasting name. She sends again, and nothing else.
#[tokio::test]
async fn a_result_whose_file_could_not_be_kept_counts_when_it_is_sent_again() {
    let server = Server::start().await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let file = upload(&officer, &no).await;
    let in_the_way = server.app.config.materials().join(&file.digest[..2]);
    std::fs::write(&in_the_way, "a file where a folder should be").unwrap();
    let (key, request) = (Key::fresh(), approve(&[&file]));
    let failed = officer.decide(&no, 1, &key, &request).await;
    assert_eq!(code(failed).as_deref(), Some("internal"));
    assert_eq!(officer.item(&no).await.unwrap().row.version, 1);
    std::fs::remove_file(&in_the_way).unwrap();
    officer.decide(&no, 1, &key, &request).await.unwrap();
    let bytes = officer.result_file(&no, &file.digest).await.unwrap();
    assert_eq!(bytes.bytes.as_ref(), png());
}

#[tokio::test]
async fn a_file_that_is_not_what_it_should_be_is_refused_by_name() {
    let server = Server::start().await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    for (file_name, bytes, code) in [
        ("凭证.png", Vec::new(), "file-empty"),
        ("凭证.png", b"<html>".to_vec(), "file-type-unknown"),
        ("凭证.pdf", png(), "file-mislabelled"),
        ("凭证.png", png()[..40].to_vec(), "file-damaged"),
        ("凭证.png", vec![0x89; 21 * 1024 * 1024], "file-too-large"),
    ] {
        let answer = officer.upload_result_file(&no, file_name.to_owned(), bytes);
        let Error::Problem(problem) = answer.await.unwrap_err() else {
            panic!("not a problem: {code}")
        };
        assert_eq!(problem.code, code);
        assert_eq!(problem.errors[0].pointer, "/file");
    }
    let token = server.token("wangmin").await;
    let file = || Part::bytes(png()).file_name("凭证.png");
    for (body, code) in [
        (Form::new(), "bad-multipart"),
        (Form::new().part("files", file()), "bad-multipart"),
        (
            Form::new().part("file", file()).part("file", file()),
            "bad-multipart",
        ),
    ] {
        let request = server.ask(Method::POST, &format!("/api/v1/items/{no}/files"));
        let answer = request.bearer_auth(&token).multipart(body).send().await;
        assert_eq!(problem(answer.unwrap()).await.code, code);
    }
    assert_eq!(kept(&server), 0, "what was refused left nothing behind");
}

#[tokio::test]
async fn files_that_no_feedback_names_go_away_and_no_refused_feedback_keeps_one() {
    let server = Server::start().await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let file = upload(&officer, &no).await;
    upload(&officer, &no).await;
    assert_eq!(kept(&server), 1, "the same bytes wait once");
    let unfit = DecisionRequest::Approve {
        opinion: String::new(),
        feedback: Some(FeedbackInput {
            fields: vec![],
            ..with(&[&file])
        }),
    };
    let refused = officer.decide(&no, 1, &Key::fresh(), &unfit).await;
    assert_eq!(code(refused).as_deref(), Some("result-field"));
    let refused = officer
        .decide(&no, 7, &Key::fresh(), &approve(&[&file]))
        .await;
    assert_eq!(code(refused).as_deref(), Some("version-changed"));
    let refused = officer
        .decide(&no, 1, &Key::fresh(), &approve(&[&file, &file]))
        .await;
    assert_eq!(code(refused).as_deref(), Some("file-twice"));
    let lasting = server.app.config.materials().join(&file.digest[..2]);
    assert!(!lasting.exists(), "no refused feedback kept it");
    // An officer who only ever uploads fills no disk.
    for at in 0..30_u8 {
        let mut bytes = png();
        bytes.extend([0, at]);
        let name = "凭证.png".to_owned();
        officer.upload_result_file(&no, name, bytes).await.unwrap();
    }
    assert_eq!(kept(&server), 20);
    server.app.clock.advance(Duration::hours(12));
    lianban::backend::service::timers::run_due(&server.app)
        .await
        .unwrap();
    assert_eq!(kept(&server), 0);
    let token = server.token("wangmin").await;
    officer.resume(&token).unwrap();
    let late = officer
        .decide(&no, 1, &Key::fresh(), &approve(&[&file]))
        .await;
    assert_eq!(code(late).as_deref(), Some("file-not-uploaded"));
}

#[tokio::test]
async fn a_repeated_feedback_with_a_file_counts_once() {
    let server = Server::start().await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let file = upload(&officer, &no).await;
    let key = Key::fresh();
    let first = officer.decide(&no, 1, &key, &approve(&[&file])).await;
    let again = officer.decide(&no, 1, &key, &approve(&[&file])).await;
    assert_eq!(first.unwrap(), again.unwrap());
    assert_eq!(kept(&server), 1);
}

#[tokio::test]
async fn a_copy_of_a_result_file_leaves_its_trace_before_it_leaves() {
    let server = Server::start().await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let file = upload(&officer, &no).await;
    let early = officer.save_result_file(&no, &file.digest).await;
    assert_eq!(code(early).as_deref(), Some("not-found"));
    officer
        .decide(&no, 1, &Key::fresh(), &approve(&[&file]))
        .await
        .unwrap();
    let saved = officer.save_result_file(&no, &file.digest).await.unwrap();
    let item = officer.item(&no).await.unwrap();
    let trace = item.timeline.last().unwrap();
    assert_eq!(
        (trace.event.as_str(), trace.version),
        ("result_file_saved", saved.version)
    );
    // The way of a copy is the office's own: who filed does not read of it.
    let clerk = clerk(&server).await;
    let seen = clerk.item(&no).await.unwrap().timeline;
    assert!(seen.iter().all(|event| event.event != "result_file_saved"));
}
