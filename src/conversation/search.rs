//! The request and its answer: partners, more of them, and why.

use super::{Asked, Change, Speech, State, Step};
use crate::domain::Language;
use crate::matching::{Asker, Found, Index, IndexError, find};
use crate::reply::{Action, Answer, Body};
use crate::understanding::{Request, Talk, Want, understand};

/// Partners in one message.
const PAGE: usize = 5;
/// Near misses shown when nobody fits.
const NEAR: usize = 3;

/// Answers a request.
pub(super) fn ask(state: &State, request: Request, text: &str, speech: Speech, index: &Index) -> Result<Step, IndexError> {
    let language = speech.answering(request.language);
    match request.talk {
        Some(Talk::NoWords) => return Ok(Step::say(speech.language(), Body::NoWords, Vec::new()).keeping_buttons(state)),
        Some(Talk::Greeting) => return Ok(super::welcome::start(Speech { fixed: Some(language), ..speech }, index)),
        Some(Talk::Chatter) => return Ok(Step::say(language, Body::Chatter, vec![Action::Help])),
        None => {}
    }
    let found = page(&request, state, 0, index)?;
    let asked = Asked { text: text.to_owned(), shown: found.matches.len() };
    Ok(answer(&request, found, 0, speech, index).with(Change::Asked(asked)))
}

/// Goes on with the last request.
pub(super) fn more(state: &State, speech: Speech, index: &Index) -> Result<Step, IndexError> {
    let Some(asked) = &state.request else { return Ok(Step::say(speech.language(), Body::NothingAsked, Vec::new())) };
    let request = understand(&asked.text, &index.vocabulary);
    let found = page(&request, state, asked.shown, index)?;
    let shown = asked.shown + found.matches.len();
    let step = answer(&request, found, asked.shown, speech, index);
    Ok(step.with(Change::Asked(Asked { text: asked.text.clone(), shown })))
}

/// All reasons for a match of the last request; the buttons stay as they are.
pub(super) fn why(state: &State, number: usize, speech: Speech, index: &Index) -> Result<Step, IndexError> {
    let Some(asked) = &state.request else { return Ok(Step::say(speech.language(), Body::NothingAsked, Vec::new())) };
    let request = understand(&asked.text, &index.vocabulary);
    let language = speech.answering(request.language);
    let found = find(&request, Asker { home: state.home }, number, 1, index)?;
    Ok(match found.matches.into_iter().next() {
        Some(found) => Step::say(language, Body::Why { name: found.name, reasons: found.reasons }, Vec::new()).keeping_buttons(state),
        None => Step::say(language, Body::NothingAsked, Vec::new()),
    })
}

/// The next partners; when nobody fits, a few near ones.
fn page(request: &Request, state: &State, skip: usize, index: &Index) -> Result<Found, IndexError> {
    let mut found = find(request, Asker { home: state.home }, skip, PAGE, index)?;
    if !found.confident {
        found.more = 0;
        found.matches.truncate(NEAR);
    }
    Ok(found)
}

fn answer(request: &Request, found: Found, skipped: usize, speech: Speech, index: &Index) -> Step {
    let vocabulary = &index.vocabulary;
    let language = speech.answering(request.language);
    let mut buttons: Vec<Action> =
        (skipped..).zip(&found.matches).map(|(number, found)| Action::Why { number, name: found.name.clone() }).collect();
    if found.more > 0 {
        buttons.push(Action::More);
    }
    let answer = Answer {
        direction: found.direction,
        wants: written(&request.wants, request),
        unwanted: unwanted(request, language, index),
        project: request.project.as_ref().map(|planned| vocabulary.projects[usize::from(planned.project)].name.clone()),
        place: request.wanted.as_ref().map(|wanted| vocabulary.places[usize::from(wanted.place)].name.clone()),
        cut: request.cut,
        confident: found.confident,
        first: skipped + 1,
        matches: found.matches,
        more: found.more,
        missing: if skipped == 0 { found.missing } else { Vec::new() },
    };
    Step::say(language, Body::Answer(Box::new(answer)), buttons)
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
