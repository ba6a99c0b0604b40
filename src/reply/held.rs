//! The copy of what is kept of a person: headings and sentences in their language, as they told it, and nothing of how the program
//! remembers a conversation. JSON, so that other programs can take it over.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::company_words::date;
use super::history::{Clock, fact_words};
use super::texts::Texts;
use crate::domain::{ChatId, Company, CompanyId, Contact, Language, Personal, Region};
use crate::registry::{Consent, Recorded};

/// What is kept of a person.
pub struct Held<'a> {
    pub made: Timestamp,
    pub chat: ChatId,
    pub language: Option<Language>,
    pub home: Option<Region>,
    pub consent: Option<Consent>,
    /// For which they speak.
    pub company: Option<&'a CompanyId>,
    pub personal: &'a Personal,
    /// What was answered in questions that are not at their end.
    pub begun: Option<(&'a Company, &'a Contact)>,
    /// The last requests, oldest first.
    pub requests: Vec<&'a str>,
    pub saved: &'a BTreeSet<CompanyId>,
    pub passed: &'a BTreeSet<CompanyId>,
    /// Requests about which they want to hear.
    pub watches: Vec<&'a str>,
    /// Files that they sent and that still wait.
    pub lists: Vec<&'a str>,
    /// What was recorded in their chat.
    pub facts: &'a [Recorded],
}

/// How companies are named.
type Named<'a> = &'a dyn Fn(&CompanyId) -> String;

/// Headings with what stands under them, in their order, without those under which nothing stands.
#[derive(Default)]
struct Copy {
    parts: Vec<(String, Part)>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Part {
    Line(String),
    Lines(Vec<String>),
}

impl Serialize for Copy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.parts.iter().map(|(heading, part)| (heading, part)))
    }
}

impl Copy {
    fn line(&mut self, heading: String, line: impl Into<String>) {
        let line = line.into();
        if !line.is_empty() {
            self.parts.push((heading, Part::Line(line)));
        }
    }

    fn lines(&mut self, heading: String, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().collect();
        if !lines.is_empty() {
            self.parts.push((heading, Part::Lines(lines)));
        }
    }
}

impl Held<'_> {
    /// The copy in that language.
    pub fn json(&self, language: Language, named: Named<'_>) -> String {
        let texts = Texts::of(language);
        let named = &|id: &CompanyId| texts.say("ledger-company", &[("name", named(id).into()), ("id", id.0.as_str().into())]);
        let clock = Clock::of(language);
        let mut copy = Copy::default();
        copy.line(texts.plain("held-made"), format!("{} {}", clock.moment(self.made), clock.name()));
        copy.line(texts.plain("held-chat"), self.chat.0.to_string());
        self.person(&mut copy, texts, named);
        self.companies(&mut copy, texts, named);
        self.written(&mut copy, texts);
        let facts = self.facts.iter();
        let told = facts.map(|recorded| format!("{} — {}", clock.moment(recorded.at), fact_words(&recorded.fact, texts, named)));
        copy.lines(texts.plain("held-recorded"), told);
        serde_json::to_string_pretty(&copy).unwrap_or_default()
    }

    fn person(&self, copy: &mut Copy, texts: &Texts, named: Named<'_>) {
        let language = self.language.map(|language| match language {
            Language::Ru => "button-russian",
            Language::Tg => "button-tajik",
            Language::En => "button-english",
        });
        let home = self.home.map(|home| match home {
            Region::Lipetsk => "button-lipetsk",
            Region::Sughd => "button-khujand",
        });
        copy.line(texts.plain("held-language"), language.map(|key| texts.plain(key)).unwrap_or_default());
        copy.line(texts.plain("held-home"), home.map(|key| texts.plain(key)).unwrap_or_default());
        let consent = self
            .consent
            .map(|Consent { at, version, .. }| texts.say("privacy-consented", &[("date", date(at).into()), ("version", version.into())]));
        copy.line(texts.plain("held-consent"), consent.unwrap_or_default());
        copy.line(texts.plain("held-contact"), self.personal.contact.as_ref().map(contact).unwrap_or_default());
        copy.line(texts.plain("held-company"), self.company.map(named).unwrap_or_default());
    }

    fn companies(&self, copy: &mut Copy, texts: &Texts, named: Named<'_>) {
        copy.lines(texts.plain("held-requests"), self.requests.iter().map(|&text| text.to_owned()));
        copy.lines(texts.plain("held-watches"), self.watches.iter().map(|&text| text.to_owned()));
        copy.lines(texts.plain("held-saved"), self.saved.iter().map(named));
        copy.lines(texts.plain("held-passed"), self.passed.iter().map(named));
        let notes = self.personal.notes.iter().map(|(company, note)| format!("{}: {note}", named(company)));
        let notes_for = self
            .personal
            .notes_for
            .iter()
            .flat_map(|(own, notes)| notes.iter().map(move |(company, note)| format!("{} — {}: {note}", named(own), named(company))));
        copy.lines(texts.plain("held-notes"), notes.chain(notes_for));
    }

    fn written(&self, copy: &mut Copy, texts: &Texts) {
        let Personal { lines, feedback, requests, replies, applications, grounds, .. } = self.personal;
        let numbered = |number: u64, text: &str| format!("№ {number}: {text}");
        let for_introductions = grounds.iter().filter(|(_, grounds)| !grounds.request.is_empty());
        copy.lines(texts.plain("held-introduction-requests"), for_introductions.map(|(id, grounds)| numbered(id.0, &grounds.request)));
        copy.lines(texts.plain("held-introduction-lines"), lines.iter().map(|(id, line)| numbered(id.0, line)));
        copy.lines(texts.plain("held-applications"), applications.iter().map(|(id, company)| numbered(id.0, &of_company(company))));
        let begun = self.begun.map(|(company, person)| [of_company(company), contact(person)]);
        copy.lines(texts.plain("held-begun"), begun.into_iter().flatten().filter(|told| !told.is_empty()));
        let to_chamber = feedback.values().chain(requests.values()).chain(replies.values());
        copy.lines(texts.plain("held-to-chamber"), to_chamber.cloned());
        copy.lines(texts.plain("held-lists"), self.lists.iter().map(|&name| name.to_owned()));
    }
}

fn contact(contact: &Contact) -> String {
    let username = if contact.username.is_empty() { String::new() } else { format!("@{}", contact.username) };
    joined([contact.name.clone(), contact.phone.clone(), username])
}

/// What somebody wrote of a company.
fn of_company(company: &Company) -> String {
    joined([
        company.name.clone(),
        company.city.clone(),
        company.tax_id.clone(),
        company.offers.join(", "),
        company.needs.join(", "),
        company.description.clone(),
        company.website.clone(),
    ])
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
