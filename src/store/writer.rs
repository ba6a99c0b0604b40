//! The one thread that writes. Requests that arrive while it waits for the disk become one group: one write, one fdatasync, one
//! write into the view, then the answers. Loads are brought into the view in slices between the groups.
//!
//! That replies were sent is not worth an fdatasync: alone it is only written, and becomes durable with the next group, or after
//! [`SYNC_AFTER`]. Until then it is not in the view either, which must never know more than the disk holds for certain.

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
use super::record::{Entry, Job, Named, Removal, Sealed, What, line};
use super::table::{SledTable, Table};
use super::view::View;
use super::{
    Committed, Counts, Incoming, LoadHead, Loaded, NotUndone, PutCompany, ReplyId, Sequence, StoreError, Undone, Version, Who, forgotten,
    words,
};
use crate::conversation::UpdateId;
use crate::domain::ChatId;
use crate::registry::Fact;

/// How long what is in the ledger may wait to be durable in the view too; bounds what a start after a crash replays.
const FLUSH_AFTER: Duration = Duration::from_secs(5);
/// How long what was sent may wait to be durable.
const SYNC_AFTER: Duration = Duration::from_secs(1);
/// Rows of a load between two groups: some 20 ms.
const SLICE_ROWS: u64 = 500;

/// What the view needs at most for a byte of a load's rows: the record, its keys, and what sled leaves behind of old pages.
const VIEW_PER_ROW_BYTE: u64 = 3;

/// Where the answer to a request goes; nobody may be waiting for it any more.
pub(super) type Answer<R> = oneshot::Sender<Result<R, StoreError>>;

/// What the writer is asked to do.
pub(super) enum Request {
    Receive {
        updates: Vec<Incoming>,
        at: Timestamp,
        answer: Answer<()>,
    },
    Done {
        chat: ChatId,
        update: UpdateId,
        at: Timestamp,
        answer: Answer<()>,
    },
    /// `said` is the JSON of a [`super::record::Said`].
    Step {
        chat: ChatId,
        seen: Version,
        update: Option<UpdateId>,
        said: Vec<u8>,
        facts: Vec<Fact>,
        companies: Vec<PutCompany>,
        removals: Vec<Removal>,
        at: Timestamp,
        who: Who,
        answer: Answer<Committed>,
    },
    Sent {
        replies: Vec<ReplyId>,
        at: Timestamp,
        answer: Answer<()>,
    },
    /// `again`: the chat was forgotten before and only told so since, when it was at that version; it is left if it no longer is, or
    /// something of it waits.
    Forget {
        chat: ChatId,
        again: Option<Version>,
        at: Timestamp,
        who: Who,
        answer: Answer<()>,
    },
    /// Ends the segment of the ledger, if it tells that somebody was forgotten.
    EndForgetting {
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
        load: Option<Sequence>,
        at: Timestamp,
        who: Who,
        answer: Answer<Result<Undone, NotUndone>>,
    },
    /// Makes all durable that was acknowledged; the answer is the last number of the ledger then.
    Point {
        answer: Answer<Sequence>,
    },
    Close,
}

pub(super) struct Writer {
    ledger: Ledger,
    view: Arc<View<SledTable>>,
    waiting: VecDeque<Request>,
    work: Option<Work>,
    /// Entries that are written but not yet for certain on the disk, and not in the view.
    late: Vec<Entry>,
    /// Since when there are some.
    late_since: Option<Instant>,
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
    Undo(Answer<Result<Undone, NotUndone>>),
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
        self.answer(answer, outcome);
    }

    /// Answers when the group is durable.
    fn answer<R: 'static>(&mut self, answer: Answer<R>, outcome: R) {
        self.answers.push(Box::new(move |result| drop(answer.send(result.map(|()| outcome)))));
    }

    /// Whether a step must wait for the next group, because this one may change what it is checked against.
    fn touches(&self, chat: ChatId, update: Option<UpdateId>) -> bool {
        self.chats.contains(&chat) || update.is_some_and(|update| self.updates.contains(&update))
    }
}

