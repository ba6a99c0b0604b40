//! What a chamber writes to many at once: an admin writes it, a second one confirms it within a day, then everybody for whom it is gets it
//! once, by day, unless they want no such messages.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::calendar::{days_after, is_quiet_for};
use super::{CONFIRMED_WITHIN_DAYS, Marks, Members, Notice, Role, Side};
use crate::domain::{ChatId, CompanyId, Region, SectorId};

/// For so many days after it was confirmed it is given to those who could not get it at once: it is night there, or they cannot be reached.
const GIVEN_FOR_DAYS: i64 = 3;
/// To so many people it is given within a second, so that answers to others go between.
const GIVEN_A_SECOND: usize = 20;

/// A fact. What a chamber writes to all is no secret: it stands here in clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastFact {
    /// An admin wants to write this to the members of a side, `None`: of both; and of a sector, `None`: of all.
    Written {
        number: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Region>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sector: Option<SectorId>,
        text: String,
    },
    /// Another admin agrees: it goes to those who speak for these companies.
    Confirmed { number: u64, to: Vec<Side> },
    /// It is not sent.
    Stopped { number: u64 },
    /// The person wants no such messages, or wants them again.
    Muted { on: bool },
}

/// A notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastNotice {
    /// To the other admins: shall it be sent?
    ToConfirm { number: u64 },
    /// To its author: what became of it.
    Settled { number: u64 },
    /// To those for whom it is.
    Given { number: u64 },
}

/// A message to many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broadcast {
    /// `None`: forgotten.
    pub by: Option<ChatId>,
    pub side: Option<Region>,
    pub sector: Option<SectorId>,
    pub text: String,
    at: Timestamp,
    fate: Fate,
    /// Who has got it.
    given: BTreeSet<ChatId>,
}

/// What was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Confirmed { at: Timestamp, to: BTreeMap<CompanyId, Option<Region>> },
    Stopped { by: ChatId },
}

/// What has become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastState {
    Waiting,
    Sent,
    Stopped,
    /// Nobody has confirmed it in time.
    Lapsed,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Broadcasts {
    all: BTreeMap<u64, Broadcast>,
    muted: BTreeSet<ChatId>,
    /// The second in which one was given last, and to how many.
    pace: (i64, usize),
}

