//! The way through a form about a company: claiming one asks three questions, adding one a few more. Every question can be gone back
//! from, the form closed and taken up again; what was answered lies in the state. What an answer may be is in `answers`.

use super::company::{company_action, joined, place, say};
use super::company_form::{Aim, CompanyForm};
use super::turn::Turn;
use super::{Change, Form};
use crate::domain::{Company, CompanyId, Reach};
use crate::matching::IndexError;
use crate::registry::{Fact, MemberFact, Wish};
use crate::reply::{Action, Body, CONSENT_VERSION, CompanyAction, CompanyBody, Fault, Question};

/// Opens a form with its first question.
pub(super) fn begin(turn: &mut Turn, mut form: CompanyForm) {
    fill_contact(turn, &mut form);
    if is_passed_over(turn, &form, form.question) {
        return next(turn, form);
    }
    ask(turn, form, None, false);
}

/// Opens a form at its end.
pub(super) fn preview(turn: &mut Turn, mut form: CompanyForm) {
    fill_contact(turn, &mut form);
    form.question = Question::Preview;
    ask(turn, form, None, false);
}

/// Opens a form at one question, after which the preview comes.
pub(super) fn edit_one(turn: &mut Turn, mut form: CompanyForm, question: Question) {
    form.question = question;
    form.editing = true;
    ask(turn, form, None, false);
}

/// What is known of the person already.
fn fill_contact(turn: &Turn, form: &mut CompanyForm) {
    if let Some(contact) = &turn.state.personal.contact {
        form.contact = contact.clone();
    }
    know_sender(turn, form);
}

pub(super) fn know_sender(turn: &Turn, form: &mut CompanyForm) {
    if !turn.sender.name.is_empty() {
        form.contact.name.clone_from(&turn.sender.name);
    }
    if !turn.sender.username.is_empty() {
        form.contact.username.clone_from(&turn.sender.username);
    }
}

/// Goes on after a pause.
pub(super) fn resume(turn: &mut Turn, form: CompanyForm) {
    ask(turn, form, None, true);
}

/// Asks a question of the form and remembers that it is asked.
pub(super) fn ask(turn: &mut Turn, form: CompanyForm, fault: Option<Fault>, resumed: bool) {
    let question = form.question;
    let buttons = buttons(&form).into_iter().map(company_action).collect();
    let body = match (question, form.aim.wish()) {
        (Question::Preview, Some(wish)) if fault.is_none() => {
            let company = Box::new(as_others_see_it(turn, &form));
            let (place, contact) = (place(turn, &company), form.contact.clone());
            CompanyBody::Preview { wish, company, place, contact }
        }
        _ => CompanyBody::Ask { question, present: form.present(), fault, resumed },
    };
    turn.form(Some(Form::Company(Box::new(form))));
    if question == Question::Consent {
        // Consent is a message of its own.
        turn.leave_message();
    }
    say(turn, body, buttons);
}

/// The company as it will stand in the list.
fn as_others_see_it(turn: &Turn, form: &CompanyForm) -> Company {
    let written = form.company.clone();
    match &form.aim {
        Aim::Join(id) => turn.world.directory.company(id).map_or_else(|| written.clone(), |company| joined(company, written.clone())),
        _ => written,
    }
}

fn buttons(form: &CompanyForm) -> Vec<CompanyAction> {
    let question = form.question;
    let mut buttons = match question {
        Question::Which => return vec![CompanyAction::Register, CompanyAction::Cancel],
        // Telegram shows this one instead of a keyboard, so it stands alone; the others are commands.
        Question::Phone => return vec![CompanyAction::SharePhone],
        Question::Preview => return vec![CompanyAction::Publish, CompanyAction::Edit, CompanyAction::Cancel],
        Question::Consent => vec![CompanyAction::Agree, CompanyAction::Disagree],
        Question::Reach => [Reach::PhoneAndTelegram, Reach::PhoneOnly, Reach::TelegramOnly].map(CompanyAction::Reach).to_vec(),
        _ => Vec::new(),
    };
    buttons.push(CompanyAction::Back(question));
    if form.may_skip() {
        buttons.push(CompanyAction::Skip(question));
    }
    buttons.push(CompanyAction::Cancel);
    buttons
}

