//! Names, half-typed, half-remembered, misspelt or in the other alphabet.
//!
//! A name is compared word by word by its keys, then as a whole: by its sound (see [`super::sound`]) and, in the same alphabet, by
//! its letters (optimal string alignment) for misspelt ones, by subsequence (fuzzy-matcher, the Smith-Waterman-like score of
//! skim) for half-typed ones. Legal forms count on neither side.

use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::packed::{Name, WholeName};
use super::profile::NameWord;
use super::sound::{self, leavings, outline};
use super::weights::{HALF_TYPED, QUOTED, TRADE_WORD};
use crate::understanding::text::is_cyrillic;
use crate::understanding::vocabulary::{CHEAPEST_TYPO, Letters, typo_cost_within, typos_within};
use crate::understanding::{Direction, Reading, Request, Token};

static SKIM: LazyLock<SkimMatcherV2> = LazyLock::new(SkimMatcherV2::default);

/// Two words of a name are the same up to this share of letters wrong.
const WRONG_LETTERS: f32 = 0.26;
/// A subsequence counts when its score reaches this part of the best possible one...
const SUBSEQUENCE: f32 = 0.8;
/// ... and it covers this part of the name's letters.
const SUBSEQUENCE_COVERS: f32 = 0.4;
/// Every word of the name and of the request agrees, nearly to the letter.
const ALL_OF_IT: f32 = 0.93;
/// Shorter words agree only to the letter: of their stems little is left. Whole names are compared by their sound.
const MISSPELT_LETTERS: usize = 5;
/// Names as wholes are compared down to this likeness where nothing but a name is meant...
const LEAST_LIKE_NAMED: f32 = 0.55;
/// ... where a name may be meant, ...
const LEAST_LIKE: f32 = 0.72;
/// ... and where the vocabulary knows every word as it is typed, and no legal form stands beside them.
const LEAST_LIKE_KNOWN: f32 = 0.9;

/// How a request and a company's name agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NameFit {
    /// Part of the name met by the request, from 0 to 1.
    pub(super) name: f32,
    /// Part of the request that the name meets, from 0 to 1.
    pub(super) request: f32,
    /// Whether a word that is no ordinary word of the trade agrees.
    pub(super) distinctive: bool,
    /// How alike the names are as wholes, from 0 to 1; 0 when less than is looked for.
    pub(super) likeness: f32,
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

    /// Whether the name is worth telling as a reason.
    pub(super) fn is_reason(&self) -> bool {
        !self.words.is_empty() && (self.likeness > 0.0 || (self.distinctive && self.score() > 0.3))
    }
}

/// The words of a request by which a name may be meant.
pub(super) struct Sought {
    words: Vec<SoughtWord>,
    joined: String,
    /// What the joined words score as a subsequence of themselves.
    most: i64,
    /// What may be a whole name: all words, and those that are not silent in names.
    wholes: Vec<Whole>,
    /// Wholes less alike than this are taken for other names.
    least: f32,
    /// Whether the vocabulary knows every word as it is typed: then goods may be meant.
    known: bool,
}

/// A whole name as asked for.
struct Whole {
    /// The words that make it.
    words: Vec<usize>,
    spelt: String,
    letters: Letters,
    sound: String,
    cyrillic: bool,
}

impl Whole {
    fn of(words: Vec<usize>, request: &Request) -> Whole {
        let texts = || words.iter().map(|&at| request.words[at].text.as_str());
        let spelt: String = texts().map(sound::spelt).collect();
        Whole {
            letters: Letters::of(&spelt),
            spelt,
            sound: texts().map(sound::sound).collect(),
            cyrillic: texts().any(|text| text.chars().any(is_cyrillic)),
            words,
        }
    }

    /// From 0 to 1; what is less than `least` may be told as 0. In one alphabet letters count as much as sounds.
    fn likeness(&self, name: WholeName<'_>, least: f32) -> f32 {
        if self.cyrillic != name.cyrillic {
            return sound::likeness(&self.sound, name.sound, least);
        }
        let longer = self.spelt.len().max(name.spelt.len());
        let spelt = |typos: usize| 1.0 - typos as f32 / longer as f32;
        // Most names are too long, too short or of other letters, however they sound.
        let typos = self.letters.typos_at_least(Letters::of(name.spelt)).max(self.spelt.len().abs_diff(name.spelt.len()));
        let heard = sound::likeness(&self.sound, name.sound, 2.0 * least - spelt(typos));
        if heard == 0.0 {
            return 0.0;
        }
        // A little more than is needed, for rounding.
        let most = ((1.001 - (2.0 * least - heard)) * longer as f32) as usize;
        let typos = typos_within(most.min(longer), &self.spelt, name.spelt);
        (heard + typos.map_or(0.0, spelt)) / 2.0
    }
}

struct SoughtWord {
    at: usize,
    keys: Vec<SoughtKey>,
    outline: String,
    weight: f32,
    /// Says where, and by itself no name.
    place: bool,
    /// Agrees only to the letter: a word that names goods as it is typed is no misspelt name.
    exact: bool,
}

