//! The OpenAPI 3.1 document, made from the routes themselves.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type,
};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{OpenApi, PartialSchema, ToSchema};

use super::access::SCHEME;
use crate::api::applications::{FilingRequest, Resubmission};
use crate::api::problem::Problem;

/// What the document says beside the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "联办 lianban",
        description = "就业一件事: one form in, each department decides, one combined result out.\n\n\
            Refusals and failures are `application/problem+json` with a stable `code`. A decision carries `If-Match` \
            with the version that was seen; what changes something carries an `Idempotency-Key`, so that a repeat \
            counts once. Times are RFC 3339 with +08:00.",
    ),
    components(schemas(Problem))
)]
struct Frame;

/// Bytes, in the document.
pub struct Binary;

impl PartialSchema for Binary {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(format))
            .into()
    }
}

impl ToSchema for Binary {}

/// The upload of one file, in the document.
pub struct FileUpload;

impl PartialSchema for FileUpload {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .property("file", Binary::schema())
            .required("file")
            .into()
    }
}

impl ToSchema for FileUpload {}

/// A multipart body of one JSON part and files under the kinds of their materials, in the document.
trait Uploaded {
    /// What the JSON part holds.
    type Form: ToSchema;
    /// The JSON part's name.
    const PART: &'static str;

    fn schema() -> RefOr<Schema> {
        let files = ArrayBuilder::new().items(Binary::schema());
        ObjectBuilder::new()
            .property(Self::PART, Ref::from_schema_name(Self::Form::name()))
            .required(Self::PART)
            .additional_properties(Some(Schema::from(files)))
            .into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Self::Form::name().into_owned(), Self::Form::schema()));
        Self::Form::schemas(schemas);
    }
}

macro_rules! uploaded {
    ($(#[$doc:meta])* $name:ident: $form:ty, $part:literal) => {
        $(#[$doc])*
        pub struct $name;

        impl Uploaded for $name {
            type Form = $form;
            const PART: &'static str = $part;
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                <Self as Uploaded>::schema()
            }
        }

        impl ToSchema for $name {
            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                <Self as Uploaded>::schemas(schemas);
            }
        }
    };
}
uploaded!(
    /// The upload that files an application.
    FilingUpload: FilingRequest, "application"
);
uploaded!(
    /// The upload that answers a correction notice.
    ResubmissionUpload: Resubmission, "resubmission"
);

/// The document.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = Frame::openapi();
    document.merge(super::routes().into_openapi());
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "The token of a session. The roles that may pass are listed with each operation.",
        ))
        .build();
    document
        .components
        .get_or_insert_default()
        .add_security_scheme(SCHEME, SecurityScheme::Http(scheme));
    document
}

/// The document as it is sent and printed.
pub fn json() -> &'static str {
    static JSON: LazyLock<String> = LazyLock::new(|| {
        document()
            .to_pretty_json()
            .expect("the document is made of plain text")
    });
    &JSON
}

/// This document
///
/// The interface, as OpenAPI 3.1.
#[utoipa::path(get, path = "/openapi.json", tag = "about",
    responses((status = 200, description = "The document", body = Object)))]
pub async fn openapi() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], json())
}
