//! Companies that leave the directory and come back to it, and rows that list again what is there already.
//!
//! A load that names a company without changing it keeps no record of its own, only that it vouches for the data of the row that brought
//! them. When the load of that row is taken back, the data stay and belong to the first load that vouches for them.

use super::apply::Draft;
use super::record::{CompanyRecord, Job, Removal};
use super::table::Table;
use super::{PutCompany, StoreError, place};

impl<T: Table> Draft<'_, T> {
    /// What a step takes out of the directory; `at` is the first of its numbers.
    pub(super) fn remove(&mut self, at: u64, removal: &Removal) -> Result<(), StoreError> {
        match removal {
            Removal::Merged { id, into } => self.merge(at, id, into),
            Removal::TakenBack { first, changes } => {
                let mut job = Job::new(at, *changes, Some(*first));
                while job.done < job.rows {
                    let change = first + changes - 1 - job.done;
                    self.take_back(&mut job, change)?;
                    job.done += 1;
                }
                Ok(())
            }
        }
    }

    fn merge(&mut self, at: u64, id: &str, into: &str) -> Result<(), StoreError> {
        let Some(last) = self.record::<u64>(&place::company(id))? else { return Ok(()) };
        let old = self.change(last)?;
        let gone = CompanyRecord { origin: at, former: Some(last), gone: true, withdrawn: false, row: old.row.clone() };
        self.replace(at, Some(&old), &gone)?;
        // Lists go on naming it by its tax number and its name: they lead to the other like its id.
        self.hold(&gone.row);
        self.put(place::alias(id), &into);
        Ok(())
    }

    /// Takes back that a company was merged into another.
    pub(super) fn part(&mut self, job: &mut Job, row: u64, done: &CompanyRecord) -> Result<(), StoreError> {
        let id = &done.row.company.id;
        if self.record::<String>(&place::alias(id))?.is_none() {
            return Ok(());
        }
        self.writes.insert(place::alias(id), None);
        match self.before(done.former)? {
            Some(former) => {
                job.changed += 1;
                self.replace(job.first + job.done, None, &CompanyRecord { former: Some(row), ..former })
            }
            None => {
                self.release(&done.row);
                Ok(())
            }
        }
    }

    /// A row of a load names a company and leaves it as it is.
    pub(super) fn list_again(&mut self, job: &Job, id: &str) -> Result<(), StoreError> {
        let Some(last) = self.record::<u64>(&place::company(id))? else { return Ok(()) };
        let origin = self.change(last)?.origin;
        let lasting: Vec<(u64, u64)> = self.record(place::LASTING)?.unwrap_or_default();
        // What the directory began with is never taken back.
        if origin >= job.first || lasting.iter().any(|(first, last)| (*first..=*last).contains(&origin)) {
            return Ok(());
        }
        self.vouch(origin, job.first + job.done);
        Ok(())
    }

    /// The load of that row is taken back, so it vouches for nothing.
    pub(super) fn list_no_more(&mut self, row: u64) -> Result<(), StoreError> {
        if let Some(origin) = self.record::<u64>(&place::listed(row))? {
            self.writes.insert(place::listed(row), None);
            self.writes.insert(place::listing(origin, row), None);
        }
        Ok(())
    }

    /// Gives what a row brought to the first load that has listed it again; its row.
    pub(super) fn bequeath(&mut self, row: u64, done: &CompanyRecord) -> Result<Option<u64>, StoreError> {
        let places = self.all(&place::listings(row))?;
        let rows: Vec<u64> = places.keys().filter_map(|at| place::listing_row(at)).collect();
        for &again in &rows {
            self.list_no_more(again)?;
        }
        let Some((&heir, others)) = rows.split_first() else { return Ok(None) };
        self.put(place::change(heir), &CompanyRecord { origin: heir, ..done.clone() });
        others.iter().for_each(|again| self.vouch(heir, *again));
        Ok(Some(heir))
    }

    fn vouch(&mut self, origin: u64, row: u64) {
        self.put(place::listed(row), &origin);
        self.writes.insert(place::listing(origin, row), Some(Vec::new()));
    }

    /// The company is found by its tax number and its name.
    fn hold(&mut self, row: &PutCompany) {
        place::holders_of(row).for_each(|at| _ = self.writes.insert(at, Some(Vec::new())));
    }

    fn release(&mut self, row: &PutCompany) {
        place::holders_of(row).for_each(|at| _ = self.writes.insert(at, None));
    }
}
