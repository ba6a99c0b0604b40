//! How things stand now, in numbers. What happened over time is the matter of whoever reads all facts.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::introductions::Ending;
use super::{KeyOf, ListingKind, Registry};

/// How things stand; people are counted, never named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// People who speak for a company, and the companies for which somebody does.
    pub members: usize,
    pub companies: usize,
    /// Listings that are open.
    pub needs: usize,
    pub offers: usize,
    /// Introductions that wait for an answer, and all that have ended: with a yes, with a no, without an answer, because who asked could
    /// not go on.
    pub asked: usize,
    pub accepted: usize,
    pub declined: usize,
    pub expired: usize,
    pub taken_back: usize,
    /// What waits for a chamber.
    pub applications: usize,
    pub complaints: usize,
    pub tasks: usize,
    /// Requests of the last days (see [`super::REQUEST_DAYS`]) that found somebody, the companies that these found, and those that found
    /// nobody.
    pub answered: usize,
    pub found: usize,
    pub unanswered: usize,
    /// Their words, with how many of them have each, the most frequent first: what the list or the vocabulary lacks.
    pub lacking: Vec<(String, usize)>,
    /// Companies that are hidden.
    pub hidden: usize,
}

impl Registry {
    /// `key`: by what words are the same word.
    pub fn figures(&self, now: Timestamp, key: KeyOf<'_>) -> Figures {
        let open = |kind| self.listings.all().filter(|listing| listing.kind == kind && listing.is_open(now)).count();
        let (answered, found) = self.tasks.found(now);
        let mut figures = Figures {
            answered,
            found,
            members: self.members.companies().count(),
            companies: self.members.companies().collect::<BTreeSet<_>>().len(),
            needs: open(ListingKind::Need),
            offers: open(ListingKind::Offer),
            applications: self.members.waiting().count(),
            complaints: self.marks.complaints().count(),
            tasks: self.tasks.open().count(),
            unanswered: self.tasks.unanswered(now),
            lacking: self.tasks.lacking(now, key),
            hidden: self.marks.once_hidden().filter(|company| self.marks.is_hidden(company)).count(),
            ..Figures::default()
        };
        for introduction in self.introductions.all() {
            let counted = match introduction.ending(now) {
                None => &mut figures.asked,
                Some((_, Ending::Accepted)) => &mut figures.accepted,
                Some((_, Ending::Declined)) => &mut figures.declined,
                Some((_, Ending::Expired)) => &mut figures.expired,
                Some((_, Ending::TakenBack)) => &mut figures.taken_back,
            };
            *counted += 1;
        }
        figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChatId, CompanyId, IntroductionId, Language, Region};
    use crate::registry::{Answer, Fact, IntroductionFact, MarkFact, MemberFact, Recorded, Side, TaskFact, Why};

    fn side(company: &str, region: Region) -> Side {
        Side { company: CompanyId(company.to_owned()), region: Some(region) }
    }

    fn asked(id: u64, to: &str) -> Fact {
        let (from, to) = (side("A", Region::Lipetsk), side(to, Region::Sughd));
        Fact::Introduction(IntroductionFact::Asked { id: IntroductionId(id), from, to, language: Language::Ru, on_behalf: false })
    }

    fn answered(id: u64, answer: Answer) -> Fact {
        Fact::Introduction(IntroductionFact::Answered { id: IntroductionId(id), answer, on_behalf: false, language: Language::Tg })
    }

    /// A registry after facts of the same moment.
    fn registry(facts: &[(i64, Fact)]) -> (Registry, Timestamp) {
        let at: Timestamp = "2026-11-02T09:00:00+03:00".parse().expect("a time");
        let mut registry = Registry::default();
        facts.iter().for_each(|(chat, fact)| registry.apply(&Recorded { at, chat: ChatId(*chat), fact: fact.clone() }));
        (registry, at)
    }

    #[test]
    fn every_introduction_is_counted_once_where_it_stands() {
        let joined = |company: &str| Fact::Member(MemberFact::Joined { company: CompanyId(company.to_owned()) });
        let consented = || Fact::Member(MemberFact::Consented { version: 1, language: Language::Ru });
        let (registry, now) = registry(&[
            (1, joined("A")),
            (1, consented()),
            (3, joined("A")),
            (1, asked(1, "B")),
            (1, asked(2, "C")),
            (1, asked(3, "D")),
            (2, answered(1, Answer::Accepted)),
            (2, answered(2, Answer::Declined)),
        ]);
        let figures = registry.figures(now, &str::to_owned);
        assert_eq!((figures.asked, figures.accepted, figures.declined, figures.expired), (1, 1, 1, 0));
        assert_eq!((figures.members, figures.companies), (2, 1), "two people of one company");
        let later = registry.figures("2026-12-02T09:00:00+03:00".parse().expect("a time"), &str::to_owned);
        assert_eq!((later.asked, later.expired), (0, 1));
    }

    #[test]
    fn what_waits_for_a_chamber_is_counted_until_it_is_dealt_with() {
        let company = CompanyId("A".to_owned());
        let complained = Fact::Mark(MarkFact::Complained { number: 1, company: company.clone(), why: Why::Gone, side: None });
        let asked = Fact::Task(TaskFact::Asked { number: 1, side: None });
        let hidden = Fact::Mark(MarkFact::Hidden { company, on: true });
        let mut facts = vec![(1, complained), (1, asked), (2, hidden)];
        let (before, now) = registry(&facts);
        let counted = |figures: Figures| (figures.complaints, figures.tasks, figures.hidden);
        assert_eq!(counted(before.figures(now, &str::to_owned)), (1, 1, 1));
        facts.extend([(2, Fact::Mark(MarkFact::Heard { number: 1 })), (2, Fact::Task(TaskFact::Answered { number: 1, line: false }))]);
        assert_eq!(counted(registry(&facts).0.figures(now, &str::to_owned)), (0, 0, 1));
    }
}