/// The next question; after the last one of a contact it is kept.
pub(super) fn next(turn: &mut Turn, mut form: CompanyForm) {
    if std::mem::take(&mut form.editing) {
        return preview(turn, form);
    }
    let questions = form.aim.questions();
    let at = questions.iter().position(|&question| question == form.question).map_or(0, |at| at + 1);
    match questions[at..].iter().find(|&&question| !is_passed_over(turn, &form, question)) {
        Some(&question) => {
            form.question = question;
            ask(turn, form, None, false);
        }
        None => keep_contact(turn, form),
    }
}

/// What need not be asked.
fn is_passed_over(turn: &Turn, form: &CompanyForm, question: Question) -> bool {
    match question {
        Question::Consent => has_consented(turn),
        Question::Phone => form.aim != Aim::Contact && !form.contact.phone.is_empty(),
        Question::TaxNumber => form.number_given,
        _ => false,
    }
}

fn has_consented(turn: &Turn) -> bool {
    turn.registry.members.consent(turn.chat).is_some_and(|consent| consent.version == CONSENT_VERSION)
}

/// The question before; before the first one there is which company it is.
fn back(turn: &mut Turn, mut form: CompanyForm) {
    if std::mem::take(&mut form.editing) {
        return preview(turn, form);
    }
    let questions = form.aim.questions();
    let at = questions.iter().position(|&question| question == form.question).unwrap_or(0);
    let before = questions[..at]
        .iter()
        .rev()
        .find(|&&question| question != Question::Consent && !(question == Question::TaxNumber && form.number_given));
    match (before, &form.aim) {
        (Some(&question), _) => {
            form.question = question;
            ask(turn, form, None, false);
        }
        (None, Aim::Contact) => cancel(turn),
        (None, Aim::Change(_)) => preview(turn, form),
        (None, Aim::Find | Aim::Join(_) | Aim::Add) => begin(turn, CompanyForm::new(Aim::Find)),
    }
}

fn skip(turn: &mut Turn, mut form: CompanyForm) {
    if !form.may_skip() {
        let fault = match form.question {
            Question::Phone => Fault::NoUsername,
            _ => Fault::CannotSkip,
        };
        return ask(turn, form, Some(fault), false);
    }
    form.skip();
    if form.question == Question::Phone {
        form.contact.by = Reach::TelegramOnly;
    }
    next(turn, form);
}

fn cancel(turn: &mut Turn) {
    turn.form(None);
    say(turn, CompanyBody::Cancelled, vec![company_action(CompanyAction::Open), Action::Help]);
}

/// `/back`, `/skip` or `/cancel`, typed.
pub(super) fn steer(turn: &mut Turn, mut form: CompanyForm, command: &str) {
    know_sender(turn, &mut form);
    match command {
        "back" => back(turn, form),
        "skip" => skip(turn, form),
        _ => cancel(turn),
    }
}

/// A button under a question. One under a question that was answered before does nothing.
pub(super) fn press(turn: &mut Turn, action: &CompanyAction) -> Result<(), IndexError> {
    let mut form = match (turn.state.form.clone(), action) {
        (Some(Form::Company(form)), _) => *form,
        (_, CompanyAction::Cancel) => {
            cancel(turn);
            return Ok(());
        }
        _ => return answered(turn),
    };
    know_sender(turn, &mut form);
    let asked = form.question;
    match action {
        CompanyAction::Register if form.aim == Aim::Find => register(turn, form),
        CompanyAction::ThatIsMe(company) | CompanyAction::Pick { company, .. } if form.aim == Aim::Find => claim(turn, company),
        CompanyAction::NotMe if form.aim == Aim::Find => begin(turn, CompanyForm::new(Aim::Find)),
        CompanyAction::Agree if asked == Question::Consent => agree(turn, form),
        CompanyAction::Disagree if asked == Question::Consent => {
            turn.form(None);
            say(turn, CompanyBody::Declined, vec![company_action(CompanyAction::Open), Action::Help]);
        }
        CompanyAction::SharePhone if asked == Question::Phone => ask(turn, form, None, false),
        CompanyAction::Reach(reach) if asked == Question::Reach => reached_by(turn, form, *reach),
        CompanyAction::Back(question) if asked == *question => back(turn, form),
        CompanyAction::Skip(question) if asked == *question => skip(turn, form),
        CompanyAction::Cancel => cancel(turn),
        CompanyAction::Edit if asked == Question::Preview => {
            let one = |question: &Question| company_action(CompanyAction::EditOne(*question));
            let buttons = form.aim.editable().iter().map(one).chain([company_action(CompanyAction::Preview)]).collect();
            say(turn, CompanyBody::WhatToEdit, buttons);
        }
        CompanyAction::EditOne(question) if asked == Question::Preview => edit_one(turn, form, *question),
        CompanyAction::Preview if asked == Question::Preview => preview(turn, form),
        CompanyAction::Publish if asked == Question::Preview => publish(turn, form),
        _ => return answered(turn),
    }
    Ok(())
}

