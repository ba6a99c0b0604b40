//! Greeting, help, and the sample list for those who only want to look.

use super::turn::Turn;
use super::{Order, loading, staff};
use crate::domain::Language;
use crate::reply::{self, Action, Body, CompanyAction, PrivacyAction};
use crate::understanding::Talk;

/// A list shorter than this is offered company by the invented samples.
const SMALL_LIST: usize = 100;

pub(super) fn start(turn: &mut Turn) {
    let companies = usize::try_from(turn.index.len()).unwrap_or(usize::MAX);
    let offer_samples = companies < SMALL_LIST && loading::may_load(turn);
    let mut buttons = vec![Action::Seek, Action::Company(CompanyAction::Open), Action::Demo];
    buttons.extend(Language::ALL.map(|language| Action::Language(Some(language))));
    if offer_samples {
        buttons.push(Action::LoadSamples);
    }
    buttons.push(Action::Help);
    turn.say(Body::Welcome { companies, offer_samples }, buttons);
}

/// How a partner is sought: with an example to press.
pub(super) fn seek(turn: &mut Turn) {
    turn.leave_message();
    let example = Action::Example(reply::example(turn.language()));
    turn.say(Body::Seek, vec![example]);
}

pub(super) fn help(turn: &mut Turn) {
    turn.say(Body::Help { moderator: turn.is_moderator() }, Vec::new());
}

/// What is no request, answered by what it is; nothing of it is kept.
pub(super) fn talk(turn: &mut Turn, talk: Talk, language: Language) {
    let forget = || vec![Action::Privacy(PrivacyAction::Forget), Action::Help];
    match talk {
        Talk::NoWords => turn.say(Body::NoWords, Vec::new()),
        Talk::ContactAlone => turn.say(Body::ContactAlone, Vec::new()),
        Talk::OtherLanguage => turn.say_in(language, Body::OtherLanguage, Vec::new()),
        Talk::Greeting | Talk::Chatter => turn.say_in(language, Body::Chatter, vec![Action::Help]),
        Talk::Price => turn.say_in(language, Body::Price, vec![Action::Help]),
        Talk::Removal => turn.say_in(language, Body::Removal, forget()),
        Talk::Leaving => turn.say_in(language, Body::Leaving, forget()),
    }
}

pub(super) fn unknown_command(turn: &mut Turn, command: &str) {
    turn.say(Body::UnknownCommand { command: format!("/{command}"), moderator: turn.is_moderator() }, Vec::new());
}

/// Loads the invented companies; into the list of a chamber only for those who may load lists.
pub(super) fn load_samples(turn: &mut Turn) {
    if loading::may_load(turn) { turn.order(Order::LoadSamples) } else { staff::not_yours(turn) }
}

pub(super) fn samples_loaded(turn: &mut Turn, companies: usize) {
    let example = Action::Example(reply::example(turn.language()));
    turn.say(Body::SamplesLoaded { companies }, vec![example]);
}
