//! 材料: what the matter needs, what is there, and what the file's own bytes say of it.

use crate::api::items::{ItemDetail, MaterialView, ResultFileView};
use crate::console::action::Action;
use crate::console::keymap::Context;
use crate::console::screen::sheet::Sheet;
use crate::console::screen::wording::{self, Kind};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;

use super::ItemScreen;

/// The list; with the line of the selected material.
pub(super) fn sheet(
    screen: &ItemScreen,
    detail: &ItemDetail,
    shared: &Shared,
    width: u16,
) -> (Sheet, usize) {
    let names = shared.names_of(detail);
    let mut sheet = Sheet::new(width);
    let selected = screen.material_at(detail);
    let mut at = 0;
    for (place, material) in detail.materials.iter().enumerate() {
        let here = place == selected;
        if here {
            at = sheet.len();
        }
        let name = names.material(&material.kind);
        let cursor = Shown::line(if here { "> " } else { "  " });
        let (id, role) = standing(material);
        sheet.line([
            (
                cursor.then(&name),
                if here { Role::Selected } else { Role::Text },
            ),
            (Shown::line("  "), Role::Text),
            (shared.say(id), role),
        ]);
        if material.ordinal.is_some() {
            sheet.paragraph(4, &facts(material, shared), Role::Dim);
        }
        if let Some(words) = other_ending(material, shared) {
            sheet.paragraph(4, &words, Role::Warning);
        }
        for finding in &material.findings {
            sheet.paragraph(4, &Shown::line(finding), Role::Warning);
        }
    }
    if detail.materials.is_empty() {
        let words = shared.say_key("materials-none", Context::Item, Action::Tab2);
        sheet.paragraph(0, &words, Role::Dim);
    }
    (sheet, at)
}

/// The message and the look of how a material stands.
pub(super) fn standing(material: &MaterialView) -> (&'static str, Role) {
    match (
        &material.ordinal,
        material.findings.is_empty(),
        material.required,
    ) {
        (Some(_), true, _) => ("material-fine", Role::Good),
        (Some(_), false, _) => ("material-findings", Role::Warning),
        (None, _, true) => ("material-missing", Role::Bad),
        (None, _, false) => ("material-optional", Role::Dim),
    }
}

/// Says that a file is not what its name says, if so.
pub fn other_ending(material: &MaterialView, shared: &Shared) -> Option<Shown> {
    let (_, ending) = material.file_name.as_deref()?.rsplit_once('.')?;
    let kind = material.file_type.as_deref()?;
    let endings: &[&str] = match kind {
        "jpeg" => &["jpg", "jpeg", "jpe", "jfif"],
        "png" => &["png"],
        "pdf" => &["pdf"],
        "ofd" => &["ofd"],
        _ => return None,
    };
    if endings.contains(&ending.to_ascii_lowercase().as_str()) {
        return None;
    }
    let kind = wording::code(shared.lang, Kind::File, kind).to_string();
    let words = [("ending", ending.to_owned().into()), ("kind", kind.into())];
    Some(Shown::say_with(
        shared.lang,
        "material-other-ending",
        &words,
    ))
}

/// What a line about a file tells of it.
pub struct FileLine<'a> {
    name: &'a str,
    kind: &'a str,
    size: u64,
    pixels: Option<(u32, u32)>,
    pages: Option<u32>,
}

impl<'a> From<&'a MaterialView> for FileLine<'a> {
    fn from(material: &'a MaterialView) -> Self {
        Self {
            name: material.file_name.as_deref().unwrap_or_default(),
            kind: material.file_type.as_deref().unwrap_or_default(),
            size: material.size.unwrap_or(0),
            pixels: material.pixels,
            pages: material.pages,
        }
    }
}

impl<'a> From<&'a ResultFileView> for FileLine<'a> {
    fn from(file: &'a ResultFileView) -> Self {
        Self {
            name: &file.file_name,
            kind: &file.file_type,
            size: file.size,
            pixels: file.pixels,
            pages: file.pages,
        }
    }
}

/// File name, type, size and pixels in one line.
pub fn facts<'a>(file: impl Into<FileLine<'a>>, shared: &Shared) -> Shown {
    let file = file.into();
    let kind = wording::code(shared.lang, Kind::File, file.kind).to_string();
    let size = wording::size(shared.lang, file.size);
    let mut arguments = vec![
        ("name", file.name.to_owned().into()),
        ("kind", kind.into()),
        ("size", size.to_string().into()),
    ];
    let id = match (file.pixels, file.pages) {
        (Some((width, height)), _) => {
            // As text: numbers would be grouped by the language.
            arguments.push(("width", width.to_string().into()));
            arguments.push(("height", height.to_string().into()));
            "material-facts-picture"
        }
        (None, Some(pages)) => {
            arguments.push(("pages", pages.into()));
            "material-facts-pages"
        }
        (None, None) => "material-facts",
    };
    Shown::say_with(shared.lang, id, &arguments)
}
