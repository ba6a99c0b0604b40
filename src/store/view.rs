//! What the entries of the ledger add up to, as keys and values in any [`Table`]. Here is how it is read; how it comes to be is in
//! `apply.rs`. Only one thread writes; any may read.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::record::{ChatRecord, CompanyRecord, FactRecord, Former, Job, LoadRecord, OutboxRecord, Sealed, check, unpack};
use super::seal::Keys;
use super::table::Table;
use super::{
    Committed, CompanyChange, CompanyChanges, Key, NotUndone, PutCompany, Queued, ReplyId, Sequence, StoreError, Trace, Undone, Version,
    place, words,
};
use crate::conversation::{State, UpdateId};
use crate::domain::{ChatId, Company, CompanyId};
use crate::registry::{Recorded, Registry};

/// So many times in a row a company that was merged into another may have been merged with it again.
const MERGED_IN_A_ROW: usize = 100;

/// The view in a table.
pub(super) struct View<T> {
    table: T,
    keys: Arc<Keys>,
    /// Replies that were sent although the entry that says so is not brought in yet.
    sent: RwLock<HashSet<ReplyId>>,
}

impl<T: Table> View<T> {
    pub(super) fn new(table: T, keys: Arc<Keys>) -> View<T> {
        View { table, keys, sent: RwLock::default() }
    }

    pub(super) fn table(&self) -> &T {
        &self.table
    }

    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(super) fn chat(&self, chat: ChatId) -> Result<(State, Version), StoreError> {
        let record: ChatRecord = self.record(&place::chat(chat))?.unwrap_or_default();
        Ok((self.open_sealed(chat, &record.state)?.unwrap_or_default(), Version(record.version)))
    }

    fn version(&self, chat: ChatId) -> Result<Version, StoreError> {
        let record: Option<ChatRecord> = self.record(&place::chat(chat))?;
        Ok(Version(record.map_or(0, |record| record.version)))
    }

    /// Whether a step may be committed: `None` if so.
    pub(super) fn admit(
        &self,
        chat: ChatId,
        seen: Version,
        update: Option<UpdateId>,
        at: Timestamp,
    ) -> Result<Option<Committed>, StoreError> {
        if let Some(update) = update
            && !self.is_unhandled(update, at)?
        {
            return Ok(Some(Committed::Repeated));
        }
        if self.version(chat)? == seen { Ok(None) } else { Err(StoreError::Conflict) }
    }

    /// Whether a chat is at that version, and nothing of it waits to be handled or sent.
    pub(super) fn is_at_rest(&self, chat: ChatId, seen: Version) -> Result<bool, StoreError> {
        let waits = || Ok(self.inbox()?.iter().any(|incoming| incoming.chat == chat) || !self.outbox(Some(chat))?.is_empty());
        Ok(self.version(chat)? == seen && !waits()?)
    }

    pub(super) fn outbox(&self, chat: Option<ChatId>) -> Result<Vec<Queued>, StoreError> {
        // Before the table: what is brought in meanwhile is then in neither.
        let sent = self.sent.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut queued = Vec::new();
        self.each(&[place::OUTBOX], |at, value| {
            let record: OutboxRecord = self.unpack(value)?;
            let id = place::reply_id(at).ok_or_else(|| self.table.broken("a key of the outbox is cut"))?;
            if chat.is_none_or(|chat| chat == record.chat)
                && !sent.contains(&id)
                && let Some(reply) = self.open_sealed(record.chat, &record.reply)?
            {
                queued.push(Queued { id, chat: record.chat, reply });
            }
            Ok(())
        })?;
        Ok(queued)
    }

