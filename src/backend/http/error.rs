//! Failures on their way out: what went wrong as a value, and the one place that puts it into words.
//!
//! A handler, an extractor or a layer fails with a [`Failure`]; [`super::layers::around`] renders it as
//! `application/problem+json` in the reader's language, and renders the framework's own bare statuses in the same
//! form. Causes of 5xx go to the log, never into an answer; an answer never holds a value that was sent.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::api::problem::{Code, Current, Fault, MEDIA_TYPE, Problem, TYPE_PREFIX};
use crate::backend::blobs::BlobError;
use crate::backend::service::ServiceError;
use crate::backend::store::StoreError;
use crate::domain::refusal::Refusal;
use crate::words::Lang;

/// After how many seconds a busy server is worth another try.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// A refusal or failure on its way to the reader.
#[derive(Debug, Clone)]
pub struct Failure {
    code: Code,
    /// The words, where they are not those of the code.
    detail: Option<String>,
    /// Where the request is wrong in the way of the code.
    at: Vec<String>,
    /// Other parts that are wrong, with their words.
    faults: Vec<Fault>,
    current: Option<Box<Current>>,
}

impl Failure {
    /// A failure that the code says all of.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            at: Vec::new(),
            faults: Vec::new(),
            current: None,
        }
    }

    /// The code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Names a wrong part of the request: JSON pointer, or `?name` of a parameter.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.at.push(pointer.into());
        self
    }

    /// What stands for a bare status that the framework gave.
    pub fn of_status(status: StatusCode) -> Self {
        let code = match status {
            StatusCode::NOT_FOUND => Code::NoSuchPath,
            StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Code::RequestTimeout,
            StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
            StatusCode::URI_TOO_LONG => Code::UriTooLong,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Code::HeadersTooLarge,
            StatusCode::UNAUTHORIZED => Code::TokenInvalid,
            StatusCode::FORBIDDEN => Code::NotAllowed,
            StatusCode::SERVICE_UNAVAILABLE => Code::Busy,
            status if status.is_client_error() => Code::BadRequest,
            _ => Code::Internal,
        };
        Self::new(code)
    }

    /// The problem in words.
    pub fn problem(&self, lang: Lang, request: &str) -> Problem {
        let code = self.code.as_str();
        let usual = || lang.say(&format!("problem-{code}-detail"));
        let wrong = self.at.iter().map(|pointer| Fault {
            pointer: pointer.clone(),
            code: code.to_owned(),
            detail: usual(),
        });
        Problem {
            kind: format!("{TYPE_PREFIX}{code}"),
            code: code.to_owned(),
            status: self.code.status(),
            title: lang.say(&format!("problem-{code}")),
            detail: self.detail.clone().unwrap_or_else(usual),
            instance: request.to_owned(),
            errors: wrong.chain(self.faults.iter().cloned()).collect(),
            current: self.current.as_deref().cloned(),
        }
    }

    /// The answer in words, in place of the bare one: its headers (`Allow`) stay.
    pub fn render(&self, bare: Response, lang: Lang, request: &str) -> Response {
        let body = serde_json::to_vec(&self.problem(lang, request)).unwrap_or_default();
        let (mut parts, _) = bare.into_parts();
        parts.status = status(self.code);
        parts.headers.remove(header::CONTENT_LENGTH);
        parts
            .headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        parts.headers.insert(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(lang.tag()),
        );
        match parts.status {
            StatusCode::UNAUTHORIZED => {
                parts
                    .headers
                    .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                parts.headers.insert(header::RETRY_AFTER, RETRY_AFTER);
            }
            _ => {}
        }
        Response::from_parts(parts, body.into())
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Refused {
                refusal,
                words,
                current,
            } => refused(&refusal, words, current),
            ServiceError::NotFound => Code::NotFound.into(),
            ServiceError::Conflict(current) => Self {
                current: Some(current),
                ..Self::new(Code::VersionChanged)
            },
            ServiceError::KeyReused => Code::IdempotencyKeyReused.into(),
            ServiceError::Invalid(code, faults) => Self {
                faults,
                ..Self::new(code)
            },
            ServiceError::Blob(error) => error.into(),
            ServiceError::Store(error) => error.into(),
        }
    }
}

/// What is out of reach is answered like what does not exist, to the letter.
fn refused(refusal: &Refusal, words: String, current: Option<Box<Current>>) -> Failure {
    match code_of(refusal) {
        Code::NotFound => Code::NotFound.into(),
        code => Failure {
            detail: Some(words),
            current,
            ..Failure::new(code)
        },
    }
}

