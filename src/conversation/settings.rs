//! What a person sets for themselves: the language of answers, the side on which they are.

use super::{Change, Speech, Step};
use crate::domain::{Language, Region};
use crate::matching::Index;
use crate::reply::{Action, Body};

pub(super) fn language(speech: Speech, wanted: &str) -> Step {
    match wanted.parse() {
        Ok(language) => choose_language(speech, Some(language)),
        Err(_) => {
            let choices = Language::ALL.map(Some).into_iter().chain([None]).map(Action::Language).collect();
            Step::say(speech.language(), Body::AskLanguage, choices)
        }
    }
}

pub(super) fn choose_language(speech: Speech, language: Option<Language>) -> Step {
    let said_in = language.unwrap_or(speech.language());
    Step::say(said_in, Body::LanguageChosen(language), Vec::new()).with(Change::LanguageChosen(language))
}

pub(super) fn home(speech: Speech, wanted: &str, index: &Index) -> Step {
    match index.vocabulary.region_of(wanted) {
        Some(region) => choose_home(speech, Some(region)),
        None => {
            let choices = [Some(Region::Lipetsk), Some(Region::Sughd), None].map(Action::Home).to_vec();
            Step::say(speech.language(), Body::AskHome, choices)
        }
    }
}

pub(super) fn choose_home(speech: Speech, home: Option<Region>) -> Step {
    Step::say(speech.language(), Body::HomeChosen(home), Vec::new()).with(Change::HomeChosen(home))
}
