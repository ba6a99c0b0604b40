//! What cues mean by the sentence that they stand in: a question, a story, goods that are named by a plan.
//! In: words with their cues. Out: the same with the cues that hold there.

use std::ops::Range;

use super::intent::{PLAIN, is_alone};
use super::request::Token;
use super::text::Gap;
use super::vocabulary::{Cue, CueSet, Hit, Reads, Sense, Target, Vocabulary};
use crate::domain::{Language, Sector};

/// A message of fewer words is no story.
const STORY_WORDS: usize = 12;

/// "Building materials" and "road construction" are goods and services where nothing is being built.
pub(super) fn leave_plans_in_goods(words: &mut [Token], vocabulary: &Vocabulary) {
    if !words.iter().any(|word| word.cues.has(Cue::Plan)) {
        return;
    }
    let named = in_phrases(words, vocabulary, |_| true);
    words.iter_mut().zip(named).filter(|(_, named)| *named).for_each(|(word, _)| word.cues.drop(Cue::Plan));
}

/// Which words stand in phrases that name one of the sectors.
fn in_phrases(words: &[Token], vocabulary: &Vocabulary, of: impl Fn(&Sector) -> bool) -> Vec<bool> {
    let reads: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
    let is_of = |hit: &Hit| matches!(hit.target, Target::Sector(sector) if of(vocabulary.sector(sector)));
    let named = |hit: &Hit| hit.whole && is_of(hit) && hit.words.count_ones() > 1;
    let met = vocabulary.lexicon().hits(&reads).iter().filter(|hit| named(hit)).fold(0u64, |met, hit| met | hit.words);
    (0..words.len()).map(|at| 1u64.checked_shl(at as u32).is_some_and(|bit| met & bit != 0)).collect()
}

/// "Who in Khujand makes sweets and sends them?", "a firm that makes sweets": it asks for what others do. "We are a firm that ..." does
/// not.
pub(super) fn turn_questions(words: &mut [Token], language: Language) {
    for sentence in split(words) {
        let before = |at: usize, cue: Cue| words[sentence.start..at].iter().any(|word| word.cues.has(cue));
        let asks = |at: &usize| match words[*at].cues {
            // English "who" tells more of somebody, too: "we are a couple who bake".
            cues if cues.has(Cue::Who) && language != Language::En => true,
            cues => (cues.has(Cue::Who) || cues.has(Cue::Which)) && (before(*at, Cue::Buy) || !before(*at, Cue::Speaker)),
        };
        let Some(asked) = sentence.clone().find(asks) else { continue };
        let end = (asked + 1..sentence.end).find(|&at| words[at].cues.has(Cue::Speaker)).unwrap_or(sentence.end);
        let done = |word: &Token| word.cues.has(Cue::Sell) || word.cues.has(Cue::Plan);
        if !words[asked..end].iter().any(done) {
            continue;
        }
        for word in words[asked..end].iter_mut().filter(|word| done(word)) {
            // English "builds" is the word of the trade ("building of houses"), unlike Russian строит and строительство.
            if word.cues.has(Cue::Sell) || language != Language::En {
                word.cues.add(Cue::Who);
            }
            word.cues.drop(Cue::Sell);
            word.cues.drop(Cue::Plan);
        }
        words[asked].cues.add(Cue::Buy);
    }
}

/// "We look for a reliable dealer in pumps": pumps are offered. "Pumps from a dealer" and "an estate agent" offer nothing.
pub(super) fn turn_outlets(words: &mut [Token], vocabulary: &Vocabulary) {
    let says = |cue: Cue| words.iter().any(|word| word.cues.has(cue));
    if !says(Cue::Buy) || !(says(Cue::Distributor) || says(Cue::Buyer)) {
        return;
    }
    let named = in_phrases(words, vocabulary, |sector| !sector.is_trade());
    let from = |at: usize| at.checked_sub(1).is_some_and(|before| words[before].cues.has(Cue::Origin));
    let is_outlet = |at: usize| (words[at].cues.has(Cue::Distributor) || words[at].cues.has(Cue::Buyer)) && !named[at] && !from(at);
    let outlets: Vec<bool> = (0..words.len()).map(is_outlet).collect();
    for clause in parted(words, Gap::Comma) {
        let says = |cue: Cue| words[clause.clone()].iter().any(|word| word.cues.has(cue));
        // "I am a buyer of silk" seeks none.
        let seeks = clause.clone().any(|at| words[at].cues.has(Cue::Buy) && !outlets[at]);
        if seeks && !says(Cue::Negation) && clause.clone().any(|at| outlets[at]) {
            for at in clause.filter(|&at| outlets[at] || words[at].cues.has(Cue::Buy)).collect::<Vec<_>>() {
                words[at].cues.drop(Cue::Buy);
                words[at].cues.add(Cue::Sell);
            }
        }
    }
}