fn answered(turn: &mut Turn) -> Result<(), IndexError> {
    turn.toast(Body::Company(CompanyBody::Answered));
    Ok(())
}

fn claim(turn: &mut Turn, id: &CompanyId) {
    let Some(company) = turn.world.directory.company(id) else {
        return say(turn, CompanyBody::Gone, vec![company_action(CompanyAction::Open)]);
    };
    let mut form = CompanyForm::new(Aim::Join(id.clone()));
    // What the chamber has stays; the person writes what is to be added.
    form.company = Company { id: company.id, name: company.name, city: company.city, tax_id: company.tax_id, ..Company::default() };
    begin(turn, form);
}

fn register(turn: &mut Turn, found: CompanyForm) {
    let mut form = CompanyForm::new(Aim::Add);
    form.number_given = !found.company.tax_id.is_empty();
    form.company = found.company;
    if form.company.name.is_empty() {
        return begin(turn, form);
    }
    // The name that was looked for in vain.
    form.question = Question::City;
    begin(turn, form);
}

fn agree(turn: &mut Turn, form: CompanyForm) {
    let language = turn.language();
    if !has_consented(turn) {
        turn.record(Fact::Member(MemberFact::Consented { version: CONSENT_VERSION, language }));
    }
    // What was agreed to stays in sight.
    turn.leave_message();
    next(turn, form);
}

fn reached_by(turn: &mut Turn, mut form: CompanyForm, reach: Reach) {
    know_sender(turn, &mut form);
    if reach == Reach::TelegramOnly && form.contact.username.is_empty() {
        return ask(turn, form, Some(Fault::NoUsername), false);
    }
    form.contact.by = reach;
    if reach != Reach::TelegramOnly && form.contact.phone.is_empty() {
        form.question = Question::Phone;
        // All but the number is answered.
        form.editing = form.aim != Aim::Contact;
        return ask(turn, form, Some(Fault::PhoneNeeded), false);
    }
    next(turn, form);
}

/// Sends the application to the chamber.
fn publish(turn: &mut Turn, mut form: CompanyForm) {
    let Some(wish) = form.aim.wish() else { return cancel(turn) };
    if !matches!(wish, Wish::Change(_)) {
        if !has_consented(turn) {
            form.question = Question::Consent;
            return ask(turn, form, None, false);
        }
        turn.change(Change::ContactGiven(Some(form.contact)));
    }
    let members = &turn.registry.members;
    let application = form.application.filter(|&id| members.application(id).is_some()).unwrap_or_else(|| members.next_application());
    let side = turn.index.vocabulary.region_of(&form.company.city);
    let former: Vec<_> = turn.state.personal.applications.keys().copied().filter(|former| *former != application).collect();
    former.into_iter().for_each(|former| turn.change(Change::ApplicationWritten(former, None)));
    turn.change(Change::ApplicationWritten(application, Some(Box::new(form.company))));
    turn.record(Fact::Member(MemberFact::Applied { application, wish, side }));
    turn.form(None);
    let moderated = turn.registry.members.staff.all().next().is_some();
    say(turn, CompanyBody::Sent { application, moderated }, vec![company_action(CompanyAction::TakeBack(application)), Action::Help]);
}

/// Keeps how the person is reached: at once, without the chamber.
fn keep_contact(turn: &mut Turn, form: CompanyForm) {
    turn.change(Change::ContactGiven(Some(form.contact.clone())));
    turn.form(None);
    say(turn, CompanyBody::ContactKept { contact: form.contact }, vec![company_action(CompanyAction::Open), Action::Help]);
}
