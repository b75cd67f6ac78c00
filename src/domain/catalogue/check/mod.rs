//! What must hold in a catalogue so that nothing that is filed under it can go astray. Serde has checked the shape.
//!
//! Owns the checks, one file per topic: `people` who decides where, `forms` what is asked, `conditions` what is
//! compared, `order` what waits and what is said. To add one, a method here that names place and fault.

mod conditions;
mod forms;
mod order;
mod people;

use super::fault::CatalogueFault;
use super::load::Step;
use super::{Catalogue, Label};
use crate::domain::nearest::nearest;

/// The way to a value: `way!["matters", 3, "fields", 0]`.
macro_rules! way {
    ($($step:expr),* $(,)?) => { [$($crate::domain::catalogue::load::Step::from($step)),*] };
}
use way;

/// Everything that does not hold, each with the way to it.
pub(super) fn faults(catalogue: &Catalogue) -> Vec<(Vec<Step>, CatalogueFault)> {
    let mut check = Checker {
        catalogue,
        faults: Vec::new(),
    };
    check.people();
    check.forms();
    check.conditions();
    check.order();
    check.faults
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    faults: Vec<(Vec<Step>, CatalogueFault)>,
}

impl Checker<'_> {
    fn fault(&mut self, at: &[Step], fault: CatalogueFault) {
        self.faults.push((at.to_vec(), fault));
    }

    /// Every name of a list stands once; `key` is the key under which it stands in each entry.
    fn unique<'n>(
        &mut self,
        thing: &'static str,
        (list, key): (&'static str, &'static str),
        names: impl Iterator<Item = &'n str>,
    ) {
        let mut seen = Vec::new();
        for (place, name) in names.enumerate() {
            if seen.contains(&name) {
                let id = name.to_owned();
                self.fault(
                    &way![list, place, key],
                    CatalogueFault::Duplicate { thing, id },
                );
            }
            seen.push(name);
        }
    }

    /// Names that stand in a list, each once, of things that there are.
    fn references<'n>(
        &mut self,
        thing: &'static str,
        at: &[Step],
        ids: impl Iterator<Item = &'n str>,
    ) {
        let mut seen = Vec::new();
        for (place, id) in ids.enumerate() {
            let at = [at, &way![place]].concat();
            self.reference(thing, &at, id);
            if seen.contains(&id) {
                let id = id.to_owned();
                self.fault(&at, CatalogueFault::Duplicate { thing, id });
            }
            seen.push(id);
        }
    }

    /// The name of a thing that there is.
    fn reference(&mut self, thing: &'static str, at: &[Step], id: &str) {
        let known = self.names(thing);
        if !known.contains(&id) {
            let nearest = nearest(id, known.into_iter()).map(str::to_owned);
            let id = id.to_owned();
            self.fault(at, CatalogueFault::Unknown { thing, id, nearest });
        }
    }

    /// The names of everything of a kind.
    fn names(&self, thing: &str) -> Vec<&str> {
        let catalogue = self.catalogue;
        match thing {
            "department" => catalogue
                .departments
                .iter()
                .map(|it| it.id.as_str())
                .collect(),
            "line" => catalogue.lines.iter().map(|it| it.id.as_str()).collect(),
            "division" => catalogue
                .divisions
                .iter()
                .map(|it| it.code.as_str())
                .collect(),
            "matter" => catalogue.matters.iter().map(|it| it.id.as_str()).collect(),
            "field" => catalogue.fields.iter().map(|it| it.id.as_str()).collect(),
            "material" => catalogue
                .materials
                .iter()
                .map(|it| it.id.as_str())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Words in both languages.
    fn label(&mut self, at: &[Step], label: &Label) {
        for (what, words) in [("zh", &label.zh), ("en", &label.en)] {
            self.words(&[at, &way![what]].concat(), what, words);
        }
    }

    fn words(&mut self, at: &[Step], what: &'static str, words: &str) {
        if words.trim().is_empty() {
            self.fault(at, CatalogueFault::Empty { what });
        }
    }

    /// A list that may not be empty.
    fn filled(&mut self, at: &[Step], what: &'static str, id: &str, length: usize) {
        if length == 0 {
            let id = id.to_owned();
            self.fault(at, CatalogueFault::Missing { what, id });
        }
    }
}
