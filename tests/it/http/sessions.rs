//! Signing in, and when a session ends; on a clock that stands until it is moved.

use chrono::Duration;
use lianban::api::accounts::{NewOfficer, OfficerChange, PasswordChange};
use lianban::client::Client;

use super::support::{PASSWORD, SECURITY, Server, ZHANGDIAN, at, credentials};

async fn code_of_sign_in(client: &Client, login: &str, password: &str) -> Option<String> {
    let error = client.sign_in(&credentials(login, password)).await.err();
    error.map(|error| error.code().unwrap().to_owned())
}

async fn code_of_call(client: &Client) -> Option<String> {
    client
        .session()
        .await
        .err()
        .map(|error| error.code().unwrap().to_owned())
}

#[tokio::test]
async fn a_session_ends_after_fifteen_idle_minutes() {
    let server = Server::start().await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    for _ in 0..4 {
        server.app.clock.advance(Duration::minutes(14));
        assert_eq!(code_of_call(&officer).await, None);
    }
    server.app.clock.advance(Duration::minutes(15));
    assert_eq!(
        code_of_call(&officer).await.as_deref(),
        Some("token-invalid")
    );
}

#[tokio::test]
async fn a_session_ends_twelve_hours_after_it_was_opened_whatever_is_done() {
    let server = Server::start().await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    for _ in 0..71 {
        server.app.clock.advance(Duration::minutes(10));
        assert_eq!(code_of_call(&officer).await, None);
    }
    server.app.clock.advance(Duration::minutes(10));
    assert_eq!(
        code_of_call(&officer).await.as_deref(),
        Some("token-invalid")
    );
}

#[tokio::test]
async fn setting_the_clock_back_revives_no_session() {
    let server = Server::start().await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    server.app.clock.advance(Duration::minutes(20));
    assert_eq!(
        code_of_call(&officer).await.as_deref(),
        Some("token-invalid")
    );
    server.app.clock.set(at(super::support::MORNING));
    assert_eq!(
        code_of_call(&officer).await.as_deref(),
        Some("token-invalid")
    );
}

#[tokio::test]
async fn a_session_in_use_outlives_a_restart_of_the_server() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    let token = server.token("wangmin").await;
    let client = server.stranger();
    client.resume(&token).unwrap();
    server.app.clock.advance(Duration::minutes(14));
    assert_eq!(code_of_call(&client).await, None);
    server.app.clock.advance(Duration::minutes(10));
    // What another process would know: the store alone.
    let fresh = lianban::backend::service::sessions::Sessions::default();
    assert!(fresh.of_token(&server.app, &token).await.unwrap().is_some());
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_account_for_thirty_minutes_and_the_right_one_says_no_more() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    let client = server.stranger();
    for _ in 0..5 {
        assert_eq!(
            code_of_sign_in(&client, "wangmin", "not this one")
                .await
                .as_deref(),
            Some("login-failed")
        );
    }
    assert_eq!(
        code_of_sign_in(&client, "wangmin", PASSWORD)
            .await
            .as_deref(),
        Some("login-failed")
    );
    server.app.clock.advance(Duration::minutes(29));
    assert_eq!(
        code_of_sign_in(&client, "wangmin", PASSWORD)
            .await
            .as_deref(),
        Some("login-failed")
    );
    server.app.clock.advance(Duration::minutes(1));
    assert_eq!(code_of_sign_in(&client, "wangmin", PASSWORD).await, None);
}

#[tokio::test]
async fn a_right_password_forgets_the_wrong_ones_before_it() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    let client = server.stranger();
    for _ in 0..3 {
        for _ in 0..4 {
            code_of_sign_in(&client, "wangmin", "not this one")
                .await
                .unwrap();
        }
        assert_eq!(code_of_sign_in(&client, "wangmin", PASSWORD).await, None);
    }
}

#[tokio::test]
async fn unknown_wrong_locked_and_closed_get_the_same_answer() {
    let server = Server::start().await;
    let admin = server.officer("safety", SECURITY).await;
    for login in ["wrong", "locked", "closed"] {
        server.account(login, ZHANGDIAN).await;
    }
    let client = server.stranger();
    for _ in 0..5 {
        code_of_sign_in(&client, "locked", "not this one")
            .await
            .unwrap();
    }
    let close = OfficerChange {
        disabled: Some(true),
        ..OfficerChange::default()
    };
    admin.change_officer("closed", &close).await.unwrap();
    let mut answers = Vec::new();
    for (login, password) in [
        ("nobody", PASSWORD),
        ("wrong", "not this one"),
        ("locked", PASSWORD),
        ("closed", PASSWORD),
        ("no login at all\r\n", PASSWORD),
    ] {
        let lianban::client::Error::Problem(mut problem) = client
            .sign_in(&credentials(login, password))
            .await
            .unwrap_err()
        else {
            panic!("not a problem")
        };
        problem.instance.clear();
        answers.push(problem);
    }
    assert!(
        answers
            .iter()
            .all(|answer| *answer == answers[0] && answer.status == 401)
    );
}

