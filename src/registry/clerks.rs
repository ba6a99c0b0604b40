//! Clerks who act for companies without a messenger: whose signed consent lies at the chamber, and who acts for which company now.
//! A clerk acts for a company only while nobody of its own speaks for it; whoever joins it ends that.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Notice;
use super::merges::{Place, Rename};
use crate::domain::{ChatId, CompanyId, Region};

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClerkFact {
    /// The clerk confirms that the company's consent lies at the chamber, signed on that day.
    Signed { company: CompanyId, on: Date },
    /// The company has taken that consent back: nobody acts for it any more.
    TookBack { company: CompanyId },
    /// The clerk acts for the company from now on.
    Began {
        company: CompanyId,
        /// The side of the company, whose list the clerk keeps.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Region>,
    },
    /// The clerk acts for no company any more.
    Ended { company: CompanyId },
}

/// A notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClerkNotice {
    /// To the clerk who acted for a company: somebody of its own speaks for it now. `time`: the how many-th time among all.
    Over { time: u64 },
}

/// A signed consent that lies at the chamber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The day on which it was signed.
    pub on: Date,
    /// Who has confirmed it; `None`: forgotten.
    pub by: Option<ChatId>,
}

/// For which company a clerk acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Acting {
    pub(super) company: CompanyId,
    pub(super) side: Option<Region>,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Clerks {
    papers: BTreeMap<CompanyId, Paper>,
    acting: BTreeMap<ChatId, Acting>,
    /// By the number of the time: who no longer acts for which company, because it speaks for itself.
    over: BTreeMap<u64, (ChatId, CompanyId)>,
    last: u64,
}

impl Clerks {
    pub(super) fn apply(&mut self, chat: ChatId, fact: &ClerkFact) {
        match fact {
            ClerkFact::Signed { company, on } => _ = self.papers.insert(company.clone(), Paper { on: *on, by: Some(chat) }),
            ClerkFact::TookBack { company } => {
                self.papers.remove(company);
                self.acting.retain(|_, acting| acting.company != *company);
            }
            ClerkFact::Began { company, side } => {
                self.acting.insert(chat, Acting { company: company.clone(), side: *side });
            }
            ClerkFact::Ended { .. } => _ = self.acting.remove(&chat),
        }
    }

    /// After something changed about members: nobody acts for a company that speaks for itself, and who did is told so.
    pub(super) fn follow(&mut self, speaks: impl Fn(&CompanyId) -> bool) {
        let ended: BTreeSet<ChatId> = self.acting.iter().filter(|(_, acting)| speaks(&acting.company)).map(|(chat, _)| *chat).collect();
        for chat in ended {
            if let Some(acting) = self.acting.remove(&chat) {
                self.last += 1;
                self.over.insert(self.last, (chat, acting.company));
            }
        }
    }

    /// Every company for which somebody acts, or whose consent lies at a chamber.
    pub(super) fn companies_mut(&mut self, rename: Rename<'_>) {
        for (chat, acting) in &mut self.acting {
            rename(Place::Acting(*chat), &mut acting.company);
        }
        for (mut company, paper) in std::mem::take(&mut self.papers) {
            rename(Place::Paper(paper.on), &mut company);
            self.papers.entry(company).or_insert(paper);
        }
    }

    pub(super) fn dismiss(&mut self, chat: ChatId) {
        self.acting.remove(&chat);
        self.over.retain(|_, (clerk, _)| *clerk != chat);
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        self.dismiss(chat);
        self.papers.values_mut().filter(|paper| paper.by == Some(chat)).for_each(|paper| paper.by = None);
    }

    pub(super) fn due(&self, _now: Timestamp, due: &mut Vec<(ChatId, Notice)>) {
        due.extend(self.over.iter().map(|(&time, (chat, _))| (*chat, Notice::Clerk(ClerkNotice::Over { time }))));
    }

    /// The signed consent of a company; `None`: there is none, or it was taken back.
    pub fn paper(&self, company: &CompanyId) -> Option<Paper> {
        self.papers.get(company).copied()
    }

    /// The company for which a clerk acted, that time.
    pub fn ended(&self, time: u64) -> Option<&CompanyId> {
        self.over.get(&time).map(|(_, company)| company)
    }

