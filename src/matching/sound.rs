//! How names sound, whichever alphabet they are written in: what is heard is compared, not what is written.
//!
//! A word becomes a *sound*: one Latin letter for each sound, read by the rules of Russian and its neighbours for Cyrillic and by
//! those of English, with a little French and German, for Latin letters. Latin letters that are read in several ways keep a
//! capital of their own, which stands near all of them: *ch* in Church, Auchan, Techmart. Sounds are compared by the cheapest
//! way from one to the other in which mishearings cost less than other typos: the editing distance of F. Damerau (1964) with
//! phonetic costs, as in J. Zobel and P. Dart, "Phonetic string matching" (1996).
//! From names that sound alike, or differ by one letter anywhere, *leavings* are had in common, which an index can look up.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::understanding::text::is_cyrillic;

/// How a word of a name sounds; nothing for signs.
pub(super) fn sound(word: &str) -> String {
    let mut sound = String::with_capacity(word.len());
    match word.chars().any(is_cyrillic) {
        true => cyrillic(word, &mut sound),
        false => latin(word, &mut sound),
    }
    sound
}

/// Adds a sound; doubled letters are heard once, digits are not.
fn hear(sounds: &str, sound: &mut String) {
    for c in sounds.chars() {
        if c.is_ascii_digit() || !sound.ends_with(c) {
            sound.push(c);
        }
    }
}

/// Russian, Tajik, and the letters of their neighbours: Belarusian, Ukrainian, Serbian, Kazakh.
fn cyrillic(word: &str, sound: &mut String) {
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let heard = match c {
            'д' if letters.next_if_eq(&'ж').is_some() => "c",
            'а' | 'ә' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ғ' | 'ѓ' | 'ґ' => "g",
            'д' => "d",
            'е' | 'ё' | 'э' | 'є' => "e",
            'ж' => "j",
            'з' | 'ѕ' => "z",
            'и' | 'й' | 'ӣ' | 'ы' | 'і' | 'ї' | 'ј' => "i",
            'к' | 'қ' | 'ќ' => "k",
            'л' | 'љ' => "l",
            'м' => "m",
            'н' | 'њ' | 'ң' => "n",
            'о' | 'ө' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ӯ' | 'ү' | 'ұ' => "u",
            'ў' => "W",
            'ф' => "f",
            'х' | 'ҳ' | 'һ' => "h",
            'ц' => "q",
            'ч' | 'ҷ' | 'ћ' | 'ђ' | 'џ' => "c",
            'ш' | 'щ' => "w",
            'ю' => "iu",
            'я' => "ia",
            'ъ' | 'ь' => "",
            other if other.is_alphanumeric() => {
                sound.push(other);
                continue;
            }
            _ => continue,
        };
        hear(heard, sound);
    }
}

/// Groups of Latin letters and their sounds, longer ones before those with which they begin. Letters behind a `|` must follow,
/// and are read by themselves.
const LATIN: [(&str, &str); 46] = [
    ("tsch", "c"),
    ("shch", "w"),
    ("sch", "w"),
    ("tion", "wn"),
    ("tch", "c"),
    ("dzh", "c"),
    ("dge", "G"),
    ("eau", "o"),
    ("igh", "ai"),
    ("sh", "w"),
    ("zh", "j"),
    ("kh", "h"),
    ("ch", "X"),
    ("ph", "f"),
    ("th", "T"),
    ("ck", "k"),
    ("qu", "kv"),
    ("ts", "q"),
    ("tz", "q"),
    ("dj", "c"),
    ("gh", "g"),
    ("oo", "u"),
    ("ee", "i"),
    ("ea", "i"),
    ("ou", "u"),
    ("ai", "ei"),
    ("ay", "ei"),
    ("ey", "ei"),
    ("oa", "o"),
    ("ie", "i"),
    ("yo", "io"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("ew", "iu"),
    ("c|e", "C"),
    ("c|i", "C"),
    ("c|y", "C"),
    ("g|e", "G"),
    ("g|i", "G"),
    ("g|y", "G"),
    ("c", "K"),
    ("j", "J"),
    ("q", "k"),
    ("w", "W"),
    ("x", "ks"),
    ("y", "i"),
];

fn latin(word: &str, sound: &mut String) {
    let plain: String = word.chars().flat_map(plain_latin).collect();
    let mut rest = plain.as_str();
    while let Some(c) = rest.chars().next() {
        let group = LATIN.iter().find_map(|&(group, heard)| {
            let (taken, before) = group.split_once('|').unwrap_or((group, ""));
            let behind = rest.strip_prefix(taken)?;
            behind.starts_with(before).then_some((behind, heard))
        });
        match group {
            Some((behind, heard)) => {
                hear(heard, sound);
                rest = behind;
            }
            None => {
                if c.is_alphanumeric() {
                    hear(c.encode_utf8(&mut [0; 4]), sound);
                }
                rest = &rest[c.len_utf8()..];
            }
        }
    }
}

/// A letter without its accents; ligatures and barred letters as they are written without.
fn plain_latin(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        _ => "",
    };
    // Cyrillic letters keep their marks: й is no и.
    let cyrillic = is_cyrillic(c);
    let bare = std::iter::once(c).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let bare = bare.filter(move |_| !cyrillic).chain(cyrillic.then_some(c));
    plain.chars().chain(bare.filter(move |_| plain.is_empty()))
}

