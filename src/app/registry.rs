//! The registry as it grows: what all facts of the store add up to, held in memory and read by every step.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::domain::{ChatId, Region};
use crate::registry::{Recorded, Registry};
use crate::store::{Store, StoreError};

/// The registry of a running program.
#[derive(Default)]
pub(super) struct LiveRegistry(RwLock<Registry>);

impl LiveRegistry {
    /// What the facts in the store add up to.
    pub(super) async fn open(store: &impl Store, owners: &BTreeMap<ChatId, Option<Region>>) -> Result<LiveRegistry, StoreError> {
        let mut registry = Registry::default();
        registry.members.set_owners(owners);
        store.facts().await?.iter().for_each(|fact| registry.apply(fact));
        Ok(LiveRegistry(RwLock::new(registry)))
    }

    pub(super) fn read(&self) -> RwLockReadGuard<'_, Registry> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn apply(&self, recorded: &[Recorded]) {
        let mut registry = self.0.write().unwrap_or_else(PoisonError::into_inner);
        recorded.iter().for_each(|recorded| registry.apply(recorded));
    }
}
