//! What was done to the list, and taking it back: a load, a merge, a decision of a chamber.

use super::turn::Turn;
use super::{Edit, Order, deeds, loading, marks, proposals, staff};
use crate::registry::{Deed, Entry, Fact, MANY_COMPANIES, MarkFact, MemberFact, MergeFact, Obstacle, Proposed, Registry, Reversal, Undone};
use crate::reply::{Action, AdminAction, Body, LoadBody, Told, UndoAction, UndoBody};

/// What is to be recorded and changed to take back an entry that is no load.
///
/// # Errors
/// Why it cannot be taken back.
pub fn take_back(entry: &Entry, registry: &Registry) -> Result<(Fact, Vec<Edit>), Obstacle> {
    let Reversal { of, list } = registry.reversal(entry)?;
    let edits = list.into_iter().map(|list| Edit::TakeBack { first: list.first, changes: list.changes }).collect();
    Ok((Fact::Undone(Undone { entry: entry.number, of }), edits))
}

pub(super) fn press(turn: &mut Turn, action: UndoAction) {
    if !loading::may_load(turn) {
        return staff::not_yours(turn);
    }
    match action {
        UndoAction::History => {
            let message = turn.pressed();
            turn.order(Order::History { message });
        }
        UndoAction::Ask { number } => turn.order(Order::Recall { number, sure: false, message: None }),
        UndoAction::Undo { number } => {
            let message = turn.pressed();
            turn.order(Order::Recall { number, sure: true, message });
        }
        UndoAction::Keep => say(turn, UndoBody::Kept, Vec::new()),
    }
}

/// The last entries, newest first; `None`: they could not be read.
pub(super) fn history(turn: &mut Turn, entries: Option<&[Entry]>) {
    if !loading::may_load(turn) {
        return;
    }
    let Some(entries) = entries else { return say(turn, UndoBody::NotRead, Vec::new()) };
    let can_be = |entry: &&Entry| turn.registry.reversal(entry).is_ok() && is_own(turn, entry);
    let buttons = entries.iter().filter(can_be).map(|entry| Action::Undo(UndoAction::Ask { number: entry.number }));
    let buttons = buttons.chain([Action::Admin(AdminAction::Open)]).collect();
    let entries = entries.iter().map(|entry| told(turn, entry)).collect();
    turn.say(Body::Undo(UndoBody::History { entries }), buttons);
}

/// An entry that is to be taken back; `sure`: it was asked whether it is meant.
pub(super) fn recalled(turn: &mut Turn, number: u64, sure: bool, entry: Option<&Entry>) {
    if !loading::may_load(turn) {
        return;
    }
    let Some(entry) = entry else { return say(turn, UndoBody::NotUndone { number, why: Obstacle::NoEntry }, Vec::new()) };
    let (fact, edits) = match take_back(entry, &turn.registry) {
        Ok(_) if !is_own(turn, entry) => return say(turn, UndoBody::NotUndone { number, why: Obstacle::OtherChamber }, Vec::new()),
        Ok(reversal) => reversal,
        Err(why) => return say(turn, UndoBody::NotUndone { number, why }, Vec::new()),
    };
    match &entry.deed {
        _ if !sure => {
            let told = told(turn, entry);
            say(turn, UndoBody::Ask { told }, vec![UndoAction::Undo { number }, UndoAction::Keep]);
        }
        Deed::Load { file, affected, .. } if *affected >= MANY_COMPANIES => {
            proposals::propose(turn, Proposed::UndoLoad { load: number, file: file.clone(), companies: *affected });
        }
        Deed::Load { .. } | Deed::Removal { .. } => {
            let message = turn.pressed();
            let removal = matches!(entry.deed, Deed::Removal { .. });
            turn.say(Body::Load(LoadBody::Undoing { load: number, removal }), Vec::new());
            deeds::begin(turn, deeds::Deed::Undo { load: number }, message);
        }
        _ => {
            turn.record(fact);
            edits.into_iter().for_each(|edit| turn.edit(edit));
            say(turn, UndoBody::Done { number }, vec![UndoAction::History]);
        }
    }
}

/// Whether the person keeps the list of all that an entry concerns.
fn is_own(turn: &Turn, entry: &Entry) -> bool {
    let facts = match &entry.deed {
        Deed::Load { sides, .. } => {
            return sides.iter().all(|side| turn.registry.members.staff.serves(turn.chat, Some(*side)));
        }
        Deed::Step { facts, .. } => facts,
        Deed::Removal { .. } | Deed::Undo { .. } | Deed::Other => return true,
    };
    facts.iter().all(|fact| match fact {
        Fact::Mark(MarkFact::Verified { company, .. } | MarkFact::Hidden { company, .. }) => marks::keeps(turn, company),
        Fact::Merge(MergeFact::Merged { kept, .. }) => marks::keeps(turn, kept),
        Fact::Member(MemberFact::Decided { application, .. }) => {
            let side = turn.registry.members.application(*application).and_then(|application| application.side);
            turn.registry.members.staff.serves(turn.chat, side)
        }
        _ => true,
    })
}

/// An entry with the names of its companies.
fn told(turn: &Turn, entry: &Entry) -> Told {
    let mut names = Vec::new();
    if let Deed::Step { facts, .. } = &entry.deed {
        for id in facts.iter().flat_map(Fact::companies) {
            names.extend(turn.world.directory.company(id).map(|company| (id.clone(), company.name)));
        }
    }
    Told { entry: entry.clone(), names }
}

fn say(turn: &mut Turn, body: UndoBody, buttons: Vec<UndoAction>) {
    turn.say(Body::Undo(body), buttons.into_iter().map(Action::Undo).collect());
}