/// The letters of a word as they are written, each an ASCII sign of its own alphabet: they are compared only within one.
pub(super) fn spelt(word: &str) -> String {
    const SIGNS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&*+-/:;<>?@[]^_{|}";
    let sign = |at: u32| char::from(SIGNS[at as usize % SIGNS.len()]);
    let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(plain_latin);
    letters
        .filter_map(|c| match c {
            c if c.is_ascii_alphanumeric() => Some(c),
            // Russian letters, then those of its neighbours, then Tajik and Kazakh ones.
            'а'..='џ' => Some(sign(c as u32 - 'а' as u32)),
            c if c.is_alphanumeric() => Some(sign(48 + c as u32 % 26)),
            _ => None,
        })
        .collect()
}

/// What stays of a sound when all vowels are one, and consonants that are mistaken for each other: two spellings of a name by
/// ear mostly have the same outline.
pub(super) fn outline(sound: &str) -> String {
    run_together(sound.chars().map(|c| match c {
        'a' | 'e' | 'i' | 'o' | 'u' => 'a',
        's' | 'z' | 'c' | 'w' | 'j' | 'q' | 'X' | 'C' | 'G' | 'J' => 's',
        'g' | 'h' | 'k' | 'K' => 'k',
        'b' | 'p' => 'p',
        'd' | 't' | 'T' => 't',
        'v' | 'f' | 'W' => 'v',
        other => other,
    }))
}

/// Equal letters side by side become one, digits do not.
fn run_together(letters: impl Iterator<Item = char>) -> String {
    let mut run = String::new();
    for letter in letters {
        if letter.is_ascii_digit() || !run.ends_with(letter) {
            run.push(letter);
        }
    }
    run
}

/// Outlines longer than this have enough groups of letters to be found by them.
const LEAVINGS_UP_TO: usize = 20;

/// An outline, and what is left of it when one letter falls out. Two outlines have one of these in common whenever a letter is
/// missing, added, other or swapped (deletion neighbourhood; M. Mor, A. Fraenkel, 1982).
pub(super) fn leavings(outline: &str) -> BTreeSet<String> {
    let mut leavings = BTreeSet::from([outline.to_owned()]);
    let letters = outline.chars().count();
    if (3..=LEAVINGS_UP_TO).contains(&letters) {
        // What stood on both sides of it runs together, as it would have in an outline.
        leavings.extend((0..letters).map(|left| run_together(outline.chars().take(left).chain(outline.chars().skip(left + 1)))));
    }
    leavings.remove("");
    leavings
}

/// What a sound costs that is plainly another, missing or added; the others are parts of it.
const OTHER: u16 = 20;
const SWAPPED: u16 = 18;
const VOWEL: u16 = 10;
const LAST_VOWEL: u16 = 8;
/// Not heard: *Hyundai*, *Хёндай*.
const BREATH: u16 = 12;
/// Written and not heard at the end of a French word: *Paris*, *Carrefour Market*.
const LAST_SILENT: u16 = 14;

/// Sounds mistaken for each other, with what that costs; the later line counts.
const MISHEARD: [(&str, u16); 26] = [
    ("aeiou", 7),
    ("ei", 5),
    ("ao", 5),
    ("ou", 5),
    ("ia", 5),
    ("bp", 9),
    ("dt", 9),
    ("gk", 9),
    ("sz", 9),
    ("fv", 9),
    ("jw", 9),
    ("cw", 9),
    ("jc", 9),
    ("cq", 9),
    ("sq", 9),
    ("gh", 9),
    ("hk", 9),
    ("sw", 9),
    ("zj", 9),
    ("uv", 10),
    ("CK", 5),
    ("Td", 5),
    ("Wf", 5),
    ("Wo", 5),
    ("Gz", 5),
    ("Ch", 9),
];
/// Ways in which a letter is read: gladly, and less gladly.
const READ_AS: [(u8, &[u8], &[u8]); 7] = [
    (b'X', b"cwkh", b"X"),
    (b'C', b"sqck", b"zw"),
    (b'K', b"kq", b"csg"),
    (b'G', b"gcj", b"zw"),
    (b'J', b"cjiw", b"gh"),
    (b'W', b"vu", b"fo"),
    (b'T', b"tszf", b"d"),
];
const GLADLY: u16 = 2;
const LESS_GLADLY: u16 = 5;

