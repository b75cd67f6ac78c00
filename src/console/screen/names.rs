//! The names of catalogue things on screen, in the officer's language.
//!
//! Owns which catalogue a name is looked up in: an item's own pinned version where it is known, else the one in
//! force. A code that no catalogue knows is shown as it is, never hidden. Nothing here asks the server.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::console::shown::Shown;
use crate::domain::catalogue::{Catalogue, Label, Matter, Phrase, PhraseKind};
use crate::domain::deadline::Limit;
use crate::domain::id::DivisionCode;
use crate::words::{Lang, deadline};

/// The catalogues that were fetched.
#[derive(Debug, Default)]
pub struct Catalogues {
    by_version: BTreeMap<String, Arc<Catalogue>>,
    current: Option<Arc<Catalogue>>,
}

impl Catalogues {
    /// Keeps a catalogue; the latest of all is the one in force.
    pub fn add(&mut self, catalogue: Arc<Catalogue>) {
        let known = self.current.as_ref();
        if known.is_none_or(|known| known.effective_from <= catalogue.effective_from) {
            self.current = Some(Arc::clone(&catalogue));
        }
        self.by_version
            .insert(catalogue.version.as_str().to_owned(), catalogue);
    }

    /// The one in force.
    pub fn current(&self) -> Option<&Catalogue> {
        self.current.as_deref()
    }

    /// The one of `version`, if it was fetched.
    pub fn of(&self, version: &str) -> Option<&Catalogue> {
        self.by_version.get(version).map(AsRef::as_ref)
    }

    /// Names by the catalogue in force.
    pub fn names(&self, lang: Lang) -> Names<'_> {
        Names {
            catalogue: self.current(),
            lang,
        }
    }

    /// Names by the catalogue of `version`, or by the one in force until that is fetched.
    pub fn names_of(&self, version: &str, lang: Lang) -> Names<'_> {
        Names {
            catalogue: self.of(version).or(self.current()),
            lang,
        }
    }
}

/// Names by one catalogue in one language.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The catalogue; none before the first answer of the server.
    pub catalogue: Option<&'a Catalogue>,
    /// The language.
    pub lang: Lang,
}

impl<'a> Names<'a> {
    /// A label in this language.
    pub fn label(&self, label: &'a Label) -> &'a str {
        self.lang.label(label)
    }

    fn name(&self, code: &str, find: impl FnOnce(&'a Catalogue) -> Option<&'a Label>) -> Shown {
        let found = self.catalogue.and_then(find);
        Shown::line(found.map_or(code, |label| self.label(label)))
    }

    /// A matter of the catalogue.
    pub fn matter_of(&self, code: &str) -> Option<&'a Matter> {
        self.catalogue?
            .matters
            .iter()
            .find(|matter| matter.id.as_str() == code)
    }

    /// A matter in the notice's words.
    pub fn matter(&self, code: &str) -> Shown {
        self.name(code, |_| Some(&self.matter_of(code)?.name))
    }

    /// A matter's name for narrow columns.
    pub fn matter_short(&self, code: &str) -> Shown {
        self.name(code, |_| Some(&self.matter_of(code)?.short))
    }

    /// A scene.
    pub fn scene(&self, code: &str) -> Shown {
        self.name(code, |c| {
            Some(&c.scenes.iter().find(|s| s.id.as_str() == code)?.name)
        })
    }

    /// A department.
    pub fn department(&self, code: &str) -> Shown {
        self.name(code, |c| {
            Some(&c.departments.iter().find(|d| d.id.as_str() == code)?.name)
        })
    }

    /// A line of business.
    pub fn line(&self, code: &str) -> Shown {
        self.name(code, |c| {
            Some(&c.lines.iter().find(|l| l.id.as_str() == code)?.name)
        })
    }

    /// A division.
    pub fn division(&self, code: &str) -> Shown {
        self.name(code, |c| {
            Some(&c.divisions.iter().find(|d| d.code.as_str() == code)?.name)
        })
    }

    /// A field of the joint form.
    pub fn field(&self, code: &str) -> Shown {
        self.name(code, |c| {
            Some(&c.fields.iter().find(|f| f.id.as_str() == code)?.name)
        })
    }

    /// A field of a matter's result.
    pub fn result_field(&self, matter: &str, code: &str) -> Shown {
        self.name(code, |_| {
            let results = &self.matter_of(matter)?.results;
            Some(&results.iter().find(|f| f.id.as_str() == code)?.name)
        })
    }

    /// A kind of material.
    pub fn material(&self, code: &str) -> Shown {
        self.name(code, |c| {
            Some(&c.materials.iter().find(|m| m.id.as_str() == code)?.name)
        })
    }

    /// The words of a phrase.
    pub fn phrase(&self, code: &str) -> Shown {
        self.name(code, |c| {
            Some(&c.phrases.iter().find(|p| p.id.as_str() == code)?.words)
        })
    }

    /// The phrases of `kind` that fit `matter`.
    pub fn phrases(&self, kind: PhraseKind, matter: &str) -> Vec<&'a Phrase> {
        self.catalogue
            .into_iter()
            .flat_map(|catalogue| &catalogue.phrases)
            .filter(|phrase| {
                phrase.kind == kind
                    && (phrase.matters.is_empty()
                        || phrase.matters.iter().any(|id| id.as_str() == matter))
            })
            .collect()
    }

    /// The remedy that refusals of this matter name unless the officer writes another.
    pub fn remedy(&self, matter: &str) -> &'a str {
        self.matter_of(matter)
            .and_then(|matter| {
                self.catalogue?
                    .lines
                    .iter()
                    .find(|line| line.id == matter.line)
            })
            .map_or("", |line| self.label(&line.remedy))
    }

    /// The promise of a matter in a scene, in words: 即时办结, 5个工作日; empty where it is not known.
    pub fn promise(&self, scene: &str, matter: &str) -> String {
        let promise = self.catalogue.and_then(|catalogue| {
            let scene = catalogue.scenes.iter().find(|s| s.id.as_str() == scene)?;
            let entry = scene.matters.iter().find(|m| m.matter.as_str() == matter)?;
            Some(entry.promise)
        });
        promise.map_or_else(String::new, |promise| self.limit(promise))
    }

    /// A limit in words.
    pub fn limit(&self, limit: Limit) -> String {
        deadline::limit(self.lang, limit)
    }

    /// Whether `division` is `above` or lies below it.
    pub fn lies_within(&self, division: &str, above: &str) -> bool {
        let mut at = Some(division);
        // A tree is never deeper than it has nodes; a catalogue with a ring is refused on load.
        for _ in 0..=self.catalogue.map_or(0, |c| c.divisions.len()) {
            match at {
                Some(code) if code == above => return true,
                Some(code) => {
                    at = self.catalogue.and_then(|c| {
                        let division = c.divisions.iter().find(|d| d.code.as_str() == code)?;
                        division.parent.as_ref().map(DivisionCode::as_str)
                    });
                }
                None => return false,
            }
        }
        false
    }
}
