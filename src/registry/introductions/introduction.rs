//! One introduction: where it stands, and who is told of it when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::facts::{IntroductionNotice, Milestone, Outcome, Side};
use crate::domain::{ChatId, IntroductionId, Language, Region};
use crate::registry::Members;
use crate::registry::calendar::{days_after, is_quiet, working_days_after};

/// The one reminder, so many working days after the request was shown …
const REMINDER_WORKING_DAYS: u32 = 3;
/// … or after somebody chose to answer later.
const LATER_WORKING_DAYS: u32 = 1;
/// A request without an answer ends after so many working days.
const EXPIRY_WORKING_DAYS: u32 = 10;
/// A request to a company that does not want it ends after so many: as if somebody had thought it over and declined.
const UNWANTED_WORKING_DAYS: u32 = 1;

/// An introduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    pub id: IntroductionId,
    /// Who asked, and for which company.
    pub asker: ChatId,
    /// Who asked is of the chamber of that company: their own contact is not passed on.
    pub on_behalf: bool,
    pub from: Side,
    pub to: Side,
    /// In which the asker is spoken to.
    pub language: Language,
    pub at: Timestamp,
    /// The other company wants no request of this one: nobody is asked.
    pub(super) unwanted: bool,
    /// Since when the asker cannot be introduced: they left, withdrew, were forgotten or cannot be reached.
    pub(super) gone: Option<Timestamp>,
    /// Who was shown it, and when.
    pub(super) shown: BTreeMap<ChatId, Timestamp>,
    pub(super) later: BTreeMap<ChatId, Timestamp>,
    pub(super) wished: BTreeSet<ChatId>,
    pub answered: Option<Answered>,
    /// Those whose contact is no longer shown to the other, whatever they agree to afterwards.
    pub(super) closed: BTreeSet<ChatId>,
    /// Those who took part and are forgotten, or acted for a chamber and are dismissed: it is theirs no more, should they come again.
    pub(super) forgotten: BTreeSet<ChatId>,
    pub(super) outcomes: BTreeMap<(ChatId, Milestone), Outcome>,
}

/// The answer that counts: the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    pub at: Timestamp,
    pub by: ChatId,
    pub accepted: bool,
    /// By the chamber: its own contact is not passed on.
    pub on_behalf: bool,
    pub language: Language,
}

/// What has become of an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits for an answer.
    Open,
    Accepted,
    /// Declined, expired or taken back: which of them nobody is told.
    NotThisTime,
}

/// How an introduction ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::registry) enum Ending {
    Accepted,
    Declined,
    Expired,
    /// Who asked could not be introduced any more.
    TakenBack,
}

impl Introduction {
    pub(super) fn new(id: IntroductionId, at: Timestamp, asker: ChatId, from: &Side, to: &Side, language: Language) -> Introduction {
        Introduction {
            id,
            asker,
            on_behalf: false,
            from: from.clone(),
            to: to.clone(),
            language,
            at,
            unwanted: false,
            gone: None,
            shown: BTreeMap::new(),
            later: BTreeMap::new(),
            wished: BTreeSet::new(),
            answered: None,
            closed: BTreeSet::new(),
            forgotten: BTreeSet::new(),
            outcomes: BTreeMap::new(),
        }
    }

    pub fn standing(&self, now: Timestamp) -> Standing {
        match self.answered {
            Some(answered) if answered.accepted => Standing::Accepted,
            Some(_) => Standing::NotThisTime,
            None if self.gone.is_some() || now >= self.ends() => Standing::NotThisTime,
            None => Standing::Open,
        }
    }

    /// When it ends, if nobody answers.
    fn ends(&self) -> Timestamp {
        let days = if self.unwanted { UNWANTED_WORKING_DAYS } else { EXPIRY_WORKING_DAYS };
        working_days_after(self.at, days, self.to.clock())
    }

    /// Until when an answer is awaited, as everybody is told.
    pub fn expires(&self) -> Timestamp {
        working_days_after(self.at, EXPIRY_WORKING_DAYS, self.to.clock())
    }

    /// When it ended; `None` while it has not.
    pub(super) fn ended(&self, now: Timestamp) -> Option<Timestamp> {
        let ended = self.answered.map(|answered| answered.at).or(self.gone).unwrap_or_else(|| self.ends());
        (ended <= now).then_some(ended)
    }

    /// How it ended, and when; `None` while it has not. For counts only: those who take part are not told a no from silence.
    pub(in crate::registry) fn ending(&self, now: Timestamp) -> Option<(Timestamp, Ending)> {
        let (at, ending) = match (self.answered, self.gone) {
            (Some(answered), _) => (answered.at, if answered.accepted { Ending::Accepted } else { Ending::Declined }),
            (None, Some(gone)) if gone < self.ends() => (gone, Ending::TakenBack),
            // That company had said before that it wants no more of them.
            (None, _) => (self.ends(), if self.unwanted { Ending::Declined } else { Ending::Expired }),
        };
        (at <= now).then_some((at, ending))
    }

    /// When a person is reminded, from when they were shown it.
    fn reminder(&self, chat: ChatId, shown: Timestamp) -> Timestamp {
        match self.later.get(&chat) {
            Some(later) => working_days_after(*later, LATER_WORKING_DAYS, self.to.clock()),
            None => working_days_after(shown, REMINDER_WORKING_DAYS, self.to.clock()),
        }
    }

    /// When somebody who put it off is asked again, if it has not ended by then.
    pub fn asked_again(&self, chat: ChatId) -> Option<Timestamp> {
        self.later.get(&chat).map(|later| self.reminder(chat, *later)).filter(|again| *again < self.expires())
    }

