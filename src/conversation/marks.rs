//! What can be said of a company beside its introduction: a complaint by anybody; by those who keep the list the verified mark, that it
//! is hidden, and that a person is blocked.

use super::turn::Turn;
use super::{Event, company};
use crate::domain::{ApplicationId, ChatId, CompanyId};
use crate::registry::{Complaint, Fact, MarkFact, MarkNotice};
use crate::reply::{Action, Body, CompanyAction, MarkAction, MarkBody, MergeAction};

/// What a person who is blocked may still do: the law gives it to everybody.
const STILL_ALLOWED: [&str; 4] = ["privacy", "mydata", "forget", "language"];

/// Whether the event is answered no more, because its person is blocked; then they are told so.
pub(super) fn is_refused(turn: &mut Turn, event: &Event) -> bool {
    if event.sender().is_none() || !turn.registry.marks.is_blocked(turn.chat) {
        return false;
    }
    let allowed = match event {
        Event::Text { text, .. } => text.trim().strip_prefix('/').is_some_and(|command| STILL_ALLOWED.contains(&command)),
        Event::Pressed { button, .. } => {
            let action = button.and_then(|button| turn.state.button(button));
            matches!(action, Some(Action::Privacy(_) | Action::Language(_)))
        }
        _ => false,
    };
    if !allowed {
        turn.leave_message();
        turn.say(Body::Mark(MarkBody::YouAreBlocked), Vec::new());
    }
    !allowed
}

/// The buttons under a company's card for one who keeps the list of its side.
pub(super) fn of_keeper(turn: &Turn, id: &CompanyId) -> Vec<Action> {
    if !keeps(turn, id) {
        return Vec::new();
    }
    let marks = &turn.registry.marks;
    let is_verified = turn.world.directory.company(id).is_some_and(|company| marks.is_verified(&company));
    let verify = MarkAction::Verify { company: id.clone(), on: !is_verified };
    let hide = MarkAction::Hide { company: id.clone(), on: !marks.is_hidden(id) };
    let merge = super::loading::may_load(turn).then(|| Action::Merge(MergeAction::Begin { company: id.clone() }));
    [verify, hide].into_iter().map(Action::Mark).chain(merge).collect()
}

/// Whether the person keeps the list of the company's side.
pub(super) fn keeps(turn: &Turn, id: &CompanyId) -> bool {
    let side = turn.world.directory.company(id).and_then(|company| turn.index.vocabulary.region_of(&company.city));
    turn.registry.members.staff.serves(turn.chat, side)
}

pub(super) fn press(turn: &mut Turn, action: &MarkAction) {
    match action {
        MarkAction::Complain { company } => ask(turn, company),
        MarkAction::Because { company, why } => {
            let why = *why;
            let side = turn.world.directory.company(company).and_then(|company| turn.index.vocabulary.region_of(&company.city));
            if may_complain(turn, company) {
                let number = turn.registry.marks.next_complaint();
                turn.record(Fact::Mark(MarkFact::Complained { number, company: company.clone(), why, side }));
                let company = company::name(turn, company);
                say(turn, MarkBody::Complained { number, company }, Vec::new());
            }
        }
        _ if !turn.is_moderator() => toast(turn, MarkBody::NotYours),
        MarkAction::Verify { company, .. } | MarkAction::Hide { company, .. } if !keeps(turn, company) => toast(turn, MarkBody::NotYours),
        MarkAction::Verify { company, on } => {
            turn.record(Fact::Mark(MarkFact::Verified { company: company.clone(), on: *on }));
            marked(turn, company, MarkAction::Verify { company: company.clone(), on: *on });
        }
        MarkAction::Hide { company, on } => {
            turn.record(Fact::Mark(MarkFact::Hidden { company: company.clone(), on: *on }));
            marked(turn, company, MarkAction::Hide { company: company.clone(), on: *on });
        }
        MarkAction::Show { number } => {
            turn.leave_message();
            complaint(turn, *number);
        }
        MarkAction::Heard { number } => match own(turn, *number) {
            Some(_) => {
                turn.record(Fact::Mark(MarkFact::Heard { number: *number }));
                let left = waiting(turn).len();
                say(turn, MarkBody::Heard { number: *number, left }, Vec::new());
            }
            None => toast(turn, MarkBody::HeardBefore { number: *number }),
        },
        MarkAction::AskBlock { chat, application } => {
            turn.leave_message();
            let block = MarkAction::Block { chat: *chat, application: *application, on: true };
            let back = Action::Company(CompanyAction::Show(*application));
            turn.say(Body::Mark(MarkBody::AskBlock { chat: *chat }), vec![Action::Mark(block), back]);
        }
        MarkAction::Block { chat, application, on } => block(turn, *chat, *application, *on),
    }
}

