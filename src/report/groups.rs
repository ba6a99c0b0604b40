//! By what companies are counted together: their place, and the division of industry that they name first.

use std::collections::BTreeMap;

use crate::domain::{Company, CompanyId, Language, Region};
use crate::reply::Texts;
use crate::understanding::vocabulary::SectorIndex;
use crate::understanding::{Vocabulary, understand};

/// A company as it is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grouped {
    pub(super) name: String,
    pub(super) city: String,
    place: Option<usize>,
    pub(super) region: Option<Region>,
    pub(super) division: Option<SectorIndex>,
    /// The finest sector of that division that its words plainly mean.
    pub(super) sector: Option<SectorIndex>,
}

/// All companies of the list.
pub(super) struct Groups<'v> {
    vocabulary: &'v Vocabulary,
    companies: BTreeMap<CompanyId, Grouped>,
}

impl<'v> Groups<'v> {
    pub(super) fn new(companies: &[Company], vocabulary: &'v Vocabulary) -> Groups<'v> {
        let grouped = |company: &Company| {
            let place = vocabulary.place_of(&company.city);
            let place_at = place.and_then(|place| vocabulary.places.iter().position(|other| other.id == place.id));
            let own = if company.sectors.is_empty() { &company.offers } else { &company.sectors };
            let sector = own.iter().find_map(|words| meant(words, vocabulary));
            Grouped {
                name: company.name.clone(),
                city: company.city.clone(),
                place: place_at,
                region: place.and_then(|place| place.region),
                division: sector.and_then(|sector| widest(sector, vocabulary)),
                sector,
            }
        };
        Groups { vocabulary, companies: companies.iter().map(|company| (company.company_id(), grouped(company))).collect() }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&CompanyId, &Grouped)> {
        self.companies.iter()
    }

    pub(super) fn get(&self, id: &CompanyId) -> Option<&Grouped> {
        self.companies.get(id)
    }

    /// The name of a company; one that is no longer on the list has only its id.
    pub(super) fn name(&self, id: &CompanyId) -> String {
        self.get(id).map_or_else(|| id.0.clone(), |company| company.name.clone())
    }

    /// Its place, by the name of the language where it is known.
    pub(super) fn place(&self, id: &CompanyId, language: Language) -> String {
        match self.get(id) {
            Some(Grouped { place: Some(place), .. }) => self.vocabulary.places[*place].name.get(language).to_owned(),
            Some(company) => company.city.clone(),
            None => Texts::of(language).plain("report-group-gone"),
        }
    }

    /// Its division of industry.
    pub(super) fn division_of(&self, id: &CompanyId, language: Language) -> String {
        match self.get(id) {
            Some(company) => self.named(company.division, language),
            None => Texts::of(language).plain("report-group-gone"),
        }
    }

    /// Its own sector, after the division of which it is.
    pub(super) fn sector_of(&self, id: &CompanyId, language: Language) -> String {
        let division = self.division_of(id, language);
        match self.get(id) {
            Some(company) if company.sector != company.division => format!("{division} \u{203a} {}", self.named(company.sector, language)),
            _ => division,
        }
    }

    pub(super) fn named(&self, sector: Option<SectorIndex>, language: Language) -> String {
        match sector {
            Some(sector) => self.vocabulary.sector(sector).name.get(language).to_owned(),
            None => Texts::of(language).plain("report-group-no-sector"),
        }
    }
}

/// The division that words mean: the widest sector around what they plainly say.
pub(super) fn division(words: &str, vocabulary: &Vocabulary) -> Option<SectorIndex> {
    widest(meant(words, vocabulary)?, vocabulary)
}

fn widest(sector: SectorIndex, vocabulary: &Vocabulary) -> Option<SectorIndex> {
    vocabulary.with_wider(sector).last()
}

fn meant(words: &str, vocabulary: &Vocabulary) -> Option<SectorIndex> {
    Some(understand(words, vocabulary).wants.iter().find_map(|want| want.meanings.first())?.sector)
}
