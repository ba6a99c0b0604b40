//! Publishing a need or an offer: its text, the one thing that is missing, to which day it holds, who may read it, a look at the whole.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::dates::typed_date;
use super::listing::ListingForm;
use super::reach::holds_contact;
use super::turn::Turn;
use super::{Form, news, partners, settings};
use crate::domain::{ListingId, Region};
use crate::matching::IndexError;
use crate::registry::{Audience, Fact, LISTINGS_OPEN, LONGEST_MONTHS, Listing, ListingFact, ListingKind, News, calendar, months_after};
use crate::reply::{Action, Body, ListingAction, ListingBody, Missing, Terms};
use crate::understanding::text::clean;
use crate::understanding::{Request, understand};

/// A listing's text, in characters.
const TEXT_CHARACTERS: usize = 300;
/// What is offered for how long a listing holds, in months; the middle one is taken when the question is passed over.
const MONTHS: [i32; 3] = [1, 3, 6];
/// A want whose meaning is weaker than this is not shown as understood.
const PLAIN: f32 = 0.6;
/// So many sectors are shown as understood.
const SECTORS: usize = 3;

/// A listing on its way, and what is asked about it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub kind: ListingKind,
    pub text: String,
    /// The person asked to be told of new partners.
    pub tell: bool,
    /// What was found missing in the text.
    pub missing: Option<Missing>,
    pub until: Option<Date>,
    pub audience: Audience,
    pub asks: Question,
}

/// The questions of a draft, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    Text,
    Missing,
    Until,
    Audience,
    Preview,
}

pub(super) fn begin(turn: &mut Turn, kind: ListingKind) {
    start(turn, kind, String::new(), false);
}

/// Makes a listing of a request that was answered.
pub(super) fn begin_with(turn: &mut Turn, request: u64, kind: ListingKind, tell: bool) {
    turn.leave_message();
    match turn.state.request(request).map(|asked| asked.text.clone()) {
        Some(text) => start(turn, kind, text, tell),
        None => turn.toast(Body::OldButton),
    }
}

fn start(turn: &mut Turn, kind: ListingKind, text: String, tell: bool) {
    let Some(company) = turn.company() else {
        turn.say(Body::Listing(ListingBody::NeedsCompany), vec![Action::Listing(ListingAction::Company)]);
        return;
    };
    if turn.registry.listings.is_full(&company, turn.now()) {
        say(turn, ListingBody::Full { limit: LISTINGS_OPEN }, &[ListingAction::List(kind)]);
        return;
    }
    let draft = Draft { kind, text: String::new(), tell, missing: None, until: None, audience: Audience::Everyone, asks: Question::Text };
    if text.is_empty() { ask(turn, draft) } else { take_text(turn, draft, &text) }
}

/// Asks what the draft asks now.
fn ask(turn: &mut Turn, draft: Draft) {
    let first = [ListingAction::Cancel];
    let further = [ListingAction::Back, ListingAction::Skip, ListingAction::Cancel];
    match draft.asks {
        Question::Text => say(turn, ListingBody::AskText { kind: draft.kind }, &first),
        Question::Missing => {
            let body = ListingBody::AskMissing { terms: terms(turn, &draft), missing: draft.missing.unwrap_or(Missing::Quantity) };
            say(turn, body, &further);
        }
        Question::Until => {
            let terms = draft.missing.is_none().then(|| terms(turn, &draft));
            ask_until(turn, terms, false, &further);
        }
        Question::Audience => {
            let choices = [Audience::Everyone, Audience::Chamber].map(ListingAction::For);
            say(turn, ListingBody::AskAudience, &[choices.as_slice(), &further].concat());
        }
        Question::Preview => preview(turn, &draft),
    }
    turn.form(Some(Form::Listing(ListingForm::Draft(Box::new(draft)))));
}

fn ask_until(turn: &mut Turn, terms: Option<Terms>, wrong: bool, further: &[ListingAction]) {
    let last = months_after(today(turn), LONGEST_MONTHS);
    let months = MONTHS.map(ListingAction::Months);
    say(turn, ListingBody::AskUntil { terms, wrong, last }, &[months.as_slice(), further].concat());
}

fn preview(turn: &mut Turn, draft: &Draft) {
    let company = partners::company(turn).map(|company| company.name).unwrap_or_default();
    let body = ListingBody::Preview {
        kind: draft.kind,
        company,
        text: draft.text.clone(),
        terms: terms(turn, draft),
        until: until(turn, draft),
        audience: draft.audience,
    };
    say(turn, body, &[ListingAction::Confirm, ListingAction::Back, ListingAction::Cancel]);
}

