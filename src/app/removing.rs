//! Many companies are chosen and leave the list together: for a chat beside the conversation, for a command at once.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::App;
use super::jobs::News;
use super::select::{CompanyFilter, companies};
use crate::conversation::Event;
use crate::domain::{ChatId, Company, CompanyId, MessageId};
use crate::registry::Selection;
use crate::reply::{Criterion, Found, Removed};
use crate::store::{Counts, Load as _, LoadHead, PutCompany, SledStore, Store as _, Who};
use crate::understanding::Vocabulary;

/// So many of them are named.
const NAMED: usize = 10;
/// Rows written at a time.
const BATCH: usize = 1_000;

/// Companies that were chosen.
struct Chosen {
    /// What was asked for, as it was counted.
    of: Selection,
    companies: Vec<Company>,
    /// How many more are meant and stay: people stand for them.
    in_use: u64,
}

impl App {
    /// Begins to look which companies are meant, for [`Event::Chosen`].
    pub(super) fn begin_choose(&self, chat: ChatId, of: Selection, message: Option<MessageId>, who: &Who) {
        let (store, vocabulary, who, in_use) = (self.store.clone(), self.vocabulary.clone(), who.clone(), self.in_use());
        self.jobs.begin(move |teller| async move {
            let found = match choose(&of, &store, &vocabulary, &in_use).await {
                Ok(chosen) => Some(chosen.map(|chosen| found(&chosen))),
                Err(error) => {
                    log::error!("companies could not be chosen: {error:#}");
                    None
                }
            };
            teller.tell(News { chat, who, event: Event::Chosen { of, message, found }, last: true });
        });
    }

    /// Begins to remove companies, for [`Event::Removed`].
    pub(super) fn begin_remove(&self, chat: ChatId, of: Selection, message: Option<MessageId>, who: &Who) {
        let (store, vocabulary, who, in_use) = (self.store.clone(), self.vocabulary.clone(), who.clone(), self.in_use());
        self.jobs.begin(move |teller| async move {
            let removed = match remove(&of, &store, &vocabulary, &in_use, &who).await {
                Ok(removed) => removed.ok(),
                Err(error) => {
                    log::error!("chat={} companies not removed: {error:#}", chat.0);
                    None
                }
            };
            teller.tell(News { chat, who, event: Event::Removed { of, message, removed }, last: true });
        });
    }

    /// Which companies would be removed.
    ///
    /// # Errors
    /// When the store cannot be read. A [`Criterion`]: that means nothing.
    pub async fn choose(&self, of: &Selection) -> anyhow::Result<Result<Found, Criterion>> {
        Ok(choose(of, &self.store, &self.vocabulary, &self.in_use()).await?.map(|chosen| found(&chosen)))
    }

    /// Removes companies as one change.
    ///
    /// # Errors
    /// When it could not be kept. A [`Criterion`]: that means nothing, and nothing was changed.
    pub async fn remove(&self, of: &Selection, who: &Who) -> anyhow::Result<Result<Removed, Criterion>> {
        let removed = remove(of, &self.store, &self.vocabulary, &self.in_use(), who).await?;
        self.follow().await?;
        Ok(removed)
    }

    fn in_use(&self) -> BTreeSet<CompanyId> {
        self.registry.read().in_use(Timestamp::now())
    }
}

fn found(chosen: &Chosen) -> Found {
    let first = chosen.companies.iter().take(NAMED).map(|company| company.name.clone()).collect();
    Found { of: chosen.of.clone(), companies: chosen.companies.len() as u64, first, in_use: chosen.in_use }
}

async fn choose(
    of: &Selection,
    store: &SledStore,
    vocabulary: &Vocabulary,
    in_use: &BTreeSet<CompanyId>,
) -> anyhow::Result<Result<Chosen, Criterion>> {
    let as_of = match of.as_of {
        Some(as_of) => as_of,
        None => store.last_sequence().await?.0,
    };
    let of = Selection { as_of: Some(as_of), ..of.clone() };
    let filter = match CompanyFilter::of(&of, vocabulary, store)? {
        Ok(filter) => filter,
        Err(criterion) => return Ok(Err(criterion)),
    };
    let (used, companies): (Vec<_>, Vec<_>) =
        companies(store, &filter).await?.into_iter().partition(|company| in_use.contains(&company.company_id()));
    Ok(Ok(Chosen { of, companies, in_use: used.len() as u64 }))
}

async fn remove(
    of: &Selection,
    store: &SledStore,
    vocabulary: &Vocabulary,
    in_use: &BTreeSet<CompanyId>,
    who: &Who,
) -> anyhow::Result<Result<Removed, Criterion>> {
    let Chosen { companies, in_use, .. } = match choose(of, store, vocabulary, in_use).await? {
        Ok(chosen) => chosen,
        Err(criterion) => return Ok(Err(criterion)),
    };
    if companies.is_empty() {
        return Ok(Ok(Removed { entry: None, companies: 0, in_use }));
    }
    let head = LoadHead { file: of.label(), lasting: false, removes: true, at: Timestamp::now(), who: who.clone() };
    let mut load = store.begin_load(head).await?;
    for batch in companies.chunks(BATCH) {
        load.put(batch.iter().map(|company| PutCompany::listed(&company.id)).collect()).await?;
    }
    let loaded = load.commit(Counts::default()).await?;
    Ok(Ok(Removed { entry: Some(loaded.sequence.0), companies: loaded.changed, in_use }))
}
