//! Cues: words that tell how a message is meant, not what goods it names. And any other phrases found word after word.

use std::borrow::Borrow;
use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Range;

use super::keys::KeyId;
use super::spellings::Reads;
use crate::domain::Language;
use crate::understanding::request::Token;
use crate::understanding::spelling;

/// What a cue tells; the keys of the files `vocabulary/{ru,tg,en}.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, PartialOrd, Ord, Hash)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cue {
    Stop,
    Greetings,
    Chatter,
    /// What it costs to use Hamkor.
    AskPrice,
    /// The speaker wants to be deleted.
    AskRemoval,
    /// The speaker wants to leave, or no more messages.
    AskLeaving,
    /// A word of Uzbek, which is much spoken in Sughd and not read; the only one from a file of its own.
    #[serde(skip)]
    Uzbek,
    Buy,
    /// Asks for help or advice: for what the sentence names, or for what was said before.
    Help,
    Sell,
    Plan,
    Negation,
    Only,
    Cooperate,
    Distributor,
    Maker,
    Intermediary,
    Buyer,
    Investor,
    TradeTerms,
    Units,
    LegalForms,
    CompanyWords,
    NameWords,
    Purpose,
    /// Before what something stands near: "next to", "назди".
    Beside,
    Origin,
    And,
    Own,
    /// The speaker has or runs what the clause names: "у меня", "I run", "дорам".
    Keep,
    Have,
    Customers,
    /// What a place is fitted with, whatever it is: for a hospital, all that a hospital needs.
    Equipment,
    /// A certificate asked for or held.
    Certificates,
    /// A partner is wanted who speaks the language.
    InRussian,
    InTajik,
    InEnglish,
    /// Asks for a person or a firm: who, where, anybody.
    Who,
    /// Tells more of what was named: "a firm that ...".
    Which,
    /// The speaker: I, we.
    Speaker,
    /// The speaker's name follows: "my name is".
    Called,
    /// All but what was left out: "except raisins any dried fruit".
    Any,
    /// Numbers in words.
    Numbers,
    Yes,
    No,
}

/// A set of [`Cue`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CueSet(u64);

impl CueSet {
    pub(crate) fn of(cue: Cue) -> CueSet {
        CueSet(1 << cue as u32)
    }

    pub(super) fn join(self, other: CueSet) -> CueSet {
        CueSet(self.0 | other.0)
    }

    pub(crate) fn is_legal_form(self) -> bool {
        self.has(Cue::LegalForms)
    }

    /// Words round a name that are no part of what makes it known.
    pub(crate) fn is_part_of_name(self) -> bool {
        self.has(Cue::NameWords) || self.has(Cue::Stop)
    }

    pub(crate) fn add(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u32;
    }

    pub(crate) fn drop(&mut self, cue: Cue) {
        self.0 &= !(1 << cue as u32);
    }

    /// Whether it tells nothing of goods nor of what is meant with them.
    pub(crate) fn is_little(self) -> bool {
        let little = [Cue::Stop, Cue::Who, Cue::Which, Cue::Speaker, Cue::Any, Cue::Numbers];
        let left = little.into_iter().fold(self.0, |left, cue| left & !CueSet::of(cue).0);
        // "The" stands in names, too.
        self != CueSet::default() && (left == 0 || self.has(Cue::Stop) && left == CueSet::of(Cue::NameWords).0)
    }

    pub(crate) fn is_only(self, cue: Cue) -> bool {
        self == CueSet::of(cue)
    }

    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u32) != 0
    }
}

/// The cues of a phrase in each language: Tajik "на" denies, Russian "на" does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cues([CueSet; 3]);

/// Shorter words of another language than the text's are taken for chance.
const FOREIGN_LETTERS: usize = 4;

impl Cues {
    pub(super) fn of(language: Language, cue: Cue) -> Cues {
        let mut cues = Cues::default();
        cues.0[language as usize] = CueSet::of(cue);
        cues
    }

    pub(super) fn join(self, other: Cues) -> Cues {
        Cues([0, 1, 2].map(|at| self.0[at].join(other.0[at])))
    }

    /// The language, when only one has the phrase.
    pub(crate) fn only_language(self) -> Option<Language> {
        let mut having = Language::ALL.into_iter().filter(|&language| self.0[language as usize] != CueSet::default());
        having.next().filter(|_| having.next().is_none())
    }

    /// What the phrase tells in a text of that language; long enough ones are understood in any.
    pub(crate) fn told(self, language: Option<Language>, phrase: &str) -> CueSet {
        let all = self.0[0].join(self.0[1]).join(self.0[2]);
        match language.map(|language| self.0[language as usize]) {
            None => all,
            Some(own) if own != CueSet::default() => own,
            Some(_) if phrase.chars().count() >= FOREIGN_LETTERS => all,
            Some(_) => CueSet::default(),
        }
    }
}

/// Parts a cue phrase in which other words may stand: "мехоҳем … истеҳсол кунем".
pub(super) const BETWEEN: char = '…';