    /// Since when the person wants to answer later.
    pub fn put_off(&self, chat: ChatId) -> Option<Timestamp> {
        self.later.get(&chat).copied()
    }

    pub fn has_wished(&self, chat: ChatId) -> bool {
        self.wished.contains(&chat)
    }

    pub fn outcome(&self, chat: ChatId, milestone: Milestone) -> Option<Outcome> {
        self.outcomes.get(&(chat, milestone)).copied()
    }

    /// Whether the person asked, or answered with yes.
    pub fn is_between(&self, chat: ChatId) -> bool {
        let takes_part = self.asker == chat || self.answered.is_some_and(|answered| answered.accepted && answered.by == chat);
        takes_part && !self.forgotten.contains(&chat)
    }

    /// Whether it lets `viewer` see how `owner` is reached, as far as the introduction goes.
    pub(super) fn opens(&self, viewer: ChatId, owner: ChatId, members: &Members) -> bool {
        let Some(answered) = self.answered.filter(|answered| answered.accepted) else { return false };
        // Whoever acted for a chamber sees it as long as they keep its list, and is not seen.
        let answerer_sees = !answered.on_behalf || members.staff.serves(viewer, self.to.region);
        let asker_sees = !self.on_behalf || members.staff.serves(viewer, self.from.region);
        let asker_seen = owner == self.asker && viewer == answered.by && !self.on_behalf && answerer_sees;
        let answerer_seen = owner == answered.by && viewer == self.asker && !answered.on_behalf && asker_sees;
        (asker_seen || answerer_seen) && !self.closed.contains(&owner) && self.forgotten.is_empty()
    }

    /// Whether the person may answer it: they speak for the company that is asked, were asked on its behalf, or act for it.
    pub fn is_asked(&self, chat: ChatId, members: &Members) -> bool {
        let speaks = members.company_of(chat) == Some(&self.to.company) && chat != self.asker;
        !self.unwanted && (speaks || self.acts_on_behalf(chat, members))
    }

    /// Whether the person answers as the chamber of the company.
    pub fn acts_on_behalf(&self, chat: ChatId, members: &Members) -> bool {
        let shown = members.staff.serves(chat, self.to.region) && self.shown.contains_key(&chat);
        let acts = members.acts_for(chat) == Some(&self.to.company) && chat != self.asker;
        (shown || acts) && members.company_of(chat) != Some(&self.to.company)
    }

    /// Whether both sides are one company by now.
    pub(super) fn is_within(&self) -> bool {
        self.from.company == self.to.company
    }

    fn clock_of(&self, chat: ChatId) -> Region {
        if chat == self.asker { self.from.clock() } else { self.to.clock() }
    }

    /// Those who can be reached of the company that is asked; its chamber, if there are none.
    fn asked(&self, members: &Members) -> Vec<ChatId> {
        let people: Vec<ChatId> = members.people_of(&self.to.company).filter(|chat| *chat != self.asker).collect();
        if !people.is_empty() {
            return people;
        }
        // Whoever asks does not answer too, unless nobody else keeps the list.
        let keepers = members.staff.keepers(self.to.region);
        let others: Vec<ChatId> = keepers.iter().copied().filter(|chat| *chat != self.asker).collect();
        if others.is_empty() { keepers } else { others }
    }

    pub(super) fn due(&self, now: Timestamp, members: &Members) -> Vec<(ChatId, IntroductionNotice)> {
        let mut due = Vec::new();
        match self.standing(now) {
            Standing::Open if self.unwanted => {}
            Standing::Open => {
                due.extend(self.asked(members).into_iter().filter_map(|chat| {
                    let notice = match self.shown.get(&chat) {
                        None => IntroductionNotice::Asked(self.id),
                        Some(shown) if now >= self.reminder(chat, *shown) => IntroductionNotice::Reminder(self.id),
                        Some(_) => return None,
                    };
                    Some((chat, notice))
                }));
            }
            Standing::Accepted => {
                due.push((self.asker, IntroductionNotice::Settled(self.id)));
                due.extend(self.follow_ups(now));
            }
            Standing::NotThisTime if self.gone.is_some() => {
                due.extend(self.shown.keys().map(|chat| (*chat, IntroductionNotice::Gone(self.id))));
            }
            Standing::NotThisTime => due.push((self.asker, IntroductionNotice::Settled(self.id))),
        }
        due.retain(|(chat, _)| {
            members.is_reachable(*chat)
                && !self.closed.contains(chat)
                && !self.forgotten.contains(chat)
                && !is_quiet(now, self.clock_of(*chat))
        });
        due
    }

    /// The last milestone that has come, for both sides; none behind one at which a deal was told of.
    fn follow_ups(&self, now: Timestamp) -> Vec<(ChatId, IntroductionNotice)> {
        let Some(answered) = self.answered.filter(|_| !self.is_within()) else { return Vec::new() };
        let come = Milestone::ALL.into_iter().rev().find(|milestone| now >= days_after(answered.at, milestone.days()));
        let Some(milestone) = come else { return Vec::new() };
        let dealt = self.outcomes.iter().any(|((_, at), outcome)| *outcome == Outcome::Deal && *at < milestone);
        let both = BTreeSet::from([self.asker, answered.by]);
        if dealt { Vec::new() } else { both.into_iter().map(|chat| (chat, IntroductionNotice::FollowUp(self.id, milestone))).collect() }
    }
}
