//! When a matter is filed twice for one person.
//!
//! One open item of a matter is enough; a matter that is done again and again (社保费缴纳) says in the catalogue what sets
//! one apart from another. Which earlier items there are is the store's to say.

use crate::domain::catalogue::{Catalogue, Matter, OncePer};
use crate::domain::form::{Form, Value};
use crate::domain::id::{FieldId, ItemNo};
use crate::domain::item::Outcome;

/// An earlier item of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its number.
    pub item: ItemNo,
    /// How it ended; none while it is open.
    pub outcome: Option<Outcome>,
    /// The form of its application.
    pub form: Form,
}

impl Earlier {
    /// Whether it is what the form asks for.
    pub(super) fn is_the_same(&self, matter: &Matter, form: &Form, catalogue: &Catalogue) -> bool {
        if self.item.matter() != matter.id {
            return false;
        }
        match (&matter.once_per, self.outcome) {
            (_, Some(outcome)) if outcome != Outcome::Approved => false,
            (None, outcome) => outcome.is_none(),
            (Some(key), _) => {
                share_a_choice(key, [form, &self.form], catalogue)
                    && share_a_month(key, [form, &self.form])
            }
        }
    }
}

fn share_a_choice(key: &OncePer, forms: [&Form; 2], catalogue: &Catalogue) -> bool {
    let Some(field) = catalogue.field(&key.choice) else {
        return false;
    };
    let [one, other] = forms.map(|form| {
        let code = form.value(&key.choice).map(Value::plain);
        let choice = code.and_then(|code| field.choice(&code));
        choice.map_or_else(Vec::new, |choice| match &choice.covers[..] {
            [] => vec![choice.code.as_str()],
            covers => covers.iter().map(String::as_str).collect(),
        })
    });
    one.iter().any(|code| other.contains(code))
}

fn share_a_month(key: &OncePer, forms: [&Form; 2]) -> bool {
    let month = |form: &Form, field: &FieldId| match form.value(field) {
        Some(Value::Month(first)) => Some(*first),
        _ => None,
    };
    let [one, other] = forms.map(|form| Some((month(form, &key.from)?, month(form, &key.to)?)));
    match (one, other) {
        (Some((from, to)), Some((other_from, other_to))) => from <= other_to && other_from <= to,
        _ => false,
    }
}
