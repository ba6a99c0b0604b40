//! Who speaks for which company: the card of a member's company, claiming one, adding one, and what its chamber has decided.
//! The questions on the way are in `application`, the chamber's side in `moderation`.

use super::company_form::{Aim, CompanyForm};
use super::turn::Turn;
use super::{Change, Edit, Form, answers, application, moderation};
use crate::domain::{ApplicationId, Company, CompanyId, Language, Texts};
use crate::matching::IndexError;
use crate::registry::{Fact, MemberFact, MemberNotice, Verdict, Wish};
use crate::reply::{self, Action, Body, CompanyAction, CompanyBody, Question};

/// `/company`: goes on with what is open, shows what waits or the member's card, or asks which company it is.
pub(super) fn open(turn: &mut Turn) {
    if let Some(Form::Company(form)) = turn.state.form.clone() {
        return application::resume(turn, *form);
    }
    let member_of = turn.registry.members.company_of(turn.chat).cloned();
    let open = turn.registry.members.open_application(turn.chat).map(|(id, _)| id);
    match (member_of, open) {
        (Some(company), _) => card(turn, &company),
        (None, Some(application)) => show(turn, application),
        (None, None) => application::begin(turn, CompanyForm::new(Aim::Find)),
    }
}

/// The company of a member, with what can be changed.
fn card(turn: &mut Turn, id: &CompanyId) {
    let Some(company) = turn.world.directory.company(id) else {
        turn.record(Fact::Member(MemberFact::Left));
        return say(turn, CompanyBody::Gone, vec![company_action(CompanyAction::Open), Action::Help]);
    };
    let waiting = turn.registry.members.open_application(turn.chat).map(|(id, _)| id);
    let mut buttons = match waiting {
        None => vec![CompanyAction::Change(Question::Offers), CompanyAction::Change(Question::Needs)],
        Some(application) if is_asked_back(turn, application) => {
            vec![CompanyAction::Mend(application), CompanyAction::TakeBack(application)]
        }
        Some(application) => vec![CompanyAction::TakeBack(application)],
    };
    buttons.extend([CompanyAction::ChangeContact, CompanyAction::Leave]);
    let contact = turn.state.personal.contact.clone();
    let place = place(turn, &company);
    let body = CompanyBody::Card { company: Box::new(company), place, contact, waiting };
    say(turn, body, buttons.into_iter().map(company_action).collect());
}

/// The city of a company in the three languages.
pub(super) fn place(turn: &Turn, company: &Company) -> Option<Texts> {
    turn.index.vocabulary.place_of(&company.city).map(|place| place.name.clone())
}

fn is_asked_back(turn: &Turn, application: ApplicationId) -> bool {
    turn.registry.members.application(application).is_some_and(|found| found.verdict.is_some())
}

/// The person's own application as it stands.
fn show(turn: &mut Turn, id: ApplicationId) {
    let application = turn.registry.members.application(id).filter(|application| application.chat == turn.chat).cloned();
    let Some(application) = application else {
        return turn.toast(Body::Company(CompanyBody::SettledBefore { application: id }));
    };
    let asked_back = match application.verdict {
        Some(Verdict::AskedBack(doubt)) => Some(doubt),
        _ => None,
    };
    let mend = asked_back.map(|_| CompanyAction::Mend(id));
    let buttons = mend.into_iter().chain([CompanyAction::TakeBack(id)]).map(company_action).collect();
    let company = Box::new(turn.state.personal.applications.get(&id).cloned().unwrap_or_default());
    say(turn, CompanyBody::Application { application: id, at: application.at, company, asked_back }, buttons);
}

