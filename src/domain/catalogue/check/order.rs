//! What waits for what, what excludes what, and the words that officers and time itself need.

use super::{Checker, way};
use crate::domain::catalogue::fault::CatalogueFault;
use crate::domain::catalogue::{Phrase, PhraseKind};
use crate::domain::id::MatterId;

impl Checker<'_> {
    pub(super) fn order(&mut self) {
        self.prerequisites();
        self.exclusions();
        self.phrases();
    }

    fn prerequisites(&mut self) {
        let entries = &self.catalogue.prerequisites;
        for (place, entry) in entries.iter().enumerate() {
            let at = way!["prerequisites", place, "matter"];
            self.reference("matter", &at, entry.matter.as_str());
            self.words(
                &way!["prerequisites", place, "basis"],
                "basis",
                &entry.basis,
            );
            let list = way!["prerequisites", place, "any_of"];
            self.filled(&list, "any_of", entry.matter.as_str(), entry.any_of.len());
            self.references("matter", &list, entry.any_of.iter().map(MatterId::as_str));
            if let Some(when) = &entry.when {
                let at = way!["prerequisites", place, "when"];
                self.condition(&at, when);
                if let Some(matter) = self.catalogue.matter(&entry.matter) {
                    self.asks_for(&at, matter, &when.fields());
                }
            }
            let mut ids = vec![&entry.matter];
            if self.leads_back(&entry.matter, &entry.any_of, &mut ids) {
                let ids = ids.into_iter().map(MatterId::to_string).collect();
                self.fault(&at, CatalogueFault::Circle { ids });
            }
        }
    }

    /// Whether waiting for these leads back to the first matter of the path, which is then complete.
    fn leads_back<'m>(
        &'m self,
        first: &'m MatterId,
        next: &'m [MatterId],
        path: &mut Vec<&'m MatterId>,
    ) -> bool {
        for matter in next {
            if matter == first {
                path.push(matter);
                return true;
            }
            if path.contains(&matter) {
                continue;
            }
            path.push(matter);
            let further = self.catalogue.prerequisites.iter();
            for entry in further.filter(|entry| entry.matter == *matter) {
                if self.leads_back(first, &entry.any_of, path) {
                    return true;
                }
            }
            path.pop();
        }
        false
    }

    fn exclusions(&mut self) {
        for (place, entry) in self.catalogue.exclusions.iter().enumerate() {
            let at = way!["exclusions", place, "matters"];
            let ids = [entry.matters.0.as_str(), entry.matters.1.as_str()];
            self.references("matter", &at, ids.into_iter());
            self.label(&way!["exclusions", place, "reason"], &entry.reason);
        }
    }

    fn phrases(&mut self) {
        let entries = &self.catalogue.phrases;
        self.unique(
            "phrase",
            ("phrases", "id"),
            entries.iter().map(|it| it.id.as_str()),
        );
        for (place, entry) in entries.iter().enumerate() {
            self.label(&way!["phrases", place, "words"], &entry.words);
            let matters = entry.matters.iter().map(MatterId::as_str);
            self.references("matter", &way!["phrases", place, "matters"], matters);
            if let Some(sample) = &entry.sample {
                self.label(&way!["phrases", place, "sample"], sample);
            }
            if let Some(what) = owes(entry) {
                let id = entry.id.to_string();
                self.fault(
                    &way!["phrases", place],
                    CatalogueFault::Missing { what, id },
                );
            }
        }
        // 退件 happens by itself when the reply limit passes: its words must be there for every matter.
        for (place, matter) in self.catalogue.matters.iter().enumerate() {
            let mut fit = self.catalogue.phrases(PhraseKind::ReturnReason, &matter.id);
            if fit.next().is_none() {
                let (what, id) = ("return_reason", matter.id.to_string());
                self.fault(
                    &way!["matters", place, "id"],
                    CatalogueFault::Missing { what, id },
                );
            }
        }
    }
}

/// What a phrase of this kind owes to the applicant and does not have: a reason its basis, a defect its sample.
fn owes(phrase: &Phrase) -> Option<&'static str> {
    let has_basis = phrase
        .basis
        .as_ref()
        .is_some_and(|basis| !basis.trim().is_empty());
    match phrase.kind {
        PhraseKind::RefuseReason
        | PhraseKind::NotNeededReason
        | PhraseKind::NotAcceptReason
        | PhraseKind::ReturnReason
        | PhraseKind::SpecialProcedure => (!has_basis).then_some("basis"),
        PhraseKind::Defect => phrase.sample.is_none().then_some("sample"),
        PhraseKind::Opinion => None,
    }
}
