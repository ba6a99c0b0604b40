//! The outcome report: what happened in a period, recomputed from the ledger, beside the period before. Its first page is to be signed;
//! then come counts by city and by sector, what each word means, and the lists that the counts are made of.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Cell;
use super::document::{Bar, Bars, Block, Chart, Column, Document, FormField, Layout, Part, SCHEMA, Table, day};
use super::groups::{Group, Groups};
use super::partners;
use crate::asked::Asked;
use crate::domain::{Company, CompanyId, Language};
use crate::matching::{Asker, Index, IndexError, Match, Strength, find};
use crate::registry::statistics::{Happened, Measure, Period, count, happened};
use crate::registry::{Audience, Fact, Listing, ListingFact, ListingKind, Recorded, TaskFact, most_frequent};
use crate::reply::{Clock, Texts};
use crate::understanding::{Vocabulary, key_of_word};

/// What an outcome report is made from.
pub struct Ledger<'a> {
    pub facts: &'a [Recorded],
    /// The list as it is.
    pub companies: &'a [Company],
    /// By how many companies it grew or shrank, and when; without what was taken back.
    pub changes: &'a [(Timestamp, i64)],
    /// Who fits what was published, from [`matched`].
    pub matched: &'a [Matched],
    pub vocabulary: &'a Vocabulary,
    /// Of the last entry.
    pub as_of: Timestamp,
}

/// How many companies of the other side fit something that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    pub at: Timestamp,
    /// That published it.
    pub company: CompanyId,
    pub count: u64,
}

/// What was published in a period and in the one before, with how many companies of the list fit it now. What is only near does not count.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn matched(facts: &[Recorded], companies: &[Company], days: Days, index: &Index) -> Result<Vec<Matched>, IndexError> {
    let (period, former) = (days.period(), days.period().former());
    let what_it_is = |id: &CompanyId| companies.iter().find(|company| company.company_id() == *id).map(Company::what_it_is);
    let mut matched = Vec::new();
    for recorded in facts.iter().filter(|recorded| period.holds(recorded.at) || former.holds(recorded.at)) {
        let Fact::Listing(ListingFact::Published(listing)) = &recorded.fact else { continue };
        let by = what_it_is(&listing.company).unwrap_or_default();
        let asked = Asked { texts: vec![listing.text.clone()], kind: Some(listing.kind), by };
        let Some(request) = asked.read(&index.vocabulary).pop() else { continue };
        let own = [listing.company.clone()];
        let found = find(&request, Asker { home: Some(listing.side), without: &own, ..Asker::default() }, 0, 2 * MATCHES, index)?;
        let there =
            |found: &&Match| found.strength != Strength::Possible && index.vocabulary.region_of(&found.city) == Some(listing.side.other());
        let fits = found.confident && request.talk.is_none();
        let count = if fits { found.matches.iter().filter(there).take(MATCHES).count() as u64 } else { 0 };
        matched.push(Matched { at: recorded.at, company: listing.company.clone(), count });
    }
    Ok(matched)
}

/// Days by the clock of Lipetsk, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub from: Date,
    pub to: Date,
}

impl Days {
    /// From the beginning of the first to the end of the last.
    pub fn period(self) -> Period {
        let clock = Clock::of(Language::Ru);
        Period { from: clock.beginning(self.from), before: clock.beginning(self.to.tomorrow().unwrap_or(self.to)) }
    }

    /// The days in words; of a period that goes on after the last entry of the ledger, up to which day it is counted.
    pub(super) fn told(self, as_of: Timestamp, language: Language) -> String {
        let until = Clock::of(Language::Ru).date(as_of);
        let key = if self.to > until { "report-outcomes-subtitle-open" } else { "report-outcomes-subtitle" };
        let days = [("from", self.from), ("to", self.to), ("until", until)];
        Texts::of(language).say(key, &days.map(|(name, date)| (name, day(date, language).into())))
    }
}

/// The report; two languages share the page that is signed.
pub fn document(ledger: &Ledger<'_>, days: Days, languages: &[Language]) -> Document {
    let groups = Groups::new(ledger.companies, ledger.vocabulary);
    let happened = happened(ledger.facts, ledger.as_of);
    let teller = |&language: &Language| {
        let texts = Texts::of(language);
        Teller { ledger, groups: &groups, happened: &happened, days, period: days.period(), language, texts }.part()
    };
    let parts = languages.iter().map(teller).collect();
    Document {
        report: "outcomes",
        schema: SCHEMA,
        as_of: ledger.as_of,
        layout: if languages.len() == 2 { Layout::Front } else { Layout::Pages },
        parts,
    }
}

