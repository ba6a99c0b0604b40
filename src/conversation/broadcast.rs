//! A message of the chamber to many: an admin chooses for whom and writes it, another one confirms it, everybody gets it once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Form;
use super::admin::AdminForm;
use super::turn::Turn;
use crate::domain::{CompanyId, Region};
use crate::registry::{Broadcast, BroadcastFact, BroadcastNotice, BroadcastState, Fact, Post, Role, Side};
use crate::reply::{Action, Body, BroadcastAction, BroadcastBody, StaffAction};
use crate::understanding::text::clean;

/// The longest message, in characters: with what stands around it Telegram takes it in one piece.
const TEXT_CHARACTERS: usize = 3000;

/// A message while it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroadcastForm {
    /// For the members of which side; `None`: of both.
    pub side: Option<Region>,
    /// `None`: it is asked for.
    pub text: Option<String>,
}

/// The post of whoever may write to all.
pub(super) fn may_write(turn: &Turn) -> Option<Post> {
    turn.post().filter(|post| post.role >= Role::Admin)
}

pub(super) fn press(turn: &mut Turn, action: &BroadcastAction) {
    if let BroadcastAction::Mute { on } = *action {
        return mute(turn, on);
    }
    let Some(post) = may_write(turn) else { return super::staff::not_yours(turn) };
    match *action {
        BroadcastAction::Begin => match post.side {
            Some(side) => ask_text(turn, Some(side)),
            None => {
                let sides = [None, Some(Region::Lipetsk), Some(Region::Sughd)];
                let buttons = sides.map(|side| BroadcastAction::To { side }).into_iter().chain([BroadcastAction::Cancel]);
                say(turn, BroadcastBody::AskSide, buttons.collect());
            }
        },
        BroadcastAction::To { side } if may_write_to(post, side) => ask_text(turn, side),
        BroadcastAction::Propose => propose(turn),
        BroadcastAction::Show { number } => {
            turn.leave_message();
            show(turn, number);
        }
        BroadcastAction::Send { number } => send(turn, number),
        BroadcastAction::Stop { number } => stop(turn, number),
        BroadcastAction::Cancel => super::admin::steer(turn),
        BroadcastAction::To { .. } | BroadcastAction::Mute { .. } => super::staff::not_yours(turn),
    }
}

/// Whoever keeps the list of one side writes to that side only.
fn may_write_to(post: Post, side: Option<Region>) -> bool {
    post.side.is_none() || post.side == side
}

fn ask_text(turn: &mut Turn, side: Option<Region>) {
    turn.form(Some(Form::Admin(AdminForm::Broadcast(BroadcastForm { side, text: None }))));
    say(turn, BroadcastBody::AskText { side, limit: TEXT_CHARACTERS }, vec![BroadcastAction::Cancel]);
}

/// The text was written, or written anew: how it will look, and to how many it goes.
pub(super) fn written(turn: &mut Turn, form: BroadcastForm, text: &str) {
    let text = clean(text);
    if text.is_empty() || text.chars().count() > TEXT_CHARACTERS {
        return ask_text(turn, form.side);
    }
    let side = form.side;
    turn.form(Some(Form::Admin(AdminForm::Broadcast(BroadcastForm { side, text: Some(text.clone()) }))));
    let people = people(turn, side);
    let second = turn.registry.members.staff.admins(side).any(|chat| chat != turn.chat);
    let mut buttons = Vec::new();
    if people > 0 && second {
        buttons.push(Action::Broadcast(BroadcastAction::Propose));
    } else if !second {
        buttons.push(Action::Staff(StaffAction::List));
    }
    buttons.push(Action::Broadcast(BroadcastAction::Cancel));
    turn.say(Body::Broadcast(BroadcastBody::Preview { side, people, text, second }), buttons);
}

/// Puts it before the other admins.
fn propose(turn: &mut Turn) {
    let Some(Form::Admin(AdminForm::Broadcast(BroadcastForm { side, text: Some(text) }))) = turn.state.form.clone() else {
        return turn.toast(Body::OldButton);
    };
    turn.form(None);
    let number = turn.registry.broadcasts.next();
    turn.record(Fact::Broadcast(BroadcastFact::Written { number, side, text }));
    say(turn, BroadcastBody::Proposed { number }, vec![BroadcastAction::Stop { number }]);
}

/// A message that waits, and that the person has written or may confirm.
fn waiting(turn: &Turn, number: u64) -> Option<Broadcast> {
    let broadcast = turn.registry.broadcasts.get(number)?;
    (broadcast.state(turn.now(), &turn.registry.members) == BroadcastState::Waiting && is_concerned(turn, broadcast))
        .then(|| broadcast.clone())
}

fn is_concerned(turn: &Turn, broadcast: &Broadcast) -> bool {
    broadcast.by == Some(turn.chat) || broadcast.confirmers(&turn.registry.members).contains(&turn.chat)
}

