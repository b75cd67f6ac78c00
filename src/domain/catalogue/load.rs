//! Reads a catalogue from its files and says in which file and on which line it does not hold.
//!
//! Owns the way from text to [`Catalogue`]; what must hold in it is `super::check`. The files of one catalogue are
//! read as one text, each at its own place in it, so that one span tells file and line.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Catalogue;
use super::check;
use super::fault::CatalogueFault;

/// The files of the catalogue that comes with the program, in the order in which their tables count.
pub const EMBEDDED: [(&str, &str); 12] = [
    ("default.toml", include_str!("default.toml")),
    ("divisions.toml", include_str!("divisions.toml")),
    ("scenes.toml", include_str!("scenes.toml")),
    ("matters.toml", include_str!("matters.toml")),
    ("fields/unit.toml", include_str!("fields/unit.toml")),
    ("fields/person.toml", include_str!("fields/person.toml")),
    ("fields/hire.toml", include_str!("fields/hire.toml")),
    ("fields/archive.toml", include_str!("fields/archive.toml")),
    ("fields/flexible.toml", include_str!("fields/flexible.toml")),
    ("materials.toml", include_str!("materials.toml")),
    ("rules.toml", include_str!("rules.toml")),
    ("phrases.toml", include_str!("phrases.toml")),
];

static DEFAULT: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::parse(&EMBEDDED).expect("the embedded catalogue is checked by a test")
});

/// What does not hold in a catalogue, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct CatalogueError {
    /// The file, as it was named to the reader.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: CatalogueFault,
}

/// One step on the way to a value: a key, or a place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Key(&'static str),
    Place(usize),
}

impl From<&'static str> for Step {
    fn from(key: &'static str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step {
    fn from(place: usize) -> Self {
        Self::Place(place)
    }
}

impl Catalogue {
    /// The catalogue that comes with the program.
    pub fn embedded() -> &'static Self {
        &DEFAULT
    }

    /// Reads a catalogue from its files: name and text of each.
    ///
    /// # Errors
    /// Everything that is wrong with it; where the text is no TOML, or not the tables of a catalogue, only that.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<CatalogueError>> {
        let text = Text::new(files);
        let whole = text.read()?;
        let catalogue = Self::deserialize(toml::Deserializer::from(whole.clone()))
            .map_err(|error| vec![text.syntax(&error)])?;
        let faults = check::faults(&catalogue);
        if faults.is_empty() {
            return Ok(catalogue);
        }
        let mut errors: Vec<_> = faults
            .into_iter()
            .map(|(path, reason)| (offset(&whole, &path), reason))
            .collect();
        errors.sort_by_key(|(offset, _)| *offset);
        Err(errors
            .into_iter()
            .map(|(offset, reason)| text.error(offset, reason))
            .collect())
    }
}

/// The files of a catalogue, laid end to end.
struct Text<'a> {
    files: &'a [(&'a str, &'a str)],
    /// Each file behind blanks as long as all before it: its spans then count from the beginning of the first.
    padded: Vec<String>,
}

impl<'a> Text<'a> {
    fn new(files: &'a [(&'a str, &'a str)]) -> Self {
        let mut before = 0;
        let padded = files
            .iter()
            .map(|(_, text)| {
                let padded = format!("{}{text}", " ".repeat(before));
                before = padded.len();
                padded
            })
            .collect();
        Self { files, padded }
    }

    /// The tables of all files as one.
    fn read(&self) -> Result<Spanned<DeTable<'_>>, Vec<CatalogueError>> {
        let mut whole = DeTable::new();
        let mut errors = Vec::new();
        for text in &self.padded {
            let (table, faults) = DeTable::parse_recoverable(text);
            errors.extend(faults.iter().map(|fault| self.syntax(fault)));
            for (key, value) in table.into_inner() {
                let start = key.span().start;
                if let Err(reason) = merge(&mut whole, key, value) {
                    errors.push(self.error(start, reason));
                }
            }
        }
        let end = self.padded.last().map_or(0, String::len);
        if errors.is_empty() {
            Ok(Spanned::new(0..end, whole))
        } else {
            Err(errors)
        }
    }

    fn syntax(&self, error: &toml::de::Error) -> CatalogueError {
        let start = error.span().map_or(0, |span: Range<usize>| span.start);
        let message = error.message().to_owned();
        self.error(start, CatalogueFault::Syntax { message })
    }

    fn error(&self, offset: usize, reason: CatalogueFault) -> CatalogueError {
        let mut begins = 0;
        for (file, text) in self.files {
            let ends = begins + text.len();
            if offset < ends || Some(&(*file, *text)) == self.files.last() {
                let upto = offset.saturating_sub(begins).min(text.len());
                let line = 1 + text.bytes().take(upto).filter(|b| *b == b'\n').count();
                let file = (*file).to_owned();
                return CatalogueError { file, line, reason };
            }
            begins = ends;
        }
        let file = String::new();
        CatalogueError {
            file,
            line: 1,
            reason,
        }
    }
}

/// Puts a table of one file to those of the others: lists go on, anything else stands once.
fn merge<'i>(
    whole: &mut DeTable<'i>,
    key: Spanned<std::borrow::Cow<'i, str>>,
    value: Spanned<DeValue<'i>>,
) -> Result<(), CatalogueFault> {
    let Some(known) = whole.get_mut(&key) else {
        whole.insert(key, value);
        return Ok(());
    };
    let name = key.get_ref().to_string();
    match (known.get_mut(), value.into_inner()) {
        (DeValue::Array(known), DeValue::Array(more)) => {
            for value in more {
                known.push(value);
            }
            Ok(())
        }
        _ => Err(CatalogueFault::Duplicate {
            thing: "key",
            id: name,
        }),
    }
}

/// Where in the text a value stands; of what is not there, where the table stands in which it should be.
fn offset(whole: &Spanned<DeTable<'_>>, path: &[Step]) -> usize {
    let mut at = 0;
    let mut here: Option<&Spanned<DeValue<'_>>> = None;
    for step in path {
        let next = match (here.map(Spanned::get_ref), step) {
            (None, Step::Key(key)) => whole.get_ref().get(*key),
            (Some(DeValue::Table(table)), Step::Key(key)) => table.get(*key),
            (Some(DeValue::Array(list)), Step::Place(place)) => list.get(*place),
            _ => None,
        };
        let Some(next) = next else { break };
        at = next.span().start;
        here = Some(next);
    }
    at
}
