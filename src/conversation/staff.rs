//! Those who keep the list: who they are, how they are let in and dismissed.

use super::links::{post_link, post_payload};
use super::turn::Turn;
use super::welcome;
use crate::domain::{ChatId, Region};
use crate::registry::{Fact, Post, Role, StaffFact, StaffNotice, base32, hash};
use crate::reply::{Action, Body, StaffAction, StaffBody};

/// Of the characters that chance gives; 100 bits.
const TOKEN_CHARACTERS: usize = 20;

/// `/staff`: everybody, and what the person can do about it.
pub(super) fn list(turn: &mut Turn) {
    let Some(own) = turn.post() else { return };
    let people = turn.registry.members.staff.all().collect();
    let invited = [Role::Clerk, Role::Admin].into_iter().filter(|&role| own.is_above(Post { role, side: own.side }));
    let mut buttons: Vec<_> = invited.map(|role| StaffAction::Invite { role }).collect();
    let below = turn.registry.members.staff.appointed().filter(|(_, appointed)| own.is_above(appointed.post));
    buttons.extend(below.map(|(chat, _)| StaffAction::Dismiss { chat }));
    say(turn, StaffBody::List { people, own: turn.chat }, buttons);
}

pub(super) fn press(turn: &mut Turn, action: &StaffAction) {
    let Some(own) = turn.post() else { return toast(turn, StaffBody::NotYours) };
    match *action {
        StaffAction::List => list(turn),
        StaffAction::Invite { role } => match own.side {
            Some(side) => invite(turn, own, Post { role, side: Some(side) }),
            None => {
                let sides = [Some(Region::Lipetsk), Some(Region::Sughd), None];
                let buttons = sides.map(|side| StaffAction::InviteTo { post: Post { role, side } }).to_vec();
                say(turn, StaffBody::AskSide { role }, buttons);
            }
        },
        StaffAction::InviteTo { post } => invite(turn, own, post),
        StaffAction::Dismiss { chat } => match below(turn, own, chat) {
            Some(post) => {
                let buttons = vec![StaffAction::ReallyDismiss { chat }, StaffAction::List];
                say(turn, StaffBody::AskDismiss { chat, post }, buttons);
            }
            None => toast(turn, StaffBody::NotYours),
        },
        StaffAction::ReallyDismiss { chat } => match below(turn, own, chat) {
            Some(post) => {
                turn.record(Fact::Staff(StaffFact::Dismissed { chat }));
                say(turn, StaffBody::Dismissed { chat, post }, vec![StaffAction::List]);
            }
            None => toast(turn, StaffBody::NotYours),
        },
    }
}

/// The post of somebody whom the person may dismiss.
fn below(turn: &Turn, own: Post, chat: ChatId) -> Option<Post> {
    let found = turn.registry.members.staff.appointed().find(|(appointed, _)| *appointed == chat);
    found.map(|(_, appointed)| appointed.post).filter(|&post| own.is_above(post))
}

fn invite(turn: &mut Turn, own: Post, post: Post) {
    if !own.is_above(post) {
        return toast(turn, StaffBody::NotYours);
    }
    let chance = base32(&turn.world.salt.to_be_bytes());
    let token = &chance[..TOKEN_CHARACTERS];
    turn.record(Fact::Staff(StaffFact::Invited { token: hash(token), post }));
    let link = post_link(&turn.world.settings.bot, token);
    say(turn, StaffBody::Link { post, link, typed: format!("/start {}", post_payload(token)) }, vec![StaffAction::List]);
}

/// A link that lets somebody in. What it would have been is said to nobody who cannot use it.
pub(super) fn opened(turn: &mut Turn, token: &str) {
    let Some((token, post)) = turn.registry.members.staff.usable(token, turn.now()) else {
        say(turn, StaffBody::LinkInvalid, Vec::new());
        return welcome::start(turn);
    };
    // Whoever stands higher, or opens the own link, leaves it to the one it is for.
    if let Some(own) = turn.post().filter(|own| own.role >= post.role) {
        return say(turn, StaffBody::HeldAlready { post: own }, vec![StaffAction::List]);
    }
    turn.record(Fact::Staff(StaffFact::Accepted { token }));
    say(turn, StaffBody::Welcome { post }, vec![StaffAction::List]);
}

/// The person was dismissed.
pub(super) fn notice(turn: &mut Turn, notice: StaffNotice) {
    let StaffNotice::Dismissed { .. } = notice;
    if turn.post().is_none() {
        turn.say(Body::Staff(StaffBody::LetGo), vec![Action::Help]);
    }
}

/// To somebody who keeps the list, but may not do that.
pub(super) fn not_yours(turn: &mut Turn) {
    toast(turn, StaffBody::NotYours);
}

fn say(turn: &mut Turn, body: StaffBody, buttons: Vec<StaffAction>) {
    turn.say(Body::Staff(body), buttons.into_iter().map(Action::Staff).collect());
}

fn toast(turn: &mut Turn, body: StaffBody) {
    turn.toast(Body::Staff(body));
}
