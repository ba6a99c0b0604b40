//! CSV, with what would be a formula guarded.

use std::io::{self, Write};

use super::document::said;
use super::{Cell, guarded};
use crate::domain::Language;

/// For whom a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// With `,`, and numbers as programs read them.
    Programs,
    /// With `;`, and numbers as programs read them.
    List,
    /// With `;`, and numbers as Excel in that language reads them: else they would be texts to it, or days.
    Excel(Language),
}

/// A list in a file of its own.
pub(super) fn write(headers: &[String], rows: &mut dyn Iterator<Item = Vec<Cell>>, plain: bool, out: &mut dyn Write) -> io::Result<()> {
    if plain {
        return table(headers, rows, Way::Programs, out);
    }
    out.write_all("\u{feff}".as_bytes())?;
    table(headers, rows, Way::List, out)
}

/// The header and the rows.
pub(super) fn table(headers: &[String], rows: &mut dyn Iterator<Item = Vec<Cell>>, way: Way, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = writer(way, out);
    writer.write_record(headers.iter().map(|header| guarded(header))).map_err(plainly)?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| match cell {
                Cell::Number(_) | Cell::Share(_) => number(cell, way),
                _ => guarded(&cell.text()),
            }))
            .map_err(plainly)?;
    }
    writer.flush()
}

/// Lines above a table for Excel, each of one cell; an empty one is empty.
pub(super) fn lines<'t>(lines: impl IntoIterator<Item = impl AsRef<str> + 't>, out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        match line.as_ref() {
            "" => out.write_all(b"\r\n")?,
            line => {
                let mut writer = writer(Way::List, out);
                writer.write_record([guarded(line)]).map_err(plainly)?;
                writer.flush()?;
            }
        }
    }
    Ok(())
}

fn writer(way: Way, out: &mut dyn Write) -> ::csv::Writer<&mut dyn Write> {
    let delimiter = if way == Way::Programs { b',' } else { b';' };
    ::csv::WriterBuilder::new().delimiter(delimiter).terminator(::csv::Terminator::CRLF).from_writer(out)
}

fn number(cell: &Cell, way: Way) -> String {
    match (way, cell) {
        // As on paper, but for the blank, with which it would be a text to Excel.
        (Way::Excel(language), Cell::Share(_)) => said(cell, language).replace('\u{a0}', ""),
        (Way::Excel(Language::Ru | Language::Tg), _) => cell.text().replace('.', ","),
        _ => cell.text(),
    }
}

/// The error below, so that a closed pipe is seen as one.
fn plainly(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}
