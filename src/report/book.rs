//! A report as a workbook: a sheet a table with typed cells, a header that stays, filters and widths that fit; first a sheet that says
//! what it is, last the totals as live formulas. Formulas name cells, never a text of the data.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError, utility::row_col_to_cell_absolute};

use super::Cell;
use super::document::{Block, Document, Flow, Part, Table, day};
use super::xlsx::Looks;
use crate::reply::{Clock, Texts};

/// A sheet's name may have so many characters, and none of these.
const NAME_CHARACTERS: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Widths of columns, in characters.
const NARROWEST: usize = 6;
const WIDEST: usize = 60;

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(document).and_then(|mut workbook| workbook.save_to_buffer()).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(document: &Document) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let title = document.parts.first().map(|part| part.title.clone()).unwrap_or_default();
    let made = ExcelDateTime::from_timestamp(document.as_of.as_second())?;
    // The time of the data, so that the same data give the same bytes.
    workbook.set_properties(&DocProperties::new().set_title(&title).set_author("Hamkor").set_creation_datetime(&made));
    let mut names = Names::default();
    for (number, part) in document.parts.iter().enumerate() {
        let (texts, looks) = (Texts::of(part.language), Looks::of_report(part.language));
        let tables = part.tables();
        // What a part without a table says stands in the table of the first.
        if number > 0 && tables.clone().next().is_none() {
            continue;
        }
        about(workbook.add_worksheet().set_name(names.free(&texts.plain("report-sheet-about"))?)?, part, document, &looks)?;
        let mut totals = Vec::new();
        for table in tables {
            let name = names.free(&table.name)?;
            list(workbook.add_worksheet().set_name(&name)?, table, &looks)?;
            totals.push((name, table));
        }
        if totals.iter().any(|(_, table)| !table.rows.is_empty()) {
            self::totals(workbook.add_worksheet().set_name(names.free(&texts.plain("report-sheet-totals"))?)?, &totals, texts, &looks)?;
        }
    }
    Ok(workbook)
}

/// Names of sheets that are taken.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    /// A name that Excel takes and that is still free.
    fn free(&mut self, wanted: &str) -> Result<String, XlsxError> {
        let clean: String = wanted.chars().filter(|c| !NOT_IN_NAMES.contains(c)).collect();
        let cut = |characters: usize| clean.chars().take(characters).collect::<String>();
        let numbered = (2..).map(|number| format!("{} {number}", cut(NAME_CHARACTERS - 4)));
        let is_free = |name: &String| !self.0.iter().any(|taken| taken.to_lowercase() == name.to_lowercase());
        let name = std::iter::once(cut(NAME_CHARACTERS)).chain(numbered).find(is_free);
        let name = name.ok_or_else(|| XlsxError::SheetnameReused(wanted.to_owned()))?;
        self.0.push(name.clone());
        Ok(name)
    }
}

/// What it is, of when, and what is said beside the tables.
fn about(sheet: &mut Worksheet, part: &Part, document: &Document, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, &part.title, &looks.header)?;
    let mut line = 1;
    let mut put = |name: &str, value: &str| -> Result<(), XlsxError> {
        looks.put(sheet, line, 0, &Cell::Text(name.to_owned()))?;
        looks.put(sheet, line, 1, &Cell::Text(value.to_owned()))?;
        line += 1;
        Ok(())
    };
    let as_of = day(Clock::of(part.language).date(document.as_of), part.language);
    put(&Texts::of(part.language).plain("report-as-of"), &as_of)?;
    put("", &part.subtitle)?;
    put("", &part.source)?;
    for block in &part.blocks {
        match block {
            Block::Heading { text } => put(text, "")?,
            Block::Text { text } => put("", text.text())?,
            Block::Note { text } | Block::Quote { text } => put("", text)?,
            Block::List { items, .. } => items.iter().try_for_each(|item| put("", item.text()))?,
            Block::Facts { items, .. } => items.iter().try_for_each(|item| put(&item.name, item.value.text()))?,
            Block::Bars(bars) => bars.bars.iter().try_for_each(|bar| put(&bar.name, &bar.count.to_string()))?,
            Block::Flows(flows) => {
                let line = |flow: &Flow| (format!("{} → {}", flow.from, flow.to), format!("{} ({})", flow.count, flow.note));
                flows.flows.iter().map(line).try_for_each(|(name, value)| put(&name, &value))?;
            }
            // What cards say, the table of the same companies says too; a form is for paper.
            Block::Cards { .. } | Block::Table(_) | Block::Form { .. } | Block::PageBreak => {}
        }
    }
    Ok(())
}