/// What tables by city and by sector count, column by column; [`BESIDE`] besides.
const BY_GROUP: [Measure; 9] = [
    Measure::Needs,
    Measure::Offers,
    Measure::Asked,
    Measure::Accepted,
    Measure::Declined,
    Measure::Expired,
    Measure::Met,
    Measure::NextSteps,
    Measure::Deals,
];
/// Matches of something published that count, as in the report of the cities.
const MATCHES: usize = 10;
/// Beside a measure in those tables: what of it happened to the group, or is told of it besides.
const BESIDE: [(Measure, &str); 2] = [(Measure::Offers, "matches"), (Measure::Asked, "received")];
/// The table by the finest sectors.
const FINER: &str = "by_finer_sector";
/// From a request for an introduction to a deal.
const FUNNEL: [Measure; 5] = [Measure::Asked, Measure::Accepted, Measure::Met, Measure::NextSteps, Measure::Deals];

/// The way from a request for an introduction to a deal, in a period.
pub(super) fn funnel(happened: &[Happened], period: Period, texts: &Texts) -> Bars {
    let bar = |measure| Bar { name: word(measure, texts), count: count(happened, measure, period) };
    Bars { key: "funnel", name: texts.plain("report-outcomes-funnel"), chart: Chart::Funnel, bars: FUNNEL.map(bar).into() }
}

fn word(measure: Measure, texts: &Texts) -> String {
    texts.plain(&format!("report-measure-{}", measure.key().replace('_', "-")))
}

/// Introductions from one place to another: asked for in a period, and accepted in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Between {
    pub(super) asked: u64,
    pub(super) accepted: u64,
}

impl Between {
    /// All of a period, the commonest first.
    pub(super) fn of(happened: &[Happened], period: Period, place: &dyn Fn(&CompanyId) -> Group) -> Vec<((Group, Group), Between)> {
        let mut flows: BTreeMap<(Group, Group), Between> = BTreeMap::new();
        for happened in happened.iter().filter(|happened| period.holds(happened.at)) {
            let Some(with) = happened.with.as_ref().filter(|_| matches!(happened.measure, Measure::Asked | Measure::Accepted)) else {
                continue;
            };
            let between = flows.entry((place(&happened.company), place(with))).or_default();
            if happened.measure == Measure::Asked { between.asked += 1 } else { between.accepted += 1 }
        }
        let mut flows: Vec<_> = flows.into_iter().collect();
        flows.sort_by_key(|(_, between)| Reverse(between.asked));
        flows
    }
}

/// Requests of a period that were answered in the chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Requests {
    all: u64,
    /// Companies that they found.
    found: u64,
    /// How many found nobody.
    unanswered: u64,
}

impl Requests {
    fn of(facts: &[Recorded], period: Period) -> Requests {
        let mut requests = Requests::default();
        for recorded in facts.iter().filter(|recorded| period.holds(recorded.at)) {
            match recorded.fact {
                Fact::Task(TaskFact::Found { companies }) => requests.found += u64::from(companies),
                Fact::Task(TaskFact::Lacked { .. } | TaskFact::Unanswered) => requests.unanswered += 1,
                _ => continue,
            }
            requests.all += 1;
        }
        requests
    }
}

struct Teller<'a> {
    ledger: &'a Ledger<'a>,
    groups: &'a Groups<'a>,
    happened: &'a [Happened],
    days: Days,
    period: Period,
    language: Language,
    texts: &'static Texts,
}

