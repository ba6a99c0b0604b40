//! [`SledStore`]: the default store, one directory and nothing to install. The ledger is the truth; sled holds the view of it.
//!
//! ```text
//! DIR/lock                  held for life: one process at a time
//! DIR/ledger/N.jsonl N.load every change (see ledger.rs)
//! DIR/keys/CHAT.key         opens what a person wrote (see seal.rs)
//! DIR/store/                sled; may be deleted at any time while closed, and is then rebuilt
//! DIR/manifest.json         what sled certainly held when last flushed
//! DIR/aside/ store.damaged-N/   what was in the way at an opening, kept for whoever wants to look
//! DIR/rebuild               if there, the next opening rebuilds the view
//! ```

use std::io::Write;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use jiff::Timestamp;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::files::{DiskFiles, Files};
use super::history::{History, Listed};
use super::record::{Removal, Said, json};
use super::table::{SledTable, Table};
use super::view::View;
use super::writer::{Answer, Request, Spool, Writer};
use super::{
    Backup, BackupError, BackupKey, Commit, Committed, CompanyChanges, Counts, Incoming, Key, Load, LoadHead, Loaded, NotUndone, Notice,
    PersonKeys, PutCompany, Queued, ReplyId, Sequence, Store, StoreError, Trace, UndoEffect, Undone, Version, Who,
};
use super::{Compacted, Finding, backup, compact, forgotten, open, verify};
use crate::conversation::{Directory, State, UpdateId};
use crate::domain::{ChatId, Company, CompanyId};
use crate::registry::Recorded;

/// The store in a directory.
pub struct SledStore {
    view: Arc<View<SledTable>>,
    files: Arc<dyn Files>,
    requests: Sender<Request>,
    writer: Option<JoinHandle<()>>,
    ledger_dir: PathBuf,
    loads: AtomicU64,
    compacting: Mutex<()>,
}

impl SledStore {
    /// Opens the store in a directory, which is made if missing, and puts right what a crash left behind. Blocks while it does.
    /// The notices are for the operator.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another process has it open; [`StoreError::Damaged`] if the ledger is not whole.
    pub fn open(dir: &Path) -> Result<(SledStore, Vec<Notice>), StoreError> {
        SledStore::open_with(dir, Arc::new(DiskFiles))
    }

    /// [`SledStore::open`] with another door to the disk.
    ///
    /// # Errors
    /// As [`SledStore::open`].
    pub fn open_with(dir: &Path, files: Arc<dyn Files>) -> Result<(SledStore, Vec<Notice>), StoreError> {
        let (ledger, view, notices) = open::open(dir, &files)?;
        let view = Arc::new(view);
        let (requests, inbox) = channel();
        let writer = Writer::new(ledger, Arc::clone(&view));
        let writer = thread::Builder::new().name("store".into()).spawn(move || writer.run(&inbox));
        let writer = Some(writer.map_err(|cause| StoreError::disk(dir, cause))?);
        let ledger_dir = dir.join("ledger");
        Ok((SledStore { view, files, requests, writer, ledger_dir, loads: AtomicU64::new(0), compacting: Mutex::default() }, notices))
    }

