//! Tajik stems.
//!
//! The rules follow the paradigms of J. R. Perry, *A Tajik Persian Reference Grammar* (Brill, 2005), and work on folded
//! letters (ҳ as х, ӣ as и ...), because many people type without the Tajik ones.
//!
//! - A noun carries plural, then izofa, indefinite or possessive, then object, then "and": *корхона-ҳо-ямон-ро*. Endings go from
//!   the outside in, until none fits; so every form of a word ends at the same stem, even where the word itself ends like a form.
//! - A verb has two stems: past (*навишт*: past tenses, infinitive, participles) and present (*навис*: present, subjunctive,
//!   requests). The stem here is the past one, the base of the infinitive, by which dictionaries name the verb.
//!   "Not" stays with it: *намехоҳам* and *нахостан* meet, but not *мехоҳам*, for one is a no and the other a yes.
//! - Left on, because it would cost more than it gains: -ат "your" (ширкат, хизмат), -ам "my" and -у "and" after three letters
//!   (қалам, дору), -он after fewer than five (дармон), -анда (a seller is not "to sell").

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::lines;

/// An ending, the letters of which one must stand before it ("": any), and the fewest letters that must remain.
type Ending = (&'static str, &'static str, usize);

/// After them plural -он stands, after vowels -гон, -вон, -ён: *инноватсион* is no plural.
const CONSONANTS: &str = "бвгджзклмнпрстфхцчшщъ";

/// Endings of nouns and adjectives; the first that fits goes. Where й belongs to the ending it hides in я, ю, ё (here е).
const ENDINGS: [Ending; 26] = [
    // object
    ("ро", "", 3),
    // "and" after a vowel
    ("ю", "аеиоуя", 3),
    // our, your, their; my, your, his
    ("ямон", "", 3),
    ("ятон", "", 3),
    ("яшон", "", 3),
    ("амон", "", 3),
    ("атон", "", 3),
    ("ашон", "", 3),
    ("ям", "иоу", 4),
    ("яш", "", 3),
    ("ам", "аи", 3),
    ("ам", "", 4),
    ("ат", "а", 4),
    ("аш", "", 3),
    // izofa, abstract and adjectival -ӣ (-гӣ after а), indefinite
    ("ги", "ая", 4),
    ("йи", "", 4),
    ("и", "", 2),
    ("е", "", 3),
    // plural: things, then people
    ("хо", "", 2),
    ("гон", "ая", 4),
    ("вон", "у", 3),
    ("ен", "иоу", 3),
    ("он", CONSONANTS, 5),
    // degrees
    ("тарин", "", 3),
    ("тар", "", 3),
    // "and" after a consonant
    ("у", "", 4),
];

/// Short words for people, which take -он too; other short words with -он are whole (дон, замон, даврон).
const SHORT_PEOPLE: [&str; 7] = ["дуст", "зан", "мард", "олим", "раис", "тифл", "шоир"];

/// Second parts of compounds which end in a vowel of their own (донишҷӯ, гуфтугӯ, мошиншӯ), not in -у "and".
const ENDS_IN_U: [&str; 3] = ["гу", "чу", "шу"];

const PREVERBS: [&str; 2] = ["бар", "дар"];
const PERSONS: [&str; 8] = ["анд", "янд", "ам", "ям", "ад", "яд", "ем", "ед"];
const AFTER_PAST: [&str; 12] = ["", "а", "ан", "ам", "ем", "ед", "анд", "аам", "аем", "аед", "ааст", "аанд"];

static PAST_OF: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let regular = |present| (present, format!("{present}ид"));
    lines(include_str!("tajik_verbs.txt"))
        .map(|verb| verb.split_once(' ').map_or_else(|| regular(verb), |(present, past)| (present, past.to_owned())))
        .collect()
});
static WHOLE: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("tajik_whole.txt")).collect());
static PASTS: LazyLock<HashSet<&str>> = LazyLock::new(|| PAST_OF.values().map(String::as_str).collect());

