//! What the chambers say of companies and people: who is vouched for, hidden or blocked, and what others complained of.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::calendar::is_of_last_day;
use super::merges::{Place, Rename};
use super::{Members, Notice};
use crate::domain::{ChatId, Company, CompanyId, Region};

/// So many complaints a person may make within a day.
pub const COMPLAINTS_A_DAY: usize = 5;

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkFact {
    /// A chamber vouches for the company, or no longer.
    Verified { company: CompanyId, on: bool },
    /// The company is found and shown no longer, or again.
    Hidden { company: CompanyId, on: bool },
    /// The person can no longer do anything here but see and erase what is kept of them, or can again.
    Blocked { chat: ChatId, on: bool },
    /// Somebody has complained of a company; `side`: whose chamber hears it.
    Complained {
        number: u64,
        company: CompanyId,
        why: Why,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Region>,
    },
    /// A chamber has dealt with the complaint.
    Heard { number: u64 },
}

/// What is wrong with a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It does not exist, or not any more.
    Gone,
    WrongData,
    /// It does not keep its word or deceives.
    Deceives,
    /// Its text does not belong here.
    UnsuitableText,
}

impl Why {
    pub const ALL: [Why; 4] = [Why::Gone, Why::WrongData, Why::Deceives, Why::UnsuitableText];
}

/// A notice to those who keep the list: somebody has complained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkNotice {
    Complained { number: u64 },
}

/// A complaint that was not dealt with yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub company: CompanyId,
    pub why: Why,
    pub side: Option<Region>,
    pub by: ChatId,
    pub at: Timestamp,
}

/// What is marked, and by which mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Verified(CompanyId),
    Hidden(CompanyId),
    Blocked(ChatId),
}

impl MarkFact {
    /// What a mark is set on or taken from.
    fn set(&self) -> Option<(Subject, bool)> {
        match self {
            MarkFact::Verified { company, on } => Some((Subject::Verified(company.clone()), *on)),
            MarkFact::Hidden { company, on } => Some((Subject::Hidden(company.clone()), *on)),
            MarkFact::Blocked { chat, on } => Some((Subject::Blocked(*chat), *on)),
            MarkFact::Complained { .. } | MarkFact::Heard { .. } => None,
        }
    }
}

/// What the chambers have said of whether they vouch for a company, where they have: now, and before that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Vouched {
    now: Option<bool>,
    before: Option<bool>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    vouched: BTreeMap<CompanyId, Vouched>,
    /// Those that ever were hidden, and whether they are.
    hidden: BTreeMap<CompanyId, bool>,
    blocked: BTreeSet<ChatId>,
    /// When a mark was last set that was not there, or taken away: of the facts without `on`.
    changed: BTreeMap<Subject, Timestamp>,
    complaints: BTreeMap<u64, Complaint>,
    last: u64,
    /// When whom complained, of the last day.
    complained: Vec<(Timestamp, ChatId)>,
}

