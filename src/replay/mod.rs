//! Case files: a story that says which sentence of the law or the notice it shows, what people do, and what must come
//! of it. Owns the format ([`Case`]), its errors with their place, and the run of a case ([`run`]) against any backend.
//! Knows the client, the wire types and the domain's words; where the backend is, who has which password and who sets
//! its clock is a [`run::Stage`]'s.
//!
//! A case file is TOML. An officer should be able to read it:
//!
//! ```toml
//! title = "养老参保先办结，社保费缴纳随即放行"
//! shows = "灵活就业人员已办理养老保险参保登记或者医疗保险参保登记。"   # the notice's own words; the law, in ours
//! basis = "淄人社函〔2023〕29号 附件2 五.5"                        # where it stands; 办理规则 is ours
//! clock = "2026-03-02 09:30"                                      # when it begins, Beijing time
//!
//! [[people]]                       # only who is not on the usual roster, or differs from it
//! login = "wangmin"                # as the API opens an account: name, role, department, lines, division, id_number
//!
//! [[steps]]                        # filing
//! as = "zwfw"
//! file = { application = "applications/flexible-self-employed.json", matters = ["B5", "B7"] }
//! expect.items.B5 = { state = "received", due = "2026-03-09 17:00" }
//! expect.items.B7 = { state = "waiting" }
//!
//! [[steps]]                        # a decision, in the API's words
//! advance = "1wd"                  # the clock first moves: `30m`, `2h`, `3d`, `5wd`, or `at = "2026-03-03 10:00"`
//! as = "wangmin"
//! item = "B5"
//! decide = { action = "approve", opinion = "…", feedback = { fields = [["person_no", "1"], ["insured_from", "2026-03"]] } }
//! expect.items.B7 = { state = "received" }
//! ```
//!
//! A step moves the clock (whatever time does is then done), does at most one thing, and looks:
//! - `file`: an application, by path or written out as the API takes it. By path, the files of the folder of the same
//!   name beside it come along where a chosen matter needs them, each named after its material. `matters`, `division`
//!   and `channel` replace the application's; `form` and `shared` (field = value) are laid over its own, `without`
//!   leaves fields or materials out, `attach` (material = path, or several) replaces files. `name` names it.
//! - `item` with `decide` or `resubmit` (`form`, `attach`); `version` decides about the item as it stood then. The
//!   `files` of a feedback are paths here, counted from the case like all others; they are uploaded first.
//! - `item` alone: `as` looks at it; what is expected of items is then what that person sees. Otherwise it is what the
//!   account sees that filed.
//!
//! An item is named by its matter, `B5`: of the last application that has one, or of a named one, `first/B5`.
//! What `expect` may say: see [`expect`]. To add something that can be done: a key of [`Step`] and an arm in `run`;
//! that can be expected: a key in [`expect`] and its line in `compare`.

mod compare;
pub mod expect;
mod fault;
mod files;
pub mod report;
pub mod run;
pub mod when;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use self::expect::Expect;
pub use self::fault::{CaseError, CaseFault};
use self::when::{Advance, Moment};
use crate::api::accounts::NewOfficer;
use crate::api::applications::FilingRequest;
use crate::api::decision;
use crate::api::items::DecisionRequest;
use crate::domain::form::Raw;

/// A story with what it shows.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it is about, in a sentence.
    pub title: String,
    /// The sentence of the law or the notice that it shows.
    pub shows: String,
    /// Where that sentence stands.
    pub basis: String,
    /// When it begins.
    pub clock: Moment,
    /// Accounts beside or instead of those of the usual roster.
    pub people: Vec<NewOfficer>,
    /// What happens, in order; each with its line in the file.
    pub steps: Vec<(usize, Step)>,
    /// The file.
    pub file: PathBuf,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    shows: String,
    basis: String,
    clock: Moment,
    #[serde(default)]
    people: Vec<NewOfficer>,
    steps: Vec<Spanned<Step>>,
}

/// One step: the clock moves, something is done, something is expected.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Sets the clock.
    pub at: Option<Moment>,
    /// Moves the clock on.
    pub advance: Option<Advance>,
    /// Who does it, by login.
    #[serde(rename = "as")]
    pub by: Option<String>,
    /// Files an application.
    pub file: Option<Filing>,
    /// The item that is decided about, answered for or looked at.
    pub item: Option<ItemName>,
    /// Decides about it.
    pub decide: Option<DecisionRequest>,
    /// Answers a correction notice.
    pub resubmit: Option<Resubmission>,
    /// The version of the item that was seen; the present one where absent.
    pub version: Option<u64>,
    /// What must come of it.
    #[serde(default)]
    pub expect: Expect,
}

/// An item, by its matter: `B5`, or `first/B5` of the application named so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct ItemName {
    /// The name of the application; none for the last that has the matter.
    pub application: Option<String>,
    /// The matter's code.
    pub matter: String,
}

impl TryFrom<String> for ItemName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (application, matter) = match text.split_once('/') {
            Some((application, matter)) => (Some(application.to_owned()), matter),
            None => (None, text.as_str()),
        };
        let right = !matter.is_empty() && application.as_ref().is_none_or(|name| !name.is_empty());
        if !right {
            return Err(format!("`{text}` is no item: write `B5`, or `first/B5`"));
        }
        Ok(Self {
            matter: matter.to_owned(),
            application,
        })
    }
}

impl fmt::Display for ItemName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.application {
            Some(application) => write!(f, "{application}/{}", self.matter),
            None => f.write_str(&self.matter),
        }
    }
}

