//! The other side answers, and both are told what came of it.

use super::asking::{consents, date, ready, say_lacking};
use super::{card, company, introduction, list_button, name, on_behalf_of, say, side, toast};
use crate::conversation::turn::Turn;
use crate::conversation::{search, settings};
use crate::domain::{CompanyId, IntroductionId};
use crate::matching::{Asker, IndexError, find};
use crate::registry::{Answer, Fact, Introduction, IntroductionFact, IntroductionNotice, Notice, Standing};
use crate::reply::{Action, Asked, Body, Contacts, IntroductionAction, IntroductionBody, Lacking, Listed, Next};
use crate::understanding::understand;

/// Matches among which the next best is looked for.
const NEXT_AMONG: usize = 20;

/// The request, to somebody who may answer it.
pub(super) fn asked(turn: &mut Turn, id: IntroductionId, reminder: bool) {
    let Some(introduction) = introduction(turn, id) else { return };
    let waits = introduction.standing(turn.now()) == Standing::Open && introduction.is_asked(turn.chat, &turn.registry.members);
    if !waits {
        return;
    }
    let on_behalf = introduction.acts_on_behalf(turn.chat, &turn.registry.members);
    let asked = Asked {
        id,
        asker: introduction.asker,
        card: card(turn, &introduction.from.company),
        by_chamber: introduction.on_behalf,
        on_behalf: on_behalf.then(|| name(turn, &introduction.to.company)),
        reminder,
        until: date(turn, introduction.expires()),
    };
    let buttons = if on_behalf {
        vec![IntroductionAction::AcceptFor(id), IntroductionAction::DeclineFor(id), IntroductionAction::Later(id)]
    } else {
        let [yes, later, no] = [IntroductionAction::Accept, IntroductionAction::Later, IntroductionAction::Decline];
        vec![yes(id), later(id), no(id), IntroductionAction::NotAgain(id)]
    };
    say(turn, IntroductionBody::Asked(asked), buttons);
}

/// Shows it again, because the person wants to answer it.
pub(super) fn show(turn: &mut Turn, id: IntroductionId) {
    if open(turn, id).is_some() {
        turn.leave_message();
        asked(turn, id, false);
    }
}

/// The introduction, if the person may answer it now; otherwise it is said what is so already.
fn open(turn: &mut Turn, id: IntroductionId) -> Option<Introduction> {
    let asked = introduction(turn, id).filter(|introduction| introduction.is_asked(turn.chat, &turn.registry.members));
    let Some(introduction) = asked else {
        toast(turn, IntroductionBody::Over);
        return None;
    };
    match (introduction.standing(turn.now()), introduction.answered) {
        (Standing::Open, _) => return Some(introduction),
        (_, Some(answered)) => toast(turn, IntroductionBody::Answered { by_you: answered.by == turn.chat }),
        (_, None) => toast(turn, IntroductionBody::Over),
    }
    None
}

fn record(turn: &mut Turn, introduction: &Introduction, answer: Answer) {
    let (id, language) = (introduction.id, turn.language());
    let on_behalf = introduction.acts_on_behalf(turn.chat, &turn.registry.members);
    turn.record(Fact::Introduction(IntroductionFact::Answered { id, answer, on_behalf, language }));
}

pub(super) fn accept(turn: &mut Turn, id: IntroductionId) {
    let Some(introduction) = open(turn, id) else { return };
    turn.leave_message();
    if !introduction.acts_on_behalf(turn.chat, &turn.registry.members) {
        match consents(turn) {
            Ok(()) => {}
            Err(Lacking::Consent) => {
                if !introduction.has_wished(turn.chat) {
                    turn.record(Fact::Introduction(IntroductionFact::Wished { id }));
                }
                return say(turn, IntroductionBody::ConsentFirst, vec![IntroductionAction::MyConsent]);
            }
            Err(lacking) => return say_lacking(turn, lacking),
        }
    }
    record(turn, &introduction, Answer::Accepted);
    contact(turn, id);
}

/// At the end of a turn: says yes where only consent or contact was lacking, as soon as both are there.
pub(in crate::conversation) fn fulfil(turn: &mut Turn) {
    if consents(turn).is_err() {
        return;
    }
    // It is the person's own yes, whatever else they do.
    turn.behalf = None;
    for id in turn.registry.introductions.wished_by(turn.chat, turn.now(), &turn.registry.members) {
        accept(turn, id);
    }
}

pub(super) fn later(turn: &mut Turn, id: IntroductionId) {
    let Some(introduction) = open(turn, id) else { return };
    let reminded = turn.registry.was_told(turn.chat, &Notice::Introduction(IntroductionNotice::Reminder(id)));
    if introduction.put_off(turn.chat).is_none() {
        record(turn, &introduction, Answer::Later);
    }
    let Some(introduction) = super::introduction(turn, id) else { return };
    let again = introduction.asked_again(turn.chat).filter(|_| !reminded).map(|again| date(turn, again));
    let show = IntroductionAction::Show { id, company: name(turn, &introduction.from.company) };
    let until = date(turn, introduction.expires());
    say(turn, IntroductionBody::PutOff { again, until }, vec![show, list_button()]);
}

pub(super) fn decline(turn: &mut Turn, id: IntroductionId) {
    let Some(introduction) = open(turn, id) else { return };
    record(turn, &introduction, Answer::Declined);
    say(turn, IntroductionBody::Declined, vec![list_button()]);
}

