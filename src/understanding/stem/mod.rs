//! Stems: Russian and English by Snowball, Tajik by a light stemmer of our own.
//!
//! Snowball cuts some words down to the stem of another, and of the forms of some it makes two. Those are listed, form by form, with the stem
//! that they have instead (a stemmer override, as search engines call it): `russian.txt`, `russian_forms.txt`, `english.txt`.

mod tajik;

use std::collections::HashMap;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::Russian));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// The stems of words that have one of their own, by their forms.
type Overrides = HashMap<&'static str, &'static str>;

static RUSSIAN_OVERRIDES: LazyLock<Overrides> = LazyLock::new(|| {
    let mut all = overrides(include_str!("russian_forms.txt"));
    all.extend(overrides(include_str!("russian.txt")));
    all
});
static ENGLISH_OVERRIDES: LazyLock<Overrides> = LazyLock::new(|| overrides(include_str!("english.txt")));

/// The same for forms that lose a soft sign when they are written in Latin letters: *ugol*, *med*.
static WITHOUT_SOFT_SIGN: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let soft = RUSSIAN_OVERRIDES.iter().filter(|(form, _)| form.contains('ь'));
    soft.map(|(form, &stem)| (form.replace('ь', ""), stem)).collect()
});

fn overrides(table: &'static str) -> Overrides {
    let rows = lines(table).filter_map(|line| line.split_once(": "));
    rows.flat_map(|(stem, forms)| forms.split(' ').map(move |form| (form, stem))).collect()
}

/// The lines of a list, without its remarks.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The Russian stem of a lower-case word; ё counts as е.
pub(super) fn russian(word: &str) -> String {
    let word = word.replace('ё', "е");
    match RUSSIAN_OVERRIDES.get(word.as_str()) {
        Some(stem) => (*stem).to_owned(),
        None => without_fleeting_vowel(RUSSIAN.stem(&word).into_owned()),
    }
}

/// A stem as it is where its word has an ending: Snowball leaves the vowel that comes and goes in nouns in -ок, -ек, -ец and -ка ("мешок",
/// "мешка"; "крышка", "крышек"; "скамейка", "скамеек").
fn without_fleeting_vowel(stem: String) -> String {
    let fleeting = |ending: &str| stem.strip_suffix(ending).filter(|rest| rest.contains(is_vowel));
    let joined = |rest: &str, ending: &str| match rest.chars().next_back() {
        Some(last) if !is_vowel(last) => Some(format!("{rest}{ending}")),
        Some(_) if stem.ends_with("ек") => Some(format!("{rest}йк")),
        _ => None,
    };
    let endings = [("ок", "к"), ("ек", "к"), ("ец", "ц")];
    endings.into_iter().find_map(|(long, short)| joined(fleeting(long)?, short)).unwrap_or(stem)
}

fn is_vowel(letter: char) -> bool {
    "аеиоуыэюя".contains(letter)
}

/// The Russian stem that a lower-case word has by itself when its soft signs are put back.
pub(super) fn russian_softened(word: &str) -> Option<&'static str> {
    WITHOUT_SOFT_SIGN.get(word).copied()
}

/// The Tajik stem of a lower-case word in folded letters (see [`super::spelling::fold`]). What Tajik has from Russian keeps the stem that it
/// has there.
pub(super) fn tajik(word: &str) -> String {
    let of_russian = |word: &str| RUSSIAN_OVERRIDES.get(word).map(|stem| (*stem).to_owned());
    of_russian(word).unwrap_or_else(|| {
        let stem = tajik::stem(word);
        of_russian(&stem).unwrap_or(stem)
    })
}

/// The English stem of a lower-case word; a word of which one letter would be left is an abbreviation ("AED").
pub(super) fn english(word: &str) -> String {
    if let Some(stem) = ENGLISH_OVERRIDES.get(word) {
        return (*stem).to_owned();
    }
    let stem = ENGLISH.stem(word);
    if stem.chars().nth(1).is_none() { word.to_owned() } else { stem.into_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::understanding::spelling;

    #[test]
    fn english_words_of_which_snowball_leaves_another_word_stay_apart() {
        for (one, other) in [
            ("hospitality", "hospital"),
            ("training", "trains"),
            ("stationers", "stations"),
            ("booking", "books"),
            ("engineering", "engines"),
            ("fabrication", "fabrics"),
            ("clothing", "cloth"),
            ("marketing", "markets"),
            ("animation", "animals"),
        ] {
            assert_ne!(super::english(one), super::english(other), "{one} {other}");
        }
        for (one, other) in
            [("stationers", "stationery"), ("engineers", "engineering"), ("fabricated", "fabrication"), ("clothes", "clothing")]
        {
            assert_eq!(super::english(one), super::english(other), "{one} {other}");
        }
    }

    #[test]
    fn russian_words_that_only_lose_alike_endings_stay_apart() {
        for (one, other) in [
            ("сырьё", "сыр"),
            ("сырья", "сыра"),
            ("бельё", "белый"),
            ("жильё", "жилы"),
            ("сталь", "стал"),
            ("сталью", "стала"),
            ("медь", "мёд"),
            ("меди", "мёда"),
            ("уголь", "угол"),
            ("печень", "печенье"),
            ("банк", "банка"),
            ("полив", "полы"),
            ("семья", "семена"),
            ("суши", "сушить"),
            ("тесто", "тест"),
            ("магнит", "магний"),
            ("капитал", "капитан"),
            ("аудит", "аудио"),
            ("посол", "после"),
        ] {
            assert_ne!(super::russian(one), super::russian(other), "{one} {other}");
        }
        for (one, other) in [
            ("музей", "музея"),
            ("трамваи", "трамвая"),
            ("батарей", "батарея"),
            ("сырьё", "сырьём"),
            ("бельё", "белья"),
            ("сталь", "стали"),
            ("сыр", "сыра"),
            ("мешок", "мешка"),
            ("крышка", "крышек"),
            ("огурец", "огурцы"),
            ("скамейка", "скамеек"),
            ("урок", "урока"),
            ("стакан", "стаканов"),
            ("система", "систему"),
            ("кухня", "кухонь"),
        ] {
            assert_eq!(super::russian(one), super::russian(other), "{one} {other}");
        }
    }

    #[test]
    fn each_form_that_is_listed_has_one_stem_and_no_two_listed_words_meet() {
        for (table, key) in
            [(include_str!("russian.txt"), spelling::key as fn(&str) -> String), (include_str!("english.txt"), str::to_owned)]
        {
            let stems: Vec<&str> = super::lines(table).filter_map(|line| Some(line.split_once(": ")?.0)).collect();
            let forms: Vec<&str> =
                super::lines(table).filter_map(|line| Some(line.split_once(": ")?.1)).flat_map(|forms| forms.split(' ')).collect();
            let different = |all: Vec<String>| all.iter().collect::<HashSet<_>>().len() == all.len();
            assert!(different(stems.iter().map(|stem| key(stem)).collect()), "stems: {stems:?}");
            assert!(different(forms.iter().map(|&form| form.to_owned()).collect()), "forms: {forms:?}");
        }
    }

    #[test]
    fn a_russian_word_with_a_stem_of_its_own_has_it_in_tajik_and_in_latin_letters_too() {
        assert_eq!(super::tajik("банкхо"), super::russian("банк"));
        assert_eq!(super::russian_softened("угол"), Some(super::russian("угля").as_str()));
    }
}
