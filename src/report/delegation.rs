//! The delegation pack: for each guest a page in their language, whom to meet and why, with codes that open the companies' cards; before
//! them, for whoever leads the guests, all meetings in one table.

use std::collections::BTreeSet;

use super::Cell;
use super::card::card;
use super::document::{Block, Card, Column, Document, Layout, Part, Rich, SCHEMA, Table};
use super::groups::{called, can_be_called_out};
use super::partners::{Sources, page, source};
use super::trade_facts;
use crate::asked::{Answered, Asked};
use crate::domain::{Company, CompanyId, Field, Language, Region};
use crate::matching::{Asker, IndexError, Match, Strength};
use crate::registry::ListingKind;
use crate::reply::{Remarked, Texts, excerpt, reason, strength};
use crate::understanding::Request;

/// Whom a guest is to meet at most, unless somebody says otherwise.
pub const MEETINGS: u16 = 5;
/// Reasons on a card: a page has to do for all.
const REASONS: usize = 3;
/// Of what a company needs or offers, above its partners.
const ASKED_CHARACTERS: usize = 220;

/// A guest.
#[derive(Clone, Debug, Default)]
pub struct Guest {
    /// As the list has it; `None`: it is not on it.
    pub company: Option<Company>,
    /// As the list of guests names it; empty: only a wish is known.
    pub name: String,
    /// The person, if the file tells; it is kept nowhere.
    pub person: String,
    pub city: String,
    /// `None`: their page is in every language of the pack.
    pub language: Option<Language>,
    pub wish: String,
}

/// Something asked for a guest, with whom to meet for it.
struct Talks {
    asked: Asked,
    requests: Vec<Request>,
    /// Whether it is the wish of the guest.
    wish: bool,
    partners: Vec<Match>,
}

/// A guest with all talks.
struct Plan<'g> {
    guest: &'g Guest,
    /// Among all guests, from 1.
    number: usize,
    talks: Vec<Talks>,
}

/// The pack, and whether there is anybody to meet for anybody. `left_out`: what is wrong with guests who have no page; `limit`: whom a guest
/// is to meet, at most; `code`: what the QR code of a company holds.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn document(
    guests: &[Guest],
    left_out: &[Remarked],
    limit: usize,
    languages: &[Language],
    sources: &Sources<'_>,
    code: &dyn Fn(&CompanyId) -> String,
) -> Result<(Document, bool), IndexError> {
    let plans = (1..).zip(guests).map(|(number, guest)| plan(guest, number, limit, sources)).collect::<Result<Vec<_>, _>>()?;
    let some = plans.iter().any(|plan| plan.meetings() > 0);
    let mut parts: Vec<Part> = languages.iter().map(|&language| overview(&plans, left_out, language, sources, code)).collect();
    for plan in &plans {
        let own = plan.guest.language.map_or(languages.to_vec(), |language| vec![language]);
        parts.extend(own.into_iter().map(|language| plan.part(language, sources, code)));
    }
    Ok((Document { report: "delegation", schema: SCHEMA, as_of: sources.as_of, layout: Layout::Pages, parts }, some))
}

