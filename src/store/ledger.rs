//! The append-only file: every change, in order, durable before anyone is told. It lies in segments `NNNNNNNNNNNN.jsonl`, named
//! by their first number; the rows of a load lie in a file of their own, `NNNNNNNNNNNN.load`, which counts only once its entry is
//! in a segment. So a load of a million rows neither holds up the chats nor leaves anything half-done.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{Files, LedgerFile, rename, sync_dir};
use super::record::{Entry, FORMAT, Named, Row, What, checked, read_line};
use super::{Notice, StoreError, words};

/// A segment that has grown to this size is followed by a new one.
pub(super) const SEGMENT_BYTES: u64 = 16 << 20;

/// What stands before the JSON of a line.
const CHECKSUM_BYTES: usize = 9;
const MORE_ROWS: &str = "the load has more rows than its entry says";

/// So much of the disk is left to the view: what is acknowledged has to go into it too, and sled bears no failed write.
const VIEW_BYTES: u64 = 2 << 20;

pub(super) struct Ledger {
    dir: PathBuf,
    files: Arc<dyn Files>,
    path: PathBuf,
    file: Box<dyn LedgerFile>,
    /// Bytes of the last segment that are certainly on the disk.
    length: u64,
    /// Lines behind them that are written, and perhaps not yet on the disk.
    late: Vec<u8>,
    /// Whether a failed write may have left something else there.
    torn: bool,
    /// Whether the last segment is to be followed by a new one: it holds words in clear, and only what is finished is compacted.
    ends: bool,
    /// Whether the last segment tells that somebody was forgotten.
    forgets: bool,
    next: u64,
}

impl Ledger {
    /// Opens the ledger in a directory, which must exist, and puts right what a stop in the middle of a write left behind.
    /// Reads only the last segment. `acknowledged`: the last number that is known to have been in it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a line that once was whole and is no longer, [`StoreError::LedgerShort`] when it ends before what was
    /// acknowledged; then nothing was changed.
    pub(super) fn open(
        dir: &Path,
        files: Arc<dyn Files>,
        acknowledged: Option<(u64, &Path)>,
        notices: &mut Vec<Notice>,
    ) -> Result<Ledger, StoreError> {
        let last = segments(dir)?.pop();
        let short = |next: u64| match acknowledged {
            Some((known, by)) if next <= known => {
                let dir = dir.parent().unwrap_or(dir).to_owned();
                Err(StoreError::LedgerShort { dir, ends: next - 1, known: by.to_owned() })
            }
            _ => Ok(()),
        };
        if last.is_none() {
            short(1)?;
        }
        let (first, path) = last.unwrap_or_else(|| (1, segment(dir, 1)));
        let file = files.append(&path).map_err(|cause| StoreError::disk(&path, cause))?;
        sync_dir(dir)?;
        let mut ledger = Ledger {
            dir: dir.to_owned(),
            files,
            path,
            file,
            length: 0,
            late: Vec::new(),
            torn: false,
            ends: false,
            forgets: false,
            next: first,
        };
        let scan = scan(&ledger.path, first, u64::MAX, |entry, _| {
            ledger.ends |= matches!(&entry.what, What::Step { facts, .. } if facts.iter().any(words::tells));
            ledger.forgets |= matches!(entry.what, What::Forget { .. });
            Ok(())
        })?;
        short(scan.next)?;
        (ledger.next, ledger.length) = (scan.next, scan.whole);
        if scan.tail > 0 {
            ledger.torn = true;
            ledger.mend()?;
            notices.push(Notice::TailCut { file: ledger.path.clone(), bytes: scan.tail });
        }
        for file in list(dir)? {
            let unfinished =
                file.extension().is_some_and(|kind| kind == "part") || number(&file, "load").is_some_and(|first| first >= ledger.next);
            if unfinished {
                fs::remove_file(&file).map_err(|cause| StoreError::disk(&file, cause))?;
                notices.push(Notice::LoadDropped { file });
            }
        }
        Ok(ledger)
    }

