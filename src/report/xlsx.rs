//! XLSX: every text a text cell, no formula ever, links only as text.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::{Cell, guarded};
use crate::domain::is_formula;

/// A cell of a workbook holds no more.
const CELL_CHARACTERS: usize = 32_767;

pub(super) fn write(headers: &[String], rows: &mut dyn Iterator<Item = Vec<Cell>>, out: &mut dyn Write) -> io::Result<()> {
    let mut workbook = Workbook::new();
    // The same list gives the same file, whenever it is made: the date is that of all entries of its archive.
    let made = ExcelDateTime::from_ymd(1980, 1, 1).map_err(io::Error::other)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    fill(&mut workbook, headers, rows).map_err(io::Error::other)?;
    out.write_all(&workbook.save_to_buffer().map_err(io::Error::other)?)
}

fn fill(workbook: &mut Workbook, headers: &[String], rows: &mut dyn Iterator<Item = Vec<Cell>>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    // As the apostrophe typed in Excel: shown as text, also after the cell is edited.
    let as_text = Format::new().set_num_format("@").set_quote_prefix();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, header) in (0u16..).zip(headers) {
        sheet.write_string_with_format(0, column, header, &bold)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(&row) {
            let text = short(&cell.text());
            match cell {
                Cell::Number(number) => sheet.write_number(line, column, *number)?,
                #[expect(clippy::cast_precision_loss, reason = "a workbook knows no other numbers")]
                Cell::Count(count) => sheet.write_number(line, column, *count as f64)?,
                _ if text.is_empty() => continue,
                Cell::Code(_) => sheet.write_string_with_format(line, column, text, &as_text)?,
                _ if is_formula(&text) => sheet.write_string_with_format(line, column, text, &as_text)?,
                _ => sheet.write_string(line, column, text)?,
            };
        }
    }
    Ok(())
}

/// As much as a cell holds. A text that itself begins with a guard gets one more, since reading takes one away: a list of ours that was a
/// CSV before it became a workbook has them in its cells.
fn short(text: &str) -> String {
    let text = if text.starts_with('\'') { guarded(text) } else { text.to_owned() };
    text.chars().take(CELL_CHARACTERS).collect()
}
