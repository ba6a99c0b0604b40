//! Lists that came into a chat: fetched, checked, loaded, taken back, each beside the conversation.

use std::io::Write;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use super::App;
use super::findings::{Notes, remarked, taken_back};
use super::jobs::{News, Teller};
use super::load::{Report, load};
use super::received::Received;
use crate::conversation::{Document, Event, ListNews, ListWork, Origin};
use crate::domain::{ChatId, Language, ListId, MessageId, Region};
use crate::reply::{Ending, Findings, Remarks};
use crate::seed::{Options, Remark, Table, open_as, open_told, regular_file};
use crate::store::{Sequence, SledStore, Store, StoreError, Who};
use crate::understanding::Vocabulary;

/// How often the progress of a load is told.
const PROGRESS: Duration = Duration::from_secs(3);
/// So much of a load is reading the file, in per cent; the rest is making its rows visible. Of 60,000 rows, 2 s of 15 s.
const READING: u64 = 13;

/// How a messenger hands over the files that people sent to it.
pub trait Courier: Send + Sync {
    /// The content of the file with that id.
    fn fetch<'a>(&'a self, file: &'a str) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, NotFetched>> + Send + 'a>>;
}

/// Why a file does not come; what went wrong is in the log of the messenger's edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    #[error("the messenger hands no such large file over")]
    TooLarge,
    #[error("the file did not come, or not whole")]
    Lost,
}

/// A list in a chat, and whose work it is.
#[derive(Clone)]
pub(super) struct Sent {
    pub(super) chat: ChatId,
    pub(super) list: ListId,
    pub(super) who: Who,
    pub(super) received: Arc<Received>,
}

impl Sent {
    fn news(&self, message: Option<MessageId>, news: ListNews, last: bool) -> News {
        let event = Event::List { list: self.list, message, news };
        News { chat: self.chat, who: self.who.clone(), event, last }
    }
}

impl App {
    /// Begins what a step wants done with a list.
    pub(super) fn begin_list(&self, chat: ChatId, list: ListId, work: ListWork, who: &Who) {
        let sent = Sent { chat, list, who: who.clone(), received: self.received.clone() };
        match work {
            ListWork::Drop { report: true } => sent.received.drop_all(chat, list),
            ListWork::Drop { report: false } => sent.received.drop_list(chat, list),
            ListWork::Check { document, language } => self.begin_check(sent, document, language),
            ListWork::Load { name, skip_bad, strict, message } => {
                self.begin_load(sent, name, Options { strict, skip_bad, side: self.side_of(chat) }, message);
            }
        }
    }

    /// The side for which alone the person of that chat keeps the list; `None`: for both.
    pub(super) fn side_of(&self, chat: ChatId) -> Option<Region> {
        self.registry.read().members.staff.post(chat).and_then(|post| post.side)
    }

    fn begin_check(&self, sent: Sent, document: Document, language: Language) {
        // From here on a start of the program knows that this was under way.
        let begun = sent.received.begin(sent.chat, sent.list);
        let (courier, reading) = (self.courier.get().cloned(), self.jobs.reading());
        let (store, vocabulary, side) = (self.store.clone(), self.vocabulary.clone(), self.side_of(sent.chat));
        self.jobs.begin(|teller| async move {
            let Document { name, origin } = document;
            let fetched = match begun {
                Ok(_) => fetch(&sent, courier.as_deref(), &origin).await,
                Err(error) => Err(not_kept(&sent, &error)),
            };
            let checked = match fetched {
                Err(news) => Some(news),
                Ok(()) => {
                    let sent = sent.clone();
                    let work = move || async move {
                        let table = open_as(&name, &sent.received.list(sent.chat, sent.list), &vocabulary);
                        checked(table, &name, (language, side), &*store, &sent).await
                    };
                    reading.apart(work).await
                }
            };
            let news = checked.unwrap_or(ListNews::NotStored);
            teller.tell(sent.news(None, news, true));
        });
    }

    fn begin_load(&self, sent: Sent, name: String, options: Options, message: Option<MessageId>) {
        let (reading, store, vocabulary) = (self.jobs.reading(), self.store.clone(), self.vocabulary.clone());
        self.jobs.begin(|teller| async move {
            let news = {
                let (sent, teller) = (sent.clone(), teller.clone());
                let work = move || async move {
                    let read = Arc::new(AtomicU64::new(0));
                    tokio::select! {
                        news = load_kept(&sent, &name, options, &vocabulary, &*store, &read) => news,
                        news = tell_progress(&sent, &teller, message, &store, &read) => news,
                    }
                };
                reading.apart(work).await.unwrap_or(ListNews::NotStored)
            };
            teller.tell(sent.news(message, news, true));
        });
    }

    /// Begins to take a load back.
    pub(super) fn begin_undo(&self, chat: ChatId, load: u64, message: Option<MessageId>, who: &Who) {
        let (store, who) = (self.store.clone(), who.clone());
        self.jobs.begin(|teller| async move {
            let outcome = match store.undo_load(Some(Sequence(load)), Timestamp::now(), who.clone()).await {
                Ok(outcome) => Some(taken_back(outcome)),
                Err(error) => {
                    log::error!("chat={} load={load} not taken back: {error}", chat.0);
                    None
                }
            };
            teller.tell(News { chat, who, event: Event::LoadUndone { load, message, outcome }, last: true });
        });
    }

    /// The events by which chats hear that their lists were being read when the program was stopped.
    pub(super) fn interrupted(&self) -> Vec<(ChatId, Event)> {
        let event = |list| Event::List { list, message: None, news: ListNews::Interrupted };
        self.received.lists().into_iter().map(|(chat, list)| (chat, event(list))).collect()
    }
}

