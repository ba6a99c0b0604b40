//! Introductions in words.

use jiff::civil::Date;

use super::{Asked, CompanyCard, Contacts, Hindered, IntroductionBody, IntroductionList, Lacking, Listed, Named, Next, Party, WayIn};
use crate::domain::{Contact, Evidence, Language, Reach, Region};
use crate::registry::{INVITATION_DAYS, Milestone, NextStep, Outcome, calendar};
use crate::reply::message::Message;
use crate::reply::texts::Texts;
use crate::reply::{Known, cards, contact_card, mark, picture};

/// An hour at which both sides work, by the clock of Lipetsk.
const MEETING_HOUR: i8 = 10;
/// Items of a list that a card shows.
const ITEMS: usize = 8;

/// Puts it into words.
pub(in crate::reply) fn render(body: &IntroductionBody, language: Language, texts: &Texts, known: &Known) -> Message {
    let named = |key: &str, company: &str| Message::from(texts.say(key, &[("company", mark::whole(company).into())]));
    match body {
        IntroductionBody::Lacking(lacking) => texts.plain(lacking_key(*lacking)).into(),
        IntroductionBody::Hindered(hindered) => hindrance(hindered, texts).into(),
        IntroductionBody::AskLine { company, may_skip } => {
            let key = if *may_skip { "line-ask-or-skip" } else { "line-ask" };
            texts.say(key, &[("company", mark::whole(company).into()), ("limit", LINE_CHARACTERS.into())]).into()
        }
        IntroductionBody::LineTooLong { characters } => {
            texts.say("line-too-long", &[("characters", (*characters).into()), ("limit", LINE_CHARACTERS.into())]).into()
        }
        IntroductionBody::LineWithContact => texts.plain("line-with-contact").into(),
        IntroductionBody::Preview { asker, by_chamber, line, evidence } => {
            preview(asker, *by_chamber, (line, evidence), language, texts).into()
        }
        IntroductionBody::Sent { company, through_chamber, until } => {
            let key = if *through_chamber { "introduction-sent-chamber" } else { "introduction-sent" };
            texts.say(key, &[("company", mark::whole(company).into()), ("until", day(*until).into())]).into()
        }
        IntroductionBody::Cancelled => texts.plain("introduction-cancelled").into(),
        IntroductionBody::NothingToSend => texts.plain("introduction-nothing-to-send").into(),
        IntroductionBody::Asked(asked) => self::asked(asked, language, texts, known).into(),
        IntroductionBody::Answered { by_you: true } => texts.plain("introduction-answered-by-you").into(),
        IntroductionBody::Answered { by_you: false } => texts.plain("introduction-answered").into(),
        IntroductionBody::Over => texts.plain("introduction-over").into(),
        IntroductionBody::ConsentFirst => texts.plain("introduction-consent-first").into(),
        IntroductionBody::PutOff { again: Some(again), .. } => texts.say("introduction-put-off", &[("date", day(*again).into())]).into(),
        IntroductionBody::PutOff { again: None, until } => texts.say("introduction-put-off-last", &[("until", day(*until).into())]).into(),
        IntroductionBody::Declined => texts.plain("introduction-declined").into(),
        IntroductionBody::NotAgain { company } => named("introduction-not-again", company),
        IntroductionBody::Gone { company } => named("introduction-gone", company),
        IntroductionBody::Contact(contacts) => contact(contacts, language, texts, known),
        IntroductionBody::NotThisTime { asked, next } => not_this_time(*asked, next.as_deref(), language, texts).into(),
        IntroductionBody::AskOutcome { company } => named("outcome-ask", company),
        IntroductionBody::FollowUp { milestone, company } => {
            let key = match milestone {
                Milestone::Days3 => "follow-up-3",
                Milestone::Days14 => "follow-up-14",
                Milestone::Days60 => "follow-up-60",
            };
            named(key, company)
        }
        IntroductionBody::Thanks(outcome) => texts.plain(thanks_key(*outcome)).into(),
        IntroductionBody::OutcomeKnown(outcome) => {
            texts.say("follow-up-known", &[("outcome", texts.plain(outcome_key(*outcome)).into())]).into()
        }
        IntroductionBody::List(list) => self::list(list, texts).into(),
        IntroductionBody::Readmitted { company } => named("introduction-readmitted", company),
        IntroductionBody::Company(card) => company(card, texts).into(),
        IntroductionBody::Saved { company } => named("company-saved", company),
        IntroductionBody::NoCompany => texts.plain("company-unknown").into(),
        IntroductionBody::InvitationInvalid => texts.plain("invitation-invalid").into(),
        IntroductionBody::Joined { company, consented: true } => named("invitation-joined", company),
        IntroductionBody::Joined { company, consented: false } => named("invitation-joined-consent", company),
        IntroductionBody::MemberAlready { company, same: true } => named("invitation-member-already", company),
        IntroductionBody::MemberAlready { company, same: false } => named("invitation-member-elsewhere", company),
        IntroductionBody::Invitation(way) => self::way("invitation", way, "hamkor-invitation.png", texts),
        IntroductionBody::TooManyInvitations => texts.plain("invitation-too-many").into(),
        IntroductionBody::CompanyLink(way) => self::way("company-link", way, "hamkor-company.png", texts),
        IntroductionBody::Met { company } => named("table-met", company),
        IntroductionBody::AskNote { company, on_behalf, note: None } => {
            named(if *on_behalf { "note-ask-for" } else { "note-ask" }, company)
        }
        IntroductionBody::AskNote { company, note: Some(note), .. } => {
            texts.say("note-ask-again", &[("company", mark::whole(company).into()), ("note", note.clone().into())]).into()
        }
        IntroductionBody::NoteTooLong { characters } => {
            texts.say("line-too-long", &[("characters", (*characters).into()), ("limit", LINE_CHARACTERS.into())]).into()
        }
        IntroductionBody::NoteKept { company, note } => {
            texts.say("note-kept", &[("company", mark::whole(company).into()), ("note", note.clone().into())]).into()
        }
        IntroductionBody::AskNextStep { company } => named("table-next-step", company),
        IntroductionBody::Agreed { company, step } => {
            let step = texts.plain(step_key(*step));
            texts.say("table-agreed", &[("company", mark::whole(company).into()), ("step", step.into())]).into()
        }
    }
}