    pub(super) fn acting(&self, chat: ChatId) -> Option<&Acting> {
        self.acting.get(&chat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IntroductionId, Language};
    use crate::registry::{Answer, Fact, IntroductionFact, MemberFact, Recorded, Registry, Side, StaffFact, Standing};

    const CLERK: ChatId = ChatId(1);
    const MEMBER: ChatId = ChatId(2);
    const OTHER: ChatId = ChatId(3);

    fn now() -> Timestamp {
        "2026-11-27T12:00:00+03:00".parse().expect("a time")
    }

    fn id(company: &str) -> CompanyId {
        CompanyId(company.to_owned())
    }

    fn record(registry: &mut Registry, chat: ChatId, fact: Fact) {
        registry.apply(&Recorded { at: now(), chat, fact });
    }

    fn clerk(registry: &mut Registry, fact: ClerkFact) {
        record(registry, CLERK, Fact::Clerk(fact));
    }

    fn join(registry: &mut Registry, chat: ChatId, company: &str) {
        record(registry, chat, Fact::Member(MemberFact::Consented { version: 1, language: Language::Ru }));
        record(registry, chat, Fact::Member(MemberFact::Joined { company: id(company) }));
    }

    /// A clerk of Lipetsk acts for A, which nobody speaks for; B has a member.
    fn acting() -> Registry {
        let mut registry = Registry::default();
        registry.members.set_owners(&[(CLERK, Some(Region::Lipetsk))].into());
        join(&mut registry, OTHER, "B");
        clerk(&mut registry, ClerkFact::Signed { company: id("A"), on: "2026-11-20".parse().expect("a day") });
        clerk(&mut registry, ClerkFact::Began { company: id("A"), side: Some(Region::Lipetsk) });
        registry
    }

    fn asked(registry: &mut Registry, number: u64) {
        let side = |company: &str, region| Side { company: id(company), region: Some(region) };
        let (from, to) = (side("A", Region::Lipetsk), side("B", Region::Sughd));
        let fact = IntroductionFact::Asked { id: IntroductionId(number), from, to, language: Language::Ru, on_behalf: true };
        record(registry, CLERK, Fact::Introduction(fact));
    }

    fn accepted(registry: &mut Registry, number: u64) {
        let (id, answer) = (IntroductionId(number), Answer::Accepted);
        let fact = IntroductionFact::Answered { id, answer, on_behalf: false, language: Language::Tg };
        record(registry, OTHER, Fact::Introduction(fact));
    }

    fn standing(registry: &Registry, number: u64) -> Option<Standing> {
        registry.introductions.get(IntroductionId(number)).map(|introduction| introduction.standing(now()))
    }

    #[test]
    fn a_clerk_acts_for_a_company_until_somebody_of_its_own_joins_and_is_told_once() {
        let mut registry = acting();
        assert_eq!(registry.members.acts_for(CLERK), Some(&id("A")));
        join(&mut registry, MEMBER, "A");
        assert_eq!(registry.members.acts_for(CLERK), None);
        let over = Notice::Clerk(ClerkNotice::Over { time: 1 });
        assert_eq!(registry.due(now()), [(CLERK, over.clone())]);
        record(&mut registry, CLERK, Fact::Told(over));
        assert!(registry.due(now()).is_empty());
        assert!(registry.members.clerks.paper(&id("A")).is_some(), "the paper lies there all the same");
    }

    #[test]
    fn who_keeps_the_list_of_the_other_side_or_no_list_acts_for_nobody() {
        let mut registry = acting();
        registry.members.set_owners(&[(CLERK, Some(Region::Sughd))].into());
        assert_eq!(registry.members.acts_for(CLERK), None);
        registry.members.set_owners(&BTreeMap::new());
        assert_eq!(registry.members.acts_for(CLERK), None);
    }

    #[test]
    fn a_consent_that_is_taken_back_ends_what_was_asked_in_the_name_of_the_company() {
        let mut registry = acting();
        asked(&mut registry, 1);
        assert_eq!(standing(&registry, 1), Some(Standing::Open), "the clerk needs no consent of their own");
        clerk(&mut registry, ClerkFact::TookBack { company: id("A") });
        assert_eq!((registry.members.acts_for(CLERK), standing(&registry, 1)), (None, Some(Standing::NotThisTime)));
    }

    #[test]
    fn the_clerk_sees_the_other_side_to_hand_it_over_and_the_other_side_never_sees_the_clerk() {
        let mut registry = acting();
        asked(&mut registry, 1);
        accepted(&mut registry, 1);
        assert!(registry.may_see(CLERK, OTHER) && !registry.may_see(OTHER, CLERK));
        registry.members.set_owners(&BTreeMap::new());
        assert!(!registry.may_see(CLERK, OTHER), "who keeps the list no longer has nothing to hand over");
    }

    #[test]
    fn what_a_dismissed_clerk_asked_for_waits_no_longer() {
        let mut registry = acting();
        asked(&mut registry, 1);
        record(&mut registry, OTHER, Fact::Staff(StaffFact::Dismissed { chat: CLERK }));
        assert_eq!(standing(&registry, 1), Some(Standing::NotThisTime));
        assert!(registry.introductions.asked_by(CLERK).next().is_none());
    }

    #[test]
    fn the_limits_of_a_day_are_those_of_each_company_and_not_of_the_clerk() {
        let mut registry = acting();
        let side = |company: &str| Side { company: id(company), region: Some(Region::Lipetsk) };
        for number in 1..=crate::registry::ASKED_A_DAY as u64 {
            let (from, to, language) = (side("A"), side(&format!("C{number}")), Language::Ru);
            let fact = IntroductionFact::Asked { id: IntroductionId(number), from, to, language, on_behalf: true };
            record(&mut registry, CLERK, Fact::Introduction(fact));
        }
        let hindered = |from: &str, on_behalf| registry.introductions.hindrance(CLERK, &side(from), &id("Z"), on_behalf, now());
        assert_eq!(hindered("A", true), Some(crate::registry::Hindrance::DayIsFull));
        assert_eq!((hindered("E", true), hindered("D", false)), (None, None));
    }
}