impl SoughtWord {
    fn of(at: usize, word: &Token, tells: bool) -> SoughtWord {
        let typed = word.keys().iter().filter(|(_, reading)| *reading != Reading::Typo);
        let mut keys: Vec<SoughtKey> = typed.map(|(key, reading)| SoughtKey::new(key.clone(), reading.quality())).collect();
        for key in word.whole_keys() {
            if !keys.iter().any(|known| known.key == key) {
                keys.push(SoughtKey::new(key, 1.0));
            }
        }
        let place = word.place && !tells;
        let trade = word.is_trade_word() && !tells;
        let weight = if place || trade { TRADE_WORD } else { 1.0 };
        let exact = trade && word.is_known_as_typed();
        SoughtWord { at, keys, outline: outline(&sound::sound(&word.text)), weight, place, exact }
    }
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
        let told: Vec<usize> =
            (0..request.words.len()).filter(|&at| !request.words[at].form && !request.words[at].is_first_part()).collect();
        // Beside a legal form every word is part of the name: «Pizza Day Ltd».
        let all_tell = told.len() < request.words.len();
        let telling: Vec<usize> = told.iter().copied().filter(|&at| all_tell || !request.words[at].is_silent_in_names()).collect();
        // A name may be made of such words alone.
        let chosen = if telling.is_empty() { &told } else { &telling };
        let words: Vec<SoughtWord> = chosen.iter().map(|&at| SoughtWord::of(at, &request.words[at], all_tell)).collect();
        let joined: String = words.iter().filter_map(|word| word.keys.last()).map(|sought| sought.key.as_str()).collect();
        let most = SKIM.fuzzy_match(&joined, &joined).unwrap_or(1).max(1);
        let known = told.iter().all(|&at| request.words[at].is_known_as_typed());
        let least = match request.direction {
            Direction::Name => LEAST_LIKE_NAMED,
            _ if known && !all_tell => LEAST_LIKE_KNOWN,
            _ => LEAST_LIKE,
        };
        let mut wholes = vec![Whole::of(told, request)];
        if !telling.is_empty() && telling.len() < wholes[0].words.len() {
            wholes.push(Whole::of(telling, request));
        }
        wholes.retain(|whole| !whole.sound.is_empty());
        Sought { words, joined, most, wholes, least, known }
    }

    /// The keys of words that may be names, to look for in the index; trade words are found by what they mean.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, f32)> {
        self.words.iter().flat_map(|word| word.keys.iter().map(|sought| (sought.key.as_str(), sought.quality * word.weight)))
    }

    /// What a name that is a letter away has in common with the whole names that may be meant.
    pub(super) fn leavings(&self) -> impl Iterator<Item = String> {
        self.wholes.iter().flat_map(|whole| leavings(&outline(&whole.sound))).map(as_term)
    }

    /// Groups of letters of the words that may be names, and of the whole.
    pub(super) fn grams(&self) -> Vec<String> {
        let mut grams: Vec<String> = Vec::new();
        if self.words.len() > MOST_GUESSED {
            return grams;
        }
        for word in self.words.iter().filter(|word| word.weight == 1.0) {
            push_grams(&word.outline, &mut grams);
        }
        if let Some(whole) = self.wholes.last().filter(|whole| (2..=MOST_JOINED).contains(&whole.words.len())) {
            push_grams(&outline(&whole.sound), &mut grams);
        }
        grams.truncate(MOST_GRAMS);
        grams
    }

    /// Compares with a company's name.
    pub(super) fn fit(&self, name: Name<'_>) -> NameFit {
        let mut fit = self.by_words(name);
        let mut least = self.least;
        for (number, written) in name.wholes().enumerate() {
            for whole in &self.wholes {
                let likeness = whole.likeness(written, least) * if number > 0 { QUOTED } else { 1.0 };
                if likeness >= least {
                    (fit.likeness, least) = (likeness, likeness);
                    fit.words.clone_from(&whole.words);
                }
            }
        }
        fit
    }

    /// How the words agree.
    fn by_words(&self, name: Name<'_>) -> NameFit {
        if self.words.is_empty() {
            return NameFit::default();
        }
        let weight = |trade: bool| if trade { TRADE_WORD } else { 1.0 };
        let mut total = 0.0;
        let mut keys_of_word = Vec::new();
        let asked: f32 = self.words.iter().map(|word| word.weight).sum();
        let mut fit = NameFit::default();
        let mut taken = vec![0.0f32; self.words.len()];
        for (trade, keys) in name.words() {
            total += weight(trade);
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
                fit.name += weight(trade) * likeness;
                taken[number] = taken[number].max(likeness);
                fit.distinctive |= !trade && !self.words[number].place;
            }
        }
        if total == 0.0 {
            return NameFit::default();
        }
        fit.name /= total;
        for (sought, likeness) in self.words.iter().zip(&taken) {
            fit.request += sought.weight * likeness / asked;
            if *likeness > 0.0 {
                fit.words.push(sought.at);
            }
        }
        // Of ordinary words only, but just those: «Зелёный лист».
        fit.distinctive |= fit.name > ALL_OF_IT && fit.request > ALL_OF_IT && self.words.len() > 1;
        let half_typed = self.half_typed(name.joined(), fit.name.min(fit.request));
        if half_typed > fit.name.min(fit.request) {
            let distinctive = name.words().any(|(trade, _)| !trade);
            let words = self.words.iter().map(|word| word.at).collect();
            fit = NameFit { name: half_typed, request: half_typed, distinctive, words, ..fit };
        }
        fit
    }

    /// How much of the name is typed, whatever the breaks between words; 0 when no more than `least`.
    fn half_typed(&self, joined: &str, least: f32) -> f32 {
        let reach = self.joined.len() as f32 / joined.len().max(1) as f32;
        let worth = HALF_TYPED * (0.7 + 0.3 * reach.min(1.0));
        // "Cement" is goods, and no half of Lipetskcement's name, unless that begins so.
        let may_be = (!self.known || joined.starts_with(&self.joined))
            && worth > least
            && self.joined.len() > 3
            && reach >= SUBSEQUENCE_COVERS
            && is_subsequence(&self.joined, joined);
        let part = match may_be {
            // Typed from the beginning, which scores as much as the name itself: seen faster than scored.
            true if joined.starts_with(&self.joined) => 1.0,
            true => SKIM.fuzzy_match(joined, &self.joined).map_or(0.0, |score| score as f32 / self.most as f32),
            false => 0.0,
        };
        if part >= SUBSEQUENCE { worth * part.min(1.0) } else { 0.0 }
    }
}

