//! What those who keep the list take back of what was done before: whether it is still possible, and what it means.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Fact, MarkFact, MemberFact, MergeFact, Registry, Verdict, Wish};
use crate::domain::{ApplicationId, ChatId, CompanyId, Region};

/// A fact: what an entry of the ledger had recorded is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The number of that entry.
    pub entry: u64,
    /// Of what it recorded, that which is taken back.
    pub of: Vec<Fact>,
}

/// An entry of the ledger, as far as it matters for taking it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub number: u64,
    pub at: Timestamp,
    pub who: String,
    pub deed: Deed,
}

/// What was done by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Load {
        file: String,
        /// Companies that are new or changed by it.
        companies: u64,
        /// Companies that leave the list or get their former data back, should it be taken back now. A later load may vouch for what this
        /// one has brought, and this one for what an earlier one had.
        #[serde(default)]
        affected: u64,
        /// On whose sides those companies are.
        #[serde(default)]
        sides: BTreeSet<Region>,
        state: LoadState,
    },
    Step {
        facts: Vec<Fact>,
        list: ListChange,
        /// What the list was changed by when the person heard of the chamber's decision.
        followed: ListChange,
    },
    /// So many companies left the list: those that were asked for in these words.
    Removal { what: String, companies: u64, state: LoadState },
    /// A load was taken back, or a removal.
    Undo {
        load: u64,
        file: String,
        #[serde(default)]
        removal: bool,
    },
    /// Nothing that is taken back.
    Other,
}

/// Whether a load, or a removal, can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadState {
    Stands,
    Undone,
    /// The directory began with it.
    Lasting,
}

/// What an entry did to the list of companies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListChange {
    /// The number of the first change.
    pub first: u64,
    /// How many there are.
    pub changes: u64,
    /// Whether later ones stand in the way.
    pub changed_since: bool,
}

/// What is to be done to take a step back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reversal {
    /// Of the facts, those that are taken back.
    pub of: Vec<Fact>,
    /// Changes of the list that are.
    pub list: Vec<ListChange>,
}

/// Why something is not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// There is no such entry.
    NoEntry,
    /// It is no load, removal, merge or decision of a chamber.
    OtherKind,
    /// It takes something back itself.
    Undo,
    Already,
    Lasting,
    /// Something later builds on it, or says otherwise.
    Later,
    /// Contacts were passed on by it, with the consent of both sides.
    Consent,
    /// The person has left, was forgotten, or wants something else now.
    Person,
    /// It concerns the other side.
    OtherChamber,
}

impl Registry {
    /// What is to be done to take an entry back; nothing here for a load or a removal, which the store takes back.
    ///
    /// # Errors
    /// Why it cannot be taken back.
    pub fn reversal(&self, entry: &Entry) -> Result<Reversal, Obstacle> {
        if self.undone.contains(&entry.number) {
            return Err(Obstacle::Already);
        }
        let (facts, list, followed) = match &entry.deed {
            Deed::Step { facts, list, followed } => (facts, list, followed),
            Deed::Load { state, .. } | Deed::Removal { state, .. } => {
                return match state {
                    // The store takes it back, row by row.
                    LoadState::Stands => Ok(Reversal::default()),
                    LoadState::Undone => Err(Obstacle::Already),
                    LoadState::Lasting => Err(Obstacle::Lasting),
                };
            }
            Deed::Undo { .. } => return Err(Obstacle::Undo),
            Deed::Other => return Err(Obstacle::OtherKind),
        };
        if facts.iter().any(|fact| matches!(fact, Fact::Undone(_))) {
            return Err(Obstacle::Undo);
        }
        let mut reversal = Reversal::default();
        for fact in facts.iter().filter(|fact| is_reversible(fact)) {
            match fact {
                Fact::Mark(mark) if !self.marks.is_last(mark, entry.at) => return Err(Obstacle::Later),
                Fact::Merge(MergeFact::Merged { kept, left }) => {
                    if list.changed_since || !self.merges.stands(kept, left, entry.at) {
                        return Err(Obstacle::Later);
                    }
                    reversal.list.push(*list);
                }
                Fact::Member(MemberFact::Decided { application, verdict }) => {
                    self.can_be_reopened(*application, *verdict, entry.at)?;
                    if followed.changed_since {
                        return Err(Obstacle::Later);
                    }
                    reversal.list.extend(Some(*followed).filter(|list| list.changes > 0));
                }
                _ => {}
            }
            reversal.of.push(fact.clone());
        }
        if reversal.of.is_empty() { Err(Obstacle::OtherKind) } else { Ok(reversal) }
    }

