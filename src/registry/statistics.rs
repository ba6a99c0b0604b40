//! What happened, to be counted: by period, by company, by whatever a reader of the ledger asks. In: facts, oldest first. Out:
//! [`Happened`]s, of which each is one thing to count. It holds no person: who is forgotten is still counted.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::introductions::Ending;
use super::{Fact, IntroductionFact, ListingFact, ListingKind, MemberFact, NextStep, Outcome, Recorded, Registry};
use crate::domain::{ChatId, CompanyId, IntroductionId, ListingId};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// A company of which nobody had spoken before: somebody does now.
    Joined,
    /// A need was published, an offer was.
    Needs,
    Offers,
    /// Introductions, at the time when they were asked for.
    Asked,
    /// Introductions, at the time when they ended: with a yes, with a no, without an answer, because who asked could not go on.
    Accepted,
    Declined,
    Expired,
    TakenBack,
    /// Pairs of companies, at the time when a side first said that they have met, have agreed upon a next step, have made a deal.
    Met,
    NextSteps,
    Deals,
}

impl Measure {
    pub const ALL: [Measure; 11] = [
        Measure::Joined,
        Measure::Needs,
        Measure::Offers,
        Measure::Asked,
        Measure::Accepted,
        Measure::Declined,
        Measure::Expired,
        Measure::TakenBack,
        Measure::Met,
        Measure::NextSteps,
        Measure::Deals,
    ];

    /// Its name for programs and for the texts.
    pub fn key(self) -> &'static str {
        match self {
            Measure::Joined => "joined",
            Measure::Needs => "needs",
            Measure::Offers => "offers",
            Measure::Asked => "asked",
            Measure::Accepted => "accepted",
            Measure::Declined => "declined",
            Measure::Expired => "expired",
            Measure::TakenBack => "taken_back",
            Measure::Met => "met",
            Measure::NextSteps => "next_steps",
            Measure::Deals => "deals",
        }
    }
}

/// One thing to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    pub at: Timestamp,
    pub measure: Measure,
    /// The company that it is counted with: that which published, that which asked, that whose side told of it first.
    pub company: CompanyId,
    /// The other one, of introductions and what came of them.
    pub with: Option<CompanyId>,
    pub introduction: Option<IntroductionId>,
    pub listing: Option<ListingId>,
}

/// From its first moment on, and before the moment of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Timestamp,
    pub before: Timestamp,
}

impl Period {
    pub fn holds(self, at: Timestamp) -> bool {
        self.from <= at && at < self.before
    }

    /// As long a time directly before it.
    pub fn former(self) -> Period {
        let length = self.before.duration_since(self.from);
        Period { from: self.from.checked_sub(length).unwrap_or(Timestamp::MIN), before: self.from }
    }
}

/// All that happened by then, oldest first.
pub fn happened(facts: &[Recorded], now: Timestamp) -> Vec<Happened> {
    let mut counting = Counting::default();
    let mut registry = Registry::default();
    for recorded in facts.iter().filter(|recorded| recorded.at <= now) {
        counting.take(recorded, &registry);
        registry.apply(recorded);
    }
    for introduction in registry.introductions.all() {
        let ended = introduction.ending(now).map(|(at, ending)| {
            let measure = match ending {
                Ending::Accepted => Measure::Accepted,
                Ending::Declined => Measure::Declined,
                Ending::Expired => Measure::Expired,
                Ending::TakenBack => Measure::TakenBack,
            };
            (at, measure)
        });
        for (at, measure) in [Some((introduction.at, Measure::Asked)), ended].into_iter().flatten() {
            counting.happened.push(Happened {
                at,
                measure,
                company: introduction.from.company.clone(),
                with: Some(introduction.to.company.clone()),
                introduction: Some(introduction.id),
                listing: None,
            });
        }
    }
    let mut happened = counting.happened;
    happened.sort_by(|a, b| a.at.cmp(&b.at).then(a.measure.cmp(&b.measure)));
    happened
}

/// How often something happened in a period.
pub fn count(happened: &[Happened], measure: Measure, period: Period) -> u64 {
    happened.iter().filter(|happened| happened.measure == measure && period.holds(happened.at)).count() as u64
}

/// What is counted once, however often and by whichever side it is told.
#[derive(Default)]
struct Counting {
    happened: Vec<Happened>,
    /// For whom people speak, forgotten ones included: the registry knows those no more.
    companies: BTreeMap<ChatId, CompanyId>,
    joined: BTreeSet<CompanyId>,
    told: BTreeSet<(Measure, CompanyId, CompanyId)>,
}

impl Counting {
    fn take(&mut self, recorded: &Recorded, registry: &Registry) {
        let Recorded { at, chat, fact } = recorded;
        match fact {
            Fact::Member(MemberFact::Joined { company }) => {
                self.companies.insert(*chat, company.clone());
                if self.joined.insert(company.clone()) {
                    self.add(*at, Measure::Joined, company, None, None);
                }
            }
            Fact::Member(MemberFact::Left) => _ = self.companies.remove(chat),
            Fact::Listing(ListingFact::Published(listing)) => {
                let measure = if listing.kind == ListingKind::Need { Measure::Needs } else { Measure::Offers };
                self.add(*at, measure, &listing.company, None, Some(listing.id));
            }
            Fact::Introduction(IntroductionFact::Met { company, on_behalf }) => {
                self.between(*at, Measure::Met, (*chat, on_behalf.as_ref()), company);
            }
            Fact::Introduction(IntroductionFact::Agreed { company, step, on_behalf }) if *step != NextStep::Nothing => {
                self.between(*at, Measure::NextSteps, (*chat, on_behalf.as_ref()), company);
            }
            Fact::Introduction(IntroductionFact::Outcome { id, outcome, .. }) => {
                let measure = match outcome {
                    Outcome::Met => Measure::Met,
                    Outcome::NextStep => Measure::NextSteps,
                    Outcome::Deal => Measure::Deals,
                    Outcome::Nothing => return,
                };
                if let Some(introduction) = registry.introductions.get(*id) {
                    let (from, to) = (introduction.from.company.clone(), introduction.to.company.clone());
                    let told_by_asker = introduction.asker == *chat;
                    let (company, with) = if told_by_asker { (from, to) } else { (to, from) };
                    self.pair(*at, measure, company, with);
                }
            }
            _ => {}
        }
    }

