//! From words to what they mean: every phrase of every sector and project, found in any order, whole or in part.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::SectorIndex;
use super::keys::KeyId;
use super::spellings::Reads;
use super::word_set::{WORDS_AT_ONCE, WordSet};
use crate::domain::Language;
use crate::understanding::spelling::Reading;

/// What a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    Sector(SectorIndex),
    /// Number of a project in [`super::Vocabulary::projects`].
    Project(u16),
}

/// A phrase of the vocabulary met in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub target: Target,
    /// The language of the phrase.
    pub language: Language,
    /// Places of its words in the text.
    pub words: WordSet,
    /// From 0 to 1: how much of the phrase was met (by weight of its words), times how well it was spelt.
    pub strength: f32,
    /// Whether every word of the phrase was met, each by itself and not by one of its kind.
    pub whole: bool,
}

/// A sector that words mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sense {
    pub(crate) sector: SectorIndex,
    /// From 0 to 1.
    pub(crate) strength: f32,
    /// Places of its words in the text.
    pub(crate) words: WordSet,
}

/// A phrase met to this part is met as good as whole.
pub(super) const WHOLE: f32 = 0.9;
/// A word that names no goods by itself ("equipment") weighs this much beside one that does.
const WEAK_WORD: f32 = 0.2;
/// Phrases met to a lesser part than this tell nothing.
const MET_AT_LEAST: f32 = 0.45;
/// The words of a phrase may be mixed with so many others.
const STRANGERS: usize = 2;
/// A word that stands for another of its kind ("velveteen" in the phrase "fabric dyeing") counts as this part of it...
const OF_ITS_KIND: f32 = 0.6;
/// ... in a phrase of which this part is met without it.
const MET_BESIDE_KIND: f32 = 0.3;
/// A phrase with other words in between, which are of a phrase that stands together, keeps this part: "fish ... retail" in
/// "fishing tackle (retail)".
const MIXED: f32 = 0.7;
/// A phrase inside a longer one that was wholly met keeps this part of its strength: "hospital" in "hospital software".
const INSIDE_LONGER: f32 = 0.3;
/// A phrase met in part, by words that are a whole phrase of another sector, keeps this part.
const PART_OF_ANOTHER: f32 = 0.8;
/// Of two sectors met side by side, the one that the phrase is not about keeps this part of its strength...
const ASIDE: f32 = 0.6;
/// ... when the other is at least this strong.
const HEAD_AT_LEAST: f32 = 0.6;
/// What only stands behind a "for" keeps this part.
const ONLY_PURPOSE: f32 = 0.3;
/// A phrase of another language over words that mean something in the text's own keeps this part.
const FOREIGN: f32 = 0.5;

#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    phrases: Vec<Phrase>,
    /// The words of all phrases, one phrase after the other, and the keys of all words: a hundred thousand lists of their own
    /// would take three times the memory.
    words: Vec<Word>,
    keys: Vec<KeyId>,
    /// The phrases that are looked for, key by key: those in which it is a word that tells.
    postings: Vec<u32>,
    /// Where the phrases of each key begin in [`Lexicon::postings`], and, behind the last, where they end.
    starts: Vec<u32>,
    /// How telling each key is, from 0 to 1.
    weights: Vec<f32>,
    /// The sectors that each key means alone.
    kinds: HashMap<KeyId, Vec<SectorIndex>>,
    /// The sector that holds each.
    parents: Arc<[Option<SectorIndex>]>,
    /// How many phrases each sector has, over all languages.
    phrases_of: HashMap<SectorIndex, u32>,
}

#[derive(Debug)]
struct Phrase {
    target: Target,
    language: Language,
    /// Where its words begin in [`Lexicon::words`], and how many they are.
    first: u32,
    length: u8,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    /// Where the keys that mean it begin in [`Lexicon::keys`], and how many they are.
    first: u32,
    length: u16,
    /// How telling it is among the words of its phrase.
    weight: f32,
}

