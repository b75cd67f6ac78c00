//! What a composer offers to choose from: ready words, the divisions that can take an item, the officers who can.
//!
//! Owns which of them fit the item at hand, so that nothing is offered that the server would refuse. Knows no widgets.

use crate::api::accounts::OfficerView;
use crate::api::colleagues::ColleagueView;
use crate::api::items::ItemDetail;
use crate::console::screen::names::Names;
use crate::console::screen::wording;
use crate::console::shown::Shown;
use crate::domain::catalogue::{DefectAbout, Phrase, PhraseKind, Routing};
use crate::domain::policy::Role;

use super::fields::Shape;
use super::input::Offer;

/// What is known of the item and of colleagues.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The item.
    pub detail: &'a ItemDetail,
    /// Names by its catalogue.
    pub names: &'a Names<'a>,
    /// The colleagues; none were asked for where none are offered.
    pub colleagues: &'a [ColleagueView],
}

/// The offers of a field; none for one that is written.
pub fn offers(shape: Shape, source: Source<'_>) -> Option<Vec<Offer>> {
    match shape {
        Shape::Phrase(kind) => Some(phrases(
            (kind, None),
            &source.detail.row.matter,
            source.names,
        )),
        Shape::Division => Some(divisions(source)),
        Shape::Officer => Some(officers(source)),
        Shape::Text
        | Shape::Line
        | Shape::Number
        | Shape::Value(_)
        | Shape::Defects
        | Shape::Files => None,
    }
}

/// The phrases of a kind that fit a matter, and for a defect what it is about.
pub fn phrases(
    (kind, about): (PhraseKind, Option<DefectAbout>),
    matter: &str,
    names: &Names<'_>,
) -> Vec<Offer> {
    let fits =
        |phrase: &&Phrase| about.is_none() || phrase.about.is_none() || phrase.about == about;
    let phrases = names.phrases(kind, matter).into_iter().filter(fits);
    let offers = phrases.map(|phrase| Offer {
        code: phrase.id.to_string(),
        words: Shown::line(names.label(&phrase.words)),
        text: phrase.words.zh.clone(),
        basis: phrase.basis.clone().unwrap_or_default(),
    });
    offers.collect()
}

/// The other divisions; a matter of the city has no other desk.
fn divisions(source: Source<'_>) -> Vec<Offer> {
    let Source { detail, names, .. } = source;
    let matter = names.matter_of(&detail.row.matter);
    if matter.is_none_or(|matter| matter.routing == Routing::City) {
        return vec![];
    }
    let divisions = names
        .catalogue
        .map_or(&[][..], |catalogue| &catalogue.divisions);
    let offers = divisions
        .iter()
        .filter(|division| division.code.as_str() != detail.row.division)
        .map(|division| Offer {
            code: division.code.to_string(),
            words: Shown::line(names.label(&division.name)),
            text: division.name.zh.clone(),
            basis: String::new(),
        });
    offers.collect()
}

/// The officers of the item's desk, its holder apart.
fn officers(source: Source<'_>) -> Vec<Offer> {
    let fit = source.colleagues.iter();
    let fit = fit.filter(|colleague| works_on(&colleague.officer, source));
    let offers = fit.map(|colleague| Offer {
        code: colleague.officer.login.clone(),
        words: wording::colleague(source.names.lang, colleague),
        text: colleague.officer.name.clone(),
        basis: String::new(),
    });
    offers.collect()
}

fn works_on(officer: &OfficerView, source: Source<'_>) -> bool {
    let row = &source.detail.row;
    // In second review it is for the role 复核 alone.
    let role = officer.role == Role::SecondReviewer.code()
        || officer.role == Role::Handler.code() && row.state != "second_review";
    role && !officer.disabled
        && row.assignee.as_ref() != Some(&officer.login)
        && officer.department.as_ref() == Some(&row.department)
        && (officer.lines.is_empty() || officer.lines.contains(&row.line))
        && source.names.lies_within(&row.division, &officer.division)
}
