//! What a damaged directory still holds behind a backup: the entries of its ledger from the first that the backup lacks on, as far as they
//! are whole, with the rows of their loads, and the persons' keys. Damage before them does no harm, for that is in the backup.
//!
//! An entry behind one that is lost comes back too: each says what it does without the others, and what it names and is not there is
//! passed over. The numbers of the lost one stay taken. What is counted and not named are the buttons of a chat, so those that were
//! shown before do nothing any more. An update whose step was lost is handled once more.
//!
//! What a lost entry made of companies the store may still tell: those whose data come from it are put into the list as they are there.
//! That a company left the list, and what was said in chats, is not brought back so.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::files::{DiskFiles, private, sync_dir};
use super::ledger::{Rows, SEGMENT_BYTES, load, segment, segments};
use super::record::{Entry, FORMAT, Manifest, What, json, line_of, read_line};
use super::room::Room;
use super::seal::{Keys, key_path};
use super::{BackupError, Sequence, StoreError, Who, forgotten, open};
use crate::domain::ChatId;

/// What was brought back from behind a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rest {
    pub entries: u64,
    pub rows: u64,
    /// Companies as the store has them, because the entries from which they come are lost.
    pub listed: u64,
    /// The last number, of the backup or of what came behind it.
    pub sequence: Sequence,
    /// The files and the lines of entries that are lost while what came after them is not.
    pub lost: Vec<(PathBuf, u64)>,
    /// The file and the line from which on nothing was brought back; `None`: all was, as far as anything tells.
    pub ends: Option<(PathBuf, u64)>,
}

impl Rest {
    /// Whether nothing is lost.
    pub fn is_whole(&self) -> bool {
        self.lost.is_empty() && self.ends.is_none()
    }
}

/// Takes over what a damaged directory holds behind a number into a room with `ledger` and `keys`, durable.
pub(super) fn take(damaged: &Path, room: &Path, (after, at): (Sequence, Timestamp)) -> Result<Rest, BackupError> {
    let (from, to) = (damaged.join("ledger"), room.join("ledger"));
    let (next, forgotten, rest) = (after.0 + 1, BTreeSet::new(), Rest::default());
    let mut taking = Taking { from, to, next, at, lost: Vec::new(), doubt: None, out: None, forgotten, rest };
    let last = taking.segments()?;
    // Whole lines that are missing at the end are missed only by who has counted them.
    let known = fs::read(damaged.join("manifest.json")).ok().and_then(|text| read_line::<Manifest>(&text).ok());
    let short = known.is_some_and(|known| known.applied >= taking.next).then_some(last);
    let ends = taking.doubt.take().or(short);
    taking.listed(damaged, room.join("known"), ends.is_some())?;
    if let Some(out) = taking.out.take() {
        out.end()?;
    }
    sync_dir(&taking.to)?;
    keys(&damaged.join("keys"), &room.join("keys"), &taking.forgotten)?;
    Ok(Rest { sequence: Sequence(taking.next - 1), ends, ..taking.rest })
}

/// The ledger while it is read.
struct Taking {
    from: PathBuf,
    to: PathBuf,
    /// The number that comes next.
    next: u64,
    /// When the last entry was recorded.
    at: Timestamp,
    /// The numbers of entries that are lost.
    lost: Vec<Range<u64>>,
    /// The first line that is not whole and may be the one that comes next.
    doubt: Option<(PathBuf, u64)>,
    out: Option<Out>,
    /// Who was forgotten behind the backup.
    forgotten: BTreeSet<ChatId>,
    rest: Rest,
}

