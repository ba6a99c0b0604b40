//! Names, half-typed, half-remembered, misspelt or in the other alphabet.
//!
//! A name is compared word by word by its keys, then as a whole: by edits (optimal string alignment) for misspelt ones, by
//! subsequence (fuzzy-matcher, the Smith-Waterman-like score of skim) for half-typed ones.

use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::packed::Name;
use super::profile::NameWord;
use crate::understanding::vocabulary::{CHEAPEST_TYPO, Letters, typo_cost_within};
use crate::understanding::{Reading, Request};

static SKIM: LazyLock<SkimMatcherV2> = LazyLock::new(SkimMatcherV2::default);

/// Two words of a name are the same up to this share of letters wrong.
const WRONG_LETTERS: f32 = 0.26;
/// A subsequence counts when its score reaches this part of the best possible one...
const SUBSEQUENCE: f32 = 0.8;
/// ... and it covers this part of the name's letters.
const SUBSEQUENCE_COVERS: f32 = 0.4;
/// Every word of the name and of the request agrees, nearly to the letter.
const ALL_OF_IT: f32 = 0.93;
/// A half-typed name is worth at most this.
const HALF_TYPED: f32 = 0.9;
/// A word that stands in the vocabulary names goods rather than a company; it weighs this much beside a word found nowhere else.
const TRADE_WORD: f32 = 0.35;

/// How a request and a company's name agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NameFit {
    /// Part of the name met by the request, from 0 to 1.
    pub(super) name: f32,
    /// Part of the request that the name meets, from 0 to 1.
    pub(super) request: f32,
    /// Whether a word that is no ordinary word of the trade agrees.
    pub(super) distinctive: bool,
    /// The request's words that agree.
    pub(super) words: Vec<usize>,
}

impl NameFit {
    /// From 0 to 1.
    pub(super) fn score(&self) -> f32 {
        match self.distinctive {
            true => self.name * (0.4 + 0.6 * self.request),
            false => 0.5 * self.name * self.request,
        }
    }
}

/// The words of a request by which a name may be meant.
pub(super) struct Sought {
    words: Vec<SoughtWord>,
    joined: String,
    letters: Letters,
    /// What the joined words score as a subsequence of themselves.
    most: i64,
}

struct SoughtWord {
    at: usize,
    keys: Vec<SoughtKey>,
    weight: f32,
}

struct SoughtKey {
    key: String,
    /// How well it stands for the word as typed, from 0 to 1.
    quality: f32,
    letters: Letters,
}

impl SoughtKey {
    fn new(key: String, quality: f32) -> SoughtKey {
        SoughtKey { letters: Letters::of(&key), key, quality }
    }
}

