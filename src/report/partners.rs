//! The partner report: what somebody asked, how it was understood, who fits and why, what nobody has, what comes next. Of contacts it holds
//! those alone that introductions have given to whoever reads it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Cell;
use super::card::{card, item, lists, origin};
use super::document::{Block, Column, Document, Item, Layout, Part, Rich, SCHEMA, Table, counted, day};
use super::groups::called;
use super::trade_facts::{self, TradeFact};
use crate::asked::{Answered, Asked, List};
use crate::domain::{Company, CompanyId, Field, Language};
use crate::matching::{Asker, Found, Index, IndexError, Match};
use crate::registry::ListingKind;
use crate::reply::{Answer, Clock, NEAR, Reached, Texts, excerpt, partner_role_key, reason, strength};
use crate::understanding::{Direction, Request, Role, Vocabulary, understand};

/// Matches told in detail; the rest stands in the table.
const CARDS: usize = 25;
/// Things asked for that are named, each once.
const WANTS: usize = 12;
/// Of each of them, where a company states it.
const WANT_CHARACTERS: usize = 200;
/// Sectors that a project needs, heaviest first, where it is said how the request was understood; a table has them all.
const ARMS: usize = 8;

/// For whom and what partners are sought.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// The company that asks, if it is one of the list.
    pub asker: Option<Company>,
    pub asked: Vec<Asked>,
    /// At most so many partners for each thing asked.
    pub limit: usize,
    /// The companies to which the one that asks is introduced already.
    pub introduced: BTreeMap<CompanyId, Introduced>,
}

/// An introduction that was accepted, of whichever side it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduced {
    /// When it was accepted.
    pub at: Timestamp,
    /// How the other company is reached, if the introduction has given that to whoever reads the report.
    pub reached: Option<Reached>,
}

/// What a report is made from, beside its subject.
pub struct Sources<'a> {
    pub index: &'a Index,
    /// A company of the list by its id.
    pub company: &'a dyn Fn(&CompanyId) -> Option<Company>,
    pub facts: &'a [TradeFact],
    /// Of the last entry of the ledger.
    pub as_of: Timestamp,
}

impl<'a> Sources<'a> {
    /// The companies among which partners are sought.
    pub(super) fn list(&self) -> List<'a> {
        List { index: self.index, company: self.company }
    }
}

/// Something asked with the partners for it.
struct Inquiry<'a> {
    asked: &'a Asked,
    /// Each text of it as understood; there is one at least.
    requests: Vec<Request>,
    found: Found,
}

/// The report in each of the languages, and whether anybody fits.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn document(
    subject: &Subject,
    languages: &[Language],
    asker: Asker<'_>,
    sources: &Sources<'_>,
) -> Result<(Document, bool), IndexError> {
    let mut inquiries = Vec::new();
    for asked in &subject.asked {
        let own = subject.asker.as_ref().map(Company::company_id);
        let Answered { requests, mut found, .. } = asked.answered(asker, subject.limit, own.as_ref(), sources.list())?;
        if !found.confident {
            found.matches.truncate(NEAR);
            found.more = 0;
        }
        inquiries.push(Inquiry { asked, requests, found });
    }
    let fits = inquiries.iter().any(|inquiry| inquiry.found.confident);
    let teller = |&language: &Language| Teller { subject, inquiries: &inquiries, sources, language, texts: Texts::of(language) }.part();
    let parts = languages.iter().map(teller).collect();
    Ok((Document { report: "partners", schema: SCHEMA, as_of: sources.as_of, layout: Layout::of(languages), parts }, fits))
}

/// Whether a text names anything that partners could be found for: not if it is empty, or only talk.
pub fn asks_for_something(text: &str, vocabulary: &Vocabulary) -> bool {
    !text.trim().is_empty() && understand(text, vocabulary).talk.is_none()
}

/// The language in which the first thing was asked.
pub fn spoken(subject: &Subject, index: &Index) -> Language {
    let first = subject.asked.iter().flat_map(|asked| &asked.texts).next();
    first.map(|text| understand(text, &index.vocabulary).language).unwrap_or_default()
}

/// Puts the report into one language.
struct Teller<'a> {
    subject: &'a Subject,
    inquiries: &'a [Inquiry<'a>],
    sources: &'a Sources<'a>,
    language: Language,
    texts: &'static Texts,
}

