//! A file as a table: which reader it needs, which names its columns may have, and its rows one after the other.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::clean::Cleaner;
use super::csv::Csv;
use super::header::Headers;
use super::json::Json;
use super::keys::Keys;
use super::remark::{Remark, Severity, What};
use super::text::{NoText, Source, Text};
use super::xlsx::Xlsx;
use crate::domain::{Company, Field};
use crate::understanding::Vocabulary;

/// No larger file is read.
pub const FILE_BYTES: u64 = 400 << 20;

/// One row of a file: a company, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet shows it: the line in text files, the item from 1 in JSON.
    pub number: usize,
    /// Cleaned; its id is empty when the file gives none. Of a refused row, what could be read.
    pub company: Company,
    pub keys: Keys,
    pub remarks: Vec<Remark>,
}

impl Row {
    pub fn is_refused(&self) -> bool {
        self.remarks.iter().any(|remark| remark.severity == Severity::Error)
    }
}

/// The rows of a file, read as they are asked for.
pub struct Table<'v> {
    reader: Reader,
    headers: Headers,
    cleaner: Cleaner<'v>,
    vocabulary: &'v Vocabulary,
    read: Arc<AtomicU64>,
    bytes: u64,
}

/// Reads the rows of a file of any kind.
pub(super) enum Reader {
    Csv(Csv),
    Json(Json),
    Xlsx(Box<Xlsx>),
}

/// Opens a list of companies: its kind by its extension, in any case.
///
/// # Errors
/// A [`Remark`] without a row, or with that of the header: not a regular file, an unknown kind, too large, no text, no header.
pub fn open<'v>(path: &Path, vocabulary: &'v Vocabulary) -> Result<Table<'v>, Remark> {
    open_as(&path.to_string_lossy(), path, vocabulary)
}

/// [`open_as`], and `told` hears how many bytes of the file were read, of how many: a workbook is read through before its first row is given.
///
/// # Errors
/// As [`open`].
pub fn open_told<'v>(
    name: &str,
    path: &Path,
    vocabulary: &'v Vocabulary,
    told: impl FnMut((u64, u64)) + Send + 'static,
) -> Result<Table<'v>, Remark> {
    let kind = Kind::of(name)?;
    let (file, bytes) = regular_file(path)?;
    Table::new(kind, Box::new(Heard { file, read: 0, bytes, told }), bytes, vocabulary)
}

/// A file of whose reading somebody hears.
struct Heard<F> {
    file: File,
    read: u64,
    bytes: u64,
    told: F,
}

impl<F: FnMut((u64, u64))> Read for Heard<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(into)?;
        // Of a workbook some parts are read twice.
        self.read = (self.read + count as u64).min(self.bytes);
        (self.told)((self.read, self.bytes));
        Ok(count)
    }
}

impl<F> Seek for Heard<F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Opens a list that bears another name than its file.
///
/// # Errors
/// As [`open`].
pub fn open_as<'v>(name: &str, path: &Path, vocabulary: &'v Vocabulary) -> Result<Table<'v>, Remark> {
    let kind = Kind::of(name)?;
    let (file, bytes) = regular_file(path)?;
    Table::new(kind, Box::new(file), bytes, vocabulary)
}

/// Opens a file that can be read to an end, with its length in bytes.
///
/// # Errors
/// A [`Remark`] without a row: it cannot be read, is no regular file, or is too large.
pub fn regular_file(path: &Path) -> Result<(File, u64), Remark> {
    let cannot = |error: std::io::Error| {
        Remark::file(match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => What::NoSuchFile,
            ErrorKind::PermissionDenied => What::NotAllowed,
            _ => What::CannotRead { reason: error.to_string() },
        })
    };
    // Before opening: to open a pipe waits for its other end, and to read some devices never ends.
    if !std::fs::metadata(path).map_err(cannot)?.is_file() {
        return Err(Remark::file(What::NotAFile));
    }
    let file = File::open(path).map_err(cannot)?;
    let metadata = file.metadata().map_err(cannot)?;
    match metadata.len() {
        _ if !metadata.is_file() => Err(Remark::file(What::NotAFile)),
        bytes if bytes > FILE_BYTES => Err(Remark::file(What::TooLarge { limit_mib: FILE_BYTES >> 20 })),
        bytes => Ok((file, bytes)),
    }
}

/// Reads a list that came as a document of this name.
///
/// # Errors
/// As [`open`].
pub fn open_bytes<'v>(name: &str, bytes: Vec<u8>, vocabulary: &'v Vocabulary) -> Result<Table<'v>, Remark> {
    let length = bytes.len() as u64;
    Table::new(Kind::of(name)?, Box::new(Cursor::new(bytes)), length, vocabulary)
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text(Layout),
    Xlsx,
}

