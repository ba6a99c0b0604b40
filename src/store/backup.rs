//! A backup: everything that brings a directory back, in one file, as it was after one number of the ledger.
//!
//! It is gzip over lines of JSON:
//! ```text
//! {"hamkor_backup":1,"sequence":…,"at":…,"entries":…,"rows":…,"keys":…,"sealed_with":…}    the head
//! {"entry":…}                  an entry as it stands in the ledger; behind a load
//! {"row":…}                    its rows
//! {"key":{"chat":…,"key":…}}   at the end the persons' keys (none where "keys" is null)
//! {"sha256":…}                 of all lines before
//! ```
//! With a backup key the lines between the first and the last are sealed: they are put together to parts of some
//! [`PART_BYTES`], each deflated and written as `{"part":…}`. All of them and not only the persons' keys, because in the ledger the
//! contacts of loaded companies lie in clear. Each part is bound to the head and to its number, so none can be
//! left out, moved or taken from another backup, even by someone who makes the sums fit again.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::files::{private, rename};
use super::ledger::{self, Rows, load};
use super::record::{Sealed, What, checked, hex, json};
use super::seal::{KEY_BYTES, Keys};
use super::{BackupKey, Sequence, SledStore, StoreError};
use crate::domain::ChatId;

/// Version of the form above.
pub(super) const VERSION: u32 = 1;
/// What a part holds before it is deflated and sealed.
const PART_BYTES: usize = 256 << 10;

/// Which keys go into a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonKeys {
    /// All, sealed with the backup key.
    Sealed,
    /// None: for a copy that lies beside them. Who is forgotten is then unreadable in it at once.
    LeftOut,
}

/// What a backup says of itself in its first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    hamkor_backup: u32,
    /// The last number in it.
    pub sequence: Sequence,
    pub at: Timestamp,
    /// Entries of the ledger.
    pub entries: u64,
    /// Rows of loads.
    pub rows: u64,
    /// Keys of persons; `None`: left out.
    pub keys: Option<u64>,
    /// The name of the backup key; `None`: nothing is sealed.
    pub(super) sealed_with: Option<String>,
}

/// Why a backup was not written or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the backup cannot be written")]
    Write(#[source] io::Error),
    #[error("the backup cannot be read")]
    Read(#[source] io::Error),
    /// There are keys of persons, and no key to seal them with.
    #[error("a backup with the keys of persons needs a backup key (HAMKOR_BACKUP_KEY)")]
    NoKey,
    #[error("the backup is sealed: it needs the backup key that it was made with (HAMKOR_BACKUP_KEY)")]
    KeyMissing,
    #[error("the backup was made with another backup key")]
    KeyWrong,
    #[error("this is no backup of Hamkor")]
    Foreign,
    #[error("the backup was made by a newer Hamkor")]
    Newer,
    /// In which line of the text, from 1.
    #[error("the backup is damaged or not whole (line {line})")]
    Damaged { line: u64 },
    #[error("the file is there already")]
    Exists,
    /// The directory holds something.
    #[error("the directory is not empty")]
    NotEmpty,
}

/// A key of a person, as it stands in a backup.
#[derive(Serialize, Deserialize)]
pub(super) struct PersonKey {
    pub(super) chat: ChatId,
    pub(super) key: Sealed,
}

/// A part, and the last line.
#[derive(Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) part: Sealed,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Trailer {
    pub(super) sha256: Sealed,
}

/// What a line between the first and the last holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Entry,
    Row,
    Key,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Entry, Kind::Row, Kind::Key];

    fn before(self) -> &'static str {
        match self {
            Kind::Entry => "{\"entry\":",
            Kind::Row => "{\"row\":",
            Kind::Key => "{\"key\":",
        }
    }

    /// The JSON of a line, which keeps its bytes, around it the kind.
    fn line(self, json: &[u8]) -> [&[u8]; 3] {
        [self.before().as_bytes(), json, b"}\n"]
    }

    /// Reads what `line` wrote.
    pub(super) fn read(line: &[u8]) -> Option<(Kind, &[u8])> {
        let inside = |kind: Kind| line.strip_prefix(kind.before().as_bytes())?.strip_suffix(b"}\n").map(|json| (kind, json));
        Kind::ALL.into_iter().find_map(inside)
    }
}

