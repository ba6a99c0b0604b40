//! Places of words in a text, as a set.

use std::ops::{BitOr, BitOrAssign};

/// Texts are read up to this many words at a time.
pub const WORDS_AT_ONCE: usize = 128;

/// Places of words in a text that is read at once, counted from 0; places beyond [`WORDS_AT_ONCE`] are in no set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordSet(u128);

impl WordSet {
    pub fn has(self, at: usize) -> bool {
        at < WORDS_AT_ONCE && self.0 & (1 << at) != 0
    }

    pub fn add(&mut self, at: usize) {
        if at < WORDS_AT_ONCE {
            self.0 |= 1 << at;
        }
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// In ascending order.
    pub fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(at)
        })
    }

    pub fn first(self) -> Option<usize> {
        (!self.is_empty()).then(|| self.0.trailing_zeros() as usize)
    }

    pub fn last(self) -> Option<usize> {
        (!self.is_empty()).then(|| (u128::BITS - 1 - self.0.leading_zeros()) as usize)
    }

    /// Whether all places of another are in it.
    pub fn holds(self, other: WordSet) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether it shares a place with another.
    pub fn meets(self, other: WordSet) -> bool {
        self.0 & other.0 != 0
    }

    /// The places that another has not.
    pub fn without(self, other: WordSet) -> WordSet {
        WordSet(self.0 & !other.0)
    }

    /// All places from the first to the last.
    pub fn span(self) -> WordSet {
        match self.0 {
            0 => self,
            bits => WordSet((u128::MAX << bits.trailing_zeros()) & (u128::MAX >> bits.leading_zeros())),
        }
    }
}

impl FromIterator<usize> for WordSet {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> WordSet {
        let mut all = WordSet::default();
        places.into_iter().for_each(|at| all.add(at));
        all
    }
}

impl BitOr for WordSet {
    type Output = WordSet;

    fn bitor(self, other: WordSet) -> WordSet {
        WordSet(self.0 | other.0)
    }
}

impl BitOrAssign for WordSet {
    fn bitor_assign(&mut self, other: WordSet) {
        self.0 |= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_places_tells_what_is_in_it() {
        let some: WordSet = [3, 5, 127, 128, 4_000].into_iter().collect();
        assert_eq!((some.places().collect::<Vec<_>>(), some.first(), some.last(), some.len()), (vec![3, 5, 127], Some(3), Some(127), 3));
        assert!(some.has(127) && !some.has(4) && !some.has(128) && !some.has(usize::MAX));
        let inner: WordSet = (3..6).collect();
        assert_eq!([3, 5].into_iter().collect::<WordSet>().span(), inner);
        assert!(some.meets(inner) && !some.holds(inner) && inner.holds([4].into_iter().collect()));
        assert_eq!(some.without(inner), [127].into_iter().collect());
        let none = WordSet::default();
        assert_eq!((none.span(), none.first(), none.last(), none.is_empty()), (none, None, None, true));
    }
}
