//! Code pages: text of one byte a letter. Which of those that are in use for Russian a file is in, is told by how its words would look.

use encoding_rs::{Encoding, IBM866, KOI8_R, WINDOWS_1251};

/// Another code page than Windows-1251 has to look better by so much, about ten letters: a file of a few words may be anything, and
/// hardly any is in the others.
const CLEARLY: i32 = 100;
/// The letters of Russian, the most frequent first.
const LETTERS: &str = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё";
/// What Russian texts hold beside letters.
const SIGNS: &str = "«»№–—“”„…’\u{a0}°©·•";

/// What one byte means in a code page: the replacement character where it has no letter for it.
pub(super) fn letter(page: &'static Encoding, byte: u8) -> char {
    let (text, _) = page.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|c| byte.is_ascii() || !c.is_control()).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// One text as it would be in each code page.
pub(super) struct Readings([Reading; 3]);

struct Reading {
    page: &'static Encoding,
    /// What each byte weighs, and its case.
    bytes: Vec<(i32, Case)>,
    weight: i32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Upper,
    None,
}

impl Readings {
    pub(super) fn new() -> Readings {
        Readings([WINDOWS_1251, KOI8_R, IBM866].map(|page| {
            let bytes = (0..=u8::MAX).map(|byte| of_letter(letter(page, byte))).collect();
            Reading { page, bytes, weight: 0 }
        }))
    }

    /// Reads on. Words with Latin letters tell nothing: their other letters are those of German or French.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        let words = bytes.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
        for word in words.filter(|word| word.len() > 1 && !word.iter().any(u8::is_ascii)) {
            self.0.iter_mut().for_each(|reading| reading.word(word));
        }
    }

    /// The code page that is clearly meant and is not Windows-1251.
    pub(super) fn other(&self) -> Option<&'static Encoding> {
        let [usual, others @ ..] = &self.0;
        let best = others.iter().max_by_key(|reading| reading.weight)?;
        (best.weight > usual.weight.saturating_add(CLEARLY)).then_some(best.page)
    }
}

impl Reading {
    fn word(&mut self, word: &[u8]) {
        const CASE_TURNED: i32 = 30;
        let (mut before, mut letters) = (Case::None, 0);
        for &byte in word {
            let (weight, case) = self.bytes[usize::from(byte)];
            let is_turned = match (before, case) {
                (Case::Lower, Case::Upper) => true,
                (Case::Upper, Case::Lower) => letters > 1,
                _ => false,
            };
            self.weight = self.weight.saturating_add(weight - if is_turned { CASE_TURNED } else { 0 });
            letters = if case == Case::None { 0 } else { letters + 1 };
            before = case;
        }
    }
}

/// How much a letter speaks for a text being Russian, in steps of the frequency of letters; and its case.
fn of_letter(c: char) -> (i32, Case) {
    const MOST: i32 = 16;
    let lower = c.to_lowercase().next().unwrap_or(c);
    match LETTERS.chars().position(|letter| letter == lower) {
        Some(at) => (MOST - i32::try_from(at).unwrap_or(i32::MAX), if c == lower { Case::Lower } else { Case::Upper }),
        None if SIGNS.contains(c) => (-10, Case::None),
        // As in old Tajik fonts.
        None if c.is_alphabetic() => (-15, Case::None),
        None => (-40, Case::None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OTHERS: [&Encoding; 2] = [KOI8_R, IBM866];

    fn told(text: &str, page: &'static Encoding) -> Option<&'static Encoding> {
        let mut readings = Readings::new();
        readings.read(&page.encode(text).0);
        readings.other()
    }

    /// The Russian words of the built-in lists, each as it may be typed.
    fn words() -> Vec<String> {
        let lists = [include_str!("../../seed/companies.csv"), include_str!("../../seed/samples.csv")].concat();
        let is_russian = |word: &&str| word.chars().count() > 2 && word.to_lowercase().chars().all(|c| LETTERS.contains(c));
        let words = lists.split(|c: char| !c.is_alphabetic()).filter(is_russian);
        let mut words: Vec<String> = words.flat_map(|word| [word.to_owned(), word.to_lowercase(), word.to_uppercase()]).collect();
        words.sort();
        words.dedup();
        words
    }

    #[test]
    fn no_single_word_of_windows_1251_is_taken_for_another_code_page_and_two_headers_are_enough_for_these() {
        let words = words();
        assert!(words.len() > 1_000);
        for word in words {
            assert_eq!(told(&word, WINDOWS_1251), None, "{word}");
            for page in OTHERS {
                assert_eq!(told(&format!("Название;Город\n{word};Липецк"), page), Some(page), "{word}");
            }
        }
    }

    #[test]
    fn letters_of_other_languages_tell_nothing() {
        for text in ["Größe Straße Müßiggang größer\n", "café créée où\n", "plain English\n"] {
            assert_eq!(told(&text.repeat(100), encoding_rs::WINDOWS_1252), None, "{text}");
        }
        let old_font = "Њамкор;Хуљанд;таљњизоти тиббї;Ѓарм;ќолин\n";
        assert_eq!(told(&old_font.repeat(100), WINDOWS_1251), None);
    }

    proptest! {
        #[test]
        fn no_russian_text_is_taken_for_another_code_page_than_its_own(
            words in proptest::sample::subsequence(words(), 8..200).prop_shuffle(),
            between in "[ ;,\n\"]",
        ) {
            let text = words.join(&between);
            prop_assert_eq!(told(&text, WINDOWS_1251), None);
            for page in OTHERS {
                prop_assert_eq!(told(&text, page), Some(page));
            }
        }
    }
}
