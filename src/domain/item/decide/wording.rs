//! The words of a command: which must be there, how long they may be, and what the catalogue adds to them.
//!
//! What the catalogue knows need not be typed: a blank basis or remedy, and a defect's blank words or sample, are
//! taken from it. A reason is always the officer's own.

use super::Draft;
use crate::domain::catalogue::{Phrase, PhraseKind};
use crate::domain::id::PhraseId;
use crate::domain::item::{Defect, DefectTarget, Grounds};
use crate::domain::refusal::Refusal;

/// The longest opinion, reason or note, in characters.
pub(super) const WORDS_MOST: usize = 2000;
/// The longest name or number.
pub(super) const NAME_MOST: usize = 100;

pub(super) fn required(what: &'static str, words: &str) -> Result<String, Refusal> {
    required_within(what, words, WORDS_MOST)
}

pub(super) fn required_within(
    what: &'static str,
    words: &str,
    limit: usize,
) -> Result<String, Refusal> {
    let words = optional_within(what, words, limit)?;
    if words.is_empty() {
        return Err(Refusal::WordsRequired { what });
    }
    Ok(words)
}

pub(super) fn optional(what: &'static str, words: &str) -> Result<String, Refusal> {
    optional_within(what, words, WORDS_MOST)
}

pub(super) fn optional_within(
    what: &'static str,
    words: &str,
    limit: usize,
) -> Result<String, Refusal> {
    let words = words.trim();
    if words.chars().count() > limit {
        return Err(Refusal::TooLong { what, limit });
    }
    Ok(words.to_owned())
}

/// The catalogue's phrase of that kind for this matter.
pub(super) fn phrase<'a>(
    draft: &Draft<'a>,
    id: &PhraseId,
    kind: PhraseKind,
) -> Result<&'a Phrase, Refusal> {
    let found = draft.context.catalogue.phrase(id, kind, &draft.matter.id);
    found.ok_or_else(|| Refusal::UnknownPhrase(id.clone()))
}

/// Reason, basis and remedy (行政许可法 38: 说明理由, 告知复议或者诉讼的权利).
pub(super) fn grounds(
    draft: &Draft<'_>,
    given: &Grounds,
    kind: PhraseKind,
) -> Result<Grounds, Refusal> {
    let phrase = phrase(draft, &given.code, kind)?;
    let basis = or_else(&given.basis, phrase.basis.as_deref());
    Ok(Grounds {
        code: given.code.clone(),
        reason: required("reason", &given.reason)?,
        basis: required("basis", basis)?,
        remedy: required("remedy", or_else(&given.remedy, usual_remedy(draft)))?,
    })
}

/// What the catalogue says to an applicant who did not answer in time (退件).
pub(super) fn grounds_of_return(draft: &Draft<'_>) -> Result<Grounds, Refusal> {
    let catalogue = draft.context.catalogue;
    let phrase = catalogue
        .phrases(PhraseKind::ReturnReason, &draft.matter.id)
        .next()
        .ok_or(Refusal::WordsRequired { what: "reason" })?;
    Ok(Grounds {
        code: phrase.id.clone(),
        reason: phrase.words.zh.clone(),
        basis: required("basis", phrase.basis.as_deref().unwrap_or_default())?,
        remedy: required("remedy", usual_remedy(draft).unwrap_or_default())?,
    })
}

pub(super) fn defect(draft: &Draft<'_>, given: &Defect) -> Result<Defect, Refusal> {
    of_this_matter(draft, &given.target)?;
    let phrase = phrase(draft, &given.code, PhraseKind::Defect)?;
    let sample = phrase.sample.as_ref().map(|sample| sample.zh.as_str());
    Ok(Defect {
        target: given.target.clone(),
        code: given.code.clone(),
        words: required("words", or_else(&given.words, Some(&phrase.words.zh)))?,
        sample: required("sample", or_else(&given.sample, sample))?,
    })
}

/// Only what this matter needs: nothing else may be asked for (国务院令716号 第七条) or looked at.
pub(super) fn of_this_matter(draft: &Draft<'_>, target: &DefectTarget) -> Result<(), Refusal> {
    let known = match target {
        DefectTarget::Field(field) => draft.matter.fields.contains(field),
        DefectTarget::Material(material) => draft.matter.materials.contains(material),
    };
    if known {
        Ok(())
    } else {
        Err(Refusal::UnknownTarget(target.clone()))
    }
}

fn usual_remedy<'a>(draft: &Draft<'a>) -> Option<&'a str> {
    let line = draft.context.catalogue.line(&draft.matter.line)?;
    Some(&line.remedy.zh)
}

fn or_else<'a>(given: &'a str, usual: Option<&'a str>) -> &'a str {
    if given.trim().is_empty() {
        usual.unwrap_or_default()
    } else {
        given
    }
}
