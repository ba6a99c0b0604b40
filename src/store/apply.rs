//! Brings the entries of the ledger into the view. Live and replayed it is the same work, so the same entries always give the same
//! view. A load and an undo are too large for one write: they become a [`Job`], done in slices, which after a stop goes on where it was.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::record::{ChatRecord, CompanyRecord, Entry, FactRecord, Job, LoadRecord, OutboxRecord, Row, Said, Sealed, What, json, pack};
use super::table::{Table, Writes};
use super::view::View;
use super::{LoadHead, PutCompany, ReplyId, Sequence, StoreError, UndoEffect, forgotten, place, words};
use crate::conversation::State;
use crate::domain::ChatId;
use crate::registry::Fact;

/// Rows whose taking back is tried at a time.
const TRIED_ROWS: u64 = 2_000;

impl<T: Table> View<T> {
    /// Brings entries into the view, in one write. A load or an undo among them only becomes the job; there must be none yet.
    pub(super) fn apply(&self, entries: &[Entry]) -> Result<(), StoreError> {
        let mut draft = self.draft();
        for entry in entries {
            match &entry.what {
                What::Receive { updates } => updates.iter().try_for_each(|received| draft.receive(received, entry.at))?,
                What::Done { update, .. } => draft.handled(*update, entry.at)?,
                What::Step { chat, update, sealed, state, facts, words, companies, removals } => {
                    if let Some(update) = update {
                        draft.handled(*update, entry.at)?;
                    }
                    let at = place::chat(*chat);
                    let mut record: ChatRecord = draft.record(&at)?.unwrap_or_default();
                    record.version += 1;
                    // What the key no longer opens is forgotten; its number stays.
                    if let Some(said) = self.open_sealed::<Said>(*chat, sealed)? {
                        let mut state: State = match self.open_sealed(*chat, &record.state)? {
                            Some(state) => state,
                            None => State::default().after_losses(draft.losses()?),
                        };
                        said.changes.iter().for_each(|change| state.apply(change));
                        record.state = self.keys().seal(*chat, &json(&state))?;
                        for (number, reply) in (0..).zip(&said.replies) {
                            let id = ReplyId { entry: Sequence(entry.seq), number };
                            draft.put(place::outbox(id), &OutboxRecord { chat: *chat, reply: self.keys().seal(*chat, &json(reply))? });
                        }
                    }
                    if let Some(state) = state {
                        record.state = state.clone();
                    }
                    draft.put(at, &record);
                    draft.record_facts(entry, *chat, facts, words)?;
                    for (number, row) in (entry.seq..).zip(companies) {
                        draft.row(&mut Job::new(number, 1, None), Row::Put(Box::new(row.clone())))?;
                    }
                    let mut number = entry.seq + companies.len() as u64;
                    for removal in removals {
                        draft.remove(number, removal)?;
                        number += removal.numbers();
                    }
                }
                What::Sent { replies } => draft.writes.extend(replies.iter().map(|id| (place::outbox(*id), None))),
                What::Forget { chat, again, .. } => {
                    let name = forgotten::name(*chat, entry.seq);
                    let at = place::chat(*chat);
                    let version = draft.record::<ChatRecord>(&at)?.unwrap_or_default().version + 1;
                    draft.put(at, &ChatRecord { version, ..ChatRecord::default() });
                    draft.forget_facts(*chat, name)?;
                    if !again {
                        draft.record_facts(entry, name, &[Fact::Forgotten], &[])?;
                    }
                    draft.forget_inbox(*chat, entry.at)?;
                    for (at, value) in draft.all(&[place::OUTBOX])? {
                        if self.unpack::<OutboxRecord>(&value)?.chat == *chat {
                            draft.writes.insert(at, None);
                        }
                    }
                }
                What::Put { row } => draft.row(&mut Job::new(entry.seq, 1, None), Row::Put(row.clone()))?,
                What::Load { lasting, removes, file, rows, counts } => {
                    let (lasting, removes) = (*lasting, *removes);
                    let head = LoadHead { file: file.clone(), lasting, removes, at: entry.at, who: entry.who.clone() };
                    let previous = draft.record::<Option<u64>>(place::LAST_LOAD)?.flatten();
                    draft.put(place::load(entry.seq), &LoadRecord { head, counts: *counts, rows: *rows, previous });
                    if !lasting {
                        draft.put(place::LAST_LOAD.to_vec(), &Some(entry.seq));
                    }
                    draft.put(place::JOB.to_vec(), &Job { removes, ..Job::new(entry.seq, *rows, None) });
                }
                What::Lost { .. } => draft.lose()?,
                What::Undo { load, rows } => {
                    draft.unlink(*load)?;
                    draft.put(place::JOB.to_vec(), &Job::new(entry.seq, *rows, Some(*load)));
                }
            }
            draft.put(place::APPLIED.to_vec(), &(entry.next() - 1));
        }
        draft.prune()?;
        self.table().write(draft.writes)
    }

