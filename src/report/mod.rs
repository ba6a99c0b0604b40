//! Room: files out. In: a [`Sheet`], any list under headers. Out: bytes of one [`Format`], row by row.
//! Knows nothing of what is listed; the headers of companies are the keys of [`crate::domain::Field`].

mod json;
mod plain;
mod table;
mod xlsx;

use std::io::{self, Write};

use crate::domain::{Company, Field, is_formula};

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
            Cell::Number(number) => number.to_string(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_spreadsheet_would_run_gets_an_apostrophe() {
        for text in ["=1", "+7 474", "-x", "@x", "  =1", "\u{a0}=1", "\t1", "\r1", "＝1", "＋1", "－1", "＠1", "'=1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "мука", "7 + 1", "'x"] {
            assert_eq!(guarded(text), text);
        }
    }
}
