//! What lies around every route: the request's name, its limits, its log line, and words for every failure.
//!
//! The log line holds a route's pattern, never a path or a query, and no names: what an officer did to whom is in
//! the events, not in the log.

use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::body::Reading;
use super::error::Failure;
use super::headers::language;
use crate::api::problem::{Code, MEDIA_TYPE};
use crate::backend::App;

/// How much, how long and how many.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time; more wait unaccepted.
    pub connections: usize,
    /// Between two requests on a connection: an officer reads for half a minute between two keys, and a new connection
    /// on a bad line costs more than an open one here.
    pub idle: Duration,
    /// For the head of a request, from its first byte, and for the first one from the connection on: a program sends it
    /// at once, on the worst line within seconds; whoever drips it holds a seat.
    pub head: Duration,
    /// Between two pieces of a body, and before the rate counts: a line that lost packets comes back within this, or not.
    pub piece: Duration,
    /// The slowest body, in bytes per second.
    pub least_rate: u32,
    /// For one write to a reader that takes nothing.
    pub write: Duration,
    /// For an answer, once a plain request is there.
    pub answer: Duration,
    /// For an upload with its answer.
    pub upload: Duration,
    /// For what is under way when the server is told to stop.
    pub drain: Duration,
    /// The largest JSON body.
    pub json_bytes: u64,
    /// The largest upload, all parts together.
    pub upload_bytes: u64,
    /// The largest head: all names and values.
    pub head_bytes: usize,
    /// The longest path with its query.
    pub uri_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            idle: Duration::from_mins(1),
            head: Duration::from_secs(10),
            piece: Duration::from_secs(10),
            least_rate: 1024,
            write: Duration::from_secs(30),
            answer: Duration::from_secs(30),
            upload: Duration::from_mins(30),
            drain: Duration::from_secs(10),
            json_bytes: 256 * 1024,
            upload_bytes: 200 * 1024 * 1024,
            head_bytes: 16 * 1024,
            uri_bytes: 4 * 1024,
        }
    }
}

/// The outermost layer: names the request, and gives every failure its words.
pub async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut name = app.ids.token();
    name.truncate(16);
    let lang = language(request.headers());
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = app.clock.now();

    let answer = next.run(request).await;
    let failure = failure_of(&answer);
    let code = failure.as_ref().map(|failure| failure.code().as_str());
    let mut answer = match failure {
        Some(failure) => failure.render(answer, lang, &name),
        None => answer,
    };
    tracing::info!(
        request = name,
        method,
        route = route.as_ref().map_or("-", MatchedPath::as_str),
        status = answer.status().as_u16(),
        code,
        ms = (app.clock.now() - began).num_milliseconds(),
        "request"
    );
    seal(answer.headers_mut(), &name);
    answer
}

fn failure_of(answer: &Response) -> Option<Failure> {
    if let Some(failure) = answer.extensions().get::<Failure>() {
        return Some(failure.clone());
    }
    let status = answer.status();
    let fails = status.is_client_error() || status.is_server_error();
    let says = answer.headers().get(header::CONTENT_TYPE);
    (fails && says.is_none_or(|says| says != MEDIA_TYPE)).then(|| Failure::of_status(status))
}

/// What every answer carries: its name, and that it is neither guessed at nor kept on the way.
pub fn seal(headers: &mut HeaderMap, name: &str) {
    if let Ok(value) = HeaderValue::from_str(name) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// A method as the log may name it: an unknown one is the sender's own text.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// Refuses what is too large before it is read, bounds what is read in size and time, and bounds the answer in time.
pub async fn bound(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let upload = is_upload(request.headers());
    let most = if upload {
        limits.upload_bytes
    } else {
        limits.json_bytes
    };
    let checked = check_head(&request, &limits, most);
    let (parts, body) = request.into_parts();
    let reading = Reading::new(body, &limits, most);
    let request = Request::from_parts(parts, reading.body());
    let time = if upload { limits.upload } else { limits.answer };
    let answer = match checked {
        Ok(()) => tokio::time::timeout(time, next.run(request)).await,
        Err(code) => Ok(Failure::new(code).into_response()),
    };
    let answer = answer.unwrap_or_else(|_| Failure::new(Code::Busy).into_response());
    if !answer.status().is_success() {
        reading.drain();
    }
    answer
}

fn check_head(request: &Request, limits: &Limits, most: u64) -> Result<(), Code> {
    let headers = request.headers();
    let head: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    let uri = request
        .uri()
        .path_and_query()
        .map_or(0, |path| path.as_str().len());
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if uri > limits.uri_bytes {
        Err(Code::UriTooLong)
    } else if head > limits.head_bytes {
        Err(Code::HeadersTooLarge)
    } else if announced.is_some_and(|announced| announced > most) {
        Err(Code::TooLarge)
    } else if headers.contains_key(header::CONTENT_ENCODING) {
        // Nobody asked for a packed body, and one can hold a thousand times its size.
        Err(Code::UnsupportedMediaType)
    } else {
        Ok(())
    }
}

fn is_upload(headers: &HeaderMap) -> bool {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    media.is_some_and(|media| media.starts_with("multipart/"))
}