    /// The number that the next entry gets.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// Whether something may be written that makes the view grow by so many bytes.
    ///
    /// # Errors
    /// [`StoreError::Disk`]: the disk is full, or will be.
    pub(super) fn room(&self, grows: u64) -> Result<(), StoreError> {
        if self.files.room(&self.dir) >= VIEW_BYTES.saturating_add(grows) {
            return Ok(());
        }
        Err(StoreError::disk(&self.dir, io::ErrorKind::StorageFull.into()))
    }

    /// Appends entries, given as lines, and waits until they, and those before them, are on the disk; `next` is the number after them.
    ///
    /// # Errors
    /// [`StoreError::Disk`]: none of them is in the ledger, and it can be tried again.
    pub(super) fn append(&mut self, lines: &[u8], next: u64) -> Result<(), StoreError> {
        self.begin()?;
        let written = self.file.write_all(lines).and_then(|()| self.file.sync());
        self.end(written)?;
        (self.length, self.next) = (self.length + (self.late.len() + lines.len()) as u64, next);
        self.late.clear();
        Ok(())
    }

    /// Appends entries without waiting for the disk: the end of the process does not harm them, a power cut before the next
    /// [`Ledger::append`] may.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub(super) fn append_late(&mut self, lines: &[u8], next: u64) -> Result<(), StoreError> {
        self.begin()?;
        let written = self.file.write_all(lines);
        self.end(written)?;
        self.late.extend(lines);
        self.next = next;
        Ok(())
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.room(0)?;
        self.mend()?;
        self.turn()?;
        self.torn = true;
        Ok(())
    }

    /// Begins a new segment, if the last one has ended.
    fn turn(&mut self) -> Result<(), StoreError> {
        if (self.length >= SEGMENT_BYTES || self.ends) && self.late.is_empty() {
            let path = segment(&self.dir, self.next);
            self.file = self.files.append(&path).map_err(|cause| StoreError::disk(&path, cause))?;
            (self.path, self.length, self.ends, self.forgets) = (path, 0, false, false);
            sync_dir(&self.dir)?;
        }
        Ok(())
    }

    /// The last segment tells that somebody was forgotten.
    pub(super) fn note_forgotten(&mut self) {
        self.forgets = true;
    }

    /// Ends the last segment if it tells that somebody was forgotten: it can be compacted then, although nothing more may come. Lines must
    /// not be late.
    pub(super) fn end_forgetting(&mut self) -> Result<(), StoreError> {
        self.ends |= self.forgets;
        self.turn()
    }

    fn end(&mut self, written: io::Result<()>) -> Result<(), StoreError> {
        if let Err(cause) = written {
            // If this fails too, the next append tries it again before it writes.
            let _ = self.mend();
            return Err(StoreError::disk(&self.path, cause));
        }
        self.torn = false;
        Ok(())
    }

    /// Brings the file back to what was acknowledged. After a failed sync the late lines may be gone too, so they are written again.
    fn mend(&mut self) -> Result<(), StoreError> {
        if self.torn {
            let mended = self.file.truncate(self.length).and_then(|()| self.file.sync()).and_then(|()| self.file.write_all(&self.late));
            mended.map_err(|cause| StoreError::disk(&self.path, cause))?;
            self.torn = false;
        }
        Ok(())
    }

    /// Gives the entries from a number on, in order. Older segments are not read.
    pub(super) fn read(&self, from: u64, mut each: impl FnMut(Entry) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let read = read(&self.dir, from, u64::MAX, |entry, _| each(entry))?;
        match read.tail {
            None => Ok(()),
            Some(tail) => Err(StoreError::damaged(&tail.file, tail.line, "the line has no end")),
        }
    }

    /// Makes the file of a load ready for its entry, which must be the next one.
    pub(super) fn adopt(&self, part: &Path) -> Result<(), StoreError> {
        rename(part, &self.load_path(self.next))
    }

    /// Where the rows of the load with that number lie.
    pub(super) fn load_path(&self, first: u64) -> PathBuf {
        load(&self.dir, first)
    }

    /// The rows of a load, without the first `done`.
    pub(super) fn rows(&self, first: u64, rows: u64, done: u64) -> Result<Rows, StoreError> {
        Rows::open(self.load_path(first), rows, done)
    }
}