impl Sought {
    pub(super) fn of(request: &Request) -> Sought {
        // A name may be made of such words alone.
        let all_silent = request.words.iter().all(|word| word.is_silent_in_names());
        let words: Vec<SoughtWord> = request
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| all_silent || !word.is_silent_in_names())
            .map(|(at, word)| {
                let typed = word.keys().iter().filter(|(_, reading)| *reading != Reading::Typo);
                let mut keys: Vec<SoughtKey> = typed.map(|(key, reading)| SoughtKey::new(key.clone(), reading.quality())).collect();
                for key in word.whole_keys() {
                    if !keys.iter().any(|known| known.key == key) {
                        keys.push(SoughtKey::new(key, 1.0));
                    }
                }
                SoughtWord { at, keys, weight: if word.is_trade_word() { TRADE_WORD } else { 1.0 } }
            })
            .collect();
        let joined: String = words.iter().filter_map(|word| word.keys.last()).map(|sought| sought.key.as_str()).collect();
        let most = SKIM.fuzzy_match(&joined, &joined).unwrap_or(1).max(1);
        Sought { letters: Letters::of(&joined), words, joined, most }
    }

    /// The keys of words that may be names, to look for in the index; trade words are found by what they mean.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, f32)> {
        self.words.iter().flat_map(|word| word.keys.iter().map(|sought| (sought.key.as_str(), sought.quality * word.weight)))
    }

    /// Groups of three letters of the words that may be names.
    pub(super) fn grams(&self) -> Vec<String> {
        let mut grams: Vec<String> = Vec::new();
        for word in self.words.iter().filter(|word| word.weight == 1.0) {
            for sought in &word.keys {
                push_grams(&sought.key, &mut grams);
            }
        }
        if self.words.len() > 1 && self.words.len() <= 4 {
            push_grams(&self.joined, &mut grams);
        }
        grams.truncate(MOST_GRAMS);
        grams
    }

    /// Compares with a company's name.
    pub(super) fn fit(&self, name: Name<'_>) -> NameFit {
        if self.words.is_empty() || name.words().next().is_none() {
            return NameFit::default();
        }
        let weight = |trade: bool| if trade { TRADE_WORD } else { 1.0 };
        let total: f32 = name.words().map(|(trade, _)| weight(trade)).sum();
        let mut keys_of_word = Vec::new();
        let asked: f32 = self.words.iter().map(|word| word.weight).sum();
        let mut fit = NameFit::default();
        let mut taken = vec![0.0f32; self.words.len()];
        for (trade, keys) in name.words() {
            keys_of_word.clear();
            keys_of_word.extend(keys.map(|key| (key, Letters::of(key))));
            let best = self
                .words
                .iter()
                .enumerate()
                .map(|(number, sought)| (number, likeness(sought, &keys_of_word)))
                .filter(|(_, likeness)| *likeness > 0.0)
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            if let Some((number, likeness)) = best {
                fit.name += weight(trade) * likeness / total;
                taken[number] = taken[number].max(likeness);
                fit.distinctive |= !trade;
            }
        }
        for (sought, likeness) in self.words.iter().zip(&taken) {
            fit.request += sought.weight * likeness / asked;
            if *likeness > 0.0 {
                fit.words.push(sought.at);
            }
        }
        // Of ordinary words only, but just those: «Зелёный лист».
        fit.distinctive |= fit.name > ALL_OF_IT && fit.request > ALL_OF_IT && self.words.len() > 1;
        let whole = self.whole(name.joined, fit.name.min(fit.request));
        if whole > fit.name.min(fit.request) {
            let distinctive = name.words().any(|(trade, _)| !trade);
            fit = NameFit { name: whole, request: whole, distinctive, words: self.words.iter().map(|word| word.at).collect() };
        }
        fit
    }

    /// How alike the names are as wholes, whatever the breaks between words; 0 when no more than `least`.
    fn whole(&self, joined: &str, least: f32) -> f32 {
        let reach = self.joined.len() as f32 / joined.len().max(1) as f32;
        let worth = HALF_TYPED * (0.7 + 0.3 * reach.min(1.0));
        let may_be = worth > least && self.joined.len() > 3 && reach >= SUBSEQUENCE_COVERS && is_subsequence(&self.joined, joined);
        let part = match may_be {
            // Typed from the beginning, which scores as much as the name itself: seen faster than scored.
            true if joined.starts_with(&self.joined) => 1.0,
            true => SKIM.fuzzy_match(joined, &self.joined).map_or(0.0, |score| score as f32 / self.most as f32),
            false => 0.0,
        };
        let half_typed = if part >= SUBSEQUENCE { worth * part.min(1.0) } else { 0.0 };
        let misspelt = likeness_of((&self.joined, self.letters), (joined, Letters::of(joined)), least.max(half_typed));
        misspelt.max(half_typed)
    }
}

const MOST_GRAMS: usize = 48;

fn likeness(word: &SoughtWord, keys: &[(&str, Letters)]) -> f32 {
    let mut best = 0.0f32;
    for sought in &word.keys {
        for &key in keys {
            best = best.max(sought.quality * likeness_of((&sought.key, sought.letters), key, best / sought.quality));
        }
    }
    best
}

/// Whether the letters of a word stand in another in their order.
fn is_subsequence(word: &str, other: &str) -> bool {
    let mut letters = other.chars();
    word.chars().all(|sought| letters.any(|letter| letter == sought))
}

/// 1 for equal keys, less for misspelt ones, 0 when more than a quarter of the letters is wrong; what is no more than `least`
/// may be told as 0.
fn likeness_of((a, of_a): (&str, Letters), (b, of_b): (&str, Letters), least: f32) -> f32 {
    let longer = a.len().max(b.len());
    if a.len().abs_diff(b.len()) * 3 > longer || longer < 4 {
        return if a == b { 1.0 } else { 0.0 };
    }
    // A little more than is needed, for rounding.
    let wrong = WRONG_LETTERS.min(1.001 - least);
    let most = (wrong * (4 * longer) as f32 / CHEAPEST_TYPO as f32) as usize;
    // Most pairs are told apart by their letters alone.
    if of_a.typos_at_least(of_b) as usize > most {
        return 0.0;
    }
    let wrong = typo_cost_within(most, a, b).map_or(1.0, |cost| cost as f32 / (4 * longer) as f32);
    if wrong <= WRONG_LETTERS { 1.0 - wrong } else { 0.0 }
}

/// The groups of three letters of a name, its words joined and apart.
pub(super) fn grams(name: &[NameWord]) -> Vec<String> {
    let mut grams = Vec::new();
    let joined: String = name.iter().filter_map(|word| word.keys.first()).map(String::as_str).collect();
    push_grams(&joined, &mut grams);
    for word in name {
        for key in &word.keys {
            push_grams(key, &mut grams);
        }
    }
    grams
}

fn push_grams(key: &str, grams: &mut Vec<String>) {
    let letters: Vec<char> = std::iter::once('^').chain(key.chars()).collect();
    for three in letters.windows(3) {
        let gram: String = three.iter().collect();
        if !grams.contains(&gram) {
            grams.push(gram);
        }
    }
}
