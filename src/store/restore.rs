//! Brings a directory back from a backup. Everything is written and opened in a directory of its own below the new one; only when
//! the sum fits, all is there and the store opens with the number of the backup, it is moved to its place.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::bufread::{DeflateDecoder, GzDecoder};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::backup::{Backup, BackupError, Kind, Part, PersonKey, Trailer, VERSION};
use super::files::{DiskFiles, Files, private_dir, rename, sync_dir};
use super::ledger::{self, SEGMENT_BYTES, segment};
use super::record::{Entry, FORMAT, Named, What, line_of};
use super::rest::{self, Out, Rest, put_key};
use super::seal::Keys;
use super::{BackupKey, StoreError, open};

/// How every backup begins: gzip without a name and a time. A flipped bit here would otherwise go unseen.
const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// Longer lines are not written: a part has a quarter of a MiB, the rest is one entry.
const LINE_BYTES: u64 = 256 << 20;
/// The room below the new directory, and what may be in a directory that counts as empty.
const ROOM: &str = "restoring";
const LOCK: &str = "lock";

/// What is brought back beside what a backup holds.
enum Beside<'a> {
    Nothing,
    /// The persons' keys that lie in this directory, for a backup that was written without them.
    Keys(&'a Path),
    /// What this damaged data directory still holds.
    Rest(&'a Path),
}

/// Restores a backup into a directory that is empty or not there yet. Blocks. `person_keys`: a directory with the persons' keys, for a
/// backup that was written without them.
///
/// # Errors
/// The directory is then as it was.
pub fn restore(file: &Path, dir: &Path, key: Option<&BackupKey>, person_keys: Option<&Path>) -> Result<Backup, BackupError> {
    bring_back(file, dir, key, person_keys.map_or(Beside::Nothing, Beside::Keys)).map(|(backup, _)| backup)
}

/// The same, and with it what the ledger of a damaged data directory holds behind the backup, as far as that is whole; for what is not, the
/// companies as its store has them, if that is whole. Its persons' keys come too: whoever was forgotten since stays unreadable. Nothing of
/// the damaged directory is changed.
///
/// # Errors
/// As [`restore`]; [`StoreError::Busy`] while a Hamkor works on the damaged directory.
pub fn restore_with_rest(file: &Path, dir: &Path, key: Option<&BackupKey>, damaged: &Path) -> Result<(Backup, Rest), BackupError> {
    let _lock = match open::lock(damaged) {
        Err(error @ StoreError::Busy { .. }) => return Err(error.into()),
        // What cannot be written can still be read.
        lock => lock.ok(),
    };
    bring_back(file, dir, key, Beside::Rest(damaged))
}

fn bring_back(file: &Path, dir: &Path, key: Option<&BackupKey>, beside: Beside<'_>) -> Result<(Backup, Rest), BackupError> {
    // Before opening: to open a pipe waits for its other end, and some devices never end.
    if !fs::metadata(file).map_err(BackupError::Read)?.is_file() {
        return Err(BackupError::Foreign);
    }
    let backup = File::open(file).map_err(BackupError::Read)?;
    let mut lines = Lines::open(BufReader::with_capacity(1 << 18, backup), key)?;
    let begun = Begun::new(dir)?;
    let room = dir.join(ROOM);
    [&room, &room.join("ledger"), &room.join("keys")].into_iter().try_for_each(|dir| private_dir(dir))?;
    fill(&room, &mut lines)?;
    let mut rest = Rest { sequence: lines.head.sequence, ..Rest::default() };
    match beside {
        Beside::Nothing => {}
        Beside::Keys(from) => {
            if lines.head.keys.is_none() {
                let keys = Keys::open(from.to_owned(), Arc::new(DiskFiles)).all()?;
                lines.head.keys = Some(keys.len() as u64);
                keys.into_iter().try_for_each(|(chat, key)| put_key(&room.join("keys"), chat, &key))?;
                sync_dir(&room.join("keys"))?;
            }
        }
        Beside::Rest(damaged) => {
            rest = rest::take(damaged, &room, (lines.head.sequence, lines.head.at))?;
            lines.head.keys = Some(Keys::open(room.join("keys"), Arc::new(DiskFiles)).all()?.len() as u64);
        }
    }
    // The view is made here already, from the ledger: what does not open does not count as restored.
    let (ledger, view, _) = open::open(&room, &(Arc::new(DiskFiles) as Arc<dyn Files>))?;
    let applied = view.applied()?;
    view.table().flush(&view, true)?;
    drop((ledger, view));
    if applied != rest.sequence.0 {
        return Err(lines.damaged());
    }
    // The ledger last: without it a directory with a view says aloud that something is missing.
    for name in ["keys", "store", "manifest.json", "ledger"] {
        rename(&room.join(name), &dir.join(name))?;
    }
    begun.done();
    Ok((lines.head, rest))
}

/// Puts a backup in the place of what a directory holds. Whatever it held is kept in `aside`, but for the keys, which all stay in use; persons who were forgotten since stay
/// unreadable, for their keys are those of today. After a stop at any moment it can be done again and goes on. Blocks.
///
/// # Errors
/// Nothing was changed, if the backup cannot be used.
pub fn replace(file: &Path, dir: &Path, key: Option<&BackupKey>, aside: &Path) -> Result<(), BackupError> {
    let _lock = open::lock(dir)?;
    let (part, whole) = (dir.join("restored.part"), dir.join("restored"));
    // The ledger is exchanged last.
    if !whole.exists() && aside.join("ledger").exists() {
        return Ok(());
    }
    if !whole.exists() {
        let _ = fs::remove_dir_all(&part);
        let restored = restore(file, &part, key, Some(&dir.join("keys")));
        if restored.is_err() {
            let _ = fs::remove_dir_all(&part);
        }
        restored?;
        rename(&part, &whole)?;
    }
    private_dir(aside)?;
    // The search index is made anew. What is still in `whole` has not been exchanged yet.
    for name in ["index", "manifest.json", "store", "keys", "ledger"] {
        let (old, kept, new) = (dir.join(name), aside.join(name), whole.join(name));
        if old.exists() && !kept.exists() && (new.exists() || name == "index") {
            rename(&old, &kept)?;
        }
        if new.exists() {
            rename(&new, &old)?;
        }
    }
    // All of them are in use again. Kept twice, whoever is forgotten from now on could still be read there.
    let keys = aside.join("keys");
    if keys.exists() {
        fs::remove_dir_all(&keys).map_err(|cause| StoreError::disk(&keys, cause))?;
    }
    fs::remove_dir_all(&whole).map_err(BackupError::Read)?;
    Ok(())
}

/// The new directory while it is locked and not yet filled; as it was when this goes before it is done.
struct Begun {
    dir: PathBuf,
    made: bool,
    had_lock: bool,
    _lock: File,
}

impl Begun {
    fn new(dir: &Path) -> Result<Begun, BackupError> {
        let made = !dir.exists();
        private_dir(dir)?;
        // What an interrupted restore left is no content.
        let is_content = |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|entry| entry.file_name() != ROOM && entry.file_name() != LOCK);
        if fs::read_dir(dir).map_err(BackupError::Read)?.any(is_content) {
            return Err(BackupError::NotEmpty);
        }
        let had_lock = dir.join(LOCK).exists();
        let lock = open::lock(dir)?;
        let _ = fs::remove_dir_all(dir.join(ROOM));
        Ok(Begun { dir: dir.to_owned(), made, had_lock, _lock: lock })
    }

    fn done(mut self) {
        let _ = fs::remove_dir_all(self.dir.join(ROOM));
        (self.made, self.had_lock) = (false, true);
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.dir.join(ROOM));
        if !self.had_lock {
            let _ = fs::remove_file(self.dir.join(LOCK));
        }
        if self.made {
            let _ = fs::remove_dir(&self.dir);
        }
    }
}

