//! What was done is read from the ledger, taken back, and two records made one: for a chat beside the conversation, for a command at once.

use std::collections::BTreeSet;

use super::jobs::News;
use super::{App, TRIES};
use crate::conversation::{Event, Step, merge_plan, take_back};
use crate::domain::{ApplicationId, ChatId, CompanyId, MessageId, Region};
use crate::registry::{Deed, Entry, Fact, ListChange, LoadState, MemberFact, MemberNotice, Notice, Obstacle, Registry, is_reversible};
use crate::reply::{NotMerged, Preview};
use crate::store::{self, Listed, NotUndone, Queued, Sequence, SledStore, Store as _, StoreError, UndoEffect, Who};
use crate::understanding::Vocabulary;

/// So many entries are shown.
const SHOWN: usize = 10;

impl App {
    /// Begins to read what was done to the list last, for [`Event::History`].
    pub(super) fn begin_history(&self, chat: ChatId, message: Option<MessageId>, who: &Who) {
        let (store, vocabulary, who) = (self.store.clone(), self.vocabulary.clone(), who.clone());
        self.jobs.begin(move |teller| async move {
            let read = tokio::task::spawn_blocking(move || last(&store, &vocabulary)).await;
            let entries = told(read.unwrap_or(Err(StoreError::Closed)));
            teller.tell(News { chat, who, event: Event::History { message, entries }, last: true });
        });
    }

    /// Begins to read an entry, for [`Event::Recalled`].
    pub(super) fn begin_recall(&self, chat: ChatId, (number, sure): (u64, bool), message: Option<MessageId>, who: &Who) {
        let (store, vocabulary, who) = (self.store.clone(), self.vocabulary.clone(), who.clone());
        self.jobs.begin(move |teller| async move {
            let read = tokio::task::spawn_blocking(move || entry(&store, Sequence(number), &vocabulary)).await;
            let entry = told(read.unwrap_or(Err(StoreError::Closed))).flatten().map(Box::new);
            teller.tell(News { chat, who, event: Event::Recalled { number, sure, message, entry }, last: true });
        });
    }

    /// The entry of that number, as far as it matters for taking it back.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn recall(&self, number: u64) -> anyhow::Result<Option<Entry>> {
        let (store, vocabulary) = (self.store.clone(), self.vocabulary.clone());
        Ok(tokio::task::spawn_blocking(move || entry(&store, Sequence(number), &vocabulary)).await??)
    }

    /// Takes back an entry that is no load; what others have to be told of it.
    ///
    /// # Errors
    /// When it could not be kept. An [`Obstacle`]: nothing was changed.
    pub async fn take_back(&self, entry: &Entry, who: &Who) -> anyhow::Result<Result<Vec<Queued>, Obstacle>> {
        let step = |registry: &Registry| {
            let (fact, directory) = take_back(entry, registry)?;
            Ok(Step { facts: vec![fact], directory, ..Step::default() })
        };
        self.decide(step, who).await
    }

    /// What would become of two records that mean one company.
    ///
    /// # Errors
    /// [`NotMerged`], why they cannot be made one.
    pub fn merge_preview(&self, kept: &CompanyId, left: &CompanyId) -> Result<Preview, NotMerged> {
        merge_plan(kept, left, &*self.store, &self.registry.read()).map(|plan| plan.preview)
    }

    /// Makes one record of two; what others have to be told of it.
    ///
    /// # Errors
    /// When it could not be kept. [`NotMerged`]: nothing was changed.
    pub async fn merge(&self, kept: &CompanyId, left: &CompanyId, who: &Who) -> anyhow::Result<Result<Vec<Queued>, NotMerged>> {
        let step = |registry: &Registry| {
            let plan = merge_plan(kept, left, &*self.store, registry)?;
            Ok(Step { facts: vec![plan.fact], directory: plan.directory, ..Step::default() })
        };
        self.decide(step, who).await
    }

    /// Keeps a step that no conversation has made, unless it is refused.
    async fn decide<E>(&self, step: impl Fn(&Registry) -> Result<Step, E>, who: &Who) -> anyhow::Result<Result<Vec<Queued>, E>> {
        let deciding = self.deciding.lock().await;
        let mut tries = 0;
        loop {
            let step = match step(&self.registry.read()) {
                Ok(step) => step,
                Err(why) => return Ok(Err(why)),
            };
            let (_, seen) = self.store.load(ChatId::TERMINAL).await?;
            match self.commit_step(ChatId::TERMINAL, None, seen, &step, who).await {
                Ok(_) => break,
                Err(StoreError::Conflict) if tries < TRIES => tries += 1,
                Err(error) => return Err(error.into()),
            }
        }
        drop(deciding);
        self.follow().await?;
        Ok(Ok(self.tick().await?))
    }
}

