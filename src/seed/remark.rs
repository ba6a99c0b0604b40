//! What is said of a file, a row or a cell: a message key and its arguments; the words are in the locales.

use super::xlsx::Limit;
use crate::domain::Region;

/// A warning lets the row pass, an error refuses it (or the whole file, when there is no row).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    Error,
}

/// One line of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// As a spreadsheet shows it (header = 1): the line in text files, the item from 1 in JSON; `None` for the file as a whole.
    pub row: Option<usize>,
    /// The header of the column as the file writes it.
    pub column: Option<String>,
    pub severity: Severity,
    pub what: What,
}

impl Remark {
    pub(super) fn file(what: What) -> Remark {
        Remark { row: None, column: None, severity: what.severity(), what }
    }

    pub(super) fn row(row: usize, what: What) -> Remark {
        Remark { row: Some(row), ..Remark::file(what) }
    }

    pub(super) fn cell(row: usize, column: &str, what: What) -> Remark {
        Remark { column: Some(column.to_owned()), ..Remark::row(row, what) }
    }
}

/// Everything that can be wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    // The file: nothing of it is read.
    CannotRead {
        reason: String,
    },
    NoSuchFile,
    NotAllowed,
    NotAFile,
    /// No extension tells what is in it.
    NoKind,
    UnknownKind {
        kind: String,
    },
    SaveAsXlsx {
        kind: String,
    },
    TooLarge {
        limit_mib: u64,
    },
    NotText,
    Empty,
    NoHeader {
        names: String,
    },
    ColumnTwice,
    ColumnMissing {
        names: String,
    },
    NoList,
    Locked,
    NoWorkbook,
    // The file, or the rest of it from some row on.
    Torn {
        part: String,
    },
    NotUtf8 {
        part: String,
    },
    Doctype {
        part: String,
    },
    OverLimit {
        part: String,
        limit: Limit,
    },
    // The file: read in part.
    OtherSheets {
        read: String,
        names: String,
    },
    // The file: read, but there is nothing in it.
    NoRows,
    NoGuests,
    // The row.
    UnclosedQuote,
    RowTooLong,
    ExtraCell {
        text: String,
    },
    BadBytes,
    TooLong {
        limit: usize,
    },
    NameMissing,
    CityMissing,
    JsonTorn,
    JsonBroken {
        at: usize,
    },
    JsonTooDeep {
        limit: usize,
    },
    JsonNoObject,
    JsonValue,
    JsonKeyTwice,
    ListTwice,
    TextMissing,
    /// The row of a workbook stands behind a lower one, or the same one.
    RowMisplaced {
        behind: usize,
    },
    CellTwice,
    // The value: the row passes.
    CityUnknown {
        text: String,
    },
    /// The city lies on that side, and so in another country than is said.
    OtherCountry {
        city: String,
        side: Region,
        said: String,
    },
    QuestionMarks {
        text: String,
    },
    TaxLost {
        text: String,
    },
    TaxWrong {
        text: String,
    },
    PhoneLost {
        text: String,
    },
    CellError {
        text: String,
    },
    FormulaEmpty,
    // The row beside other rows and the directory.
    OtherData {
        first: usize,
    },
    Repeated {
        first: usize,
    },
    TaxRepeated {
        first: usize,
    },
    AlikeRepeated {
        first: usize,
    },
    NameRepeated {
        first: usize,
    },
    PhoneRepeated {
        first: usize,
    },
    TaxKnown {
        id: String,
        name: String,
    },
    AlikeKnown {
        id: String,
        name: String,
    },
    NameKnown {
        id: String,
        name: String,
        city: String,
    },
    PhoneKnown {
        id: String,
        name: String,
    },
    /// The company of the row is the other side's, whose chamber loads it.
    OtherSide {
        name: String,
    },
    /// The company of the row was merged into that one.
    Merged {
        id: String,
        name: String,
    },
}

