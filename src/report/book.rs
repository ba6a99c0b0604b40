//! A report as a workbook: a sheet a table with typed cells, a header that stays, filters and widths that fit; first a sheet that says
//! what it is, last the totals as live formulas. Formulas name cells, never a text of the data.

use std::borrow::Cow;
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError, utility::row_col_to_cell_absolute};

use super::Cell;
use super::document::{Block, Document, Flow, Part, Table, said};
use super::xlsx::Looks;
use crate::domain::Language;
use crate::reply::{Clock, Texts, excerpt};

/// A sheet's name may have so many characters, and none of these.
const NAME_CHARACTERS: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Widths of columns, in digits, as Excel measures them.
const NARROWEST: usize = 6;
const WIDEST: usize = 60;
/// All columns of a sheet together, and how narrow one becomes for that at most: a sentence must still be read as one.
const SHEET: usize = 200;
const NARROWED: usize = 40;
const ABOUT: [usize; 2] = [34, 90];
const TOTALS: [usize; 2] = [60, 14];
/// How high a line of text is, and a row at most, in points.
const LINE_POINTS: f64 = 15.0;
const HIGHEST: f64 = 405.0;
/// Between a text and the edge of its cell; and more of it at the right of a number, which else would touch the text in the next one.
const MARGIN: usize = 1;
const INDENT: usize = 2;
/// So Excel calls A4.
const A4: u8 = 9;
/// The source at the foot of a sheet: all marks there may have 255 characters together.
const FOOT_CHARACTERS: usize = 180;

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
        let about = workbook.add_worksheet().set_name(names.free(&texts.plain("report-sheet-about"))?)?;
        self::about(on_paper(about, part)?, part, document, &looks)?;
        let mut totals = Vec::new();
        for table in tables {
            let name = names.free(&table.name)?;
            list(on_paper(workbook.add_worksheet().set_name(&name)?, part)?, table, part.language, &looks)?;
            totals.push((name, table));
        }
        totals.retain(|(_, table)| !table.rows.is_empty() && is_list(table));
        if !totals.is_empty() {
            let sheet = workbook.add_worksheet().set_name(names.free(&texts.plain("report-sheet-totals"))?)?;
            self::totals(on_paper(sheet, part)?, &totals, texts, &looks)?;
        }
    }
    Ok(workbook)
}

/// As a sheet is printed: as wide as the page, with its source and its number at the foot.
fn on_paper<'s>(sheet: &'s mut Worksheet, part: &Part) -> Result<&'s mut Worksheet, XlsxError> {
    let source: String = part.source.chars().take(FOOT_CHARACTERS).collect();
    let page = part.page.replace("{n}", "&P").replace("{all}", "&N");
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer(format!("&L{}&R{page}", source.replace('&', "&&")));
    Ok(sheet)
}

/// Makes a row as high as its texts need: not every program does so by itself.
fn heighten(sheet: &mut Worksheet, line: u32, texts: &[(usize, &str)]) -> Result<(), XlsxError> {
    let lines = texts.iter().map(|(width, text)| lines(text, width - MARGIN)).max().unwrap_or(1);
    if lines > 1 {
        sheet.set_row_height(line, (LINE_POINTS * lines as f64).min(HIGHEST))?;
    }
    Ok(())
}

/// How wide a text is beside a digit, in the font of Excel (Calibri) and a little more: other programs take another, wider one.
fn wide(text: &str) -> f64 {
    let letter = |letter: char| match letter {
        ' ' | '\u{a0}' => 0.5,
        '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '[' | ']' | '-' | '/' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' => 0.65,
        'm' | 'w' | 'M' | 'W' | 'ж' | 'м' | 'ш' | 'щ' | 'ю' | 'ы' | 'ф' | 'Ж' | 'М' | 'Ш' | 'Щ' | 'Ю' | 'Ы' | 'Ф' | '@' | '%' | '—' => {
            1.65
        }
        '\u{1100}'.. => 2.2,
        letter if letter.is_uppercase() => 1.3,
        _ => 1.1,
    };
    text.chars().map(letter).sum()
}

