//! The city-to-city report: all needs of each side against all offers of the other. Sector by sector how many needs there are and how many
//! found an answer, the needs that nobody answers, the strongest pairs, those not yet introduced, and whom introductions reach.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::Cell;
use super::document::{Block, Column, Document, Layout, Part, SCHEMA, Table, counted};
use super::groups::{Group, Groups, called, division};
use super::partners;
use super::trade_facts::{self, TradeFact};
use crate::asked::is_answer;
use crate::domain::{Company, CompanyId, Language, Region};
use crate::matching::{Asker, Index, IndexError, Match, find};
use crate::registry::Registry;
use crate::reply::{Texts, reason, strength};
use crate::understanding::vocabulary::SectorIndex;
use crate::understanding::{Direction, Request, understand_need};

/// Pairs, and needs without an answer, that are listed unless somebody says otherwise.
pub const PAIRS: u32 = 50;
/// Answers looked at for each need, best first.
const ANSWERS: usize = 10;
/// The so-many-th part of the companies that were introduced most.
const TOP: usize = 10;

/// What a city-to-city report is made from.
pub struct Cities<'a> {
    /// The list, each company with what it has published.
    pub companies: &'a [Company],
    pub registry: &'a Registry,
    pub index: &'a Index,
    pub facts: &'a [TradeFact],
    pub as_of: Timestamp,
    /// At most so many pairs, and so many needs without an answer, are listed.
    pub limit: usize,
}

/// Something that a company needs.
struct Need {
    company: CompanyId,
    text: String,
    side: Region,
    request: Request,
    division: Option<SectorIndex>,
    /// Companies of the other side that fit, best first.
    answers: Vec<Match>,
}

/// A need with one of its answers.
struct Pair<'n> {
    need: &'n Need,
    answer: &'n Match,
    introduced: bool,
}

/// What there is to tell, whatever the language.
struct Found<'a> {
    cities: &'a Cities<'a>,
    groups: Groups<'a>,
    needs: Vec<Need>,
    introduced: BTreeSet<(CompanyId, CompanyId)>,
}

/// The report in each of the languages. `told` is called with how many of the needs are done, and how many there are.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn document(cities: &Cities<'_>, languages: &[Language], told: &mut dyn FnMut(usize, usize)) -> Result<Document, IndexError> {
    let groups = Groups::new(cities.companies, &cities.index.vocabulary);
    let mut needs = Vec::new();
    for company in cities.companies {
        let id = company.company_id();
        let Some(side) = groups.get(&id).and_then(|grouped| grouped.region) else { continue };
        let what_it_is = company.what_it_is();
        for text in &company.needs {
            let request = understand_need(text, &what_it_is, &cities.index.vocabulary);
            // Whatever a project buys, the need is that of its owner.
            let division = match request.direction {
                Direction::Project => groups.get(&id).and_then(|grouped| grouped.division),
                _ => division(text, &cities.index.vocabulary),
            };
            needs.push(Need { company: id.clone(), text: text.clone(), side, request, division, answers: Vec::new() });
        }
    }
    let all = needs.len();
    for (done, need) in needs.iter_mut().enumerate() {
        told(done, all);
        answer(need, &groups, cities.index)?;
    }
    told(all, all);
    let pair = |introduction: &crate::registry::Introduction| ordered(&introduction.from.company, &introduction.to.company);
    let introduced = cities.registry.introductions.all().map(pair).collect();
    let found = Found { cities, groups, needs, introduced };
    let parts = languages.iter().map(|&language| found.part(language)).collect();
    Ok(Document { report: "cities", schema: SCHEMA, as_of: cities.as_of, layout: Layout::of(languages), parts })
}

fn ordered(one: &CompanyId, other: &CompanyId) -> (CompanyId, CompanyId) {
    if one < other { (one.clone(), other.clone()) } else { (other.clone(), one.clone()) }
}

/// Finds who of the other side answers a need. What is only near is no answer.
fn answer(need: &mut Need, groups: &Groups<'_>, index: &Index) -> Result<(), IndexError> {
    let own = [need.company.clone()];
    let asker = Asker { home: Some(need.side), without: &own, ..Asker::default() };
    let found = find(&need.request, asker, 0, 2 * ANSWERS, index)?;
    if found.confident && need.request.talk.is_none() {
        let there = |id: &CompanyId| groups.get(id).is_some_and(|grouped| grouped.region == Some(need.side.other()));
        let answers = |found: &Match| is_answer(found) && there(&found.id);
        need.answers = found.matches.into_iter().filter(answers).take(ANSWERS).collect();
    }
    Ok(())
}

/// So many needs at most, those of one side before those of the other: half of the room for each, and what one side leaves of it for the
/// other.
fn shared<'n>(needs: &[&'n Need], limit: usize) -> Vec<&'n Need> {
    let (one, other): (Vec<&Need>, Vec<&Need>) = needs.iter().copied().partition(|need| need.side == Region::Lipetsk);
    let room = limit.div_ceil(2).max(limit.saturating_sub(other.len())).min(one.len());
    one.into_iter().take(room).chain(other.into_iter().take(limit - room)).collect()
}

