//! Introductions: who asked whom, what came of it, and who is told of it when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::calendar::{days_after, is_quiet, local, working_days_after};
use super::{Invitations, Members, Notice};
use crate::domain::{ChatId, CompanyId, IntroductionId, Language, Region};

/// Introductions that a person may ask for in a day (by the clock of their side).
pub const ASKED_A_DAY: usize = 5;
/// Introductions of a person that may wait for an answer at the same time.
pub const OPEN_INTRODUCTIONS: usize = 20;
/// A company that did not agree may be asked again after so many days.
pub const AGAIN_AFTER_DAYS: i64 = 30;
/// The one reminder, so many working days after the request was shown …
const REMINDER_WORKING_DAYS: u32 = 3;
/// … or after somebody chose to answer later.
const LATER_WORKING_DAYS: u32 = 1;
/// A request without an answer ends after so many working days.
const EXPIRY_WORKING_DAYS: u32 = 10;
/// A request to a company that does not want it ends after so many: as if somebody had thought it over and declined.
const UNWANTED_WORKING_DAYS: u32 = 1;

/// A fact of introductions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionFact {
    /// The person asks, for a company, to be introduced to another.
    Asked { id: IntroductionId, from: Side, to: Side, language: Language },
    /// A person of the company that was asked has answered, or its chamber on its behalf.
    Answered { id: IntroductionId, answer: Answer, on_behalf: bool, language: Language },
    /// The person said yes, but has to agree first that their contact is passed on.
    Wished { id: IntroductionId },
    /// The person's company is open to that company again.
    Readmitted { company: CompanyId },
    /// What came of it, so long after the yes.
    Outcome { id: IntroductionId, milestone: Milestone, outcome: Outcome },
    /// The person met somebody of that company.
    Met { company: CompanyId },
    /// What the person agreed upon with that company at a table.
    Agreed { company: CompanyId, step: NextStep },
    /// The person invites a colleague to speak for their company. Only hashes: whoever reads the ledger cannot use it.
    Invited { company: CompanyId, token: String, code: String },
    /// The person used that invitation.
    InvitationUsed { token: String },
}

/// A company that takes part, and the side on which it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    pub company: CompanyId,
    /// `None`: its city is on neither side.
    pub region: Option<Region>,
}

impl Side {
    /// By whose clock and calendar it lives.
    fn clock(&self) -> Region {
        self.region.unwrap_or(Region::Lipetsk)
    }
}

/// An answer to a request for an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Accepted,
    /// Not now: the person is reminded once.
    Later,
    Declined,
    /// Declined, and that company is not to ask again.
    NotAgain,
}

/// When both sides are asked what came of an accepted introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    Days3,
    Days14,
    Days60,
}

impl Milestone {
    const ALL: [Milestone; 3] = [Milestone::Days3, Milestone::Days14, Milestone::Days60];

    /// Days after the yes.
    pub fn days(self) -> i64 {
        match self {
            Milestone::Days3 => 3,
            Milestone::Days14 => 14,
            Milestone::Days60 => 60,
        }
    }
}

/// What came of an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Met,
    NextStep,
    Deal,
    Nothing,
}

impl Outcome {
    pub const ALL: [Outcome; 4] = [Outcome::Met, Outcome::NextStep, Outcome::Deal, Outcome::Nothing];
}

/// What two companies agree to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// An offer with prices.
    Quotation,
    Samples,
    Visit,
    Nothing,
}

impl NextStep {
    pub const ALL: [NextStep; 4] = [NextStep::Quotation, NextStep::Samples, NextStep::Visit, NextStep::Nothing];
}

/// A notice about an introduction.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionNotice {
    /// Somebody asks for you, or for a company that nobody speaks for and whose chamber you are.
    Asked(IntroductionId),
    /// The one reminder of it.
    Reminder(IntroductionId),
    /// Whoever asked does not ask any more.
    Gone(IntroductionId),
    /// You said yes and have agreed since that your contact is passed on.
    Ready(IntroductionId),
    /// What came of your request.
    Settled(IntroductionId),
    FollowUp(IntroductionId, Milestone),
}

impl IntroductionNotice {
    fn id(&self) -> IntroductionId {
        match self {
            IntroductionNotice::Asked(id)
            | IntroductionNotice::Reminder(id)
            | IntroductionNotice::Gone(id)
            | IntroductionNotice::Ready(id)
            | IntroductionNotice::Settled(id)
            | IntroductionNotice::FollowUp(id, _) => *id,
        }
    }
}

