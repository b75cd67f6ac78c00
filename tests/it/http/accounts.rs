//! Accounts: the first ones, what they must be, who sees them.

use lianban::api::accounts::{NewOfficer, OfficerChange, PasswordChange};
use lianban::backend::service::accounts;
use lianban::client::Client;
use lianban::domain::policy::Role;

use super::support::{COUNTER, SECURITY, Server, ZHANGDIAN, credentials};

#[tokio::test]
async fn the_first_run_opens_one_system_administrator_who_opens_one_security_administrator() {
    let server = Server::start().await;
    let first = accounts::first_run(&server.app).await.unwrap().unwrap();
    assert!(
        accounts::first_run(&server.app).await.unwrap().is_none(),
        "once"
    );
    let system = server.stranger();
    system
        .sign_in(&credentials(first.login.as_str(), &first.password))
        .await
        .unwrap();
    let change = PasswordChange {
        old: first.password.clone(),
        new: "Liuquan-Lu-88".to_owned(),
    };
    system.change_password(&change).await.unwrap();
    let new = |login: &str, role: &str| NewOfficer {
        login: login.to_owned(),
        name: "某某".to_owned(),
        role: role.to_owned(),
        department: None,
        lines: Vec::new(),
        division: "370300".to_owned(),
        id_number: None,
    };
    assert_eq!(
        system
            .create_officer(&new("clerk", "clerk"))
            .await
            .unwrap_err()
            .code(),
        Some("not-allowed")
    );
    system
        .create_officer(&new("safety", "security_admin"))
        .await
        .unwrap();
    assert_eq!(
        system
            .create_officer(&new("second", "security_admin"))
            .await
            .unwrap_err()
            .code(),
        Some("not-allowed")
    );
}

#[tokio::test]
async fn what_is_wrong_with_an_account_is_named_at_once() {
    let server = Server::start().await;
    let admin = server.officer("safety", SECURITY).await;
    server.account("clerk", COUNTER).await;
    let wrong = NewOfficer {
        login: "Wang Min".to_owned(),
        name: " ".to_owned(),
        role: "boss".to_owned(),
        department: Some("railways".to_owned()),
        lines: vec!["employment".to_owned()],
        division: "110000".to_owned(),
        id_number: Some("370303199003075173".to_owned()),
    };
    let lianban::client::Error::Problem(problem) = admin.create_officer(&wrong).await.unwrap_err()
    else {
        panic!("not a problem")
    };
    assert_eq!(problem.code, "bad-account");
    let pointers: Vec<&str> = problem
        .errors
        .iter()
        .map(|fault| fault.pointer.as_str())
        .collect();
    assert_eq!(
        pointers,
        [
            "/login",
            "/name",
            "/role",
            "/department",
            "/lines",
            "/division",
            "/id_number"
        ]
    );
    let taken = NewOfficer {
        login: "clerk".to_owned(),
        name: "某某".to_owned(),
        role: "clerk".to_owned(),
        department: None,
        lines: Vec::new(),
        division: "370303".to_owned(),
        id_number: None,
    };
    assert_eq!(
        admin.create_officer(&taken).await.unwrap_err().code(),
        Some("login-taken")
    );
    assert_eq!(
        admin
            .change_officer("safety", &OfficerChange::default())
            .await
            .unwrap_err()
            .code(),
        Some("not-allowed")
    );
}

#[tokio::test]
async fn a_supervisor_sees_the_officers_of_their_reach_only() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    server
        .account("boshan", (Role::Handler, Some("hrss"), "370304"))
        .await;
    server
        .account("medical", (Role::Handler, Some("medical"), "370303"))
        .await;
    let logins = async |client: &Client| -> Vec<String> {
        client
            .officers()
            .await
            .unwrap()
            .into_iter()
            .map(|officer| officer.login)
            .collect()
    };
    let district = server
        .officer("watch", (Role::Supervisor, Some("hrss"), "370303"))
        .await;
    assert_eq!(logins(&district).await, ["wangmin", "watch"]);
    let city = server
        .officer("city", (Role::Supervisor, None, "370300"))
        .await;
    assert_eq!(
        logins(&city).await,
        ["boshan", "city", "medical", "wangmin", "watch"]
    );
}
