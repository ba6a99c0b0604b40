//! How near two sectors are: the same, one inside the other, side by side, or neighbours by name.

use std::collections::{BTreeMap, HashMap};

use super::SectorIndex;
use crate::domain::{Sector, SectorId};

/// How one sector leads to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bridge {
    Same,
    /// The company's sector is a part of the one asked for.
    Inside,
    /// The same sector, or a part of it, but one that holds goods of many kinds: umbrellas and wigs.
    Mixed,
    /// The company's sector is wider than the one asked for.
    Wider,
    /// The company names no more than the division: "electrical goods".
    Division,
    /// Who makes or grows what a shop sells.
    Source,
    /// A shop that sells what is made or grown in the sector asked for.
    Seller,
    /// One that names the sector asked for as its neighbour.
    Back,
    /// Another part of the same wider sector.
    Beside,
    /// Named as a neighbour in the sector's file.
    Near,
}

impl Bridge {
    /// Whether a company on the other side may well do just what is asked for, and is no mere neighbour.
    pub fn serves(self) -> bool {
        matches!(self, Bridge::Same | Bridge::Inside | Bridge::Mixed | Bridge::Wider | Bridge::Division)
    }

    /// How much of that evidence holds beyond doubt, from 0 to 1: that neighbours have something like it is only likely, and so it is with two
    /// goods of a mixed sector.
    pub fn sureness(self) -> f32 {
        match self {
            Bridge::Same | Bridge::Inside => 1.0,
            Bridge::Source | Bridge::Seller | Bridge::Wider | Bridge::Division => 0.8,
            Bridge::Mixed => 0.4,
            Bridge::Near | Bridge::Beside | Bridge::Back => 0.6,
        }
    }

    /// Whether the company's sector is the one asked for or a part of it.
    pub fn is_within(self) -> bool {
        matches!(self, Bridge::Same | Bridge::Inside | Bridge::Mixed)
    }

    /// How much evidence passes over the bridge, from 0 to 1.
    pub fn strength(self) -> f32 {
        match self {
            Bridge::Same => 0.85,
            Bridge::Inside => 0.78,
            Bridge::Mixed => 0.78,
            Bridge::Wider => 0.5,
            Bridge::Source => 0.48,
            Bridge::Division => 0.4,
            Bridge::Near => 0.32,
            Bridge::Beside => 0.25,
            Bridge::Seller => 0.35,
            Bridge::Back => 0.2,
        }
    }
}

/// The bridges from each sector.
#[derive(Debug)]
pub struct Kin {
    bridges: Vec<BTreeMap<SectorIndex, Bridge>>,
    /// The same for each pair of sectors, a row for each one asked for: it is asked thousands of times in a match.
    between: Vec<Option<Bridge>>,
}

impl Kin {
    pub(super) fn new(sectors: &[Sector], by_id: &HashMap<SectorId, SectorIndex>) -> Kin {
        let parent = |index: SectorIndex| sectors[usize::from(index)].parent.as_ref().and_then(|id| by_id.get(id)).copied();
        let mut children: HashMap<SectorIndex, Vec<SectorIndex>> = HashMap::new();
        for index in 0..sectors.len() as SectorIndex {
            if let Some(parent) = parent(index) {
                children.entry(parent).or_default().push(index);
            }
        }
        let division = |index: SectorIndex| sectors[usize::from(index)].id.0.get(..2).unwrap_or_default();
        let offspring = |index: SectorIndex| -> Vec<SectorIndex> {
            let mut all: Vec<SectorIndex> = children.get(&index).cloned().unwrap_or_default();
            let grand: Vec<SectorIndex> = all.iter().flat_map(|child| children.get(child).cloned().unwrap_or_default()).collect();
            all.extend(grand);
            all
        };
        let mut named_by: HashMap<SectorIndex, Vec<SectorIndex>> = HashMap::new();
        for index in 0..sectors.len() as SectorIndex {
            for near in sectors[usize::from(index)].near.iter().filter_map(|id| by_id.get(id)) {
                named_by.entry(*near).or_default().push(index);
            }
        }
        // A shop of umbrellas leads to no maker of wigs.
        let is_shop_of = |shop: SectorIndex, goods: SectorIndex| {
            sectors[usize::from(shop)].is_shop() && division(goods) < "45" && !sectors[usize::from(goods)].mixed
        };
        let bridges: Vec<BTreeMap<SectorIndex, Bridge>> = (0..sectors.len() as SectorIndex)
            .map(|from| {
                let mut to = BTreeMap::new();
                let mut put = |sector: SectorIndex, bridge: Bridge| {
                    let known = to.entry(sector).or_insert(bridge);
                    if bridge.strength() > known.strength() {
                        *known = bridge;
                    }
                };
                let mixed = sectors[usize::from(from)].mixed;
                put(from, if mixed { Bridge::Mixed } else { Bridge::Same });
                for inside in offspring(from) {
                    put(inside, if mixed { Bridge::Mixed } else { Bridge::Inside });
                }
                for near in sectors[usize::from(from)].near.iter().filter_map(|id| by_id.get(id)) {
                    put(*near, if is_shop_of(from, *near) { Bridge::Source } else { Bridge::Near });
                }
                for &other in named_by.get(&from).into_iter().flatten() {
                    put(other, if is_shop_of(other, from) { Bridge::Seller } else { Bridge::Back });
                }
                for wider in std::iter::successors(parent(from), |&inner| parent(inner)) {
                    // Classes of one division have little in common; the finer sectors of a class have more.
                    if sectors[usize::from(wider)].parent.is_none() {
                        put(wider, Bridge::Division);
                    } else {
                        put(wider, Bridge::Wider);
                        for beside in offspring(wider) {
                            put(beside, Bridge::Beside);
                        }
                    }
                }
                to
            })
            .collect();
        let mut between = vec![None; sectors.len() * sectors.len()];
        for (row, to) in between.chunks_mut(sectors.len().max(1)).zip(&bridges) {
            to.iter().for_each(|(&sector, &bridge)| row[usize::from(sector)] = Some(bridge));
        }
        Kin { bridges, between }
    }

    /// How a company's sector answers the one asked for; `None` when they have nothing to do with each other.
    pub fn bridge(&self, asked: SectorIndex, company: SectorIndex) -> Option<Bridge> {
        self.between[usize::from(asked) * self.bridges.len() + usize::from(company)]
    }

    /// The sectors to which bridges lead from the one asked for.
    pub fn reachable(&self, asked: SectorIndex) -> impl Iterator<Item = (SectorIndex, Bridge)> + '_ {
        self.bridges[usize::from(asked)].iter().map(|(&sector, &bridge)| (sector, bridge))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::Vocabulary;

    #[test]
    fn a_shop_answers_for_the_goods_that_it_sells_and_neighbours_for_each_other() {
        let vocabulary = Vocabulary::built_in();
        let bridge = |asked: &str, company: &str| {
            let index = |id: &str| vocabulary.index_of(&SectorId(id.to_owned())).expect("a sector");
            vocabulary.kin().bridge(index(asked), index(company))
        };
        assert_eq!(bridge("4759-music", "3220"), Some(Bridge::Source));
        assert_eq!(bridge("3220", "4759-music"), Some(Bridge::Seller));
        assert_eq!(bridge("4763-outdoor", "7912-tour"), Some(Bridge::Near));
        assert_eq!(bridge("7912-tour", "4763-outdoor"), Some(Bridge::Back));
    }
}
