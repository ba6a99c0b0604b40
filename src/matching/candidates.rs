//! Candidates: companies that may answer a request. Cheap, and lets too many in; [`super::score`] puts them in order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::LazyLock;

use levenshtein_automata::LevenshteinAutomatonBuilder;
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocAddress, Searcher, SegmentReader, Term};

use super::index::{just, or_finer, place, side};
use super::names::Sought;
use super::{Index, IndexError};
use crate::domain::{PlaceKind, Region};
use crate::understanding::vocabulary::{Automaton, ONE_TYPO_LETTERS, SectorIndex, TYPO_LETTERS, typo_cost};
use crate::understanding::{Bridge, Goal, Reading, Request, Want};

/// So many companies are looked at closely.
const CANDIDATES: usize = 60;
/// A sector that several words mean weighs this much beside one rare word of a record.
const SECTOR_BOOST: f32 = 2.0;
const NAME_BOOST: f32 = 1.5;
const GRAM_BOOST: f32 = 0.25;
/// So many meanings of a want are searched for.
const MEANINGS: usize = 4;
/// How many times the scores of companies count: on the other side than the asker, on the side asked for, in the place asked for.
const OTHER_SIDE: f32 = 1.25;
const SIDE_ASKED: f32 = 4.0;
const PLACE_ASKED: f32 = 25.0;
/// So many words of the index are tried for one that is not in it.
const CORRECTIONS: usize = 3;

/// For one typo and for two; the tables behind them take milliseconds to make.
static AUTOMATA: LazyLock<[LevenshteinAutomatonBuilder; 2]> =
    LazyLock::new(|| [LevenshteinAutomatonBuilder::new(1, true), LevenshteinAutomatonBuilder::new(2, true)]);

/// A request made ready: the companies to look at, and the spellings that the index knows for words it would not find.
pub(super) struct Candidates {
    pub(super) companies: Vec<DocAddress>,
    pub(super) sought: Sought,
    /// For each word of the request the keys to look for, with their worth.
    pub(super) keys: Vec<Vec<(String, f32)>>,
    /// For each want of the request that offers something, who would buy it.
    pub(super) owners: Vec<Owners>,
}

pub(super) fn candidates(request: &Request, home: Option<Region>, index: &Index) -> Result<Candidates, IndexError> {
    let sought = Sought::of(request);
    let mut keys: Vec<Vec<(String, f32)>> =
        request.words.iter().map(|word| word.keys().iter().map(|(key, reading)| (key.clone(), reading.quality())).collect()).collect();
    let owners: Vec<_> = request.wants.iter().map(|want| owners(want, index)).collect();
    let mut terms = Terms::default();
    for (want, owners) in request.wants.iter().zip(&owners) {
        for &word in want.words.iter().chain(&want.purpose) {
            if !request.words[word].is_known() {
                correct(&mut keys[word], want.goal, index)?;
            }
        }
        terms.want(want, owners, request, &keys, index);
    }
    if let Some(planned) = &request.project {
        for &(sector, weight) in index.vocabulary.arms(planned.project) {
            terms.sector(index.schema.offer_sector, sector, SECTOR_BOOST * weight * planned.certainty, index);
        }
    }
    for (key, worth) in sought.keys() {
        terms.add(index.schema.name, key, NAME_BOOST * worth);
    }
    for gram in sought.grams() {
        terms.add(index.schema.grams, &gram, GRAM_BOOST);
    }
    let favoured = favoured(request, home, index);
    Ok(Candidates { companies: terms.best(&favoured, &index.searcher)?, sought, keys, owners })
}

