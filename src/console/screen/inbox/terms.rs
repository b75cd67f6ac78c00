//! Conditions as an officer types them: `状态:待受理 事项:档案 超期 申报>2d 张`.
//!
//! Owns how a line becomes a filter with a search and how a filter is written as a line: the same conditions as the
//! filter dialog has, named by the same words, so a saved view is a line of text that people can read and pass on.
//! A value is known by its code, by the beginning or a part of its words, or by pinyin; where several fit equally well
//! all of them are meant (`事项:档案` is both matters of the personnel file). What names no condition is searched for.

use crate::console::matching::Search;
use crate::console::screen::names::Names;
use crate::console::shown::Shown;
use crate::domain::catalogue::Catalogue;
use crate::domain::nearest::nearest;
use crate::words::Lang;

use super::filter::{self, Condition};
use super::question::{Filter, Since};

/// What a line asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Its conditions.
    pub filter: Filter,
    /// The rest, to search for.
    pub search: String,
}

/// Why a line cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No condition has this name.
    Name {
        /// What was typed.
        given: String,
        /// What it may have been meant to be.
        nearest: Option<String>,
        /// What there is.
        known: Vec<String>,
    },
    /// The condition has no such value.
    Value {
        /// The condition.
        name: String,
        /// What was typed.
        given: String,
        /// What there is.
        known: Vec<String>,
    },
}

impl Fault {
    /// What it stumbled over, as typed.
    pub fn given(&self) -> &str {
        match self {
            Self::Name { given, .. } | Self::Value { given, .. } => given,
        }
    }

    /// What is wrong, and what would be right.
    pub fn words(&self, lang: Lang) -> Shown {
        match self {
            Self::Name {
                given,
                nearest,
                known,
            } => {
                let mut facts = vec![
                    ("given", given.clone().into()),
                    ("known", known.join(" ").into()),
                ];
                let id = nearest.as_ref().map_or("term-no-name", |nearest| {
                    facts.push(("nearest", nearest.clone().into()));
                    "term-no-name-but"
                });
                Shown::say_with(lang, id, &facts)
            }
            Self::Value { name, given, known } => {
                let facts = [
                    ("name", name.clone().into()),
                    ("given", given.clone().into()),
                    ("known", known.join(" ").into()),
                ];
                Shown::say_with(lang, "term-no-value", &facts)
            }
        }
    }
}

/// Reads and writes lines by the conditions that are offered, in one language.
#[derive(Default)]
pub struct Terms {
    offered: Vec<(Condition, Term)>,
    lang: Lang,
}

/// A condition as it is written: `name:value`, `name>value`, or a flag without a name.
struct Term {
    name: String,
    sign: char,
    value: String,
    also: Vec<String>,
}

impl Term {
    fn of(condition: &Condition, names: &Names<'_>) -> Self {
        let lang = names.lang;
        if let Condition::Age(since, days) = condition {
            return Self {
                name: age_name(*since, lang),
                sign: '>',
                value: format!("{days}d"),
                also: vec![],
            };
        }
        let flag = matches!(condition, Condition::Late);
        let name = if flag {
            String::new()
        } else {
            dense(Shown::say(lang, condition.group()).as_str())
        };
        let mut also = vec![condition.code().to_owned()];
        also.push(dense(condition.words(lang, names).as_str()));
        let other = format!("term-also-{}", condition.code());
        if lang.has(&other) {
            also.extend(lang.say(&other).split(' ').map(ToOwned::to_owned));
        }
        Self {
            name,
            sign: ':',
            value: dense(condition.short(lang, names).as_str()),
            also,
        }
    }

    fn text(&self) -> String {
        match self.name.as_str() {
            "" => self.value.clone(),
            name => format!("{name}{}{}", self.sign, self.value),
        }
    }

    /// How well a value fits, lower better.
    fn fit(&self, given: &str) -> Option<u8> {
        FITS.into_iter().find(|fit| self.fits(given, *fit))
    }

    fn fits(&self, given: &str, fit: u8) -> bool {
        let given = given.to_lowercase();
        self.also
            .iter()
            .chain([&self.value])
            .any(|name| match (fit, name.to_lowercase()) {
                (0, name) => name == given,
                (1, name) => name.starts_with(&given),
                (2, name) => name.contains(&given),
                (_, name) => Search::of(&given).is_pinyin_of(&name),
            })
    }
}