/// The numbers of those that wait for the person, or that the person has written.
pub(super) fn own(turn: &Turn) -> Vec<u64> {
    let waiting = turn.registry.broadcasts.waiting(turn.now(), &turn.registry.members);
    waiting.filter(|(_, broadcast)| is_concerned(turn, broadcast)).map(|(number, _)| number).collect()
}

/// A message that waits, with what can be decided: its author can only stop it.
fn show(turn: &mut Turn, number: u64) {
    let Some(broadcast) = waiting(turn, number) else { return settled(turn, number) };
    let people = people(turn, broadcast.side);
    let send = (broadcast.by != Some(turn.chat)).then_some(BroadcastAction::Send { number });
    let buttons = send.into_iter().chain([BroadcastAction::Stop { number }]).collect();
    say(turn, BroadcastBody::Confirm { number, side: broadcast.side, people, text: broadcast.text }, buttons);
}

fn send(turn: &mut Turn, number: u64) {
    let Some(broadcast) = waiting(turn, number).filter(|broadcast| broadcast.by != Some(turn.chat)) else {
        return settled(turn, number);
    };
    let people = people(turn, broadcast.side);
    let to = companies(turn, broadcast.side);
    turn.record(Fact::Broadcast(BroadcastFact::Confirmed { number, to }));
    say(turn, BroadcastBody::Confirmed { number, people }, Vec::new());
}

fn stop(turn: &mut Turn, number: u64) {
    if waiting(turn, number).is_none() {
        return settled(turn, number);
    }
    turn.record(Fact::Broadcast(BroadcastFact::Stopped { number }));
    say(turn, BroadcastBody::Settled { number, state: BroadcastState::Stopped }, Vec::new());
}

/// What became of it.
fn settled(turn: &mut Turn, number: u64) {
    let state = turn.registry.broadcasts.get(number).map(|broadcast| broadcast.state(turn.now(), &turn.registry.members));
    match state {
        Some(state) => say(turn, BroadcastBody::Settled { number, state }, Vec::new()),
        None => turn.toast(Body::OldButton),
    }
}

/// Companies of that side for which somebody speaks, each with its own.
fn companies(turn: &Turn, side: Option<Region>) -> Vec<Side> {
    let mut regions: BTreeMap<&CompanyId, Option<Region>> = BTreeMap::new();
    for company in turn.registry.members.companies() {
        regions.entry(company).or_insert_with(|| {
            let city = turn.world.directory.company(company)?.city;
            turn.index.vocabulary.region_of(&city)
        });
    }
    let of_side = regions.into_iter().filter(|(_, region)| side.is_none() || *region == side);
    of_side.map(|(company, region)| Side { company: company.clone(), region }).collect()
}

/// To how many people a message to that side goes now.
fn people(turn: &Turn, side: Option<Region>) -> usize {
    let (registry, companies) = (&turn.registry, companies(turn, side));
    let meant = |company: &CompanyId| companies.binary_search_by(|known| known.company.cmp(company)).is_ok();
    let speakers = registry.members.speakers().filter(|(_, company)| meant(company));
    speakers.filter(|(chat, _)| registry.broadcasts.may_get(*chat, &registry.members, &registry.marks)).count()
}

pub(super) fn notice(turn: &mut Turn, notice: BroadcastNotice) {
    match notice {
        BroadcastNotice::ToConfirm { number } => show(turn, number),
        BroadcastNotice::Settled { number } => settled(turn, number),
        BroadcastNotice::Given { number } => {
            let Some(text) = turn.registry.broadcasts.get(number).map(|broadcast| broadcast.text.clone()) else { return };
            say(turn, BroadcastBody::Given { text }, vec![BroadcastAction::Mute { on: true }]);
        }
    }
}

/// The person wants no such messages, or wants them again.
fn mute(turn: &mut Turn, on: bool) {
    if turn.registry.broadcasts.is_muted(turn.chat) != on {
        turn.record(Fact::Broadcast(BroadcastFact::Muted { on }));
    }
    turn.leave_message();
    say(turn, BroadcastBody::Muted { on }, vec![BroadcastAction::Mute { on: !on }]);
}

/// The way to it on the front page.
pub(super) fn buttons(turn: &Turn) -> Vec<Action> {
    if may_write(turn).is_none() {
        return Vec::new();
    }
    let waiting = own(turn).into_iter().map(|number| BroadcastAction::Show { number });
    [BroadcastAction::Begin].into_iter().chain(waiting).map(Action::Broadcast).collect()
}

fn say(turn: &mut Turn, body: BroadcastBody, buttons: Vec<BroadcastAction>) {
    turn.say(Body::Broadcast(body), buttons.into_iter().map(Action::Broadcast).collect());
}
