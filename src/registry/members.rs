//! Who speaks for which company and who wants to, who agreed to what, who can be reached.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::merges::{Place, Rename};
use super::{Clerks, Notice, Staff};
use crate::domain::{ApplicationId, ChatId, CompanyId, Language, Region};

/// A fact about a person and their company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberFact {
    /// The person agreed that their contact is kept and passed on after a mutual yes.
    Consented { version: u32, language: Language },
    /// The person took the consent back.
    Withdrew,
    /// The person wants something of the chamber; again under the same number after it has asked back.
    /// `side`: of the company, whose chamber decides.
    Applied {
        application: ApplicationId,
        wish: Wish,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Region>,
    },
    /// The person no longer wants it.
    TookBack { application: ApplicationId },
    /// Somebody who keeps the list has decided; recorded in the chat of that one.
    Decided { application: ApplicationId, verdict: Verdict },
    /// The person speaks for the company from now on.
    Joined { company: CompanyId },
    /// The person no longer speaks for any company.
    Left,
    /// The messenger says that the person has blocked the bot.
    Unreachable,
    /// The person wrote again.
    Reachable,
}

/// What a person wants of the chamber. The words are in the chat of the person, sealed until the chamber agrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// To speak for a company of the list.
    Join(CompanyId),
    /// To add their company to the list, and to speak for it.
    Add,
    /// To change what the list says of the company for which they speak.
    Change(CompanyId),
}

impl Wish {
    /// The company of the list that is concerned.
    pub fn company(&self) -> Option<&CompanyId> {
        match self {
            Wish::Join(company) | Wish::Change(company) => Some(company),
            Wish::Add => None,
        }
    }
}

/// What the chamber says to a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Approved,
    /// The person may mend it and send it again.
    AskedBack(Doubt),
    Refused(Doubt),
}

/// Why the chamber hesitates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The person does not seem to belong to that company.
    NotTheirCompany,
    CannotBeVerified,
    /// The company is on neither of the two sides.
    OtherRegion,
    UnsuitableText,
}

impl Doubt {
    pub const ALL: [Doubt; 4] = [Doubt::NotTheirCompany, Doubt::CannotBeVerified, Doubt::OtherRegion, Doubt::UnsuitableText];
}

/// A notice about membership.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberNotice {
    /// To those who keep the list: somebody has applied, for the so many-th time under that number.
    Applied { application: ApplicationId, round: u32 },
    /// To the person: the chamber has decided.
    Decided { application: ApplicationId, round: u32 },
    /// To the person: the chamber has taken its decision back.
    Undone { application: ApplicationId, round: u32 },
}

/// A wish, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub chat: ChatId,
    pub wish: Wish,
    /// Whose chamber decides; `None`: any.
    pub side: Option<Region>,
    /// When it was last sent.
    pub at: Timestamp,
    /// How often it was sent.
    pub round: u32,
    /// `None`: it waits.
    pub verdict: Option<Verdict>,
    /// When that was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Timestamp>,
    /// The last decision was taken back: it waits once more, or what it had brought is gone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
}

impl Application {
    /// Whether the chamber or the person still has something to do.
    fn is_open(&self) -> bool {
        matches!(self.verdict, None | Some(Verdict::AskedBack(_)))
    }
}

/// What a person agreed to, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub version: u32,
    pub at: Timestamp,
    pub language: Language,
}

/// The people.
#[derive(Clone, Debug, Default)]
pub struct Members {
    companies: BTreeMap<ChatId, CompanyId>,
    consents: BTreeMap<ChatId, Consent>,
    unreachable: BTreeSet<ChatId>,
    /// Those that were taken back are not in it.
    applications: BTreeMap<ApplicationId, Application>,
    last_application: ApplicationId,
    /// Who keeps the list.
    pub staff: Staff,
    /// Who of them acts for companies that have no messenger.
    pub clerks: Clerks,
}