impl Teller<'_> {
    fn part(&self) -> Part {
        let Teller { texts, language, .. } = *self;
        let title = match &self.subject.asker {
            Some(company) => texts.say("report-partners-company", &[("name", called(&company.name, &company.company_id(), texts).into())]),
            None => texts.plain("report-partners-request"),
        };
        let mut blocks = Vec::new();
        if let Some(company) = &self.subject.asker {
            blocks.push(Block::Facts { key: "asker", items: self.about(company) });
        }
        for inquiry in self.inquiries {
            self.inquiry(inquiry, &mut blocks);
        }
        if self.inquiries.is_empty() {
            blocks.push(Block::Text { text: texts.plain("report-nobody-asked").into() });
        }
        blocks.extend(self.next());
        let requests = self.inquiries.iter().flat_map(|inquiry| &inquiry.requests);
        blocks.extend(trade_facts::blocks(self.sources.facts, requests, &self.sources.index.vocabulary, language));
        let companies = usize::try_from(self.sources.index.len()).unwrap_or(usize::MAX);
        Part {
            language,
            title,
            subtitle: texts
                .say("report-partners-subtitle", &[("companies", companies.into()), ("said", counted(companies, language).into())]),
            source: source(self.sources.as_of, language),
            page: page(texts),
            blocks,
        }
    }

    fn inquiry(&self, inquiry: &Inquiry<'_>, blocks: &mut Vec<Block>) {
        let (texts, language) = (self.texts, self.language);
        let (heading, key, name) = match inquiry.asked.kind {
            Some(ListingKind::Need) => ("report-asked-needs", "matches_needs", "report-matches-needs"),
            Some(ListingKind::Offer) => ("report-asked-offers", "matches_offers", "report-matches-offers"),
            None => ("report-asked", "matches", "report-matches"),
        };
        let near = !inquiry.found.confident && !inquiry.found.matches.is_empty();
        let (name, why) = if near { ("report-near", "report-why-near") } else { (name, "report-why") };
        let answer = self.answer(&inquiry.requests[0], &inquiry.found);
        blocks.push(Block::Heading { text: texts.plain(heading) });
        blocks.push(Block::Quote { text: inquiry.asked.quoted() });
        if inquiry.requests.iter().any(|request| request.cut) {
            blocks.push(Block::Note { text: texts.plain("report-cut") });
        }
        blocks.push(Block::Heading { text: texts.plain("report-understood") });
        blocks.push(Block::Facts { key: "understood", items: self.understood(inquiry) });
        blocks.push(Block::Heading { text: texts.plain("report-found") });
        let matches = &answer.matches;
        // An empty table says by itself that nobody fits.
        if !matches.is_empty() {
            blocks.push(Block::Text { text: self.count(&answer, &inquiry.found).into() });
        }
        let sought = if answer.direction == Direction::Sell { Field::Needs } else { Field::Offers };
        blocks.push(Block::Table(self.table(key, texts.plain(name), matches, sought)));
        if !matches.is_empty() {
            blocks.push(Block::Heading { text: texts.plain(why) });
            if matches.len() > CARDS {
                blocks.push(Block::Note { text: texts.say("report-why-first", &[("shown", CARDS.into())]) });
            }
            let card = |(number, found): (usize, &Match)| {
                let mut card = card(number, found, &self.company(found), language, &self.sources.index.vocabulary);
                card.items.splice(0..0, self.introduced(found));
                card
            };
            let cards = (1..).zip(matches).take(CARDS).map(card).collect();
            blocks.push(Block::Cards { key: "cards", cards });
        }
        if !answer.missing.is_empty() {
            blocks.push(Block::Heading { text: texts.plain("report-missing") });
            let item = |arm: &crate::matching::MissingArm| {
                let (sector, why) = (arm.sector.get(language), arm.why.get(language));
                Rich::marked(texts.say("missing-arm", &[("sector", sector.into()), ("why", why.into())]), 0..sector.len())
            };
            blocks.push(Block::List { key: "missing", items: answer.missing.iter().map(item).collect() });
        }
        blocks.extend(self.table_of_arms(inquiry).map(Block::Table));
    }

    /// What the planned project of a request needs, heaviest first: each sector with why.
    fn arms(&self, request: &Request) -> impl Iterator<Item = (&str, &str)> {
        let (language, vocabulary) = (self.language, &self.sources.index.vocabulary);
        let project = request.project.as_ref().map(|planned| &vocabulary.projects[usize::from(planned.project)]);
        let arms = project.into_iter().flat_map(|project| &project.arms);
        arms.filter_map(move |arm| Some((vocabulary.sector(vocabulary.index_of(&arm.sector)?).name.get(language), arm.why.get(language))))
    }

    /// The same as a table.
    fn table_of_arms(&self, inquiry: &Inquiry<'_>) -> Option<Table> {
        let plans = inquiry.requests.iter().filter(|request| request.direction == Direction::Project);
        let mut arms: Vec<(&str, &str)> = Vec::new();
        for arm in plans.flat_map(|request| self.arms(request)) {
            if !arms.contains(&arm) {
                arms.push(arm);
            }
        }
        let column = |key: &'static str, name: &str, share| Column::new(key, self.texts.plain(name), share);
        let row = |(sector, why): (&str, &str)| vec![Cell::Text(sector.to_owned()), Cell::Text(why.to_owned())];
        (!arms.is_empty()).then(|| Table {
            key: "arms",
            name: self.texts.plain("report-word-arms"),
            columns: vec![column("sector", "report-column-sector", 40), column("why", "report-column-reasons", 60)],
            rows: arms.into_iter().map(row).collect(),
            count_by: Vec::new(),
            empty: String::new(),
        })
    }

    /// That a match is introduced already, and how it is reached.
    fn introduced(&self, found: &Match) -> Vec<Item> {
        let Some(introduced) = self.subject.introduced.get(&found.id) else { return Vec::new() };
        let date = day(Clock::of(self.language).date(introduced.at), self.language);
        let accepted =
            item("introduced", "report-word-introduction", self.texts.say("report-accepted", &[("date", date.into())]), self.texts);
        let contact = introduced.reached.as_ref().map(|reached| item("contact", "report-word-contact", self.contact(reached), self.texts));
        std::iter::once(accepted).chain(contact).collect()
    }

    fn contact(&self, reached: &Reached) -> String {
        reached.lines(self.texts).join("; ")
    }

    /// What the list says of a match.
    fn company(&self, found: &Match) -> Company {
        (self.sources.company)(&found.id).unwrap_or_default()
    }

    /// How many fit, or how many at least: those that are a strong or fair match, and those that are only a possible one.
    fn count(&self, answer: &Answer, found: &Found) -> String {
        // Of whom a name means there are no others.
        let at_least = if found.cut && answer.direction != Direction::Name { "-at-least" } else { "" };
        let surely = found.surely;
        let shown = answer.matches.len();
        match answer.confident {
            false => self.texts.plain("report-found-nobody"),
            true => {
                let all = shown + answer.more;
                let said = |count| counted(count, self.language).into();
                let told = |key: &str, count: usize| self.texts.say(key, &[("count", count.into()), ("said", said(count))]);
                let counted = |key: &str, count: usize| told(&format!("{key}{at_least}"), count);
                let count = (surely > 0).then(|| counted("report-found-count", surely));
                let perhaps =
                    (all > surely).then(|| counted(if surely > 0 { "report-found-more" } else { "report-found-perhaps" }, all - surely));
                let only = (answer.more > 0).then(|| told("report-found-shown", shown));
                [count, perhaps, only].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// What the list says of the company that asks.
    fn about(&self, company: &Company) -> Vec<Item> {
        let mut items =
            vec![item("city", "report-column-city", self.sources.index.vocabulary.city_in(&company.city, self.language), self.texts)];
        items.extend(lists(company, &[Field::Sectors, Field::Offers, Field::Needs], self.language, &self.sources.index.vocabulary));
        items.extend(origin(company, self.texts));
        items
    }

    /// How it was understood: of several texts together, all that is said of any.
    fn understood(&self, inquiry: &Inquiry<'_>) -> Vec<Item> {
        let texts = self.texts;
        let mut said = Said::default();
        for (request, text) in inquiry.requests.iter().zip(&inquiry.asked.texts) {
            let direction = match request.direction {
                Direction::Buy => "report-direction-buy",
                Direction::Sell => "report-direction-sell",
                Direction::Project => "report-direction-project",
                Direction::Name => "report-direction-name",
            };
            said.put("language", "report-word-language", [texts.plain(&format!("report-language-{}", request.language))]);
            said.put("direction", "report-word-direction", [texts.plain(direction)]);
            self.understood_of(request, text, inquiry, &mut said);
        }
        said.items.into_iter().map(|(key, name, values)| item(key, name, told(key, values, texts), texts)).collect()
    }

    fn understood_of(&self, request: &Request, text: &str, inquiry: &Inquiry<'_>, said: &mut Said) {
        let (texts, language) = (self.texts, self.language);
        let vocabulary = &self.sources.index.vocabulary;
        let answer = self.answer(request, &inquiry.found);
        let named = |texts: &Option<crate::domain::Texts>| texts.iter().map(|texts| texts.get(language).to_owned()).collect::<Vec<_>>();
        // What a company states as one thing is told as it states it.
        let is_one = inquiry.asked.kind.is_some() && answer.wants.len() == 1 && answer.unwanted.is_empty();
        let wants = if is_one { vec![excerpt(text, WANT_CHARACTERS)] } else { answer.wants };
        said.put("wants", "report-word-wants", wants);
        if answer.direction == Direction::Project {
            said.put("project", "report-word-project", named(&answer.project));
            let sectors = self.arms(request).map(|(sector, _)| sector.to_owned()).collect::<Vec<_>>();
            said.put("arms", "report-word-arms", sectors);
        }
        said.put("place", "report-word-place", named(&answer.place));
        let roles = |roles: &[Role]| roles.iter().map(|&role| texts.plain(partner_role_key(role))).collect::<Vec<_>>();
        said.put("roles", "report-word-roles", roles(&answer.roles));
        said.put("unwanted", "report-word-unwanted", answer.unwanted.iter().cloned().chain(roles(&answer.unwanted_roles)));
        said.put("terms", "report-word-terms", answer.terms);
        let meant = request.wants.iter().filter_map(|want| want.meanings.first());
        said.put("sectors", "report-word-sectors", meant.map(|meaning| vocabulary.sector(meaning.sector).name.get(language).to_owned()));
    }

    /// What one request asks, with all that was found.
    fn answer(&self, request: &Request, found: &Found) -> Answer {
        let found = Found { direction: request.direction, ..found.clone() };
        Answer::new(request, found, self.language, &self.sources.index.vocabulary)
    }

    /// `sought`: which of what a company offers and what it needs is looked at, and stands on paper.
    fn table(&self, key: &'static str, name: String, matches: &[Match], sought: Field) -> Table {
        let share = |field: Field| if field == sought { 24 } else { 0 };
        // Room for the digits of the last number.
        let digits = u8::try_from(matches.len().max(10).ilog10()).unwrap_or(u8::MAX);
        let introduced = |found: &Match| self.subject.introduced.get(&found.id);
        let is_any = matches.iter().any(|found| introduced(found).is_some());
        let columns = [
            ("number", 2 + digits + u8::from(is_any)),
            ("id", 0),
            ("company", 22),
            ("city", 9),
            ("sectors", 0),
            ("offers", share(Field::Offers)),
            ("needs", share(Field::Needs)),
            ("arm", 0),
            ("strength", 19),
            ("score", 0),
            ("reasons", 0),
            ("source", 0),
            ("accepted", if is_any { 13 } else { 0 }),
            ("contact", 0),
        ];
        // A request of nobody's has no introductions.
        let columns = columns.into_iter().filter(|(key, _)| self.subject.asker.is_some() || !matches!(*key, "accepted" | "contact"));
        let columns: Vec<Column> =
            columns.map(|(key, share)| Column::new(key, self.texts.plain(&format!("report-column-{key}")), share)).collect();
        let width = columns.len();
        let rows = (1u64..).zip(matches).map(|(number, found)| {
            let company = self.company(found);
            let list = |field: Field| Cell::List { items: company.values(field).to_vec(), joined: company.values(field).join("; ") };
            let reasons: Vec<String> = found.reasons.iter().map(|why| reason(why, self.language)).collect();
            let introduced = introduced(found);
            let accepted = introduced.map(|introduced| Cell::Date(Clock::of(self.language).date(introduced.at)));
            let contact = introduced.and_then(|introduced| introduced.reached.as_ref()).map(|reached| self.contact(reached));
            let mut row = vec![
                Cell::Count(number),
                Cell::Code(found.id.0.clone()),
                Cell::Text(called(&found.name, &found.id, self.texts)),
                Cell::Text(found.city.clone()),
                list(Field::Sectors),
                list(Field::Offers),
                list(Field::Needs),
                Cell::Text(found.arm().map(|arm| arm.get(self.language).to_owned()).unwrap_or_default()),
                Cell::Text(strength(found.strength, self.language)),
                Cell::Number((f64::from(found.score) * 100.0).round() / 100.0),
                Cell::List { joined: reasons.join("; "), items: reasons },
                Cell::Text(company.source.clone()),
                accepted.unwrap_or(Cell::Nothing),
                Cell::Code(contact.unwrap_or_default()),
            ];
            row.truncate(width);
            row
        });
        Table {
            key,
            name,
            columns,
            rows: rows.collect(),
            count_by: vec!["strength", "city"],
            empty: self.texts.plain("report-found-nobody"),
        }
    }

    fn next(&self) -> [Block; 2] {
        let fits = self.inquiries.iter().any(|inquiry| inquiry.found.confident);
        let shown = self.inquiries.iter().flat_map(|inquiry| &inquiry.found.matches);
        let introduced: Vec<&Introduced> = shown.filter_map(|found| self.subject.introduced.get(&found.id)).collect();
        let holds_contacts = introduced.iter().any(|introduced| introduced.reached.is_some());
        let contacts = if holds_contacts { "report-next-contacts-given" } else { "report-next-contacts" };
        let mut keys = match fits {
            true => vec!["report-next-ask", contacts, "report-next-check"],
            false if holds_contacts => vec!["report-next-nobody", contacts],
            false => vec!["report-next-nobody"],
        };
        if introduced.iter().any(|introduced| introduced.reached.is_none()) {
            keys.push("report-next-introduced");
        }
        let items = keys.iter().map(|key| self.texts.plain(key).into()).collect();
        [Block::Heading { text: self.texts.plain("report-next") }, Block::List { key: "next", items }]
    }
}

/// What is said of how something was understood: under each key all its values, each once.
#[derive(Default)]
struct Said {
    items: Vec<(&'static str, &'static str, Vec<String>)>,
}

impl Said {
    fn put(&mut self, key: &'static str, name: &'static str, values: impl IntoIterator<Item = String>) {
        for value in values {
            match self.items.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, _, known)) if known.iter().any(|known| known.to_lowercase() == value.to_lowercase()) => (),
                Some((_, _, known)) => known.push(value),
                None => self.items.push((key, name, vec![value])),
            }
        }
    }
}

