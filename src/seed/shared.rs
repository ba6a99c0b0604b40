//! What new rows share with companies that they otherwise do not look like: a telephone, or a name in another city. They may be the same.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;

use super::keys::are_two;

/// A telephone that more records have is that of a house, or of whoever made the list, and says nothing. No more does a name of so many.
pub const RECORDS_OF_A_PHONE: u32 = 4;
/// So many telephones or names are kept at most, which takes 9 MB: no chamber has a longer list of new companies.
const KEPT: usize = 450_000;

/// What is kept of the telephones, or of the names, of new rows.
#[derive(Default)]
pub(super) struct Shared {
    hasher: RandomState,
    /// From the hash of a telephone or a name to the first new row that has it.
    first: HashMap<u64, Owner>,
    /// How many rows have it, where there are several.
    several: HashMap<u64, u32>,
}

#[derive(Clone, Copy)]
struct Owner {
    number: u32,
    tax_id: Option<NonZeroU32>,
}

impl Shared {
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// The row before that has one of these too; remembers them as those of this row.
    pub(super) fn repeated(&mut self, has: impl Iterator<Item = String>, tax_id: Option<&str>, number: usize) -> Option<usize> {
        let own = Owner { number: u32::try_from(number).unwrap_or(u32::MAX), tax_id: self.mark(tax_id) };
        let mut repeated = None;
        for shared in has {
            let shared = self.hasher.hash_one(shared);
            match self.first.get(&shared) {
                Some(first) if first.number != own.number => {
                    let rows = self.several.entry(shared).or_insert(1);
                    *rows += 1;
                    let is_telling = *rows <= RECORDS_OF_A_PHONE && !are_two(first.tax_id, own.tax_id);
                    repeated = repeated.or(is_telling.then_some(first.number as usize));
                }
                None if self.first.len() < KEPT => {
                    self.first.insert(shared, own);
                }
                _ => {}
            }
        }
        repeated
    }

    /// The row that has one of these, which are those of a company of the directory; said once of each.
    pub(super) fn known(&mut self, has: impl Iterator<Item = String>, tax_id: Option<&str>) -> Option<usize> {
        let tax_id = self.mark(tax_id);
        let hashes = has.map(|shared| self.hasher.hash_one(shared));
        let (shared, row) =
            hashes.filter_map(|shared| Some((shared, *self.first.get(&shared)?))).find(|(_, row)| !are_two(row.tax_id, tax_id))?;
        self.first.remove(&shared);
        Some(row.number as usize)
    }

    fn mark(&self, tax_id: Option<&str>) -> Option<NonZeroU32> {
        tax_id.and_then(|tax_id| NonZeroU32::new(self.hasher.hash_one(tax_id) as u32))
    }
}