/// Characters of a line of why, and of a note.
pub const LINE_CHARACTERS: usize = 300;

fn lacking_key(lacking: Lacking) -> &'static str {
    match lacking {
        Lacking::Company => "introduction-lacks-company",
        Lacking::Consent => "introduction-lacks-consent",
        Lacking::Contact => "introduction-lacks-contact",
    }
}

fn hindrance(hindered: &Hindered, texts: &Texts) -> String {
    match hindered {
        Hindered::Own => texts.plain("introduction-own"),
        Hindered::Asked { until } => texts.say("introduction-asked-already", &[("until", day(*until).into())]),
        Hindered::Known => texts.plain("introduction-known"),
        Hindered::NotYet { again } => texts.say("introduction-not-yet", &[("date", day(*again).into())]),
        Hindered::DayIsFull { limit } => texts.say("introduction-day-full", &[("limit", (*limit).into())]),
        Hindered::TooManyOpen { limit } => texts.say("introduction-too-many", &[("limit", (*limit).into())]),
    }
}

pub(super) fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "outcome-met",
        Outcome::NextStep => "outcome-next-step",
        Outcome::Deal => "outcome-deal",
        Outcome::Nothing => "outcome-nothing",
    }
}

fn thanks_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "follow-up-met",
        Outcome::NextStep => "follow-up-next-step",
        Outcome::Deal => "follow-up-deal",
        Outcome::Nothing => "follow-up-nothing",
    }
}

