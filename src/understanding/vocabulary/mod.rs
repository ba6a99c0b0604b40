//! What the words of the field mean: sectors, projects, places and the cues of talk, in three languages.
//! In: the texts of the files under `seed/` (or a clerk's replacements). Out: a [`Vocabulary`], checked as a whole.
//! Reads no file itself; [`Sources`] brings the texts.

mod activities;
mod cues;
mod endings;
mod keys;
mod kin;
mod lexicon;
mod near;
mod read;
mod spellings;
mod synonyms;
mod trigrams;
mod word_set;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::text::{self, Gap, Word};
use crate::domain::{Language, Place, Project, Region, Sector, SectorId, Texts};
use crate::understanding::request::Token;
use crate::understanding::spelling;

pub(crate) use activities::Activity;
pub(crate) use cues::{Cue, CueSet, Cues};
pub use kin::{Bridge, Kin};
pub(crate) use lexicon::Sense;
pub use lexicon::{Hit, Target};
pub(crate) use near::{CHEAPEST_TYPO, Letters, TYPO_LETTERS, beginning, typo_cost, typo_cost_within, typos_forgiven, typos_within};
pub use read::VocabularyError;
pub(crate) use spellings::Reads;
pub(crate) use synonyms::Alike;
pub use synonyms::Synonyms;
pub(crate) use trigrams::Trigrams;
pub use word_set::{WORDS_AT_ONCE, WordSet};

use activities::Activities;
use cues::{BETWEEN, Phrases, Spans};
use lexicon::Lexicon;
use read::CueEntry;
use spellings::Spellings;

/// A sector of so many phrases, over all languages, is narrow: who is of it has what is asked for.
const NARROW_PHRASES: u32 = 170;
/// One of so many is wide.
const WIDE_PHRASES: u32 = 250;

/// The texts of the vocabulary's files by their path below `seed/`: `sectors/c-food.toml`, `projects.toml`, `vocabulary/ru.toml`.
#[derive(Clone, Debug)]
pub struct Sources {
    files: BTreeMap<String, Cow<'static, str>>,
}

macro_rules! built_in {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../../seed/", $path)))),*]
    };
}

impl Default for Sources {
    /// The files compiled in.
    fn default() -> Self {
        let files = built_in![
            "projects.toml",
            "sectors/a-b-farming-mining.toml",
            "sectors/c-chemicals-plastics.toml",
            "sectors/c-food.toml",
            "sectors/c-machines-electronics.toml",
            "sectors/c-minerals-metals.toml",
            "sectors/c-textile-wood-other.toml",
            "sectors/d-e-f-energy-water-building.toml",
            "sectors/g-trade.toml",
            "sectors/h-i-transport-hospitality.toml",
            "sectors/j-k-l-it-finance-property.toml",
            "sectors/m-n-services.toml",
            "sectors/o-u-public-health-arts.toml",
            "synonyms/building.toml",
            "synonyms/business.toml",
            "synonyms/food.toml",
            "synonyms/goods.toml",
            "synonyms/industry.toml",
            "synonyms/places.toml",
            "synonyms/services.toml",
            "vocabulary/activities.toml",
            "vocabulary/compounds.toml",
            "vocabulary/en.toml",
            "vocabulary/ordinary.toml",
            "vocabulary/places.toml",
            "vocabulary/ru.toml",
            "vocabulary/spelt.toml",
            "vocabulary/tg.toml",
            "vocabulary/uzbek.toml",
        ];
        Sources { files: files.into_iter().map(|(path, text)| (path.to_owned(), Cow::Borrowed(text))).collect() }
    }
}

impl Sources {
    /// Whether they are the files compiled in, which the tests hold to be right.
    fn are_built_in(&self) -> bool {
        self.files.values().all(|text| matches!(text, Cow::Borrowed(_)))
    }

    /// Puts a file in the place of the built-in one of that path, or beside them.
    pub fn replace(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), Cow::Owned(text));
    }
}

