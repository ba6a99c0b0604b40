//! A report as plain data, from which every form of it is written: the numbers are the same in all of them because they are here.
//!
//! Serialized, a [`Document`] is the JSON of `hamkor report --format json`; `report.schema.json` beside this
//! file says it to whoever reads it with a program, and a test holds the two together. A part, a block, a column has
//! a `key` that never changes and is the same in all languages; the words beside it are for people, in the language of the part.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use super::Cell;
use crate::domain::Language;
pub use crate::reply::day;

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// What report it is: `partners`, `outcomes`, `cities`, `delegation`, `figures`, `card`, `consent`, `slip`.
    pub report: &'static str,
    /// Of this schema; a key is never taken away or given another meaning under the same number.
    pub schema: u32,
    /// The moment of the last entry of the ledger that the report was made from (UTC, RFC 3339).
    pub as_of: Timestamp,
    #[serde(skip)]
    pub layout: Layout,
    /// The same report in each language asked for, in that order.
    pub parts: Vec<Part>,
}

/// How a report lies on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// On pages, part after part.
    #[default]
    Pages,
    /// The same, but the first blocks of two parts, up to their first page break, share one page, beside each other: the page to be signed.
    Front,
    /// Two parts beside each other, block by block, on pages that lie on their long side.
    Beside,
    /// On one sheet as high as it has to be, for the screen of a telephone.
    Picture,
}

impl Layout {
    /// Of a report whose languages are read side by side if there are two of them.
    pub fn of(languages: &[Language]) -> Layout {
        if languages.len() == 2 { Layout::Beside } else { Layout::Pages }
    }
}

/// The number of the schema, in `report.schema.json` too.
pub const SCHEMA: u32 = 1;

/// A report in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    pub language: Language,
    pub title: String,
    /// One line under the title: for whom, of which time.
    pub subtitle: String,
    /// What stands at the foot of each page: whose data, of when.
    pub source: String,
    /// "Page {n} of {all}", with these two marks.
    #[serde(skip)]
    pub page: String,
    pub blocks: Vec<Block>,
}

/// A piece of a report, one under the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Heading {
        text: String,
    },
    Text {
        text: Rich,
    },
    /// Somebody's own words.
    Quote {
        text: String,
    },
    /// Sentences in a list.
    List {
        key: &'static str,
        items: Vec<Rich>,
    },
    /// Names and values.
    Facts {
        key: &'static str,
        items: Vec<Item>,
    },
    Cards {
        key: &'static str,
        cards: Vec<Card>,
    },
    Table(Table),
    Bars(Bars),
    Flows(Flows),
    /// A form to be filled in by hand: boxes to tick, lines to write on.
    Form {
        key: &'static str,
        fields: Vec<FormField>,
    },
    /// Small print.
    Note {
        text: String,
    },
    PageBreak,
}

/// A text of which some pieces stand out; in JSON `[{"text": …, "mark": true}, …]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rich {
    text: String,
    marks: Vec<std::ops::Range<usize>>,
}

impl Rich {
    /// `marks` in their order, not overlapping, at boundaries of characters.
    pub fn new(text: String, marks: Vec<std::ops::Range<usize>>) -> Rich {
        Rich { text, marks }
    }