/// The Tajik stem of a lower-case word in folded letters (see [`crate::understanding::spelling::fold`]).
pub(super) fn stem(word: &str) -> String {
    let mut stem = word;
    loop {
        if WHOLE.contains(stem) {
            return stem.to_owned();
        }
        if let Some(past) = verb(stem) {
            return past;
        }
        match without_ending(stem) {
            Some(shorter) => stem = shorter,
            None => return stem.to_owned(),
        }
    }
}

fn without_ending(word: &str) -> Option<&str> {
    if ENDS_IN_U.iter().any(|part| word.ends_with(part)) {
        return None;
    }
    if let Some(person) = word.strip_suffix("он").filter(|stem| SHORT_PEOPLE.contains(stem)) {
        return Some(person);
    }
    ENDINGS.iter().find_map(|&(ending, after, remain)| {
        let stem = word.strip_suffix(ending)?;
        let fits = letters(stem) >= remain && (after.is_empty() || stem.ends_with(|c| after.contains(c)));
        fits.then_some(stem)
    })
}

/// The past stem of a verb's form; `None` when the word does not look like a verb.
fn verb(word: &str) -> Option<String> {
    let listed = |rest| past(rest, is_listed).or_else(|| present(rest, &PERSONS));
    let simple = |rest| past(rest, is_past).or_else(|| present(rest, &PERSONS));
    let lasting = |rest| simple(rest).or_else(|| present(rest, &["и"])).or_else(|| regular_present(rest));
    let negated = |past| format!("на{past}");
    listed(word)
        .or_else(|| word.strip_prefix("наме").and_then(lasting).map(negated))
        .or_else(|| word.strip_prefix("ме").and_then(lasting))
        .or_else(|| word.strip_prefix("на").and_then(simple).map(negated))
        .or_else(|| word.strip_prefix("би").and_then(|rest| present(rest, &PERSONS)))
        .or_else(|| with_preverb(word))
        .or_else(|| past(word, is_past))
}

/// *бар-ме-гардад*, *бар-на-гашт*: the prefixes stand after the preverb, which stays.
fn with_preverb(word: &str) -> Option<String> {
    PREVERBS.iter().find_map(|preverb| {
        let rest = word.strip_prefix(preverb).filter(|rest| rest.starts_with("ме") || rest.starts_with("на"))?;
        verb(rest).map(|past| format!("{preverb}{past}"))
    })
}

/// The past stem before a person, an infinitive's -ан, a participle's -а or a perfect's -ааст.
fn past(word: &str, is_past: fn(&str) -> bool) -> Option<String> {
    AFTER_PAST.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| is_past(stem)).map(str::to_owned)
}

fn is_listed(stem: &str) -> bool {
    let root = PREVERBS.iter().find_map(|preverb| stem.strip_prefix(preverb)).unwrap_or(stem);
    PASTS.contains(stem) || PASTS.contains(root)
}

/// A past stem from the list, or one of the two regular shapes: -ид, and -онд of verbs of causing.
fn is_past(stem: &str) -> bool {
    is_listed(stem) || (stem.ends_with("ид") && letters(stem) >= 5) || (stem.ends_with("онд") && letters(stem) >= 6)
}

/// The past stem of a listed present before a person.
fn present(word: &str, persons: &[&str]) -> Option<String> {
    persons.iter().filter_map(|person| word.strip_suffix(person)).find_map(|stem| PAST_OF.get(stem).cloned())
}

