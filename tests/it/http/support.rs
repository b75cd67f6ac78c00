//! A server on loopback with a standing clock, accounts by role and place, and an application to work on.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, LazyLock, Mutex};

use chrono::{DateTime, Utc};
use lianban::api::accounts::SignIn;
use lianban::api::applications::{FilingRequest, Receipt};
use lianban::api::problem::Problem;
use lianban::backend::clock::{Clock, Ids};
use lianban::backend::config::Config;
use lianban::backend::http::{Limits, router, serve};
use lianban::backend::service::passwords::{self, Cost};
use lianban::backend::store::Store;
use lianban::backend::store::accounts::Account;
use lianban::backend::{App, Ground, telemetry};
use lianban::client::{Attachment, Client, Key};
use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::versions::Catalogues;
use lianban::domain::form::Raw;
use lianban::domain::policy::{Officer, Role};
use lianban::words::Lang;
use reqwest::{Method, RequestBuilder, Response};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::fmt::MakeWriter;

/// The password of every account here.
pub const PASSWORD: &str = "Wenzi-2026-xy";
/// A Tuesday morning.
pub const MORNING: &str = "2026-11-24T10:00:00+08:00";

pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// What all servers of this process log.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;
    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

/// The one log. A log of each test's own would miss what other threads have switched off as unwanted.
pub fn log() -> &'static Log {
    static LOG: LazyLock<Log> = LazyLock::new(|| {
        let log = Log::default();
        tracing::subscriber::set_global_default(telemetry::subscriber(log.clone())).unwrap();
        log
    });
    &LOG
}

/// A server that ends with the test.
pub struct Server {
    pub app: App,
    pub url: String,
    pub http: reqwest::Client,
    pub stop: CancellationToken,
    _data: TempDir,
}

/// Where someone sits: role, department, division.
pub type Place = (Role, Option<&'static str>, &'static str);

pub const ZHANGDIAN: Place = (Role::Handler, Some("hrss"), "370303");
pub const SECURITY: Place = (Role::SecurityAdmin, None, "370300");
pub const COUNTER: Place = (Role::Clerk, Some("approval"), "370303");

impl Server {
    pub async fn start() -> Self {
        Self::with(Limits::default()).await
    }

    pub async fn with(limits: Limits) -> Self {
        let data = tempfile::tempdir().unwrap();
        let app = App::open(ground(&data)).await.unwrap();
        Self::serving(app, data, limits).await
    }

    /// A server whose data lies in a folder of the test's own.
    pub async fn in_folder(data: TempDir) -> Self {
        let app = App::open(ground(&data)).await.unwrap();
        Self::serving(app, data, Limits::default()).await
    }

    /// A server on a store of the test's own.
    pub async fn on(store: Store) -> Self {
        let data = tempfile::tempdir().unwrap();
        let app = App::on(store, ground(&data)).unwrap();
        Self::serving(app, data, Limits::default()).await
    }

    async fn serving(app: App, data: TempDir, limits: Limits) -> Self {
        log();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        let routes = router(app.clone(), limits, stop.clone());
        tokio::spawn(serve(listener, routes, limits, stop.clone()));
        // Installs the one provider of cryptography, too.
        Client::new(&url, Lang::Zh).unwrap();
        let http = reqwest::Client::builder()
            .tls_certs_only([])
            .no_proxy()
            .build()
            .unwrap();
        Self {
            app,
            url,
            http,
            stop,
            _data: data,
        }
    }

    /// Opens an account with the usual password.
    pub async fn account(&self, login: &str, (role, department, division): Place) {
        let officer = Officer {
            id: login.parse().unwrap(),
            name: format!("{login} 的姓名"),
            role,
            department: department.map(|department| department.parse().unwrap()),
            lines: Vec::new(),
            division: division.parse().unwrap(),
            id_number: None,
        };
        let account = Account {
            officer,
            password: passwords::hash(PASSWORD.to_owned(), Cost::LEAST, &self.app.ids).await,
            password_set_at: self.app.clock.now(),
            one_time: false,
            disabled: false,
            failures: 0,
            locked_until: None,
        };
        let mut tx = self.app.store.write().await.unwrap();
        tx.insert_account(&account).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A client that nobody has signed in with.
    pub fn stranger(&self) -> Client {
        Client::new(&self.url, Lang::Zh).unwrap()
    }

    /// Signs an account in; answers its token.
    pub async fn token(&self, login: &str) -> String {
        self.stranger()
            .sign_in(&credentials(login, PASSWORD))
            .await
            .unwrap()
            .token
    }

    /// Opens an account and signs it in.
    pub async fn officer(&self, login: &str, place: Place) -> Client {
        self.account(login, place).await;
        let client = self.stranger();
        client.sign_in(&credentials(login, PASSWORD)).await.unwrap();
        client
    }

    /// A clerk files for someone; answers the receipt.
    pub async fn filed(&self, matters: &[&str]) -> Receipt {
        let clerk = self.officer("clerk", COUNTER).await;
        clerk
            .file(&Key::fresh(), &application(matters), attachments(matters))
            .await
            .unwrap()
    }

    /// A request of one's own making.
    pub fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }
}

