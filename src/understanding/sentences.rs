//! What cues mean by the sentence that they stand in: a question, a story, goods that are named by a plan.
//! In: words with their cues. Out: the same with the cues that hold there.

use std::ops::Range;

use super::clauses;
use super::grammar::Form;
use super::intent::PLAIN;
use super::request::Token;
use super::story::Heard;
use super::text::Gap;
use super::tokens::is_alone;
use super::vocabulary::{Cue, CueSet, Hit, Reads, Sense, Target, Vocabulary, WordSet};
use crate::domain::{Language, Sector};

/// A message of fewer words is no story.
const STORY_WORDS: usize = 12;

/// "My name is Firuza Karimova": whoever is called so is no turquoise. `text`: what the words stand in.
pub(super) fn leave_own_names(words: &mut [Token], text: &str) {
    let is_large = |word: &Token| text[word.start..word.end].starts_with(char::is_uppercase);
    for called in (0..words.len()).filter(|&at| words[at].cues.has(Cue::Called)).collect::<Vec<_>>() {
        let goes_on = |at: usize| at < words.len() && words[at].gap == Gap::None && !words[at].cues.has(Cue::Called);
        let names = (called + 1..).take_while(|&at| goes_on(at) && (at == called + 1 || is_large(&words[at])));
        let end = names.last().map_or(called + 1, |last| last + 1);
        words[called..end].iter_mut().for_each(|word| word.cues = CueSet::of(Cue::Stop));
    }
}

/// "Building materials" and "road construction" are goods and services where nothing is being built.
pub(super) fn leave_plans_in_goods(words: &mut [Token], hits: &[Hit], vocabulary: &Vocabulary) {
    if !words.iter().any(|word| word.cues.has(Cue::Plan)) {
        return;
    }
    let named = in_phrases(words, hits, vocabulary, |_| true);
    words.iter_mut().zip(named).filter(|(_, named)| *named).for_each(|(word, _)| word.cues.drop(Cue::Plan));
}

/// Which words stand in phrases that name one of the sectors; `hits`: the phrases of all words.
fn in_phrases(words: &[Token], hits: &[Hit], vocabulary: &Vocabulary, of: impl Fn(&Sector) -> bool) -> Vec<bool> {
    let is_of = |hit: &Hit| matches!(hit.target, Target::Sector(sector) if of(vocabulary.sector(sector)));
    let named = |hit: &Hit| hit.whole && is_of(hit) && hit.words.len() > 1;
    let met = hits.iter().filter(|hit| named(hit)).fold(WordSet::default(), |met, hit| met | hit.words);
    (0..words.len()).map(|at| met.has(at)).collect()
}

/// "Near the school": it tells where something is, and is neither wanted nor built. Tells which words do.
pub(super) fn leave_landmarks(words: &mut [Token], vocabulary: &Vocabulary) -> Vec<bool> {
    let mut landmarks = vec![false; words.len()];
    let reads: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
    for beside in (0..words.len()).filter(|&at| words[at].cues.has(Cue::Beside)) {
        let goes_on = |at: usize| words[at].gap == Gap::None && (words[at].cues.is_little() || words[at].cues == CueSet::default());
        let end = (beside + 1..words.len()).find(|&at| !goes_on(at)).unwrap_or(words.len());
        // "About 100 desks" stand near nothing.
        if words[beside + 1..end].iter().any(|word| word.text.starts_with(|c: char| c.is_ascii_digit())) {
            continue;
        }
        let hits = vocabulary.lexicon().hits(&reads[beside + 1..end]);
        let first = hits.iter().filter(|hit| hit.whole).filter_map(|hit| hit.words.places().max()).min();
        let end = first.map_or(end, |last| beside + 1 + last + 1);
        landmarks[beside + 1..end].fill(true);
    }
    words.iter_mut().zip(&landmarks).filter(|(_, landmark)| **landmark).for_each(|(word, _)| word.cues = CueSet::of(Cue::Stop));
    landmarks
}

