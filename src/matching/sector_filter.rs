//! Which companies are of a sector, for lists.

use std::collections::HashSet;

use super::profile::Profile;
use crate::domain::{Company, Field};
use crate::understanding::vocabulary::SectorIndex;
use crate::understanding::{Vocabulary, understand};

/// A meaning this strong beside the best one is meant too.
const MEANT: f32 = 0.8;
/// What a company says this plainly it is.
const PLAIN: f32 = 0.7;

/// Companies of a sector or of a finer one within it.
pub struct SectorFilter<'v> {
    vocabulary: &'v Vocabulary,
    sectors: HashSet<SectorIndex>,
}

impl<'v> SectorFilter<'v> {
    /// Takes a code ("62", "2740-led") or words; `None` when they mean no sector.
    pub fn new(asked: &str, vocabulary: &'v Vocabulary) -> Option<SectorFilter<'v>> {
        let by_code = vocabulary.index_of(&crate::domain::SectorId(asked.trim().to_owned()));
        let meant: Vec<SectorIndex> = match by_code {
            Some(sector) => vec![sector],
            None => {
                let request = understand(asked, vocabulary);
                let meanings = request.wants.iter().flat_map(|want| {
                    let best = want.meanings.first().map_or(1.0, |meaning| meaning.strength);
                    want.meanings.iter().filter(move |meaning| meaning.strength >= MEANT * best)
                });
                meanings.map(|meaning| meaning.sector).collect()
            }
        };
        let inside = |sector: SectorIndex| vocabulary.kin().reachable(sector).filter(|(_, bridge)| bridge.is_within());
        let sectors: HashSet<SectorIndex> = meant.into_iter().flat_map(inside).map(|(sector, _)| sector).collect();
        (!sectors.is_empty()).then_some(SectorFilter { vocabulary, sectors })
    }

    pub fn passes(&self, company: &Company) -> bool {
        let profile = Profile::of(company, self.vocabulary);
        let is = |field: Field| matches!(field, Field::Sectors | Field::Offers | Field::Name);
        profile.senses.iter().any(|sense| sense.strength >= PLAIN && is(profile.field(sense.piece)) && self.sectors.contains(&sense.sector))
    }
}