/// Brings the file to its place.
pub(super) async fn fetch(sent: &Sent, courier: Option<&dyn Courier>, origin: &Origin) -> Result<(), ListNews> {
    let kept = match origin {
        Origin::OutOfReach => return Err(ListNews::TooLarge),
        Origin::Path(path) => {
            let unreadable = |remark: Remark| ListNews::Checked(Box::new(unreadable(&remark)));
            let (mut file, _) = regular_file(Path::new(path)).map_err(unreadable)?;
            sent.received.begin(sent.chat, sent.list).and_then(|mut place| std::io::copy(&mut file, &mut place)).map(|_| ())
        }
        Origin::Messenger(file) => {
            let Some(courier) = courier else { return Err(ListNews::NotFetched) };
            let bytes = courier.fetch(file).await.map_err(|why| match why {
                NotFetched::TooLarge => ListNews::TooLarge,
                NotFetched::Lost => ListNews::NotFetched,
            })?;
            sent.received.begin(sent.chat, sent.list).and_then(|mut place| place.write_all(&bytes))
        }
    };
    kept.map_err(|error| not_kept(sent, &error))
}

fn not_kept(sent: &Sent, error: &std::io::Error) -> ListNews {
    log::error!("chat={} a list could not be kept: {error}", sent.chat.0);
    ListNews::NotStored
}

/// What is found when the file cannot be opened at all.
fn unreadable(remark: &Remark) -> Findings {
    Findings { errors: Remarks { count: 1, first: vec![remarked(remark)] }, ..Findings::default() }
}

/// Checks a list and keeps the report on it.
async fn checked(
    table: Result<Table<'_>, Remark>,
    name: &str,
    (language, side): (Language, Option<Region>),
    store: &impl Store,
    sent: &Sent,
) -> ListNews {
    match check(table, name, (language, side), store).await {
        Ok((findings, report)) => {
            let kept = findings.fits() || sent.received.keep_report(sent.chat, sent.list, report.as_bytes()).is_ok();
            if kept { ListNews::Checked(Box::new(findings)) } else { ListNews::NotStored }
        }
        Err(error) => {
            log::error!("chat={} a list could not be checked: {error}", sent.chat.0);
            ListNews::NotStored
        }
    }
}

/// What would become of a list, as a dry run: for a message, and all of it as the lines that the command line prints. `side`: that of the
/// only chamber for which it is loaded.
///
/// # Errors
/// [`StoreError`]
pub async fn check(
    table: Result<Table<'_>, Remark>,
    file: &str,
    (language, side): (Language, Option<Region>),
    store: &impl Store,
) -> Result<(Findings, String), StoreError> {
    let mut notes = Notes::new(file, language);
    match table {
        Ok(mut table) => {
            // Whether rows are refused is in the counts; what remains is whether the file was read to its end.
            let options = Options { skip_bad: true, side, ..Options::default() };
            let report = load(&mut table, file, options, None, store, &mut |remark| notes.note(remark), &mut |_| ()).await?;
            Ok(notes.finish(&report, Some(&table)))
        }
        Err(remark) => {
            notes.note(&remark);
            Ok(notes.finish(&Report::default(), None))
        }
    }
}

/// Tells how far a load is, now and then, where a message shows it; `read` is the share of the file that is read, in per cent.
async fn tell_progress(sent: &Sent, teller: &Teller, message: Option<MessageId>, store: &SledStore, read: &AtomicU64) -> ListNews {
    if message.is_none() {
        return std::future::pending().await;
    }
    // At the beginning the message says 0.
    let mut told = 0;
    loop {
        tokio::time::sleep(PROGRESS).await;
        let rows = store.rows_under_way().ok().flatten().and_then(|(done, rows)| ((100 - READING) * done).checked_div(rows));
        let percent = rows.map_or(READING * read.load(Ordering::Relaxed) / 100, |stored| READING + stored);
        let percent = u8::try_from(percent.min(100)).unwrap_or(100);
        if percent != told {
            told = percent;
            teller.tell(sent.news(message, ListNews::Progress { percent }, false));
        }
    }
}

async fn load_kept(
    sent: &Sent,
    name: &str,
    options: Options,
    vocabulary: &Vocabulary,
    store: &impl Store,
    read: &Arc<AtomicU64>,
) -> ListNews {
    let shown = read.clone();
    // A workbook is read through once before its first row is given, and then again.
    let opening = move |(bytes, all): (u64, u64)| {
        shown.fetch_max((bytes * 50).checked_div(all).unwrap_or(0), Ordering::Relaxed);
    };
    let Ok(table) = open_told(name, &sent.received.list(sent.chat, sent.list), vocabulary, opening) else { return ListNews::Gone };
    let mut progress = |(bytes, all): (u64, u64)| {
        read.fetch_max(50 + (bytes * 50).checked_div(all).unwrap_or(0), Ordering::Relaxed);
    };
    match load_list(table, name, options, store, &sent.who, &mut progress).await {
        Ok(news) => news,
        Err(error) => {
            log::error!("chat={} a list could not be stored: {error}", sent.chat.0);
            ListNews::NotStored
        }
    }
}

/// Loads a list as one change, by that person.
///
/// # Errors
/// [`StoreError`]: nothing of the list is stored then.
pub async fn load_list(
    mut table: Table<'_>,
    name: &str,
    options: Options,
    store: &impl Store,
    who: &Who,
    progress: &mut (dyn FnMut((u64, u64)) + Send),
) -> Result<ListNews, StoreError> {
    let report = load(&mut table, name, options, Some(who.clone()), store, &mut |_| (), progress).await?;
    let ending = if report.accepted { Ending::Stored } else { Ending::NothingStored };
    Ok(ListNews::Loaded { tally: report.tally, ending, load: report.loaded.map(|loaded| loaded.sequence.0) })
}
