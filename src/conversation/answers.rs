//! What is answered to the questions of a form about a company: checked, and said what is wrong with it.

use super::Form;
use super::application::{ask, know_sender, next};
use super::company::{company_action, say};
use super::company_form::{Aim, CompanyForm};
use super::turn::Turn;
use crate::domain::{Company, Field, phone, tax};
use crate::matching::{self, IndexError};
use crate::reply::{CompanyAction, CompanyBody, Fault, Question};
use crate::understanding::text::clean;
use crate::understanding::{Talk, understand};

/// Companies of a name to choose from.
const CHOICES: usize = 5;
const NAME_CHARACTERS: usize = 200;
const LIST_CHARACTERS: usize = 1000;
const WEBSITE_CHARACTERS: usize = 200;

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
pub(super) fn named(turn: &Turn, name: &str) -> Result<Vec<Company>, IndexError> {
    let request = understand(name, &turn.index.vocabulary);
    let found = matching::named(&request, CHOICES, turn.index)?;
    Ok(found.iter().filter_map(|id| turn.world.directory.company(id)).collect())
}

/// Asks whether it is that company, or which of them.
fn offer(turn: &mut Turn, form: CompanyForm, sought: &str, mut found: Vec<Company>) {
    turn.form(Some(Form::Company(Box::new(form))));
    found.truncate(CHOICES);
    if let [company] = found.as_slice() {
        let id = company.company_id();
        let taken = turn.registry.members.people_of(&id).next().is_some();
        let by_number = company.tax_id == sought;
        let city = turn.index.vocabulary.city_in(&company.city, turn.language());
        let body = CompanyBody::IsItYou { company: Box::new(Company { city, ..company.clone() }), by_number, taken };
        let buttons = [CompanyAction::ThatIsMe(id), CompanyAction::NotMe, CompanyAction::Cancel].map(company_action).to_vec();
        return say(turn, body, buttons);
    }
    let pick = |company: &Company| company_action(CompanyAction::Pick { company: company.company_id(), name: company.name.clone() });
    let others = [CompanyAction::Register, CompanyAction::Cancel].map(company_action);
    let buttons = found.iter().map(pick).chain(others).collect();
    let city = |company: &Company| turn.index.vocabulary.city_in(&company.city, turn.language());
    let companies = found.into_iter().map(|company| (company.name.clone(), city(&company))).collect();
    say(turn, CompanyBody::Choose { name: sought.to_owned(), companies }, buttons);
}

/// An answer in words: clean, of a bounded length, and no small talk.
fn words(turn: &Turn, text: &str, limit: usize) -> Result<String, Fault> {
    let cleaned = clean(text);
    if cleaned.chars().count() > limit {
        return Err(Fault::TooLong(limit));
    }
    let talk = understand(&cleaned, &turn.index.vocabulary).talk;
    // A name may be in any language, and "equipment" says what a company sells.
    if matches!(talk, Some(Talk::NoWords | Talk::Chatter | Talk::Price | Talk::Removal | Talk::Leaving)) {
        Err(Fault::NoAnswer)
    } else {
        Ok(cleaned)
    }
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