/// What a reading of the ledger came to.
pub(super) struct Reading {
    /// The number after the last entry that was given.
    pub(super) next: u64,
    /// A last line without end: nobody was told of it.
    pub(super) tail: Option<Tail>,
}

/// An unfinished line.
pub(super) struct Tail {
    pub(super) file: PathBuf,
    pub(super) line: u64,
    pub(super) bytes: u64,
}

/// Gives the entries of the ledger in a directory from a number on, as far as `upto`, each with its line. Needs no open [`Ledger`],
/// and may go on beside one: what is written behind `upto` meanwhile is not looked at.
pub(super) fn read(
    dir: &Path,
    from: u64,
    upto: u64,
    mut each: impl FnMut(Entry, &[u8]) -> Result<(), StoreError>,
) -> Result<Reading, StoreError> {
    let segments = segments(dir)?;
    let missing = |first| StoreError::damaged(&segment(dir, first), 1, "this part of the ledger is missing");
    let begin = segments.iter().rposition(|(first, _)| *first <= from).ok_or_else(|| missing(from))?;
    let mut read = Reading { next: segments[begin].0, tail: None };
    for (first, path) in &segments[begin..] {
        if read.next > upto {
            break;
        }
        if let Some(Tail { file, line, .. }) = read.tail {
            return Err(StoreError::damaged(&file, line, "the line has no end"));
        }
        if *first != read.next {
            return Err(missing(read.next));
        }
        let scan = scan(path, *first, upto, |entry, line| if entry.seq >= from { each(entry, line) } else { Ok(()) })?;
        let tail = Tail { file: path.clone(), line: scan.lines + 1, bytes: scan.tail };
        read = Reading { next: scan.next, tail: (scan.tail > 0).then_some(tail) };
    }
    if upto < u64::MAX && read.next <= upto { Err(missing(read.next)) } else { Ok(read) }
}

/// The rows of a load, in order.
pub(super) struct Rows {
    path: PathBuf,
    reader: BufReader<File>,
    line: Vec<u8>,
    /// Lines that were read, and rows that were given or passed over.
    lines: u64,
    number: u64,
    rows: u64,
    /// Of the last line, what it names and is not given yet.
    named: Range<u64>,
}

impl Rows {
    pub(super) fn open(path: PathBuf, rows: u64, done: u64) -> Result<Rows, StoreError> {
        let reader = BufReader::with_capacity(1 << 18, open(&path)?);
        let mut rows = Rows { path, reader, line: Vec::new(), lines: 0, number: 0, rows, named: 0..0 };
        while rows.number < done {
            if rows.named.is_empty() {
                rows.read()?;
            }
            let passed = (done - rows.number).min((rows.named.end - rows.named.start).max(1));
            rows.named.start = (rows.named.start + passed).min(rows.named.end);
            rows.number += passed;
        }
        Ok(rows)
    }

    /// The JSON of the next line, as it lies there; its checksum fits.
    pub(super) fn next_json(&mut self) -> Result<Option<&[u8]>, StoreError> {
        if self.number == self.rows {
            return Ok(None);
        }
        self.read()?;
        self.number = self.number.saturating_add((self.named.end - self.named.start).max(1));
        if self.number > self.rows {
            return Err(self.damaged(MORE_ROWS));
        }
        checked(&self.line).map(Some).map_err(|what| StoreError::damaged(&self.path, self.lines, what))
    }

    /// Nothing may follow the last row.
    pub(super) fn end(&mut self) -> Result<(), StoreError> {
        let more = self.reader.fill_buf().map_err(|cause| StoreError::disk(&self.path, cause))?;
        if more.is_empty() { Ok(()) } else { Err(StoreError::damaged(&self.path, self.lines + 1, MORE_ROWS)) }
    }

    /// Reads a line, and what it names.
    fn read(&mut self) -> Result<(), StoreError> {
        self.line.clear();
        self.lines += 1;
        self.reader.read_until(b'\n', &mut self.line).map_err(|cause| StoreError::disk(&self.path, cause))?;
        self.named = 0..0;
        if self.line.get(CHECKSUM_BYTES..).is_some_and(Named::is) {
            let Named { named: (first, rows) } = read_line(&self.line).map_err(|what| self.damaged(what))?;
            self.named = first..first.saturating_add(rows);
            if self.named.is_empty() {
                return Err(self.damaged("the line names nothing"));
            }
        }
        Ok(())
    }

