//! Bringing two sides together when both agree: [`asking`], [`answering`], what came of it ([`follow_up`]), the list of a person's
//! introductions ([`mod@overview`]), and the ways to a company beside a search: links, invitations, a meeting at a table ([`doors`]).

mod answering;
mod asking;
mod doors;
mod follow_up;
mod overview;

use serde::{Deserialize, Serialize};

use super::turn::Turn;
use super::{Form, command, search};
use crate::domain::{Company, CompanyId, Grounds, IntroductionId};
use crate::matching::IndexError;
use crate::registry::{Introduction, IntroductionNotice, Side};
use crate::reply::{Action, Body, CompanyAction, IntroductionAction, IntroductionBody, Party};

pub(super) use answering::fulfil;
pub(super) use doors::{code, invite, opened};
pub(super) use overview::overview;

/// The questions under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionForm {
    /// The line of why is asked.
    Line { company: CompanyId, name: String, grounds: Grounds },
    /// The person looks at what the other side will see.
    Preview { company: CompanyId, name: String, grounds: Grounds, line: String },
    /// A note about a company is asked.
    Note { company: CompanyId, name: String },
}

pub(super) fn press(turn: &mut Turn, action: &IntroductionAction) -> Result<(), IndexError> {
    if let Some(id) = answered_by(action) {
        turn.behalf = on_behalf_of(turn, id);
    }
    match action {
        IntroductionAction::Ask { company, .. } => return asking::begin(turn, company),
        IntroductionAction::Skip => asking::skip(turn),
        IntroductionAction::Send => return asking::send(turn),
        IntroductionAction::Rewrite => asking::back(turn),
        IntroductionAction::Cancel => cancel(turn),
        IntroductionAction::Accept(id) | IntroductionAction::AcceptFor(id) => answering::accept(turn, *id),
        IntroductionAction::Later(id) => answering::later(turn, *id),
        IntroductionAction::Decline(id) | IntroductionAction::DeclineFor(id) => answering::decline(turn, *id),
        IntroductionAction::NotAgain(id) => answering::not_again(turn, *id),
        IntroductionAction::Show { id, .. } => answering::show(turn, *id),
        IntroductionAction::Contact { id, .. } => answering::contact(turn, *id),
        IntroductionAction::More => {
            turn.leave_message();
            return search::more(turn);
        }
        IntroductionAction::SearchOn(id) => return answering::search_on(turn, *id),
        IntroductionAction::AskOutcome { id, .. } => follow_up::ask_now(turn, *id),
        IntroductionAction::Tell { id, milestone, outcome } => follow_up::tell(turn, *id, *milestone, *outcome),
        IntroductionAction::List => overview(turn),
        IntroductionAction::Readmit { company, .. } => overview::readmit(turn, company),
        IntroductionAction::MyCompany => return command(turn, "company", "", "company"),
        IntroductionAction::MyConsent => return super::company::press(turn, &CompanyAction::ChangeContact),
        IntroductionAction::Open { company, .. } => doors::company(turn, company),
        IntroductionAction::Save { company } => doors::save(turn, company),
        IntroductionAction::Invite => invite(turn),
        IntroductionAction::ShareCompany => doors::share(turn),
        IntroductionAction::Met { company } => doors::met(turn, company),
        IntroductionAction::Note { company } => doors::ask_note(turn, company),
        IntroductionAction::NextStep { company } => doors::ask_step(turn, company),
        IntroductionAction::Agree { company, step } => doors::agree(turn, company, *step),
    }
    Ok(())
}

/// The introduction in which a button takes a part.
fn answered_by(action: &IntroductionAction) -> Option<IntroductionId> {
    match action {
        IntroductionAction::Accept(id)
        | IntroductionAction::AcceptFor(id)
        | IntroductionAction::Later(id)
        | IntroductionAction::Decline(id)
        | IntroductionAction::DeclineFor(id)
        | IntroductionAction::NotAgain(id)
        | IntroductionAction::SearchOn(id)
        | IntroductionAction::Show { id, .. }
        | IntroductionAction::Contact { id, .. }
        | IntroductionAction::AskOutcome { id, .. }
        | IntroductionAction::Tell { id, .. } => Some(*id),
        _ => None,
    }
}

