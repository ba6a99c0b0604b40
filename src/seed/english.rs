//! English words in names, as Russian writes them: a company is "Trade Plus" in one list and «Трейд Плюс» in another.
//!
//! A name in Latin letters mostly is a Russian or Tajik one, and [`crate::understanding::spelling::sound`] reads it so. Here it is read the
//! English way, as far as that is another one.

/// Letters, and how Russian writes what English reads in them: longer ones before those with which they begin, `$` at the end of a word.
const READ: [(&str, &str); 37] = [
    ("center$", "центр"),
    ("centre$", "центр"),
    ("cent", "цент"),
    ("union", "юнион"),
    ("univ", "юнив"),
    ("tech", "тех"),
    ("tion", "шн"),
    ("plus", "плюс"),
    ("lux", "люкс"),
    ("ice$", "ис"),
    ("ane$", "ейн"),
    ("ade$", "ейд"),
    ("ake$", "ейк"),
    ("ale$", "ейл"),
    ("ame$", "ейм"),
    ("ate$", "ейт"),
    ("ave$", "ейв"),
    ("ide$", "айд"),
    ("ife$", "айф"),
    ("ile$", "айл"),
    ("ime$", "айм"),
    ("ine$", "айн"),
    ("ite$", "айт"),
    ("yle$", "айл"),
    ("ome$", "оум"),
    ("one$", "оун"),
    ("ight", "айт"),
    ("oo", "у"),
    ("ee", "и"),
    ("ea", "и"),
    ("ou", "у"),
    ("ph", "ф"),
    ("ce", "се"),
    ("ci", "си"),
    ("cy", "си"),
    ("ck", "к"),
    ("e$", ""),
];

/// The word in Cyrillic letters, the others still in Latin ones; `None`: English has no way of its own to read it.
pub(super) fn in_cyrillic(word: &str) -> Option<String> {
    if !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    let (mut rest, mut read, mut is_other) = (word, String::new(), false);
    while let Some(letter) = rest.chars().next() {
        let group = READ.iter().find_map(|&(letters, written)| match letters.strip_suffix('$') {
            Some(end) => (rest == end).then_some((written, "")),
            None => Some((written, rest.strip_prefix(letters)?)),
        });
        // A word of one syllable is not left without its vowel.
        match group.filter(|(written, _)| !written.is_empty() || read.chars().count() > 2) {
            Some((written, behind)) => {
                read.push_str(written);
                (rest, is_other) = (behind, true);
            }
            None => {
                read.push_str(plain(letter));
                rest = &rest[1..];
            }
        }
    }
    is_other.then_some(read)
}

/// A letter that is read in one way only.
fn plain(letter: char) -> &'static str {
    const LETTERS: [&str; 26] = [
        "а", "б", "к", "д", "е", "ф", "г", "х", "и", "дж", "к", "л", "м", "н", "о", "п", "к", "р", "с", "т", "у", "в", "в", "кс", "и", "з",
    ];
    LETTERS.get((letter as usize).wrapping_sub('a' as usize)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_words_are_read_as_russian_writes_them() {
        for (english, russian) in [
            ("plus", "плюс"),
            ("lux", "люкс"),
            ("luxe", "люкс"),
            ("union", "юнион"),
            ("trade", "трейд"),
            ("group", "груп"),
            ("service", "сервис"),
            ("center", "центр"),
            ("centre", "центр"),
            ("line", "лайн"),
            ("light", "лайт"),
            ("city", "сити"),
            ("food", "фуд"),
            ("steel", "стил"),
        ] {
            assert_eq!(in_cyrillic(english).as_deref(), Some(russian), "{english}");
        }
    }

    #[test]
    fn what_is_spelt_as_it_sounds_and_what_is_no_latin_word_has_no_other_reading() {
        for word in ["romashka", "invest", "трейд", "be", "500"] {
            assert_eq!(in_cyrillic(word), None, "{word}");
        }
    }
}
