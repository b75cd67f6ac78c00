//! What is known of a material: by its bytes, by the photo rules, and the form that it is to prove.

use crate::api::items::{ItemDetail, MaterialView, ResultFileView};
use crate::console::screen::item::form::clear_words;
use crate::console::screen::item::materials::{facts, other_ending};
use crate::console::screen::item::result::digest;
use crate::console::screen::sheet::{Sheet, widest};
use crate::console::screen::wording;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::domain::catalogue::PhotoRule;

/// The facts of a file that was given; `page` is counted from 0.
pub(super) fn write_result(
    sheet: &mut Sheet,
    file: &ResultFileView,
    pages: (u32, u32),
    shared: &Shared,
) {
    sheet.line([(
        with_page(shared.say("result-file"), pages, shared),
        Role::Title,
    )]);
    sheet.paragraph(0, &facts(file, shared), Role::Text);
    sheet.paragraph(0, &digest(&file.digest, shared), Role::Dim);
}

fn with_page(title: Shown, (page, pages): (u32, u32), shared: &Shared) -> Shown {
    if pages <= 1 {
        return title;
    }
    let numbers = [("page", (page + 1).into()), ("pages", pages.into())];
    let page = Shown::say_with(shared.lang, "material-page", &numbers);
    title.then(&Shown::line("  ")).then(&page)
}

/// The facts of a material; `page` is counted from 0.
pub(super) fn write(
    sheet: &mut Sheet,
    (detail, material): (&ItemDetail, &MaterialView),
    pages: (u32, u32),
    shared: &Shared,
) {
    let title = shared.names_of(detail).material(&material.kind);
    sheet.line([(with_page(title, pages, shared), Role::Title)]);
    sheet.paragraph(0, &facts(material, shared), Role::Text);
    for finding in &material.findings {
        sheet.paragraph(0, &Shown::line(finding), Role::Warning);
    }
    if let Some(words) = other_ending(material, shared) {
        sheet.paragraph(0, &words, Role::Warning);
    }
    if material.findings.is_empty() {
        sheet.line([(shared.say("material-fine"), Role::Good)]);
    }
    let spec = shared.names_of(detail).catalogue.and_then(|catalogue| {
        let mut specs = catalogue.materials.iter();
        specs.find(|spec| spec.id.as_str() == material.kind)
    });
    if let Some(rule) = spec.and_then(|spec| spec.photo.as_ref()) {
        photo(sheet, rule, material, shared);
    }
    if let Some(at) = material.uploaded_at.as_deref().map(wording::minute) {
        let at = [("at", at.to_string().into())];
        let words = Shown::say_with(shared.lang, "material-uploaded", &at);
        sheet.paragraph(0, &words, Role::Dim);
    }
    if let Some(value) = &material.digest {
        sheet.paragraph(0, &digest(value, shared), Role::Dim);
    }
}

/// The rules of the card photo, each with what was measured.
fn photo(sheet: &mut Sheet, rule: &PhotoRule, material: &MaterialView, shared: &Shared) {
    // As text: numbers would be grouped by the language.
    let sides = |(width, height): (u32, u32)| format!("{width}×{height}");
    let kib = |bytes: u64| wording::size(shared.lang, bytes).to_string();
    let (least, most) = rule.size;
    let white = rule.white_border_percent;
    let rows = [
        (
            "photo-rule-pixels",
            sides((rule.width, rule.height)),
            material.pixels.map(sides),
            material.pixels == Some((rule.width, rule.height)),
        ),
        (
            "photo-rule-bits",
            rule.bits.to_string(),
            material.bits.map(|bits| bits.to_string()),
            material.bits == Some(rule.bits),
        ),
        (
            "photo-rule-white",
            white.to_string(),
            material
                .white_border_percent
                .map(|found| format!("{found}%")),
            material
                .white_border_percent
                .is_some_and(|found| found >= white),
        ),
        (
            "photo-rule-bytes",
            format!("{} - {}", kib(least), kib(most)),
            material.size.map(kib),
            material
                .size
                .is_some_and(|size| (least..=most).contains(&size)),
        ),
    ];
    for (id, wanted, found, holds) in rows {
        let found = found.unwrap_or_else(|| shared.say("photo-rule-unmeasured").to_string());
        let words = [("wanted", wanted.into()), ("found", found.into())];
        let words = Shown::say_with(shared.lang, id, &words);
        let (mark, look) = if holds {
            ("+ ", Role::Good)
        } else {
            ("! ", Role::Warning)
        };
        sheet.paragraph(0, &Shown::line(mark).then(&words), look);
    }
}

/// The fields in clear, above all else: where there is no room for the form, they are what one looks at now.
pub(super) fn in_clear(sheet: &mut Sheet, detail: &ItemDetail, shared: &Shared) {
    let Some(clear) = shared.clear_of(&detail.row.no) else {
        return;
    };
    let names = shared.names_of(detail);
    for (field, value) in &clear.fields {
        let name = names.field(field);
        sheet.pair(&name, name.width(), &Shown::line(value), Role::Warning);
    }
    sheet.paragraph(0, &clear_words(clear, shared), Role::Warning);
}

/// The fields of the form that this matter needs, masked but for the moments of a look in clear.
pub(super) fn form(sheet: &mut Sheet, detail: &ItemDetail, shared: &Shared) {
    if detail.form.is_empty() {
        return;
    }
    sheet.heading(&shared.say("tab-form"));
    let in_clear = shared.clear_of(&detail.row.no);
    if let Some(clear) = in_clear {
        sheet.paragraph(0, &clear_words(clear, shared), Role::Warning);
    }
    let names = shared.names_of(detail);
    let labels: Vec<Shown> = detail
        .form
        .iter()
        .map(|field| names.field(&field.field))
        .collect();
    let cells = widest(&labels, 18);
    for (field, name) in detail.form.iter().zip(&labels) {
        let clear = in_clear.and_then(|clear| clear.fields.get(&field.field));
        let role = match (&field.before, clear) {
            (Some(_), _) => Role::Changed,
            (None, Some(_)) => Role::Warning,
            (None, None) => Role::Text,
        };
        let value = Shown::line(clear.unwrap_or(&field.value));
        sheet.pair(name, cells, &value, role);
    }
}
