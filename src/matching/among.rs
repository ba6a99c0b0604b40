//! Narrows a ranking to the companies among which the asker seeks, and tells what there is to choose among. A plain request is not
//! looked at again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::packed::Packed;
use super::profile::Profile;
use super::score::{Ranked, Ranking};
use super::{Asker, Index, IndexError};
use crate::domain::{Company, CompanyId, Field, PlaceId, SectorId, Texts};
use crate::understanding::vocabulary::SectorIndex;

/// At most so many places, and so many sectors, are offered to choose among.
const CHOICES: usize = 12;

/// What partners of a request can be narrowed to, the commonest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    pub places: Vec<Choice<PlaceId>>,
    pub sectors: Vec<Choice<SectorId>>,
}

/// A place or sector of some of the partners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice<Id> {
    pub id: Id,
    pub name: Texts,
    /// How many partners are of it.
    pub companies: usize,
}

/// Takes out the companies that are no answer for this asker.
pub(super) fn keep(ranking: &mut Ranking<'_>, asker: Asker<'_>, index: &Index) -> Result<(), IndexError> {
    if let Some(place) = asker.place {
        let is_there = |at: u16| index.vocabulary.places[usize::from(at)].id == *place;
        ranking.companies.retain(|company| company.profile.place.is_some_and(is_there));
    }
    if let Some(sector) = asker.sector {
        let sector = index.vocabulary.index_of(sector);
        ranking.companies.retain(|company| sector.is_some_and(|sector| is_of(company, sector, index)));
    }
    if asker.without.is_empty() && asker.only.is_none() {
        return Ok(());
    }
    let mut kept = Vec::with_capacity(ranking.companies.len());
    for company in std::mem::take(&mut ranking.companies) {
        let id = CompanyId(company.profile.company()?.id);
        if !asker.without.contains(&id) && asker.only.is_none_or(|only| *only == id) {
            kept.push(company);
        }
    }
    ranking.companies = kept;
    Ok(())
}

/// What the companies of a ranking can be narrowed to.
pub(super) fn choices(ranking: &Ranking<'_>, index: &Index) -> Choices {
    let vocabulary = &index.vocabulary;
    let mut places: BTreeMap<u16, usize> = BTreeMap::new();
    let mut sectors: BTreeSet<SectorIndex> = BTreeSet::new();
    for company in &ranking.companies {
        if let Some(place) = company.profile.place {
            *places.entry(place).or_default() += 1;
        }
        sectors.extend(plain(&company.profile, index));
    }
    let places = places.into_iter().map(|(place, companies)| {
        let place = &vocabulary.places[usize::from(place)];
        Choice { id: place.id.clone(), name: place.name.clone(), companies }
    });
    let sectors = sectors.into_iter().map(|sector| {
        let companies = ranking.companies.iter().filter(|company| is_of(company, sector, index)).count();
        let sector = vocabulary.sector(sector);
        Choice { id: sector.id.clone(), name: sector.name.clone(), companies }
    });
    Choices { places: commonest(places.collect()), sectors: commonest(sectors.collect()) }
}

pub(super) fn commonest<Id>(mut choices: Vec<Choice<Id>>) -> Vec<Choice<Id>> {
    choices.sort_by_key(|choice| std::cmp::Reverse(choice.companies));
    choices.truncate(CHOICES);
    choices
}

/// The sectors by which a company describes itself: those of its list of sectors, else of what it offers.
pub(super) fn plain(profile: &Packed, index: &Index) -> Vec<SectorIndex> {
    let of = |field: Field| -> Vec<SectorIndex> {
        let senses = profile.senses.iter().filter(|sense| sense.strength >= index.weights.plain_sense);
        senses.filter(|sense| profile.field(sense.piece) == field).map(|sense| sense.sector).collect()
    };
    let sectors = of(Field::Sectors);
    if sectors.is_empty() { of(Field::Offers) } else { sectors }
}

/// The widest sectors by which a company describes itself, as [`super::census()`] counts it.
pub fn sectors_of(company: &Company, index: &Index) -> BTreeSet<SectorId> {
    let profile = Profile::of(company, &index.vocabulary);
    let of = |field: Field| -> BTreeSet<SectorIndex> {
        let senses = profile.senses.iter().filter(|sense| sense.strength >= index.weights.plain_sense);
        let senses = senses.filter(|sense| profile.field(sense.piece) == field);
        senses.filter_map(|sense| index.vocabulary.with_wider(sense.sector).last()).collect()
    };
    let sectors = of(Field::Sectors);
    let sectors = if sectors.is_empty() { of(Field::Offers) } else { sectors };
    sectors.into_iter().map(|sector| index.vocabulary.sector(sector).id.clone()).collect()
}

fn is_of(company: &Ranked<'_>, sector: SectorIndex, index: &Index) -> bool {
    plain(&company.profile, index).into_iter().any(|own| index.vocabulary.with_wider(own).any(|wider| wider == sector))
}
