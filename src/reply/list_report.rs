//! What is said of a list that is loaded: every fault with its place, the words for sectors, the counts; and of a load that is taken back.
//! The same sentences on the command line, in a chat, and in the file that goes with it.

use fluent_bundle::FluentValue;
use serde::{Deserialize, Serialize};

use super::cards::shortened;
use super::texts::Texts;
use crate::domain::{CompanyId, Language, Tally, Texts as Names};

/// One fault of a list: the key of its message, with its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarked {
    /// As a spreadsheet shows it; `None` for the file as a whole.
    pub row: Option<usize>,
    /// The header of the column as the file writes it.
    pub column: Option<String>,
    /// It does not keep the row from being stored.
    pub warning: bool,
    pub key: String,
    pub arguments: Vec<(String, String)>,
}

/// What a row of a file of this name is called in the texts: those of JSON are items, as they may take several lines.
fn of(file: &str) -> (&'static str, FluentValue<'static>) {
    let is_json = file.to_lowercase().ends_with(".json");
    ("of", if is_json { "item" } else { "row" }.into())
}

/// A line of a report: names of files and columns, and what cells hold, may have line breaks of their own.
pub fn one_line(text: &str) -> String {
    let is_break = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.split(is_break).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Remarked {
    fn what(&self, file: &str, texts: &Texts) -> String {
        let arguments = self.arguments.iter().map(|(name, value)| (name.as_str(), value.as_str().into()));
        let arguments: Vec<_> = arguments.chain([of(file)]).collect();
        texts.say(&self.key, &arguments)
    }

    /// One line: the file, the row, the column, what is wrong and what to do.
    pub fn line(&self, file: &str, texts: &Texts) -> String {
        let what = self.what(file, texts);
        let what = if self.warning { warning(&what, texts) } else { what };
        let place = match (self.row, &self.column) {
            (Some(row), Some(column)) => {
                let at = [("file", file.into()), of(file), ("row", row.to_string().into()), ("column", column.as_str().into())];
                texts.say("seed-at-cell", &at)
            }
            (Some(row), None) => texts.say("seed-at-row", &[("file", file.into()), of(file), ("row", row.to_string().into())]),
            (None, _) => file.to_owned(),
        };
        one_line(&format!("{place}: {what}"))
    }

    /// The same under a heading that names the file.
    pub fn item(&self, file: &str, texts: &Texts) -> String {
        let text = self.what(file, texts);
        one_line(&match (self.row, &self.column) {
            (Some(row), Some(column)) => {
                let column = shortened(column, COLUMN_CHARACTERS);
                texts.say("load-item-cell", &[of(file), ("row", row.to_string().into()), ("column", column.into()), ("text", text.into())])
            }
            (Some(row), None) => texts.say("load-item-row", &[of(file), ("row", row.to_string().into()), ("text", text.into())]),
            (None, _) => text,
        })
    }
}

/// A header is cited so far.
const COLUMN_CHARACTERS: usize = 40;

fn warning(text: &str, texts: &Texts) -> String {
    texts.say("seed-warning", &[("text", text.into())])
}

/// So many of the columns that mean nothing here are named.
const IGNORED_NAMED: usize = 10;

/// The line about columns that mean nothing here, and so many more whose names are not known; `None` when there are none.
pub fn ignored_columns(names: &[String], more: usize, texts: &Texts) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let count = names.len() + more;
    let (named, unnamed) = (names.len().min(IGNORED_NAMED), count.saturating_sub(IGNORED_NAMED).max(more));
    let mut list = names[..named].join(", ");
    if unnamed > 0 {
        list = texts.say("seed-columns-more", &[("names", list.into()), ("count", unnamed.to_string().into())]);
    }
    let said = texts.say("seed-columns-ignored", &[("count", count.to_string().into()), ("names", list.into())]);
    Some(one_line(&warning(&said, texts)))
}

/// How many words for sectors are understood, and which are not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectorsRead {
    pub all: usize,
    pub recognised: usize,
    /// In whole per cent; `None` when there is no word.
    pub percent: Option<usize>,
    /// Those that most rows have.
    pub unknown: Vec<UnknownSector>,
    /// How many more there are.
    pub more: usize,
    /// The last row whose words were counted, when there were too many.
    pub until: Option<usize>,
    /// So many different ones were told apart, when there were more.
    pub capped: Option<usize>,
}

/// A word that means no sector plainly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownSector {
    pub text: String,
    pub rows: usize,
    pub first: usize,
    /// The sectors that may be meant.
    pub near: Vec<Names>,
}

impl SectorsRead {
    /// What is said of those of a file, a line each; nothing when there is no word.
    pub fn lines(&self, file: &str, language: Language) -> Vec<String> {
        let texts = Texts::of(language);
        let Some(percent) = self.percent else { return Vec::new() };
        let counts = [("recognised", self.recognised.into()), ("all", self.all.into()), ("percent", percent.into())];
        let mut lines = vec![texts.say("seed-sectors", &counts)];
        lines.extend(self.unknown.iter().map(|word| word.line(file, language, texts)));
        if self.more > 0 {
            lines.push(texts.say("seed-sectors-more", &[("count", self.more.into())]));
        }
        lines.extend(self.until.map(|row| texts.say("seed-sectors-until", &[of(file), ("row", row.to_string().into())])));
        lines.extend(self.capped.map(|limit| texts.say("seed-sectors-capped", &[("limit", limit.to_string().into())])));
        lines
    }
}

