//! What is compared: conditions and the rules with their versions.

use super::{Checker, way};
use crate::domain::catalogue::fault::CatalogueFault;
use crate::domain::catalogue::load::Step;
use crate::domain::catalogue::{Check, Condition, Field, FieldKind, Matter, Rule};
use crate::domain::id::{FieldId, MaterialId, MatterId};

impl Checker<'_> {
    pub(super) fn conditions(&mut self) {
        let rules = &self.catalogue.rules;
        for (place, rule) in rules.iter().enumerate() {
            self.label(&way!["rules", place, "name"], &rule.name);
            self.label(&way!["rules", place, "remedy"], &rule.remedy);
            for (what, words) in [
                ("words", &rule.words),
                ("words_en", &rule.words_en),
                ("basis", &rule.basis),
            ] {
                self.words(&way!["rules", place, what], what, words);
            }
            let at = way!["rules", place, "matters"];
            self.filled(&at, "matters", rule.id.as_str(), rule.matters.len());
            let matters = rule.matters.iter().map(MatterId::as_str);
            self.references("matter", &at, matters);
            self.check(&way!["rules", place, "check"], &rule.check);
            self.overlap(place, rule, &rules[..place]);
            for matter in self
                .catalogue
                .matters
                .iter()
                .filter(|it| rule.matters.contains(&it.id))
            {
                let at = way!["rules", place, "check"];
                self.asks_for(&at, matter, &rule.check.fields());
                for material in attached(&rule.check) {
                    if !matter.materials.contains(material) {
                        self.not_asked(&at, material.as_str(), matter);
                    }
                }
            }
        }
    }

    fn overlap(&mut self, place: usize, rule: &Rule, earlier: &[Rule]) {
        let same_day = earlier
            .iter()
            .filter(|it| it.id == rule.id && it.effective_from == rule.effective_from);
        let matters = same_day.flat_map(|it| &it.matters);
        if let Some(matter) = matters.into_iter().find(|it| rule.matters.contains(it)) {
            let fault = CatalogueFault::Overlap {
                rule: rule.id.to_string(),
                matter: matter.to_string(),
                day: rule.effective_from,
            };
            self.fault(&way!["rules", place, "effective_from"], fault);
        }
    }

    /// A matter that is judged by a field has it on its desk; else the officer could not see why.
    pub(super) fn asks_for(&mut self, at: &[Step], matter: &Matter, fields: &[&FieldId]) {
        for field in fields {
            if self.catalogue.field(field).is_some() && !matter.fields.contains(field) {
                self.not_asked(at, field.as_str(), matter);
            }
        }
    }

    fn not_asked(&mut self, at: &[Step], what: &str, matter: &Matter) {
        let (what, matter) = (what.to_owned(), matter.id.to_string());
        self.fault(at, CatalogueFault::NotAsked { what, matter });
    }

    pub(super) fn condition(&mut self, at: &[Step], condition: &Condition) {
        match condition {
            Condition::Always | Condition::Never => {}
            Condition::Is { field, value } => {
                let at = [at, &way!["is"]].concat();
                self.value(&at, field, value);
            }
            Condition::All(parts) | Condition::Any(parts) => {
                let key = if matches!(condition, Condition::All(_)) {
                    "all"
                } else {
                    "any"
                };
                for (place, part) in parts.iter().enumerate() {
                    self.condition(&[at, &way![key, place]].concat(), part);
                }
            }
            Condition::Not(part) => self.condition(&[at, &way!["not"]].concat(), part),
        }
    }

    /// A field that there is, with a value that it can have.
    fn value(&mut self, at: &[Step], field: &FieldId, value: &str) {
        let way = [at, &way!["field"]].concat();
        self.reference("field", &way, field.as_str());
        let Some(known) = self.catalogue.field(field) else {
            return;
        };
        let possible = match known.kind {
            FieldKind::Choice => known.choice(value).is_some(),
            FieldKind::Flag => value.parse::<bool>().is_ok(),
            FieldKind::Integer => value.parse::<i64>().is_ok(),
            _ => !value.is_empty(),
        };
        if !possible {
            let (field, value) = (field.to_string(), value.to_owned());
            let way = [at, &way!["value"]].concat();
            self.fault(&way, CatalogueFault::UnknownValue { field, value });
        }
    }

    /// A field that there is, of the kind that is compared.
    pub(super) fn kind(
        &mut self,
        at: &[Step],
        field: &FieldId,
        wanted: FieldKind,
    ) -> Option<&Field> {
        self.reference("field", at, field.as_str());
        let known = self.catalogue.field(field)?;
        if known.kind != wanted {
            self.wrong_kind(at, known, wanted);
            return None;
        }
        self.catalogue.field(field)
    }

    fn check(&mut self, at: &[Step], check: &Check) {
        let to = |steps: &[Step]| [at, steps].concat();
        match check {
            Check::Term { start, .. } => {
                self.kind(&to(&way!["term", "start"]), start, FieldKind::Date);
            }
            Check::MinimumAge { birth, .. } => {
                self.kind(&to(&way!["minimum_age", "birth"]), birth, FieldKind::Date);
            }
            Check::BelowRetirement { birth, sex, post } => {
                let of = |key| to(&way!["below_retirement", key]);
                self.kind(&of("birth"), birth, FieldKind::Date);
                self.choice(&of("sex"), sex, &["male", "female"]);
                if let Some(post) = post {
                    self.choice(&of("post"), post, &["worker"]);
                }
            }
            Check::Past { date } => {
                self.kind(&to(&way!["past", "date"]), date, FieldKind::Date);
            }
            Check::Chosen { matter } => {
                self.reference("matter", &to(&way!["chosen", "matter"]), matter.as_str());
            }
            Check::Attached { material } => {
                let at = to(&way!["attached", "material"]);
                self.reference("material", &at, material.as_str());
            }
            Check::Is { field, value } => self.value(&to(&way!["is"]), field, value),
            Check::OneOf { field, values } => {
                for value in values {
                    self.value(&to(&way!["one_of"]), field, value);
                }
            }
            Check::AtMost { field, .. } => {
                self.kind(&to(&way!["at_most", "field"]), field, FieldKind::Integer);
            }
            Check::All(parts) | Check::Any(parts) => {
                let key = if matches!(check, Check::All(_)) {
                    "all"
                } else {
                    "any"
                };
                for (place, part) in parts.iter().enumerate() {
                    self.check(&to(&way![key, place]), part);
                }
            }
            Check::When { when, check } => {
                self.condition(&to(&way!["when", "when"]), when);
                self.check(&to(&way!["when", "check"]), check);
            }
        }
    }

    fn choice(&mut self, at: &[Step], field: &FieldId, codes: &[&str]) {
        let known = self.kind(at, field, FieldKind::Choice);
        let missing = codes
            .iter()
            .find(|code| known.is_some_and(|known| known.choice(code).is_none()));
        if let Some(code) = missing {
            let (field, value) = (field.to_string(), (*code).to_owned());
            self.fault(at, CatalogueFault::UnknownValue { field, value });
        }
    }
}

/// The materials that a check asks for.
fn attached(check: &Check) -> Vec<&MaterialId> {
    match check {
        Check::Attached { material } => vec![material],
        Check::All(parts) | Check::Any(parts) => parts.iter().flat_map(attached).collect(),
        Check::When { check, .. } => attached(check),
        _ => Vec::new(),
    }
}
