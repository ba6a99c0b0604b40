//! The request and its answer: partners, more of them, why, and not this one.

use super::partners::{self, Sought};
use super::turn::Turn;
use super::{Asked, Change, clerk, matches, report, saved, settings, tasks};
use crate::domain::{CompanyId, Texts};
use crate::matching::{Asker, Found, IndexError, Match, choices, find};
use crate::registry::ListingKind;
use crate::reply::{
    Action, Answer, Body, Filter, IntroductionAction, Leaf, ListingAction, NEAR, PartnerCard, Pick, ReportAction, SearchAction, SearchBody,
    Subject, TaskAction,
};
use crate::understanding::{Direction, Request, Talk, understand};

/// Partners in one message.
const PAGE: usize = 5;

/// Answers a request.
pub(super) fn ask(turn: &mut Turn, text: &str) -> Result<(), IndexError> {
    let request = understand(text, &turn.index.vocabulary);
    let language = turn.answering(request.language);
    match request.talk {
        Some(Talk::Greeting) => {
            turn.sender.language = Some(language);
            super::welcome::start(turn);
        }
        Some(talk) => super::welcome::talk(turn, talk, language),
        None if request.vague && !is_found(turn, &request)? => turn.say_in(language, Body::Vague, vec![Action::Help]),
        None => {
            let number = turn.state.request.as_ref().map_or(0, |asked| asked.number) + 1;
            let on_behalf = turn.acting();
            turn.change(Change::Asked(Asked { number, text: text.to_owned(), on_behalf, ..Asked::default() }));
            match page_of(turn, number, 0, None)? {
                Fit::Nobody => tasks::found_nobody(turn, &request),
                Fit::Somebody { companies } => tasks::found(turn, companies),
                Fit::Named => {}
            }
        }
    }
    Ok(())
}

/// Whether anybody is found all the same, as by a name that consists of common words.
fn is_found(turn: &Turn, request: &Request) -> Result<bool, IndexError> {
    let asker = Asker { home: settings::side(turn), ..Asker::default() };
    Ok(find(request, asker, 0, 1, turn.index)?.confident)
}

/// Goes on with the last request.
pub(super) fn more(turn: &mut Turn) -> Result<(), IndexError> {
    match turn.request().map(|asked| (asked.number, asked.shown)) {
        Some((number, shown)) => page(turn, number, shown, None),
        None => {
            turn.say(Body::NothingAsked, Vec::new());
            Ok(())
        }
    }
}

pub(super) fn press(turn: &mut Turn, action: &SearchAction) -> Result<(), IndexError> {
    match action {
        SearchAction::Page { subject, from, .. } => return show(turn, *subject, *from, None),
        SearchAction::Why(card) => return why(turn, card),
        SearchAction::Save(card) => saved::save(turn, &card.company),
        SearchAction::Unsave(card) => saved::remove(turn, card),
        SearchAction::Dismiss(card) => return dismiss(turn, card),
        SearchAction::Restore { card, name } => return restore(turn, card, name),
        SearchAction::AskPlace { request } => return ask_to_narrow(turn, *request, true),
        SearchAction::AskSector { request } => return ask_to_narrow(turn, *request, false),
        SearchAction::Narrow { request, pick, .. } => return narrow(turn, *request, |filter| filter.set(pick)),
        SearchAction::Widen { request } => return narrow(turn, *request, |filter| *filter = Filter::default()),
    }
    Ok(())
}

/// The companies of a subject after so many.
fn show(turn: &mut Turn, subject: Subject, from: usize, dismissed: Option<(PartnerCard, String)>) -> Result<(), IndexError> {
    match subject {
        Subject::Request(number) => page(turn, number, from, dismissed),
        Subject::Own(_) => matches::page(turn, from, dismissed),
        Subject::Saved => {
            saved::page(turn, from);
            Ok(())
        }
        Subject::Listing(_) => super::news::again(turn, dismissed),
    }
}

/// All reasons for a company; where it is no answer any more, what the list says of it.
fn why(turn: &mut Turn, card: &PartnerCard) -> Result<(), IndexError> {
    turn.leave_message();
    let Some(company) = turn.world.directory.company(&card.company) else {
        turn.say(Body::Search(SearchBody::Gone), vec![back_to(card)]);
        return Ok(());
    };
    let sought = Sought::of(turn, card.subject);
    let language = sought.as_ref().map_or(turn.language(), |sought| turn.answering(sought.request.language));
    let found = sought.map(|sought| sought.the_one(turn, &card.company)).transpose()?.flatten();
    let mut buttons = vec![
        Action::Introduction(IntroductionAction::Ask { company: card.company.clone(), name: company.name.clone() }),
        Action::Search(SearchAction::Save(PartnerCard { number: None, ..card.clone() })),
    ];
    buttons.extend(found.is_some().then(|| Action::Report(ReportAction::Card(card.clone()))));
    buttons.push(back_to(card));
    buttons.extend(clerk::button(turn, &card.company));
    let body = match found {
        Some((found, _)) => Body::Why { name: found.name, reasons: found.reasons },
        None => Body::Search(SearchBody::About(Box::new(partners::about(turn, company, language)))),
    };
    turn.say_in(language, body, buttons);
    Ok(())
}

