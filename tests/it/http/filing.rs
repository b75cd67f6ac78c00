//! One form in, end to end over HTTP with the client that the console uses; and what comes in badly.

use lianban::api::applications::Resubmission;
use lianban::api::items::{DecisionRequest, FeedbackInput, InboxQuery};
use lianban::client::{Client, Error, Key};
use lianban::domain::form::Raw;
use lianban::domain::item::{Defect, DefectTarget};
use reqwest::Method;

use super::support::{COUNTER, Server, ZHANGDIAN, application, attachments, png, problem};

const BOTH: [&str; 2] = ["B1", "B3"];

#[tokio::test]
async fn one_form_in_each_department_decides_one_combined_result_out() {
    let server = Server::start().await;
    let receipt = server.filed(&BOTH).await;
    let [registration, archive] = &receipt.items[..] else {
        panic!("{receipt:?}")
    };
    assert_eq!(
        (registration.matter.as_str(), archive.matter.as_str()),
        ("B1", "B3")
    );
    assert_eq!(registration.state, "received");
    assert!(archive.due.as_ref().unwrap().at.ends_with("+08:00"));

    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let page = officer.inbox(&InboxQuery::default()).await.unwrap();
    assert_eq!(page.rows.len(), 2);
    assert_eq!(
        page.rows[0].person, "张*丰",
        "a list shows no name in clear"
    );

    let item = officer.item(&archive.no).await.unwrap();
    let card = item
        .materials
        .iter()
        .find(|material| material.kind == "id_card")
        .unwrap();
    assert_eq!(
        (card.file_type.as_deref(), card.pixels),
        (Some("png"), Some((40, 30)))
    );
    let bytes = officer
        .material(&archive.no, card.ordinal.unwrap())
        .await
        .unwrap();
    assert_eq!(
        (bytes.bytes.as_ref(), bytes.content_type.as_str()),
        (png().as_slice(), "image/png")
    );

    let approve = DecisionRequest::Approve {
        opinion: "符合条件".to_owned(),
        feedback: Some(FeedbackInput {
            document_no: Some("ZB-2026-0001".to_owned()),
            fields: vec![
                ("registration_no".to_owned(), "ZB20261124001".to_owned()),
                ("registered_on".to_owned(), "2026-11-24".to_owned()),
            ],
            words: "已办妥".to_owned(),
            files: vec![],
        }),
    };
    let row = officer
        .decide(&registration.no, 1, &Key::fresh(), &approve)
        .await
        .unwrap();
    assert_eq!(
        (row.state.as_str(), row.outcome.as_deref()),
        ("closed", Some("approved"))
    );

    let clerk = signed_in(&server, "clerk").await;
    let result = clerk.result(&receipt.application).await.unwrap();
    assert_eq!(result.state, "partly_closed");
    assert_eq!(result.items.len(), 2);
    assert_eq!(result.items[0].outcome.as_deref(), Some("approved"));
    // What the officer wrote to the applicant reaches the applicant.
    let told = ("部门说明".to_owned(), "已办妥".to_owned());
    assert_eq!(result.items[0].fields.last(), Some(&told));
    let text = clerk.result_text(&receipt.application).await.unwrap();
    assert!(
        text.contains(&receipt.application) && text.contains("ZB-2026-0001"),
        "{text}"
    );
    assert!(
        clerk
            .result_pdf(&receipt.application)
            .await
            .unwrap()
            .starts_with(b"%PDF-")
    );
}

async fn signed_in(server: &Server, login: &str) -> Client {
    let client = server.stranger();
    client.resume(&server.token(login).await).unwrap();
    client
}

#[tokio::test]
async fn a_correction_is_answered_with_fields_and_materials() {
    let server = Server::start().await;
    let no = server.filed(&["B3"]).await.items[0].no.clone();
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let catalogue = officer.catalogue("current").await.unwrap();
    let code = catalogue
        .phrases
        .iter()
        .find(|phrase| {
            phrase.kind == lianban::domain::catalogue::PhraseKind::Defect
                && phrase.matters.is_empty()
        })
        .unwrap();
    let defect = |target| Defect {
        target,
        code: code.id.clone(),
        words: "照片不清".to_owned(),
        sample: "四角完整，字迹清楚".to_owned(),
    };
    let defects = vec![
        defect(DefectTarget::Material("id_card".parse().unwrap())),
        defect(DefectTarget::Field("archive.holder".parse().unwrap())),
    ];
    let row = officer
        .decide(
            &no,
            1,
            &Key::fresh(),
            &DecisionRequest::RequestCorrection { defects },
        )
        .await
        .unwrap();
    assert_eq!(row.state, "correcting");

    let clerk = signed_in(&server, "clerk").await;
    let mut answer = Resubmission::default();
    answer.form.insert(
        "archive.holder".to_owned(),
        Raw::Text("淄博市人才服务中心".to_owned()),
    );
    let key = Key::fresh();
    let row = clerk
        .resubmit(&no, row.version, &key, &answer, attachments(&["B3"]))
        .await
        .unwrap();
    assert_eq!((row.state.as_str(), row.correction_rounds), ("received", 1));
    let again = clerk
        .resubmit(&no, 2, &key, &answer, attachments(&["B3"]))
        .await
        .unwrap();
    assert_eq!(again, row, "a repeat counts once");
    let item = officer.item(&no).await.unwrap();
    let holder = item
        .form
        .iter()
        .find(|field| field.field == "archive.holder")
        .unwrap();
    assert_eq!(
        (holder.value.as_str(), holder.before.as_deref()),
        ("淄博市人才服务中心", Some("某某人才服务中心"))
    );
    assert_eq!(
        item.materials
            .iter()
            .filter(|material| material.ordinal.is_some())
            .count(),
        2
    );
}