fn list(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0u16..).zip(&table.columns) {
        let longest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        let cells = table.rows.iter().filter_map(|row| row.get(usize::from(at)));
        let widest = cells.map(|cell| longest(&cell.text())).chain([longest(&column.name) + 3]).max().unwrap_or_default();
        sheet.set_column_width(at, widest.clamp(NARROWEST, WIDEST) as f64)?;
        sheet.write_string_with_format(0, at, &column.name, &looks.header)?;
    }
    for (line, row) in (1u32..).zip(&table.rows) {
        for (at, cell) in (0u16..).zip(row) {
            looks.put(sheet, line, at, cell)?;
        }
    }
    let (last, right) = extent(table);
    if !table.columns.is_empty() {
        sheet.autofilter(0, 0, last, right)?;
    }
    Ok(())
}

/// The last line and the last column.
fn extent(table: &Table) -> (u32, u16) {
    (u32::try_from(table.rows.len()).unwrap_or(u32::MAX), u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX))
}

fn totals(sheet: &mut Worksheet, tables: &[(String, &Table)], texts: &Texts, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 60)?;
    sheet.set_column_width(1, 14)?;
    let mut line = 0;
    for (name, table) in tables.iter().filter(|(_, table)| !table.rows.is_empty()) {
        let sheet_name = name.replace('\'', "''");
        let last = extent(table).0;
        let range = |column: usize| {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            format!("'{sheet_name}'!{}:{}", row_col_to_cell_absolute(1, column), row_col_to_cell_absolute(last, column))
        };
        sheet.write_string_with_format(line, 0, name, &looks.header)?;
        line += 1;
        let rows = table.rows.len();
        let mut put = |label: &Cell, formula: String, value: String| -> Result<(), XlsxError> {
            looks.put(sheet, line, 0, label)?;
            sheet.write_formula(line, 1, Formula::new(formula).set_result(value))?;
            line += 1;
            Ok(())
        };
        put(&Cell::Text(texts.plain("report-total-rows")), format!("=ROWS({})", range(0)), rows.to_string())?;
        // Counts what the filters of that sheet leave in sight.
        put(&Cell::Text(texts.plain("report-total-shown")), format!("=SUBTOTAL(103,{})", range(0)), rows.to_string())?;
        for (at, column) in table.columns.iter().enumerate() {
            if is_counted(table, at) {
                let sum: u64 = table.rows.iter().map(|row| if let Some(Cell::Count(count)) = row.get(at) { *count } else { 0 }).sum();
                put(&Cell::Text(column.name.clone()), format!("=SUM({})", range(at)), sum.to_string())?;
            }
        }
        for key in &table.count_by {
            let Some(at) = table.column(key) else { continue };
            let mut values: Vec<(String, usize)> = Vec::new();
            for text in table.rows.iter().filter_map(|row| row.get(at)).map(Cell::text) {
                match values.iter_mut().find(|(known, _)| *known == text) {
                    Some((_, count)) => *count += 1,
                    None => values.push((text, 1)),
                }
            }
            for (value, count) in values.into_iter().filter(|(value, _)| !value.is_empty()) {
                // Compared with the cell beside it: a text of the data is in no formula.
                let formula = format!("=SUMPRODUCT(--({}={}))", range(at), row_col_to_cell_absolute(line, 0));
                looks.put(sheet, line, 0, &Cell::Text(value))?;
                sheet.write_formula(line, 1, Formula::new(formula).set_result(count.to_string()))?;
                line += 1;
            }
        }
        line += 1;
    }
    Ok(())
}

/// Whether a column counts things, so that a sum says something: the number of a row or of an introduction does not.
fn is_counted(table: &Table, at: usize) -> bool {
    !matches!(table.columns[at].key, "number" | "introduction") && table.rows.iter().any(|row| matches!(row.get(at), Some(Cell::Count(_))))
}
