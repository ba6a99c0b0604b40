//! The words about companies and those who speak for them.

use jiff::Timestamp;

use super::company::{CompanyBody, Fault, Question};
use super::message::Message;
use super::texts::Texts;
use super::{Known, cards, moderation};
use crate::domain::{self, ApplicationId, Company, Contact, Language, Reach, phone, tax};
use crate::registry::{Doubt, Verdict, Wish};

/// Items of a list that are shown.
const ITEMS: usize = 12;
/// Characters of one text that are shown.
const TEXT_CHARACTERS: usize = 300;

/// Puts it into words.
pub(super) fn render(body: &CompanyBody, texts: &Texts, known: &Known) -> Message {
    let numbered = |key: &str, application: &ApplicationId| texts.say(key, &[("number", application.0.into())]);
    let named = |key: &str, name: &str| texts.say(key, &[("name", short(name).into())]);
    let lines = match body {
        CompanyBody::Ask { question, present, fault, resumed } => ask(*question, present, fault.as_ref(), *resumed, texts),
        CompanyBody::IsItYou { company, by_number, taken } => is_it_you(company, *by_number, *taken, texts),
        CompanyBody::Choose { name, companies } => {
            let listed = companies.iter().map(|(name, city)| format!("• {}, {city}", short(name)));
            std::iter::once(named("company-choose", name)).chain(listed).collect()
        }
        CompanyBody::Preview { wish, company, place, contact } => preview(wish, company, place.as_ref(), contact, texts),
        CompanyBody::WhatToEdit => vec![texts.plain("company-what-to-edit")],
        CompanyBody::Cancelled => vec![texts.plain("company-cancelled")],
        CompanyBody::Answered => vec![texts.plain("company-answered")],
        CompanyBody::Declined => vec![texts.plain("company-declined")],
        CompanyBody::Sent { application, moderated } => {
            let when = if *moderated { "company-sent-when" } else { "company-sent-nobody" };
            vec![numbered("company-sent", application), texts.plain(when), texts.plain("company-sent-meanwhile")]
        }
        CompanyBody::Application { application, at, company, asked_back } => {
            let state = match asked_back {
                None => texts.say("company-waits", &[("number", application.0.into()), ("date", date(*at).into())]),
                Some(doubt) => {
                    texts.say("company-asked-back", &[("number", application.0.into()), ("doubt", doubt_words(*doubt, texts).into())])
                }
            };
            let mut lines = vec![state];
            lines.extend(facts(company, texts));
            lines
        }
        CompanyBody::TakenBack { application } => vec![numbered("company-taken-back", application)],
        CompanyBody::Decided { application, wish, name, verdict } => decided(*application, wish, name, *verdict, texts),
        CompanyBody::Undone { application, over: false, .. } => vec![numbered("company-reopened", application)],
        CompanyBody::Undone { application, wish: Wish::Change(_), .. } => vec![numbered("company-change-undone", application)],
        CompanyBody::Undone { application, .. } => vec![numbered("company-approval-undone", application)],
        CompanyBody::Gone => vec![texts.plain("company-gone")],
        CompanyBody::Card { company, place, contact, waiting } => card(company, place.as_ref(), contact.as_ref(), *waiting, texts),
        CompanyBody::ContactKept { contact } => vec![texts.plain("company-contact-kept"), contact_line(contact, texts)],
        CompanyBody::ContactNotAsked => vec![texts.plain("company-contact-not-asked")],
        CompanyBody::AskLeave { name } => vec![named("company-ask-leave", name)],
        CompanyBody::Left { name } => vec![named("company-left", name)],
        CompanyBody::Applied(applied) => moderation::applied(applied, texts, known),
        CompanyBody::Waiting { applications, more, complaints } => moderation::waiting(applications, *more, *complaints, texts, known),
        CompanyBody::AskDoubt { application, refuse } => {
            vec![numbered(if *refuse { "moderation-why-refuse" } else { "moderation-why-ask-back" }, application)]
        }
        CompanyBody::Settled { application, verdict, waiting } => moderation::settled(*application, *verdict, *waiting, texts),
        CompanyBody::SettledBefore { application } => vec![numbered("moderation-settled-before", application)],
        CompanyBody::OtherChamber { application } => vec![numbered("moderation-other-chamber", application)],
        CompanyBody::OnlyForModerators => vec![texts.plain("moderation-only")],
    };
    lines.join("\n").into()
}