#[tokio::test]
async fn filing_twice_with_one_key_makes_one_application() {
    let server = Server::start().await;
    let clerk = server.officer("clerk", COUNTER).await;
    let key = Key::fresh();
    let first = clerk
        .file(&key, &application(&BOTH), attachments(&BOTH))
        .await
        .unwrap();
    let again = clerk
        .file(&key, &application(&BOTH), attachments(&BOTH))
        .await
        .unwrap();
    assert_eq!(first, again);
    let mut other = application(&BOTH);
    other
        .form
        .insert("work.occupation".to_owned(), Raw::Text("木工".to_owned()));
    assert_eq!(
        clerk
            .file(&key, &other, attachments(&BOTH))
            .await
            .unwrap_err()
            .code(),
        Some("idempotency-key-reused")
    );
    let mut other_bytes = attachments(&BOTH);
    other_bytes[0].bytes = image_of_another_day();
    assert_eq!(
        clerk
            .file(&key, &application(&BOTH), other_bytes)
            .await
            .unwrap_err()
            .code(),
        Some("idempotency-key-reused")
    );
}

fn image_of_another_day() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(41, 30, image::Rgb([1, 2, 3]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn everything_that_stands_in_the_way_is_named_at_once_and_nothing_is_filed() {
    let server = Server::start().await;
    let clerk = server.officer("clerk", COUNTER).await;
    let mut wrong = application(&BOTH);
    wrong.form.insert(
        "person.id_number".to_owned(),
        Raw::Text("370303199003075173".to_owned()),
    );
    wrong.form.remove("person.name");
    let Error::Problem(problem) = clerk
        .file(&Key::fresh(), &wrong, Vec::new())
        .await
        .unwrap_err()
    else {
        panic!("not a problem")
    };
    assert_eq!(
        (problem.status, problem.code.as_str()),
        (422, "filing-refused")
    );
    let pointers: Vec<&str> = problem
        .errors
        .iter()
        .map(|fault| fault.pointer.as_str())
        .collect();
    for pointer in ["/form/person.name", "/form/person.id_number"] {
        assert!(pointers.contains(&pointer), "{pointers:?}");
    }
    assert!(
        problem
            .errors
            .iter()
            .all(|fault| !fault.detail.contains("370303199003075173"))
    );
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    assert_eq!(officer.counts().await.unwrap().open, 0);
}

#[tokio::test]
async fn a_material_goes_out_as_a_download_under_its_own_name() {
    let server = Server::start().await;
    let no = server.filed(&["B3"]).await.items[0].no.clone();
    server.account("wangmin", ZHANGDIAN).await;
    let token = server.token("wangmin").await;
    let answer = server
        .ask(Method::GET, &format!("/api/v1/items/{no}/materials/1"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    let headers = answer.headers();
    assert_eq!(headers["content-type"], "image/png");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(
        headers["content-disposition"],
        "attachment; filename*=UTF-8''%E8%BA%AB%E4%BB%BD%E8%AF%81%20%E6%AD%A3%E9%9D%A2.png"
    );
    assert!(
        headers["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("sandbox")
    );
    for missing in ["2", "0", "-1", "4294967296"] {
        let path = format!("/api/v1/items/{no}/materials/{missing}");
        let answer = server
            .ask(Method::GET, &path)
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        assert_eq!(problem(answer).await.code, "not-found");
    }
}

#[tokio::test]
async fn a_look_in_clear_leaves_its_trace_and_shows_what_was_hidden() {
    let server = Server::start().await;
    let no = server.filed(&["B1"]).await.items[0].no.clone();
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let item = officer.item(&no).await.unwrap();
    let phone = item
        .form
        .iter()
        .find(|field| field.field == "person.phone")
        .unwrap();
    assert_eq!((phone.value.as_str(), phone.masked), ("138****1234", true));
    let request = lianban::api::items::ClearViewRequest {
        reason: "电话核实".to_owned(),
    };
    let clear = officer.view_clear(&no, &request).await.unwrap();
    assert!(
        clear
            .fields
            .contains(&("person.phone".to_owned(), "13805331234".to_owned()))
    );
    let timeline = officer.item(&no).await.unwrap().timeline;
    let trace = timeline.last().unwrap();
    assert_eq!(
        (trace.event.as_str(), trace.version),
        ("clear_viewed", clear.version)
    );
}