impl Writer {
    pub(super) fn new(ledger: Ledger, view: Arc<View<SledTable>>) -> Writer {
        Writer { ledger, view, waiting: VecDeque::new(), work: None, late: Vec::new(), late_since: None, unflushed: None, failed: None }
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
            if self.late_since.is_some_and(|since| since.elapsed() >= SYNC_AFTER) {
                self.settle();
            }
            if self.unflushed.is_some_and(|since| since.elapsed() >= FLUSH_AFTER) {
                self.flush(false);
            }
        }
        self.settle();
        self.flush(true);
    }

    fn wait(&self, requests: &Receiver<Request>) -> Option<Request> {
        let deadlines = [(self.unflushed, FLUSH_AFTER), (self.late_since, SYNC_AFTER)];
        let waits = deadlines.into_iter().filter_map(|(since, after)| Some(after.saturating_sub(since?.elapsed())));
        let wait = waits.min().unwrap_or(Duration::MAX);
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
        let sent_only = group.entries.iter().all(|entry| matches!(entry.what, What::Sent { .. }));
        let result = if sent_only { self.enter_late(group.entries) } else { self.enter(group.entries) };
        for answer in group.answers {
            answer(result.clone());
        }
    }

    /// Puts a request into the group, answers it, or lets it wait.
    fn take(&mut self, request: Request, group: &mut Group) {
        let seq = group.entries.last().map_or(self.ledger.next(), Entry::next);
        match request {
            Request::Receive { updates, at, answer } => match self.view.new_ones(updates, &group.updates, at) {
                // Some may be in this group, and are received when it is durable.
                Ok(updates) if updates.is_empty() => group.answer(answer, ()),
                Ok(updates) => {
                    group.updates.extend(updates.iter().map(|received| received.update));
                    group.add(Entry::new(seq, at, Who::hamkor(), What::Receive { updates }), answer, ());
                }
                Err(error) => drop(answer.send(Err(error))),
            },
            Request::Done { update, .. } if group.updates.contains(&update) => self.waiting.push_back(request),
            Request::Done { chat, update, at, answer } => match self.view.is_unhandled(update, at) {
                Ok(true) => {
                    group.updates.insert(update);
                    group.add(Entry::new(seq, at, Who::hamkor(), What::Done { chat, update }), answer, ());
                }
                Ok(false) => drop(answer.send(Ok(()))),
                Err(error) => drop(answer.send(Err(error))),
            },
            Request::Step { chat, update, .. } if group.touches(chat, update) => self.waiting.push_back(request),
            // Changes of the directory keep their order: they wait until a load is in the view.
            Request::Step { ref companies, ref removals, .. } if self.work.is_some() && !(companies.is_empty() && removals.is_empty()) => {
                self.waiting.push_back(request);
            }
            Request::Step { chat, seen, update, said, mut facts, companies, removals, at, who, answer } => {
                match self.view.admit(chat, seen, update, at) {
                    Ok(Some(done)) => drop(answer.send(Ok(done))),
                    Err(error) => drop(answer.send(Err(error))),
                    Ok(None) => match self.seal(chat, &said, &mut facts) {
                        Ok((sealed, words)) => {
                            group.chats.insert(chat);
                            group.updates.extend(update);
                            let what = What::Step { chat, update, sealed, state: None, facts, words, companies, removals };
                            let entry = Entry::new(seq, at, who, what);
                            let version = Version(seen.0 + 1);
                            group.add(entry, answer, Committed::Done { version, entry: Sequence(seq) });
                        }
                        Err(error) => drop(answer.send(Err(error))),
                    },
                }
            }
            Request::Sent { replies, at, answer } => group.add(Entry::new(seq, at, Who::hamkor(), What::Sent { replies }), answer, ()),
            Request::Forget { chat, .. } if group.chats.contains(&chat) => self.waiting.push_back(request),
            Request::Forget { again: Some(_), .. } if !group.entries.is_empty() => self.waiting.push_back(request),
            Request::Forget { chat, again, at, who, answer } => match self.destroy(chat, again) {
                Ok(Some(sealed)) => {
                    group.chats.insert(chat);
                    group.add(Entry::new(seq, at, who, What::Forget { chat, sealed, again: again.is_some() }), answer, ());
                }
                Ok(None) => drop(answer.send(Ok(()))),
                Err(error) => drop(answer.send(Err(error))),
            },
            Request::Point { .. } | Request::EndForgetting { .. } if !group.entries.is_empty() => self.waiting.push_back(request),
            Request::Point { answer } => {
                let settled = if self.late.is_empty() { Ok(()) } else { self.enter(Vec::new()) };
                drop(answer.send(settled.map(|()| Sequence(self.ledger.next() - 1))));
            }
            Request::EndForgetting { answer } => {
                let settled = if self.late.is_empty() { Ok(()) } else { self.enter(Vec::new()) };
                drop(answer.send(settled.and_then(|()| self.ledger.end_forgetting())));
            }
            request if self.work.is_some() => self.waiting.push_back(request),
            Request::Put { row, at, who, answer } => group.add(Entry::new(seq, at, who, What::Put { row }), answer, ()),
            request if !group.entries.is_empty() => self.waiting.push_back(request),
            Request::Load { spool, head, counts, answer } => match self.begin_load(spool, head, counts) {
                Ok((job, rows)) => self.work = Some(Work { job, rows: Some(rows), answer: JobAnswer::Load(answer) }),
                Err(error) => drop(answer.send(Err(error))),
            },
            Request::Undo { load, at, who, answer } => match self.begin_undo(load, at, who) {
                Ok(Ok(job)) => self.work = Some(Work { job, rows: None, answer: JobAnswer::Undo(answer) }),
                Ok(Err(why)) => drop(answer.send(Ok(Err(why)))),
                Err(error) => drop(answer.send(Err(error))),
            },
            Request::Close => {}
        }
    }

    /// Destroys the key of a chat that is forgotten, if it is still to be; what only that key opens.
    fn destroy(&self, chat: ChatId, again: Option<Version>) -> Result<Option<Sealed>, StoreError> {
        if let Some(seen) = again
            && !self.view.is_at_rest(chat, seen)?
        {
            return Ok(None);
        }
        self.ledger.room(0)?;
        let sealed = forgotten::tell(self.view.keys(), chat)?;
        self.view.keys().forget(chat)?;
        Ok(Some(sealed))
    }

    /// What only the person may read of a step: what was said, and the words of its facts, which are taken out of them.
    fn seal(&self, chat: ChatId, said: &[u8], facts: &mut [Fact]) -> Result<(Sealed, Vec<Sealed>), StoreError> {
        let keys = self.view.keys();
        Ok((keys.seal(chat, said)?, words::hide(facts, chat, keys)?))
    }

    /// Writes entries into the ledger, then into the view.
    fn enter(&mut self, entries: Vec<Entry>) -> Result<(), StoreError> {
        let next = entries.last().map_or(self.ledger.next(), Entry::next);
        self.ledger.append(&lines(&entries), next)?;
        if entries.iter().any(|entry| matches!(entry.what, What::Forget { .. })) {
            self.ledger.note_forgotten();
        }
        self.late.extend(entries);
        self.late_since = None;
        let applied = self.view.apply(&std::mem::take(&mut self.late));
        self.view.forget_late();
        self.note(applied)
    }

    /// Writes that replies were sent into the ledger only.
    fn enter_late(&mut self, entries: Vec<Entry>) -> Result<(), StoreError> {
        let Some(last) = entries.last() else { return Ok(()) };
        self.ledger.append_late(&lines(&entries), last.next())?;
        self.view.sent_late(entries.iter().flat_map(Entry::sent));
        self.late.extend(entries);
        self.late_since.get_or_insert_with(Instant::now);
        Ok(())
    }

    /// Makes durable what was only written.
    fn settle(&mut self) {
        if self.late.is_empty() || self.failed.is_some() {
            return;
        }
        if let Err(error) = self.enter(Vec::new()) {
            self.late_since = Some(Instant::now());
            log::warn!("store sync=failed error=\"{error}\"");
        }
    }

    fn begin_load(&mut self, spool: Spool, head: LoadHead, counts: Counts) -> Result<(Job, Rows), StoreError> {
        let (first, rows) = (self.ledger.next(), spool.rows);
        self.ledger.room(spool.length.saturating_mul(VIEW_PER_ROW_BYTE))?;
        let LoadHead { file, lasting, removes, at, who } = head;
        let entry = Entry::new(first, at, who, What::Load { lasting, removes, file, rows, counts });
        let entered = self.ledger.adopt(&spool.path).and_then(|()| self.enter(vec![entry]));
        if self.ledger.next() == first {
            // Should this fail too, the next opening does it.
            let _ = fs::remove_file(self.ledger.load_path(first));
        }
        entered?;
        let rows_in = self.ledger.rows(first, rows, 0);
        Ok((Job { removes, ..Job::new(first, rows, None) }, self.note(rows_in)?))
    }

    fn begin_undo(&mut self, load: Option<Sequence>, at: Timestamp, who: Who) -> Result<Result<Job, NotUndone>, StoreError> {
        let (load, rows) = match self.view.undoable(load)? {
            Ok((load, record)) => (load, record.rows),
            Err(why) => return Ok(Err(why)),
        };
        let first = self.ledger.next();
        self.enter(vec![Entry::new(first, at, who, What::Undo { load, rows })])?;
        Ok(Ok(Job::new(first, rows, Some(load))))
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
            JobAnswer::Undo(answer) => drop(answer.send(result.and_then(|()| self.view.undone(job).map(Ok)))),
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
            Request::Receive { answer, .. }
            | Request::Done { answer, .. }
            | Request::Sent { answer, .. }
            | Request::Forget { answer, .. }
            | Request::EndForgetting { answer }
            | Request::Put { answer, .. } => drop(answer.send(Err(error))),
            Request::Load { answer, .. } => drop(answer.send(Err(error))),
            Request::Undo { answer, .. } => drop(answer.send(Err(error))),
            Request::Point { answer } => drop(answer.send(Err(error))),
            Request::Close => {}
        }
    }
}

