//! What can go wrong in a store and what was put right at its opening, in words for the operator.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Says what, where and what to do; never holds what a person wrote.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    #[error("another Hamkor is working on the directory {}; stop it first, or choose another directory with --data", dir.display())]
    Busy { dir: PathBuf },
    #[error("the chat has changed meanwhile; nothing was written: load it and step again")]
    Conflict,
    #[error("{}: {cause}; nothing was changed. {advice}", path.display())]
    Disk { path: PathBuf, cause: Arc<io::Error>, advice: &'static str },
    #[error("{}, line {line}: {what}. Nothing was changed. Keep a copy of the data directory and bring back the last snapshot with what is left (hamkor restore SNAPSHOT --rest-from)", file.display())]
    Damaged { file: PathBuf, line: u64, what: String },
    /// Changes that were acknowledged are not in it any more, or it is not there at all though what came of it is.
    #[error("{}: the ledger ends with number {ends}, but more was acknowledged (see {}). Nothing was changed. Keep a copy of the data directory and bring back the last snapshot with what is left: hamkor restore SNAPSHOT --rest-from {} --data NEW", dir.display(), known.display(), dir.display())]
    LedgerShort { dir: PathBuf, ends: u64, known: PathBuf },
    #[error("{}: {what}. Nothing acknowledged is lost: start Hamkor again, and the store is rebuilt from the ledger", dir.display())]
    View { dir: PathBuf, what: String },
    #[error("the store is closed; start Hamkor again")]
    Closed,
}

impl StoreError {
    /// Whether there is no room on the disk.
    pub fn is_full(&self) -> bool {
        matches!(self, StoreError::Disk { cause, .. } if is_full(cause))
    }

    pub(super) fn disk(path: &Path, cause: io::Error) -> StoreError {
        let advice = match cause.kind() {
            _ if is_full(&cause) => "Make room on the disk; writing then goes on by itself",
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => "Make the data directory writable for this user",
            ErrorKind::NotFound => "Check that the data directory is still there",
            _ => "Check the disk, and that a fresh backup exists",
        };
        StoreError::Disk { path: path.to_owned(), cause: Arc::new(cause), advice }
    }

    /// The same of the directory that was copied to `copy`, as its owner knows it.
    pub fn as_of(mut self, original: &Path, copy: &Path) -> StoreError {
        let name = |path: &mut PathBuf| {
            if let Ok(inside) = path.strip_prefix(copy) {
                *path = original.join(inside);
            }
        };
        match &mut self {
            // No file of it: it is the disk on which it lies.
            StoreError::Disk { path, cause, .. } if cause.kind() == ErrorKind::ReadOnlyFilesystem => original.clone_into(path),
            // What the copy lacks, it lacks where it lies.
            StoreError::Disk { .. } | StoreError::Conflict | StoreError::Closed => {}
            StoreError::Busy { dir: path } | StoreError::Damaged { file: path, .. } | StoreError::View { dir: path, .. } => name(path),
            StoreError::LedgerShort { dir, known, .. } => [dir, known].into_iter().for_each(name),
        }
        self
    }

    pub(super) fn damaged(file: &Path, line: u64, what: impl Into<String>) -> StoreError {
        StoreError::Damaged { file: file.to_owned(), line, what: what.into() }
    }
}

/// Whether that is the disk saying that it has no room.
pub(super) fn is_full(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge)
}

/// Something that the opening of a store met and put right; for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Notice {
    #[error("{} was left half-written by a stop at the wrong moment; it is kept in {}", file.display(), aside.display())]
    Aside { file: PathBuf, aside: PathBuf },
    #[error("{}: the last {bytes} bytes were an unfinished entry that nobody was told of; they are cut off", file.display())]
    TailCut { file: PathBuf, bytes: u64 },
    #[error("{}: a load that was never finished; it is removed", file.display())]
    LoadDropped { file: PathBuf },
    #[error("{}: the disk is full; questions are answered from memory, and nothing new is kept until there is room", dir.display())]
    NoRoom { dir: PathBuf },
    #[error("the store was rebuilt from the ledger, and nothing is lost ({why})")]
    Rebuilt { why: String },
    #[error("{}: unreadable ({what}); it is written anew", file.display())]
    Manifest { file: PathBuf, what: &'static str },
}
