//! A clerk acts for a company that has no messenger: begins with its signed consent, asks, answers and notes in its name, and leaves
//! again. Who acts is always visible: every reply says on whose behalf it is, the ledger names the company, the other side is told.

use jiff::ToSpan;
use jiff::civil::Date;

use super::admin::AdminForm;
use super::dates::past_date;
use super::turn::Turn;
use super::{Form, company, staff};
use crate::domain::{ChatId, CompanyId, Region};
use crate::registry::{ClerkFact, ClerkNotice, Fact, ListingKind, calendar};
use crate::reply::{Action, Body, ClerkAction, ClerkBody, IntroductionAction, ListingAction, Paper, PaperKind};

/// A consent is that many years old at most: an older day is a slip of the pen.
const SIGNED_WITHIN: i64 = 1;

pub(super) fn press(turn: &mut Turn, action: &ClerkAction) {
    match action {
        ClerkAction::Act { company, .. } => begin(turn, company),
        ClerkAction::SignedToday { company } => {
            let today = today(turn, company);
            signed(turn, company, today);
        }
        ClerkAction::Paper(paper) => self::paper(turn, paper),
        ClerkAction::Menu => menu(turn),
        ClerkAction::TakeBack { company } => take_back(turn, company),
        ClerkAction::Leave => leave(turn),
        ClerkAction::Cancel => cancel(turn),
    }
}

/// The button under a company's card, for one who keeps the list of its side while nobody of its own speaks for it.
pub(super) fn button(turn: &Turn, id: &CompanyId) -> Option<Action> {
    if turn.acting().as_ref() == Some(id) {
        return Some(Action::Clerk(ClerkAction::Menu));
    }
    let act = ClerkAction::Act { company: id.clone(), name: company::name(turn, id) };
    acts_in_its_place(turn, id).then_some(Action::Clerk(act))
}

/// Whether the person is of the chamber that may act for the company.
pub(super) fn acts_in_its_place(turn: &Turn, id: &CompanyId) -> bool {
    keeps(turn, id) && !speaks_itself(turn, id)
}

fn side(turn: &Turn, id: &CompanyId) -> Option<Region> {
    turn.world.directory.company(id).and_then(|company| turn.index.vocabulary.region_of(&company.city))
}

fn keeps(turn: &Turn, id: &CompanyId) -> bool {
    turn.world.directory.company(id).is_some() && turn.registry.members.staff.serves(turn.chat, side(turn, id))
}

fn speaks_itself(turn: &Turn, id: &CompanyId) -> bool {
    turn.registry.members.people_of(id).next().is_some()
}

/// Whether the person may act for the company; otherwise it is said why not.
fn may_act(turn: &mut Turn, id: &CompanyId) -> bool {
    if !keeps(turn, id) {
        staff::not_yours(turn);
    } else if speaks_itself(turn, id) {
        let company = company::name(turn, id);
        turn.toast(Body::Clerk(ClerkBody::SpeaksItself { company }));
    } else {
        return true;
    }
    false
}

fn begin(turn: &mut Turn, id: &CompanyId) {
    if !may_act(turn, id) {
        return;
    }
    turn.leave_message();
    match turn.registry.members.clerks.paper(id) {
        Some(_) => act(turn, id),
        None => ask_paper(turn, id, false),
    }
}

/// Without a signed consent nobody acts for a company: is it there, and of which day?
fn ask_paper(turn: &mut Turn, id: &CompanyId, wrong: bool) {
    turn.form(Some(Form::Admin(AdminForm::Paper(id.clone()))));
    let consent = paper_of(turn, id, PaperKind::Consent);
    let buttons = vec![ClerkAction::SignedToday { company: id.clone() }, ClerkAction::Paper(consent), ClerkAction::Cancel];
    say(turn, ClerkBody::AskPaper { company: company::name(turn, id), wrong }, buttons);
}

/// The day was typed.
pub(super) fn typed_day(turn: &mut Turn, id: &CompanyId, text: &str) {
    let today = today(turn, id);
    let oldest = today.saturating_sub(SIGNED_WITHIN.years());
    match past_date(text, today).filter(|on| *on >= oldest) {
        Some(on) => signed(turn, id, on),
        None => ask_paper(turn, id, true),
    }
}

/// Closes the question about the paper. The button stays under an old question: when that was answered, it is said what came of it.
fn cancel(turn: &mut Turn) {
    if matches!(turn.state.form, Some(Form::Admin(AdminForm::Paper(_)))) {
        turn.form(None);
        say(turn, ClerkBody::Cancelled, Vec::new());
    } else if turn.acting().is_some() {
        menu(turn);
    } else {
        turn.toast(Body::NoForm);
    }
}

