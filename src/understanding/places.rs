//! Where partners are wanted and where the asker is.

use std::ops::Range;

use super::clauses;
use super::grammar::Form;
use super::intent::PLAIN;
use super::marks::Marks;
use super::request::{Token, Wanted};
use super::spelling;
use super::text::Gap;
use super::vocabulary::{Cue, Reads, Vocabulary, WordSet};
use crate::domain::{Language, PlaceKind, Region};

/// What the message says of places; the numbers are those of the vocabulary.
#[derive(Default)]
pub(super) struct Places {
    /// The narrowest first.
    pub(super) wanted: Vec<Wanted>,
    pub(super) home: Option<Region>,
    pub(super) unwanted: Vec<u16>,
}

/// Where partners are wanted and where the asker is; marks the words that say so.
pub(super) fn places(words: &[Token], marks: &mut Marks, language: Language, vocabulary: &Vocabulary) -> Places {
    let reads: Vec<Reads> = words.iter().map(|word| word.reads.clone()).collect();
    let plans = words.iter().any(|word| word.cues.has(Cue::Plan)) && !words.iter().any(|word| word.cues.has(Cue::Sell));
    let Places { mut wanted, mut home, mut unwanted } = Places::default();
    let named = (0..reads.len()).filter_map(|at| vocabulary.place_names().longest(&reads[at..]));
    let sides: Vec<Region> = named.filter_map(|(index, _)| vocabulary.places[usize::from(index)].region).collect();
    // "We make sugar in Lipetsk, buyers in Khujand are wanted": of two sides, the one where things are made is the speaker's.
    let sells = words.iter().any(|word| word.cues.has(Cue::Sell));
    let other_side = |region: Option<Region>| region.is_some_and(|region| sides.iter().any(|&side| side != region));
    let mut at = 0;
    while at < words.len() {
        let Some((index, length)) = vocabulary.place_names().longest(&reads[at..]) else {
            at += 1;
            continue;
        };
        marks.place[at..at + length].fill(true);
        let place = &vocabulary.places[usize::from(index)];
        let only = (at.saturating_sub(2)..at).any(|back| words[back].cues.has(Cue::Only))
            || words.get(at + length).is_some_and(|next| next.cues.has(Cue::Only));
        let sentence = (0..=at).rev().take_while(|&back| back == at || words[back + 1].gap < Gap::Sentence);
        let before = |cue: Cue| (at.saturating_sub(3)..at).any(|back| words[back].cues.has(cue));
        let own = sentence.into_iter().any(|back| words[back].cues.has(Cue::Own)) && !before(Cue::Buy) && !before(Cue::Only);
        let own = own || (is_offered_from(words, at) && other_side(place.region)) || is_kept_at(words, at);
        // "With delivery to Khujand": that is where the speaker is.
        let to_here = (at.saturating_sub(2)..at)
            .any(|back| words[back].cues.has(Cue::TradeTerms) && words[back + 1..=at].iter().all(|word| word.gap == Gap::None));
        let from = at.checked_sub(1).is_some_and(|back| words[back].cues.has(Cue::Origin));
        let to_here = to_here || (!from && (is_needed_at(words, at) || is_led_to(words, at)));
        let own = own || (to_here && !only && !sells && place.region.is_some());
        let own = own || (from && is_of_who_asks(words, at, length, language));
        if marks.unwanted[at] {
            unwanted.push(index);
        } else if own || (plans && !only && !from) {
            home = home.or(place.region);
        } else if place.kind != PlaceKind::Country || only || from || place.region.is_some() {
            let asked = only || is_sought_at(words, at, vocabulary) || (from && !is_greeted_from(words, at));
            wanted.push(Wanted { place: index, region: place.region, only, asked, words: (at..at + length).collect() });
        }
        at += length;
    }
    wanted.sort_by_key(|wanted| vocabulary.places[usize::from(wanted.place)].kind as u8);
    Places { wanted, home, unwanted }
}

/// Whether the place stands in the clause that says what the speaker offers.
fn is_offered_from(words: &[Token], at: usize) -> bool {
    let says = |cue: Cue| words[clauses::around(words, at, Gap::Comma)].iter().any(|word| word.cues.has(cue));
    says(Cue::Sell) && !says(Cue::Buy) && !says(Cue::Distributor) && !says(Cue::Buyer)
}

