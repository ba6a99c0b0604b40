//! A lane a chat: its updates one after the other, chats beside each other. However much one chat sends, it takes one of the
//! places; the others go on.

use std::collections::{HashMap, HashSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use super::stop::{Backoff, Stop};
use crate::conversation::UpdateId;
use crate::domain::ChatId;
use crate::store::Incoming;

/// Updates handled at a time.
const PLACES: usize = 16;
/// A chat with so many updates waiting is told that they are many.
const MANY: usize = 20;
/// A press behind so many updates is acknowledged before its turn.
const PRESS_BEHIND: usize = 3;
/// So many updates wait in all before no more are fetched.
const ROOM: usize = 5_000;
/// Ids of updates remembered, so that one delivered again is not handled beside itself.
const RECENT: usize = 20_000;
/// Waits before an update that could not be kept is tried again.
const BACKOFF: Backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(10));

/// An update with the time it came.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) incoming: Arc<Incoming>,
    pub(super) since: Instant,
    pub(super) kind: Kind,
    /// A press that was acknowledged before its turn came.
    pub(super) acknowledged: bool,
}

/// What an update is to its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Message,
    /// It has to be acknowledged within seconds.
    Press,
    /// A search from another chat: it waits for no message of its person.
    Inline,
}

pub(super) type Work<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What is done with an update.
pub(super) trait Handler: Send + Sync + 'static {
    /// # Errors
    /// When nothing of it could be kept: it is tried again.
    fn handle(&self, item: Item) -> Work<'_, anyhow::Result<()>>;
    /// The handling of this update broke.
    fn broken(&self, item: Item) -> Work<'_, anyhow::Result<()>>;
    /// The chat has sent more than can be answered at once. Said once until all of it is answered.
    fn too_fast(&self, item: Item) -> Work<'_, ()>;
    /// Acknowledges a press whose turn is far off.
    fn acknowledge(&self, item: Item) -> Work<'_, ()>;
    /// Returns when the chat can take another answer.
    fn room(&self, chat: ChatId) -> Work<'_, ()>;
}

/// All lanes.
pub(super) struct Lanes<H> {
    handler: Arc<H>,
    stop: Stop,
    inner: Mutex<Inner>,
    places: Semaphore,
}

#[derive(Default)]
struct Inner {
    lanes: HashMap<(ChatId, bool), Lane>,
    waiting: usize,
    recent: HashSet<UpdateId>,
    recent_order: VecDeque<UpdateId>,
}

/// What waits for a chat; a lane that is there has a task.
#[derive(Default)]
struct Lane {
    waiting: VecDeque<Item>,
    told: bool,
}

impl Inner {
    /// Whether an update was not seen yet by this process.
    fn is_new(&mut self, update: UpdateId) -> bool {
        if !self.recent.insert(update) {
            return false;
        }
        self.recent_order.push_back(update);
        if self.recent_order.len() > RECENT {
            self.recent_order.pop_front().map(|oldest| self.recent.remove(&oldest));
        }
        true
    }
}

impl<H: Handler> Lanes<H> {
    pub(super) fn new(handler: Arc<H>, stop: Stop) -> Arc<Lanes<H>> {
        Arc::new(Lanes { handler, stop, inner: Mutex::default(), places: Semaphore::new(PLACES) })
    }

    /// Puts an update at the end of its lane; `again` for one that an earlier process had received.
    pub(super) fn push(self: &Arc<Self>, mut item: Item, again: bool) {
        let lane = (item.incoming.chat, item.kind == Kind::Inline);
        let (begins, told) = {
            let mut inner = self.inner();
            if !inner.is_new(item.incoming.update) {
                return;
            }
            inner.waiting += 1;
            let begins = !inner.lanes.contains_key(&lane);
            let entry = inner.lanes.entry(lane).or_default();
            item.acknowledged = !again && item.kind == Kind::Press && entry.waiting.len() > PRESS_BEHIND;
            entry.waiting.push_back(item.clone());
            let tell = !again && !entry.told && entry.waiting.len() > MANY;
            entry.told |= tell || again && entry.waiting.len() > MANY;
            (begins, tell)
        };
        if told {
            let (handler, item) = (self.handler.clone(), item.clone());
            tokio::spawn(async move { handler.too_fast(item).await });
        }
        if item.acknowledged {
            let handler = self.handler.clone();
            tokio::spawn(async move { handler.acknowledge(item).await });
        }
        if begins {
            tokio::spawn(self.clone().work(lane));
        }
    }

    /// How many updates wait or are handled now.
    pub(super) fn len(&self) -> usize {
        self.inner().waiting
    }

    pub(super) fn is_full(&self) -> bool {
        self.len() >= ROOM
    }