/// A typed answer.
pub(super) fn answer(turn: &mut Turn, draft: Draft, text: &str) {
    match draft.asks {
        Question::Text => take_text(turn, draft, text),
        Question::Missing => {
            let whole = format!("{}, {}", draft.text, clean(text));
            if holds_contact(turn, text) {
                say(turn, ListingBody::TextWithContact, &[ListingAction::Cancel]);
            } else if is_too_long(&whole) {
                too_long(turn);
            } else {
                ask(turn, Draft { text: whole, asks: Question::Until, ..draft });
            }
        }
        Question::Until => match typed_date(text, today(turn)) {
            Some(until) => ask(turn, Draft { until: Some(until), asks: Question::Audience, ..draft }),
            None => ask_until(turn, None, true, &[ListingAction::Back, ListingAction::Skip, ListingAction::Cancel]),
        },
        Question::Audience | Question::Preview => ask(turn, draft),
    }
}

fn take_text(turn: &mut Turn, draft: Draft, text: &str) {
    let request = understand(text, &turn.index.vocabulary);
    if request.talk.is_some() {
        say(turn, ListingBody::TextUnclear, &[ListingAction::Cancel]);
        turn.form(Some(Form::Listing(ListingForm::Draft(Box::new(draft)))));
    } else if holds_contact(turn, text) {
        say(turn, ListingBody::TextWithContact, &[ListingAction::Cancel]);
        turn.form(Some(Form::Listing(ListingForm::Draft(Box::new(draft)))));
    } else if is_too_long(&clean(text)) {
        too_long(turn);
        turn.form(Some(Form::Listing(ListingForm::Draft(Box::new(draft)))));
    } else {
        let missing = missing(&request, draft.kind);
        let asks = if missing.is_some() { Question::Missing } else { Question::Until };
        ask(turn, Draft { text: clean(text), missing, asks, ..draft });
    }
}

fn is_too_long(text: &str) -> bool {
    text.chars().count() > TEXT_CHARACTERS
}

fn too_long(turn: &mut Turn) {
    say(turn, ListingBody::TextTooLong { limit: TEXT_CHARACTERS }, &[ListingAction::Cancel]);
}

/// The one thing that is asked for beside the text.
fn missing(request: &Request, kind: ListingKind) -> Option<Missing> {
    match (request.quantity(), request.delivery_term(), kind) {
        (None, ..) => Some(Missing::Quantity),
        (Some(_), None, ListingKind::Offer) => Some(Missing::Delivery),
        _ => None,
    }
}

/// What is understood of the text.
fn terms(turn: &Turn, draft: &Draft) -> Terms {
    let vocabulary = &turn.index.vocabulary;
    let request = understand(&draft.text, vocabulary);
    let mut sectors: Vec<u16> = Vec::new();
    for meaning in request.wants.iter().filter_map(|want| want.meanings.first()).filter(|meaning| meaning.strength >= PLAIN) {
        if !sectors.contains(&meaning.sector) && sectors.len() < SECTORS {
            sectors.push(meaning.sector);
        }
    }
    Terms {
        sectors: sectors.into_iter().map(|sector| vocabulary.sector(sector).name.clone()).collect(),
        quantity: request.quantity().map(str::to_owned),
        delivery: request.delivery_term().map(str::to_owned),
        roles: request.roles.clone(),
        place: request.wanted(settings::side(turn)).map(|wanted| vocabulary.places[usize::from(wanted.place)].name.clone()),
    }
}

/// A question back.
pub(super) fn back(turn: &mut Turn, draft: Draft) {
    let asks = match draft.asks {
        Question::Text | Question::Missing => Question::Text,
        Question::Until if draft.missing.is_some() => Question::Missing,
        Question::Until => Question::Text,
        Question::Audience => Question::Until,
        Question::Preview => Question::Audience,
    };
    // What was added to the text as an answer is asked for again.
    let text = if asks == Question::Missing {
        draft.text.rsplit_once(", ").map_or(draft.text.clone(), |(text, _)| text.to_owned())
    } else {
        draft.text.clone()
    };
    ask(turn, Draft { asks, text, ..draft });
}

/// A question on; the first and the last cannot be passed over.
pub(super) fn skip(turn: &mut Turn, draft: Draft) {
    let asks = match draft.asks {
        Question::Text => Question::Text,
        Question::Missing => Question::Until,
        Question::Until => Question::Audience,
        Question::Audience | Question::Preview => Question::Preview,
    };
    ask(turn, Draft { asks, ..draft });
}

/// The pressed answer to the question of how long.
pub(super) fn months(turn: &mut Turn, months: i32) {
    let until = months_after(today(turn), months);
    match turn.state.form.clone() {
        Some(Form::Listing(ListingForm::Draft(draft))) if draft.asks == Question::Until => {
            ask(turn, Draft { until: Some(until), asks: Question::Audience, ..*draft });
        }
        Some(Form::Listing(ListingForm::Term(id))) => end_term(turn, id, until),
        _ => turn.toast(Body::Listing(ListingBody::Answered)),
    }
}

