//! New partners, told unasked: for what, how often, and who is new.
//!
//! The registry says when to look (see [`crate::registry::Listings`]); this looks. Whoever suited when a listing or a watch began, or was
//! told of, is kept as [`Change::Met`] and is no news any more.

use super::Change;
use super::partners::{self, Sought};
use super::settings;
use super::turn::Turn;
use crate::domain::{CompanyId, ListingId};
use crate::matching::{IndexError, Match};
use crate::registry::{Fact, ListingFact, News};
use crate::reply::{Action, Body, BroadcastAction, Fresh, ListingAction, ListingBody, PartnerCard, SearchAction, SearchBody, Subject};
use crate::understanding::understand;

/// New partners in one message; the others come with the next.
const TOLD: usize = 5;
/// So many partners of a listing are looked at.
const LOOKED_AT: usize = 60;
/// So many requests a person can have watched.
const WATCHES: usize = 20;

/// What the person hears of, and when.
pub(super) fn settings(turn: &mut Turn) {
    let news = turn.registry.listings.news(turn.chat).unwrap_or_default();
    let watches: Vec<ListingId> = turn.state.watches.keys().copied().collect();
    let mut buttons: Vec<Action> =
        [News::AtOnce, News::Weekly, News::Never].map(|news| Action::Listing(ListingAction::News(news))).to_vec();
    buttons.extend((1..).zip(watches).map(|(number, id)| Action::Listing(ListingAction::Unwatch { id, number })));
    let watches = turn.state.watches.values().cloned().collect();
    let muted = turn.registry.broadcasts.is_muted(turn.chat);
    if muted {
        buttons.push(Action::Broadcast(BroadcastAction::Mute { on: false }));
    }
    turn.say(Body::Listing(ListingBody::Notify { news, side: settings::side(turn), watches, muted }), buttons);
}

/// The person wants to hear so often.
pub(super) fn choose(turn: &mut Turn, news: News) {
    if turn.registry.listings.news(turn.chat) != Some(news) {
        settle(turn);
        turn.record(Fact::Listing(ListingFact::NewsChosen { news }));
    }
    turn.say(Body::Listing(ListingBody::NewsChosen(news)), vec![Action::Listing(ListingAction::Notify)]);
}

/// By whose clock it is night for the person.
pub(super) fn settle(turn: &mut Turn) {
    let side = settings::side(turn);
    turn.record(Fact::Listing(ListingFact::Settled { side }));
}

/// Who asks to be told wants to hear at once, unless they have chosen otherwise.
pub(super) fn expect(turn: &mut Turn) -> News {
    match turn.registry.listings.news(turn.chat) {
        Some(news) => news,
        None => {
            turn.record(Fact::Listing(ListingFact::NewsChosen { news: News::AtOnce }));
            News::AtOnce
        }
    }
}

/// The person wants to hear when somebody comes to suit a request.
pub(super) fn watch(turn: &mut Turn, request: u64) -> Result<(), IndexError> {
    let Some(asked) = turn.state.request(request) else {
        turn.toast(Body::OldButton);
        return Ok(());
    };
    let text = understand(&asked.text, &turn.index.vocabulary).text;
    turn.leave_message();
    let before = turn.state.watches.values().any(|known| *known == text);
    if !before && turn.state.watches.len() >= WATCHES {
        let full = Body::Listing(ListingBody::TooManyWatches { limit: WATCHES });
        turn.say(full, vec![Action::Listing(ListingAction::Notify)]);
        return Ok(());
    }
    if !before {
        let id = turn.registry.listings.next();
        settle(turn);
        turn.record(Fact::Listing(ListingFact::Watched { id }));
        turn.change(Change::Watched(id, text));
        meet(turn, id)?;
    }
    let news = expect(turn);
    turn.say(Body::Listing(ListingBody::Watched { before, news }), vec![Action::Listing(ListingAction::Notify)]);
    Ok(())
}

pub(super) fn unwatch(turn: &mut Turn, id: ListingId) {
    if turn.state.watches.contains_key(&id) {
        turn.record(Fact::Listing(ListingFact::Unwatched { id }));
        turn.change(Change::Unwatched(id));
    }
    turn.say(Body::Listing(ListingBody::Unwatched), vec![Action::Listing(ListingAction::Notify)]);
}

/// Whoever suits now is no news later.
pub(super) fn meet(turn: &mut Turn, id: ListingId) -> Result<(), IndexError> {
    let met: Vec<(ListingId, CompanyId)> = suiting(turn, id)?.into_iter().map(|found| (id, found.id)).collect();
    if !met.is_empty() {
        turn.change(Change::Met(met));
    }
    Ok(())
}

/// Companies that suit a listing or a watch so well that they are worth telling.
fn suiting(turn: &Turn, id: ListingId) -> Result<Vec<Match>, IndexError> {
    let Some(sought) = Sought::of(turn, Subject::Listing(id)) else { return Ok(Vec::new()) };
    let found = sought.find(turn, 0, LOOKED_AT)?;
    Ok(found.matches.into_iter().filter(partners::is_worth_telling).collect())
}

/// Tells who is new; without a word if nobody is.
pub(super) fn tell(turn: &mut Turn) -> Result<(), IndexError> {
    let own = turn.registry.members.company_of(turn.chat);
    let own = own.into_iter().flat_map(|company| turn.registry.listings.open(company, turn.now())).map(|listing| listing.id);
    let waiting: Vec<ListingId> = own.chain(turn.registry.listings.watches(turn.chat)).collect();
    let (mut news, mut buttons, mut met, mut number) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for id in waiting {
        let Some((kind, text)) = partners::listed(turn, id) else { continue };
        let known = |found: &Match| turn.state.met.contains(&(id, found.id.clone())) || met.iter().any(|(_, company)| *company == found.id);
        let fresh: Vec<Match> = suiting(turn, id)?.into_iter().filter(|found| !known(found)).take(TOLD - number).collect();
        for found in &fresh {
            number += 1;
            buttons.extend(partners::buttons(found, number, Subject::Listing(id), 0, &turn.state));
            met.push((id, found.id.clone()));
        }
        if !fresh.is_empty() {
            let told = |found: Match| found.told_in(turn.language(), &turn.index.vocabulary);
            news.push(Fresh { kind, text, matches: fresh.into_iter().map(told).collect() });
        }
    }
    if !news.is_empty() {
        turn.change(Change::Met(met));
        buttons.push(Action::Listing(ListingAction::Notify));
        turn.say(Body::Search(SearchBody::News(news)), buttons);
    }
    Ok(())
}

/// What follows a press under news: a company was passed over, or the way back from "why".
pub(super) fn again(turn: &mut Turn, dismissed: Option<(PartnerCard, String)>) -> Result<(), IndexError> {
    match dismissed {
        Some((card, name)) => {
            turn.leave_message();
            let restore = Action::Search(SearchAction::Restore { card, name: name.clone() });
            turn.say(Body::Search(SearchBody::Dismissed { name }), vec![restore]);
        }
        None => settings(turn),
    }
    Ok(())
}
