//! The one meeting of pure and impure: reads the clock, loads, steps, commits, carries out what a step orders, keeps the
//! index fresh. Channels and commands know this room; it knows no channel.

mod load;
mod search_index;

use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use jiff::Timestamp;

use crate::conversation::{Event, Order, Step, UpdateId, step};
use crate::domain::{ChatId, Language};
use crate::matching::Index;
use crate::reply::{Body, Reply};
use crate::seed::Options;
use crate::store::{Commit, Committed, Notice, Queued, ReplyId, SledStore, Store, StoreError, Who};
use crate::understanding::Vocabulary;

pub use load::{BuiltIn, Report, load};
use search_index::SearchIndex;

/// A commit is tried so often when another event of the same chat came between.
const TRIES: usize = 5;

/// The program over one data directory.
pub struct App {
    pub store: SledStore,
    index: SearchIndex,
    vocabulary: Arc<Vocabulary>,
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

impl App {
    /// Opens a data directory, new or not, and brings the index up to it.
    ///
    /// # Errors
    /// When the directory is in use, damaged or not writable; the message says what to do.
    pub async fn open(data: &Path, beginning: Beginning, vocabulary: Arc<Vocabulary>) -> anyhow::Result<(App, Vec<Notice>)> {
        let path = data.to_owned();
        let (store, notices) = tokio::task::spawn_blocking(move || SledStore::open(&path)).await??;
        let index = SearchIndex::open(&data.join("index"), vocabulary.clone())?;
        let mut app = App { store, index, vocabulary };
        let begun = data.join(BEGUN_EMPTY);
        if app.store.last_sequence().await?.0 == 0 {
            match beginning {
                Beginning::BuiltIn if !begun.exists() => drop(app.load_built_in(BuiltIn::Companies).await?),
                Beginning::Empty => std::fs::write(&begun, "").with_context(|| format!("{} cannot be written", begun.display()))?,
                Beginning::BuiltIn | Beginning::Load => {}
            }
        }
        app.follow().await?;
        Ok((app, notices))
    }

    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// The index as it is now.
    pub fn index(&self) -> Index {
        self.index.view()
    }

    /// Brings the index up to the store.
    pub async fn follow(&mut self) -> anyhow::Result<()> {
        self.index.follow(&self.store).await.context("the search index could not follow the store")
    }

    /// Loads a list that is compiled in; how many companies are new by it.
    pub async fn load_built_in(&mut self, list: BuiltIn) -> anyhow::Result<usize> {
        let mut table = list.open(&self.vocabulary);
        let report = load(&mut table, list.file(), Options::default(), false, &self.store, &mut |_| (), &mut |_| ()).await?;
        self.follow().await?;
        Ok(report.tally.new)
    }

    /// Takes one event through the conversation: when it returns, what follows is durable and its replies wait in the outbox.
    ///
    /// # Errors
    /// When nothing could be kept: the event then counts as not handled.
    pub async fn handle(&mut self, chat: ChatId, update: Option<UpdateId>, event: Event, who: Who) -> anyhow::Result<()> {
        let mut waiting = vec![event];
        while let Some(event) = waiting.pop() {
            for order in self.commit(chat, update, &event, &who).await? {
                match order {
                    Order::LoadSamples => {
                        let companies = self.load_built_in(BuiltIn::Samples).await?;
                        waiting.push(Event::SamplesLoaded { companies });
                    }
                }
            }
        }
        Ok(())
    }

    async fn commit(&self, chat: ChatId, update: Option<UpdateId>, event: &Event, who: &Who) -> Result<Vec<Order>, StoreError> {
        let mut tries = 0;
        loop {
            let (state, seen) = self.store.load(chat).await?;
            let step = self.step(&state, event);
            let commit = Commit { chat, seen, update, step: &step, at: Timestamp::now(), who: who.clone() };
            match self.store.commit(commit).await {
                Ok(Committed::Done(_)) => return Ok(step.orders),
                Ok(Committed::Repeated) => return Ok(Vec::new()),
                Err(StoreError::Conflict) if tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// The step that follows; should it break, an apology, never the end of the program.
    fn step(&self, state: &crate::conversation::State, event: &Event) -> Step {
        let index = self.index.view();
        match std::panic::catch_unwind(AssertUnwindSafe(|| step(state, event, &index))) {
            Ok(Ok(step)) => step,
            Ok(Err(error)) => {
                log::error!("step failed: {error}");
                apology(state.language.or(state.spoken))
            }
            Err(_) => {
                log::error!("step panicked");
                apology(state.language.or(state.spoken))
            }
        }
    }

    /// Replies of a chat that were not sent yet.
    pub async fn unsent(&self, chat: ChatId) -> Result<Vec<Queued>, StoreError> {
        self.store.outbox(Some(chat)).await
    }

    pub async fn sent(&self, replies: &[ReplyId]) -> Result<(), StoreError> {
        self.store.mark_sent(replies, Timestamp::now()).await
    }
}

fn apology(language: Option<Language>) -> Step {
    let reply = Reply { language: language.unwrap_or_default(), body: Body::Sorry, buttons: Vec::new() };
    Step { replies: vec![reply], ..Step::default() }
}
