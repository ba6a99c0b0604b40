//! What each row means for the directory: a new company, an update, nothing new, a repeat, or a refusal.
//! Of the rows before, only hashes are kept: a million of them take about 150 MB.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::ops::AddAssign;

use super::keys::{KeyMaker, Keys, are_two, right_tax_id};
use super::remark::{Remark, Severity, What};
use super::shared::Shared;
use super::table::Row;
use crate::domain::{Company, Field, Region, Tally, phone};
use crate::understanding::Vocabulary;

/// How strictly a list is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// An unknown city or a wrong tax number refuses its row.
    pub strict: bool,
    /// Good rows are stored although others are refused.
    pub skip_bad: bool,
    /// Only for this side the list is loaded: a row that adds or changes a company of the other one is refused.
    pub side: Option<Region>,
}

/// By what a company is looked up in the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    Id(&'a str),
    TaxId(&'a str),
    /// By [`Keys::alike`].
    Alike(&'a str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    New,
    Updated,
    Unchanged,
    /// As a row before it in this file; or its company was merged into another.
    Repeated,
    Refused,
}

/// A row with its fate. What is [`Fate::New`] or [`Fate::Updated`] is to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub number: usize,
    pub fate: Fate,
    /// With its id.
    pub company: Company,
    pub keys: Keys,
    pub remarks: Vec<Remark>,
}

impl AddAssign<Fate> for Tally {
    fn add_assign(&mut self, fate: Fate) {
        *match fate {
            Fate::New => &mut self.new,
            Fate::Updated => &mut self.updated,
            Fate::Unchanged => &mut self.unchanged,
            Fate::Repeated => &mut self.repeated,
            Fate::Refused => &mut self.refused,
        } += 1;
    }
}

/// Checks the rows of one file, in their order.
pub struct Check<'v, F> {
    known: F,
    options: Options,
    vocabulary: &'v Vocabulary,
    hasher: RandomState,
    rows: Vec<Seen>,
    /// From the hash of an id, a tax number or an alike name to the first row that has it.
    ids: HashMap<u64, u32>,
    tax_ids: HashMap<u64, u32>,
    alike: HashMap<u64, u32>,
    names: Shared,
    phones: Shared,
    /// How many rows without id and tax number have one name, where there are several.
    namesakes: HashMap<u64, u32>,
    tally: Tally,
    is_cut: bool,
}

/// What is kept of a row.
#[derive(Clone, Copy)]
struct Seen {
    number: u32,
    /// Of the hash of its right tax number; nothing without one.
    tax_id: Option<NonZeroU32>,
    /// Hash of all it says, but for its id; of its name and city as [`Keys::name`] has them.
    content: u64,
}

