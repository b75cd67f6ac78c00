//! What must survive a lost line, a crash or a restart: drafts of opinions, and the outbox; what is known of terminals,
//! how views are looked at, and the officer's habits.
//!
//! Owns the files in the private state folder: 0700 for folders, 0600 for files, each written beside its place and
//! moved there whole. Knows nothing of what it keeps but that serde can write it. A file that cannot be read is put
//! aside, not deleted and not fatal: it may hold an afternoon's work.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::theme::Theme;
use super::views::{Look, Looks};
use super::widget::picture::means::Known;

/// Terminals that are remembered.
const MOST_TERMINALS: usize = 64;

/// Whose draft it is and what for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DraftKey {
    /// The server, as its address.
    pub server: String,
    /// The officer's login.
    pub officer: String,
    /// The item.
    pub item: String,
    /// The decision that is being written.
    pub action: String,
}

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft<T> {
    /// Whose and what for.
    pub key: DraftKey,
    /// When it was kept.
    pub kept_at: DateTime<Utc>,
    /// What was written.
    pub body: T,
}

/// What the console remembers of whoever sits here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Habits {
    /// The theme that was chosen last, by its name.
    pub theme: Option<String>,
    /// Whether the tour has been shown.
    pub toured: bool,
}

/// One of them, new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Another theme was chosen.
    Theme(Theme),
    /// The tour was shown.
    Toured,
}

/// The private folder.
#[derive(Debug, Clone)]
pub struct Keep {
    folder: PathBuf,
}

impl Keep {
    /// The folder of this user, made where it is missing: `$XDG_STATE_HOME/lianban` or its like.
    ///
    /// # Errors
    /// Where there is no home, or the folder cannot be made private.
    pub fn of_user() -> io::Result<Self> {
        let dirs = directories::ProjectDirs::from("cn", "", "lianban")
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no home folder"))?;
        let folder = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        Self::at(folder)
    }

    /// A folder of one's own choice.
    pub fn at(folder: &Path) -> io::Result<Self> {
        make_private(folder)?;
        make_private(&folder.join("drafts"))?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps a draft in place of the one before.
    pub fn keep<T: Serialize>(&self, draft: &Draft<T>) -> io::Result<()> {
        write_private(&self.draft_path(&draft.key), draft)
    }

    /// The draft of a key; none where there is none or it cannot be read.
    pub fn draft<T: DeserializeOwned>(&self, key: &DraftKey) -> io::Result<Option<Draft<T>>> {
        let draft: Option<Draft<T>> = read(&self.draft_path(key))?;
        Ok(draft.filter(|draft| draft.key == *key))
    }

    /// Every draft of one officer at one server, the latest first.
    pub fn drafts<T: DeserializeOwned>(
        &self,
        server: &str,
        officer: &str,
    ) -> io::Result<Vec<Draft<T>>> {
        let mut drafts = vec![];
        for file in fs::read_dir(self.folder.join("drafts"))? {
            let path = file?.path();
            if path.extension().is_some_and(|kind| kind == "json") {
                drafts.extend(read::<Draft<T>>(&path)?);
            }
        }
        drafts.retain(|draft| draft.key.server == server && draft.key.officer == officer);
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.kept_at));
        Ok(drafts)
    }

    /// The draft of a key is done with.
    pub fn forget(&self, key: &DraftKey) -> io::Result<()> {
        match fs::remove_file(self.draft_path(key)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Keeps the outbox of one officer at one server.
    pub fn keep_outbox<T: Serialize>(
        &self,
        server: &str,
        officer: &str,
        outbox: &T,
    ) -> io::Result<()> {
        write_private(&self.outbox_path(server, officer), outbox)
    }

    /// The outbox of one officer at one server, if one was kept.
    pub fn outbox<T: DeserializeOwned>(
        &self,
        server: &str,
        officer: &str,
    ) -> io::Result<Option<T>> {
        read(&self.outbox_path(server, officer))
    }

    /// What the terminal of a name was found to be able to do.
    pub fn terminal(&self, name: &str) -> io::Result<Option<Known>> {
        let known = read::<BTreeMap<String, Known>>(&self.terminals_path())?;
        Ok(known.and_then(|known| known.get(name).copied()))
    }

    /// Keeps what the terminal of a name was found to be able to do.
    pub fn keep_terminal(&self, name: &str, found: Known) -> io::Result<()> {
        let path = self.terminals_path();
        let mut known = read::<BTreeMap<String, Known>>(&path)?.unwrap_or_default();
        if known.get(name) == Some(&found) {
            return Ok(());
        }
        // Nobody has as many: names come from the environment, which anyone may fill.
        if known.len() >= MOST_TERMINALS {
            known.clear();
        }
        known.insert(name.to_owned(), found);
        write_private(&path, &known)
    }

    /// How views were looked at last.
    pub fn looks(&self) -> io::Result<Looks> {
        Ok(read(&self.looks_path())?.unwrap_or_default())
    }

    /// Keeps how a view is looked at; what is as usual is not kept. The others stay as another console left them.
    pub fn keep_look(&self, view: &str, look: &Look) -> io::Result<()> {
        let mut looks = self.looks()?;
        if *look == Look::default() {
            looks.remove(view);
        } else {
            looks.insert(view.to_owned(), look.clone());
        }
        write_private(&self.looks_path(), &looks)
    }

    /// The officer's habits.
    pub fn habits(&self) -> io::Result<Habits> {
        Ok(read(&self.habits_path())?.unwrap_or_default())
    }

    /// Keeps a habit; the others stay as another console left them.
    pub fn keep_habit(&self, habit: Habit) -> io::Result<()> {
        let before = self.habits()?;
        let mut habits = before.clone();
        match habit {
            Habit::Theme(theme) => habits.theme = Some(theme.id().to_owned()),
            Habit::Toured => habits.toured = true,
        }
        if habits == before {
            return Ok(());
        }
        write_private(&self.habits_path(), &habits)
    }

    fn habits_path(&self) -> PathBuf {
        self.folder.join("habits.json")
    }

    fn looks_path(&self) -> PathBuf {
        self.folder.join("looks.json")
    }

    fn terminals_path(&self) -> PathBuf {
        self.folder.join("terminals.json")
    }

    fn draft_path(&self, key: &DraftKey) -> PathBuf {
        let name = digest(&[&key.server, &key.officer, &key.item, &key.action]);
        self.folder.join("drafts").join(format!("{name}.json"))
    }

    fn outbox_path(&self, server: &str, officer: &str) -> PathBuf {
        self.folder
            .join(format!("outbox-{}.json", digest(&[server, officer])))
    }
}

/// A file name that holds no outside text.
fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    format!("{:032x}", u128::from_be_bytes(half))
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    builder.mode(0o700).create(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

/// Writes beside the place, brings it to the disk and moves it there: a reader sees the old file or the new one.
fn write_private<T: Serialize>(path: &Path, value: &T) -> io::Result<()> {
    let bytes = serde_json::to_vec(value)?;
    let beside = path.with_extension("tmp");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    options.mode(0o600);
    let mut file: File = options.open(&beside)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

fn read<T: DeserializeOwned>(path: &Path) -> io::Result<Option<T>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if let Ok(value) = serde_json::from_slice(&bytes) {
        return Ok(Some(value));
    }
    fs::rename(path, path.with_extension("unreadable"))?;
    Ok(None)
}
