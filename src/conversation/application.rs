//! The questions of a form about a company: claiming one asks three, adding one a few more. Every question can be gone back from,
//! the form closed and taken up again; what was answered lies in the state.

use serde::{Deserialize, Serialize};

use super::company::{company_action, say};
use super::turn::Turn;
use super::{Change, Form};
use crate::domain::{ApplicationId, Company, CompanyId, Contact, Field, Reach, phone, tax};
use crate::matching::{Asker, IndexError, ReasonKind, find};
use crate::registry::{Fact, MemberFact, Wish};
use crate::reply::{Action, Body, CompanyAction, CompanyBody, Fault, Question};
use crate::understanding::text::clean;
use crate::understanding::{Talk, understand};

/// The version of the words of consent, `company-ask-consent` in the texts: a change of their sense raises it, and people are asked again.
pub(super) const CONSENT_VERSION: u32 = 1;
/// Companies of a name to choose from.
const CHOICES: usize = 5;
const NAME_CHARACTERS: usize = 200;
const LIST_CHARACTERS: usize = 1000;
const WEBSITE_CHARACTERS: usize = 200;

/// The questions under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyForm {
    pub question: Question,
    pub aim: Aim,
    /// What was answered of the company.
    pub company: Company,
    /// What was answered of the person.
    pub contact: Contact,
    /// After this answer the preview comes again.
    editing: bool,
    /// The tax number was given before the form began.
    number_given: bool,
    /// The application that is mended.
    application: Option<ApplicationId>,
}

/// What a form is filled in for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// To find out which company it is.
    Find,
    Join(CompanyId),
    Add,
    Change(CompanyId),
    /// To change how the person is reached.
    Contact,
}

impl Aim {
    /// The questions in their order.
    fn questions(&self) -> &'static [Question] {
        use Question::{City, Consent, Name, Needs, Offers, Phone, Preview, TaxNumber, Website, Which};
        match self {
            Aim::Find => &[Which],
            Aim::Join(_) => &[Consent, Phone, Offers, Needs, Question::Reach, Preview],
            Aim::Add => &[Name, City, TaxNumber, Offers, Needs, Website, Consent, Phone, Question::Reach, Preview],
            Aim::Change(_) => &[Offers, Needs, Preview],
            Aim::Contact => &[Consent, Phone, Question::Reach],
        }
    }

    /// Those that can be answered anew from the preview.
    fn editable(&self) -> &'static [Question] {
        use Question::{City, Name, Needs, Offers, Phone, TaxNumber, Website};
        match self {
            Aim::Join(_) => &[Offers, Needs, Phone, Question::Reach],
            Aim::Add => &[Name, City, TaxNumber, Offers, Needs, Website, Phone, Question::Reach],
            Aim::Change(_) => &[Offers, Needs],
            Aim::Find | Aim::Contact => &[],
        }
    }

    /// What the chamber is asked for.
    fn wish(&self) -> Option<Wish> {
        match self {
            Aim::Join(company) => Some(Wish::Join(company.clone())),
            Aim::Change(company) => Some(Wish::Change(company.clone())),
            Aim::Add => Some(Wish::Add),
            Aim::Find | Aim::Contact => None,
        }
    }
}

impl CompanyForm {
    pub(super) fn new(aim: Aim) -> CompanyForm {
        let question = aim.questions()[0];
        let (company, contact) = Default::default();
        CompanyForm { question, aim, company, contact, editing: false, number_given: false, application: None }
    }

    /// An application that is mended.
    pub(super) fn again(application: ApplicationId, wish: &Wish, company: Company) -> CompanyForm {
        let aim = match wish {
            Wish::Join(company) => Aim::Join(company.clone()),
            Wish::Change(company) => Aim::Change(company.clone()),
            Wish::Add => Aim::Add,
        };
        CompanyForm { company, application: Some(application), ..CompanyForm::new(aim) }
    }

    fn present(&self) -> String {
        match self.question {
            Question::Name => self.company.name.clone(),
            Question::City => self.company.city.clone(),
            Question::TaxNumber => self.company.tax_id.clone(),
            Question::Offers => self.company.offers.join("; "),
            Question::Needs => self.company.needs.join("; "),
            Question::Website => self.company.website.clone(),
            Question::Phone => self.contact.phone.clone(),
            Question::Which | Question::Consent | Question::Reach | Question::Preview => String::new(),
        }
    }

    fn may_skip(&self) -> bool {
        match self.question {
            Question::TaxNumber | Question::Website | Question::Offers => true,
            // One of the two is what a company is in the list for.
            Question::Needs => !self.company.offers.is_empty(),
            Question::Phone => !self.contact.username.is_empty(),
            _ => false,
        }
    }

