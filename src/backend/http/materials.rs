//! The bytes of materials over HTTP: outside bytes go out as a download of the type that they are, never as a page.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::access::Caller;
use super::error::Failure;
use super::extract::Named;
use super::openapi::Binary;
use crate::api::items::CopySaved;
use crate::api::problem::Code;
use crate::backend::App;
use crate::backend::service::materials;
use crate::domain::id::ItemNo;
use crate::domain::material::{FileFacts, FileType};

/// Download a material
///
/// The bytes as they were uploaded. A material that the item's matter does not need is not found.
#[utoipa::path(get, path = "/items/{no}/materials/{ordinal}", tag = "items",
    params(("no" = String, Path, description = "The item's number"),
        ("ordinal" = u32, Path, description = "The material's place in the application")),
    responses((status = 200, description = "The bytes", content(
        (Binary = "image/jpeg"), (Binary = "image/png"), (Binary = "application/pdf"), (Binary = "application/ofd")))))]
pub async fn material(
    State(app): State<App>,
    caller: Caller,
    Named((no, ordinal)): Named<(ItemNo, u32)>,
) -> Result<Response, Failure> {
    let (material, file) = materials::open(&app, &caller, &no, ordinal).await?;
    download(&material.file_name, &material.facts, file)
}

/// The bytes of a file as a download.
pub fn download(file_name: &str, facts: &FileFacts, file: File) -> Result<Response, Failure> {
    let disposition = HeaderValue::from_str(&attachment(file_name)).map_err(|_| Code::Internal)?;
    let headers: [(HeaderName, HeaderValue); 4] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(media_type(facts.file_type)),
        ),
        (header::CONTENT_LENGTH, facts.size.into()),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox; default-src 'none'"),
        ),
    ];
    Ok((
        headers,
        Body::from_stream(ReaderStream::with_capacity(file, 64 * 1024)),
    )
        .into_response())
}

/// Write down that a material is saved
///
/// For a copy that leaves this service for a file of the officer's: an event of the item, by who and when. Like a look
/// at personal data it takes no idempotency key: two copies are two.
#[utoipa::path(post, path = "/items/{no}/materials/{ordinal}/save", tag = "items",
    params(("no" = String, Path, description = "The item's number"),
        ("ordinal" = u32, Path, description = "The material's place in the application")),
    responses((status = 200, description = "Written down", body = CopySaved)))]
pub async fn save_material(
    State(app): State<App>,
    caller: Caller,
    Named((no, ordinal)): Named<(ItemNo, u32)>,
) -> Result<Json<CopySaved>, Failure> {
    Ok(Json(materials::save(&app, &caller, &no, ordinal).await?))
}

fn media_type(file_type: FileType) -> &'static str {
    match file_type {
        FileType::Jpeg => "image/jpeg",
        FileType::Png => "image/png",
        FileType::Pdf => "application/pdf",
        FileType::Ofd => "application/ofd",
    }
}

/// The name to save under, as RFC 6266 and RFC 8187 write one that is not ASCII.
fn attachment(name: &str) -> String {
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename*=UTF-8''{encoded}")
}
