//! Wire → domain: a decision as the command that it asks for. Checks the shape of codes only; what they mean for an
//! item is decided by the domain.

use super::items::{DecisionRequest, FeedbackInput, GroundsInput};
use crate::domain::catalogue::Catalogue;
use crate::domain::id::MatterId;
use crate::domain::item::command::{Command, FeedbackDraft};
use crate::domain::item::{Grounds, Shipment};
use crate::domain::material::ResultFile;

/// Why a decision asks for no command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// The JSON pointer to the part that is no code at all, or a division without a desk for the matter.
    Part(&'static str),
    /// The place of a file, from 1, that was not uploaded.
    File(usize),
}

impl From<&'static str> for Unreadable {
    fn from(pointer: &'static str) -> Self {
        Self::Part(pointer)
    }
}

/// The files that a decision names.
pub fn files(request: &DecisionRequest) -> &[String] {
    use DecisionRequest as R;
    match request {
        R::RecordFeedback(input) | R::AmendFeedback(input) => &input.files,
        R::Approve { feedback, .. } => feedback.as_ref().map_or(&[], |input| &input.files),
        _ => &[],
    }
}

/// The same, to be replaced.
pub fn files_mut(request: &mut DecisionRequest) -> Option<&mut Vec<String>> {
    use DecisionRequest as R;
    match request {
        R::RecordFeedback(input) | R::AmendFeedback(input) => Some(&mut input.files),
        R::Approve { feedback, .. } => feedback.as_mut().map(|input| &mut input.files),
        _ => None,
    }
}

/// The command that a decision about an item of this matter asks for; the files that it may name are `uploaded`.
///
/// # Errors
/// [`Unreadable`].
pub fn command(
    request: &DecisionRequest,
    matter: &MatterId,
    catalogue: &Catalogue,
    uploaded: &[ResultFile],
) -> Result<Command, Unreadable> {
    use DecisionRequest as R;
    let text = String::clone;
    Ok(match request {
        R::Accept {} => Command::Accept,
        R::NotAccept(input) => Command::NotAccept(grounds(input, "/code")?),
        R::RequestCorrection { defects } => Command::RequestCorrection(defects.clone()),
        R::Withdraw { reason } => Command::Withdraw {
            reason: text(reason),
        },
        R::Approve { opinion, feedback } => Command::Approve {
            opinion: text(opinion),
            feedback: feedback
                .as_ref()
                .map(|input| draft(input, "/feedback/fields", uploaded))
                .transpose()?,
        },
        R::Refuse {
            opinion,
            grounds: input,
        } => Command::Refuse {
            opinion: text(opinion),
            grounds: grounds(input, "/grounds/code")?,
        },
        R::NotNeeded { reason } => Command::NotNeeded {
            reason: text(reason),
        },
        R::Suspend {
            kind,
            reason,
            expected_work_days,
        } => Command::Suspend {
            kind: kind.parse().map_err(|_| "/kind")?,
            reason: text(reason),
            expected_work_days: *expected_work_days,
        },
        R::Resume { result } => Command::Resume {
            result: text(result),
        },
        R::SendToSecondReview { opinion } => Command::SendToSecondReview {
            opinion: text(opinion),
        },
        R::SendBack { opinion } => Command::SendBack {
            opinion: text(opinion),
        },
        R::Forward { to, reason } => Command::Forward {
            to: text(to),
            reason: text(reason),
        },
        R::Void { reason } => Command::Void {
            reason: text(reason),
        },
        R::Claim {} => Command::Claim,
        R::ReleaseClaim {} => Command::ReleaseClaim,
        R::Assign { to } => Command::Assign {
            to: to.parse().map_err(|_| "/to")?,
        },
        R::Transfer { division, reason } => {
            let division = division.parse().map_err(|_| "/division")?;
            Command::Transfer {
                to: catalogue.route(matter, &division).ok_or("/division")?,
                reason: text(reason),
            }
        }
        R::Note { words } => Command::Note { words: text(words) },
        R::RecordFeedback(input) => Command::RecordFeedback(draft(input, "/fields", uploaded)?),
        R::AmendFeedback(input) => Command::AmendFeedback(draft(input, "/fields", uploaded)?),
        R::Dispatch {
            carrier,
            tracking_no,
        } => Command::Dispatch(Shipment {
            carrier: text(carrier),
            tracking_no: text(tracking_no),
        }),
        R::Deliver {} => Command::Deliver,
        R::ReturnDelivery { reason } => Command::ReturnDelivery {
            reason: text(reason),
        },
    })
}

fn grounds(input: &GroundsInput, pointer: &'static str) -> Result<Grounds, &'static str> {
    Ok(Grounds {
        code: input.code.parse().map_err(|_| pointer)?,
        reason: input.reason.clone(),
        basis: input.basis.clone(),
        remedy: input.remedy.clone(),
    })
}

fn draft(
    input: &FeedbackInput,
    pointer: &'static str,
    uploaded: &[ResultFile],
) -> Result<FeedbackDraft, Unreadable> {
    let named = |(place, digest): (usize, &String)| {
        let mut known = uploaded.iter();
        let file = known.find(|file| file.facts.digest.as_str() == digest);
        file.cloned().ok_or(Unreadable::File(place))
    };
    let files = (1..).zip(&input.files).map(named);
    let fields = input.fields.iter();
    let fields: Option<_> = fields
        .map(|(id, value)| Some((id.parse().ok()?, value.clone())))
        .collect();
    Ok(FeedbackDraft {
        document_no: input.document_no.clone(),
        fields: fields.ok_or(pointer)?,
        words: input.words.clone(),
        files: files.collect::<Result<_, _>>()?,
    })
}
