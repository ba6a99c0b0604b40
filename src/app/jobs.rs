//! Work that takes long, beside the conversation: what a step orders is begun, and what became of it comes back as an event.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Mutex, Semaphore, watch};

use crate::conversation::Event;
use crate::domain::ChatId;
use crate::store::Who;

/// An event that a job has brought about, in the chat where it was ordered.
pub(super) struct News {
    pub(super) chat: ChatId,
    pub(super) who: Who,
    pub(super) event: Event,
    /// The job ends with it.
    pub(super) last: bool,
}

/// All jobs. They end with it: whatever they do then leaves no trace.
pub(super) struct Jobs {
    teller: Teller,
    told: Mutex<UnboundedReceiver<News>>,
    /// How many jobs have not told their last news yet.
    under_way: AtomicUsize,
    /// One job reads a list at a time: it takes a core and, for a long list, much memory.
    reading: Arc<Semaphore>,
    /// One short report at a time, for the same reasons; it does not wait for a long list.
    writing: Arc<Semaphore>,
    /// Closed at the end of the program.
    ends: watch::Sender<()>,
}

/// What a job tells its news by.
#[derive(Clone)]
pub(super) struct Teller(UnboundedSender<News>);

impl Teller {
    pub(super) fn tell(&self, news: News) {
        // Nobody hears it when the program ends.
        let _ = self.0.send(news);
    }
}

/// The right to read a list, or to write a report.
pub(super) struct Reading {
    turn: Arc<Semaphore>,
    ends: watch::Receiver<()>,
}

impl Reading {
    /// Does the work on a thread of its own, in its turn. `None`: it broke; it does not return when the program ends.
    pub(super) async fn apart<T, F>(mut self, work: impl FnOnce() -> F + Send + 'static) -> Option<T>
    where
        T: Send + 'static,
        F: Future<Output = T>,
    {
        let _turn = self.turn.acquire().await;
        let handle = Handle::current();
        let worked = tokio::task::spawn_blocking(move || {
            handle.block_on(async {
                tokio::select! {
                    done = work() => Some(done),
                    _ = self.ends.changed() => None,
                }
            })
        });
        match worked.await {
            Ok(Some(done)) => Some(done),
            Ok(None) => std::future::pending().await,
            Err(_) => {
                log::error!("the reading of a list or the writing of a report broke");
                None
            }
        }
    }
}

impl Jobs {
    pub(super) fn new() -> Jobs {
        let (teller, told) = unbounded_channel();
        Jobs {
            teller: Teller(teller),
            told: Mutex::new(told),
            under_way: AtomicUsize::new(0),
            reading: Arc::new(Semaphore::new(1)),
            writing: Arc::new(Semaphore::new(1)),
            ends: watch::Sender::new(()),
        }
    }

    pub(super) fn reading(&self) -> Reading {
        Reading { turn: self.reading.clone(), ends: self.ends.subscribe() }
    }

    /// The right to write a short report.
    pub(super) fn writing(&self) -> Reading {
        Reading { turn: self.writing.clone(), ends: self.ends.subscribe() }
    }

    /// Begins a job, which tells one last news.
    pub(super) fn begin<F: Future<Output = ()> + Send + 'static>(&self, job: impl FnOnce(Teller) -> F) {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(job(self.teller.clone()));
    }

    /// News that were told, if there are any.
    pub(super) async fn told(&self) -> Option<News> {
        self.told.lock().await.try_recv().ok()
    }

    /// Waits for news; `None` when no job is under way.
    pub(super) async fn next(&self) -> Option<News> {
        if self.under_way.load(Ordering::Relaxed) == 0 { None } else { self.told.lock().await.recv().await }
    }

    /// The news are in the conversation.
    pub(super) fn heard(&self, news: &News) {
        if news.last {
            self.under_way.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// The news could not be kept: they are told again.
    pub(super) fn again(&self, news: News) {
        self.teller.tell(news);
    }
}
