//! What one admin may not do alone: a second one confirms it within a day, and then it is done once.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::calendar::days_after;
use super::{Members, Notice, Role, Selection};
use crate::domain::ChatId;

/// So many companies and more are many: where so many leave the list or get former data back, it needs a second admin.
pub const MANY_COMPANIES: u64 = 11;
/// So many days another admin has to confirm it.
pub const CONFIRMED_WITHIN_DAYS: i64 = 1;

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalFact {
    /// An admin wants this to be done.
    Made {
        number: u64,
        what: Proposed,
    },
    /// Another admin agrees: it is done.
    Confirmed {
        number: u64,
    },
    Stopped {
        number: u64,
    },
    /// It is done, or was not possible. `asked`: two admins had to want it; `None`: it was done where the program runs.
    Done {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<AskedFor>,
        what: Proposed,
        effect: Effect,
    },
}

/// Who wanted what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFor {
    pub number: u64,
    /// `None`: forgotten.
    pub by: Option<ChatId>,
    pub confirmed_by: ChatId,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Of the companies of a load so many were removed, given their former data back, and left as they are.
    TakenBack { removed: u64, restored: u64, kept: u64 },
    /// So many companies were removed, by the entry of that number; so many stay, because people stand for them.
    Removed { entry: Option<u64>, companies: u64, in_use: u64 },
    /// Everything is as it was in the snapshot; what was there before is kept there.
    Restored { aside: String },
    /// It was not possible, nothing was changed.
    Nothing,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposed {
    /// The load of that number is taken back, by which so many companies leave the list or get their former data back.
    UndoLoad { load: u64, file: String, companies: u64 },
    /// Everything becomes again what it was on the day of that snapshot.
    Restore { snapshot: String },
    /// These companies, so many when they were counted, leave the list.
    Remove { of: Selection, companies: u64 },
}

/// A notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalNotice {
    /// To the other admins: shall it be done?
    ToConfirm { number: u64 },
    /// To whoever wanted it: what became of it.
    Settled { number: u64 },
    /// To whoever wanted it: it is done.
    Done { number: u64 },
}

/// Something that waits for a second admin, or has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// `None`: forgotten.
    pub by: Option<ChatId>,
    pub what: Proposed,
    at: Timestamp,
    /// Who decided, and whether it is done; `None`: nobody yet.
    decided: Option<(ChatId, bool)>,
    /// `None`: not yet done.
    effect: Option<Effect>,
}

/// What has become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    Waiting,
    Confirmed,
    Stopped,
    /// Nobody has confirmed it in time, or its author is no admin any more.
    Lapsed,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Proposals(BTreeMap<u64, Proposal>);

impl Proposals {
    /// Whether it can still be done is checked here too: a ledger may hold a confirmation of what was over by then.
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &ProposalFact, members: &Members) {
        match fact {
            ProposalFact::Made { number, what } => {
                self.0.insert(*number, Proposal { by: Some(chat), what: what.clone(), at, decided: None, effect: None });
            }
            ProposalFact::Confirmed { number } | ProposalFact::Stopped { number } => {
                let confirmed = matches!(fact, ProposalFact::Confirmed { .. });
                let waiting = self.0.get_mut(number).filter(|proposal| proposal.state(at, members) == ProposalState::Waiting);
                if let Some(proposal) = waiting.filter(|proposal| !confirmed || proposal.by != Some(chat)) {
                    proposal.decided = Some((chat, confirmed));
                }
            }
            ProposalFact::Done { asked: Some(asked), what, effect } => {
                // A snapshot does not know what has brought it back.
                let unknown = Proposal { by: asked.by, what: what.clone(), at, decided: None, effect: None };
                let proposal = self.0.entry(asked.number).or_insert(unknown);
                proposal.decided = Some((asked.confirmed_by, true));
                proposal.effect = Some(effect.clone());
            }
            ProposalFact::Done { asked: None, .. } => {}
        }
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        for proposal in self.0.values_mut() {
            proposal.by = proposal.by.filter(|by| *by != chat);
        }
    }

    pub(super) fn due(&self, now: Timestamp, members: &Members, due: &mut Vec<(ChatId, Notice)>) {
        for (&number, proposal) in &self.0 {
            if proposal.state(now, members) == ProposalState::Waiting {
                let notice = Notice::Proposal(ProposalNotice::ToConfirm { number });
                due.extend(proposal.confirmers(members).into_iter().map(|chat| (chat, notice.clone())));
            } else {
                let by_author = |by: &ChatId| proposal.decided.is_some_and(|(decided, _)| decided == *by);
                let author = proposal.by.filter(|by| members.staff.post(*by).is_some() && !by_author(by));
                let settled = match proposal.effect {
                    Some(_) => ProposalNotice::Done { number },
                    None => ProposalNotice::Settled { number },
                };
                due.extend(author.map(|by| (by, Notice::Proposal(settled))));
            }
        }
    }

    pub fn get(&self, number: u64) -> Option<&Proposal> {
        self.0.get(&number)
    }

    /// Who wanted what that person has confirmed and what is not done yet.
    pub fn under_way(&self, confirmed_by: ChatId, is_meant: impl Fn(&Proposed) -> bool) -> Option<(AskedFor, &Proposed)> {
        let is_under_way =
            |proposal: &Proposal| proposal.decided == Some((confirmed_by, true)) && proposal.effect.is_none() && is_meant(&proposal.what);
        let (&number, proposal) = self.0.iter().rev().find(|(_, proposal)| is_under_way(proposal))?;
        Some((AskedFor { number, by: proposal.by, confirmed_by }, &proposal.what))
    }

    /// Those that wait, oldest first.
    pub fn waiting<'a>(&'a self, now: Timestamp, members: &'a Members) -> impl Iterator<Item = (u64, &'a Proposal)> + 'a {
        let waiting = self.0.iter().filter(move |(_, proposal)| proposal.state(now, members) == ProposalState::Waiting);
        waiting.map(|(number, proposal)| (*number, proposal))
    }

    /// The number of the next one.
    pub fn next(&self) -> u64 {
        self.0.keys().next_back().map_or(1, |last| last + 1)
    }
}

