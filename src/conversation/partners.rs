//! For whom partners are sought: a request, all that the person's company needs or offers, a listing, a watch.

use super::State;
use super::settings;
use super::turn::Turn;
use crate::domain::{Company, CompanyId, Language, ListingId};
use crate::matching::{Asker, Match, Strength, find};
use crate::matching::{Found, IndexError};
use crate::registry::ListingKind;
use crate::reply::{About, Action, Filter, IntroductionAction, PartnerCard, SearchAction, Subject};
use crate::understanding::{Direction, Request, understand, understand_need};

/// Partners sought: what for, and among whom.
pub(super) struct Sought {
    pub(super) request: Request,
    pub(super) without: Vec<CompanyId>,
    pub(super) filter: Filter,
}

impl Sought {
    /// What is sought for a subject; `None`: it is no longer there.
    pub(super) fn of(turn: &Turn, subject: Subject) -> Option<Sought> {
        let without_own =
            |others: &std::collections::BTreeSet<CompanyId>| turn.company().into_iter().chain(others.iter().cloned()).collect();
        match subject {
            Subject::Request(number) => {
                let asked = turn.state.request(number)?;
                let request = understand(&asked.text, &turn.index.vocabulary);
                Some(Sought { request, without: without_own(&asked.dismissed), filter: asked.filter.clone() })
            }
            Subject::Own(kind) => {
                let request = read(&own(turn, kind)?, kind, turn);
                Some(Sought { request, without: without_own(&turn.state.passed), filter: Filter::default() })
            }
            Subject::Listing(id) => {
                let (kind, text) = listed(turn, id)?;
                let watched = turn.state.watches.contains_key(&id);
                let request = if watched { understand(&text, &turn.index.vocabulary) } else { read(&text, kind, turn) };
                Some(Sought { request, without: without_own(&turn.state.passed), filter: Filter::default() })
            }
            Subject::Saved => None,
        }
    }

    pub(super) fn asker<'a>(&'a self, turn: &Turn) -> Asker<'a> {
        Asker {
            home: settings::side(turn),
            without: &self.without,
            only: None,
            place: self.filter.place.as_ref(),
            sector: self.filter.sector.as_ref(),
        }
    }

    pub(super) fn find(&self, turn: &Turn, from: usize, limit: usize) -> Result<Found, IndexError> {
        find(&self.request, self.asker(turn), from, limit, turn.index)
    }

    /// The one company, if it is an answer, whether or not the person wants to see it.
    pub(super) fn the_one(&self, turn: &Turn, company: &CompanyId) -> Result<Option<Match>, IndexError> {
        let asker = Asker { only: Some(company), without: &[], place: None, sector: None, ..self.asker(turn) };
        Ok(find(&self.request, asker, 0, 1, turn.index)?.matches.into_iter().next())
    }
}

/// What is asked for a subject, and as what it is read whatever its words are.
pub(super) fn asked(turn: &Turn, subject: Subject) -> Option<(String, Option<ListingKind>)> {
    match subject {
        Subject::Request(number) => Some((turn.state.request(number)?.text.clone(), None)),
        Subject::Own(kind) => Some((own(turn, kind)?, Some(kind))),
        Subject::Listing(id) => {
            let (kind, text) = listed(turn, id)?;
            Some((text, (!turn.state.watches.contains_key(&id)).then_some(kind)))
        }
        Subject::Saved => None,
    }
}

/// A text of a company, read as what it is whatever its words are.
fn read(text: &str, kind: ListingKind, turn: &Turn) -> Request {
    let vocabulary = &turn.index.vocabulary;
    match kind {
        ListingKind::Need => understand_need(text, &company(turn).map(|company| company.what_it_is()).unwrap_or_default(), vocabulary),
        ListingKind::Offer => understand(text, vocabulary).as_offer(),
    }
}

/// All that the person's company needs or offers, its newest listings first: what comes later may be too much to be read.
fn own(turn: &Turn, kind: ListingKind) -> Option<String> {
    let company = company(turn)?;
    let open = turn.registry.listings.open(&company.company_id(), turn.now());
    let mut texts: Vec<String> = open.filter(|listing| listing.kind == kind).map(|listing| listing.text.clone()).collect();
    texts.reverse();
    texts.extend(if kind == ListingKind::Need { company.needs } else { company.offers });
    if texts.is_empty() { None } else { Some(texts.join(". ")) }
}

/// What a listing of the person's company or a watch says.
pub(super) fn listed(turn: &Turn, id: ListingId) -> Option<(ListingKind, String)> {
    if let Some(text) = turn.state.watches.get(&id) {
        let sells = understand(text, &turn.index.vocabulary).direction == Direction::Sell;
        return Some((if sells { ListingKind::Offer } else { ListingKind::Need }, text.clone()));
    }
    let listing = turn.registry.listings.get(id)?;
    let own = turn.company().as_ref() == Some(&listing.company);
    (own && listing.is_open(turn.now())).then(|| (listing.kind, listing.text.clone()))
}

/// The company in whose name the person asks, as the list has it.
pub(super) fn company(turn: &Turn) -> Option<Company> {
    turn.world.directory.company(&turn.company()?)
}

/// Whether a match is worth telling unasked, and no news afterwards.
pub(super) fn is_worth_telling(found: &Match) -> bool {
    found.strength != Strength::Possible
}

/// The buttons of a company that answers: introduce, why, save, not this.
pub(super) fn buttons(found: &Match, number: usize, subject: Subject, from: usize, state: &State) -> Vec<Action> {
    let card = PartnerCard { subject, from, number: Some(number), company: found.id.clone() };
    let saved = state.saved.contains(&found.id);
    let save = if saved { SearchAction::Unsave(card.clone()) } else { SearchAction::Save(card.clone()) };
    vec![
        Action::Introduction(IntroductionAction::Ask { company: found.id.clone(), name: found.name.clone() }),
        Action::Search(SearchAction::Why(card.clone())),
        Action::Search(save),
        Action::Search(SearchAction::Dismiss(card)),
    ]
}

/// What the list says of a company, to a reader of that language.
pub(super) fn about(turn: &Turn, company: Company, language: Language) -> About {
    let city = turn.index.vocabulary.city_in(&company.city, language);
    let Company { name, sectors, offers, needs, description, website, .. } = company;
    About { name, city, sectors, offers, needs, description, website }
}
