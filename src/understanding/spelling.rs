//! One key for many spellings: Tajik with its letters or without, Russian, and both in Latin letters or in the wrong keyboard layout.
//!
//! A *key* is a word's stem in a small phonetic Latin alphabet in which spellings that people mix up fall together
//! (ҳ and х, ҷ and ч and дж, й and и, doubled letters). Two words are the same when their sets of keys meet.

use super::{stem, text::is_cyrillic};
use crate::domain::Language;
use std::borrow::Cow;

/// How a key came from the word as typed; the further, the less it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reading {
    /// The word as typed, in its own alphabet.
    Plain,
    /// A Latin word read as Russian or Tajik.
    Transliterated,
    /// The keys pressed in the other keyboard layout.
    Layout,
    /// The last part of a compound: *электрокабель*, a *кабель*.
    Part,
    /// A known word one or two letters away.
    Typo,
}

impl Reading {
    /// How much a match in this reading counts, from 0 to 1.
    pub fn quality(self) -> f32 {
        match self {
            Reading::Plain => 1.0,
            Reading::Transliterated => 0.96,
            Reading::Layout => 0.93,
            Reading::Part => 0.88,
            Reading::Typo => 0.85,
        }
    }
}

/// Tajik letters as people type them without a Tajik keyboard, ё as е: one letter for one letter.
pub(crate) fn fold(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'ғ' | 'ѓ' => 'г',
            'ӣ' | 'ї' | 'і' => 'и',
            'қ' | 'ќ' => 'к',
            'ӯ' | 'ў' => 'у',
            'ҳ' | 'њ' => 'х',
            'ҷ' | 'љ' => 'ч',
            'ё' => 'е',
            'ө' => 'у',
            other => other,
        })
        .collect()
}

/// The phonetic key of a stem in either alphabet, without stemming it.
pub(crate) fn key(stem: &str) -> String {
    let mut key = String::with_capacity(stem.len());
    let mut chars = stem.chars().peekable();
    while let Some(c) = chars.next() {
        let sound = match c {
            'д' if chars.peek() == Some(&'ж') => {
                chars.next();
                "c"
            }
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ғ' | 'ѓ' | 'ґ' => "g",
            'д' => "d",
            'е' | 'ё' | 'э' | 'є' => "e",
            'ж' => "j",
            'з' => "z",
            'и' | 'й' | 'ӣ' | 'ы' | 'і' | 'ї' | 'y' => "i",
            'к' | 'қ' | 'ќ' | 'q' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ӯ' | 'ў' | 'ө' => "u",
            'ф' => "f",
            'х' | 'ҳ' | 'њ' => "h",
            'ц' => "ts",
            'ч' | 'ҷ' | 'љ' => "c",
            'ш' | 'щ' => "w",
            'ъ' | 'ь' | '\'' | '’' | 'ʼ' | '`' => "",
            'ю' => "iu",
            'я' => "ia",
            other => {
                if other.is_ascii_digit() || (other.is_alphanumeric() && !key.ends_with(other)) {
                    key.push(other);
                }
                continue;
            }
        };
        if sound.is_empty() || (key.ends_with(sound) && sound.len() == 1) {
            continue;
        }
        if sound.starts_with('i') && key.ends_with('i') {
            key.push_str(&sound[1..]);
        } else {
            key.push_str(sound);
        }
    }
    key
}

/// Letters that Tajik is written without.
const ONLY_RUSSIAN: [char; 3] = ['ы', 'ь', 'щ'];

/// All keys of a word read in its own alphabet: its Russian, Tajik or English stem, whichever may be meant.
pub(crate) fn keys(word: &str) -> Vec<String> {
    let mut keys = Vec::with_capacity(2);
    if word.chars().any(is_cyrillic) {
        if !word.contains(['ғ', 'ӣ', 'қ', 'ӯ', 'ҳ', 'ҷ']) {
            push(&mut keys, telling(key(&stem::russian(word)), word));
        }
        if !word.contains(ONLY_RUSSIAN) {
            push(&mut keys, telling(key(&tajik_stem(word)), word));
        }
    } else if word.is_ascii() {
        push(&mut keys, latin(&stem::english(word)));
    } else {
        push(&mut keys, latin(word));
    }
    keys
}

/// The Tajik stem, whichever letters ҷ and its like were typed in.
fn tajik_stem(word: &str) -> String {
    let folded = fold(word);
    // To look for two letters costs more than all else here, and few words have the first.
    stem::tajik(&if folded.contains('д') { folded.replace("дж", "ч") } else { folded })
}

/// The keys of a word that is known to be of a language.
pub(crate) fn keys_in(word: &str, language: Language) -> Vec<String> {
    if !word.chars().any(is_cyrillic) {
        return keys(word);
    }
    let stem = match language {
        Language::Tg => tajik_stem(word),
        Language::Ru | Language::En => stem::russian(word),
    };
    let mut keys = Vec::with_capacity(1);
    push(&mut keys, telling(key(&stem), word));
    keys
}

