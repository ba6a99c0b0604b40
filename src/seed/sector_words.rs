//! Of the words that a list has for its companies' sectors: how many are understood, and which are not, with the rows that have them.

use std::collections::HashMap;

use super::remark::excerpt;
use crate::domain::Company;
use crate::understanding::{Vocabulary, sector_words};

/// So many different unknown words are told apart; of further ones only the number is known.
pub const UNKNOWN_WORDS: usize = 10_000;
/// So many different texts are remembered with what was found in them, and none longer than this: lists say the same again and again.
const TEXTS: usize = 10_000;
const TEXT_BYTES: usize = 200;
/// When so many words of texts that are not remembered have been read, which takes some ten seconds, the rows after are left alone.
const WORDS_READ: usize = 400_000;

/// A word that means no sector plainly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// As its first row writes it; the beginning, when it is long.
    pub text: String,
    pub rows: usize,
    /// As [`Row::number`](super::Row::number).
    pub first: usize,
}

/// Counts the sector words of a list, row by row: those of the sectors and, where a row has none, of its offers.
#[derive(Debug, Default)]
pub struct SectorWords {
    all: usize,
    recognised: usize,
    /// By the word in lower case, with the last row that has it.
    unknown: HashMap<String, (UnknownWord, usize)>,
    is_capped: bool,
    texts: HashMap<String, Found>,
    read: usize,
    until: Option<usize>,
}

/// What stands in a text.
#[derive(Clone, Debug)]
struct Found {
    recognised: usize,
    unknown: Vec<String>,
}

impl Found {
    fn of(text: &str, vocabulary: &Vocabulary) -> Found {
        let words = sector_words(text, vocabulary);
        let unknown: Vec<String> = words.iter().filter(|word| !word.recognised).map(|word| excerpt(word.text)).collect();
        Found { recognised: words.len() - unknown.len(), unknown }
    }
}

impl SectorWords {
    /// Counts the words of a row, unless too many were read already.
    pub fn note(&mut self, row: usize, company: &Company, vocabulary: &Vocabulary) {
        if self.until.is_some() {
            return;
        }
        let texts = if company.sectors.is_empty() { &company.offers } else { &company.sectors };
        for text in texts {
            let found = match self.texts.get(text) {
                Some(found) => found.clone(),
                None => {
                    let found = Found::of(text, vocabulary);
                    self.read += found.recognised + found.unknown.len();
                    if self.texts.len() < TEXTS && text.len() <= TEXT_BYTES {
                        self.texts.insert(text.clone(), found.clone());
                    }
                    found
                }
            };
            self.all += found.recognised + found.unknown.len();
            self.recognised += found.recognised;
            for word in found.unknown {
                self.note_unknown(row, word);
            }
        }
        self.until = (self.read >= WORDS_READ).then_some(row);
    }

    fn note_unknown(&mut self, row: usize, text: String) {
        let key = text.to_lowercase();
        let is_full = self.unknown.len() >= UNKNOWN_WORDS;
        match self.unknown.get_mut(&key) {
            Some((_, last)) if *last == row => {}
            Some((word, last)) => {
                word.rows += 1;
                *last = row;
            }
            None if !is_full => {
                self.unknown.insert(key, (UnknownWord { text, rows: 1, first: row }, row));
            }
            None => self.is_capped = true,
        }
    }

    /// How many words there are, and how many of them are recognised.
    pub fn counts(&self) -> (usize, usize) {
        (self.all, self.recognised)
    }

    /// The share of recognised words in whole per cent, rounded down: 100 means all. `None` when there is no word.
    pub fn percent(&self) -> Option<usize> {
        (self.recognised * 100).checked_div(self.all)
    }

    /// The unknown words, those of most rows first, then in the order of the list.
    pub fn unknown(&self) -> Vec<&UnknownWord> {
        let mut words: Vec<&UnknownWord> = self.unknown.values().map(|(word, _)| word).collect();
        words.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.first.cmp(&b.first)).then_with(|| a.text.cmp(&b.text)));
        words
    }

    /// The last row whose words were counted, when the list had too many.
    pub fn until(&self) -> Option<usize> {
        self.until
    }

    /// Whether there are more than [`UNKNOWN_WORDS`].
    pub fn is_capped(&self) -> bool {
        self.is_capped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(sectors: &[&str], offers: &[&str]) -> Company {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Company { sectors: texts(sectors), offers: texts(offers), ..Company::default() }
    }

    #[test]
    fn unknown_words_are_counted_by_rows_and_offers_stand_in_for_sectors() {
        let vocabulary = Vocabulary::built_in();
        let mut words = SectorWords::default();
        assert_eq!(words.percent(), None);
        words.note(2, &company(&["цемент, блямба"], &["хрюкатор"]), &vocabulary);
        words.note(3, &company(&[], &["Хрюкатор", "хрюкатор", "цемент"]), &vocabulary);
        words.note(4, &company(&["ХРЮКАТОР"], &[]), &vocabulary);
        assert_eq!((words.counts(), words.percent()), ((6, 2), Some(33)));
        let word = |text: &str, rows, first| UnknownWord { text: text.to_owned(), rows, first };
        assert_eq!(words.unknown(), [&word("Хрюкатор", 2, 3), &word("блямба", 1, 2)]);
        assert!(!words.is_capped());
    }

    #[test]
    fn a_very_long_list_is_counted_up_to_a_row() {
        let vocabulary = Vocabulary::built_in();
        let mut words = SectorWords { read: WORDS_READ - 3, ..SectorWords::default() };
        for row in 2..=6 {
            words.note(row, &company(&["цемент", "мебель"], &[]), &vocabulary);
            words.note(row, &company(&[&format!("хрюкатор{row}")], &[]), &vocabulary);
        }
        assert_eq!((words.until(), words.counts()), (Some(2), (3, 2)));
    }

    #[test]
    fn memory_stays_bounded_however_many_words_are_unknown() {
        let vocabulary = Vocabulary::built_in();
        let mut words = SectorWords::default();
        for row in 1..=UNKNOWN_WORDS + 5 {
            words.note_unknown(row, format!("хрю{row}"));
        }
        words.note(1, &company(&["щщ ".repeat(3_000).as_str()], &[]), &vocabulary);
        assert_eq!((words.unknown().len(), words.is_capped(), words.texts.len()), (UNKNOWN_WORDS, true, 0));
    }
}
