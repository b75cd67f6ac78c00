//! The one shape of every refusal and failure: RFC 9457 `application/problem+json`, and the register of its codes.
//!
//! To add a code: a line in the register, and its words `problem-<code>` and `problem-<code>-detail` in
//! `src/words/*/problem.ftl`; a test compares them. The detail of a domain's refusal is in `refusal.ftl` instead.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The media type of a [`Problem`].
pub const MEDIA_TYPE: &str = "application/problem+json";
/// What a problem's `type` is made of, before the code.
pub const TYPE_PREFIX: &str = "urn:lianban:problem:";

/// A refusal or failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `urn:lianban:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stable code, kebab-case: what programs compare.
    pub code: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened, in the language of `Accept-Language`.
    pub title: String,
    /// To which thing, and what to do next.
    pub detail: String,
    /// The request id, to be told to the operator.
    pub instance: String,
    /// The parts of the request that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
    /// How things stand now, where that is why (409, 412).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Current>,
}

/// One wrong part of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fault {
    /// JSON pointer to it: `/form/person.id_number`; `?limit` for a parameter, `/materials/photo` for a file.
    pub pointer: String,
    /// The stable code.
    pub code: String,
    /// What is wrong and what would be right.
    pub detail: String,
}

/// How an item stands when a decision about it came too late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Current {
    /// Its state.
    pub state: String,
    /// Its outcome, once closed.
    pub outcome: Option<String>,
    /// Its version: what `If-Match` would have to say.
    pub version: u64,
    /// The name of whoever made the last change.
    pub changed_by: String,
    /// What the last change was (event code).
    pub change: String,
    /// When.
    pub changed_at: String,
}

macro_rules! register {
    ($($variant:ident $status:literal $code:literal),* $(,)?) => {
        /// A problem code. Stable: programs compare it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each says itself by its words in the message catalogue")]
        pub enum Code { $($variant),* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code as it is sent.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The HTTP status that goes with it.
            pub fn status(self) -> u16 {
                match self { $(Self::$variant => $status),* }
            }
        }
    };
}

register! {
    // The request cannot be read.
    BadRequest 400 "bad-request",
    BadJson 400 "bad-json",
    UnknownField 400 "unknown-field",
    MissingField 400 "missing-field",
    DuplicateField 400 "duplicate-field",
    BadField 400 "bad-field",
    BadMultipart 400 "bad-multipart",
    BadParameter 400 "bad-parameter",
    BadCursor 400 "bad-cursor",
    BadIfMatch 400 "bad-if-match",
    IdempotencyKeyRequired 400 "idempotency-key-required",
    // Who asks.
    TokenInvalid 401 "token-invalid",
    LoginFailed 401 "login-failed",
    NotAllowed 403 "not-allowed",
    PasswordChangeRequired 403 "password-change-required",
    OwnCase 403 "own-case",
    SamePerson 403 "same-person",
    // What is asked for.
    NoSuchPath 404 "no-such-path",
    NotFound 404 "not-found",
    MethodNotAllowed 405 "method-not-allowed",
    // The state of things.
    IllegalMove 409 "illegal-move",
    HeldByAnother 409 "held-by-another",
    AlreadyHeld 409 "already-held",
    NotHeld 409 "not-held",
    NotApproved 409 "not-approved",
    RuleFailed 409 "rule-failed",
    FeedbackExists 409 "feedback-exists",
    NoFeedback 409 "no-feedback",
    DeliveryStep 409 "delivery-step",
    TooEarly 409 "too-early",
    NothingProvisional 409 "nothing-provisional",
    LoginTaken 409 "login-taken",
    VersionChanged 412 "version-changed",
    IfMatchRequired 428 "if-match-required",
    // Size and form.
    RequestTimeout 408 "request-timeout",
    TooLarge 413 "too-large",
    UriTooLong 414 "uri-too-long",
    UnsupportedMediaType 415 "unsupported-media-type",
    HeadersTooLarge 431 "headers-too-large",
    // Read, but refused.
    WordsRequired 422 "words-required",
    TooLong 422 "too-long",
    NoDefects 422 "no-defects",
    UnknownTarget 422 "unknown-target",
    UnknownMatter 422 "unknown-matter",
    UnfitAssignee 422 "unfit-assignee",
    UnfitStandIn 422 "unfit-stand-in",
    StandInTime 422 "stand-in-time",
    NothingCorrected 422 "nothing-corrected",
    UnknownPhrase 422 "unknown-phrase",
    ResultField 422 "result-field",
    TooManyFiles 422 "too-many-files",
    FileType 422 "file-type",
    FileTwice 422 "file-twice",
    FileNotUploaded 422 "file-not-uploaded",
    WrongDesk 422 "wrong-desk",
    ExpectedWorkDays 422 "expected-work-days",
    FilingRefused 422 "filing-refused",
    FileTooLarge 413 "file-too-large",
    FileEmpty 422 "file-empty",
    FileTypeUnknown 422 "file-type-unknown",
    FileMislabelled 422 "file-mislabelled",
    FileAmbiguous 422 "file-ambiguous",
    FileDamaged 422 "file-damaged",
    FileLocked 422 "file-locked",
    FileTooManyPixels 422 "file-too-many-pixels",
    IdempotencyKeyReused 422 "idempotency-key-reused",
    WeakPassword 422 "weak-password",
    BadAccount 422 "bad-account",
    // The server cannot.
    Internal 500 "internal",
    Busy 503 "busy",
    StorageFull 503 "storage-full",
    StorageReadOnly 503 "storage-read-only",
    OutcomeUnknown 503 "outcome-unknown",
}
