//! The files of a result while they are added: one path a line, each uploaded as soon as its line is left.
//!
//! Owns what became of each path. The text itself is the field's, and is kept in the draft like any other; an upload
//! is not, so that paths from a draft are uploaded anew.

use std::collections::BTreeMap;

use crate::api::items::ResultFileView;
use crate::console::action::Action;
use crate::console::effect::files::{Completion, NotRead};
use crate::console::effect::{Ask, Effect, NotUploaded};
use crate::console::keymap::Context;
use crate::console::screen::item::materials::facts;
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;

/// What became of a path.
enum Standing {
    /// It is read and uploaded now.
    Going,
    /// The server has it.
    There(ResultFileView),
    /// It is not there, and why.
    Failed(Shown),
}

/// The files of one composer.
#[derive(Default)]
pub struct Files {
    known: BTreeMap<String, Standing>,
    /// The officer wanted to send while some were on their way: sent when all are there.
    pub waits: bool,
    /// The path that Tab could not carry on: pressed again, it goes to the next field.
    stuck: Option<String>,
}

/// The paths in a text.
pub fn paths(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|path| !path.is_empty())
}

impl Files {
    /// Takes in the files of the feedback that is amended; their names stand for them. Answers the text.
    pub fn earlier(&mut self, files: &[ResultFileView]) -> String {
        for (place, file) in files.iter().enumerate() {
            let mut line = file.file_name.trim().to_owned();
            if self.known.contains_key(&line) {
                line = format!("{line} ({})", place + 1);
            }
            self.known.insert(line, Standing::There(file.clone()));
        }
        let of = |file: &ResultFileView| {
            let mut known = self.known.iter();
            let line = known.find(|(_, standing)| match standing {
                Standing::There(there) => there.digest == file.digest,
                _ => false,
            });
            line.map(|(line, _)| line.clone())
        };
        files.iter().filter_map(of).collect::<Vec<_>>().join("\n")
    }

    /// Uploads the paths that have not been tried; with `anew` also those that failed.
    pub fn start<'a>(
        &mut self,
        no: &str,
        paths: impl Iterator<Item = &'a str>,
        anew: Anew,
    ) -> Vec<Effect> {
        let mut effects = vec![];
        for path in paths {
            let begin = match self.known.get(path) {
                None => true,
                Some(Standing::Failed(_)) => anew == Anew::WhatFailed,
                Some(Standing::Going | Standing::There(_)) => false,
            };
            if begin {
                self.known.insert(path.to_owned(), Standing::Going);
                effects.push(Effect::Ask(Ask::Upload {
                    no: no.to_owned(),
                    path: path.to_owned(),
                }));
            }
        }
        effects
    }

    /// Notes what came of an upload.
    pub fn take(
        &mut self,
        path: String,
        file: Result<ResultFileView, NotUploaded>,
        shared: &Shared,
    ) {
        let standing = match file {
            Ok(file) => Standing::There(file),
            Err(why) => Standing::Failed(words(&why, shared)),
        };
        self.known.insert(path, standing);
    }

    /// What the server has of these paths, in their order.
    pub fn there(&self, text: &str) -> Vec<ResultFileView> {
        let there = paths(text).filter_map(|path| match self.known.get(path)? {
            Standing::There(file) => Some(file.clone()),
            _ => None,
        });
        there.collect()
    }

    /// Whether every path is there.
    pub fn ready(&self, text: &str) -> bool {
        paths(text).all(|path| matches!(self.known.get(path), Some(Standing::There(_))))
    }

    /// Whether a path failed.
    pub fn failed(&self, text: &str) -> bool {
        paths(text).any(|path| matches!(self.known.get(path), Some(Standing::Failed(_))))
    }

    /// What the server would refuse of the files that are there: more than are taken, or one twice.
    pub fn fault(&self, text: &str, most: usize, shared: &Shared) -> Option<Shown> {
        let there = self.there(text);
        if there.len() > most {
            let most = [("most", most.into())];
            let words = Shown::say_with(shared.lang, "refusal-too-many-files", &most);
            return Some(words);
        }
        let twice = |(at, file): (usize, &ResultFileView)| {
            let mut before = there[..at].iter();
            before
                .any(|other| other.digest == file.digest)
                .then_some(at + 1)
        };
        let place = there.iter().enumerate().find_map(twice)?;
        let place = [("place", place.into())];
        Some(Shown::say_with(shared.lang, "refusal-file-twice", &place))
    }

    /// Whether Tab can carry this path on; not a second time where it could not.
    pub fn carries_on(&mut self, path: &str) -> bool {
        let known = path.is_empty() || self.known.contains_key(path);
        !known && self.stuck.take().as_deref() != Some(path)
    }

    /// What to write after a path that was begun; words for the officer where it goes on in several ways or in none.
    pub fn completed(
        &mut self,
        path: &str,
        completion: &Completion,
        shared: &Shared,
    ) -> Result<String, Shown> {
        let more = completion.grown.strip_prefix(path).unwrap_or_default();
        if !more.is_empty() {
            return Ok(more.to_owned());
        }
        self.stuck = Some(path.to_owned());
        match completion.names.as_slice() {
            [] => Err(with_key("files-none-begins-so", shared)),
            [_] => Ok(String::new()),
            names => {
                let names = [("names", names.join("  ").into())];
                Err(Shown::say_with(shared.lang, "files-several", &names))
            }
        }
    }

    /// A line for each path that has been left: what it is, or why it is not there.
    pub fn lines(&self, text: &str, shared: &Shared) -> Vec<(Shown, Role)> {
        let known = paths(text).filter_map(|path| Some((path, self.known.get(path)?)));
        let lines = known.map(|(path, standing)| match standing {
            Standing::Going => {
                let path = [("path", path.to_owned().into())];
                (
                    Shown::say_with(shared.lang, "files-going", &path),
                    Role::Dim,
                )
            }
            Standing::There(file) => (Shown::line("+ ").then(&facts(file, shared)), Role::Good),
            Standing::Failed(why) => {
                let words = [
                    ("path", path.to_owned().into()),
                    ("why", why.to_string().into()),
                ];
                (
                    Shown::say_with(shared.lang, "files-failed", &words),
                    Role::Bad,
                )
            }
        });
        lines.collect()
    }
}

/// Whether what failed is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anew {
    /// No: nothing has changed about it.
    No,
    /// Yes: the officer wants to send.
    WhatFailed,
}

/// Words that name the key which carries a path on and leads to the next field.
pub fn with_key(id: &str, shared: &Shared) -> Shown {
    let key = shared.key(Context::Editor, Action::NextField);
    Shown::say_with(shared.lang, id, &[("key", key.into())])
}

fn words(why: &NotUploaded, shared: &Shared) -> Shown {
    match why {
        NotUploaded::Read(NotRead::Disk(why)) => {
            let why = [("why", why.clone().into())];
            Shown::say_with(shared.lang, "path-unreadable", &why)
        }
        NotUploaded::Read(why) => shared.say(why.message()),
        NotUploaded::Server(error) => Shown::line(&error.words(shared.lang)),
    }
}
