//! Who decides where: departments, lines, divisions, and the limits that hold in each scene.

use super::{Checker, way};
use crate::domain::catalogue::fault::CatalogueFault;
use crate::domain::catalogue::{Division, SceneMatter};
use crate::domain::deadline::Limit;

impl Checker<'_> {
    pub(super) fn people(&mut self) {
        if self.catalogue.supervision.yellow_percent > 100 {
            let what = "yellow_percent";
            self.fault(&way!["supervision", what], CatalogueFault::Range { what });
        }
        self.departments();
        self.lines();
        self.divisions();
        self.scenes();
    }

    fn departments(&mut self) {
        let entries = &self.catalogue.departments;
        self.unique(
            "department",
            ("departments", "id"),
            entries.iter().map(|it| it.id.as_str()),
        );
        for (place, entry) in entries.iter().enumerate() {
            self.label(&way!["departments", place, "name"], &entry.name);
        }
    }

    fn lines(&mut self) {
        let entries = &self.catalogue.lines;
        self.unique(
            "line",
            ("lines", "id"),
            entries.iter().map(|it| it.id.as_str()),
        );
        for (place, entry) in entries.iter().enumerate() {
            let department = entry.department.as_str();
            self.reference(
                "department",
                &way!["lines", place, "department"],
                department,
            );
            self.label(&way!["lines", place, "name"], &entry.name);
            self.label(&way!["lines", place, "remedy"], &entry.remedy);
        }
    }

    /// One tree with one root; no two codes alike, aliases among them: a division is looked up by any of them.
    fn divisions(&mut self) {
        let entries = &self.catalogue.divisions;
        let mut seen: Vec<&str> = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            let at = way!["divisions", place, "code"];
            let aliases = entry.aliases.iter().map(|(_, code)| code.as_str());
            for code in [entry.code.as_str()].into_iter().chain(aliases) {
                if seen.contains(&code) {
                    let (thing, id) = ("division", code.to_owned());
                    self.fault(&at, CatalogueFault::Duplicate { thing, id });
                }
                seen.push(code);
            }
            self.label(&way!["divisions", place, "name"], &entry.name);
            for (key, code) in [("parent", &entry.parent), ("gb_code", &entry.gb_code)] {
                if let Some(code) = code {
                    self.reference("division", &way!["divisions", place, key], code.as_str());
                }
            }
            self.above(place, entry);
        }
        let roots = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.parent.is_none());
        let roots: Vec<usize> = roots.map(|(place, _)| place).collect();
        self.filled(&way!["divisions"], "root", "divisions", roots.len());
        for place in roots.into_iter().skip(1) {
            let (what, id) = ("parent", entries[place].code.to_string());
            self.fault(
                &way!["divisions", place],
                CatalogueFault::Missing { what, id },
            );
        }
    }

    fn above(&mut self, place: usize, entry: &Division) {
        let mut ids = vec![entry.code.to_string()];
        let mut parent = entry.parent.as_ref();
        while let Some(code) = parent {
            ids.push(code.to_string());
            if *code == entry.code {
                let at = way!["divisions", place, "parent"];
                return self.fault(&at, CatalogueFault::Circle { ids });
            }
            // A circle further up is told of where it is.
            if ids.len() > self.catalogue.divisions.len() {
                return;
            }
            parent = self
                .catalogue
                .division(code)
                .and_then(|it| it.parent.as_ref());
        }
    }

    fn scenes(&mut self) {
        let entries = &self.catalogue.scenes;
        self.unique(
            "scene",
            ("scenes", "id"),
            entries.iter().map(|it| it.id.as_str()),
        );
        for (place, entry) in entries.iter().enumerate() {
            let list = way!["scenes", place, "matters"];
            self.label(&way!["scenes", place, "name"], &entry.name);
            self.filled(&list, "matters", entry.id.as_str(), entry.matters.len());
            for (at, matter) in entry.matters.iter().enumerate() {
                let way = way!["scenes", place, "matters", at, "matter"];
                self.reference("matter", &way, matter.matter.as_str());
                if entry.matters[..at]
                    .iter()
                    .any(|it| it.matter == matter.matter)
                {
                    let (thing, id) = ("matter", matter.matter.to_string());
                    self.fault(&way, CatalogueFault::Duplicate { thing, id });
                }
                if is_below(matter) {
                    let matter = matter.matter.to_string();
                    let way = way!["scenes", place, "matters", at, "statutory"];
                    self.fault(&way, CatalogueFault::StatutoryBelowPromise { matter });
                }
            }
        }
    }
}

/// Whether the law's limit ends before the promise.
fn is_below(entry: &SceneMatter) -> bool {
    // Five work days take a week at least.
    let days = |limit: Limit| match limit {
        Limit::Immediate => 0,
        Limit::WorkDays(n) => n / 5 * 7 + n % 5,
        Limit::CalendarDays(n) => n,
    };
    entry
        .statutory
        .is_some_and(|limit| days(limit) < days(entry.promise))
}