/// The mark of a little word, which is known by its whole spelling and not by its stem: "день" is no form of "деним".
pub(crate) fn little(whole_key: &str) -> String {
    format!("~{whole_key}")
}

/// The mark of a word that is known by its letters and by nothing alike.
pub(crate) const SPELT: char = '!';

/// The key of such a word.
pub(crate) fn spelt(word: &str) -> String {
    format!("{SPELT}{word}")
}

/// Whether a word typed with Tajik letters shows more of them than its endings -ҳо and -ӣ.
pub(crate) fn is_plainly_tajik(word: &str) -> bool {
    const LETTERS: [char; 6] = ['ғ', 'ӣ', 'қ', 'ӯ', 'ҳ', 'ҷ'];
    word.contains(LETTERS) && word.replace("ҳо", "").trim_end_matches('ӣ').contains(LETTERS)
}

/// A key of one or two letters stands for too many words: these are taken as they are written.
fn telling(key: String, word: &str) -> String {
    if key.chars().nth(2).is_some() || key.is_empty() { key } else { format!("={}", fold(word).replace('э', "е")) }
}

/// The mark with which keys of Latin words begin.
pub(crate) const LATIN: char = '_';

/// Keys of Latin words stand apart: English *rods* are not Russian *роды*. Only a word read as Russian or Tajik crosses over.
fn latin(stem: &str) -> String {
    let letters: String = stem.chars().filter(|c| c.is_alphanumeric()).collect();
    match letters.chars().count() {
        _ if letters.bytes().all(|byte| byte.is_ascii_digit()) => letters,
        // A doubled letter tells short words apart: "brass" from "bras", "copper" from "cooper".
        ..=SHORT_LATIN => format!("{LATIN}{letters}"),
        _ => format!("{LATIN}{}", key(stem)),
    }
}

/// Letters of a short English stem.
const SHORT_LATIN: usize = 6;

/// Keys of a Latin word read as Russian or as Tajik; nothing for other words.
pub(crate) fn transliterated_keys(word: &str) -> Vec<String> {
    let mut keys = Vec::new();
    if word.chars().any(|c| c.is_ascii_alphabetic()) && !word.chars().any(is_cyrillic) {
        for written in from_latin(word) {
            push(&mut keys, telling(key(&stem::russian(&written)), &written));
            push(&mut keys, telling(key(&tajik_stem(&written)), &written));
            stem::russian_softened(&written).into_iter().for_each(|stem| push(&mut keys, key(stem)));
        }
    }
    keys
}

/// A Latin word whose soft sign is not written, as it seldom is: "prodat" for продать.
pub(crate) fn softened(word: &str) -> Option<String> {
    (word.is_ascii() && word.ends_with('t')).then(|| format!("{}ь", read_by(word, &RUSSIAN)))
}

/// Keys of a word with its endings left on, as typed and read from Latin letters.
pub(crate) fn whole_keys(word: &str) -> Vec<String> {
    let mut keys = Vec::new();
    push(&mut keys, key(word));
    transliterated_whole_keys(word).into_iter().for_each(|key| push(&mut keys, key));
    keys
}

/// The same, read from Latin letters alone; nothing for other words.
pub(crate) fn transliterated_whole_keys(word: &str) -> Vec<String> {
    let mut keys = Vec::new();
    if word.chars().any(|c| c.is_ascii_alphabetic()) && !word.chars().any(is_cyrillic) {
        from_latin(word).iter().for_each(|written| push(&mut keys, key(written)));
    }
    keys
}

/// A word of a language in the letters of that language: a Latin one as the Russian or Tajik that it writes.
pub(crate) fn in_letters_of(word: &str, language: Language) -> Cow<'_, str> {
    let table: &Table = match language {
        Language::Ru => &RUSSIAN,
        Language::Tg => &TAJIK,
        Language::En => return Cow::Borrowed(word),
    };
    if word.chars().any(is_cyrillic) { Cow::Borrowed(word) } else { Cow::Owned(read_by(word, table)) }
}

/// How a word sounds, with its ending: a Latin one as the Russian or Tajik that it writes. Only Russian has щ and ц.
pub(crate) fn sound(word: &str) -> String {
    let mut keys = whole_keys(word);
    let is_russian = ["shch", "sch", "tz"].iter().any(|letters| word.contains(letters));
    let at = if is_russian { 1 } else { keys.len().saturating_sub(1) };
    if at < keys.len() { keys.swap_remove(at) } else { keys.pop().unwrap_or_default() }
}

/// The key of a word with its ending left on, marked as the keys of its stems are.
pub(crate) fn uncut_key(word: &str) -> String {
    if word.chars().any(is_cyrillic) { key(word) } else { latin(word) }
}

/// The two parts that a Cyrillic word may be compounded of, each of so many letters at least; longest last part first.
pub(crate) fn parts(word: &str, least_first: usize, least_last: usize) -> impl Iterator<Item = (&str, &str)> {
    let compound = word.chars().all(is_cyrillic);
    let splits = word.char_indices().map(|(at, _)| word.split_at(at)).skip(least_first);
    splits.filter(move |(_, last)| compound && last.chars().count() >= least_last)
}

