//! Who speaks for which company, who agreed to what, who can be reached.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Notice;
use crate::domain::{ChatId, CompanyId, Language};

/// A fact about a person and their company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberFact {
    /// The person agreed that their contact is kept and passed on after a mutual yes.
    Consented { version: u32, language: Language },
    /// The person took the consent back.
    Withdrew,
    /// The person speaks for the company from now on.
    Joined { company: CompanyId },
    /// The person no longer speaks for any company.
    Left,
    /// The messenger says that the person has blocked the bot.
    Unreachable,
    /// The person wrote again.
    Reachable,
}

/// A notice about membership.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberNotice {}

/// The people.
#[derive(Clone, Debug, Default)]
pub struct Members {
    companies: BTreeMap<ChatId, CompanyId>,
    consents: BTreeMap<ChatId, Consent>,
    unreachable: BTreeSet<ChatId>,
    /// Who keeps the list; no fact but a setting of the operator.
    moderators: BTreeSet<ChatId>,
}

/// What a person agreed to, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    pub version: u32,
    pub at: Timestamp,
    pub language: Language,
}

impl Members {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &MemberFact) {
        match fact {
            MemberFact::Consented { version, language } => {
                self.consents.insert(chat, Consent { version: *version, at, language: *language });
            }
            MemberFact::Withdrew => _ = self.consents.remove(&chat),
            MemberFact::Joined { company } => _ = self.companies.insert(chat, company.clone()),
            MemberFact::Left => _ = self.companies.remove(&chat),
            MemberFact::Unreachable => _ = self.unreachable.insert(chat),
            MemberFact::Reachable => _ = self.unreachable.remove(&chat),
        }
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        self.companies.remove(&chat);
        self.consents.remove(&chat);
        self.unreachable.remove(&chat);
    }

    pub(super) fn due(&self, _now: Timestamp, _due: &mut Vec<(ChatId, Notice)>) {}

    /// Those who keep the list from now on.
    pub fn set_moderators(&mut self, moderators: &BTreeSet<ChatId>) {
        self.moderators.clone_from(moderators);
    }

    /// Who keeps the list.
    pub fn moderators(&self) -> &BTreeSet<ChatId> {
        &self.moderators
    }

    /// The companies that people speak for.
    pub fn companies(&self) -> impl Iterator<Item = &CompanyId> {
        self.companies.values()
    }

    /// The company for which the person speaks.
    pub fn company_of(&self, chat: ChatId) -> Option<&CompanyId> {
        self.companies.get(&chat)
    }

    /// Those who speak for a company and can be reached.
    pub fn people_of(&self, company: &CompanyId) -> impl Iterator<Item = ChatId> + '_ {
        let company = company.clone();
        self.companies.iter().filter(move |(chat, of)| **of == company && self.is_reachable(**chat)).map(|(chat, _)| *chat)
    }

    /// What the person agreed to; `None`: nothing, or it was taken back.
    pub fn consent(&self, chat: ChatId) -> Option<Consent> {
        self.consents.get(&chat).copied()
    }

    pub fn is_reachable(&self, chat: ChatId) -> bool {
        !self.unreachable.contains(&chat)
    }
}
