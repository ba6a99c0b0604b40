//! Where a word that is too long for its place may be broken.

use unicode_segmentation::UnicodeSegmentation;

const VOWELS: &str = "аеёиоуыэюяӣӯaeiouy";
/// Letters that never begin a syllable.
const CLOSING: &str = "йьъ";
/// What is seen only where a line is broken at it, as a hyphen.
const SOFT_HYPHEN: char = '\u{ad}';
/// A chance to break that is never seen.
pub(super) const CHANCE: char = '\u{200b}';
/// All that is put between letters here.
#[cfg(feature = "reports")]
pub(super) const CHANCES: [char; 2] = [SOFT_HYPHEN, CHANCE];
/// Letters that stay together where there are no syllables: the narrowest column has room for them.
const PIECE: usize = 4;

/// The text with a chance to break every word that is too long: between its syllables, and within a syllable that is still too long
/// anywhere but in a few letters. Words that fit stay as they are, so that a search finds them.
pub(super) fn breakable(text: &str, is_too_long: impl Fn(&str) -> bool) -> String {
    let mut broken = String::with_capacity(text.len());
    // After a blank and after a hyphen lines are broken anyway.
    for word in text.split_inclusive([' ', '\u{a0}', '\n', '\t', '-']) {
        if !is_too_long(word.trim_end()) {
            broken.push_str(word);
            continue;
        }
        for syllable in hyphenated(word).split_inclusive(SOFT_HYPHEN) {
            match is_too_long(syllable.trim_end_matches(SOFT_HYPHEN)) {
                true => in_pieces(syllable, &mut broken),
                false => broken.push_str(syllable),
            }
        }
    }
    broken
}

/// A word with soft hyphens before each consonant that begins a syllable, two letters at least on each side: so Russian, Tajik and most
/// English words may be divided.
fn hyphenated(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let lower = |at: usize| letters.get(at).filter(|letter| letter.is_alphabetic()).and_then(|letter| letter.to_lowercase().next());
    let is_vowel = |at: usize| lower(at).is_some_and(|letter| VOWELS.contains(letter));
    let is_consonant = |at: usize| lower(at).is_some_and(|letter| !VOWELS.contains(letter) && !CLOSING.contains(letter));
    let mut divided = String::with_capacity(word.len());
    let mut has_vowel = false;
    for (at, &letter) in letters.iter().enumerate() {
        let stands_alone = at < 2 || lower(at - 1).is_none() || lower(at - 2).is_none();
        if has_vowel && !stands_alone && is_consonant(at) && is_vowel(at + 1) {
            divided.push(SOFT_HYPHEN);
        }
        has_vowel = lower(at).is_some() && (has_vowel || is_vowel(at));
        divided.push(letter);
    }
    divided
}

fn in_pieces(word: &str, broken: &mut String) {
    for (number, letter) in (1..).zip(word.graphemes(true)) {
        broken.push_str(letter);
        if number % PIECE == 0 {
            broken.push(CHANCE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_divided_between_its_syllables_and_only_where_it_is_too_long() {
        let longer = |most: usize| move |word: &str| word.chars().count() > most;
        let shown = |text: &str, most: usize| breakable(text, longer(most)).replace(SOFT_HYPHEN, "|");
        assert_eq!(shown("ткань хлопчатобумажная", 12), "ткань хлоп|ча|то|бу|маж|ная");
        assert_eq!(shown("ткань хлопчатобумажная", 16), "ткань хлопчатобумажная");
        assert_eq!(shown("Бободжон-Гафуровский район", 12), "Бободжон-Гафуровский район");
        assert_eq!(shown("Мувофиқат, сделки", 5), "Му|во|фи|қат, сдел|ки");
        assert_eq!(shown("торгово-промышленную", 10), "торгово-про|мыш|лен|ную");
    }

    #[test]
    fn a_word_without_syllables_is_broken_anywhere_but_in_a_few_letters() {
        let broken = breakable(&format!("короткое {}", "щ".repeat(40)), |word| word.chars().count() > 18);
        assert!(broken.split([CHANCE, ' ']).all(|piece| piece == "короткое" || piece.chars().count() <= PIECE), "{broken}");
        assert_eq!(broken.replace(CHANCE, ""), format!("короткое {}", "щ".repeat(40)));
    }
}