/// The past that a present outside the list has if it is regular. No Tajik stem begins with two consonants, so *меҳнатам* "my work" and
/// Russian words like *метрам* are no verbs.
fn regular_present(word: &str) -> Option<String> {
    let stem = PERSONS.iter().find_map(|person| word.strip_suffix(person)).filter(|stem| letters(stem) >= 3)?;
    let syllable = stem.chars().take(2).any(|c| "аеиоуэюя".contains(c));
    syllable.then(|| if stem.ends_with("он") { format!("{stem}д") } else { format!("{stem}ид") })
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use crate::understanding::spelling::fold;

    fn stem(word: &str) -> String {
        super::stem(&fold(word))
    }

    /// The share measured; what is missing is named at the head of this file.
    const FORMS_THAT_MEET_THEIR_LEMMA: f64 = 0.99;

    #[test]
    fn nearly_all_forms_meet_their_lemma() {
        let forms: Vec<(&str, &str)> =
            include_str!("../../../tests/data/tajik_forms.tsv").lines().filter_map(|line| line.split_once('\t')).collect();
        let apart: Vec<_> = forms.iter().filter(|(form, lemma)| stem(form) != stem(lemma)).collect();
        let share = 1.0 - apart.len() as f64 / forms.len() as f64;
        assert!(forms.len() >= 350 && share >= FORMS_THAT_MEET_THEIR_LEMMA, "{share:.3} of {}: {apart:?}", forms.len());
    }

    #[test]
    fn words_that_only_look_like_forms_of_each_other_stay_apart() {
        for (word, other) in [
            ("абрӯ", "абр"),
            ("барнома", "ном"),
            ("баҳо", "ба"),
            ("баркаш", "барқ"),
            ("бартар", "бар"),
            ("бехатар", "беҳаёӣ"),
            ("бинанда", "дидан"),
            ("бист", "бистар"),
            ("бозор", "бор"),
            ("бозу", "боз"),
            ("гардан", "гардидан"),
            ("дарё", "дар"),
            ("дафтар", "даф"),
            ("дорем", "надорем"),
            ("дору", "дор"),
            ("дунё", "дун"),
            ("духтар", "духтур"),
            ("зону", "зан"),
            ("имкон", "имконият"),
            ("инноватсион", "инноватсия"),
            ("кардан", "кор"),
            ("кафтар", "каф"),
            ("қалам", "кал"),
            ("қаҳрамон", "қаҳр"),
            ("мебел", "бел"),
            ("мехоҳам", "намехоҳам"),
            ("меҳмон", "мондан"),
            ("мерос", "расидан"),
            ("миллион", "миллӣ"),
            ("молия", "мол"),
            ("монанд", "мондан"),
            ("муносибат", "муносиб"),
            ("муштарӣ", "мушт"),
            ("муштарӣ", "муш"),
            ("навор", "овардан"),
            ("намоянда", "намудан"),
            ("намуна", "намудан"),
            ("ниҳоӣ", "ниҳон"),
            ("осиё", "осӣ"),
            ("раванд", "рафтан"),
            ("саломат", "салом"),
            ("саратон", "сар"),
            ("саҳро", "саҳар"),
            ("табиӣ", "таб"),
            ("танҳо", "тан"),
            ("фурӯшанда", "фурӯхтан"),
            ("ҳафта", "ҳафт"),
            ("харид", "хар"),
            ("харидор", "харидан"),
            ("хона", "хон"),
            ("хонадон", "хондан"),
            ("шахсият", "шахс"),
            ("электрон", "электрик"),
        ] {
            assert_ne!(stem(word), stem(other), "{word} {other}");
        }
    }

    #[test]
    fn an_ending_is_taken_off_whatever_stands_inside_it() {
        for (form, lemma) in
            [("корхонаҳоямонро", "корхона"), ("муштариёнро", "муштарӣ"), ("арзонтарини", "арзон"), ("намефурӯшем", "нафурӯхтан")]
        {
            assert_eq!(stem(form), stem(lemma), "{form}");
        }
    }

    #[test]
    fn a_russian_word_keeps_enough_to_be_told_from_others() {
        for word in ["мебель", "метр", "методика", "насос", "бюро", "район", "магазин", "миллион"]
        {
            assert_eq!(stem(word), word);
        }
    }
}
