//! The keys of the vocabulary, each with its number: seventy thousand short words in one text, since each in memory of its own
//! would take three times as much.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Number of a key in the vocabulary.
pub(super) type KeyId = u32;

/// Every key, in the order in which it was met first.
#[derive(Default)]
pub(super) struct Keys {
    text: String,
    /// Where each key ends in the text.
    ends: Vec<u32>,
    ids: HashTable<KeyId>,
    hasher: DefaultHashBuilder,
}

impl Keys {
    /// The number of a key, given out at its first use.
    pub(super) fn id(&mut self, key: &str) -> KeyId {
        if let Some(id) = self.get(key) {
            return id;
        }
        let id = self.ends.len() as KeyId;
        self.text.push_str(key);
        self.ends.push(self.text.len() as u32);
        let Keys { text, ends, ids, hasher } = self;
        ids.insert_unique(hasher.hash_one(key), id, |&id| hasher.hash_one(of(text, ends, id)));
        id
    }

    /// The number of a key that was met.
    pub(super) fn get(&self, key: &str) -> Option<KeyId> {
        self.ids.find(self.hasher.hash_one(key), |&id| self.key(id) == key).copied()
    }

    pub(super) fn key(&self, id: KeyId) -> &str {
        of(&self.text, &self.ends, id)
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, KeyId)> {
        (0..self.len() as KeyId).map(|id| (self.key(id), id))
    }

    /// Gives back the memory kept for further keys.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn of<'t>(text: &'t str, ends: &[u32], id: KeyId) -> &'t str {
    let at = id as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] as usize };
    &text[start..ends[at] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_its_number_and_its_letters() {
        let mut keys = Keys::default();
        let words = ["nasos", "kabel", "", "nasos", "tunça"];
        let ids: Vec<KeyId> = words.iter().map(|word| keys.id(word)).collect();
        assert_eq!(ids, [0, 1, 2, 0, 3]);
        assert_eq!(words.map(|word| keys.get(word)), [Some(0), Some(1), Some(2), Some(0), Some(3)]);
        assert_eq!(keys.iter().collect::<Vec<_>>(), [("nasos", 0), ("kabel", 1), ("", 2), ("tunça", 3)]);
        assert_eq!(keys.get("nasosy"), None);
    }
}
