//! Which project a message plans, or what project its wants are for.

use super::clauses;
use super::grammar::Form;
use super::request::{Planned, Token};
use super::text::Gap;
use super::vocabulary::{Cue, CueSet, Hit, Reads, Sense, Target, Vocabulary, WordSet};
use crate::domain::Language;

/// The wants are for such a thing ("beds for a hospital"), which stands already or will.
const PURPOSE: f32 = 0.5;
/// It is named in another sentence than the one that plans.
const ELSEWHERE: f32 = 0.6;
/// Not named itself, but by what it will make or do ("we begin drying apricots"), or by what it needs ("equipment for a bakery").
/// From here on the message is about the project.
pub(super) const BY_TRADE: f32 = 0.9;
/// A meaning this strong names the trade of a project.
const PLAIN: f32 = 0.8;

/// The project of a message, with the words that name it; `hits`: the phrases of all words.
pub(super) fn planned(words: &[Token], unwanted: &[bool], hits: &[Hit], language: Language, vocabulary: &Vocabulary) -> Option<Planned> {
    let open: Vec<usize> = (0..words.len()).filter(|&at| !unwanted[at]).collect();
    let of_open = (open.len() < words.len()).then(|| {
        let reads: Vec<&Reads> = open.iter().map(|&at| &words[at].reads).collect();
        vocabulary.lexicon().hits(&reads)
    });
    let mut best: Option<(Planned, f32)> = None;
    for hit in of_open.as_deref().unwrap_or(hits).iter().filter(|hit| hit.whole) {
        let Target::Project(project) = hit.target else { continue };
        let met: Vec<usize> = hit.words.places().map(|place| open[place]).collect();
        let Some(certainty) = certainty(words, &met, unwanted) else { continue };
        let score = certainty * hit.strength * (1.0 + 0.1 * met.len() as f32);
        if best.as_ref().is_none_or(|(_, most)| score > *most) {
            best = Some((Planned { project, words: met, certainty }, score));
        }
    }
    let planned = best.map(|(planned, _)| planned).or_else(|| by_trade(words, unwanted, vocabulary));
    planned.map(|planned| whole_name(planned, words, language, vocabulary))
}

/// "Корхонаи шарбати мева": what the Tajik izofa joins to a project belongs to its name. To a shop it joins the goods that the shop wants.
fn whole_name(mut planned: Planned, words: &[Token], language: Language, vocabulary: &Vocabulary) -> Planned {
    let joins = |at: usize| Form::of(&words[at], language).has_izofa();
    let goes_on = |at: &usize| words.get(*at).is_some_and(|word| word.gap == Gap::None && word.cues == CueSet::default());
    if !vocabulary.is_shop(planned.project) {
        while let Some(next) = planned.words.last().filter(|&&last| joins(last)).map(|last| last + 1).filter(goes_on) {
            planned.words.push(next);
        }
    }
    planned
}

/// How sure it is that the words name what is being built or begun; `None` when they are only mentioned.
fn certainty(words: &[Token], met: &[usize], unwanted: &[bool]) -> Option<f32> {
    let (&first, &last) = (met.first()?, met.last()?);
    let clause = clauses::around(words, first, Gap::Comma);
    if last >= clause.end {
        // "We open a shop, we look for travel agents."
        return None;
    }
    let sentence = clauses::around(words, first, Gap::Sentence);
    let has = |range: &std::ops::Range<usize>, cue: Cue| words[range.clone()].iter().any(|word| word.cues.has(cue));
    // "Sites are not to be made" plans nothing.
    let plans = |range: std::ops::Range<usize>| range.into_iter().any(|at| words[at].cues.has(Cue::Plan) && !unwanted[at]);
    let asked_before = words[clause.start..first].iter().any(|word| word.cues.has(Cue::Buy));
    let something_else = words[clause.clone()].iter().enumerate().any(|(at, word)| {
        let at = clause.start + at;
        !met.contains(&at) && word.cues == Default::default() && !(first..=last).contains(&at)
    });
    let purpose = words[clause.start..first].iter().any(|word| word.cues.has(Cue::Purpose));
    // "We make a hospital" is a plan, "we make sites for hospitals" an offer.
    let plainly = |at: usize| {
        let between = words.get(at + 1..first).unwrap_or_default();
        let told = between.iter().any(|word| word.cues.has(Cue::Purpose) || (word.cues == Default::default() && word.weight > 0.6));
        !words[at].cues.has(Cue::Sell) || !(told || met.contains(&at))
    };
    let here = clause.clone().any(|at| words[at].cues.has(Cue::Plan) && !unwanted[at] && plainly(at));
    let in_sentence = plans(sentence);
    let trades = has(&clause, Cue::Buy) || has(&clause, Cue::Sell);
    if here && !(asked_before && something_else && purpose_like(words, &clause, first)) {
        Some(1.0)
    } else if purpose && has(&clause, Cue::Equipment) {
        Some(BY_TRADE)
    } else if purpose || here {
        Some(PURPOSE)
    } else if in_sentence && !trades {
        Some(1.0)
    } else {
        plans(0..words.len()).then_some(if trades { PURPOSE } else { ELSEWHERE })
    }
}

/// Whether something else was asked for before the project is named: "architects who can design a hospital building".
fn purpose_like(words: &[Token], clause: &std::ops::Range<usize>, project: usize) -> bool {
    let asks = (clause.start..project).find(|&at| words[at].cues.has(Cue::Buy)).unwrap_or(project);
    words[asks..project].iter().any(|word| word.cues == Default::default() && word.weight > 0.6)
}

/// A plan that names no thing to be built, but the trade for which it is.
fn by_trade(words: &[Token], unwanted: &[bool], vocabulary: &Vocabulary) -> Option<Planned> {
    // "We make furniture" may be an offer as well as a plan; "we make a furniture factory" is a plan.
    let plan = (0..words.len()).find(|&at| {
        let cues = words[at].cues;
        let works = || words[clauses::around(words, at, Gap::Comma)].iter().any(|word| word.cues.has(Cue::NameWords));
        cues.has(Cue::Plan) && ((!cues.has(Cue::Sell) && !cues.has(Cue::Buy)) || works())
    })?;
    let told = |at: usize| words[at].cues == Default::default();
    let clause: Vec<usize> = clauses::around(words, plan, Gap::Comma).filter(|&at| !unwanted[at] && told(at)).collect();
    let reads: Vec<&Reads> = clause.iter().map(|&at| &words[at].reads).collect();
    let Sense { sector, strength, words: met } = vocabulary.senses(&reads, WordSet::default(), false, None, None).into_iter().next()?;
    if met.len() == 1 && clause.len() > 1 {
        // One word of several: "a shop for drying apricots" is no orchard.
        return None;
    }
    let runs = |owner| vocabulary.index_of(owner) == Some(sector);
    let project = vocabulary.projects.iter().position(|project| project.owner.iter().any(runs)).filter(|_| strength >= PLAIN)?;
    let words = met.places().map(|place| clause[place]).collect();
    Some(Planned { project: u16::try_from(project).ok()?, words, certainty: BY_TRADE })
}
