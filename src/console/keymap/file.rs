//! A keymap file as it is written: TOML in, entries with their places out, and back to a page one could print.

use toml_edit::{Document, Item, Value};

use super::fault::{Fault, Position, Report, Wrong};
use super::when::Wanted;
use super::{Base, Bound, Condition, Context, Counts, Key, Sequence, When, key};
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
    pub keys: Vec<(Bound, Position)>,
    /// The place of the action's name.
    pub at: Position,
}

/// A keymap file that could be read.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The map that it changes; none stands alone.
    pub extends: Option<Base>,
    /// Whether digits count, and where it says so; none leaves it as the map below has it.
    pub counts: Option<(Counts, Position)>,
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
        let counts = |file: &Self| file.counts.map(|(counts, _)| counts);
        self.extends == other.extends
            && counts(self) == counts(other)
            && plain(self) == plain(other)
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
        if let Some((counts, _)) = self.counts {
            let gap = if self.extends.is_none() { "\n" } else { "" };
            page.push(format!("{gap}counts  = \"{}\"", counts.id()));
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

fn print_keys(keys: &[(Bound, Position)]) -> String {
    let texts: Vec<String> = keys.iter().map(|(bound, _)| print_bound(bound)).collect();
    match texts.as_slice() {
        [] => "\"none\"".to_owned(),
        [one] => one.clone(),
        many => format!("[{}]", many.join(", ")),
    }
}

fn print_bound(bound: &Bound) -> String {
    let keys = quoted(&bound.keys.to_string());
    let parts: Vec<String> = bound.when.parts().map(|part| quoted(&part)).collect();
    match parts.as_slice() {
        [] => keys,
        [one] => format!("{{ keys = {keys}, when = {one} }}"),
        many => format!("{{ keys = {keys}, when = [{}] }}", many.join(", ")),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
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
                ("counts", _) => self.counts(at, item),
                (_, Some(context)) => self.context(at, context, item),
                (_, None) => {
                    let contexts = Context::ALL.into_iter().map(|c| (c.id(), c));
                    let nearest = nearest(name, contexts);
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
            let nearest = nearest(&text, Base::ALL.into_iter().map(|base| (base.id(), base)));
            let at = item.span().map_or(at, |span| span.start);
            self.fault(
                at,
                Wrong::NoSuchBase {
                    name: text,
                    nearest,
                },
            );
        }
    }

    fn counts(&mut self, at: usize, item: &Item) {
        let at = item.span().map_or(at, |span| span.start);
        if let Some(counts) = item.as_str().and_then(Counts::from_id) {
            self.file.counts = Some((counts, Position::of(self.text, at)));
        } else {
            let text = item.as_str().unwrap_or(item.type_name()).to_owned();
            self.fault(at, Wrong::NotCounts(text));
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
        let values: Vec<&Value> = match item.as_value() {
            Some(Value::Array(array)) => array.iter().collect(),
            Some(value) => vec![value],
            None => {
                self.fault(at, Wrong::NotKeys(action.id().to_owned()));
                return;
            }
        };
        let mut keys = vec![];
        for value in values {
            let at = value.span().map_or(at, |span| span.start);
            keys.extend(self.bound(at, action, value));
        }
        if context.typing() == super::Typing::Text {
            for (bound, at) in &keys {
                if bound.keys.types() {
                    let keys = bound.keys.clone();
                    let what = Wrong::Swallows { action, keys };
                    self.report.faults.push(Fault { at: *at, what });
                }
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

    /// One way to ask for an action: keys, or a table of keys and the condition on which they count.
    fn bound(&mut self, at: usize, action: Action, value: &Value) -> Option<(Bound, Position)> {
        let not_keys = || Wrong::NotKeys(action.id().to_owned());
        let Some(table) = value.as_inline_table() else {
            let keys = self.sequence(at, value, not_keys())?;
            let when = When::default();
            return Some((Bound { action, keys, when }, Position::of(self.text, at)));
        };
        let (mut keys, mut when) = (None, When::default());
        for (name, value) in table {
            let at = value.span().map_or(at, |span| span.start);
            match name {
                "keys" => {
                    keys = self.sequence(at, value, not_keys());
                    keys.as_ref()?;
                }
                "when" => when = self.when(at, value),
                _ => {
                    let nearest = nearest(name, [("keys", "keys"), ("when", "when")].into_iter());
                    let name = name.to_owned();
                    self.fault(at, Wrong::NoSuchPart { name, nearest });
                }
            }
        }
        if keys.is_none() {
            self.fault(at, not_keys());
        }
        let bound = Bound {
            action,
            keys: keys?,
            when,
        };
        Some((bound, Position::of(self.text, at)))
    }

    fn sequence(&mut self, at: usize, value: &Value, not_keys: Wrong) -> Option<Sequence> {
        let read = match value.as_str() {
            Some("none") => return None,
            Some(text) => sequence(text),
            None => Err(not_keys),
        };
        read.map_err(|wrong| self.fault(at, wrong)).ok()
    }

    fn when(&mut self, at: usize, value: &Value) -> When {
        let mut when = When::default();
        let parts: Vec<&Value> = match value {
            Value::Array(array) => array.iter().collect(),
            value => vec![value],
        };
        for part in parts {
            let at = part.span().map_or(at, |span| span.start);
            let text = part.as_str().unwrap_or(part.type_name());
            let (name, wanted) = match text.strip_prefix('!') {
                Some(name) => (name, Wanted::No),
                None => (text, Wanted::Yes),
            };
            if let Some(condition) = Condition::from_id(name) {
                when.and(condition, wanted);
            } else {
                let nearest = nearest(name, Condition::all().map(|own| (own.id(), own)));
                let name = name.to_owned();
                self.fault(at, Wrong::NoSuchCondition { name, nearest });
            }
        }
        if when.is_never() {
            self.fault(at, Wrong::NeverHolds(when.to_string()));
        }
        when
    }
}

fn sequence(text: &str) -> Result<Sequence, Wrong> {
    let mut keys = vec![];
    for word in text.split_ascii_whitespace() {
        let name = word.to_owned();
        let key: Key = word.parse().map_err(|_| Wrong::NoSuchKey {
            meant: key::meant(word),
            name,
        })?;
        if !key.is_sent() {
            return Err(Wrong::NeverSent(word.to_owned()));
        }
        keys.push(key);
    }
    if keys.is_empty() {
        let (name, meant) = (text.to_owned(), None);
        return Err(Wrong::NoSuchKey { name, meant });
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
