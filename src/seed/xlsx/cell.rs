//! What a cell says: its text as the spreadsheet keeps it, a date and a number with zeros in front as it shows them. Formulas are never evaluated, digits never guessed.

use super::limit::CELL_BYTES;
use super::strings::Strings;
use super::styles::Styles;
use crate::seed::remark::{What, excerpt};

/// What cells point at.
#[derive(Default)]
pub(super) struct Pointed {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
}

/// A cell before it is read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// From 1.
    pub(super) column: u16,
    pub(super) kind: Kind,
    /// Which of the workbook's styles it has.
    pub(super) style: usize,
    pub(super) has_formula: bool,
    pub(super) text: String,
}

/// How the text of a cell is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    /// The number of a shared text.
    Shared,
    /// In its cell; also the result of a formula and a date.
    Text,
    Truth,
    Error,
}

impl Kind {
    pub(super) fn of(written: &str) -> Kind {
        match written {
            "s" => Kind::Shared,
            "b" => Kind::Truth,
            "e" => Kind::Error,
            "inlineStr" | "str" | "d" => Kind::Text,
            _ => Kind::Number,
        }
    }
}

impl Cell {
    /// The text of a cell, longer than [`CELL_BYTES`] when it was cut.
    ///
    /// # Errors
    /// What is to be said when there is none.
    pub(super) fn read(&self, pointed: &Pointed) -> Result<String, What> {
        let text = self.text.trim();
        match self.kind {
            Kind::Text => Ok(unescaped(&self.text)),
            Kind::Shared => {
                let shared = text.parse().ok().and_then(|index| pointed.strings.get(index));
                shared.map(unescaped).ok_or(What::TextMissing)
            }
            _ if text.is_empty() && self.has_formula => Err(What::FormulaEmpty),
            Kind::Error => Err(What::CellError { text: excerpt(text) }),
            Kind::Truth => Ok(if text == "0" { "FALSE" } else { "TRUE" }.to_owned()),
            Kind::Number => {
                let shown = text.parse().ok().and_then(|number| pointed.styles.shown(self.style, number));
                Ok(shown.or_else(|| digits(text)).unwrap_or_else(|| text.to_owned()))
            }
        }
    }
}

/// A whole number by its digits, however it is written. Above 15 digits spreadsheets lose some: those stay as they are written.
fn digits(written: &str) -> Option<String> {
    const LARGEST: f64 = 1e15;
    if written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Words that are numbers to Rust, as "inf", are none to a spreadsheet.
    let number: f64 = written.parse().ok().filter(|_| written.bytes().all(|byte| b"0123456789+-.eE".contains(&byte)))?;
    (number.abs() < LARGEST && number.fract() == 0.0).then(|| (number as i64).to_string())
}

/// `_x000D_` is the character 0D, and `_x005F_` the underline that keeps other text from being taken for such.
fn unescaped(text: &str) -> String {
    let character = |at: usize| {
        let code = text.get(at + 2..at + 6).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        char::from_u32(u32::from_str_radix(code, 16).ok()?).filter(|_| text[at + 6..].starts_with('_'))
    };
    // A cut text stays as long as it is: it is not for reading.
    if text.len() > CELL_BYTES || !text.contains("_x") {
        return text.to_owned();
    }
    let (mut plain, mut from) = (String::with_capacity(text.len()), 0);
    for (at, _) in text.match_indices("_x") {
        if let Some(character) = (at >= from).then(|| character(at)).flatten() {
            plain.push_str(&text[from..at]);
            plain.push(character);
            from = at + 7;
        }
    }
    plain.push_str(&text[from..]);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_its_digits_and_any_other_stays_as_it_is_written() {
        let read = |text: &str| Cell { text: text.to_owned(), ..Cell::default() }.read(&Pointed::default());
        for (written, expected) in [
            ("4823006703", "4823006703"),
            ("4.823006703E9", "4823006703"),
            ("4823006703.0", "4823006703"),
            (" 74742123456 ", "74742123456"),
            ("-0", "0"),
            ("1.5", "1.5"),
            ("0012", "0012"),
            ("4.8230067031234567E+17", "4.8230067031234567E+17"),
            ("12345678901234567890", "12345678901234567890"),
            ("inf", "inf"),
            ("1e999", "1e999"),
            ("", ""),
        ] {
            assert_eq!(read(written), Ok(expected.to_owned()), "{written}");
        }
    }

    #[test]
    fn an_escaped_character_is_read_and_what_only_looks_so_is_left() {
        for (written, expected) in [
            ("а_x000D_\nб", "а\r\nб"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x0041__x0042_", "AB"),
            ("_x041F_x0042_", "Пx0042_"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("_xD83D_", "_xD83D_"),
            ("_x00яя_", "_x00яя_"),
            ("_x0041", "_x0041"),
            ("_x", "_x"),
        ] {
            assert_eq!(unescaped(written), expected, "{written}");
        }
    }
}