impl Lexicon {
    pub(super) fn add(&mut self, target: Target, language: Language, words: Vec<Vec<KeyId>>) {
        if words.is_empty() || words.len() > usize::from(u8::MAX) {
            return;
        }
        let (first, length) = (self.words.len() as u32, words.len() as u8);
        for keys in words {
            self.words.push(Word { first: self.keys.len() as u32, length: keys.len() as u16, weight: 0.0 });
            self.keys.extend(keys);
        }
        if let Target::Sector(sector) = target {
            *self.phrases_of.entry(sector).or_default() += 1;
        }
        self.phrases.push(Phrase { target, language, first, length });
    }

    fn words_of(&self, phrase: &Phrase) -> &[Word] {
        &self.words[phrase.first as usize..phrase.first as usize + usize::from(phrase.length)]
    }

    fn keys_of(&self, word: &Word) -> &[KeyId] {
        &self.keys[word.first as usize..word.first as usize + usize::from(word.length)]
    }

    /// Weighs every key by how few targets it points to (inverse document frequency, K. Sparck Jones, 1972).
    ///
    /// All phrases of a target must have been added one after another.
    pub(super) fn weigh(&mut self, is_weak: impl Fn(&[KeyId]) -> bool) {
        let known = self.keys.iter().max().map_or(0, |&last| last as usize + 1);
        let mut pointed: Vec<(f32, Option<Target>)> = vec![(0.0, None); known];
        for phrase in &self.phrases {
            for &key in self.words_of(phrase).iter().flat_map(|word| self.keys_of(word)) {
                let (targets, last) = &mut pointed[key as usize];
                if *last != Some(phrase.target) {
                    (*targets, *last) = (*targets + 1.0, Some(phrase.target));
                }
            }
        }
        let all = 1.0 + self.phrases.chunk_by(|one, next| one.target == next.target).count() as f32;
        self.weights = pointed.into_iter().map(|(targets, _)| (all / (1.0 + targets)).ln() / all.ln()).collect();
        let weigh = |word: &Word| {
            let keys = self.keys_of(word);
            if is_weak(keys) { WEAK_WORD } else { keys.iter().map(|&key| self.weights[key as usize]).fold(WEAK_WORD, f32::max) }
        };
        let mut weights: Vec<f32> = self.words.iter().map(weigh).collect();
        // A phrase of nothing but a weak word would make every mention of "equipment" a sector.
        for phrase in self.phrases.iter().filter(|phrase| phrase.length == 1) {
            if is_weak(self.keys_of(&self.words[phrase.first as usize])) {
                weights[phrase.first as usize] = f32::INFINITY;
            }
        }
        self.words.iter_mut().zip(weights).for_each(|(word, weight)| word.weight = weight);
        self.phrases.shrink_to_fit();
        self.words.shrink_to_fit();
        self.keys.shrink_to_fit();
        self.note_telling();
    }

    /// Notes what words mean alone, and which sector holds which.
    pub(super) fn relate(&mut self, parents: Arc<[Option<SectorIndex>]>) {
        let mut kinds: HashMap<KeyId, Vec<SectorIndex>> = HashMap::new();
        for phrase in self.phrases.iter().filter(|phrase| phrase.length == 1) {
            let Target::Sector(sector) = phrase.target else { continue };
            for &key in self.keys_of(&self.words[phrase.first as usize]) {
                kinds.entry(key).or_default().push(sector);
            }
        }
        (self.kinds, self.parents) = (kinds, parents);
    }

    /// The sectors that a word means alone, and all that hold them.
    fn kinds_of(&self, word: &Reads) -> Vec<SectorIndex> {
        let sectors = word.known.iter().filter_map(|(key, _)| self.kinds.get(key)).flatten();
        sectors.flat_map(|&sector| std::iter::successors(Some(sector), |&inner| self.parents[usize::from(inner)])).collect()
    }

