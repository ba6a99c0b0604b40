//! Of which companies a button speaks: the one under an old message may have been merged into another since.

use super::{Action, CompanyAction, IntroductionAction, MarkAction, MergeAction, SearchAction};
use crate::domain::CompanyId;

impl Action {
    /// The company that it names, to be named otherwise; those of which two are to be one are left alone.
    pub fn company_mut(&mut self) -> Option<&mut CompanyId> {
        match self {
            Action::Search(
                SearchAction::Why(card)
                | SearchAction::Save(card)
                | SearchAction::Unsave(card)
                | SearchAction::Dismiss(card)
                | SearchAction::Restore { card, .. },
            ) => Some(&mut card.company),
            Action::Company(
                CompanyAction::ThatIsMe(company) | CompanyAction::Pick { company, .. } | CompanyAction::ReallyLeave(company),
            )
            | Action::Introduction(
                IntroductionAction::Ask { company, .. }
                | IntroductionAction::Readmit { company, .. }
                | IntroductionAction::Open { company, .. }
                | IntroductionAction::Save { company }
                | IntroductionAction::Met { company }
                | IntroductionAction::Note { company }
                | IntroductionAction::NextStep { company }
                | IntroductionAction::Agree { company, .. },
            )
            | Action::Mark(
                MarkAction::Complain { company }
                | MarkAction::Because { company, .. }
                | MarkAction::Verify { company, .. }
                | MarkAction::Hide { company, .. },
            )
            | Action::Merge(MergeAction::Begin { company }) => Some(company),
            _ => None,
        }
    }
}