impl What {
    /// The key of the message in `src/reply/locales`.
    pub fn key(&self) -> &'static str {
        match self {
            What::CannotRead { .. } => "seed-cannot-read",
            What::NoSuchFile => "seed-no-such-file",
            What::NotAllowed => "seed-not-allowed",
            What::NotAFile => "seed-not-a-file",
            What::NoKind => "seed-no-kind",
            What::UnknownKind { .. } => "seed-unknown-kind",
            What::SaveAsXlsx { .. } => "seed-save-as-xlsx",
            What::TooLarge { .. } => "seed-too-large",
            What::NotText => "seed-not-text",
            What::Empty => "seed-empty",
            What::NoHeader { .. } => "seed-no-header",
            What::ColumnTwice => "seed-column-twice",
            What::ColumnMissing { .. } => "seed-column-missing",
            What::NoList => "seed-no-list",
            What::Locked => "seed-locked",
            What::NoWorkbook => "seed-no-workbook",
            What::Torn { .. } => "seed-torn",
            What::NotUtf8 { .. } => "seed-not-utf8",
            What::Doctype { .. } => "seed-doctype",
            What::OverLimit { .. } => "seed-over-limit",
            What::OtherSheets { .. } => "seed-other-sheets",
            What::NoRows => "seed-no-rows",
            What::NoGuests => "seed-no-guests",
            What::UnclosedQuote => "seed-unclosed-quote",
            What::RowTooLong => "seed-row-too-long",
            What::ExtraCell { .. } => "seed-extra-cell",
            What::BadBytes => "seed-bad-bytes",
            What::TooLong { .. } => "seed-too-long",
            What::NameMissing => "seed-name-missing",
            What::CityMissing => "seed-city-missing",
            What::JsonTorn => "seed-json-torn",
            What::JsonBroken { .. } => "seed-json-broken",
            What::JsonTooDeep { .. } => "seed-json-too-deep",
            What::JsonNoObject => "seed-json-no-object",
            What::JsonValue => "seed-json-value",
            What::JsonKeyTwice => "seed-json-key-twice",
            What::ListTwice => "seed-list-twice",
            What::TextMissing => "seed-text-missing",
            What::RowMisplaced { .. } => "seed-row-misplaced",
            What::CellTwice => "seed-cell-twice",
            What::CityUnknown { .. } => "seed-city-unknown",
            What::OtherCountry { .. } => "seed-other-country",
            What::QuestionMarks { .. } => "seed-question-marks",
            What::TaxLost { .. } => "seed-tax-lost",
            What::TaxWrong { .. } => "seed-tax-wrong",
            What::PhoneLost { .. } => "seed-phone-lost",
            What::CellError { .. } => "seed-cell-error",
            What::FormulaEmpty => "seed-formula-empty",
            What::OtherData { .. } => "seed-other-data",
            What::Repeated { .. } => "seed-repeated",
            What::TaxRepeated { .. } => "seed-tax-repeated",
            What::AlikeRepeated { .. } => "seed-alike-repeated",
            What::NameRepeated { .. } => "seed-name-repeated",
            What::PhoneRepeated { .. } => "seed-phone-repeated",
            What::TaxKnown { .. } => "seed-tax-known",
            What::AlikeKnown { .. } => "seed-alike-known",
            What::NameKnown { .. } => "seed-name-known",
            What::PhoneKnown { .. } => "seed-phone-known",
            What::OtherSide { .. } => "seed-other-side",
            What::Merged { .. } => "seed-merged",
        }
    }

    /// The arguments of the message, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            What::CannotRead { reason } => vec![("reason", reason.clone())],
            What::UnknownKind { kind } | What::SaveAsXlsx { kind } => vec![("kind", kind.clone())],
            What::TooLarge { limit_mib } => vec![("limit", limit_mib.to_string())],
            What::NoHeader { names } | What::ColumnMissing { names } => vec![("names", names.clone())],
            What::TooLong { limit } | What::JsonTooDeep { limit } => vec![("limit", limit.to_string())],
            What::JsonBroken { at } => vec![("at", at.to_string())],
            What::RowMisplaced { behind } => vec![("behind", behind.to_string())],
            What::ExtraCell { text }
            | What::CityUnknown { text }
            | What::QuestionMarks { text }
            | What::TaxLost { text }
            | What::TaxWrong { text }
            | What::PhoneLost { text }
            | What::CellError { text } => vec![("text", text.clone())],
            What::OtherData { first }
            | What::Repeated { first }
            | What::TaxRepeated { first }
            | What::AlikeRepeated { first }
            | What::NameRepeated { first }
            | What::PhoneRepeated { first } => vec![("first", first.to_string())],
            What::Torn { part } | What::NotUtf8 { part } | What::Doctype { part } => vec![("part", part.clone())],
            What::OverLimit { part, limit } => {
                vec![("part", part.clone()), ("over", limit.key().to_owned()), ("limit", limit.most().to_string())]
            }
            What::OtherSheets { read, names } => vec![("read", read.clone()), ("names", names.clone())],
            What::OtherCountry { city, side, said } => {
                let country = match side {
                    Region::Lipetsk => "ru",
                    Region::Sughd => "tj",
                };
                vec![("city", city.clone()), ("country", country.to_owned()), ("said", said.clone())]
            }
            What::OtherSide { name } => vec![("name", name.clone())],
            What::TaxKnown { id, name } | What::AlikeKnown { id, name } | What::PhoneKnown { id, name } | What::Merged { id, name } => {
                vec![("id", id.clone()), ("name", name.clone())]
            }
            What::NameKnown { id, name, city } => vec![("id", id.clone()), ("name", name.clone()), ("city", city.clone())],
            _ => Vec::new(),
        }
    }

    /// How heavy it weighs without `--strict`.
    pub fn severity(&self) -> Severity {
        match self {
            What::NoRows
            | What::OtherSheets { .. }
            | What::CellError { .. }
            | What::FormulaEmpty
            | What::CityUnknown { .. }
            | What::OtherCountry { .. }
            | What::QuestionMarks { .. }
            | What::TaxLost { .. }
            | What::TaxWrong { .. }
            | What::PhoneLost { .. }
            | What::Repeated { .. }
            | What::TaxRepeated { .. }
            | What::AlikeRepeated { .. }
            | What::NameRepeated { .. }
            | What::PhoneRepeated { .. }
            | What::TaxKnown { .. }
            | What::AlikeKnown { .. }
            | What::NameKnown { .. }
            | What::PhoneKnown { .. }
            | What::Merged { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether `--strict` makes an error of it.
    pub fn is_refused_when_strict(&self) -> bool {
        matches!(self, What::CityUnknown { .. } | What::TaxLost { .. } | What::TaxWrong { .. })
    }

    /// Whether the row may mean a company that is there already, in the list or in a row before.
    pub fn is_likely_repeat(&self) -> bool {
        matches!(
            self,
            What::TaxRepeated { .. }
                | What::AlikeRepeated { .. }
                | What::NameRepeated { .. }
                | What::PhoneRepeated { .. }
                | What::TaxKnown { .. }
                | What::AlikeKnown { .. }
                | What::NameKnown { .. }
                | What::PhoneKnown { .. }
        )
    }

    /// Whether the rest of the file stays unread, so that what was read is not the list its author meant: nothing of it may be stored.
    pub fn ends_the_file(&self) -> bool {
        matches!(
            self,
            What::CannotRead { .. }
                | What::TooLarge { .. }
                | What::UnclosedQuote
                | What::ListTwice
                | What::Torn { .. }
                | What::NotUtf8 { .. }
                | What::Doctype { .. }
                | What::OverLimit { .. }
        )
    }
}

/// The beginning of a cell, short enough for one line of a report.
pub(super) fn excerpt(text: &str) -> String {
    const CHARACTERS: usize = 40;
    let text = text.trim();
    let line = text.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(CHARACTERS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