    /// Notes each phrase only where it must be looked for: "for" stands in a thousand phrases and is never enough for one.
    fn note_telling(&mut self) {
        let mut telling_in: Vec<(KeyId, u32)> = Vec::new();
        for (number, phrase) in (0..).zip(&self.phrases) {
            let words = self.words_of(phrase);
            let keys = telling(words).into_iter().flat_map(|place| self.keys_of(&words[place]));
            telling_in.extend(keys.map(|&key| (key, number)));
        }
        telling_in.sort_unstable();
        telling_in.dedup();
        self.starts = vec![0; self.weights.len() + 1];
        telling_in.iter().for_each(|&(key, _)| self.starts[key as usize + 1] += 1);
        (1..self.starts.len()).for_each(|at| self.starts[at] += self.starts[at - 1]);
        self.postings = telling_in.into_iter().map(|(_, phrase)| phrase).collect();
    }

    /// The phrases in which a key tells.
    fn phrases_of(&self, key: KeyId) -> &[u32] {
        match self.starts.get(key as usize..key as usize + 2) {
            Some(&[start, end]) => &self.postings[start as usize..end as usize],
            _ => &[],
        }
    }

    /// How telling a word is, from 0 to 1; 1 for a word the vocabulary does not know as a whole.
    pub(crate) fn weight(&self, word: &Reads) -> f32 {
        if word.is_compound() {
            return 1.0;
        }
        let known = word.known.iter().filter_map(|&(key, _)| self.weights.get(key as usize));
        known.copied().fold(None, |least: Option<f32>, weight| Some(least.map_or(weight, |least| least.min(weight)))).unwrap_or(1.0)
    }

    /// The sectors that words mean, strongest first.
    ///
    /// What a phrase is *about* stands first in Russian and Tajik ("остекление школ"), last in English ("school glazing"):
    /// where two sectors are met side by side, the other one is only what it is for, and so is all behind a "for".
    /// The words of an activity say what is done with what the phrase is about, and come behind it.
    pub(super) fn senses(
        &self,
        words: &[&Reads],
        purpose: WordSet,
        head_last: bool,
        activity: WordSet,
        language: Option<Language>,
    ) -> Vec<Sense> {
        let mut hits = self.hits(words);
        if let Some(language) = language {
            weaken_foreign(&mut hits, language);
        }
        let only_for = |hit: &Hit| !purpose.is_empty() && purpose.holds(hit.words);
        let is_plain = |hit: &&Hit| hit.strength >= HEAD_AT_LEAST && matches!(hit.target, Target::Sector(_));
        // The cows of "milking equipment for cows" stand last, and are not what is wanted.
        let plain = hits.iter().filter(is_plain).filter(|hit| !activity.holds(hit.words) && !only_for(hit));
        let plain: Vec<WordSet> = plain.map(|hit| hit.words).collect();
        let mut senses: Vec<Sense> = Vec::new();
        for hit in hits {
            let Target::Sector(sector) = hit.target else { continue };
            let is_head = |other: WordSet| if head_last { other.last() > hit.words.last() } else { other.first() < hit.words.first() };
            let before = |other: WordSet| !other.meets(hit.words) && is_head(other);
            let only_activity = activity.holds(hit.words) && !plain.is_empty();
            let aside = only_activity || plain.iter().any(|&other| before(other));
            let share = if only_for(&hit) {
                ONLY_PURPOSE
            } else if aside {
                ASIDE
            } else {
                1.0
            };
            let sense = Sense { sector, strength: hit.strength * share, words: hit.words };
            match senses.iter_mut().find(|known| known.sector == sector) {
                // "Accounting software, 1C, ERP": what is said in several ways is meant by all of their words.
                Some(known) if share == 1.0 && known.strength.min(sense.strength) >= WHOLE => {
                    known.strength = known.strength.max(sense.strength);
                    known.words |= sense.words;
                }
                Some(known) if known.strength < sense.strength => *known = sense,
                Some(_) => {}
                None => senses.push(sense),
            }
        }
        senses.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.sector.cmp(&b.sector)));
        senses
    }

    /// How many phrases a sector has, over all languages.
    pub(super) fn phrases_in(&self, sector: SectorIndex) -> u32 {
        self.phrases_of.get(&sector).copied().unwrap_or_default()
    }

    /// The phrases met in the words, strongest first; of several phrases of one target over the same words the best.
    pub(crate) fn hits(&self, words: &[&Reads]) -> Vec<Hit> {
        let words = &words[..words.len().min(WORDS_AT_ONCE)];
        let mut met: Vec<Met> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            met.extend(word.known.iter().map(|&(key, reading)| Met { key, at, quality: reading.quality(), guess: false }));
            met.extend(word.guesses.iter().map(|&key| Met { key, at, quality: Reading::Typo.quality(), guess: true }));
        }
        met.sort_by_key(|met| (met.key, met.at));
        let mut phrases: Vec<u32> = met.iter().flat_map(|met| self.phrases_of(met.key)).copied().collect();
        phrases.sort_unstable();
        phrases.dedup();
        let kinds: Vec<Vec<SectorIndex>> = words.iter().map(|word| self.kinds_of(word)).collect();
        let mut hits: Vec<Hit> = phrases.into_iter().filter_map(|phrase| self.hit(&self.phrases[phrase as usize], &met, &kinds)).collect();
        hits.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.target.cmp(&b.target)).then(a.words.cmp(&b.words)));
        weaken_inside_longer(&mut hits);
        weaken_mixed(&mut hits);
        weaken_parts(&mut hits);
        hits.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.target.cmp(&b.target)).then(a.words.cmp(&b.words)));
        let mut seen = HashSet::new();
        hits.retain(|hit| seen.insert((hit.target, hit.words)));
        hits
    }
}