/// The name itself, its beginning, a part of it, its pinyin.
const FITS: [u8; 4] = [0, 1, 2, 3];

/// Words without spaces, as a term has none.
fn dense(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

const COLONS: [char; 2] = [':', '：'];
const MORE: [char; 2] = ['>', '＞'];
const COMMAS: [char; 3] = [',', '，', '、'];

impl Terms {
    /// The terms of these conditions.
    pub fn new(offered: Vec<Condition>, names: &Names<'_>) -> Self {
        let mut terms: Vec<Term> = offered
            .iter()
            .map(|condition| Term::of(condition, names))
            .collect();
        // 养老参保 is a matter of both scenes: people mean both by it, but one of them is written by its code.
        let shared: Vec<bool> = terms
            .iter()
            .map(|term| {
                let same = |other: &&Term| other.name == term.name && other.fits(&term.value, 0);
                terms.iter().filter(same).count() > 1
            })
            .collect();
        for ((term, condition), shared) in terms.iter_mut().zip(&offered).zip(shared) {
            if shared {
                term.also.push(std::mem::replace(
                    &mut term.value,
                    condition.code().to_owned(),
                ));
            }
        }
        Self {
            offered: offered.into_iter().zip(terms).collect(),
            lang: names.lang,
        }
    }

    /// Reads a line.
    ///
    /// # Errors
    /// [`Fault`] for the first term that names a condition or a value that there is not.
    pub fn read(&self, line: &str) -> Result<Asked, Fault> {
        let mut asked = Asked::default();
        let mut rest = vec![];
        for token in line.split_whitespace() {
            if let Some((name, days)) = token.split_once(MORE) {
                let (since, days) = self.age(name, days)?;
                asked.filter.set_age(since, Some(days));
            } else if let Some((name, values)) = token.split_once(COLONS) {
                for value in values.split(COMMAS).filter(|value| !value.is_empty()) {
                    for condition in self.find(name, value)? {
                        condition.set(&mut asked.filter);
                    }
                }
            } else if let Some((flag, _)) = self
                .offered
                .iter()
                .find(|(_, term)| term.name.is_empty() && term.fits(token, 0))
            {
                flag.set(&mut asked.filter);
            } else {
                rest.push(token);
            }
        }
        asked.search = rest.join(" ");
        Ok(asked)
    }

    /// Writes a line that reads as this.
    pub fn write(&self, asked: &Asked) -> String {
        let mut tokens: Vec<String> = vec![];
        for (_, term) in self.offered.iter().filter(|(condition, _)| {
            condition.is_set(&asked.filter) && !matches!(condition, Condition::Age(..))
        }) {
            let joins = tokens.last_mut().filter(|last| {
                !term.name.is_empty() && last.starts_with(&format!("{}:", term.name))
            });
            match joins {
                Some(last) => {
                    last.push(',');
                    last.push_str(&term.value);
                }
                None => tokens.push(term.text()),
            }
        }
        for since in Since::ALL {
            if let Some(days) = asked.filter.age(since) {
                tokens.push(format!("{}>{days}d", age_name(since, self.lang)));
            }
        }
        if !asked.search.is_empty() {
            tokens.push(asked.search.clone());
        }
        tokens.join(" ")
    }

    /// The terms that the last, half typed word of a line may become, the likeliest first; `line` with each in its
    /// place.
    pub fn complete(&self, line: &str) -> Vec<String> {
        let begun = line
            .split_whitespace()
            .next_back()
            .filter(|_| !line.ends_with(char::is_whitespace));
        let Some(begun) = begun else {
            return vec![];
        };
        let (head, last) = (&line[..line.len() - begun.len()], begun.replace('：', ":"));
        let (kept, value) = match last.rsplit_once(COMMAS) {
            Some((kept, value)) => (Some(kept), value),
            None => (None, last.as_str()),
        };
        let name = last.split_once(':').map(|(name, _)| name);
        let mut found: Vec<(u8, String)> = vec![];
        for (_, term) in &self.offered {
            let fit = match name {
                Some(name) if term.name != name => None,
                Some(name) if kept.is_none() => term.fit(&value[name.len() + 1..]),
                Some(_) => term.fit(value),
                None => fit_of(value, &term.text()).or_else(|| term.fit(value)),
            };
            if let Some(fit) = fit {
                let text =
                    kept.map_or_else(|| term.text(), |kept| format!("{kept},{}", term.value));
                found.push((fit, format!("{head}{text}")));
            }
        }
        found.sort_by_key(|(fit, _)| *fit);
        found.into_iter().map(|(_, line)| line).collect()
    }

    fn find(&self, name: &str, value: &str) -> Result<Vec<&Condition>, Fault> {
        let own: Vec<&(Condition, Term)> = self
            .offered
            .iter()
            .filter(|(condition, term)| {
                !term.name.is_empty()
                    && (term.name == name || group_code(condition) == name.to_lowercase())
            })
            .collect();
        if own.is_empty() {
            return Err(self.no_name(name));
        }
        // Pinyin is looked at only where nothing written fits: it costs a thousand times more.
        let best = FITS.into_iter().find_map(|fit| {
            let fitting = own.iter().filter(|(_, term)| term.fits(value, fit));
            let found: Vec<_> = fitting.map(|(condition, _)| condition).collect();
            (!found.is_empty()).then_some(found)
        });
        best.ok_or_else(|| Fault::Value {
            name: name.to_owned(),
            given: value.to_owned(),
            known: own.iter().map(|(_, term)| term.value.clone()).collect(),
        })
    }

    fn age(&self, name: &str, days: &str) -> Result<(Since, u32), Fault> {
        let named = |since: &Since| {
            age_name(*since, self.lang) == name || since.code() == name.to_lowercase()
        };
        let since = Since::ALL.into_iter().find(named);
        let since = since.ok_or_else(|| self.no_name(name))?;
        let number = days.trim_end_matches(|c: char| !c.is_ascii_digit());
        let days = number.parse().map_err(|_| Fault::Value {
            name: name.to_owned(),
            given: days.to_owned(),
            known: vec![self.lang.say("term-days")],
        })?;
        Ok((since, days))
    }

    fn no_name(&self, given: &str) -> Fault {
        let ages = Since::ALL.map(|since| age_name(since, self.lang));
        let names = self.offered.iter().map(|(_, term)| term.name.as_str());
        let mut known: Vec<&str> = vec![];
        for name in names.chain(ages.iter().map(String::as_str)) {
            if !name.is_empty() && !known.contains(&name) {
                known.push(name);
            }
        }
        Fault::Name {
            given: given.to_owned(),
            nearest: nearest(given, known.iter().copied()).map(ToOwned::to_owned),
            known: known.into_iter().map(ToOwned::to_owned).collect(),
        }
    }
}

/// The name of an age: 申报, 受理.
fn age_name(since: Since, lang: Lang) -> String {
    dense(&lang.say(&format!("term-{}", since.code())))
}

/// What a saved line asks, whoever wrote it: in this language or the other, and with conditions beyond this officer's
/// reach, which then find nothing.
///
/// # Errors
/// [`Fault`], in the words of this language.
pub fn read_saved(line: &str, catalogue: &Catalogue, lang: Lang) -> Result<Asked, Fault> {
    let read = |lang: Lang| saved_terms(catalogue, lang).read(line);
    read(lang).or_else(|fault| read(lang.next()).map_err(|_| fault))
}

/// Writes a line that reads as this whoever reads it.
pub fn write_saved(asked: &Asked, catalogue: &Catalogue, lang: Lang) -> String {
    saved_terms(catalogue, lang).write(asked)
}

fn saved_terms(catalogue: &Catalogue, lang: Lang) -> Terms {
    let names = Names {
        catalogue: Some(catalogue),
        lang,
    };
    Terms::new(filter::conditions(catalogue), &names)
}

/// How the beginning of a whole term fits.
fn fit_of(typed: &str, term: &str) -> Option<u8> {
    if term.starts_with(typed) {
        Some(0)
    } else {
        Search::of(typed).is_pinyin_of(term).then_some(3)
    }
}

/// The name of a condition's group in programs: `state`, `matter`.
fn group_code(condition: &Condition) -> &'static str {
    condition.group().trim_start_matches("filter-")
}