impl Found<'_> {
    /// Strongest first.
    fn pairs(&self) -> Vec<Pair<'_>> {
        let of = |need| self.pairs_of(need);
        let mut pairs: Vec<Pair<'_>> = self.needs.iter().flat_map(of).collect();
        pairs.sort_by(|a, b| b.answer.score.total_cmp(&a.answer.score));
        pairs
    }

    fn pairs_of<'n>(&'n self, need: &'n Need) -> impl Iterator<Item = Pair<'n>> {
        need.answers.iter().map(move |answer| {
            let introduced = self.introduced.contains(&ordered(&need.company, &answer.id));
            Pair { need, answer, introduced }
        })
    }

    fn part(&self, language: Language) -> Part {
        let texts = Texts::of(language);
        let pairs = self.pairs();
        let fresh: Vec<&Pair<'_>> = pairs.iter().filter(|pair| !pair.introduced).collect();
        let mut blocks = vec![Block::Table(self.summary(&pairs, language)), Block::Table(self.sectors(language))];
        blocks.extend(self.listed("pairs", "report-cities-pairs", &pairs.iter().collect::<Vec<_>>(), language));
        if fresh.len() < pairs.len() {
            blocks.extend(self.listed("not_introduced", "report-cities-not-introduced", &fresh, language));
        } else if !pairs.is_empty() {
            // It would be the same table again.
            blocks.push(Block::Text { text: texts.plain("report-cities-none-introduced").into() });
        }
        blocks.extend(self.unanswered(language));
        blocks.extend([
            Block::Heading { text: texts.plain("report-outcomes-definitions") },
            Block::List {
                key: "definitions",
                items: ["needs", "answers", "sectors", "exposure"]
                    .map(|key| texts.plain(&format!("report-cities-definition-{key}")).into())
                    .into(),
            },
        ]);
        let requests = self.needs.iter().filter(|need| !need.answers.is_empty()).map(|need| &need.request);
        blocks.extend(trade_facts::blocks(self.cities.facts, requests, &self.cities.index.vocabulary, language));
        Part {
            language,
            title: texts.plain("report-cities"),
            subtitle: texts.plain("report-cities-subtitle"),
            source: partners::source_of_ledger(self.cities.as_of, language),
            page: partners::page(texts),
            blocks,
        }
    }

    fn summary(&self, pairs: &[Pair<'_>], language: Language) -> Table {
        let texts = Texts::of(language);
        let of = |side: Region, answered: bool| {
            let needs = self.needs.iter().filter(|need| need.side == side && (!answered || !need.answers.is_empty()));
            Cell::Count(needs.count() as u64)
        };
        let introduced = pairs.iter().filter(|pair| pair.introduced).count() as u64;
        let (reached, top) = self.exposure();
        let rows = [
            ("report-cities-needs-lipetsk", of(Region::Lipetsk, false)),
            ("report-cities-answered-lipetsk", of(Region::Lipetsk, true)),
            ("report-cities-needs-sughd", of(Region::Sughd, false)),
            ("report-cities-answered-sughd", of(Region::Sughd, true)),
            ("report-cities-pair-count", Cell::Count(pairs.len() as u64)),
            ("report-cities-introduced-count", Cell::Count(introduced)),
            ("report-cities-reached", reached),
            ("report-cities-top", top),
        ];
        let column = |key: &'static str, share| Column::new(key, texts.plain(&format!("report-column-{key}")), share);
        Table {
            key: "summary",
            name: texts.plain("report-cities-summary"),
            columns: vec![column("measure", 12), column("value", 4)],
            rows: rows.map(|(name, value)| vec![Cell::Text(texts.plain(name)), value]).into(),
            count_by: Vec::new(),
            empty: String::new(),
        }
    }

    /// The share of companies of the list with an introduction, and the share of introductions that fall to the top tenth of them.
    fn exposure(&self) -> (Cell, Cell) {
        let mut of: BTreeMap<&CompanyId, u64> = self.groups.iter().map(|(id, _)| (id, 0)).collect();
        for introduction in self.cities.registry.introductions.all() {
            for company in [&introduction.from.company, &introduction.to.company] {
                of.entry(company).and_modify(|count| *count += 1);
            }
        }
        let mut counts: Vec<u64> = of.into_values().collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let all: u64 = counts.iter().sum();
        let share = |part: u64, whole: u64| if whole == 0 { Cell::Nothing } else { Cell::Share(part as f64 / whole as f64) };
        let reached = counts.iter().filter(|count| **count > 0).count() as u64;
        let top = counts.iter().take(counts.len().div_ceil(TOP)).sum();
        (share(reached, counts.len() as u64), share(top, all))
    }

    /// Needs of each side by sector, and how many of them somebody of the other side answers.
    fn sectors(&self, language: Language) -> Table {
        let texts = Texts::of(language);
        let mut sectors: BTreeMap<Group, [u64; 7]> = BTreeMap::new();
        for need in &self.needs {
            let counts = sectors.entry(need.division.into()).or_default();
            let first = if need.side == Region::Lipetsk { 0 } else { 3 };
            counts[first] += 1;
            counts[first + if need.answers.is_empty() { 2 } else { 1 }] += 1;
            counts[6] += need.answers.len() as u64;
        }
        let mut sectors: Vec<(Group, [u64; 7])> = sectors.into_iter().collect();
        sectors.sort_by_key(|(_, counts)| Reverse(counts[0] + counts[3]));
        let keys =
            ["needs_lipetsk", "answered_lipetsk", "unanswered_lipetsk", "needs_sughd", "answered_sughd", "unanswered_sughd", "pairs"];
        let column = |key: &'static str, share| Column::new(key, texts.plain(&format!("report-column-{}", key.replace('_', "-"))), share);
        let columns = [column("sector", 24)].into_iter().chain(keys.map(|key| column(key, 11))).collect();
        let row = |(group, counts): (Group, [u64; 7])| {
            std::iter::once(Cell::Text(self.groups.named(&group, language))).chain(counts.map(Cell::Count)).collect()
        };
        Table {
            key: "sectors",
            name: texts.plain("report-cities-sectors"),
            columns,
            rows: sectors.into_iter().map(row).collect(),
            count_by: Vec::new(),
            empty: texts.plain("report-cities-no-needs"),
        }
    }

    /// A table, and under it that it is not the whole of so many, if it is not. `key`: of what says so.
    fn first_of(table: Table, all: usize, key: &str, language: Language) -> impl Iterator<Item = Block> {
        let shown = table.rows.len();
        let cut = || {
            let numbers = [("count", shown.into()), ("shown", counted(shown, language).into()), ("all", counted(all, language).into())];
            Texts::of(language).say(key, &numbers)
        };
        let note = (shown < all).then(|| Block::Note { text: cut() });
        std::iter::once(Block::Table(table)).chain(note)
    }

    fn listed(&self, key: &'static str, name: &str, pairs: &[&Pair<'_>], language: Language) -> impl Iterator<Item = Block> {
        let texts = Texts::of(language);
        let columns = [
            ("needs_company", 17),
            ("needs_city", 12),
            ("need", 17),
            ("company", 17),
            ("city", 12),
            ("strength", 13),
            ("score", 0),
            ("introduced", 12),
            ("reasons", 0),
        ];
        let columns = columns.map(|(key, share)| Column::new(key, texts.plain(&format!("report-column-{}", key.replace('_', "-"))), share));
        let row = |pair: &&Pair<'_>| {
            let Pair { need, answer, introduced } = pair;
            let reasons: Vec<String> = answer.reasons.iter().map(|why| reason(why, language)).collect();
            vec![
                Cell::Text(self.groups.name(&need.company, language)),
                Cell::Text(self.groups.place(&need.company, language)),
                Cell::Text(need.text.clone()),
                Cell::Text(called(&answer.name, &answer.id, texts)),
                Cell::Text(self.groups.place(&answer.id, language)),
                Cell::Text(strength(answer.strength, language)),
                Cell::Number((f64::from(answer.score) * 100.0).round() / 100.0),
                Cell::Text(texts.plain(if *introduced { "column-yes" } else { "report-cities-not-yet" })),
                Cell::List { joined: reasons.join("; "), items: reasons },
            ]
        };
        let table = Table {
            key,
            name: texts.plain(name),
            columns: columns.into(),
            rows: pairs.iter().take(self.cities.limit).map(row).collect(),
            count_by: vec!["strength", "introduced"],
            empty: texts.plain("report-cities-no-pairs"),
        };
        Self::first_of(table, pairs.len(), "report-cities-first-of", language)
    }

    fn unanswered(&self, language: Language) -> impl Iterator<Item = Block> {
        let texts = Texts::of(language);
        let columns = [("needs_company", 22), ("needs_city", 12), ("need", 36), ("sector", 30)];
        let columns = columns.map(|(key, share)| Column::new(key, texts.plain(&format!("report-column-{}", key.replace('_', "-"))), share));
        let row = |need: &Need| {
            vec![
                Cell::Text(self.groups.name(&need.company, language)),
                Cell::Text(self.groups.place(&need.company, language)),
                Cell::Text(need.text.clone()),
                Cell::Text(self.groups.named(&need.division.into(), language)),
            ]
        };
        let unanswered: Vec<&Need> = self.needs.iter().filter(|need| need.answers.is_empty()).collect();
        let rows = shared(&unanswered, self.cities.limit).into_iter().map(row).collect();
        let table = Table {
            key: "unanswered",
            name: texts.plain("report-cities-unanswered"),
            columns: columns.into(),
            rows,
            count_by: vec!["sector", "needs_city"],
            empty: texts.plain(if self.needs.is_empty() { "report-cities-no-needs" } else { "report-cities-all-answered" }),
        };
        Self::first_of(table, unanswered.len(), "report-cities-some-of", language)
    }
}
