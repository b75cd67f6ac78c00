//! Every route, as everyone: the list comes from the interface's own document, so a new route cannot be forgotten.

use std::collections::BTreeSet;

use lianban::api::Page;
use lianban::api::accounts::OfficerView;
use lianban::api::backlog::Backlog;
use lianban::api::items::{InboxCounts, InboxQuery, ItemRow};
use lianban::domain::policy::Role;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use super::openapi::operations;
use super::support::{COUNTER, PASSWORD, Place, Server, ZHANGDIAN, application, png, problem};

/// An operation of the document, ready to be called.
struct Route {
    id: String,
    method: Method,
    path: String,
    /// None: anyone may call it. Empty: any role.
    roles: Option<BTreeSet<String>>,
}

fn routes() -> Vec<Route> {
    let route = |(method, path, operation): (String, String, Value)| {
        let security = operation["security"].as_array().unwrap();
        let roles = security
            .first()
            .map(|rule| rule["session"].as_array().unwrap());
        Route {
            id: operation["operationId"].as_str().unwrap().to_owned(),
            method: method.to_uppercase().parse().unwrap(),
            path,
            roles: roles.map(|roles| {
                roles
                    .iter()
                    .map(|role| role.as_str().unwrap().to_owned())
                    .collect()
            }),
        }
    };
    operations().into_iter().map(route).collect()
}

/// A well-formed request to a route; what stands in its path does not exist unless it is given.
fn request(server: &Server, route: &Route, item: &str, token: Option<&str>) -> RequestBuilder {
    let application = item.rsplit_once('-').unwrap().0;
    let number = if route.path.contains("/applications/") {
        application
    } else {
        item
    };
    let path = route
        .path
        .replace("{no}", number)
        .replace("{ordinal}", "1")
        .replace("{digest}", &"a".repeat(64))
        .replace("{login}", "nobody")
        .replace("{version}", "1999.1");
    let request = server.ask(route.method.clone(), &path);
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    let request = request
        .header("if-match", "\"1\"")
        .header("idempotency-key", "a-key");
    match route.id.as_str() {
        "sign_in" => request.json(&json!({"login": "nobody", "password": PASSWORD})),
        "change_password" => request.json(&json!({"old": "x", "new": "y"})),
        "create_officer" => {
            request.json(&json!({"login": "x", "name": "x", "role": "x", "division": "x"}))
        }
        "change_officer" => request.json(&json!({})),
        "name_stand_in" => request.json(&json!({
            "stand_in": "x", "from": "2026-11-24T00:00:00+08:00", "until": "2026-12-01T00:00:00+08:00",
        })),
        "decide" => request.json(&json!({"action": "note", "words": "看"})),
        "view_clear" => request.json(&json!({"reason": "核实"})),
        "upload_result_file" => {
            let file = Part::bytes(png()).file_name("a.png");
            request.multipart(Form::new().part("file", file))
        }
        "resubmit" => request.multipart(Form::new().text("resubmission", "{}")),
        "file" => {
            let application = serde_json::to_string(&self::application(&["B1"])).unwrap();
            request.multipart(Form::new().text("application", application))
        }
        _ => request,
    }
}

async fn call(server: &Server, route: &Route, item: &str, token: Option<&str>) -> Response {
    request(server, route, item, token).send().await.unwrap()
}

fn seat(role: Role) -> Place {
    match role {
        Role::Handler | Role::SecondReviewer | Role::Supervisor => (role, Some("hrss"), "370303"),
        Role::Clerk => COUNTER,
        Role::Auditor | Role::SecurityAdmin | Role::SystemAdmin | Role::Portal => {
            (role, None, "370300")
        }
    }
}

const UNKNOWN: &str = "ZB261124-99999-9-B1";

#[tokio::test]
async fn nobody_gets_past_a_gate_and_a_wrong_token_is_nobody() {
    let server = Server::start().await;
    for route in routes().iter().filter(|route| route.roles.is_some()) {
        for token in [None, Some("0"), Some(&*"f".repeat(64))] {
            let answer = call(&server, route, UNKNOWN, token).await;
            assert_eq!(answer.status(), 401, "{}", route.id);
            assert_eq!(problem(answer).await.code, "token-invalid", "{}", route.id);
        }
    }
}

#[tokio::test]
async fn a_role_passes_its_own_gates_and_no_others() {
    let server = Server::start().await;
    let mut refused = 0;
    for role in Role::ALL {
        server.account(role.code(), seat(role)).await;
        for route in routes() {
            let token = server.token(role.code()).await;
            let answer = call(&server, &route, UNKNOWN, Some(&token)).await;
            let may = route
                .roles
                .is_none_or(|roles| roles.is_empty() || roles.contains(role.code()));
            let says = format!("{} {}", role.code(), route.id);
            if may {
                // Creating accounts is open to the system administrator for one account alone; that is tested there.
                let narrower = route.id == "create_officer" && role == Role::SystemAdmin;
                assert!(answer.status() != 403 || narrower, "{says}");
            } else {
                refused += 1;
                assert_eq!(answer.status(), 403, "{says}");
                assert_eq!(problem(answer).await.code, "not-allowed", "{says}");
            }
        }
    }
    assert!(refused > 60, "{refused}");
}