/// What was done to the list last, newest first.
fn last(store: &SledStore, vocabulary: &Vocabulary) -> Result<Vec<Entry>, StoreError> {
    let keep = |listed: &Listed| match &listed.deed {
        store::Deed::Load { lasting, .. } => !lasting,
        store::Deed::Undo { .. } | store::Deed::Removal { .. } => true,
        store::Deed::Step { facts, .. } => facts.iter().any(|fact| is_reversible(fact) || matches!(fact, Fact::Undone(_))),
        _ => false,
    };
    let listed = store.history(None, Some(SHOWN), keep)?.collect::<Result<Vec<_>, _>>()?;
    listed.into_iter().rev().map(|listed| recalled(store, listed, false, vocabulary)).collect()
}

fn entry(store: &SledStore, number: Sequence, vocabulary: &Vocabulary) -> Result<Option<Entry>, StoreError> {
    store.entry(number)?.map(|listed| recalled(store, listed, true, vocabulary)).transpose()
}

/// An entry with what stands in the way of taking it back; `undoes`: and with what that would do, which takes some time for a long load.
fn recalled(store: &SledStore, listed: Listed, undoes: bool, vocabulary: &Vocabulary) -> Result<Entry, StoreError> {
    let number = listed.number;
    let deed = match listed.deed {
        store::Deed::Load { file, counts, .. } => {
            let state = state(store, number)?;
            let is_wanted = undoes && state == LoadState::Stands;
            let effect = if is_wanted { store.undo_effect(number)? } else { UndoEffect::default() };
            let sides = sides(&effect, vocabulary);
            Deed::Load { file, companies: counts.new + counts.updated, affected: effect.companies, sides, state }
        }
        store::Deed::Removal { what, companies } => Deed::Removal { what, companies, state: state(store, number)? },
        store::Deed::Undo { load, file, removal } => Deed::Undo { load: load.0, file, removal },
        store::Deed::Step { facts, changes, .. } => {
            let list = change(store, number, changes)?;
            let decided = facts.iter().find_map(|fact| match fact {
                Fact::Member(MemberFact::Decided { application, .. }) => Some(*application),
                _ => None,
            });
            let followed = match decided {
                Some(application) => followed(store, number, application)?,
                None => ListChange::default(),
            };
            // What else happened in the same step is not taken back and not told.
            let facts = facts.into_iter().filter(|fact| is_reversible(fact) || matches!(fact, Fact::Undone(_))).collect();
            Deed::Step { facts, list, followed }
        }
        _ => Deed::Other,
    };
    Ok(Entry { number: number.0, at: listed.at, who: listed.who.who, deed })
}

/// On whose sides the companies are that would change.
fn sides(effect: &UndoEffect, vocabulary: &Vocabulary) -> BTreeSet<Region> {
    effect.cities.iter().filter_map(|city| vocabulary.region_of(city)).collect()
}

fn state(store: &SledStore, load: Sequence) -> Result<LoadState, StoreError> {
    Ok(match store.undoable(load)? {
        Ok(()) => LoadState::Stands,
        Err(NotUndone::Lasting) => LoadState::Lasting,
        Err(NotUndone::Already | NotUndone::NoLoad | NotUndone::NothingLeft) => LoadState::Undone,
    })
}

fn change(store: &SledStore, first: Sequence, changes: u64) -> Result<ListChange, StoreError> {
    Ok(ListChange { first: first.0, changes, changed_since: !store.stands(first, changes)? })
}

/// What was put into the list when the person heard of the decision.
fn followed(store: &SledStore, decision: Sequence, decided: ApplicationId) -> Result<ListChange, StoreError> {
    let is_told =
        |fact: &Fact| matches!(fact, Fact::Told(Notice::Member(MemberNotice::Decided { application, .. })) if *application == decided);
    let told =
        store.entry_after(decision, |listed| matches!(&listed.deed, store::Deed::Step { facts, .. } if facts.iter().any(is_told)))?;
    match told {
        Some(Listed { number, deed: store::Deed::Step { changes, .. }, .. }) => change(store, number, changes),
        _ => Ok(ListChange::default()),
    }
}

fn told<R>(read: Result<R, StoreError>) -> Option<R> {
    read.inspect_err(|error| log::error!("the ledger could not be read: {error}")).ok()
}