fn today(turn: &Turn, id: &CompanyId) -> Date {
    calendar::local(turn.now(), side(turn, id).unwrap_or(Region::Lipetsk)).date()
}

fn signed(turn: &mut Turn, id: &CompanyId, on: Date) {
    if !may_act(turn, id) {
        return;
    }
    if turn.registry.members.clerks.paper(id).is_none() {
        turn.record(Fact::Clerk(ClerkFact::Signed { company: id.clone(), on }));
    }
    act(turn, id);
}

fn act(turn: &mut Turn, id: &CompanyId) {
    turn.form(None);
    if turn.acting().as_ref() != Some(id) {
        let side = side(turn, id);
        turn.record(Fact::Clerk(ClerkFact::Began { company: id.clone(), side }));
    }
    turn.behalf = turn.acting();
    menu(turn);
}

/// What can be done in the name of the company.
pub(super) fn menu(turn: &mut Turn) {
    let Some(id) = turn.acting() else { return not_acting(turn) };
    let Some(paper) = turn.registry.members.clerks.paper(&id) else { return not_acting(turn) };
    turn.leave_message();
    let papers = [PaperKind::Consent, PaperKind::Slip].map(|kind| Action::Clerk(ClerkAction::Paper(paper_of(turn, &id, kind))));
    let mut buttons = vec![
        Action::Introduction(IntroductionAction::List),
        Action::Listing(ListingAction::List(ListingKind::Need)),
        Action::Listing(ListingAction::List(ListingKind::Offer)),
    ];
    buttons.extend(papers);
    buttons.extend([ClerkAction::TakeBack { company: id.clone() }, ClerkAction::Leave].map(Action::Clerk));
    let waiting = turn.registry.introductions.waiting_for(&id, turn.now()).count();
    turn.say(Body::Clerk(ClerkBody::Acting { company: company::name(turn, &id), signed: paper.on, waiting }), buttons);
}

fn not_acting(turn: &mut Turn) {
    turn.toast(Body::Clerk(ClerkBody::NotActing));
}

/// `/leave`
pub(super) fn leave(turn: &mut Turn) {
    let Some(company) = turn.acting() else { return not_acting(turn) };
    turn.form(None);
    turn.record(Fact::Clerk(ClerkFact::Ended { company: company.clone() }));
    left(turn, &company);
}

fn left(turn: &mut Turn, id: &CompanyId) {
    turn.behalf = None;
    let company = company::name(turn, id);
    let again = turn.registry.members.clerks.paper(id).map(|_| ClerkAction::Act { company: id.clone(), name: company.clone() });
    say(turn, ClerkBody::Left { company }, again.into_iter().collect());
}

/// The company has taken its consent back at the chamber.
fn take_back(turn: &mut Turn, id: &CompanyId) {
    if turn.acting().as_ref() != Some(id) {
        return not_acting(turn);
    }
    turn.form(None);
    turn.record(Fact::Clerk(ClerkFact::TookBack { company: id.clone() }));
    turn.behalf = None;
    say(turn, ClerkBody::TookBack { company: company::name(turn, id) }, Vec::new());
}

fn paper_of(turn: &Turn, id: &CompanyId, kind: PaperKind) -> Paper {
    Paper { company: id.clone(), name: company::name(turn, id), kind }
}

/// A paper to be printed, with what the list says of the company.
fn paper(turn: &mut Turn, paper: &Paper) {
    if !keeps(turn, &paper.company) {
        return staff::not_yours(turn);
    }
    // The question about the paper stays open above it.
    turn.leave_message();
    let paper = paper.clone();
    // A terminal shows no files.
    let body = if turn.chat == ChatId::TERMINAL { ClerkBody::Command(paper) } else { ClerkBody::Paper(paper) };
    say(turn, body, Vec::new());
}

/// Somebody of the company speaks for it now.
pub(super) fn notice(turn: &mut Turn, notice: ClerkNotice) {
    let ClerkNotice::Over { time } = notice;
    let Some(id) = turn.registry.members.clerks.ended(time).cloned() else { return };
    // Questions that were asked in the name of the company are not answered in another's.
    if matches!(turn.state.form, Some(Form::Introduction(_) | Form::Listing(_))) {
        turn.form(None);
    }
    say(turn, ClerkBody::Over { company: company::name(turn, &id) }, Vec::new());
}

fn say(turn: &mut Turn, body: ClerkBody, buttons: Vec<ClerkAction>) {
    turn.say(Body::Clerk(body), buttons.into_iter().map(Action::Clerk).collect());
}
