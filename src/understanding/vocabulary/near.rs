//! Which keys are a typo or two away from a word that is not known.
//! In: all keys of the vocabulary, once, and then a word's key. Out: the keys near it, each with what the typos cost.
//!
//! Keys that begin alike and are about as long stand side by side, each with the set of its letters. One look at two sets tells
//! most keys from each other, which costs a hundredth of walking a dictionary with an automaton; the few that remain are compared.

use std::borrow::Cow;
use std::collections::HashMap;

use super::keys::{KeyId, Keys};
use crate::understanding::spelling;

/// Letters up to which one typo is forgiven; above, two.
pub(crate) const ONE_TYPO_LETTERS: usize = 7;
/// Words shorter than this are taken as typed.
pub(crate) const TYPO_LETTERS: usize = 5;
/// Keys shorter than this are not looked for; with their endings they are words of [`TYPO_LETTERS`].
pub(super) const LEAST_KEY: usize = 4;
/// Letters up to which a key differs by one typo only, however long the word was.
const ONE_TYPO_KEY: usize = 5;
/// What a typo in the first letter, which people watch most, costs beside another.
const FIRST_LETTER: u32 = 2;
/// What it costs to cut a word where its stemmer does not.
pub(super) const OTHER_STEM: u32 = 1;
/// What it costs to be near by the stem alone, where no word of the vocabulary ends as the one that was typed.
pub(super) const ONLY_STEM: u32 = 2;

/// How many typos are forgiven in a word of so many letters.
pub(crate) fn typos_forgiven(letters: usize) -> usize {
    if letters > ONE_TYPO_LETTERS { 2 } else { 1 }
}

/// The letters that stand in keys as two (ц, ю, я), each as one sign that keys have not: it is one letter that is mistyped.
const PAIRS: [(&str, char); 3] = [("ts", 'q'), ("iu", 'y'), ("ia", 'x')];

/// A key with a sign for each letter typed.
fn by_letters(key: &str) -> Cow<'_, str> {
    let mut letters = Cow::Borrowed(key);
    for (pair, sign) in PAIRS {
        if !key.starts_with(spelling::LATIN) && letters.contains(pair) {
            letters = Cow::Owned(letters.replace(pair, sign.encode_utf8(&mut [0; 4])));
        }
    }
    letters
}

/// The keys in which typos are looked for.
#[derive(Default)]
pub(super) struct NearKeys {
    by_start: HashMap<Start, Vec<Known>>,
    /// In the order of what follows their first letter.
    by_rest: Vec<KeyId>,
}

/// How a key begins, behind the mark of Latin words and with it, and how many letters it has.
type Start = (char, bool, usize);

struct Known {
    letters: Letters,
    id: KeyId,
}

impl NearKeys {
    pub(super) fn new(keys: &Keys) -> NearKeys {
        let mut by_start: HashMap<Start, Vec<Known>> = HashMap::new();
        let mut by_rest = Vec::new();
        for (key, id) in keys.iter().filter(|(key, _)| is_long_enough(key)) {
            let letters = by_letters(key);
            let Some((first, is_latin)) = first(&letters) else { continue };
            by_start.entry((first, is_latin, letters.chars().count())).or_default().push(Known { letters: Letters::of(&letters), id });
            if first.is_alphabetic() {
                by_rest.push(id);
            }
        }
        by_start.values_mut().for_each(Vec::shrink_to_fit);
        by_rest.sort_unstable_by_key(|&id| without_first(keys.key(id)));
        by_rest.shrink_to_fit();
        NearKeys { by_start, by_rest }
    }

    /// The keys that a key may be misspelt for with so many typos at most: what the typos cost, and its number.
    pub(super) fn near(&self, key: &str, most: usize, keys: &Keys, found: &mut Vec<(u32, KeyId)>) {
        let typed = by_letters(key);
        let (long, letters) = (typed.chars().count(), Letters::of(&typed));
        let most = if long > ONE_TYPO_KEY { most } else { most.min(1) };
        let Some((first, is_latin)) = first(&typed).filter(|_| is_long_enough(key)) else { return };
        if most == 0 {
            found.extend(keys.get(key).map(|id| (0, id)));
            return;
        }
        let about_as_long = (long.saturating_sub(most)..=long + most).filter_map(|long| self.by_start.get(&(first, is_latin, long)));
        let alike = about_as_long.flatten().filter(|known| known.letters.may_be_within(most, letters));
        found
            .extend(alike.filter_map(|known| typo_cost_within(most, &typed, &by_letters(keys.key(known.id))).map(|cost| (cost, known.id))));
        if first.is_alphabetic() {
            self.with_another_start(key, keys, found);
        }
    }