    /// Between the company of a person, or that on whose behalf they tell it, and another; a person who speaks for none tells nothing
    /// that could be counted.
    fn between(&mut self, at: Timestamp, measure: Measure, (chat, on_behalf): (ChatId, Option<&CompanyId>), with: &CompanyId) {
        if let Some(company) = on_behalf.or_else(|| self.companies.get(&chat)).cloned() {
            self.pair(at, measure, company, with.clone());
        }
    }

    fn pair(&mut self, at: Timestamp, measure: Measure, company: CompanyId, with: CompanyId) {
        let (one, other) = if company < with { (&company, &with) } else { (&with, &company) };
        if self.told.insert((measure, one.clone(), other.clone())) {
            self.add(at, measure, &company, Some(with), None);
        }
    }

    fn add(&mut self, at: Timestamp, measure: Measure, company: &CompanyId, with: Option<CompanyId>, listing: Option<ListingId>) {
        self.happened.push(Happened { at, measure, company: company.clone(), with, introduction: None, listing });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Language, Region};
    use crate::registry::{Answer, Milestone, Side};

    fn at(day: i8) -> Timestamp {
        format!("2026-11-{day:02}T09:00:00+03:00").parse().expect("a time")
    }

    fn side(company: &str, region: Region) -> Side {
        Side { company: CompanyId(company.to_owned()), region: Some(region) }
    }

    fn fact(day: i8, chat: i64, fact: Fact) -> Recorded {
        Recorded { at: at(day), chat: ChatId(chat), fact }
    }

    fn asked(day: i8, id: u64) -> Recorded {
        let (from, to) = (side("A", Region::Lipetsk), side(&format!("B{id}"), Region::Sughd));
        fact(
            day,
            1,
            Fact::Introduction(IntroductionFact::Asked { id: IntroductionId(id), from, to, language: Language::Ru, on_behalf: false }),
        )
    }

    fn answered(day: i8, id: u64, answer: Answer) -> Recorded {
        let id = IntroductionId(id);
        fact(day, 2, Fact::Introduction(IntroductionFact::Answered { id, answer, on_behalf: false, language: Language::Tg }))
    }

    fn joined(day: i8, chat: i64, company: &str) -> [Recorded; 2] {
        let consented = MemberFact::Consented { version: 1, language: Language::Ru };
        [
            fact(day, chat, Fact::Member(MemberFact::Joined { company: CompanyId(company.to_owned()) })),
            fact(day, chat, Fact::Member(consented)),
        ]
    }

    fn ledger() -> Vec<Recorded> {
        let outcome = |day, chat, outcome| {
            let (id, milestone) = (IntroductionId(1), Milestone::Days3);
            fact(day, chat, Fact::Introduction(IntroductionFact::Outcome { id, milestone, outcome }))
        };
        let mut facts: Vec<Recorded> = [joined(2, 1, "A"), joined(2, 3, "A"), joined(2, 2, "B1")].concat();
        facts.extend([asked(2, 1), asked(2, 2), asked(3, 3), answered(4, 1, Answer::Accepted), answered(5, 2, Answer::Declined)]);
        facts.extend([outcome(9, 1, Outcome::Met), outcome(10, 2, Outcome::Met), outcome(10, 2, Outcome::Deal)]);
        facts.push(fact(11, 1, Fact::Introduction(IntroductionFact::Met { company: CompanyId("B1".to_owned()), on_behalf: None })));
        facts
    }

    fn counts(facts: &[Recorded], period: Period) -> Vec<(&'static str, u64)> {
        let happened = happened(facts, at(28));
        let counted = Measure::ALL.map(|measure| (measure.key(), count(&happened, measure, period)));
        counted.into_iter().filter(|(_, count)| *count > 0).collect()
    }

    #[test]
    fn introductions_are_counted_when_they_are_asked_for_and_when_they_end() {
        let november = Period { from: at(1), before: at(28) };
        let all = counts(&ledger(), november);
        // Two people of A count it once; both sides told of one meeting, one of them twice.
        let expected = [("joined", 2), ("asked", 3), ("accepted", 1), ("declined", 1), ("expired", 1), ("met", 1), ("deals", 1)];
        assert_eq!(all, expected);
        assert_eq!(counts(&ledger(), Period { from: at(4), before: at(5) }), [("accepted", 1)]);
        // Ten working days after Tuesday the third.
        assert_eq!(counts(&ledger(), Period { from: at(17), before: at(18) }), [("expired", 1)]);
    }

    #[test]
    fn who_is_forgotten_stays_in_the_counts() {
        let november = Period { from: at(1), before: at(28) };
        let mut facts = ledger();
        let before = counts(&facts, november);
        facts.push(fact(26, 1, Fact::Forgotten));
        assert_eq!(counts(&facts, november), before);
    }

    #[test]
    fn the_period_before_is_as_long_and_ends_where_this_one_begins() {
        let period = Period { from: at(11), before: at(21) };
        assert_eq!(period.former(), Period { from: at(1), before: at(11) });
        assert!(period.holds(at(11)) && !period.holds(at(21)));
    }
}