    /// Whether a decision on an application is the last one, and nothing rests on it.
    fn can_be_reopened(&self, id: ApplicationId, verdict: Verdict, decided: Timestamp) -> Result<(), Obstacle> {
        let application = self.members.application(id).ok_or(Obstacle::Person)?;
        if application.verdict != Some(verdict) || application.decided != Some(decided) {
            return Err(Obstacle::Later);
        }
        let person = application.chat;
        let speaks_for = self.members.company_of(person);
        match (verdict, &application.wish) {
            (Verdict::Approved, Wish::Change(_)) => Ok(()),
            (Verdict::Approved, wish) => {
                // Whoever added a company speaks for it since.
                let company =
                    speaks_for.filter(|company| wish.company().is_none_or(|wished| wished == *company)).ok_or(Obstacle::Person)?;
                self.rests_on(company, person, application.wish == Wish::Add, decided)
            }
            (Verdict::AskedBack(_), _) => Ok(()),
            (Verdict::Refused(_), wish) => {
                let wants_else = self.members.open_application(person).is_some();
                let joined = !matches!(wish, Wish::Change(_)) && speaks_for.is_some();
                if wants_else || joined { Err(Obstacle::Person) } else { Ok(()) }
            }
        }
    }

    /// Whether anything has come of it since then that a person speaks for a company; `added`: it was put into the list by that.
    fn rests_on(&self, company: &CompanyId, person: ChatId, added: bool, since: Timestamp) -> Result<(), Obstacle> {
        let mut rests = false;
        for introduction in self.introductions.all() {
            let of_company = introduction.from.company == *company || introduction.to.company == *company;
            let answered = introduction.answered.filter(|answered| answered.at >= since && (added || answered.by == person));
            let asked = introduction.at >= since && (added || introduction.asker == person);
            if of_company && (asked || answered.is_some()) {
                if introduction.answered.is_some_and(|answered| answered.accepted) {
                    return Err(Obstacle::Consent);
                }
                rests = true;
            }
        }
        let others = self.members.speakers().filter(|(_, of)| *of == company).count() > 1;
        let listed = self.listings.of(company).next().is_some();
        if rests || added && (others || listed) { Err(Obstacle::Later) } else { Ok(()) }
    }

    /// Takes back what was recorded.
    pub(super) fn reverse(&mut self, at: Timestamp, fact: &Fact) {
        match fact {
            Fact::Mark(mark) => self.marks.reverse(at, mark),
            Fact::Merge(MergeFact::Merged { left, .. }) => {
                let mut merges = std::mem::take(&mut self.merges);
                merges.part(left, |rename| self.companies(rename));
                self.merges = merges;
                self.introductions.follow(at, &self.members);
            }
            Fact::Member(MemberFact::Decided { application, .. }) => {
                self.members.reopen(*application);
                self.introductions.follow(at, &self.members);
            }
            _ => {}
        }
    }
}

