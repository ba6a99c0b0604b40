//! What is done with goods that others make: "wholesale of meat" is the trade in meat, not the making of it.
//! In: phrases of selling, lending and mending, and for each such trade the sectors of its goods (`vocabulary/activities.toml`).
//! Out: for words that name an activity beside goods, the trade in place of the goods.

use std::collections::HashMap;

use super::cues::Phrases;
use super::{Reads, SectorIndex, Sense, WORDS_AT_ONCE, WordSet, lexicon};

/// The goods themselves keep this part of their strength beside the trade in them.
const GOODS: f32 = 0.45;
/// Goods named less plainly than this are none.
const PLAIN: f32 = 0.5;

/// Number of an activity in the file.
pub(crate) type Activity = u8;

#[derive(Debug)]
pub(super) struct Activities {
    phrases: Phrases<Activity>,
    /// The trade in goods, for the activity and the sector of the goods.
    trades: HashMap<(Activity, SectorIndex), SectorIndex>,
}

impl Activities {
    pub(super) fn new(phrases: Phrases<Activity>, trades: HashMap<(Activity, SectorIndex), SectorIndex>) -> Activities {
        Activities { phrases, trades }
    }

    /// The first activity named, and the places of its words.
    pub(super) fn named(&self, words: &[&Reads]) -> Option<(Activity, WordSet)> {
        let words = &words[..words.len().min(WORDS_AT_ONCE)];
        (0..words.len()).find_map(|at| {
            let (activity, length) = self.phrases.longest(&words[at..])?;
            Some((activity, (at..at + length).collect()))
        })
    }

    /// Puts the trade in the place of its goods. What the activity's own words mean together with others stays as it is:
    /// "shop equipment" is no shop of equipment. Where they mean the very trade, the goods stand behind it.
    pub(super) fn turn(
        &self,
        senses: &mut Vec<Sense>,
        (activity, said): (Activity, WordSet),
        wider: impl Fn(SectorIndex) -> Vec<SectorIndex>,
    ) {
        // "Retail" is no wholesale, whatever it trades in.
        let is_trade = |of: &dyn Fn(Activity) -> bool, sector| self.trades.iter().any(|(&(done, _), &trade)| trade == sector && of(done));
        for sense in senses.iter_mut() {
            if is_trade(&|done| done != activity, sense.sector) && !is_trade(&|done| done == activity, sense.sector) {
                sense.strength *= GOODS;
            }
        }
        let told = |sense: &Sense| sense.strength >= lexicon::WHOLE && sense.words.meets(said) && !said.holds(sense.words);
        let told: Vec<SectorIndex> = senses.iter().filter(|sense| told(sense)).map(|sense| sense.sector).collect();
        let mut trades: Vec<Sense> = Vec::new();
        for sense in senses.iter_mut().filter(|sense| sense.strength >= PLAIN && !sense.words.meets(said)) {
            let Some(&trade) = wider(sense.sector).iter().find_map(|&goods| self.trades.get(&(activity, goods))) else { continue };
            if told.is_empty() {
                if trades.iter().all(|known| known.sector != trade) {
                    trades.push(Sense { sector: trade, strength: sense.strength, words: sense.words | said });
                }
            } else if !told.iter().any(|&told| wider(told).contains(&trade) || wider(trade).contains(&told)) {
                continue;
            }
            sense.strength *= GOODS;
        }
        for trade in trades {
            match senses.iter_mut().find(|known| known.sector == trade.sector) {
                Some(known) if known.strength < trade.strength => *known = trade,
                Some(_) => {}
                None => senses.push(trade),
            }
        }
        senses.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    }
}
