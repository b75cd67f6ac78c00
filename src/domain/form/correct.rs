//! What an applicant's answer to a correction notice changes in the form.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::fault::{FieldError, FieldFault, Part};
use super::read::Reading;
use super::{Entry, FieldChange, Form, Raw, Source, Value};
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{FieldId, MatterId};

impl Form {
    /// The changes that the sent fields make, with what follows from them; a field sent as it was changes nothing.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, and what they leave empty that must be filled.
    pub fn corrected(
        &self,
        catalogue: &Catalogue,
        matters: &[MatterId],
        sent: &BTreeMap<String, Raw>,
        day: NaiveDate,
    ) -> Result<Vec<FieldChange>, Vec<FieldError>> {
        let mut reading = Reading::new(catalogue, matters, day);
        reading.form = self.clone();
        for (name, raw) in sent {
            let known = catalogue.fields.iter().any(|f| f.id.as_str() == name);
            if known && !reading.needs(name) {
                reading.refuse(name, Part::Form, FieldFault::NotNeeded);
            } else if let Some(value) = reading.value(name, raw, Part::Form) {
                let source = self.source_of_change(name, &value);
                reading.put(name, Entry { value, source });
            }
        }
        // What followed from the number before follows from the one that stands now.
        let given = |id: &FieldId| sent.contains_key(id.as_str());
        let derived = |entry: &Entry| matches!(entry.source, Source::Derived { .. });
        reading
            .form
            .entries
            .retain(|id, entry| given(id) || !derived(entry));
        reading.derive();
        reading.miss();
        if !reading.errors.is_empty() {
            return Err(reading.errors);
        }
        let changed = |(field, entry): (FieldId, Entry)| {
            let before = self.value(&field).cloned();
            let after = entry.value;
            (before.as_ref() != Some(&after)).then_some(FieldChange {
                field,
                before,
                after,
            })
        };
        Ok(reading
            .form
            .entries
            .into_iter()
            .filter_map(changed)
            .collect())
    }

    /// Makes the changes; what shared data said stays beside what is said now.
    pub fn change(&mut self, changes: &[FieldChange]) {
        for change in changes {
            let source = self.source_of_change(change.field.as_str(), &change.after);
            let value = change.after.clone();
            self.entries
                .insert(change.field.clone(), Entry { value, source });
        }
    }

    fn source_of_change(&self, name: &str, after: &Value) -> Source {
        let entry = name
            .parse::<FieldId>()
            .ok()
            .and_then(|id| self.entries.get(&id).cloned());
        let Some(entry) = entry else {
            return Source::Applicant;
        };
        let (register, fetched_at, registered) = match entry.source {
            Source::Applicant => return Source::Applicant,
            Source::Derived { from } => return Source::Derived { from },
            Source::Shared {
                register,
                fetched_at,
            } => (register, fetched_at, entry.value),
            Source::Disputed {
                register,
                fetched_at,
                registered,
            } => (register, fetched_at, registered),
        };
        if registered == *after {
            Source::Shared {
                register,
                fetched_at,
            }
        } else {
            Source::Disputed {
                register,
                fetched_at,
                registered,
            }
        }
    }
}
