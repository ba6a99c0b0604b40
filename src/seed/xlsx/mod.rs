//! XLSX: the rows of a sheet under a header that is found among title rows.
//!
//! file -> [`package`] (parts of the archive, which are sheets) -> [`part`] (unpacked, within its [`limit`]) -> [`xml`] -> [`strings`] and [`styles`]
//! (what cells point at) and [`sheet`] (rows) -> [`cell`] (a text). Everything but the shared texts streams; every fault of the sheet is found before
//! its first row is given, since the merged cells stand behind the rows and all of it is read for them.

mod cell;
mod limit;
mod package;
mod part;
mod sheet;
mod strings;
mod styles;
mod xml;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use self::cell::{Cell, Pointed};
pub use self::limit::Limit;
use self::limit::{CELL_BYTES, HEADER_CELL_BYTES, HEADER_ROWS, append};
use self::package::{Package, Place};
use self::sheet::{Line, Merge, Sheet};
use self::strings::Strings;
use self::styles::Styles;
use super::clean::cell_limit;
use super::header::{Header, Headers};
use super::remark::{Remark, Severity, What};
use super::table::{Raw, Value};
use super::text::Source;
use crate::domain::Field;

/// Reads the rows of a workbook.
pub(super) struct Xlsx {
    sheet: Sheet,
    pointed: Pointed,
    /// Its last row.
    header: u32,
    columns: Vec<Column>,
    /// In the order of their first rows; those from `next_merge` on begin further down.
    merges: Vec<Merge>,
    next_merge: usize,
    /// What is to be said of the file, with its first row.
    remarks: Vec<Remark>,
    /// Bytes of all texts given so far.
    given: u64,
    ended: bool,
}

/// A column with a known name.
struct Column {
    /// From 1.
    number: u16,
    field: Field,
    header: Arc<str>,
    merged: Option<Merged>,
}

/// Cells of a column that are shown as part of one.
struct Merged {
    last: u32,
    /// That of the first cell, when it stands in this column; what the others hold is not shown.
    text: String,
}

impl Xlsx {
    /// Finds the sheet and the header.
    pub(super) fn new(source: Box<dyn Source>, headers: &mut Headers) -> Result<Xlsx, Remark> {
        let package = Package::open(source).map_err(Remark::file)?;
        let workbook = package.workbook().map_err(Remark::file)?;
        let strings = match &workbook.strings {
            Some(part) => package.part(part).and_then(Strings::read).map_err(Remark::file)?,
            None => Strings::default(),
        };
        let styles = Styles::new(workbook.is_from_1904);
        let styles = match &workbook.styles {
            Some(part) => package.small_part(part).and_then(|xml| styles.read(xml)).map_err(Remark::file)?,
            None => styles,
        };
        let pointed = Pointed { strings, styles };
        // Hidden sheets often hold lists for choosing from.
        let (visible, hidden): (Vec<Place>, _) = workbook.sheets.into_iter().partition(|place| place.is_visible);
        let mut places = visible.into_iter().chain(hidden);
        let found = places.find_map(|place| Found::look_in(&package, place, &pointed, headers).transpose());
        let Some(mut found) = found.transpose()? else {
            return Err(headers.lacking());
        };
        let others = places.filter(|place| place.is_visible).map(|place| Found::look_in(&package, place, &pointed, headers));
        let others: Vec<String> = others.filter_map(|other| Some(other.ok()??.place.name)).collect();
        let mut sheet = found.open(&package)?;
        let merges = sheet.merges().map_err(|what| at(&sheet, what))?;
        let last = found.last(&merges);
        if last as usize > found.header.row {
            found.read_down(found.open(&package)?, last, &pointed, headers)?;
        }
        found.header.check(headers)?;
        let sheet = found.open(&package)?;
        let names = found.numbers.into_iter().zip(found.header.texts).zip(found.header.fields);
        let named = names.filter_map(|((number, text), field)| Some(Column { number, field: field?, header: text.into(), merged: None }));
        let columns: Vec<Column> = named.collect();
        let covers = |merge: &Merge| columns.iter().any(|column| merge.covers(column.number));
        let merges = merges.into_iter().filter(|merge| merge.first > last && covers(merge)).collect();
        let remarks = match others.is_empty() {
            true => Vec::new(),
            false => vec![Remark::file(What::OtherSheets { read: found.place.name, names: others.join(", ") })],
        };
        Ok(Xlsx { sheet, pointed, header: last, columns, merges, next_merge: 0, remarks, given: 0, ended: false })
    }

