//! A message of the chamber to many: an admin chooses for whom and writes it, another one confirms it, everybody gets it once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Form;
use super::admin::AdminForm;
use super::turn::Turn;
use crate::domain::{ChatId, CompanyId, Region, SectorId, Texts};
use crate::matching;
use crate::registry::{Broadcast, BroadcastFact, BroadcastNotice, BroadcastState, Fact, Post, Role, Side};
use crate::reply::{Action, Body, BroadcastAction, BroadcastBody, StaffAction};
use crate::understanding::text::clean;

/// The longest message, in characters: with what stands around it Telegram takes it in one piece.
const TEXT_CHARACTERS: usize = 3000;
/// So many sectors are offered to choose among.
const SECTORS: usize = 12;

/// A message while it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroadcastForm {
    /// For the members of which side; `None`: of both.
    pub side: Option<Region>,
    /// For those of which sector; `None`: of all.
    #[serde(default)]
    pub sector: Option<SectorId>,
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
            Some(side) => ask_text(turn, Some(side), None),
            None => {
                let sides = [None, Some(Region::Lipetsk), Some(Region::Sughd)];
                let buttons = sides.map(|side| BroadcastAction::To { side }).into_iter().chain([BroadcastAction::Cancel]);
                say(turn, BroadcastBody::AskSide, buttons.collect());
            }
        },
        BroadcastAction::To { side } if may_write_to(post, side) => ask_text(turn, side, None),
        BroadcastAction::AskSector => ask_sector(turn),
        BroadcastAction::OfSector { ref sector, .. } => match writing(turn) {
            Some(form) => ask_text(turn, form.side, Some(sector.clone())),
            None => turn.toast(Body::OldButton),
        },
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

fn ask_text(turn: &mut Turn, side: Option<Region>, sector: Option<SectorId>) {
    let named = name_of(turn, sector.as_ref());
    let narrow = (sector.is_none() && !sectors(turn, side).is_empty()).then_some(BroadcastAction::AskSector);
    turn.form(Some(Form::Admin(AdminForm::Broadcast(BroadcastForm { side, sector, text: None }))));
    let buttons = narrow.into_iter().chain([BroadcastAction::Cancel]).collect();
    say(turn, BroadcastBody::AskText { side, sector: named, limit: TEXT_CHARACTERS }, buttons);
}

/// The message that is being written.
fn writing(turn: &Turn) -> Option<BroadcastForm> {
    match &turn.state.form {
        Some(Form::Admin(AdminForm::Broadcast(form))) => Some(form.clone()),
        _ => None,
    }
}

/// Those of which sector? Only sectors of which somebody would get it.
fn ask_sector(turn: &mut Turn) {
    let Some(form) = writing(turn) else { return turn.toast(Body::OldButton) };
    let sectors = sectors(turn, form.side).into_iter().map(|(sector, people)| {
        let name = name_of(turn, Some(&sector)).unwrap_or_default();
        BroadcastAction::OfSector { sector, name, people }
    });
    let buttons = sectors.chain([BroadcastAction::Cancel]).collect();
    say(turn, BroadcastBody::AskSector { side: form.side }, buttons);
}

/// The sectors of those who would get a message to that side, with how many they are, the largest first.
fn sectors(turn: &Turn, side: Option<Region>) -> Vec<(SectorId, usize)> {
    let mut counted: BTreeMap<SectorId, usize> = BTreeMap::new();
    let members = &turn.registry.members;
    for company in companies(turn, side, None) {
        let may_get = |chat: &ChatId| turn.registry.broadcasts.may_get(*chat, members, &turn.registry.marks);
        let people = members.people_of(&company.company).filter(may_get).count();
        for sector in sectors_of(turn, &company.company).into_iter().filter(|_| people > 0) {
            *counted.entry(sector).or_default() += people;
        }
    }
    let mut sectors: Vec<(SectorId, usize)> = counted.into_iter().collect();
    sectors.sort_by_key(|(_, people)| std::cmp::Reverse(*people));
    sectors.truncate(SECTORS);
    sectors
}

