//! What an officer is told of an item: days that count, names of colleagues, what is missing, reasons in their language.

use lianban::api::items::{DecisionRequest, InboxQuery, ItemDetail};
use lianban::backend::service::{inbox, items};
use lianban::domain::form::Raw;
use lianban::words::Lang;

use crate::support::{TestApp, files, in_zhangdian, said, with_app};

async fn left(t: &TestApp, no: &str) -> Option<i32> {
    t.detail("wangmin", no).await.row.work_days_left
}

#[test]
fn what_is_left_is_counted_in_work_days() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = &receipt.items[0].no;
        // Filed on a Monday; five work days to accept it end on the Monday after.
        assert_eq!(left(t, no).await, Some(5));
        t.set_clock("2026-03-06T10:00:00+08:00");
        assert_eq!(left(t, no).await, Some(1));
        // No work day passes at the weekend.
        t.set_clock("2026-03-08T10:00:00+08:00");
        assert_eq!(left(t, no).await, Some(1));
        t.set_clock("2026-03-09T10:00:00+08:00");
        assert_eq!(left(t, no).await, Some(0));
        t.set_clock("2026-03-16T10:00:00+08:00");
        assert_eq!(left(t, no).await, Some(-5));
    });
}

#[test]
fn a_colleague_who_holds_an_item_is_named() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = &receipt.items[0].no;
        let claim = DecisionRequest::Claim {};
        t.decide("lijun", no, &claim).await.unwrap();
        let detail = t.detail("wangmin", no).await;
        let why = detail.moves.iter().find(|view| view.action == "accept");
        let why = why.unwrap().why_not.clone().unwrap();
        let accept = DecisionRequest::Accept {};
        let refused = t.decide("wangmin", no, &accept).await.unwrap_err();
        for words in [why, said(&refused)] {
            assert!(words.contains("李军"), "{words}");
        }
    });
}

#[test]
fn of_materials_that_replace_each_other_none_is_missing_once_one_is_there() {
    with_app(async |t| {
        let letter = files::send(&t.app, "介绍信.pdf", files::pdf()).await;
        let agent = files::send(&t.app, "代办人.jpg", files::jpeg(1000, 640)).await;
        let uploads = vec![
            ("agent_id_card".parse().unwrap(), agent.unwrap()),
            ("introduction_letter".parse().unwrap(), letter.unwrap()),
        ];
        let receipt = t.file_with(&in_zhangdian(1, &["A4"]), uploads).await;
        let detail = t.detail("wangmin", &receipt.items[0].no).await;
        let missing: Vec<&str> = detail
            .materials
            .iter()
            .filter(|material| material.required && material.ordinal.is_none())
            .map(|material| material.kind.as_str())
            .collect();
        assert_eq!(missing, Vec::<&str>::new());
    });
}

#[test]
fn what_a_rule_found_at_filing_is_read_in_the_readers_language() {
    with_app(async |t| {
        let mut request = in_zhangdian(1, &["A2", "A3"]);
        let held = request.shared.get_mut("card.status").unwrap();
        held.value = Raw::Text("held".to_owned());
        let uploads = vec![
            upload(t, "id_card_front", files::jpeg(1000, 640)).await,
            upload(t, "id_card_back", files::jpeg(1000, 641)).await,
            upload(t, "photo", files::jpeg(358, 441)).await,
        ];
        let receipt = t.file_with(&request, uploads).await;
        let reason = |detail: ItemDetail| {
            let found = detail
                .timeline
                .into_iter()
                .find(|event| event.event == "not_needed");
            found.unwrap().opinion.unwrap()
        };
        let no = receipt.items[1].no.parse().unwrap();
        let mut reader = t.caller("wangmin");
        let chinese = items::detail(&t.app, &reader, &no).await.unwrap();
        assert!(reason(chinese).starts_with("已持有山东省社会保障卡"));
        reader.lang = Lang::En;
        let english = items::detail(&t.app, &reader, &no).await.unwrap();
        assert!(reason(english).starts_with("A Shandong card is held already."));
    });
}

async fn upload(
    t: &TestApp,
    kind: &str,
    bytes: Vec<u8>,
) -> (
    lianban::domain::id::MaterialId,
    lianban::backend::blobs::Upload,
) {
    let sent = files::send(&t.app, &format!("{kind}.jpg"), bytes).await;
    (kind.parse().unwrap(), sent.unwrap())
}

#[test]
fn whoever_files_lists_what_they_filed_on_whatever_desk_and_nothing_else() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2", "A5"])).await;
        let listed = async |login: &str, sort: Option<&str>| {
            let query = InboxQuery {
                sort: sort.map(ToOwned::to_owned),
                ..InboxQuery::default()
            };
            let page = inbox::page(&t.app, &t.caller(login), &query).await;
            let mut rows: Vec<String> = page.unwrap().rows.into_iter().map(|row| row.no).collect();
            rows.sort();
            rows
        };
        let filed: Vec<String> = receipt.items.iter().map(|item| item.no.clone()).collect();
        for sort in [None, Some("filed"), Some("-due")] {
            assert_eq!(listed("portal", sort).await, filed, "{sort:?}");
        }
        assert_eq!(listed("clerk", None).await, Vec::<String>::new());
        assert_eq!(listed("wangmin", None).await, filed[..1]);
    });
}