impl Proposal {
    /// What was done, and who confirmed it; `None`: nothing yet.
    pub fn done(&self) -> Option<(&Effect, ChatId)> {
        Some((self.effect.as_ref()?, self.decided?.0))
    }

    pub fn state(&self, now: Timestamp, members: &Members) -> ProposalState {
        let by_admin = self.by.and_then(|by| members.staff.post(by)).is_some_and(|post| post.role >= Role::Admin);
        match self.decided {
            Some((_, true)) => ProposalState::Confirmed,
            Some((_, false)) => ProposalState::Stopped,
            None if by_admin && now < days_after(self.at, CONFIRMED_WITHIN_DAYS) => ProposalState::Waiting,
            None => ProposalState::Lapsed,
        }
    }

    /// Those who may confirm it: the other admins and owners, of both sides, for it concerns the lists of both.
    pub fn confirmers(&self, members: &Members) -> Vec<ChatId> {
        members.staff.admins(None).filter(|chat| Some(*chat) != self.by).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Fact, Recorded, Registry};

    const AUTHOR: ChatId = ChatId(1);
    const SECOND: ChatId = ChatId(2);

    fn noon() -> Timestamp {
        "2026-11-27T12:00:00+03:00".parse().expect("a time")
    }

    fn proposed() -> Registry {
        let mut registry = Registry::default();
        registry.members.set_owners(&[(AUTHOR, None), (SECOND, None)].into());
        let what = Proposed::Restore { snapshot: "2026-11-26".to_owned() };
        happen(&mut registry, noon(), AUTHOR, ProposalFact::Made { number: 1, what });
        registry
    }

    fn happen(registry: &mut Registry, at: Timestamp, chat: ChatId, fact: ProposalFact) {
        registry.apply(&Recorded { at, chat, fact: Fact::Proposal(fact) });
    }

    fn state(registry: &Registry, now: Timestamp) -> Option<ProposalState> {
        registry.proposals.get(1).map(|proposal| proposal.state(now, &registry.members))
    }

    #[test]
    fn the_other_admin_is_asked_and_whoever_wanted_it_hears_what_became_of_it() {
        let mut registry = proposed();
        let notice = |notice| Notice::Proposal(notice);
        assert_eq!(registry.due(noon()), [(SECOND, notice(ProposalNotice::ToConfirm { number: 1 }))]);
        happen(&mut registry, noon(), SECOND, ProposalFact::Confirmed { number: 1 });
        assert_eq!(registry.due(noon()), [(AUTHOR, notice(ProposalNotice::Settled { number: 1 }))]);
        assert_eq!(state(&registry, noon()), Some(ProposalState::Confirmed));
    }

    #[test]
    fn nobody_confirms_what_they_want_themselves_and_nobody_after_a_day() {
        let mut registry = proposed();
        happen(&mut registry, noon(), AUTHOR, ProposalFact::Confirmed { number: 1 });
        assert_eq!(state(&registry, noon()), Some(ProposalState::Waiting));
        let tomorrow = days_after(noon(), CONFIRMED_WITHIN_DAYS);
        happen(&mut registry, tomorrow, SECOND, ProposalFact::Confirmed { number: 1 });
        assert_eq!(state(&registry, tomorrow), Some(ProposalState::Lapsed));
    }

    #[test]
    fn what_was_stopped_is_not_done_however_it_is_confirmed_afterwards() {
        let mut registry = proposed();
        happen(&mut registry, noon(), SECOND, ProposalFact::Stopped { number: 1 });
        happen(&mut registry, noon(), SECOND, ProposalFact::Confirmed { number: 1 });
        assert_eq!(state(&registry, noon()), Some(ProposalState::Stopped));
    }

    #[test]
    fn whoever_wanted_a_restore_hears_what_came_of_it_though_the_snapshot_does_not_know_that_it_was_wanted() {
        let mut registry = Registry::default();
        registry.members.set_owners(&[(AUTHOR, None), (SECOND, None)].into());
        let asked = Some(AskedFor { number: 3, by: Some(AUTHOR), confirmed_by: SECOND });
        let (what, effect) = (Proposed::Restore { snapshot: "2026-11-26".to_owned() }, Effect::Restored { aside: "before".to_owned() });
        happen(&mut registry, noon(), SECOND, ProposalFact::Done { asked, what, effect: effect.clone() });
        assert_eq!(registry.due(noon()), [(AUTHOR, Notice::Proposal(ProposalNotice::Done { number: 3 }))]);
        assert_eq!(registry.proposals.get(3).and_then(Proposal::done), Some((&effect, SECOND)));
        assert_eq!(registry.proposals.next(), 4);
    }

    #[test]
    fn what_somebody_wanted_who_is_no_admin_any_more_lapses() {
        let mut registry = proposed();
        registry.members.set_owners(&[(SECOND, None)].into());
        happen(&mut registry, noon(), SECOND, ProposalFact::Confirmed { number: 1 });
        assert_eq!(state(&registry, noon()), Some(ProposalState::Lapsed));
    }
}
