//! Sends what waits in the outbox: a chat's replies in their order, chats beside each other, at the pace of [`Limits`]. What fails
//! in passing is tried again; what is refused is sent in a simpler form. A reply leaves the outbox after it was sent.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::api::{Api, Failure};
use super::cannot_serve::CannotServe;
use super::health::Health;
use super::limits::Limits;
use super::send::{self, Call, Refused};
use super::stop::{Backoff, Stop};
use crate::app::App;
use crate::domain::ChatId;
use crate::reply::{Message, Reply, Way};
use crate::store::{Queued, ReplyId};

/// Calls under way at a time.
const CALLS: usize = 64;
/// Uploads under way at a time: they hold their file in memory.
const UPLOADS: usize = 4;
/// So long a reply waits to be the only one that is sent and not yet marked; a kill then repeats no other.
const PATIENCE: Duration = Duration::from_millis(25);
/// The same in the first seconds of a process, when what a killed one left goes out all at once.
const PATIENCE_AT_START: Duration = Duration::from_millis(500);
const START: Duration = Duration::from_secs(10);
/// Waits between tries.
const BACKOFF: Backoff = Backoff::new(Duration::from_millis(300), Duration::from_secs(30));
/// Telegram forgets a press sooner.
const TOAST_SECONDS: u64 = 120;
/// What a wait is longer than asked for: clocks differ.
const MARGIN: Duration = Duration::from_millis(100);

/// The sending side.
pub(super) struct Outbox {
    api: Api,
    app: Arc<App>,
    health: Arc<Health>,
    stop: Stop,
    started: Instant,
    limits: Mutex<Limits>,
    chats: Mutex<Chats>,
    calls: Semaphore,
    uploads: Semaphore,
    /// Whoever holds it is the only one between sending and marking, but for those who lost patience.
    alone: Arc<Semaphore>,
    sent: mpsc::UnboundedSender<Sent>,
}

#[derive(Default)]
struct Chats {
    /// What waits, by chat; a chat that is here has a task that sends it.
    waiting: HashMap<ChatId, VecDeque<Item>>,
    /// Acknowledgements under way.
    toasts: usize,
    /// Groups that have become another chat.
    moved: HashMap<ChatId, ChatId>,
}

impl Chats {
    fn len(&self) -> usize {
        self.waiting.values().map(|waiting| waiting.len() + 1).sum::<usize>() + self.toasts
    }
}

/// Something to be sent.
struct Item {
    what: What,
    /// When the update came that it answers first.
    since: Option<Instant>,
}

enum What {
    Reply(Box<Queued>),
    /// Said in passing: it is not kept.
    Passing(Box<Reply>, Message),
}

/// A reply that was sent, and the right to have been the only one.
struct Sent {
    id: ReplyId,
    _alone: Option<OwnedSemaphorePermit>,
}

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It reached the person, or never will.
    Settled,
    /// The chat is closed to the bot.
    Gone,
    /// The program ends: it is left for the next one.
    Left,
}

impl Outbox {
    pub(super) fn start(api: Api, app: Arc<App>, health: Arc<Health>, stop: Stop, limits: bool) -> Arc<Outbox> {
        let (sent, marked) = mpsc::unbounded_channel();
        let started = Instant::now();
        tokio::spawn(mark(app.clone(), marked));
        Arc::new(Outbox {
            api,
            app,
            health,
            stop,
            started,
            limits: Mutex::new(Limits::new(limits, started)),
            chats: Mutex::default(),
            calls: Semaphore::new(CALLS),
            uploads: Semaphore::new(UPLOADS),
            alone: Arc::new(Semaphore::new(1)),
            sent,
        })
    }

    /// Sends what an earlier process has left.
    pub(super) fn resume(self: &Arc<Self>, replies: Vec<Queued>) {
        if !replies.is_empty() {
            self.limits().go_on(Instant::now());
        }
        self.send(replies, None);
    }

    /// Sends replies, each chat's in this order; `since` is when the update came that they answer.
    pub(super) fn send(self: &Arc<Self>, replies: Vec<Queued>, since: Option<Instant>) {
        let mut since = since;
        for queued in replies {
            let chat = queued.chat;
            let is_toast = matches!(queued.reply.way, Way::Toast(_));
            let item = Item { what: What::Reply(Box::new(queued)), since: if is_toast { None } else { since.take() } };
            if is_toast { self.send_toast(chat, item) } else { self.append(chat, item, false) }
        }
    }

