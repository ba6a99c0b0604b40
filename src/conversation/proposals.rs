//! What one admin may not do alone: it is put before the others, one of whom confirms it, and then it is done.

use super::deeds::{self, Deed};
use super::turn::Turn;
use super::{Order, loading, staff};
use crate::registry::{AskedFor, Effect, Fact, Proposal, ProposalFact, ProposalNotice, ProposalState, Proposed};
use crate::reply::{Action, AdminAction, Body, ProposalAction, ProposalBody, StaffAction, UndoBody};

/// Daily snapshots that are kept unless somebody says otherwise, and that there are to choose from.
pub const SNAPSHOTS: u16 = 14;

pub(super) fn press(turn: &mut Turn, action: &ProposalAction) {
    if !loading::may_load(turn) {
        return staff::not_yours(turn);
    }
    match action {
        ProposalAction::Snapshots => {
            let message = turn.pressed();
            turn.order(Order::Snapshots { message });
        }
        ProposalAction::AskRestore { snapshot } => {
            let propose = ProposalAction::ProposeRestore { snapshot: snapshot.clone() };
            say(turn, ProposalBody::AskRestore { snapshot: snapshot.clone() }, vec![propose, ProposalAction::Cancel]);
        }
        ProposalAction::ProposeRestore { snapshot } => propose(turn, Proposed::Restore { snapshot: snapshot.clone() }),
        ProposalAction::Show { number } => {
            turn.leave_message();
            show(turn, *number);
        }
        ProposalAction::Confirm { number } => confirm(turn, *number),
        ProposalAction::Stop { number } => stop(turn, *number),
        ProposalAction::Cancel => turn.say(Body::Undo(UndoBody::Kept), vec![Action::Admin(AdminAction::Open)]),
    }
}

/// The snapshots that are there, newest first.
pub(super) fn snapshots(turn: &mut Turn, days: &[String]) {
    if !loading::may_load(turn) {
        return;
    }
    let days: Vec<String> = days.iter().take(usize::from(SNAPSHOTS)).cloned().collect();
    let choices = days.iter().map(|day| Action::Proposal(ProposalAction::AskRestore { snapshot: day.clone() }));
    let buttons = choices.chain([Action::Admin(AdminAction::Open)]).collect();
    turn.say(Body::Proposal(ProposalBody::Snapshots { days }), buttons);
}

/// Puts it before the other admins; without another one it is said what to do.
pub(super) fn propose(turn: &mut Turn, what: Proposed) {
    if !turn.registry.members.staff.admins(None).any(|chat| chat != turn.chat) {
        return turn.say(Body::Proposal(ProposalBody::NeedsSecond { what }), vec![Action::Staff(StaffAction::List)]);
    }
    let mut waiting = turn.registry.proposals.waiting(turn.now(), &turn.registry.members);
    // Asked for twice it is the same.
    if let Some((number, _)) = waiting.find(|(_, proposal)| proposal.what == what) {
        drop(waiting);
        return show(turn, number);
    }
    drop(waiting);
    let number = turn.registry.proposals.next();
    turn.record(Fact::Proposal(ProposalFact::Made { number, what: what.clone() }));
    say(turn, ProposalBody::Made { number, what }, vec![ProposalAction::Stop { number }]);
}

/// One that waits, and that the person wants or may confirm.
fn waiting(turn: &Turn, number: u64) -> Option<Proposal> {
    let proposal = turn.registry.proposals.get(number)?;
    let waits = proposal.state(turn.now(), &turn.registry.members) == ProposalState::Waiting;
    (waits && is_concerned(turn, proposal)).then(|| proposal.clone())
}

fn is_concerned(turn: &Turn, proposal: &Proposal) -> bool {
    proposal.by == Some(turn.chat) || proposal.confirmers(&turn.registry.members).contains(&turn.chat)
}

/// One that waits, with what can be decided: whoever wants it can only stop it.
fn show(turn: &mut Turn, number: u64) {
    let Some(proposal) = waiting(turn, number) else { return settled(turn, number) };
    if proposal.by == Some(turn.chat) {
        return say(turn, ProposalBody::Made { number, what: proposal.what }, vec![ProposalAction::Stop { number }]);
    }
    let buttons = vec![ProposalAction::Confirm { number }, ProposalAction::Stop { number }];
    say(turn, ProposalBody::Confirm { number, what: proposal.what }, buttons);
}