fn ask(question: Question, present: &str, fault: Option<&Fault>, resumed: bool, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    match fault {
        // They say what to do themselves.
        Some(fault @ (Fault::NumberNotFound(_) | Fault::NameNotFound(_))) => return vec![fault_words(fault, texts)],
        Some(fault) => lines.extend([fault_words(fault, texts), String::new()]),
        None if resumed => lines.extend([texts.plain("company-resumed"), String::new()]),
        None => {}
    }
    lines.push(texts.plain(question_key(question)));
    if !present.is_empty() {
        lines.push(texts.say("company-present", &[("text", cards::shortened(present, TEXT_CHARACTERS).into())]));
    }
    lines
}

fn question_key(question: Question) -> &'static str {
    match question {
        Question::Which => "company-ask-which",
        Question::Name => "company-ask-name",
        Question::City => "company-ask-city",
        Question::TaxNumber => "company-ask-tax-number",
        Question::Offers => "company-ask-offers",
        Question::Needs => "company-ask-needs",
        Question::Website => "company-ask-website",
        Question::Consent => "company-ask-consent",
        Question::Phone => "company-ask-phone",
        Question::Reach => "company-ask-reach",
        Question::Preview => "company-ask-preview",
    }
}

fn fault_words(fault: &Fault, texts: &Texts) -> String {
    let cited = |key: &str, text: &str| texts.say(key, &[("text", cards::shortened(text, cards::CITED_CHARACTERS).into())]);
    let counted = |key: &str, count: usize| texts.say(key, &[("count", count.into())]);
    match fault {
        Fault::Tax(tax::Fault::Letters) => texts.plain("company-tax-letters"),
        Fault::Tax(tax::Fault::Digits(count)) => counted("company-tax-digits", *count),
        Fault::Tax(tax::Fault::CheckDigits(12)) => texts.plain("company-tax-check-digits"),
        Fault::Tax(tax::Fault::CheckDigits(_)) => texts.plain("company-tax-check-digit"),
        Fault::Tax(tax::Fault::Zeros) => texts.plain("company-tax-zeros"),
        Fault::Phone(phone::Fault::Letters) => texts.plain("company-phone-letters"),
        Fault::Phone(phone::Fault::Digits(count)) => counted("company-phone-digits", *count),
        Fault::Phone(phone::Fault::NoCountry) => texts.plain("company-phone-no-country"),
        Fault::NumberNotFound(number) => format!("{}\n{}", number_words(number, texts), texts.plain("company-number-not-found")),
        Fault::NameNotFound(name) => cited("company-name-not-found", name),
        Fault::CityUnknown(city) => cited("company-city-unknown", city),
        Fault::TooLong(limit) => counted("company-too-long", *limit),
        Fault::NoAnswer => texts.plain("company-no-answer"),
        Fault::Website => texts.plain("company-website-wrong"),
        Fault::PressAButton => texts.plain("company-press-a-button"),
        Fault::CannotSkip => texts.plain("company-cannot-skip"),
        Fault::NoUsername => texts.plain("company-no-username"),
        Fault::PhoneNeeded => texts.plain("company-phone-needed"),
        Fault::NotYourContact => texts.plain("company-not-your-contact"),
    }
}

/// What a right number says of itself.
fn number_words(number: &str, texts: &Texts) -> String {
    match tax::region_code(number) {
        Some(tax::LIPETSK) => texts.say("company-number-lipetsk", &[("count", number.len().into()), ("region", tax::LIPETSK.into())]),
        Some(region) => texts.say("company-number-russian", &[("count", number.len().into()), ("region", region.into())]),
        None => texts.plain("company-number-tajik"),
    }
}

fn is_it_you(company: &Company, by_number: bool, taken: bool, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    if by_number {
        lines.push(number_words(&company.tax_id, texts));
    }
    lines.push(texts.say("company-is-it-you", &[("name", short(&company.name).into()), ("city", company.city.as_str().into())]));
    lines.extend(listed("company-line-offers", &company.offers, texts));
    lines.extend(listed("company-line-needs", &company.needs, texts));
    if taken {
        lines.push(texts.plain("company-taken"));
    }
    lines
}

/// The preview: what will stand in the list, in the three languages, and what will not.
fn preview(wish: &Wish, company: &Company, place: Option<&domain::Texts>, contact: &Contact, texts: &Texts) -> Vec<String> {
    let mut lines = vec![texts.plain("company-ask-preview")];
    lines.extend(in_three_languages(company, place));
    if !matches!(wish, Wish::Change(_)) {
        lines.extend([String::new(), contact_line(contact, texts), texts.plain("company-contact-hidden")]);
    }
    lines
}

fn in_three_languages(company: &Company, place: Option<&domain::Texts>) -> Vec<String> {
    let mut lines = Vec::new();
    for language in Language::ALL {
        let texts = Texts::of(language);
        let city = place.map_or(company.city.as_str(), |place| place.get(language)).to_owned();
        lines.extend([String::new(), texts.plain("company-language")]);
        lines.extend(facts(&Company { city, ..company.clone() }, texts));
    }
    lines
}

