//! The one thread that writes. Requests that arrive while it waits for the disk become one group: one write, one fdatasync, one
//! write into the view, then the answers. Loads are brought into the view in slices between the groups.

use std::collections::{HashSet, VecDeque};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::files::{Files, LedgerFile};
use super::ledger::{Ledger, Rows};
use super::record::{Entry, Job, What, line};
use super::table::SledTable;
use super::view::View;
use super::{Committed, Counts, LoadHead, Loaded, PutCompany, ReplyId, Sequence, StoreError, Undone, Version, Who};
use crate::conversation::UpdateId;
use crate::domain::ChatId;
use crate::registry::Fact;

/// How long what is in the ledger may wait to be durable in the view too; bounds what a start after a crash replays.
const FLUSH_AFTER: Duration = Duration::from_secs(5);
/// Rows of a load between two groups: some 20 ms.
const SLICE_ROWS: u64 = 500;

/// Where the answer to a request goes; nobody may be waiting for it any more.
pub(super) type Answer<R> = oneshot::Sender<Result<R, StoreError>>;

/// What the writer is asked to do.
pub(super) enum Request {
    /// `said` is the JSON of a [`super::record::Said`].
    Step {
        chat: ChatId,
        seen: Version,
        update: Option<UpdateId>,
        said: Vec<u8>,
        facts: Vec<Fact>,
        companies: Vec<PutCompany>,
        at: Timestamp,
        who: Who,
        answer: Answer<Committed>,
    },
    Sent {
        replies: Vec<ReplyId>,
        at: Timestamp,
        answer: Answer<()>,
    },
    Forget {
        chat: ChatId,
        at: Timestamp,
        who: Who,
        answer: Answer<()>,
    },
    Put {
        row: Box<PutCompany>,
        at: Timestamp,
        who: Who,
        answer: Answer<()>,
    },
    Load {
        spool: Spool,
        head: LoadHead,
        counts: Counts,
        answer: Answer<Loaded>,
    },
    Undo {
        at: Timestamp,
        who: Who,
        answer: Answer<Option<Undone>>,
    },
    Close,
}

pub(super) struct Writer {
    ledger: Ledger,
    view: Arc<View<SledTable>>,
    waiting: VecDeque<Request>,
    work: Option<Work>,
    /// Since when the view has been ahead of its last flush.
    unflushed: Option<Instant>,
    /// The view has failed: nothing more is written before the next start.
    failed: Option<StoreError>,
}

/// A load or an undo under way, and who waits for it.
struct Work {
    job: Job,
    rows: Option<Rows>,
    answer: JobAnswer,
}

enum JobAnswer {
    Load(Answer<Loaded>),
    Undo(Answer<Option<Undone>>),
}

/// Tells one requester how the group went.
type Tell = Box<dyn FnOnce(Result<(), StoreError>)>;

/// Entries that become durable together.
#[derive(Default)]
struct Group {
    entries: Vec<Entry>,
    chats: HashSet<ChatId>,
    updates: HashSet<UpdateId>,
    answers: Vec<Tell>,
}

impl Group {
    fn add<R: 'static>(&mut self, entry: Entry, answer: Answer<R>, outcome: R) {
        self.entries.push(entry);
        self.answers.push(Box::new(move |result| drop(answer.send(result.map(|()| outcome)))));
    }

    /// Whether a step must wait for the next group, because this one may change what it is checked against.
    fn touches(&self, chat: ChatId, update: Option<UpdateId>) -> bool {
        self.chats.contains(&chat) || update.is_some_and(|update| self.updates.contains(&update))
    }
}

impl Writer {
    pub(super) fn new(ledger: Ledger, view: Arc<View<SledTable>>) -> Writer {
        Writer { ledger, view, waiting: VecDeque::new(), work: None, unflushed: None, failed: None }
    }