    /// Waits until nothing is handled any more, at most so long. Nothing new is begun once the end has begun.
    pub(super) async fn idle(&self, within: Duration) {
        let end = Instant::now() + within;
        while !self.inner().lanes.is_empty() && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn work(self: Arc<Self>, lane: (ChatId, bool)) {
        loop {
            if !lane.1 {
                tokio::select! {
                    () = self.handler.room(lane.0) => {}
                    () = self.stop.finishing() => {}
                }
            }
            let Some(item) = self.next(lane) else { return };
            self.settle(item).await;
            self.inner().waiting -= 1;
        }
    }

    /// The next update of a lane; the lane is gone when there is none, and when nothing more is begun.
    fn next(&self, lane: (ChatId, bool)) -> Option<Item> {
        let mut inner = self.inner();
        let next = inner.lanes.get_mut(&lane).and_then(|lane| lane.waiting.pop_front()).filter(|_| !self.stop.is_finishing());
        if next.is_none() {
            inner.lanes.remove(&lane);
        }
        next
    }

    /// Handles an update until its effect is kept. Should that break, it is handled as broken.
    async fn settle(&self, item: Item) {
        let mut backoff = BACKOFF;
        let mut broken = false;
        loop {
            let place = self.places.acquire().await;
            let (handler, tried) = (self.handler.clone(), item.clone());
            // In a task of its own: a panic ends that task and nothing else.
            let handled = tokio::spawn(async move { if broken { handler.broken(tried).await } else { handler.handle(tried).await } }).await;
            drop(place);
            match handled {
                Ok(Ok(())) => return,
                Ok(Err(error)) => log::error!("update={} not kept, is tried again: {error:#}", item.incoming.update.0),
                Err(_) if broken => return,
                Err(_) => {
                    log::error!("update={} broke", item.incoming.update.0);
                    broken = true;
                    continue;
                }
            }
            tokio::select! {
                () = tokio::time::sleep(backoff.wait()) => {}
                () = self.stop.finishing() => return,
            }
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notes what it was given; the update 13 breaks it, the chat 7 is slow.
    #[derive(Default)]
    struct Notes(Mutex<Vec<String>>);

    impl Notes {
        fn note(&self, text: String) {
            self.0.lock().expect("notes").push(text);
        }
    }

    impl Handler for Notes {
        fn handle(&self, item: Item) -> Work<'_, anyhow::Result<()>> {
            Box::pin(async move {
                let Incoming { update, chat, .. } = &*item.incoming;
                assert_ne!(update.0, 13);
                tokio::time::sleep(Duration::from_millis(if chat.0 == 7 { 5 } else { 0 })).await;
                self.note(format!("{}:{}", chat.0, update.0));
                Ok(())
            })
        }

        fn broken(&self, item: Item) -> Work<'_, anyhow::Result<()>> {
            Box::pin(async move {
                self.note(format!("broken {}", item.incoming.update.0));
                Ok(())
            })
        }

        fn too_fast(&self, item: Item) -> Work<'_, ()> {
            Box::pin(async move { self.note(format!("too fast {}", item.incoming.chat.0)) })
        }

        fn acknowledge(&self, item: Item) -> Work<'_, ()> {
            Box::pin(async move { self.note(format!("acknowledged {}", item.incoming.update.0)) })
        }

        fn room(&self, _chat: ChatId) -> Work<'_, ()> {
            Box::pin(async {})
        }
    }

    fn item(chat: i64, update: i64) -> Item {
        let incoming = Incoming { update: UpdateId(update), chat: ChatId(chat), json: Vec::new() };
        Item { incoming: Arc::new(incoming), since: Instant::now(), kind: Kind::Message, acknowledged: false }
    }

    #[tokio::test]
    async fn a_flood_is_answered_in_order_told_once_and_holds_up_nobody() {
        let notes = Arc::new(Notes::default());
        let lanes = Lanes::new(notes.clone(), Stop::default());
        (100..200).for_each(|update| lanes.push(item(7, update), false));
        lanes.push(Item { kind: Kind::Press, ..item(7, 200) }, false);
        lanes.push(Item { kind: Kind::Press, ..item(8, 1) }, false);
        lanes.push(item(8, 1), false);
        lanes.idle(Duration::from_secs(20)).await;
        let notes = notes.0.lock().expect("notes");
        let handled = |chat: &str| -> Vec<String> { notes.iter().filter(|note| note.starts_with(chat)).cloned().collect() };
        assert_eq!(handled("7:"), (100..=200).map(|update| format!("7:{update}")).collect::<Vec<_>>());
        assert_eq!(handled("acknowledged"), ["acknowledged 200"]);
        assert_eq!(handled("too fast"), ["too fast 7"]);
        assert_eq!(handled("8:"), ["8:1"], "one delivered again is not handled again");
        let place = notes.iter().position(|note| note == "8:1").expect("handled");
        assert!(place < 20, "the other chat came in the place {place}");
    }

    #[tokio::test]
    async fn an_update_that_breaks_its_handling_is_the_only_one_to_suffer() {
        let notes = Arc::new(Notes::default());
        let lanes = Lanes::new(notes.clone(), Stop::default());
        [12, 13, 14].into_iter().for_each(|update| lanes.push(item(9, update), false));
        lanes.idle(Duration::from_secs(20)).await;
        assert_eq!(*notes.0.lock().expect("notes"), ["9:12", "broken 13", "9:14"]);
        assert_eq!(lanes.len(), 0);
    }

    #[tokio::test]
    async fn once_the_end_has_begun_nothing_new_is() {
        let notes = Arc::new(Notes::default());
        let stop = Stop::default();
        let lanes = Lanes::new(notes.clone(), stop.clone());
        (100..110).for_each(|update| lanes.push(item(7, update), false));
        tokio::time::sleep(Duration::from_millis(2)).await;
        stop.finish();
        lanes.idle(Duration::from_secs(20)).await;
        assert_eq!(*notes.0.lock().expect("notes"), ["7:100"]);
    }
}
