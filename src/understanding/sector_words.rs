//! Which words of a company's sectors or offers are understood, and which sectors may be meant by those that are not.
//! In: a text of a list and a [`Vocabulary`]. Out: its pieces, parted at commas, each recognised or not. Knows nothing of files.

use super::intent::PLAIN;
use super::text::{self, Gap, Word};
use super::vocabulary::{Cue, Reads, SectorIndex, Sense, WORDS_AT_ONCE, each_read};
use super::{Vocabulary, spelling};
use crate::domain::{Language, Sector};

/// A sense that is not plain may be proposed, with those that are nearly as strong.
const PERHAPS: f32 = 0.35;
const NEARLY: f32 = 0.6;
/// Likeness of a word to the name of a sector that may be proposed, by Jaro-Winkler (W. E. Winkler, 1990).
const LIKE: f64 = 0.87;
const VERY_LIKE: f64 = 0.93;
/// Shorter words are like too many others.
const LIKE_LETTERS: usize = 5;
/// A text is read up to this many words.
const WORDS: usize = 400;

/// A piece of a text that says what a company is or offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectorWord<'t> {
    pub text: &'t str,
    /// Whether some sector is plainly meant, so that the company is found by it.
    pub recognised: bool,
}

/// The pieces of a text, without those that name nothing: numbers, "and so on".
pub fn sector_words<'t>(text: &'t str, vocabulary: &Vocabulary) -> Vec<SectorWord<'t>> {
    let mut words = text::words(text);
    words.truncate(WORDS);
    let read = each_read(words, |word| vocabulary.read_as_written(word));
    let (words, reads): (Vec<Word>, Vec<Reads>) = vocabulary.part_compounds(read, WORDS).into_iter().unzip();
    let (mut rest, mut rest_reads, mut found) = (words.as_slice(), reads.as_slice(), Vec::new());
    while !rest.is_empty() {
        let end = (1..rest.len()).find(|&at| rest[at].gap >= Gap::Comma).unwrap_or(rest.len());
        let (item, after) = rest.split_at(end);
        let (reads, reads_after) = rest_reads.split_at(end);
        (rest, rest_reads) = (after, reads_after);
        if names_something(item, reads, vocabulary) {
            let text = &text[item[0].start..item[item.len() - 1].end];
            found.push(SectorWord { text, recognised: is_recognised(item, reads, vocabulary) });
        }
    }
    found
}

/// The sectors that an unknown word may be meant for, likeliest first: what its words mean in part or with typos mended, then those
/// whose names look like it: very like it, when it means something.
pub fn nearest_sectors<'v>(word: &str, most: usize, vocabulary: &'v Vocabulary) -> Vec<&'v Sector> {
    let words = text::words(word);
    let words = &words[..words.len().min(WORDS_AT_ONCE)];
    let reads: Vec<Reads> = words.iter().map(|word| vocabulary.read_meant(&word.text)).collect();
    let meant = senses(words, &reads, vocabulary);
    let strongest = meant.first().map_or(0.0, |sense| sense.strength);
    let mut nearest: Vec<SectorIndex> = Vec::new();
    let mut propose = |sector| {
        if nearest.len() < most && !nearest.contains(&sector) {
            nearest.push(sector);
        }
    };
    let mut like = LIKE;
    if strongest >= PERHAPS {
        like = VERY_LIKE;
        meant.iter().filter(|sense| sense.strength >= NEARLY * strongest).for_each(|sense| propose(sense.sector));
    }
    let named = (0..).zip(&vocabulary.sectors).map(|(at, sector)| (likeness(words, sector), at));
    let mut named: Vec<(f64, SectorIndex)> = named.filter(|(likeness, _)| *likeness >= like).collect();
    named.sort_by(|a, b| b.0.total_cmp(&a.0));
    named.into_iter().for_each(|(_, sector)| propose(sector));
    nearest.into_iter().map(|sector| vocabulary.sector(sector)).collect()
}

/// Whether a word stands in it that is neither a number nor says only how something is told or traded.
fn names_something(item: &[Word], reads: &[Reads], vocabulary: &Vocabulary) -> bool {
    let idle = |at: usize| {
        let told = vocabulary.cues().longest(&reads[at..]).map(|(cues, _)| cues.told(None, &item[at].text)).unwrap_or_default();
        told.is_little() || told.is_only(Cue::Units) || told.is_legal_form()
    };
    (0..item.len()).any(|at| item[at].text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !idle(at))
}

