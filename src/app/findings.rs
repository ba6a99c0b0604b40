//! What the readers of `seed` say of a list, as `reply` puts it into words.

use super::Report;
use crate::domain::Language;
use crate::reply::{Findings, Remarked, SectorsRead, TakenBack, Texts, UnknownSector, ignored_columns, one_line};
use crate::seed::{Remark, SectorWords, Severity, Table, UNKNOWN_WORDS};
use crate::store::{NotUndone, Undone};
use crate::understanding::{Vocabulary, nearest_sectors};

/// So many sectors are proposed for an unknown word.
const PROPOSALS: usize = 3;
/// So many unknown words are listed where there is room.
const UNKNOWN_LISTED: usize = 20;
/// What a message has room for: so many faults of each kind, and so many unknown words.
const SHOWN: usize = 4;
const UNKNOWN_SHOWN: usize = 3;
/// The file with all lines is no longer than this, in bytes: a messenger has to take it.
const LINES_BYTES: usize = 8 << 20;

/// A remark as data.
pub fn remarked(remark: &Remark) -> Remarked {
    Remarked {
        row: remark.row,
        column: remark.column.clone(),
        warning: remark.severity == Severity::Warning,
        key: remark.what.key().to_owned(),
        arguments: remark.what.args().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    }
}

/// How the words for sectors were understood, with at most so many that were not.
fn sectors_read(words: &SectorWords, most: usize, vocabulary: &Vocabulary) -> SectorsRead {
    let unknown = words.unknown();
    let near = |text: &str| nearest_sectors(text, PROPOSALS, vocabulary).iter().map(|sector| sector.name.clone()).collect();
    let (all, recognised) = words.counts();
    SectorsRead {
        all,
        recognised,
        percent: words.percent(),
        more: unknown.len().saturating_sub(most),
        unknown: unknown
            .into_iter()
            .take(most)
            .map(|word| UnknownSector { text: word.text.clone(), rows: word.rows, first: word.first, near: near(&word.text) })
            .collect(),
        until: words.until(),
        capped: words.is_capped().then_some(UNKNOWN_WORDS),
    }
}

/// What is said of a list in a file of this name after its rows, a line each with that name: columns that mean nothing, and words for sectors.
pub fn lines_after(file: &str, table: &Table<'_>, report: &Report, language: Language) -> Vec<String> {
    let ignored: Vec<String> = table.unknown_columns().iter().cloned().collect();
    let sectors = sectors_read(&report.sector_words, UNKNOWN_LISTED, table.vocabulary());
    let said =
        ignored_columns(&ignored, table.more_unknown_columns(), Texts::of(language)).into_iter().chain(sectors.lines(file, language));
    said.map(|line| one_line(&format!("{file}: {line}"))).collect()
}

/// What became of the wish to take a load back, as data.
pub fn taken_back(outcome: Result<Undone, NotUndone>) -> TakenBack {
    match outcome {
        Ok(Undone { load, restored, .. }) if load.removes => TakenBack::Returned { what: load.file, companies: restored },
        Ok(Undone { load, removed, restored, kept, .. }) => TakenBack::Done { file: load.file, removed, restored, kept },
        Err(NotUndone::NothingLeft) => TakenBack::NothingLeft,
        Err(NotUndone::NoLoad) => TakenBack::NoLoad,
        Err(NotUndone::Already) => TakenBack::Already,
        Err(NotUndone::Lasting) => TakenBack::Lasting,
    }
}

/// What is found while a list is checked: the beginning for a message, all of it as lines of text.
pub(super) struct Notes<'f> {
    file: &'f str,
    language: Language,
    findings: Findings,
    /// Each with its row, 0 for the whole file.
    lines: Vec<(usize, String)>,
    bytes: usize,
    left_out: usize,
    /// The last row with a city or a tax number that is none.
    doubtful: Option<usize>,
}

impl<'f> Notes<'f> {
    pub(super) fn new(file: &'f str, language: Language) -> Notes<'f> {
        Notes { file, language, findings: Findings::default(), lines: Vec::new(), bytes: 0, left_out: 0, doubtful: None }
    }

    pub(super) fn note(&mut self, remark: &Remark) {
        let said = remarked(remark);
        self.line(remark.row.unwrap_or_default(), said.line(self.file, Texts::of(self.language)));
        let findings = &mut self.findings;
        let kind = match remark.severity {
            Severity::Error => &mut findings.errors,
            Severity::Warning if remark.what.is_likely_repeat() => &mut findings.repeats,
            Severity::Warning => &mut findings.warnings,
        };
        kind.add(said, SHOWN);
        if remark.what.is_refused_when_strict() && self.doubtful != remark.row {
            self.doubtful = remark.row;
            findings.doubtful += 1;
        }
    }

    fn line(&mut self, row: usize, line: String) {
        if self.bytes + line.len() > LINES_BYTES {
            self.left_out += 1;
        } else {
            self.bytes += line.len() + 1;
            self.lines.push((row, line));
        }
    }

    /// The findings, and the lines that the command line would print, by rows: some are found in a second look at the file.
    pub(super) fn finish(mut self, report: &Report, table: Option<&Table<'_>>) -> (Findings, String) {
        let texts = Texts::of(self.language);
        let (tally, whole) = (report.tally, report.accepted);
        if let Some(table) = table {
            self.findings.sectors = sectors_read(&report.sector_words, UNKNOWN_SHOWN, table.vocabulary());
            self.findings.ignored_columns = table.unknown_columns().iter().cloned().collect();
            self.findings.more_ignored = table.more_unknown_columns();
        }
        let findings = Findings { tally, whole, ..self.findings };
        self.lines.sort_by_key(|&(row, _)| row);
        let mut said = String::with_capacity(self.bytes);
        for (_, line) in &self.lines {
            said.push_str(line);
            said.push('\n');
        }
        if self.left_out > 0 {
            said.push_str(&texts.say("load-left-out", &[("count", self.left_out.into())]));
            said.push('\n');
        }
        for line in table.map(|table| lines_after(self.file, table, report, self.language)).unwrap_or_default() {
            said.push_str(&line);
            said.push('\n');
        }
        said.push_str(&findings.summary(self.file, texts));
        said.push('\n');
        (findings, said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::{Limit, What};

    #[test]
    fn every_limit_of_a_workbook_is_said_in_its_own_words_in_every_language() {
        for (language, word) in [(Language::Ru, "листов"), (Language::Tg, "варақ"), (Language::En, "sheets")] {
            let texts = Texts::of(language);
            let said = Limit::ALL.map(|limit| {
                let what = What::OverLimit { part: "xl/styles.xml".to_owned(), limit };
                let remark = Remark { row: None, column: None, severity: Severity::Error, what };
                let line = remarked(&remark).line("list.xlsx", texts);
                assert!(line.contains(&limit.most().to_string()), "{limit:?}: {line}");
                line.replace(&limit.most().to_string(), "")
            });
            let different: std::collections::BTreeSet<&String> = said.iter().collect();
            // The two limits of one part are told alike.
            assert_eq!(different.len(), Limit::ALL.len() - 1, "{said:?}");
            let sheets = Limit::ALL.iter().position(|limit| *limit == Limit::Sheets).expect("it is one of them");
            assert!(said[sheets].contains(word), "{}", said[sheets]);
        }
    }
}
