//! What is measured, and the table of ratios.

use std::time::{Duration, Instant};

use futures::future::join_all;
use lianban::api::items::{DecisionRequest, InboxQuery};
use lianban::backend::App;
use lianban::backend::service::{Caller, inbox, items};
use lianban::domain::id::ItemNo;
use lianban::words::Lang;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, Row};

use crate::stores;

/// Measures everything on a small and a large store.
pub async fn all(small: u32, large: u32) {
    let (small_app, _small) = stores::of(small).await;
    let (app, _large) = stores::of(large).await;
    let asked = InboxQuery {
        state: Some("received".to_owned()),
        ..InboxQuery::default()
    };
    // In turns, here and below: what a moment is like on this machine is not in the ratio.
    let (mut page, mut small_page, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        page.extend(pages(&app, &asked).await);
        small_page.extend(pages(&small_app, &asked).await);
        bare.extend(bare_pages(&app).await);
    }
    let page = Spread::of(page);
    row("inbox page of 50, one state", page.p50);
    ratio(
        "  against the bare query",
        page.p50,
        Spread::of(bare).p50,
        2.0,
    );
    ratio(
        "  p95 against a store of 10,000",
        page.p95,
        Spread::of(small_page).p95,
        1.5,
    );
    for (name, query) in searches() {
        // What a search finds grows with the store.
        row(name, Spread::of(pages(&app, &query).await).p50);
    }
    for (name, query) in lists() {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            here.extend(pages(&app, &query).await);
            there.extend(pages(&small_app, &query).await);
        }
        let here = Spread::of(here);
        row(name, here.p50);
        let there = Spread::of(there);
        ratio("  p95 against a store of 10,000", here.p95, there.p95, 1.5);
    }
    let (mut single, mut bare) = (Vec::new(), Vec::new());
    let (mut by_one, mut by_eight) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let round = decisions(&app, 1).await;
        single.extend(round.each);
        by_one.push(round.whole);
        bare.extend(bare_decisions(&app).await);
        by_eight.push(decisions(&app, 8).await.whole);
    }
    let single = Spread::of(single).p50;
    row("decision, one officer", single);
    ratio(
        "  against the bare transaction",
        single,
        Spread::of(bare).p50,
        1.5,
    );
    ratio(
        "  per decision, eight officers against one",
        Spread::of(by_eight).p50,
        Spread::of(by_one).p50,
        1.0,
    );
}

const ROUNDS: usize = 12;
/// Pages of a round, and those before that warm the caches.
const PAGES: usize = 25;
const WARM: usize = 5;
/// Decisions of a round, for each of those who take turns.
const ROUND: i64 = 48;

fn query(change: fn(&mut InboxQuery)) -> InboxQuery {
    let mut query = InboxQuery::default();
    change(&mut query);
    query
}

fn searches() -> Vec<(&'static str, InboxQuery)> {
    vec![
        (
            "search by a name that a thousandth has",
            query(|q| q.q = Some("单小明".to_owned())),
        ),
        (
            "search by an initial",
            query(|q| q.q = Some("x".to_owned())),
        ),
        (
            "search by the beginning of a number",
            query(|q| q.q = Some("ZB260601-00001".to_owned())),
        ),
    ]
}

fn lists() -> Vec<(&'static str, InboxQuery)> {
    vec![
        ("every open state", query(|_| {})),
        (
            "newest first",
            query(|q| q.sort = Some("-filed".to_owned())),
        ),
        (
            "red cards",
            query(|q| q.light = Some("red_card".to_owned())),
        ),
        ("my own", query(|q| q.assignee = Some("me".to_owned()))),
    ]
}

fn row(name: &str, time: Duration) {
    println!("{name:<50} {time:>10.2?}");
}

fn ratio(name: &str, time: Duration, base: Duration, most: f64) {
    let ratio = time.as_secs_f64() / base.as_secs_f64();
    let verdict = if ratio <= most { "within" } else { "OVER" };
    println!("{name:<50} {ratio:>9.2}× {verdict} {most}×");
}

/// The middle and the slow end of many times.
struct Spread {
    p50: Duration,
    p95: Duration,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        Self {
            p50: at(50),
            p95: at(95),
        }
    }
}

fn caller(app: &App, n: usize) -> Caller {
    Caller::new(app, stores::officer(&format!("officer{n}")), Lang::Zh)
}

/// The times of a round of pages, once they are warm.
async fn pages(app: &App, query: &InboxQuery) -> Vec<Duration> {
    let caller = caller(app, 0);
    let mut times = Vec::new();
    for _ in 0..WARM + PAGES {
        let begun = Instant::now();
        let page = inbox::page(app, &caller, query).await.expect("a page");
        times.push(begun.elapsed());
        assert!(page.rows.len() <= 50);
    }
    times.split_off(WARM)
}

