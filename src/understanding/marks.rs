//! What each word of a message is used for: a place, goods that are not wanted, what is done with goods.

use super::clauses;
use super::request::Token;
use super::text::Gap;
use super::vocabulary::{Cue, Hit, Reads, Target, Vocabulary, WordSet};

/// What each word is used for.
pub(super) struct Marks {
    pub(super) place: Vec<bool>,
    /// Inside "not ...", "except ...".
    pub(super) unwanted: Vec<bool>,
    /// Part of a phrase of trade terms that means a sector: "certificate of origin".
    pub(super) solid: Vec<bool>,
    /// Says what is done with goods: "wholesale of".
    pub(super) activity: Vec<bool>,
}

impl Marks {
    pub(super) fn has_place(&self) -> bool {
        self.place.contains(&true)
    }

    /// `hits`: the phrases of all words.
    pub(super) fn new(words: &[Token], hits: &[Hit], vocabulary: &Vocabulary) -> Marks {
        let mut unwanted = vec![false; words.len()];
        let mut inside = false;
        let places: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
        let says_whom_or_where = |at: usize| {
            let whom = [Cue::Distributor, Cue::Maker, Cue::Intermediary, Cue::Buyer, Cue::Investor];
            whom.iter().any(|&cue| words[at].cues.has(cue)) || vocabulary.place_names().longest(&places[at..]).is_some()
        };
        for (at, word) in words.iter().enumerate() {
            let ends = [Cue::And, Cue::Buy, Cue::Only, Cue::Any].iter().any(|&cue| word.cues.has(cue));
            // "Without middlemen cement", "except from Isfara apricots".
            let told = at.checked_sub(1).is_some_and(|before| unwanted[before] && says_whom_or_where(before));
            if word.gap > Gap::None || ends || (told && !says_whom_or_where(at)) {
                inside = false;
            }
            inside |= word.cues.has(Cue::Negation);
            unwanted[at] = inside && !word.cues.has(Cue::Negation);
        }
        // "these we have already", "windows are not needed": the whole clause.
        for at in 0..words.len() {
            let pair = |first: Cue, second: Cue| {
                words[at].cues.has(first) && words.get(at + 1).is_some_and(|next| next.gap == Gap::None && next.cues.has(second))
            };
            let last = words.get(at + 1).is_none_or(|next| next.gap > Gap::None);
            let closes = words[at].cues.has(Cue::Negation) && last && words[at].gap == Gap::None;
            if words[at].cues.has(Cue::Have) || closes || pair(Cue::Negation, Cue::Buy) || pair(Cue::Buy, Cue::Negation) {
                unwanted[clauses::around(words, at, Gap::Comma)].fill(true);
            }
        }
        let reads: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
        let is_trade = |phrase: WordSet| phrase.places().all(|at| words[at].cues.has(Cue::TradeTerms));
        // "Loading of wagons" is work, as "loading" is; "cement wholesale" says how cement is bought.
        let is_work = |hit: &Hit| hit.whole && matches!(hit.target, Target::Sector(sector) if !vocabulary.sector(sector).is_trade());
        let is_work_alone = |at: usize| hits.iter().any(|hit| is_work(hit) && hit.words == WordSet::from_iter([at]));
        let is_work_with_goods = |hit: &Hit| {
            let is_told = |at: usize| !words[at].cues.has(Cue::TradeTerms) || is_work_alone(at);
            is_work(hit) && hit.words.span() == hit.words && hit.words.places().all(is_told)
        };
        let phrases = hits.iter().filter(|hit| hit.whole && hit.words.len() > 1 && (is_trade(hit.words) || is_work_with_goods(hit)));
        let met = phrases.fold(WordSet::default(), |met, hit| met | hit.words);
        let done = vocabulary.activity(&reads).map_or(WordSet::default(), |(_, done)| done);
        // "Distributor of steel" says what is done; in "a distributor is wanted" it says who.
        let seeks = words.iter().any(|word| word.cues.has(Cue::Buy) || word.cues.has(Cue::Sell));
        let says_who = |at: usize| seeks && [Cue::Distributor, Cue::Buy, Cue::Sell].iter().any(|&cue| words[at].cues.has(cue));
        let activity = (0..words.len()).map(|at| done.has(at) && !words[at].cues.is_little() && !says_who(at)).collect();
        let solid = (0..words.len()).map(|at| met.has(at)).collect();
        Marks { place: vec![false; words.len()], unwanted, solid, activity }
    }

    /// Whether the asker offers something.
    pub(super) fn offers(&self, words: &[Token]) -> bool {
        words.iter().zip(&self.unwanted).any(|(word, unwanted)| !unwanted && word.cues.has(Cue::Sell))
    }
}
