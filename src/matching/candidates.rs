//! Candidates: companies that may answer a request. Cheap, and lets too many in; [`super::score`] puts them in order.

use std::collections::BTreeMap;

use tantivy::schema::Field as Column;
use tantivy::{DocAddress, Term};

use super::corrections::correct;
use super::gather::{self, Terms};
use super::index::{just, or_finer, place, side};
use super::names::Sought;
use super::packed::Packed;
use super::profile::{self, hash};
use super::weights::{
    GRAM_BOOST, LEAVING_BOOST, NAME_BOOST, OTHER_SIDE, PLACE_ASKED, PLAINEST_BOOST, PURPOSE_BOOST, RANGE_BOOST, SECTOR_BOOST, SIDE_ASKED,
    Weights,
};
use super::{Index, IndexError};
use crate::domain::{Language, PlaceKind, Region};
use crate::understanding::vocabulary::{Alike, Kin, SectorIndex};
use crate::understanding::{Bridge, Goal, Request, Token, Want, Wanted};

/// So many companies are looked at closely; where more are asked for, so many as are.
pub(super) const CANDIDATES: usize = 60;
/// And so many more for each arm of a project: each has companies of its own.
const CANDIDATES_OF_ARM: usize = 3;
/// So many meanings of a want are searched for.
const MEANINGS: usize = 4;
/// So many entries of the index are read for groups of letters, the rarest first: the common ones tell names least apart.
pub(super) const GRAMS_READ: u64 = 20_000;

/// A request made ready: the companies to look at, and the spellings that the index knows for words it would not find.
pub(super) struct Candidates {
    pub(super) companies: Vec<DocAddress>,
    /// Whether they are as many as are looked at: others may have been left out.
    pub(super) cut: bool,
    pub(super) sought: Sought,
    /// What to look for of each word of the request.
    pub(super) words: Vec<SoughtWord>,
    /// For each want of the request that offers something, who would buy it.
    pub(super) owners: Vec<Owners>,
}

/// A word of the request as it is looked for in records.
pub(super) struct SoughtWord {
    /// Hash of the word as written.
    pub(super) written: u32,
    /// Hashes of its keys, with their worth.
    keys: Vec<(u32, f32)>,
    /// Hashes of the keys of other words of the same meaning, with their worth.
    synonyms: Vec<(u32, f32)>,
    /// In which languages (by [`Language`]) another word of the same meaning is known.
    named_in: [bool; 3],
    /// In which languages it means another thing.
    differs: [bool; 3],
    /// How much of a want rests on it, from 0 to 1: on one that few sectors and few companies share, more.
    pub(super) telling: f32,
}

impl SoughtWord {
    /// Whether another word of the same meaning is known in a language; `None`: in which language a company speaks is not known.
    pub(super) fn is_named_in(&self, language: Option<Language>) -> bool {
        language.map_or_else(|| self.named_in.contains(&true), |language| self.named_in[language as usize])
    }

    /// Where a company says it, and what that is worth.
    pub(super) fn met<'s>(&'s self, profile: &'s Packed) -> impl Iterator<Item = (profile::Term, f32)> + 's {
        let places = |keys: &'s [(u32, f32)]| keys.iter().flat_map(|&(key, worth)| profile.terms_of(key).map(move |term| (term, worth)));
        let meant = |term: &profile::Term| !profile.language(term.piece).is_some_and(|language| self.differs[language as usize]);
        places(&self.keys).filter(move |(term, _)| meant(term)).chain(places(&self.synonyms))
    }
}