fn back_to(card: &PartnerCard) -> Action {
    Action::Search(SearchAction::Page { subject: card.subject, from: card.from, leaf: Leaf::List })
}

/// "Not this": the next one comes in its place.
fn dismiss(turn: &mut Turn, card: &PartnerCard) -> Result<(), IndexError> {
    let name = name_of(turn, &card.company);
    match card.subject {
        Subject::Request(number) => {
            let Some(asked) = turn.state.request(number).cloned() else { return gone(turn) };
            let mut dismissed = asked.dismissed.clone();
            if dismissed.insert(card.company.clone()) {
                turn.change(Change::Asked(Asked { dismissed, ..asked }));
            }
        }
        Subject::Saved => return Ok(()),
        Subject::Own(_) | Subject::Listing(_) => turn.change(Change::Passed(card.company.clone())),
    }
    show(turn, card.subject, card.from, Some((card.clone(), name)))
}

/// Takes "not this" back.
fn restore(turn: &mut Turn, card: &PartnerCard, name: &str) -> Result<(), IndexError> {
    match card.subject {
        Subject::Request(number) => {
            let Some(asked) = turn.state.request(number).cloned() else { return gone(turn) };
            let mut dismissed = asked.dismissed.clone();
            if dismissed.remove(&card.company) {
                turn.change(Change::Asked(Asked { dismissed, ..asked }));
            }
        }
        Subject::Saved => return Ok(()),
        Subject::Listing(_) => {
            turn.change(Change::Unpassed(card.company.clone()));
            turn.toast(Body::Search(SearchBody::Restored { name: name.to_owned() }));
            return Ok(());
        }
        Subject::Own(_) => turn.change(Change::Unpassed(card.company.clone())),
    }
    show(turn, card.subject, card.from, None)
}

pub(super) fn name_of(turn: &Turn, company: &CompanyId) -> String {
    turn.world.directory.company(company).map_or_else(|| company.0.clone(), |company| company.name)
}

/// The request of a button is too long ago.
fn gone(turn: &mut Turn) -> Result<(), IndexError> {
    turn.toast(Body::OldButton);
    Ok(())
}

/// Offers the places or sectors of all that answer.
fn ask_to_narrow(turn: &mut Turn, request: u64, place: bool) -> Result<(), IndexError> {
    let Some(sought) = Sought::of(turn, Subject::Request(request)) else { return gone(turn) };
    let found = choices(&sought.request, sought.asker(turn), turn.index)?;
    let narrow = |pick: Pick, name: Texts, companies: usize| Action::Search(SearchAction::Narrow { request, pick, name, companies });
    let mut buttons: Vec<Action> = match place {
        true => found.places.into_iter().map(|place| narrow(Pick::Place(place.id), place.name, place.companies)).collect(),
        false => found.sectors.into_iter().map(|sector| narrow(Pick::Sector(sector.id), sector.name, sector.companies)).collect(),
    };
    buttons.push(Action::Search(SearchAction::Page { subject: Subject::Request(request), from: 0, leaf: Leaf::List }));
    let body = Body::Search(if place { SearchBody::AskPlace } else { SearchBody::AskSector });
    turn.say_in(turn.answering(sought.request.language), body, buttons);
    Ok(())
}

fn narrow(turn: &mut Turn, request: u64, change: impl Fn(&mut Filter)) -> Result<(), IndexError> {
    let Some(mut asked) = turn.state.request(request).cloned() else { return gone(turn) };
    change(&mut asked.filter);
    turn.change(Change::Asked(asked));
    page(turn, request, 0, None)
}

/// Whether anybody fits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Somebody {
        companies: usize,
    },
    Nobody,
    /// A company was asked for by its name, which is no request for partners.
    Named,
}

impl Fit {
    fn of(found: &Found) -> Fit {
        match found.direction {
            Direction::Name => Fit::Named,
            _ if found.confident => Fit::Somebody { companies: found.matches.len() + found.more },
            _ => Fit::Nobody,
        }
    }
}

fn page(turn: &mut Turn, number: u64, from: usize, dismissed: Option<(PartnerCard, String)>) -> Result<(), IndexError> {
    page_of(turn, number, from, dismissed).map(|_| ())
}