    /// Works until asked to close, then leaves the view flushed.
    pub(super) fn run(mut self, requests: &Receiver<Request>) {
        let mut open = true;
        while open || !self.waiting.is_empty() && self.work.is_none() {
            let first = if self.waiting.is_empty() && self.work.is_none() { self.wait(requests) } else { None };
            for request in first.into_iter().chain(requests.try_iter()) {
                match request {
                    Request::Close => open = false,
                    request => self.waiting.push_back(request),
                }
            }
            self.commit();
            self.work();
            if self.unflushed.is_some_and(|since| since.elapsed() >= FLUSH_AFTER) {
                self.flush(false);
            }
        }
        self.flush(true);
    }

    fn wait(&self, requests: &Receiver<Request>) -> Option<Request> {
        let wait = self.unflushed.map_or(Duration::MAX, |since| FLUSH_AFTER.saturating_sub(since.elapsed()));
        match requests.recv_timeout(wait) {
            Ok(request) => Some(request),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Request::Close),
        }
    }

    /// Makes one group of what waits. What cannot be in it keeps waiting.
    fn commit(&mut self) {
        let mut group = Group::default();
        for request in std::mem::take(&mut self.waiting) {
            match self.failed.clone() {
                Some(failed) => request.refuse(failed),
                None => self.take(request, &mut group),
            }
        }
        let result = self.enter(&group.entries);
        for answer in group.answers {
            answer(result.clone());
        }
    }

    /// Puts a request into the group, answers it, or lets it wait.
    fn take(&mut self, request: Request, group: &mut Group) {
        let seq = group.entries.last().map_or(self.ledger.next(), Entry::next);
        match request {
            Request::Step { chat, update, .. } if group.touches(chat, update) => self.waiting.push_back(request),
            // Changes of the directory keep their order: they wait until a load is in the view.
            Request::Step { ref companies, .. } if self.work.is_some() && !companies.is_empty() => self.waiting.push_back(request),
            Request::Step { chat, seen, update, said, facts, companies, at, who, answer } => match self.view.admit(chat, seen, update) {
                Ok(Some(done)) => drop(answer.send(Ok(done))),
                Err(error) => drop(answer.send(Err(error))),
                Ok(None) => match self.view.keys().seal(chat, &said) {
                    Ok(sealed) => {
                        group.chats.insert(chat);
                        group.updates.extend(update);
                        let entry = Entry::new(seq, at, who, What::Step { chat, update, sealed, facts, companies });
                        let version = Version(seen.0 + 1);
                        group.add(entry, answer, Committed::Done { version, entry: Sequence(seq) });
                    }
                    Err(error) => drop(answer.send(Err(error))),
                },
            },
            Request::Sent { replies, at, answer } => group.add(Entry::new(seq, at, Who::new("hamkor"), What::Sent { replies }), answer, ()),
            Request::Forget { chat, .. } if group.chats.contains(&chat) => self.waiting.push_back(request),
            Request::Forget { chat, at, who, answer } => match self.view.keys().forget(chat) {
                Ok(()) => {
                    group.chats.insert(chat);
                    group.add(Entry::new(seq, at, who, What::Forget { chat }), answer, ());
                }
                Err(error) => drop(answer.send(Err(error))),
            },
            request if self.work.is_some() => self.waiting.push_back(request),
            Request::Put { row, at, who, answer } => group.add(Entry::new(seq, at, who, What::Put { row }), answer, ()),
            request if !group.entries.is_empty() => self.waiting.push_back(request),
            Request::Load { spool, head, counts, answer } => match self.begin_load(spool, head, counts) {
                Ok((job, rows)) => self.work = Some(Work { job, rows: Some(rows), answer: JobAnswer::Load(answer) }),
                Err(error) => drop(answer.send(Err(error))),
            },
            Request::Undo { at, who, answer } => match self.begin_undo(at, who) {
                Ok(Some(job)) => self.work = Some(Work { job, rows: None, answer: JobAnswer::Undo(answer) }),
                Ok(None) => drop(answer.send(Ok(None))),
                Err(error) => drop(answer.send(Err(error))),
            },
            Request::Close => {}
        }
    }

    /// Writes entries into the ledger, then into the view.
    fn enter(&mut self, entries: &[Entry]) -> Result<(), StoreError> {
        let Some(last) = entries.last() else { return Ok(()) };
        let lines: Vec<u8> = entries.iter().flat_map(line).collect();
        self.ledger.append(&lines, last.next())?;
        let applied = self.view.apply(entries);
        self.note(applied)
    }

    fn begin_load(&mut self, spool: Spool, head: LoadHead, counts: Counts) -> Result<(Job, Rows), StoreError> {
        let (first, rows) = (self.ledger.next(), spool.rows);
        let entry = Entry::new(first, head.at, head.who, What::Load { lasting: head.lasting, file: head.file, rows, counts });
        let entered = self.ledger.adopt(&spool.path).and_then(|()| self.enter(&[entry]));
        if self.ledger.next() == first {
            // Should this fail too, the next opening does it.
            let _ = fs::remove_file(self.ledger.load_path(first));
        }
        entered?;
        let rows_in = self.ledger.rows(first, rows, 0);
        Ok((Job::new(first, rows, None), self.note(rows_in)?))
    }

    fn begin_undo(&mut self, at: Timestamp, who: Who) -> Result<Option<Job>, StoreError> {
        let Some((load, record)) = self.view.last_load()? else { return Ok(None) };
        let first = self.ledger.next();
        self.enter(&[Entry::new(first, at, who, What::Undo { load, rows: record.rows })])?;
        Ok(Some(Job::new(first, record.rows, Some(load))))
    }

    /// A slice of the work under way; with the last one, its answer.
    fn work(&mut self) {
        let Some(mut work) = self.work.take() else { return };
        let sliced = self.view.slice(&mut work.job, work.rows.as_mut().into_iter().flatten(), SLICE_ROWS);
        let result = self.note(sliced);
        if result.is_ok() && work.job.done < work.job.rows {
            self.work = Some(work);
            return;
        }
        let Work { job, answer, .. } = work;
        match answer {
            JobAnswer::Load(answer) => {
                let loaded = Loaded { sequence: Sequence(job.first), added: job.added, changed: job.changed };
                drop(answer.send(result.map(|()| loaded)));
            }
            JobAnswer::Undo(answer) => drop(answer.send(result.and_then(|()| self.view.undone(job)))),
        }
    }

    /// Remembers that the view has changed, or that it has failed.
    fn note<R>(&mut self, result: Result<R, StoreError>) -> Result<R, StoreError> {
        match &result {
            Ok(_) => _ = self.unflushed.get_or_insert_with(Instant::now),
            Err(error) => self.failed = Some(error.clone()),
        }
        result
    }

    fn flush(&mut self, closing: bool) {
        self.unflushed = None;
        if let Err(error) = self.view.table().flush(&self.view, closing) {
            log::warn!("store flush=failed error=\"{error}\"");
        }
    }
}

