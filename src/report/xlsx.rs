//! XLSX: every text a text cell, no formula ever, links only as text.

use std::io::{self, Write};

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{Cell, guarded};
use crate::domain::{Language, is_formula};

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
    let looks = Looks::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, header) in (0u16..).zip(headers) {
        sheet.write_string_with_format(0, column, header, &looks.header)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(&row) {
            looks.put(sheet, line, column, cell)?;
        }
    }
    Ok(())
}

/// How cells look, and by that what they are.
pub(super) struct Looks {
    pub(super) header: Format,
    pub(super) header_of_numbers: Format,
    /// Of what stands under it in a sheet of texts.
    pub(super) heading: Format,
    /// As the apostrophe typed in Excel: shown as text, also after the cell is edited.
    as_text: Format,
    number: Format,
    percent: Format,
    day: Format,
    pub(super) plain: Format,
}

impl Looks {
    fn new() -> Looks {
        Looks {
            header: Format::new().set_bold(),
            header_of_numbers: Format::new().set_bold(),
            heading: Format::new().set_bold(),
            as_text: Format::new().set_num_format("@").set_quote_prefix(),
            number: Format::new(),
            percent: Format::new().set_num_format("0%"),
            day: Format::new().set_num_format("dd\\.mm\\.yyyy"),
            plain: Format::new(),
        }
    }

    /// For people: long texts in several lines, each row from its top, days as the language writes them.
    pub(super) fn of_report(language: Language) -> Looks {
        let plain = Looks::new();
        // The names of months by the number of British English, whatever the language of the program that shows them.
        let day = if language == Language::En { plain.day.set_num_format("[$-809]d mmmm yyyy") } else { plain.day };
        let wrap = |format: Format| format.set_text_wrap().set_align(FormatAlign::Top);
        let header = wrap(plain.header).set_background_color(0xE8_EE_F1).set_border_bottom(FormatBorder::Thin);
        // Away from the text in the next cell.
        let at_right = |format: Format| format.set_align(FormatAlign::Right).set_indent(1);
        Looks {
            header_of_numbers: at_right(header.clone()),
            header,
            heading: wrap(plain.heading),
            as_text: wrap(plain.as_text),
            number: at_right(wrap(plain.number)),
            percent: at_right(wrap(plain.percent)),
            day: wrap(day).set_align(FormatAlign::Left),
            plain: wrap(plain.plain),
        }
    }

    /// Writes a value as what it is: texts as texts, whatever they look like.
    pub(super) fn put(&self, sheet: &mut Worksheet, line: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Number(number) => sheet.write_number_with_format(line, column, *number, &self.number)?,
            Cell::Share(share) => sheet.write_number_with_format(line, column, *share, &self.percent)?,
            #[expect(clippy::cast_precision_loss, reason = "a workbook knows no other numbers")]
            Cell::Count(count) => sheet.write_number_with_format(line, column, *count as f64, &self.number)?,
            Cell::Date(date) => sheet.write_datetime_with_format(line, column, &day_of(*date)?, &self.day)?,
            Cell::Nothing => return Ok(()),
            Cell::Text(_) | Cell::Code(_) | Cell::List { .. } => {
                let text = short(&cell.text());
                let guarded = matches!(cell, Cell::Code(_)) || is_formula(&text);
                match text.is_empty() {
                    true => return Ok(()),
                    false => sheet.write_string_with_format(line, column, text, if guarded { &self.as_text } else { &self.plain })?,
                }
            }
        };
        Ok(())
    }
}

/// A day for Excel, which knows none before 1900.
fn day_of(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs());
    ExcelDateTime::from_ymd(year, month, day)
}

/// As much as a cell holds. A text that itself begins with a guard gets one more, since reading takes one away: a list of ours that was a
/// CSV before it became a workbook has them in its cells.
fn short(text: &str) -> String {
    let text = if text.starts_with('\'') { guarded(text) } else { text.to_owned() };
    text.chars().take(CELL_CHARACTERS).collect()
}
