//! [`MemoryStore`]: the same contract without a disk, for tests and benches. It ends with the program.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::record::{Entry, Job, Removal, Row, Said, What, json};
use super::seal::Keys;
use super::table::{MemoryTable, Table};
use super::view::View;
use super::{
    Commit, Committed, CompanyChanges, Counts, Incoming, Key, Load, LoadHead, Loaded, NotUndone, PutCompany, Queued, ReplyId, Sequence,
    Store, StoreError, UndoEffect, Undone, Version, Who, forgotten, words,
};
use crate::conversation::{State, UpdateId};
use crate::domain::{ChatId, Company, CompanyId};
use crate::registry::Recorded;

/// A store in memory. Clones share one content.
#[derive(Clone)]
pub struct MemoryStore {
    view: Arc<View<MemoryTable>>,
    /// Held while writing.
    writing: Arc<Mutex<()>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> MemoryStore {
        MemoryStore { view: Arc::new(View::new(MemoryTable::default(), Arc::new(Keys::in_memory()))), writing: Arc::default() }
    }

    /// What would change, were the load of that number taken back now.
    ///
    /// # Errors
    /// [`StoreError::View`]
    pub fn undo_effect(&self, load: Sequence) -> Result<UndoEffect, StoreError> {
        self.view.undo_effect(load.0)
    }

    fn writing(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Applies one entry; the caller holds the lock.
    fn enter(&self, at: Timestamp, who: Who, what: What) -> Result<u64, StoreError> {
        let seq = self.view.applied()? + 1;
        self.view.apply(&[Entry::new(seq, at, who, what)])?;
        Ok(seq)
    }

    fn work(&self, rows: Vec<PutCompany>) -> Result<Job, StoreError> {
        let mut job = self.view.job()?.ok_or_else(|| self.view.table().broken("a load has no job"))?;
        self.view.slice(&mut job, rows.into_iter().map(|row| Ok(Row::Put(Box::new(row)))), u64::MAX)?;
        Ok(job)
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        MemoryStore::new()
    }
}

impl Store for MemoryStore {
    type Load = MemoryLoad;

    async fn receive(&self, updates: Vec<Incoming>, at: Timestamp) -> Result<(), StoreError> {
        let _writing = self.writing();
        let updates = self.view.new_ones(updates, &HashSet::new(), at)?;
        if updates.is_empty() { Ok(()) } else { self.enter(at, Who::hamkor(), What::Receive { updates }).map(|_| ()) }
    }

    async fn inbox(&self) -> Result<Vec<Incoming>, StoreError> {
        self.view.inbox()
    }

    async fn last_update(&self) -> Result<Option<UpdateId>, StoreError> {
        self.view.last_update()
    }

    async fn done(&self, chat: ChatId, update: UpdateId, at: Timestamp) -> Result<(), StoreError> {
        let _writing = self.writing();
        if self.view.is_unhandled(update, at)? { self.enter(at, Who::hamkor(), What::Done { chat, update }).map(|_| ()) } else { Ok(()) }
    }

    async fn load(&self, chat: ChatId) -> Result<(State, Version), StoreError> {
        self.view.chat(chat)
    }

    async fn commit(&self, commit: Commit<'_>) -> Result<Committed, StoreError> {
        let _writing = self.writing();
        if let Some(done) = self.view.admit(commit.chat, commit.seen, commit.update, commit.at)? {
            return Ok(done);
        }
        let said = Said { changes: commit.step.changes.clone(), replies: commit.step.replies.clone() };
        let sealed = self.view.keys().seal(commit.chat, &json(&said))?;
        let mut facts = commit.step.facts.clone();
        let words = words::hide(&mut facts, commit.chat, self.view.keys())?;
        let what = What::Step {
            chat: commit.chat,
            update: commit.update,
            sealed,
            state: None,
            facts,
            words,
            companies: commit.companies,
            removals: Removal::of(commit.step),
        };
        let entry = Sequence(self.enter(commit.at, commit.who, what)?);
        Ok(Committed::Done { version: Version(commit.seen.0 + 1), entry })
    }

    async fn facts(&self) -> Result<Vec<Recorded>, StoreError> {
        self.view.facts()
    }

    async fn outbox(&self, chat: Option<ChatId>) -> Result<Vec<Queued>, StoreError> {
        self.view.outbox(chat)
    }

    async fn mark_sent(&self, ids: &[ReplyId], at: Timestamp) -> Result<(), StoreError> {
        let _writing = self.writing();
        self.enter(at, Who::hamkor(), What::Sent { replies: ids.to_vec() }).map(|_| ())
    }

    async fn forget(&self, chat: ChatId, at: Timestamp, who: Who) -> Result<(), StoreError> {
        let _writing = self.writing();
        let sealed = forgotten::tell(self.view.keys(), chat)?;
        self.view.keys().forget(chat)?;
        self.enter(at, who, What::Forget { chat, sealed, again: false }).map(|_| ())
    }

    async fn company(&self, id: &CompanyId) -> Result<Option<Company>, StoreError> {
        self.view.company(id)
    }

    async fn companies(&self, after: Option<&CompanyId>, limit: usize) -> Result<Vec<Company>, StoreError> {
        self.view.companies(after, limit)
    }

    async fn company_count(&self) -> Result<u64, StoreError> {
        self.view.company_count()
    }

    async fn find(&self, keys: Vec<Key>) -> Result<Vec<Vec<Company>>, StoreError> {
        keys.iter().map(|key| self.view.find(key)).collect()
    }

    async fn put_company(&self, row: PutCompany, at: Timestamp, who: Who) -> Result<(), StoreError> {
        let _writing = self.writing();
        self.enter(at, who, What::Put { row: Box::new(row) }).map(|_| ())
    }

    async fn begin_load(&self, head: LoadHead) -> Result<MemoryLoad, StoreError> {
        Ok(MemoryLoad { store: self.clone(), head, rows: Vec::new() })
    }

    async fn undo_load(&self, load: Option<Sequence>, at: Timestamp, who: Who) -> Result<Result<Undone, NotUndone>, StoreError> {
        let _writing = self.writing();
        let (load, rows) = match self.view.undoable(load)? {
            Ok((load, record)) => (load, record.rows),
            Err(why) => return Ok(Err(why)),
        };
        self.enter(at, who, What::Undo { load, rows })?;
        let job = self.work(Vec::new())?;
        self.view.undone(job).map(Ok)
    }

    async fn company_changes(&self, after: Sequence, limit: usize) -> Result<CompanyChanges, StoreError> {
        self.view.changes(after, limit)
    }

    async fn last_sequence(&self) -> Result<Sequence, StoreError> {
        self.view.visible()
    }
}

/// A load into a [`MemoryStore`].
pub struct MemoryLoad {
    store: MemoryStore,
    head: LoadHead,
    rows: Vec<PutCompany>,
}

impl Load for MemoryLoad {
    async fn put(&mut self, rows: Vec<PutCompany>) -> Result<(), StoreError> {
        self.rows.extend(rows);
        Ok(())
    }

    async fn commit(self, counts: Counts) -> Result<Loaded, StoreError> {
        let _writing = self.store.writing();
        let LoadHead { file, lasting, removes, at, who } = self.head;
        let seq = self.store.enter(at, who, What::Load { lasting, removes, file, rows: self.rows.len() as u64, counts })?;
        let job = self.store.work(self.rows)?;
        Ok(Loaded { sequence: Sequence(seq), added: job.added, changed: job.changed })
    }
}
