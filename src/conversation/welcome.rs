//! Greeting, help, and the sample list for those who only want to look.

use super::turn::Turn;
use crate::domain::Language;
use crate::reply::{self, Action, Body};

/// A list shorter than this is offered company by the invented samples.
const SMALL_LIST: usize = 100;

pub(super) fn start(turn: &mut Turn) {
    let companies = usize::try_from(turn.index.len()).unwrap_or(usize::MAX);
    let offer_samples = companies < SMALL_LIST && turn.is_moderator();
    let mut buttons = vec![Action::Example(reply::example(turn.language()))];
    buttons.extend(Language::ALL.map(|language| Action::Language(Some(language))));
    if offer_samples {
        buttons.push(Action::LoadSamples);
    }
    buttons.push(Action::Help);
    turn.say(Body::Welcome { companies, offer_samples }, buttons);
}

pub(super) fn help(turn: &mut Turn) {
    turn.say(Body::Help { moderator: turn.is_moderator() }, Vec::new());
}

pub(super) fn unknown_command(turn: &mut Turn, command: &str) {
    turn.say(Body::UnknownCommand { command: format!("/{command}"), moderator: turn.is_moderator() }, Vec::new());
}

pub(super) fn samples_loaded(turn: &mut Turn, companies: usize) {
    let example = Action::Example(reply::example(turn.language()));
    turn.say(Body::SamplesLoaded { companies }, vec![example]);
}
