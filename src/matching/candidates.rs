//! Candidates: companies that may answer a request. Cheap, and lets too many in; [`super::score`] puts them in order.

use std::collections::{BTreeMap, BTreeSet};

use levenshtein_automata::LevenshteinAutomatonBuilder;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocAddress, Term};

use super::names::Sought;
use super::{Index, IndexError};
use crate::understanding::vocabulary::{Automaton, ONE_TYPO_LETTERS, SectorIndex, TYPO_LETTERS, typo_cost};
use crate::understanding::{Bridge, Goal, Reading, Request, Want};

/// So many companies are looked at closely.
const CANDIDATES: usize = 160;
/// A sector that several words mean weighs this much beside one rare word of a record.
const SECTOR_BOOST: f32 = 2.0;
const NAME_BOOST: f32 = 1.5;
const GRAM_BOOST: f32 = 0.25;
/// So many meanings of a want are searched for.
const MEANINGS: usize = 4;
/// So many words of the index are tried for one that is not in it.
const CORRECTIONS: usize = 3;

/// A request made ready: the companies to look at, and the spellings that the index knows for words it would not find.
pub(super) struct Candidates {
    pub(super) companies: Vec<DocAddress>,
    pub(super) sought: Sought,
    /// For each word of the request the keys to look for, with their worth.
    pub(super) keys: Vec<Vec<(String, f32)>>,
}

pub(super) fn candidates(request: &Request, index: &Index) -> Result<Candidates, IndexError> {
    let sought = Sought::of(request);
    let mut keys: Vec<Vec<(String, f32)>> =
        request.words.iter().map(|word| word.keys().iter().map(|(key, reading)| (key.clone(), reading.quality())).collect()).collect();
    let mut terms = Terms::default();
    for want in &request.wants {
        for &word in want.words.iter().chain(&want.purpose) {
            if !request.words[word].is_known() {
                correct(&mut keys[word], want.goal, index)?;
            }
        }
        terms.want(want, request, &keys, index);
    }
    if let Some(planned) = &request.project {
        for arm in &index.vocabulary.projects[usize::from(planned.project)].arms {
            if let Some(sector) = index.vocabulary.index_of(&arm.sector) {
                terms.sector(index.schema.offer_sector, sector, SECTOR_BOOST * arm.weight * planned.certainty, index);
            }
        }
    }
    for (key, worth) in sought.keys() {
        terms.add(index.schema.name, key, NAME_BOOST * worth);
    }
    for gram in sought.grams() {
        terms.add(index.schema.grams, &gram, GRAM_BOOST);
    }
    let companies = match terms.query() {
        Some(query) => index.searcher.search(&query, &TopDocs::with_limit(CANDIDATES).order_by_score())?,
        None => Vec::new(),
    };
    Ok(Candidates { companies: companies.into_iter().map(|(_, at)| at).collect(), sought, keys })
}

/// The terms to look for, each once with its highest boost.
#[derive(Default)]
struct Terms {
    boosts: BTreeMap<Term, f32>,
}

impl Terms {
    fn add(&mut self, column: Column, text: &str, boost: f32) {
        let best = self.boosts.entry(Term::from_field_text(column, text)).or_insert(0.0);
        *best = best.max(boost);
    }

    fn want(&mut self, want: &Want, request: &Request, keys: &[Vec<(String, f32)>], index: &Index) {
        let schema = &index.schema;
        let columns: &[(Column, Column, f32)] = match want.goal {
            Goal::Offer | Goal::Partner => &[(schema.offer, schema.offer_sector, 1.0)],
            // Who resells such goods says so in what it offers.
            Goal::Need => &[(schema.need, schema.need_sector, 1.0), (schema.offer, schema.offer_sector, 0.4)],
        };
        for &(words, sectors, share) in columns {
            for (&at, part) in want.words.iter().map(|at| (at, 1.0)).chain(want.purpose.iter().map(|at| (at, 0.3))) {
                for (key, worth) in &keys[at] {
                    self.add(words, key, share * part * worth * request.words[at].weight.max(0.1));
                }
            }
            for meaning in want.meanings.iter().take(MEANINGS) {
                self.sector(sectors, meaning.sector, share * SECTOR_BOOST * meaning.strength, index);
            }
        }
        if want.goal == Goal::Need {
            for (owner, weight) in owners(want, index) {
                self.add(schema.offer_sector, &format!("s{owner}"), SECTOR_BOOST * weight);
            }
        }
    }

