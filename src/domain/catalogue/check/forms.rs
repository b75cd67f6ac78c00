//! What is asked: matters, the fields of the joint form, materials.

use super::{Checker, way};
use crate::domain::catalogue::fault::CatalogueFault;
use crate::domain::catalogue::load::Step;
use crate::domain::catalogue::{Field, FieldKind, Matter, PhotoRule};
use crate::domain::form::{PERSON_NAME, PERSON_NUMBER};
use crate::domain::id::{FieldId, MaterialId};

impl Checker<'_> {
    pub(super) fn forms(&mut self) {
        self.matters();
        self.fields();
        self.materials();
    }

    fn matters(&mut self) {
        let entries = &self.catalogue.matters;
        self.unique(
            "matter",
            ("matters", "id"),
            entries.iter().map(|it| it.id.as_str()),
        );
        for (place, entry) in entries.iter().enumerate() {
            for (key, label) in [
                ("name", &entry.name),
                ("short", &entry.short),
                ("document", &entry.document),
                ("next_step", &entry.next_step),
            ] {
                self.label(&way!["matters", place, key], label);
            }
            self.reference("line", &way!["matters", place, "line"], entry.line.as_str());
            let fields = entry.fields.iter().map(FieldId::as_str);
            self.references("field", &way!["matters", place, "fields"], fields);
            let materials = entry.materials.iter().map(MaterialId::as_str);
            self.references("material", &way!["matters", place, "materials"], materials);
            self.results(place, entry);
            self.known_person(place, entry);
            self.derived_with_source(place, entry);
            self.once_per(place, entry);
            let mut scenes = self
                .catalogue
                .scenes
                .iter()
                .flat_map(|scene| &scene.matters);
            if !scenes.any(|it| it.matter == entry.id) {
                // Without a scene it has no limit and can never be chosen.
                let (what, id) = ("scene", entry.id.to_string());
                self.fault(
                    &way!["matters", place, "id"],
                    CatalogueFault::Missing { what, id },
                );
            }
        }
    }

    /// Every item is somebody's: the inbox, the search and the rule against one's own case need name and number.
    fn known_person(&mut self, place: usize, entry: &Matter) {
        for field in [PERSON_NAME, PERSON_NUMBER] {
            if !entry.fields.iter().any(|it| it.as_str() == field) {
                let (what, matter) = (field.to_owned(), entry.id.to_string());
                let fault = CatalogueFault::NotAsked { what, matter };
                self.fault(&way!["matters", place, "fields"], fault);
            }
        }
    }

    /// Who asks for a number asks for what follows from it: a corrected number changes both.
    fn derived_with_source(&mut self, place: usize, entry: &Matter) {
        let follows = |field: &&Field| {
            let from = field.derived_from.as_ref();
            from.is_some_and(|from| entry.fields.contains(from))
        };
        for field in self.catalogue.fields.iter().filter(follows) {
            if !entry.fields.contains(&field.id) {
                let (what, matter) = (field.id.to_string(), entry.id.to_string());
                let fault = CatalogueFault::NotAsked { what, matter };
                self.fault(&way!["matters", place, "fields"], fault);
            }
        }
    }

    fn once_per(&mut self, place: usize, entry: &Matter) {
        let Some(once) = &entry.once_per else {
            return;
        };
        for (key, field, wanted) in [
            ("choice", &once.choice, FieldKind::Choice),
            ("from", &once.from, FieldKind::Month),
            ("to", &once.to, FieldKind::Month),
        ] {
            let at = way!["matters", place, "once_per", key];
            if self.kind(&at, field, wanted).is_some() {
                self.asks_for(&at, entry, &[field]);
            }
        }
    }

    fn results(&mut self, place: usize, entry: &Matter) {
        for (at, result) in entry.results.iter().enumerate() {
            self.label(&way!["matters", place, "results", at, "name"], &result.name);
            if entry.results[..at].iter().any(|it| it.id == result.id) {
                let (thing, id) = ("result", result.id.to_string());
                let way = way!["matters", place, "results", at, "id"];
                self.fault(&way, CatalogueFault::Duplicate { thing, id });
            }
            if result.kind == FieldKind::Choice {
                // A result has no list to choose from, so that no feedback could ever be right.
                let (what, id) = ("choices", result.id.to_string());
                let way = way!["matters", place, "results", at, "kind"];
                self.fault(&way, CatalogueFault::Missing { what, id });
            }
        }
    }

    fn fields(&mut self) {
        let entries = &self.catalogue.fields;
        self.unique(
            "field",
            ("fields", "id"),
            entries.iter().map(|it| it.id.as_str()),
        );
        for (place, entry) in entries.iter().enumerate() {
            self.label(&way!["fields", place, "name"], &entry.name);
            if let Some(hint) = &entry.hint {
                self.label(&way!["fields", place, "hint"], hint);
            }
            if let Some(condition) = &entry.required {
                self.condition(&way!["fields", place, "required"], condition);
            }
            if entry.max_chars == Some(0) {
                let what = "max_chars";
                self.fault(&way!["fields", place, what], CatalogueFault::Range { what });
            }
            if (entry.id.as_str() == PERSON_NUMBER) && entry.kind != FieldKind::IdNumber {
                self.wrong_kind(&way!["fields", place, "kind"], entry, FieldKind::IdNumber);
            }
            self.choices(place, entry);
            self.derivation(place, entry);
        }
    }

    fn choices(&mut self, place: usize, entry: &Field) {
        let at = way!["fields", place, "choices"];
        if entry.kind == FieldKind::Choice {
            let (id, length) = (entry.id.as_str(), entry.choices.len());
            self.filled(&at, "choices", id, length);
        } else if !entry.choices.is_empty() {
            self.wrong_kind(&at, entry, FieldKind::Choice);
        }
        for (nth, choice) in entry.choices.iter().enumerate() {
            self.label(&way!["fields", place, "choices", nth, "name"], &choice.name);
            let way = way!["fields", place, "choices", nth, "code"];
            self.words(&way, "code", &choice.code);
            if entry.choices[..nth].iter().any(|it| it.code == choice.code) {
                let (thing, id) = ("choice", choice.code.clone());
                self.fault(&way, CatalogueFault::Duplicate { thing, id });
            }
            for (at, code) in choice.covers.iter().enumerate() {
                if entry.choice(code).is_none() {
                    let (field, value) = (entry.id.to_string(), code.clone());
                    let way = way!["fields", place, "choices", nth, "covers", at];
                    self.fault(&way, CatalogueFault::UnknownValue { field, value });
                }
            }
        }
    }

    /// A number gives a date of birth, a sex, a kind of document, and nothing else.
    fn derivation(&mut self, place: usize, entry: &Field) {
        let Some(from) = &entry.derived_from else {
            return;
        };
        let at = way!["fields", place, "derived_from"];
        self.reference("field", &at, from.as_str());
        if let Some(source) = self.catalogue.field(from)
            && source.kind != FieldKind::IdNumber
        {
            self.wrong_kind(&at, source, FieldKind::IdNumber);
        }
        if !matches!(entry.kind, FieldKind::Date | FieldKind::Choice) {
            self.wrong_kind(&way!["fields", place, "kind"], entry, FieldKind::Date);
        }
    }

    fn materials(&mut self) {
        let entries = &self.catalogue.materials;
        self.unique(
            "material",
            ("materials", "id"),
            entries.iter().map(|it| it.id.as_str()),
        );
        for (place, entry) in entries.iter().enumerate() {
            self.label(&way!["materials", place, "name"], &entry.name);
            let at = way!["materials", place, "types"];
            self.filled(&at, "types", entry.id.as_str(), entry.types.len());
            let required = way!["materials", place, "required"];
            self.condition(&required, &entry.required);
            if let Some(photo) = &entry.photo {
                self.photo(&way!["materials", place, "photo"], photo);
            }
            let needs = self.catalogue.matters.iter();
            for matter in needs.filter(|matter| matter.materials.contains(&entry.id)) {
                self.asks_for(&required, matter, &entry.required.fields());
            }
        }
    }

    fn photo(&mut self, at: &[Step], photo: &PhotoRule) {
        let (accepted, usual) = (photo.size, photo.usual_size);
        let ranges = [
            ("size", accepted.0 <= accepted.1),
            (
                "usual_size",
                usual.0 <= usual.1 && accepted.0 <= usual.0 && usual.1 <= accepted.1,
            ),
            ("white_border_percent", photo.white_border_percent <= 100),
            ("width", photo.width > 0),
            ("height", photo.height > 0),
        ];
        for (what, holds) in ranges {
            if !holds {
                self.fault(&[at, &way![what]].concat(), CatalogueFault::Range { what });
            }
        }
    }

    pub(super) fn wrong_kind(&mut self, at: &[Step], field: &Field, wanted: FieldKind) {
        let (field, wanted) = (field.id.to_string(), wanted.code());
        self.fault(at, CatalogueFault::WrongKind { field, wanted });
    }
}