impl<'v, E, F: FnMut(Key<'_>) -> Result<Option<Company>, E>> Check<'v, F> {
    /// `known` looks a company up in the directory as it was before this file; `vocabulary` knows on which side a city lies.
    pub fn new(options: Options, vocabulary: &'v Vocabulary, known: F) -> Check<'v, F> {
        let (rows, ids, tax_ids, alike, names, phones, namesakes, tally) = Default::default();
        let hasher = RandomState::new();
        Check { known, options, vocabulary, hasher, rows, ids, tax_ids, alike, names, phones, namesakes, tally, is_cut: false }
    }

    /// Says what the next row means.
    ///
    /// # Errors
    /// What `known` returned: the row is not counted then.
    pub fn row(&mut self, row: Row) -> Result<Checked, E> {
        let Row { number, mut company, keys, mut remarks } = row;
        for remark in remarks.iter_mut().filter(|remark| self.options.strict && remark.what.is_refused_when_strict()) {
            remark.severity = Severity::Error;
        }
        self.is_cut |= remarks.iter().any(|remark| remark.what.ends_the_file());
        let fate = if remarks.iter().any(|remark| remark.severity == Severity::Error) {
            Fate::Refused
        } else {
            self.fate(number, &mut company, &keys, &mut remarks)?
        };
        self.tally += fate;
        Ok(Checked { number, fate, company, keys, remarks })
    }

    fn fate(&mut self, number: usize, company: &mut Company, keys: &Keys, remarks: &mut Vec<Remark>) -> Result<Fate, E> {
        let content = self.content(company, keys);
        let has_id = !company.id.is_empty();
        if !has_id {
            company.id = keys.id(1);
        }
        let own_id = self.hasher.hash_one(&company.id);
        // The row with its data, where several companies of one name are told apart.
        let own_row = self.hasher.hash_one((own_id, content));
        if let Some(first) = self.first(&self.ids, own_id) {
            let first = self.first(&self.ids, own_row).unwrap_or(first);
            if has_id || keys.tax_id.is_some() || first.content == content {
                return Ok(beside(first, content, number, remarks));
            }
            let count = self.namesakes.entry(own_id).or_insert(1);
            *count += 1;
            company.id = keys.id(*count);
            self.ids.insert(own_row, self.next_at());
        }
        let of_id = (self.known)(Key::Id(&company.id))?;
        if let Some(Company { id, name, .. }) = of_id.as_ref().filter(|known| known.id != company.id) {
            remarks.push(Remark::row(number, What::Merged { id: id.clone(), name: name.clone() }));
            return Ok(Fate::Repeated);
        }
        let known = match of_id {
            None if !has_id => self.known(company, keys)?,
            known => known,
        };
        let (fate, is_others) = match known {
            None => (Fate::New, self.is_of_others(company)),
            Some(known) => {
                company.id.clone_from(&known.id);
                let fate = if known == *company { Fate::Unchanged } else { Fate::Updated };
                (fate, fate == Fate::Updated && (self.is_of_others(&known) || self.is_of_others(company)))
            }
        };
        if is_others {
            remarks.push(Remark::row(number, What::OtherSide { name: company.name.clone() }));
            return Ok(Fate::Refused);
        }
        let id = self.hasher.hash_one(&company.id);
        if let Some(first) = self.first(&self.ids, id) {
            return Ok(beside(first, content, number, remarks));
        }
        let known = if fate == Fate::New { self.likely_known(company, keys, number)? } else { None };
        let at = self.next_at();
        let tax_id = keys.tax_id.as_ref().and_then(|tax_id| NonZeroU32::new(self.hasher.hash_one(tax_id) as u32));
        self.rows.push(Seen { number: u32::try_from(number).unwrap_or(u32::MAX), tax_id, content });
        self.ids.entry(own_id).or_insert(at);
        self.ids.insert(id, at);
        let repeated = self.likely_repeated(keys, at, number);
        if fate == Fate::New && known.is_none() && repeated.is_none() {
            let tax_id = keys.tax_id.as_deref();
            let by_name = self.names.repeated(keys.sounds(), tax_id, number).map(|first| What::NameRepeated { first });
            let by_phone = self.phones.repeated(phone::numbers(&company.phone), tax_id, number).map(|first| What::PhoneRepeated { first });
            remarks.extend(by_name.or(by_phone).map(|what| Remark::row(number, what)));
        }
        remarks.extend(known.into_iter().chain(repeated));
        Ok(fate)
    }

    /// Whether the company is in the list of the side for which this one is not loaded.
    fn is_of_others(&self, company: &Company) -> bool {
        self.options.side.is_some_and(|own| self.vocabulary.region_of(&company.city) == Some(own.other()))
    }

    /// The company of the directory that a row without an id of its list means, by its tax number or its name. One that a row before has
    /// taken is not taken twice.
    fn known(&mut self, company: &Company, keys: &Keys) -> Result<Option<Company>, E> {
        if let Some(tax_id) = &keys.tax_id
            && let Some(known) = (self.known)(Key::TaxId(tax_id))?.filter(|known| self.is_free(known))
        {
            return Ok(Some(known));
        }
        // The same name with another tax number is another company.
        let may_be = |known: &Company| known.tax_id.is_empty() || company.tax_id.is_empty() || known.tax_id == company.tax_id;
        let same = (self.known)(Key::Alike(&keys.alike))?.filter(|known| keys.has_name(&known.name) && may_be(known));
        Ok(same.filter(|known| self.is_free(known)))
    }

    fn is_free(&self, known: &Company) -> bool {
        !self.ids.contains_key(&self.hasher.hash_one(&known.id))
    }

    /// Whether the directory has a company that may be the same under another id.
    fn likely_known(&mut self, company: &Company, keys: &Keys, number: usize) -> Result<Option<Remark>, E> {
        if let Some(tax_id) = &keys.tax_id
            && let Some(Company { id, name, .. }) = (self.known)(Key::TaxId(tax_id))?.filter(|known| known.id != company.id)
        {
            return Ok(Some(Remark::row(number, What::TaxKnown { id, name })));
        }
        let alike = (self.known)(Key::Alike(&keys.alike))?;
        let known = alike.filter(|known| known.id != company.id && !are_two(keys.tax_id.as_deref(), right_tax_id(known)));
        Ok(known.map(|Company { id, name, .. }| Remark::row(number, What::AlikeKnown { id, name })))
    }

    /// Whether a row before may be the same company under another id; remembers this row.
    fn likely_repeated(&mut self, keys: &Keys, at: u32, number: usize) -> Option<Remark> {
        let mut first_in = |map: fn(&mut Self) -> &mut HashMap<u64, u32>, key: &str| {
            let key = self.hasher.hash_one(key);
            let first = *map(self).entry(key).or_insert(at);
            (first != at).then(|| self.rows[first as usize])
        };
        let by_tax_id = keys.tax_id.as_ref().and_then(|tax_id| first_in(|check| &mut check.tax_ids, tax_id));
        let by_name = first_in(|check| &mut check.alike, &keys.alike);
        let own = self.rows[at as usize].tax_id;
        let what = match (by_tax_id, by_name.filter(|first| !are_two(first.tax_id, own))) {
            (Some(first), _) => What::TaxRepeated { first: first.number as usize },
            (None, Some(first)) => What::AlikeRepeated { first: first.number as usize },
            (None, None) => return None,
        };
        Some(Remark::row(number, what))
    }

    /// The number under which the next row will be remembered.
    fn next_at(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    fn first(&self, map: &HashMap<u64, u32>, key: u64) -> Option<Seen> {
        map.get(&key).and_then(|&at| self.rows.get(at as usize)).copied()
    }

    fn content(&self, company: &Company, keys: &Keys) -> u64 {
        let told_by_keys = [Field::Id, Field::Name, Field::City];
        let fields = Field::ALL.into_iter().filter(|field| !told_by_keys.contains(field));
        self.hasher.hash_one((&keys.name, fields.map(|field| company.values(field)).collect::<Vec<_>>()))
    }
}

impl<F> Check<'_, F> {
    /// Whether the directory is to be looked through for what new rows share with it, when all rows are read.
    pub fn wants_directory(&self) -> bool {
        !self.names.is_empty() || !self.phones.is_empty()
    }

    /// Whether a new row that looks like no company of the directory by its tax number, or by its name and city, has the name or a telephone
    /// of this one.
    pub fn shared_with(&mut self, known: &Company, keys: &mut KeyMaker<'_>) -> Option<Remark> {
        let (tax_id, id, name) = (right_tax_id(known), known.id.clone(), known.name.clone());
        if let Some(row) = self.names.known(keys.sounds(&name), tax_id) {
            return Some(Remark::row(row, What::NameKnown { id, name, city: known.city.clone() }));
        }
        let row = self.phones.known(phone::numbers(&known.phone), tax_id)?;
        Some(Remark::row(row, What::PhoneKnown { id, name }))
    }

    /// The rows counted so far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Whether what was read may be stored: no row was refused, or that is allowed, and the file was read to its end.
    pub fn is_accepted(&self) -> bool {
        !self.is_cut && (self.tally.refused == 0 || self.options.skip_bad)
    }

    /// What is to be said of the file when all is read: that it holds no row.
    pub fn remark(&self) -> Option<Remark> {
        (self.tally.total() == 0).then(|| Remark::file(What::NoRows))
    }
}

/// A row beside one before it that is the same company.
fn beside(first: Seen, content: u64, number: usize, remarks: &mut Vec<Remark>) -> Fate {
    let line = first.number as usize;
    let (fate, what) = match first.content == content {
        true => (Fate::Repeated, What::Repeated { first: line }),
        false => (Fate::Refused, What::OtherData { first: line }),
    };
    remarks.push(Remark::row(number, what));
    fate
}
