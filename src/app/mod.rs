//! The one meeting of pure and impure: reads the clock, loads, steps, commits, carries out what a step orders, keeps the
//! index fresh. What takes long is done beside the conversation and comes back as an event. Channels and commands know this room; it
//! knows no channel.

mod committing;
mod count;
mod duplicates;
mod export;
mod findings;
mod guests;
mod jobs;
mod lists;
mod load;
mod papers;
mod recall;
mod received;
mod registry;
mod removing;
mod reports;
mod restoring;
mod search_index;
mod select;
mod snapshots;
mod unkept;
mod wording;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::Context;
use jiff::Timestamp;
use tokio::sync::Mutex;

use crate::conversation::{Event, Order, Settings, Step, UpdateId};
use crate::domain::{ChatId, Region};
use crate::matching::Index;
use crate::registry::{Fact, ListingFact, MemberFact, Recorded};
use crate::report::trade_facts::TradeFact;
use crate::seed::Options;
use crate::store::{DiskFiles, Files, Incoming, Notice, Queued, ReplyId, Sequence, SledStore, Store, StoreError, Who, private};
use crate::understanding::Vocabulary;

use committing::TRIES;
pub use duplicates::duplicates;
pub use findings::{lines_after, remarked, taken_back};
pub use guests::{Invited, invited, lines_as_wishes};
use jobs::{Jobs, News};
pub use lists::{Courier, NotFetched, check, load_list};
pub use load::{BuiltIn, Report, TRADE_FACTS, load, vocabulary};
pub use papers::with_counts;
use received::Received;
use registry::LiveRegistry;
pub use reports::Desk;
pub use restoring::{Restored, restore_as_ordered, restore_snapshot};
use search_index::SearchIndex;
pub use search_index::{IndexFinding, as_indexed};
pub use select::CompanyFilter;
pub use snapshots::{Snapshots, oldest_snapshot};
use unkept::GivenUp;
pub use unkept::cannot_keep;

/// The program over one data directory.
pub struct App {
    pub store: Arc<SledStore>,
    index: SearchIndex,
    vocabulary: Arc<Vocabulary>,
    registry: LiveRegistry,
    settings: Settings,
    /// Held while something shared is decided: from reading the registry until the facts are in it.
    deciding: Mutex<()>,
    given_up: GivenUp,
    /// What takes long, and the files that it reads.
    jobs: Jobs,
    received: Arc<Received>,
    data: PathBuf,
    /// Long reports that are being made, or wait to be sent.
    papers: Arc<Received>,
    trade: OnceLock<Arc<[TradeFact]>>,
    courier: OnceLock<Arc<dyn Courier>>,
}

/// What a new data directory begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// The built-in list.
    BuiltIn,
    /// Nothing, and that is how it stays until something is loaded.
    Empty,
    /// What is just about to be loaded.
    Load,
}

/// Marks a data directory that was meant to begin with nothing.
const BEGUN_EMPTY: &str = "begun-empty";
/// Where the lists lie that people sent.
const RECEIVED: &str = "received";
/// Where reports lie that were ordered in chats.
const PAPERS: &str = "reports";
/// Where the search index lies in it.
const INDEX: &str = "index";

/// Looks at the search index of a data directory without changing it; `store`: the last number of its store and how many companies are to be
/// found there.
pub fn look_at_index(data: &Path, vocabulary: &Vocabulary, store: Option<(Sequence, u64)>) -> IndexFinding {
    search_index::look(&data.join(INDEX), vocabulary, store)
}

impl App {
    /// Opens a data directory, new or not, and brings the index up to it.
    ///
    /// # Errors
    /// When the directory is in use, damaged or not writable; the message says what to do.
    pub async fn open(
        data: &Path,
        beginning: Beginning,
        vocabulary: Arc<Vocabulary>,
        settings: Settings,
    ) -> anyhow::Result<(App, Vec<Notice>)> {
        App::open_with(data, beginning, std::future::ready(Ok(vocabulary)), settings, Arc::new(DiskFiles)).await
    }