/// Whether a sector is named by a place where people come, a shop, a hotel, a school or a hospital, and not by what is made or done:
/// divisions 47, 55, 56 and from 84 on of ISIC. "Carpets" are no customers.
fn is_place(sector: &SectorId) -> bool {
    let division = sector.0.get(..2).unwrap_or_default();
    matches!(division, "47" | "55" | "56") || division >= "84"
}

/// Number of a sector in [`Vocabulary::sectors`].
pub type SectorIndex = u16;

/// All that is known of words. Built once, shared, read-only.
#[derive(Debug)]
pub struct Vocabulary {
    pub sectors: Vec<Sector>,
    pub projects: Vec<Project>,
    pub places: Vec<Place>,
    by_id: HashMap<SectorId, SectorIndex>,
    /// The sector that holds each.
    parents: Arc<[Option<SectorIndex>]>,
    kin: Kin,
    customers: HashSet<SectorIndex>,
    arms: Vec<Vec<(SectorIndex, f32)>>,
    owners: Vec<Vec<SectorIndex>>,
    /// The keys of the words of each sector's name, in all languages.
    names: Vec<Vec<String>>,
    lexicon: Lexicon,
    cues: Phrases<Cues>,
    spans: Spans,
    activities: Activities,
    place_names: Phrases<u16>,
    spellings: Spellings,
    synonyms: Synonyms,
    fingerprint: u32,
}

impl Vocabulary {
    /// Reads and checks all files.
    ///
    /// # Errors
    /// [`VocabularyError`] names the first file that cannot be used, with row, column and what to do.
    pub fn load(sources: &Sources) -> Result<Vocabulary, VocabularyError> {
        let rest = Vocabulary::without_synonyms(sources)?;
        Ok(rest.with_synonyms(Synonyms::load(sources)?))
    }