/// What it costs to take one sound for another; none of those that are no ASCII letters is like another.
static COSTS: LazyLock<[[u16; 128]; 128]> = LazyLock::new(|| {
    let mut costs = [[OTHER; 128]; 128];
    let mut set = |a: u8, b: u8, cost: u16| {
        costs[usize::from(a)][usize::from(b)] = cost;
        costs[usize::from(b)][usize::from(a)] = cost;
    };
    for (sounds, cost) in MISHEARD {
        for a in sounds.bytes() {
            sounds.bytes().for_each(|b| set(a, b, cost));
        }
    }
    for (letter, gladly, less) in READ_AS {
        gladly.iter().for_each(|&sound| set(letter, sound, GLADLY));
        less.iter().for_each(|&sound| set(letter, sound, LESS_GLADLY));
    }
    costs.iter_mut().enumerate().for_each(|(at, row)| row[at] = 0);
    costs
});

/// What a sound costs that stands on one side only.
fn missing(sound: u8, last: bool) -> u16 {
    match sound {
        b'a' | b'e' | b'i' | b'o' | b'u' if last => LAST_VOWEL,
        b'a' | b'e' | b'i' | b'o' | b'u' => VOWEL,
        b'h' => BREATH,
        b's' | b'z' | b't' if last => LAST_SILENT,
        _ => OTHER,
    }
}

/// Sounds of more letters than this are cut: who gives a name its first sixty letters has told it.
const ROW: usize = 64;

/// Likeness of two sounds: 1 for equal ones, 0 for those that have nothing in common; what is no more than `least` may be told as 0.
pub(super) fn likeness(a: &str, b: &str, least: f32) -> f32 {
    let (a, b) = (&a.as_bytes()[..a.len().min(ROW - 1)], &b.as_bytes()[..b.len().min(ROW - 1)]);
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 0.0;
    }
    let all = longer as f32 * f32::from(OTHER);
    // A little more than is needed, for rounding.
    let most = (all * (1.001 - least)).max(0.0) as u16;
    if distance_at_least(a, b) > most || distance_at_least(b, a) > most {
        return 0.0;
    }
    distance(a, b, most).map_or(0.0, |distance| (1.0 - f32::from(distance) / all).max(0.0))
}

/// What one sound costs at the least beside another, wherever its letters may stand: most names are told apart by this alone.
fn distance_at_least(a: &[u8], b: &[u8]) -> u16 {
    let heard = b.iter().fold(0, |heard, &sound| heard | bit(sound));
    let alone = |(at, &sound): (usize, &u8)| {
        let [same, gladly, any] = LIKE[usize::from(sound.min(127))];
        match () {
            () if (same | bit(sound)) & heard != 0 => 0,
            () if gladly & heard != 0 => GLADLY,
            () if any & heard != 0 => LESS_GLADLY,
            () => missing(sound, at + 1 == a.len()),
        }
    };
    // What `b` has more of is missing on the other side, and costs beside all that.
    let more = b.len().saturating_sub(a.len()) as u16;
    a.iter().enumerate().map(alone).sum::<u16>() + (more * VOWEL).saturating_sub(VOWEL - LAST_VOWEL)
}

/// The place of a sound in a set of 64; sounds of one place count as the same.
fn bit(sound: u8) -> u64 {
    1 << (sound % 64)
}

/// For each sound, those that are it, those that it may gladly be and all that it may be for less than another.
static LIKE: LazyLock<[[u64; 3]; 128]> = LazyLock::new(|| {
    let within = |row: &[u16; 128], most: u16| (0..128).filter(|&b| row[usize::from(b)] <= most).fold(0, |set, b: u8| set | bit(b));
    std::array::from_fn(|a| [0, LESS_GLADLY - 1, OTHER - 1].map(|most| within(&COSTS[a], most)))
});

