//! In which of the three languages a message is written: by the home of the words it uses, by Tajik letters, by the alphabet.

use super::text::{Word, is_cyrillic};
use super::vocabulary::{Reads, Vocabulary};
use crate::domain::Language;

/// What a Tajik letter says beside one word known to be at home in one language only.
const TAJIK_LETTER: f32 = 2.0;
/// What a phrase of talk or asking says that only one language has.
const CUE: f32 = 1.5;
/// What the alphabet of a word says.
const ALPHABET: f32 = 0.4;
/// What is said by the letters that stand together in an unknown Latin word, where they write a Russian or Tajik one.
const LETTERS: f32 = 0.7;

/// The language of the words; Russian when nothing tells.
pub(super) fn detect(words: &[(Word, Reads)], vocabulary: &Vocabulary) -> Language {
    let mut scores = [0.0f32; 3];
    let mut reads: Vec<Reads> = words.iter().map(|(_, reads)| reads.clone()).collect();
    // English "doll" is not Russian "долл.".
    reads.iter_mut().for_each(Reads::keep_plain);
    for (cues, _) in (0..reads.len()).filter_map(|at| vocabulary.cues().longest(&reads[at..])) {
        if let Some(language) = cues.only_language() {
            scores[language as usize] += CUE;
        }
    }
    let writes_russian = |(word, reads): &(Word, Reads)| {
        let is_unknown = word.text.is_ascii() && !reads.is_known() && !reads.ordinary;
        is_unknown && vocabulary.trigrams().transliterated(&word.text).is_some()
    };
    let writing: Vec<bool> = words.iter().map(writes_russian).collect();
    // One such word may be a name.
    let several_write = writing.iter().filter(|&&writes| writes).count() > 1;
    for ((word, reads), writes_russian) in words.iter().zip(writing) {
        // "Set magazinov": of a Latin word that is known both ways the others tell which is meant, unless one is much commoner.
        let as_typed = reads.as_typed;
        let homes = reads.languages;
        let count = homes.iter().filter(|&&home| home).count() as f32;
        for (score, _) in scores.iter_mut().zip(homes).filter(|(_, home)| *home) {
            *score += as_typed / count;
        }
        if word.text.contains(['ғ', 'ӣ', 'қ', 'ӯ', 'ҳ', 'ҷ']) {
            scores[Language::Tg as usize] += TAJIK_LETTER;
        }
        match word.text.chars().any(is_cyrillic) {
            true => scores[Language::Ru as usize] += ALPHABET / 2.0,
            false if !word.text.is_ascii() || !word.text.contains(char::is_alphabetic) => {}
            false if several_write && writes_russian => {
                scores[Language::Ru as usize] += LETTERS / 2.0;
                scores[Language::Tg as usize] += LETTERS / 2.0;
            }
            // What is known only as Russian or Tajik in Latin letters shows no English alphabet.
            false if reads.is_plain() || !reads.is_transliterated() => scores[Language::En as usize] += ALPHABET * as_typed,
            false => {}
        }
    }
    let [ru, tg, en] = Language::ALL.map(|language| scores[language as usize]);
    // What may be Russian or Tajik counts half for each, and is no English.
    match (en > ru + tg, tg > ru) {
        (true, _) => Language::En,
        (false, true) => Language::Tg,
        (false, false) => Language::Ru,
    }
}
