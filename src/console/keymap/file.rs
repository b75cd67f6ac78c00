//! A keymap file as it is written: TOML in, entries with their places out, and back to a page one could print.

use toml_edit::{Document, Item, Value};

use super::fault::{Fault, Position, Report, Wrong};
use super::{Base, Context, Key, Sequence};
use crate::console::action::{ACTIONS, Action};
use crate::console::shown::Shown;
use crate::console::widget::fit::fit;
use crate::domain::nearest;
use crate::words::Lang;

/// More than any hand writes; a larger file is some other file.
const LARGEST: usize = 256 * 1024;

/// The bindings that one file gives to one action in one context.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where the keys hold.
    pub context: Context,
    /// What they do.
    pub action: Action,
    /// The keys, each sequence with its place; none unbinds the action.
    pub keys: Vec<(Sequence, Position)>,
    /// The place of the action's name.
    pub at: Position,
}

/// A keymap file that could be read.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The map that it changes; none stands alone.
    pub extends: Option<Base>,
    /// Its entries, in the order of contexts and of the table of actions.
    pub entries: Vec<Entry>,
}

/// Two files are equal when they say the same, wherever it stands in them.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let plain = |file: &Self| -> Vec<_> {
            let entries = file.entries.iter();
            entries
                .map(|e| {
                    (
                        e.context,
                        e.action,
                        e.keys.iter().map(|(k, _)| k.clone()).collect::<Vec<_>>(),
                    )
                })
                .collect()
        };
        self.extends == other.extends && plain(self) == plain(other)
    }
}

impl File {
    /// Reads a file. Every fault is reported, not the first alone; with an error among them the file is incomplete.
    pub fn read(bytes: &[u8]) -> (Self, Report) {
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
        reader.file.entries.sort_by_key(|e| (e.context, e.action));
        reader.report.faults.sort_by_key(|fault| fault.at);
        (reader.file, reader.report)
    }

    /// The file as a page: a heading per context, the columns action, keys and meaning.
    pub fn print(&self, lang: Lang) -> String {
        let heading = lang.say("keymap-page");
        let mut page: Vec<String> = heading.lines().map(|line| format!("# {line}")).collect();
        if let Some(base) = self.extends {
            page.push(format!("\nextends = \"{}\"", base.id()));
        }
        for context in Context::ALL {
            let mut entries = self
                .entries
                .iter()
                .filter(|e| e.context == context)
                .peekable();
            if entries.peek().is_some() {
                let section = column(&format!("[{}]", context.id()), 54);
                page.push(format!(
                    "\n{section}# ── {} ──",
                    lang.say(&context.message())
                ));
            }
            page.extend(entries.map(|entry| {
                let keys = column(&print_keys(&entry.keys), 30);
                let name = column(entry.action.id(), 22);
                format!("{name}= {keys}# {}", lang.say(&entry.action.message()))
            }));
        }
        page.join("\n") + "\n"
    }
}

/// A column that is padded and, unlike those on the screen, never cut: the page is read back.
fn column(text: &str, cells: u16) -> String {
    let shown = Shown::line(text);
    if shown.width() < cells {
        fit(&shown, cells).to_string()
    } else {
        format!("{shown} ")
    }
}

fn print_keys(keys: &[(Sequence, Position)]) -> String {
    let texts: Vec<String> = keys
        .iter()
        .map(|(sequence, _)| Value::from(sequence.to_string()).to_string())
        .collect();
    match texts.as_slice() {
        [] => "\"none\"".to_owned(),
        [one] => one.clone(),
        many => format!("[{}]", many.join(", ")),
    }
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    file: File,
    report: Report,
}

impl Reader<'_> {
    fn fault(&mut self, byte: usize, what: Wrong) {
        let at = Position::of(self.text, byte);
        self.report.faults.push(Fault { at, what });
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
        for (name, item) in document.as_table() {
            let at = place(document.as_table().key(name), item);
            match (name, Context::from_id(name)) {
                ("extends", _) => self.extends(at, item),
                (_, Some(context)) => self.context(at, context, item),
                (_, None) => {
                    let nearest = nearest(name, Context::ALL.into_iter().map(|c| (c.id(), c)));
                    let name = name.to_owned();
                    self.fault(at, Wrong::NoSuchContext { name, nearest });
                }
            }
        }
    }

    fn extends(&mut self, at: usize, item: &Item) {
        self.file.extends = item.as_str().and_then(Base::from_id);
        if self.file.extends.is_none() {
            let text = item.as_str().unwrap_or(item.type_name()).to_owned();
            self.fault(item.span().map_or(at, |s| s.start), Wrong::NoSuchBase(text));
        }
    }

    fn context(&mut self, at: usize, context: Context, item: &Item) {
        let Some(table) = item.as_table_like() else {
            self.fault(at, Wrong::NotATable(context.id().to_owned()));
            return;
        };
        for (name, item) in table.iter() {
            let at = place(table.key(name), item);
            match Action::from_id(name) {
                Some(action) if context.chain().contains(&action.row().home) => {
                    self.entry(at, context, action, item);
                }
                Some(action) => self.fault(at, Wrong::OtherContext { action, context }),
                None => {
                    let nearest = nearest(name, ACTIONS.iter().map(|row| (row.id, row.action)));
                    let name = name.to_owned();
                    self.fault(at, Wrong::NoSuchAction { name, nearest });
                }
            }
        }
    }

    fn entry(&mut self, at: usize, context: Context, action: Action, item: &Item) {
        let mut keys = vec![];
        let values: Vec<&Value> = match item.as_value() {
            Some(Value::Array(array)) => array.iter().collect(),
            Some(value) => vec![value],
            None => {
                self.fault(at, Wrong::NotKeys(action.id().to_owned()));
                return;
            }
        };
        for value in values {
            let at = value.span().map_or(at, |span| span.start);
            match value.as_str() {
                Some("none") => {}
                Some(text) => match sequence(text) {
                    Ok(sequence) if context.typing() == super::Typing::Text && sequence.types() => {
                        self.fault(
                            at,
                            Wrong::Swallows {
                                action,
                                keys: sequence,
                            },
                        );
                    }
                    Ok(sequence) => keys.push((sequence, Position::of(self.text, at))),
                    Err(wrong) => self.fault(at, wrong),
                },
                None => self.fault(at, Wrong::NotKeys(action.id().to_owned())),
            }
        }
        let at = Position::of(self.text, at);
        self.file.entries.push(Entry {
            context,
            action,
            keys,
            at,
        });
    }
}

fn sequence(text: &str) -> Result<Sequence, Wrong> {
    let mut keys = vec![];
    for word in text.split_ascii_whitespace() {
        let key: Key = word
            .parse()
            .map_err(|_| Wrong::NoSuchKey(word.to_owned()))?;
        keys.push(key);
    }
    if keys.is_empty() {
        return Err(Wrong::NoSuchKey(text.to_owned()));
    }
    Sequence::new(keys).ok_or_else(|| Wrong::TooLong(text.to_owned()))
}

fn place(key: Option<&toml_edit::Key>, item: &Item) -> usize {
    key.and_then(toml_edit::Key::span)
        .or_else(|| item.span())
        .map_or(0, |span| span.start)
}

/// What has the name that a typo was meant to be.
fn nearest<T>(name: &str, names: impl Iterator<Item = (&'static str, T)>) -> Option<T> {
    let mut names: Vec<_> = names.collect();
    let meant = nearest::nearest(name, names.iter().map(|(other, _)| *other))?;
    let place = names.iter().position(|(other, _)| *other == meant)?;
    Some(names.swap_remove(place).1)
}