/// A filing: an application, and how it differs from what stands in its file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// The application.
    pub application: Source,
    /// The name by which later steps call it.
    pub name: Option<String>,
    /// The chosen matters.
    pub matters: Option<Vec<String>>,
    /// The division.
    pub division: Option<String>,
    /// The channel.
    pub channel: Option<String>,
    /// Fields of the applicant's, laid over the application's.
    #[serde(default)]
    pub form: BTreeMap<String, Raw>,
    /// What registers say, laid over the application's; fetched at the time of filing.
    #[serde(default)]
    pub shared: BTreeMap<String, Raw>,
    /// Fields and materials that are left out.
    #[serde(default)]
    pub without: Vec<String>,
    /// Files instead of those that come along.
    #[serde(default)]
    pub attach: BTreeMap<String, Paths>,
}

/// Where an application stands.
#[derive(Debug, Clone)]
pub enum Source {
    /// In a JSON file.
    Path(PathBuf),
    /// Here.
    Here(Box<FilingRequest>),
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl<'de> de::Visitor<'de> for SourceVisitor {
    type Value = Source;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path of a JSON file, or an application as the API takes it")
    }

    fn visit_str<E: de::Error>(self, path: &str) -> Result<Source, E> {
        Ok(Source::Path(path.into()))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Source, A::Error> {
        let request = FilingRequest::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Source::Here(Box::new(request)))
    }
}

/// One path, or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Paths {
    /// One.
    One(PathBuf),
    /// Several pages.
    Several(Vec<PathBuf>),
}

impl Paths {
    /// All of them.
    pub fn all(&self) -> &[PathBuf] {
        match self {
            Self::One(path) => std::slice::from_ref(path),
            Self::Several(paths) => paths,
        }
    }
}

/// What the applicant answers to a correction notice.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resubmission {
    /// Changed fields.
    #[serde(default)]
    pub form: BTreeMap<String, Raw>,
    /// New materials.
    #[serde(default)]
    pub attach: BTreeMap<String, Paths>,
}

impl Case {
    /// Reads the case in a file.
    ///
    /// # Errors
    /// [`CaseError`]: what is wrong, with file, line and column.
    pub fn read(file: &Path) -> Result<Self, CaseError> {
        let text = std::fs::read_to_string(file).map_err(|error| {
            CaseError::new(file, "", 0, CaseFault::Unreadable(error.to_string()))
        })?;
        Self::parse(file, &text)
    }

    /// The same with the text at hand; paths in it count from the folder of `file`.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn parse(file: &Path, text: &str) -> Result<Self, CaseError> {
        let wrong = |at: usize, fault| CaseError::new(file, text, at, fault);
        let written: Written = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(at, CaseFault::Syntax(error.message().to_owned()))
        })?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut steps = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for step in written.steps {
            let at = step.span().start;
            let step = step.into_inner();
            step.check().map_err(|fault| wrong(at, fault))?;
            step.check_files(folder).map_err(|fault| wrong(at, fault))?;
            if let Some(name) = step.file.as_ref().and_then(|filing| filing.name.clone()) {
                if names.contains(&name) {
                    return Err(wrong(at, CaseFault::NameTaken(name)));
                }
                names.push(name);
            }
            steps.push((fault::place(text, at).0, step));
        }
        Ok(Self {
            title: written.title,
            shows: written.shows,
            basis: written.basis,
            clock: written.clock,
            people: written.people,
            steps,
            file: file.to_owned(),
        })
    }

    /// The folder from which its paths count.
    pub fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new(""))
    }

    /// Everyone who does something, by login, each once.
    pub fn logins(&self) -> Vec<&str> {
        let mut logins: Vec<&str> = self
            .steps
            .iter()
            .filter_map(|(_, step)| step.by.as_deref())
            .collect();
        logins.sort_unstable();
        logins.dedup();
        logins
    }
}

impl Step {
    fn check(&self) -> Result<(), CaseFault> {
        let done = [
            self.file.is_some(),
            self.decide.is_some(),
            self.resubmit.is_some(),
        ];
        let count = done.iter().filter(|done| **done).count();
        let about_item = self.decide.is_some() || self.resubmit.is_some();
        match () {
            () if self.at.is_some() && self.advance.is_some() => Err(CaseFault::TwoTimes),
            () if count > 1 || (self.file.is_some() && self.item.is_some()) => {
                Err(CaseFault::TwoThings)
            }
            () if about_item && self.item.is_none() => Err(CaseFault::NoItem),
            () if self.by.is_none() && (count == 1 || self.item.is_some()) => {
                Err(CaseFault::Nobody)
            }
            () if self.by.is_some() && count == 0 && self.item.is_none() => Err(CaseFault::Nothing),
            () => Ok(()),
        }
    }

    fn check_files(&self, folder: &Path) -> Result<(), CaseFault> {
        let filed = self.file.iter().flat_map(|filing| filing.attach.values());
        let answered = self
            .resubmit
            .iter()
            .flat_map(|answer| answer.attach.values());
        let fed_back = self.decide.iter().flat_map(decision::files).map(Path::new);
        let missing = filed
            .chain(answered)
            .flat_map(Paths::all)
            .map(PathBuf::as_path)
            .chain(fed_back)
            .find(|path| !folder.join(path).is_file());
        if let Some(path) = missing {
            return Err(CaseFault::NoFile(path.display().to_string()));
        }
        match self.file.as_ref().map(|filing| &filing.application) {
            Some(Source::Path(path)) if !folder.join(path).is_file() => {
                Err(CaseFault::NoFile(path.display().to_string()))
            }
            Some(Source::Path(path)) => files::application(&folder.join(path)).map(drop),
            Some(Source::Here(_)) | None => Ok(()),
        }
    }
}
