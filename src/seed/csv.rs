//! CSV, TSV, TXT: records of RFC 4180 under a header that is found among title rows.
//!
//! The records are cut here and not by the `csv` crate because three things it hides are asked for: the line where a record begins
//! after blank lines, a quote that is never closed, and an end to a record that has no end.

use std::io::{self, BufRead, Chain, Cursor, Read};
use std::sync::Arc;

use super::clean::is_blank;
use super::header::{Header, Headers};
use super::remark::{Remark, What, excerpt};
use super::table::{Raw, Value};
use super::text::Text;
use crate::domain::Field;

/// A longer record is refused; by the limits of cells no good one comes near.
pub(super) const RECORD_BYTES: usize = 4 << 20;
/// The header is looked for in the beginning of the file only.
const HEAD_BYTES: u64 = 256 * 1024;
const DELIMITERS: [u8; 3] = *b",;\t";

/// Reads the rows of a table in text.
pub(super) struct Csv {
    records: Records<Chain<Cursor<Vec<u8>>, Text>>,
    record: Record,
    columns: Vec<Option<Field>>,
    headers: Vec<Arc<str>>,
    /// Title rows with bytes that mean nothing, the last first.
    spoilt: Vec<usize>,
}

impl Csv {
    /// Finds the delimiter and the header.
    pub(super) fn new(mut text: Text, headers: &mut Headers) -> Result<Csv, Remark> {
        let mut head = Vec::new();
        text.by_ref()
            .take(HEAD_BYTES)
            .read_to_end(&mut head)
            .map_err(|error| Remark::file(What::CannotRead { reason: error.to_string() }))?;
        let told = told_delimiter(&head);
        let tried = match told {
            Some((delimiter, _)) => vec![delimiter],
            None => DELIMITERS.to_vec(),
        };
        let skip = told.map_or(0, |(_, bytes)| bytes);
        let first_line = if told.is_some() { 2 } else { 1 };
        let is_cut = head.len() as u64 == HEAD_BYTES;
        let found =
            tried.into_iter().rev().map(|delimiter| (delimiter, Begun::read(&head[skip..], delimiter, (first_line, is_cut), headers)));
        let best = found.max_by_key(|(_, begun)| begun.header.as_ref().map(|(header, _)| header.known()));
        let (delimiter, Begun { header, mut spoilt }) = best.expect("a delimiter is tried");
        let Some((header, count)) = header else {
            return Err(spoilt.first().map_or_else(|| headers.lacking(), |row| Remark::row(*row, What::BadBytes)));
        };
        if spoilt.last() == Some(&header.row) {
            return Err(Remark::row(header.row, What::BadBytes));
        }
        spoilt.reverse();
        header.check(headers)?;
        let mut source = Cursor::new(head);
        source.set_position(skip as u64);
        let mut records = Records::new(source.chain(text), delimiter, first_line);
        let mut record = Record::default();
        for _ in 0..count {
            records.next(&mut record).map_err(|error| Remark::file(What::CannotRead { reason: error.to_string() }))?;
        }
        let names = header.texts.iter().map(|text| text.as_str().into()).collect();
        Ok(Csv { records, record, columns: header.fields, headers: names, spoilt })
    }

    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> Option<Raw> {
        if let Some(row) = self.spoilt.pop() {
            return Some(Raw::refused(Remark::row(row, What::BadBytes)));
        }
        loop {
            let cut = match self.records.next(&mut self.record) {
                Ok(Cut::End) => return None,
                Ok(cut) => cut,
                Err(error) => {
                    self.records.ended = true;
                    return Some(Raw::refused(Remark::row(self.records.line, What::CannotRead { reason: error.to_string() })));
                }
            };
            match cut {
                Cut::Unclosed { line } => return Some(Raw::refused(Remark::row(line, What::UnclosedQuote))),
                Cut::TooLong => return Some(Raw::refused(Remark::row(self.record.line, What::RowTooLong))),
                _ if self.record.cells().all(|cell| std::str::from_utf8(cell).is_ok_and(is_blank)) => {}
                _ => return Some(self.row()),
            }
        }
    }

    fn row(&self) -> Raw {
        let mut raw = Raw::new(self.record.line);
        // A row with fewer cells than the header has empty ones.
        let missing = self.columns.len().saturating_sub(self.record.ends.len());
        for (at, cell) in self.record.cells().chain(std::iter::repeat_n(&b""[..], missing)).enumerate() {
            match (self.columns.get(at), std::str::from_utf8(cell)) {
                (Some(Some(field)), Ok(text)) => raw.cells.push((*field, self.headers[at].clone(), Value::Guarded(text.to_owned()))),
                (Some(_), Err(_)) => raw.remarks.push(Remark::cell(raw.number, &self.headers[at], What::BadBytes)),
                (None, text) if !text.is_ok_and(is_blank) => {
                    let text = excerpt(&String::from_utf8_lossy(cell));
                    raw.remarks.push(Remark::row(raw.number, What::ExtraCell { text }));
                }
                _ => {}
            }
        }
        raw
    }
}

