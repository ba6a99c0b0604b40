//! CSV, with what would be a formula guarded.

use std::io::{self, Write};

use super::{Cell, guarded};

pub(super) fn write(headers: &[String], rows: &mut dyn Iterator<Item = Vec<Cell>>, plain: bool, out: &mut dyn Write) -> io::Result<()> {
    if !plain {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let delimiter = if plain { b',' } else { b';' };
    let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).terminator(::csv::Terminator::CRLF).from_writer(out);
    writer.write_record(headers.iter().map(|header| guarded(header))).map_err(plainly)?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| match cell {
                Cell::Number(_) | Cell::Share(_) => cell.text(),
                _ => guarded(&cell.text()),
            }))
            .map_err(plainly)?;
    }
    writer.flush()
}

/// The error below, so that a closed pipe is seen as one.
fn plainly(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}
