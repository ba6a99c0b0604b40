//! In which keyboard layout a message was typed, ЙЦУКЕН or QWERTY: that in which its letters stand together as in words.

use super::text::is_cyrillic;
use super::vocabulary::Trigrams;

/// The keys of letters in either layout.
const KEYS: [(char, char); 33] = [
    ('q', 'й'),
    ('w', 'ц'),
    ('e', 'у'),
    ('r', 'к'),
    ('t', 'е'),
    ('y', 'н'),
    ('u', 'г'),
    ('i', 'ш'),
    ('o', 'щ'),
    ('p', 'з'),
    ('[', 'х'),
    (']', 'ъ'),
    ('a', 'ф'),
    ('s', 'ы'),
    ('d', 'в'),
    ('f', 'а'),
    ('g', 'п'),
    ('h', 'р'),
    ('j', 'о'),
    ('k', 'л'),
    ('l', 'д'),
    (';', 'ж'),
    ('\'', 'э'),
    ('z', 'я'),
    ('x', 'ч'),
    ('c', 'с'),
    ('v', 'м'),
    ('b', 'и'),
    ('n', 'т'),
    ('m', 'ь'),
    (',', 'б'),
    ('.', 'ю'),
    ('`', 'ё'),
];
/// Marks of QWERTY that are capital letters of ЙЦУКЕН.
const CAPITALS: [(char, char); 7] = [('{', 'Х'), ('}', 'Ъ'), (':', 'Ж'), ('"', 'Э'), ('<', 'Б'), ('>', 'Ю'), ('~', 'Ё')];
/// Marks of QWERTY behind a word that are other marks of ЙЦУКЕН.
const MARKS: [(char, char); 3] = [('?', ','), ('/', '.'), ('&', '?')];
/// Keys that may be letters or marks, where they stand behind a word.
const DOUBTFUL: [char; 3] = [',', '.', ';'];

/// In the other layout so much of the groups of letters must be known ...
const PLAUSIBLE: f32 = 0.75;
/// ... and so much more than as typed.
const MORE_PLAUSIBLE: f32 = 0.25;
/// Shorter messages can look like anything by chance.
const TELLING_GROUPS: usize = 10;

/// How plausible it is that a text was typed in the other layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// As plausible as what was typed, at the most.
    Unlikely,
    /// The letters say so, but are few.
    Perhaps,
    Likely,
}

/// Whether a text is so plausible as typed that no other can be more so.
pub(super) fn is_plausible(typed: &str, trigrams: &Trigrams) -> bool {
    plausibility(typed, trigrams).0 > 1.0 - MORE_PLAUSIBLE
}

pub(super) fn other_is_meant(typed: &str, other: &str, trigrams: &Trigrams) -> Other {
    let ((as_typed, _), (as_other, groups)) = (plausibility(typed, trigrams), plausibility(other, trigrams));
    match as_other >= PLAUSIBLE && as_other - as_typed >= MORE_PLAUSIBLE {
        true if groups < TELLING_GROUPS => Other::Perhaps,
        true => Other::Likely,
        false => Other::Unlikely,
    }
}

/// Which part of the groups of letters of a text words are known to have, from 0 to 1, and how many there are. A mark between the letters
/// of a word that is the key of another letter is a group that no word has.
fn plausibility(text: &str, trigrams: &Trigrams) -> (f32, usize) {
    let (mut known, mut all) = (0, 0);
    for chunk in text.to_lowercase().split_whitespace() {
        let mut parts = 0;
        for word in chunk.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            let (met, of) = trigrams.known(word);
            known += met;
            all += of;
            parts += 1;
        }
        if parts > 1 && !chunk.chars().any(is_cyrillic) {
            all += chunk.chars().filter(|c| matches!(c, '[' | ']' | ';' | '`' | ',')).count();
        }
    }
    (known as f32 / all.max(1) as f32, all)
}

/// Whether there is a mark between the letters of a word that is ё in the other layout; Uzbek has it behind o and g.
pub(super) fn holds_key_of_letter(word: &str) -> bool {
    word.match_indices('`').any(|(at, _)| !word[..at].ends_with(['o', 'g', 'O', 'G']))
}

/// The word as it would read in the other layout; `None` when a key has no letter there.
pub(super) fn other_word(word: &str) -> Option<String> {
    let from_qwerty = !word.chars().any(is_cyrillic);
    let typed: Option<String> = word.chars().map(|c| other_letter(c, from_qwerty)).collect();
    typed.filter(|typed| typed.chars().all(char::is_alphabetic))
}

/// A whole text as it would read in the other layout; what has no partner there stays. `is_word`: whether such a word is known, for keys
/// behind a word that may be its last letter or a comma.
pub(super) fn other_text(text: &str, is_word: impl Fn(&str) -> bool) -> String {
    let from_qwerty = !text.chars().any(is_cyrillic);
    let letters = |part: &str| -> String { part.chars().map(|c| other_letter(c, from_qwerty).unwrap_or(c)).collect() };
    let chunks: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let other = |(at, chunk): (usize, &&str)| {
        let word = chunk.trim_end();
        let blank = &chunk[word.len()..];
        let Some(last) = word.chars().next_back().filter(|_| from_qwerty && word.chars().count() > 1) else {
            return letters(chunk);
        };
        let stem = &word[..word.len() - last.len_utf8()];
        let is_last_chunk = at + 1 == chunks.len();
        match MARKS.iter().find(|(typed, _)| *typed == last) {
            Some((_, mark)) if !is_last_chunk || last != '?' => format!("{}{mark}{blank}", letters(stem)),
            _ if DOUBTFUL.contains(&last) && !is_word(&letters(word).to_lowercase()) => format!("{}{last}{blank}", letters(stem)),
            _ => letters(chunk),
        }
    };
    chunks.iter().enumerate().map(other).collect()
}

/// The letter on the same key of the other layout, as large.
fn other_letter(c: char, from_qwerty: bool) -> Option<char> {
    let find = |keys: &[(char, char)], c: char| {
        keys.iter().find_map(|&(q, y)| if from_qwerty { (q == c).then_some(y) } else { (y == c).then_some(q) })
    };
    let small = c.to_lowercase().next().unwrap_or(c);
    match find(&CAPITALS, c).or_else(|| find(&KEYS, small)) {
        Some(letter) if small != c => letter.to_uppercase().next(),
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrong_layout_is_undone_both_ways() {
        assert_eq!(other_word("vtlbwbyf").as_deref(), Some("медицина"));
        assert_eq!(other_word("ьувшсфд").as_deref(), Some("medical"));
        assert_eq!(other_word("abc1"), None);
        let is_word = |word: &str| matches!(word, "хлеб" | "солью");
        assert_eq!(other_text("{jxe [kt, c cjkm.? e rjuj tcnm&", is_word), "Хочу хлеб с солью, у кого есть?");
        assert_eq!(other_text("rf,tkm, yfcjcs; :<B", is_word), "кабель, насосы; ЖБИ");
        assert_eq!(other_text("Акгше тгеыб зкшсу?", is_word), "Fruit nuts, price?");
    }
}
