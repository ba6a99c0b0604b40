//! Room: files out, of two kinds. A list: in a [`Sheet`], any list under headers; out bytes of one [`Format`], row by row; it knows nothing
//! of what is listed, and the headers of companies are the keys of [`crate::domain::Field`]. A report: in a [`Document`], which the
//! files named after reports put together; out bytes of one [`ReportForm`].

mod book;
pub mod card;
pub mod cities;
mod code;
pub mod delegation;
pub mod document;
pub mod figures;
mod groups;
mod html;
mod json;
pub mod outcomes;
pub mod papers;
pub mod partners;
mod plain;
mod table;
#[cfg(test)]
mod tests;
pub mod trade_facts;
#[cfg(feature = "reports")]
pub mod typeset;
mod words;
mod xlsx;

use std::io::{self, Write};

use crate::domain::{Company, Field, is_formula};
pub use crate::reply::ReportForm;
pub use document::Document;

/// A list to be written: its headers, and its rows one after the other.
pub struct Sheet<R> {
    pub headers: Vec<String>,
    pub rows: R,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    /// A text that looks like a number and must not become one: a tax number, a telephone.
    Code(String),
    Number(f64),
    Count(u64),
    /// A part of a whole, from 0 to 1.
    Share(f64),
    Date(jiff::civil::Date),
    /// No value, where a number or a day would stand.
    Nothing,
    /// Texts, and how they look in one cell.
    List {
        items: Vec<String>,
        joined: String,
    },
}

impl Cell {
    /// The value in one cell of text.
    pub fn text(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Code(text) | Cell::List { joined: text, .. } => text.clone(),
            Cell::Number(number) | Cell::Share(number) => number.to_string(),
            Cell::Date(date) => date.to_string(),
            Cell::Nothing => String::new(),
            Cell::Count(count) => count.to_string(),
        }
    }
}

/// What a list is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people: as wide as the terminal.
    Table {
        width: Option<u16>,
    },
    /// For Excel with `;` and a mark of UTF-8; `plain` for programs, with `,` and without.
    Csv {
        plain: bool,
    },
    Json,
    JsonLines,
    Xlsx,
}

/// Writes a list. Only a table for people is held in memory.
///
/// # Errors
/// Those of `out`; what was written before stays.
pub fn write<R: IntoIterator<Item = Vec<Cell>>>(sheet: Sheet<R>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let rows = &mut sheet.rows.into_iter();
    match format {
        Format::Table { width } => table::write(&sheet.headers, rows, width, out),
        Format::Csv { plain } => plain::write(&sheet.headers, rows, plain, out),
        Format::Json => json::write_list(&sheet.headers, rows, out),
        Format::JsonLines => json::write_lines(&sheet.headers, rows, out),
        Format::Xlsx => xlsx::write(&sheet.headers, rows, out),
    }
}

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("this build of Hamkor has no typesetting (it was built without the feature \"reports\"): take html, xlsx, csv or json")]
    NoTypesetting,
    #[cfg(feature = "reports")]
    #[error(transparent)]
    Typeset(#[from] typeset::TypesetError),
}

/// Writes a report. Of a long report a picture shows the first pages: how many were left out is returned, else 0.
///
/// # Errors
/// [`WriteError`]; what was written before stays.
pub fn write_document(document: &Document, form: ReportForm, out: &mut dyn Write) -> Result<usize, WriteError> {
    match form {
        #[cfg(feature = "reports")]
        ReportForm::Pdf => out.write_all(&typeset::pdf(document)?)?,
        #[cfg(feature = "reports")]
        ReportForm::Png => {
            let (picture, pages) = typeset::png(document)?;
            out.write_all(&picture)?;
            return Ok(pages.saturating_sub(typeset::PICTURE_PAGES));
        }
        #[cfg(not(feature = "reports"))]
        ReportForm::Pdf | ReportForm::Png => return Err(WriteError::NoTypesetting),
        ReportForm::Xlsx => book::write(document, out)?,
        ReportForm::Csv => tables(document, out)?,
        ReportForm::Json => {
            serde_json::to_writer_pretty(&mut *out, document).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
        ReportForm::Html => html::write(document, out)?,
    }
    Ok(0)
}

/// All tables as CSV for Excel. A table alone is nothing but a table, for programs too; of several each has its name above it and an empty
/// line before it, and first of each language stands what report it is and of when.
fn tables(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let several = document.tables().count() > 1;
    let with_tables: Vec<_> = document.parts.iter().filter(|part| part.tables().next().is_some()).collect();
    for (at, part) in with_tables.iter().enumerate() {
        if several {
            let about = [&part.title, &part.subtitle, &part.source];
            plain::lines(about.into_iter().filter(|line| !line.is_empty()), out)?;
        }
        for table in part.tables() {
            if several {
                plain::lines(["", table.name.as_str()], out)?;
            }
            let headers: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
            plain::table(&headers, &mut table.rows.iter().cloned(), plain::Way::Excel(part.language), out)?;
        }
        if several && at + 1 < with_tables.len() {
            plain::lines([""], out)?;
        }
    }
    Ok(())
}

/// Companies as a list: every field a column under its key, as `seed` reads them.
pub fn companies<I: IntoIterator<Item = Company>>(companies: I) -> Sheet<impl Iterator<Item = Vec<Cell>>> {
    let headers = Field::ALL.iter().map(|field| field.key().to_owned()).collect();
    Sheet { headers, rows: companies.into_iter().map(|company| Field::ALL.iter().map(|&field| cell(&company, field)).collect()) }
}

fn cell(company: &Company, field: Field) -> Cell {
    match field {
        Field::Id | Field::Phone | Field::TaxId => Cell::Code(company.cell(field)),
        _ if field.is_list() => Cell::List { items: company.values(field).to_vec(), joined: company.cell(field) },
        _ => Cell::Text(company.cell(field)),
    }
}

/// Sets an apostrophe before what would be a formula, and before a text that already begins with such a guard, so that reading takes away just one.
fn guarded(text: &str) -> String {
    if is_formula(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}