impl Taking {
    /// Reads the segments that may hold more than the backup; where the reading has ended.
    fn segments(&mut self) -> Result<(PathBuf, u64), BackupError> {
        let segments = match segments(&self.from) {
            Err(StoreError::Disk { cause, .. }) if cause.kind() == ErrorKind::NotFound => Vec::new(),
            segments => segments?,
        };
        let begin = segments.iter().rposition(|(first, _)| *first <= self.next).unwrap_or(0);
        let mut end = (segment(&self.from, self.next), 1);
        for (at, (_, path)) in segments.iter().enumerate().skip(begin) {
            let file = File::open(path).map_err(|cause| StoreError::disk(path, cause))?;
            let mut reader = BufReader::with_capacity(1 << 18, file);
            end = (path.clone(), 1);
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line).map_err(|cause| StoreError::disk(path, cause))? > 0 {
                // Nobody was told of the last line of all before it had its end.
                let unfinished = !line.ends_with(b"\n") && at + 1 == segments.len();
                if unfinished {
                    return Ok(end);
                }
                self.line(&line, &end)?;
                line.clear();
                end.1 += 1;
            }
        }
        Ok(end)
    }

    fn line(&mut self, line: &[u8], place: &(PathBuf, u64)) -> Result<(), BackupError> {
        match read_line::<Entry>(line) {
            // It is in the backup, and so is what came before it.
            Ok(entry) if entry.seq < self.next => self.doubt = None,
            Ok(entry) if entry.v == FORMAT && entry.next() < u64::MAX => {
                let doubt = self.doubt.take();
                if entry.seq > self.next {
                    self.rest.lost.push(doubt.unwrap_or_else(|| place.clone()));
                    self.put_lost(entry.seq, entry.at)?;
                }
                match self.rows(&entry)? {
                    None => self.put(&entry, line)?,
                    Some(lost) => {
                        self.rest.lost.push(lost);
                        self.put_lost(entry.next(), entry.at)?;
                    }
                }
            }
            _ => _ = self.doubt.get_or_insert_with(|| place.clone()),
        }
        Ok(())
    }

    /// What has the numbers from the next one up to that one is lost.
    fn put_lost(&mut self, upto: u64, at: Timestamp) -> Result<(), BackupError> {
        self.lost.push(self.next..upto);
        let lost = Entry::new(self.next, at, Who::hamkor(), What::Lost { numbers: upto - self.next });
        self.put(&lost, &line_of(&json(&lost)))?;
        self.rest.entries -= 1;
        Ok(())
    }

    /// Puts the companies whose data come from what is lost, as the store of the damaged directory has them; `ends`: so is all that would come
    /// now.
    fn listed(&mut self, damaged: &Path, room: PathBuf, ends: bool) -> Result<(), BackupError> {
        self.lost.extend(ends.then_some(self.next..u64::MAX));
        if self.lost.is_empty() {
            return Ok(());
        }
        let lost = std::mem::take(&mut self.lost);
        let room = Room::new(room)?;
        let Some(view) = open::copied_view(damaged, &room)? else { return Ok(()) };
        for row in view.listed_by(|number| lost.iter().any(|lost| lost.contains(&number)))? {
            let entry = Entry::new(self.next, self.at, Who::hamkor(), What::Put { row: Box::new(row) });
            self.put(&entry, &line_of(&json(&entry)))?;
            self.rest.entries -= 1;
            self.rest.listed += 1;
        }
        Ok(())
    }

    /// Of whoever was forgotten behind the backup, and has no number in the entry any more, the backup's keys tell who it was.
    fn put(&mut self, entry: &Entry, line: &[u8]) -> Result<(), BackupError> {
        if let What::Forget { chat, sealed, again } = &entry.what
            && chat.is_forgotten()
            && let Some(keys) = self.to.parent().map(|room| Keys::open(room.join("keys"), Arc::new(DiskFiles)))
            && let Some(chat) = forgotten::told(sealed, &keys)?
        {
            let what = What::Forget { chat, sealed: sealed.clone(), again: *again };
            let entry = Entry::new(entry.seq, entry.at, entry.who.clone(), what);
            return self.put(&entry, &line_of(&json(&entry)));
        }
        if let Some(full) = self.out.take_if(|out| out.length >= SEGMENT_BYTES) {
            full.end()?;
        }
        let out = match &mut self.out {
            Some(out) => out,
            none => none.insert(Out::new(&segment(&self.to, entry.seq))?),
        };
        out.put(line)?;
        if let What::Forget { chat, .. } = entry.what {
            self.forgotten.insert(chat);
        }
        self.rest.entries += 1;
        (self.next, self.at) = (entry.next(), entry.at);
        Ok(())
    }

    /// Takes the rows of a load over; the file and the line where they are not whole.
    fn rows(&mut self, entry: &Entry) -> Result<Option<(PathBuf, u64)>, BackupError> {
        let What::Load { rows, .. } = entry.what else { return Ok(None) };
        let path = load(&self.to, entry.seq);
        let mut out = Out::new(&path)?;
        let mut copied = || -> Result<(), BackupError> {
            let mut from = Rows::open(load(&self.from, entry.seq), rows, 0)?;
            while let Some(json) = from.next_json()? {
                out.put(&line_of(json))?;
            }
            Ok(from.end()?)
        };
        let lost = match copied() {
            Ok(()) => {
                self.rest.rows += rows;
                return out.end().map(|()| None);
            }
            Err(BackupError::Store(StoreError::Damaged { file, line, .. })) => (file, line),
            Err(BackupError::Store(StoreError::Disk { path, cause, .. })) if cause.kind() == ErrorKind::NotFound => (path, 1),
            Err(error) => return Err(error),
        };
        drop(out);
        fs::remove_file(&path).map_err(|cause| StoreError::disk(&path, cause))?;
        Ok(Some(lost))
    }
}

/// Brings the keys to what they are today: those of the damaged directory, and of the backup's own the ones that are not whole there.
fn keys(from: &Path, to: &Path, forgotten: &BTreeSet<ChatId>) -> Result<(), BackupError> {
    for chat in forgotten {
        match fs::remove_file(key_path(to, *chat)) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(StoreError::disk(&key_path(to, *chat), cause).into()),
            _ => {}
        }
    }
    if from.is_dir() {
        for (chat, key) in Keys::open(from.to_owned(), Arc::new(DiskFiles)).each()? {
            key.map_or(Ok(()), |key| put_key(to, chat, &key))?;
        }
    }
    Ok(sync_dir(to)?)
}

pub(super) fn put_key(dir: &Path, chat: ChatId, key: &[u8]) -> Result<(), BackupError> {
    let mut out = Out::new(&key_path(dir, chat))?;
    out.put(key)?;
    out.end()
}

/// A file being written.
pub(super) struct Out {
    file: BufWriter<File>,
    path: PathBuf,
    pub(super) length: u64,
}

impl Out {
    pub(super) fn new(path: &Path) -> Result<Out, BackupError> {
        let file = private().write(true).truncate(true).open(path).map_err(|cause| StoreError::disk(path, cause))?;
        Ok(Out { file: BufWriter::with_capacity(1 << 18, file), path: path.to_owned(), length: 0 })
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.length += bytes.len() as u64;
        Ok(self.file.write_all(bytes).map_err(|cause| StoreError::disk(&self.path, cause))?)
    }

    pub(super) fn end(self) -> Result<(), BackupError> {
        let file = self.file.into_inner().map_err(|error| StoreError::disk(&self.path, error.into_error()))?;
        Ok(file.sync_all().map_err(|cause| StoreError::disk(&self.path, cause))?)
    }
}
