//! A period as one picture for a chat: companies by sector, introductions from city to city, the way from a request to a deal. The numbers
//! are those of the outcome report.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::document::{Bar, Bars, Block, Chart, Document, Flow, Flows, Layout, Part, SCHEMA};
use super::groups::{Group, Groups};
use super::outcomes::{Between, Days, Ledger, funnel};
use super::partners;
use crate::domain::Language;
use crate::registry::statistics::{Happened, happened};
use crate::reply::Texts;

/// What a picture has room for.
const SECTORS: usize = 10;
const FLOWS: usize = 6;

/// The picture, in each of the languages.
pub fn document(ledger: &Ledger<'_>, days: Days, languages: &[Language]) -> Document {
    let groups = Groups::new(ledger.companies, ledger.vocabulary);
    let happened = happened(ledger.facts, ledger.as_of);
    let parts = languages.iter().map(|&language| part(ledger, &groups, &happened, days, language)).collect();
    Document { report: "figures", schema: SCHEMA, as_of: ledger.as_of, layout: Layout::Picture, parts }
}

fn part(ledger: &Ledger<'_>, groups: &Groups<'_>, happened: &[Happened], days: Days, language: Language) -> Part {
    let texts = Texts::of(language);
    let mut blocks = Vec::new();
    blocks.extend(sectors(groups, language));
    let funnel = funnel(happened, days.period(), texts);
    if funnel.bars.iter().all(|bar| bar.count == 0) {
        blocks.push(Block::Text { text: texts.plain("report-outcomes-no-flows").into() });
    } else {
        blocks.extend(flows(groups, happened, days, language));
        blocks.push(Block::Bars(funnel));
    }
    Part {
        language,
        title: texts.plain("report-figures"),
        subtitle: days.told(ledger.as_of, language),
        source: partners::source_of_ledger(ledger.as_of, language),
        page: String::new(),
        blocks,
    }
}

/// Companies of the list by the division of industry that they name first; those of which it is not clear come last.
fn sectors(groups: &Groups<'_>, language: Language) -> Option<Block> {
    let texts = Texts::of(language);
    let mut counts: BTreeMap<Group, u64> = BTreeMap::new();
    for (_, company) in groups.iter() {
        *counts.entry(company.division.into()).or_default() += 1;
    }
    let unclear = counts.remove(&Group::Unclear);
    let mut counts: Vec<(Group, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| Reverse(count));
    let mut bars: Vec<Bar> = counts.iter().map(|&(ref group, count)| Bar { name: groups.named(group, language), count }).collect();
    let others: u64 = bars.iter().skip(SECTORS).map(|bar| bar.count).sum();
    bars.truncate(SECTORS);
    bars.extend((others > 0).then(|| Bar { name: texts.plain("report-figures-others"), count: others }));
    bars.extend(unclear.map(|count| Bar { name: groups.named(&Group::Unclear, language), count }));
    let companies: u64 = bars.iter().map(|bar| bar.count).sum();
    let name = texts.say("report-figures-sectors", &[("count", companies.into())]);
    (companies > 0).then_some(Block::Bars(Bars { key: "sectors", name, chart: Chart::Bars, bars }))
}

fn flows(groups: &Groups<'_>, happened: &[Happened], days: Days, language: Language) -> Vec<Block> {
    let texts = Texts::of(language);
    let between = Between::of(happened, days.period(), &|id| groups.place_of(id));
    let flow = |((from, to), between): &((Group, Group), Between)| Flow {
        from: groups.named(from, language),
        to: groups.named(to, language),
        count: between.asked,
        note: texts.say("report-figures-accepted", &[("count", between.accepted.into())]),
    };
    let more: u64 = between.iter().skip(FLOWS).map(|(_, between)| between.asked).sum();
    let flows: Vec<Flow> = between.iter().take(FLOWS).map(flow).collect();
    let mut blocks = Vec::new();
    if !flows.is_empty() {
        blocks.push(Block::Flows(Flows { key: "flows", name: texts.plain("report-outcomes-flows"), flows }));
    }
    if more > 0 {
        blocks.push(Block::Note { text: texts.say("report-figures-more-flows", &[("count", more.into())]) });
    }
    blocks
}