    /// Says something before all else that waits for the chat.
    pub(super) fn say(self: &Arc<Self>, chat: ChatId, reply: Reply, message: Message) {
        self.append(chat, Item { what: What::Passing(Box::new(reply), message), since: None }, true);
    }

    /// Says what is not kept, in its turn.
    pub(super) fn say_unkept(self: &Arc<Self>, chat: ChatId, replies: Vec<(Reply, Message)>) {
        for (reply, message) in replies {
            let is_toast = matches!(reply.way, Way::Toast(_));
            let item = Item { what: What::Passing(Box::new(reply), message), since: None };
            if is_toast { self.send_toast(chat, item) } else { self.append(chat, item, false) }
        }
    }

    /// Acknowledges a press in passing.
    pub(super) fn acknowledge(self: &Arc<Self>, chat: ChatId, reply: Reply) {
        self.send_toast(chat, Item { what: What::Passing(Box::new(reply), Message::default()), since: None });
    }

    /// How many replies wait for a chat.
    pub(super) fn waiting(&self, chat: ChatId) -> usize {
        self.chats().waiting.get(&chat).map_or(0, |waiting| waiting.len() + 1)
    }

    /// How many replies wait in all.
    pub(super) fn len(&self) -> usize {
        self.chats().len()
    }

    /// A group has become another chat.
    pub(super) fn moved(&self, from: ChatId, to: ChatId) {
        self.chats().moved.insert(from, to);
    }

    /// The acknowledgement of a press goes out at once: the person looks at a turning wheel.
    fn send_toast(self: &Arc<Self>, chat: ChatId, item: Item) {
        self.chats().toasts += 1;
        let outbox = self.clone();
        tokio::spawn(async move {
            let outcome = outbox.deliver(chat, item).await;
            outbox.chats().toasts -= 1;
            if outcome == Outcome::Gone {
                outbox.unreachable(chat).await;
            }
        });
    }

    fn append(self: &Arc<Self>, chat: ChatId, item: Item, first: bool) {
        let mut chats = self.chats();
        let begins = !chats.waiting.contains_key(&chat);
        let waiting = chats.waiting.entry(chat).or_default();
        if first {
            waiting.push_front(item)
        } else {
            waiting.push_back(item)
        }
        drop(chats);
        if begins {
            tokio::spawn(self.clone().work(chat));
        }
    }

    /// Sends what waits for a chat until nothing does.
    async fn work(self: Arc<Self>, chat: ChatId) {
        while let Some(item) = self.next(chat) {
            match self.deliver(chat, item).await {
                Outcome::Settled => {}
                Outcome::Gone => self.unreachable(chat).await,
                Outcome::Left => {
                    self.chats().waiting.remove(&chat);
                    return;
                }
            }
        }
    }

    fn next(&self, chat: ChatId) -> Option<Item> {
        let mut chats = self.chats();
        let next = chats.waiting.get_mut(&chat).and_then(VecDeque::pop_front);
        if next.is_none() {
            chats.waiting.remove(&chat);
        }
        next
    }

    async fn deliver(&self, chat: ChatId, item: Item) -> Outcome {
        let (id, calls) = match item.what {
            What::Passing(reply, message) => (None, send::calls(chat, &reply, message)),
            What::Reply(queued) => match self.render(&queued).await {
                Some(message) => (Some(queued.id), send::calls(chat, &queued.reply, message)),
                None => return Outcome::Left,
            },
        };
        let mut alone = None;
        let mut outcome = Outcome::Settled;
        for call in calls {
            let kind = call.kind();
            if let Some(wait) = self.pace(chat, &call) {
                self.stop.sleep(wait).await;
            }
            if alone.is_none() && kind != "toast" && kind != "edit" {
                alone = self.alone().await;
            }
            outcome = self.make(chat, call, item.since).await;
            if outcome != Outcome::Settled {
                break;
            }
            self.health.reply(kind);
        }
        if let Some(id) = id.filter(|_| outcome != Outcome::Left) {
            // The marker lives as long as this.
            let _ = self.sent.send(Sent { id, _alone: alone });
        }
        outcome
    }

    /// Puts a reply into words; tries until the store can be read.
    async fn render(&self, queued: &Queued) -> Option<Message> {
        let mut backoff = BACKOFF;
        while !self.stop.is_halted() {
            match self.app.render(queued).await {
                Ok(message) => return Some(message),
                Err(error) => {
                    log::error!("chat={} a reply cannot be put into words: {error}", queued.chat.0);
                    self.health.error("store");
                    self.stop.sleep(backoff.wait()).await;
                }
            }
        }
        None
    }