fn lines(entries: &[Entry]) -> Vec<u8> {
    entries.iter().flat_map(line).collect()
}

/// The rows of a load on their way into the ledger: a file that goes when this goes, unless it was adopted.
pub(super) struct Spool {
    path: PathBuf,
    file: Box<dyn LedgerFile>,
    rows: u64,
    /// In bytes.
    length: u64,
    /// Rows that name companies and are not written yet: the first of those that brought their data, and how many there are.
    named: Option<(u64, u64)>,
}

impl Spool {
    pub(super) fn new(path: PathBuf, files: &dyn Files) -> Result<Spool, StoreError> {
        let file = files.append(&path).map_err(|cause| StoreError::disk(&path, cause))?;
        Ok(Spool { path, file, rows: 0, length: 0, named: None })
    }

    pub(super) fn put<T: Table>(&mut self, rows: &[PutCompany], view: &View<T>) -> Result<(), StoreError> {
        let mut lines = Vec::new();
        for row in rows {
            let origin = if row.is_listing() { view.origin(&row.company.id)? } else { None };
            match (origin, self.named) {
                (Some(origin), Some((first, rows))) if origin == first + rows => self.named = Some((first, rows + 1)),
                (origin, named) => {
                    lines.extend(named.into_iter().flat_map(|named| line(&Named { named })));
                    self.named = origin.map(|origin| (origin, 1));
                    if origin.is_none() {
                        lines.extend(line(row));
                    }
                }
            }
        }
        self.rows += rows.len() as u64;
        self.write(&lines)
    }

    pub(super) fn sync(&mut self) -> Result<(), StoreError> {
        if let Some(named) = self.named.take() {
            self.write(&line(&Named { named }))?;
        }
        self.file.sync().map_err(|cause| StoreError::disk(&self.path, cause))
    }

    fn write(&mut self, lines: &[u8]) -> Result<(), StoreError> {
        self.length += lines.len() as u64;
        self.file.write_all(lines).map_err(|cause| StoreError::disk(&self.path, cause))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // Adopted, it has another name by now.
        let _ = fs::remove_file(&self.path);
    }
}