pub(super) fn not_again(turn: &mut Turn, id: IntroductionId) {
    let Some(introduction) = open(turn, id) else { return };
    record(turn, &introduction, Answer::NotAgain);
    let company = name(turn, &introduction.from.company);
    say(turn, IntroductionBody::NotAgain { company }, vec![list_button()]);
}

pub(super) fn gone(turn: &mut Turn, id: IntroductionId) {
    let Some(introduction) = introduction(turn, id) else { return };
    let company = name(turn, &introduction.from.company);
    say(turn, IntroductionBody::Gone { company }, vec![list_button()]);
}

/// The other side of an accepted introduction.
pub(super) fn contact(turn: &mut Turn, id: IntroductionId) {
    let accepted = introduction(turn, id).filter(|introduction| introduction.standing(turn.now()) == Standing::Accepted);
    let Some(introduction) = accepted.filter(|introduction| introduction.is_between(turn.chat)) else {
        return toast(turn, IntroductionBody::Over);
    };
    turn.leave_message();
    if let Some(contacts) = contacts(turn, &introduction) {
        say(turn, IntroductionBody::Contact(Box::new(contacts)), vec![list_button()]);
    }
}

fn contacts(turn: &Turn, introduction: &Introduction) -> Option<Contacts> {
    let answered = introduction.answered?;
    let asks = introduction.asker == turn.chat;
    let (own, other) = if asks { (&introduction.from, &introduction.to) } else { (&introduction.to, &introduction.from) };
    // Whom a chamber acts for has only what the list says; whoever acts for it passes on what they learn.
    let (through_chamber, acts) =
        if asks { (answered.on_behalf, introduction.on_behalf) } else { (introduction.on_behalf, answered.on_behalf) };
    let person = (!through_chamber).then_some(if asks { answered.by } else { introduction.asker });
    let other = company(turn, &other.company);
    let listed = other.as_ref().filter(|_| person.is_none());
    Some(Contacts {
        id: introduction.id,
        viewer: turn.chat,
        own: name(turn, &own.company),
        person,
        listed: listed.map(|company| Listed { phone: company.phone.clone(), email: company.email.clone() }),
        company: other.as_ref().map(|company| company.name.clone()).unwrap_or_default(),
        city: other.map(|company| super::city(turn, &company)).unwrap_or_default(),
        by_chamber: !asks && introduction.on_behalf,
        on_behalf: acts,
        language: if asks { answered.language } else { introduction.language },
    })
}

/// To the asker: what came of it.
pub(super) fn settled(turn: &mut Turn, id: IntroductionId) -> Result<(), IndexError> {
    let Some(introduction) = introduction(turn, id) else { return Ok(()) };
    if introduction.standing(turn.now()) == Standing::Accepted {
        contact(turn, id);
        return Ok(());
    }
    let (next, mut buttons) = match next_best(turn, id)? {
        None => (None, Vec::new()),
        Some((next, ask)) => (Some(Box::new(next)), vec![ask]),
    };
    buttons.extend([IntroductionAction::SearchOn(id), list_button()]);
    say(turn, IntroductionBody::NotThisTime { asked: date(turn, introduction.at), next }, buttons);
    Ok(())
}

/// The request by which the company of an introduction was found; the last request, where it is not known.
fn request_of(turn: &Turn, id: IntroductionId) -> Option<String> {
    let kept = turn.state.personal.grounds.get(&id).map(|grounds| grounds.request.clone()).filter(|request| !request.is_empty());
    kept.or_else(|| turn.request().map(|asked| asked.text.clone()))
}

/// The best company of that request that can be asked now.
fn next_best(turn: &Turn, id: IntroductionId) -> Result<Option<(Next, IntroductionAction)>, IndexError> {
    // In the name of a company only while the person acts for it.
    let acting = turn.acting();
    if on_behalf_of(turn, id) != acting {
        return Ok(None);
    }
    let (Some(text), Ok(own)) = (request_of(turn, id), ready(turn)) else { return Ok(None) };
    let (request, own) = (understand(&text, &turn.index.vocabulary), side(turn, &own));
    let found = find(&request, Asker { home: settings::side(turn), ..Asker::default() }, 0, NEXT_AMONG, turn.index)?;
    if !found.confident {
        return Ok(None);
    }
    let can_be_asked =
        |company: &CompanyId| turn.registry.introductions.hindrance(turn.chat, &own, company, acting.is_some(), turn.now()).is_none();
    let next = found.matches.into_iter().find(|found| can_be_asked(&found.id));
    Ok(next.map(|found| {
        let next = Next {
            name: found.name.clone(),
            city: turn.index.vocabulary.city_in(&found.city, turn.language()),
            reason: found.reasons.into_iter().next(),
        };
        (next, IntroductionAction::Ask { company: found.id, name: found.name })
    }))
}

/// Goes on with the request by which the company was found.
pub(super) fn search_on(turn: &mut Turn, id: IntroductionId) -> Result<(), IndexError> {
    turn.leave_message();
    match request_of(turn, id) {
        None => turn.say(Body::NothingAsked, vec![Action::Help]),
        Some(text) if turn.request().is_some_and(|asked| asked.text == text) => return search::more(turn),
        Some(text) => return search::ask(turn, &text),
    }
    Ok(())
}