pub(super) fn press(turn: &mut Turn, action: &CompanyAction) -> Result<(), IndexError> {
    match action {
        CompanyAction::Open => {
            turn.leave_message();
            open(turn);
        }
        CompanyAction::TakeBack(application) => take_back(turn, *application),
        CompanyAction::Mend(application) => mend(turn, *application),
        CompanyAction::Change(question) => change(turn, *question),
        CompanyAction::ChangeContact => application::begin(turn, CompanyForm::new(Aim::Contact)),
        CompanyAction::Leave => ask_leave(turn),
        CompanyAction::ReallyLeave(company) => leave(turn, company),
        CompanyAction::Waiting
        | CompanyAction::Show(_)
        | CompanyAction::Approve { .. }
        | CompanyAction::Doubt { .. }
        | CompanyAction::Decide { .. } => moderation::press(turn, action),
        _ => return application::press(turn, action),
    }
    Ok(())
}

fn take_back(turn: &mut Turn, application: ApplicationId) {
    if turn.registry.members.open_application(turn.chat).is_none_or(|(open, _)| open != application) {
        return turn.toast(Body::Company(CompanyBody::SettledBefore { application }));
    }
    drop_application(turn, application);
    say(turn, CompanyBody::TakenBack { application }, vec![company_action(CompanyAction::Open)]);
}

/// Takes back the application that is open, if there is one, with what was written in it.
pub(super) fn drop_application(turn: &mut Turn, application: ApplicationId) {
    turn.record(Fact::Member(MemberFact::TookBack { application }));
    turn.change(Change::ApplicationWritten(application, None));
}

/// Opens what the chamber has asked back.
fn mend(turn: &mut Turn, id: ApplicationId) {
    let open = turn.registry.members.open_application(turn.chat).map(|(open, application)| (open, application.clone()));
    let written = turn.state.personal.applications.get(&id).cloned();
    match (open, written) {
        (Some((open, application)), Some(written)) if open == id && application.verdict.is_some() => {
            application::preview(turn, CompanyForm::again(id, &application.wish, written));
        }
        _ => turn.toast(Body::Company(CompanyBody::SettledBefore { application: id })),
    }
}

/// A member changes what the list says of the company.
fn change(turn: &mut Turn, question: Question) {
    let Some(id) = turn.registry.members.company_of(turn.chat).cloned() else { return open(turn) };
    let Some(company) = turn.world.directory.company(&id) else { return card(turn, &id) };
    if turn.registry.members.open_application(turn.chat).is_some() {
        return card(turn, &id);
    }
    let mut form = CompanyForm::new(Aim::Change(id));
    form.company = company;
    application::edit_one(turn, form, question);
}

fn ask_leave(turn: &mut Turn) {
    let Some(id) = turn.registry.members.company_of(turn.chat).cloned() else { return open(turn) };
    let name = name(turn, &id);
    let buttons = [CompanyAction::ReallyLeave(id), CompanyAction::Open].map(company_action).to_vec();
    say(turn, CompanyBody::AskLeave { name }, buttons);
}

fn leave(turn: &mut Turn, company: &CompanyId) {
    if turn.registry.members.company_of(turn.chat) != Some(company) {
        return turn.toast(Body::Company(CompanyBody::Answered));
    }
    if let Some((application, _)) = turn.registry.members.open_application(turn.chat) {
        drop_application(turn, application);
    }
    turn.record(Fact::Member(MemberFact::Left));
    let name = name(turn, company);
    say(turn, CompanyBody::Left { name }, vec![company_action(CompanyAction::Open), Action::Help]);
}

pub(super) fn name(turn: &Turn, id: &CompanyId) -> String {
    turn.world.directory.company(id).map_or_else(|| id.0.clone(), |company| company.name)
}

/// A contact that the messenger passed on.
pub(super) fn contact(turn: &mut Turn, phone: &str, name: &str, own: bool) {
    match turn.state.form.clone() {
        Some(Form::Company(form)) if form.question == Question::Phone => answers::shared_phone(turn, *form, phone, name, own),
        _ => say(turn, CompanyBody::ContactNotAsked, vec![company_action(CompanyAction::Open)]),
    }
}