pub(super) fn candidates(
    request: &Request,
    home: Option<Region>,
    wanted: Option<&Wanted>,
    asked_for: usize,
    index: &Index,
) -> Result<Candidates, IndexError> {
    let sought = Sought::of(request);
    let mut keys: Vec<Vec<(String, f32)>> =
        request.words.iter().map(|word| word.keys().iter().map(|(key, reading)| (key.clone(), reading.quality())).collect()).collect();
    let alike: Vec<Alike> = request.words.iter().map(|word| index.vocabulary.alike(word, request.language)).collect();
    let owners: Vec<_> = request.wants.iter().map(|want| owners(want, index)).collect();
    let mut terms = Terms::new((index.schema.grams, GRAMS_READ));
    for (want, owners) in request.wants.iter().zip(&owners) {
        for &word in want.words.iter().chain(&want.purpose) {
            if !request.words[word].is_known() && !request.words[word].is_ordinary() {
                correct(&mut keys[word], want.goal, index)?;
            }
        }
        terms.want(want, owners, (request, &keys, &alike), index);
    }
    if let Some(planned) = &request.project {
        let mut sectors = Sectors::default();
        for &(sector, weight) in index.vocabulary.arms(planned.project) {
            sectors.reach(sector, weight * planned.certainty, is_led_forth, index.vocabulary.kin());
        }
        terms.sectors(index.schema.offer_sector, &sectors, 1.0);
    }
    terms.name(&sought, index);
    let favoured = favoured(wanted, home, index);
    let mut words = Vec::with_capacity(keys.len());
    for ((word, keys), alike) in request.words.iter().zip(&keys).zip(alike) {
        let rarity = rarity(keys.iter().map(|(key, _)| key.as_str()).chain(alike.keys.iter().copied()), index)?;
        words.push(SoughtWord {
            written: hash(&word.text),
            keys: keys.iter().map(|(key, worth)| (hash(key), *worth)).collect(),
            synonyms: alike.keys.iter().map(|key| (hash(key), index.weights.synonym)).collect(),
            named_in: alike.named_in,
            differs: alike.differs,
            telling: telling(word, rarity, &index.weights),
        });
    }
    let arms = request.project.as_ref().map_or(0, |planned| index.vocabulary.arms(planned.project).len());
    let most = (CANDIDATES + CANDIDATES_OF_ARM * arms).max(asked_for);
    let companies = terms.best(most, &favoured, &index.searcher)?;
    Ok(Candidates { cut: companies.len() >= most, companies, sought, words, owners })
}

/// A project has so many arms that those who only name them as neighbours would take the room of those who serve them.
fn is_led_forth(bridge: Bridge) -> bool {
    !matches!(bridge, Bridge::Seller | Bridge::Back)
}

/// How much of a want rests on a word; `rarity`: how rare it is among the companies, from 0 (all have it) to 1.
fn telling(word: &Token, rarity: f32, weights: &Weights) -> f32 {
    let known = match () {
        () if word.is_ordinary() => weights.ordinary,
        () if word.is_known() || rarity < 1.0 => 1.0,
        () => weights.strange,
    };
    (word.weight * rarity.powf(weights.rarity) * known).max(weights.least_word)
}

/// How rare a word of these keys is in what companies offer, from 0 to 1.
fn rarity<'k>(keys: impl Iterator<Item = &'k str>, index: &Index) -> Result<f32, IndexError> {
    let mut having = 0;
    for key in keys {
        let frequency = index.searcher.doc_freq(&Term::from_field_text(index.schema.offer, key));
        having = having.max(frequency.map_err(IndexError)?);
    }
    let all = index.searcher.num_docs();
    Ok(gather::rarity(having, all) / gather::rarity(0, all))
}

/// Where companies are looked at first, and how many times their scores count: else those of another place could take all room.
fn favoured(wanted: Option<&Wanted>, home: Option<Region>, index: &Index) -> Vec<(Term, f32)> {
    let term = |text: String| Term::from_field_text(index.schema.place, &text);
    let Some(wanted) = wanted else {
        return home.map(|home| (term(side(home.other())), OTHER_SIDE)).into_iter().collect();
    };
    let asked = &index.vocabulary.places[usize::from(wanted.place)];
    let just_there = !matches!(asked.kind, PlaceKind::Centre | PlaceKind::Region);
    let there = (term(place(wanted.place)), if just_there { PLACE_ASKED } else { 1.0 });
    asked.region.map(|region| (term(side(region)), SIDE_ASKED)).into_iter().chain([there]).collect()
}