/// Writes ledger and keys as the lines say, all durable.
fn fill<R: BufRead>(room: &Path, lines: &mut Lines<'_, R>) -> Result<(), BackupError> {
    let (ledger, keys) = (room.join("ledger"), room.join("keys"));
    let mut out = Out::new(&segment(&ledger, 1))?;
    let (mut entries, mut rows, mut persons) = (0, 0, 0);
    let mut next = 1;
    // The load whose rows come now, and how many are still to come.
    let mut load: Option<(Out, u64)> = None;
    while let Some((kind, json)) = lines.next()? {
        if load.is_none() && kind == Kind::Row || load.is_some() && kind != Kind::Row {
            return Err(lines.damaged());
        }
        match kind {
            Kind::Entry => {
                let entry: Entry = serde_json::from_slice(&json).map_err(|_| lines.damaged())?;
                if entry.seq != next || entry.v != FORMAT {
                    return Err(lines.damaged());
                }
                if out.length >= SEGMENT_BYTES {
                    out.end()?;
                    out = Out::new(&segment(&ledger, next))?;
                }
                out.put(&line_of(&json))?;
                (next, entries) = (entry.next(), entries + 1);
                if let What::Load { rows, .. } = entry.what {
                    let rows_out = Out::new(&ledger::load(&ledger, entry.seq))?;
                    if rows > 0 { load = Some((rows_out, rows)) } else { rows_out.end()? }
                }
            }
            Kind::Row => {
                let named = Named::rows_of(&json).filter(|named| *named > 0).ok_or_else(|| lines.damaged())?;
                if let Some((mut out, left)) = load.take() {
                    out.put(&line_of(&json))?;
                    let left = left.checked_sub(named).ok_or_else(|| lines.damaged())?;
                    if left > 0 { load = Some((out, left)) } else { out.end()? }
                }
                rows += named;
            }
            Kind::Key => {
                let PersonKey { chat, key } = serde_json::from_slice(&json).map_err(|_| lines.damaged())?;
                put_key(&keys, chat, &key.0)?;
                persons += 1;
            }
        }
    }
    out.end()?;
    let head = &lines.head;
    let told = (head.sequence.0, head.entries, head.rows, head.keys.unwrap_or_default());
    if load.is_some() || told != (next - 1, entries, rows, persons) {
        return Err(lines.damaged());
    }
    [&ledger, &keys, room].into_iter().try_for_each(sync_dir)?;
    Ok(())
}

