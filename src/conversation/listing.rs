//! Needs and offers of the person's company: which there are, how long they hold; and lines to the chamber.

use serde::{Deserialize, Serialize};

use super::publish::{self, Draft};
use super::turn::Turn;
use super::{Change, Form, matches, news, search};
use crate::domain::ListingId;
use crate::matching::IndexError;
use crate::registry::{Fact, LISTINGS_OPEN, Listing, ListingFact, ListingKind, ListingNotice};
use crate::reply::{Action, Body, FEEDBACK_CHARACTERS, ListingAction, ListingBody, Shown};
use crate::understanding::text::clean;

/// Listings in one message.
const SHOWN: usize = LISTINGS_OPEN;

/// The questions under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingForm {
    /// A listing that is to be published.
    Draft(Box<Draft>),
    /// To which day a listing holds.
    Term(ListingId),
    /// What to tell the chamber.
    Feedback,
}

pub(super) fn press(turn: &mut Turn, action: &ListingAction) -> Result<(), IndexError> {
    match action {
        ListingAction::List(kind) => list(turn, *kind),
        ListingAction::Add(kind) => publish::begin(turn, *kind),
        ListingAction::Extend { id, until, .. } => publish::extend(turn, *id, *until),
        ListingAction::Close { id, .. } => close(turn, *id),
        ListingAction::AskTerm { id, .. } => publish::ask_term(turn, *id),
        ListingAction::Publish { request, kind, tell } => publish::begin_with(turn, *request, *kind, *tell),
        ListingAction::Months(months) => publish::months(turn, *months),
        ListingAction::For(audience) => publish::audience(turn, *audience),
        ListingAction::Confirm => return publish::confirm(turn),
        ListingAction::Back => steer_pressed(turn, "back"),
        ListingAction::Skip => steer_pressed(turn, "skip"),
        ListingAction::Cancel => steer_pressed(turn, "cancel"),
        ListingAction::Watch { request } => return news::watch(turn, *request),
        ListingAction::Unwatch { id, .. } => news::unwatch(turn, *id),
        ListingAction::News(news) => news::choose(turn, *news),
        ListingAction::Notify => news::settings(turn),
        ListingAction::Matches => return matches::page(turn, 0, None),
        ListingAction::Company => return super::command(turn, "company", "", "company"),
    }
    Ok(())
}

fn steer_pressed(turn: &mut Turn, way: &str) {
    match turn.state.form.clone() {
        Some(Form::Listing(form)) => steer(turn, form, way),
        _ => turn.toast(Body::Listing(ListingBody::Answered)),
    }
}

pub(super) fn answer(turn: &mut Turn, form: ListingForm, text: &str) -> Result<(), IndexError> {
    match form {
        ListingForm::Draft(draft) => publish::answer(turn, *draft, text),
        ListingForm::Term(id) => publish::answer_term(turn, id, text),
        ListingForm::Feedback => give_feedback(turn, text),
    }
    Ok(())
}

/// `cancel`, `back` or `skip`.
pub(super) fn steer(turn: &mut Turn, form: ListingForm, way: &str) {
    match (form, way) {
        (ListingForm::Draft(draft), "back") => publish::back(turn, *draft),
        (ListingForm::Draft(draft), "skip") => publish::skip(turn, *draft),
        // Nothing comes before or after the only question.
        _ => {
            turn.form(None);
            let lists = [ListingKind::Need, ListingKind::Offer].map(|kind| Action::Listing(ListingAction::List(kind)));
            turn.say(Body::Listing(ListingBody::Cancelled), lists.to_vec());
        }
    }
}

pub(super) fn notice(turn: &mut Turn, notice: &ListingNotice) -> Result<(), IndexError> {
    match notice {
        ListingNotice::Fresh { .. } => return news::tell(turn),
        ListingNotice::Ending { id, .. } => {
            let Some(listing) = turn.registry.listings.get(*id).cloned() else { return Ok(()) };
            let buttons = [
                ListingAction::Extend { id: *id, until: listing.renewed(turn.now()), number: None },
                ListingAction::Close { id: *id, number: None },
            ];
            let body = ListingBody::Ending { kind: listing.kind, text: listing.text, until: listing.until };
            turn.say(Body::Listing(body), buttons.map(Action::Listing).to_vec());
        }
        ListingNotice::Feedback { number, from } => {
            let company = turn.registry.members.company_of(*from).map(|company| search::name_of(turn, company));
            turn.say(Body::Listing(ListingBody::Feedback { number: *number, from: *from, company }), Vec::new());
        }
    }
    Ok(())
}