/// Writes a backup of a ledger up to a number that is durable; the ledger may go on meanwhile.
pub(super) fn write<W: Write>(
    out: W,
    dir: &Path,
    keys: &Keys,
    (sequence, at): (Sequence, Timestamp),
    key: Option<&BackupKey>,
    person_keys: PersonKeys,
) -> Result<(W, Backup), BackupError> {
    // Read after the number was taken: a key is there before the first entry that needs it.
    let keys = if person_keys == PersonKeys::Sealed { Some(keys.all()?) } else { None };
    if key.is_none() && keys.as_ref().is_some_and(|keys| !keys.is_empty()) {
        return Err(BackupError::NoKey);
    }
    let (mut entries, mut rows) = (0, 0);
    each(dir, sequence, |entry, _| {
        entries += 1;
        rows += if let What::Load { rows, .. } = entry { *rows } else { 0 };
        Ok(())
    })?;
    let count = keys.as_ref().map(|keys| keys.len() as u64);
    let head = Backup { hamkor_backup: VERSION, sequence, at, entries, rows, keys: count, sealed_with: key.map(BackupKey::name) };
    let mut body = Body::begin(out, &head, key).map_err(BackupError::Write)?;
    // What fails in between is told apart: the disk of the backup, or the ledger.
    let mut failed = None;
    let mut note = |written: io::Result<()>| written.map_err(|cause| _ = failed.insert(cause)).map_err(|()| StoreError::Closed);
    let read = each(dir, sequence, |what, (seq, json)| {
        note(body.put(Kind::Entry, json))?;
        if let What::Load { rows, .. } = what {
            let mut rows = Rows::open(load(dir, seq), *rows, 0)?;
            while let Some(json) = rows.next_json()? {
                note(body.put(Kind::Row, json))?;
            }
        }
        Ok(())
    });
    match (failed, read) {
        (Some(cause), _) => return Err(BackupError::Write(cause)),
        (None, read) => read?,
    }
    for (chat, key) in keys.unwrap_or_default() {
        let key: [u8; KEY_BYTES] = key;
        body.put(Kind::Key, &json(&PersonKey { chat, key: Sealed(key.to_vec()) })).map_err(BackupError::Write)?;
    }
    Ok((body.end().map_err(BackupError::Write)?, head))
}

impl SledStore {
    /// Writes a backup into a new file, which only its owner can read and which is there whole or not at all; see [`SledStore::backup`].
    ///
    /// # Errors
    /// [`BackupError::Exists`] rather than overwriting anything.
    pub async fn backup_to(
        &self,
        file: &Path,
        person_keys: PersonKeys,
        key: Option<BackupKey>,
        at: Timestamp,
    ) -> Result<Backup, BackupError> {
        let is_new = || if file.symlink_metadata().is_ok() { Err(BackupError::Exists) } else { Ok(()) };
        is_new()?;
        let mut part = file.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        // What an interrupted backup left.
        let _ = fs::remove_file(&part);
        let write = async {
            let out = private().write(true).open(&part).map_err(BackupError::Write)?;
            let (out, backup) = self.backup(BufWriter::new(out), person_keys, key, at).await?;
            out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|out| out.sync_all()).map_err(BackupError::Write)?;
            is_new()?;
            rename(&part, file)?;
            Ok(backup)
        };
        let written = write.await;
        if written.is_err() {
            let _ = fs::remove_file(&part);
        }
        written
    }
}

/// Gives what each entry up to a number says, with its own number and its JSON.
fn each(dir: &Path, upto: Sequence, mut give: impl FnMut(&What, (u64, &[u8])) -> Result<(), StoreError>) -> Result<(), StoreError> {
    if upto.0 == 0 {
        return Ok(());
    }
    ledger::read(dir, 1, upto.0, |entry, line| {
        let json = checked(line).expect("the line was read just now");
        give(&entry.what, (entry.seq, json))
    })?;
    Ok(())
}

/// A backup being written.
struct Body<'a, W: Write> {
    out: GzEncoder<W>,
    sum: Sha256,
    key: Option<&'a BackupKey>,
    head: Vec<u8>,
    part: Vec<u8>,
    parts: u64,
}

impl<'a, W: Write> Body<'a, W> {
    fn begin(out: W, head: &Backup, key: Option<&'a BackupKey>) -> io::Result<Body<'a, W>> {
        let out = GzEncoder::new(out, Compression::default());
        let head = [&json(head)[..], b"\n"].concat();
        let mut body = Body { out, sum: Sha256::new(), key, head: head.clone(), part: Vec::new(), parts: 0 };
        body.text(&head)?;
        Ok(body)
    }

    fn put(&mut self, kind: Kind, json: &[u8]) -> io::Result<()> {
        kind.line(json).into_iter().for_each(|piece| self.part.extend(piece));
        if self.part.len() >= PART_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let part = std::mem::take(&mut self.part);
        let Some(key) = self.key.filter(|_| !part.is_empty()) else { return self.text(&part) };
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
        deflated.write_all(&part)?;
        let part = key.seal(&self.head, self.parts, &deflated.finish()?)?;
        self.parts += 1;
        self.text(&[&json(&Part { part })[..], b"\n"].concat())
    }

    fn text(&mut self, text: &[u8]) -> io::Result<()> {
        self.sum.update(text);
        self.out.write_all(text)
    }

    fn end(mut self) -> io::Result<W> {
        self.flush()?;
        let sha256 = hex(&self.sum.finalize());
        self.out.write_all(format!("{{\"sha256\":\"{sha256}\"}}\n").as_bytes())?;
        self.out.finish()
    }
}
