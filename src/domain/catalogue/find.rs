//! Looking things up in a catalogue by id. Loading has checked that every reference inside it holds; a reference
//! from outside (an item, a command) may not, so each answer is an `Option`.

use super::{
    Catalogue, Department, Division, Field, Line, MaterialSpec, Matter, Phrase, PhraseKind, Scene,
    SceneMatter,
};
use crate::domain::deadline::Limit;
use crate::domain::id::{
    DepartmentId, DivisionCode, FieldId, LineId, MaterialId, MatterId, PhraseId, SceneId,
};

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
}