pub(super) fn step_key(step: NextStep) -> &'static str {
    match step {
        NextStep::Quotation => "step-quotation",
        NextStep::Samples => "step-samples",
        NextStep::Visit => "step-visit",
        NextStep::Nothing => "step-nothing",
    }
}

/// A day as all three languages write it.
fn day(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

fn preview(asker: &Party, by_chamber: bool, (line, evidence): (&str, &[Evidence]), language: Language, texts: &Texts) -> String {
    let mut lines = vec![texts.plain("line-preview"), String::new()];
    lines.push(card("introduction-asked", asker, texts));
    lines.extend(by_chamber.then(|| texts.plain("clerk-acts-for")));
    lines.extend(why(asker, Some(line), evidence, language, texts));
    // Of whoever asks for a chamber nothing is passed on, with or without an agreement.
    if !by_chamber {
        lines.extend([String::new(), texts.plain("line-preview-private")]);
    }
    lines.join("\n")
}

fn card(key: &str, card: &Party, texts: &Texts) -> String {
    texts.say(key, &[("company", mark::whole(&card.company).into()), ("city", card.city.clone().into())])
}

/// The verified mark, the line and the evidence.
fn why(card: &Party, line: Option<&str>, evidence: &[Evidence], language: Language, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    if card.verified {
        lines.push(texts.plain("introduction-verified"));
    }
    if let Some(line) = line.filter(|line| !line.is_empty()) {
        lines.push(texts.say("introduction-line", &[("line", line.to_owned().into())]));
    }
    lines.extend(evidence.iter().map(|evidence| {
        let cited = |text: &str| cards::excerpt(text, cards::CITED_CHARACTERS);
        let (request, company) = (cited(&evidence.request), cited(&evidence.company));
        match &evidence.bridge {
            None => texts.say("introduction-evidence", &[("request", request.into()), ("company", company.into())]),
            Some(bridge) => texts.say(
                "introduction-evidence-sector",
                &[("request", request.into()), ("company", company.into()), ("bridge", bridge.get(language).into())],
            ),
        }
    }));
    lines
}

fn asked(asked: &Asked, language: Language, texts: &Texts, known: &Known) -> String {
    let mut lines = Vec::new();
    if asked.reminder {
        lines.push(texts.plain("introduction-reminder"));
    }
    lines.push(match &asked.on_behalf {
        None => card("introduction-asked", &asked.card, texts),
        Some(company) => {
            let Party { company: asker, city, .. } = &asked.card;
            let arguments = [("company", mark::whole(asker).into()), ("city", city.clone().into()), ("other", mark::whole(company).into())];
            texts.say("introduction-asked-for", &arguments)
        }
    });
    lines.extend(asked.by_chamber.then(|| texts.plain("clerk-acts-for")));
    let personal = known.get(&asked.asker);
    let line = personal.and_then(|personal| personal.lines.get(&asked.id));
    let grounds = personal.and_then(|personal| personal.grounds.get(&asked.id));
    let evidence = grounds.map(|grounds| grounds.evidence.as_slice()).unwrap_or_default();
    lines.extend(why(&asked.card, line.map(String::as_str), evidence, language, texts));
    let key = if asked.on_behalf.is_some() { "introduction-until-for" } else { "introduction-until" };
    lines.extend([String::new(), texts.say(key, &[("until", day(asked.until).into())])]);
    lines.join("\n")
}

fn contact(contacts: &Contacts, language: Language, texts: &Texts, known: &Known) -> Message {
    let Contacts { company, city, .. } = contacts;
    let mut lines = vec![texts.say("contact", &[("company", mark::whole(company).into()), ("city", city.clone().into())])];
    let mut files = Vec::new();
    let name = match (contacts.person, &contacts.listed) {
        (Some(person), _) => match known.get(&person).and_then(|personal| personal.contact.as_ref()) {
            None => {
                lines.extend([texts.plain("contact-closed"), texts.plain("contact-closed-next")]);
                return lines.join("\n").into();
            }
            Some(contact) => {
                lines.extend(reached(contact, texts));
                files.push(contact_card::of_person(contact, company, city, contacts.id));
                contact.name.as_str()
            }
        },
        (None, listed) => {
            lines.push(texts.plain(if contacts.by_chamber { "contact-by-chamber" } else { "contact-through-chamber" }));
            let listed = listed.clone().unwrap_or_default();
            if listed.phone.is_empty() && listed.email.is_empty() {
                lines.push(texts.plain("contact-not-listed"));
            } else {
                lines.extend(reached_by_list(&listed, texts));
                files.push(contact_card::of_company(company, city, &listed.phone, &listed.email, contacts.id));
            }
            ""
        }
    };
    if contacts.on_behalf {
        lines.push(texts.say("contact-pass-on", &[("company", mark::whole(&contacts.own).into())]));
    }
    let there = calendar::hour_there(MEETING_HOUR, Region::Lipetsk, Region::Sughd);
    lines.push(texts.say("contact-times", &[("lipetsk", MEETING_HOUR.into()), ("khujand", there.into())]));
    if !contacts.on_behalf {
        let me = known.get(&contacts.viewer).and_then(|personal| personal.contact.as_ref()).map_or("", |contact| contact.name.as_str());
        lines.extend([String::new(), texts.plain("contact-draft"), draft(name, me, &contacts.own, language)]);
        if contacts.language != language {
            lines.extend([String::new(), draft(name, me, &contacts.own, contacts.language)]);
        }
    }
    Message { files, ..lines.join("\n").into() }
}

/// How the other side of an accepted introduction is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    Person(Contact),
    /// Its chamber acted for it.
    Listed(Listed),
}

