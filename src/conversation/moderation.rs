//! The chamber's side of applications: what waits, and the decisions of those who keep the list.

use super::company::{company_action, say};
use super::marks;
use super::turn::Turn;
use crate::domain::ApplicationId;
use crate::registry::{Application, Doubt, Fact, MemberFact, Verdict};
use crate::reply::{Action, Applied, Body, CompanyAction, CompanyBody, MarkAction};

/// Applications in one list.
const PAGE: usize = 8;

/// `/moderation`: what waits for the person's chamber, oldest first.
pub(super) fn waiting(turn: &mut Turn) {
    let waiting: Vec<_> = own(turn).map(|(id, found)| (id, found.chat, found.wish.clone())).collect();
    let more = waiting.len().saturating_sub(PAGE);
    let applications: Vec<_> = waiting.into_iter().take(PAGE).collect();
    let complaints = marks::waiting(turn);
    let mut buttons: Vec<_> = applications.iter().map(|(id, ..)| company_action(CompanyAction::Show(*id))).collect();
    buttons.extend(complaints.iter().take(PAGE).map(|&number| Action::Mark(MarkAction::Show { number })));
    say(turn, CompanyBody::Waiting { applications, more, complaints: complaints.len() }, buttons);
}

/// What waits for the person's chamber.
pub(super) fn own<'a>(turn: &'a Turn) -> impl Iterator<Item = (ApplicationId, &'a Application)> + 'a {
    let post = turn.post();
    turn.registry.members.waiting().filter(move |(_, application)| post.is_some_and(|post| post.serves(application.side)))
}

/// Shows an application, with what can be decided.
pub(super) fn applied(turn: &mut Turn, id: ApplicationId) {
    let Some(application) = turn.registry.members.application(id).cloned() else {
        return say(turn, CompanyBody::SettledBefore { application: id }, vec![company_action(CompanyAction::Waiting)]);
    };
    if !turn.registry.members.staff.serves(turn.chat, application.side) {
        return say(turn, CompanyBody::OtherChamber { application: id }, vec![company_action(CompanyAction::Waiting)]);
    }
    let company = application.wish.company().and_then(|id| turn.world.directory.company(id));
    let others = |id| turn.registry.members.people_of(id).filter(|&person| person != application.chat).count();
    let members = application.wish.company().map_or(0, others);
    let round = application.round;
    let buttons = match application.verdict {
        None => vec![
            CompanyAction::Approve { application: id, round },
            CompanyAction::Doubt { application: id, round, refuse: false },
            CompanyAction::Doubt { application: id, round, refuse: true },
        ],
        Some(_) => vec![CompanyAction::Waiting],
    };
    let block = (turn.registry.members.staff.post(application.chat).is_none() && !turn.registry.marks.is_blocked(application.chat))
        .then_some(Action::Mark(MarkAction::AskBlock { chat: application.chat, application: id }));
    let applied = Applied { application: id, chat: application.chat, wish: application.wish, at: application.at, company, members };
    say(turn, CompanyBody::Applied(Box::new(applied)), buttons.into_iter().map(company_action).chain(block).collect());
}

pub(super) fn press(turn: &mut Turn, action: &CompanyAction) {
    if !turn.is_moderator() {
        return turn.toast(Body::Company(CompanyBody::OnlyForModerators));
    }
    match *action {
        CompanyAction::Show(application) => {
            turn.leave_message();
            applied(turn, application);
        }
        CompanyAction::Approve { application, round } => decide(turn, application, round, Verdict::Approved),
        CompanyAction::Decide { application, round, verdict } => decide(turn, application, round, verdict),
        CompanyAction::Doubt { application, round, refuse } => ask_doubt(turn, application, round, refuse),
        _ => waiting(turn),
    }
}

fn ask_doubt(turn: &mut Turn, application: ApplicationId, round: u32, refuse: bool) {
    if !waits(turn, application, round) {
        return turn.toast(Body::Company(CompanyBody::SettledBefore { application }));
    }
    let verdict = |doubt| if refuse { Verdict::Refused(doubt) } else { Verdict::AskedBack(doubt) };
    let decide = |doubt| CompanyAction::Decide { application, round, verdict: verdict(doubt) };
    let mut buttons: Vec<_> = Doubt::ALL.map(decide).map(company_action).to_vec();
    buttons.push(company_action(CompanyAction::Waiting));
    // The application stays in sight above the question.
    turn.leave_message();
    say(turn, CompanyBody::AskDoubt { application, refuse }, buttons);
}

fn decide(turn: &mut Turn, application: ApplicationId, round: u32, verdict: Verdict) {
    if !waits(turn, application, round) {
        return turn.toast(Body::Company(CompanyBody::SettledBefore { application }));
    }
    turn.record(Fact::Member(MemberFact::Decided { application, verdict }));
    let waiting = own(turn).count();
    turn.leave_message();
    say(turn, CompanyBody::Settled { application, verdict, waiting }, vec![company_action(CompanyAction::Waiting)]);
}

/// Whether it waits for the person's chamber, and is still what the clerk has seen.
fn waits(turn: &Turn, application: ApplicationId, round: u32) -> bool {
    own(turn).any(|(id, found)| id == application && found.round == round)
}