    /// All but the synonyms, which may be read at the same time.
    ///
    /// # Errors
    /// As [`Vocabulary::load`].
    pub fn without_synonyms(sources: &Sources) -> Result<Vocabulary, VocabularyError> {
        let entries = read::read(&sources.files, sources.are_built_in())?;
        let by_id: HashMap<SectorId, SectorIndex> =
            entries.sectors.iter().zip(0..).map(|(entry, index)| (entry.sector.id.clone(), index)).collect();
        let mut spellings = Spellings::default();
        let (in_parts, whole): (Vec<_>, Vec<_>) = entries.cues.iter().partition(|cue| cue.phrase.contains(BETWEEN));
        let told = |cue: &CueEntry| Cues::of(cue.language, cue.cue);
        let cue_phrases = whole.into_iter().map(|cue| (spellings.learn_cue(&cue.phrase, cue.language), told(cue)));
        let cues = Phrases::build(cue_phrases, Cues::join);
        let spans = Spans::build(in_parts.into_iter().filter_map(|cue| {
            let (opening, closing) = cue.phrase.split_once(BETWEEN)?;
            Some((spellings.learn_cue(opening, cue.language), closing, told(cue)))
        }));
        let names = entries.places.iter().zip(0u16..).flat_map(|(entry, index)| entry.words.iter().map(move |word| (word, index)));
        let names = names.map(|(word, index)| (spellings.learn(word, None), index));
        // Of two places with one name the first listed is meant: a city before the district around it.
        let place_names = Phrases::build(names, |first, _| first);
        let activities = entries
            .activities
            .iter()
            .zip(0u8..)
            .flat_map(|(entry, activity)| entry.phrases.iter().map(move |(language, phrase)| (phrase, *language, activity)));
        let activities = activities.map(|(phrase, language, activity)| (spellings.learn_cue(phrase, language), activity));
        let activities = Phrases::build(activities, |first, _| first);
        let trades = entries.activities.iter().zip(0u8..).flat_map(|(entry, activity)| {
            let trades = entry.trades.iter().flat_map(|(trade, goods)| goods.iter().map(move |goods| (trade, goods)));
            // Every sector named is known: that was checked when the files were read.
            trades
                .filter_map(|(trade, goods)| Some((trade, *by_id.get(goods)?)))
                .filter_map(|(trade, goods)| {
                    Some(((goods, *by_id.get(trade)?), goods)).map(|((goods, trade), _)| ((activity, goods), trade))
                })
                .collect::<Vec<_>>()
        });
        let activities = Activities::new(activities, trades.collect());
        entries.spelt.iter().for_each(|(language, word)| spellings.learn_spelt(word, *language));
        let mut lexicon = Lexicon::default();
        let sectors = entries.sectors.iter().zip(0..).map(|(entry, index)| (Target::Sector(index), &entry.words));
        let projects = entries.projects.iter().zip(0..).map(|(entry, index)| (Target::Project(index), &entry.words));
        for (target, words) in sectors.chain(projects) {
            for (language, phrase) in words {
                let mut words = spellings.learn(phrase, Some(*language));
                // By its stem alone another word may be meant.
                if let [word] = words.as_mut_slice() {
                    spellings.keep_own_key(word);
                }
                lexicon.add(target, *language, words);
            }
        }
        lexicon.weigh(|word| cues.is_weak(word));
        entries.ordinary.iter().for_each(|(language, word)| spellings.learn_ordinary(word, *language));
        entries.first_parts.into_iter().for_each(|(part, word)| spellings.learn_first_part(part, word));
        spellings.finish();
        let mut checksum = crc32fast::Hasher::new();
        for (path, text) in &sources.files {
            checksum.update(path.as_bytes());
            checksum.update(text.as_bytes());
        }
        let owners = entries.projects.iter().flat_map(|entry| &entry.project.owner).filter(|owner| is_place(owner));
        let customers = owners.filter_map(|owner| by_id.get(owner)).copied().collect();
        // Every arm's sector is known: that was checked when the files were read.
        let arms =
            |entry: &read::ProjectEntry| entry.project.arms.iter().filter_map(|arm| Some((*by_id.get(&arm.sector)?, arm.weight))).collect();
        let arms = entries.projects.iter().map(arms).collect();
        let owners = |entry: &read::ProjectEntry| entry.project.owner.iter().filter_map(|owner| by_id.get(owner).copied()).collect();
        let owners = entries.projects.iter().map(owners).collect();
        let parents: Arc<[Option<SectorIndex>]> =
            entries.sectors.iter().map(|entry| by_id.get(entry.sector.parent.as_ref()?).copied()).collect();
        lexicon.relate(Arc::clone(&parents));
        let sectors: Vec<Sector> = entries.sectors.into_iter().map(|entry| entry.sector).collect();
        Ok(Vocabulary {
            kin: Kin::new(&sectors, &by_id),
            names: sectors.iter().map(|sector| keys_of_name(&sector.name)).collect(),
            parents,
            by_id,
            customers,
            arms,
            owners,
            sectors,
            projects: entries.projects.into_iter().map(|entry| entry.project).collect(),
            places: entries.places.into_iter().map(|entry| entry.place).collect(),
            lexicon,
            cues,
            spans,
            activities,
            place_names,
            spellings,
            synonyms: Synonyms::default(),
            fingerprint: checksum.finalize(),
        })
    }

    pub fn with_synonyms(self, synonyms: Synonyms) -> Vocabulary {
        Vocabulary { synonyms, ..self }
    }

    /// The files compiled in, which the tests hold to be right.
    pub fn built_in() -> Vocabulary {
        Vocabulary::load(&Sources::default()).expect("the built-in vocabulary is checked by the tests")
    }

    /// Changes when any file does: what was derived from the vocabulary (the index) is then made anew.
    pub fn fingerprint(&self) -> u32 {
        self.fingerprint
    }

    pub fn sector(&self, index: SectorIndex) -> &Sector {
        &self.sectors[usize::from(index)]
    }

    /// The keys of the words by which the sector is called, in all languages.
    pub(crate) fn keys_of_name(&self, sector: SectorIndex) -> &[String] {
        &self.names[usize::from(sector)]
    }

    pub fn index_of(&self, id: &SectorId) -> Option<SectorIndex> {
        self.by_id.get(id).copied()
    }

    /// How near sectors are to each other.
    pub fn kin(&self) -> &Kin {
        &self.kin
    }

