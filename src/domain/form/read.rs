//! From what was sent to a typed form: every field checked, shared facts kept with their register, sex and birth
//! date taken from the ID number. Everything that is wrong is said at once (一次性告知).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::fault::{FieldError, FieldFault, Part};
use super::typed::typed;
use super::{Entry, Form, Raw, Source, Value};
use crate::domain::catalogue::{Catalogue, Field, FieldKind};
use crate::domain::id::{FieldId, MatterId};
use crate::domain::identity::{IdKind, IdNumber, Sex};
use crate::domain::nearest::nearest;

/// What was sent of a joint form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// What the applicant filled in, by field.
    pub applicant: BTreeMap<String, Raw>,
    /// What shared data said.
    pub shared: Vec<SharedEntry>,
}

/// A fact from shared data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedEntry {
    /// The field.
    pub field: String,
    /// The value.
    pub value: Raw,
    /// The register.
    pub register: String,
    /// When it was fetched.
    pub fetched_at: DateTime<Utc>,
}

impl Form {
    /// Reads the form of an application for these matters, filed on this day.
    ///
    /// What none of the matters needs is not kept (国务院令716号 第七条).
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(
        catalogue: &Catalogue,
        matters: &[MatterId],
        answers: &Answers,
        day: NaiveDate,
    ) -> Result<Self, Vec<FieldError>> {
        let (form, errors) = Self::read_all(catalogue, matters, answers, day);
        if errors.is_empty() {
            Ok(form)
        } else {
            Err(errors)
        }
    }

    /// The same, with what could be read beside what could not.
    pub(in crate::domain) fn read_all(
        catalogue: &Catalogue,
        matters: &[MatterId],
        answers: &Answers,
        day: NaiveDate,
    ) -> (Self, Vec<FieldError>) {
        let mut reading = Reading::new(catalogue, matters, day);
        for (name, raw) in &answers.applicant {
            if let Some(value) = reading.value(name, raw, Part::Form) {
                let source = Source::Applicant;
                reading.put(name, Entry { value, source });
            }
        }
        for shared in &answers.shared {
            reading.share(shared);
        }
        reading.derive();
        reading.miss();
        (reading.form, reading.errors)
    }
}

/// A form while it is read.
pub(super) struct Reading<'a> {
    catalogue: &'a Catalogue,
    /// The fields that the chosen matters need, in the catalogue's order.
    needed: Vec<&'a Field>,
    day: NaiveDate,
    pub(super) form: Form,
    pub(super) errors: Vec<FieldError>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, matters: &[MatterId], day: NaiveDate) -> Self {
        let ids: BTreeSet<&FieldId> = matters
            .iter()
            .filter_map(|matter| catalogue.matter(matter))
            .flat_map(|matter| &matter.fields)
            .collect();
        Self {
            catalogue,
            needed: catalogue
                .fields
                .iter()
                .filter(|field| ids.contains(&field.id))
                .collect(),
            day,
            form: Form::default(),
            errors: Vec::new(),
        }
    }

    pub(super) fn refuse(&mut self, field: &str, part: Part, fault: FieldFault) {
        let field = field.to_owned();
        self.errors.push(FieldError { field, part, fault });
    }

    pub(super) fn needs(&self, name: &str) -> bool {
        self.needed.iter().any(|field| field.id.as_str() == name)
    }

    pub(super) fn put(&mut self, name: &str, entry: Entry) {
        if let Some(field) = self.needed.iter().find(|field| field.id.as_str() == name) {
            self.form.entries.insert(field.id.clone(), entry);
        }
    }

    /// The typed value; none where the field is empty, not needed, or wrong.
    pub(super) fn value(&mut self, name: &str, raw: &Raw, part: Part) -> Option<Value> {
        let Some(field) = self.catalogue.fields.iter().find(|f| f.id.as_str() == name) else {
            let names = self.catalogue.fields.iter().map(|f| f.id.as_str());
            let nearest = nearest(name, names).and_then(|name| name.parse().ok());
            self.refuse(name, part, FieldFault::Unknown { nearest });
            return None;
        };
        if !self.needs(name) || is_blank(raw) {
            return None;
        }
        typed(field, raw, self.catalogue, self.day)
            .map_err(|fault| self.refuse(name, part, fault))
            .ok()
    }

    fn share(&mut self, shared: &SharedEntry) {
        let name = shared.field.as_str();
        let Some(registered) = self.value(name, &shared.value, Part::Shared) else {
            return;
        };
        let field = self.needed.iter().find(|field| field.id.as_str() == name);
        let wanted = field.and_then(|field| field.register.clone());
        if wanted.as_ref() != Some(&shared.register) {
            return self.refuse(name, Part::Shared, FieldFault::WrongRegister { wanted });
        }
        let register = shared.register.clone();
        let fetched_at = shared.fetched_at;
        let declared = field.and_then(|field| self.form.entries.remove(&field.id));
        let entry = match declared {
            Some(declared) if declared.value != registered => Entry {
                value: declared.value,
                source: Source::Disputed {
                    register,
                    fetched_at,
                    registered,
                },
            },
            _ => Entry {
                value: registered,
                source: Source::Shared {
                    register,
                    fetched_at,
                },
            },
        };
        self.put(name, entry);
    }

    /// Fills what follows from an ID number, and refuses what contradicts it.
    pub(super) fn derive(&mut self) {
        for field in self.needed.clone() {
            let Some(from) = &field.derived_from else {
                continue;
            };
            let Some(value) = self.form.value(from).and_then(|n| derived(field, n)) else {
                continue;
            };
            let given = self.form.entries.get(&field.id);
            if let Some(given) = given.filter(|given| given.value != value) {
                let part = match given.source {
                    Source::Shared { .. } => Part::Shared,
                    _ => Part::Form,
                };
                let with = from.clone();
                self.refuse(field.id.as_str(), part, FieldFault::Conflict { with });
            }
            let source = Source::Derived { from: from.clone() };
            self.form
                .entries
                .insert(field.id.clone(), Entry { value, source });
        }
    }

    /// Refuses what is empty and must not be.
    pub(super) fn miss(&mut self) {
        for field in self.needed.clone() {
            let required = field
                .required
                .as_ref()
                .is_some_and(|condition| self.form.meets(condition));
            let empty = self.form.value(&field.id).is_none();
            // What would follow from a number that is wrong or missing itself is not asked for a second time.
            let awaits = field.derived_from.as_ref().is_some_and(|from| {
                self.form.value(from).is_none() || self.is_wrong(from.as_str())
            });
            if required && empty && !awaits && !self.is_wrong(field.id.as_str()) {
                self.refuse(field.id.as_str(), Part::Form, FieldFault::Missing);
            }
        }
    }

    fn is_wrong(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name)
    }
}

fn is_blank(raw: &Raw) -> bool {
    matches!(raw, Raw::Text(text) if text.trim().is_empty())
}

/// What an ID number says of a field that is derived from it; none where it does not say.
fn derived(field: &Field, number: &Value) -> Option<Value> {
    let Value::Text(number) = number else {
        return None;
    };
    let number = IdNumber::parse(number).ok()?;
    if field.kind == FieldKind::Date {
        return number.birth().map(Value::Date);
    }
    let kind = match number.kind() {
        IdKind::Resident => "resident",
        IdKind::ResidencePermit => "residence_permit",
        IdKind::PermanentResident | IdKind::PermanentResident2017 => "permanent_resident",
    };
    let sex = number.sex().map(|sex| match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    });
    [Some(kind), sex]
        .into_iter()
        .flatten()
        .find(|code| field.choice(code).is_some())
        .map(|code| Value::Choice(code.to_owned()))
}
