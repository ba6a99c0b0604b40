//! Who suits the person's company: its needs against what others offer, its offers against what others need.

use super::partners::{self, Sought};
use super::turn::Turn;
use crate::matching::{IndexError, Match};
use crate::registry::ListingKind;
use crate::reply::{Action, Body, Leaf, ListingAction, ListingBody, Own, PartnerCard, ReportAction, SearchAction, SearchBody, Subject};

/// Partners of each kind in one message.
const PAGE: usize = 3;

/// Partners of both kinds after so many of each; `dismissed` was just taken out.
pub(super) fn page(turn: &mut Turn, from: usize, dismissed: Option<(PartnerCard, String)>) -> Result<(), IndexError> {
    let Some(company) = partners::company(turn) else {
        turn.say(Body::Listing(ListingBody::NeedsCompany), vec![Action::Listing(ListingAction::Company)]);
        return Ok(());
    };
    let (mut groups, mut more, mut buttons) = (Vec::new(), 0, Vec::new());
    let mut number = 0;
    for kind in [ListingKind::Need, ListingKind::Offer] {
        let subject = Subject::Own(kind);
        let Some(sought) = Sought::of(turn, subject) else { continue };
        let (found, named) = sought.find_for_any(turn, from, PAGE)?;
        // What is only near is no partner for the company.
        if !found.confident {
            continue;
        }
        for found in &found.matches {
            number += 1;
            buttons.extend(partners::buttons(found, number, subject, from, &turn.state));
        }
        more += found.more;
        let told = |found: Match| found.told_in(turn.language(), &turn.index.vocabulary);
        groups.push(Own { kind, matches: found.matches.into_iter().map(told).collect(), named });
    }
    let turned = |from: usize, leaf: Leaf| Action::Search(SearchAction::Page { subject: Subject::Own(ListingKind::Need), from, leaf });
    if more > 0 {
        buttons.push(turned(from + PAGE, Leaf::Next));
    }
    if from > 0 {
        buttons.push(turned(from.saturating_sub(PAGE), Leaf::Previous));
    }
    if number > 0 {
        buttons.push(Action::Report(ReportAction::Of(Subject::Own(ListingKind::Need))));
    }
    let gone = dismissed.as_ref().map(|(_, name)| name.clone());
    if let Some((card, name)) = dismissed {
        buttons.push(Action::Search(SearchAction::Restore { card, name }));
    }
    buttons.extend([ListingKind::Need, ListingKind::Offer].map(|kind| Action::Listing(ListingAction::List(kind))));
    let body = SearchBody::Matches { company: company.name, groups, dismissed: gone, first: from == 0, more };
    turn.say(Body::Search(body), buttons);
    Ok(())
}