impl Reached {
    /// In lines, the name of a person first.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        match self {
            Reached::Person(contact) => reached(contact, texts),
            Reached::Listed(listed) => reached_by_list(listed, texts),
        }
    }
}

fn reached_by_list(listed: &Listed, texts: &Texts) -> Vec<String> {
    let ways = [way_of_reaching("contact-phone", &listed.phone, texts), way_of_reaching("contact-email", &listed.email, texts)];
    ways.into_iter().flatten().collect()
}

/// The ways by which a person wants to be reached.
fn reached(contact: &Contact, texts: &Texts) -> Vec<String> {
    let mut lines = vec![contact.name.clone()];
    if contact.by != Reach::TelegramOnly {
        lines.extend(way_of_reaching("contact-phone", &contact.phone, texts));
    }
    if contact.by != Reach::PhoneOnly && !contact.username.is_empty() {
        lines.extend(way_of_reaching("contact-telegram", &format!("@{}", contact.username), texts));
    }
    if contact.by == Reach::PhoneOnly {
        lines.push(texts.plain("contact-phone-only"));
    }
    lines
}

fn way_of_reaching(key: &str, value: &str, texts: &Texts) -> Option<String> {
    (!value.is_empty()).then(|| texts.say(key, &[("value", value.to_owned().into())]))
}

/// The first message to the other side.
fn draft(name: &str, me: &str, own: &str, language: Language) -> String {
    let texts = Texts::of(language);
    let hello =
        if name.is_empty() { texts.plain("draft-hello") } else { texts.say("draft-hello-name", &[("name", name.to_owned().into())]) };
    let who = if me.is_empty() {
        texts.say("draft-company", &[("company", own.to_owned().into())])
    } else {
        texts.say("draft-person", &[("name", me.to_owned().into()), ("company", own.to_owned().into())])
    };
    format!("{hello} {who} {}", texts.plain("draft-ask"))
}

