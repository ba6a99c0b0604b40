//! What cues mean by the sentence that they stand in: a question, a story, goods that are named by a plan.
//! In: words with their cues. Out: the same with the cues that hold there.

use std::ops::Range;

use super::intent::PLAIN;
use super::request::Token;
use super::text::Gap;
use super::vocabulary::{Cue, Hit, Reads, Sense, Target, Vocabulary};

/// A message of fewer words is no story.
const STORY_WORDS: usize = 12;

/// "Building materials" and "road construction" are goods and services where nothing is being built.
pub(super) fn leave_plans_in_goods(words: &mut [Token], vocabulary: &Vocabulary) {
    let reads: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
    let named = |hit: &Hit| hit.whole && matches!(hit.target, Target::Sector(_)) && hit.words.count_ones() > 1;
    let met = vocabulary.lexicon().hits(&reads).iter().filter(|hit| named(hit)).fold(0u64, |met, hit| met | hit.words);
    let named = |at: usize| 1u64.checked_shl(at as u32).is_some_and(|bit| met & bit != 0);
    words.iter_mut().enumerate().filter(|(at, _)| named(*at)).for_each(|(_, word)| word.cues.drop(Cue::Plan));
}

/// "Who in Khujand makes sweets and sends them?" asks for what others sell.
pub(super) fn turn_questions(words: &mut [Token]) {
    for sentence in split(words) {
        let Some(who) = sentence.clone().find(|&at| words[at].cues.has(Cue::Who)) else { continue };
        for word in words[who..sentence.end].iter_mut().filter(|word| word.cues.has(Cue::Sell)) {
            word.cues.drop(Cue::Sell);
            word.cues.add(Cue::Buy);
        }
    }
}

/// Whether the speaker tells of the own trade and asks for something in another sentence: "I keep a shop and sell gifts. ... Where
/// are the makers?" Who seeks customers or dealers there does offer.
pub(super) fn is_story(words: &[Token], vocabulary: &Vocabulary) -> bool {
    let has = |sentence: &Range<usize>, cue: Cue| words[sentence.clone()].iter().any(|word| word.cues.has(cue));
    let asks = |sentence: &Range<usize>| {
        let outlets = [Cue::Distributor, Cue::Buyer, Cue::Intermediary, Cue::Investor];
        if !has(sentence, Cue::Buy) || has(sentence, Cue::Sell) || outlets.iter().any(|&cue| has(sentence, cue)) {
            return false;
        }
        let reads: Vec<&Reads> = words[sentence.clone()].iter().map(|word| &word.reads).collect();
        let plain: Vec<Sense> =
            vocabulary.senses(&reads, 0, false, None, None).into_iter().filter(|sense| sense.strength >= PLAIN).collect();
        !plain.iter().any(|sense| vocabulary.is_customer(sense.sector)) && (!plain.is_empty() || sentence.end == words.len())
    };
    words.len() >= STORY_WORDS && split(words).iter().any(asks) && words.iter().any(|word| word.cues.has(Cue::Sell))
}

/// The sentences of a message, as ranges of its words.
fn split(words: &[Token]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = (0..words.len()).filter(|&at| at == 0 || words[at].gap == Gap::Sentence).collect();
    starts.push(words.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