    /// How long a call waits for its chat.
    fn pace(&self, chat: ChatId, call: &Call) -> Option<Duration> {
        let (mut limits, now) = (self.limits(), Instant::now());
        match call {
            Call::Toast(_) => {
                limits.press(chat, now);
                None
            }
            _ => Some(limits.chat(chat, now)),
        }
    }

    async fn alone(&self) -> Option<OwnedSemaphorePermit> {
        let patience = if self.started.elapsed() < START { PATIENCE_AT_START } else { PATIENCE };
        tokio::time::timeout(patience, self.alone.clone().acquire_owned()).await.ok()?.ok()
    }

    /// Makes a call until it is settled.
    async fn make(&self, chat: ChatId, call: Call, since: Option<Instant>) -> Outcome {
        let is_toast = matches!(call, Call::Toast(_));
        let begun = Instant::now();
        let mut backoff = BACKOFF;
        let mut call = self.redirected(chat, call);
        loop {
            let wait = self.limits().in_all(Instant::now());
            self.stop.sleep(wait).await;
            let turn = if matches!(call, Call::Upload(_)) { &self.uploads } else { &self.calls };
            let turn = turn.acquire().await;
            if self.stop.is_halted() {
                return Outcome::Left;
            }
            let made = call.make(&self.api).await;
            drop(turn);
            let Err(failure) = made else {
                if let Some(since) = since {
                    self.health.latency(since.elapsed());
                }
                return Outcome::Settled;
            };
            self.health.error(failure.kind());
            if is_toast && begun.elapsed() > Duration::from_secs(TOAST_SECONDS) {
                return Outcome::Settled;
            }
            match failure {
                Failure::TooMany(wait) => {
                    self.limits().refused(chat, wait + MARGIN, Instant::now());
                    self.stop.sleep(wait + MARGIN).await;
                }
                Failure::Moved(to) => {
                    self.moved(chat, to);
                    call = call.redirected(to);
                }
                Failure::Server(_) | Failure::Network(_) => {
                    log::warn!("chat={} kind={} not sent, is tried again: {failure}", chat.0, call.kind());
                    self.stop.sleep(backoff.wait()).await;
                }
                Failure::Refused { code: 401, .. } => {
                    self.stop.fail(CannotServe::TokenRevoked);
                    return Outcome::Left;
                }
                Failure::Refused { code: 403, .. } => return Outcome::Gone,
                Failure::Refused { ref description, .. } => match call.clone().refused(description) {
                    Refused::Done => return Outcome::Settled,
                    Refused::Instead(next) => call = *next,
                    Refused::Hopeless => {
                        log::error!("chat={} kind={} cannot be sent: {failure}", chat.0, call.kind());
                        return Outcome::Settled;
                    }
                },
            }
        }
    }

    fn redirected(&self, chat: ChatId, call: Call) -> Call {
        match self.chats().moved.get(&chat) {
            Some(&to) => call.redirected(to),
            None => call,
        }
    }

    /// The chat is closed to the bot: what waits for it will never be read.
    async fn unreachable(self: &Arc<Self>, chat: ChatId) {
        let dropped: Vec<Item> = self.chats().waiting.get_mut(&chat).map(|waiting| waiting.drain(..).collect()).unwrap_or_default();
        for item in dropped {
            if let What::Reply(queued) = item.what {
                let _ = self.sent.send(Sent { id: queued.id, _alone: None });
            }
        }
        match self.app.unreachable(chat).await {
            Ok(replies) => self.send(replies, None),
            Err(error) => log::error!("chat={} could not be noted as unreachable: {error:#}", chat.0),
        }
    }

    /// Waits until nothing is to be sent, at most so long.
    pub(super) async fn empty(&self, within: Duration) {
        let end = Instant::now() + within;
        while self.len() > 0 && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn chats(&self) -> MutexGuard<'_, Chats> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn limits(&self) -> MutexGuard<'_, Limits> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes what was sent out of the outbox, as many at a time as there are.
async fn mark(app: Arc<App>, mut marked: mpsc::UnboundedReceiver<Sent>) {
    let mut batch = Vec::new();
    while marked.recv_many(&mut batch, CALLS).await > 0 {
        let ids: Vec<ReplyId> = batch.iter().map(|sent| sent.id).collect();
        if let Err(error) = app.sent(&ids).await {
            log::error!("replies={} sent, but not noted as such: {error}", ids.len());
        }
        batch.clear();
    }
}
