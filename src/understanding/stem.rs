//! Stems: Russian and English by Snowball, Tajik by a light stemmer of our own.
//!
//! The Tajik rules take endings off from the outside in, as they are put on (plural, izofa or possessive, object):
//! *корхона-ҳо-ямон-ро*. They follow the paradigms of J. R. Perry, *A Tajik Persian Reference Grammar* (Brill, 2005), chapter 2,
//! and work on folded letters (ҳ as х, ӣ as и ...), because many people type without the Tajik ones.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::Russian));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// The Russian stem (Snowball) of a lower-case word; ё counts as е.
pub(super) fn russian(word: &str) -> String {
    RUSSIAN.stem(&word.replace('ё', "е")).into_owned()
}

/// The English stem (Snowball, "Porter 2") of a lower-case word.
pub(super) fn english(word: &str) -> String {
    ENGLISH.stem(word).into_owned()
}

/// Endings in the order in which they are taken off, each with the letters that must remain before it.
const PLURALS: [(&str, usize); 2] = [("хо", 2), ("гон", 3)];
const OBJECT: [(&str, usize); 1] = [("ро", 3)];
const POSSESSIVES: [(&str, usize); 8] =
    [("ямон", 3), ("ятон", 3), ("яшон", 3), ("амон", 3), ("атон", 3), ("ашон", 3), ("яш", 4), ("аш", 4)];
const DEGREES: [(&str, usize); 2] = [("тарин", 3), ("тар", 4)];

/// The Tajik stem of a lower-case word in folded letters (see [`super::spelling::fold`]).
/// A final -а goes too, since it is lost before -гон and -ӣ: *корхона*, *корхонагӣ*, *корхонаҳо* have one stem.
pub(super) fn tajik(word: &str) -> String {
    let mut stem = word;
    stem = strip(stem, &OBJECT).unwrap_or(stem);
    stem = strip(stem, &POSSESSIVES).unwrap_or(stem);
    stem = strip_short(stem);
    let plural = strip(stem, &PLURALS);
    stem = plural.unwrap_or(stem);
    if plural.is_none() {
        stem = strip(stem, &DEGREES).unwrap_or(stem);
    }
    stem = strip_short(stem);
    stem = strip(stem, &[("а", 3)]).unwrap_or(stem);
    stem.to_owned()
}

/// Takes off the one-letter endings: izofa and adjectival -и, indefinite -е, "and" -ю; then the й before them.
fn strip_short(word: &str) -> &str {
    let stem = strip(word, &[("гии", 3), ("ги", 4), ("ии", 2), ("ие", 2), ("и", 2), ("е", 3), ("ю", 3)]).unwrap_or(word);
    match stem {
        shorter if shorter.len() < word.len() => strip(shorter, &[("й", 2)]).unwrap_or(shorter),
        same => same,
    }
}

fn strip<'a>(word: &'a str, endings: &[(&str, usize)]) -> Option<&'a str> {
    endings
        .iter()
        .filter_map(|&(ending, remain)| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= remain))
        .next()
}