pub(super) fn notice(turn: &mut Turn, notice: &MemberNotice) {
    match *notice {
        MemberNotice::Applied { application, .. } => moderation::applied(turn, application),
        MemberNotice::Decided { application, .. } => decided(turn, application),
        MemberNotice::Undone { application, .. } => {
            let Some(found) = turn.registry.members.application(application) else { return };
            let over = found.verdict == Some(Verdict::Approved);
            let body = CompanyBody::Undone { application, wish: found.wish.clone(), over };
            say(turn, body, vec![company_action(CompanyAction::Open)]);
        }
    }
}

/// The chamber has decided: what it agreed to is put into the list now, and the person is told.
fn decided(turn: &mut Turn, id: ApplicationId) {
    let Some(application) = turn.registry.members.application(id).cloned() else { return };
    let Some(verdict) = application.verdict else { return };
    let written = turn.state.personal.applications.get(&id).cloned().unwrap_or_default();
    let buttons = match verdict {
        Verdict::AskedBack(_) => vec![CompanyAction::Mend(id), CompanyAction::TakeBack(id)],
        Verdict::Approved => {
            turn.change(Change::ApplicationWritten(id, None));
            vec![CompanyAction::Open]
        }
        // The words stay until the next application: the chamber may take its refusal back.
        Verdict::Refused(_) => vec![CompanyAction::Open],
    };
    let mut name = written.name.clone();
    if verdict == Verdict::Approved {
        let Some(company) = agreed(turn, id, &application.wish, written) else {
            return say(turn, CompanyBody::Gone, vec![company_action(CompanyAction::Open)]);
        };
        name.clone_from(&company.name);
        join(turn, company);
    }
    let body = CompanyBody::Decided { application: id, wish: application.wish, name, verdict };
    say(turn, body, buttons.into_iter().map(company_action).collect());
}

/// The company as it stands in the list from now on; `None`: it has gone from it meanwhile.
fn agreed(turn: &Turn, id: ApplicationId, wish: &Wish, written: Company) -> Option<Company> {
    match wish {
        Wish::Join(company) => Some(joined(turn.world.directory.company(company)?, written)),
        Wish::Change(company) => {
            let company = turn.world.directory.company(company)?;
            Some(Company { offers: written.offers, needs: written.needs, ..company })
        }
        Wish::Add => Some(Company {
            id: new_id(turn, id, &written.tax_id).0,
            source: reply::source_of_application(id, turn.now(), Language::Ru),
            ..written
        }),
    }
}

/// The tax number, as the loader makes it, so that a list of the chamber finds the company again.
fn new_id(turn: &Turn, application: ApplicationId, tax_id: &str) -> CompanyId {
    let by_number = CompanyId(tax_id.to_owned());
    match tax_id.is_empty() || turn.world.directory.company(&by_number).is_some() {
        true => CompanyId(format!("n-{application}")),
        false => by_number,
    }
}

/// A company of the list with what its person has added.
pub(super) fn joined(mut company: Company, written: Company) -> Company {
    append(&mut company.offers, written.offers);
    append(&mut company.needs, written.needs);
    company
}

/// What the person wrote, behind what the chamber has.
fn append(items: &mut Vec<String>, written: Vec<String>) {
    for item in written {
        if !items.iter().any(|known| known.to_lowercase() == item.to_lowercase()) {
            items.push(item);
        }
    }
}

fn join(turn: &mut Turn, company: Company) {
    let id = company.company_id();
    if turn.registry.members.company_of(turn.chat) != Some(&id) {
        turn.record(Fact::Member(MemberFact::Joined { company: id.clone() }));
    }
    let side = turn.index.vocabulary.region_of(&company.city);
    if side.is_some() && side != turn.state.home {
        turn.change(Change::HomeChosen(side));
    }
    if turn.world.directory.company(&id).as_ref() != Some(&company) {
        turn.edit(Edit::Put(Box::new(company)));
    }
}

pub(super) fn say(turn: &mut Turn, body: CompanyBody, buttons: Vec<Action>) {
    turn.say(Body::Company(body), buttons);
}

pub(super) fn company_action(action: CompanyAction) -> Action {
    Action::Company(action)
}