/// Into how many lines a text goes in a column of so many digits.
fn lines(text: &str, room: usize) -> usize {
    #[expect(clippy::cast_precision_loss, reason = "no column is so wide")]
    let room = room as f64;
    let of_paragraph = |paragraph: &str| {
        let (mut lines, mut left) = (1, room);
        for word in paragraph.split_inclusive([' ', '-']) {
            let mut letters = wide(word.trim_end());
            if letters > left {
                lines += usize::from(left < room);
                left = room;
                // A word that is longer than a line is broken anywhere.
                while letters > room {
                    lines += 1;
                    letters -= room;
                }
            }
            left = (left - letters - (wide(word) - wide(word.trim_end()))).max(0.0);
        }
        lines
    };
    text.split('\n').map(of_paragraph).sum()
}

/// Names of sheets that are taken.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    /// A name that Excel takes and that is still free.
    fn free(&mut self, wanted: &str) -> Result<String, XlsxError> {
        let clean: String = wanted.chars().filter(|c| !NOT_IN_NAMES.contains(c)).collect();
        // With the mark that it is cut.
        let cut = |characters: usize| match clean.chars().count() > characters {
            true => excerpt(&clean, characters - 1).chars().take(characters).collect::<String>(),
            false => clean.clone(),
        };
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
    let [names, values] = ABOUT;
    sheet.set_column_width(0, names as f64)?;
    sheet.set_column_width(1, values as f64)?;
    sheet.write_string_with_format(0, 0, &part.title, &looks.header)?;
    heighten(sheet, 0, &[(names, &part.title)])?;
    looks.put(sheet, 1, 0, &Cell::Text(Texts::of(part.language).plain("report-as-of")))?;
    looks.put(sheet, 1, 1, &Cell::Date(Clock::of(part.language).date(document.as_of)))?;
    let mut line = 2;
    let mut put = |name: &str, value: &str| -> Result<(), XlsxError> {
        match value.is_empty() {
            true => _ = sheet.write_string_with_format(line, 0, name, &looks.heading)?,
            false => looks.put(sheet, line, 0, &Cell::Text(name.to_owned()))?,
        }
        looks.put(sheet, line, 1, &Cell::Text(value.to_owned()))?;
        heighten(sheet, line, &[(names, name), (values, value)])?;
        line += 1;
        Ok(())
    };
    put("", &part.subtitle)?;
    put("", &part.source)?;
    // A heading waits for what stands under it: of cards and tables nothing does.
    let (mut heading, mut table) = (None, "");
    for block in &part.blocks {
        match block {
            Block::Heading { text } => (heading, table) = (Some(text), ""),
            Block::Table(shown) => table = &shown.name,
            Block::Cards { .. } | Block::Form { .. } | Block::PageBreak => {}
            _ => {
                heading.take().map_or(Ok(()), |text| put(text, ""))?;
                // A note behind something else is no note of the table before that.
                if !matches!(block, Block::Note { .. }) {
                    table = "";
                }
            }
        }
        match block {
            Block::Text { text } => put("", text.text())?,
            // What is noted of a table, of which.
            Block::Note { text } => put(std::mem::take(&mut table), text)?,
            Block::Quote { text } => put("", text)?,
            Block::List { items, .. } => items.iter().try_for_each(|item| put("", item.text()))?,
            Block::Facts { items, .. } => items.iter().try_for_each(|item| put(&item.name, item.value.text()))?,
            Block::Bars(bars) => {
                put(&bars.name, "")?;
                bars.bars.iter().try_for_each(|bar| put(&bar.name, &bar.count.to_string()))?;
            }
            Block::Flows(flows) => {
                put(&flows.name, "")?;
                let line = |flow: &Flow| (format!("{} → {}", flow.from, flow.to), format!("{} ({})", flow.count, flow.note));
                flows.flows.iter().map(line).try_for_each(|(name, value)| put(&name, &value))?;
            }
            // What cards say, the table of the same companies says too; a form is for paper.
            Block::Heading { .. } | Block::Cards { .. } | Block::Table(_) | Block::Form { .. } | Block::PageBreak => {}
        }
    }
    Ok(())
}

