//! What a person sets for themselves: the language of answers, the side on which they are.

use super::turn::Turn;
use super::{Change, news, partners};
use crate::domain::{Language, Region};
use crate::reply::{Action, Body};
use crate::understanding::understand;

pub(super) fn language(turn: &mut Turn, wanted: &str) {
    match wanted.parse() {
        Ok(language) => choose_language(turn, Some(language)),
        Err(_) => {
            let choices = Language::ALL.map(Some).into_iter().chain([None]).map(Action::Language).collect();
            turn.say(Body::AskLanguage, choices);
        }
    }
}

pub(super) fn choose_language(turn: &mut Turn, language: Option<Language>) {
    turn.change(Change::LanguageChosen(language));
    turn.say_in(language.unwrap_or(turn.language()), Body::LanguageChosen(language), Vec::new());
}

pub(super) fn home(turn: &mut Turn, wanted: &str) {
    match turn.index.vocabulary.region_of(wanted) {
        Some(region) => choose_home(turn, Some(region)),
        None => {
            let choices = [Some(Region::Lipetsk), Some(Region::Sughd), None].map(Action::Home).to_vec();
            turn.say(Body::AskHome, choices);
        }
    }
}

/// Takes a place that is typed when the side was asked for, and nothing with it, as the answer.
pub(super) fn place_alone(turn: &mut Turn, text: &str) -> bool {
    let asked = turn.state.panels.back().is_some_and(|panel| panel.buttons.iter().any(|button| matches!(button, Action::Home(_))));
    if !asked {
        return false;
    }
    let request = understand(text, &turn.index.vocabulary);
    let asks_nothing = request.wants.is_empty() && request.unwanted.is_empty() && request.project.is_none();
    let region = request.wanted(None).filter(|_| asks_nothing).and_then(|wanted| wanted.region);
    region.inspect(|&region| choose_home(turn, Some(region))).is_some()
}

pub(super) fn choose_home(turn: &mut Turn, home: Option<Region>) {
    turn.change(Change::HomeChosen(home));
    if turn.registry.listings.is_reader(turn.chat) {
        news::settle(turn);
    }
    turn.say(Body::HomeChosen(home), Vec::new());
}

/// The side on which the person is: the one chosen, else that of their company. Whoever acts for a company is on its side.
pub(super) fn side(turn: &Turn) -> Option<Region> {
    let chosen = turn.state.home.filter(|_| turn.acting().is_none());
    chosen.or_else(|| turn.index.vocabulary.region_of(&partners::company(turn)?.city))
}