    /// The place that a company's city names: the narrowest one found in the cell.
    pub fn place_of(&self, city: &str) -> Option<&Place> {
        self.narrowest_place(city, |word| self.read_as_written(word))
    }

    /// A company's city as it is called in a language; as it is written, where the cell says more than a place, or one that is not known.
    pub fn city_in(&self, city: &str, language: Language) -> String {
        self.only_place(city).map_or_else(|| city.to_owned(), |place| place.name.get(language).to_owned())
    }

    /// The place that a cell names, if it says nothing beside it but what kind of place it is ("г.") and what it lies in.
    fn only_place(&self, city: &str) -> Option<&Place> {
        let words = super::text::words(&super::text::clean(city));
        let reads: Vec<Reads> = words.iter().map(|word| self.read_as_written(&word.text)).collect();
        let (mut named, mut at) = (Vec::new(), 0);
        while at < reads.len() {
            if let Some((index, length)) = self.place_names.longest(&reads[at..]) {
                named.push(&self.places[usize::from(index)]);
                at += length;
            } else {
                let (cues, length) = self.cues.longest(&reads[at..])?;
                cues.told(None, "").has(Cue::Stop).then_some(())?;
                at += length;
            }
        }
        let place = *named.iter().min_by_key(|place| place.kind as u8)?;
        named.into_iter().all(|other| other.holds(place)).then_some(place)
    }

    /// The place that a person means, typos mended.
    pub fn place_meant(&self, typed: &str) -> Option<&Place> {
        self.place_of(typed).or_else(|| self.narrowest_place(typed, |word| self.read_meant(word)))
    }

    fn narrowest_place(&self, text: &str, read: impl Fn(&str) -> Reads) -> Option<&Place> {
        let words = super::text::words(&super::text::clean(text));
        let reads: Vec<Reads> = words.iter().map(|word| read(&word.text)).collect();
        let found =
            (0..reads.len()).filter_map(|at| self.place_names.longest(&reads[at..])).map(|(index, _)| &self.places[usize::from(index)]);
        found.min_by_key(|place| place.kind as u8)
    }

    /// The side on which a company's city lies.
    pub fn region_of(&self, city: &str) -> Option<Region> {
        self.place_of(city).and_then(|place| place.region)
    }

    /// The arms of a project: their sectors and weights, in its order.
    pub(crate) fn arms(&self, project: u16) -> &[(SectorIndex, f32)] {
        &self.arms[usize::from(project)]
    }

    /// The sectors whose companies run such a project.
    pub(crate) fn owners(&self, project: u16) -> &[SectorIndex] {
        &self.owners[usize::from(project)]
    }

    /// Whether it is a shop, which sells what it buys.
    pub(crate) fn is_shop(&self, project: u16) -> bool {
        let owners = self.owners(project);
        !owners.is_empty() && owners.iter().all(|&owner| self.sector(owner).is_shop())
    }

    /// Whether companies of the sector run projects: hospitals, schools, shops, which sellers look for as customers.
    pub(crate) fn is_customer(&self, sector: SectorIndex) -> bool {
        self.with_wider(sector).any(|sector| self.customers.contains(&sector))
    }

    /// How many kinds of goods and services the sector has room for, from 0 (few) to 1: by how many phrases name them.
    pub(crate) fn breadth(&self, sector: SectorIndex) -> f32 {
        let beyond = self.lexicon.phrases_in(sector).saturating_sub(NARROW_PHRASES) as f32;
        (beyond / (WIDE_PHRASES - NARROW_PHRASES) as f32).min(1.0)
    }