/// Whom a guest is to meet: in turn for the wish, for what their company needs, for what it offers, nobody twice.
fn plan<'g>(guest: &'g Guest, number: usize, limit: usize, sources: &Sources<'_>) -> Result<Plan<'g>, IndexError> {
    let vocabulary = &sources.index.vocabulary;
    let city = guest.company.as_ref().map_or(&guest.city, |company| &company.city);
    let home: Option<Region> = vocabulary.region_of(city);
    let own: Vec<CompanyId> = guest.company.iter().map(Company::company_id).collect();
    let wish = (!guest.wish.is_empty()).then(|| (Asked::request(guest.wish.as_str()), true));
    let stated = guest.company.iter().flat_map(Asked::of).map(|asked| (asked, false));
    let (mut talks, mut ranked) = (Vec::new(), Vec::new());
    for (asked, wish) in wish.into_iter().chain(stated) {
        let asker = Asker { home, without: &own, ..Asker::default() };
        let Answered { requests, found, .. } = asked.answered(asker, 2 * limit, own.first(), sources.list())?;
        let mut matches = if found.confident { found.matches } else { Vec::new() };
        // Nobody travels for what only may fit, as long as there is better.
        if matches.iter().any(|found| found.strength != Strength::Possible) {
            matches.retain(|found| found.strength != Strength::Possible);
        }
        ranked.push(matches.into_iter());
        talks.push(Talks { asked, requests, wish, partners: Vec::new() });
    }
    let mut met = BTreeSet::new();
    let mut left = true;
    while left && met.len() < limit {
        left = false;
        for (talks, ranked) in talks.iter_mut().zip(&mut ranked) {
            if let Some(found) = ranked.find(|found| !met.contains(&found.id)).filter(|_| met.len() < limit) {
                met.insert(found.id.clone());
                talks.partners.push(found);
                left = true;
            }
        }
    }
    Ok(Plan { guest, number, talks })
}

impl Plan<'_> {
    fn meetings(&self) -> usize {
        self.talks.iter().map(|talks| talks.partners.len()).sum()
    }

    /// The page of the guest.
    fn part(&self, language: Language, sources: &Sources<'_>, code: &dyn Fn(&CompanyId) -> String) -> Part {
        let texts = Texts::of(language);
        let mut blocks = Vec::new();
        let mut number = 0;
        for talks in &self.talks {
            if talks.partners.is_empty() && self.meetings() > 0 && !talks.wish {
                continue;
            }
            blocks.push(Block::Heading { text: texts.plain(talks.heading()) });
            blocks.push(Block::Quote { text: excerpt(&talks.asked.quoted(), ASKED_CHARACTERS) });
            if talks.partners.is_empty() {
                blocks.push(Block::Text { text: texts.plain("report-found-nobody").into() });
            }
            let cards = talks.partners.iter().map(|found| {
                number += 1;
                let company = (sources.company)(&found.id).unwrap_or_default();
                let found = found.clone().told_in(language, &sources.index.vocabulary);
                let mut card: Card = card(number, &found, &company, language, &sources.index.vocabulary);
                card.reasons.truncate(REASONS);
                card.items.retain(|item| item.key == "arm" || item.key == Field::Sectors.key());
                Card { code: Some(code(&found.id)), ..card }
            });
            blocks.push(Block::Cards { key: "cards", cards: cards.collect() });
        }
        if self.talks.is_empty() {
            blocks.push(Block::Text { text: texts.plain("report-nobody-asked").into() });
        }
        if number > 0 {
            blocks.push(Block::Note { text: texts.plain("report-delegation-code") });
        }
        let city = self.guest.company.as_ref().map_or(&self.guest.city, |company| &company.city);
        let who = [self.person(texts), &*sources.index.vocabulary.city_in(city, language)];
        let who: Vec<&str> = who.into_iter().filter(|text| !text.is_empty()).collect();
        Part {
            language,
            title: self.name(texts),
            subtitle: [&[texts.plain("report-delegation-page").as_str()], who.as_slice()].concat().join(" · "),
            source: source(sources.as_of, language),
            page: page(texts),
            blocks,
        }
    }

    /// The person, where it is not what the guest is called by.
    fn person(&self, texts: &Texts) -> &str {
        if self.name(texts) == self.guest.person { "" } else { &self.guest.person }
    }

    /// Of a guest without a company the person's name. A name of pictures alone cannot be called out or printed: such a guest has a number
    /// too.
    fn name(&self, texts: &Texts) -> String {
        let name = self.guest.company.as_ref().map_or(&self.guest.name, |company| &company.name);
        let name = if name.is_empty() { &self.guest.person } else { name };
        if can_be_called_out(name) {
            return name.clone();
        }
        let numbered = texts.say("report-delegation-guest", &[("number", self.number.into())]);
        format!("{numbered} {name}").trim_end().to_owned()
    }
}

