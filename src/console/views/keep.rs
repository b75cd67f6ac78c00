//! Changing the file of views: what others wrote into it meanwhile stays, comments and all.
//!
//! The file is read anew under a lock on its folder, the one view is changed in it by name, and it is written beside its
//! place and moved there whole. A file that cannot be read as TOML is never written over.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TomlError, Value};

use super::file::{self, Fault, VIEW, Wrong};
use super::{Change, SavedView};
use crate::console::keymap::Position;
use crate::console::shown::Shown;
use crate::words::Lang;

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotChanged {
    /// There is a view of this name, now at least.
    Taken(String),
    /// There is no view of this name any more.
    Gone(String),
    /// Somebody else has changed it meanwhile.
    Changed(String),
    /// The file has to be mended first.
    Broken(Fault),
    /// There is no folder to write to.
    NoFile,
    /// The disk did not take it.
    Disk(String),
}

impl NotChanged {
    /// What is wrong and what to do, with the name of the file.
    pub fn words(&self, file: &str, lang: Lang) -> Shown {
        match self {
            Self::Taken(name) => {
                Shown::say_with(lang, "views-taken", &[("name", name.clone().into())])
            }
            Self::Gone(name) => {
                Shown::say_with(lang, "views-gone", &[("name", name.clone().into())])
            }
            Self::Changed(name) => {
                Shown::say_with(lang, "views-changed", &[("name", name.clone().into())])
            }
            Self::Broken(fault) => {
                let words = fault.say(file, lang).to_string();
                Shown::say_with(lang, "views-broken", &[("words", words.into())])
            }
            Self::NoFile => Shown::say(lang, "views-no-file"),
            Self::Disk(why) => {
                Shown::say_with(lang, "views-not-kept", &[("why", why.clone().into())])
            }
        }
    }
}

impl From<io::Error> for NotChanged {
    fn from(error: io::Error) -> Self {
        Self::Disk(error.to_string())
    }
}

/// Makes a change to a file; what stands in it then.
///
/// # Errors
/// [`NotChanged`]; the file is as it was.
pub fn change(
    path: &Path,
    change: &Change,
    lang: Lang,
) -> Result<(Vec<SavedView>, Vec<Fault>), NotChanged> {
    // Where it is a link, what it leads to is changed and the link stays.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let lock = File::open(folder)?;
    lock.lock()?;
    let before = match fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    let text = match before.as_deref() {
        Some(bytes) => std::str::from_utf8(bytes).map_err(|_| broken("", 0, Wrong::NotText))?,
        None => &page(lang),
    };
    let after = changed(text, change)?;
    write(&path, after.as_bytes())?;
    Ok(file::read(after.as_bytes()))
}

/// What stands in a file; nothing where there is none.
///
/// # Errors
/// [`NotChanged::Disk`].
pub fn read(path: &Path) -> Result<(Vec<SavedView>, Vec<Fault>), NotChanged> {
    match fs::read(path) {
        Ok(bytes) => Ok(file::read(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((vec![], vec![])),
        Err(error) => Err(error.into()),
    }
}

/// What a new file begins with.
fn page(lang: Lang) -> String {
    let words = lang.say("views-page");
    let lines = words.lines().map(|line| format!("# {line}\n"));
    lines.collect()
}

/// The text with a change made to it.
///
/// # Errors
/// [`NotChanged`].
pub fn changed(text: &str, change: &Change) -> Result<String, NotChanged> {
    let mut document: DocumentMut = text.parse().map_err(|error: TomlError| {
        let at = error.span().map_or(0, |span| span.start);
        broken(text, at, Wrong::Syntax(error.message().to_owned()))
    })?;
    // What stands at the end of the file stands before a view that comes after it.
    let end = document.trailing().as_str().unwrap_or_default().to_owned();
    let new = |view: &SavedView| {
        let mut table = table(view);
        table.decor_mut().set_prefix(format!("{end}\n"));
        table
    };
    let mut added = false;
    let views = document
        .entry(VIEW)
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(views) = views.as_array_of_tables_mut() else {
        return Err(broken(text, 0, Wrong::NotViews));
    };
    let find = |views: &ArrayOfTables, name: &str| views.iter().position(|view| is(view, name));
    match change {
        Change::Add(view) => {
            if find(views, &view.name).is_some() {
                return Err(NotChanged::Taken(view.name.clone()));
            }
            views.push(new(view));
            added = true;
        }
        Change::Put { view, read } => {
            let (there, _) = file::read(text.as_bytes());
            if there
                .iter()
                .any(|now| now.name == view.name && !now.says(read))
            {
                return Err(NotChanged::Changed(view.name.clone()));
            }
            if let Some(at) = find(views, &view.name) {
                views
                    .get_mut(at)
                    .into_iter()
                    .for_each(|table| put(table, view));
            } else {
                views.push(new(view));
                added = true;
            }
        }
        Change::Rename { from, to } => {
            if find(views, to).is_some() {
                return Err(NotChanged::Taken(to.clone()));
            }
            let view = views.iter_mut().find(|view| is(view, from));
            let view = view.ok_or_else(|| NotChanged::Gone(from.clone()))?;
            set(view, "name", Some(to.as_str().into()));
        }
        Change::Remove { name } => {
            if let Some(at) = find(views, name) {
                views.remove(at);
            }
        }
    }
    if added {
        document.set_trailing("");
    }
    Ok(document.to_string())
}

fn broken(text: &str, byte: usize, what: Wrong) -> NotChanged {
    let at = Position::of(text, byte);
    NotChanged::Broken(Fault { at, what })
}

fn is(view: &Table, name: &str) -> bool {
    let own = view.get("name").and_then(Item::as_str);
    own.is_some_and(|own| own.trim() == name)
}

fn table(view: &SavedView) -> Table {
    let mut table = Table::new();
    set(&mut table, "name", Some(view.name.as_str().into()));
    put(&mut table, view);
    table
}

fn put(table: &mut Table, view: &SavedView) {
    let filter = (!view.filter.is_empty()).then(|| view.filter.as_str().into());
    set(table, "filter", filter);
    set(table, "sort", view.look.sort.map(|sort| sort.wire().into()));
    let columns = view.look.columns.as_ref().map(|columns| {
        let ids: Array = columns.iter().map(|column| column.id()).collect();
        ids.into()
    });
    set(table, "columns", columns);
}

/// Sets a value and leaves the comment behind it where it is.
fn set(table: &mut Table, key: &str, value: Option<Value>) {
    let Some(mut value) = value else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(before) => {
            *value.decor_mut() = before.decor().clone();
            *before = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// Writes beside the place, brings it to the disk and moves it there. A new file is the officer's alone; one that they
/// opened to others stays open to them.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("toml.new");
    // Whoever was cut off while writing left it there; under the lock nobody else writes it.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    if let Ok(before) = fs::metadata(path) {
        let mode = before.permissions().mode() & 0o777;
        file.set_permissions(Permissions::from_mode(mode))?;
    }
    file.sync_all()?;
    fs::rename(&beside, path)
}
