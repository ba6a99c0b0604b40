//! What a clerk of a chamber is told of applications.

use serde::{Deserialize, Serialize};

use super::Known;
use super::company::CompanyAction;
use super::company_words::{contact_line, date, facts, listed, short, wish_words};
use super::texts::Texts;
use crate::domain::{ApplicationId, ChatId, Company, Field};
use crate::registry::{Doubt, Verdict, Wish};

/// An application as a clerk sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Applied {
    pub application: ApplicationId,
    pub chat: ChatId,
    pub wish: Wish,
    pub at: jiff::Timestamp,
    /// As the list has it now; `None`: it is not in it.
    pub company: Option<Company>,
    /// How many others speak for it.
    pub members: usize,
}

pub(super) fn applied(applied: &Applied, texts: &Texts, known: &Known) -> Vec<String> {
    let number = applied.application.0;
    let mut lines = vec![
        texts.say("moderation-applied", &[("number", number.into()), ("date", date(applied.at).into())]),
        wish_words(&applied.wish, texts),
    ];
    let Some((person, written)) =
        known.get(&applied.chat).and_then(|person| Some((person, person.applications.get(&applied.application)?)))
    else {
        lines.push(texts.plain("moderation-no-longer"));
        return lines;
    };
    lines.extend([String::new(), texts.plain("moderation-written")]);
    lines.extend(facts(written, texts));
    if let Some(company) = &applied.company {
        lines.extend([String::new(), texts.plain("moderation-in-the-list")]);
        lines.extend(facts(company, texts));
        lines.extend(listed("moderation-source", company.values(Field::Source), texts));
    }
    if applied.members > 0 {
        lines.push(texts.say("moderation-members", &[("count", applied.members.into())]));
    }
    lines.push(String::new());
    lines.push(person.contact.as_ref().map_or_else(|| texts.plain("company-no-contact"), |contact| contact_line(contact, texts)));
    lines
}

pub(super) fn waiting(
    applications: &[(ApplicationId, ChatId, Wish)],
    more: usize,
    complaints: usize,
    texts: &Texts,
    known: &Known,
) -> Vec<String> {
    let complaints = (complaints > 0).then(|| texts.say("moderation-complaints", &[("count", complaints.into())]));
    if applications.is_empty() {
        return [texts.plain("moderation-nothing-waits")].into_iter().chain(complaints).collect();
    }
    let mut lines = vec![texts.say("moderation-waiting", &[("count", (applications.len() + more).into())])];
    for (application, chat, wish) in applications {
        let name = known.get(chat).and_then(|person| person.applications.get(application)).map(|company| short(&company.name));
        let name = name.unwrap_or_else(|| texts.plain("moderation-no-longer"));
        lines.push(format!("• №{application} {name}: {}", wish_words(wish, texts)));
    }
    lines.extend(complaints);
    lines
}

pub(super) fn settled(application: ApplicationId, verdict: Verdict, waiting: usize, texts: &Texts) -> Vec<String> {
    let key = match verdict {
        Verdict::Approved => "moderation-approved",
        Verdict::AskedBack(_) => "moderation-asked-back",
        Verdict::Refused(_) => "moderation-refused",
    };
    vec![texts.say(key, &[("number", application.0.into())]), texts.say("moderation-left", &[("count", waiting.into())])]
}

/// Why the chamber hesitates, as its button says it.
pub(super) fn doubt_key(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NotTheirCompany => "button-doubt-not-their-company",
        Doubt::CannotBeVerified => "button-doubt-cannot-be-verified",
        Doubt::OtherRegion => "button-doubt-other-region",
        Doubt::UnsuitableText => "button-doubt-unsuitable-text",
    }
}

pub(super) fn caption(action: &CompanyAction, texts: &Texts) -> String {
    match action {
        CompanyAction::Show(application) => texts.say("button-moderation-show", &[("number", application.0.into())]),
        CompanyAction::Approve { .. } => texts.plain("button-moderation-approve"),
        CompanyAction::Doubt { refuse: false, .. } => texts.plain("button-moderation-ask-back"),
        CompanyAction::Doubt { refuse: true, .. } => texts.plain("button-moderation-refuse"),
        CompanyAction::Decide { verdict: Verdict::AskedBack(doubt) | Verdict::Refused(doubt), .. } => texts.plain(doubt_key(*doubt)),
        _ => texts.plain("button-moderation-waiting"),
    }
}
