//! For whom partners are sought: a request, all that the person's company needs or offers, a listing, a watch.

use super::State;
use super::settings;
use super::turn::Turn;
use crate::asked::{Answered, Asked, List, PARTNERS};
use crate::domain::{Company, CompanyId, Language, ListingId};
use crate::matching::{Asker, Match, Strength, find};
use crate::matching::{Found, IndexError};
use crate::registry::ListingKind;
use crate::reply::{About, Action, Filter, IntroductionAction, PartnerCard, SearchAction, Subject};
use crate::understanding::{Direction, Request, understand};

/// Partners sought: what for, and among whom.
pub(super) struct Sought {
    asked: Asked,
    /// The company that asks for all its needs or offers; `None`: a request or a listing.
    own: Option<CompanyId>,
    /// The first text as understood; of a request and of a listing there is no other.
    pub(super) request: Request,
    pub(super) without: Vec<CompanyId>,
    pub(super) filter: Filter,
}

impl Sought {
    /// What is sought for a subject; `None`: it is no longer there.
    pub(super) fn of(turn: &Turn, subject: Subject) -> Option<Sought> {
        let asked = asked(turn, subject)?;
        let request = asked.read(&turn.index.vocabulary).into_iter().next()?;
        let (dismissed, filter) = match subject {
            Subject::Request(number) => turn.state.request(number).map(|asked| (&asked.dismissed, asked.filter.clone()))?,
            _ => (&turn.state.passed, Filter::default()),
        };
        let without = turn.company().into_iter().chain(dismissed.iter().cloned()).collect();
        let own = if let Subject::Own(_) = subject { turn.company() } else { None };
        Some(Sought { asked, own, request, without, filter })
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

    /// Who answers any of all that is asked, after so many; with each the text that it answers, where there are several and it is one of them.
    pub(super) fn find_for_any(&self, turn: &Turn, from: usize, limit: usize) -> Result<(Found, Vec<Option<String>>), IndexError> {
        // Asked for page by page, an order that the needs of others change could tell a company twice.
        let block = usize::from(PARTNERS);
        let Answered { mut found, best, by_need, .. } = self.answered(turn, self.asker(turn), (from + limit).div_ceil(block) * block)?;
        found.matches.drain(..from.min(found.matches.len()));
        found.more += found.matches.len().saturating_sub(limit);
        found.matches.truncate(limit);
        let one_of_several = |found: &Match| self.asked.texts.len() > 1 && !by_need.contains(&found.id);
        let text = |found: &Match| self.asked.texts.get(*best.get(&found.id)?).cloned();
        let named = found.matches.iter().map(|found| text(found).filter(|_| one_of_several(found))).collect();
        Ok((found, named))
    }

    /// The one company, if it is an answer, whether or not the person wants to see it; and the text that it answers best.
    pub(super) fn the_one(&self, turn: &Turn, company: &CompanyId) -> Result<Option<(Match, String)>, IndexError> {
        let asker = Asker { only: Some(company), without: &[], place: None, sector: None, ..self.asker(turn) };
        let Answered { found, best, .. } = self.answered(turn, asker, 1)?;
        let text = best.get(company).and_then(|number| self.asked.texts.get(*number)).cloned().unwrap_or_default();
        Ok(found.matches.into_iter().next().map(|found| (found, text)))
    }

    fn answered(&self, turn: &Turn, asker: Asker<'_>, limit: usize) -> Result<Answered, IndexError> {
        let listed = |id: &CompanyId| Some(turn.registry.listings.with_public(turn.world.directory.company(id)?, turn.now()));
        self.asked.answered(asker, limit, self.own.as_ref(), List { index: turn.index, company: &listed })
    }
}

/// What is asked for a subject, and as what it is read whatever its words are.
pub(super) fn asked(turn: &Turn, subject: Subject) -> Option<Asked> {
    match subject {
        Subject::Request(number) => Some(Asked::request(turn.state.request(number)?.text.as_str())),
        Subject::Own(kind) => own(turn, kind),
        Subject::Listing(id) => {
            let (kind, text) = listed(turn, id)?;
            if turn.state.watches.contains_key(&id) {
                return Some(Asked::request(text));
            }
            let by = company(turn).map(|company| company.what_it_is()).unwrap_or_default();
            Some(Asked { texts: vec![text], kind: Some(kind), by })
        }
        Subject::Saved => None,
    }
}

/// All that the person's company needs or offers, with what it has published.
fn own(turn: &Turn, kind: ListingKind) -> Option<Asked> {
    let company = turn.registry.listings.with_open(company(turn)?, turn.now());
    Asked::of(&company).into_iter().find(|asked| asked.kind == Some(kind))
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
