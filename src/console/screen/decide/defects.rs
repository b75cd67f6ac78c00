//! The list of a correction notice: every field and material of the matter, to be ticked where it is wrong.
//!
//! Owns the defects while they are written. The law wants all of them in one notice (行政许可法 32(4)), so the
//! whole list stands on one screen and what the rules or the photo check found is said beside each line.

use std::collections::BTreeMap;

use crate::api::items::ItemDetail;
use crate::console::screen::names::Names;
use crate::console::shown::Shown;
use crate::domain::catalogue::{DefectAbout, Phrase, PhraseKind};
use crate::domain::id::{FieldId, MaterialId, PhraseId};
use crate::domain::item::{Defect, DefectTarget};

/// A defect while it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its code.
    pub code: PhraseId,
    /// What is wrong, in plain words.
    pub words: String,
    /// What a good one looks like.
    pub sample: String,
}

/// Something that can be wrong.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The field or material.
    pub target: DefectTarget,
    /// Its name.
    pub name: Shown,
    /// What is known of it: its value, or what the check of the file found.
    pub fact: Shown,
}

/// Ready words, and what they can be about.
#[derive(Debug, Clone)]
struct Ready {
    about: Option<DefectAbout>,
    written: Written,
}

impl Ready {
    fn fits(&self, target: &DefectTarget) -> bool {
        self.about.is_none_or(|about| about == kind_of(target))
    }
}

/// What a defect of this target is about.
pub fn kind_of(target: &DefectTarget) -> DefectAbout {
    match target {
        DefectTarget::Field(_) => DefectAbout::Field,
        DefectTarget::Material(_) => DefectAbout::Material,
    }
}

/// The list.
#[derive(Debug, Clone)]
pub struct Defects {
    candidates: Vec<Candidate>,
    phrases: Vec<Ready>,
    written: BTreeMap<DefectTarget, Written>,
    at: usize,
}

/// A phrase as it goes into the notice. The applicant reads Chinese, whatever language the console speaks.
fn written(phrase: &Phrase) -> Written {
    let sample = phrase.sample.as_ref();
    Written {
        code: phrase.id.clone(),
        words: phrase.words.zh.clone(),
        sample: sample.map_or_else(String::new, |sample| sample.zh.clone()),
    }
}

/// The fields that the matter needs and the applicant fills in, whether filled in or not.
fn fields(detail: &ItemDetail, names: &Names<'_>) -> Vec<Candidate> {
    let (Some(catalogue), Some(matter)) = (names.catalogue, names.matter_of(&detail.row.matter))
    else {
        return vec![];
    };
    let asked = |id: &FieldId| {
        let field = catalogue.fields.iter().find(|field| field.id == *id);
        field.is_some_and(|field| field.derived_from.is_none())
    };
    matter
        .fields
        .iter()
        .filter(|id| asked(id))
        .map(|id| {
            let filled = detail.form.iter().find(|field| field.field == id.as_str());
            Candidate {
                target: DefectTarget::Field(id.clone()),
                name: names.field(id.as_str()),
                fact: filled.map_or_else(
                    || Shown::say(names.lang, "field-empty"),
                    |field| Shown::line(&field.value),
                ),
            }
        })
        .collect()
}

impl Defects {
    /// What can be wrong with an item: its materials first, as most corrections are about those, then its form.
    pub fn new(detail: &ItemDetail, names: &Names<'_>) -> Self {
        let mut candidates: Vec<Candidate> = vec![];
        for material in &detail.materials {
            let Ok(id) = material.kind.parse::<MaterialId>() else {
                continue;
            };
            let target = DefectTarget::Material(id);
            // Several pages of one kind are one target.
            if candidates.iter().any(|known| known.target == target) {
                continue;
            }
            candidates.push(Candidate {
                target,
                name: names.material(&material.kind),
                fact: Shown::line(&match (&material.file_name, material.findings.first()) {
                    (_, Some(finding)) => finding.clone(),
                    (Some(name), None) => name.clone(),
                    (None, None) => names.lang.say("material-missing"),
                }),
            });
        }
        candidates.extend(fields(detail, names));
        Self {
            candidates,
            phrases: names
                .phrases(PhraseKind::Defect, &detail.row.matter)
                .into_iter()
                .map(|phrase| Ready {
                    about: phrase.about,
                    written: written(phrase),
                })
                .collect(),
            written: BTreeMap::new(),
            at: 0,
        }
    }

    /// What can be wrong, in order.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The place of the cursor.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Moves the cursor.
    pub fn step(&mut self, lines: isize) {
        let last = self.candidates.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(lines).min(last);
    }

    /// Ticks what is under the cursor, with the first phrase that fits it, or unticks it.
    pub fn toggle(&mut self) {
        let Some(target) = self.candidates.get(self.at).map(|c| c.target.clone()) else {
            return;
        };
        if self.written.remove(&target).is_none()
            && let Some(first) = self.phrases.iter().find(|ready| ready.fits(&target))
        {
            self.written.insert(target, first.written.clone());
        }
    }

    /// The defect written for `target`.
    pub fn written(&self, target: &DefectTarget) -> Option<&Written> {
        self.written.get(target)
    }

    /// The defect under the cursor.
    pub fn current(&self) -> Option<&Written> {
        self.written(&self.candidates.get(self.at)?.target)
    }

    /// The defect under the cursor, to be written on.
    pub fn current_mut(&mut self) -> Option<&mut Written> {
        self.written.get_mut(&self.candidates.get(self.at)?.target)
    }

    /// What the defect under the cursor is about.
    pub fn about(&self) -> Option<DefectAbout> {
        let candidate = self.candidates.get(self.at)?;
        Some(kind_of(&candidate.target))
    }

    /// Puts a phrase in place of what is written under the cursor.
    pub fn choose(&mut self, code: &PhraseId) {
        let found = self
            .phrases
            .iter()
            .find(|ready| ready.written.code == *code);
        let Some(phrase) = found.map(|ready| ready.written.clone()) else {
            return;
        };
        if let Some(current) = self.current_mut() {
            *current = phrase;
        }
    }

    /// The defects as they would be sent, in the order of the screen.
    pub fn defects(&self) -> Vec<Defect> {
        self.candidates
            .iter()
            .filter_map(|candidate| {
                let written = self.written.get(&candidate.target)?;
                Some(Defect {
                    target: candidate.target.clone(),
                    code: written.code.clone(),
                    words: written.words.trim().to_owned(),
                    sample: written.sample.trim().to_owned(),
                })
            })
            .collect()
    }

    /// Takes up defects from a draft; those of targets that the item no longer has are left out.
    pub fn restore(&mut self, defects: Vec<Defect>) {
        for defect in defects {
            if self.candidates.iter().any(|c| c.target == defect.target) {
                self.written.insert(
                    defect.target,
                    Written {
                        code: defect.code,
                        words: defect.words,
                        sample: defect.sample,
                    },
                );
            }
        }
    }
}