impl Broadcasts {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &BroadcastFact) {
        match fact {
            BroadcastFact::Written { number, side, sector, text } => {
                let (sector, text, given) = (sector.clone(), text.clone(), BTreeSet::new());
                self.all.insert(*number, Broadcast { by: Some(chat), side: *side, sector, text, at, fate: Fate::Open, given });
            }
            BroadcastFact::Confirmed { number, to } => {
                let to = to.iter().map(|side| (side.company.clone(), side.region)).collect();
                self.decide(*number, Fate::Confirmed { at, to });
            }
            BroadcastFact::Stopped { number } => self.decide(*number, Fate::Stopped { by: chat }),
            BroadcastFact::Muted { on: true } => _ = self.muted.insert(chat),
            BroadcastFact::Muted { on: false } => _ = self.muted.remove(&chat),
        }
    }

    /// The first decision counts.
    fn decide(&mut self, number: u64, fate: Fate) {
        if let Some(broadcast) = self.all.get_mut(&number).filter(|broadcast| broadcast.fate == Fate::Open) {
            broadcast.fate = fate;
        }
    }

    /// Those who speak for a company that was merged into another get it as they would have.
    pub(super) fn merge(&mut self, kept: &CompanyId, left: &CompanyId) {
        for broadcast in self.all.values_mut() {
            if let Fate::Confirmed { to, .. } = &mut broadcast.fate
                && let Some(region) = to.get(left).copied()
            {
                to.entry(kept.clone()).or_insert(region);
            }
        }
    }

    /// A chat was given it.
    pub(super) fn given(&mut self, at: Timestamp, chat: ChatId, number: u64) {
        if let Some(broadcast) = self.all.get_mut(&number) {
            broadcast.given.insert(chat);
            let (second, count) = self.pace;
            self.pace = (at.as_second(), if second == at.as_second() { count + 1 } else { 1 });
        }
    }

    pub(super) fn was_given(&self, chat: ChatId, number: u64) -> bool {
        self.all.get(&number).is_none_or(|broadcast| broadcast.given.contains(&chat))
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        self.muted.remove(&chat);
        for broadcast in self.all.values_mut() {
            broadcast.given.remove(&chat);
            broadcast.by = broadcast.by.filter(|by| *by != chat);
        }
    }

    pub(super) fn due(&self, now: Timestamp, members: &Members, marks: &Marks, due: &mut Vec<(ChatId, Notice)>) {
        let mut room = if self.pace.0 == now.as_second() { GIVEN_A_SECOND.saturating_sub(self.pace.1) } else { GIVEN_A_SECOND };
        for (&number, broadcast) in &self.all {
            if broadcast.state(now, members) == BroadcastState::Waiting {
                let notice = Notice::Broadcast(BroadcastNotice::ToConfirm { number });
                due.extend(broadcast.confirmers(members).into_iter().map(|chat| (chat, notice.clone())));
                continue;
            }
            let author = broadcast.by.filter(|by| members.staff.post(*by).is_some() && !broadcast.is_stopped_by(*by));
            due.extend(author.map(|by| (by, Notice::Broadcast(BroadcastNotice::Settled { number }))));
            let Fate::Confirmed { at, to } = &broadcast.fate else { continue };
            if now >= days_after(*at, GIVEN_FOR_DAYS) {
                continue;
            }
            // Whoever has joined since then was not meant.
            let meant = members.speakers().filter(|(chat, company)| {
                let agreed = members.consent(*chat).is_some_and(|consent| consent.at <= *at);
                agreed && to.get(*company).is_some_and(|side| !is_quiet_for(now, *side))
            });
            let waiting = meant.map(|(chat, _)| chat).filter(|chat| !broadcast.given.contains(chat) && self.may_get(*chat, members, marks));
            let given: Vec<ChatId> = waiting.take(room).collect();
            room -= given.len();
            due.extend(given.into_iter().map(|chat| (chat, Notice::Broadcast(BroadcastNotice::Given { number }))));
        }
    }

    /// Whether the person gets what a chamber writes to all: they have given their consent, can be reached, and want it.
    pub fn may_get(&self, chat: ChatId, members: &Members, marks: &Marks) -> bool {
        members.consent(chat).is_some() && members.is_reachable(chat) && !marks.is_blocked(chat) && !self.is_muted(chat)
    }

    pub fn is_muted(&self, chat: ChatId) -> bool {
        self.muted.contains(&chat)
    }

    pub fn get(&self, number: u64) -> Option<&Broadcast> {
        self.all.get(&number)
    }

    /// Those that wait for another admin, oldest first.
    pub fn waiting<'a>(&'a self, now: Timestamp, members: &'a Members) -> impl Iterator<Item = (u64, &'a Broadcast)> + 'a {
        let waiting = self.all.iter().filter(move |(_, broadcast)| broadcast.state(now, members) == BroadcastState::Waiting);
        waiting.map(|(number, broadcast)| (*number, broadcast))
    }

    /// The number of the next one.
    pub fn next(&self) -> u64 {
        self.all.keys().next_back().map_or(1, |last| last + 1)
    }
}

impl Broadcast {
    /// One whose author keeps the list no longer is not sent.
    pub fn state(&self, now: Timestamp, members: &Members) -> BroadcastState {
        let by_admin = self.by.and_then(|by| members.staff.post(by)).is_some_and(|post| post.role >= Role::Admin);
        match self.fate {
            Fate::Confirmed { .. } => BroadcastState::Sent,
            Fate::Stopped { .. } => BroadcastState::Stopped,
            Fate::Open if by_admin && now < days_after(self.at, CONFIRMED_WITHIN_DAYS) => BroadcastState::Waiting,
            Fate::Open => BroadcastState::Lapsed,
        }
    }

    /// Those who may confirm it: the other admins and owners of its side.
    pub fn confirmers(&self, members: &Members) -> Vec<ChatId> {
        members.staff.admins(self.side).filter(|chat| Some(*chat) != self.by).collect()
    }

    /// How many have got it.
    pub fn reached(&self) -> usize {
        self.given.len()
    }

