//! Introductions: who asked whom, what came of it, and who is told of it when.

mod facts;
mod introduction;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::{days_after, local};
use super::merges::{Place, Rename};
use super::{Invitations, Members, Notice};
use crate::domain::{ChatId, CompanyId, IntroductionId};
use jiff::Timestamp;

pub use facts::{Answer, IntroductionFact, IntroductionNotice, Milestone, NextStep, Outcome, Side};
pub(super) use introduction::Ending;
pub use introduction::{Answered, Introduction, Standing};

/// Introductions that a person may ask for in a day (by the clock of their side).
pub const ASKED_A_DAY: usize = 5;
/// Introductions of a person that may wait for an answer at the same time.
pub const OPEN_INTRODUCTIONS: usize = 20;
/// A company that did not agree may be asked again after so many days.
pub const AGAIN_AFTER_DAYS: i64 = 30;

/// Why a person may not ask for an introduction now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It is their own company.
    Own,
    /// Their company has asked already, and waits for the answer.
    Asked(IntroductionId),
    /// The other company has asked theirs, and waits for the answer.
    Waiting(IntroductionId),
    /// They are introduced already.
    Known(IntroductionId),
    /// The company may be asked again from then on.
    NotYet(Timestamp),
    DayIsFull,
    TooManyOpen,
}

/// All introductions.
#[derive(Clone, Debug, Default)]
pub struct Introductions {
    all: BTreeMap<IntroductionId, Introduction>,
    /// By company: those of which it wants no requests.
    not_with: BTreeMap<CompanyId, BTreeSet<CompanyId>>,
    met: BTreeSet<(Teller, CompanyId)>,
    agreed: BTreeMap<(Teller, CompanyId), NextStep>,
    pub invitations: Invitations,
}

/// Who tells of a meeting: a person, or a chamber for a company.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Teller {
    Person(ChatId),
    ChamberOf(CompanyId),
}

impl Teller {
    fn new(chat: ChatId, on_behalf: Option<&CompanyId>) -> Teller {
        on_behalf.map_or(Teller::Person(chat), |company| Teller::ChamberOf(company.clone()))
    }

    /// The same, of what happened with that company.
    fn renamed(&self, with: &CompanyId, rename: Rename<'_>) -> Teller {
        let mut teller = self.clone();
        if let Teller::ChamberOf(company) = &mut teller {
            rename(Place::ToldFor(with.clone()), company);
        }
        teller
    }
}