/// `sep=;` in the first line: the delimiter and the length of the line.
fn told_delimiter(head: &[u8]) -> Option<(u8, usize)> {
    let end = head.iter().position(|&byte| byte == b'\n').map_or(head.len(), |at| at + 1);
    let line = head[..end].strip_suffix(b"\n").unwrap_or(&head[..end]);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter, rest @ ..] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") && matches!(rest, [] | [b'"']) => {
            Some((*delimiter, end))
        }
        _ => None,
    }
}

/// The beginning of a file, cut at one delimiter.
#[derive(Default)]
struct Begun {
    /// The first row that is a header, and how many records there are up to and with it.
    header: Option<(Header, usize)>,
    /// Rows up to it with bytes that mean nothing.
    spoilt: Vec<usize>,
}

impl Begun {
    /// `is_cut`: the file goes on behind this, so that the last row and its last letter may be halves.
    fn read(head: &[u8], delimiter: u8, (first_line, is_cut): (usize, bool), headers: &Headers) -> Begun {
        let mut begun = Begun::default();
        let mut records = Records::new(head, delimiter, first_line);
        let mut record = Record::default();
        let (mut has_begun, mut alone) = (false, None);
        for count in 1.. {
            if !matches!(records.next(&mut record), Ok(Cut::Record | Cut::TooLong | Cut::Unclosed { .. })) {
                break;
            }
            let is_half = is_cut && records.ended;
            if !is_half && record.cells().any(|cell| std::str::from_utf8(cell).is_err()) {
                begun.spoilt.push(record.line);
            }
            let texts = record.cells().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
            let header = Header::read(record.line, texts, headers);
            if header.is_plain() {
                begun.header = Some((header, count));
                return begun;
            }
            let is_first = !has_begun;
            has_begun |= !header.is_blank();
            if is_first && header.is_alone(headers) {
                alone = Some((header, count, record.line));
            }
        }
        if let Some((header, count, line)) = alone {
            begun.spoilt.retain(|&spoilt| spoilt <= line);
            begun.header = Some((header, count));
        }
        begun
    }
}

/// The cells of a record, one after the other.
#[derive(Default)]
pub(super) struct Record {
    /// The line where it begins.
    line: usize,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Record {
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.bytes[start..end])
    }
}

/// How reading a record ended.
enum Cut {
    Record,
    /// Read over to its end, its bytes dropped.
    TooLong,
    /// The file ends, or the record has no end, inside a quote opened in this line.
    Unclosed {
        line: usize,
    },
    End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Plain,
    Quoted,
    /// After a quote in a quoted cell: the end of the cell, or half of a doubled quote.
    Quote,
}

/// Cuts bytes into records.
struct Records<R> {
    source: R,
    delimiter: u8,
    /// The line of the next byte.
    line: usize,
    after_cr: bool,
    ended: bool,
}

impl<R: BufRead> Records<R> {
    fn new(source: R, delimiter: u8, line: usize) -> Records<R> {
        Records { source, delimiter, line, after_cr: false, ended: false }
    }

    /// Reads one record; blank lines are records with one empty cell.
    fn next(&mut self, record: &mut Record) -> io::Result<Cut> {
        record.bytes.clear();
        record.ends.clear();
        let (mut place, mut opened, mut is_long, mut is_begun) = (Place::CellStart, self.line, false, false);
        loop {
            let bytes = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                _ if self.ended => &[],
                other => other?,
            };
            if bytes.is_empty() {
                self.ended = true;
                record.ends.push(record.bytes.len());
                return Ok(match place {
                    Place::Quoted => Cut::Unclosed { line: opened },
                    _ if is_long => Cut::TooLong,
                    _ if is_begun => Cut::Record,
                    _ => Cut::End,
                });
            }
            let mut used = 0;
            for &byte in bytes {
                used += 1;
                if std::mem::replace(&mut self.after_cr, byte == b'\r') && byte == b'\n' {
                    // The second half of CRLF: its line is counted, and outside quotes it ended the record before.
                    if place == Place::Quoted {
                        record.bytes.push(byte);
                    }
                    continue;
                }
                if !is_begun {
                    (is_begun, record.line) = (true, self.line);
                }
                let is_line_end = matches!(byte, b'\r' | b'\n');
                self.line += usize::from(is_line_end);
                match place {
                    Place::Quoted if byte == b'"' => place = Place::Quote,
                    Place::Quoted => record.bytes.push(byte),
                    Place::CellStart if byte == b'"' => (place, opened) = (Place::Quoted, self.line),
                    Place::Quote if byte == b'"' => {
                        place = Place::Quoted;
                        record.bytes.push(byte);
                    }
                    _ if byte == self.delimiter => {
                        place = Place::CellStart;
                        record.ends.push(record.bytes.len());
                    }
                    _ if is_line_end => {
                        record.ends.push(record.bytes.len());
                        self.source.consume(used);
                        return Ok(if is_long { Cut::TooLong } else { Cut::Record });
                    }
                    _ => {
                        place = Place::Plain;
                        record.bytes.push(byte);
                    }
                }
                if record.bytes.len() + record.ends.len() > RECORD_BYTES {
                    if place == Place::Quoted {
                        self.ended = true;
                        return Ok(Cut::Unclosed { line: opened });
                    }
                    is_long = true;
                    record.bytes.clear();
                    record.ends.clear();
                }
            }
            self.source.consume(used);
        }
    }
}