    /// Does the next `limit` rows of the job, in one write. `rows` are those of a load, from where the job is.
    pub(super) fn slice(&self, job: &mut Job, rows: impl Iterator<Item = Result<Row, StoreError>>, limit: u64) -> Result<(), StoreError> {
        let mut draft = self.draft();
        let end = (job.done + limit).min(job.rows);
        match job.undo {
            None => {
                let mut rows = rows;
                while job.done < end {
                    let row = rows.next().ok_or_else(|| self.table().broken("a load has fewer rows than its entry says"))??;
                    draft.row(job, row)?;
                    job.done += 1;
                }
            }
            Some(load) => {
                while job.done < end {
                    // Backwards, so that a company that stands in the load twice gets back what was before both.
                    let row = load.checked_add(job.rows - 1 - job.done);
                    draft.take_back(job, row.ok_or_else(|| self.table().broken("an undo names a load that cannot be"))?)?;
                    job.done += 1;
                }
            }
        }
        if job.done == job.rows {
            draft.writes.insert(place::JOB.to_vec(), None);
        } else {
            draft.put(place::JOB.to_vec(), job);
        }
        self.table().write(draft.writes)
    }

    /// What would change, were a load taken back now. Nothing is written.
    pub(super) fn undo_effect(&self, load: u64) -> Result<UndoEffect, StoreError> {
        let mut cities = BTreeSet::new();
        let rows = self.load(load)?.map_or(0, |record| record.rows);
        let mut job = Job::new(self.applied()? + 1, rows, Some(load));
        while job.done < rows {
            // What one row would change says little of the others, so that not all of it has to be remembered.
            let (mut draft, end) = (self.draft(), (job.done + TRIED_ROWS).min(rows));
            while job.done < end {
                let (row, before) = (load + rows - 1 - job.done, job.added + job.changed);
                let done: Option<CompanyRecord> = draft.record(&place::change(row))?;
                draft.take_back(&mut job, row)?;
                job.done += 1;
                cities.extend(done.filter(|_| job.added + job.changed > before).map(|done| done.row.company.city));
            }
            job.kept.clear();
        }
        Ok(UndoEffect { companies: job.added + job.changed, cities })
    }

    fn draft(&self) -> Draft<'_, T> {
        Draft { view: self, writes: Writes::new() }
    }
}

/// Writes that are not yet in the table; it reads as if they were.
pub(super) struct Draft<'a, T> {
    pub(super) view: &'a View<T>,
    pub(super) writes: Writes,
}