/// A known key of a word in the text.
struct Met {
    key: KeyId,
    /// Position of the word.
    at: usize,
    quality: f32,
    /// Whether only a whole phrase with other words makes it likely.
    guess: bool,
}

/// The places of the words of which one at least must be met: the others together are less than what must be met of a phrase.
fn telling(words: &[Word]) -> Vec<usize> {
    let total: f32 = words.iter().map(|word| word.weight).sum();
    let mut places: Vec<usize> = (0..words.len()).collect();
    places.sort_by(|&a, &b| words[a].weight.total_cmp(&words[b].weight));
    let mut light = 0.0;
    let silent = places.iter().take_while(|&&place| {
        light += words[place].weight / total;
        // Rounding must not make a phrase unfindable.
        light < 0.99 * MET_AT_LEAST
    });
    let silent = silent.count();
    places.split_off(silent)
}

impl Lexicon {
    /// Compares with the words of a text, which are in the order of their keys; `kinds` are the sectors that each of them means.
    fn hit(&self, phrase: &Phrase, text: &[Met], kinds: &[Vec<SectorIndex>]) -> Option<Hit> {
        let all = self.words_of(phrase);
        let total: f32 = all.iter().map(|word| word.weight).sum();
        let (mut words, mut weight, mut met, mut first, mut last) = (WordSet::default(), 0.0, 0usize, usize::MAX, 0);
        let mut guesses = 0;
        let mut missing = None;
        for &word in all {
            let share = word.weight;
            let found = self.keys_of(&word).iter().flat_map(|&key| {
                let start = text.partition_point(|met| met.key < key);
                text[start..].iter().take_while(move |met| met.key == key)
            });
            let best = found.filter(|found| !words.has(found.at)).max_by(|a, b| a.quality.total_cmp(&b.quality).then(b.at.cmp(&a.at)));
            if let Some(&Met { at: word, quality, guess, .. }) = best {
                words.add(word);
                weight += share * quality;
                met += 1;
                guesses += usize::from(guess);
                (first, last) = (first.min(word), last.max(word));
            } else {
                missing = Some(word);
            }
        }
        let mut of_its_kind = false;
        if let Some(missing) = missing.filter(|_| met + 1 == all.len() && weight >= MET_BESIDE_KIND * total)
            && let Some(at) = self.of_kind(&missing, words, kinds)
        {
            words.add(at);
            weight += missing.weight * OF_ITS_KIND;
            met += 1;
            (first, last) = (first.min(at), last.max(at));
            of_its_kind = true;
        }
        let strength = weight / total;
        let near = met > 0 && last - first < met + STRANGERS;
        // Two words misspelt at once are a phrase where they stand together as in no other.
        let surer = guesses < met || (met > 1 && last - first < met);
        let near = near && (guesses == 0 || (met == all.len() && surer));
        (near && strength >= MET_AT_LEAST).then_some(Hit {
            target: phrase.target,
            language: phrase.language,
            words,
            // What is missing counts twice: once as not met, once as doubt whether the phrase was meant.
            strength: if met == all.len() { strength } else { strength * strength },
            whole: met == all.len() && !of_its_kind,
        })
    }