/// The lines of a backup between the first and the last, opened; ends well only when the sum fits.
struct Lines<'a, R: BufRead> {
    input: BufReader<GzDecoder<io::Chain<&'static [u8], R>>>,
    head: Backup,
    /// The first line as it stands there.
    head_line: Vec<u8>,
    key: Option<&'a BackupKey>,
    sum: Sha256,
    number: u64,
    parts: u64,
    /// What of an opened part is not given yet.
    part: io::Cursor<Vec<u8>>,
}

#[derive(Deserialize)]
struct Version {
    hamkor_backup: u32,
}

impl<'a, R: BufRead> Lines<'a, R> {
    fn open(mut file: R, key: Option<&'a BackupKey>) -> Result<Lines<'a, R>, BackupError> {
        let mut begins = [0; GZIP.len()];
        file.read_exact(&mut begins).map_err(|_| BackupError::Foreign)?;
        if begins[..3] != GZIP[..3] {
            return Err(BackupError::Foreign);
        }
        if begins != GZIP {
            return Err(BackupError::Damaged { line: 1 });
        }
        let mut input = BufReader::with_capacity(1 << 18, GzDecoder::new(GZIP.chain(file)));
        let head_line = text_line(&mut input, 1)?;
        let version: Version = serde_json::from_slice(&head_line).map_err(|_| BackupError::Foreign)?;
        if version.hamkor_backup > VERSION {
            return Err(BackupError::Newer);
        }
        let head: Backup = serde_json::from_slice(&head_line).map_err(|_| BackupError::Damaged { line: 1 })?;
        let key = match (&head.sealed_with, key) {
            (None, _) => None,
            (Some(_), None) => return Err(BackupError::KeyMissing),
            (Some(name), Some(key)) if *name == key.name() => Some(key),
            (Some(_), Some(_)) => return Err(BackupError::KeyWrong),
        };
        let sum = Sha256::new().chain_update(&head_line);
        Ok(Lines { input, head, head_line, key, sum, number: 1, parts: 0, part: io::Cursor::default() })
    }

    fn damaged(&self) -> BackupError {
        BackupError::Damaged { line: self.number }
    }

    /// The next record, or `None` behind a last line whose sum fits.
    fn next(&mut self) -> Result<Option<(Kind, Vec<u8>)>, BackupError> {
        loop {
            let mut record = Vec::new();
            if self.part.read_until(b'\n', &mut record).is_ok_and(|read| read > 0) {
                return self.record(&record);
            }
            self.number += 1;
            let line = text_line(&mut self.input, self.number)?;
            if line.starts_with(b"{\"sha256\"") {
                return self.end(&line).map(|()| None);
            }
            self.sum.update(&line);
            let Some(key) = self.key else { return self.record(&line) };
            let Part { part } = serde_json::from_slice(&line).map_err(|_| self.damaged())?;
            let part = key.open(&self.head_line, self.parts, &part).ok_or_else(|| self.damaged())?;
            self.parts += 1;
            let mut plain = Vec::new();
            DeflateDecoder::new(&part[..]).take(LINE_BYTES).read_to_end(&mut plain).map_err(|_| self.damaged())?;
            self.part = io::Cursor::new(plain);
        }
    }

    fn record(&self, line: &[u8]) -> Result<Option<(Kind, Vec<u8>)>, BackupError> {
        let (kind, json) = Kind::read(line).ok_or_else(|| self.damaged())?;
        Ok(Some((kind, json.to_vec())))
    }

    /// Nothing may follow the last line, neither in the text nor in the file.
    fn end(&mut self, line: &[u8]) -> Result<(), BackupError> {
        let Trailer { sha256 } = serde_json::from_slice(line).map_err(|_| self.damaged())?;
        let fits = sha256.0[..] == self.sum.clone().finalize()[..];
        let ends = self.input.fill_buf().is_ok_and(<[u8]>::is_empty);
        let alone = self.input.get_mut().get_mut().fill_buf().is_ok_and(<[u8]>::is_empty);
        if fits && ends && alone { Ok(()) } else { Err(self.damaged()) }
    }
}

/// A whole line of the text.
fn text_line(input: &mut impl BufRead, number: u64) -> Result<Vec<u8>, BackupError> {
    let mut line = Vec::new();
    match input.by_ref().take(LINE_BYTES).read_until(b'\n', &mut line) {
        Ok(_) if line.ends_with(b"\n") => Ok(line),
        _ => Err(BackupError::Damaged { line: number }),
    }
}
