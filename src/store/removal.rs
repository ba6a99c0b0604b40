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
        let Some(gone) = self.go(at, id)? else { return Ok(()) };
        // Lists go on naming it by its tax number and its name: they lead to the other like its id.
        self.hold(&gone.row);
        self.put(place::alias(id), &into);
        Ok(())
    }

    /// A row of a removal: the company leaves the directory.
    pub(super) fn leave(&mut self, job: &mut Job, id: &str) -> Result<(), StoreError> {
        let gone = self.go(job.first + job.done, id)?;
        job.changed += u64::from(gone.is_some());
        Ok(())
    }

    /// Takes a company out of the directory, by the change with that number; `None`: it is not there.
    fn go(&mut self, at: u64, id: &str) -> Result<Option<CompanyRecord>, StoreError> {
        let Some(last) = self.record::<u64>(&place::company(id))? else { return Ok(None) };
        let old = self.change(last)?;
        let gone = CompanyRecord { origin: at, former: Some(last), gone: true, withdrawn: false, row: old.row.clone() };
        self.replace(at, Some(&old), &gone)?;
        Ok(Some(gone))
    }

    /// Takes back that a company was merged into another or removed.
    pub(super) fn come_back(&mut self, job: &mut Job, row: u64, done: &CompanyRecord) -> Result<(), StoreError> {
        let alias = place::alias(&done.row.company.id);
        if self.get(&alias)?.is_some() {
            self.writes.insert(alias, None);
            self.release(&done.row);
        }
        let Some(former) = self.before(done.former)? else { return Ok(()) };
        job.changed += 1;
        self.replace(job.first + job.done, None, &CompanyRecord { former: Some(row), ..former })
    }

    /// A row of a load names a company and leaves it as it is.
    pub(super) fn list_again(&mut self, job: &Job, id: &str) -> Result<(), StoreError> {
        let Some(last) = self.record::<u64>(&place::company(id))? else { return Ok(()) };
        let origin = self.change(last)?.origin;
        if origin < job.first {
            self.vouch(origin, job.first + job.done);
        }
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