impl UnknownSector {
    fn line(&self, file: &str, language: Language, texts: &Texts) -> String {
        let word = [of(file), ("text", self.text.as_str().into()), ("rows", self.rows.into()), ("first", self.first.to_string().into())];
        let names: Vec<&str> = self.near.iter().map(|sector| sector.get(language)).collect();
        let near = match names.is_empty() {
            true => texts.plain("seed-sector-no-near"),
            false => texts.say("seed-sector-near", &[("names", names.join("; ").into())]),
        };
        one_line(&format!("{} {near}", texts.say("seed-sector-unknown", &word)))
    }
}

/// Whether a list was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    Stored,
    /// It would have been, were it no dry run.
    DryRun,
    NothingStored,
}

/// The last line of a load: what came in and what became of it.
pub fn summary(file: &str, tally: Tally, ending: Ending, texts: &Texts) -> String {
    let Tally { new, updated, unchanged, repeated, refused } = tally;
    let fate = match ending {
        Ending::Stored => "seed-stored",
        Ending::DryRun => "seed-dry-run",
        Ending::NothingStored => "seed-nothing-stored",
    };
    one_line(&texts.say(
        "seed-summary",
        &[
            ("file", file.into()),
            ("in", tally.total().into()),
            ("new", new.into()),
            ("updated", updated.into()),
            ("unchanged", unchanged.into()),
            ("repeated", repeated.into()),
            ("refused", refused.into()),
            ("fate", texts.plain(fate).into()),
        ],
    ))
}

/// What became of the wish to take a load back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TakenBack {
    Done {
        file: String,
        removed: u64,
        restored: u64,
        /// The companies that stay as they are: they were changed after the load.
        kept: Vec<CompanyId>,
    },
    /// Companies that were removed are in the list again.
    Returned {
        what: String,
        companies: u64,
    },
    NothingLeft,
    NoLoad,
    Already,
    Lasting,
}

impl TakenBack {
    /// What is said of it, a line each; of the companies that stay, at most so many by name.
    pub fn lines(&self, load: u64, most: usize, texts: &Texts) -> Vec<String> {
        let key = match self {
            TakenBack::NothingLeft => "undo-nothing",
            TakenBack::NoLoad => "undo-no-load",
            TakenBack::Already => "undo-already-done",
            TakenBack::Lasting => "undo-lasting",
            TakenBack::Returned { what, companies } => {
                return vec![texts.say("remove-returned", &[("count", (*companies).into()), ("what", what.as_str().into())])];
            }
            TakenBack::Done { file, removed, restored, kept } => {
                let said = kept.iter().take(most).map(|id| texts.say("undo-kept", &[("id", id.0.as_str().into())]));
                let done = [
                    ("file", file.as_str().into()),
                    ("removed", (*removed).into()),
                    ("restored", (*restored).into()),
                    ("kept", kept.len().into()),
                ];
                return said.chain([texts.say("undo-done", &done)]).collect();
            }
        };
        vec![texts.say(key, &[("number", load.to_string().into())])]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_unknown_columns_are_named_and_the_others_are_counted() {
        let names = |count: usize| -> Vec<String> { (1..=count).map(|number| format!("x{number}")).collect() };
        let ten = "x1, x2, x3, x4, x5, x6, x7, x8, x9, x10";
        let said = |count, more| ignored_columns(&names(count), more, Texts::of(Language::En)).expect("there are some");
        assert_eq!(said(10, 0), format!("warning: unknown columns were not read (10): {ten}"));
        assert_eq!(said(1000, 19_000), format!("warning: unknown columns were not read (20000): {ten} and 19990 more"));
        for (language, more) in [(Language::Ru, "и ещё 1"), (Language::Tg, "ва боз 1")] {
            let said = ignored_columns(&names(11), 0, Texts::of(language)).expect("there are some");
            assert!(said.ends_with(&format!("{ten} {more}")), "{said}");
        }
        assert_eq!(ignored_columns(&[], 0, Texts::of(Language::En)), None);
    }

    #[test]
    fn what_is_said_of_a_list_is_one_line_whatever_breaks_its_names_have() {
        let remarked = Remarked {
            row: Some(2),
            column: Some("Чем\r\nзанимается".to_owned()),
            warning: true,
            key: "seed-question-marks".to_owned(),
            arguments: vec![("text".to_owned(), "Ху?анд\u{2028}".to_owned())],
        };
        let file = "мой\nсписок.csv";
        for language in Language::ALL {
            let texts = Texts::of(language);
            let whole = Remarked { row: None, column: None, ..remarked.clone() };
            let ignored = ignored_columns(&["Приме\nчание".to_owned()], 0, texts).expect("there is one");
            let said = [
                remarked.line(file, texts),
                remarked.item(file, texts),
                whole.line(file, texts),
                ignored,
                summary(file, Tally::default(), Ending::Stored, texts),
            ];
            for line in &said {
                assert!(!line.contains(|c| "\r\n\u{2028}".contains(c)), "{line:?}");
            }
            assert!(said[0].starts_with("мой список.csv, ") && said[0].contains("Чем занимается"), "{}", said[0]);
        }
    }
}
