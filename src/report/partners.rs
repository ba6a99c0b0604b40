//! The partner report: what somebody asked, how it was understood, who fits and why, what nobody has, what comes next. Contacts are never
//! in it: those are given by introductions only.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Cell;
use super::card::{card, item, lists, origin};
use super::document::{Block, Column, Document, Item, Layout, Part, Rich, SCHEMA, Table, counted, day};
use super::trade_facts::{self, TradeFact};
use crate::domain::{Company, CompanyId, Field, Language};
use crate::matching::{Asker, Found, Index, IndexError, Match, find};
use crate::registry::ListingKind;
use crate::reply::{Answer, Clock, Texts, partner_role_key, reason, strength};
use crate::understanding::{Direction, Request, Role, Vocabulary, understand, understand_need};

/// Matches told in detail; the rest stands in the table.
const CARDS: usize = 25;
/// Near misses shown when nobody fits.
const NEAR: usize = 3;
/// Things asked for that are named, each once.
const WANTS: usize = 12;
/// Sectors that a project needs, of those heaviest first.
const ARMS: usize = 8;

/// For whom and what partners are sought.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The company that asks, if it is one of the list.
    pub asker: Option<Company>,
    pub asked: Vec<Asked>,
    /// At most so many partners for each thing asked.
    pub limit: usize,
}

/// One thing asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub text: String,
    /// Read as a need or an offer whatever its words are; `None`: read by its words.
    pub kind: Option<ListingKind>,
    /// What the company is whose need it is, in the words of its sectors.
    pub by: String,
}

impl Asked {
    pub(super) fn read(&self, vocabulary: &Vocabulary) -> Request {
        match self.kind {
            Some(ListingKind::Need) => understand_need(&self.text, &self.by, vocabulary),
            Some(ListingKind::Offer) => understand(&self.text, vocabulary).as_offer(),
            None => understand(&self.text, vocabulary),
        }
    }

    /// What a company of the list needs, and what it offers; one that states neither offers what its sectors say.
    pub fn of(company: &Company) -> Vec<Asked> {
        let states_nothing = company.needs.is_empty() && company.offers.is_empty();
        let offers = if states_nothing { &company.sectors } else { &company.offers };
        let sides = [(ListingKind::Need, &company.needs), (ListingKind::Offer, offers)];
        let stated = sides.into_iter().filter(|(_, texts)| !texts.is_empty());
        stated.map(|(kind, texts)| Asked { text: texts.join(". "), kind: Some(kind), by: company.what_it_is() }).collect()
    }
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

/// A need or an offer with the partners for it.
struct Inquiry<'a> {
    asked: &'a Asked,
    request: Request,
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
        let request = asked.read(&sources.index.vocabulary);
        let mut found = find(&request, asker, 0, subject.limit, sources.index)?;
        if request.talk.is_some() {
            found = Found { matches: Vec::new(), confident: false, more: 0, missing: Vec::new(), ..found };
        }
        if !found.confident {
            found.matches.truncate(NEAR);
            found.more = 0;
        }
        inquiries.push(Inquiry { asked, request, found });
    }
    let fits = inquiries.iter().any(|inquiry| inquiry.found.confident);
    let teller = |&language: &Language| Teller { subject, inquiries: &inquiries, sources, language, texts: Texts::of(language) }.part();
    let parts = languages.iter().map(teller).collect();
    Ok((Document { report: "partners", schema: SCHEMA, as_of: sources.as_of, layout: Layout::Pages, parts }, fits))
}

/// Whether a text names anything that partners could be found for: not if it is empty, or only talk.
pub fn asks_for_something(text: &str, vocabulary: &Vocabulary) -> bool {
    !text.trim().is_empty() && understand(text, vocabulary).talk.is_none()
}

