//! The bytes of materials: files named by their SHA-256, written once and never changed.
//!
//! Owns the folder of materials and the path of an upload: bytes stream into a temporary file while they are hashed
//! and counted, [`sniff`] says what they are, and only then the file gets its lasting name. Knows no application and
//! no database. What is refused or abandoned leaves nothing behind: an [`Upload`] that is dropped removes its file.

pub mod sniff;

use std::fmt;
use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures::{Stream, StreamExt, pin_mut};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

use super::clock::Ids;
use crate::domain::id::Digest;
use crate::domain::material::{FileFacts, FileType};

/// The largest file that is taken, in bytes.
pub const FILE_MOST: u64 = 20 * 1024 * 1024;

/// Pictures that are decoded at the same time: one may take 200 MB while it is looked at.
const LOOKING: usize = 2;

/// Why a file is not taken. Nothing has been kept.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// Larger than is taken.
    #[error("larger than {FILE_MOST} bytes")]
    TooLarge,
    /// No bytes at all.
    #[error("empty")]
    Empty,
    /// Neither JPEG, PNG, PDF nor OFD.
    #[error("of no accepted type")]
    UnknownType,
    /// Its name or its declared type says otherwise than its bytes.
    #[error("declared as {declared}, but {found:?} by content")]
    Mislabelled {
        /// The ending or media type.
        declared: String,
        /// What the bytes are.
        found: FileType,
    },
    /// It would be read as two types by different programs.
    #[error("{found:?} that is another type as well")]
    Ambiguous {
        /// What it begins as.
        found: FileType,
    },
    /// It begins as this type but cannot be read as one.
    #[error("damaged {found:?}")]
    Damaged {
        /// What it begins as.
        found: FileType,
    },
    /// A PDF that asks for a password.
    #[error("locked with a password")]
    Locked,
    /// More pixels than are looked at.
    #[error("more pixels than are taken")]
    TooManyPixels,
    /// The sender stopped in the middle.
    #[error("broken off")]
    BrokenOff,
    /// The disk is full.
    #[error("no room left")]
    Full,
    /// The folder cannot be written to.
    #[error("not writable")]
    ReadOnly,
    /// The file system failed.
    #[error("file system")]
    Io(#[source] io::Error),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}

/// What the sender says of a file.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// The name under which it was sent.
    pub file_name: String,
    /// The media type that was sent with it.
    pub media_type: Option<String>,
}

/// A file that has arrived, been looked at, and waits to be kept. Dropped before it was, it is gone.
pub struct Upload {
    /// The name to show, cleaned.
    pub file_name: String,
    /// What its bytes say.
    pub facts: FileFacts,
    incoming: Incoming,
}

/// People name files after people: a log shows which file it is.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("digest", &self.facts.digest)
            .finish_non_exhaustive()
    }
}

/// A temporary file that removes itself.
struct Incoming(PathBuf);

impl Drop for Incoming {
    fn drop(&mut self) {
        // Gone already once it was kept; anything else is swept at the next start.
        let _ = fs::remove_file(&self.0);
    }
}

/// The folder of materials.
#[derive(Debug, Clone)]
pub struct Blobs {
    root: Arc<Path>,
    ids: Ids,
    looking: Arc<Semaphore>,
}

impl Blobs {
    /// Opens the folder, making it where it is missing, and sweeps out what an earlier run left half done.
    ///
    /// # Errors
    /// [`BlobError::Io`] where the folder cannot be made or read.
    pub fn open(root: &Path, ids: Ids) -> Result<Self, BlobError> {
        let incoming = root.join("incoming");
        private_folder(&incoming)?;
        for left in fs::read_dir(&incoming)? {
            fs::remove_file(left?.path())?;
        }
        Ok(Self {
            root: root.into(),
            ids,
            looking: Arc::new(Semaphore::new(LOOKING)),
        })
    }

    /// Takes a stream of bytes to the end and looks at what came.
    ///
    /// # Errors
    /// Every [`BlobError`]; nothing is left behind then.
    pub async fn receive<S, E>(&self, declared: &Declared, bytes: S) -> Result<Upload, BlobError>
    where
        S: Stream<Item = Result<Bytes, E>>,
    {
        let path = self.root.join("incoming").join(self.ids.token());
        let incoming = Incoming(path.clone());
        let (digest, size) = write(&path, bytes).await?;
        let declared = declared.clone();
        let permit = self.looking.acquire().await;
        let seen = tokio::task::spawn_blocking({
            let declared = declared.clone();
            move || sniff::look(&fs::read(path)?, &declared)
        })
        .await;
        drop(permit);
        // A reader of pictures or PDFs that panics has met a file made to that end.
        let seen = seen.unwrap_or(Err(BlobError::UnknownType))?;
        let facts = FileFacts {
            digest,
            size,
            file_type: seen.file_type,
            pixels: seen.pixels,
            pages: seen.pages,
        };
        Ok(Upload {
            file_name: sniff::clean_name(&declared.file_name),
            facts,
            incoming,
        })
    }

    /// Gives an upload its lasting name. The same bytes are kept once; what could not be kept can be tried again.
    ///
    /// # Errors
    /// [`BlobError::Full`] and [`BlobError::Io`].
    pub async fn keep(&self, upload: &Upload) -> Result<(), BlobError> {
        let lasting = self.path(&upload.facts.digest);
        let incoming = upload.incoming.0.clone();
        tokio::task::spawn_blocking(move || {
            let folder = lasting.parent().unwrap_or(&lasting);
            if !folder.exists() {
                private_folder(folder)?;
                sync_folder(folder.parent().unwrap_or(folder))?;
            }
            match fs::rename(&incoming, &lasting) {
                // It has its lasting name already: the decision that names it is being repeated.
                Err(error) if error.kind() == io::ErrorKind::NotFound && lasting.exists() => {}
                renamed => renamed?,
            }
            // The name is on the disk only once its folder is.
            sync_folder(folder)
        })
        .await
        .map_err(io::Error::other)??;
        Ok(())
    }

    /// Opens a kept file; none where there is none.
    ///
    /// # Errors
    /// [`BlobError::Io`].
    pub async fn open_file(&self, digest: &Digest) -> Result<Option<tokio::fs::File>, BlobError> {
        match tokio::fs::File::open(self.path(digest)).await {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        let name = digest.as_str();
        self.root.join(&name[..2]).join(name)
    }
}

async fn write<S, E>(path: &Path, bytes: S) -> Result<(Digest, u64), BlobError>
where
    S: Stream<Item = Result<Bytes, E>>,
{
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    let mut file = tokio::io::BufWriter::with_capacity(64 * 1024, tokio::fs::File::from_std(file));
    let (mut hash, mut size) = (Sha256::new(), 0_u64);
    pin_mut!(bytes);
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk.map_err(|_| BlobError::BrokenOff)?;
        size += chunk.len() as u64;
        if size > FILE_MOST {
            return Err(BlobError::TooLarge);
        }
        hash.update(&chunk);
        file.write_all(&chunk).await?;
    }
    if size == 0 {
        return Err(BlobError::Empty);
    }
    file.flush().await?;
    file.get_ref().sync_all().await?;
    let digest = hex(&hash.finalize());
    let digest = digest.parse().map_err(io::Error::other)?;
    Ok((digest, size))
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Makes a folder that only its owner can enter, with those above it.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(DIGITS[usize::from(half)]))
        .collect()
}
