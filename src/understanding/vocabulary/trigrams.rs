//! Which groups of three letters the words of the vocabulary have: of what is typed in the wrong keyboard layout, none of them has most.

use crate::understanding::spelling;
use crate::understanding::text::is_cyrillic;

/// Bits of a letter's number.
const BITS: u32 = 7;
/// Before the first letter of a word.
const START: u32 = 0;
const TAJIK: [char; 7] = ['ё', 'ғ', 'ӣ', 'қ', 'ӯ', 'ҳ', 'ҷ'];

/// The set of them, a bit each; a word begins with a group of its own.
pub(crate) struct Trigrams(Vec<u64>);

impl Default for Trigrams {
    fn default() -> Trigrams {
        Trigrams(vec![0; 1 << (3 * BITS - u64::BITS.trailing_zeros())])
    }
}

impl Trigrams {
    pub(super) fn learn(&mut self, word: &str) {
        for group in groups(word) {
            self.0[group / u64::BITS as usize] |= 1 << (group % u64::BITS as usize);
        }
    }

    /// How many groups of a word are known, and how many it has. Latin letters may stand for Russian or Tajik: then as they are known best.
    pub(crate) fn known(&self, word: &str) -> (usize, usize) {
        self.likeliest(word).0
    }

    /// The Russian or Tajik word that Latin letters stand for, where that is likely, and likelier than an English one.
    pub(crate) fn transliterated(&self, word: &str) -> Option<String> {
        let ((known, all), read) = self.likeliest(word);
        read.filter(|_| 4 * known >= 3 * all)
    }

    fn likeliest(&self, word: &str) -> ((usize, usize), Option<String>) {
        let typed = (self.counted(word), None);
        if typed.0.0 == typed.0.1 || word.chars().any(is_cyrillic) {
            return typed;
        }
        // As shares, the first of equals.
        spelling::from_latin(word).into_iter().fold(typed, |(best, read), other| {
            let counted = self.counted(&other);
            if counted.0 * best.1 > best.0 * counted.1 { (counted, Some(other)) } else { (best, read) }
        })
    }

    fn counted(&self, word: &str) -> (usize, usize) {
        groups(word).fold((0, 0), |(known, all), group| {
            let bit = self.0[group / u64::BITS as usize] >> (group % u64::BITS as usize) & 1;
            (known + bit as usize, all + 1)
        })
    }
}

/// The groups of a word in small letters; what is no letter of the three languages parts it.
fn groups(word: &str) -> impl Iterator<Item = usize> {
    let mut before = [START; 2];
    let mut length = 0;
    word.chars().filter_map(move |c| {
        let Some(letter) = number(c) else {
            (before, length) = ([START; 2], 0);
            return None;
        };
        let group = (before[0] << (2 * BITS)) | (before[1] << BITS) | letter;
        before = [before[1], letter];
        length += 1;
        (length > 1).then_some(group as usize)
    })
}

/// From 1 on, so that all fit into [`BITS`].
fn number(c: char) -> Option<u32> {
    match c {
        'a'..='z' => Some(1 + c as u32 - 'a' as u32),
        'а'..='я' => Some(27 + c as u32 - 'а' as u32),
        _ => TAJIK.iter().position(|&letter| letter == c).map(|at| 59 + at as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_by_the_letters_that_stand_together_in_others_and_by_its_latin_spelling() {
        let mut trigrams = Trigrams::default();
        ["медицина", "машина", "ҷоруб"].iter().for_each(|word| trigrams.learn(word));
        assert_eq!(trigrams.known("медина"), (4, 5));
        assert_eq!(trigrams.known("vtlbwbyf"), (0, 7));
        assert_eq!(trigrams.known("medicina").1, 7);
        assert_eq!(trigrams.known("mashina"), (5, 5));
        assert_eq!(trigrams.known("jorub"), (4, 4));
        assert_eq!(trigrams.transliterated("jorub").as_deref(), Some("ҷоруб"));
        assert_eq!(trigrams.transliterated("vtlbwbyf"), None);
        assert_eq!(trigrams.known("э"), (0, 0));
    }
}