fn not_this_time(asked: Date, next: Option<&Next>, language: Language, texts: &Texts) -> String {
    let mut lines = vec![texts.say("not-this-time", &[("date", day(asked).into())])];
    match next {
        None => lines.push(texts.plain("not-this-time-search")),
        Some(next) => {
            let arguments = [("company", mark::whole(&next.name).into()), ("city", next.city.clone().into())];
            lines.push(texts.say("not-this-time-next", &arguments));
            lines.extend(next.reason.as_ref().map(|reason| format!("• {}", cards::reason(reason, language, texts))));
        }
    }
    lines.join("\n")
}

fn list(list: &IntroductionList, texts: &Texts) -> String {
    let mut lines = part("list-waiting", "list-until", &list.waiting, texts);
    lines.extend(part("list-asked", "list-until", &list.asked, texts));
    lines.extend(part("list-accepted", "list-since", &list.accepted, texts));
    if list.not_this_time > 0 {
        lines.push(texts.say("list-not-this-time", &[("count", list.not_this_time.into())]));
    }
    if !list.not_with.is_empty() {
        lines.push(texts.say("list-not-with", &[("companies", list.not_with.join("; ").into())]));
    }
    if lines.is_empty() {
        lines.push(texts.plain("list-empty"));
    }
    if list.may_invite {
        lines.push(texts.plain("list-invite"));
    }
    lines.join("\n")
}

/// A heading and a line an introduction; nothing where there is none.
fn part(heading: &str, line: &str, named: &[Named], texts: &Texts) -> Vec<String> {
    let line = |named: &Named| {
        let arguments = [("company", mark::whole(&named.company).into()), ("date", day(named.date).into())];
        let line = texts.say(line, &arguments);
        let line = named.on_behalf.as_ref().map_or(line.clone(), |company| {
            texts.say("list-on-behalf", &[("line", line.into()), ("company", mark::whole(company).into())])
        });
        format!("• {line}")
    };
    let heading = (!named.is_empty()).then(|| texts.plain(heading));
    heading.into_iter().chain(named.iter().map(line)).collect()
}

fn company(company: &CompanyCard, texts: &Texts) -> String {
    let mut lines = vec![card("link-card", &company.card, texts)];
    if company.card.verified {
        lines.push(texts.plain("introduction-verified"));
    }
    let items = |key: &str, items: &[String]| {
        let shown: Vec<String> = items.iter().take(ITEMS).map(|item| cards::shortened(item, cards::CITED_CHARACTERS)).collect();
        (!shown.is_empty()).then(|| texts.say(key, &[("items", shown.join("; ").into())]))
    };
    lines.extend(items("link-card-offers", &company.offers));
    lines.extend(items("link-card-needs", &company.needs));
    lines.extend(way_of_reaching("link-card-website", &company.website, texts));
    lines.extend(company.note.as_deref().and_then(|note| way_of_reaching("link-card-note", note, texts)));
    if company.own {
        lines.push(texts.plain("link-card-own"));
    }
    if let Some(by_chamber) = &company.by_chamber {
        lines.extend(part("clerk-card-asked", "list-until", &by_chamber.asked, texts));
        lines.extend(part("clerk-card-waiting", "list-until", &by_chamber.waiting, texts));
        lines.extend(part("list-accepted", "list-since", &by_chamber.accepted, texts));
        lines.extend(items("clerk-card-needs", &by_chamber.needs));
        lines.extend(items("clerk-card-offers", &by_chamber.offers));
    }
    lines.join("\n")
}

fn way(key: &str, way: &WayIn, file: &str, texts: &Texts) -> Message {
    let arguments = [("company", mark::whole(&way.company).into()), ("code", way.code.clone().into()), ("days", INVITATION_DAYS.into())];
    let mut lines = vec![texts.say(key, &arguments)];
    lines.extend(way.link.clone());
    let files = way.link.iter().filter_map(|link| picture::qr_code(link, file)).collect();
    Message { files, ..lines.join("\n").into() }
}