    fn is_stopped_by(&self, chat: ChatId) -> bool {
        self.fate == Fate::Stopped { by: chat }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use crate::registry::{Fact, MarkFact, MemberFact, Recorded, Registry};

    const AUTHOR: ChatId = ChatId(1);
    const SECOND: ChatId = ChatId(2);

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn noon() -> Timestamp {
        at("2026-11-27T12:00:00+03:00")
    }

    struct Told(Registry);

    impl Told {
        /// Two owners, and so many members of a company of their own each, on the Sughd side.
        fn new(members: i64) -> Told {
            let mut told = Told(Registry::default());
            told.0.members.set_owners(&[(AUTHOR, None), (SECOND, None)].into());
            for chat in 100..100 + members {
                told.join(noon(), chat);
            }
            told.record(noon(), AUTHOR, BroadcastFact::Written { number: 1, side: None, sector: None, text: "Fair".to_owned() });
            told
        }

        fn join(&mut self, now: Timestamp, chat: i64) {
            let company = CompanyId(chat.to_string());
            self.fact(now, ChatId(chat), Fact::Member(MemberFact::Joined { company }));
            self.fact(now, ChatId(chat), Fact::Member(MemberFact::Consented { version: 1, language: Language::Tg }));
        }

        fn fact(&mut self, now: Timestamp, chat: ChatId, fact: Fact) {
            self.0.apply(&Recorded { at: now, chat, fact });
        }

        fn record(&mut self, now: Timestamp, chat: ChatId, fact: BroadcastFact) {
            self.fact(now, chat, Fact::Broadcast(fact));
        }

        fn confirm(&mut self, now: Timestamp) {
            let companies = (100..200).map(|company| CompanyId(company.to_string()));
            let to = companies.map(|company| Side { company, region: Some(Region::Sughd) }).collect();
            self.record(now, SECOND, BroadcastFact::Confirmed { number: 1, to });
        }

        /// Gives what is due, as often as anything is; who got the message.
        fn give(&mut self, now: Timestamp) -> Vec<i64> {
            let mut given = Vec::new();
            loop {
                let due = self.0.due(now);
                if due.is_empty() {
                    return given;
                }
                for (chat, notice) in due {
                    if notice == Notice::Broadcast(BroadcastNotice::Given { number: 1 }) {
                        given.push(chat.0);
                    }
                    self.fact(now, chat, Fact::Told(notice));
                }
            }
        }
    }

    #[test]
    fn nobody_gets_anything_before_another_admin_has_confirmed_it_within_a_day() {
        let mut told = Told::new(2);
        let notice = |notice| Notice::Broadcast(notice);
        assert_eq!(told.0.due(noon()), [(SECOND, notice(BroadcastNotice::ToConfirm { number: 1 }))]);
        let tomorrow = days_after(noon(), 1);
        assert_eq!(told.0.due(tomorrow), [(AUTHOR, notice(BroadcastNotice::Settled { number: 1 }))]);
        assert_eq!(told.0.broadcasts.waiting(tomorrow, &told.0.members).count(), 0);
        told.confirm(noon());
        assert_eq!(told.give(noon()), [100, 101]);
        assert!(told.give(noon()).is_empty(), "it is given once");
    }

    #[test]
    fn what_was_stopped_is_not_sent_however_it_is_confirmed_afterwards() {
        let mut told = Told::new(2);
        told.record(noon(), SECOND, BroadcastFact::Stopped { number: 1 });
        told.confirm(noon());
        assert!(told.give(noon()).is_empty());
    }

    #[test]
    fn it_waits_for_the_morning_but_not_for_ever() {
        let mut told = Told::new(1);
        told.confirm(noon());
        assert!(told.give(at("2026-11-27T21:30:00+05:00")).is_empty());
        assert_eq!(told.give(at("2026-11-28T08:00:00+05:00")), [100]);
        let mut late = Told::new(1);
        late.confirm(noon());
        assert!(late.give(days_after(noon(), GIVEN_FOR_DAYS)).is_empty());
    }

    #[test]
    fn who_wants_none_is_blocked_cannot_be_reached_or_joins_later_gets_none() {
        let mut told = Told::new(4);
        told.record(noon(), ChatId(100), BroadcastFact::Muted { on: true });
        told.fact(noon(), SECOND, Fact::Mark(MarkFact::Blocked { chat: ChatId(101), on: true }));
        told.fact(noon(), ChatId(102), Fact::Member(MemberFact::Unreachable));
        told.confirm(noon());
        let later = noon() + jiff::SignedDuration::from_secs(1);
        told.join(later, 150);
        assert_eq!(told.give(later), [103]);
        told.record(later, ChatId(100), BroadcastFact::Muted { on: false });
        assert_eq!(told.give(later), [100]);
    }

    #[test]
    fn twenty_a_second_get_it() {
        let mut told = Told::new(50);
        told.confirm(noon());
        let second = |second| noon() + jiff::SignedDuration::from_secs(second);
        assert_eq!([0, 1, 2, 3].map(|after| told.give(second(after)).len()), [20, 20, 10, 0]);
    }
}
