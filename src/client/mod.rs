//! The client of `/api/v1`: one typed call per operation.
//!
//! Owns the connection, the token (in memory only) and how long to wait. Knows the wire types and nothing of the
//! backend. To add a call: one method here, named like the operation; path and types as in `crate::api`.
//! A call that changes something takes its idempotency [`Key`] from the caller, who keeps it until the outcome is
//! known: `Offline` and `Timeout` mean "not known yet", and the same key asks again without doing it twice.

pub mod error;
pub mod feed;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, IF_MATCH,
};
use reqwest::multipart::{Form, Part};
use reqwest::{Certificate, Method, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::accounts::{
    NewOfficer, OfficerChange, OfficerView, OneTimePassword, PasswordChange, Session, SessionView,
    SignIn,
};
use crate::api::applications::{CombinedResultView, FilingRequest, Receipt, Resubmission};
use crate::api::backlog::Backlog;
use crate::api::colleagues::{ColleagueView, StandInRequest, StandInView};
use crate::api::items::{
    ClearFields, ClearViewRequest, CopySaved, DecisionRequest, InboxCounts, InboxQuery, ItemDetail,
    ItemRow, ResultFileView,
};
use crate::api::{IDEMPOTENCY_KEY, PREFIX, Page};
use crate::domain::catalogue::Catalogue;
use crate::words::Lang;

pub use error::Error;
pub use feed::{Feed, FeedEvent};

/// How long an answer may take before it counts as not coming.
const PATIENCE: Duration = Duration::from_secs(20);
/// The slowest line on which an upload is still waited for.
const LEAST_BYTES_PER_SECOND: u64 = 4 * 1024;

/// What makes a repeated call count once. Kept by the caller until the outcome is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// A key that nobody else has: 128 random bits.
    pub fn fresh() -> Self {
        let mut bytes = [0_u8; 16];
        feed::random(&mut bytes);
        Self(format!("{:032x}", u128::from_le_bytes(bytes)))
    }

    /// The key as it goes into the header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A file to go with an application or an answer to a correction notice.
#[derive(Clone)]
pub struct Attachment {
    /// What it is, in the catalogue.
    pub kind: String,
    /// The name to show.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The bytes of a material or of a result's file.
#[derive(Clone)]
pub struct MaterialBytes {
    /// The bytes.
    pub bytes: bytes::Bytes,
    /// Their type, by content.
    pub content_type: String,
}

/// A connection to one backend on behalf of one officer. Clones share the session.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Arc<RwLock<Option<HeaderValue>>>,
}

impl Client {
    /// A client of the backend at `server` (`http://127.0.0.1:8642`), which answers in `lang`.
    ///
    /// # Errors
    /// [`Error::Address`] where it is not an http or https address.
    pub fn new(server: &str, lang: Lang) -> Result<Self, Error> {
        Self::trusting(server, lang, &[])
    }

    /// The same over https, trusting the authorities in `pem` and no others.
    ///
    /// # Errors
    /// [`Error::Address`] as before, [`Error::Protocol`] where the certificates cannot be read.
    pub fn trusting(server: &str, lang: Lang, pem: &[u8]) -> Result<Self, Error> {
        // Refused when another part of the program has installed it already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let base = server.trim_end_matches('/');
        if !(base.starts_with("http://") || base.starts_with("https://")) {
            return Err(Error::Address(server.to_owned()));
        }
        let authorities = Certificate::from_pem_bundle(pem)
            .map_err(|_| Error::Protocol("the certificates cannot be read"))?;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(lang.tag()));
        let http = reqwest::Client::builder()
            .user_agent(concat!("lianban/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            // Without this a host without ca-certificates fails even for plain http.
            .tls_certs_only(authorities)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            // Shorter than the server's patience with an idle line, so that no call meets a closing one.
            .pool_idle_timeout(Duration::from_secs(50))
            .build()?;
        Ok(Self {
            http,
            base: base.to_owned(),
            token: Arc::default(),
        })
    }

    // --- sessions and accounts

    /// Signs in; the token is kept and goes with every later call.
    pub async fn sign_in(&self, credentials: &SignIn) -> Result<Session, Error> {
        let session: Session = json(
            self.send(self.call(Method::POST, "/sessions").json(credentials))
                .await?,
        )
        .await?;
        self.resume(&session.token)?;
        Ok(session)
    }

    /// Goes on with the session of `token`.
    pub fn resume(&self, token: &str) -> Result<(), Error> {
        let mut value = HeaderValue::from_str(&format!("Bearer {token}"))
            .map_err(|_| Error::Protocol("not a token"))?;
        value.set_sensitive(true);
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = Some(value);
        Ok(())
    }

    /// Ends the session.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.send(self.call(Method::DELETE, "/sessions/current"))
            .await?;
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    /// Who is signed in.
    pub async fn session(&self) -> Result<SessionView, Error> {
        self.get("/sessions/current").await
    }

    /// Changes one's own password; every other session of the account ends.
    pub async fn change_password(&self, change: &PasswordChange) -> Result<(), Error> {
        self.send(
            self.call(Method::PUT, "/sessions/current/password")
                .json(change),
        )
        .await?;
        Ok(())
    }

    /// The accounts in one's reach.
    pub async fn officers(&self) -> Result<Vec<OfficerView>, Error> {
        self.get("/officers").await
    }

    /// Colleagues, with how much they have to do.
    pub async fn colleagues(&self) -> Result<Vec<ColleagueView>, Error> {
        self.get("/colleagues").await
    }

    /// Who stands in for whom.
    pub async fn stand_ins(&self) -> Result<Vec<StandInView>, Error> {
        self.get("/stand-ins").await
    }

    /// Names who stands in for an officer.
    pub async fn name_stand_in(&self, login: &str, request: &StandInRequest) -> Result<(), Error> {
        let path = format!("/officers/{}/stand-in", segment(login)?);
        self.send(self.call(Method::PUT, &path).json(request))
            .await?;
        Ok(())
    }

    /// Nobody stands in for an officer any more.
    pub async fn end_stand_in(&self, login: &str) -> Result<(), Error> {
        let path = format!("/officers/{}/stand-in", segment(login)?);
        self.send(self.call(Method::DELETE, &path)).await?;
        Ok(())
    }

    /// Opens an account.
    pub async fn create_officer(&self, officer: &NewOfficer) -> Result<OneTimePassword, Error> {
        json(
            self.send(self.call(Method::POST, "/officers").json(officer))
                .await?,
        )
        .await
    }

    /// Changes an account: role, place, lines, or closes and opens it.
    pub async fn change_officer(
        &self,
        login: &str,
        change: &OfficerChange,
    ) -> Result<OfficerView, Error> {
        let path = format!("/officers/{}", segment(login)?);
        json(
            self.send(self.call(Method::PATCH, &path).json(change))
                .await?,
        )
        .await
    }

    /// Gives an account a new one-time password; its sessions end.
    pub async fn reset_password(&self, login: &str) -> Result<OneTimePassword, Error> {
        let path = format!("/officers/{}/one-time-password", segment(login)?);
        json(self.send(self.call(Method::POST, &path)).await?).await
    }

    // --- items

    /// A page of the inbox.
    pub async fn inbox(&self, query: &InboxQuery) -> Result<Page<ItemRow>, Error> {
        json(
            self.send(self.call(Method::GET, "/items").query(query))
                .await?,
        )
        .await
    }

    /// The figures at the head of the inbox.
    pub async fn counts(&self) -> Result<InboxCounts, Error> {
        self.get("/items/counts").await
    }

    /// One item whole.
    pub async fn item(&self, no: &str) -> Result<ItemDetail, Error> {
        self.get(&format!("/items/{}", segment(no)?)).await
    }

    /// Decides about an item as it stood at `version`; answers with its row as it stands now.
    pub async fn decide(
        &self,
        no: &str,
        version: u64,
        key: &Key,
        decision: &DecisionRequest,
    ) -> Result<ItemRow, Error> {
        let path = format!("/items/{}/decisions", segment(no)?);
        let call = keyed(self.call(Method::POST, &path), key).header(IF_MATCH, etag(version));
        json(self.send(call.json(decision)).await?).await
    }

    /// Answers a correction notice: changed fields and new materials.
    pub async fn resubmit(
        &self,
        no: &str,
        version: u64,
        key: &Key,
        answer: &Resubmission,
        attachments: Vec<Attachment>,
    ) -> Result<ItemRow, Error> {
        let path = format!("/items/{}/resubmission", segment(no)?);
        let call = keyed(self.call(Method::POST, &path), key).header(IF_MATCH, etag(version));
        json(
            self.send(upload(call, "resubmission", answer, attachments)?)
                .await?,
        )
        .await
    }

    /// The masked fields in clear; the look is an event.
    pub async fn view_clear(
        &self,
        no: &str,
        request: &ClearViewRequest,
    ) -> Result<ClearFields, Error> {
        let path = format!("/items/{}/clear-view", segment(no)?);
        json(
            self.send(self.call(Method::POST, &path).json(request))
                .await?,
        )
        .await
    }

    /// Writes down that a copy of a material is saved to a file.
    pub async fn save_material(&self, no: &str, ordinal: u32) -> Result<CopySaved, Error> {
        let path = format!("/items/{}/materials/{ordinal}/save", segment(no)?);
        json(self.send(self.call(Method::POST, &path)).await?).await
    }

    /// A material's bytes.
    pub async fn material(&self, no: &str, ordinal: u32) -> Result<MaterialBytes, Error> {
        self.download(&format!("/items/{}/materials/{ordinal}", segment(no)?))
            .await
    }

    /// Uploads a file for a result; the decision that feeds it back names the digest of the answer.
    pub async fn upload_result_file(
        &self,
        no: &str,
        file_name: String,
        bytes: Vec<u8>,
    ) -> Result<ResultFileView, Error> {
        let path = format!("/items/{}/files", segment(no)?);
        let patience = patience(bytes.len());
        let form = Form::new().part("file", Part::bytes(bytes).file_name(file_name));
        let call = self.call(Method::POST, &path).multipart(form);
        json(self.send(call.timeout(patience)).await?).await
    }

    /// The bytes of a result's file.
    pub async fn result_file(&self, no: &str, digest: &str) -> Result<MaterialBytes, Error> {
        let path = format!("/items/{}/files/{}", segment(no)?, segment(digest)?);
        self.download(&path).await
    }

    /// Writes down that a copy of a result's file is saved.
    pub async fn save_result_file(&self, no: &str, digest: &str) -> Result<CopySaved, Error> {
        let path = format!("/items/{}/files/{}/save", segment(no)?, segment(digest)?);
        json(self.send(self.call(Method::POST, &path)).await?).await
    }

    async fn download(&self, path: &str) -> Result<MaterialBytes, Error> {
        let answer = self
            .send(self.call(Method::GET, path).timeout(PATIENCE * 6))
            .await?;
        let content_type = answer
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let content_type = content_type
            .unwrap_or("application/octet-stream")
            .to_owned();
        Ok(MaterialBytes {
            bytes: answer.bytes().await?,
            content_type,
        })
    }

    // --- applications

    /// Files an application: one joint form, several matters, materials.
    pub async fn file(
        &self,
        key: &Key,
        application: &FilingRequest,
        attachments: Vec<Attachment>,
    ) -> Result<Receipt, Error> {
        let call = keyed(self.call(Method::POST, "/applications"), key);
        json(
            self.send(upload(call, "application", application, attachments)?)
                .await?,
        )
        .await
    }

    /// The combined result.
    pub async fn result(&self, application: &str) -> Result<CombinedResultView, Error> {
        self.get(&format!("/applications/{}/result", segment(application)?))
            .await
    }

    /// The combined result as plain text, to be printed.
    pub async fn result_text(&self, application: &str) -> Result<String, Error> {
        let path = format!("/applications/{}/result.txt", segment(application)?);
        Ok(self
            .send(self.call(Method::GET, &path).header(ACCEPT, "text/plain"))
            .await?
            .text()
            .await?)
    }

    /// The combined result as PDF, to be printed.
    pub async fn result_pdf(&self, application: &str) -> Result<bytes::Bytes, Error> {
        let path = format!("/applications/{}/result.pdf", segment(application)?);
        Ok(self
            .send(
                self.call(Method::GET, &path)
                    .header(ACCEPT, "application/pdf"),
            )
            .await?
            .bytes()
            .await?)
    }

    // --- the rest

    /// The supervisors' numbers.
    pub async fn backlog(&self) -> Result<Backlog, Error> {
        self.get("/backlog").await
    }

    /// A version of the catalogue; `current` is the one under which applications are filed today.
    pub async fn catalogue(&self, version: &str) -> Result<Catalogue, Error> {
        self.get(&format!("/catalogues/{}", segment(version)?))
            .await
    }

    /// Changes within one's reach, after the change `after` or from now on.
    pub fn feed(&self, after: Option<i64>) -> Feed {
        Feed::new(self.clone(), after)
    }

    /// Whether the server is there and can work.
    pub async fn healthy(&self) -> Result<(), Error> {
        self.send(
            self.http
                .get(format!("{}/healthz", self.base))
                .timeout(PATIENCE),
        )
        .await?;
        Ok(())
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        json(self.send(self.call(Method::GET, path)).await?).await
    }

    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.endless(method, path).timeout(PATIENCE)
    }

    fn endless(&self, method: Method, path: &str) -> RequestBuilder {
        let call = self
            .http
            .request(method, format!("{}{PREFIX}{path}", self.base));
        match self
            .token
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
        {
            Some(token) => call.header(AUTHORIZATION, token),
            None => call,
        }
    }

    async fn send(&self, call: RequestBuilder) -> Result<Response, Error> {
        let answer = call.send().await?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let says = answer
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if says.is_none_or(|says| !says.starts_with("application/problem+json")) {
            return Err(Error::Protocol("a refusal of an unknown form"));
        }
        Err(Error::Problem(Box::new(json(answer).await?)))
    }
}

/// The version that an answer's `ETag` names.
pub fn version_of(etag: &HeaderValue) -> Option<u64> {
    etag.to_str()
        .ok()?
        .strip_prefix('"')?
        .strip_suffix('"')?
        .parse()
        .ok()
}

fn etag(version: u64) -> String {
    format!("\"{version}\"")
}

fn keyed(call: RequestBuilder, key: &Key) -> RequestBuilder {
    call.header(IDEMPOTENCY_KEY, key.as_str())
}

/// An identifier as a part of a path; every identifier of the interface is made of these characters.
fn segment(text: &str) -> Result<&str, Error> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if plain && text.bytes().any(|byte| byte != b'.') {
        Ok(text)
    } else {
        Err(Error::Protocol("not an identifier"))
    }
}

/// A body of one JSON part and files, with time for its size.
fn upload<T: Serialize>(
    call: RequestBuilder,
    name: &'static str,
    value: &T,
    attachments: Vec<Attachment>,
) -> Result<RequestBuilder, Error> {
    let text = serde_json::to_string(value)
        .map_err(|_| Error::Protocol("the request cannot be written"))?;
    let size: usize = attachments
        .iter()
        .map(|attachment| attachment.bytes.len())
        .sum();
    let part = Part::text(text).mime_str("application/json")?;
    let form = attachments
        .into_iter()
        .fold(Form::new().part(name, part), |form, attachment| {
            form.part(
                attachment.kind,
                Part::bytes(attachment.bytes).file_name(attachment.file_name),
            )
        });
    Ok(call.multipart(form).timeout(patience(size)))
}

/// How long an upload of so many bytes may take.
fn patience(size: usize) -> Duration {
    PATIENCE + Duration::from_secs(size as u64 / LEAST_BYTES_PER_SECOND)
}

async fn json<T: DeserializeOwned>(answer: Response) -> Result<T, Error> {
    let body = answer.bytes().await?;
    serde_json::from_slice(&body).map_err(|_| Error::Protocol("an answer of an unknown form"))
}