/// "Who in Khujand makes sweets and sends them?", "a firm that makes sweets": it asks for what others do. "We are a firm that ..." does
/// not.
pub(super) fn turn_questions(words: &mut [Token], language: Language) {
    for sentence in clauses::split(words, Gap::Sentence) {
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

/// "Please advise a lawyer" asks for a lawyer; "who can help?" for nothing of its own: what was said before counts as it was said.
pub(super) fn turn_help(words: &mut [Token]) {
    for sentence in clauses::split(words, Gap::Sentence) {
        let names = |word: &Token| word.cues == CueSet::default() && !word.is_number();
        let cue = if words[sentence.clone()].iter().any(names) { Cue::Buy } else { Cue::Who };
        for word in words[sentence].iter_mut().filter(|word| word.cues.has(Cue::Help)) {
            word.cues.drop(Cue::Help);
            word.cues.add(cue);
        }
    }
}

/// "We look for a reliable dealer in pumps": pumps are offered. "Pumps from a dealer" and "an estate agent" offer nothing.
pub(super) fn turn_outlets(words: &mut [Token], hits: &[Hit], vocabulary: &Vocabulary) {
    let says = |cue: Cue| words.iter().any(|word| word.cues.has(cue));
    if !says(Cue::Buy) || !(says(Cue::Distributor) || says(Cue::Buyer)) {
        return;
    }
    let named = in_phrases(words, hits, vocabulary, |sector| !sector.is_trade());
    let from = |at: usize| at.checked_sub(1).is_some_and(|before| words[before].cues.has(Cue::Origin));
    let is_outlet = |at: usize| (words[at].cues.has(Cue::Distributor) || words[at].cues.has(Cue::Buyer)) && !named[at] && !from(at);
    let outlets: Vec<bool> = (0..words.len()).map(is_outlet).collect();
    for clause in clauses::split(words, Gap::Comma) {
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
    let clauses = clauses::split(words, Gap::Comma);
    if !clauses.iter().any(|clause| (says(clause, Cue::Buy) || says(clause, Cue::Who)) && !says(clause, Cue::Sell)) {
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
        let verb = Form::of(&words[at], language);
        if !is_company && (verb.is_said_of_them() || (is_named && verb.is_said_of_one())) {
            others.push(at);
        }
    }
    others.into_iter().for_each(|at| words[at].cues = CueSet::of(Cue::Stop));
}

/// "We think of laying pipes": what is also a word of offering is none behind a wish.
pub(super) fn turn_wishes(words: &mut [Token]) {
    for at in 1..words.len() {
        let cues = words[at].cues;
        let wishes = |word: &Token| (word.cues.has(Cue::Plan) || word.cues.has(Cue::Buy)) && !word.cues.has(Cue::Sell);
        if cues.has(Cue::Sell) && cues.has(Cue::Plan) && words[at].gap == Gap::None && wishes(&words[at - 1]) {
            words[at].cues.drop(Cue::Sell);
        }
    }
}

/// "We have satin, a shop is wanted": who has goods and looks for nothing but shops offers them.
pub(super) fn turn_shops_sought(words: &mut [Token], vocabulary: &Vocabulary) {
    let says = |range: Range<usize>, cue: Cue| words[range].iter().any(|word| word.cues.has(cue));
    if says(0..words.len(), Cue::Sell) || says(0..words.len(), Cue::Plan) || says(0..words.len(), Cue::Negation) {
        return;
    }
    let plain = |range: Range<usize>| -> Vec<&Sector> {
        let reads: Vec<&Reads> = words[range].iter().map(|word| &word.reads).collect();
        let senses = vocabulary.senses(&reads, WordSet::default(), false, None, None).into_iter();
        senses.filter(|sense| sense.strength >= PLAIN).map(|sense| vocabulary.sector(sense.sector)).collect()
    };
    let (seeking, telling): (Vec<_>, Vec<_>) =
        clauses::split(words, Gap::Comma).into_iter().partition(|clause| says(clause.clone(), Cue::Buy));
    let sought: Vec<&Sector> = seeking.iter().cloned().flat_map(plain).collect();
    let has_goods = telling.iter().cloned().any(|clause| {
        let tells = [Cue::Keep, Cue::Own, Cue::Speaker, Cue::Maker].iter().any(|&cue| says(clause.clone(), cue));
        tells && plain(clause).iter().any(|sector| sector.is_production())
    });
    if has_goods && !sought.is_empty() && sought.iter().all(|sector| sector.is_trade()) {
        for at in seeking.into_iter().flatten().filter(|&at| words[at].cues.has(Cue::Buy)).collect::<Vec<_>>() {
            words[at].cues.drop(Cue::Buy);
            words[at].cues.add(Cue::Sell);
        }
    }
}

/// "We have three tons of honey", and nothing is asked for: it is offered.
pub(super) fn turn_stock(words: &mut [Token]) {
    let says = |range: Range<usize>, cues: &[Cue]| words[range].iter().any(|word| cues.iter().any(|&cue| word.cues.has(cue)));
    if says(0..words.len(), &[Cue::Buy, Cue::Sell, Cue::Plan, Cue::Who, Cue::Negation]) {
        return;
    }
    let measured = |clause: &Range<usize>| clause.clone().skip(1).any(|at| words[at].cues.has(Cue::Units) && words[at - 1].is_number());
    let mut clauses = clauses::split(words, Gap::Comma).into_iter();
    let stock = clauses.find(|clause| measured(clause) && says(clause.clone(), &[Cue::Keep, Cue::Own]));
    let kept = stock.and_then(|mut clause| clause.find(|&at| says(at..at + 1, &[Cue::Keep, Cue::Own])));
    if let Some(kept) = kept {
        words[kept].cues.add(Cue::Sell);
    }
}

/// The words with which the speaker tells of the own trade beside asking for something: "I keep a shop and sell gifts. ... Where are the
/// makers?", "we bake bread, flour is needed". Who seeks customers or dealers there does offer. The words offer nothing then.
pub(super) fn leave_own_trade(words: &mut [Token], heard: Option<&Heard>, vocabulary: &Vocabulary) -> Vec<bool> {
    let mut told = vec![false; words.len()];
    let sells = |at: usize| words[at].cues.has(Cue::Sell);
    let is_heard_of = |heard: &Heard| (0..words.len()).any(sells) && !(0..words.len()).any(|at| heard.has(at) && sells(at));
    if !heard.is_some_and(is_heard_of) && !is_story(words, vocabulary) {
        return told;
    }
    let says = |word: &Token, cues: &[Cue]| cues.iter().any(|&cue| word.cues.has(cue));
    for sentence in clauses::split(words, Gap::Sentence) {
        let mut inside = false;
        for clause in clauses::split(&words[sentence.clone()], Gap::Comma) {
            let clause = sentence.start + clause.start..sentence.start + clause.end;
            let asks = words[clause.clone()].iter().any(|word| says(word, &[Cue::Buy, Cue::Plan, Cue::Who]));
            inside = !asks && (inside || words[clause.clone()].iter().any(|word| says(word, &[Cue::Sell])));
            told[clause].fill(inside);
        }
    }
    words.iter_mut().for_each(|word| word.cues.drop(Cue::Sell));
    told
}

/// Whether something is asked for in another sentence than the offer, or plainly in another clause.
fn is_story(words: &[Token], vocabulary: &Vocabulary) -> bool {
    let has = |sentence: &Range<usize>, cue: Cue| words[sentence.clone()].iter().any(|word| word.cues.has(cue));
    let asks = |sentence: &Range<usize>, plainly: bool| {
        let outlets = [Cue::Distributor, Cue::Buyer, Cue::Intermediary, Cue::Investor];
        if !has(sentence, Cue::Buy) || has(sentence, Cue::Sell) || outlets.iter().any(|&cue| has(sentence, cue)) {
            return false;
        }
        let reads: Vec<&Reads> = words[sentence.clone()].iter().map(|word| &word.reads).collect();
        let plain: Vec<Sense> =
            vocabulary.senses(&reads, WordSet::default(), false, None, None).into_iter().filter(|sense| sense.strength >= PLAIN).collect();
        // "We look for farms": those to whom it is offered.
        let whom = |at: usize| [Cue::CompanyWords, Cue::NameWords].iter().any(|&cue| is_alone(words, at, cue, vocabulary));
        if plainly && sentence.clone().any(whom) {
            return false;
        }
        !plain.iter().any(|sense| vocabulary.is_customer(sense.sector)) && (!plain.is_empty() || (sentence.end == words.len() && !plainly))
    };
    let asked = || {
        let whole = words.len() >= STORY_WORDS && clauses::split(words, Gap::Sentence).iter().any(|sentence| asks(sentence, false));
        whole || clauses::split(words, Gap::Comma).iter().any(|clause| asks(clause, true))
    };
    words.iter().any(|word| word.cues.has(Cue::Sell)) && asked()
}