    /// [`App::open`] with another door to the disk, and with a vocabulary that may be read while the store is opened.
    ///
    /// # Errors
    /// As [`App::open`].
    pub async fn open_with(
        data: &Path,
        beginning: Beginning,
        vocabulary: impl Future<Output = anyhow::Result<Arc<Vocabulary>>>,
        settings: Settings,
        files: Arc<dyn Files>,
    ) -> anyhow::Result<(App, Vec<Notice>)> {
        let path = data.to_owned();
        let opening = tokio::task::spawn_blocking(move || SledStore::open_with(&path, files));
        let vocabulary = vocabulary.await;
        let (store, notices) = opening.await??;
        let vocabulary = vocabulary?;
        let index = SearchIndex::open(&data.join(INDEX), vocabulary.clone(), !store.is_in_memory())?;
        let registry = LiveRegistry::open(&store, &settings.owners).await?;
        let app = App {
            store: Arc::new(store),
            index,
            vocabulary,
            registry,
            settings,
            deciding: Mutex::default(),
            given_up: GivenUp::default(),
            jobs: Jobs::new(),
            received: Arc::new(Received::new(data.join(RECEIVED))),
            data: data.to_owned(),
            papers: Arc::new(Received::new(data.join(PAPERS))),
            trade: OnceLock::new(),
            courier: OnceLock::new(),
        };
        let begun = data.join(BEGUN_EMPTY);
        if app.store.last_sequence().await?.0 == 0 {
            match beginning {
                Beginning::BuiltIn if !begun.exists() => drop(app.load_built_in(BuiltIn::Companies, None, &Who::terminal()).await?),
                Beginning::Empty => {
                    drop(private().write(true).open(&begun).with_context(|| format!("{} cannot be written", begun.display()))?)
                }
                Beginning::BuiltIn | Beginning::Load => {}
            }
        }
        match app.follow().await {
            // On a full disk the index stays as it is.
            Err(error) if app.store.is_in_memory() => log::warn!("index follow=failed error=\"{error:#}\""),
            followed => followed?,
        }
        Ok((app, notices))
    }

    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// The data directory.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The index as it is now.
    pub fn index(&self) -> Index {
        self.index.view()
    }

    /// Everybody who keeps the list.
    pub fn keepers(&self) -> Vec<ChatId> {
        self.registry.read().members.staff.all().map(|(chat, _)| chat).collect()
    }

    /// Whether the person of that chat keeps the list.
    pub fn keeps_list(&self, chat: ChatId) -> bool {
        self.registry.read().members.staff.post(chat).is_some()
    }

    /// Brings the index up to the store and to the listings that are open now.
    ///
    /// # Errors
    /// When the store cannot be read or the index not be written: the next one goes on where this has ended.
    pub async fn follow(&self) -> anyhow::Result<()> {
        let (listings, marks) = {
            let registry = self.registry.read();
            (registry.listings.clone(), registry.marks.clone())
        };
        let followed = self.index.follow(&*self.store, &listings, &marks, Timestamp::now()).await;
        let grew = followed.context("the search index could not follow the store")?;
        // Whoever waits for new partners is looked after once for all that was read in.
        if grew && listings.is_awaited() { self.note(Fact::Listing(ListingFact::Grew)).await } else { Ok(()) }
    }

