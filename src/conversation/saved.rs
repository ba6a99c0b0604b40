//! Companies that a person has put aside.

use super::turn::Turn;
use super::{Change, partners, search};
use crate::domain::{Company, CompanyId};
use crate::reply::{Action, Body, IntroductionAction, Leaf, PartnerCard, SearchAction, SearchBody, Subject};

/// Saved companies in one message.
const PAGE: usize = 6;

/// Puts a company aside.
pub(super) fn save(turn: &mut Turn, company: &CompanyId) {
    let Some(found) = turn.world.directory.company(company) else {
        turn.toast(Body::Search(SearchBody::Gone));
        return;
    };
    let before = turn.state.saved.contains(company);
    if !before {
        turn.change(Change::Saved(company.clone()));
    }
    turn.toast(Body::Search(SearchBody::Saved { name: found.name, before }));
}

/// Puts it back.
pub(super) fn remove(turn: &mut Turn, card: &PartnerCard) {
    if turn.state.saved.contains(&card.company) {
        turn.change(Change::Unsaved(card.company.clone()));
    }
    if card.subject == Subject::Saved {
        page(turn, card.from);
    } else {
        let name = search::name_of(turn, &card.company);
        turn.toast(Body::Search(SearchBody::Dismissed { name }));
    }
}

/// The saved companies after so many; those that are no longer on the list are passed over.
pub(super) fn page(turn: &mut Turn, from: usize) {
    let saved: Vec<Company> = turn.state.saved.iter().filter_map(|company| turn.world.directory.company(company)).collect();
    let all = saved.len();
    // The last page may have become empty.
    let from = if from >= all { all.saturating_sub(1) / PAGE * PAGE } else { from };
    let shown: Vec<Company> = saved.into_iter().skip(from).take(PAGE).collect();
    let mut buttons = Vec::new();
    for (number, company) in (1..).zip(&shown) {
        let card = PartnerCard { subject: Subject::Saved, from, number: Some(number), company: company.company_id() };
        buttons.push(Action::Introduction(IntroductionAction::Ask { company: company.company_id(), name: company.name.clone() }));
        buttons.push(Action::Search(SearchAction::Why(card.clone())));
        buttons.push(Action::Search(SearchAction::Unsave(card)));
    }
    let turned = |from: usize, leaf: Leaf| Action::Search(SearchAction::Page { subject: Subject::Saved, from, leaf });
    if from + shown.len() < all {
        buttons.push(turned(from + PAGE, Leaf::Next));
    }
    if from > 0 {
        buttons.push(turned(from.saturating_sub(PAGE), Leaf::Previous));
    }
    let companies = shown.into_iter().map(|company| partners::about(turn, company, turn.language())).collect();
    turn.say(Body::Search(SearchBody::SavedList { companies, from, all }), buttons);
}