#[derive(Clone, Copy)]
pub(super) enum Layout {
    Csv,
    Json,
    JsonLines,
}

impl Kind {
    /// By the extension of a name.
    pub(super) fn of(name: &str) -> Result<Kind, Remark> {
        let extension = Path::new(name).extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
        match extension.as_str() {
            "csv" | "tsv" | "txt" => Ok(Kind::Text(Layout::Csv)),
            "json" => Ok(Kind::Text(Layout::Json)),
            "jsonl" => Ok(Kind::Text(Layout::JsonLines)),
            "xlsx" => Ok(Kind::Xlsx),
            "xls" | "xlsm" | "xlsb" | "ods" | "numbers" => Err(Remark::file(What::SaveAsXlsx { kind: extension })),
            "" => Err(Remark::file(What::NoKind)),
            _ => Err(Remark::file(What::UnknownKind { kind: extension })),
        }
    }
}

/// How many bytes were read so far, and how many there are.
type Progress = (Arc<AtomicU64>, u64);

impl Reader {
    /// Finds the header of a source of so many bytes.
    ///
    /// # Errors
    /// As [`open`].
    pub(super) fn new(kind: Kind, source: Box<dyn Source>, bytes: u64, headers: &mut Headers) -> Result<(Reader, Progress), Remark> {
        let layout = match kind {
            Kind::Xlsx => {
                let xlsx = Xlsx::new(source, headers)?;
                let progress = xlsx.progress();
                return Ok((Reader::Xlsx(Box::new(xlsx)), progress));
            }
            Kind::Text(layout) => layout,
        };
        let text = Text::new(source, FILE_BYTES).map_err(|error| {
            Remark::file(match error {
                NoText::Io(error) => What::CannotRead { reason: error.to_string() },
                NoText::Binary => What::NotText,
                NoText::Empty => What::Empty,
            })
        })?;
        let read = text.progress();
        let reader = match layout {
            Layout::Csv => Reader::Csv(Csv::new(text, headers)?),
            Layout::Json => Reader::Json(Json::list(text)?),
            Layout::JsonLines => Reader::Json(Json::lines(text)),
        };
        Ok((reader, (read, bytes)))
    }

    pub(super) fn next(&mut self, headers: &mut Headers) -> Option<Raw> {
        match self {
            Reader::Csv(csv) => csv.next(),
            Reader::Json(json) => json.next(headers),
            Reader::Xlsx(xlsx) => xlsx.next(),
        }
    }
}

impl<'v> Table<'v> {
    fn new(kind: Kind, source: Box<dyn Source>, bytes: u64, vocabulary: &'v Vocabulary) -> Result<Table<'v>, Remark> {
        let mut headers = Headers::new();
        let (reader, (read, bytes)) = Reader::new(kind, source, bytes, &mut headers)?;
        Ok(Table { reader, headers, cleaner: Cleaner::new(vocabulary), vocabulary, read, bytes })
    }

    /// Bytes read so far and in all, for a progress bar.
    pub fn progress(&self) -> (u64, u64) {
        (self.read.load(Ordering::Relaxed).min(self.bytes), self.bytes)
    }

    /// The words by which the list is read.
    pub fn vocabulary(&self) -> &'v Vocabulary {
        self.vocabulary
    }

    /// Columns that were met so far and mean nothing here, as the file writes them.
    pub fn unknown_columns(&self) -> &BTreeSet<String> {
        &self.headers.unknown
    }

    /// How many there are beside those.
    pub fn more_unknown_columns(&self) -> usize {
        self.headers.more_unknown()
    }
}

impl Iterator for Table<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        self.reader.next(&mut self.headers).map(|raw| self.cleaner.row(raw))
    }
}

/// A row before cleaning.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) number: usize,
    pub(super) cells: Vec<(Field, Arc<str>, Value)>,
    pub(super) remarks: Vec<Remark>,
}

impl Raw {
    pub(super) fn new(number: usize) -> Raw {
        Raw { number, cells: Vec::with_capacity(Field::ALL.len()), remarks: Vec::new() }
    }

    pub(super) fn refused(remark: Remark) -> Raw {
        let mut raw = Raw::new(remark.row.unwrap_or_default());
        raw.remarks.push(remark);
        raw
    }
}

#[derive(Debug)]
pub(super) enum Value {
    /// From a spreadsheet: an apostrophe may guard it from being taken for a formula.
    Guarded(String),
    Text(String),
    Items(Vec<String>),
}