/// Whoever keeps the list is not blocked but dismissed.
fn block(turn: &mut Turn, chat: ChatId, application: ApplicationId, on: bool) {
    if turn.registry.members.staff.post(chat).is_some() {
        return toast(turn, MarkBody::NotYours);
    }
    if turn.registry.marks.is_blocked(chat) != on {
        turn.record(Fact::Mark(MarkFact::Blocked { chat, on }));
    }
    say(turn, MarkBody::Blocked { chat, on }, vec![MarkAction::Block { chat, application, on: !on }]);
}

/// Says what was marked, with the way back.
fn marked(turn: &mut Turn, id: &CompanyId, done: MarkAction) {
    let company = company::name(turn, id);
    match done {
        MarkAction::Hide { company: id, on } => {
            say(turn, MarkBody::Hidden { company, on }, vec![MarkAction::Hide { company: id, on: !on }]);
        }
        MarkAction::Verify { company: id, on } => {
            say(turn, MarkBody::Verified { company, on }, vec![MarkAction::Verify { company: id, on: !on }]);
        }
        _ => {}
    }
}

/// Which of the reasons is it?
fn ask(turn: &mut Turn, id: &CompanyId) {
    turn.leave_message();
    if may_complain(turn, id) {
        let buttons = crate::registry::Why::ALL.map(|why| MarkAction::Because { company: id.clone(), why }).to_vec();
        let company = company::name(turn, id);
        say(turn, MarkBody::AskWhy { company }, buttons);
    }
}

/// Otherwise it is said what is in the way.
fn may_complain(turn: &mut Turn, id: &CompanyId) -> bool {
    let marks = &turn.registry.marks;
    let hindrance = if marks.waits(turn.chat, id) {
        MarkBody::ComplainedBefore
    } else if marks.has_complained_enough(turn.chat, turn.now()) {
        MarkBody::Enough
    } else {
        return true;
    };
    say(turn, hindrance, Vec::new());
    false
}

pub(super) fn notice(turn: &mut Turn, notice: MarkNotice) {
    let MarkNotice::Complained { number } = notice;
    complaint(turn, number);
}

/// Complaints that wait for the person's chamber.
pub(super) fn waiting(turn: &Turn) -> Vec<u64> {
    turn.registry.marks.complaints().filter(|(_, complaint)| is_own(turn, complaint)).map(|(number, _)| number).collect()
}

fn is_own(turn: &Turn, complaint: &Complaint) -> bool {
    turn.registry.members.staff.keepers(complaint.side).contains(&turn.chat)
}

fn own(turn: &Turn, number: u64) -> Option<Complaint> {
    turn.registry.marks.complaint(number).filter(|complaint| is_own(turn, complaint)).cloned()
}

/// A complaint, with what can be done.
fn complaint(turn: &mut Turn, number: u64) {
    let Some(Complaint { company: id, why, at, .. }) = own(turn, number) else {
        return say(turn, MarkBody::HeardBefore { number }, Vec::new());
    };
    let company = company::name(turn, &id);
    let hide = (!turn.registry.marks.is_hidden(&id)).then(|| MarkAction::Hide { company: id.clone(), on: true });
    let buttons = hide.into_iter().chain([MarkAction::Heard { number }]).collect();
    say(turn, MarkBody::Complaint { number, company, why, at }, buttons);
}

fn say(turn: &mut Turn, body: MarkBody, buttons: Vec<MarkAction>) {
    turn.say(Body::Mark(body), buttons.into_iter().map(Action::Mark).collect());
}

fn toast(turn: &mut Turn, body: MarkBody) {
    turn.toast(Body::Mark(body));
}