    /// The ledger for people, oldest entry first: those that `keep` lets pass and, if a company is given, that concern it; of them the
    /// `last` ones. Without `last` they are read as they are asked for; with it from the end backwards, and no more than needed.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the ledger is not whole; what comes before it was given.
    pub fn history<'a>(
        &'a self,
        company: Option<CompanyId>,
        last: Option<usize>,
        keep: impl Fn(&Listed) -> bool + 'a,
    ) -> Result<History<'a>, StoreError> {
        History::new(&self.view, &self.ledger_dir, company, last, Box::new(keep))
    }

    /// The entry of that number; `None`: there is none, or it is another's, as that of a row of a load.
    ///
    /// # Errors
    /// As [`SledStore::history`].
    pub fn entry(&self, number: Sequence) -> Result<Option<Listed>, StoreError> {
        // Beyond it nothing is read.
        let keep = move |listed: &Listed| listed.number >= number;
        let found = History::after(&self.view, &self.ledger_dir, number, Box::new(keep))?.next().transpose()?;
        Ok(found.filter(|listed| listed.number == number))
    }

    /// The first entry behind that number that `keep` lets pass.
    ///
    /// # Errors
    /// As [`SledStore::history`].
    pub fn entry_after(&self, number: Sequence, keep: impl Fn(&Listed) -> bool) -> Result<Option<Listed>, StoreError> {
        let keep = move |listed: &Listed| listed.number > number && keep(listed);
        History::after(&self.view, &self.ledger_dir, number, Box::new(keep))?.next().transpose()
    }

    /// Whether nothing has changed the companies since that an entry changed, by so many changes from its number on.
    ///
    /// # Errors
    /// [`StoreError::View`]
    pub fn stands(&self, first: Sequence, changes: u64) -> Result<bool, StoreError> {
        self.view.stands(first.0, changes)
    }

    /// Whether the load of that number can be taken back, and if not why.
    ///
    /// # Errors
    /// [`StoreError::View`]
    pub fn undoable(&self, load: Sequence) -> Result<Result<(), NotUndone>, StoreError> {
        Ok(self.view.undoable(Some(load))?.map(|_| ()))
    }

    /// What would change, were the load of that number taken back now.
    ///
    /// # Errors
    /// [`StoreError::View`]
    pub fn undo_effect(&self, load: Sequence) -> Result<UndoEffect, StoreError> {
        self.view.undo_effect(load.0)
    }

    /// Writes a backup of all that was acknowledged until now; whatever is committed meanwhile goes on and is not in it. Gives the
    /// writer back, whose content is durable only when the caller makes it so.
    ///
    /// # Errors
    /// [`BackupError::NoKey`] if there are keys of persons to be sealed and no key for it; what was written is then of no use.
    pub async fn backup<W: Write + Send + 'static>(
        &self,
        out: W,
        person_keys: PersonKeys,
        key: Option<BackupKey>,
        at: Timestamp,
    ) -> Result<(W, Backup), BackupError> {
        let sequence = ask(&self.requests, |answer| Request::Point { answer }).await?;
        let (view, ledger_dir) = (Arc::clone(&self.view), self.ledger_dir.clone());
        let write = move || backup::write(out, &ledger_dir, view.keys(), (sequence, at), key.as_ref(), person_keys);
        spawn_blocking(write).await.map_err(|_| StoreError::Closed)?
    }

    /// Forgets once more whoever was forgotten and was only told so since: of the receipt nothing needs to stay when it is sent. What tells of
    /// the forgotten can be compacted then.
    ///
    /// # Errors
    /// [`StoreError::Disk`], [`StoreError::Damaged`] and [`StoreError::View`]: it can be tried again.
    pub async fn forget_receipts(&self, at: Timestamp) -> Result<(), StoreError> {
        let dir = self.ledger_dir.clone();
        for chat in self.read(move |_| forgotten::only_told(&dir)).await? {
            let (_, seen) = self.load(chat).await?;
            let who = Who::hamkor();
            ask(&self.requests, |answer| Request::Forget { chat, again: Some(seen), at, who, answer }).await?;
        }
        ask(&self.requests, |answer| Request::EndForgetting { answer }).await
    }

    /// Everybody who was forgotten, as far as the ledger still has their numbers; a chat that was forgotten twice is there twice.
    ///
    /// # Errors
    /// [`StoreError::Disk`] and [`StoreError::Damaged`]
    pub fn forgotten(&self) -> Result<Vec<ChatId>, StoreError> {
        forgotten::known(&self.ledger_dir)
    }

    /// Makes the finished segments of the ledger small: what was said in them and is over is left out, and all else stays but the numbers of
    /// those who were forgotten before that time. Blocks; steps go on meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Disk`] and [`StoreError::Damaged`]: the ledger is as whole as it was, and it can be tried again.
    pub fn compact(&self, before: Timestamp) -> Result<Compacted, StoreError> {
        let _one_at_a_time = self.compacting.lock().unwrap_or_else(PoisonError::into_inner);
        compact::compact(&self.ledger_dir, &self.view, self.files.as_ref(), before)
    }

    /// Which numbers a load takes, from its own to its last row's; `None`: no load has that number.
    ///
    /// # Errors
    /// [`StoreError::View`]
    pub fn rows_of_load(&self, load: Sequence) -> Result<Option<RangeInclusive<u64>>, StoreError> {
        Ok(self.view.load(load.0)?.map(|record| load.0..=load.0 + record.rows.max(1) - 1))
    }

    /// Which changes have brought and listed each of the companies; `None`: it is not there.
    ///
    /// # Errors
    /// [`StoreError::View`]
    pub async fn traces(&self, companies: Vec<CompanyId>) -> Result<Vec<Option<Trace>>, StoreError> {
        self.read(move |view| companies.iter().map(|id| view.trace(id)).collect()).await
    }

    /// How many rows of the load or undo that is being made visible are, and how many it has; `None`: none is under way.
    ///
    /// # Errors
    /// [`StoreError::View`]
    pub fn rows_under_way(&self) -> Result<Option<(u64, u64)>, StoreError> {
        Ok(self.view.job()?.map(|job| (job.done, job.rows)))
    }

    /// Checks ledger, loads, keys, manifest and what the view holds, while all of them are in use. Blocks.
    ///
    /// # Errors
    /// As [`super::verify()`].
    pub fn verify(&self, dir: &Path) -> Result<Vec<Finding>, StoreError> {
        verify::verify_in_use(dir, &self.view)
    }

    /// Whether the disk had no room for the view when it was opened.
    pub fn is_in_memory(&self) -> bool {
        self.view.table().is_in_memory()
    }

    async fn read<R: Send + 'static>(
        &self,
        read: impl FnOnce(&View<SledTable>) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, StoreError> {
        let view = Arc::clone(&self.view);
        spawn_blocking(move || read(&view)).await.map_err(|failed| match failed.is_panic() {
            true => self.view.table().broken("reading it has failed"),
            // The program is being stopped.
            false => StoreError::Closed,
        })?
    }
}

