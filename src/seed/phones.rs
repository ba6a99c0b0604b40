//! The telephones of new rows: companies that share one may be the same, whatever they are called.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;

use super::keys::{are_two, right_tax_id};
use super::remark::{Remark, What};
use crate::domain::{Company, phone};

/// A telephone that more records have is that of a house, or of whoever made the list, and says nothing.
pub const RECORDS_OF_A_PHONE: u32 = 4;
/// So many telephones are kept at most, which takes 9 MB: no chamber has a longer list of new companies.
const KEPT: usize = 450_000;

/// What is kept of them.
#[derive(Default)]
pub(super) struct Phones {
    hasher: RandomState,
    /// From the hash of a telephone to the first new row that has it.
    first: HashMap<u64, Owner>,
    /// How many rows have it, where there are several.
    shared: HashMap<u64, u32>,
}

#[derive(Clone, Copy)]
struct Owner {
    number: u32,
    tax_id: Option<NonZeroU32>,
}

impl Phones {
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Whether a row before has a telephone of this one; remembers those of this one.
    pub(super) fn repeated(&mut self, company: &Company, tax_id: Option<&str>, number: usize) -> Option<Remark> {
        let own = Owner { number: u32::try_from(number).unwrap_or(u32::MAX), tax_id: self.mark(tax_id) };
        let mut repeated = None;
        for phone in phone::numbers(&company.phone) {
            let phone = self.hasher.hash_one(phone);
            match self.first.get(&phone) {
                Some(first) if first.number != own.number => {
                    let rows = self.shared.entry(phone).or_insert(1);
                    *rows += 1;
                    let is_telling = *rows <= RECORDS_OF_A_PHONE && !are_two(first.tax_id, own.tax_id);
                    repeated = repeated.or(is_telling.then_some(first.number as usize));
                }
                None if self.first.len() < KEPT => {
                    self.first.insert(phone, own);
                }
                _ => {}
            }
        }
        repeated.map(|first| Remark::row(number, What::PhoneRepeated { first }))
    }

    /// Whether a row has a telephone of that company of the directory; said once of a telephone.
    pub(super) fn known(&mut self, known: &Company) -> Option<Remark> {
        let tax_id = self.mark(right_tax_id(known));
        let hashes = phone::numbers(&known.phone).map(|phone| self.hasher.hash_one(phone));
        let (phone, row) =
            hashes.filter_map(|phone| Some((phone, *self.first.get(&phone)?))).find(|(_, row)| !are_two(row.tax_id, tax_id))?;
        self.first.remove(&phone);
        Some(Remark::row(row.number as usize, What::PhoneKnown { id: known.id.clone(), name: known.name.clone() }))
    }

    fn mark(&self, tax_id: Option<&str>) -> Option<NonZeroU32> {
        tax_id.and_then(|tax_id| NonZeroU32::new(self.hasher.hash_one(tax_id) as u32))
    }
}