/// Whether a part of it, outside or inside brackets, plainly means a sector, or it is the name of an activity: "retail".
fn is_recognised(item: &[Word], reads: &[Reads], vocabulary: &Vocabulary) -> bool {
    let starts: Vec<usize> = (0..item.len()).filter(|&at| at == 0 || item[at].gap >= Gap::Bracket).chain([item.len()]).collect();
    starts.windows(2).any(|part| {
        let (words, reads) = (&item[part[0]..part[1]], &reads[part[0]..part[1]]);
        let is_activity = || vocabulary.activity(&reads.iter().collect::<Vec<_>>()).is_some_and(|(_, said)| said.len() == words.len());
        senses(words, reads, vocabulary).first().is_some_and(|sense| sense.strength >= PLAIN) || is_activity()
    })
}

/// What words mean when they stand in a record: behind "for" stands whom something is for.
fn senses(words: &[Word], reads: &[Reads], vocabulary: &Vocabulary) -> Vec<Sense> {
    let is_for = |at: usize| {
        let cues = vocabulary.cues().longest(&reads[at..]);
        cues.is_some_and(|(cues, _)| cues.told(None, &words[at].text).has(Cue::Purpose))
    };
    let behind = (0..reads.len()).find(|&at| is_for(at)).unwrap_or(reads.len());
    let purpose = (behind..reads.len()).collect();
    let head_last = words.iter().all(|word| word.text.is_ascii());
    vocabulary.senses(&reads.iter().collect::<Vec<_>>(), purpose, head_last, None, None)
}

/// How like the words are to a sector's name, whole or word by word, in the language in which they are most.
fn likeness(words: &[Word], sector: &Sector) -> f64 {
    let fold = |words: &[Word]| words.iter().map(|word| spelling::fold(&word.text)).collect::<Vec<_>>();
    let asked = fold(words);
    let whole = asked.join(" ");
    let is_long = |word: &&String| word.chars().count() >= LIKE_LETTERS;
    let of_name = |language: Language| {
        let name = fold(&text::words(sector.name.get(language)));
        let pairs = asked.iter().filter(is_long).flat_map(|word| name.iter().filter(is_long).map(move |named| (word, named)));
        let by_word = pairs.map(|(word, named)| strsim::jaro_winkler(word, named));
        by_word.chain([strsim::jaro_winkler(&whole, &name.join(" "))]).fold(0.0, f64::max)
    };
    Language::ALL.map(of_name).into_iter().fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

    fn read(text: &str) -> Vec<(&str, bool)> {
        sector_words(text, &VOCABULARY).into_iter().map(|word| (word.text, word.recognised)).collect()
    }

    #[test]
    fn a_trade_is_recognised_in_three_languages_and_nonsense_is_not() {
        for known in ["медицинские информационные системы", "полимеры", "хлеб", "мебель", "cement", "таҷҳизоти тиббӣ", "сухофрукты"]
        {
            assert_eq!(read(known), [(known, true)]);
        }
        for unknown in ["хрюкатор", "цемен", "абракадабра и ко", "zzyzx"] {
            assert_eq!(read(unknown), [(unknown, false)]);
        }
    }

    #[test]
    fn pieces_are_parted_at_commas_and_what_names_nothing_is_no_piece() {
        assert_eq!(read("цемент, хрюкатор / мебель"), [("цемент", true), ("хрюкатор", false), ("мебель", true)]);
        assert_eq!(read("цемент (хрюкатор), 2024, и др."), [("цемент (хрюкатор", true)]);
        assert_eq!(read(" – , ; 12"), []);
    }

    #[test]
    fn a_misspelt_trade_is_proposed_as_it_is_meant() {
        let near = |word: &str| {
            let sectors = nearest_sectors(word, 3, &VOCABULARY);
            assert!(sectors.len() <= 3);
            sectors.iter().map(|sector| sector.name.en.as_str()).collect::<Vec<_>>()
        };
        for (typed, meant) in [("цемен", "Cement"), ("мибель", "Furniture"), ("сухофркты", "Dried")] {
            assert!(near(typed).iter().any(|name| name.contains(meant)), "{typed}: {:?}", near(typed));
        }
        assert_eq!(near("щщщщщ"), [""; 0]);
        assert_eq!(near(""), [""; 0]);
    }
}
