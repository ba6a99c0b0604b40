//! Of whom and of what a fact speaks: companies, and the thing with a number that it goes on with.

use std::fmt;

use super::{
    ClerkFact, Fact, IntroductionFact, ListingFact, ListingNotice, MarkFact, MemberFact, MemberNotice, MergeFact, Notice, Undone, Wish,
};
use crate::domain::{ApplicationId, CompanyId, IntroductionId, ListingId};

/// What facts go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Thread {
    Introduction(IntroductionId),
    Application(ApplicationId),
    Listing(ListingId),
}

impl fmt::Display for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Thread::Introduction(id) => write!(f, "introduction:{id}"),
            Thread::Application(id) => write!(f, "application:{id}"),
            Thread::Listing(id) => write!(f, "listing:{id}"),
        }
    }
}

impl Fact {
    /// The companies that it names; of an introduction first the one that asks.
    pub fn companies(&self) -> Vec<&CompanyId> {
        match self {
            Fact::Member(MemberFact::Applied { wish, .. }) => wish.company().into_iter().collect(),
            Fact::Member(MemberFact::Joined { company }) => vec![company],
            Fact::Introduction(IntroductionFact::Asked { from, to, .. }) => vec![&from.company, &to.company],
            Fact::Introduction(
                IntroductionFact::Readmitted { company }
                | IntroductionFact::Met { company, .. }
                | IntroductionFact::Agreed { company, .. }
                | IntroductionFact::Invited { company, .. },
            ) => vec![company],
            Fact::Clerk(
                ClerkFact::Signed { company, .. }
                | ClerkFact::TookBack { company }
                | ClerkFact::Began { company, .. }
                | ClerkFact::Ended { company },
            ) => vec![company],
            Fact::Listing(ListingFact::Published(listing)) => vec![&listing.company],
            Fact::Mark(MarkFact::Verified { company, .. } | MarkFact::Hidden { company, .. } | MarkFact::Complained { company, .. }) => {
                vec![company]
            }
            Fact::Merge(MergeFact::Merged { kept, left }) => vec![left, kept],
            Fact::Undone(Undone { of, .. }) => of.iter().flat_map(Fact::companies).collect(),
            _ => Vec::new(),
        }
    }

    /// The same, to be named otherwise; those of which two were one are left alone.
    pub(super) fn companies_mut(&mut self) -> Vec<&mut CompanyId> {
        match self {
            Fact::Member(
                MemberFact::Applied { wish: Wish::Join(company) | Wish::Change(company), .. } | MemberFact::Joined { company },
            )
            | Fact::Introduction(IntroductionFact::Readmitted { company } | IntroductionFact::Invited { company, .. })
            | Fact::Clerk(
                ClerkFact::Signed { company, .. }
                | ClerkFact::TookBack { company }
                | ClerkFact::Began { company, .. }
                | ClerkFact::Ended { company },
            )
            | Fact::Mark(MarkFact::Verified { company, .. } | MarkFact::Hidden { company, .. } | MarkFact::Complained { company, .. }) => {
                vec![company]
            }
            Fact::Introduction(IntroductionFact::Met { company, on_behalf } | IntroductionFact::Agreed { company, on_behalf, .. }) => {
                on_behalf.iter_mut().chain([company]).collect()
            }
            Fact::Introduction(IntroductionFact::Asked { from, to, .. }) => vec![&mut from.company, &mut to.company],
            Fact::Listing(ListingFact::Published(listing)) => vec![&mut listing.company],
            _ => Vec::new(),
        }
    }

    /// The introduction, application or listing that it goes on with.
    pub fn thread(&self) -> Option<Thread> {
        match self {
            Fact::Member(
                MemberFact::Applied { application, .. } | MemberFact::TookBack { application } | MemberFact::Decided { application, .. },
            ) => Some(Thread::Application(*application)),
            Fact::Introduction(
                IntroductionFact::Asked { id, .. }
                | IntroductionFact::Answered { id, .. }
                | IntroductionFact::Wished { id }
                | IntroductionFact::Outcome { id, .. },
            ) => Some(Thread::Introduction(*id)),
            Fact::Listing(ListingFact::Published(listing)) => Some(Thread::Listing(listing.id)),
            Fact::Listing(ListingFact::Extended { id, .. } | ListingFact::Closed { id }) => Some(Thread::Listing(*id)),
            Fact::Told(Notice::Member(MemberNotice::Applied { application, .. } | MemberNotice::Decided { application, .. })) => {
                Some(Thread::Application(*application))
            }
            Fact::Told(Notice::Introduction(notice)) => Some(Thread::Introduction(notice.id())),
            Fact::Told(Notice::Listing(ListingNotice::Ending { id, .. })) => Some(Thread::Listing(*id)),
            _ => None,
        }
    }
}