/// A company's public data, a line each.
pub(super) fn facts(company: &Company, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |key: &str, text: &str| {
        if !text.is_empty() {
            lines.push(texts.say(key, &[("text", short(text).into())]));
        }
    };
    line("company-line-name", &company.name);
    line("company-line-city", &company.city);
    line("company-line-tax-number", &company.tax_id);
    line("company-line-website", &company.website);
    lines.extend(listed("company-line-offers", &company.offers, texts));
    lines.extend(listed("company-line-needs", &company.needs, texts));
    lines
}

/// Items in one line; no line when there are none.
pub(super) fn listed(key: &str, items: &[String], texts: &Texts) -> Option<String> {
    let shown = items.iter().take(ITEMS).map(|item| cards::shortened(item, cards::CITED_CHARACTERS)).collect::<Vec<_>>().join("; ");
    (!items.is_empty()).then(|| texts.say(key, &[("text", cards::shortened(&shown, TEXT_CHARACTERS).into())]))
}

pub(super) fn contact_line(contact: &Contact, texts: &Texts) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !contact.name.is_empty() {
        parts.push(short(&contact.name));
    }
    if contact.by != Reach::TelegramOnly && !contact.phone.is_empty() {
        parts.push(contact.phone.clone());
    }
    if contact.by != Reach::PhoneOnly && !contact.username.is_empty() {
        parts.push(format!("@{}", contact.username));
    }
    let by = texts.plain(match contact.by {
        Reach::PhoneAndTelegram => "company-reach-both",
        Reach::PhoneOnly => "company-reach-phone",
        Reach::TelegramOnly => "company-reach-telegram",
    });
    texts.say("company-line-contact", &[("contact", parts.join(", ").into()), ("by", by.into())])
}

fn decided(application: ApplicationId, wish: &Wish, name: &str, verdict: Verdict, texts: &Texts) -> Vec<String> {
    let said = |key: &str| texts.say(key, &[("number", application.0.into()), ("name", short(name).into())]);
    let doubted =
        |key: &str, doubt: Doubt| texts.say(key, &[("number", application.0.into()), ("doubt", doubt_words(doubt, texts).into())]);
    match (verdict, wish) {
        (Verdict::Approved, Wish::Change(_)) => vec![said("company-change-approved")],
        (Verdict::Approved, _) => vec![said("company-approved"), texts.plain("company-approved-next")],
        (Verdict::AskedBack(doubt), _) => vec![doubted("company-asked-back", doubt), texts.plain("company-asked-back-next")],
        (Verdict::Refused(doubt), _) => vec![doubted("company-refused", doubt), texts.plain("company-refused-next")],
    }
}

fn card(
    company: &Company,
    place: Option<&domain::Texts>,
    contact: Option<&Contact>,
    waiting: Option<ApplicationId>,
    texts: &Texts,
) -> Vec<String> {
    let mut lines = vec![texts.plain("company-card")];
    lines.extend(in_three_languages(company, place));
    lines.push(String::new());
    lines.push(contact.map_or_else(|| texts.plain("company-no-contact"), |contact| contact_line(contact, texts)));
    if let Some(application) = waiting {
        lines.push(texts.say("company-change-waits", &[("number", application.0.into())]));
    }
    lines
}

pub(super) fn wish_words(wish: &Wish, texts: &Texts) -> String {
    texts.plain(match wish {
        Wish::Join(_) => "company-wish-join",
        Wish::Add => "company-wish-add",
        Wish::Change(_) => "company-wish-change",
    })
}

pub(super) fn doubt_words(doubt: Doubt, texts: &Texts) -> String {
    texts.plain(match doubt {
        Doubt::NotTheirCompany => "doubt-not-their-company",
        Doubt::CannotBeVerified => "doubt-cannot-be-verified",
        Doubt::OtherRegion => "doubt-other-region",
        Doubt::UnsuitableText => "doubt-unsuitable-text",
    })
}

pub(super) fn short(text: &str) -> String {
    cards::shortened(text, cards::CITED_CHARACTERS)
}

/// The day, as all three languages write it.
pub(super) fn date(at: Timestamp) -> String {
    // By the clock of Lipetsk; in Khujand it is the same day but for two hours of the evening.
    crate::registry::calendar::local(at, crate::domain::Region::Lipetsk).strftime("%d.%m.%Y").to_string()
}

/// Where the data of a company come from that its own person has sent; kept with the company.
pub fn source_of_application(application: ApplicationId, at: Timestamp, language: Language) -> String {
    Texts::of(language).say("company-source", &[("number", application.0.into()), ("date", date(at).into())])
}