fn confirm(turn: &mut Turn, number: u64) {
    let Some(proposal) = waiting(turn, number).filter(|proposal| proposal.by != Some(turn.chat)) else {
        return settled(turn, number);
    };
    turn.record(Fact::Proposal(ProposalFact::Confirmed { number }));
    say(turn, ProposalBody::Confirmed { number }, Vec::new());
    let deed = match proposal.what {
        Proposed::UndoLoad { load, .. } => Deed::Undo { load },
        Proposed::Restore { snapshot } => Deed::Restore { snapshot },
        Proposed::Remove { of, .. } => Deed::Remove { of },
    };
    deeds::begin(turn, deed, None);
}

fn stop(turn: &mut Turn, number: u64) {
    if waiting(turn, number).is_none() {
        return settled(turn, number);
    }
    turn.record(Fact::Proposal(ProposalFact::Stopped { number }));
    say(turn, ProposalBody::Settled { number, state: ProposalState::Stopped }, Vec::new());
}

/// What became of it.
fn settled(turn: &mut Turn, number: u64) {
    let proposal = turn.registry.proposals.get(number);
    if let Some((effect, confirmed_by)) = proposal.and_then(Proposal::done)
        && let Some(Proposal { what, .. }) = proposal
    {
        let (what, effect) = (what.clone(), effect.clone());
        return say(turn, ProposalBody::Done { number, confirmed_by, what, effect }, Vec::new());
    }
    let state = turn.registry.proposals.get(number).map(|proposal| proposal.state(turn.now(), &turn.registry.members));
    match state {
        Some(state) => say(turn, ProposalBody::Settled { number, state }, Vec::new()),
        None => turn.toast(Body::OldButton),
    }
}

pub(super) fn notice(turn: &mut Turn, notice: ProposalNotice) {
    match notice {
        ProposalNotice::ToConfirm { number } => show(turn, number),
        ProposalNotice::Settled { number } | ProposalNotice::Done { number } => settled(turn, number),
    }
}

/// Records what came of something that this person has confirmed, so that whoever wanted it hears it and the ledger tells it.
pub(super) fn done(turn: &mut Turn, is_meant: impl Fn(&Proposed) -> bool, effect: Effect) {
    let Some((asked, what)) = turn.registry.proposals.under_way(turn.chat, is_meant) else { return };
    let what = what.clone();
    turn.record(Fact::Proposal(ProposalFact::Done { asked: Some(asked), what, effect }));
}

/// The restore is ordered, or could not be.
pub(super) fn restore_ordered(turn: &mut Turn, snapshot: &str, ordered: bool) {
    deeds::ended(turn, &Deed::Restore { snapshot: snapshot.to_owned() });
    if !ordered {
        done(turn, |what| matches!(what, Proposed::Restore { snapshot: wanted } if wanted == snapshot), Effect::Nothing);
    }
    say(turn, ProposalBody::RestoreOrdered { snapshot: snapshot.to_owned(), ordered }, Vec::new());
}

/// The restore is done, or was not possible. The ledger that was brought back knows nothing of it, so it is recorded here.
pub(super) fn restored(turn: &mut Turn, snapshot: &str, aside: Option<&str>, asked: Option<AskedFor>) {
    let effect = aside.map_or(Effect::Nothing, |aside| Effect::Restored { aside: aside.to_owned() });
    if asked.is_some() || effect != Effect::Nothing {
        let what = Proposed::Restore { snapshot: snapshot.to_owned() };
        turn.record(Fact::Proposal(ProposalFact::Done { asked, what, effect }));
    }
    if loading::may_load(turn) {
        say(turn, ProposalBody::Restored { snapshot: snapshot.to_owned(), aside: aside.map(str::to_owned) }, Vec::new());
    }
}

/// Those that wait for the person, or that the person wants.
pub(super) fn buttons(turn: &Turn) -> Vec<Action> {
    let waiting = turn.registry.proposals.waiting(turn.now(), &turn.registry.members);
    let own = waiting.filter(|(_, proposal)| is_concerned(turn, proposal));
    own.map(|(number, _)| Action::Proposal(ProposalAction::Show { number })).collect()
}

fn say(turn: &mut Turn, body: ProposalBody, buttons: Vec<ProposalAction>) {
    turn.say(Body::Proposal(body), buttons.into_iter().map(Action::Proposal).collect());
}
