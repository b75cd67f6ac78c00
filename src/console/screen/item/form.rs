//! 申请表: what this matter needs of the joint form, with the source of each value.

use crate::api::items::{FormField, ItemDetail};
use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::screen::sheet::{Sheet, widest};
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::{Clear, Shared};
use crate::console::shown::Shown;
use crate::console::theme::Role;

/// Cells for the source at the right edge, where there is room for it beside the value.
const SOURCE: u16 = 26;
const ROOM_FOR_SOURCE: u16 = 70;

pub(super) fn sheet(detail: &ItemDetail, shared: &Shared, width: u16) -> Sheet {
    let names = shared.names_of(detail);
    let mut sheet = Sheet::new(width);
    if let Some(correction) = &detail.correction {
        let words = Shown::say_with(
            shared.lang,
            "form-in-correction",
            &[
                ("round", correction.round.into()),
                ("n", correction.defects.len().into()),
                (
                    "at",
                    wording::minute(&correction.reply_due.at).to_string().into(),
                ),
            ],
        );
        sheet.paragraph(0, &words, Role::Warning);
        sheet.blank();
    }
    let in_clear = shared.clear_of(&detail.row.no);
    if let Some(clear) = in_clear {
        sheet.paragraph(0, &clear_words(clear, shared), Role::Warning);
        sheet.blank();
    }
    let labels: Vec<Shown> = detail
        .form
        .iter()
        .map(|field| names.field(&field.field))
        .collect();
    let cells = widest(&labels, 24);
    for (field, name) in detail.form.iter().zip(&labels) {
        let clear = in_clear.and_then(|clear| clear.fields.get(&field.field));
        let value = Shown::line(clear.unwrap_or(&field.value));
        let role = match (&field.before, clear, &field.registered) {
            (Some(_), ..) => Role::Changed,
            (None, Some(_), _) | (None, None, Some(_)) => Role::Warning,
            (None, None, None) => Role::Text,
        };
        with_source(
            &mut sheet,
            (name, cells),
            (&value, role),
            &source(field, shared),
        );
        if let Some(before) = &field.before {
            let words = Shown::say_with(
                shared.lang,
                "form-before",
                &[("value", before.clone().into())],
            );
            sheet.pair(&Shown::default(), cells, &words, Role::Dim);
        }
        if let Some(registered) = &field.registered {
            let words = registered_words(field, registered, shared);
            sheet.pair(&Shown::default(), cells, &words, Role::Warning);
        }
    }
    if detail.form.is_empty() {
        let words = shared.say_key("form-empty", Context::Item, Action::Tab3);
        sheet.paragraph(0, &words, Role::Dim);
    }
    sheet
}

/// Until when values stand in clear: a moment and no seconds that run, which would cost bytes.
pub(in crate::console::screen) fn clear_words(clear: &Clear, shared: &Shared) -> Shown {
    let until = wording::second(clear.until).to_string();
    Shown::say_with(shared.lang, "form-clear", &[("until", until.into())])
}

fn with_source(
    sheet: &mut Sheet,
    (name, cells): (&Shown, u16),
    (value, role): (&Shown, Role),
    source: &Shown,
) {
    let room = sheet.width().saturating_sub(cells + 1);
    if sheet.width() >= ROOM_FOR_SOURCE && value.width() + 2 + SOURCE <= room {
        sheet.pair(name, cells, value, role);
        sheet.at_right(SOURCE, source, Role::Dim);
    } else {
        sheet.pair(name, cells, value, role);
    }
}

fn source(field: &FormField, shared: &Shared) -> Shown {
    // What the applicant disputes is the applicant's word; the register's stands below it.
    if field.register.is_some() && field.registered.is_none() {
        return register(field, shared);
    }
    wording::code(shared.lang, Kind::Source, &field.source)
}

/// The register that a value comes from, and when it was asked.
fn register(field: &FormField, shared: &Shared) -> Shown {
    let register = field.register.as_deref().unwrap_or_default();
    let register = wording::code(shared.lang, Kind::Register, register);
    let at = field.fetched_at.as_deref().map_or_else(String::new, |at| {
        wording::moment(shared.now, at).to_string()
    });
    Shown::say_with(
        shared.lang,
        "form-shared-from",
        &[("register", register.to_string().into()), ("at", at.into())],
    )
}

fn registered_words(field: &FormField, registered: &str, shared: &Shared) -> Shown {
    let register = register(field, shared).to_string();
    Shown::say_with(
        shared.lang,
        "form-registered",
        &[
            ("register", register.into()),
            ("value", registered.to_owned().into()),
        ],
    )
}
