//! Names of catalogue things by id, in either language; the id itself where a catalogue has lost the thing.

use super::Lang;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{FieldId, MaterialId, MatterId, RuleId};
use crate::domain::item::Desk;

/// A field of the form.
pub fn field(lang: Lang, id: &FieldId, catalogue: &Catalogue) -> String {
    let found = catalogue.field(id);
    found
        .map_or(id.as_str(), |found| lang.label(&found.name))
        .to_owned()
}

/// A material.
pub fn material(lang: Lang, id: &MaterialId, catalogue: &Catalogue) -> String {
    let found = catalogue.material(id);
    found
        .map_or(id.as_str(), |found| lang.label(&found.name))
        .to_owned()
}

/// A desk: 张店区人社局.
pub fn desk(lang: Lang, desk: &Desk, catalogue: &Catalogue) -> String {
    let division = catalogue.division(&desk.division);
    let department = catalogue.department(&desk.department);
    let division = division.map_or(desk.division.as_str(), |found| lang.label(&found.name));
    let department = department.map_or(desk.department.as_str(), |found| lang.label(&found.name));
    let names = [
        ("division", division.into()),
        ("department", department.into()),
    ];
    lang.say_with("desk", &names)
}

/// A matter.
pub fn matter(lang: Lang, id: &MatterId, catalogue: &Catalogue) -> String {
    let found = catalogue.matter(id);
    found
        .map_or(id.as_str(), |found| lang.label(&found.name))
        .to_owned()
}

/// A rule of a matter.
pub fn rule(lang: Lang, id: &RuleId, matter: &MatterId, catalogue: &Catalogue) -> String {
    let mut rules = catalogue.rules.iter();
    let found = rules.find(|rule| rule.id == *id && rule.matters.contains(matter));
    found
        .map_or(id.as_str(), |found| lang.label(&found.name))
        .to_owned()
}

/// A reason as it is read. What a rule found at filing is kept in Chinese, as it reached the applicant; the catalogue
/// has it in the reader's language. What people wrote stays as they wrote it.
pub fn reason<'a>(lang: Lang, written: &'a str, catalogue: &'a Catalogue) -> &'a str {
    let mut found = catalogue.rules.iter().map(|rule| &rule.remedy);
    found
        .find(|remedy| remedy.zh == written)
        .map_or(written, |remedy| lang.label(remedy))
}

/// Names, one after the other.
pub fn list(lang: Lang, names: &[String]) -> String {
    names.join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
}
