//! All introductions of a person, and the companies that are not to ask.

use super::asking::date;
use super::{list_button, name, on_behalf_of, say, toast};
use crate::conversation::turn::Turn;
use crate::domain::{CompanyId, IntroductionId};
use crate::registry::{Fact, Introduction, IntroductionFact, ListingKind, Standing};
use crate::reply::{Action, Body, ByChamber, ClerkAction, IntroductionAction, IntroductionBody, IntroductionList, Named};

/// Introductions of one kind that are shown, newest first.
const SHOWN: usize = 10;

pub(in crate::conversation) fn overview(turn: &mut Turn) {
    let (now, chat, own, acting) = (turn.now(), turn.chat, turn.company(), turn.acting());
    let introductions = &turn.registry.introductions;
    let waiting: Vec<Introduction> = own.iter().flat_map(|own| introductions.waiting_for(own, now)).cloned().collect();
    // Whoever acts for a company sees what concerns that company; otherwise all of their own, with those that they asked for others.
    let shown = |introduction: &&Introduction| acting.is_none() || on_behalf_of(turn, introduction.id) == acting;
    let asked: Vec<Introduction> = introductions.asked_by(chat).filter(shown).cloned().collect();
    let accepted: Vec<Introduction> = introductions.accepted_of(chat).filter(shown).cloned().collect();
    let not_with: Vec<CompanyId> = own.iter().flat_map(|own| introductions.not_with(own)).cloned().collect();
    let waiting: Vec<_> = waiting.iter().filter(|one| one.asker != chat).map(|one| named(turn, one, true)).collect();
    let open: Vec<_> = asked.iter().filter(|one| one.standing(now) == Standing::Open).map(|one| named(turn, one, true)).collect();
    let accepted: Vec<_> = accepted.iter().map(|one| named(turn, one, false)).collect();
    let mut names: Vec<(CompanyId, String)> = not_with.into_iter().take(SHOWN).map(|id| (id.clone(), name(turn, &id))).collect();

    let show = |(id, named): &(IntroductionId, Named)| IntroductionAction::Show { id: *id, company: named.company.clone() };
    let contact = |(id, named): &(IntroductionId, Named)| IntroductionAction::Contact { id: *id, company: named.company.clone() };
    let mut buttons: Vec<IntroductionAction> = newest(&waiting).map(show).chain(newest(&accepted).map(contact)).collect();
    if acting.is_some() {
        buttons.extend(newest(&accepted).map(|(id, named)| IntroductionAction::AskOutcome { id: *id, company: named.company.clone() }));
        names.clear();
    }
    buttons.extend(names.iter().map(|(company, name)| IntroductionAction::Readmit { company: company.clone(), name: name.clone() }));
    match own {
        Some(_) if acting.is_some() => {}
        Some(_) => buttons.extend([IntroductionAction::Invite, IntroductionAction::ShareCompany]),
        None => buttons.push(IntroductionAction::MyCompany),
    }
    let shown = |all: &[(IntroductionId, Named)]| newest(all).map(|(_, named)| named.clone()).collect();
    let list = IntroductionList {
        waiting: shown(&waiting),
        asked: shown(&open),
        accepted: shown(&accepted),
        not_this_time: asked.iter().filter(|one| one.standing(now) == Standing::NotThisTime).count(),
        not_with: names.into_iter().map(|(_, name)| name).collect(),
        may_invite: acting.is_none() && turn.registry.members.company_of(chat).is_some(),
    };
    let menu = acting.map(|_| Action::Clerk(ClerkAction::Menu));
    let buttons = buttons.into_iter().map(Action::Introduction).chain(menu).collect();
    turn.say(Body::Introduction(IntroductionBody::List(list)), buttons);
}

/// What is under way in the name of a company for which its chamber acts, whoever of the chamber has begun it.
pub(super) fn by_chamber(turn: &Turn, id: &CompanyId) -> ByChamber {
    let (now, registry) = (turn.now(), &turn.registry);
    let of = |standing: Standing| {
        let is_meant = move |one: &&Introduction| {
            let asked = one.from.company == *id && one.on_behalf;
            let answered = one.to.company == *id && one.answered.is_some_and(|answered| answered.on_behalf);
            (asked || answered) && one.standing(now) == standing
        };
        let found: Vec<_> = registry.introductions.all().filter(is_meant).map(|one| other_side(turn, one, id)).collect();
        found
    };
    let last = |mut all: Vec<Named>| all.split_off(all.len().saturating_sub(SHOWN));
    let waiting = registry.introductions.waiting_for(id, now).map(|one| other_side(turn, one, id)).collect();
    let published = |kind| {
        let open = registry.listings.open(id, now).filter(move |listing| listing.kind == kind);
        open.map(|listing| listing.text.clone()).collect()
    };
    ByChamber {
        asked: last(of(Standing::Open)),
        waiting: last(waiting),
        accepted: last(of(Standing::Accepted)),
        needs: published(ListingKind::Need),
        offers: published(ListingKind::Offer),
    }
}

/// The company on the other side, with the day until which an answer is awaited, or that of the yes.
fn other_side(turn: &Turn, introduction: &Introduction, own: &CompanyId) -> Named {
    let other = if introduction.from.company == *own { &introduction.to } else { &introduction.from };
    let at = introduction.answered.map_or_else(|| introduction.expires(), |answered| answered.at);
    Named { company: name(turn, &other.company), date: date(turn, at), on_behalf: None }
}

fn newest(all: &[(IntroductionId, Named)]) -> impl Iterator<Item = &(IntroductionId, Named)> {
    all.iter().rev().take(SHOWN)
}

/// The other company; with the day until which an answer is awaited, or that of the yes.
fn named(turn: &Turn, introduction: &Introduction, waits: bool) -> (IntroductionId, Named) {
    let other = if introduction.asker == turn.chat { &introduction.to } else { &introduction.from };
    let at = introduction.answered.filter(|_| !waits).map_or_else(|| introduction.expires(), |answered| answered.at);
    // While the person acts for a company every message says so.
    let on_behalf = on_behalf_of(turn, introduction.id).filter(|_| turn.behalf.is_none()).map(|own| name(turn, &own));
    (introduction.id, Named { company: name(turn, &other.company), date: date(turn, at), on_behalf })
}

/// Takes a company off the list of those that are not to ask.
pub(super) fn readmit(turn: &mut Turn, company: &CompanyId) {
    let own = turn.registry.members.company_of(turn.chat);
    let is_listed = own.is_some_and(|own| turn.registry.introductions.not_with(own).any(|listed| listed == company));
    let body = IntroductionBody::Readmitted { company: name(turn, company) };
    if !is_listed {
        return toast(turn, body);
    }
    turn.record(Fact::Introduction(IntroductionFact::Readmitted { company: company.clone() }));
    say(turn, body, vec![list_button()]);
}