const MOST_GRAMS: usize = 48;
/// In longer requests names are found by their words; groups of letters would meet some name of every sort.
const MOST_GUESSED: usize = 10;
/// Longer requests are not taken for one name whose words were typed apart.
const MOST_JOINED: usize = 4;
/// Letters of a group.
const GRAM: usize = 4;

fn likeness(word: &SoughtWord, keys: &[(&str, Letters)]) -> f32 {
    let mut best = 0.0f32;
    for sought in &word.keys {
        for &key in keys {
            best = best.max(match word.exact {
                true if sought.key == key.0 => sought.quality,
                true => 0.0,
                false => sought.quality * likeness_of((&sought.key, sought.letters), key, best / sought.quality),
            });
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
    if a.len().abs_diff(b.len()) * 3 > longer || longer < MISSPELT_LETTERS {
        return if a == b { 1.0 } else { 0.0 };
    }
    // A little more than is needed, for rounding.
    let wrong = WRONG_LETTERS.min(1.001 - least);
    let most = (wrong * (4 * longer) as f32 / CHEAPEST_TYPO as f32) as usize;
    // Most pairs are told apart by their letters alone.
    if !of_a.may_be_within(most, of_b) {
        return 0.0;
    }
    let wrong = typo_cost_within(most, a, b).map_or(1.0, |cost| cost as f32 / (4 * longer) as f32);
    if wrong <= WRONG_LETTERS { 1.0 - wrong } else { 0.0 }
}

/// What a name is looked up by: the keys of its words, and what is left of its outline without a letter.
pub(super) fn terms(name: &[NameWord]) -> Vec<String> {
    let keys = name.iter().flat_map(|word| word.keys.iter().cloned());
    let outlines = wholes(name).into_iter().map(|whole| outline(&joined_sound(&whole)));
    keys.chain(outlines.flat_map(|outline| leavings(&outline)).map(as_term)).collect()
}

/// The groups of letters of a name's outline, its words joined and apart.
pub(super) fn grams(name: &[NameWord]) -> Vec<String> {
    let mut grams = Vec::new();
    for whole in wholes(name) {
        push_grams(&outline(&joined_sound(&whole)), &mut grams);
    }
    for word in name {
        push_grams(&outline(&word.sound), &mut grams);
    }
    grams
}

/// What may be meant by the whole name: all but remarks, and what stands in quotes, if that is less.
pub(super) fn wholes(name: &[NameWord]) -> Vec<Vec<&NameWord>> {
    let all: Vec<&NameWord> = name.iter().filter(|word| !word.remark).collect();
    let quoted: Vec<&NameWord> = all.iter().copied().filter(|word| word.quoted).collect();
    let is_less = !quoted.is_empty() && quoted.len() < all.len();
    std::iter::once(all).chain(is_less.then_some(quoted)).collect()
}

pub(super) fn joined_sound(words: &[&NameWord]) -> String {
    words.iter().map(|word| word.sound.as_str()).collect()
}

/// Told from the keys of words.
fn as_term(leaving: String) -> String {
    format!("*{leaving}")
}

/// A word too short for a group is one itself.
fn push_grams(outline: &str, grams: &mut Vec<String>) {
    let letters: Vec<char> = std::iter::once('^').chain(outline.chars()).collect();
    for group in letters.windows(GRAM.min(letters.len())) {
        let gram: String = group.iter().collect();
        if !grams.contains(&gram) {
            grams.push(gram);
        }
    }
}