    /// Packed bytes of the sheet read so far, and in all.
    pub(super) fn progress(&self) -> (Arc<AtomicU64>, u64) {
        self.sheet.xml().part().progress()
    }

    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> Option<Raw> {
        while !self.ended {
            let keep = |number| if self.columns.iter().any(|column| column.number == number) { CELL_BYTES } else { 0 };
            let raw = match self.sheet.next(keep) {
                Ok(Some(line)) if line.behind.is_none() && line.number <= self.header => None,
                Ok(Some(line)) => self.row(&line),
                Ok(None) => {
                    self.ended = true;
                    None
                }
                Err(what) => Some(self.end(what)),
            };
            if let Some(raw) = raw {
                let mut raw = if self.given > Limit::List.bytes() { self.end(self.sheet.xml().over(Limit::List)) } else { raw };
                raw.remarks.splice(0..0, self.remarks.drain(..));
                return Some(raw);
            }
        }
        None
    }

    /// Ends reading for a fault.
    fn end(&mut self, what: What) -> Raw {
        self.ended = true;
        Raw::refused(at(&self.sheet, what))
    }

    fn row(&mut self, line: &Line) -> Option<Raw> {
        if let Some(behind) = line.behind {
            let has_text = line.cells.iter().any(|cell| !super::clean::is_blank(&cell.text));
            return has_text.then(|| Raw::refused(misplaced(line, behind)));
        }
        let mut raw = Raw::new(line.number as usize);
        let mut is_blank = true;
        let begun = &self.merges[self.next_merge..];
        let begun = &begun[..begun.partition_point(|merge| merge.first <= line.number)];
        self.next_merge += begun.len();
        for column in &mut self.columns {
            column.merged.take_if(|merged| merged.last < line.number);
            let merge = begun.iter().rfind(|merge| merge.covers(column.number) && merge.last >= line.number);
            let is_first = merge.is_some_and(|merge| merge.first == line.number && merge.left == column.number);
            if let Some(merge) = merge {
                column.merged = Some(Merged { last: merge.last, text: String::new() });
            }
            let is_shown = column.merged.is_none() || is_first;
            let cell = line.cells.iter().find(|cell| is_shown && cell.column == column.number);
            let mut text = cell.map_or(Ok(String::new()), |cell| column.read(cell, &self.pointed)).unwrap_or_else(|what| {
                // A formula without a value in a row with nothing else waits for that row to be filled in.
                is_blank &= what.severity() == Severity::Warning && !matches!(column.field, Field::Name | Field::City);
                raw.remarks.push(Remark::cell(raw.number, &column.header, what));
                String::new()
            });
            is_blank &= super::clean::is_blank(&text);
            match &mut column.merged {
                Some(merged) if is_first => merged.text.clone_from(&text),
                Some(merged) => text.clone_from(&merged.text),
                None => {}
            }
            self.given += text.len() as u64;
            if line.again == Some(column.number) {
                is_blank = false;
                raw.remarks.push(Remark::cell(raw.number, &column.header, What::CellTwice));
            }
            raw.cells.push((column.field, column.header.clone(), Value::Guarded(text)));
        }
        (!is_blank).then_some(raw)
    }
}

impl Column {
    fn read(&self, cell: &Cell, pointed: &Pointed) -> Result<String, What> {
        let limit = cell_limit(self.field);
        cell.read(pointed).and_then(|text| if text.len() > CELL_BYTES { Err(What::TooLong { limit }) } else { Ok(text) })
    }
}

