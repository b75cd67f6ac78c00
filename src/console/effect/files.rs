//! Files of the machine on which the console runs: read to be uploaded, found by the beginning of their path, written
//! as a copy. Over a line that machine is the server's, not the one on the officer's desk, and whoever runs it gives them
//! one folder of it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};

use crate::api::FILE_MOST;
use crate::console::widget::picture::decode::Kind;

/// Names that are told where a path may go on in several ways.
const MOST_NAMES: usize = 12;

/// Why a file is not read. No server was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// There is none.
    Missing,
    /// A folder, or something else that is no file.
    NoFile,
    /// The officer may not read it.
    Forbidden,
    /// Not in the folder that the officer has here; whether it is there is not said.
    Outside,
    /// Larger than is taken.
    TooLarge,
    /// Nothing in it.
    Empty,
    /// Neither JPEG, PNG, PDF nor OFD by its first bytes.
    Type,
    /// The disk says why.
    Disk(String),
}

impl NotRead {
    /// The id of the message that says so.
    pub fn message(&self) -> &'static str {
        match self {
            Self::Missing => "path-missing",
            Self::NoFile => "path-no-file",
            Self::Forbidden => "path-forbidden",
            Self::Outside => "path-outside",
            Self::TooLarge => "path-too-large",
            Self::Empty => "path-empty",
            Self::Type => "path-type",
            Self::Disk(_) => "path-unreadable",
        }
    }
}

impl From<io::Error> for NotRead {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename => {
                Self::Missing
            }
            ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::Disk(error.to_string()),
        }
    }
}

/// How a path that was begun may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The path as far as there is one way.
    pub grown: String,
    /// The ways from there; none where nothing begins so.
    pub names: Vec<String>,
}

/// What the officer may reach: every file that the system lets them, or those below a folder and no other.
#[derive(Debug, Clone, Default)]
pub struct Reach(Option<PathBuf>);

impl Reach {
    /// A folder and what is below it; made where it is missing.
    ///
    /// # Errors
    /// Where it cannot be had.
    pub fn below(folder: &str) -> io::Result<Self> {
        let folder = from_home(folder);
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)?;
        Ok(Self(Some(folder.canonicalize()?)))
    }

    /// Name and bytes of a file, as far as it can be a result's.
    ///
    /// # Errors
    /// [`NotRead`].
    pub fn read(&self, written: &str) -> Result<(String, Vec<u8>), NotRead> {
        let path = self.place(written)?;
        // Asked before it is opened: a pipe would wait for a writer.
        if !fs::metadata(&path)?.is_file() {
            return Err(NotRead::NoFile);
        }
        let mut bytes = Vec::new();
        File::open(&path)?
            .take(FILE_MOST + 1)
            .read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Err(NotRead::Empty);
        }
        if bytes.len() as u64 > FILE_MOST {
            return Err(NotRead::TooLarge);
        }
        // An OFD is a package; what is in it the server looks at.
        if Kind::of(&bytes).is_none() && !bytes.starts_with(b"PK") {
            return Err(NotRead::Type);
        }
        let name = path.file_name().unwrap_or_default();
        Ok((name.to_string_lossy().into_owned(), bytes))
    }

    /// How a path goes on.
    pub fn complete(&self, written: &str) -> Completion {
        let (folder, begun) = match written.rsplit_once('/') {
            Some((folder, begun)) => (format!("{folder}/"), begun),
            None if written == "~" => ("~/".to_owned(), ""),
            None => (String::new(), written),
        };
        let at = if folder.is_empty() { "." } else { &folder };
        let found = self.place(at).ok().map(fs::read_dir);
        let found = found.into_iter().flatten().flatten().flatten();
        let mut names: Vec<String> = found
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let hidden = name.starts_with('.') && !begun.starts_with('.');
                let end = if entry.path().is_dir() { "/" } else { "" };
                (name.starts_with(begun) && !hidden).then(|| format!("{name}{end}"))
            })
            .collect();
        names.sort_unstable();
        let grown = match names.split_first() {
            Some((first, rest)) => rest
                .iter()
                .fold(first.as_str(), |same, name| common(same, name)),
            None => begun,
        };
        let grown = format!("{folder}{grown}");
        names.truncate(MOST_NAMES);
        Completion { grown, names }
    }

    /// The place that a written path means: `~` is the officer's home, or the folder that is theirs here; a terminal
    /// into which a file is dragged may put its path between quotes.
    fn place(&self, written: &str) -> Result<PathBuf, NotRead> {
        let quoted = |mark| written.strip_prefix(mark)?.strip_suffix(mark);
        let path = quoted('\'').or_else(|| quoted('"')).unwrap_or(written);
        let Some(folder) = &self.0 else {
            return Ok(from_home(path));
        };
        let path = folder.join(below_home(path).unwrap_or(path));
        let climbs = path.components().any(|part| part == Component::ParentDir);
        if climbs || !path.starts_with(folder) {
            return Err(NotRead::Outside);
        }
        // A link may lead out of it.
        let real = path.canonicalize()?;
        real.starts_with(folder)
            .then_some(real)
            .ok_or(NotRead::Outside)
    }

    /// Writes a new private file into the officer's folder: the one that is theirs here, else that of downloads, else
    /// home; never over one that is there.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save(&self, name: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, String> {
        let folder = match &self.0 {
            Some(folder) => folder.clone(),
            None => downloads().ok_or("no home folder")?,
        };
        save(&folder, name, ending, bytes)
    }
}

fn downloads() -> Option<PathBuf> {
    let dirs = directories::UserDirs::new()?;
    let folder = dirs.download_dir().filter(|folder| folder.is_dir());
    Some(folder.unwrap_or_else(|| dirs.home_dir()).to_owned())
}

/// What follows `~/`.
fn below_home(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('~')?;
    (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/'))
}

fn from_home(path: &str) -> PathBuf {
    match (below_home(path), directories::UserDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => Path::new(path).to_owned(),
    }
}

/// What two names begin with.
fn common<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.char_indices().zip(other.chars());
    let differs = same.into_iter().find(|((_, a), b)| a != b);
    let end = differs.map_or(one.len().min(other.len()), |((at, _), _)| at);
    &one[..end]
}

fn save(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, String> {
    let name: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || "-_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .take(80)
        .collect();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options.mode(0o600);
    for number in 1..1000 {
        let mark = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = folder.join(format!("{name}{mark}.{ending}"));
        match options.open(&path) {
            Ok(mut file) => {
                let written = file.write_all(bytes).and_then(|()| file.sync_all());
                return written.map(|()| path).map_err(|error| error.to_string());
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    Err("too many files of this name".to_owned())
}
