//! Long messages: of all that a person tells, which sentences say what is asked for.

use std::ops::Range;

use super::clauses;
use super::intent::PLAIN;
use super::request::Token;
use super::text::Gap;
use super::vocabulary::{Cue, Reads, Vocabulary, WordSet};

/// A message of fewer words, or of fewer sentences, is no story.
const STORY_WORDS: usize = 40;
const STORY_SENTENCES: usize = 3;

/// What is asked for in a story.
pub(super) struct Heard {
    /// The words of the sentences that say what is asked for.
    words: Vec<bool>,
    /// Whether these sentences ask themselves, and are not only what stands before "who can help?".
    pub(super) expressly: bool,
}

impl Heard {
    /// Whether the word stands in a sentence that says what is asked for.
    pub(super) fn has(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|heard| *heard)
    }
}

/// The sentences of a story that ask for goods; or, where "who can help?" names none, the last one before it that does. `None`: it is no story,
/// or nothing in it is plainly asked for.
pub(super) fn heard(words: &[Token], vocabulary: &Vocabulary) -> Option<Heard> {
    let sentences = clauses::split(words, Gap::Sentence);
    if words.len() < STORY_WORDS || sentences.len() < STORY_SENTENCES {
        return None;
    }
    let asks = |sentence: &Range<usize>| words[sentence.clone()].iter().any(|word| word.cues.has(Cue::Buy) || word.cues.has(Cue::Who));
    let names_goods = |sentence: &Range<usize>| {
        let content: Vec<&Reads> =
            words[sentence.clone()].iter().filter(|word| word.cues == Default::default()).map(|word| &word.reads).collect();
        let senses = vocabulary.senses(&content, WordSet::default(), false, None, None);
        senses.first().is_some_and(|sense| sense.strength >= PLAIN)
    };
    let mut heard: Vec<&Range<usize>> = sentences.iter().filter(|sentence| asks(sentence) && names_goods(sentence)).collect();
    let expressly = !heard.is_empty();
    if heard.is_empty() {
        let asking = sentences.iter().rposition(asks)?;
        heard.push(sentences[..asking].iter().rev().find(|sentence| names_goods(sentence))?);
    }
    let words = (0..words.len()).map(|at| heard.iter().any(|sentence| sentence.contains(&at))).collect();
    Some(Heard { words, expressly })
}