    /// Records a fact that happened in no chat.
    async fn note(&self, fact: Fact) -> anyhow::Result<()> {
        let step = Step { facts: vec![fact], ..Step::default() };
        let _deciding = self.deciding.lock().await;
        let mut tries = 0;
        loop {
            let (_, seen) = self.store.load(ChatId::TERMINAL).await?;
            match self.commit_step(ChatId::TERMINAL, None, seen, &step, &Who::hamkor()).await {
                Ok(_) => return Ok(()),
                Err(StoreError::Conflict) if tries < TRIES => tries += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Loads a list that is compiled in, for somebody; how many companies are new by it. `side`: only those of this one.
    ///
    /// # Errors
    /// When it could not be kept: nothing of it was loaded. When only the index could not follow: all of it was.
    pub async fn load_built_in(&self, list: BuiltIn, side: Option<Region>, who: &Who) -> anyhow::Result<usize> {
        let mut table = list.open(&self.vocabulary);
        let options = Options { skip_bad: side.is_some(), side, ..Options::default() };
        let report = load(&mut table, list.file(), options, Some(who.clone()), &*self.store, &mut |_| (), &mut |_| ()).await?;
        self.follow().await?;
        Ok(report.tally.new)
    }

    /// Takes one event through the conversation: when it returns, what follows is durable and its replies wait in the outbox; they are
    /// returned too, with those to other chats that became due by it. An update that was done before gives nothing.
    ///
    /// # Errors
    /// When nothing could be kept: the event then counts as not handled.
    pub async fn handle(&self, chat: ChatId, update: Option<UpdateId>, event: Event, who: Who) -> anyhow::Result<Vec<Queued>> {
        let (step, mut queued) = self.commit(chat, update, &event, &who).await?;
        queued.extend(self.carry_out(chat, step.orders, &who).await?);
        if !step.facts.is_empty() {
            queued.extend(self.tick().await?);
        }
        Ok(queued)
    }

    /// Does what a step orders; what takes long is only begun.
    async fn carry_out(&self, chat: ChatId, orders: Vec<Order>, who: &Who) -> anyhow::Result<Vec<Queued>> {
        let mut queued = Vec::new();
        for order in orders {
            match order {
                Order::LoadSamples => {
                    let companies = self.load_built_in(BuiltIn::Samples, self.side_of(chat), who).await?;
                    let (_, replies) = self.commit(chat, None, &Event::SamplesLoaded { companies }, who).await?;
                    queued.extend(replies);
                }
                Order::Copy => {
                    let facts = self.store.facts().await?.into_iter().filter(|recorded| recorded.chat == chat).collect();
                    let (_, replies) = self.commit(chat, None, &Event::Copied { facts }, who).await?;
                    queued.extend(replies);
                }
                Order::Count { message } => self.begin_count(chat, message, who),
                Order::List { list, work } => self.begin_list(chat, list, work, who),
                Order::Undo { load, message } => self.begin_undo(chat, load, message, who),
                Order::History { message } => self.begin_history(chat, message, who),
                Order::Recall { number, sure, message } => self.begin_recall(chat, (number, sure), message, who),
                Order::Duplicates { message } => self.begin_duplicates(chat, message, who),
                Order::Choose { of, message } => self.begin_choose(chat, of, message, who),
                Order::Remove { of, message } => self.begin_remove(chat, of, message, who),
                Order::Snapshots { message } => {
                    let days = snapshots::days(&self.data);
                    let (_, replies) = self.commit(chat, None, &Event::Snapshots { message, days }, who).await?;
                    queued.extend(replies);
                }
                Order::Restore { snapshot } => {
                    let event = self.order_restore(snapshot, chat);
                    let (_, replies) = self.commit(chat, None, &event, who).await?;
                    queued.extend(replies);
                }
                Order::Guests { number, guests } => self.begin_guests(chat, number, guests, who),
                Order::Report { number, commission, message } => self.begin_report(chat, number, commission, message, who),
            }
        }
        Ok(queued)
    }

    /// Does what is due now: forgets whom it was asked to forget, gives notices. The replies are durable and returned.
    ///
    /// # Errors
    /// When something could not be kept; it is due again at the next tick.
    pub async fn tick(&self) -> anyhow::Result<Vec<Queued>> {
        let mut queued = Vec::new();
        self.settle_given_up().await?;
        while let Some(news) = self.jobs.told().await {
            queued.extend(self.hear(news).await?);
        }
        self.received.tidy();
        self.papers.tidy();
        let forgetting: Vec<ChatId> = self.registry.read().forgetting().collect();
        for chat in forgetting {
            queued.extend(self.forget(chat).await?);
        }
        // Giving a notice may make another one due; each is given once, so this ends.
        loop {
            let due = self.registry.read().due(Timestamp::now());
            if due.is_empty() {
                return Ok(queued);
            }
            for (chat, notice) in due {
                let (_, replies) = self.commit(chat, None, &Event::Due(notice), &Who::hamkor()).await?;
                queued.extend(replies);
            }
        }
    }

    /// Waits until nothing takes long any more, and takes what became of it into the conversation.
    ///
    /// # Errors
    /// As [`App::tick`].
    pub async fn settle(&self) -> anyhow::Result<Vec<Queued>> {
        let mut queued = Vec::new();
        while let Some(news) = self.jobs.next().await {
            queued.extend(self.hear(news).await?);
        }
        Ok(queued)
    }

    /// Tells those whose lists were being read when an earlier process was stopped, and does what was confirmed and not done by then. The
    /// replies are durable and returned; those to what takes long come later.
    ///
    /// # Errors
    /// When the store cannot be read or written: what was kept until then stays, and the next start goes on.
    pub async fn resume(&self) -> anyhow::Result<Vec<Queued>> {
        let mut queued = Vec::new();
        self.received.tidy();
        for chat in self.keepers() {
            let (state, _) = self.store.load(chat).await?;
            let orders = state.deeds.iter().map(|deed| deed.order(None)).collect();
            queued.extend(self.carry_out(chat, orders, &Who::of_chat(chat)).await?);
        }
        for (chat, event) in self.interrupted().into_iter().chain(self.unfinished()) {
            let (step, replies) = self.commit(chat, None, &event, &Who::hamkor()).await?;
            self.has_ended(chat, &event);
            self.carry_out(chat, step.orders, &Who::hamkor()).await?;
            queued.extend(replies);
        }
        Ok(queued)
    }

    /// The facts of trade for reports that are ordered in chats; the built-in ones, if none are given.
    pub fn trade_by(&self, facts: Vec<TradeFact>) {
        // The first ones stay, as the vocabulary does.
        let _ = self.trade.set(facts.into());
    }

    /// Lets a messenger hand over the files that people sent to it.
    pub fn fetch_by(&self, courier: Arc<dyn Courier>) {
        // The first one stays; a program has one messenger.
        let _ = self.courier.set(courier);
    }

    /// Takes the news of a job into the conversation.
    async fn hear(&self, news: News) -> anyhow::Result<Vec<Queued>> {
        let News { chat, ref who, ref event, .. } = news;
        // How far a load is need not be told before the last word on it has arrived.
        if event.is_passing() && !self.store.outbox(Some(chat)).await?.is_empty() {
            return Ok(Vec::new());
        }
        match self.commit(chat, None, event, who).await {
            Ok((step, replies)) => {
                self.jobs.heard(&news);
                self.has_ended(chat, event);
                let mut queued = replies;
                queued.extend(self.carry_out(chat, step.orders, who).await?);
                Ok(queued)
            }
            Err(error) => {
                self.jobs.again(news);
                Err(error)
            }
        }
    }

    /// Forgets a person, and says so.
    async fn forget(&self, chat: ChatId) -> anyhow::Result<Vec<Queued>> {
        let _deciding = self.deciding.lock().await;
        let (state, _) = self.store.load(chat).await?;
        let (at, who) = (Timestamp::now(), Who::of_chat(chat));
        self.store.forget(chat, at, who.clone()).await?;
        self.received.forget(chat);
        self.papers.forget(chat);
        self.registry.apply(&[Recorded { at, chat, fact: Fact::Forgotten }]);
        let language = state.language.or(state.spoken).unwrap_or_default();
        let (step, seen) = self.step(chat, &Event::Forgotten { language }).await?;
        Ok(self.commit_step(chat, None, seen, &step, &who).await?.unwrap_or_default())
    }

    /// Notes that the messenger no longer delivers to a chat; returns what others have to be told of it.
    ///
    /// # Errors
    /// When it could not be kept; it counts as reachable then, until it is tried again.
    pub async fn unreachable(&self, chat: ChatId) -> anyhow::Result<Vec<Queued>> {
        if !self.registry.read().members.is_reachable(chat) {
            return Ok(Vec::new());
        }
        let step = Step { facts: vec![Fact::Member(MemberFact::Unreachable)], ..Step::default() };
        let deciding = self.deciding.lock().await;
        let (_, seen) = self.store.load(chat).await?;
        self.commit_step(chat, None, seen, &step, &Who::hamkor()).await?;
        drop(deciding);
        self.tick().await
    }

    /// Notes that a chat can be reached again, if it could not.
    ///
    /// # Errors
    /// When it could not be kept: nothing was changed.
    pub async fn reachable(&self, chat: ChatId) -> anyhow::Result<()> {
        if self.registry.read().members.is_reachable(chat) {
            return Ok(());
        }
        let step = Step { facts: vec![Fact::Member(MemberFact::Reachable)], ..Step::default() };
        let _deciding = self.deciding.lock().await;
        let (_, seen) = self.store.load(chat).await?;
        self.commit_step(chat, None, seen, &step, &Who::hamkor()).await?;
        Ok(())
    }

    /// Takes updates of a messenger into the inbox: from then on they may be confirmed to it. Those known already are passed over.
    ///
    /// # Errors
    /// When they could not be kept: none of them was, and none may be confirmed.
    pub async fn receive(&self, updates: Vec<Incoming>) -> anyhow::Result<()> {
        Ok(self.store.receive(updates, Timestamp::now()).await?)
    }

    /// Updates received and not yet handled, by id: what a start has to begin with.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn inbox(&self) -> anyhow::Result<Vec<Incoming>> {
        Ok(self.store.inbox().await?)
    }

    /// The highest id of an update ever received.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn last_update(&self) -> anyhow::Result<Option<UpdateId>> {
        Ok(self.store.last_update().await?)
    }

    /// Takes an update out of the inbox that is no event for the conversation.
    ///
    /// # Errors
    /// When that could not be kept: it stays there.
    pub async fn done(&self, chat: ChatId, update: UpdateId) -> anyhow::Result<()> {
        Ok(self.store.done(chat, update, Timestamp::now()).await?)
    }

    /// Replies that were not sent yet, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn outbox(&self) -> anyhow::Result<Vec<Queued>> {
        Ok(self.store.outbox(None).await?)
    }

    /// Replies of a chat that were not sent yet.
    ///
    /// # Errors
    /// [`StoreError`], when the store cannot be read.
    pub async fn unsent(&self, chat: ChatId) -> Result<Vec<Queued>, StoreError> {
        self.store.outbox(Some(chat)).await
    }

    /// Takes replies out of the outbox that were sent.
    ///
    /// # Errors
    /// [`StoreError`], when that could not be kept: they are sent once more after the next start.
    pub async fn sent(&self, replies: &[ReplyId]) -> Result<(), StoreError> {
        self.store.mark_sent(replies, Timestamp::now()).await
    }
}
