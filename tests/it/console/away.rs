//! The backend goes away and comes back: the console stays, says how old its contents are, and goes on by itself.

use lianban::client::{Client, Error, FeedEvent};
use lianban::console::app::{APP, Message};
use lianban::console::effect::Effect;
use lianban::words::Lang;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::app::Desk;
use super::seat::Seat;
use crate::support::office::{Office, WANG_MIN};

fn down(error: Error) -> Message {
    Message::Feed(FeedEvent::Down(error))
}

#[test]
fn while_the_line_is_down_the_age_of_what_is_seen_grows_by_the_minute() {
    let mut desk = Desk::new();
    desk.message(Message::Feed(FeedEvent::Up));
    let mut tasks = desk.message(down(Error::Offline(String::new())));
    assert!(desk.sees("连接断了") && !desk.sees("分钟前"));
    for minutes in 1..=3 {
        let alarm = tasks.iter().find_map(|task| match task.effect {
            Effect::Alarm { after, id } => Some((after, id)),
            _ => None,
        });
        let (after, id) = alarm.expect("the screen wakes");
        desk.now += i64::try_from(after.as_millis()).unwrap();
        tasks = desk.message(Message::Alarm { to: APP, id });
        assert!(desk.sees(&format!("连接断了，以下为 {minutes} 分钟前")));
    }
    // More failures on the way do not make it young again.
    desk.message(down(Error::Timeout));
    assert!(desk.sees("以下为 3 分钟前"));
    desk.message(Message::Feed(FeedEvent::Up));
    assert!(desk.sees("已连接"));
}

#[test]
fn a_line_that_fell_silent_was_down_before_that_was_noticed() {
    let mut desk = Desk::new();
    desk.message(Message::Feed(FeedEvent::Up));
    desk.message(down(Error::Timeout));
    desk.now += 20_000;
    desk.press("down");
    assert!(desk.sees("以下为 1 分钟前"));
}

#[test]
fn the_console_outlives_its_backend_and_asks_again_for_what_did_not_come() {
    let mut office = Office::of(60);
    let mut seat = Seat::with(|command| {
        command.args(["console", "--login", WANG_MIN, "--server", &office.url()]);
        command.arg("--password-file");
        command.arg(office.password_file());
    });
    seat.sees("已连接");
    seat.until("the inbox", |screen| screen.contents().contains(" ZB"));
    office.close();
    seat.sees("连接断了");
    // It can be worked with, as far as it goes.
    seat.press("4");
    seat.sees("[审核中]");
    // The rows of another view do not stand under its name.
    seat.sees("连接不上服务器");
    assert!(!seat.screen.screen().contents().contains(" ZB"));
    seat.press("?");
    seat.sees("按键");
    seat.press("\u{1B}");
    office.reopen();
    seat.sees("已连接");
    seat.until("the view that did not come", |screen| {
        screen
            .contents()
            .lines()
            .any(|line| line.contains(" ZB") && line.contains("审核中"))
    });
    seat.press("q");
    assert!(seat.child.wait().unwrap().success());
}

#[tokio::test]
async fn what_a_gateway_says_while_the_backend_is_away_does_not_end_the_feed() {
    let gateway = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = gateway.local_addr().unwrap();
    tokio::spawn(async move {
        for answer in [
            "502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nevent: change\r\ndata: {\"of\":\"tomorrow\"}\r\nid: 5\r\n\r\n",
            "200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nevent: reset\r\ndata: {}\r\nid: 6\r\n\r\n",
        ] {
            let (mut stream, _) = gateway.accept().await.unwrap();
            let mut asked = [0; 4096];
            assert!(stream.read(&mut asked).await.unwrap() > 0);
            let answer = format!("HTTP/1.1 {answer}");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    let client = Client::new(&format!("http://{address}"), Lang::Zh).unwrap();
    let mut feed = client.feed(None);
    let mut heard = vec![];
    while heard.last() != Some(&FeedEvent::Reset) {
        heard.push(feed.next().await.unwrap());
    }
    assert!(
        matches!(
            &heard[..],
            [
                FeedEvent::Down(Error::Protocol(_)),
                FeedEvent::Up,
                FeedEvent::Down(Error::Protocol(_)),
                FeedEvent::Up,
                FeedEvent::Reset
            ]
        ),
        "{heard:?}"
    );
    assert_eq!(feed.cursor(), Some(6));
}
