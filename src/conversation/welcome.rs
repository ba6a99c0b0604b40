//! Greeting, help, and the sample list for those who only want to look.

use super::{Order, Speech, Step};
use crate::domain::Language;
use crate::matching::Index;
use crate::reply::{self, Action, Body};

/// A list shorter than this is offered company by the invented samples.
const SMALL_LIST: usize = 100;

pub(super) fn start(speech: Speech, index: &Index) -> Step {
    let companies = usize::try_from(index.len()).unwrap_or(usize::MAX);
    let offer_samples = companies < SMALL_LIST;
    let mut buttons = vec![Action::Example(reply::example(speech.language()))];
    buttons.extend(Language::ALL.map(|language| Action::Language(Some(language))));
    if offer_samples {
        buttons.push(Action::LoadSamples);
    }
    buttons.push(Action::Help);
    Step::say(speech.language(), Body::Welcome { companies, offer_samples }, buttons)
}

pub(super) fn help(speech: Speech) -> Step {
    Step::say(speech.language(), Body::Help, Vec::new())
}

pub(super) fn unknown_command(speech: Speech, command: &str) -> Step {
    Step::say(speech.language(), Body::UnknownCommand { command: format!("/{command}") }, Vec::new())
}

pub(super) fn load_samples() -> Step {
    Step { orders: vec![Order::LoadSamples], ..Step::default() }
}

pub(super) fn samples_loaded(speech: Speech, companies: usize) -> Step {
    let language = speech.language();
    Step::say(language, Body::SamplesLoaded { companies }, vec![Action::Example(reply::example(language))])
}