/// Values in one line, of many the first ones and how many there are besides.
fn told(key: &str, mut values: Vec<String>, texts: &Texts) -> String {
    let (most, between) = match key {
        "wants" => (WANTS, ", "),
        "arms" => (ARMS, "; "),
        "project" | "place" | "roles" | "unwanted" => (usize::MAX, ", "),
        _ => (usize::MAX, "; "),
    };
    if values.len() > most {
        let more = texts.say("report-more-arms", &[("count", (values.len() - most).into())]);
        values.truncate(most);
        values.push(more);
    }
    values.join(between)
}

/// What stands at the foot of each page.
pub(super) fn source(as_of: Timestamp, language: Language) -> String {
    sourced("report-source", as_of, language)
}

/// The same of a report that tells what happened.
pub(super) fn source_of_ledger(as_of: Timestamp, language: Language) -> String {
    sourced("report-source-ledger", as_of, language)
}

fn sourced(key: &str, as_of: Timestamp, language: Language) -> String {
    let date = day(Clock::of(language).date(as_of), language);
    Texts::of(language).say(key, &[("date", date.into())])
}

/// The number of a page among all, for the form that knows them.
pub(super) fn page(texts: &Texts) -> String {
    texts.say("report-page", &[("n", "{n}".into()), ("all", "{all}".into())])
}
