//! The file of views as it is written: TOML in, views and faults with their places out.

use fluent_templates::fluent_bundle::FluentValue;
use toml_edit::{Document, Item, Table, Value};

use super::SavedView;
use crate::console::keymap::Position;
use crate::console::screen::inbox::columns::Column;
use crate::console::screen::inbox::question::View;
use crate::console::screen::inbox::sort::Sort;
use crate::console::screen::inbox::terms;
use crate::console::shown::Shown;
use crate::domain::nearest::nearest;
use crate::words::Lang;

/// More than any hand writes; a larger file is some other file.
const LARGEST: usize = 256 * 1024;
/// The name of the tables.
pub(super) const VIEW: &str = "view";
/// What a view may say.
const KEYS: [&str; 4] = ["name", "filter", "sort", "columns"];

/// A fault and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: Position,
    /// What.
    pub what: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of each are in screen.ftl")]
pub enum Wrong {
    NotText,
    TooLarge,
    Syntax(String),
    NotViews,
    NoSuchKey {
        name: String,
        nearest: Option<&'static str>,
    },
    NotAText(String),
    NotColumns,
    NoName,
    SameName {
        name: String,
        line: usize,
    },
    BuiltIn(String),
    NoSuchSort(String),
    NoSuchColumn {
        name: String,
        nearest: Option<&'static str>,
    },
    SameColumn(String),
    Filter(terms::Fault),
}

impl Fault {
    /// The stable code, for scripts.
    pub fn code(&self) -> &'static str {
        match &self.what {
            Wrong::NotText => "views-not-text",
            Wrong::TooLarge => "views-too-large",
            Wrong::Syntax(_) => "views-syntax",
            Wrong::NotViews => "views-not-views",
            Wrong::NoSuchKey { nearest: None, .. } => "views-no-such-key",
            Wrong::NoSuchKey { .. } => "views-misspelt-key",
            Wrong::NotAText(_) => "views-not-a-text",
            Wrong::NotColumns => "views-not-columns",
            Wrong::NoName => "views-no-name",
            Wrong::SameName { .. } => "views-same-name",
            Wrong::BuiltIn(_) => "views-built-in",
            Wrong::NoSuchSort(_) => "views-no-such-sort",
            Wrong::NoSuchColumn { nearest: None, .. } => "views-no-such-column",
            Wrong::NoSuchColumn { .. } => "views-misspelt-column",
            Wrong::SameColumn(_) => "views-same-column",
            Wrong::Filter(_) => "views-filter",
        }
    }

    /// `file:line:column`, what is wrong and what to do.
    pub fn say(&self, file: &str, lang: Lang) -> Shown {
        let facts: Vec<(&'static str, FluentValue<'_>)> = match &self.what {
            Wrong::NotText | Wrong::TooLarge | Wrong::NotViews | Wrong::NoName => vec![],
            Wrong::NotColumns => vec![("known", columns())],
            Wrong::Syntax(text)
            | Wrong::NotAText(text)
            | Wrong::BuiltIn(text)
            | Wrong::SameColumn(text) => vec![("text", text.clone().into())],
            Wrong::NoSuchKey { name, nearest } => vec![
                ("text", name.clone().into()),
                ("nearest", nearest.unwrap_or_default().into()),
                ("known", KEYS.join(" ").into()),
            ],
            Wrong::NoSuchColumn { name, nearest } => vec![
                ("text", name.clone().into()),
                ("nearest", nearest.unwrap_or_default().into()),
                ("known", columns()),
            ],
            Wrong::SameName { name, line } => {
                vec![("text", name.clone().into()), ("line", (*line).into())]
            }
            Wrong::NoSuchSort(text) => {
                let known: Vec<String> = Sort::all().map(Sort::wire).collect();
                let known = known.join(" ").into();
                vec![("text", text.clone().into()), ("known", known)]
            }
            Wrong::Filter(fault) => vec![("words", fault.words(lang).to_string().into())],
        };
        let words = Shown::say_with(lang, self.code(), &facts);
        let facts = [
            ("place", format!("{file}:{}", self.at).into()),
            ("words", words.to_string().into()),
        ];
        Shown::say_with(lang, "views-fault", &facts)
    }
}

fn columns() -> FluentValue<'static> {
    let known: Vec<&str> = Column::all().map(Column::id).collect();
    known.join(" ").into()
}

/// Whether a built-in view has this name, in any language: two tabs would be called the same.
pub fn is_built_in(name: &str) -> bool {
    [Lang::Zh, Lang::En].into_iter().any(|lang| {
        View::ALL
            .iter()
            .any(|view| lang.say(view.message()) == name)
    })
}

