//! The notice that the applicant will read, written out before it is sent.
//!
//! Owns its paragraphs per move. What the applicant reads in the end the server writes from the same parts; a move
//! of which the applicant learns nothing says so.

use crate::api::items::ItemDetail;
use crate::console::screen::names::Names;
use crate::console::shown::Shown;
use crate::domain::item::DefectTarget;
use crate::domain::item::command::Move;

use super::fields::{Asked, FieldSpec};
use super::request::Answers;

/// A composer's contents as a notice is made of them.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The item.
    pub detail: &'a ItemDetail,
    /// The move.
    pub action: Move,
    /// Its fields.
    pub fields: &'a [FieldSpec],
    /// What is filled in.
    pub answers: &'a Answers,
}

/// The paragraphs of the notice; empty where the applicant is told nothing.
pub fn notice(draft: &Draft<'_>, names: &Names<'_>) -> Vec<Shown> {
    let say = |id: &str| {
        let matter = names.matter(&draft.detail.row.matter).to_string();
        Shown::say_with(names.lang, id, &[("matter", matter.into())])
    };
    let said = |asked: &Asked, id: &str| labelled(draft, names, asked, id);
    match draft.action {
        Move::Accept => vec![say("letter-accept"), promise(draft, names)],
        Move::NotAccept | Move::Refuse => {
            let id = if draft.action == Move::Refuse {
                "letter-refuse"
            } else {
                "letter-not_accept"
            };
            vec![
                say(id),
                said(&Asked::Reason, "letter-reason"),
                said(&Asked::Basis, "letter-basis"),
                said(&Asked::Remedy, "letter-remedy"),
            ]
        }
        Move::RequestCorrection => correction(draft, names, say("letter-request_correction")),
        Move::Approve => {
            let mut paragraphs = vec![say("letter-approve")];
            paragraphs.extend(result(draft, names));
            paragraphs.extend(next_step(draft, names));
            paragraphs
        }
        Move::RecordFeedback | Move::AmendFeedback => {
            let mut paragraphs = vec![say("letter-feedback")];
            paragraphs.extend(result(draft, names));
            paragraphs
        }
        Move::NotNeeded => vec![
            say("letter-not_needed"),
            said(&Asked::Reason, "letter-reason"),
        ],
        Move::Suspend => vec![
            suspension(draft, names),
            said(&Asked::Reason, "letter-reason"),
        ],
        Move::Resume => vec![
            say("letter-resume"),
            said(&Asked::Outcome, "letter-outcome"),
        ],
        Move::Forward => vec![
            Shown::say_with(
                names.lang,
                "letter-forward",
                &[
                    (
                        "matter",
                        names.matter(&draft.detail.row.matter).to_string().into(),
                    ),
                    ("to", or_gap(draft.answers.text(&Asked::Authority)).into()),
                ],
            ),
            said(&Asked::Reason, "letter-reason"),
        ],
        Move::Transfer => vec![Shown::say_with(
            names.lang,
            "letter-transfer",
            &[
                (
                    "matter",
                    names.matter(&draft.detail.row.matter).to_string().into(),
                ),
                (
                    "division",
                    or_gap(
                        &names
                            .division(draft.answers.text(&Asked::Division))
                            .to_string(),
                    )
                    .into(),
                ),
            ],
        )],
        Move::Dispatch => vec![Shown::say_with(
            names.lang,
            "letter-dispatch",
            &[
                (
                    "carrier",
                    or_gap(draft.answers.text(&Asked::Carrier)).into(),
                ),
                ("no", or_gap(draft.answers.text(&Asked::TrackingNo)).into()),
            ],
        )],
        Move::Deliver => vec![say("letter-deliver")],
        Move::ReturnDelivery => vec![
            say("letter-return_delivery"),
            said(&Asked::Reason, "letter-reason"),
        ],
        // The first of the two persons only proposes it.
        Move::Void if !is_proposed(draft.detail) => vec![],
        Move::Void => vec![say("letter-void"), said(&Asked::Reason, "letter-reason")],
        Move::Withdraw => vec![say("letter-withdraw")],
        _ => vec![],
    }
}

