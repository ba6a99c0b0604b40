//! What is publicly known of trade between the two sides and stands beside matches: `seed/trade_facts.toml`. Facts with their source
//! and the day on which they were looked at, never advice.

use jiff::civil::Date;
use serde::Deserialize;

use super::document::{Block, Rich, day};
use crate::domain::{Language, SectorId, Texts};
use crate::reply;
use crate::understanding::{Request, Vocabulary};

/// A fact of trade.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradeFact {
    pub id: String,
    pub title: Texts,
    pub text: Texts,
    /// When it was looked at last.
    pub as_of: Date,
    pub source: Texts,
    pub address: String,
    /// It concerns only these sectors, and those below them; empty: all trade.
    #[serde(default)]
    pub sectors: Vec<SectorId>,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    fact: Vec<TradeFact>,
}

const BUILT_IN: &str = include_str!("../../seed/trade_facts.toml");

/// The facts that are compiled in.
pub fn built_in() -> Vec<TradeFact> {
    read(BUILT_IN).expect("the tests read the built-in file")
}

/// Facts from a file of the same form.
///
/// # Errors
/// That of the TOML, with row and column.
pub fn read(text: &str) -> Result<Vec<TradeFact>, toml::de::Error> {
    toml::from_str::<File>(text).map(|file| file.fact)
}

impl TradeFact {
    /// Whether it says something about trade in one of these sectors.
    pub fn concerns<'a>(&self, sectors: impl IntoIterator<Item = &'a SectorId>) -> bool {
        let below =
            |sector: &SectorId, of: &SectorId| sector == of || sector.0.strip_prefix(&of.0).is_some_and(|rest| rest.starts_with('-'));
        self.sectors.is_empty() || sectors.into_iter().any(|sector| self.sectors.iter().any(|of| below(sector, of)))
    }
}

/// The facts that concern what is asked in these requests, each with its source and its day, under a heading.
pub(super) fn blocks<'r>(
    facts: &[TradeFact],
    requests: impl Iterator<Item = &'r Request> + Clone,
    vocabulary: &Vocabulary,
    language: Language,
) -> Vec<Block> {
    let texts = reply::Texts::of(language);
    let meant = requests.clone().flat_map(|request| &request.wants).flat_map(|want| &want.meanings).map(|meaning| meaning.sector);
    let projects =
        requests.filter_map(|request| request.project.as_ref()).map(|planned| &vocabulary.projects[usize::from(planned.project)]);
    let arms = projects.flat_map(|project| project.arms.iter().map(|arm| &arm.sector).chain(&project.owner));
    let sectors: Vec<&SectorId> = meant.map(|sector| &vocabulary.sector(sector).id).chain(arms).collect();
    let mut blocks = Vec::new();
    for fact in facts.iter().filter(|fact| fact.concerns(sectors.iter().copied())) {
        let title = fact.title.get(language);
        let text = format!("{title}. {}", fact.text.get(language));
        blocks.push(Block::Text { text: Rich::marked(text, 0..title.len() + 1) });
        let source = texts.say(
            "report-trade-source",
            &[
                ("source", fact.source.get(language).into()),
                ("address", fact.address.as_str().into()),
                ("date", day(fact.as_of, language).into()),
            ],
        );
        blocks.push(Block::Note { text: source });
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading { text: texts.plain("report-trade") });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_its_texts_and_its_source_and_names_sectors_that_are_there() {
        let (facts, vocabulary) = (built_in(), Vocabulary::built_in());
        assert!(!facts.is_empty());
        for fact in facts {
            for texts in [&fact.title, &fact.text, &fact.source] {
                assert!([&texts.ru, &texts.tg, &texts.en].iter().all(|text| !text.trim().is_empty()), "{}", fact.id);
            }
            assert!(fact.address.starts_with("https://"), "{}", fact.id);
            for sector in &fact.sectors {
                assert!(vocabulary.index_of(sector).is_some(), "{}: {sector}", fact.id);
            }
        }
    }

    #[test]
    fn a_fact_of_medical_goods_stands_beside_medical_goods_only() {
        let facts = built_in();
        let medical = facts.iter().find(|fact| fact.id == "medical-devices").expect("it is there");
        assert!(medical.concerns(&[SectorId("4659-medical".into())]));
        assert!(!medical.concerns(&[SectorId("4659".into())]));
    }
}
