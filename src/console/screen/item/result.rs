//! 联办结果: the one result of the whole application, as the applicant reads it.

use crate::api::applications::{CombinedResultView, ItemResult};
use crate::console::screen::item::materials::facts;
use crate::console::screen::sheet::Sheet;
use crate::console::screen::wording;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;

/// Cells of the names before the values.
const NAMES: u16 = 12;

pub(super) fn sheet(result: Option<&CombinedResultView>, shared: &Shared, width: u16) -> Sheet {
    let mut sheet = Sheet::new(width);
    let Some(result) = result else {
        sheet.line([(shared.say("result-loading"), Role::Dim)]);
        return sheet;
    };
    sheet.paragraph(0, &Shown::line(&result.summary), Role::Title);
    let head = Shown::say_with(
        shared.lang,
        "result-head",
        &[
            ("application", result.application.clone().into()),
            ("applicant", result.applicant.clone().into()),
            ("at", wording::minute(&result.filed_at).to_string().into()),
        ],
    );
    sheet.paragraph(0, &head, Role::Dim);
    for item in &result.items {
        item_lines(item, shared, &mut sheet);
    }
    sheet
}

fn item_lines(item: &ItemResult, shared: &Shared, sheet: &mut Sheet) {
    let role = match item.outcome.as_deref() {
        Some("approved" | "not_needed") => Role::Good,
        Some(_) => Role::Warning,
        None => Role::Text,
    };
    sheet.heading(&Shown::line(&item.matter));
    sheet.paragraph(2, &Shown::line(&item.words), role);
    let due = item
        .due
        .as_ref()
        .map(|due| wording::minute(&due.at).to_string());
    let lines = [
        ("result-desk", Some(&item.desk)),
        ("result-document", item.document.as_ref()),
        ("result-reason", item.reason.as_ref()),
        ("result-basis", item.basis.as_ref()),
        ("result-remedy", item.remedy.as_ref()),
        ("result-delivery", item.delivery.as_ref()),
        ("result-due", due.as_ref()),
        (
            "result-next",
            Some(&item.next_step).filter(|step| !step.is_empty()),
        ),
    ];
    let indent = Shown::line("  ");
    for (id, value) in lines {
        if let Some(value) = value {
            let name = indent.clone().then(&shared.say(id));
            sheet.pair(&name, NAMES, &Shown::line(value), Role::Text);
        }
    }
    for (name, value) in &item.fields {
        let name = indent.clone().then(&Shown::line(name));
        sheet.pair(
            &name,
            NAMES.max(name.width().min(24)),
            &Shown::line(value),
            Role::Text,
        );
    }
    for file in &item.files {
        let name = indent.clone().then(&shared.say("result-file"));
        sheet.pair(&name, NAMES, &facts(file, shared), Role::Text);
        sheet.paragraph(NAMES + 1, &digest(&file.digest, shared), Role::Dim);
    }
}

/// The digest as it is told of every file.
pub fn digest(digest: &str, shared: &Shared) -> Shown {
    let digest = [("digest", digest.to_owned().into())];
    Shown::say_with(shared.lang, "material-digest", &digest)
}
