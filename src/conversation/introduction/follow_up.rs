//! What came of an accepted introduction: both sides are asked, and answer with one tap.

use super::{introduction, list_button, name, say, toast};
use crate::conversation::turn::Turn;
use crate::domain::{CompanyId, IntroductionId};
use crate::registry::{Fact, Introduction, IntroductionFact, Milestone, Outcome};
use crate::reply::{IntroductionAction, IntroductionBody};

pub(super) fn ask(turn: &mut Turn, id: IntroductionId, milestone: Milestone) {
    let Some(introduction) = introduction(turn, id) else { return };
    let company = name(turn, other(turn, &introduction));
    let buttons = Outcome::ALL.map(|outcome| IntroductionAction::Tell { id, milestone, outcome }).to_vec();
    say(turn, IntroductionBody::FollowUp { milestone, company }, buttons);
}

/// The same whenever the person wants to tell it: a clerk hears of it from the company, not from the calendar.
pub(super) fn ask_now(turn: &mut Turn, id: IntroductionId) {
    turn.leave_message();
    let accepted = introduction(turn, id).filter(|introduction| introduction.is_between(turn.chat));
    let Some((introduction, answered)) = accepted.and_then(|accepted| accepted.answered.map(|answered| (accepted, answered))) else {
        return toast(turn, IntroductionBody::Over);
    };
    let company = name(turn, other(turn, &introduction));
    let milestone = Milestone::at(answered.at, turn.now());
    let buttons = Outcome::ALL.map(|outcome| IntroductionAction::Tell { id, milestone, outcome }).to_vec();
    say(turn, IntroductionBody::AskOutcome { company }, buttons);
}

/// The company on the other side.
fn other<'a>(turn: &Turn, introduction: &'a Introduction) -> &'a CompanyId {
    if introduction.asker == turn.chat { &introduction.to.company } else { &introduction.from.company }
}

pub(super) fn tell(turn: &mut Turn, id: IntroductionId, milestone: Milestone, outcome: Outcome) {
    let Some(introduction) = introduction(turn, id).filter(|introduction| introduction.is_between(turn.chat)) else {
        return toast(turn, IntroductionBody::Over);
    };
    if let Some(told) = introduction.outcome(turn.chat, milestone) {
        return toast(turn, IntroductionBody::OutcomeKnown(told));
    }
    turn.record(Fact::Introduction(IntroductionFact::Outcome { id, milestone, outcome }));
    let company = name(turn, other(turn, &introduction));
    let next = match outcome {
        Outcome::Nothing => vec![IntroductionAction::Contact { id, company }, IntroductionAction::SearchOn(id)],
        Outcome::Met => vec![IntroductionAction::NextStep { company: other(turn, &introduction).clone() }],
        Outcome::NextStep => vec![IntroductionAction::Note { company: other(turn, &introduction).clone() }],
        Outcome::Deal => Vec::new(),
    };
    say(turn, IntroductionBody::Thanks(outcome), next.into_iter().chain([list_button()]).collect());
}