    /// The keys that differ in their beginning alone: the first letter is another, is missing, or stands before or after the second.
    fn with_another_start(&self, key: &str, keys: &Keys, found: &mut Vec<(u32, KeyId)>) {
        let cost = TYPO + FIRST_LETTER;
        let (mark, letters) = key.split_at(key.len() - unmarked(key).len());
        let mut rest = letters.chars();
        let (first, second) = (rest.next(), rest.clone().next());
        let (follows, third) = (rest.as_str(), rest.clone().skip(1));
        let swapped: String = mark.chars().chain(second).chain(first).chain(third).collect();
        let known = [format!("{mark}{follows}"), swapped].into_iter().filter_map(|key| keys.get(&key));
        let known = known.filter(|&id| is_long_enough(keys.key(id)));
        let is_latin = !mark.is_empty();
        let longer = self.ending_in((is_latin, follows), keys).chain(self.ending_in((is_latin, letters), keys));
        found.extend(known.chain(longer).map(|id| (cost, id)));
    }

    /// The keys of one letter and then just this.
    fn ending_in<'a>(&'a self, follows: (bool, &'a str), keys: &'a Keys) -> impl Iterator<Item = KeyId> + 'a {
        let start = self.by_rest.partition_point(|&id| without_first(keys.key(id)) < follows);
        self.by_rest[start..].iter().copied().take_while(move |&id| without_first(keys.key(id)) == follows)
    }
}

/// Whether a key has letters enough to be looked for, beside the mark of Latin words.
fn is_long_enough(key: &str) -> bool {
    unmarked(key).chars().count() >= LEAST_KEY
}

/// A key without the mark of Latin words.
fn unmarked(key: &str) -> &str {
    key.strip_prefix(spelling::LATIN).unwrap_or(key)
}

/// How a key begins: its first letter, behind the mark of Latin words.
pub(crate) fn beginning(key: &str) -> &str {
    let letters = unmarked(key);
    let first = letters.chars().next().map_or(0, char::len_utf8);
    &key[..key.len() - letters.len() + first]
}

/// The first letter of a key, and whether it is one of a Latin word.
fn first(key: &str) -> Option<(char, bool)> {
    unmarked(key).chars().next().map(|first| (first, key.starts_with(spelling::LATIN)))
}

/// What follows the first letter, and whether the word is a Latin one.
fn without_first(key: &str) -> (bool, &str) {
    let mut letters = unmarked(key).chars();
    letters.next();
    (key.starts_with(spelling::LATIN), letters.as_str())
}

/// The letters of a word as a set of bits: one half for those that are met, the other for those that are met again.
/// Letters that share a bit count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letters(u64);

impl Letters {
    pub(crate) fn of(word: &str) -> Letters {
        Letters(word.chars().fold(0, |met, c| {
            let bit = 1u64 << (c as u32 % 32);
            met | if met & bit == 0 { bit } else { bit << 32 }
        }))
    }

    /// Whether so many typos may lie between two words: one takes away one letter at most and brings in one.
    pub(crate) fn may_be_within(self, most: usize, other: Letters) -> bool {
        !has_more_bits(self.0 & !other.0, most) && !has_more_bits(other.0 & !self.0, most)
    }

    /// So many typos lie between two words at the least.
    pub(crate) fn typos_at_least(self, other: Letters) -> usize {
        (self.0 & !other.0).count_ones().max((other.0 & !self.0).count_ones()) as usize
    }
}

/// For a few bits cheaper than to count them all, where a processor has no instruction for that.
fn has_more_bits(mut bits: u64, most: usize) -> bool {
    for _ in 0..most {
        bits &= bits.wrapping_sub(1);
    }
    bits != 0
}

