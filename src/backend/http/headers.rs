//! Headers that handlers read: `If-Match`, `Idempotency-Key`, `Accept-Language`.
//!
//! Strict on purpose: a decision without the version that the officer saw, or with one that matches anything, would
//! overwrite what nobody has read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, Type};

use super::error::Failure;
use crate::api::problem::Code;
use crate::api::{IDEMPOTENCY_KEY, REPLAYED};
use crate::words::Lang;

/// The version that the caller saw (`If-Match: "7"`). Missing 428; `*`, weak or a list 400 (RFC 9110 13.1.1 allows
/// them, a decision about a citizen does not).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen(pub u64);

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let value = single(&parts.headers, &header::IF_MATCH, Code::BadIfMatch)?
            .ok_or(Code::IfMatchRequired)?;
        let version = value
            .to_str()
            .ok()
            .and_then(version_of)
            .ok_or(Code::BadIfMatch)?;
        Ok(Self(version))
    }
}

impl IntoParams for Seen {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let says = "The version that was seen, as a strong tag: `\"7\"`";
        vec![header_parameter("If-Match", says)]
    }
}

/// A version as a strong entity tag.
pub fn etag(version: u64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).expect("digits in quotes are a header value")
}

fn version_of(tag: &str) -> Option<u64> {
    let digits = tag.strip_prefix('"')?.strip_suffix('"')?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// The caller's key that makes a repeated request count once: 1 to 64 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey(pub String);

impl<S: Sync> FromRequestParts<S> for RequestKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let name = HeaderName::from_static(IDEMPOTENCY_KEY);
        let value = single(&parts.headers, &name, Code::IdempotencyKeyRequired)?
            .ok_or(Code::IdempotencyKeyRequired)?;
        let text = value.to_str().map_err(|_| Code::IdempotencyKeyRequired)?;
        let fits =
            (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(Code::IdempotencyKeyRequired.into())
        }
    }
}

impl IntoParams for RequestKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let says = "1 to 64 visible ASCII characters, new for every request, the same when it is sent again";
        vec![header_parameter("Idempotency-Key", says)]
    }
}

/// Says of an answer that it was given before.
pub fn answered(replayed: bool) -> Option<[(HeaderName, HeaderValue); 1]> {
    replayed.then_some([(
        HeaderName::from_static(REPLAYED),
        HeaderValue::from_static("true"),
    )])
}

fn header_parameter(name: &str, says: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(says))
        .schema(Some(Object::with_type(Type::String)))
        .build()
}

fn single<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    repeated: Code,
) -> Result<Option<&'a HeaderValue>, Failure> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (first, None) => Ok(first),
        (_, Some(_)) => Err(repeated.into()),
    }
}

/// The language of the answer: the first of `Accept-Language` that we speak, by weight; 中文 where none is named.
pub fn language(headers: &HeaderMap) -> Lang {
    let text = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let spoken = text.split(',').filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let primary = parts.next()?.split('-').next()?.to_ascii_lowercase();
        let weight = parts
            .find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok())
            .unwrap_or(1.0);
        let lang = match primary.as_str() {
            "zh" | "*" => Lang::Zh,
            "en" => Lang::En,
            _ => return None,
        };
        (weight > 0.0).then_some((lang, weight))
    });
    // On equal weights the first named wins.
    spoken
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map_or(Lang::Zh, |(lang, _)| lang)
}