/// An introduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    pub id: IntroductionId,
    /// Who asked, and for which company.
    pub asker: ChatId,
    pub from: Side,
    pub to: Side,
    /// In which the asker is spoken to.
    pub language: Language,
    pub at: Timestamp,
    /// The other company wants no request of this one: nobody is asked.
    unwanted: bool,
    /// Since when the asker cannot be introduced: they left, withdrew, were forgotten or cannot be reached.
    gone: Option<Timestamp>,
    /// Who was shown it, and when.
    shown: BTreeMap<ChatId, Timestamp>,
    later: BTreeMap<ChatId, Timestamp>,
    wished: BTreeSet<ChatId>,
    pub answered: Option<Answered>,
    /// Those whose contact is no longer shown to the other, whatever they agree to afterwards.
    closed: BTreeSet<ChatId>,
    /// Those who took part and are forgotten: it is theirs no more, should they come again.
    forgotten: BTreeSet<ChatId>,
    outcomes: BTreeMap<(ChatId, Milestone), Outcome>,
}

/// The answer that counts: the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    pub at: Timestamp,
    pub by: ChatId,
    pub accepted: bool,
    /// By the chamber: its own contact is not passed on.
    pub on_behalf: bool,
    pub language: Language,
}

/// What has become of an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits for an answer.
    Open,
    Accepted,
    /// Declined, expired or taken back: which of them nobody is told.
    NotThisTime,
}

impl Introduction {
    fn new(id: IntroductionId, at: Timestamp, asker: ChatId, from: &Side, to: &Side, language: Language) -> Introduction {
        Introduction {
            id,
            asker,
            from: from.clone(),
            to: to.clone(),
            language,
            at,
            unwanted: false,
            gone: None,
            shown: BTreeMap::new(),
            later: BTreeMap::new(),
            wished: BTreeSet::new(),
            answered: None,
            closed: BTreeSet::new(),
            forgotten: BTreeSet::new(),
            outcomes: BTreeMap::new(),
        }
    }

    pub fn standing(&self, now: Timestamp) -> Standing {
        match self.answered {
            Some(answered) if answered.accepted => Standing::Accepted,
            Some(_) => Standing::NotThisTime,
            None if self.gone.is_some() || now >= self.ends() => Standing::NotThisTime,
            None => Standing::Open,
        }
    }

    /// When it ends, if nobody answers.
    fn ends(&self) -> Timestamp {
        let days = if self.unwanted { UNWANTED_WORKING_DAYS } else { EXPIRY_WORKING_DAYS };
        working_days_after(self.at, days, self.to.clock())
    }

    /// Until when an answer is awaited, as everybody is told.
    pub fn expires(&self) -> Timestamp {
        working_days_after(self.at, EXPIRY_WORKING_DAYS, self.to.clock())
    }

    /// When it ended; `None` while it has not.
    fn ended(&self, now: Timestamp) -> Option<Timestamp> {
        let ended = self.answered.map(|answered| answered.at).or(self.gone).unwrap_or_else(|| self.ends());
        (ended <= now).then_some(ended)
    }

    /// When a person is reminded, from when they were shown it.
    fn reminder(&self, chat: ChatId, shown: Timestamp) -> Timestamp {
        match self.later.get(&chat) {
            Some(later) => working_days_after(*later, LATER_WORKING_DAYS, self.to.clock()),
            None => working_days_after(shown, REMINDER_WORKING_DAYS, self.to.clock()),
        }
    }

    /// When somebody who put it off is asked again, if it has not ended by then.
    pub fn asked_again(&self, chat: ChatId) -> Option<Timestamp> {
        self.later.get(&chat).map(|later| self.reminder(chat, *later)).filter(|again| *again < self.expires())
    }

    /// Since when the person wants to answer later.
    pub fn put_off(&self, chat: ChatId) -> Option<Timestamp> {
        self.later.get(&chat).copied()
    }

    pub fn has_wished(&self, chat: ChatId) -> bool {
        self.wished.contains(&chat)
    }

    pub fn outcome(&self, chat: ChatId, milestone: Milestone) -> Option<Outcome> {
        self.outcomes.get(&(chat, milestone)).copied()
    }

