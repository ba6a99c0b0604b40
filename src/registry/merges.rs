//! Companies of which two records were one: what was said of the one that left the list goes on with the one that stays.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::introductions::Teller;
use crate::domain::{ApplicationId, ChatId, CompanyId, IntroductionId, ListingId};

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeFact {
    /// `left` is the same company as `kept`, and leads to it from now on.
    Merged { kept: CompanyId, left: CompanyId },
}

/// Where a company is named; what was moved is found again by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Speaker(ChatId),
    Wish(ApplicationId),
    From(IntroductionId),
    To(IntroductionId),
    /// It wants no requests of that company.
    WantsNot(CompanyId),
    /// That company wants no requests of it.
    NotWanted(CompanyId),
    Met(Teller),
    Agreed(Teller),
    /// Its chamber told what came of it with that company.
    ToldFor(CompanyId),
    /// That clerk acts for it.
    Acting(ChatId),
    /// Its consent, signed on that day, lies at the chamber.
    Paper(Date),
    Invitation(String),
    Listing(ListingId),
    Complaint(u64),
    /// The mark of a chamber.
    Verified,
}

/// Gives another id for the one that is named in a place.
pub(super) type Rename<'a> = &'a mut dyn FnMut(Place, &mut CompanyId);

/// What goes on with the company that stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub people: usize,
    pub applications: usize,
    pub introductions: usize,
    pub listings: usize,
    pub complaints: usize,
    /// The mark of a chamber.
    pub verified: bool,
    /// Introductions of the two to each other, which end.
    pub within: usize,
}

/// A merge that was not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    kept: CompanyId,
    at: Timestamp,
    moved: BTreeSet<Place>,
}

/// All of them, by the company that has left the list.
#[derive(Clone, Debug, Default)]
pub struct Merges(BTreeMap<CompanyId, Merge>);

impl Merges {
    /// The company for which that id stands: itself, or the one into which it was merged.
    pub fn resolve<'a>(&'a self, id: &'a CompanyId) -> &'a CompanyId {
        let mut id = id;
        // What was merged leaves the list, so this ends; the bound is for a ledger that says otherwise.
        for _ in 0..=self.0.len() {
            let Some(merge) = self.0.get(id) else { return id };
            id = &merge.kept;
        }
        id
    }

    /// Puts the company for which an id stands in its place.
    pub fn rename(&self, id: &mut CompanyId) {
        if self.0.contains_key(id) {
            *id = self.resolve(id).clone();
        }
    }

