//! Asking to be introduced: who may, the line of why, what the other side will see, sending.

use jiff::civil::Date;

use super::{IntroductionForm, card, list_button, name, say, side, toast, visible};
use crate::conversation::reach::holds_contact;
use crate::conversation::turn::Turn;
use crate::conversation::{Change, Form, settings};
use crate::domain::{CompanyId, Evidence, Grounds, Region};
use crate::matching::{Asker, IndexError, Reason, ReasonKind, find};
use crate::registry::{ASKED_A_DAY, Fact, Hindrance, IntroductionFact, OPEN_INTRODUCTIONS, Side, calendar};
use crate::reply::{Hindered, IntroductionAction, IntroductionBody, LINE_CHARACTERS, Lacking};
use crate::understanding::text::clean;
use crate::understanding::understand;

/// Reasons that the other side is shown.
const EVIDENCE: usize = 3;

pub(super) fn begin(turn: &mut Turn, id: &CompanyId) -> Result<(), IndexError> {
    turn.leave_message();
    let Some(company) = visible(turn, id) else {
        say(turn, IntroductionBody::NoCompany, vec![list_button()]);
        return Ok(());
    };
    if may_ask(turn, id).is_none() {
        return Ok(());
    }
    let grounds = grounds(turn, id)?;
    ask_line(turn, IntroductionForm::Line { company: id.clone(), name: company.name, grounds });
    Ok(())
}

/// The person's own side, when nothing is in the way; otherwise it is said what is.
fn may_ask(turn: &mut Turn, id: &CompanyId) -> Option<Side> {
    let own = match ready(turn) {
        Ok(own) => own,
        Err(lacking) => {
            say_lacking(turn, lacking);
            return None;
        }
    };
    let own = side(turn, &own);
    match turn.registry.introductions.hindrance(turn.chat, &own, id, turn.acting().is_some(), turn.now()) {
        None => Some(own),
        Some(hindrance) => {
            say_hindrance(turn, hindrance);
            None
        }
    }
}

/// The company for which the person speaks, when they also let others know how they are reached; or that for which they act, whose
/// signed consent lies at the chamber.
pub(super) fn ready(turn: &Turn) -> Result<CompanyId, Lacking> {
    if let Some(company) = turn.acting() {
        return Ok(company);
    }
    let own = turn.registry.members.company_of(turn.chat).ok_or(Lacking::Company)?;
    consents(turn).map(|()| own.clone())
}

/// Whether the person has agreed that their contact is passed on, and there is one.
pub(super) fn consents(turn: &Turn) -> Result<(), Lacking> {
    turn.registry.members.consent(turn.chat).ok_or(Lacking::Consent)?;
    turn.state.personal.contact.as_ref().map(|_| ()).ok_or(Lacking::Contact)
}

pub(super) fn say_lacking(turn: &mut Turn, lacking: Lacking) {
    let button = match lacking {
        Lacking::Company => IntroductionAction::MyCompany,
        Lacking::Consent | Lacking::Contact => IntroductionAction::MyConsent,
    };
    say(turn, IntroductionBody::Lacking(lacking), vec![button]);
}

fn say_hindrance(turn: &mut Turn, hindrance: Hindrance) {
    let until = |turn: &Turn, id| super::introduction(turn, id).map_or_else(|| date(turn, turn.now()), |open| date(turn, open.expires()));
    let hindered = match hindrance {
        Hindrance::Own => Hindered::Own,
        Hindrance::Asked(id) => Hindered::Asked { until: until(turn, id) },
        Hindrance::Waiting(id) => return super::answering::show(turn, id),
        Hindrance::Known(id) => {
            let Some(introduction) = super::introduction(turn, id) else { return };
            let company = name(turn, &introduction.to.company);
            say(turn, IntroductionBody::Hindered(Hindered::Known), vec![IntroductionAction::Contact { id, company }, list_button()]);
            return;
        }
        Hindrance::NotYet(again) => Hindered::NotYet { again: date(turn, again) },
        Hindrance::DayIsFull => Hindered::DayIsFull { limit: ASKED_A_DAY },
        Hindrance::TooManyOpen => Hindered::TooManyOpen { limit: OPEN_INTRODUCTIONS },
    };
    let searches = turn.request().is_some();
    let mut buttons = vec![list_button()];
    buttons.extend(searches.then_some(IntroductionAction::More));
    say(turn, IntroductionBody::Hindered(hindered), buttons);
}

/// The day on the person's own side.
pub(super) fn date(turn: &Turn, at: jiff::Timestamp) -> Date {
    let own = turn.company().map(|own| side(turn, &own));
    let region = own.and_then(|own| own.region).or(turn.state.home).unwrap_or(Region::Lipetsk);
    calendar::local(at, region).date()
}