/// The company for which the person takes part in an introduction as its chamber, whether or not they act for it just now.
fn on_behalf_of(turn: &Turn, id: IntroductionId) -> Option<CompanyId> {
    let introduction = turn.registry.introductions.get(id)?;
    let own = if introduction.asker == turn.chat { &introduction.from } else { &introduction.to };
    let acts = match introduction.answered {
        _ if introduction.asker == turn.chat => introduction.on_behalf,
        Some(answered) => answered.on_behalf && answered.by == turn.chat,
        None => introduction.acts_on_behalf(turn.chat, &turn.registry.members),
    };
    acts.then(|| own.company.clone())
}

/// The answer to a question.
pub(super) fn answer(turn: &mut Turn, form: IntroductionForm, text: &str) -> Result<(), IndexError> {
    match form {
        IntroductionForm::Line { company, name, grounds } | IntroductionForm::Preview { company, name, grounds, .. } => {
            asking::line(turn, company, name, grounds, text);
        }
        IntroductionForm::Note { company, name } => doors::note(turn, company, name, text),
    }
    Ok(())
}

/// Leaves the questions; nothing of them is kept.
fn cancel(turn: &mut Turn) {
    if matches!(turn.state.form, Some(Form::Introduction(_))) {
        turn.form(None);
    }
    say(turn, IntroductionBody::Cancelled, vec![list_button()]);
}

/// `/back`, `/skip` and `/cancel`.
pub(super) fn steer(turn: &mut Turn, form: &IntroductionForm, command: &str) {
    match (form, command) {
        (IntroductionForm::Preview { .. }, "back") => asking::back(turn),
        (IntroductionForm::Line { .. } | IntroductionForm::Preview { .. }, "skip") => asking::skip(turn),
        _ => cancel(turn),
    }
}

pub(super) fn notice(turn: &mut Turn, notice: &IntroductionNotice) -> Result<(), IndexError> {
    match notice {
        IntroductionNotice::Asked(id) => answering::asked(turn, *id, false),
        IntroductionNotice::Reminder(id) => answering::asked(turn, *id, true),
        IntroductionNotice::Gone(id) => answering::gone(turn, *id),
        IntroductionNotice::Settled(id) => {
            turn.behalf = on_behalf_of(turn, *id);
            return answering::settled(turn, *id);
        }
        IntroductionNotice::FollowUp(id, milestone) => {
            turn.behalf = on_behalf_of(turn, *id);
            follow_up::ask(turn, *id, *milestone);
        }
    }
    Ok(())
}

fn say(turn: &mut Turn, body: IntroductionBody, buttons: Vec<IntroductionAction>) {
    turn.say(Body::Introduction(body), buttons.into_iter().map(Action::Introduction).collect());
}

/// A short answer to a press that changed nothing.
fn toast(turn: &mut Turn, body: IntroductionBody) {
    turn.toast(Body::Introduction(body));
}

fn list_button() -> IntroductionAction {
    IntroductionAction::List
}

fn introduction(turn: &Turn, id: IntroductionId) -> Option<Introduction> {
    turn.registry.introductions.get(id).cloned()
}

fn company(turn: &Turn, id: &CompanyId) -> Option<Company> {
    turn.world.directory.company(id)
}

/// A company as far as the person may see it: one that is hidden only those see who keep the list.
fn visible(turn: &Turn, id: &CompanyId) -> Option<Company> {
    if turn.registry.marks.is_hidden(id) && !turn.is_moderator() { None } else { company(turn, id) }
}

/// What a company is called; by its id, should it have left the list.
fn name(turn: &Turn, id: &CompanyId) -> String {
    company(turn, id).map_or_else(|| id.0.clone(), |company| company.name)
}

/// Its city, as the person calls it.
fn city(turn: &Turn, company: &Company) -> String {
    turn.index.vocabulary.city_in(&company.city, turn.language())
}

fn card(turn: &Turn, id: &CompanyId) -> Party {
    let company = company(turn, id).unwrap_or_else(|| Company { id: id.0.clone(), name: id.0.clone(), ..Company::default() });
    let city = city(turn, &company);
    Party { verified: turn.registry.marks.is_verified(&company), company: company.name, city }
}

/// A company with the side on which it is.
fn side(turn: &Turn, id: &CompanyId) -> Side {
    let region = company(turn, id).and_then(|company| turn.index.vocabulary.region_of(&company.city));
    Side { company: id.clone(), region }
}