impl Request {
    fn refuse(self, error: StoreError) {
        match self {
            Request::Step { answer, .. } => drop(answer.send(Err(error))),
            Request::Sent { answer, .. } | Request::Forget { answer, .. } | Request::Put { answer, .. } => drop(answer.send(Err(error))),
            Request::Load { answer, .. } => drop(answer.send(Err(error))),
            Request::Undo { answer, .. } => drop(answer.send(Err(error))),
            Request::Close => {}
        }
    }
}

/// The rows of a load on their way into the ledger: a file that goes when this goes, unless it was adopted.
pub(super) struct Spool {
    path: PathBuf,
    file: Box<dyn LedgerFile>,
    rows: u64,
}

impl Spool {
    pub(super) fn new(path: PathBuf, files: &dyn Files) -> Result<Spool, StoreError> {
        let file = files.append(&path).map_err(|cause| StoreError::disk(&path, cause))?;
        Ok(Spool { path, file, rows: 0 })
    }

    pub(super) fn put(&mut self, rows: &[PutCompany]) -> Result<(), StoreError> {
        let lines: Vec<u8> = rows.iter().flat_map(line).collect();
        self.rows += rows.len() as u64;
        self.file.write_all(&lines).map_err(|cause| StoreError::disk(&self.path, cause))
    }

    pub(super) fn sync(&mut self) -> Result<(), StoreError> {
        self.file.sync().map_err(|cause| StoreError::disk(&self.path, cause))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // Adopted, it has another name by now.
        let _ = fs::remove_file(&self.path);
    }
}