/// Beside a wish of the speaker's own, what others sell is no offer: "my brother sells tyres, I need a website". A company may be
/// spoken of as another, though: "our plant sells pumps and needs steel".
pub(super) fn leave_trades_of_others(words: &mut [Token], language: Language, vocabulary: &Vocabulary) {
    let says = |range: &Range<usize>, cue: Cue| words[range.clone()].iter().any(|word| word.cues.has(cue));
    let clauses = parted(words, Gap::Comma);
    if !clauses.iter().any(|clause| says(clause, Cue::Buy) && !says(clause, Cue::Sell)) {
        return;
    }
    let mut others = Vec::new();
    for clause in clauses.iter().filter(|clause| !says(clause, Cue::Buy)) {
        let sells: Vec<usize> = clause.clone().filter(|&at| words[at].cues.has(Cue::Sell)).collect();
        let &[at] = sells.as_slice() else { continue };
        let subject = clause.start..at;
        let named = [Cue::CompanyWords, Cue::NameWords];
        let is_company = subject.clone().any(|at| named.iter().any(|&cue| is_alone(words, at, cue, vocabulary)));
        let is_named = subject.clone().any(|at| !words[at].cues.has(Cue::Stop));
        let they = is_said_of_them(&words[at].text, language);
        if !is_company && (they || (is_named && is_said_of_one(&words[at].text, language))) {
            others.push(at);
        }
    }
    others.into_iter().for_each(|at| words[at].cues = CueSet::of(Cue::Stop));
}

/// Verbs that sell, in the third person: of several, and of one.
fn is_said_of_them(verb: &str, language: Language) -> bool {
    let endings: &[&str] = match language {
        Language::Ru => &["ют", "ут", "ят", "ат", "ли"],
        Language::Tg => &["анд"],
        Language::En => &[],
    };
    endings.iter().any(|ending| verb.ends_with(ending))
}

fn is_said_of_one(verb: &str, language: Language) -> bool {
    let endings: &[&str] = match language {
        Language::Ru => &["ет", "ёт", "ит", "ал", "ил", "ала", "ила"],
        Language::Tg => &["ад"],
        Language::En => &["s"],
    };
    endings.iter().any(|ending| verb.ends_with(ending))
}

/// "We have three tons of honey", and nothing is asked for: it is offered.
pub(super) fn turn_stock(words: &mut [Token]) {
    let says = |range: Range<usize>, cues: &[Cue]| words[range].iter().any(|word| cues.iter().any(|&cue| word.cues.has(cue)));
    if says(0..words.len(), &[Cue::Buy, Cue::Sell, Cue::Plan, Cue::Who, Cue::Negation]) {
        return;
    }
    let measured = |clause: &Range<usize>| clause.clone().skip(1).any(|at| words[at].cues.has(Cue::Units) && words[at - 1].is_number());
    let mut clauses = parted(words, Gap::Comma).into_iter();
    let stock = clauses.find(|clause| measured(clause) && says(clause.clone(), &[Cue::Keep, Cue::Own]));
    let kept = stock.and_then(|mut clause| clause.find(|&at| says(at..at + 1, &[Cue::Keep, Cue::Own])));
    if let Some(kept) = kept {
        words[kept].cues.add(Cue::Sell);
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
pub(super) fn split(words: &[Token]) -> Vec<Range<usize>> {
    parted(words, Gap::Sentence)
}

/// What stands between gaps of that width and wider ones.
fn parted(words: &[Token], gap: Gap) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = (0..words.len()).filter(|&at| at == 0 || words[at].gap >= gap).collect();
    starts.push(words.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