/// Reads a file. What is wrong is left out and reported, all of it; the rest holds.
pub fn read(bytes: &[u8]) -> (Vec<SavedView>, Vec<Fault>) {
    let mut reader = Reader::default();
    match std::str::from_utf8(bytes) {
        _ if bytes.len() > LARGEST => reader.fault(0, Wrong::TooLarge),
        Ok(text) => {
            reader.text = text;
            reader.document();
        }
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            reader.text = std::str::from_utf8(valid).unwrap_or_default();
            reader.fault(error.valid_up_to(), Wrong::NotText);
        }
    }
    reader.faults.sort_by_key(|fault| fault.at);
    (reader.views, reader.faults)
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    views: Vec<SavedView>,
    /// The lines on which their names stand.
    lines: Vec<usize>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, byte: usize, what: Wrong) {
        let at = Position::of(self.text, byte);
        self.faults.push(Fault { at, what });
    }

    fn document(&mut self) {
        let document = match Document::parse(self.text) {
            Ok(document) => document,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                self.fault(at, Wrong::Syntax(error.message().to_owned()));
                return;
            }
        };
        let root = document.as_table();
        for (name, item) in root {
            let at = place(root, name, item);
            match (name, item) {
                (VIEW, Item::ArrayOfTables(views)) => {
                    for view in views {
                        self.view(view);
                    }
                }
                (VIEW, _) => self.fault(at, Wrong::NotViews),
                _ => self.no_such_key(at, name, &[VIEW]),
            }
        }
    }

    fn no_such_key(&mut self, at: usize, name: &str, known: &[&'static str]) {
        let nearest = nearest(name, known.iter().copied());
        let nearest = known.iter().find(|key| Some(**key) == nearest).copied();
        let name = name.to_owned();
        self.fault(at, Wrong::NoSuchKey { name, nearest });
    }

    fn view(&mut self, table: &Table) {
        let mut view = SavedView::default();
        let mut name_at = table.span().map_or(0, |span| span.start);
        for (key, item) in table {
            let at = place(table, key, item);
            match key {
                "name" => {
                    name_at = start(item, at);
                    self.string(at, key, item).trim().clone_into(&mut view.name);
                }
                "filter" => {
                    // Past the quotation mark.
                    view.at = Position::of(self.text, start(item, at) + 1);
                    view.filter = self.string(at, key, item);
                }
                "sort" => view.look.sort = self.sort(at, item),
                "columns" => view.look.columns = self.columns(at, item),
                _ => self.no_such_key(at, key, &KEYS),
            }
        }
        let same = self.views.iter().position(|other| other.name == view.name);
        let line = Position::of(self.text, name_at).line;
        let wrong = match same {
            _ if view.name.is_empty() => Wrong::NoName,
            _ if is_built_in(&view.name) => Wrong::BuiltIn(view.name),
            Some(same) => Wrong::SameName {
                name: view.name,
                line: self.lines[same],
            },
            None => {
                self.lines.push(line);
                self.views.push(view);
                return;
            }
        };
        self.fault(name_at, wrong);
    }

    fn string(&mut self, at: usize, key: &str, item: &Item) -> String {
        let text = item.as_str().map(ToOwned::to_owned);
        text.unwrap_or_else(|| {
            self.fault(start(item, at), Wrong::NotAText(key.to_owned()));
            String::new()
        })
    }

    fn sort(&mut self, at: usize, item: &Item) -> Option<Sort> {
        let text = self.string(at, "sort", item);
        let sort = Sort::from_wire(&text);
        if sort.is_none() && !text.is_empty() {
            self.fault(start(item, at), Wrong::NoSuchSort(text));
        }
        sort
    }

    fn columns(&mut self, at: usize, item: &Item) -> Option<Vec<Column>> {
        let Some(array) = item.as_array() else {
            self.fault(start(item, at), Wrong::NotColumns);
            return None;
        };
        let mut columns = vec![];
        for value in array {
            let at = value.span().map_or(at, |span| span.start);
            match (value.as_str(), value.as_str().and_then(Column::from_id)) {
                (_, Some(column)) if columns.contains(&column) => {
                    self.fault(at, Wrong::SameColumn(column.id().to_owned()));
                }
                (_, Some(column)) => columns.push(column),
                (Some(name), None) => {
                    let nearest = nearest(name, Column::all().map(Column::id));
                    let nearest = nearest.and_then(Column::from_id).map(Column::id);
                    let name = name.to_owned();
                    self.fault(at, Wrong::NoSuchColumn { name, nearest });
                }
                (None, None) => self.fault(at, Wrong::NotColumns),
            }
        }
        (!columns.is_empty()).then_some(columns)
    }
}

/// Where a key stands.
fn place(table: &Table, name: &str, item: &Item) -> usize {
    let key = table.key(name).and_then(toml_edit::Key::span);
    key.or_else(|| item.span()).map_or(0, |span| span.start)
}

/// Where a value stands.
fn start(item: &Item, otherwise: usize) -> usize {
    let span = item.as_value().and_then(Value::span);
    span.map_or(otherwise, |span| span.start)
}