impl<T: Table> Draft<'_, T> {
    pub(super) fn get(&self, at: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.writes.get(at).map_or_else(|| self.view.table().get(at), |value| Ok(value.clone()))
    }

    pub(super) fn record<R: DeserializeOwned>(&self, at: &[u8]) -> Result<Option<R>, StoreError> {
        self.get(at)?.map(|value| self.view.unpack(&value)).transpose()
    }

    /// All pairs whose keys begin with `prefix`; for what never is much.
    pub(super) fn all(&self, prefix: &[u8]) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, StoreError> {
        let mut all: BTreeMap<_, _> = self.view.table().scan(prefix, None, usize::MAX)?.into_iter().collect();
        for (at, value) in self.writes.range(prefix.to_vec()..).take_while(|(at, _)| at.starts_with(prefix)) {
            match value {
                Some(value) => all.insert(at.clone(), value.clone()),
                None => all.remove(at),
            };
        }
        Ok(all)
    }

    pub(super) fn put<R: Serialize>(&mut self, at: Vec<u8>, record: &R) {
        self.writes.insert(at, Some(pack(record)));
    }

    fn record_facts(&mut self, entry: &Entry, chat: ChatId, facts: &[Fact], words: &[Sealed]) -> Result<(), StoreError> {
        if facts.is_empty() {
            return Ok(());
        }
        let mut sealed = words.iter().cloned();
        for (number, fact) in (0..).zip(facts) {
            let mut fact = fact.clone();
            let words = if words::tells(&fact) {
                words::hide_late(&mut fact, self.view.keys().key(chat)?.as_ref())?
            } else {
                words::words_of(&mut fact).and_then(|_| sealed.next())
            };
            self.put(place::fact(entry.seq, number), &FactRecord { at: entry.at, chat, fact, words });
        }
        let count = self.record::<u64>(place::FACTS)?.unwrap_or_default();
        self.put(place::FACTS.to_vec(), &(count + facts.len() as u64));
        Ok(())
    }

    /// How often a part of the ledger was lost.
    fn losses(&self) -> Result<u64, StoreError> {
        Ok(self.record(place::LOSSES)?.unwrap_or_default())
    }

    /// A part of the ledger was lost, and perhaps a step of any chat with it.
    fn lose(&mut self) -> Result<(), StoreError> {
        self.put(place::LOSSES.to_vec(), &(self.losses()? + 1));
        for (at, value) in self.all(&[place::CHAT])? {
            let mut record: ChatRecord = self.view.unpack(&value)?;
            let chat = place::chat_id(&at).ok_or_else(|| self.view.table().broken("a key of the chats is cut"))?;
            if let Some(state) = self.view.open_sealed::<State>(chat, &record.state)? {
                record.state = self.view.keys().seal(chat, &json(&state.after_losses(1)))?;
                self.put(at, &record);
            }
        }
        Ok(())
    }

    /// Facts no longer name a chat. Of its own the words go: those of an older ledger may be in clear, or sealed with a key that is newer than
    /// they are.
    fn forget_facts(&mut self, chat: ChatId, name: ChatId) -> Result<(), StoreError> {
        let mut found = Vec::new();
        let mut look = |at: &[u8], value: &[u8]| {
            let mut record: FactRecord = self.view.unpack(value)?;
            let is_named = record.chat == chat || record.fact.chats_mut().iter().any(|named| **named == chat);
            found.extend(is_named.then(|| (at.to_vec(), record)));
            Ok(())
        };
        // A fact that the draft has is told by the draft alone: a chat that is forgotten twice in one write has its name from the first time.
        self.view.each(&[place::FACT], |at, value| if self.writes.contains_key(at) { Ok(()) } else { look(at, value) })?;
        for (at, value) in self.writes.range(vec![place::FACT]..vec![place::FACT + 1]) {
            value.as_ref().map_or(Ok(()), |value| look(at, value))?;
        }
        for (at, mut record) in found {
            if record.chat == chat {
                words::words_of(&mut record.fact).into_iter().for_each(Vec::clear);
                (record.chat, record.words) = (name, None);
            }
            record.fact.chats_mut().into_iter().filter(|named| **named == chat).for_each(|named| *named = name);
            self.put(at, &record);
        }
        Ok(())
    }

    /// Takes a load out of the row of those that stand, which go from the last one backwards.
    fn unlink(&mut self, load: u64) -> Result<(), StoreError> {
        let previous = |record: Option<LoadRecord>| record.and_then(|record| record.previous);
        let before = previous(self.record(&place::load(load))?);
        let mut later = self.record::<Option<u64>>(place::LAST_LOAD)?.flatten();
        if later == Some(load) {
            self.put(place::LAST_LOAD.to_vec(), &before);
            return Ok(());
        }
        while let Some(first) = later {
            let record: Option<LoadRecord> = self.record(&place::load(first))?;
            later = previous(record.clone());
            if let Some(record) = record.filter(|record| record.previous == Some(load)) {
                self.put(place::load(first), &LoadRecord { previous: before, ..record });
                return Ok(());
            }
        }
        Ok(())
    }

    /// The next row of a load.
    fn row(&mut self, job: &mut Job, row: Row) -> Result<(), StoreError> {
        let id = match row {
            Row::Put(row) if !row.is_listing() => return self.put_company(job, *row),
            Row::Put(row) => row.company.id,
            // What is named may have been lost.
            Row::Named(origin) => match self.record::<CompanyRecord>(&place::change(origin))? {
                Some(named) => named.row.company.id,
                None if self.losses()? > 0 => return Ok(()),
                None => return Err(self.view.table().broken("a change of a company is missing")),
            },
        };
        if job.removes { self.leave(job, &id) } else { self.list_again(job, &id) }
    }

    /// Data equal to what is there change nothing.
    fn put_company(&mut self, job: &mut Job, row: PutCompany) -> Result<(), StoreError> {
        let (at, former) = (job.first + job.done, self.record::<u64>(&place::company(&row.company.id))?);
        let old = former.map(|former| self.change(former)).transpose()?;
        if old.as_ref().is_some_and(|old| old.row == row) {
            return Ok(());
        }
        match former {
            None => job.added += 1,
            // A company that stands in the load twice counts once.
            Some(former) => job.changed += u64::from(former < job.first),
        }
        self.replace(at, old.as_ref(), &CompanyRecord { origin: at, former, gone: false, withdrawn: false, row })
    }

    /// Takes back what the row with that number did.
    pub(super) fn take_back(&mut self, job: &mut Job, row: u64) -> Result<(), StoreError> {
        // A row that changed nothing has left no record.
        let Some(done) = self.record::<CompanyRecord>(&place::change(row))? else { return self.list_no_more(row) };
        let id = &done.row.company.id;
        let last: Option<u64> = self.record(&place::company(id))?;
        if done.gone {
            if last.is_none() {
                return self.come_back(job, row, &done);
            }
            // It is there again by now, with other data.
            job.kept.push(id.clone());
            return Ok(());
        }
        let heir = self.bequeath(row, &done)?;
        let Some(last) = last else {
            // It was merged into another or removed: should it come back, then not with these data, unless a later load listed them again.
            let former = heir.or(done.former);
            self.put(place::change(row), &CompanyRecord { withdrawn: true, former, ..done });
            return Ok(());
        };
        let now = self.change(last)?;
        // A company that stands in the load twice counts once: with what was there before.
        let first = done.former.is_none_or(|former| job.undo.is_none_or(|load| former < load));
        if now.origin != row {
            job.kept.extend(first.then(|| id.clone()));
            let former = heir.or(done.former);
            self.put(place::change(row), &CompanyRecord { withdrawn: true, former, ..done });
            return Ok(());
        }
        if let Some(heir) = heir {
            job.kept.extend(first.then(|| id.clone()));
            self.put(place::company(id), &heir);
            return Ok(());
        }
        let at = job.first + job.done;
        let new = match self.before(done.former)? {
            Some(former) => CompanyRecord { former: Some(last), ..former },
            None => CompanyRecord { origin: at, former: Some(last), gone: true, withdrawn: false, row: done.row },
        };
        let count = if new.gone { &mut job.added } else { &mut job.changed };
        *count += u64::from(first);
        self.replace(at, Some(&now), &new)
    }

    /// The data to go back to: those of a change, or what was there before it when its row is taken back already.
    pub(super) fn before(&self, mut former: Option<u64>) -> Result<Option<CompanyRecord>, StoreError> {
        while let Some(number) = former {
            let record = self.change(number)?;
            let origin = self.change(record.origin)?;
            if !origin.withdrawn {
                return Ok(Some(record));
            }
            former = origin.former;
        }
        Ok(None)
    }

    pub(super) fn change(&self, number: u64) -> Result<CompanyRecord, StoreError> {
        self.record(&place::change(number))?.ok_or_else(|| self.view.table().broken("a change of a company is missing"))
    }

    pub(super) fn replace(&mut self, at: u64, old: Option<&CompanyRecord>, new: &CompanyRecord) -> Result<(), StoreError> {
        let present = Some(new).filter(|new| !new.gone);
        for (record, value) in [(old, None), (present, Some(Vec::new()))] {
            let Some(CompanyRecord { row, .. }) = record else { continue };
            self.writes.extend(place::holders_of(row).map(|at| (at, value.clone())));
        }
        self.writes.insert(place::company(&new.row.company.id), present.map(|_| pack(&at)));
        self.put(place::change(at), new);
        if old.is_some() != present.is_some() {
            let count = self.record::<u64>(place::COMPANIES)?.unwrap_or_default();
            self.put(place::COMPANIES.to_vec(), &if present.is_some() { count + 1 } else { count.saturating_sub(1) });
        }
        Ok(())
    }
}