    /// Whether the person asked, or answered with yes.
    pub fn is_between(&self, chat: ChatId) -> bool {
        let takes_part = self.asker == chat || self.answered.is_some_and(|answered| answered.accepted && answered.by == chat);
        takes_part && !self.forgotten.contains(&chat)
    }

    /// Whether it lets `viewer` see how `owner` is reached, as far as the introduction goes.
    fn opens(&self, viewer: ChatId, owner: ChatId) -> bool {
        let Some(answered) = self.answered.filter(|answered| answered.accepted) else { return false };
        let asker_seen = owner == self.asker && viewer == answered.by;
        let answerer_seen = owner == answered.by && viewer == self.asker && !answered.on_behalf;
        (asker_seen || answerer_seen) && !self.closed.contains(&owner) && self.forgotten.is_empty()
    }

    /// Whether the person may answer it: they speak for the company that is asked, or were asked on its behalf.
    pub fn is_asked(&self, chat: ChatId, members: &Members) -> bool {
        let speaks = members.company_of(chat) == Some(&self.to.company) && chat != self.asker;
        !self.unwanted && (speaks || self.acts_on_behalf(chat, members))
    }

    /// Whether the person answers as the chamber of the company.
    pub fn acts_on_behalf(&self, chat: ChatId, members: &Members) -> bool {
        members.moderators().contains(&chat) && self.shown.contains_key(&chat) && members.company_of(chat) != Some(&self.to.company)
    }

    fn clock_of(&self, chat: ChatId) -> Region {
        if chat == self.asker { self.from.clock() } else { self.to.clock() }
    }

    /// Those who can be reached of the company that is asked; its chamber, if there are none.
    fn asked(&self, members: &Members) -> Vec<ChatId> {
        let people: Vec<ChatId> = members.people_of(&self.to.company).filter(|chat| *chat != self.asker).collect();
        if !people.is_empty() {
            return people;
        }
        // Whoever asks does not answer too, unless nobody else keeps the list.
        let moderators = members.moderators();
        let others: Vec<ChatId> = moderators.iter().copied().filter(|chat| *chat != self.asker).collect();
        if others.is_empty() { moderators.iter().copied().collect() } else { others }
    }

    fn due(&self, now: Timestamp, members: &Members) -> Vec<(ChatId, IntroductionNotice)> {
        let mut due = Vec::new();
        match self.standing(now) {
            Standing::Open if self.unwanted => {}
            Standing::Open => {
                due.extend(self.asked(members).into_iter().filter_map(|chat| {
                    let notice = match self.shown.get(&chat) {
                        None => IntroductionNotice::Asked(self.id),
                        Some(shown) if now >= self.reminder(chat, *shown) => IntroductionNotice::Reminder(self.id),
                        Some(_) => return None,
                    };
                    Some((chat, notice))
                }));
            }
            Standing::Accepted => {
                due.push((self.asker, IntroductionNotice::Settled(self.id)));
                due.extend(self.follow_ups(now));
            }
            Standing::NotThisTime if self.gone.is_some() => {
                due.extend(self.shown.keys().map(|chat| (*chat, IntroductionNotice::Gone(self.id))));
            }
            Standing::NotThisTime => due.push((self.asker, IntroductionNotice::Settled(self.id))),
        }
        due.retain(|(chat, _)| {
            members.is_reachable(*chat)
                && !self.closed.contains(chat)
                && !self.forgotten.contains(chat)
                && !is_quiet(now, self.clock_of(*chat))
        });
        let ready = self.wished.iter().filter(|chat| members.consent(**chat).is_some() && self.standing(now) == Standing::Open);
        due.extend(ready.map(|chat| (*chat, IntroductionNotice::Ready(self.id))));
        due
    }

    /// The last milestone that has come, for both sides; none behind one at which a deal was told of.
    fn follow_ups(&self, now: Timestamp) -> Vec<(ChatId, IntroductionNotice)> {
        let Some(answered) = self.answered else { return Vec::new() };
        let come = Milestone::ALL.into_iter().rev().find(|milestone| now >= days_after(answered.at, milestone.days()));
        let Some(milestone) = come else { return Vec::new() };
        let dealt = self.outcomes.iter().any(|((_, at), outcome)| *outcome == Outcome::Deal && *at < milestone);
        let both = BTreeSet::from([self.asker, answered.by]);
        if dealt { Vec::new() } else { both.into_iter().map(|chat| (chat, IntroductionNotice::FollowUp(self.id, milestone))).collect() }
    }
}

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
    met: BTreeSet<(ChatId, CompanyId)>,
    agreed: BTreeMap<(ChatId, CompanyId), NextStep>,
    pub invitations: Invitations,
}