    /// One piece of it stands out.
    pub fn marked(text: String, mark: std::ops::Range<usize>) -> Rich {
        Rich::new(text, Vec::from([mark]))
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The pieces in their order, each with whether it stands out.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let (mut pieces, mut at) = (Vec::new(), 0);
        for mark in &self.marks {
            let (Some(before), Some(marked)) = (self.text.get(at..mark.start), self.text.get(mark.clone())) else { continue };
            pieces.extend([(before, false), (marked, true)]);
            at = mark.end;
        }
        pieces.push((&self.text[at..], false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }
}

impl<T: Into<String>> From<T> for Rich {
    fn from(text: T) -> Rich {
        Rich { text: text.into(), marks: Vec::new() }
    }
}

impl Serialize for Rich {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Piece<'a> {
            text: &'a str,
            #[serde(skip_serializing_if = "std::ops::Not::not")]
            mark: bool,
        }
        let pieces = self.pieces();
        let mut list = serializer.serialize_seq(Some(pieces.len()))?;
        for (text, mark) in pieces {
            list.serialize_element(&Piece { text, mark })?;
        }
        list.end()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    pub key: &'static str,
    pub name: String,
    pub value: Rich,
}

/// A company and why it is there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    pub number: usize,
    pub title: String,
    pub place: String,
    /// In words.
    pub badge: String,
    /// From 1 to 3 as dots beside the badge.
    pub level: u8,
    pub reasons: Vec<Rich>,
    pub items: Vec<Item>,
    /// What the QR code beside it holds: a link to the company, or its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Rows under columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub key: &'static str,
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// The columns whose values are counted on the workbook's sheet of totals.
    pub count_by: Vec<&'static str>,
    /// What stands in place of the table when there is no row.
    pub empty: String,
}

impl Table {
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// Whether a column holds numbers, which stand at its right.
    pub fn holds_numbers(&self, at: usize) -> bool {
        let told = self.rows.iter().filter_map(|row| row.get(at)).find(|cell| !matches!(cell, Cell::Nothing));
        told.is_some_and(|cell| matches!(cell, Cell::Number(_) | Cell::Count(_) | Cell::Share(_)))
    }

    /// Whether a row goes on with what the row above is about.
    pub fn goes_on(&self, row: usize) -> bool {
        let Some((above, own)) = row.checked_sub(1).and_then(|above| self.rows.get(above).zip(self.rows.get(row))) else { return false };
        let mut once = self.columns.iter().zip(above.iter().zip(own)).filter(|(column, _)| column.once).peekable();
        once.peek().is_some() && once.all(|(_, (above, own))| above == own)
    }

    /// The columns that have a place on paper.
    pub fn printed(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.share > 0)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    pub key: &'static str,
    pub name: String,
    /// How wide it is on paper beside the others; 0: not on paper, as what only a program or a filter needs.
    #[serde(skip)]
    pub share: u8,
    /// On paper a row has no value here if all its columns of that kind have the values of the row above: it goes on with the same.
    #[serde(skip)]
    pub once: bool,
}

impl Column {
    pub fn new(key: &'static str, name: String, share: u8) -> Column {
        Column { key, name, share, once: false }
    }
}

/// Counts as bars, with their words and numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bars {
    pub key: &'static str,
    pub name: String,
    pub chart: Chart,
    pub bars: Vec<Bar>,
}

impl Bars {
    /// In a funnel: what part of the first one a later one is.
    pub fn part(&self, bar: &Bar) -> Option<Cell> {
        let first = self.bars.first().filter(|first| self.chart == Chart::Funnel && first.count > 0 && first.name != bar.name)?;
        Some(Cell::Share(bar.count as f64 / first.count as f64))
    }
}

/// How counts are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Chart {
    Bars,
    /// Each a part of the one before: around a middle line, with its share of the first.
    Funnel,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    pub name: String,
    pub count: u64,
}

/// Counts that go from somewhere to somewhere, as arrows of that width.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flows {
    pub key: &'static str,
    pub name: String,
    pub flows: Vec<Flow>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flow {
    pub from: String,
    pub to: String,
    pub count: u64,
    /// What is said beside the number.
    pub note: String,
}

/// Something to be filled in by hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FormField {
    /// A name and so many empty lines, or what is known already.
    Line { name: String, value: String, lines: u8 },
    /// A box to tick.
    Tick { text: String },
    /// A line to sign on, with what is written under it.
    Signature { name: String, under: String },
}

/// A row is an object, its keys those of the columns.
impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_struct("Table", 5)?;
        table.serialize_field("key", self.key)?;
        table.serialize_field("name", &self.name)?;
        table.serialize_field("columns", &self.columns)?;
        table.serialize_field("rows", &self.rows.iter().map(|row| Row(&self.columns, row)).collect::<Vec<_>>())?;
        table.serialize_field("empty", &self.empty)?;
        table.end()
    }
}