impl Teller<'_> {
    fn part(&self) -> Part {
        let (texts, language) = (self.texts, self.language);
        let sign = |key: &str| FormField::Signature { name: texts.plain(key), under: texts.plain("report-field-signature-under") };
        let mut blocks = vec![
            Block::Table(self.totals()),
            Block::Form { key: "signatures", fields: vec![sign("report-outcomes-made-by"), sign("report-outcomes-approved-by")] },
            Block::PageBreak,
            Block::Heading { text: texts.plain("report-outcomes-annex") },
            Block::Bars(funnel(self.happened, self.period, texts)),
            Block::Table(self.flows()),
        ];
        let place = |id: &CompanyId| self.groups.place_of(id);
        let division = |id: &CompanyId| self.groups.division_of(id);
        let sector = |id: &CompanyId| self.groups.sector_of(id);
        let groups = [
            (["by_city", "by_city_before"], "report-outcomes-by-city", "report-column-city", &place as &dyn Fn(&CompanyId) -> Group),
            (["by_sector", "by_sector_before"], "report-outcomes-by-sector", "report-column-sector", &division),
            ([FINER, "by_finer_sector_before"], "report-outcomes-by-finer-sector", "report-column-sector", &sector),
        ];
        for ([now, before], name, what, group) in groups {
            let name = texts.plain(name);
            let of_before = texts.say("report-outcomes-before", &[("what", name.as_str().into())]);
            blocks.push(Block::Table(self.by([now, what], name, self.period, group)));
            blocks.push(Block::Table(self.by([before, what], of_before, self.period.former(), group)));
        }
        blocks.extend([
            Block::Heading { text: texts.plain("report-outcomes-definitions") },
            Block::List { key: "definitions", items: self.definitions() },
            Block::Table(self.listings()),
            Block::Table(self.introductions()),
            Block::Table(self.results()),
        ]);
        let lacking = self.lacking();
        if !lacking.rows.is_empty() {
            blocks.push(Block::Table(lacking));
        }
        blocks.retain(|block| !matches!(block, Block::Bars(bars) if bars.bars.iter().all(|bar| bar.count == 0)));
        Part {
            language,
            title: texts.plain("report-outcomes"),
            subtitle: self.days.told(self.ledger.as_of, language),
            source: partners::source_of_ledger(self.ledger.as_of, language),
            page: partners::page(texts),
            blocks,
        }
    }

    fn word(&self, measure: Measure) -> String {
        word(measure, self.texts)
    }

    fn column(&self, key: &'static str, share: u8) -> Column {
        Column::new(key, self.texts.plain(&format!("report-column-{}", key.replace('_', "-"))), share)
    }

    fn totals(&self) -> Table {
        let changes = self.ledger.changes;
        let added = |period: Period| -> u64 {
            changes.iter().filter(|(at, by)| period.holds(*at) && *by > 0).map(|(_, by)| by.unsigned_abs()).sum()
        };
        // From what there is now back to the end of the period.
        let listed = |period: Period| {
            let since: i64 = changes.iter().filter(|(at, _)| *at >= period.before).map(|(_, by)| by).sum();
            (self.ledger.companies.len() as u64).saturating_add_signed(-since)
        };
        let former = self.period.former();
        let row = |word: String, now: u64, before: Cell| vec![Cell::Text(word), Cell::Count(now), before];
        let last = self.days.to.min(Clock::of(self.language).date(self.ledger.as_of));
        let mut rows = vec![
            row(
                self.texts.say("report-measure-companies", &[("date", day(last, self.language).into())]),
                listed(self.period),
                Cell::Count(listed(former)),
            ),
            row(self.texts.plain("report-measure-added"), added(self.period), Cell::Count(added(former))),
        ];
        let (asked, asked_before) = (Requests::of(self.ledger.facts, self.period), Requests::of(self.ledger.facts, former));
        let requests = [
            ("requests", asked.all, asked_before.all),
            ("found", asked.found, asked_before.found),
            ("unanswered", asked.unanswered, asked_before.unanswered),
        ];
        for (key, now, before) in requests {
            rows.push(row(self.texts.plain(&format!("report-measure-{key}")), now, Cell::Count(before)));
        }
        let matches = |period: Period| {
            let within = self.ledger.matched.iter().filter(|matched| period.holds(matched.at));
            within.map(|matched| matched.count).sum()
        };
        for measure in Measure::ALL {
            let counted = |period| count(self.happened, measure, period);
            rows.push(row(self.word(measure), counted(self.period), Cell::Count(counted(former))));
            if measure == Measure::Offers {
                rows.push(row(self.texts.plain("report-measure-matches"), matches(self.period), Cell::Count(matches(former))));
            }
        }
        Table {
            key: "totals",
            name: self.texts.plain("report-outcomes-totals"),
            columns: vec![self.column("measure", 12), self.column("count", 4), self.column("before", 4)],
            rows,
            count_by: Vec::new(),
            empty: String::new(),
        }
    }

    /// From which city to which introductions were asked for, the commonest first.
    fn flows(&self) -> Table {
        let flows = Between::of(self.happened, self.period, &|id| self.groups.place_of(id));
        let named = |group: &Group| Cell::Text(self.groups.named(group, self.language));
        let row = |((from, to), Between { asked, accepted }): ((Group, Group), Between)| {
            vec![named(&from), named(&to), Cell::Count(asked), Cell::Count(accepted)]
        };
        let column = |key: &'static str, name: &str, share| Column::new(key, self.texts.plain(name), share);
        let columns = vec![
            column("from", "report-column-from", 24),
            column("to", "report-column-to", 24),
            column("asked", "report-measure-asked", 16),
            column("accepted", "report-measure-accepted", 16),
        ];
        let empty = self.texts.plain("report-outcomes-no-flows");
        let name = self.texts.plain("report-outcomes-flows");
        Table { key: "flows", name, columns, rows: flows.into_iter().map(row).collect(), count_by: Vec::new(), empty }
    }

    /// Counts in a period by a group of companies: those with anything to count, the largest first. How many companies a group had in an
    /// earlier period is not known: of that one only what happened in it is counted.
    fn by(&self, [key, what]: [&'static str; 2], name: String, period: Period, group: &dyn Fn(&CompanyId) -> Group) -> Table {
        const MATCHED: usize = BY_GROUP.len();
        const RECEIVED: usize = MATCHED + 1;
        const COMPANIES: usize = RECEIVED + 1;
        let is_now = period == self.period;
        let mut groups: BTreeMap<Group, [u64; COMPANIES + 1]> = BTreeMap::new();
        for (id, _) in self.groups.iter().filter(|_| is_now) {
            groups.entry(group(id)).or_default()[COMPANIES] += 1;
        }
        for matched in self.ledger.matched.iter().filter(|matched| period.holds(matched.at)) {
            groups.entry(group(&matched.company)).or_default()[MATCHED] += matched.count;
        }
        for happened in self.happened.iter().filter(|happened| period.holds(happened.at)) {
            if let Some(at) = BY_GROUP.iter().position(|measure| *measure == happened.measure) {
                groups.entry(group(&happened.company)).or_default()[at] += 1;
            }
            if let (Measure::Asked, Some(with)) = (happened.measure, &happened.with) {
                groups.entry(group(with)).or_default()[RECEIVED] += 1;
            }
        }
        // There are hundreds of finer sectors: of those only what happened is told, or it would be lost among zeros.
        let told = if key == FINER { COMPANIES } else { COMPANIES + 1 };
        let mut groups: Vec<(Group, [u64; COMPANIES + 1])> =
            groups.into_iter().filter(|(_, counts)| counts[..told].iter().any(|count| *count > 0)).collect();
        groups.sort_by_key(|(_, counts)| Reverse(counts[COMPANIES]));
        let row = |(group, counts): (Group, [u64; COMPANIES + 1])| {
            let counted = BY_GROUP.iter().enumerate().flat_map(|(at, measure)| {
                let beside = BESIDE.iter().position(|(of, _)| of == measure).map(|number| counts[MATCHED + number]);
                std::iter::once(counts[at]).chain(beside)
            });
            let companies = is_now.then_some(counts[COMPANIES]);
            std::iter::once(Cell::Text(self.groups.named(&group, self.language)))
                .chain(companies.into_iter().chain(counted).map(Cell::Count))
                .collect()
        };
        let counted = BY_GROUP.iter().flat_map(|measure| {
            let beside = BESIDE.iter().find(|(of, _)| of == measure).map(|(_, key)| *key);
            std::iter::once(measure.key()).chain(beside)
        });
        let companies = is_now.then(|| self.column("companies", 9));
        let columns = std::iter::once(Column::new("group", self.texts.plain(what), 26)).chain(companies).chain(counted.map(|key| {
            let name = self.texts.plain(&format!("report-counted-{}", key.replace('_', "-")));
            Column::new(key, name, 9)
        }));
        Table {
            key,
            name,
            columns: columns.collect(),
            rows: groups.into_iter().map(row).collect(),
            count_by: Vec::new(),
            empty: self.texts.plain(if is_now { "report-outcomes-nothing" } else { "report-outcomes-nothing-before" }),
        }
    }

    fn definitions(&self) -> Vec<super::document::Rich> {
        let keys = ["period", "companies", "requests", "joined", "listings", "matches", "introductions", "ended", "results", "groups"];
        keys.iter().map(|key| self.texts.plain(&format!("report-definition-{key}")).into()).collect()
    }

    fn listings(&self) -> Table {
        let published =
            self.ledger.facts.iter().filter(|recorded| self.period.holds(recorded.at)).filter_map(|recorded| match &recorded.fact {
                Fact::Listing(ListingFact::Published(listing)) => Some((recorded.at, &**listing)),
                _ => None,
            });
        let row = |(at, listing): (Timestamp, &Listing)| {
            let kind = if listing.kind == ListingKind::Need { Measure::Needs } else { Measure::Offers };
            // What only the chamber may read is in no report that goes further.
            let open = listing.audience == Audience::Everyone;
            vec![
                Cell::Date(Clock::of(Language::Ru).date(at)),
                Cell::Text(self.texts.plain(&format!("report-listing-{}", kind.key()))),
                Cell::Text(self.groups.name(&listing.company, self.language)),
                Cell::Text(self.groups.place(&listing.company, self.language)),
                Cell::Text(if open { listing.text.clone() } else { self.texts.plain("report-listing-chamber") }),
                Cell::Date(listing.until),
                Cell::Count(listing.id.0),
            ]
        };
        Table {
            key: "listings",
            name: self.texts.plain("report-outcomes-listings"),
            columns: vec![
                self.column("day", 12),
                self.column("kind", 10),
                self.column("company", 20),
                self.column("city", 12),
                self.column("text", 34),
                self.column("until", 12),
                self.column("number", 0),
            ],
            rows: published.map(row).collect(),
            count_by: vec!["kind", "city"],
            empty: self.texts.plain("report-outcomes-no-listings"),
        }
    }

    /// Introductions that were asked for or that ended in the period, with what became of them.
    fn introductions(&self) -> Table {
        let within = |happened: &&Happened| happened.introduction.is_some() && self.period.holds(happened.at);
        self.pairs("introductions", "report-outcomes-introductions", self.happened.iter().filter(within))
    }

    /// What the sides told of.
    fn results(&self) -> Table {
        let within = |happened: &&Happened| {
            matches!(happened.measure, Measure::Met | Measure::NextSteps | Measure::Deals) && self.period.holds(happened.at)
        };
        self.pairs("results", "report-outcomes-results", self.happened.iter().filter(within))
    }

    /// The words of requests that found nobody in the period; a request of older ledgers has none.
    fn lacking(&self) -> Table {
        let within = self.ledger.facts.iter().filter(|recorded| self.period.holds(recorded.at));
        let requests = within.filter_map(|recorded| match &recorded.fact {
            Fact::Task(TaskFact::Lacked { words }) => Some(words.as_slice()),
            _ => None,
        });
        let words = most_frequent(requests, &key_of_word);
        let row = |(word, count): (String, usize)| vec![Cell::Text(word), Cell::Count(count as u64)];
        Table {
            key: "lacking",
            name: self.texts.plain("report-outcomes-lacking"),
            columns: vec![self.column("word", 12), self.column("requests", 4)],
            rows: words.into_iter().map(row).collect(),
            count_by: Vec::new(),
            empty: String::new(),
        }
    }

    /// What happened between two companies, a row each; its introduction where it is one.
    fn pairs<'h>(&self, key: &'static str, name: &str, happened: impl Iterator<Item = &'h Happened>) -> Table {
        let row = |happened: &Happened| {
            let with = happened.with.clone().unwrap_or(CompanyId(String::new()));
            vec![
                Cell::Date(Clock::of(Language::Ru).date(happened.at)),
                Cell::Text(self.texts.plain(&format!("report-event-{}", happened.measure.key().replace('_', "-")))),
                Cell::Text(self.groups.name(&happened.company, self.language)),
                Cell::Text(self.groups.place(&happened.company, self.language)),
                Cell::Text(self.groups.name(&with, self.language)),
                Cell::Text(self.groups.place(&with, self.language)),
                happened.introduction.map_or(Cell::Nothing, |id| Cell::Count(id.0)),
            ]
        };
        let columns = vec![
            self.column("day", 12),
            self.column("event", 22),
            self.column("company", 22),
            self.column("city", 12),
            self.column("with", 22),
            self.column("with_city", 12),
            self.column("introduction", 0),
        ];
        let empty = self.texts.plain("report-outcomes-nothing");
        Table { key, name: self.texts.plain(name), columns, rows: happened.map(row).collect(), count_by: vec!["event"], empty }
    }
}