impl Introductions {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &IntroductionFact, members: &Members) {
        match fact {
            IntroductionFact::Asked { id, from, to, language } => {
                let mut introduction = Introduction::new(*id, at, chat, from, to, *language);
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
            IntroductionFact::Met { company } => _ = self.met.insert((chat, company.clone())),
            IntroductionFact::Agreed { company, step } => _ = self.agreed.insert((chat, company.clone()), *step),
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

    /// After something changed about people: who asked and cannot be introduced any more, whose contact is closed.
    pub(super) fn follow(&mut self, at: Timestamp, members: &Members) {
        for introduction in self.all.values_mut() {
            let agreed = |chat: ChatId| members.consent(chat).is_some();
            match introduction.answered {
                None if introduction.gone.is_none() => {
                    let asker = introduction.asker;
                    let stays = members.company_of(asker) == Some(&introduction.from.company) && members.is_reachable(asker);
                    introduction.gone = (!stays || !agreed(asker)).then_some(at);
                }
                Some(answered) if answered.accepted => {
                    let sides = [Some(introduction.asker), (!answered.on_behalf).then_some(answered.by)];
                    introduction.closed.extend(sides.into_iter().flatten().filter(|chat| !agreed(*chat)));
                }
                _ => {}
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
        self.met.retain(|(of, _)| *of != chat);
        self.agreed.retain(|(of, _), _| *of != chat);
        self.invitations.forget(chat);
    }

    pub(super) fn due(&self, now: Timestamp, members: &Members, due: &mut Vec<(ChatId, Notice)>) {
        let notices = self.all.values().flat_map(|introduction| introduction.due(now, members));
        due.extend(notices.map(|(chat, notice)| (chat, Notice::Introduction(notice))));
    }

    pub fn get(&self, id: IntroductionId) -> Option<&Introduction> {
        self.all.get(&id)
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

    /// Companies of which a company wants no requests.
    pub fn not_with(&self, company: &CompanyId) -> impl Iterator<Item = &CompanyId> {
        self.not_with.get(company).into_iter().flatten()
    }

    pub fn has_met(&self, chat: ChatId, company: &CompanyId) -> bool {
        self.met.contains(&(chat, company.clone()))
    }

    /// What the person agreed upon with a company, last.
    pub fn agreed(&self, chat: ChatId, company: &CompanyId) -> Option<NextStep> {
        self.agreed.get(&(chat, company.clone())).copied()
    }

    fn wants_not(&self, company: &CompanyId, other: &CompanyId) -> bool {
        self.not_with.get(company).is_some_and(|not_with| not_with.contains(other))
    }

    /// Why the person may not ask, for their own company, to be introduced to another.
    pub fn hindrance(&self, chat: ChatId, from: &Side, to: &CompanyId, now: Timestamp) -> Option<Hindrance> {
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
        for introduction in self.asked_by(chat) {
            today += usize::from(local(introduction.at, side).date() == local(now, side).date());
            open += usize::from(introduction.standing(now) == Standing::Open);
        }
        if today >= ASKED_A_DAY { Some(Hindrance::DayIsFull) } else { (open >= OPEN_INTRODUCTIONS).then_some(Hindrance::TooManyOpen) }
    }

    /// Whether an accepted introduction lets `viewer` see how `owner` is reached.
    pub(super) fn open(&self, viewer: ChatId, owner: ChatId) -> bool {
        self.all.values().any(|introduction| introduction.opens(viewer, owner))
    }

    /// Whether `viewer` may read why `owner` asked for that introduction: those who may answer it, or have.
    pub(super) fn shows_line(&self, id: IntroductionId, viewer: ChatId, owner: ChatId, answers: bool) -> bool {
        self.get(id).is_some_and(|introduction| {
            let stands = introduction.gone.is_none() && !introduction.closed.contains(&owner) && introduction.forgotten.is_empty();
            introduction.asker == owner && stands && (answers || introduction.opens(viewer, owner))
        })
    }
}