    /// Companies of the sector or a finer one, of its wider class and of its neighbours.
    fn sector(&mut self, column: Column, sector: SectorIndex, boost: f32, index: &Index) {
        for (near, bridge) in index.vocabulary.kin().reachable(sector) {
            // A document of a finer sector carries the wider ones too.
            if !matches!(bridge, Bridge::Inside | Bridge::Beside) {
                self.add(column, &format!("s{near}"), boost * bridge.strength());
            }
        }
    }

    fn query(self) -> Option<BooleanQuery> {
        if self.boosts.is_empty() {
            return None;
        }
        let clauses = self.boosts.into_iter().map(|(term, boost)| {
            let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Should, Box::new(BoostQuery::new(query, boost)) as Box<dyn Query>)
        });
        Some(BooleanQuery::new(clauses.collect()))
    }
}

/// Who would buy what is offered: those who run the projects that need it, with how much they need it.
pub(super) fn owners(want: &Want, index: &Index) -> BTreeMap<SectorIndex, f32> {
    let vocabulary = &index.vocabulary;
    let mut owners = BTreeMap::new();
    for meaning in want.meanings.iter().take(MEANINGS) {
        for project in &vocabulary.projects {
            let arm = project.arms.iter().filter_map(|arm| {
                let sector = vocabulary.index_of(&arm.sector)?;
                let bridge = vocabulary.kin().bridge(meaning.sector, sector)?;
                matches!(bridge, Bridge::Same | Bridge::Inside | Bridge::Wider).then_some(arm.weight * bridge.strength())
            });
            let Some(weight) = arm.max_by(f32::total_cmp) else { continue };
            for owner in project.owner.iter().filter_map(|owner| vocabulary.index_of(owner)) {
                let most = owners.entry(owner).or_insert(0.0f32);
                *most = most.max(weight * meaning.strength);
            }
        }
    }
    owners
}

/// Adds the words of the index nearest to one that neither the vocabulary nor the index knows.
fn correct(keys: &mut Vec<(String, f32)>, goal: Goal, index: &Index) -> Result<(), IndexError> {
    let column = if goal == Goal::Need { index.schema.need } else { index.schema.offer };
    let known = |key: &str| index.searcher.doc_freq(&Term::from_field_text(column, key)).map(|frequency| frequency > 0);
    for (key, _) in keys.iter() {
        if known(key)? {
            return Ok(());
        }
    }
    let mut near: BTreeSet<(u32, String)> = BTreeSet::new();
    for (key, _) in keys.iter() {
        let letters = key.chars().count();
        if letters < TYPO_LETTERS || key.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let distance = if letters > ONE_TYPO_LETTERS { 2 } else { 1 };
        let automaton = LevenshteinAutomatonBuilder::new(distance, true);
        for segment in index.searcher.segment_readers() {
            let inverted = segment.inverted_index(column)?;
            let mut found =
                inverted.terms().search(Automaton(automaton.build_dfa(key))).into_stream().map_err(tantivy::TantivyError::from)?;
            while found.advance() {
                if let Ok(candidate) = std::str::from_utf8(found.key())
                    && candidate.chars().next() == key.chars().next()
                {
                    near.insert((typo_cost(key, candidate), candidate.to_owned()));
                }
            }
        }
    }
    keys.extend(near.into_iter().take(CORRECTIONS).map(|(_, key)| (key, Reading::Typo.quality())));
    Ok(())
}