/// Sounds that are often written for one another.
const CONFUSED: [(char, char); 12] = [
    ('a', 'o'),
    ('e', 'i'),
    ('u', 'o'),
    ('j', 'c'),
    ('h', 'g'),
    ('k', 'g'),
    ('t', 'd'),
    ('s', 'z'),
    ('b', 'p'),
    ('q', 's'),
    ('y', 'u'),
    ('x', 'a'),
];

/// What a typo costs, and what it costs at least.
pub(super) const TYPO: u32 = 4;
pub(crate) const CHEAPEST_TYPO: u32 = 3;

/// The letters of keys ([`by_letters`]) as they lie on the keyboards, ЙЦУКЕН and QWERTY; a dot for what is no letter of a key.
const CYRILLIC_KEYBOARD: [&[u8]; 3] = [b"iqukengwwzh.", b"fivaproldje", b"xcsmit.by"];
const LATIN_KEYBOARD: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// Whether two keys of a keyboard touch: side by side, or one above the other, where each row stands half a key to the right.
fn touch(keyboard: &[&[u8]; 3], a: u8, b: u8) -> bool {
    let places = |letter: u8| {
        let rows = keyboard.iter().enumerate();
        rows.flat_map(move |(row, keys)| keys.iter().enumerate().filter(move |(_, key)| **key == letter).map(move |(at, _)| (row, at)))
    };
    places(a).any(|(row, at)| {
        places(b).any(|(other, beside)| match row.abs_diff(other) {
            0 => at.abs_diff(beside) == 1,
            1 => {
                let (above, below) = if row < other { (at, beside) } else { (beside, at) };
                above == below || above == below + 1
            }
            _ => false,
        })
    })
}

/// How far two keys are apart: a letter more, less, other or swapped counts 4 (optimal string alignment); a confused pair of
/// sounds, or a letter for its neighbour on the keyboard, 3. `None` when there are more than so many typos.
pub(crate) fn typo_cost_within(most: usize, a: &str, b: &str) -> Option<u32> {
    typos_within(most, a, b).map(|typos| cost(typos, a, b))
}

/// The same, however far they are apart.
pub(crate) fn typo_cost(a: &str, b: &str) -> u32 {
    cost(strsim::osa_distance(a, b), a, b)
}

fn cost(typos: usize, a: &str, b: &str) -> u32 {
    let plain = TYPO * typos as u32;
    let differing = || a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    let keyboard = if a.starts_with(spelling::LATIN) { &LATIN_KEYBOARD } else { &CYRILLIC_KEYBOARD };
    let touch = |x: char, y: char| x.is_ascii() && y.is_ascii() && touch(keyboard, x as u8, y as u8);
    let confused = |&(x, y): &(char, char)| CONFUSED.contains(&(x, y)) || CONFUSED.contains(&(y, x)) || touch(x, y);
    if typos == differing().count() && a.chars().count() == b.chars().count() {
        plain - differing().filter(confused).count() as u32
    } else {
        plain
    }
}

/// Keys of more letters than this are seldom, and compared in the slow way.
const ROW: usize = 64;