/// A sheet with a header.
struct Found {
    place: Place,
    header: Header,
    /// Of the columns of the header.
    numbers: Vec<u16>,
}

impl Found {
    /// Looks for a header in the beginning of a sheet.
    fn look_in(package: &Package, place: Place, pointed: &Pointed, headers: &Headers) -> Result<Option<Found>, Remark> {
        let mut sheet = package.sheet(&place).map(Sheet::head).map_err(Remark::file)?;
        let (mut begun, mut alone) = (false, None);
        while let Some(line) = sheet.next(|_| HEADER_CELL_BYTES).map_err(|what| at(&sheet, what))? {
            let (numbers, texts) = header_cells(&line, pointed).unzip();
            let header = Header::read(line.number as usize, texts, headers);
            if header.is_plain() {
                // Of the rows above it, none would be known to stand below it in truth.
                return line.behind.map_or(Ok(Some(Found { place, header, numbers })), |behind| Err(misplaced(&line, behind)));
            }
            let is_first = !begun;
            begun |= !header.is_blank();
            if is_first && header.is_alone(headers) {
                alone = Some((header, numbers));
            }
        }
        Ok(alone.map(|(header, numbers)| Found { place, header, numbers }))
    }

    fn open(&self, package: &Package) -> Result<Sheet, Remark> {
        package.sheet(&self.place).map(Sheet::new).map_err(Remark::file)
    }

    /// The last row of the header: the lowest over which one of its known names is merged.
    fn last(&self, merges: &[Merge]) -> u32 {
        let row = self.header.row as u32;
        let known = self.numbers.iter().zip(&self.header.fields).filter(|(_, field)| field.is_some()).map(|(number, _)| *number);
        // When there are more, one is there twice, and the header is refused.
        let known: Vec<u16> = known.take(Field::ALL.len()).collect();
        let is_header =
            |merge: &&Merge| merge.first == row && merge.last - row < HEADER_ROWS && known.iter().any(|&number| merge.covers(number));
        merges.iter().filter(is_header).map(|merge| merge.last).max().unwrap_or(row)
    }

    /// Names in the lower rows of a header stand below one of many columns: the known or, when there is none, the upper name counts.
    fn read_down(&mut self, mut sheet: Sheet, last: u32, pointed: &Pointed, headers: &Headers) -> Result<(), Remark> {
        while let Some(line) = sheet.next(|_| HEADER_CELL_BYTES).map_err(|what| at(&sheet, what))?.filter(|line| line.number <= last) {
            if line.number as usize <= self.header.row {
                continue;
            }
            for (number, text) in header_cells(&line, pointed) {
                let field = headers.field(&text);
                match self.numbers.iter().position(|known| *known == number) {
                    None => {
                        self.numbers.push(number);
                        self.header.texts.push(text);
                        self.header.fields.push(field);
                    }
                    Some(at) if self.header.fields[at].is_none() && field.is_some() => {
                        (self.header.texts[at], self.header.fields[at]) = (text, field);
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(())
    }
}

/// The cells of a row that may be a header, with the numbers of their columns.
fn header_cells(line: &Line, pointed: &Pointed) -> impl Iterator<Item = (u16, String)> {
    line.cells.iter().filter_map(|cell| {
        let (mut short, text) = (String::new(), cell.read(pointed).ok()?);
        append(&mut short, 0, text.trim(), HEADER_CELL_BYTES);
        (!short.is_empty()).then_some((cell.column, short))
    })
}

/// A row that does not stand where its number says.
fn misplaced(line: &Line, behind: u32) -> Remark {
    Remark::row(line.number as usize, What::RowMisplaced { behind: behind as usize })
}

/// A fault in the row that was read last.
fn at(sheet: &Sheet, what: What) -> Remark {
    Remark { row: sheet.number(), ..Remark::file(what) }
}
