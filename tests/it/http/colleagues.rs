//! Handing over and standing in, over the line.

use lianban::api::colleagues::StandInRequest;
use lianban::api::items::{DecisionRequest, InboxQuery, ItemRow};
use lianban::client::{Client, Error, Key};
use lianban::domain::policy::Role;

use super::support::{Server, ZHANGDIAN, png};

struct Office {
    server: Server,
    wang: Client,
    li: Client,
    row: ItemRow,
}

/// 王敏 holds an item at 张店, 李娜 is her colleague.
async fn office() -> Office {
    let server = Server::start().await;
    let wang = server.officer("wangmin", ZHANGDIAN).await;
    let li = server.officer("lina", ZHANGDIAN).await;
    server.filed(&["B1"]).await;
    let row = wang
        .inbox(&InboxQuery::default())
        .await
        .unwrap()
        .rows
        .remove(0);
    let claim = DecisionRequest::Claim {};
    let row = decide(&wang, &row, &claim).await.unwrap();
    Office {
        server,
        wang,
        li,
        row,
    }
}

async fn decide(by: &Client, row: &ItemRow, what: &DecisionRequest) -> Result<ItemRow, Error> {
    by.decide(&row.no, row.version, &Key::fresh(), what).await
}

fn request(stand_in: &str) -> StandInRequest {
    StandInRequest {
        stand_in: stand_in.to_owned(),
        from: "2026-11-24T00:00:00+08:00".to_owned(),
        until: "2026-12-01T00:00:00+08:00".to_owned(),
    }
}

fn code(result: Result<impl Sized, Error>) -> String {
    let error = result.err().expect("refused");
    error.code().unwrap().to_owned()
}

async fn mine(client: &Client) -> usize {
    let query = InboxQuery {
        assignee: Some("me".to_owned()),
        ..InboxQuery::default()
    };
    client.inbox(&query).await.unwrap().rows.len()
}

#[tokio::test]
async fn an_item_is_handed_to_a_colleague_whose_load_is_seen_first() {
    let office = office().await;
    let loads = |colleagues: Vec<lianban::api::colleagues::ColleagueView>| {
        let loads = colleagues.into_iter().map(|of| (of.officer.login, of.open));
        loads.collect::<Vec<_>>()
    };
    assert_eq!(
        loads(office.li.colleagues().await.unwrap()),
        [("wangmin".to_owned(), 1)]
    );
    let hand = DecisionRequest::Assign {
        to: "lina".to_owned(),
    };
    assert_eq!(
        code(decide(&office.li, &office.row, &hand).await),
        "held-by-another"
    );
    let row = decide(&office.wang, &office.row, &hand).await.unwrap();
    assert_eq!(row.assignee.as_deref(), Some("lina"));
    assert_eq!(
        loads(office.wang.colleagues().await.unwrap()),
        [("lina".to_owned(), 1)]
    );
}

#[tokio::test]
async fn while_it_holds_the_stand_in_sees_and_decides_and_the_timeline_says_for_whom() {
    let office = office().await;
    let accept = DecisionRequest::Accept {};
    assert_eq!(
        code(decide(&office.li, &office.row, &accept).await),
        "held-by-another"
    );
    assert_eq!(mine(&office.li).await, 0);
    office
        .wang
        .name_stand_in("wangmin", &request("lina"))
        .await
        .unwrap();
    assert_eq!(mine(&office.li).await, 1);
    let known = office.li.stand_ins().await.unwrap();
    assert_eq!(
        (known[0].officer.as_str(), known[0].stand_in.as_str()),
        ("wangmin", "lina")
    );
    let moves = office.li.item(&office.row.no).await.unwrap().moves;
    let open = moves.iter().find(|view| view.action == "accept").unwrap();
    assert_eq!(open.why_not, None);
    // Ended, it is as before.
    office.wang.end_stand_in("wangmin").await.unwrap();
    assert_eq!(mine(&office.li).await, 0);
    let held = decide(&office.li, &office.row, &accept).await;
    assert_eq!(code(held), "held-by-another");
    assert!(office.li.stand_ins().await.unwrap().is_empty());
    office
        .wang
        .name_stand_in("wangmin", &request("lina"))
        .await
        .unwrap();
    // Also the files of a result are taken from who stands in.
    let name = "凭证.png".to_owned();
    let upload = office.li.upload_result_file(&office.row.no, name, png());
    upload.await.unwrap();
    decide(&office.li, &office.row, &accept).await.unwrap();
    let detail = office.wang.item(&office.row.no).await.unwrap();
    let last = detail.timeline.last().unwrap();
    assert_eq!(last.by, "lina 的姓名（代 wangmin 的姓名）");
}

#[tokio::test]
async fn who_stands_in_is_told_to_both_and_to_who_watches_over_them_and_to_nobody_else() {
    let office = office().await;
    let server = &office.server;
    let colleague = server.officer("zhaolei", ZHANGDIAN).await;
    let watch = |division| (Role::Supervisor, Some("hrss"), division);
    let near = server.officer("watch", watch("370303")).await;
    let far = server.officer("elsewhere", watch("370304")).await;
    let named = far.name_stand_in("wangmin", &request("lina")).await;
    assert_eq!(code(named), "not-found");
    near.name_stand_in("wangmin", &request("lina"))
        .await
        .unwrap();
    for (client, told) in [
        (&office.wang, 1),
        (&office.li, 1),
        (&near, 1),
        (&colleague, 0),
        (&far, 0),
    ] {
        assert_eq!(client.stand_ins().await.unwrap().len(), told);
    }
    assert_eq!(code(far.end_stand_in("wangmin").await), "not-found");
    near.end_stand_in("wangmin").await.unwrap();
    assert_eq!(office.wang.stand_ins().await.unwrap(), []);
}

#[tokio::test]
async fn nobody_names_for_others_nor_someone_who_cannot() {
    let office = office().await;
    let Office {
        server, wang, li, ..
    } = &office;
    server
        .account("boshan", (ZHANGDIAN.0, ZHANGDIAN.1, "370304"))
        .await;
    server.account("gone", ZHANGDIAN).await;
    let mut unit = server.app.store.write().await.unwrap();
    let mut gone = unit
        .account(&"gone".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    gone.disabled = true;
    unit.update_account(&gone).await.unwrap();
    unit.commit().await.unwrap();
    let colleagues = wang.colleagues().await.unwrap();
    let logins = colleagues.iter().map(|of| of.officer.login.as_str());
    assert_eq!(logins.collect::<Vec<_>>(), ["lina"]);
    assert_eq!(
        code(li.name_stand_in("wangmin", &request("lina")).await),
        "not-found"
    );
    assert_eq!(code(li.end_stand_in("wangmin").await), "not-found");
    for who in ["boshan", "nobody", "wangmin", "clerk", "gone"] {
        assert_eq!(
            code(wang.name_stand_in("wangmin", &request(who)).await),
            "unfit-stand-in",
            "{who}"
        );
    }
    let over = StandInRequest {
        until: "2026-11-24T00:00:01+08:00".to_owned(),
        ..request("lina")
    };
    assert_eq!(
        code(wang.name_stand_in("wangmin", &over).await),
        "stand-in-time"
    );
    let unread = StandInRequest {
        from: "tomorrow".to_owned(),
        ..request("lina")
    };
    assert_eq!(
        code(wang.name_stand_in("wangmin", &unread).await),
        "bad-field"
    );
}