/// The language in which the first thing was asked.
pub fn spoken(subject: &Subject, index: &Index) -> Language {
    subject.asked.first().map(|asked| understand(&asked.text, &index.vocabulary).language).unwrap_or_default()
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
            Some(company) => texts.say("report-partners-company", &[("name", company.name.as_str().into())]),
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
        let requests = self.inquiries.iter().map(|inquiry| &inquiry.request);
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
        let answer = Answer::new(&inquiry.request, inquiry.found.clone(), language, &self.sources.index.vocabulary);
        blocks.push(Block::Heading { text: texts.plain(heading) });
        blocks.push(Block::Quote { text: inquiry.asked.text.clone() });
        if answer.cut {
            blocks.push(Block::Note { text: texts.plain("report-cut") });
        }
        blocks.push(Block::Heading { text: texts.plain("report-understood") });
        blocks.push(Block::Facts { key: "understood", items: self.understood(inquiry, &answer) });
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
            let card =
                |(number, found): (usize, &Match)| card(number, found, &self.company(found), language, &self.sources.index.vocabulary);
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

    fn understood(&self, inquiry: &Inquiry<'_>, answer: &Answer) -> Vec<Item> {
        let (texts, language) = (self.texts, self.language);
        let vocabulary = &self.sources.index.vocabulary;
        let spoken = texts.plain(&format!("report-language-{}", inquiry.request.language));
        let direction = texts.plain(match answer.direction {
            Direction::Buy => "report-direction-buy",
            Direction::Sell => "report-direction-sell",
            Direction::Project => "report-direction-project",
            Direction::Name => "report-direction-name",
        });
        let mut items =
            vec![item("language", "report-word-language", spoken, texts), item("direction", "report-word-direction", direction, texts)];
        let mut put = |key: &'static str, name: &str, values: Vec<String>, between: &str| {
            if !values.is_empty() {
                items.push(item(key, name, values.join(between), texts));
            }
        };
        let named = |texts: &Option<crate::domain::Texts>| texts.iter().map(|texts| texts.get(language).to_owned()).collect::<Vec<_>>();
        let mut wants: Vec<String> = Vec::new();
        for want in &answer.wants {
            if wants.iter().all(|known| known.to_lowercase() != want.to_lowercase()) {
                wants.push(want.clone());
            }
        }
        if wants.len() > WANTS {
            let more = texts.say("report-more-arms", &[("count", (wants.len() - WANTS).into())]);
            wants.truncate(WANTS);
            wants.push(more);
        }
        put("wants", "report-word-wants", wants, ", ");
        if let (Direction::Project, Some(planned)) = (answer.direction, &inquiry.request.project) {
            put("project", "report-word-project", named(&answer.project), ", ");
            let arms = &vocabulary.projects[usize::from(planned.project)].arms;
            let sectors = arms.iter().take(ARMS).filter_map(|arm| vocabulary.index_of(&arm.sector));
            let mut named: Vec<String> = sectors.map(|at| vocabulary.sector(at).name.get(language).to_owned()).collect();
            if arms.len() > ARMS {
                named.push(texts.say("report-more-arms", &[("count", (arms.len() - ARMS).into())]));
            }
            put("arms", "report-word-arms", named, "; ");
        }
        put("place", "report-word-place", named(&answer.place), ", ");
        let roles = |roles: &[Role]| roles.iter().map(|&role| texts.plain(partner_role_key(role))).collect::<Vec<_>>();
        put("roles", "report-word-roles", roles(&answer.roles), ", ");
        let unwanted = answer.unwanted.iter().cloned().chain(roles(&answer.unwanted_roles)).collect();
        put("unwanted", "report-word-unwanted", unwanted, ", ");
        put("terms", "report-word-terms", answer.terms.clone(), "; ");
        let meant = inquiry.request.wants.iter().filter_map(|want| want.meanings.first());
        let mut sectors: Vec<String> = meant.map(|meaning| vocabulary.sector(meaning.sector).name.get(language).to_owned()).collect();
        let mut seen = BTreeSet::new();
        sectors.retain(|sector| seen.insert(sector.clone()));
        put("sectors", "report-word-sectors", sectors, "; ");
        items
    }

    /// `sought`: which of what a company offers and what it needs is looked at, and stands on paper.
    fn table(&self, key: &'static str, name: String, matches: &[Match], sought: Field) -> Table {
        let share = |field: Field| if field == sought { 24 } else { 0 };
        // Room for the digits of the last number.
        let digits = u8::try_from(matches.len().max(10).ilog10()).unwrap_or(u8::MAX);
        let columns = [
            ("number", 2 + digits),
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
        ];
        let columns = columns.map(|(key, share)| Column::new(key, self.texts.plain(&format!("report-column-{key}")), share)).into();
        let rows = (1u64..).zip(matches).map(|(number, found)| {
            let company = self.company(found);
            let list = |field: Field| Cell::List { items: company.values(field).to_vec(), joined: company.values(field).join("; ") };
            let reasons: Vec<String> = found.reasons.iter().map(|why| reason(why, self.language)).collect();
            vec![
                Cell::Count(number),
                Cell::Code(found.id.0.clone()),
                Cell::Text(found.name.clone()),
                Cell::Text(found.city.clone()),
                list(Field::Sectors),
                list(Field::Offers),
                list(Field::Needs),
                Cell::Text(found.arm().map(|arm| arm.get(self.language).to_owned()).unwrap_or_default()),
                Cell::Text(strength(found.strength, self.language)),
                Cell::Number((f64::from(found.score) * 100.0).round() / 100.0),
                Cell::List { joined: reasons.join("; "), items: reasons },
                Cell::Text(company.source.clone()),
            ]
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
        let keys: &[&str] = if fits { &["report-next-ask", "report-next-contacts", "report-next-check"] } else { &["report-next-nobody"] };
        let items = keys.iter().map(|key| self.texts.plain(key).into()).collect();
        [Block::Heading { text: self.texts.plain("report-next") }, Block::List { key: "next", items }]
    }
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