    /// Takes replies out of the outbox whose entry will be brought in later.
    pub(super) fn sent_late<'a>(&self, replies: impl Iterator<Item = &'a ReplyId>) {
        self.sent.write().unwrap_or_else(PoisonError::into_inner).extend(replies);
    }

    /// All such entries are brought in.
    pub(super) fn forget_late(&self) {
        self.sent.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(super) fn facts(&self) -> Result<Vec<Recorded>, StoreError> {
        let mut facts = Vec::new();
        self.each(&[place::FACT], |_, value| {
            let mut record: FactRecord = self.unpack(value)?;
            if let Some(words) = record.words.take() {
                words::show(&mut record.fact, record.chat, &words, &self.keys)?;
            }
            facts.push(record.recorded());
            Ok(())
        })?;
        Ok(facts)
    }

    pub(super) fn company(&self, id: &CompanyId) -> Result<Option<Company>, StoreError> {
        let mut id = id.0.clone();
        for _ in 0..MERGED_IN_A_ROW {
            if let Some(last) = self.record::<u64>(&place::company(&id))? {
                return self.changed(last).map(Some);
            }
            let Some(into) = self.record(&place::alias(&id))? else { return Ok(None) };
            id = into;
        }
        Ok(None)
    }

    pub(super) fn companies(&self, after: Option<&CompanyId>, limit: usize) -> Result<Vec<Company>, StoreError> {
        let after = after.map(|id| place::company(&id.0));
        let found = self.table.scan(&[place::COMPANY], after.as_deref(), limit)?;
        found.iter().map(|(_, last)| self.changed(self.unpack(last)?)).collect()
    }

    /// Whether the change with that number brought a company that was not there.
    pub(super) fn is_new_company(&self, number: u64) -> Result<bool, StoreError> {
        let record: Option<CompanyRecord> = self.record(&place::change(number))?;
        Ok(record.is_some_and(|record| record.former.is_none()))
    }

    /// Whether what a step did to the directory by so many changes from that number on is still there.
    pub(super) fn stands(&self, first: u64, changes: u64) -> Result<bool, StoreError> {
        for number in first..first + changes {
            let Some(done) = self.record::<CompanyRecord>(&place::change(number))? else { continue };
            let last: Option<u64> = self.record(&place::company(&done.row.company.id))?;
            let stands = match last {
                Some(last) => !done.gone && self.record::<CompanyRecord>(&place::change(last))?.is_some_and(|now| now.origin == number),
                None => done.gone,
            };
            // A later load may have listed the company as it is since.
            if !stands || !self.table.scan(&place::listings(number), None, 1)?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The row that has brought what is known of a company; `None`: it is not there.
    pub(super) fn origin(&self, id: &str) -> Result<Option<u64>, StoreError> {
        let Some(last) = self.record::<u64>(&place::company(id))? else { return Ok(None) };
        let record: Option<CompanyRecord> = self.record(&place::change(last))?;
        record.map(|record| Some(record.origin)).ok_or_else(|| self.table.broken("a change of a company is missing"))
    }

    /// Which rows have brought and listed a company; `None`: it is not there.
    pub(super) fn trace(&self, id: &CompanyId) -> Result<Option<Trace>, StoreError> {
        let (Some(last), Some(origin)) = (self.record::<u64>(&place::company(&id.0))?, self.origin(&id.0)?) else { return Ok(None) };
        let listings = self.table.scan(&place::listings(origin), None, usize::MAX)?;
        let listed = listings.last().and_then(|(at, _)| place::listing_row(at)).map(Sequence);
        Ok(Some(Trace { changed: Sequence(last), origin: Sequence(origin), listed }))
    }

    /// The company that the change with that number is about; `None`: the change was lost by damage.
    pub(super) fn company_of(&self, number: u64) -> Result<Option<String>, StoreError> {
        let record: Option<CompanyRecord> = self.record(&place::change(number))?;
        Ok(record.map(|record| record.row.company.id))
    }

    /// What the change with that number made of its company.
    fn changed(&self, number: u64) -> Result<Company, StoreError> {
        let record: Option<CompanyRecord> = self.record(&place::change(number))?;
        record.map(|record| record.row.company).ok_or_else(|| self.table.broken("a change of a company is missing"))
    }

    /// The companies whose data come from a change or a row with such a number, with those data.
    pub(super) fn listed_by(&self, is_meant: impl Fn(u64) -> bool) -> Result<Vec<PutCompany>, StoreError> {
        let mut listed = Vec::new();
        self.each(&[place::COMPANY], |_, last| {
            let last = self.unpack(last)?;
            let record: Option<CompanyRecord> = self.record(&place::change(last))?;
            let meant = record.filter(|record| is_meant(last) || is_meant(record.origin));
            listed.extend(meant.map(|record| record.row));
            Ok(())
        })?;
        Ok(listed)
    }

    pub(super) fn company_count(&self) -> Result<u64, StoreError> {
        Ok(self.record(place::COMPANIES)?.unwrap_or_default())
    }

    /// How many companies of the directory are hidden.
    pub(super) fn hidden_count(&self) -> Result<u64, StoreError> {
        let mut registry = Registry::default();
        self.facts()?.iter().for_each(|fact| registry.apply(fact));
        let marks = &registry.marks;
        let mut count = 0;
        for company in marks.once_hidden().filter(|company| marks.is_hidden(company)) {
            count += u64::from(self.table.get(&place::company(&company.0))?.is_some());
        }
        Ok(count)
    }

    pub(super) fn find(&self, wanted: &Key) -> Result<Vec<Company>, StoreError> {
        let prefix = match wanted {
            Key::Id(id) => return Ok(self.company(id)?.into_iter().collect()),
            Key::TaxId(tax_id) => place::tax_id(tax_id),
            Key::Name(name) => place::name(name),
        };
        let mut found = Vec::new();
        for (at, _) in self.table.scan(&prefix, None, usize::MAX)? {
            let company = self.company(&self.id(&at[prefix.len()..])?)?;
            // One that was merged into another leads to it.
            found.extend(company.filter(|company: &Company| !found.iter().any(|known: &Company| known.id == company.id)));
        }
        Ok(found)
    }

    pub(super) fn changes(&self, after: Sequence, limit: usize) -> Result<CompanyChanges, StoreError> {
        let visible = self.visible()?;
        let mut found = CompanyChanges { changes: Vec::new(), covered: visible.max(after) };
        let places = self.table.scan(&[place::CHANGE], Some(&place::change(after.0)), limit)?;
        let full = places.len() == limit;
        for (at, record) in places {
            let sequence = place::sequence(&at).ok_or_else(|| self.table.broken("a key of the changes is cut"))?;
            if sequence > visible {
                return Ok(found);
            }
            if full {
                found.covered = sequence;
            }
            let CompanyRecord { gone, row: PutCompany { company, .. }, .. } = self.unpack(&record)?;
            let last: Option<u64> = self.record(&place::company(&company.id))?;
            if last == (!gone).then_some(sequence.0) {
                found.changes.push(CompanyChange { sequence, id: company.company_id(), company: Some(company).filter(|_| !gone) });
            }
        }
        Ok(found)
    }

    /// The last number whose change of the directory is visible.
    pub(super) fn visible(&self) -> Result<Sequence, StoreError> {
        // The job is read last: one that began in between only makes the answer more careful.
        let applied = self.applied()?;
        Ok(Sequence(self.job()?.map_or(applied, |job| (job.first + job.done - 1).min(applied))))
    }

    pub(super) fn applied(&self) -> Result<u64, StoreError> {
        Ok(self.record(place::APPLIED)?.unwrap_or_default())
    }

    pub(super) fn job(&self) -> Result<Option<Job>, StoreError> {
        self.record(place::JOB)
    }

    /// The load to take back, with its number: that one, or the last not yet taken back.
    pub(super) fn undoable(&self, load: Option<Sequence>) -> Result<Result<(u64, LoadRecord), NotUndone>, StoreError> {
        let mut standing = self.record::<Option<u64>>(place::LAST_LOAD)?.flatten();
        while let Some(first) = standing {
            let record = self.load(first)?.ok_or_else(|| self.table.broken("a load is missing"))?;
            // "The last load" is none by which companies were removed.
            if load.map_or(!record.head.removes, |load| load.0 == first) {
                return Ok(Ok((first, record)));
            }
            standing = record.previous;
        }
        let Some(Sequence(load)) = load else { return Ok(Err(NotUndone::NothingLeft)) };
        Ok(Err(match self.load(load)? {
            None => NotUndone::NoLoad,
            Some(record) if record.head.lasting => NotUndone::Lasting,
            Some(_) => NotUndone::Already,
        }))
    }

    /// The load that begins with that number.
    pub(super) fn load(&self, first: u64) -> Result<Option<LoadRecord>, StoreError> {
        self.record(&place::load(first))
    }

    /// Reads every value, so that damage shows now and not in the middle of a conversation; `seen` hears of each.
    pub(super) fn check(&self, mut seen: impl FnMut()) -> Result<(), StoreError> {
        let (mut companies, mut facts) = (0, 0);
        self.each(&[], |at, value| {
            seen();
            companies += u64::from(at.first() == Some(&place::COMPANY));
            facts += u64::from(at.first() == Some(&place::FACT));
            self.check_value(at, value)
        })?;
        if companies != self.company_count()? {
            return Err(self.table.broken("companies are missing"));
        }
        if facts == self.record::<u64>(place::FACTS)?.unwrap_or_default() { Ok(()) } else { Err(self.table.broken("facts are missing")) }
    }

    /// Reads every value as [`View::check`] does, while values are written: what belongs together is not counted.
    pub(super) fn check_values(&self) -> Result<(), StoreError> {
        self.each(&[], |at, value| self.check_value(at, value))
    }

    fn check_value(&self, at: &[u8], value: &[u8]) -> Result<(), StoreError> {
        if place::holds_record(at) { check(value).map(|_| ()).map_err(|what| self.table.broken(what)) } else { Ok(()) }
    }

    /// Gives all pairs whose keys begin with `prefix`, never many of them in memory.
    pub(super) fn each(&self, prefix: &[u8], mut give: impl FnMut(&[u8], &[u8]) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut after: Option<Vec<u8>> = None;
        loop {
            let pairs = self.table.scan(prefix, after.as_deref(), 500)?;
            pairs.iter().try_for_each(|(at, value)| give(at, value))?;
            match pairs.into_iter().next_back() {
                Some((last, _)) => after = Some(last),
                None => return Ok(()),
            }
        }
    }

    /// What a finished undo did.
    pub(super) fn undone(&self, job: Job) -> Result<Undone, StoreError> {
        let load = self.load(job.undo.unwrap_or_default())?.ok_or_else(|| self.table.broken("a load is missing"))?;
        let kept = job.kept.into_iter().map(CompanyId).collect();
        Ok(Undone { load: load.head, counts: load.counts, removed: job.added, restored: job.changed, kept })
    }

    fn id(&self, bytes: &[u8]) -> Result<CompanyId, StoreError> {
        let id = String::from_utf8(bytes.to_vec()).map_err(|_| self.table.broken("an id is not UTF-8"))?;
        Ok(CompanyId(id))
    }

    pub(super) fn open_sealed<R: Former>(&self, chat: ChatId, sealed: &Sealed) -> Result<Option<R>, StoreError> {
        let Some(json) = self.keys.open_sealed(chat, sealed)? else { return Ok(None) };
        R::read(&json).map(Some).map_err(|_| self.table.broken("a sealed record is of another version"))
    }

    pub(super) fn record<R: DeserializeOwned>(&self, at: &[u8]) -> Result<Option<R>, StoreError> {
        self.table.get(at)?.map(|value| self.unpack(&value)).transpose()
    }

    pub(super) fn unpack<R: DeserializeOwned>(&self, value: &[u8]) -> Result<R, StoreError> {
        unpack(value).map_err(|what| self.table.broken(what))
    }
}
