//! What the people of all chats share: who speaks for which company, what is needed and offered, who was introduced to whom.
//! In: [`Recorded`] facts, in the order of the ledger. Out: what they add up to, and what is [due](Registry::due): notices that a
//! chat has to be given now. It never writes to another chat: a notice is given by a step of its own chat, which records that
//! it was [`Fact::Told`], so nothing is told twice and nothing is lost with a process.
//!
//! Holds no personal text: names, telephones and what people wrote lie sealed in the chat of their owner.
//! PURE: time is an argument. Knows nothing of texts, search or stores.

mod broadcasts;
pub mod calendar;
mod clerks;
mod digests;
mod figures;
mod introductions;
mod invitations;
mod listings;
mod marks;
mod members;
mod mention;
mod merges;
mod proposals;
mod selection;
mod staff;
pub mod statistics;
mod tasks;
mod undoing;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{ChatId, CompanyId, Personal};
use merges::Rename;

pub use broadcasts::{Broadcast, BroadcastFact, BroadcastNotice, BroadcastState, Broadcasts};
pub use clerks::{ClerkFact, ClerkNotice, Clerks, Paper};
pub use digests::{DigestFact, DigestNotice, Digests};
pub use figures::Figures;
pub use introductions::{
    AGAIN_AFTER_DAYS, ASKED_A_DAY, Answer, Answered, Hindrance, Introduction, IntroductionFact, IntroductionNotice, Introductions,
    Milestone, NextStep, OPEN_INTRODUCTIONS, Outcome, Side, Standing,
};
pub use invitations::{INVITATION_DAYS, Invitation, Invitations, base32, code_of, hash, typed_code};
pub use listings::{
    Audience, LISTINGS_OPEN, LONGEST_MONTHS, Listing, ListingFact, ListingKind, ListingNotice, Listings, News, RENEWED_BY_MONTHS,
    months_after,
};
pub use marks::{COMPLAINTS_A_DAY, Complaint, MarkFact, MarkNotice, Marks, Why};
pub use members::{Application, Consent, Doubt, MemberFact, MemberNotice, Members, Verdict, Wish};
pub use mention::Thread;
pub use merges::{MergeFact, Merges, Moved};
pub use proposals::{
    AskedFor, CONFIRMED_WITHIN_DAYS, Effect, MANY_COMPANIES, Proposal, ProposalFact, ProposalNotice, ProposalState, Proposals, Proposed,
};
pub use selection::Selection;
pub use staff::{Appointed, POST_INVITATION_DAYS, Post, Role, Staff, StaffFact, StaffNotice};
pub use tasks::{KeyOf, REQUEST_DAYS, TASKS_A_DAY, Task, TaskAnswer, TaskFact, TaskNotice, Tasks, most_frequent};
pub use undoing::{Deed, Entry, ListChange, LoadState, Obstacle, Reversal, Undone, is_reversible};

/// A fact with its time and the chat in which it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    pub at: Timestamp,
    pub chat: ChatId,
    pub fact: Fact,
}

/// Something that concerns more than the chat in which it happened. Stays in the ledger in clear, so never a name of a person,
/// a phone or what somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    Member(MemberFact),
    Introduction(IntroductionFact),
    Listing(ListingFact),
    Staff(StaffFact),
    Mark(MarkFact),
    Task(TaskFact),
    Broadcast(BroadcastFact),
    Merge(MergeFact),
    Undone(Undone),
    Proposal(ProposalFact),
    Clerk(ClerkFact),
    Digest(DigestFact),
    /// The chat was given a notice.
    Told(Notice),
    /// The person wants to be forgotten; the program does it.
    ForgetAsked,
    /// The person is forgotten: what they said is gone, and they stand for no company.
    Forgotten,
}