fn sectors_of(turn: &Turn, company: &CompanyId) -> BTreeSet<SectorId> {
    turn.world.directory.company(company).map(|company| matching::sectors_of(&company, turn.index)).unwrap_or_default()
}

fn name_of(turn: &Turn, sector: Option<&SectorId>) -> Option<Texts> {
    let vocabulary = &turn.index.vocabulary;
    sector.and_then(|sector| vocabulary.index_of(sector)).map(|sector| vocabulary.sector(sector).name.clone())
}

/// The text was written, or written anew: how it will look, and to how many it goes.
pub(super) fn written(turn: &mut Turn, form: BroadcastForm, text: &str) {
    let text = clean(text);
    if text.is_empty() || text.chars().count() > TEXT_CHARACTERS {
        return ask_text(turn, form.side, form.sector);
    }
    let (side, sector) = (form.side, name_of(turn, form.sector.as_ref()));
    let people = people(turn, side, form.sector.as_ref());
    turn.form(Some(Form::Admin(AdminForm::Broadcast(BroadcastForm { text: Some(text.clone()), ..form }))));
    let second = turn.registry.members.staff.admins(side).any(|chat| chat != turn.chat);
    let mut buttons = Vec::new();
    if people > 0 && second {
        buttons.push(Action::Broadcast(BroadcastAction::Propose));
    } else if !second {
        buttons.push(Action::Staff(StaffAction::List));
    }
    buttons.push(Action::Broadcast(BroadcastAction::Cancel));
    turn.say(Body::Broadcast(BroadcastBody::Preview { side, sector, people, text, second }), buttons);
}

/// Puts it before the other admins.
fn propose(turn: &mut Turn) {
    let Some(BroadcastForm { side, sector, text: Some(text) }) = writing(turn) else {
        return turn.toast(Body::OldButton);
    };
    turn.form(None);
    let number = turn.registry.broadcasts.next();
    turn.record(Fact::Broadcast(BroadcastFact::Written { number, side, sector, text }));
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
    let people = people(turn, broadcast.side, broadcast.sector.as_ref());
    let sector = name_of(turn, broadcast.sector.as_ref());
    let send = (broadcast.by != Some(turn.chat)).then_some(BroadcastAction::Send { number });
    let buttons = send.into_iter().chain([BroadcastAction::Stop { number }]).collect();
    say(turn, BroadcastBody::Confirm { number, side: broadcast.side, sector, people, text: broadcast.text }, buttons);
}

fn send(turn: &mut Turn, number: u64) {
    let Some(broadcast) = waiting(turn, number).filter(|broadcast| broadcast.by != Some(turn.chat)) else {
        return settled(turn, number);
    };
    let people = people(turn, broadcast.side, broadcast.sector.as_ref());
    let to = companies(turn, broadcast.side, broadcast.sector.as_ref());
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

/// Companies of that side and sector for which somebody speaks, each with its own side.
fn companies(turn: &Turn, side: Option<Region>, sector: Option<&SectorId>) -> Vec<Side> {
    let mut regions: BTreeMap<&CompanyId, Option<Region>> = BTreeMap::new();
    for company in turn.registry.members.companies() {
        regions.entry(company).or_insert_with(|| {
            let city = turn.world.directory.company(company)?.city;
            turn.index.vocabulary.region_of(&city)
        });
    }
    let of_side = regions.into_iter().filter(|(_, region)| side.is_none() || *region == side);
    let meant = of_side.filter(|(company, _)| sector.is_none_or(|sector| sectors_of(turn, company).contains(sector)));
    meant.map(|(company, region)| Side { company: company.clone(), region }).collect()
}

/// To how many people a message to that side and sector goes now.
fn people(turn: &Turn, side: Option<Region>, sector: Option<&SectorId>) -> usize {
    let (registry, companies) = (&turn.registry, companies(turn, side, sector));
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