/// Cue phrases in two parts. The second one is meant in just this form: "мехоҳем … истеҳсол кунем" is a plan, "истеҳсол мекунем" none.
#[derive(Debug)]
pub(crate) struct Spans(Vec<Span>);

#[derive(Debug)]
struct Span {
    opening: Vec<Vec<KeyId>>,
    /// Each word with its endings.
    closing: Vec<String>,
    cues: Cues,
}

impl Spans {
    /// Takes phrases as the keys of the words of the first part, and the second part as written.
    pub(super) fn build<'p>(phrases: impl Iterator<Item = (Vec<Vec<KeyId>>, &'p str, Cues)>) -> Spans {
        let uncut = |closing: &str| closing.split_whitespace().map(spelling::uncut_key).collect();
        Spans(phrases.map(|(opening, closing, cues)| Span { opening, closing: uncut(closing), cues }).collect())
    }

    /// Where in the words of a sentence the second parts of such phrases stand, and what they tell there.
    pub(crate) fn met(&self, words: &[Token]) -> Vec<(Range<usize>, Cues)> {
        let reads: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
        let uncut: LazyCell<Vec<String>, _> = LazyCell::new(|| words.iter().map(|word| spelling::uncut_key(&word.text)).collect());
        let met = self.0.iter().filter_map(|Span { opening, closing, cues }| {
            let after = (0..words.len()).find(|&at| begins(opening, &reads[at..]))? + opening.len();
            let at = after + uncut.get(after..)?.windows(closing.len()).position(|words| words == closing)?;
            Some((at..at + closing.len(), *cues))
        });
        met.collect()
    }
}

/// Whether words begin with a phrase, given as the keys that mean each of its words.
fn begins<R: Borrow<Reads>>(phrase: &[Vec<KeyId>], words: &[R]) -> bool {
    phrase.len() <= words.len() && phrase.iter().zip(words).all(|(keys, word)| keys.iter().any(|&key| word.borrow().has(key).is_some()))
}

/// Phrases found word after word, the longest first.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<KeyId, Vec<Phrase<T>>>,
    join: fn(T, T) -> T,
}

#[derive(Debug)]
struct Phrase<T> {
    /// For each word the keys that mean it.
    words: Vec<Vec<KeyId>>,
    meaning: T,
}

impl<T: Copy> Phrases<T> {
    /// Takes phrases as the keys of their words; a phrase met again joins its meanings.
    pub(super) fn build(phrases: impl Iterator<Item = (Vec<Vec<KeyId>>, T)>, join: fn(T, T) -> T) -> Phrases<T> {
        let mut by_words: HashMap<Vec<Vec<KeyId>>, T> = HashMap::new();
        let mut order = Vec::new();
        for (words, meaning) in phrases {
            if words.is_empty() {
                continue;
            }
            match by_words.get_mut(&words) {
                Some(met) => *met = join(*met, meaning),
                None => {
                    by_words.insert(words.clone(), meaning);
                    order.push(words);
                }
            }
        }
        let mut by_first: HashMap<KeyId, Vec<Phrase<T>>> = HashMap::new();
        for words in order {
            let meaning = by_words[&words];
            for &first in &words[0] {
                by_first.entry(first).or_default().push(Phrase { words: words.clone(), meaning });
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Phrases { by_first, join }
    }

    /// The longest phrase that begins the words: its meaning and how many words it takes. Meanings of equally long ones are joined.
    pub(crate) fn longest<R: Borrow<Reads>>(&self, words: &[R]) -> Option<(T, usize)> {
        let first = words.first()?.borrow();
        let mut best: Option<(T, usize)> = None;
        for phrase in first.known.iter().filter_map(|(key, _)| self.by_first.get(key)).flatten() {
            let length = phrase.words.len();
            best = match best {
                _ if !begins(&phrase.words, words) => best,
                Some((meaning, longest)) if longest == length => Some(((self.join)(meaning, phrase.meaning), length)),
                Some((_, longest)) if longest > length => best,
                _ => Some((phrase.meaning, length)),
            };
        }
        best
    }
}

impl<T: Copy> Phrases<T> {
    /// Whether some phrase of several words, with such a meaning, begins with the word.
    pub(crate) fn begins_long(&self, word: &Reads, is_meant: impl Fn(T) -> bool) -> bool {
        let phrases = word.known.iter().filter_map(|(key, _)| self.by_first.get(key)).flatten();
        phrases.into_iter().any(|phrase| phrase.words.len() > 1 && is_meant(phrase.meaning))
    }
}

impl Phrases<Cues> {
    /// Whether a word says nothing of goods by itself.
    pub(super) fn is_weak(&self, word: &[KeyId]) -> bool {
        let alone = word.iter().filter_map(|key| self.by_first.get(key)).flatten().filter(|phrase| phrase.words.len() == 1);
        alone.map(|phrase| phrase.meaning.told(None, "")).any(|cues| cues.has(Cue::Stop) || cues.has(Cue::NameWords))
    }
}