#[tokio::test]
async fn what_is_out_of_reach_is_answered_like_what_does_not_exist() {
    let server = Server::start().await;
    let receipt = server.filed(&["B1", "B3"]).await;
    let item = &receipt.items[1].no;
    let strangers: [(&str, Place); 7] = [
        ("department", (Role::Handler, Some("medical"), "370303")),
        ("division", (Role::Handler, Some("hrss"), "370304")),
        ("reviewer", (Role::SecondReviewer, Some("tax"), "370303")),
        ("watch", (Role::Supervisor, Some("hrss"), "370304")),
        ("counter", (Role::Clerk, Some("approval"), "370303")),
        ("portal", (Role::Portal, None, "370300")),
        ("homeless", (Role::Handler, None, "370303")),
    ];
    let mut compared = 0;
    for (login, place) in strangers {
        server.account(login, place).await;
        let token = server.token(login).await;
        let about_items = |route: &Route| route.path.contains("{no}");
        for route in routes().iter().filter(|route| about_items(route)) {
            if !route.roles.as_ref().unwrap().contains(place.0.code()) {
                continue;
            }
            let (foreign, unknown) = (
                call(&server, route, item, Some(&token)).await,
                call(&server, route, UNKNOWN, Some(&token)).await,
            );
            let says = format!("{login} {}", route.id);
            assert_eq!(
                (foreign.status().as_u16(), unknown.status().as_u16()),
                (404, 404),
                "{says}"
            );
            let names = |answer: &Response| -> BTreeSet<String> {
                answer.headers().keys().map(ToString::to_string).collect()
            };
            assert_eq!(names(&foreign), names(&unknown), "{says}");
            let (mut foreign, mut unknown) = (problem(foreign).await, problem(unknown).await);
            foreign.instance.clear();
            unknown.instance.clear();
            assert_eq!(foreign, unknown, "{says}");
            compared += 1;
        }
    }
    assert!(compared >= 30, "{compared}");
}

#[tokio::test]
async fn a_material_that_the_matter_does_not_need_is_not_there() {
    let server = Server::start().await;
    let receipt = server.filed(&["B1", "B3"]).await;
    let (registration, archive) = (&receipt.items[0].no, &receipt.items[1].no);
    let employment = server.officer("wangmin", ZHANGDIAN).await;
    // The ID card goes with the archive, not with the registration, though one officer may see both.
    assert_eq!(
        employment
            .material(registration, 1)
            .await
            .err()
            .unwrap()
            .code(),
        Some("not-found")
    );
    employment.material(archive, 1).await.unwrap();
}

#[tokio::test]
async fn a_copy_of_a_material_leaves_its_trace_before_it_leaves() {
    let server = Server::start().await;
    let receipt = server.filed(&["B1", "B3"]).await;
    let (registration, archive) = (&receipt.items[0].no, &receipt.items[1].no);
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    let saved = officer.save_material(archive, 1).await.unwrap();
    let item = officer.item(archive).await.unwrap();
    let trace = item.timeline.last().unwrap();
    assert_eq!(
        (trace.event.as_str(), trace.version),
        ("material_saved", saved.version)
    );
    assert_eq!(item.row.version, saved.version);
    // Nothing is taken of what the matter does not need, and nothing by those who only look on.
    let refused = officer.save_material(registration, 1).await.err().unwrap();
    assert_eq!(refused.code(), Some("not-found"));
    let watch = server
        .officer("watch", (Role::Supervisor, Some("hrss"), "370303"))
        .await;
    let refused = watch.save_material(archive, 1).await.err().unwrap();
    assert_eq!(refused.code(), Some("not-allowed"));
    assert_eq!(
        officer.item(archive).await.unwrap().row.version,
        saved.version
    );
}

#[tokio::test]
async fn lists_and_figures_show_what_is_in_reach_and_count_no_more() {
    let server = Server::start().await;
    server.filed(&["B1", "B3", "B5"]).await;
    let rows = async |login: &str, place: Place| -> (usize, u64) {
        let client = server.officer(login, place).await;
        let page: Page<ItemRow> = client.inbox(&InboxQuery::default()).await.unwrap();
        let counts: InboxCounts = client.counts().await.unwrap();
        (page.rows.len(), counts.open)
    };
    assert_eq!(rows("district", ZHANGDIAN).await, (3, 3));
    assert_eq!(
        rows("city", (Role::Supervisor, None, "370300")).await,
        (3, 3)
    );
    assert_eq!(
        rows("medical", (Role::Handler, Some("medical"), "370303")).await,
        (0, 0)
    );
    assert_eq!(
        rows("boshan", (Role::Handler, Some("hrss"), "370304")).await,
        (0, 0)
    );
    let counter = server.officer("other-counter", COUNTER).await;
    assert_eq!(
        counter.inbox(&InboxQuery::default()).await.unwrap().rows,
        [],
        "what a colleague filed"
    );
    let watch = server
        .officer("watch", (Role::Supervisor, Some("hrss"), "370303"))
        .await;
    let backlog: Backlog = watch.backlog().await.unwrap();
    assert_eq!(backlog.cells.iter().map(|cell| cell.open).sum::<u64>(), 3);
    let elsewhere = server
        .officer("elsewhere", (Role::Supervisor, Some("hrss"), "370305"))
        .await;
    assert_eq!(elsewhere.backlog().await.unwrap().cells, []);
    let colleagues: Vec<OfficerView> = elsewhere.officers().await.unwrap();
    assert_eq!(colleagues.len(), 1, "themselves");
}