fn list(sheet: &mut Worksheet, table: &Table, language: Language, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?.set_landscape().set_repeat_rows(0, 0)?;
    let widths = fitted((0..table.columns.len()).map(|at| width(table, at, language)).collect());
    for ((at, column), width) in (0u16..).zip(&table.columns).zip(&widths) {
        sheet.set_column_width(at, *width as f64)?;
        let header = if table.holds_numbers(usize::from(at)) { &looks.header_of_numbers } else { &looks.header };
        sheet.write_string_with_format(0, at, &column.name, header)?;
    }
    for (line, row) in (1u32..).zip(&table.rows) {
        for (at, cell) in (0u16..).zip(row) {
            looks.put(sheet, line, at, cell)?;
        }
        let texts: Vec<Cow<'_, str>> = row.iter().map(|cell| said(cell, language)).collect();
        heighten(sheet, line, &widths.iter().copied().zip(texts.iter().map(Cow::as_ref)).collect::<Vec<_>>())?;
    }
    let (last, right) = extent(table);
    if !table.columns.is_empty() {
        sheet.autofilter(0, 0, last, right)?;
    }
    if table.rows.is_empty() && !table.empty.is_empty() {
        // Else an empty page would be printed. No row of the table: it stands over all columns, below what is filtered.
        if right > 0 {
            sheet.merge_range(1, 0, 1, right, &table.empty, &looks.plain)?;
        } else {
            sheet.write_string_with_format(1, 0, &table.empty, &looks.plain)?;
        }
        heighten(sheet, 1, &[(widths.iter().sum(), &table.empty)])?;
    }
    Ok(())
}

/// How wide a column has to be, with room for the button of the filter.
fn width(table: &Table, at: usize, language: Language) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no text is so wide")]
    let longest = |text: &str| text.lines().map(wide).fold(0.0, f64::max).ceil() as usize;
    let cells = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| longest(&said(cell, language)));
    let widest = cells.chain([longest(&table.columns[at].name) + 3]).max().unwrap_or_default();
    // Numbers stand away from the edge.
    let indent = if table.holds_numbers(at) { INDENT } else { 0 };
    (widest + indent + MARGIN).clamp(NARROWEST, WIDEST)
}

/// Widths that go on a sheet together and can still be read: the widest columns give way, and their texts take more lines.
fn fitted(mut widths: Vec<usize>) -> Vec<usize> {
    let sum_under = |widths: &[usize], most: usize| widths.iter().map(|&width| width.min(most)).sum::<usize>();
    let most = (NARROWED..=WIDEST).rev().find(|&most| sum_under(&widths, most) <= SHEET).unwrap_or(NARROWED);
    widths.iter_mut().for_each(|width| *width = (*width).min(most));
    widths
}

/// The last line and the last column.
fn extent(table: &Table) -> (u32, u16) {
    (u32::try_from(table.rows.len()).unwrap_or(u32::MAX), u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX))
}

fn totals(sheet: &mut Worksheet, tables: &[(String, &Table)], texts: &Texts, looks: &Looks) -> Result<(), XlsxError> {
    let [names, values] = TOTALS;
    sheet.set_column_width(0, names as f64)?;
    sheet.set_column_width(1, values as f64)?;
    let mut line = 0;
    for (name, table) in tables {
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
            if let Some(column) = table.columns.get(at).filter(|_| !values.is_empty()) {
                sheet.write_string_with_format(line, 0, &column.name, &looks.heading)?;
                line += 1;
            }
            for (value, count) in values.into_iter().filter(|(value, _)| !value.is_empty()) {
                // Compared with the cell beside it: a text of the data is in no formula.
                let formula = format!("=SUMPRODUCT(--({}={}))", range(at), row_col_to_cell_absolute(line, 0));
                heighten(sheet, line, &[(names, &value)])?;
                looks.put(sheet, line, 0, &Cell::Text(value))?;
                sheet.write_formula(line, 1, Formula::new(formula).set_result(count.to_string()))?;
                line += 1;
            }
        }
        line += 1;
    }
    Ok(())
}

/// Whether rows are of one kind, so that there is something to add up: those of a table of measures are not.
fn is_list(table: &Table) -> bool {
    table.column("measure").is_none()
}

/// Whether a column counts things, so that a sum says something: the number of a row or of an introduction does not.
fn is_counted(table: &Table, at: usize) -> bool {
    !matches!(table.columns[at].key, "number" | "introduction") && table.rows.iter().any(|row| matches!(row.get(at), Some(Cell::Count(_))))
}
