//! From words to what they mean: every phrase of every sector and project, found in any order, whole or in part.

use std::collections::HashMap;

use super::SectorIndex;
use super::spellings::{KeyId, Reads};

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
    /// Positions of its words in the text, one bit each.
    pub words: u64,
    /// From 0 to 1: how much of the phrase was met (by weight of its words), times how well it was spelt.
    pub strength: f32,
    /// Whether every word of the phrase was met.
    pub whole: bool,
}

/// A word that names no goods by itself ("equipment") weighs this much beside one that does.
const WEAK_WORD: f32 = 0.2;
/// Phrases met to a lesser part than this tell nothing.
const MET_AT_LEAST: f32 = 0.45;
/// The words of a phrase may be mixed with so many others.
const STRANGERS: usize = 2;
/// A phrase inside a longer one that was wholly met keeps this part of its strength: "hospital" in "hospital software".
const INSIDE_LONGER: f32 = 0.3;
/// Of two sectors met side by side, the one that the phrase is not about keeps this part of its strength...
const ASIDE: f32 = 0.6;
/// ... when the other is at least this strong.
const HEAD_AT_LEAST: f32 = 0.6;
/// What only stands behind a "for" keeps this part.
const ONLY_PURPOSE: f32 = 0.3;
/// Texts are read up to this many words at a time: one bit each.
pub(crate) const WORDS_AT_ONCE: usize = 64;

#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    phrases: Vec<Phrase>,
    /// For each key the phrases it stands in, and at which place.
    postings: Vec<Vec<(u32, u8)>>,
    /// How telling each key is, from 0 to 1.
    weights: Vec<f32>,
}

#[derive(Debug)]
struct Phrase {
    target: Target,
    words: Vec<Vec<KeyId>>,
    weights: Vec<f32>,
}

impl Lexicon {
    pub(super) fn add(&mut self, target: Target, words: Vec<Vec<KeyId>>) {
        if words.is_empty() || words.len() > usize::from(u8::MAX) {
            return;
        }
        let number = self.phrases.len() as u32;
        for (place, keys) in (0u8..).zip(&words) {
            for &key in keys {
                let at = key as usize;
                if self.postings.len() <= at {
                    self.postings.resize_with(at + 1, Vec::new);
                }
                self.postings[at].push((number, place));
            }
        }
        self.phrases.push(Phrase { target, words, weights: Vec::new() });
    }

    /// Weighs every key by how few targets it points to (inverse document frequency, K. Sparck Jones, 1972).
    pub(super) fn weigh(&mut self, is_weak: impl Fn(&[KeyId]) -> bool) {
        let targets = |postings: &Vec<(u32, u8)>| {
            let mut met: Vec<Target> = postings.iter().map(|&(phrase, _)| self.phrases[phrase as usize].target).collect();
            met.sort();
            met.dedup();
            met.len() as f32
        };
        let all = 1.0 + self.phrases.iter().map(|phrase| phrase.target).collect::<std::collections::HashSet<_>>().len() as f32;
        self.weights = self.postings.iter().map(|postings| (all / (1.0 + targets(postings))).ln() / all.ln()).collect();
        for phrase in &mut self.phrases {
            phrase.weights = phrase
                .words
                .iter()
                .map(|keys| match is_weak(keys) {
                    true => WEAK_WORD,
                    false => keys.iter().map(|&key| self.weights[key as usize]).fold(WEAK_WORD, f32::max),
                })
                .collect();
        }
        // A phrase of nothing but weak words would make every mention of "equipment" a sector.
        for phrase in &mut self.phrases {
            if phrase.words.iter().all(|keys| is_weak(keys)) && phrase.words.len() == 1 {
                phrase.weights = vec![f32::INFINITY];
            }
        }
    }

    /// How telling a word is, from 0 to 1; 1 for a word the vocabulary does not know.
    pub(crate) fn weight(&self, word: &Reads) -> f32 {
        let known = word.known.iter().filter_map(|&(key, _)| self.weights.get(key as usize));
        known.copied().fold(None, |least: Option<f32>, weight| Some(least.map_or(weight, |least| least.min(weight)))).unwrap_or(1.0)
    }

