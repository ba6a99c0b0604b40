//! Listings.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Members, Notice};
use crate::domain::ChatId;

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingFact {}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingNotice {}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Listings {}

impl Listings {
    pub(super) fn apply(&mut self, _at: Timestamp, _chat: ChatId, fact: &ListingFact) {
        match *fact {}
    }

    pub(super) fn forget(&mut self, _chat: ChatId) {}

    pub(super) fn due(&self, _now: Timestamp, _members: &Members, _due: &mut Vec<(ChatId, Notice)>) {}
}