    /// Companies that lead to that one.
    pub fn leading_to<'a>(&'a self, kept: &'a CompanyId) -> impl Iterator<Item = &'a CompanyId> {
        self.0.keys().filter(move |left| self.resolve(left) == kept)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is the merge of that time, and the company that was kept still stands for itself.
    pub(super) fn stands(&self, kept: &CompanyId, left: &CompanyId, at: Timestamp) -> bool {
        self.0.get(left).is_some_and(|merge| merge.kept == *kept && merge.at == at) && !self.0.contains_key(kept)
    }

    /// Notes a merge, whose places are given by `visit`.
    pub(super) fn merge(&mut self, at: Timestamp, kept: &CompanyId, left: &CompanyId, visit: impl FnOnce(Rename<'_>)) {
        if kept == left || self.0.contains_key(left) || self.resolve(kept) != kept {
            return;
        }
        let mut moved = BTreeSet::new();
        visit(&mut |place, id| {
            if id == left {
                id.clone_from(kept);
                moved.insert(place);
            }
        });
        self.0.insert(left.clone(), Merge { kept: kept.clone(), at, moved });
    }

    /// Takes a merge back: what was moved by it and is still there goes back.
    pub(super) fn part(&mut self, left: &CompanyId, visit: impl FnOnce(Rename<'_>)) {
        let Some(Merge { kept, moved, .. }) = self.0.remove(left) else { return };
        visit(&mut |place, id| {
            if *id == kept && moved.contains(&place) {
                id.clone_from(left);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Language, Region};
    use crate::registry::{
        Answer, Fact, Hindrance, IntroductionFact, IntroductionNotice, MarkFact, MemberFact, Notice, Recorded, Registry, Side, Standing,
        Undone,
    };

    const ANNA: ChatId = ChatId(1);
    const FIRUZ: ChatId = ChatId(2);
    const OLGA: ChatId = ChatId(9);

    fn id(id: &str) -> CompanyId {
        CompanyId(id.to_owned())
    }

    fn now() -> Timestamp {
        "2026-11-27T12:00:00+03:00".parse().expect("a time")
    }

    fn side(company: &str) -> Side {
        Side { company: id(company), region: Some(Region::Lipetsk) }
    }

    /// Anna speaks for `a`, Firuz for `f2`, which is `f` once more.
    fn registry() -> Registry {
        let mut registry = Registry::default();
        registry.members.set_owners(&[(OLGA, None)].into());
        for (chat, company) in [(ANNA, "a"), (FIRUZ, "f2")] {
            happen(&mut registry, chat, Fact::Member(MemberFact::Consented { version: 1, language: Language::Ru }));
            happen(&mut registry, chat, Fact::Member(MemberFact::Joined { company: id(company) }));
        }
        registry
    }

    fn happen(registry: &mut Registry, chat: ChatId, fact: Fact) {
        registry.apply(&Recorded { at: now(), chat, fact });
    }

    fn asked(registry: &mut Registry, from: &str, to: &str) -> IntroductionId {
        let number = registry.introductions.next_id();
        let fact = IntroductionFact::Asked { id: number, from: side(from), to: side(to), on_behalf: false, language: Language::Ru };
        happen(registry, ANNA, Fact::Introduction(fact));
        number
    }

    fn merged(kept: &str, left: &str) -> Fact {
        Fact::Merge(MergeFact::Merged { kept: id(kept), left: id(left) })
    }

    #[test]
    fn people_introductions_and_the_mark_go_on_with_the_company_that_stays() {
        let mut registry = registry();
        let number = asked(&mut registry, "a", "f2");
        happen(&mut registry, OLGA, Fact::Mark(MarkFact::Verified { company: id("f2"), on: true }));
        happen(&mut registry, OLGA, merged("f", "f2"));
        assert_eq!(registry.members.company_of(FIRUZ), Some(&id("f")));
        assert!(registry.marks.is_marked(&id("f")));
        assert_eq!(registry.introductions.get(number).map(|introduction| &introduction.to.company), Some(&id("f")));
        assert_eq!(registry.introductions.hindrance(ANNA, &side("a"), &id("f"), false, now()), Some(Hindrance::Asked(number)));
        let answer = IntroductionFact::Answered { id: number, answer: Answer::Accepted, on_behalf: false, language: Language::Ru };
        happen(&mut registry, FIRUZ, Fact::Introduction(answer));
        assert!(registry.may_see(ANNA, FIRUZ) && registry.may_see(FIRUZ, ANNA));
    }

    #[test]
    fn a_fact_that_names_the_company_that_has_left_means_the_one_that_stays() {
        let mut registry = registry();
        happen(&mut registry, OLGA, merged("f", "f2"));
        happen(&mut registry, ANNA, Fact::Member(MemberFact::Joined { company: id("f2") }));
        assert_eq!(registry.members.company_of(ANNA), Some(&id("f")));
    }

    #[test]
    fn an_introduction_between_the_two_ends_and_whoever_was_asked_is_told() {
        let mut registry = registry();
        let number = asked(&mut registry, "a", "f2");
        for (chat, notice) in registry.due(now()) {
            happen(&mut registry, chat, Fact::Told(notice));
        }
        happen(&mut registry, OLGA, merged("a", "f2"));
        let introduction = registry.introductions.get(number).expect("it was asked");
        assert_eq!(introduction.standing(now()), Standing::NotThisTime);
        assert_eq!(registry.due(now()), [(FIRUZ, Notice::Introduction(IntroductionNotice::Gone(number)))]);
    }

    #[test]
    fn a_merge_that_is_taken_back_gives_everything_back_but_what_came_later() {
        let mut registry = registry();
        let before = asked(&mut registry, "a", "f2");
        happen(&mut registry, OLGA, Fact::Mark(MarkFact::Verified { company: id("f2"), on: true }));
        happen(&mut registry, OLGA, merged("f", "f2"));
        let after = asked(&mut registry, "a", "f");
        happen(&mut registry, OLGA, Fact::Undone(Undone { entry: 7, of: vec![merged("f", "f2")] }));
        assert_eq!(registry.members.company_of(FIRUZ), Some(&id("f2")));
        assert_eq!((registry.marks.is_marked(&id("f")), registry.marks.is_marked(&id("f2"))), (false, true));
        let to = |number| registry.introductions.get(number).map(|introduction| introduction.to.company.0.clone());
        assert_eq!((to(before), to(after)), (Some("f2".to_owned()), Some("f".to_owned())));
        assert!(registry.merges.is_empty());
    }

    #[test]
    fn a_company_that_was_merged_is_merged_on_and_never_in_a_circle() {
        let mut registry = registry();
        happen(&mut registry, OLGA, merged("f", "f2"));
        happen(&mut registry, OLGA, merged("a", "f"));
        assert_eq!(registry.merges.resolve(&id("f2")), &id("a"));
        happen(&mut registry, OLGA, merged("f2", "a"));
        assert_eq!(registry.merges.resolve(&id("a")), &id("a"));
        let kept = id("a");
        assert_eq!(registry.merges.leading_to(&kept).count(), 2);
    }
}
