//! Where an unknown word may end: a typo in an ending hides the stem from a stemmer (*станкво*, *рекламныз*).
//! In: the words of the vocabulary with their stems. Out: the stems that a misspelt word may have had.
//!
//! The endings are those that the vocabulary's own words bear often enough, so no list of them is kept, and all three languages
//! are served alike. Endings one letter apart are found by leaving out a letter on both sides (the symmetric delete method of W. Garbe).

use std::collections::{HashMap, HashSet};

use crate::understanding::spelling;

/// So many words of the vocabulary bear an ending.
const OFTEN: u32 = 12;
/// Longer endings hide more of a word than they tell.
const LONGEST: usize = 6;

/// Endings in the letters of keys; those of Latin words begin with the mark of their keys.
#[derive(Default)]
pub(super) struct Endings {
    met: HashMap<String, u32>,
    with_a_letter_less: HashSet<String>,
}

impl Endings {
    /// Notes how a word, by its key with the ending on, ends beyond its stem, as often as it was met.
    pub(super) fn learn(&mut self, whole: &str, stem_key: &str, times: u32) {
        if let Some(ending) = whole.strip_prefix(stem_key).filter(|ending| ending.len() <= LONGEST) {
            *self.met.entry(marked(whole, ending)).or_default() += times;
        }
    }

    /// Keeps what was met often.
    pub(super) fn finish(&mut self) {
        self.met.retain(|_, times| *times >= OFTEN);
        self.met.shrink_to_fit();
        self.with_a_letter_less = self.met.keys().flat_map(|ending| letters_left_out(ending)).collect();
    }

    /// The stems that a word may have, each with how many typos its ending has: none or one.
    pub(super) fn stems<'w>(&'w self, whole: &'w str) -> impl Iterator<Item = (&'w str, usize)> {
        let shortest = whole.len().saturating_sub(LONGEST);
        let cuts = (shortest.max(1)..=whole.len()).filter(|&at| whole.is_char_boundary(at));
        cuts.filter_map(move |at| {
            let (stem, ending) = whole.split_at(at);
            let ending = marked(whole, ending);
            if self.met.contains_key(&ending) {
                return Some((stem, 0));
            }
            let alike = |part: &String| self.with_a_letter_less.contains(part) || self.met.contains_key(part);
            let nearly = self.with_a_letter_less.contains(&ending) || letters_left_out(&ending).any(|part| alike(&part));
            nearly.then_some((stem, 1))
        })
    }
}

/// The ending with the mark that a Latin word's key begins with.
fn marked(whole: &str, ending: &str) -> String {
    match whole.starts_with(spelling::LATIN) {
        true => format!("{}{ending}", spelling::LATIN),
        false => ending.to_owned(),
    }
}

/// The ending without one of its letters, each in turn.
fn letters_left_out(ending: &str) -> impl Iterator<Item = String> {
    let marked = usize::from(ending.starts_with(spelling::LATIN));
    ending.char_indices().skip(marked).map(|(at, letter)| format!("{}{}", &ending[..at], &ending[at + letter.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_that_words_bear_is_cut_even_with_a_letter_wrong() {
        let mut endings = Endings::default();
        endings.learn("stankov", "stank", OFTEN);
        endings.learn("stankami", "stank", OFTEN - 1);
        endings.finish();
        let stems =
            |word: &str| endings.stems(&spelling::uncut_key(word)).map(|(stem, typos)| (stem.to_owned(), typos)).collect::<Vec<_>>();
        let own = |stems: &[(&str, usize)]| stems.iter().map(|&(stem, typos)| (stem.to_owned(), typos)).collect::<Vec<_>>();
        assert_eq!(stems("насосов"), own(&[("naso", 1), ("nasos", 0), ("nasoso", 1)]), "as it stands, or a letter more or less");
        assert_eq!(stems("насосво"), own(&[("nasos", 1), ("nasosv", 1)]), "swapped");
        assert_eq!(stems("pumpov"), [], "an ending of Cyrillic words is none of Latin ones");
    }
}