    fn skip(&mut self) {
        match self.question {
            Question::TaxNumber => self.company.tax_id.clear(),
            Question::Website => self.company.website.clear(),
            Question::Offers => self.company.offers.clear(),
            Question::Needs => self.company.needs.clear(),
            Question::Phone => self.contact.phone.clear(),
            _ => {}
        }
    }
}

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

fn know_sender(turn: &Turn, form: &mut CompanyForm) {
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
fn ask(turn: &mut Turn, form: CompanyForm, fault: Option<Fault>, resumed: bool) {
    let question = form.question;
    let buttons = buttons(&form).into_iter().map(company_action).collect();
    let body = match (question, form.aim.wish()) {
        (Question::Preview, Some(wish)) if fault.is_none() => {
            CompanyBody::Preview { wish, company: Box::new(form.company.clone()), contact: form.contact.clone() }
        }
        _ => CompanyBody::Ask { question, present: form.present(), fault, resumed },
    };
    turn.form(Some(Form::Company(form)));
    if question == Question::Consent {
        // Consent is a message of its own.
        turn.leave_message();
    }
    say(turn, body, buttons);
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
fn next(turn: &mut Turn, mut form: CompanyForm) {
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
pub(super) fn steer(turn: &mut Turn, form: CompanyForm, command: &str) {
    match command {
        "back" => back(turn, form),
        "skip" => skip(turn, form),
        _ => cancel(turn),
    }
}

/// A button under a question. One under a question that was answered before does nothing.
pub(super) fn press(turn: &mut Turn, action: &CompanyAction) -> Result<(), IndexError> {
    let form = match (turn.state.form.clone(), action) {
        (Some(Form::Company(form)), _) => form,
        (_, CompanyAction::Cancel) => {
            cancel(turn);
            return Ok(());
        }
        _ => return answered(turn),
    };
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

/// The person's contact, or somebody else's.
pub(super) fn shared_phone(turn: &mut Turn, mut form: CompanyForm, phone: &str, name: &str, own: bool) {
    if !own {
        return ask(turn, form, Some(Fault::NotYourContact), false);
    }
    if form.contact.name.is_empty() {
        form.contact.name = clean(name);
    }
    // Messengers send the number with its country, with or without the sign.
    let with_sign = format!("+{}", phone.trim_start_matches('+'));
    take_phone(turn, form, &with_sign);
}

fn take_phone(turn: &mut Turn, mut form: CompanyForm, typed: &str) {
    match phone::typed(typed) {
        Ok(phone) => {
            form.contact.phone = phone;
            next(turn, form);
        }
        Err(fault) => ask(turn, form, Some(Fault::Phone(fault)), false),
    }
}

/// A typed answer.
pub(super) fn answer(turn: &mut Turn, mut form: CompanyForm, text: &str) -> Result<(), IndexError> {
    know_sender(turn, &mut form);
    let taken = match form.question {
        Question::Which => return look_for(turn, form, text),
        Question::Consent | Question::Reach | Question::Preview => Err(Fault::PressAButton),
        Question::Phone => {
            take_phone(turn, form, text);
            return Ok(());
        }
        Question::TaxNumber => match tax::typed(text) {
            Ok(number) if !turn.world.directory.by_tax_id(&number).is_empty() => return look_for(turn, CompanyForm::new(Aim::Find), text),
            Ok(number) => {
                form.company.tax_id = number;
                Ok(())
            }
            Err(fault) => Err(Fault::Tax(fault)),
        },
        Question::Name => words(turn, text, NAME_CHARACTERS).map(|name| form.company.name = name),
        Question::City => city(turn, text).map(|city| form.company.city = city),
        Question::Offers => items(turn, text, Field::Offers).map(|items| form.company.offers = items),
        Question::Needs => items(turn, text, Field::Needs).map(|items| form.company.needs = items),
        Question::Website => website(text).map(|website| form.company.website = website),
    };
    match taken {
        Ok(()) => next(turn, form),
        Err(fault) => ask(turn, form, Some(fault), false),
    }
    Ok(())
}

/// The company that a number or a name means.
fn look_for(turn: &mut Turn, mut form: CompanyForm, text: &str) -> Result<(), IndexError> {
    form.company = Company::default();
    if tax::is_meant(text) {
        match tax::typed(text) {
            Err(fault) => ask(turn, form, Some(Fault::Tax(fault)), false),
            Ok(number) => {
                let found = turn.world.directory.by_tax_id(&number);
                if found.is_empty() {
                    form.company.tax_id.clone_from(&number);
                    ask(turn, form, Some(Fault::NumberNotFound(number)), false);
                } else {
                    offer(turn, form, &number, found);
                }
            }
        }
        return Ok(());
    }
    let name = match words(turn, text, NAME_CHARACTERS) {
        Ok(name) => name,
        Err(fault) => {
            ask(turn, form, Some(fault), false);
            return Ok(());
        }
    };
    let found = named(turn, &name)?;
    if found.is_empty() {
        form.company.name.clone_from(&name);
        ask(turn, form, Some(Fault::NameNotFound(name)), false);
    } else {
        offer(turn, form, &name, found);
    }
    Ok(())
}

/// Companies that bear such a name, best first.
fn named(turn: &Turn, name: &str) -> Result<Vec<Company>, IndexError> {
    let request = understand(name, &turn.index.vocabulary);
    let found = find(&request, Asker { home: turn.state.home, ..Asker::default() }, 0, CHOICES, turn.index)?;
    let is_named = |found: &&crate::matching::Match| found.reasons.iter().any(|reason| reason.kind == ReasonKind::Name);
    Ok(found.matches.iter().filter(is_named).filter_map(|found| turn.world.directory.company(&found.id)).collect())
}

/// Asks whether it is that company, or which of them.
fn offer(turn: &mut Turn, form: CompanyForm, sought: &str, mut found: Vec<Company>) {
    turn.form(Some(Form::Company(form)));
    found.truncate(CHOICES);
    if let [company] = found.as_slice() {
        let id = company.company_id();
        let taken = turn.registry.members.people_of(&id).next().is_some();
        let by_number = company.tax_id == sought;
        let body = CompanyBody::IsItYou { company: Box::new(company.clone()), by_number, taken };
        let buttons = [CompanyAction::ThatIsMe(id), CompanyAction::NotMe, CompanyAction::Cancel].map(company_action).to_vec();
        return say(turn, body, buttons);
    }
    let pick = |company: &Company| company_action(CompanyAction::Pick { company: company.company_id(), name: company.name.clone() });
    let others = [CompanyAction::Register, CompanyAction::Cancel].map(company_action);
    let buttons = found.iter().map(pick).chain(others).collect();
    let companies = found.into_iter().map(|company| (company.name, company.city)).collect();
    say(turn, CompanyBody::Choose { name: sought.to_owned(), companies }, buttons);
}

/// An answer in words: clean, of a bounded length, and no small talk.
fn words(turn: &Turn, text: &str, limit: usize) -> Result<String, Fault> {
    let cleaned = clean(text);
    if cleaned.chars().count() > limit {
        return Err(Fault::TooLong(limit));
    }
    let talk = understand(&cleaned, &turn.index.vocabulary).talk;
    if matches!(talk, Some(Talk::NoWords | Talk::Chatter)) { Err(Fault::NoAnswer) } else { Ok(cleaned) }
}

/// A list, an item a line or between commas.
fn items(turn: &Turn, text: &str, field: Field) -> Result<Vec<String>, Fault> {
    words(turn, text, LIST_CHARACTERS)?;
    let mut company = Company::default();
    company.set(field, &text.lines().map(clean).collect::<Vec<_>>().join("\n"));
    Ok(company.values(field).to_vec())
}

/// The city in whatever spelling, as its region names it.
fn city(turn: &Turn, text: &str) -> Result<String, Fault> {
    let cleaned = clean(text);
    let place = turn.index.vocabulary.place_meant(&cleaned);
    match place.filter(|place| place.region.is_some()) {
        Some(place) => Ok(place.name.ru.clone()),
        None => Err(Fault::CityUnknown(cleaned)),
    }
}

fn website(text: &str) -> Result<String, Fault> {
    let website = clean(text);
    let host = website.split_once("://").map_or(website.as_str(), |(_, host)| host);
    let is_address = host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !website.contains([' ', '@', '<', '>', '"']);
    match website.chars().count() {
        count if count > WEBSITE_CHARACTERS => Err(Fault::TooLong(WEBSITE_CHARACTERS)),
        _ if is_address => Ok(website),
        _ => Err(Fault::Website),
    }
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
    turn.change(Change::ApplicationWritten(application, Some(Box::new(form.company))));
    turn.record(Fact::Member(MemberFact::Applied { application, wish }));
    turn.form(None);
    let moderated = !turn.world.settings.moderators.is_empty();
    say(turn, CompanyBody::Sent { application, moderated }, vec![company_action(CompanyAction::TakeBack(application)), Action::Help]);
}

/// Keeps how the person is reached: at once, without the chamber.
fn keep_contact(turn: &mut Turn, form: CompanyForm) {
    turn.change(Change::ContactGiven(Some(form.contact.clone())));
    turn.form(None);
    say(turn, CompanyBody::ContactKept { contact: form.contact }, vec![company_action(CompanyAction::Open), Action::Help]);
}