#[tokio::test]
async fn a_one_time_password_opens_nothing_but_its_own_change() {
    let server = Server::start().await;
    let admin = server.officer("safety", SECURITY).await;
    let new = NewOfficer {
        login: "zhaolei".to_owned(),
        name: "赵磊".to_owned(),
        role: "handler".to_owned(),
        department: Some("hrss".to_owned()),
        lines: vec!["employment".to_owned()],
        division: "370303".to_owned(),
        id_number: None,
    };
    let one_time = admin.create_officer(&new).await.unwrap();
    let officer = server.stranger();
    let session = officer
        .sign_in(&credentials("zhaolei", &one_time.password))
        .await
        .unwrap();
    assert!(session.must_change_password);
    assert_eq!(
        officer.counts().await.unwrap_err().code(),
        Some("password-change-required")
    );
    let change = |new: &str| PasswordChange {
        old: one_time.password.clone(),
        new: new.to_owned(),
    };
    for weak in [
        "short-1",
        "onlysmallletters",
        "zhaolei-2026-X",
        one_time.password.as_str(),
    ] {
        assert_eq!(
            officer
                .change_password(&change(weak))
                .await
                .unwrap_err()
                .code(),
            Some("weak-password"),
            "{weak}"
        );
    }
    officer
        .change_password(&change("Liuquan-Lu-88"))
        .await
        .unwrap();
    officer.counts().await.unwrap();
    assert_eq!(
        code_of_sign_in(&server.stranger(), "zhaolei", &one_time.password)
            .await
            .as_deref(),
        Some("login-failed")
    );
}

#[tokio::test]
async fn a_changed_password_ends_the_accounts_other_sessions() {
    let server = Server::start().await;
    let here = server.officer("wangmin", ZHANGDIAN).await;
    let there = server.stranger();
    there
        .sign_in(&credentials("wangmin", PASSWORD))
        .await
        .unwrap();
    assert_eq!(code_of_call(&there).await, None);
    let change = PasswordChange {
        old: PASSWORD.to_owned(),
        new: "Liuquan-Lu-88".to_owned(),
    };
    here.change_password(&change).await.unwrap();
    assert_eq!(code_of_call(&here).await, None);
    assert_eq!(code_of_call(&there).await.as_deref(), Some("token-invalid"));
}

#[tokio::test]
async fn closing_and_moving_an_account_count_with_its_next_request() {
    let server = Server::start().await;
    let admin = server.officer("safety", SECURITY).await;
    let officer = server.officer("wangmin", ZHANGDIAN).await;
    server.filed(&["B1"]).await;
    assert_eq!(officer.counts().await.unwrap().open, 1);
    let move_away = OfficerChange {
        division: Some("370304".to_owned()),
        ..OfficerChange::default()
    };
    admin.change_officer("wangmin", &move_away).await.unwrap();
    assert_eq!(officer.counts().await.unwrap().open, 0);
    let promote = OfficerChange {
        role: Some("auditor".to_owned()),
        ..OfficerChange::default()
    };
    admin.change_officer("wangmin", &promote).await.unwrap();
    assert_eq!(
        officer.counts().await.unwrap_err().code(),
        Some("not-allowed")
    );
    let close = OfficerChange {
        disabled: Some(true),
        ..OfficerChange::default()
    };
    admin.change_officer("wangmin", &close).await.unwrap();
    assert_eq!(
        code_of_call(&officer).await.as_deref(),
        Some("token-invalid")
    );
    let open = OfficerChange {
        disabled: Some(false),
        ..OfficerChange::default()
    };
    admin.change_officer("wangmin", &open).await.unwrap();
    assert_eq!(
        code_of_call(&officer).await.as_deref(),
        Some("token-invalid"),
        "an ended session stays ended"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_and_a_new_one_has_another_token() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    let (one, two) = (server.token("wangmin").await, server.token("wangmin").await);
    assert_ne!(one, two);
    assert_eq!(one.len(), 64, "256 bits");
    let client = server.stranger();
    client.resume(&one).unwrap();
    client.sign_out().await.unwrap();
    client.resume(&one).unwrap();
    assert_eq!(
        code_of_call(&client).await.as_deref(),
        Some("token-invalid")
    );
    client.resume(&two).unwrap();
    assert_eq!(code_of_call(&client).await, None);
}

#[tokio::test]
async fn the_store_holds_no_token_and_no_password() {
    let server = Server::start().await;
    server.account("wangmin", ZHANGDIAN).await;
    let token = server.token("wangmin").await;
    let mut tx = server.app.store.read().await.unwrap();
    assert!(tx.session(&token).await.unwrap().is_none());
    let account = tx
        .account(&"wangmin".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert!(account.password.starts_with("$argon2id$"));
    assert!(!account.password.contains(PASSWORD));
}
