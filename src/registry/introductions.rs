//! Introductions.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Members, Notice};
use crate::domain::ChatId;

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionFact {}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionNotice {}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Introductions {}

impl Introductions {
    pub(super) fn apply(&mut self, _at: Timestamp, _chat: ChatId, fact: &IntroductionFact) {
        match *fact {}
    }

    pub(super) fn forget(&mut self, _chat: ChatId) {}

    pub(super) fn due(&self, _now: Timestamp, _members: &Members, _moderators: &BTreeSet<ChatId>, _due: &mut Vec<(ChatId, Notice)>) {}
}