/// Whether somebody has proposed already to void the item.
pub fn is_proposed(detail: &ItemDetail) -> bool {
    let mut timeline = detail.timeline.iter();
    timeline.any(|event| event.event == "void_proposed")
}

fn labelled(draft: &Draft<'_>, names: &Names<'_>, asked: &Asked, id: &str) -> Shown {
    let text = draft.answers.text(asked);
    let text = if text.is_empty() {
        names.lang.say("letter-still-empty")
    } else {
        text.to_owned()
    };
    Shown::say_with(names.lang, id, &[("text", text.into())])
}

/// What is filled in within a sentence, or a gap to be filled in.
fn or_gap(text: &str) -> String {
    if text.is_empty() { "____" } else { text }.to_owned()
}

fn promise(draft: &Draft<'_>, names: &Names<'_>) -> Shown {
    let row = &draft.detail.row;
    let limit = names.promise(&row.scene, &row.matter);
    Shown::say_with(names.lang, "letter-promise", &[("limit", limit.into())])
}

fn correction(draft: &Draft<'_>, names: &Names<'_>, head: Shown) -> Vec<Shown> {
    let mut paragraphs = vec![head];
    for (place, defect) in draft.answers.defects.iter().enumerate() {
        let target = match &defect.target {
            DefectTarget::Field(id) => names.field(id.as_str()),
            DefectTarget::Material(id) => names.material(id.as_str()),
        };
        let id = if defect.sample.is_empty() {
            "letter-defect"
        } else {
            "letter-defect-sample"
        };
        paragraphs.push(Shown::say_with(
            names.lang,
            id,
            &[
                ("place", (place + 1).into()),
                ("target", target.to_string().into()),
                ("words", defect.words.clone().into()),
                ("sample", defect.sample.clone().into()),
            ],
        ));
    }
    if draft.answers.defects.is_empty() {
        paragraphs.push(Shown::say(names.lang, "letter-still-empty"));
    }
    if let Some(catalogue) = names.catalogue {
        let limit = names.limit(catalogue.correction_limit);
        paragraphs.push(Shown::say_with(
            names.lang,
            "letter-reply",
            &[("limit", limit.into())],
        ));
    }
    paragraphs
}

fn suspension(draft: &Draft<'_>, names: &Names<'_>) -> Shown {
    let kind = names.phrase(draft.answers.text(&Asked::Procedure));
    Shown::say_with(
        names.lang,
        "letter-suspend",
        &[
            (
                "matter",
                names.matter(&draft.detail.row.matter).to_string().into(),
            ),
            ("kind", or_gap(&kind.to_string()).into()),
            ("n", or_gap(draft.answers.text(&Asked::WorkDays)).into()),
        ],
    )
}

/// The result as 我的办件 will list it: document, fields, words.
fn result(draft: &Draft<'_>, names: &Names<'_>) -> Vec<Shown> {
    let matter = &draft.detail.row.matter;
    let mut lines = vec![];
    let number = draft.answers.text(&Asked::DocumentNo);
    if let Some(known) = names.matter_of(matter).filter(|_| !number.is_empty()) {
        lines.push(Shown::say_with(
            names.lang,
            "letter-document",
            &[
                ("document", names.label(&known.document).into()),
                ("no", number.into()),
            ],
        ));
    }
    for field in draft.fields {
        let value = draft.answers.text(&field.asked);
        if let Asked::Result(id) = &field.asked
            && !value.is_empty()
        {
            lines.push(Shown::say_with(
                names.lang,
                "letter-result",
                &[
                    ("name", names.result_field(matter, id).to_string().into()),
                    ("value", value.into()),
                ],
            ));
        }
    }
    for file in &draft.answers.files {
        let name = [("name", file.file_name.clone().into())];
        lines.push(Shown::say_with(names.lang, "letter-file", &name));
    }
    let words = draft.answers.text(&Asked::Words);
    if !words.is_empty() {
        lines.push(Shown::line(words));
    }
    lines
}

fn next_step(draft: &Draft<'_>, names: &Names<'_>) -> Option<Shown> {
    let matter = names.matter_of(&draft.detail.row.matter)?;
    let step = names.label(&matter.next_step);
    (!step.is_empty()).then(|| Shown::say_with(names.lang, "letter-next", &[("text", step.into())]))
}