impl Marks {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &MarkFact) {
        match fact {
            MarkFact::Verified { .. } | MarkFact::Hidden { .. } | MarkFact::Blocked { .. } => {
                fact.set().into_iter().for_each(|(subject, on)| self.set(at, subject, on));
            }
            MarkFact::Complained { number, company, why, side } => {
                let complaint = Complaint { company: company.clone(), why: *why, side: *side, by: chat, at };
                self.complaints.insert(*number, complaint);
                self.last = self.last.max(*number);
                self.complained.retain(|(made, _)| is_of_last_day(*made, at));
                self.complained.push((at, chat));
            }
            MarkFact::Heard { number } => _ = self.complaints.remove(number),
        }
    }

    fn set(&mut self, at: Timestamp, subject: Subject, on: bool) {
        let changed = match &subject {
            Subject::Verified(company) => self.vouch(company, Some(on)),
            Subject::Hidden(company) => self.hidden.insert(company.clone(), on).unwrap_or_default() != on,
            Subject::Blocked(chat) if on => self.blocked.insert(*chat),
            Subject::Blocked(chat) => self.blocked.remove(chat),
        };
        if changed {
            self.changed.insert(subject, at);
        }
    }

    /// Whether what was said before was another thing.
    fn vouch(&mut self, company: &CompanyId, on: Option<bool>) -> bool {
        let vouched = self.vouched.entry(company.clone()).or_default();
        let changed = vouched.now != on;
        if changed {
            *vouched = Vouched { now: on, before: vouched.now };
        }
        changed
    }

    fn is(&self, subject: &Subject, on: bool) -> bool {
        match subject {
            Subject::Verified(company) => self.said(company) == Some(on),
            Subject::Hidden(company) => self.is_hidden(company) == on,
            Subject::Blocked(chat) => self.is_blocked(*chat) == on,
        }
    }

    /// Whether what was recorded at that time has changed a mark, and none has changed it since.
    pub(super) fn is_last(&self, fact: &MarkFact, at: Timestamp) -> bool {
        fact.set().is_some_and(|(subject, on)| self.changed.get(&subject) == Some(&at) && self.is(&subject, on))
    }

    /// Takes a mark back that was set, sets one that was taken away.
    pub(super) fn reverse(&mut self, at: Timestamp, fact: &MarkFact) {
        let Some((subject, on)) = fact.set() else { return };
        let Subject::Verified(company) = &subject else { return self.set(at, subject, !on) };
        // Nothing may have been said before it: then the source of the company's record speaks again.
        let before = self.vouched.get(company).and_then(|vouched| vouched.before);
        self.vouch(company, before);
        self.changed.insert(subject, at);
    }

    /// A company that is hidden, or that a chamber does not vouch for, stays so for itself: the other need not.
    pub(super) fn companies_mut(&mut self, rename: Rename<'_>) {
        self.complaints.iter_mut().for_each(|(number, complaint)| rename(Place::Complaint(*number), &mut complaint.company));
        let marked: Vec<CompanyId> = self.vouched.keys().filter(|company| self.is_marked(company)).cloned().collect();
        for old in marked {
            let mut company = old.clone();
            rename(Place::Verified, &mut company);
            let moved = Some(company).filter(|company| *company != old).and_then(|company| Some((company, self.vouched.remove(&old)?)));
            self.vouched.extend(moved);
        }
    }

    /// A block stays: forgetting is no way around it. So does a complaint, without its author.
    pub(super) fn forget(&mut self, chat: ChatId) {
        self.complained.retain(|(_, by)| *by != chat);
    }

    pub(super) fn due(&self, members: &Members, due: &mut Vec<(ChatId, Notice)>) {
        for (&number, complaint) in &self.complaints {
            let keepers = members.staff.keepers(complaint.side).into_iter();
            due.extend(keepers.map(|keeper| (keeper, Notice::Mark(MarkNotice::Complained { number }))));
        }
    }

    /// Whether a chamber vouches for the company: as one has said or, where none has, as the source of its record says.
    pub fn is_verified(&self, company: &Company) -> bool {
        self.said(&company.company_id()).unwrap_or_else(|| company.names_chamber())
    }

    /// Whether a chamber has set the mark, whatever the source says.
    pub fn is_marked(&self, company: &CompanyId) -> bool {
        self.said(company) == Some(true)
    }

    fn said(&self, company: &CompanyId) -> Option<bool> {
        self.vouched.get(company).and_then(|vouched| vouched.now)
    }

    pub fn is_hidden(&self, company: &CompanyId) -> bool {
        self.hidden.get(company) == Some(&true)
    }

    /// Companies that are or were hidden.
    pub fn once_hidden(&self) -> impl Iterator<Item = &CompanyId> {
        self.hidden.keys()
    }

    pub fn is_blocked(&self, chat: ChatId) -> bool {
        self.blocked.contains(&chat)
    }

    pub fn complaint(&self, number: u64) -> Option<&Complaint> {
        self.complaints.get(&number)
    }

    /// Complaints that wait for a chamber, oldest first.
    pub fn complaints(&self) -> impl Iterator<Item = (u64, &Complaint)> {
        self.complaints.iter().map(|(number, complaint)| (*number, complaint))
    }

    /// Whether the person has complained of the company and was not heard yet.
    pub fn waits(&self, chat: ChatId, company: &CompanyId) -> bool {
        self.complaints.values().any(|complaint| complaint.by == chat && complaint.company == *company)
    }

    /// Whether the person has complained so often that it is enough for the day.
    pub fn has_complained_enough(&self, chat: ChatId, now: Timestamp) -> bool {
        self.complained.iter().filter(|(at, by)| *by == chat && is_of_last_day(*at, now)).count() >= COMPLAINTS_A_DAY
    }

    /// The number of the next complaint.
    pub fn next_complaint(&self) -> u64 {
        self.last + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: ChatId = ChatId(1);

    fn company() -> CompanyId {
        CompanyId("L01".to_owned())
    }

    #[test]
    fn marks_are_set_and_taken_away() {
        let mut marks = Marks::default();
        for on in [true, false] {
            marks.apply(Timestamp::UNIX_EPOCH, PERSON, &MarkFact::Verified { company: company(), on });
            marks.apply(Timestamp::UNIX_EPOCH, PERSON, &MarkFact::Hidden { company: company(), on });
            marks.apply(Timestamp::UNIX_EPOCH, ChatId(9), &MarkFact::Blocked { chat: PERSON, on });
            assert_eq!((marks.is_marked(&company()), marks.is_hidden(&company()), marks.is_blocked(PERSON)), (on, on, on));
        }
        assert_eq!(marks.once_hidden().count(), 1, "the index has to show it again");
    }

    #[test]
    fn what_a_chamber_says_goes_before_the_source_until_it_is_taken_back() {
        let mut marks = Marks::default();
        let [by_source, other] =
            ["ТПП Липецка", "сайт"].map(|source| Company { id: "L01".into(), source: source.into(), ..Company::default() });
        let are_verified = |marks: &Marks| (marks.is_verified(&by_source), marks.is_verified(&other));
        assert_eq!(are_verified(&marks), (true, false));
        for on in [false, true] {
            let (at, fact) = (Timestamp::UNIX_EPOCH, MarkFact::Verified { company: company(), on });
            marks.apply(at, ChatId(9), &fact);
            assert_eq!(are_verified(&marks), (on, on));
            assert!(marks.is_last(&fact, at));
            marks.reverse(at, &fact);
            assert_eq!(are_verified(&marks), (true, false));
            assert!(!marks.is_last(&fact, at));
        }
    }

    #[test]
    fn a_person_complains_five_times_a_day_and_numbers_are_not_given_twice() {
        let (mut marks, mut now) = (Marks::default(), Timestamp::UNIX_EPOCH);
        for _ in 0..COMPLAINTS_A_DAY {
            assert!(!marks.has_complained_enough(PERSON, now));
            let number = marks.next_complaint();
            marks.apply(now, PERSON, &MarkFact::Complained { number, company: company(), why: Why::Gone, side: None });
            marks.apply(now, ChatId(9), &MarkFact::Heard { number });
        }
        assert!(marks.has_complained_enough(PERSON, now) && !marks.waits(PERSON, &company()));
        assert_eq!((marks.next_complaint(), marks.complaints().count()), (6, 0));
        now += jiff::SignedDuration::from_hours(24);
        assert!(!marks.has_complained_enough(PERSON, now));
    }

    #[test]
    fn a_block_outlives_forgetting() {
        let mut marks = Marks::default();
        marks.apply(Timestamp::UNIX_EPOCH, ChatId(9), &MarkFact::Blocked { chat: PERSON, on: true });
        marks.forget(PERSON);
        assert!(marks.is_blocked(PERSON));
    }
}