/// The problem code of a refusal.
fn code_of(refusal: &Refusal) -> Code {
    match refusal {
        Refusal::IllegalMove { .. } => Code::IllegalMove,
        Refusal::NotAllowed { .. } => Code::NotAllowed,
        Refusal::UnknownMatter(_) => Code::UnknownMatter,
        Refusal::OutOfReach | Refusal::UnknownFile => Code::NotFound,
        Refusal::HeldByAnother { .. } => Code::HeldByAnother,
        Refusal::AlreadyHeld => Code::AlreadyHeld,
        Refusal::NotHeld => Code::NotHeld,
        Refusal::UnfitAssignee { .. } => Code::UnfitAssignee,
        Refusal::UnfitStandIn { .. } => Code::UnfitStandIn,
        Refusal::StandInTime => Code::StandInTime,
        Refusal::OwnCase => Code::OwnCase,
        Refusal::SamePerson => Code::SamePerson,
        Refusal::WordsRequired { .. } => Code::WordsRequired,
        Refusal::TooLong { .. } => Code::TooLong,
        Refusal::NoDefects => Code::NoDefects,
        Refusal::UnknownTarget(_) => Code::UnknownTarget,
        Refusal::NothingCorrected => Code::NothingCorrected,
        Refusal::UnknownPhrase(_) => Code::UnknownPhrase,
        Refusal::ResultField { .. } => Code::ResultField,
        Refusal::TooManyFiles { .. } => Code::TooManyFiles,
        Refusal::FileType { .. } => Code::FileType,
        Refusal::FileTwice { .. } => Code::FileTwice,
        Refusal::FileNotUploaded { .. } => Code::FileNotUploaded,
        Refusal::WrongDesk => Code::WrongDesk,
        Refusal::NotApproved { .. } => Code::NotApproved,
        Refusal::RuleFailed { .. } => Code::RuleFailed,
        Refusal::FeedbackExists => Code::FeedbackExists,
        Refusal::NoFeedback => Code::NoFeedback,
        Refusal::DeliveryStep => Code::DeliveryStep,
        Refusal::TooEarly => Code::TooEarly,
        Refusal::NothingProvisional => Code::NothingProvisional,
        Refusal::ExpectedWorkDays => Code::ExpectedWorkDays,
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Full => Code::StorageFull,
            StoreError::ReadOnly => Code::StorageReadOnly,
            StoreError::OutcomeUnknown => Code::OutcomeUnknown,
            // Services answer a conflict themselves; one that comes so far met another writer twice.
            StoreError::Busy | StoreError::Conflict => Code::Busy,
            StoreError::Corrupt { .. }
            | StoreError::Newer { .. }
            | StoreError::InUse
            | StoreError::Backend(_) => Code::Internal,
        };
        log(code, &error);
        code.into()
    }
}

impl From<BlobError> for Failure {
    fn from(error: BlobError) -> Self {
        let code = match &error {
            BlobError::TooLarge => Code::FileTooLarge,
            BlobError::Empty => Code::FileEmpty,
            BlobError::UnknownType => Code::FileTypeUnknown,
            BlobError::Mislabelled { .. } => Code::FileMislabelled,
            BlobError::Ambiguous { .. } => Code::FileAmbiguous,
            BlobError::Damaged { .. } => Code::FileDamaged,
            BlobError::Locked => Code::FileLocked,
            BlobError::TooManyPixels => Code::FileTooManyPixels,
            BlobError::BrokenOff => Code::BadMultipart,
            BlobError::Full => Code::StorageFull,
            BlobError::ReadOnly => Code::StorageReadOnly,
            BlobError::Io(_) => Code::Internal,
        };
        log(code, &error);
        code.into()
    }
}

/// The cause of a failure that is ours; logged here, where it becomes an answer, and nowhere else.
fn log(code: Code, error: &(dyn std::error::Error + 'static)) {
    if code.status() < 500 {
        return;
    }
    let causes: Vec<String> = std::iter::successors(Some(error), |&error| error.source())
        .map(ToString::to_string)
        .collect();
    tracing::error!(code = code.as_str(), causes = causes.join(": "), "failed");
}

/// The failure travels as an extension of a bare answer, until words are put to it.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut bare = status(self.code).into_response();
        bare.extensions_mut().insert(self);
        bare
    }
}

fn status(code: Code) -> StatusCode {
    StatusCode::from_u16(code.status()).expect("the register holds HTTP statuses only")
}
