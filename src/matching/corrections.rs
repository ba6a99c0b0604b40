//! Words of the index nearest to one that neither the vocabulary nor the index knows.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy::Term;

use super::{Index, IndexError};
use crate::understanding::vocabulary::{TYPO_LETTERS, beginning, typo_cost, typos_forgiven};
use crate::understanding::{Goal, Reading};

/// So many words of the index are tried for one that is not in it.
const CORRECTIONS: usize = 3;

/// For one typo and for two; the tables behind them take milliseconds to make.
static AUTOMATA: LazyLock<[LevenshteinAutomatonBuilder; 2]> =
    LazyLock::new(|| [LevenshteinAutomatonBuilder::new(1, true), LevenshteinAutomatonBuilder::new(2, true)]);

/// Adds the words of the index nearest to a word, given by its keys, that neither the vocabulary nor the index knows.
pub(super) fn correct(keys: &mut Vec<(String, f32)>, goal: Goal, index: &Index) -> Result<(), IndexError> {
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
        // The first letter is seldom mistyped, and all words with another one are left aside unread; of Latin words behind their mark.
        let first = beginning(key);
        let automaton = &AUTOMATA[typos_forgiven(letters) - 1];
        for segment in index.searcher.segment_readers() {
            let inverted = segment.inverted_index(column)?;
            let words = inverted.terms().search(Automaton(automaton.build_dfa(key))).ge(first);
            let mut found = words.into_stream().map_err(tantivy::TantivyError::from)?;
            while found.advance() {
                match std::str::from_utf8(found.key()) {
                    Ok(word) if word.starts_with(first) => near.insert((typo_cost(key, word), word.to_owned())),
                    // The words are in order: no further one begins alike.
                    _ => break,
                };
            }
        }
    }
    keys.extend(near.into_iter().take(CORRECTIONS).map(|(_, key)| (key, Reading::Typo.quality())));
    Ok(())
}

/// Lets the dictionary of keys be walked by a Levenshtein automaton.
struct Automaton(DFA);

impl tantivy_fst::Automaton for Automaton {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, &state: &u32) -> bool {
        matches!(self.0.distance(state), Distance::Exact(_))
    }

    fn can_match(&self, &state: &u32) -> bool {
        state != SINK_STATE
    }

    fn accept(&self, &state: &u32, byte: u8) -> u32 {
        self.0.transition(state, byte)
    }
}