/// The pressed answer to the question of who may read it.
pub(super) fn audience(turn: &mut Turn, audience: Audience) {
    match turn.state.form.clone() {
        Some(Form::Listing(ListingForm::Draft(draft))) if draft.asks == Question::Audience => {
            ask(turn, Draft { audience, asks: Question::Preview, ..*draft });
        }
        _ => turn.toast(Body::Listing(ListingBody::Answered)),
    }
}

/// Publishes what was looked at.
pub(super) fn confirm(turn: &mut Turn) -> Result<(), IndexError> {
    let draft = match turn.state.form.clone() {
        Some(Form::Listing(ListingForm::Draft(draft))) if draft.asks == Question::Preview => *draft,
        _ => {
            turn.toast(Body::Listing(ListingBody::Answered));
            return Ok(());
        }
    };
    turn.form(None);
    let Some(company) = turn.company() else {
        turn.say(Body::Listing(ListingBody::NeedsCompany), vec![Action::Listing(ListingAction::Company)]);
        return Ok(());
    };
    let kind = draft.kind;
    if turn.registry.listings.open(&company, turn.now()).any(|open| open.kind == kind && open.text == draft.text) {
        say(turn, ListingBody::PublishedBefore, &[ListingAction::List(kind)]);
        return Ok(());
    }
    if turn.registry.listings.is_full(&company, turn.now()) {
        say(turn, ListingBody::Full { limit: LISTINGS_OPEN }, &[ListingAction::List(kind)]);
        return Ok(());
    }
    let (id, until, audience) = (turn.registry.listings.next(), until(turn, &draft), draft.audience);
    let (on, side) = (today(turn), clock(turn));
    let listing = Listing { id, company, kind, text: draft.text, audience, until, on, side };
    turn.record(Fact::Listing(ListingFact::Published(Box::new(listing))));
    news::meet(turn, id)?;
    let news = match (draft.tell, turn.acting()) {
        // Nobody of the company could be told.
        (_, Some(_)) => News::Never,
        (true, None) => news::expect(turn),
        (false, None) => turn.registry.listings.news(turn.chat).unwrap_or_default(),
    };
    let buttons = [ListingAction::List(kind), ListingAction::Matches, ListingAction::Notify];
    say(turn, ListingBody::Published { kind, until, audience, news }, &buttons);
    Ok(())
}

/// Asks to which day a listing of the person's company holds.
pub(super) fn ask_term(turn: &mut Turn, id: ListingId) {
    if own(turn, id).is_none() {
        turn.toast(Body::Listing(ListingBody::Gone));
        return;
    }
    turn.form(Some(Form::Listing(ListingForm::Term(id))));
    ask_until(turn, None, false, &[ListingAction::Cancel]);
}

pub(super) fn answer_term(turn: &mut Turn, id: ListingId, text: &str) {
    match typed_date(text, today(turn)) {
        Some(until) => end_term(turn, id, until),
        None => ask_until(turn, None, true, &[ListingAction::Cancel]),
    }
}

fn end_term(turn: &mut Turn, id: ListingId, until: Date) {
    turn.form(None);
    extend(turn, id, until);
}

/// A listing holds to that day.
pub(super) fn extend(turn: &mut Turn, id: ListingId, until: Date) {
    let Some(listing) = own(turn, id).cloned() else {
        turn.toast(Body::Listing(ListingBody::Gone));
        return;
    };
    // The last day on which a button of long ago would end it may be past.
    let until = until.clamp(today(turn), months_after(today(turn), LONGEST_MONTHS));
    if listing.until != until {
        let on = listing.today(turn.now());
        turn.record(Fact::Listing(ListingFact::Extended { id, until, on }));
    }
    say(turn, ListingBody::Extended { text: listing.text, until }, &[ListingAction::List(listing.kind)]);
}

/// A listing of the person's company.
fn own<'a>(turn: &'a Turn, id: ListingId) -> Option<&'a Listing> {
    let company = turn.company()?;
    turn.registry.listings.get(id).filter(|listing| listing.company == company)
}

fn say(turn: &mut Turn, body: ListingBody, buttons: &[ListingAction]) {
    turn.say(Body::Listing(body), buttons.iter().cloned().map(Action::Listing).collect());
}

fn until(turn: &Turn, draft: &Draft) -> Date {
    draft.until.unwrap_or_else(|| months_after(today(turn), MONTHS[1]))
}

/// Whose calendar holds for the company's listings.
fn clock(turn: &Turn) -> Region {
    settings::side(turn).unwrap_or(Region::Lipetsk)
}

fn today(turn: &Turn) -> Date {
    calendar::local(turn.now(), clock(turn)).date()
}
