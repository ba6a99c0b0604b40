//! Which keys are a typo or two away from a word that is not known.
//! In: all keys of the vocabulary, once, and then a word's key. Out: the keys near it, each with what the typos cost.
//!
//! Keys that begin alike and are about as long stand side by side, each with the set of its letters. One look at two sets tells
//! most keys from each other, which costs a hundredth of walking a dictionary with an automaton; the few that remain are compared.

use std::collections::HashMap;

use super::keys::{KeyId, Keys};

/// Letters up to which one typo is forgiven; above, two.
pub(crate) const ONE_TYPO_LETTERS: usize = 7;
/// Words shorter than this are taken as typed.
pub(crate) const TYPO_LETTERS: usize = 5;

/// How many typos are forgiven in a word of so many letters.
pub(crate) fn typos_forgiven(letters: usize) -> usize {
    if letters > ONE_TYPO_LETTERS { 2 } else { 1 }
}

/// The keys in which typos are looked for, by their first letter and then by how many letters they have.
#[derive(Default)]
pub(super) struct NearKeys {
    by_start: HashMap<(char, usize), Vec<Known>>,
}

struct Known {
    letters: Letters,
    id: KeyId,
}

impl NearKeys {
    pub(super) fn new(keys: &Keys) -> NearKeys {
        let mut by_start: HashMap<(char, usize), Vec<Known>> = HashMap::new();
        for (key, id) in keys.iter() {
            let long = key.chars().count();
            if let Some(first) = key.chars().next().filter(|_| long >= TYPO_LETTERS) {
                by_start.entry((first, long)).or_default().push(Known { letters: Letters::of(key), id });
            }
        }
        by_start.values_mut().for_each(Vec::shrink_to_fit);
        NearKeys { by_start }
    }

    /// The keys that a key of at least [`TYPO_LETTERS`] letters may be misspelt for: what the typos cost, and its number.
    /// The first letter is seldom mistyped; keys with another one are not looked at.
    pub(super) fn near<'a>(&'a self, key: &'a str, keys: &'a Keys) -> impl Iterator<Item = (u32, KeyId)> {
        let (long, letters) = (key.chars().count(), Letters::of(key));
        let most = typos_forgiven(long);
        let first = key.chars().next().unwrap_or_default();
        let about_as_long = (long.saturating_sub(most)..=long + most).filter_map(move |long| self.by_start.get(&(first, long)));
        let alike = about_as_long.flatten().filter(move |known| known.letters.typos_at_least(letters) as usize <= most);
        alike.filter_map(move |known| typo_cost_within(most, key, keys.key(known.id)).map(|cost| (cost, known.id)))
    }
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

    /// How many typos lie between two words at the least: one takes away one letter at most and brings in one.
    pub(crate) fn typos_at_least(self, other: Letters) -> u32 {
        (self.0 & !other.0).count_ones().max((other.0 & !self.0).count_ones())
    }
}

/// Sounds that are often written for one another.
const CONFUSED: [(char, char); 9] =
    [('a', 'o'), ('e', 'i'), ('u', 'o'), ('j', 'c'), ('h', 'g'), ('k', 'g'), ('t', 'd'), ('s', 'z'), ('b', 'p')];

/// What a typo costs at least.
pub(crate) const CHEAPEST_TYPO: u32 = 3;

/// How far two keys are apart: a letter more, less, other or swapped counts 4 (optimal string alignment), a confused pair of
/// sounds 3. `None` when there are more than so many typos.
pub(crate) fn typo_cost_within(most: usize, a: &str, b: &str) -> Option<u32> {
    typos_within(most, a, b).map(|typos| cost(typos, a, b))
}

/// The same, however far they are apart.
pub(crate) fn typo_cost(a: &str, b: &str) -> u32 {
    cost(strsim::osa_distance(a, b), a, b)
}

fn cost(typos: usize, a: &str, b: &str) -> u32 {
    let plain = 4 * typos as u32;
    let differing = || a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    let confused = |&(x, y): &(char, char)| CONFUSED.contains(&(x, y)) || CONFUSED.contains(&(y, x));
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
        fn no_key_is_missed_for_its_letters(key in "[abcdia]{5,10}", others in prop::collection::vec("[abcdia]{5,10}", 1..40)) {
            let mut keys = Keys::default();
            others.iter().for_each(|other| { keys.id(other); });
            let known = NearKeys::new(&keys);
            let mut near: Vec<KeyId> = known.near(&key, &keys).map(|(_, id)| id).collect();
            near.sort_unstable();
            let most = typos_forgiven(key.len());
            let is_near = |other: &str| strsim::osa_distance(&key, other) <= most && key.chars().next() == other.chars().next();
            let expected: Vec<KeyId> = keys.iter().filter(|(other, _)| is_near(other)).map(|(_, id)| id).collect();
            prop_assert_eq!(near, expected);
        }
    }
}