    /// The first word of a text, beside those taken, that means something of the same kind as a word of a phrase, or finer.
    fn of_kind(&self, word: &Word, taken: WordSet, kinds: &[Vec<SectorIndex>]) -> Option<usize> {
        let mut sectors = self.keys_of(word).iter().filter_map(|key| self.kinds.get(key)).flatten();
        sectors.find_map(|sector| (0..kinds.len()).find(|&at| !taken.has(at) && kinds[at].contains(sector)))
    }
}

/// "Lifts" are whole as goods; that they are half of "design of lifts" says little more.
fn weaken_parts(hits: &mut [Hit]) {
    let whole: Vec<(WordSet, Target)> = hits.iter().filter(|hit| hit.whole).map(|hit| (hit.words, hit.target)).collect();
    for hit in hits.iter_mut().filter(|hit| !hit.whole) {
        if whole.iter().any(|&(words, target)| target != hit.target && words.holds(hit.words)) {
            hit.strength *= PART_OF_ANOTHER;
        }
    }
}

/// Of phrases over the same words the text's own language is meant: Russian "табак" is no Tajik "табақ" (a dish).
fn weaken_foreign(hits: &mut [Hit], language: Language) {
    let own: HashSet<WordSet> = hits.iter().filter(|hit| hit.language == language && hit.strength >= WHOLE).map(|hit| hit.words).collect();
    for hit in hits.iter_mut().filter(|hit| hit.language != language && own.contains(&hit.words)) {
        hit.strength *= FOREIGN;
    }
}

fn weaken_inside_longer(hits: &mut [Hit]) {
    let longer: Vec<(WordSet, Target)> =
        hits.iter().filter(|hit| hit.whole && hit.words.len() > 1).map(|hit| (hit.words, hit.target)).collect();
    for hit in hits {
        if longer.iter().any(|&(words, target)| target != hit.target && words != hit.words && words.holds(hit.words)) {
            hit.strength *= INSIDE_LONGER;
        }
    }
}

/// Of phrases that share a word, the one that stands together is meant.
fn weaken_mixed(hits: &mut [Hit]) {
    let together: Vec<(WordSet, Target)> = hits
        .iter()
        .filter(|hit| hit.whole && hit.words.len() > 1 && hit.words.span() == hit.words)
        .map(|hit| (hit.words, hit.target))
        .collect();
    for hit in hits.iter_mut().filter(|hit| hit.words != hit.words.span()) {
        let between = hit.words.span().without(hit.words);
        if together.iter().any(|&(words, target)| target != hit.target && words.meets(hit.words) && words.meets(between)) {
            hit.strength *= MIXED;
        }
    }
}