/// The cheapest way from one sound to the other, a swap of neighbours counting as one step (optimal string alignment), if it
/// costs no more than `most`. Three rows of the table are kept, and no memory is asked for.
fn distance(a: &[u8], b: &[u8], most: u16) -> Option<u16> {
    let costs = &*COSTS;
    let (mut before, mut last, mut row, mut added) = ([0u16; ROW], [0u16; ROW], [0u16; ROW], [0u16; ROW]);
    for (j, &y) in b.iter().enumerate() {
        added[j] = missing(y, j + 1 == b.len());
        last[j + 1] = last[j] + added[j];
    }
    let mut least_before = 0;
    for (i, &x) in a.iter().enumerate() {
        let gone = missing(x, i + 1 == a.len());
        let replaced = costs.get(usize::from(x)).map_or(&[][..], |row| &row[..]);
        row[0] = last[0] + gone;
        let mut least = row[0];
        for (j, &y) in b.iter().enumerate() {
            let replaced = if x == y { 0 } else { replaced.get(usize::from(y)).copied().unwrap_or(OTHER) };
            let mut cost = (last[j] + replaced).min(last[j + 1] + gone).min(row[j] + added[j]);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                cost = cost.min(before[j - 1] + SWAPPED);
            }
            row[j + 1] = cost;
            least = least.min(cost);
        }
        // A swap reaches back over one row.
        if least.min(least_before) > most {
            return None;
        }
        least_before = least;
        (before, last, row) = (last, row, before);
    }
    Some(last[b.len()]).filter(|&cost| cost <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alike(a: &str, b: &str) -> f32 {
        let of = |name: &str| name.split(' ').map(sound).collect::<String>();
        likeness(&of(a), &of(b), 0.0)
    }

    #[test]
    fn a_name_sounds_the_same_in_both_alphabets() {
        for (cyrillic, latin) in [
            ("хлебница", "khlebnitsa"),
            ("шоколад", "shokolad"),
            ("джинс", "jeans"),
            ("бушель", "bouchelle"),
            ("чёрч", "church"),
            ("технополис", "technopolis"),
            ("экспресс", "express"),
            ("вилла", "villa"),
            ("сити", "city"),
            ("блюз", "blues"),
            ("кафе", "café"),
            ("світло", "svitlo"),
            ("ҷаҳон", "jahon"),
            ("моўа", "mowa"),
        ] {
            assert!(alike(cyrillic, latin) >= 0.75, "{cyrillic} {} {latin} {}: {}", sound(cyrillic), sound(latin), alike(cyrillic, latin));
        }
    }

    #[test]
    fn a_consonant_missing_between_vowels_leaves_what_they_run_together_to() {
        assert!(!leavings(&outline("megafon")).is_disjoint(&leavings(&outline("meafon"))));
        assert!(!leavings(&outline("euromaster")).is_disjoint(&leavings(&outline("euroaster"))));
    }

    #[test]
    fn another_name_sounds_otherwise() {
        for (a, b) in [("берёза", "shokolad"), ("вилла", "вальс"), ("orion", "atlas"), ("мост", "сад")] {
            assert!(alike(a, b) < 0.7, "{a} {b}: {}", alike(a, b));
        }
    }

    #[test]
    fn a_mishearing_counts_less_than_another_letter() {
        assert!(alike("парус", "порус") > alike("парус", "пкрус"));
        assert!(alike("парус", "барус") > alike("парус", "марус"));
    }

    proptest! {
        #[test]
        fn names_one_letter_apart_have_a_leaving_in_common(sound in "[aeslrmt]{3,12}", at in 0usize..12, other in "[aeslrmt]", kind in 0..4) {
            let mut letters: Vec<char> = sound.chars().collect();
            let (at, other) = (at % letters.len(), other.chars().next().unwrap_or('k'));
            match kind {
                0 => letters[at] = other,
                1 => letters.insert(at, other),
                2 => { letters.remove(at); }
                _ => { let next = (at + 1) % letters.len(); if next > at { letters.swap(at, next); } }
            }
            let (told, typed) = (outline(&sound), outline(&letters.into_iter().collect::<String>()));
            // Of two letters none is left out.
            prop_assume!(told.len() >= 3 && typed.len() >= 3);
            let apart = strsim::osa_distance(&told, &typed);
            prop_assert!(apart > 1 || !leavings(&told).is_disjoint(&leavings(&typed)), "{} {}", told, typed);
        }

        #[test]
        fn what_is_cut_short_is_no_more_than_the_least(a in "[aeskX]{0,12}", b in "[aeskX]{0,12}", least in 0.0f32..1.0) {
            let whole = likeness(&a, &b, 0.0);
            let cut = likeness(&a, &b, least);
            prop_assert!(cut == whole || (cut == 0.0 && whole <= least + 0.001), "{} {}", cut, whole);
        }

        #[test]
        fn likeness_goes_both_ways(a in "[aeskXж]{0,12}", b in "[aeskXж]{0,12}") {
            prop_assert_eq!(likeness(&a, &b, 0.0), likeness(&b, &a, 0.0));
        }
    }
}
