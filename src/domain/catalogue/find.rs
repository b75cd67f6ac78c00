//! Looking things up in a catalogue by id. Loading has checked that every reference inside it holds; a reference
//! from outside (an item, a command) may not, so each answer is an `Option`.

use chrono::NaiveDate;

use super::{
    Catalogue, Check, Choice, Condition, Department, Division, Field, Line, MaterialSpec, Matter,
    Phrase, PhraseKind, Routing, Rule, Scene, SceneMatter,
};
use crate::domain::deadline::Limit;
use crate::domain::id::{
    DepartmentId, DivisionCode, FieldId, LineId, MaterialId, MatterId, PhraseId, RuleId, SceneId,
};
use crate::domain::item::Desk;

impl Catalogue {
    /// The scene.
    pub fn scene(&self, id: &SceneId) -> Option<&Scene> {
        self.scenes.iter().find(|scene| scene.id == *id)
    }

    /// The matter.
    pub fn matter(&self, id: &MatterId) -> Option<&Matter> {
        self.matters.iter().find(|matter| matter.id == *id)
    }

    /// The limits of the matter in the scene.
    pub fn scene_matter(&self, scene: &SceneId, matter: &MatterId) -> Option<&SceneMatter> {
        let mut matters = self.scene(scene)?.matters.iter();
        matters.find(|entry| entry.matter == *matter)
    }

    /// Whether the matter is done on the spot (即时办结) in the scene.
    pub fn is_immediate(&self, scene: &SceneId, matter: &MatterId) -> bool {
        self.scene_matter(scene, matter)
            .is_some_and(|entry| entry.promise == Limit::Immediate)
    }

    /// The department.
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments
            .iter()
            .find(|department| department.id == *id)
    }

    /// The line.
    pub fn line(&self, id: &LineId) -> Option<&Line> {
        self.lines.iter().find(|line| line.id == *id)
    }

    /// The division.
    pub fn division(&self, code: &DivisionCode) -> Option<&Division> {
        self.divisions
            .iter()
            .find(|division| division.code == *code)
    }

    /// The field of the joint form.
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == *id)
    }

    /// The kind of material.
    pub fn material(&self, id: &MaterialId) -> Option<&MaterialSpec> {
        self.materials.iter().find(|material| material.id == *id)
    }

    /// The phrase of that id, where it is of the kind and fits the matter.
    pub fn phrase(&self, id: &PhraseId, kind: PhraseKind, matter: &MatterId) -> Option<&Phrase> {
        self.phrases(kind, matter).find(|phrase| phrase.id == *id)
    }

    /// The phrases of a kind that fit the matter, in the catalogue's order.
    pub fn phrases(&self, kind: PhraseKind, matter: &MatterId) -> impl Iterator<Item = &Phrase> {
        self.phrases.iter().filter(move |phrase| {
            phrase.kind == kind && (phrase.matters.is_empty() || phrase.matters.contains(matter))
        })
    }

    /// The division that has this code, or that another system calls so; loading has checked that no two do.
    pub fn division_called(&self, code: &str) -> Option<&Division> {
        let alias = |entry: &Division| entry.aliases.iter().any(|(_, alias)| alias == code);
        self.divisions
            .iter()
            .find(|entry| entry.code.as_str() == code || alias(entry))
    }

    /// The root of the divisions: the city.
    pub fn city(&self) -> Option<&Division> {
        self.divisions.iter().find(|entry| entry.parent.is_none())
    }

    /// A division and everything below it, in the catalogue's order; empty where there is no such division.
    pub fn subtree(&self, root: &DivisionCode) -> Vec<DivisionCode> {
        self.divisions
            .iter()
            .map(|entry| &entry.code)
            .filter(|code| self.is_within(code, root))
            .cloned()
            .collect()
    }

    /// Whether a division is another one or lies below it.
    pub fn is_within(&self, division: &DivisionCode, root: &DivisionCode) -> bool {
        let mut here = self.division(division);
        while let Some(entry) = here {
            if entry.code == *root {
                return true;
            }
            here = entry.parent.as_ref().and_then(|code| self.division(code));
        }
        false
    }

    /// The desk that decides a matter for an application of a division; none where either is unknown.
    pub fn route(&self, matter: &MatterId, division: &DivisionCode) -> Option<Desk> {
        let matter = self.matter(matter)?;
        let line = self.line(&matter.line)?;
        let division = match matter.routing {
            Routing::Division => self.division(division)?,
            Routing::City => self.city()?,
        };
        Some(Desk {
            department: line.department.clone(),
            line: line.id.clone(),
            division: division.code.clone(),
        })
    }

    /// The rules of a matter in the versions that hold on a day, in the catalogue's order.
    pub fn rules_on(&self, matter: &MatterId, day: NaiveDate) -> Vec<&Rule> {
        let holds = |rule: &&Rule| rule.matters.contains(matter) && rule.effective_from <= day;
        let later = |rule: &Rule| {
            self.rules
                .iter()
                .filter(holds)
                .any(|other| other.id == rule.id && other.effective_from > rule.effective_from)
        };
        self.rules
            .iter()
            .filter(holds)
            .filter(|rule| !later(rule))
            .collect()
    }

    /// The version of a matter's rule that a stored result names.
    pub fn rule(&self, id: &RuleId, matter: &MatterId, effective_from: NaiveDate) -> Option<&Rule> {
        self.rules.iter().find(|rule| {
            rule.id == *id && rule.matters.contains(matter) && rule.effective_from == effective_from
        })
    }
}

impl Field {
    /// The choice of this code.
    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.code == code)
    }
}

impl Condition {
    /// The fields that it reads, in order, each as often as it is read.
    pub fn fields(&self) -> Vec<&FieldId> {
        match self {
            Self::Always | Self::Never => Vec::new(),
            Self::Is { field, .. } => vec![field],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::fields).collect(),
            Self::Not(part) => part.fields(),
        }
    }
}

impl Check {
    /// The fields that it reads, each once, in the order in which they stand.
    pub fn fields(&self) -> Vec<&FieldId> {
        let mut all = Vec::new();
        self.collect(&mut all);
        let mut once = Vec::new();
        for field in all {
            if !once.contains(&field) {
                once.push(field);
            }
        }
        once
    }

    fn collect<'a>(&'a self, into: &mut Vec<&'a FieldId>) {
        match self {
            Self::Term { start: field, .. }
            | Self::MinimumAge { birth: field, .. }
            | Self::Past { date: field }
            | Self::Is { field, .. }
            | Self::OneOf { field, .. }
            | Self::AtMost { field, .. } => into.push(field),
            Self::BelowRetirement { birth, sex, post } => {
                into.extend([birth, sex]);
                into.extend(post);
            }
            Self::Chosen { .. } | Self::Attached { .. } => {}
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.collect(into);
                }
            }
            Self::When { when, check } => {
                into.extend(when.fields());
                check.collect(into);
            }
        }
    }
}
