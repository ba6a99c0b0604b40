//! The clauses of a message, with the words in each that may name goods.

use std::ops::Range;

use super::grammar::Form;
use super::marks::Marks;
use super::request::Token;
use super::text::Gap;
use super::vocabulary::Cue;
use crate::domain::Language;

/// What stands between gaps of that width and wider ones.
pub(super) fn split(words: &[Token], gap: Gap) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = (0..words.len()).filter(|&at| at == 0 || words[at].gap >= gap).collect();
    starts.push(words.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The words round one, up to the next gap of that width.
pub(super) fn around(words: &[Token], at: usize, gap: Gap) -> Range<usize> {
    let start = (0..=at).rev().find(|&at| words[at].gap >= gap).unwrap_or(0);
    start..(at + 1..words.len()).find(|&at| words[at].gap >= gap).unwrap_or(words.len())
}

/// A stretch of words between commas or conjunctions.
pub(super) struct Clause {
    pub(super) words: Vec<usize>,
    pub(super) purpose: Vec<usize>,
    pub(super) unwanted: bool,
    /// Whether it says what is sought (rather than what the asker has).
    pub(super) asks: bool,
}

pub(super) fn of(words: &[Token], marks: &mut Marks, language: Language) -> Vec<Clause> {
    let sells = marks.offers(words);
    let buys = words.iter().any(|word| word.cues.has(Cue::Buy));
    let mut clauses: Vec<Clause> = Vec::new();
    let empty = |asks| Clause { words: Vec::new(), purpose: Vec::new(), unwanted: false, asks };
    let mut asks = !sells && !buys;
    let (mut purpose, mut own_cue) = (false, false);
    let mut clause = empty(asks);
    for (at, word) in words.iter().enumerate() {
        let cues = word.cues;
        let parted = word.gap > Gap::None || cues.has(Cue::And);
        if parted {
            clauses.push(std::mem::replace(&mut clause, empty(asks)));
            purpose = purpose && word.gap == Gap::None;
            own_cue = false;
            if word.gap == Gap::Sentence {
                asks = !sells && !buys;
                clause.asks = asks;
            }
        }
        if cues.has(Cue::Sell) {
            asks = false;
            (clause.asks, own_cue) = (false, true);
        } else if cues.has(Cue::Buy) || (cues.has(Cue::Plan) && !sells) {
            // In Tajik the verb closes its clause; in Russian and English the wanted things follow it.
            let follows = words.get(at + 1).is_some_and(|next| next.gap == Gap::None && is_content(words, marks, at + 1));
            if follows && sells && !clause.words.is_empty() {
                clauses.push(std::mem::replace(&mut clause, empty(true)));
            }
            asks = true;
            clause.asks = !own_cue || follows;
            // "For the hospital we need beds": what is needed is no longer what it is for.
            purpose = false;
        }
        if cues.has(Cue::Purpose) {
            purpose = true;
            continue;
        }
        if marks.unwanted[at] != clause.unwanted && is_content(words, marks, at) {
            if !clause.words.is_empty() || !clause.purpose.is_empty() {
                let asks = clause.asks;
                clauses.push(std::mem::replace(&mut clause, empty(asks)));
            }
            clause.unwanted = marks.unwanted[at];
        }
        if is_content(words, marks, at) {
            if purpose { clause.purpose.push(at) } else { clause.words.push(at) }
        }
    }
    clauses.push(clause);
    if language == Language::Tg {
        clauses.iter_mut().for_each(|clause| end_purpose(clause, words));
    }
    clauses.retain(|clause| !clause.words.is_empty() || !clause.purpose.is_empty());
    joined(clauses, words, marks)
}

/// "Барои нонвойхона орди навъи олӣ": where the purpose stands first, it ends with the first word that no izofa joins to the next.
fn end_purpose(clause: &mut Clause, words: &[Token]) {
    let (true, Some(&first)) = (clause.words.is_empty(), clause.purpose.first()) else { return };
    let Some(last) = (first..words.len()).find(|&at| !Form::of(&words[at], Language::Tg).has_izofa()) else { return };
    clause.words = clause.purpose.split_off(clause.purpose.partition_point(|&at| at <= last));
}

/// "Repair and maintenance of pumps", "machines and their repair": a clause that names no goods but only what is done with them
/// belongs to the one beside it.
fn joined(clauses: Vec<Clause>, words: &[Token], marks: &Marks) -> Vec<Clause> {
    let mut all: Vec<Clause> = Vec::new();
    for clause in clauses {
        let only_done = |clause: &Clause| clause.purpose.is_empty() && clause.words.iter().all(|&at| marks.activity[at]);
        let near = |last: &Clause| {
            let (Some(&from), Some(&to)) = (last.words.last(), clause.words.first()) else { return false };
            from < to && words[from + 1..=to].iter().all(|word| word.gap == Gap::None)
        };
        match all.last_mut() {
            Some(last)
                if last.unwanted == clause.unwanted && last.purpose.is_empty() && near(last) && (only_done(last) || only_done(&clause)) =>
            {
                last.words.extend(clause.words);
                last.purpose = clause.purpose;
                last.asks |= clause.asks;
            }
            _ => all.push(clause),
        }
    }
    all
}

/// Whether a word may name goods: no cue, no place, no number.
pub(super) fn is_content(words: &[Token], marks: &Marks, at: usize) -> bool {
    let cues = words[at].cues;
    // "Container" and "box" are goods too, unless a number says how many, or what one costs: "100 roubles/kg".
    let before = |back: usize| at.checked_sub(back).map(|before| &words[before]);
    let each = words[at].gap == Gap::Comma && before(2).is_some_and(Token::is_number);
    let counted = cues.has(Cue::Units) && (each || before(1).is_some_and(Token::is_number));
    let silent = [
        Cue::Stop,
        Cue::Greetings,
        Cue::Buy,
        Cue::Sell,
        Cue::Plan,
        Cue::Negation,
        Cue::Only,
        Cue::Cooperate,
        Cue::And,
        Cue::Own,
        Cue::Keep,
        Cue::Have,
        Cue::InRussian,
        Cue::InTajik,
        Cue::InEnglish,
        Cue::Uzbek,
        Cue::Who,
        Cue::Which,
        Cue::Speaker,
        Cue::Any,
        Cue::Numbers,
    ];
    let little = [Cue::Distributor, Cue::Maker, Cue::Intermediary, Cue::Buyer, Cue::Investor, Cue::Purpose, Cue::Origin];
    let silent = silent.iter().chain(&little).any(|&cue| cues.has(cue)) || (cues.has(Cue::TradeTerms) && !marks.solid[at]);
    !marks.place[at]
        && !counted
        && !words[at].form
        && (marks.activity[at] || !silent)
        && words[at].text.chars().any(char::is_alphabetic)
        && words[at].text.chars().nth(1).is_some()
}