/// Whether those who keep the list can take such a fact back.
pub fn is_reversible(fact: &Fact) -> bool {
    match fact {
        Fact::Mark(mark) => matches!(mark, MarkFact::Verified { .. } | MarkFact::Hidden { .. } | MarkFact::Blocked { .. }),
        Fact::Member(fact) => matches!(fact, MemberFact::Decided { .. }),
        Fact::Merge(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Doubt, Recorded};

    const PERSON: ChatId = ChatId(1);
    const CLERK: ChatId = ChatId(9);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn happen(registry: &mut Registry, second: i64, chat: ChatId, fact: Fact) {
        registry.apply(&Recorded { at: at(second), chat, fact });
    }

    /// The entry of that second, which records one fact.
    fn entry(second: i64, fact: Fact) -> Entry {
        let deed = Deed::Step { facts: vec![fact], list: ListChange::default(), followed: ListChange::default() };
        Entry { number: second.unsigned_abs(), at: at(second), who: "chat:9".to_owned(), deed }
    }

    fn verified(on: bool) -> Fact {
        Fact::Mark(MarkFact::Verified { company: CompanyId("a".to_owned()), on })
    }

    fn decided(verdict: Verdict) -> Fact {
        Fact::Member(MemberFact::Decided { application: ApplicationId(1), verdict })
    }

    fn applied(registry: &mut Registry, second: i64, wish: Wish) {
        let application = registry.members.next_application();
        happen(registry, second, PERSON, Fact::Member(MemberFact::Applied { application, wish, side: None }));
    }

    /// Takes an entry back, as it is recorded.
    fn take_back(registry: &mut Registry, second: i64, entry: &Entry) {
        let Reversal { of, .. } = registry.reversal(entry).expect("it can be taken back");
        happen(registry, second, CLERK, Fact::Undone(Undone { entry: entry.number, of }));
    }

    #[test]
    fn a_mark_is_taken_back_once_and_not_behind_a_later_one() {
        let mut registry = Registry::default();
        happen(&mut registry, 1, CLERK, verified(true));
        let first = entry(1, verified(true));
        take_back(&mut registry, 2, &first);
        assert!(!registry.marks.is_marked(&CompanyId("a".to_owned())));
        assert_eq!(registry.reversal(&first), Err(Obstacle::Already));
        for (second, on) in [(3, true), (4, false), (5, true)] {
            happen(&mut registry, second, CLERK, verified(on));
        }
        assert_eq!(registry.reversal(&entry(3, verified(true))), Err(Obstacle::Later));
        assert!(registry.reversal(&entry(5, verified(true))).is_ok());
        // It changed nothing, so there is nothing to take back.
        happen(&mut registry, 6, CLERK, verified(true));
        assert_eq!(registry.reversal(&entry(6, verified(true))), Err(Obstacle::Later));
    }

    #[test]
    fn a_refused_application_waits_once_more_unless_its_person_wants_something_else() {
        let refused = Verdict::Refused(Doubt::CannotBeVerified);
        let mut registry = Registry::default();
        applied(&mut registry, 1, Wish::Add);
        happen(&mut registry, 2, CLERK, decided(refused));
        let mut other = registry.clone();
        take_back(&mut registry, 3, &entry(2, decided(refused)));
        let application = registry.members.application(ApplicationId(1)).expect("it is there");
        assert_eq!((application.verdict, application.round), (None, 2));
        applied(&mut other, 3, Wish::Add);
        assert_eq!(other.reversal(&entry(2, decided(refused))), Err(Obstacle::Person));
    }

    #[test]
    fn an_approval_that_is_taken_back_ends_the_membership_and_one_whose_person_has_left_is_not() {
        let company = CompanyId("a".to_owned());
        let mut registry = Registry::default();
        applied(&mut registry, 1, Wish::Join(company.clone()));
        happen(&mut registry, 2, CLERK, decided(Verdict::Approved));
        happen(&mut registry, 2, PERSON, Fact::Member(MemberFact::Joined { company }));
        let mut left = registry.clone();
        take_back(&mut registry, 3, &entry(2, decided(Verdict::Approved)));
        assert_eq!(registry.members.company_of(PERSON), None);
        happen(&mut left, 3, PERSON, Fact::Member(MemberFact::Left));
        assert_eq!(left.reversal(&entry(2, decided(Verdict::Approved))), Err(Obstacle::Person));
    }

    #[test]
    fn what_takes_back_and_what_is_no_decision_is_not_taken_back() {
        let registry = Registry::default();
        let undone = Fact::Undone(Undone { entry: 1, of: vec![verified(true)] });
        assert_eq!(registry.reversal(&entry(2, undone)), Err(Obstacle::Undo));
        assert_eq!(registry.reversal(&entry(3, Fact::ForgetAsked)), Err(Obstacle::OtherKind));
    }
}