impl Fact {
    /// The chats that it names. Not that of somebody who is blocked: forgetting is no way around a block, so that number stays.
    pub(crate) fn chats_mut(&mut self) -> Vec<&mut ChatId> {
        match self {
            Fact::Staff(StaffFact::Dismissed { chat }) => vec![chat],
            Fact::Proposal(ProposalFact::Done { asked: Some(asked), .. }) => asked.by.iter_mut().chain([&mut asked.confirmed_by]).collect(),
            Fact::Undone(Undone { of, .. }) => of.iter_mut().flat_map(Fact::chats_mut).collect(),
            _ => Vec::new(),
        }
    }
}

/// Something that a chat has to be told without having asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    Member(MemberNotice),
    Introduction(IntroductionNotice),
    Listing(ListingNotice),
    Mark(MarkNotice),
    Task(TaskNotice),
    Broadcast(BroadcastNotice),
    Proposal(ProposalNotice),
    Clerk(ClerkNotice),
    Digest(DigestNotice),
    Staff(StaffNotice),
}

/// What all facts add up to.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    pub members: Members,
    pub introductions: Introductions,
    pub listings: Listings,
    pub marks: Marks,
    pub tasks: Tasks,
    pub broadcasts: Broadcasts,
    pub merges: Merges,
    pub proposals: Proposals,
    /// Entries of the ledger that were taken back.
    undone: BTreeSet<u64>,
    pub digests: Digests,
    told: BTreeSet<(ChatId, Notice)>,
    forgetting: BTreeSet<ChatId>,
    /// How many people were forgotten.
    forgotten: u64,
}

impl Registry {
    /// The registry after a fact. Facts come in the order of the ledger, each once.
    pub fn apply(&mut self, recorded: &Recorded) {
        let Recorded { at, chat, fact } = recorded;
        let renamed = self.renamed(fact);
        match &*renamed {
            Fact::Member(fact) => {
                self.members.apply(*at, *chat, fact);
                self.introductions.follow(*at, &self.members);
            }
            Fact::Introduction(fact) => self.introductions.apply(*at, *chat, fact, &self.members),
            Fact::Listing(fact) => self.listings.apply(*at, *chat, fact),
            Fact::Mark(fact) => self.marks.apply(*at, *chat, fact),
            Fact::Task(fact) => self.tasks.apply(*at, *chat, fact),
            Fact::Broadcast(fact) => self.broadcasts.apply(*at, *chat, fact),
            Fact::Merge(MergeFact::Merged { kept, left }) => self.merge(*at, kept, left),
            Fact::Undone(Undone { entry, of }) => {
                if self.undone.insert(*entry) {
                    of.iter().for_each(|fact| self.reverse(*at, fact));
                }
            }
            Fact::Proposal(fact) => self.proposals.apply(*at, *chat, fact, &self.members),
            Fact::Digest(fact) => self.digests.apply(*at, *chat, *fact),
            Fact::Staff(fact) => {
                self.members.staff.apply(*at, *chat, fact);
                if let StaffFact::Dismissed { chat } = fact {
                    self.members.clerks.dismiss(*chat);
                    self.introductions.dismiss(*at, *chat);
                }
            }
            Fact::Clerk(fact) => {
                self.members.clerks.apply(*chat, fact);
                self.introductions.follow(*at, &self.members);
            }
            // What comes again and again is remembered by its flow, as a number.
            Fact::Told(Notice::Listing(notice)) if !matches!(notice, ListingNotice::Ending { .. }) => {
                self.listings.told(*at, *chat, notice)
            }
            Fact::Told(Notice::Broadcast(BroadcastNotice::Given { number })) => self.broadcasts.given(*at, *chat, *number),
            Fact::Told(Notice::Digest(notice)) => self.digests.given(*chat, *notice),
            Fact::Told(notice) => {
                self.told.insert((*chat, notice.clone()));
                if let Notice::Introduction(notice) = notice {
                    self.introductions.told(*at, *chat, notice);
                }
            }
            Fact::ForgetAsked => _ = self.forgetting.insert(*chat),
            Fact::Forgotten => {
                self.forgetting.remove(chat);
                self.forgotten += 1;
                self.members.forget(*chat);
                self.introductions.dismiss(*at, *chat);
                self.introductions.forget(*chat);
                self.introductions.follow(*at, &self.members);
                self.listings.forget(*chat);
                self.marks.forget(*chat);
                self.tasks.forget(*chat);
                self.broadcasts.forget(*chat);
                self.proposals.forget(*chat);
                self.digests.forget(*chat);
                self.told.retain(|(told, _)| told != chat);
            }
        }
    }

