//! What is recorded of introductions, and what chats are told of them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{CompanyId, IntroductionId, Language, Region};
use crate::registry::calendar::days_after;

/// A fact of introductions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionFact {
    /// The person asks, for a company, to be introduced to another.
    Asked {
        id: IntroductionId,
        from: Side,
        to: Side,
        language: Language,
        /// The person is of the chamber of that company, and acts on its behalf.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        on_behalf: bool,
    },
    /// A person of the company that was asked has answered, or its chamber on its behalf.
    Answered { id: IntroductionId, answer: Answer, on_behalf: bool, language: Language },
    /// The person said yes, but has to agree first that their contact is passed on.
    Wished { id: IntroductionId },
    /// The person's company is open to that company again.
    Readmitted { company: CompanyId },
    /// What came of it, so long after the yes.
    Outcome { id: IntroductionId, milestone: Milestone, outcome: Outcome },
    /// The person met somebody of that company.
    Met {
        company: CompanyId,
        /// Told by the chamber: whose people met them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf: Option<CompanyId>,
    },
    /// What the person agreed upon with that company at a table.
    Agreed {
        company: CompanyId,
        step: NextStep,
        /// Told by the chamber: which company agreed upon it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf: Option<CompanyId>,
    },
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
    pub(super) fn clock(&self) -> Region {
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
    pub(super) const ALL: [Milestone; 3] = [Milestone::Days3, Milestone::Days14, Milestone::Days60];

    /// The one under which it is told now what came of a yes of then: the last that has come, before any the first.
    pub fn at(answered: Timestamp, now: Timestamp) -> Milestone {
        let come = Milestone::ALL.into_iter().rev().find(|milestone| now >= days_after(answered, milestone.days()));
        come.unwrap_or(Milestone::Days3)
    }

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
    /// What came of your request.
    Settled(IntroductionId),
    FollowUp(IntroductionId, Milestone),
}

impl IntroductionNotice {
    pub fn id(&self) -> IntroductionId {
        match self {
            IntroductionNotice::Asked(id)
            | IntroductionNotice::Reminder(id)
            | IntroductionNotice::Gone(id)
            | IntroductionNotice::Settled(id)
            | IntroductionNotice::FollowUp(id, _) => *id,
        }
    }
}
