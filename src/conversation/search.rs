//! The request and its answer: partners, more of them, and why.

use super::turn::Turn;
use super::{Asked, Change};
use crate::domain::Language;
use crate::matching::{Asker, Found, Index, IndexError, find};
use crate::reply::{Action, Answer, Body};
use crate::understanding::{Request, Talk, Want, understand};

/// Partners in one message.
const PAGE: usize = 5;
/// Near misses shown when nobody fits.
const NEAR: usize = 3;

/// Answers a request.
pub(super) fn ask(turn: &mut Turn, text: &str) -> Result<(), IndexError> {
    let request = understand(text, &turn.index.vocabulary);
    let language = turn.answering(request.language);
    match request.talk {
        Some(Talk::NoWords) => turn.say(Body::NoWords, Vec::new()),
        Some(Talk::Greeting) => {
            turn.sender.language = Some(language);
            super::welcome::start(turn);
        }
        Some(Talk::Chatter) => turn.say_in(language, Body::Chatter, vec![Action::Help]),
        None => {
            turn.change(Change::Asked(Asked { text: text.to_owned(), ..Asked::default() }));
            return page(turn, &request);
        }
    }
    Ok(())
}

/// Goes on with the last request.
pub(super) fn more(turn: &mut Turn) -> Result<(), IndexError> {
    let Some(asked) = &turn.state.request else {
        turn.say(Body::NothingAsked, Vec::new());
        return Ok(());
    };
    let request = understand(&asked.text, &turn.index.vocabulary);
    page(turn, &request)
}

/// All reasons for a match of the last request.
pub(super) fn why(turn: &mut Turn, number: usize) -> Result<(), IndexError> {
    turn.leave_message();
    let Some(asked) = &turn.state.request else {
        turn.say(Body::NothingAsked, Vec::new());
        return Ok(());
    };
    let request = understand(&asked.text, &turn.index.vocabulary);
    let language = turn.answering(request.language);
    let found = find(&request, Asker { home: turn.state.home }, number, 1, turn.index)?;
    match found.matches.into_iter().next() {
        Some(found) => turn.say_in(language, Body::Why { name: found.name, reasons: found.reasons }, Vec::new()),
        None => turn.say_in(language, Body::NothingAsked, Vec::new()),
    }
    Ok(())
}

/// The next partners; when nobody fits, a few near ones.
fn page(turn: &mut Turn, request: &Request) -> Result<(), IndexError> {
    let asked = turn.state.request.clone().unwrap_or_default();
    let skip = asked.shown;
    let mut found = find(request, Asker { home: turn.state.home }, skip, PAGE, turn.index)?;
    if !found.confident {
        found.more = 0;
        found.matches.truncate(NEAR);
    }
    turn.change(Change::Asked(Asked { shown: skip + found.matches.len(), ..asked }));
    answer(turn, request, found, skip);
    Ok(())
}

fn answer(turn: &mut Turn, request: &Request, found: Found, skipped: usize) {
    let vocabulary = &turn.index.vocabulary;
    let language = turn.answering(request.language);
    let mut buttons: Vec<Action> =
        (skipped..).zip(&found.matches).map(|(number, found)| Action::Why { number, name: found.name.clone() }).collect();
    if found.more > 0 {
        buttons.push(Action::More);
    }
    let answer = Answer {
        direction: found.direction,
        wants: written(&request.wants, request),
        unwanted: unwanted(request, language, turn.index),
        project: request.project.as_ref().map(|planned| vocabulary.projects[usize::from(planned.project)].name.clone()),
        place: request.wanted.as_ref().map(|wanted| vocabulary.places[usize::from(wanted.place)].name.clone()),
        cut: request.cut,
        confident: found.confident,
        first: skipped + 1,
        matches: found.matches,
        more: found.more,
        missing: if skipped == 0 { found.missing } else { Vec::new() },
    };
    turn.say_in(language, Body::Answer(Box::new(answer)), buttons);
}
/// What is not wanted, things as written and places by name.
fn unwanted(request: &Request, language: Language, index: &Index) -> Vec<String> {
    let place = |&place: &u16| index.vocabulary.places[usize::from(place)].name.get(language).to_owned();
    written(&request.unwanted, request).into_iter().chain(request.unwanted_places.iter().map(place)).collect()
}

/// Wants as the person wrote them.
fn written(wants: &[Want], request: &Request) -> Vec<String> {
    let span = |want: &Want| {
        // With the weak words that belong to what was meant: "medical equipment".
        let meant = want.meanings.first().map(|meaning| meaning.words.as_slice()).unwrap_or_default();
        let words = || want.words.iter().chain(&want.purpose).chain(meant).filter_map(|&at| request.words.get(at));
        let (start, end) = (words().map(|word| word.start).min()?, words().map(|word| word.end).max()?);
        request.text.get(start..end).map(str::to_owned)
    };
    wants.iter().filter_map(span).collect()
}
