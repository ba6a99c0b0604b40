//! The report of the week before, for those who keep the list and want it: on Mondays in working hours, by the clock of their chamber. Who
//! could not get it then gets it later in that week, once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Members, Notice, calendar};
use crate::domain::{ChatId, Region};

/// Working hours: from the first on, before the second, Monday to Friday.
const FROM_HOUR: i8 = 9;
const TO_HOUR: i8 = 18;

/// A fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestFact {
    /// The person wants the report of each week, or no longer.
    Chosen { on: bool },
}

/// A notice: the report of the week before this Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DigestNotice {
    pub monday: Date,
}

impl DigestNotice {
    /// The first and the last day of the week that it tells of.
    pub fn week(self) -> (Date, Date) {
        let back = |days: i64| self.monday.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(self.monday);
        (back(7), back(1))
    }
}

/// Who wants it, and which one each got last.
#[derive(Clone, Debug, Default)]
pub struct Digests {
    /// Since when.
    wanted: BTreeMap<ChatId, Timestamp>,
    given: BTreeMap<ChatId, Date>,
}

impl Digests {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: DigestFact) {
        match fact {
            DigestFact::Chosen { on: true } => _ = self.wanted.entry(chat).or_insert(at),
            DigestFact::Chosen { on: false } => _ = self.wanted.remove(&chat),
        }
    }

    /// A chat was given it.
    pub(super) fn given(&mut self, chat: ChatId, notice: DigestNotice) {
        let last = self.given.entry(chat).or_insert(notice.monday);
        *last = notice.monday.max(*last);
    }

    pub(super) fn was_given(&self, chat: ChatId, notice: DigestNotice) -> bool {
        self.given.get(&chat).is_some_and(|last| *last >= notice.monday)
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        self.wanted.remove(&chat);
        self.given.remove(&chat);
    }

    pub(super) fn due(&self, now: Timestamp, members: &Members, due: &mut Vec<(ChatId, Notice)>) {
        for (&chat, &since) in &self.wanted {
            let Some(post) = members.staff.post(chat).filter(|_| members.is_reachable(chat)) else { continue };
            let side = post.side.unwrap_or(Region::Lipetsk);
            let local = calendar::local(now, side);
            let is_working = calendar::is_working_day(local.date()) && (FROM_HOUR..TO_HOUR).contains(&local.hour());
            let monday = calendar::monday_of(local.date());
            // Who asks for it on a Monday or later gets the first one on the next Monday.
            if is_working && calendar::local(since, side).date() < monday {
                due.push((chat, Notice::Digest(DigestNotice { monday })));
            }
        }
    }

    pub fn is_wanted(&self, chat: ChatId) -> bool {
        self.wanted.contains_key(&chat)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::registry::{Fact, MemberFact, Recorded, Registry};

    const OFFICER: ChatId = ChatId(1);
    const OF_KHUJAND: ChatId = ChatId(2);
    const NOBODY: ChatId = ChatId(3);

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    /// Two officers and a person who keeps no list, who all asked for it on a Friday.
    fn registry() -> Registry {
        let mut registry = Registry::default();
        registry.members.set_owners(&[(OFFICER, Some(Region::Lipetsk)), (OF_KHUJAND, Some(Region::Sughd))].into());
        for chat in [OFFICER, OF_KHUJAND, NOBODY] {
            record(&mut registry, "2026-11-27T10:00:00+03:00", chat, Fact::Digest(DigestFact::Chosen { on: true }));
        }
        registry
    }

    fn record(registry: &mut Registry, time: &str, chat: ChatId, fact: Fact) {
        registry.apply(&Recorded { at: at(time), chat, fact });
    }

    fn due(registry: &Registry, time: &str) -> Vec<ChatId> {
        registry.due(at(time)).into_iter().map(|(chat, _)| chat).collect()
    }

    #[test]
    fn it_comes_on_monday_in_the_working_hours_of_each_chamber() {
        let registry = registry();
        assert_eq!(due(&registry, "2026-11-27T11:00:00+03:00"), []);
        assert_eq!(due(&registry, "2026-11-30T06:59:00+03:00"), []);
        assert_eq!(due(&registry, "2026-11-30T07:00:00+03:00"), [OF_KHUJAND], "nine in Khujand");
        assert_eq!(due(&registry, "2026-11-30T09:00:00+03:00"), [OFFICER, OF_KHUJAND]);
        assert_eq!(due(&registry, "2026-11-30T17:00:00+03:00"), [OFFICER], "after work in Khujand");
        let (_, notice) = registry.due(at("2026-11-30T09:00:00+03:00")).remove(0);
        assert_eq!(notice, Notice::Digest(DigestNotice { monday: date(2026, 11, 30) }));
        assert_eq!(DigestNotice { monday: date(2026, 11, 30) }.week(), (date(2026, 11, 23), date(2026, 11, 29)));
    }

    #[test]
    fn each_week_it_is_given_once_late_if_it_must_be_and_never_at_the_weekend() {
        let mut registry = registry();
        assert_eq!(due(&registry, "2026-12-04T12:00:00+03:00"), [OFFICER, OF_KHUJAND], "nobody served on Monday");
        assert_eq!(due(&registry, "2026-12-05T12:00:00+03:00"), []);
        let told = Fact::Told(Notice::Digest(DigestNotice { monday: date(2026, 11, 30) }));
        record(&mut registry, "2026-12-04T12:00:00+03:00", OFFICER, told);
        assert_eq!(due(&registry, "2026-12-04T12:00:01+03:00"), [OF_KHUJAND]);
        assert_eq!(due(&registry, "2026-12-07T12:00:00+03:00"), [OFFICER, OF_KHUJAND], "the next week");
    }

    #[test]
    fn who_wants_it_no_longer_or_cannot_be_reached_gets_none() {
        let mut registry = registry();
        record(&mut registry, "2026-11-28T10:00:00+03:00", OFFICER, Fact::Digest(DigestFact::Chosen { on: false }));
        record(&mut registry, "2026-11-28T10:00:00+03:00", OF_KHUJAND, Fact::Member(MemberFact::Unreachable));
        assert_eq!(due(&registry, "2026-11-30T09:00:00+03:00"), []);
        // Asked for again on a Monday, it begins with the week after.
        record(&mut registry, "2026-11-30T08:00:00+03:00", OFFICER, Fact::Digest(DigestFact::Chosen { on: true }));
        assert_eq!(due(&registry, "2026-11-30T09:00:00+03:00"), []);
        assert_eq!(due(&registry, "2026-12-07T09:00:00+03:00"), [OFFICER]);
        registry.members.set_owners(&[].into());
        assert_eq!(due(&registry, "2026-12-07T09:00:00+03:00"), []);
    }
}
