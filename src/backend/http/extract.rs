//! What handlers take out of a request, each with a refusal that names the place and never the value.

use std::error::Error;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::body::Cut;
use super::error::Failure;
use crate::api::problem::Code;

/// The JSON body of a request.
#[derive(Debug)]
pub struct Sent<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(Code::UnsupportedMediaType.into());
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| broken(&rejection))?;
        parse(&body, "").map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    media
        .and_then(|media| media.split(';').next())
        .is_some_and(|media| media.trim() == "application/json")
}

/// Reads JSON that stands at `root` of the request; the refusal names the place by JSON pointer.
pub fn parse<T: DeserializeOwned>(json: &[u8], root: &str) -> Result<T, Failure> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let code = code_of(json, error.inner());
        let mut pointer = format!("{root}{}", pointer(error.path()));
        if let Some(field) = field_in(error.inner()) {
            let field = format!("/{}", escaped(field.as_str()));
            if code == Code::MissingField || !pointer.ends_with(&field) {
                pointer.push_str(&field);
            }
        }
        Failure::new(code).at(pointer)
    })?;
    reader
        .end()
        .map_err(|_| Failure::new(Code::BadJson).at(root))?;
    Ok(value)
}

/// What is wrong, told by the kind of serde's own message; the message itself may quote what was sent.
fn code_of(json: &[u8], error: &serde_json::Error) -> Code {
    if !error.is_data() {
        // A number where a word should be is called a syntax error, too.
        let well_formed = serde_json::from_slice::<Value>(json).is_ok();
        return if well_formed {
            Code::BadField
        } else {
            Code::BadJson
        };
    }
    let message = error.to_string();
    let kinds = [
        ("unknown field", Code::UnknownField),
        ("missing field", Code::MissingField),
        ("duplicate field", Code::DuplicateField),
    ];
    kinds
        .iter()
        .find(|(start, _)| message.starts_with(start))
        .map_or(Code::BadField, |(_, code)| *code)
}

/// The field that is missing or should not be there: the path ends before it.
fn field_in(error: &serde_json::Error) -> Option<String> {
    let message = error.to_string();
    let rest = message.split_once(" field `")?.1;
    error
        .is_data()
        .then(|| rest.split('`').next().map(ToOwned::to_owned))?
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let segments = path.iter().filter_map(|segment| match segment {
        Segment::Map { key } => Some(escaped(key)),
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    segments
        .flat_map(|segment| ["/".to_owned(), segment])
        .collect()
}

/// The parameters of a request's query.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(value)) => Ok(Self(value)),
            Err(rejection) => Err(bad_parameter(&rejection)),
        }
    }
}

fn bad_parameter(rejection: &(dyn Error + 'static)) -> Failure {
    let named = chain(rejection).find_map(|error| {
        let error = error.downcast_ref::<serde_path_to_error::Error<serde::de::value::Error>>()?;
        Some(format!("?{}", error.path()))
    });
    let failure = Failure::new(Code::BadParameter);
    match named {
        Some(name) => failure.at(name),
        None => failure,
    }
}

/// A number or name in the path. One that cannot be is answered like one that is not there.
#[derive(Debug)]
pub struct Named<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(value)) => Ok(Self(value)),
            Err(_) => Err(Code::NotFound.into()),
        }
    }
}

/// Why a body could not be read to its end.
pub fn broken(error: &(dyn Error + 'static)) -> Failure {
    let cut = chain(error).find_map(|error| error.downcast_ref::<Cut>());
    match cut {
        Some(Cut::TooLarge) => Code::TooLarge.into(),
        Some(Cut::TooSlow) => Code::RequestTimeout.into(),
        Some(Cut::BrokeOff) | None => Code::BadRequest.into(),
    }
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