impl Talks {
    fn heading(&self) -> &'static str {
        match self.asked.kind {
            _ if self.wish => "report-delegation-wish",
            Some(ListingKind::Offer) => "report-matches-offers",
            _ => "report-matches-needs",
        }
    }
}

/// Who is left out, all meetings in one table, and who has none.
fn overview(
    plans: &[Plan<'_>],
    left_out: &[Remarked],
    language: Language,
    sources: &Sources<'_>,
    code: &dyn Fn(&CompanyId) -> String,
) -> Part {
    let texts = Texts::of(language);
    let columns = [
        ("number", 4),
        ("guest", 18),
        ("person", 13),
        ("company", 20),
        ("city", 11),
        ("strength", 13),
        ("for", 0),
        ("score", 0),
        ("reasons", 0),
        ("id", 0),
        ("code", 0),
    ];
    let name = |key: &str| match key {
        "guest" | "person" | "for" | "code" => texts.plain(&format!("report-delegation-column-{key}")),
        _ => texts.plain(&format!("report-column-{key}")),
    };
    let mut rows = Vec::new();
    for plan in plans {
        for (talks, found) in plan.talks.iter().flat_map(|talks| talks.partners.iter().map(move |found| (talks, found))) {
            let reasons: Vec<String> = found.reasons.iter().map(|why| reason(why, language)).collect();
            rows.push(vec![
                Cell::Count(rows.len() as u64 + 1),
                Cell::Text(plan.name(texts)),
                if plan.person(texts).is_empty() { Cell::Nothing } else { Cell::Text(plan.person(texts).to_owned()) },
                Cell::Text(called(&found.name, &found.id, texts)),
                Cell::Text(sources.index.vocabulary.city_in(&found.city, language)),
                Cell::Text(strength(found.strength, language)),
                Cell::Text(texts.plain(talks.heading())),
                Cell::Number((f64::from(found.score) * 100.0).round() / 100.0),
                Cell::List { joined: reasons.join("; "), items: reasons },
                Cell::Code(found.id.0.clone()),
                Cell::Text(code(&found.id)),
            ]);
        }
    }
    let counts = [("guests", plans.len().into()), ("meetings", rows.len().into())];
    let mut columns: Vec<Column> = columns.map(|(key, share)| Column::new(key, name(key), share)).into();
    for column in columns.iter_mut().filter(|column| matches!(column.key, "guest" | "person")) {
        column.once = true;
    }
    if plans.iter().all(|plan| plan.person(texts).is_empty()) {
        // Else an empty column would stand on paper.
        columns[2].share = 0;
    }
    let table = Table {
        key: "meetings",
        name: texts.plain("report-delegation-meetings"),
        columns,
        rows,
        count_by: vec!["guest", "strength"],
        empty: texts.plain("report-delegation-nobody"),
    };
    let mut blocks = Vec::new();
    if !left_out.is_empty() {
        blocks.push(Block::Heading { text: texts.plain("report-delegation-left-out") });
        // Where the list came from is not told: its rows are called rows.
        blocks.push(Block::List { key: "left_out", items: left_out.iter().map(|remark| remark.item("", texts).into()).collect() });
    }
    blocks.push(Block::Table(table));
    let without: Vec<Rich> = plans.iter().filter(|plan| plan.meetings() == 0).map(|plan| plan.name(texts).into()).collect();
    if !without.is_empty() {
        blocks.push(Block::Heading { text: texts.plain("report-delegation-without") });
        blocks.push(Block::List { key: "without", items: without });
    }
    let talks = plans.iter().flat_map(|plan| &plan.talks).filter(|talks| !talks.partners.is_empty());
    blocks.extend(trade_facts::blocks(sources.facts, talks.flat_map(|talks| &talks.requests), &sources.index.vocabulary, language));
    Part {
        language,
        title: texts.plain("report-delegation"),
        subtitle: texts.say("report-delegation-subtitle", &counts),
        source: source(sources.as_of, language),
        page: page(texts),
        blocks,
    }
}