async fn connect(app: &App) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(app.config.database())
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-16384");
    SqliteConnection::connect_with(&options)
        .await
        .expect("a connection")
}

/// The page as one query by hand, with the columns that the list shows.
async fn bare_pages(app: &App) -> Vec<Duration> {
    const TEXT: &str = "SELECT i.*, d.department, d.line, d.division FROM item i JOIN desk d ON d.id = i.desk \
         WHERE d.department = 'hrss' AND d.division = '370303' AND i.state = 'received' \
         ORDER BY i.due_sort, i.no LIMIT 50";
    let mut connection = connect(app).await;
    let mut times = Vec::new();
    for _ in 0..WARM + PAGES {
        let begun = Instant::now();
        let rows = sqlx::query(TEXT)
            .fetch_all(&mut connection)
            .await
            .expect("rows");
        let read: usize = rows
            .iter()
            .map(|row| row.get::<String, _>("person").len())
            .sum();
        times.push(begun.elapsed());
        assert!(read > 0);
    }
    times.split_off(WARM)
}

/// Items that wait to be accepted.
async fn waiting(app: &App, most: i64) -> Vec<(String, i64)> {
    const TEXT: &str = "SELECT i.no, i.desk FROM item i JOIN desk d ON d.id = i.desk WHERE d.department = 'hrss' \
         AND d.division = '370303' AND i.state = 'received' ORDER BY i.no DESC LIMIT $1";
    let rows = sqlx::query(TEXT)
        .bind(most)
        .fetch_all(&mut connect(app).await)
        .await
        .expect("items");
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// How long a round of decisions took.
struct Round {
    each: Vec<Duration>,
    whole: Duration,
}

/// A round of decisions by so many officers at once.
async fn decisions(app: &App, officers: usize) -> Round {
    let items = waiting(app, ROUND).await;
    let begun = Instant::now();
    let work = (0..officers).map(|n| {
        let mine: Vec<&String> = items
            .iter()
            .map(|(no, _)| no)
            .skip(n)
            .step_by(officers)
            .collect();
        let caller = caller(app, n);
        async move {
            let mut times = Vec::new();
            for no in mine {
                let no: ItemNo = no.parse().expect("a number");
                let request = DecisionRequest::Accept {};
                let begun = Instant::now();
                let decided = items::decide_on(app, &caller, (&no, 1), no.as_str(), &request).await;
                times.push(begun.elapsed());
                decided.expect("it is decided");
            }
            times
        }
    });
    Round {
        each: join_all(work).await.concat(),
        whole: begun.elapsed(),
    }
}

/// A round of the same rows by hand: the item, its tally, the event, the key.
async fn bare_decisions(app: &App) -> Vec<Duration> {
    let items = waiting(app, ROUND).await;
    let mut connection = connect(app).await;
    let body: String =
        sqlx::query("SELECT body FROM event WHERE code = 'accepted' ORDER BY seq DESC LIMIT 1")
            .fetch_one(&mut connection)
            .await
            .expect("an event")
            .get(0);
    let now = stores::now().timestamp_millis();
    let mut times = Vec::new();
    for (no, desk) in &items {
        let begun = Instant::now();
        let mut unit = connection
            .begin_with("BEGIN IMMEDIATE")
            .await
            .expect("a transaction");
        sqlx::query("UPDATE item SET state = 'reviewing', version = 2, due_sort = $1, alarm_at = $1, yellow_at = $1, yellow_card_at = $1, red_card_at = $1, assignee = 'officer0', accepted_at = $1, changed_at = $1 WHERE no = $2 AND version = 1")
            .bind(now)
            .bind(no)
            .execute(&mut *unit)
            .await
            .expect("a row");
        sqlx::query("INSERT INTO tally (desk, matter, state, n) VALUES ($1, 'A1', 'reviewing', 1), ($1, 'A1', 'received', -1) ON CONFLICT (desk, matter, state) DO UPDATE SET n = tally.n + excluded.n")
            .bind(desk)
            .execute(&mut *unit)
            .await
            .expect("a count");
        sqlx::query("INSERT INTO event (item, version, at, actor, actor_name, actor_role, code, body) VALUES ($1, 2, $2, 'officer0', 'officer0', 'handler', 'accepted', $3)")
            .bind(no)
            .bind(now)
            .bind(&body)
            .execute(&mut *unit)
            .await
            .expect("an event");
        sqlx::query("INSERT INTO idempotency (officer, key, fingerprint, at, subject, version) VALUES ('officer0', $1, $2, $3, $1, 2)")
            .bind(no)
            .bind("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
            .bind(now)
            .execute(&mut *unit)
            .await
            .expect("a key");
        unit.commit().await.expect("a commit");
        times.push(begun.elapsed());
    }
    times
}