/// The request and where it meets the company.
fn grounds(turn: &Turn, id: &CompanyId) -> Result<Grounds, IndexError> {
    let Some(asked) = turn.request() else { return Ok(Grounds::default()) };
    let request = understand(&asked.text, &turn.index.vocabulary);
    let asker = Asker { home: settings::side(turn), only: Some(id), ..Asker::default() };
    let Some(found) = find(&request, asker, 0, 1, turn.index)?.matches.into_iter().next() else { return Ok(Grounds::default()) };
    let evidence = found.reasons.into_iter().filter_map(|reason| evidence(turn, reason)).take(EVIDENCE).collect();
    Ok(Grounds { request: asked.text.clone(), evidence })
}

fn evidence(turn: &Turn, reason: Reason) -> Option<Evidence> {
    let says_nothing = matches!(reason.kind, ReasonKind::Name | ReasonKind::City) || holds_contact(turn, &reason.request);
    (!says_nothing).then_some(Evidence { request: reason.request, company: reason.company, bridge: reason.bridge })
}

fn ask_line(turn: &mut Turn, form: IntroductionForm) {
    let IntroductionForm::Line { name, grounds, .. } = &form else { return };
    let (company, may_skip) = (name.clone(), !grounds.request.is_empty());
    turn.form(Some(Form::Introduction(form)));
    let mut buttons = vec![IntroductionAction::Cancel];
    if may_skip {
        buttons.insert(0, IntroductionAction::Skip);
    }
    say(turn, IntroductionBody::AskLine { company, may_skip }, buttons);
}

pub(super) fn line(turn: &mut Turn, company: CompanyId, name: String, grounds: Grounds, text: &str) {
    let line = clean(text);
    let characters = line.chars().count();
    if line.is_empty() {
        ask_line(turn, IntroductionForm::Line { company, name, grounds });
    } else if characters > LINE_CHARACTERS {
        say(turn, IntroductionBody::LineTooLong { characters }, vec![IntroductionAction::Cancel]);
    } else if holds_contact(turn, &line) {
        say(turn, IntroductionBody::LineWithContact, vec![IntroductionAction::Cancel]);
    } else {
        preview(turn, IntroductionForm::Preview { company, name, grounds, line });
    }
}

fn preview(turn: &mut Turn, form: IntroductionForm) {
    let own = match ready(turn) {
        Ok(own) => own,
        Err(lacking) => return say_lacking(turn, lacking),
    };
    let IntroductionForm::Preview { grounds, line, .. } = &form else { return };
    let by_chamber = turn.acting().is_some();
    let body = IntroductionBody::Preview { asker: card(turn, &own), by_chamber, line: line.clone(), evidence: grounds.evidence.clone() };
    turn.form(Some(Form::Introduction(form)));
    say(turn, body, vec![IntroductionAction::Send, IntroductionAction::Rewrite, IntroductionAction::Cancel]);
}

/// The request itself is the line of why.
pub(super) fn skip(turn: &mut Turn) {
    match turn.state.form.clone() {
        Some(Form::Introduction(IntroductionForm::Line { company, name, grounds })) if !grounds.request.is_empty() => {
            let line: String = grounds.request.chars().take(LINE_CHARACTERS).collect();
            self::line(turn, company, name, grounds, &line);
        }
        Some(Form::Introduction(form @ IntroductionForm::Line { .. })) => ask_line(turn, form),
        Some(Form::Introduction(form @ IntroductionForm::Preview { .. })) => preview(turn, form),
        _ => toast(turn, IntroductionBody::NothingToSend),
    }
}

/// Back to the line of why.
pub(super) fn back(turn: &mut Turn) {
    match turn.state.form.clone() {
        Some(Form::Introduction(
            IntroductionForm::Line { company, name, grounds } | IntroductionForm::Preview { company, name, grounds, .. },
        )) => {
            ask_line(turn, IntroductionForm::Line { company, name, grounds });
        }
        _ => toast(turn, IntroductionBody::NothingToSend),
    }
}

pub(super) fn send(turn: &mut Turn) -> Result<(), IndexError> {
    let Some(Form::Introduction(IntroductionForm::Preview { company, name, grounds, line })) = turn.state.form.clone() else {
        toast(turn, IntroductionBody::NothingToSend);
        return Ok(());
    };
    turn.form(None);
    let Some(from) = may_ask(turn, &company) else { return Ok(()) };
    let (id, to, language) = (turn.registry.introductions.next_id(), side(turn, &company), turn.language());
    turn.change(Change::LineWritten(id, line));
    turn.change(Change::GroundsKept(id, grounds));
    let on_behalf = turn.acting().is_some();
    turn.record(Fact::Introduction(IntroductionFact::Asked { id, from, to, language, on_behalf }));
    let through_chamber = !turn.registry.members.people_of(&company).any(|chat| chat != turn.chat);
    let until = super::introduction(turn, id).map_or_else(|| date(turn, turn.now()), |asked| date(turn, asked.expires()));
    let mut buttons = vec![list_button()];
    buttons.extend(turn.request().is_some().then_some(IntroductionAction::More));
    say(turn, IntroductionBody::Sent { company: name, through_chamber, until }, buttons);
    Ok(())
}