/// A request, and for each of its words the keys and what means the same.
type Words<'a> = (&'a Request, &'a [Vec<(String, f32)>], &'a [Alike<'a>]);

/// What to look for, for the parts of a request.
impl Terms {
    /// What to look for when words may be a name.
    pub(super) fn name(&mut self, sought: &Sought, index: &Index) {
        for (key, worth) in sought.keys() {
            self.add(index.schema.name, key, NAME_BOOST * worth);
        }
        for leaving in sought.leavings() {
            self.add(index.schema.name, &leaving, LEAVING_BOOST);
        }
        for gram in sought.grams() {
            self.add(index.schema.grams, &gram, GRAM_BOOST);
        }
    }

    fn want(&mut self, want: &Want, owners: &Owners, (request, keys, alike): Words<'_>, index: &Index) {
        let schema = &index.schema;
        let columns: &[(Column, Column, f32)] = match want.goal {
            Goal::Offer | Goal::Partner => &[(schema.offer, schema.offer_sector, 1.0)],
            // Who resells such goods says so in what it offers.
            Goal::Need => &[(schema.need, schema.need_sector, 1.0), (schema.offer, schema.offer_sector, RANGE_BOOST)],
        };
        let mut reached = Sectors::default();
        for meaning in want.meanings.iter().take(MEANINGS) {
            reached.reach(meaning.sector, meaning.strength, |_| true, index.vocabulary.kin());
        }
        for &(words, sectors, share) in columns {
            for (&at, part) in want.words.iter().map(|at| (at, 1.0)).chain(want.purpose.iter().map(|at| (at, PURPOSE_BOOST))) {
                let boost = share * part * request.words[at].weight.max(PLAINEST_BOOST);
                keys[at].iter().for_each(|(key, worth)| self.add(words, key, boost * worth));
                alike[at].keys.iter().for_each(|key| self.add(words, key, boost * index.weights.synonym));
            }
            self.sectors(sectors, &reached, share);
        }
        for (owner, weight) in owners {
            self.add(schema.offer_sector, &or_finer(*owner), SECTOR_BOOST * weight);
        }
    }

    fn sectors(&mut self, column: Column, sectors: &Sectors, share: f32) {
        for (&sector, weight) in &sectors.or_finer {
            self.add(column, &or_finer(sector), share * SECTOR_BOOST * weight);
        }
        for (&sector, weight) in &sectors.just {
            self.add(column, &just(sector), share * SECTOR_BOOST * weight);
        }
    }
}

/// Sectors whose companies are looked for, each with its highest weight: with the finer ones, or just those that say no more.
#[derive(Default)]
struct Sectors {
    or_finer: BTreeMap<SectorIndex, f32>,
    just: BTreeMap<SectorIndex, f32>,
}

impl Sectors {
    /// Adds a sector, and those to which such bridges lead from it.
    fn reach(&mut self, sector: SectorIndex, weight: f32, leads: fn(Bridge) -> bool, kin: &Kin) {
        raise(&mut self.or_finer, sector, weight);
        for (near, bridge) in kin.reachable(sector).filter(|&(_, bridge)| leads(bridge)) {
            match bridge {
                // Finer ones are met by the sector itself; the other parts of a wide sector are too many to look at.
                Bridge::Same | Bridge::Inside | Bridge::Mixed | Bridge::Beside => {}
                Bridge::Near | Bridge::Source | Bridge::Seller | Bridge::Back | Bridge::Wider | Bridge::Division => {
                    raise(&mut self.just, near, weight * bridge.strength())
                }
            }
        }
    }
}

/// Gives a sector the weight, unless it has a higher one.
fn raise(sectors: &mut BTreeMap<SectorIndex, f32>, sector: SectorIndex, weight: f32) {
    let most = sectors.entry(sector).or_insert(0.0);
    *most = most.max(weight);
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
    let projects = vocabulary.projects.len() as u16;
    for meaning in want.meanings.iter().take(MEANINGS) {
        let needs = |project: u16| {
            let arm = vocabulary.arms(project).iter().filter_map(|&(sector, weight)| {
                let bridge = vocabulary.kin().bridge(meaning.sector, sector)?;
                (bridge.is_within() || bridge == Bridge::Wider).then_some(weight * bridge.strength())
            });
            Some((project, arm.max_by(f32::total_cmp)?))
        };
        let needing: Vec<(u16, f32)> = (0..projects).filter_map(needs).collect();
        // Light is needed by whoever runs anything, an x-ray by few: only the latter says who would buy.
        let rarity = (f32::from(projects) / needing.len().max(1) as f32).ln() / f32::from(projects).ln().max(1.0);
        for (project, weight) in needing {
            for &owner in vocabulary.owners(project) {
                raise(&mut owners, owner, weight * meaning.strength * rarity.sqrt());
            }
        }
    }
    owners
}
