//! One step of the conversation: made from what is known now, and kept.

use std::panic::AssertUnwindSafe;

use jiff::Timestamp;

use super::App;
use crate::conversation::{Edit, Event, State, Step, UpdateId, World, step};
use crate::domain::ChatId;
use crate::registry::{Fact, Recorded};
use crate::reply::{Body, Reply, Way};
use crate::seed::KeyMaker;
use crate::store::{Commit, Committed, PutCompany, Queued, ReplyId, Store, StoreError, Version, Who};

/// A commit is tried so often when another event of the same chat came between.
pub(super) const TRIES: usize = 5;

impl App {
    pub(super) async fn commit(
        &self,
        chat: ChatId,
        update: Option<UpdateId>,
        event: &Event,
        who: &Who,
    ) -> anyhow::Result<(Step, Vec<Queued>)> {
        let mut tries = 0;
        loop {
            let (mut step, mut seen) = self.step(chat, event).await?;
            // What is shared is decided one after the other: the step is made again, with what is known then.
            let mut deciding = None;
            if !step.facts.is_empty() {
                deciding = Some(self.deciding.lock().await);
                (step, seen) = self.step(chat, event).await?;
            }
            match self.commit_step(chat, update, seen, &step, who).await {
                Ok(Some(queued)) => return Ok((step, queued)),
                // What it ordered was ordered then.
                Ok(None) => return Ok((Step::default(), Vec::new())),
                Err(StoreError::Conflict) if tries < TRIES => tries += 1,
                Err(error) => return Err(error.into()),
            }
            drop(deciding);
        }
    }

    /// Keeps a step; the facts of a kept one are in the registry. `None`: its update was done before.
    pub(super) async fn commit_step(
        &self,
        chat: ChatId,
        update: Option<UpdateId>,
        seen: Version,
        step: &Step,
        who: &Who,
    ) -> Result<Option<Vec<Queued>>, StoreError> {
        let at = Timestamp::now();
        let companies = self.rows(&step.directory);
        let on_behalf = step.on_behalf.as_ref().map(|company| company.0.clone());
        let who = Who { on_behalf: on_behalf.or_else(|| who.on_behalf.clone()), ..who.clone() };
        let commit = Commit { chat, seen, update, step, companies, at, who };
        let Committed::Done { entry, .. } = self.store.commit(commit).await? else { return Ok(None) };
        let recorded: Vec<Recorded> = step.facts.iter().map(|fact| Recorded { at, chat, fact: fact.clone() }).collect();
        self.registry.apply(&recorded);
        let queued = (0..).zip(&step.replies).map(|(number, reply)| Queued { id: ReplyId { entry, number }, chat, reply: reply.clone() });
        Ok(Some(queued.collect()))
    }

    fn rows(&self, edits: &[Edit]) -> Vec<PutCompany> {
        let mut keys = KeyMaker::new(&self.vocabulary);
        let row = |edit: &Edit| match edit {
            Edit::Put(company) => Some(PutCompany { name_key: keys.keys(company).alike, company: company.as_ref().clone() }),
            Edit::Merge { .. } | Edit::TakeBack { .. } => None,
        };
        edits.iter().filter_map(row).collect()
    }

    /// The step that follows; should it break, an apology, never the end of the program.
    pub(super) async fn step(&self, chat: ChatId, event: &Event) -> Result<(Step, Version), StoreError> {
        let (state, seen) = self.store.load(chat).await?;
        Ok((self.step_from(chat, &state, event), seen))
    }

    pub(super) fn step_from(&self, chat: ChatId, state: &State, event: &Event) -> Step {
        let salt = salt().unwrap_or_default();
        let index = self.index.view();
        let registry = self.registry.read();
        let world =
            World { index: &index, directory: &*self.store, registry: &registry, settings: &self.settings, now: Timestamp::now(), salt };
        match std::panic::catch_unwind(AssertUnwindSafe(|| step(chat, state, event, world))) {
            Ok(Ok(step)) => step,
            Ok(Err(error)) => {
                log::error!("step failed: {error}");
                apology(state, event)
            }
            Err(_) => {
                log::error!("step panicked");
                apology(state, event)
            }
        }
    }
}

/// One chance for a step, from the system.
fn salt() -> Result<u128, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(u128::from_ne_bytes(bytes))
}

/// What is said in place of a step that broke. A notice that broke counts as given: it would break again.
fn apology(state: &State, event: &Event) -> Step {
    let language = state.language.or(state.spoken).unwrap_or_default();
    let reply = |way, body| Reply { way, language, body, on_behalf: None, panel: 0, buttons: Vec::new() };
    match event {
        Event::Due(notice) => Step { facts: vec![Fact::Told(notice.clone())], ..Step::default() },
        Event::Pressed { query: Some(query), .. } | Event::Group { query: Some(query), .. } => {
            Step { replies: vec![reply(Way::Toast(query.clone()), Body::Sorry)], ..Step::default() }
        }
        _ => Step { replies: vec![reply(Way::New, Body::Sorry)], ..Step::default() },
    }
}
