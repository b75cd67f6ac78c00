//! Which fields a composer has: one table of moves and what each asks the officer.
//!
//! Owns order, need and kind of every field. Knows no widgets. To give a move another field: one entry in
//! [`Asked`], one in [`fields`], its words `ask-<code>`, and its place in the request (`super::request`).

use crate::domain::catalogue::{FieldKind, PhraseKind, ResultField};
use crate::domain::item::command::Move;

/// What a field asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// The opinion kept in the file.
    Opinion,
    /// The reason's code in the catalogue; fills in reason and basis.
    Phrase,
    /// The reason in plain words.
    Reason,
    /// The legal basis.
    Basis,
    /// 复议 or 诉讼.
    Remedy,
    /// Every defect of a correction notice.
    Defects,
    /// The kind of a special procedure.
    Procedure,
    /// Its expected length.
    WorkDays,
    /// What came out of a special procedure.
    Outcome,
    /// To which authority.
    Authority,
    /// To which division's desk.
    Division,
    /// To which officer.
    Officer,
    /// A note.
    Note,
    /// The carrier of a parcel.
    Carrier,
    /// Its tracking number.
    TrackingNo,
    /// The document's number.
    DocumentNo,
    /// A field of the result.
    Result(String),
    /// The files of the result.
    Files,
    /// Words to the applicant.
    Words,
}

impl Asked {
    /// Its name in drafts and in the message catalogue; a result field's name stands in the catalogue instead.
    pub fn code(&self) -> &str {
        match self {
            Self::Opinion => "opinion",
            Self::Phrase => "phrase",
            Self::Reason => "reason",
            Self::Basis => "basis",
            Self::Remedy => "remedy",
            Self::Defects => "defects",
            Self::Procedure => "procedure",
            Self::WorkDays => "work_days",
            Self::Outcome => "outcome",
            Self::Authority => "authority",
            Self::Division => "division",
            Self::Officer => "officer",
            Self::Note => "note",
            Self::Carrier => "carrier",
            Self::TrackingNo => "tracking_no",
            Self::DocumentNo => "document_no",
            Self::Result(id) => id,
            Self::Files => "files",
            Self::Words => "words",
        }
    }
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Text of many lines.
    Text,
    /// Text of one line.
    Line,
    /// A whole number.
    Number,
    /// A value of a result field's type, in one line.
    Value(FieldKind),
    /// One of the catalogue's phrases of a kind.
    Phrase(PhraseKind),
    /// One of the divisions.
    Division,
    /// One of the officers of the item's desk.
    Officer,
    /// The list of what can be wrong.
    Defects,
    /// Paths of files, one a line.
    Files,
}

/// Whether a field may stay empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The law or the catalogue asks for it.
    Required,
    /// It may stay empty.
    Optional,
    /// It is needed as soon as another field of the result is filled in.
    WithResult,
}

/// A field of a composer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSpec {
    /// What it asks for.
    pub asked: Asked,
    /// How it is filled in.
    pub shape: Shape,
    /// Whether it may stay empty.
    pub need: Need,
}

const fn required(asked: Asked, shape: Shape) -> FieldSpec {
    FieldSpec {
        asked,
        shape,
        need: Need::Required,
    }
}

const fn optional(asked: Asked, shape: Shape) -> FieldSpec {
    FieldSpec {
        asked,
        shape,
        need: Need::Optional,
    }
}

fn grounds(kind: PhraseKind) -> Vec<FieldSpec> {
    vec![
        required(Asked::Phrase, Shape::Phrase(kind)),
        required(Asked::Reason, Shape::Text),
        required(Asked::Basis, Shape::Text),
        required(Asked::Remedy, Shape::Text),
    ]
}

fn result(results: &[ResultField], need: Need) -> Vec<FieldSpec> {
    let number = optional(Asked::DocumentNo, Shape::Line);
    let files = optional(Asked::Files, Shape::Files);
    let words = optional(Asked::Words, Shape::Text);
    let fields = results.iter().map(|field| FieldSpec {
        asked: Asked::Result(field.id.to_string()),
        shape: Shape::Value(field.kind),
        need: if field.required { need } else { Need::Optional },
    });
    std::iter::once(number)
        .chain(fields)
        .chain([files, words])
        .collect()
}

/// The fields of `action` for a matter with these result fields, in the order in which they are filled in.
pub fn fields(action: Move, results: &[ResultField]) -> Vec<FieldSpec> {
    match action {
        Move::NotAccept => grounds(PhraseKind::NotAcceptReason),
        Move::RequestCorrection => vec![required(Asked::Defects, Shape::Defects)],
        Move::Approve => {
            let mut fields = vec![optional(Asked::Opinion, Shape::Text)];
            fields.extend(result(results, Need::WithResult));
            fields
        }
        Move::Refuse => {
            let mut fields = grounds(PhraseKind::RefuseReason);
            fields.push(optional(Asked::Opinion, Shape::Text));
            fields
        }
        Move::Suspend => vec![
            required(
                Asked::Procedure,
                Shape::Phrase(PhraseKind::SpecialProcedure),
            ),
            required(Asked::Reason, Shape::Text),
            required(Asked::WorkDays, Shape::Number),
        ],
        Move::Resume => vec![required(Asked::Outcome, Shape::Text)],
        Move::SendToSecondReview | Move::SendBack => vec![required(Asked::Opinion, Shape::Text)],
        Move::Forward => vec![
            required(Asked::Authority, Shape::Line),
            required(Asked::Reason, Shape::Text),
        ],
        Move::NotNeeded | Move::Void | Move::ReturnDelivery | Move::ViewClear => {
            vec![required(Asked::Reason, Shape::Text)]
        }
        Move::Withdraw => vec![optional(Asked::Reason, Shape::Text)],
        Move::Assign => vec![required(Asked::Officer, Shape::Officer)],
        Move::Transfer => vec![
            required(Asked::Division, Shape::Division),
            required(Asked::Reason, Shape::Text),
        ],
        Move::Note => vec![required(Asked::Note, Shape::Text)],
        Move::RecordFeedback | Move::AmendFeedback => result(results, Need::Required),
        Move::Dispatch => vec![
            required(Asked::Carrier, Shape::Line),
            required(Asked::TrackingNo, Shape::Line),
        ],
        Move::Accept
        | Move::Claim
        | Move::ReleaseClaim
        | Move::Deliver
        | Move::Resubmit
        | Move::Expire
        | Move::DeemAccepted
        | Move::Release
        | Move::FailPrerequisite
        | Move::JudgeRules
        | Move::RecomputeDue => vec![],
    }
}