    /// A fact with the companies for which those stand that it names: old buttons and lists go on naming what was merged.
    fn renamed<'f>(&self, fact: &'f Fact) -> Cow<'f, Fact> {
        // What speaks of merges itself means the companies as they were.
        let of_merges = matches!(fact, Fact::Merge(_) | Fact::Undone(_));
        if of_merges || fact.companies().iter().all(|id| self.merges.resolve(id) == *id) {
            return Cow::Borrowed(fact);
        }
        let mut fact = fact.clone();
        fact.companies_mut().into_iter().for_each(|id| self.merges.rename(id));
        Cow::Owned(fact)
    }

    /// What would go on with a company if another were merged into it.
    pub fn moved(&self, kept: &CompanyId, left: &CompanyId) -> Moved {
        let both =
            |introduction: &&Introduction| [(kept, left), (left, kept)].contains(&(&introduction.from.company, &introduction.to.company));
        let of_left = |introduction: &&Introduction| introduction.from.company == *left || introduction.to.company == *left;
        let within = self.introductions.all().filter(both).count();
        Moved {
            people: self.members.speakers().filter(|(_, company)| *company == left).count(),
            applications: self.members.waiting().filter(|(_, application)| application.wish.company() == Some(left)).count(),
            introductions: self.introductions.all().filter(of_left).count() - within,
            listings: self.listings.of(left).count(),
            complaints: self.marks.complaints().filter(|(_, complaint)| complaint.company == *left).count(),
            verified: self.marks.is_marked(left) && !self.marks.is_marked(kept),
            within,
        }
    }

    fn merge(&mut self, at: Timestamp, kept: &CompanyId, left: &CompanyId) {
        let mut merges = std::mem::take(&mut self.merges);
        merges.merge(at, kept, left, |rename| self.companies(rename));
        self.merges = merges;
        self.members.follow();
        self.broadcasts.merge(kept, left);
        self.introductions.end_within(at);
        self.introductions.follow(at, &self.members);
    }

    /// Companies that people stand for or wait for: somebody speaks for them or wants to, the chamber acts for them, somebody asked
    /// to be introduced and is not answered yet, or something of theirs is published.
    pub fn in_use(&self, now: Timestamp) -> BTreeSet<CompanyId> {
        let speakers = self.members.companies();
        let wanted = self.members.waiting().filter_map(|(_, application)| application.wish.company());
        let is_open = |introduction: &&Introduction| introduction.standing(now) == Standing::Open;
        let asked =
            self.introductions.all().filter(is_open).flat_map(|introduction| [&introduction.from.company, &introduction.to.company]);
        let published = self.listings.companies().filter(|company| self.listings.open(company, now).next().is_some());
        let acted = self.members.staff.all().filter_map(|(chat, _)| self.members.acts_for(chat));
        speakers.chain(wanted).chain(asked).chain(published).chain(acted).cloned().collect()
    }

    /// Every place where a company is named that may be another from then on.
    fn companies(&mut self, rename: Rename<'_>) {
        self.members.companies_mut(rename);
        self.introductions.companies_mut(rename);
        self.listings.companies_mut(rename);
        self.marks.companies_mut(rename);
    }

    /// Whom to give which notice now.
    pub fn due(&self, now: Timestamp) -> Vec<(ChatId, Notice)> {
        let mut due = Vec::new();
        self.members.due(now, &mut due);
        self.introductions.due(now, &self.members, &mut due);
        self.listings.due(now, &self.members, &mut due);
        self.marks.due(&self.members, &mut due);
        self.tasks.due(now, &self.members, &mut due);
        self.broadcasts.due(now, &self.members, &self.marks, &mut due);
        self.proposals.due(now, &self.members, &mut due);
        self.digests.due(now, &self.members, &mut due);
        self.members.staff.due(now, &mut due);
        due.retain(|(chat, notice)| !self.is_barred(*chat, notice) && !self.was_told(*chat, notice));
        due
    }

    /// Whether somebody who is blocked would be told, or spoken of in a request for an introduction or to the chamber.
    fn is_barred(&self, chat: ChatId, notice: &Notice) -> bool {
        let asker = match notice {
            Notice::Introduction(notice) => self.introductions.get(notice.id()).map(|introduction| introduction.asker),
            Notice::Task(notice) => self.tasks.get(notice.number()).map(|task| task.by),
            _ => None,
        };
        self.marks.is_blocked(chat) || asker.is_some_and(|asker| self.marks.is_blocked(asker))
    }

    /// Chats that asked to be forgotten and are not yet.
    pub fn forgetting(&self) -> impl Iterator<Item = ChatId> + '_ {
        self.forgetting.iter().copied()
    }

    /// How many people were forgotten so far: the number of the last receipt.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Whether `viewer` may be shown at this moment how `owner` is reached: oneself, or somebody with whom an introduction was
    /// accepted and who has not withdrawn since.
    pub fn may_see(&self, viewer: ChatId, owner: ChatId) -> bool {
        viewer == owner || (self.members.consent(owner).is_some() && self.introductions.open(viewer, owner, &self.members))
    }

    /// Of what `owner` keeps, that which `viewer` may be shown at this moment; `None`: nothing. Whoever was asked reads why; those who
    /// keep the list read what was written to them.
    pub fn seen(&self, viewer: ChatId, owner: ChatId, personal: &Personal) -> Option<Personal> {
        if viewer == owner {
            return Some(personal.clone());
        }
        let staff = &self.members.staff;
        // What an applicant wrote to the chamber, until it has decided.
        let decides = self.members.open_application(owner).is_some_and(|(_, application)| staff.serves(viewer, application.side));
        let answers = |id| self.introductions.get(id).is_some_and(|asked| asked.is_asked(viewer, &self.members));
        let lines = |id| self.introductions.shows_line(id, viewer, owner, answers(id), &self.members);
        let tasks = |number| self.tasks.get(number).is_some_and(|task| task.by == owner && task.keepers(&self.members).contains(&viewer));
        let replies = |number| {
            let task = self.tasks.get(number);
            task.is_some_and(|task| task.by == viewer && task.answered.is_some_and(|answer| answer.line && answer.by == owner))
        };
        let seen = Personal {
            contact: personal.contact.clone().filter(|_| decides || self.may_see(viewer, owner)),
            lines: personal.lines.iter().filter(|(id, _)| lines(**id)).map(|(id, line)| (*id, line.clone())).collect(),
            grounds: personal.grounds.iter().filter(|(id, _)| lines(**id)).map(|(id, grounds)| (*id, grounds.clone())).collect(),
            feedback: if staff.post(viewer).is_some() { personal.feedback.clone() } else { BTreeMap::new() },
            applications: if decides { personal.applications.clone() } else { BTreeMap::new() },
            requests: personal
                .requests
                .iter()
                .filter(|(number, _)| tasks(**number))
                .map(|(number, text)| (*number, text.clone()))
                .collect(),
            replies: personal
                .replies
                .iter()
                .filter(|(number, _)| replies(**number))
                .map(|(number, text)| (*number, text.clone()))
                .collect(),
            notes: BTreeMap::new(),
            notes_for: BTreeMap::new(),
        };
        (seen != Personal::default()).then_some(seen)
    }

    pub fn was_told(&self, chat: ChatId, notice: &Notice) -> bool {
        let counted = match notice {
            Notice::Listing(notice) => self.listings.was_told(chat, notice),
            Notice::Broadcast(BroadcastNotice::Given { number }) => self.broadcasts.was_given(chat, *number),
            Notice::Digest(notice) => self.digests.was_given(chat, *notice),
            _ => false,
        };
        counted || self.told.contains(&(chat, notice.clone()))
    }
}