struct Row<'a>(&'a [Column], &'a [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|column| column.key).zip(self.1.iter().map(Value)))
    }
}

struct Value<'a>(&'a Cell);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Text(text) | Cell::Code(text) => serializer.serialize_str(text),
            Cell::List { items, .. } => items.serialize(serializer),
            Cell::Number(number) | Cell::Share(number) => number.serialize(serializer),
            Cell::Count(count) => count.serialize(serializer),
            Cell::Date(date) => date.serialize(serializer),
            Cell::Nothing => serializer.serialize_none(),
        }
    }
}

impl Part {
    pub fn tables(&self) -> impl Iterator<Item = &Table> + Clone {
        self.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
    }
}

impl Document {
    /// All tables, part by part.
    pub fn tables(&self) -> impl Iterator<Item = (&Part, &Table)> {
        self.parts.iter().flat_map(|part| part.tables().map(move |table| (part, table)))
    }
}

/// A number as the language writes it: `1 234,5` with a space that does not break, in English `1,234.5`.
pub fn number(number: f64, decimals: usize, language: Language) -> String {
    let plain = format!("{:.decimals$}", number.abs());
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let (group, point) = if language == Language::En { (",", ".") } else { ("\u{a0}", ",") };
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() > 4 {
            grouped.push_str(group);
        }
        grouped.push(digit);
    }
    let sign = if number < 0.0 { "\u{2212}" } else { "" };
    if rest.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}{point}{rest}") }
}

/// How many there are, as the language writes it, for sentences.
#[expect(clippy::cast_precision_loss, reason = "nobody counts so many companies")]
pub fn counted(count: usize, language: Language) -> String {
    number(count as f64, 0, language)
}

/// A value on paper.
pub fn said(cell: &Cell, language: Language) -> Cow<'_, str> {
    match cell {
        Cell::List { items, .. } if items.is_empty() => said(&Cell::Nothing, language),
        Cell::Text(text) | Cell::Code(text) | Cell::List { joined: text, .. } => Cow::Borrowed(text),
        Cell::Number(value) => Cow::Owned(number(*value, 2, language)),
        #[expect(clippy::cast_precision_loss, reason = "nobody counts so many companies")]
        Cell::Count(count) => Cow::Owned(number(*count as f64, 0, language)),
        Cell::Share(share) => {
            let percent = number(100.0 * share, 0, language);
            Cow::Owned(if language == Language::En { format!("{percent}%") } else { format!("{percent}\u{a0}%") })
        }
        // In a table there is little room, and a date is one word.
        Cell::Date(date) if language == Language::En => Cow::Owned(date.strftime("%-d\u{a0}%b\u{a0}%Y").to_string()),
        Cell::Date(date) => Cow::Owned(day(*date, language)),
        Cell::Nothing => Cow::Borrowed("\u{2013}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    #[test]
    fn numbers_and_days_are_written_as_each_language_does() {
        assert_eq!(number(1_234_567.5, 1, Language::Ru), "1\u{a0}234\u{a0}567,5");
        assert_eq!(number(1_234_567.5, 1, Language::En), "1,234,567.5");
        assert_eq!(number(1_234.0, 0, Language::Tg), "1234");
        assert_eq!(number(-0.5, 2, Language::Ru), "\u{2212}0,50");
        assert_eq!(counted(10_000, Language::Tg), "10\u{a0}000");
        assert_eq!(day(Date::constant(2026, 11, 8), Language::En), "8 November 2026");
        assert_eq!(day(Date::constant(2026, 11, 8), Language::Tg), "08.11.2026");
        assert_eq!(said(&Cell::Share(0.345), Language::Ru), "34\u{a0}%");
    }

    #[test]
    fn pieces_of_a_text_add_up_to_it() {
        let rich = Rich::new("«больницу» → «МИС»".to_owned(), vec![2..18, 27..33]);
        let pieces = rich.pieces();
        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), rich.text());
        assert_eq!(pieces.iter().filter(|(_, mark)| *mark).map(|(piece, _)| *piece).collect::<Vec<_>>(), ["больницу", "МИС"]);
    }
}
