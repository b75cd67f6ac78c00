//! Uploads that are not what they should be: refused by name, and nothing of them is kept.

use lianban::api::applications::FilingRequest;
use lianban::client::{Attachment, Error, Key};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use super::support::{COUNTER, Server, application, png, problem};

const BOTH: [&str; 2] = ["B1", "B3"];

#[tokio::test]
async fn files_that_are_not_what_they_say_are_refused_by_name() {
    let server = Server::start().await;
    let clerk = server.officer("clerk", COUNTER).await;
    for (file_name, bytes, code) in [
        ("身份证.png", Vec::new(), "file-empty"),
        (
            "身份证.png",
            b"<html><script>".to_vec(),
            "file-type-unknown",
        ),
        ("身份证.pdf", png(), "file-mislabelled"),
        ("身份证.png", png()[..40].to_vec(), "file-damaged"),
        ("身份证.png", vec![0x89; 21 * 1024 * 1024], "file-too-large"),
    ] {
        let file = Attachment {
            kind: "id_card".to_owned(),
            file_name: file_name.to_owned(),
            bytes,
        };
        let Error::Problem(problem) = clerk
            .file(&Key::fresh(), &application(&BOTH), vec![file])
            .await
            .unwrap_err()
        else {
            panic!("not a problem: {code}")
        };
        assert_eq!(problem.code, code);
        assert_eq!(problem.errors[0].pointer, "/materials/id_card");
    }
}

#[tokio::test]
async fn malformed_uploads_are_refused_in_the_form_of_every_refusal() {
    let server = Server::start().await;
    server.account("clerk", COUNTER).await;
    let token = server.token("clerk").await;
    let text = |value: &FilingRequest| serde_json::to_string(value).unwrap();
    let form = |name: &'static str, text: String| Form::new().text(name, text);
    let good = application(&["B1"]);
    let many = (0..70).fold(form("application", text(&good)), |form, _| {
        form.part("id_card", Part::bytes(png()).file_name("a.png"))
    });
    let unnamed =
        form("application", text(&good)).part("身份证", Part::bytes(png()).file_name("a.png"));
    for (body, code) in [
        (form("wrong", text(&good)), "bad-multipart"),
        (Form::new(), "bad-multipart"),
        (form("application", "{".to_owned()), "bad-json"),
        (
            form("application", text(&good).replace("\"scene\"", "\"state\"")),
            "unknown-field",
        ),
        (form("application", " ".repeat(300_000)), "too-large"),
        (unnamed, "bad-multipart"),
        (many, "too-large"),
    ] {
        let request = server
            .ask(Method::POST, "/api/v1/applications")
            .bearer_auth(&token);
        let answer = request
            .header("idempotency-key", "k")
            .multipart(body)
            .send()
            .await
            .unwrap();
        assert_eq!(problem(answer).await.code, code);
    }
    for (media, body, code) in [
        ("application/json", text(&good), "unsupported-media-type"),
        ("multipart/form-data", String::new(), "bad-multipart"),
        (
            "multipart/form-data; boundary=x",
            "--y\r\n".to_owned(),
            "bad-multipart",
        ),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"application\"\r\n\r\n{\"sc".to_owned(),
            "bad-multipart",
        ),
    ] {
        let request = server
            .ask(Method::POST, "/api/v1/applications")
            .bearer_auth(&token)
            .header("content-type", media);
        let answer = request
            .header("idempotency-key", "k")
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(problem(answer).await.code, code, "{media}");
    }
    let left: Vec<_> = std::fs::read_dir(server.app.config.materials().join("incoming"))
        .unwrap()
        .collect();
    assert!(
        left.is_empty(),
        "what was refused left nothing behind: {left:?}"
    );
}