/// How many letters are missing, added, other or swapped between two words (optimal string alignment), if no more than so many.
///
/// Only the band of the table that so few typos can reach is filled, three rows of it, and no memory is asked for: names and
/// unknown words are compared thousands of times in a match.
pub(crate) fn typos_within(most: usize, a: &str, b: &str) -> Option<usize> {
    if !a.is_ascii() || !b.is_ascii() || a.len().max(b.len()) >= ROW {
        return Some(strsim::osa_distance(a, b)).filter(|&typos| typos <= most);
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let far = most.min(ROW) as u8 + 1;
    let (mut before, mut last, mut row) = ([far; ROW], [far; ROW], [far; ROW]);
    for (at, cell) in (0..far).zip(&mut last) {
        *cell = at;
    }
    let mut least_before = 0;
    for (i, x) in a.iter().enumerate() {
        let (start, end) = (i.saturating_sub(most), b.len().min(i + most + 1));
        row[start] = if start == 0 { far.min(i as u8 + 1) } else { far };
        let mut least = row[start];
        for (j, y) in (start..).zip(&b[start.min(end)..end]) {
            let mut typos = (last[j] + u8::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                typos = typos.min(before[j - 1] + 1);
            }
            row[j + 1] = typos.min(far);
            least = least.min(typos);
        }
        if let Some(beyond) = row.get_mut(end + 1) {
            *beyond = far;
        }
        // A swap reaches back over one row.
        if least.min(least_before) >= far {
            return None;
        }
        least_before = least;
        (before, last, row) = (last, row, before);
    }
    Some(usize::from(last[b.len()])).filter(|&typos| typos <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_fingers_and_ears_mix_up_costs_less() {
        let costs = [("nasos", "nasor", 4), ("nasos", "nasom", 3), ("nasos", "nazos", 3), ("_pump", "_pimp", 3), ("_pump", "_pamp", 4)];
        assert_eq!(costs.map(|(a, b, _)| (a, b, typo_cost(a, b))), costs);
    }

    #[test]
    fn a_letter_that_keys_write_as_two_is_mistyped_as_one() {
        assert_eq!(["gerbitsid", "izium", "_pants"].map(by_letters), ["gerbiqid", "izym", "_pants"]);
        let mut keys = Keys::default();
        let id = keys.id("gerbitsid");
        let mut found = Vec::new();
        NearKeys::new(&keys).near("gerbiid", 1, &keys, &mut found);
        assert_eq!(found, [(TYPO, id)]);
    }

    proptest! {
        #[test]
        fn typos_are_counted_as_the_textbook_does(a in "[abcя]{0,9}|[abc]{0,70}", b in "[abcя]{0,9}|[abc]{0,70}", most in 0usize..12) {
            let all = strsim::osa_distance(&a, &b);
            prop_assert_eq!(typos_within(most, &a, &b), Some(all).filter(|&all| all <= most));
        }

        #[test]
        fn a_few_typos_are_counted_as_the_textbook_does(a in "[abc]{3,20}", at in 0usize..20, gone in 0usize..20, most in 0usize..6) {
            let mut other: Vec<char> = a.chars().collect();
            other.swap(at % a.len(), (at + 1) % a.len());
            other.remove(gone % a.len());
            let b: String = other.into_iter().collect();
            let all = strsim::osa_distance(&a, &b);
            prop_assert_eq!(typos_within(most, &a, &b), Some(all).filter(|&all| all <= most));
        }

        #[test]
        fn letters_tell_of_no_more_typos_than_there_are(a in "[a-eя]{0,10}", b in "[a-eя]{0,10}") {
            prop_assert!(Letters::of(&a).typos_at_least(Letters::of(&b)) <= strsim::osa_distance(&a, &b));
        }

        #[test]
        fn no_key_is_missed_for_its_letters(key in "[abcdia]{5,10}", others in prop::collection::vec("_?[abcdia]{5,10}", 1..40), latin: bool) {
            let key = if latin { format!("_{key}") } else { key };
            let mut keys = Keys::default();
            others.iter().for_each(|other| { keys.id(other); });
            let known = NearKeys::new(&keys);
            let typed = by_letters(&key);
            let most = typos_forgiven(key.len());
            let mut found = Vec::new();
            let (mark, letters) = if latin { ("_", &key[1..]) } else { ("", key.as_str()) };
            known.near(&key, most, &keys, &mut found);
            let mut near: Vec<KeyId> = found.into_iter().map(|(_, id)| id).collect();
            near.sort_unstable();
            near.dedup();
            let starts_otherwise = |other: &str| {
                let Some(other) = other.strip_prefix(mark).filter(|other| !other.starts_with('_')) else { return false };
                let swapped = format!("{}{}{}", &letters[1..2], &letters[..1], &letters[2..]);
                other[1..] == letters[1..] || &other[1..] == letters || other == &letters[1..] || other == swapped
            };
            let most = if typed.len() > ONE_TYPO_KEY { most } else { 1 };
            let is_near = |other: &str| {
                let other_letters = by_letters(other);
                let is_alike = first(&typed) == first(&other_letters) && strsim::osa_distance(&typed, &other_letters) <= most;
                is_alike || starts_otherwise(other)
            };
            let expected: Vec<KeyId> = keys.iter().filter(|(other, _)| is_near(other)).map(|(_, id)| id).collect();
            prop_assert_eq!(near, expected);
        }
    }
}
