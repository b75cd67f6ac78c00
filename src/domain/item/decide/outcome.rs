//! After the end of an approved item: 反馈 with the matter's result fields, and the way of the document.

use super::wording::{NAME_MOST, optional, optional_within, required, required_within};
use super::{Context, Draft};
use crate::domain::catalogue::ResultField;
use crate::domain::form::typed_result;
use crate::domain::id::FieldId;
use crate::domain::item::Shipment;
use crate::domain::item::command::FeedbackDraft;
use crate::domain::item::event::Event;
use crate::domain::material::ResultFile;
use crate::domain::refusal::{Refusal, ResultFault};

pub(super) fn record_feedback(
    draft: &mut Draft<'_>,
    feedback: &FeedbackDraft,
) -> Result<(), Refusal> {
    let feedback = checked(draft, feedback)?;
    draft.record(Event::FeedbackRecorded { feedback });
    Ok(())
}

pub(super) fn amend_feedback(
    draft: &mut Draft<'_>,
    feedback: &FeedbackDraft,
) -> Result<(), Refusal> {
    let feedback = checked(draft, feedback)?;
    draft.record(Event::FeedbackAmended { feedback });
    Ok(())
}

pub(super) fn dispatch(draft: &mut Draft<'_>, shipment: &Shipment) -> Result<(), Refusal> {
    let shipment = Shipment {
        carrier: required_within("carrier", &shipment.carrier, NAME_MOST)?,
        tracking_no: required_within("tracking_no", &shipment.tracking_no, NAME_MOST)?,
    };
    draft.record(Event::Dispatched { shipment });
    Ok(())
}

pub(super) fn return_delivery(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    let reason = required("reason", reason)?;
    draft.record(Event::DeliveryReturned { reason });
    Ok(())
}

/// The feedback with its fields in the catalogue's order, each of the matter and of the right form.
fn checked(draft: &Draft<'_>, feedback: &FeedbackDraft) -> Result<FeedbackDraft, Refusal> {
    let results = &draft.matter.results;
    for (id, _) in &feedback.fields {
        if !results.iter().any(|result| result.id == *id) {
            return Err(fault(id, ResultFault::Unknown));
        }
        let twice = feedback
            .fields
            .iter()
            .filter(|(other, _)| other == id)
            .count()
            > 1;
        if twice {
            return Err(fault(id, ResultFault::Malformed));
        }
    }
    let fields = results
        .iter()
        .filter_map(|result| field(draft, result, feedback).transpose())
        .collect::<Result<_, _>>()?;
    let document_no = feedback.document_no.as_deref().unwrap_or_default();
    let document_no = optional_within("document_no", document_no, NAME_MOST)?;
    Ok(FeedbackDraft {
        document_no: Some(document_no).filter(|number| !number.is_empty()),
        fields,
        words: optional("words", &feedback.words)?,
        files: files(draft, feedback)?,
    })
}

/// The draft's files, each once and of a type that is taken for results.
fn files(draft: &Draft<'_>, feedback: &FeedbackDraft) -> Result<Vec<ResultFile>, Refusal> {
    let taken = &draft.context.catalogue.result_files;
    let files = &feedback.files;
    if files.len() > taken.most {
        return Err(Refusal::TooManyFiles { most: taken.most });
    }
    for (before, file) in files.iter().enumerate() {
        taken.check(file.facts.file_type)?;
        let same = |other: &ResultFile| other.facts.digest == file.facts.digest;
        if files[..before].iter().any(same) {
            return Err(Refusal::FileTwice { place: before + 1 });
        }
    }
    Ok(files.clone())
}

/// The draft's value of a result field; none where it is empty and need not be filled.
fn field(
    draft: &Draft<'_>,
    result: &ResultField,
    feedback: &FeedbackDraft,
) -> Result<Option<(FieldId, String)>, Refusal> {
    let value = feedback.fields.iter().find(|(id, _)| *id == result.id);
    let value = value.map_or("", |(_, value)| value.trim());
    if value.is_empty() {
        return if result.required {
            Err(fault(&result.id, ResultFault::Missing))
        } else {
            Ok(None)
        };
    }
    let Context {
        catalogue,
        calendar,
        ..
    } = draft.context;
    match typed_result(result, value, catalogue, calendar.date(draft.now)) {
        Ok(value) => Ok(Some((result.id.clone(), value.plain()))),
        Err(_) => Err(fault(&result.id, ResultFault::Malformed)),
    }
}

fn fault(field: &FieldId, fault: ResultFault) -> Refusal {
    Refusal::ResultField {
        field: field.clone(),
        fault,
    }
}