impl Members {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &MemberFact) {
        match fact {
            MemberFact::Consented { version, language } => {
                self.consents.insert(chat, Consent { version: *version, at, language: *language });
            }
            MemberFact::Withdrew => _ = self.consents.remove(&chat),
            MemberFact::Applied { application, wish, side } => self.applied(at, chat, *application, wish, *side),
            MemberFact::TookBack { application } => {
                if self.application(*application).is_some_and(|taken| taken.chat == chat && taken.is_open()) {
                    self.applications.remove(application);
                }
            }
            MemberFact::Decided { application, verdict } => {
                if let Some(decided) = self.applications.get_mut(application).filter(|decided| decided.verdict.is_none()) {
                    (decided.verdict, decided.decided, decided.undone) = (Some(*verdict), Some(at), false);
                }
            }
            MemberFact::Joined { company } => _ = self.companies.insert(chat, company.clone()),
            MemberFact::Left => _ = self.companies.remove(&chat),
            MemberFact::Unreachable => _ = self.unreachable.insert(chat),
            MemberFact::Reachable => _ = self.unreachable.remove(&chat),
        }
        self.follow();
    }

    /// After something changed about people or their companies: no clerk acts for a company that speaks for itself.
    pub(super) fn follow(&mut self) {
        let speaking: BTreeSet<&CompanyId> =
            self.companies.iter().filter(|(chat, _)| !self.unreachable.contains(chat)).map(|(_, company)| company).collect();
        self.clerks.follow(|company| speaking.contains(company));
    }

    fn applied(&mut self, at: Timestamp, chat: ChatId, id: ApplicationId, wish: &Wish, side: Option<Region>) {
        let round = self.applications.get(&id).map_or(0, |former| former.round) + 1;
        self.applications
            .insert(id, Application { chat, wish: wish.clone(), side, at, round, verdict: None, decided: None, undone: false });
        self.last_application = self.last_application.max(id);
    }

    /// The decision on an application is taken back: it waits once more, as after it was sent again; what was approved is over.
    pub(super) fn reopen(&mut self, id: ApplicationId) {
        let Some(application) = self.applications.get_mut(&id) else { return };
        application.undone = true;
        application.round += 1;
        if application.verdict != Some(Verdict::Approved) {
            application.verdict = None;
        } else if !matches!(application.wish, Wish::Change(_)) {
            self.companies.remove(&application.chat);
        }
    }

    pub(super) fn companies_mut(&mut self, rename: Rename<'_>) {
        self.companies.iter_mut().for_each(|(chat, company)| rename(Place::Speaker(*chat), company));
        for (id, application) in &mut self.applications {
            if let Wish::Join(company) | Wish::Change(company) = &mut application.wish {
                rename(Place::Wish(*id), company);
            }
        }
        self.clerks.companies_mut(rename);
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        self.companies.remove(&chat);
        self.consents.remove(&chat);
        self.unreachable.remove(&chat);
        self.applications.retain(|_, application| application.chat != chat);
        self.staff.forget(chat);
        self.clerks.forget(chat);
    }

    pub(super) fn due(&self, now: Timestamp, due: &mut Vec<(ChatId, Notice)>) {
        self.clerks.due(now, due);
        for (&application, &Application { chat, side, round, verdict, undone, .. }) in &self.applications {
            if undone {
                due.push((chat, Notice::Member(MemberNotice::Undone { application, round })));
            }
            match verdict {
                Some(_) if undone => {}
                None => {
                    let notice = Notice::Member(MemberNotice::Applied { application, round });
                    due.extend(self.staff.keepers(side).into_iter().map(|keeper| (keeper, notice.clone())));
                }
                Some(_) => due.push((chat, Notice::Member(MemberNotice::Decided { application, round }))),
            }
        }
    }

    /// Those who own the list from now on, with the side for which they do.
    pub fn set_owners(&mut self, owners: &BTreeMap<ChatId, Option<Region>>) {
        self.staff.set_owners(owners);
    }

    /// The companies that people speak for.
    pub fn companies(&self) -> impl Iterator<Item = &CompanyId> {
        self.companies.values()
    }

    /// Everybody who speaks for a company.
    pub fn speakers(&self) -> impl Iterator<Item = (ChatId, &CompanyId)> {
        self.companies.iter().map(|(chat, company)| (*chat, company))
    }

    /// The company for which the person speaks.
    pub fn company_of(&self, chat: ChatId) -> Option<&CompanyId> {
        self.companies.get(&chat)
    }

    /// The company for which the person acts as its chamber: its signed consent lies there, the person keeps the list of its side, and
    /// nobody of its own speaks for it.
    pub fn acts_for(&self, chat: ChatId) -> Option<&CompanyId> {
        let acting = self.clerks.acting(chat)?;
        let alone = self.people_of(&acting.company).next().is_none();
        (alone && self.staff.serves(chat, acting.side) && self.clerks.paper(&acting.company).is_some()).then_some(&acting.company)
    }

    /// Those who speak for a company and can be reached.
    pub fn people_of(&self, company: &CompanyId) -> impl Iterator<Item = ChatId> + '_ {
        let company = company.clone();
        self.companies.iter().filter(move |(chat, of)| **of == company && self.is_reachable(**chat)).map(|(chat, _)| *chat)
    }

    /// What the person agreed to; `None`: nothing, or it was taken back.
    pub fn consent(&self, chat: ChatId) -> Option<Consent> {
        self.consents.get(&chat).copied()
    }

    pub fn is_reachable(&self, chat: ChatId) -> bool {
        !self.unreachable.contains(&chat)
    }

    pub fn application(&self, id: ApplicationId) -> Option<&Application> {
        self.applications.get(&id)
    }

    /// The application of a person that is not settled; there is one at most.
    pub fn open_application(&self, chat: ChatId) -> Option<(ApplicationId, &Application)> {
        self.applications_of(chat).find(|(_, application)| application.is_open())
    }

    /// All applications of a person.
    pub fn applications_of(&self, chat: ChatId) -> impl Iterator<Item = (ApplicationId, &Application)> + '_ {
        self.applications.iter().filter(move |(_, application)| application.chat == chat).map(|(id, application)| (*id, application))
    }

    /// Applications that wait for the chamber, oldest first.
    pub fn waiting(&self) -> impl Iterator<Item = (ApplicationId, &Application)> + '_ {
        self.applications.iter().filter(|(_, application)| application.verdict.is_none()).map(|(id, application)| (*id, application))
    }

    /// The number of the next application.
    pub fn next_application(&self) -> ApplicationId {
        ApplicationId(self.last_application.0 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: ChatId = ChatId(1);
    const CLERK: ChatId = ChatId(2);
    const FIRST: ApplicationId = ApplicationId(1);

    fn members(facts: &[(ChatId, MemberFact)]) -> Members {
        let mut members = Members::default();
        members.set_owners(&[(CLERK, None)].into());
        facts.iter().for_each(|(chat, fact)| members.apply(Timestamp::UNIX_EPOCH, *chat, fact));
        members
    }

    fn due(members: &Members) -> Vec<(ChatId, Notice)> {
        let mut due = Vec::new();
        members.due(Timestamp::UNIX_EPOCH, &mut due);
        due
    }

    fn applied() -> (ChatId, MemberFact) {
        (PERSON, MemberFact::Applied { application: FIRST, wish: Wish::Add, side: None })
    }

    fn decided(verdict: Verdict) -> (ChatId, MemberFact) {
        (CLERK, MemberFact::Decided { application: FIRST, verdict })
    }

    #[test]
    fn an_application_is_told_to_those_who_keep_the_list_and_the_decision_to_the_person() {
        let told = |chat, notice| (chat, Notice::Member(notice));
        let waiting = members(&[applied()]);
        assert_eq!(due(&waiting), [told(CLERK, MemberNotice::Applied { application: FIRST, round: 1 })]);
        let settled = members(&[applied(), decided(Verdict::Approved)]);
        assert_eq!(due(&settled), [told(PERSON, MemberNotice::Decided { application: FIRST, round: 1 })]);
        assert_eq!(settled.open_application(PERSON), None);
    }

    #[test]
    fn a_decision_is_final_until_the_person_sends_the_application_again() {
        let doubt = Verdict::AskedBack(Doubt::CannotBeVerified);
        let twice = members(&[applied(), decided(doubt), decided(Verdict::Approved)]);
        assert_eq!(twice.application(FIRST).and_then(|application| application.verdict), Some(doubt));
        let again = members(&[applied(), decided(doubt), applied()]);
        assert_eq!(again.application(FIRST).map(|application| (application.round, application.verdict)), Some((2, None)));
    }

    #[test]
    fn only_its_own_person_takes_an_application_back_and_numbers_are_not_given_twice() {
        let back = MemberFact::TookBack { application: FIRST };
        assert!(members(&[applied(), (CLERK, back.clone())]).application(FIRST).is_some());
        let taken = members(&[applied(), (PERSON, back)]);
        assert_eq!((taken.application(FIRST), taken.next_application()), (None, ApplicationId(2)));
        assert!(due(&taken).is_empty());
    }

    #[test]
    fn who_is_forgotten_stands_for_nothing() {
        let joined = MemberFact::Joined { company: CompanyId("L01".to_owned()) };
        let mut members = members(&[applied(), (PERSON, joined)]);
        members.forget(PERSON);
        assert_eq!((members.company_of(PERSON), members.waiting().count()), (None, 0));
    }
}