/// Asks the writer and waits for its answer.
async fn ask<R>(requests: &Sender<Request>, request: impl FnOnce(Answer<R>) -> Request) -> Result<R, StoreError> {
    let (answer, answered) = oneshot::channel();
    requests.send(request(answer)).map_err(|_| StoreError::Closed)?;
    answered.await.map_err(|_| StoreError::Closed)?
}

impl Drop for SledStore {
    /// Waits until what was asked for is written and the view is flushed.
    fn drop(&mut self) {
        let _ = self.requests.send(Request::Close);
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

impl Store for SledStore {
    type Load = SledLoad;

    async fn receive(&self, updates: Vec<Incoming>, at: Timestamp) -> Result<(), StoreError> {
        ask(&self.requests, |answer| Request::Receive { updates, at, answer }).await
    }

    async fn inbox(&self) -> Result<Vec<Incoming>, StoreError> {
        self.read(View::inbox).await
    }

    async fn last_update(&self) -> Result<Option<UpdateId>, StoreError> {
        self.read(View::last_update).await
    }

    async fn done(&self, chat: ChatId, update: UpdateId, at: Timestamp) -> Result<(), StoreError> {
        ask(&self.requests, |answer| Request::Done { chat, update, at, answer }).await
    }

    async fn load(&self, chat: ChatId) -> Result<(State, Version), StoreError> {
        self.read(move |view| view.chat(chat)).await
    }

    async fn commit(&self, commit: Commit<'_>) -> Result<Committed, StoreError> {
        let Commit { chat, seen, update, step, companies, at, who } = commit;
        let facts = step.facts.clone();
        let said = json(&Said { changes: step.changes.clone(), replies: step.replies.clone() });
        let removals = Removal::of(step);
        ask(&self.requests, |answer| Request::Step { chat, seen, update, said, facts, companies, removals, at, who, answer }).await
    }

    async fn facts(&self) -> Result<Vec<Recorded>, StoreError> {
        self.read(View::facts).await
    }

    async fn outbox(&self, chat: Option<ChatId>) -> Result<Vec<Queued>, StoreError> {
        self.read(move |view| view.outbox(chat)).await
    }

    async fn mark_sent(&self, ids: &[ReplyId], at: Timestamp) -> Result<(), StoreError> {
        let replies = ids.to_vec();
        ask(&self.requests, |answer| Request::Sent { replies, at, answer }).await
    }

    async fn forget(&self, chat: ChatId, at: Timestamp, who: Who) -> Result<(), StoreError> {
        ask(&self.requests, |answer| Request::Forget { chat, again: None, at, who, answer }).await
    }

    async fn company(&self, id: &CompanyId) -> Result<Option<Company>, StoreError> {
        let id = id.clone();
        self.read(move |view| view.company(&id)).await
    }

    async fn companies(&self, after: Option<&CompanyId>, limit: usize) -> Result<Vec<Company>, StoreError> {
        let after = after.cloned();
        self.read(move |view| view.companies(after.as_ref(), limit)).await
    }

    async fn company_count(&self) -> Result<u64, StoreError> {
        self.read(View::company_count).await
    }

    async fn find(&self, keys: Vec<Key>) -> Result<Vec<Vec<Company>>, StoreError> {
        self.read(move |view| keys.iter().map(|key| view.find(key)).collect()).await
    }

    async fn put_company(&self, row: PutCompany, at: Timestamp, who: Who) -> Result<(), StoreError> {
        ask(&self.requests, |answer| Request::Put { row: Box::new(row), at, who, answer }).await
    }

    async fn begin_load(&self, head: LoadHead) -> Result<SledLoad, StoreError> {
        let path = self.ledger_dir.join(format!("{}.part", self.loads.fetch_add(1, Ordering::Relaxed)));
        let files = Arc::clone(&self.files);
        let spool = blocking(move || Spool::new(path, files.as_ref())).await?;
        Ok(SledLoad { spool: Some(spool), view: Arc::clone(&self.view), head, requests: self.requests.clone() })
    }

    async fn undo_load(&self, load: Option<Sequence>, at: Timestamp, who: Who) -> Result<Result<Undone, NotUndone>, StoreError> {
        ask(&self.requests, |answer| Request::Undo { load, at, who, answer }).await
    }

    async fn company_changes(&self, after: Sequence, limit: usize) -> Result<CompanyChanges, StoreError> {
        self.read(move |view| view.changes(after, limit)).await
    }

    async fn last_sequence(&self) -> Result<Sequence, StoreError> {
        self.read(View::visible).await
    }
}

/// Read in the thread of the step: some microseconds, and most pages lie in memory.
impl Directory for SledStore {
    fn company(&self, id: &CompanyId) -> Option<Company> {
        told(self.view.company(id)).flatten()
    }

    fn by_tax_id(&self, tax_id: &str) -> Vec<Company> {
        told(self.view.find(&Key::TaxId(tax_id.to_owned()))).unwrap_or_default()
    }
}

/// A company that cannot be read counts as not there; the operator hears of it.
fn told<R>(read: Result<R, StoreError>) -> Option<R> {
    read.inspect_err(|error| log::error!("store read=failed error=\"{error}\"")).ok()
}

/// A load into a [`SledStore`].
pub struct SledLoad {
    /// `None` after an error.
    spool: Option<Spool>,
    view: Arc<View<SledTable>>,
    head: LoadHead,
    requests: Sender<Request>,
}

impl Load for SledLoad {
    async fn put(&mut self, rows: Vec<PutCompany>) -> Result<(), StoreError> {
        let mut spool = self.spool.take().ok_or(StoreError::Closed)?;
        let view = Arc::clone(&self.view);
        let spool = blocking(move || spool.put(&rows, &view).map(|()| spool)).await?;
        self.spool = Some(spool);
        Ok(())
    }

    async fn commit(mut self, counts: Counts) -> Result<Loaded, StoreError> {
        let mut spool = self.spool.take().ok_or(StoreError::Closed)?;
        let spool = blocking(move || spool.sync().map(|()| spool)).await?;
        ask(&self.requests, |answer| Request::Load { spool, head: self.head, counts, answer }).await
    }
}

async fn blocking<R: Send + 'static>(work: impl FnOnce() -> Result<R, StoreError> + Send + 'static) -> Result<R, StoreError> {
    spawn_blocking(work).await.map_err(|_| StoreError::Closed)?
}