fn ground(data: &TempDir) -> Ground {
    let mut config = Config::new(data.path());
    config.password_cost = Cost::LEAST;
    Ground {
        config,
        catalogues: Catalogues::embedded(),
        calendar: Calendar::embedded().clone(),
        clock: Clock::standing_at(at(MORNING)),
        ids: Ids::seeded(7),
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

pub fn credentials(login: &str, password: &str) -> SignIn {
    SignIn {
        login: login.to_owned(),
        password: password.to_owned(),
    }
}

/// A flexible worker whom nobody has ever met.
pub fn application(matters: &[&str]) -> FilingRequest {
    let form = [
        ("person.name", "张晓丰"),
        ("person.id_number", "370303199003075172"),
        ("person.phone", "13805331234"),
        ("person.household_type", "urban"),
        ("person.residence", "shandong"),
        ("person.address", "山东省淄博市张店区柳泉路1号"),
        ("person.education", "bachelor"),
        ("person.political_status", "none"),
        ("work.form", "freelance"),
        ("work.occupation", "翻译"),
        ("work.start", "2026-11-02"),
        ("work.division", "370303"),
        ("flexible.kind", "other"),
        ("pension.status", "none"),
        ("pension.method", "month"),
        ("pension.base_percent", "60"),
        ("pension.insured_from", "2026-12"),
        ("archive.place", "shandong"),
        ("archive.holder", "某某人才服务中心"),
        ("archive.holder_address", "山东省济南市某路1号"),
        ("archive.kind", "personal"),
        ("archive.identity", "worker"),
        ("archive.reason", "灵活就业"),
        ("archive.transfer_method", "confidential"),
    ];
    let asked = asked(matters);
    let form = form.into_iter().filter(|(field, _)| asked.contains(*field));
    let mut form: BTreeMap<String, Raw> = form
        .map(|(field, value)| (field.to_owned(), Raw::Text(value.to_owned())))
        .collect();
    if asked.contains("person.work_ability") {
        form.insert("person.work_ability".to_owned(), Raw::Flag(true));
    }
    FilingRequest {
        scene: "flexible".to_owned(),
        matters: matters.iter().map(ToString::to_string).collect(),
        division: "370303".to_owned(),
        channel: None,
        form,
        shared: BTreeMap::new(),
    }
}

fn asked(matters: &[&str]) -> std::collections::BTreeSet<String> {
    let catalogues = Catalogues::embedded();
    let catalogue = catalogues.iter().next().unwrap();
    let chosen = matters
        .iter()
        .map(|matter| catalogue.matter(&matter.parse().unwrap()).unwrap());
    chosen
        .flat_map(|matter| &matter.fields)
        .map(ToString::to_string)
        .collect()
}

/// What those matters need besides the form.
pub fn attachments(matters: &[&str]) -> Vec<Attachment> {
    if !matters.contains(&"B3") {
        return Vec::new();
    }
    vec![Attachment {
        kind: "id_card".to_owned(),
        file_name: "身份证 正面.png".to_owned(),
        bytes: png(),
    }]
}

/// A small picture.
pub fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 30, image::Rgb([200, 210, 220]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// The problem that an answer holds; it must be one.
pub async fn problem(answer: Response) -> Problem {
    let (status, headers) = (answer.status(), answer.headers().clone());
    assert_eq!(
        headers["content-type"], "application/problem+json",
        "{status}"
    );
    assert_eq!(headers["cache-control"], "no-store");
    let text = answer.text().await.unwrap();
    let problem: Problem = serde_json::from_str(&text).unwrap();
    assert_eq!(problem.status, status.as_u16());
    assert_eq!(
        problem.kind,
        format!("urn:lianban:problem:{}", problem.code)
    );
    assert_eq!(headers["x-request-id"], problem.instance.as_str());
    assert!(!problem.title.is_empty() && problem.detail.len() > problem.title.len());
    problem
}