    /// The sector and all that hold it.
    pub(crate) fn with_wider(&self, sector: SectorIndex) -> impl Iterator<Item = SectorIndex> + '_ {
        std::iter::successors(Some(sector), |&inner| self.parents[usize::from(inner)])
    }

    /// A word of a request: every reading that may be meant where it has no typo.
    pub(crate) fn read(&self, word: &str) -> Reads {
        self.spellings.read(word)
    }

    /// The same word with its typos mended, where it is unknown; `written_in`: in which language its Latin letters are, where that is
    /// none that is written so.
    pub(crate) fn mend(&self, reads: Reads, word: &str, written_in: Option<Language>) -> Reads {
        self.spellings.mend(reads, word, written_in)
    }

    /// A word that stands alone, typos mended.
    pub(crate) fn read_meant(&self, word: &str) -> Reads {
        self.mend(self.read(word), word, None)
    }

    /// A word of a record, taken as it is written.
    pub(crate) fn read_as_written(&self, word: &str) -> Reads {
        self.spellings.read_as_written(word)
    }

    /// Where a word is a compound whose parts are known, the first part stands before it as a word, as long as they are not more than
    /// `most` with it.
    pub(crate) fn part_compounds(&self, words: Vec<(Word, Reads)>, most: usize) -> Vec<(Word, Reads)> {
        let mut room = most.saturating_sub(words.len());
        let mut all = Vec::with_capacity(words.len());
        for (mut word, reads) in words {
            if let Some(first) = reads.first_part.as_ref().filter(|_| room > 0) {
                room -= 1;
                let part = Reads { is_first_part: true, ..self.read_as_written(first) };
                all.push((Word { text: first.clone(), ..word.clone() }, part));
                word.gap = Gap::None;
            }
            all.push((word, reads));
        }
        all
    }

    /// What is known of a word of a request in a language by the words of the same meaning.
    pub(crate) fn alike<'v>(&'v self, word: &'v Token, language: Language) -> Alike<'v> {
        self.synonyms.of(word.keys().iter().map(|(key, _)| key.as_str()), language_of(word, language))
    }

    pub(crate) fn cues(&self) -> &Phrases<Cues> {
        &self.cues
    }

    /// Which letters stand together in words.
    pub(crate) fn trigrams(&self) -> &Trigrams {
        self.spellings.trigrams()
    }

    pub(crate) fn spans(&self) -> &Spans {
        &self.spans
    }

    pub(crate) fn place_names(&self) -> &Phrases<u16> {
        &self.place_names
    }

    /// The sectors that words of a language mean, strongest first; in the trade of an activity that they name, or that was named before them.
    pub(crate) fn senses(
        &self,
        words: &[&Reads],
        purpose: WordSet,
        head_last: bool,
        before: Option<Activity>,
        language: Option<Language>,
    ) -> Vec<Sense> {
        let named = self.activities.named(words);
        let mut senses = self.lexicon.senses(words, purpose, head_last, named.map_or(WordSet::default(), |(_, said)| said), language);
        // Of equals the one that more words mean, then who makes or does it before the shop, then the finer one.
        let fineness = |sense: &Sense| (sense.words.len(), !self.sector(sense.sector).is_shop(), self.with_wider(sense.sector).count());
        senses.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(fineness(b).cmp(&fineness(a))));
        if let Some(activity) = named.or(before.map(|activity| (activity, WordSet::default()))) {
            self.activities.turn(&mut senses, activity, |sector| self.with_wider(sector).collect());
        }
        senses
    }

    /// The activity that words name, and the places of the words that do.
    pub(crate) fn activity(&self, words: &[&Reads]) -> Option<(Activity, WordSet)> {
        self.activities.named(words)
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

/// Words, each with what it is read as.
pub(crate) fn each_read(words: Vec<Word>, mut read: impl FnMut(&str) -> Reads) -> Vec<(Word, Reads)> {
    let with_reads = |word: Word| {
        let reads = read(&word.text);
        (word, reads)
    };
    words.into_iter().map(with_reads).collect()
}

fn keys_of_name(name: &Texts) -> Vec<String> {
    let in_language = |language: Language| {
        let words = text::words(&text::clean(name.get(language)));
        words.into_iter().flat_map(move |word| spelling::keys_in(&word.text, language))
    };
    Language::ALL.into_iter().flat_map(in_language).collect()
}

/// The language of a word in a text of a language.
fn language_of(word: &Token, language: Language) -> Language {
    if word.text.is_ascii() && word.reads.is_plain() { Language::En } else { language }
}