fn push(keys: &mut Vec<String>, key: String) {
    if !key.is_empty() && !keys.contains(&key) {
        keys.push(key);
    }
}

/// Latin letter groups and what they stand for, longest first within a letter.
type Table = [(&'static str, &'static str)];

/// Russian as people and passports write it in Latin (ICAO 9303, BGN/PCGN and everyday mixtures).
const RUSSIAN: [(&str, &str); 47] = [
    ("shch", "щ"),
    ("sch", "щ"),
    ("yo", "ё"),
    ("jo", "ё"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("tz", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("yu", "ю"),
    ("iu", "ю"),
    ("ju", "ю"),
    ("ya", "я"),
    ("ia", "ия"),
    ("ja", "я"),
    ("ye", "е"),
    ("je", "е"),
    ("iy", "ий"),
    ("yy", "ый"),
    ("yj", "ый"),
    ("ij", "ий"),
    ("dj", "дж"),
    ("a", "а"),
    ("b", "б"),
    ("v", "в"),
    ("w", "в"),
    ("g", "г"),
    ("d", "д"),
    ("e", "е"),
    ("z", "з"),
    ("i", "и"),
    ("y", "ы"),
    ("j", "й"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("f", "ф"),
    ("h", "х"),
    ("c", "ц"),
];

/// Tajik as it is chatted in Latin; j is ҷ, h is ҳ, x and kh are х.
const TAJIK: [(&str, &str); 37] = [
    ("sh", "ш"),
    ("ch", "ч"),
    ("kh", "х"),
    ("gh", "ғ"),
    ("zh", "ж"),
    ("dzh", "ҷ"),
    ("dj", "ҷ"),
    ("yo", "ё"),
    ("yu", "ю"),
    ("ya", "я"),
    ("ye", "е"),
    ("g'", "ғ"),
    ("o'", "ӯ"),
    ("j", "ҷ"),
    ("h", "ҳ"),
    ("x", "х"),
    ("q", "қ"),
    ("y", "й"),
    ("a", "а"),
    ("b", "б"),
    ("v", "в"),
    ("w", "в"),
    ("g", "г"),
    ("d", "д"),
    ("e", "е"),
    ("z", "з"),
    ("i", "и"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
];

/// A word in Latin letters read as Russian and as Tajik.
pub(crate) fn from_latin(word: &str) -> [String; 2] {
    [&RUSSIAN[..], &TAJIK[..]].map(|table| read_by(word, table))
}

fn read_by(word: &str, table: &Table) -> String {
    let mut out = String::with_capacity(word.len() * 2);
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let group = table.iter().filter(|(latin, _)| rest.starts_with(latin)).max_by_key(|(latin, _)| latin.len());
        match group {
            Some((latin, cyrillic)) => {
                out.push_str(cyrillic);
                rest = &rest[latin.len()..];
            }
            None => {
                match c {
                    'f' => out.push('ф'),
                    'x' => out.push_str("кс"),
                    'q' => out.push('к'),
                    'c' => out.push('к'),
                    '\'' | '’' | 'ʼ' => {}
                    other => out.push(other),
                }
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(a: &str, b: &str) -> bool {
        let all = |word: &str| -> Vec<String> { keys(word).into_iter().chain(transliterated_keys(word)).collect() };
        all(a).iter().any(|key| all(b).contains(key))
    }

    #[test]
    fn four_spellings_of_a_word_have_a_key_in_common() {
        for (a, b) in [
            ("таҷҳизоти", "тачхизоти"),
            ("таҷҳизоти", "tajhizoti"),
            ("таҷҳизоти", "tachhizoti"),
            ("таҷҳизоти", "таджхизоти"),
            ("тиббӣ", "tibbi"),
            ("қолин", "qolin"),
            ("қолин", "колин"),
            ("меҷӯям", "mejuyam"),
            ("Хуҷанд".to_lowercase().as_str(), "khujand"),
            ("производителя", "proizvoditelya"),
            ("оборудование", "oborudovanie"),
            ("медсофт", "medsoft"),
            ("курага", "kuraga"),
            ("больницы", "bolnica"),
            ("нон", "nonhoi"),
            ("гул", "gulhoro"),
            ("лук", "lukami"),
        ] {
            assert!(meet(a, b), "{a} {b}: {:?} {:?}", keys(a), transliterated_keys(b));
        }
    }

    #[test]
    fn inflected_forms_have_a_key_in_common() {
        for (a, b) in [
            ("больницы", "больницей"),
            ("беморхонаҳо", "беморхона"),
            ("беморхонаҳоямонро", "беморхонаи"),
            ("hospitals", "hospital"),
            ("меҳмонхонаҳои", "меҳмонхона"),
        ] {
            assert!(meet(a, b), "{a} {b}: {:?} {:?}", keys(a), keys(b));
        }
    }
}