/// The listings of the person's company; whoever keeps the list sees those of all.
pub(super) fn list(turn: &mut Turn, kind: ListingKind) {
    let own = turn.company();
    let of_all = turn.is_moderator() && turn.acting().is_none();
    let now = turn.now();
    let mine = |listing: &Listing| own.as_ref() == Some(&listing.company);
    let readable = |listing: &Listing| mine(listing) || (of_all && listing.is_open(now));
    let newest = turn.registry.listings.all().rev().filter(|listing| listing.kind == kind && readable(listing));
    let listings: Vec<Listing> = newest.take(SHOWN).cloned().collect();
    if own.is_none() && listings.is_empty() {
        turn.say(Body::Listing(ListingBody::NeedsCompany), vec![Action::Listing(ListingAction::Company)]);
        return;
    }
    let shown = listings.iter().map(|listing| Shown {
        text: listing.text.clone(),
        until: listing.until,
        audience: listing.audience,
        ended: !listing.is_open(now),
        company: (!mine(listing)).then(|| search::name_of(turn, &listing.company)),
    });
    let shown = shown.collect();
    let mut buttons = Vec::new();
    for (number, listing) in (1..).zip(&listings) {
        if mine(listing) {
            buttons.push(ListingAction::Extend { id: listing.id, until: listing.renewed(now), number: Some(number) });
        }
        buttons.push(ListingAction::Close { id: listing.id, number: Some(number) });
        if mine(listing) {
            buttons.push(ListingAction::AskTerm { id: listing.id, number });
        }
    }
    if own.is_some() {
        buttons.extend([ListingAction::Add(kind), ListingAction::Matches]);
    }
    let buttons = buttons.into_iter().map(Action::Listing).collect();
    turn.say(Body::Listing(ListingBody::List { kind, of_all, shown }), buttons);
}

/// A listing that the person may close: of their company, or any for whoever keeps the list.
fn close(turn: &mut Turn, id: ListingId) {
    let own = turn.company();
    let listing = turn.registry.listings.get(id).filter(|listing| own.as_ref() == Some(&listing.company) || turn.is_moderator()).cloned();
    match listing {
        Some(listing) => {
            turn.record(Fact::Listing(ListingFact::Closed { id }));
            let buttons = vec![Action::Listing(ListingAction::List(listing.kind))];
            turn.say(Body::Listing(ListingBody::Closed { text: listing.text }), buttons);
        }
        None => turn.toast(Body::Listing(ListingBody::Gone)),
    }
}

/// A line to the chamber, or the question for it.
pub(super) fn feedback(turn: &mut Turn, text: &str) {
    if text.is_empty() {
        turn.form(Some(Form::Listing(ListingForm::Feedback)));
        turn.say(Body::Listing(ListingBody::AskFeedback), vec![Action::Listing(ListingAction::Cancel)]);
    } else {
        give_feedback(turn, text);
    }
}

fn give_feedback(turn: &mut Turn, text: &str) {
    let text: String = clean(text).chars().take(FEEDBACK_CHARACTERS).collect();
    if text.is_empty() {
        turn.say(Body::Listing(ListingBody::AskFeedback), vec![Action::Listing(ListingAction::Cancel)]);
        return;
    }
    if turn.state.form == Some(Form::Listing(ListingForm::Feedback)) {
        turn.form(None);
    }
    if turn.registry.listings.has_written_enough(turn.chat, turn.now()) {
        turn.say(Body::Listing(ListingBody::FeedbackEnough), Vec::new());
        return;
    }
    let number = turn.registry.listings.next_feedback();
    turn.change(Change::FeedbackWritten(number, text));
    turn.record(Fact::Listing(ListingFact::FeedbackGiven { number }));
    turn.say(Body::Listing(ListingBody::FeedbackGiven), Vec::new());
}