/// Partners after so many; when nobody fits, a few near ones.
fn page_of(turn: &mut Turn, number: u64, from: usize, dismissed: Option<(PartnerCard, String)>) -> Result<Fit, IndexError> {
    let subject = Subject::Request(number);
    let (Some(asked), Some(sought)) = (turn.state.request(number).cloned(), Sought::of(turn, subject)) else {
        gone(turn)?;
        return Ok(Fit::Named);
    };
    let mut found = sought.find(turn, from, PAGE)?;
    let fit = Fit::of(&found);
    if !found.confident {
        found.more = 0;
        found.matches.truncate(NEAR);
    } else if found.direction == Direction::Project {
        found.matches = by_arm(found.matches);
    }
    if from > 0 || !asked.filter.is_empty() {
        found.missing.clear();
    }
    turn.change(Change::Asked(Asked { shown: from + found.matches.len(), ..asked.clone() }));
    let buttons = buttons(turn, &found, &asked, from, dismissed.as_ref());
    let answer = answer(turn, &sought.request, &asked.filter, found, from, dismissed.map(|(_, name)| name));
    turn.say_in(turn.answering(sought.request.language), Body::Answer(Box::new(answer)), buttons);
    Ok(fit)
}

/// Companies for the same arm of a project together, each arm where its best one stands.
fn by_arm(matches: Vec<Match>) -> Vec<Match> {
    let mut arms: Vec<(Option<Texts>, Vec<Match>)> = Vec::new();
    for found in matches {
        let arm = found.arm().cloned();
        match arms.iter_mut().find(|(known, _)| *known == arm) {
            Some((_, companies)) => companies.push(found),
            None => arms.push((arm, vec![found])),
        }
    }
    // What is for no arm comes last.
    arms.sort_by_key(|(arm, _)| arm.is_none());
    arms.into_iter().flat_map(|(_, companies)| companies).collect()
}

/// The buttons under an answer: of each company, then of the whole.
fn buttons(turn: &Turn, found: &Found, asked: &Asked, from: usize, dismissed: Option<&(PartnerCard, String)>) -> Vec<Action> {
    let subject = Subject::Request(asked.number);
    let mut buttons: Vec<Action> =
        (1..).zip(&found.matches).flat_map(|(number, found)| partners::buttons(found, number, subject, from, &turn.state)).collect();
    let mut search = |action: SearchAction| buttons.push(Action::Search(action));
    if found.more > 0 {
        search(SearchAction::Page { subject, from: from + found.matches.len(), leaf: Leaf::Next });
    }
    if from > 0 {
        search(SearchAction::Page { subject, from: (from - 1) / PAGE * PAGE, leaf: Leaf::Previous });
    }
    if let Some((card, name)) = dismissed {
        search(SearchAction::Restore { card: card.clone(), name: name.clone() });
    }
    let request = asked.number;
    let several = found.confident && from + found.matches.len() + found.more > 1;
    if several && asked.filter.place.is_none() {
        search(SearchAction::AskPlace { request });
    }
    if several && asked.filter.sector.is_none() {
        search(SearchAction::AskSector { request });
    }
    if !asked.filter.is_empty() {
        search(SearchAction::Widen { request });
    }
    buttons.extend(report::button(found, request));
    buttons.extend(to_tell(turn, found, request));
    if Fit::of(found) == Fit::Nobody && tasks::can_be_asked(turn) {
        buttons.push(Action::Task(TaskAction::Ask { request }));
    }
    buttons
}

/// What the person can let be known: their need or offer to others, or their wish to Hamkor.
fn to_tell(turn: &Turn, found: &Found, request: u64) -> Option<Action> {
    let kind = if found.direction == Direction::Sell { ListingKind::Offer } else { ListingKind::Need };
    let is_member = turn.company().is_some();
    match (found.direction, is_member) {
        (Direction::Name, _) => None,
        (Direction::Sell, true) => Some(Action::Listing(ListingAction::Publish { request, kind, tell: false })),
        // Of new partners for a company for which a clerk acts nobody could be told.
        (_, true) => Some(Action::Listing(ListingAction::Publish { request, kind, tell: !found.confident && turn.acting().is_none() })),
        (_, false) if !found.confident || !found.missing.is_empty() => Some(Action::Listing(ListingAction::Watch { request })),
        (_, false) => None,
    }
}

fn answer(turn: &Turn, request: &Request, filter: &Filter, found: Found, from: usize, dismissed: Option<String>) -> Answer {
    let vocabulary = &turn.index.vocabulary;
    let language = turn.answering(request.language);
    let place = filter.place.as_ref().and_then(|id| vocabulary.places.iter().find(|place| place.id == *id)).map(|place| place.name.clone());
    let sector = filter.sector.as_ref().and_then(|id| vocabulary.index_of(id)).map(|sector| vocabulary.sector(sector).name.clone());
    Answer {
        only: place.into_iter().chain(sector).collect(),
        dismissed,
        first: from + 1,
        ..Answer::new(request, found, language, vocabulary)
    }
}