impl Introductions {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &IntroductionFact, members: &Members) {
        match fact {
            IntroductionFact::Asked { id, from, to, language, on_behalf } => {
                let mut introduction = Introduction::new(*id, at, chat, from, to, *language);
                introduction.on_behalf = *on_behalf;
                introduction.unwanted = self.wants_not(&to.company, &from.company);
                self.all.insert(*id, introduction);
            }
            IntroductionFact::Answered { id, answer, on_behalf, language } => {
                let Some(introduction) = self.all.get_mut(id).filter(|introduction| introduction.answered.is_none()) else { return };
                if *answer == Answer::Later {
                    introduction.later.entry(chat).or_insert(at);
                    return;
                }
                let accepted = *answer == Answer::Accepted;
                introduction.answered = Some(Answered { at, by: chat, accepted, on_behalf: *on_behalf, language: *language });
                if *answer == Answer::NotAgain {
                    let (from, to) = (introduction.from.company.clone(), introduction.to.company.clone());
                    self.not_with.entry(to).or_default().insert(from);
                }
            }
            IntroductionFact::Wished { id } => {
                if let Some(introduction) = self.all.get_mut(id) {
                    introduction.wished.insert(chat);
                }
            }
            IntroductionFact::Readmitted { company } => {
                if let Some(not_with) = members.company_of(chat).and_then(|own| self.not_with.get_mut(own)) {
                    not_with.remove(company);
                }
            }
            IntroductionFact::Outcome { id, milestone, outcome } => {
                if let Some(introduction) = self.all.get_mut(id) {
                    introduction.outcomes.entry((chat, *milestone)).or_insert(*outcome);
                }
            }
            IntroductionFact::Met { company, on_behalf } => {
                let teller = Teller::new(chat, on_behalf.as_ref());
                self.met.insert((teller, company.clone()));
            }
            IntroductionFact::Agreed { company, step, on_behalf } => {
                let teller = Teller::new(chat, on_behalf.as_ref());
                self.agreed.insert((teller, company.clone()), *step);
            }
            IntroductionFact::Invited { company, token, code } => self.invitations.add(at, chat, company, token, code),
            IntroductionFact::InvitationUsed { token } => self.invitations.used(token),
        }
    }

    /// Notes who was shown a request: the reminder counts from there.
    pub(super) fn told(&mut self, at: Timestamp, chat: ChatId, notice: &IntroductionNotice) {
        if let (IntroductionNotice::Asked(_), Some(introduction)) = (notice, self.all.get_mut(&notice.id())) {
            introduction.shown.insert(chat, at);
        }
    }

    /// Every company that is named, with whom it met and agreed, and with whom it wants nothing.
    pub(super) fn companies_mut(&mut self, rename: Rename<'_>) {
        for (id, introduction) in &mut self.all {
            rename(Place::From(*id), &mut introduction.from.company);
            rename(Place::To(*id), &mut introduction.to.company);
        }
        for (company, others) in std::mem::take(&mut self.not_with) {
            for other in others {
                let (mut wants_not, mut not_wanted) = (company.clone(), other.clone());
                rename(Place::WantsNot(other), &mut wants_not);
                rename(Place::NotWanted(company.clone()), &mut not_wanted);
                if not_wanted != wants_not {
                    self.not_with.entry(wants_not).or_default().insert(not_wanted);
                }
            }
        }
        for (teller, mut company) in std::mem::take(&mut self.met) {
            let told = teller.renamed(&company, rename);
            rename(Place::Met(teller), &mut company);
            self.met.insert((told, company));
        }
        for ((teller, mut company), step) in std::mem::take(&mut self.agreed) {
            let told = teller.renamed(&company, rename);
            rename(Place::Agreed(teller), &mut company);
            self.agreed.entry((told, company)).or_insert(step);
        }
        self.invitations.companies_mut(rename);
    }

    /// Two companies turned out to be one: it is introduced to itself no more.
    pub(super) fn end_within(&mut self, at: Timestamp) {
        for introduction in self.all.values_mut().filter(|introduction| introduction.is_within()) {
            if introduction.answered.is_none() && introduction.standing(at) == Standing::Open {
                introduction.gone = Some(at);
            }
        }
    }

    /// After something changed about people: who asked and cannot be introduced any more, whose contact is closed.
    pub(super) fn follow(&mut self, at: Timestamp, members: &Members) {
        for introduction in self.all.values_mut() {
            let agreed = |chat: ChatId| members.consent(chat).is_some();
            match introduction.answered {
                // Asked by a chamber: as long as the company's signed consent lies there.
                None if introduction.gone.is_none() && introduction.on_behalf => {
                    introduction.gone = members.clerks.paper(&introduction.from.company).is_none().then_some(at);
                }
                None if introduction.gone.is_none() => {
                    let asker = introduction.asker;
                    let stays = members.company_of(asker) == Some(&introduction.from.company) && members.is_reachable(asker);
                    introduction.gone = (!stays || !agreed(asker)).then_some(at);
                }
                Some(answered) if answered.accepted => {
                    let asker = (!introduction.on_behalf).then_some(introduction.asker);
                    let sides = [asker, (!answered.on_behalf).then_some(answered.by)];
                    introduction.closed.extend(sides.into_iter().flatten().filter(|chat| !agreed(*chat)));
                }
                _ => {}
            }
        }
    }

    /// What somebody asked for as a chamber is theirs no more: what waits for an answer ends.
    pub(super) fn dismiss(&mut self, at: Timestamp, chat: ChatId) {
        for introduction in self.all.values_mut() {
            let asked = introduction.on_behalf && introduction.asker == chat;
            if asked && introduction.answered.is_none() {
                introduction.gone.get_or_insert(at);
            }
            if asked {
                introduction.forgotten.insert(chat);
            }
        }
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        for introduction in self.all.values_mut() {
            introduction.shown.remove(&chat);
            introduction.later.remove(&chat);
            introduction.wished.remove(&chat);
            if introduction.is_between(chat) {
                introduction.forgotten.insert(chat);
            }
        }
        self.met.retain(|(of, _)| *of != Teller::Person(chat));
        self.agreed.retain(|(of, _), _| *of != Teller::Person(chat));
        self.invitations.forget(chat);
    }

    pub(super) fn due(&self, now: Timestamp, members: &Members, due: &mut Vec<(ChatId, Notice)>) {
        let notices = self.all.values().flat_map(|introduction| introduction.due(now, members));
        due.extend(notices.map(|(chat, notice)| (chat, Notice::Introduction(notice))));
    }

    pub fn get(&self, id: IntroductionId) -> Option<&Introduction> {
        self.all.get(&id)
    }

    /// All of them, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Introduction> {
        self.all.values()
    }

    pub fn next_id(&self) -> IntroductionId {
        IntroductionId(self.all.keys().next_back().map_or(1, |last| last.0 + 1))
    }

    /// Those for which a person asked.
    pub fn asked_by(&self, chat: ChatId) -> impl Iterator<Item = &Introduction> {
        self.all.values().filter(move |introduction| introduction.asker == chat && introduction.is_between(chat))
    }

    /// Those that wait for an answer of a company.
    pub fn waiting_for<'a>(&'a self, company: &'a CompanyId, now: Timestamp) -> impl Iterator<Item = &'a Introduction> {
        self.all.values().filter(move |introduction| {
            introduction.to.company == *company && !introduction.unwanted && introduction.standing(now) == Standing::Open
        })
    }

    /// Those that a person asked for or agreed to, and that were accepted.
    pub fn accepted_of(&self, chat: ChatId) -> impl Iterator<Item = &Introduction> {
        let accepted = |introduction: &Introduction| introduction.answered.is_some_and(|answered| answered.accepted);
        self.all.values().filter(move |introduction| accepted(introduction) && introduction.is_between(chat))
    }

    /// Those that the person may answer, has said yes to, and that wait for the person's consent.
    pub fn wished_by(&self, chat: ChatId, now: Timestamp, members: &Members) -> Vec<IntroductionId> {
        let waits = |introduction: &&Introduction| {
            introduction.has_wished(chat) && introduction.standing(now) == Standing::Open && introduction.is_asked(chat, members)
        };
        self.all.values().filter(waits).map(|introduction| introduction.id).collect()
    }

    /// Companies of which a company wants no requests.
    pub fn not_with(&self, company: &CompanyId) -> impl Iterator<Item = &CompanyId> {
        self.not_with.get(company).into_iter().flatten()
    }

    /// Whether the person has told of a meeting, or a chamber for the company for which the person acts.
    pub fn has_met(&self, chat: ChatId, on_behalf: Option<&CompanyId>, company: &CompanyId) -> bool {
        self.met.contains(&(Teller::new(chat, on_behalf), company.clone()))
    }

    /// What the person agreed upon with a company, last; or the company for which the person acts.
    pub fn agreed(&self, chat: ChatId, on_behalf: Option<&CompanyId>, company: &CompanyId) -> Option<NextStep> {
        self.agreed.get(&(Teller::new(chat, on_behalf), company.clone())).copied()
    }

    fn wants_not(&self, company: &CompanyId, other: &CompanyId) -> bool {
        self.not_with.get(company).is_some_and(|not_with| not_with.contains(other))
    }

    /// Why the person may not ask, for their own company or `on_behalf` of one, to be introduced to another. Limits are those of a
    /// person, for a chamber those of the company.
    pub fn hindrance(&self, chat: ChatId, from: &Side, to: &CompanyId, on_behalf: bool, now: Timestamp) -> Option<Hindrance> {
        if from.company == *to {
            return Some(Hindrance::Own);
        }
        if let Some(waiting) = self.waiting_for(&from.company, now).find(|introduction| introduction.from.company == *to) {
            return Some(Hindrance::Waiting(waiting.id));
        }
        let between = self.all.values().filter(|introduction| introduction.from.company == from.company && introduction.to.company == *to);
        for introduction in between {
            match introduction.standing(now) {
                Standing::Open => return Some(Hindrance::Asked(introduction.id)),
                Standing::Accepted if introduction.asker == chat && introduction.closed.is_empty() && introduction.forgotten.is_empty() => {
                    return Some(Hindrance::Known(introduction.id));
                }
                Standing::Accepted => {}
                // The same for all of them: else the wait would tell a no from silence.
                Standing::NotThisTime => {
                    let again = introduction.ended(now).map_or(now, |ended| days_after(ended, AGAIN_AFTER_DAYS));
                    if introduction.gone.is_none() && now < again {
                        return Some(Hindrance::NotYet(again));
                    }
                }
            }
        }
        let (side, mut today, mut open) = (from.clock(), 0, 0);
        let counts = |introduction: &&Introduction| match on_behalf {
            true => introduction.on_behalf && introduction.from.company == from.company,
            false => !introduction.on_behalf && introduction.asker == chat && introduction.is_between(chat),
        };
        for introduction in self.all.values().filter(counts) {
            today += usize::from(local(introduction.at, side).date() == local(now, side).date());
            open += usize::from(introduction.standing(now) == Standing::Open);
        }
        if today >= ASKED_A_DAY { Some(Hindrance::DayIsFull) } else { (open >= OPEN_INTRODUCTIONS).then_some(Hindrance::TooManyOpen) }
    }

    /// Whether an accepted introduction lets `viewer` see how `owner` is reached.
    pub(super) fn open(&self, viewer: ChatId, owner: ChatId, members: &Members) -> bool {
        self.all.values().any(|introduction| introduction.opens(viewer, owner, members))
    }

    /// Whether `viewer` may read why `owner` asked for that introduction: those who may answer it, or have.
    pub(super) fn shows_line(&self, id: IntroductionId, viewer: ChatId, owner: ChatId, answers: bool, members: &Members) -> bool {
        self.get(id).is_some_and(|introduction| {
            let stands = introduction.gone.is_none() && !introduction.closed.contains(&owner) && introduction.forgotten.is_empty();
            introduction.asker == owner && stands && (answers || introduction.opens(viewer, owner, members))
        })
    }
}