/// Where companies are looked at first, and how many times their scores count: else those of another place could take all room.
fn favoured(request: &Request, home: Option<Region>, index: &Index) -> Vec<(Term, f32)> {
    let term = |text: String| Term::from_field_text(index.schema.place, &text);
    let Some(wanted) = &request.wanted else {
        return home.map(|home| (term(side(home.other())), OTHER_SIDE)).into_iter().collect();
    };
    let asked = &index.vocabulary.places[usize::from(wanted.place)];
    let just_there = !matches!(asked.kind, PlaceKind::Centre | PlaceKind::Region);
    let there = (term(place(wanted.place)), if just_there { PLACE_ASKED } else { 1.0 });
    asked.region.map(|region| (term(side(region)), SIDE_ASKED)).into_iter().chain([there]).collect()
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

    fn want(&mut self, want: &Want, owners: &Owners, request: &Request, keys: &[Vec<(String, f32)>], index: &Index) {
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
        for (owner, weight) in owners {
            self.add(schema.offer_sector, &or_finer(*owner), SECTOR_BOOST * weight);
        }
    }

    /// Companies of the sector or a finer one, of its wider class and of its neighbours.
    fn sector(&mut self, column: Column, sector: SectorIndex, boost: f32, index: &Index) {
        for (near, bridge) in index.vocabulary.kin().reachable(sector) {
            match bridge {
                Bridge::Same => self.add(column, &or_finer(near), boost),
                // Finer ones are met by the term above; the other parts of a wide sector are too many to look at.
                Bridge::Inside | Bridge::Beside => {}
                Bridge::Near | Bridge::Wider | Bridge::Division => self.add(column, &just(near), boost * bridge.strength()),
            }
        }
    }

    /// The companies with the most and rarest of the terms (BM25 without length; S. Robertson, K. Sparck Jones, 1976), best first.
    ///
    /// One term after the other, over an array with a place for each document: a project has hundreds of terms, and
    /// sectors stand in so many records that tantivy's own union, which walks all terms side by side, takes fifty times as long.
    fn best(&self, favoured: &[(Term, f32)], searcher: &Searcher) -> Result<Vec<DocAddress>, IndexError> {
        let mut weights = Vec::with_capacity(self.boosts.len());
        for (term, boost) in &self.boosts {
            weights.push((term, boost * rarity(searcher.doc_freq(term)?, searcher.num_docs())));
        }
        let mut best = BinaryHeap::new();
        for (number, segment) in (0u32..).zip(searcher.segment_readers()) {
            let mut scores = vec![0.0f32; segment.max_doc() as usize];
            for &(term, weight) in &weights {
                each_with(term, segment, |doc| scores[doc] += weight)?;
            }
            for (term, times) in favoured {
                each_with(term, segment, |doc| scores[doc] *= times)?;
            }
            for (doc, &score) in (0u32..).zip(&scores).filter(|(_, score)| **score > 0.0) {
                // Positive floats are in the order of their bits.
                let place = Reverse((score.to_bits(), Reverse(DocAddress::new(number, doc))));
                let enters = best.len() < CANDIDATES || best.peek().is_some_and(|worst| place < *worst);
                if enters && !segment.alive_bitset().is_some_and(|alive| alive.is_deleted(doc)) {
                    best.push(place);
                    if best.len() > CANDIDATES {
                        best.pop();
                    }
                }
            }
        }
        Ok(best.into_sorted_vec().into_iter().map(|Reverse((_, Reverse(at)))| at).collect())
    }
}

/// Does something for each document of a segment that has a term.
fn each_with(term: &Term, segment: &SegmentReader, mut act: impl FnMut(usize)) -> Result<(), IndexError> {
    let postings = segment.inverted_index(term.field())?.read_block_postings(term, IndexRecordOption::Basic);
    let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else { return Ok(()) };
    while !postings.docs().is_empty() {
        postings.docs().iter().for_each(|&doc| act(doc as usize));
        postings.advance();
    }
    Ok(())
}

/// Inverse document frequency, as in BM25.
fn rarity(having: u64, all: u64) -> f32 {
    (1.0 + (all.saturating_sub(having) as f32 + 0.5) / (having as f32 + 0.5)).ln()
}

/// Sectors whose companies would buy what is offered, with how much they need it.
pub(super) type Owners = BTreeMap<SectorIndex, f32>;

/// Who would buy what is offered: those who run the projects that need it, with how much they need it.
fn owners(want: &Want, index: &Index) -> Owners {
    let vocabulary = &index.vocabulary;
    let mut owners = BTreeMap::new();
    if want.goal != Goal::Need {
        return owners;
    }
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
        let automaton = &AUTOMATA[usize::from(letters > ONE_TYPO_LETTERS)];
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