/// Whether the place stands in a clause that says what the speaker has or runs there.
pub(super) fn is_kept_at(words: &[Token], at: usize) -> bool {
    let says = |cue: Cue| words[part_of(words, at)].iter().any(|word| word.cues.has(cue));
    (says(Cue::Keep) || says(Cue::Own)) && !says(Cue::Buy)
}

/// Whether the place stands in a clause that says who the speaker is: "we are a small bakery".
pub(super) fn is_presented_at(words: &[Token], at: usize) -> bool {
    let says = |cue: Cue| words[part_of(words, at)].iter().any(|word| word.cues.has(cue));
    says(Cue::Speaker) && ![Cue::Buy, Cue::Sell, Cue::Plan, Cue::Negation].into_iter().any(says)
}

/// Whether something is sought where the place is named; it is not in "a nursery school in Lipetsk, we want grapes".
fn is_sought_at(words: &[Token], at: usize, vocabulary: &Vocabulary) -> bool {
    let seeks = |word: &Token| [Cue::Buy, Cue::Who, Cue::Which].iter().any(|&cue| word.cues.has(cue));
    let clause = &words[part_of(words, at)];
    let tells = |word: &Token| word.cues == Default::default() || [Cue::Speaker, Cue::Own, Cue::Keep].iter().any(|&cue| word.cues.has(cue));
    if clause.iter().any(seeks) || !clause.iter().any(tells) {
        return true;
    }
    // "A restaurant in Lipetsk: cumin, rice": who it is that asks.
    let told: Vec<&Reads> = clause.iter().map(|word| &word.reads).collect();
    let is_customer = || {
        let top = vocabulary.senses(&told, WordSet::default(), false, None, None).into_iter().next();
        top.is_some_and(|top| top.strength >= PLAIN && vocabulary.is_customer(top.sector)) && clause.len() < words.len()
    };
    !words.iter().any(seeks) && !is_customer()
}

/// "Greetings from Khujand", "I write from Khujand".
fn is_greeted_from(words: &[Token], at: usize) -> bool {
    let clause = &words[clauses::around(words, at, Gap::Comma)];
    let says = |cue: Cue| clause.iter().any(|word| word.cues.has(cue));
    !says(Cue::Buy) && (says(Cue::Greetings) || says(Cue::Speaker))
}

/// "For the school in Khujand": what is sought is for there.
fn is_needed_at(words: &[Token], at: usize) -> bool {
    let clause = clauses::around(words, at, Gap::Comma);
    let Some(purpose) = (clause.start..at).rev().find(|&back| words[back].cues.has(Cue::Purpose)) else { return false };
    !words[purpose + 1..at].iter().any(|word| word.cues.has(Cue::Buy) || word.cues.has(Cue::Origin))
}

/// "В Худжанд": the Russian accusative after "в" tells whither, the prepositional case where.
fn is_led_to(words: &[Token], at: usize) -> bool {
    let is_in = |word: &Token| spelling::in_letters_of(&word.text, Language::Ru) == "в";
    Form::of(&words[at], Language::Ru).is_accusative() && at.checked_sub(1).is_some_and(|back| is_in(&words[back]))
}

/// "A firm from Khujand seeks", "we, farmers from Khujand".
fn is_of_who_asks(words: &[Token], at: usize, length: usize, language: Language) -> bool {
    let clause = clauses::around(words, at, Gap::Comma);
    let (before, after) = (&words[clause.start..at], words.get(at + length..clause.end).unwrap_or_default());
    let says = |words: &[Token], cue: Cue| words.iter().any(|word| word.cues.has(cue));
    // In Tajik the verb comes last: "to us a firm from Panjakent is needed".
    let next = after.iter().find(|word| !word.cues.is_little()).is_some_and(|word| word.cues.has(Cue::Buy));
    let seeks = says(before, Cue::CompanyWords) && says(after, Cue::Buy) && next == (language != Language::Tg);
    let is_told = says(before, Cue::Speaker) && !says(after, Cue::Buy);
    (seeks || is_told) && !says(before, Cue::Buy) && !says(before, Cue::Sell)
}

/// The part of the clause between two conjunctions: "I run a cafe in Khujand and need a coffee machine."
fn part_of(words: &[Token], at: usize) -> Range<usize> {
    let Range { start, end } = clauses::around(words, at, Gap::Comma);
    let joins = |&at: &usize| words[at].cues.has(Cue::And);
    (start..=at).rev().find(joins).unwrap_or(start)..(at + 1..end).find(joins).unwrap_or(end)
}