    fn row(&mut self) -> Result<Row, StoreError> {
        if self.named.is_empty() {
            self.read()?;
        }
        match self.named.next() {
            Some(named) => Ok(Row::Named(named)),
            None => read_line(&self.line).map(Row::Put).map_err(|what| self.damaged(what)),
        }
    }

    fn damaged(&self, what: &'static str) -> StoreError {
        StoreError::damaged(&self.path, self.lines, what)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.number == self.rows {
            return None;
        }
        self.number += 1;
        Some(self.row())
    }
}

/// What a segment holds.
#[derive(Clone, Copy)]
struct Scan {
    next: u64,
    lines: u64,
    /// Bytes of whole lines, and of a last line without end.
    whole: u64,
    tail: u64,
}

/// Reads a segment. A last line without its end is no error here: nobody was told of it.
/// Ends with the entry that covers `upto`.
fn scan(path: &Path, first: u64, upto: u64, mut each: impl FnMut(Entry, &[u8]) -> Result<(), StoreError>) -> Result<Scan, StoreError> {
    let mut entries = Entries::open(path, first)?;
    while entries.scan.next <= upto
        && let Some(entry) = entries.read()?
    {
        each(entry, &entries.line)?;
    }
    Ok(entries.scan)
}

/// The entries of a segment, one after the other.
pub(super) struct Entries {
    path: PathBuf,
    reader: BufReader<File>,
    line: Vec<u8>,
    /// What was read so far.
    scan: Scan,
}

impl Entries {
    /// A segment and the number of its first entry.
    pub(super) fn open(path: &Path, first: u64) -> Result<Entries, StoreError> {
        let reader = BufReader::with_capacity(1 << 18, open(path)?);
        Ok(Entries { path: path.to_owned(), reader, line: Vec::new(), scan: Scan { next: first, lines: 0, whole: 0, tail: 0 } })
    }

    /// The next one; `None` at the end, or where a line has no end yet.
    pub(super) fn read(&mut self) -> Result<Option<Entry>, StoreError> {
        let Entries { path, reader, line, scan } = self;
        line.clear();
        let read = reader.read_until(b'\n', line).map_err(|cause| StoreError::disk(path, cause))? as u64;
        if !line.ends_with(b"\n") {
            scan.tail = read;
            return Ok(None);
        }
        scan.lines += 1;
        let entry: Entry = read_line(line).map_err(|what| StoreError::damaged(path, scan.lines, what))?;
        if entry.v != FORMAT {
            return Err(StoreError::damaged(path, scan.lines, "the entry is of another version of Hamkor"));
        }
        if entry.seq != scan.next {
            return Err(StoreError::damaged(path, scan.lines, "the entries before this one are missing"));
        }
        if entry.next() == u64::MAX {
            return Err(StoreError::damaged(path, scan.lines, "the entry claims more numbers than there are"));
        }
        (scan.next, scan.whole) = (entry.next(), scan.whole + read);
        Ok(Some(entry))
    }
}

fn open(path: &Path) -> Result<File, StoreError> {
    File::open(path).map_err(|cause| StoreError::disk(path, cause))
}

pub(super) fn segment(dir: &Path, first: u64) -> PathBuf {
    dir.join(format!("{first:012}.jsonl"))
}

/// Where the rows of a load lie.
pub(super) fn load(dir: &Path, first: u64) -> PathBuf {
    dir.join(format!("{first:012}.load"))
}

/// The segments, oldest first.
pub(super) fn segments(dir: &Path) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    let mut segments: Vec<_> = list(dir)?.into_iter().filter_map(|path| Some((number(&path, "jsonl")?, path))).collect();
    segments.sort();
    Ok(segments)
}

fn number(path: &Path, kind: &str) -> Option<u64> {
    path.extension().filter(|extension| *extension == kind)?;
    path.file_stem()?.to_str()?.parse().ok()
}

fn list(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = fs::read_dir(dir).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    entries.map_err(|cause| StoreError::disk(dir, cause))
}