    /// The sectors that words mean, strongest first, each with the positions of the words that mean it.
    ///
    /// What a phrase is *about* stands first in Russian and Tajik ("остекление школ"), last in English ("school glazing"):
    /// where two sectors are met side by side, the other one is only what it is for, and so is all behind a "for".
    pub(crate) fn senses(&self, words: &[&Reads], purpose: u64, head_last: bool) -> Vec<(SectorIndex, f32, u64)> {
        let hits = self.hits(words);
        let plain: Vec<u64> = hits
            .iter()
            .filter(|hit| hit.strength >= HEAD_AT_LEAST && matches!(hit.target, Target::Sector(_)))
            .map(|hit| hit.words)
            .collect();
        let mut senses: Vec<(SectorIndex, f32, u64)> = Vec::new();
        for hit in hits {
            let Target::Sector(sector) = hit.target else { continue };
            let before = |other: u64| match head_last {
                true => other & hit.words == 0 && other.leading_zeros() < hit.words.leading_zeros(),
                false => other & hit.words == 0 && other.trailing_zeros() < hit.words.trailing_zeros(),
            };
            let aside = plain.iter().any(|&other| before(other));
            let only_purpose = purpose != 0 && hit.words & !purpose == 0;
            let share = if only_purpose {
                ONLY_PURPOSE
            } else if aside {
                ASIDE
            } else {
                1.0
            };
            match senses.iter_mut().find(|(known, ..)| *known == sector) {
                Some(known) if known.1 < hit.strength * share => (known.1, known.2) = (hit.strength * share, hit.words),
                Some(_) => {}
                None => senses.push((sector, hit.strength * share, hit.words)),
            }
        }
        senses.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        senses
    }

    /// The phrases met in the words, strongest first; of several phrases of one target over the same words the best.
    pub(crate) fn hits(&self, words: &[&Reads]) -> Vec<Hit> {
        let words = &words[..words.len().min(WORDS_AT_ONCE)];
        let mut met: HashMap<u32, Vec<(u8, usize, f32)>> = HashMap::new();
        for (at, word) in words.iter().enumerate() {
            for &(key, reading) in &word.known {
                for &(phrase, place) in self.postings.get(key as usize).into_iter().flatten() {
                    met.entry(phrase).or_default().push((place, at, reading.quality()));
                }
            }
        }
        let mut hits: Vec<Hit> = met.into_iter().filter_map(|(phrase, found)| self.phrases[phrase as usize].hit(&found)).collect();
        hits.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.target.cmp(&b.target)).then(a.words.cmp(&b.words)));
        weaken_inside_longer(&mut hits);
        hits.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.target.cmp(&b.target)).then(a.words.cmp(&b.words)));
        let mut seen = std::collections::HashSet::new();
        hits.retain(|hit| seen.insert((hit.target, hit.words)));
        hits
    }
}

impl Phrase {
    fn hit(&self, found: &[(u8, usize, f32)]) -> Option<Hit> {
        let total: f32 = self.weights.iter().sum();
        let (mut words, mut weight, mut met, mut first, mut last) = (0u64, 0.0, 0usize, usize::MAX, 0);
        for (place, share) in (0u8..).zip(&self.weights) {
            let best = found
                .iter()
                .filter(|(at, word, _)| *at == place && words & (1 << word) == 0)
                .max_by(|a, b| a.2.total_cmp(&b.2).then(b.1.cmp(&a.1)));
            if let Some(&(_, word, quality)) = best {
                words |= 1 << word;
                weight += share * quality;
                met += 1;
                (first, last) = (first.min(word), last.max(word));
            }
        }
        let strength = weight / total;
        let near = met > 0 && last - first < met + STRANGERS;
        (near && strength >= MET_AT_LEAST).then_some(Hit {
            target: self.target,
            words,
            // What is missing counts twice: once as not met, once as doubt whether the phrase was meant.
            strength: if met == self.words.len() { strength } else { strength * strength },
            whole: met == self.words.len(),
        })
    }
}

fn weaken_inside_longer(hits: &mut [Hit]) {
    let longer: Vec<(u64, Target)> =
        hits.iter().filter(|hit| hit.whole && hit.words.count_ones() > 1).map(|hit| (hit.words, hit.target)).collect();
    for hit in hits {
        if longer.iter().any(|&(words, target)| target != hit.target && words != hit.words && words & hit.words == hit.words) {
            hit.strength *= INSIDE_LONGER;
        }
    }
}
